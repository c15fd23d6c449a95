package csms

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// maxUpload is the largest file that is taken.
const maxUpload = 512 << 20

// Upload takes a file into the vault and begins to read it.
func (s *Service) Upload(ctx context.Context, who access.Principal, site plant.SiteID, name string, r io.Reader) (Import, error) {
	if err := s.mayImport(ctx, who, site); err != nil {
		return Import{}, err
	}
	name = fileName(name)
	in := bufio.NewReaderSize(r, headBytes)
	head, err := in.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return Import{}, err
	}
	kind, err := kindOf(name, head)
	if err != nil {
		return Import{}, err
	}
	s.imports.files.begin()
	defer s.arrived(ctx)
	blob, err := s.vault.Put(ctx, in, maxUpload)
	if errors.Is(err, vault.ErrTooLarge) {
		return Import{}, invalid("%s is larger than the %d MiB that an import may have.", name, maxUpload>>20)
	}
	if err != nil {
		return Import{}, err
	}
	i := store.Import{
		ID: store.NewImportID(), Org: who.Org, Site: site, User: who.User, Kind: kind, File: name,
		Hash: blob.Hash, Size: blob.Size, State: ImportReading, Total: blob.Size, Created: s.now(),
	}
	if i.Doc, err = json.Marshal(ImportDetail{By: who.Name}); err == nil {
		err = s.db.Housekeep(ctx, func(o *store.Ops) error { return o.PutImport(i) })
	}
	if err != nil { // the site may be gone by now
		s.dropFile(ctx, blob.Hash)
		return Import{}, s.fail(err, "site")
	}
	s.enqueue(job{who.Org, i.ID})
	return told(i)
}

// headBytes is how much of a file tells what it is.
const headBytes = 512

// fileName keeps the last part of a name as people see it; it is never a path.
func fileName(name string) string {
	name = strings.ToValidUTF8(name[strings.LastIndexAny(name, `/\`)+1:], "\uFFFD")
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[len(runes)-200:])
	}
	if name == "" {
		name = "file"
	}
	return name
}

// kindOf tells what a file is by its first bytes, and by its name where text
// could be more than one thing.
func kindOf(name string, head []byte) (string, error) {
	lower := strings.ToLower(name)
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	switch {
	case len(head) == 0:
		return "", invalid("%s is empty.", name)
	case observe.Recognises(head):
		return ImportCapture, nil
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return ImportSheet, nil
	case strings.HasPrefix(text, "{"), strings.HasSuffix(lower, ".json"), strings.HasSuffix(lower, ".yaml"), strings.HasSuffix(lower, ".yml"):
		return ImportDocument, nil
	case strings.HasSuffix(lower, ".csv"), strings.HasSuffix(lower, ".txt"), strings.HasSuffix(lower, ".tsv"):
		return ImportSheet, nil
	}
	return "", invalid("%s is none of the files that can be imported: an asset list (.xlsx, .csv), a site document (.yaml, .json) or a capture (.pcap, .pcapng).", name)
}
