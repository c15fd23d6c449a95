package csms

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // told by their headers
	_ "image/jpeg" // alone
	_ "image/png"
	"io"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/vault"
)

// EvidenceLimit is the largest file that an evidence may have, where the service
// is not told another one.
const EvidenceLimit = 2 << 30

// NewFile describes a file that is uploaded to an evidence.
type NewFile struct {
	Name     string
	Note     string
	Replaces int // revision that it takes the place of; 0 is that of the same name
}

// AddEvidenceFile streams a file into the vault and makes it the newest revision
// of an evidence. What it replaces is kept.
func (s *Service) AddEvidenceFile(ctx context.Context, who access.Principal, id supply.ID, f NewFile, r io.Reader) (proof.Evidence, int64, error) {
	q := s.Evidence()
	known, err := q.open(ctx, who, string(id))
	if err != nil {
		return proof.Evidence{}, 0, err
	}
	if _, problems := known.AddFile(proof.File{Name: f.Name}, f.Replaces); len(problems) > 0 {
		return proof.Evidence{}, 0, s.fail(problems, "evidence") // told before the whole file is sent
	}
	in := bufio.NewReaderSize(r, sniffBytes)
	head, err := in.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return proof.Evidence{}, 0, err
	}
	file := proof.File{Name: fileName(f.Name), Media: mediaOf(head), By: who.Name, Note: f.Note}
	if len(head) == 0 {
		return proof.Evidence{}, 0, invalid("%s is empty, so it shows nothing.", file.Name)
	}
	s.imports.files.begin()
	defer s.arrived(ctx)
	blob, err := s.vault.Put(ctx, in, s.evidenceLimit)
	if errors.Is(err, vault.ErrTooLarge) {
		return proof.Evidence{}, 0, invalid("%s is larger than the %d MiB that a file of an evidence may have: split it, or keep it elsewhere and add a link.", file.Name, s.evidenceLimit>>20)
	}
	if err != nil {
		return proof.Evidence{}, 0, err
	}
	file.Hash, file.Size, file.At = blob.Hash, blob.Size, s.now().UTC().Truncate(time.Second)
	var after proof.Evidence
	// The name of the file may be as confidential as its content, and the history
	// is read by more people: it has the key alone.
	act := intent{do: access.EvidenceEdit, site: known.Site, verb: "evidence.file", subject: known.Key}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		before, err := q.find(tx.Reader(), who, string(id))
		if err != nil {
			return err
		}
		if file.Revision, err = nextRevision(tx.Reader(), before); err != nil {
			return err
		}
		added, problems := before.AddFile(file, f.Replaces)
		if len(problems) > 0 {
			return s.fail(problems, "evidence")
		}
		after = added
		return q.put(tx, s.shelfContext(tx.Reader(), who), &before, &after)
	})
	if err != nil {
		s.dropFile(ctx, blob.Hash)
		return proof.Evidence{}, 0, err
	}
	return after, entry.Seq, nil
}

// nextRevision is a number that no file of an evidence ever had.
func nextRevision(r *store.Reader, e proof.Evidence) (int, error) {
	versions, err := r.Versions(proof.OfEvidence, string(e.ID))
	if err != nil {
		return 0, unlessMissing(err)
	}
	highest := 0
	for _, v := range versions {
		var was struct{ Files []struct{ Revision int } }
		if v.Deleted {
			continue
		}
		if err := json.Unmarshal(v.Doc, &was); err != nil {
			return 0, err
		}
		for _, f := range was.Files {
			highest = max(highest, f.Revision)
		}
	}
	return highest + 1, nil
}

// EvidenceFile is an open file of an evidence; the caller closes it.
type EvidenceFile struct {
	proof.File
	io.ReadSeekCloser
	// Shown says that a page may show the content; what is not shown is saved only.
	Shown bool
}

// OpenEvidenceFile opens one revision of the files of an evidence. A preview is
// refused for what no page may show.
func (s *Service) OpenEvidenceFile(ctx context.Context, who access.Principal, id supply.ID, revision int, preview bool) (EvidenceFile, error) {
	var out EvidenceFile
	e, err := s.Evidence().One(ctx, who, string(id))
	if err != nil {
		return out, err
	}
	f, ok := e.File(revision)
	if !ok {
		return out, notFound("file")
	}
	out.File, out.Shown = f, shown[f.Media]
	if preview && !out.Shown {
		return out, &Error{Kind: Conflict, Code: "no-preview", Text: fmt.Sprintf("%s cannot be shown here, only saved: pages, drawings with scripts and unknown content stay closed.", f.Name)}
	}
	if out.ReadSeekCloser, err = s.vault.Get(f.Hash); err != nil {
		if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
			s.log.Error("a file of an evidence is not as it was", "evidence", e.Key, "revision", revision, "error", err)
			return out, &Error{Kind: Conflict, Code: "damaged", Text: fmt.Sprintf("The file %s in the vault is not any more what was put in, so it is not shown: bring it back from a backup, or upload it again.", f.Name)}
		}
		return out, err
	}
	if preview {
		if err := tooMuchToShow(out); err != nil {
			if closed := out.Close(); closed != nil {
				err = errors.Join(err, closed)
			}
			return out, err
		}
	}
	return out, nil
}

// Bounds of what a page is given to show: beyond them a browser stands still.
const (
	mostPixels    = 100_000_000
	longestShown  = 4 << 20  // of a text
	largestShown  = 64 << 20 // of anything else
	imageHeadSize = 1 << 20
)

// tooMuchToShow refuses what a browser would choke on, and leaves the file at
// its beginning.
func tooMuchToShow(f EvidenceFile) error {
	limit := int64(largestShown)
	if f.Media == mediaText {
		limit = longestShown
	}
	text := ""
	if f.Size > limit {
		text = fmt.Sprintf("%s has %d MiB, which is too much to be shown here: save it.", f.Name, f.Size>>20)
	} else if f.Media == mediaPNG || f.Media == mediaJPEG || f.Media == mediaGIF || f.Media == mediaWebP {
		head, err := io.ReadAll(io.LimitReader(f, imageHeadSize))
		if err != nil {
			return err
		}
		if w, h, ok := pixels(f.Media, head); !ok || w*h > mostPixels {
			text = fmt.Sprintf("%s is a picture whose size is not known or too large to be shown here: save it.", f.Name)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
	}
	if text != "" {
		return &Error{Kind: Conflict, Code: "no-preview", Text: text}
	}
	return nil
}

// pixels is the size of a picture as its header says.
func pixels(media string, head []byte) (w, h int64, ok bool) {
	if media == mediaWebP {
		return webpPixels(head)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(head))
	return int64(c.Width), int64(c.Height), err == nil
}

// webpPixels reads the size out of the three forms of WebP.
func webpPixels(b []byte) (w, h int64, ok bool) {
	if len(b) < 30 {
		return 0, 0, false
	}
	at := func(i int) int64 { return int64(b[i]) }
	switch string(b[12:16]) {
	case "VP8X":
		return 1 + at(24) + at(25)<<8 + at(26)<<16, 1 + at(27) + at(28)<<8 + at(29)<<16, true
	case "VP8L":
		n := at(21) + at(22)<<8 + at(23)<<16 + at(24)<<24
		return 1 + n&0x3fff, 1 + n>>14&0x3fff, b[20] == 0x2f
	case "VP8 ":
		return (at(26) + at(27)<<8) & 0x3fff, (at(28) + at(29)<<8) & 0x3fff, true
	}
	return 0, 0, false
}
