package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"
)

// Attachment is a file that goes into a package as it is. Open is called twice:
// once to know it, once to write it.
type Attachment struct {
	Path string // "evidence/EV-001/restore test.pdf"
	Open func() (io.ReadCloser, error)
}

// Below is the folder of all attachments.
const Below = "evidence/"

// Build writes a signed package as a stream. Of the manifest it takes the kind,
// the parties, the time and what the package answers; the rest it fills in. The
// digest is that of the manifest, by which others refer to the package.
func Build(w io.Writer, m Manifest, c Content, attachments []Attachment, key Key) (Manifest, string, error) {
	m.Format, m.Key, m.Made, m.Parts = Format, key.Public(), m.Made.UTC().Truncate(time.Second), []Part{}
	var entries []entry
	var sources []func() (io.ReadCloser, error)
	add := func(path string, open func() (io.ReadCloser, error)) error {
		p, crc, err := know(path, open)
		if err != nil {
			return fmt.Errorf("put %s into the package: %w", path, err)
		}
		m.Parts = append(m.Parts, p)
		entries = append(entries, entry{path, p.Size, crc})
		sources = append(sources, open)
		return nil
	}
	for _, part := range c.parts() {
		if part.absent {
			continue
		}
		text, err := Canonical(part.value)
		if err == nil {
			err = add(part.path, inMemory(text))
		}
		if err != nil {
			return m, "", err
		}
	}
	slices.SortStableFunc(attachments, func(a, b Attachment) int { return strings.Compare(a.Path, b.Path) })
	for _, a := range attachments {
		if err := add(a.Path, a.Open); err != nil {
			return m, "", err
		}
	}
	if faults := m.check(DefaultBudget); len(faults) > 0 {
		return m, "", errors.New(faults[0].Text)
	}
	manifest, err := Canonical(m)
	if err != nil {
		return m, "", err
	}
	signature := []byte(base64.StdEncoding.EncodeToString(key.sign(manifest)))
	entries = append([]entry{
		{manifestPath, int64(len(manifest)), crc32.ChecksumIEEE(manifest)},
		{signaturePath, int64(len(signature)), crc32.ChecksumIEEE(signature)},
	}, entries...)
	sources = append([]func() (io.ReadCloser, error){inMemory(manifest), inMemory(signature)}, sources...)
	return m, digestOf(sha256.Sum256(manifest)), write(w, entries, sources)
}

func inMemory(text []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
}

// know reads a file to its end for its size and its sums.
func know(path string, open func() (io.ReadCloser, error)) (Part, uint32, error) {
	r, err := open()
	if err != nil {
		return Part{}, 0, err
	}
	defer r.Close()
	sha, crc := sha256.New(), crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(sha, crc), r)
	if err != nil {
		return Part{}, 0, err
	}
	return Part{Path: path, Size: n, SHA256: digestOf([32]byte(sha.Sum(nil)))}, crc.Sum32(), nil
}

func write(w io.Writer, entries []entry, sources []func() (io.ReadCloser, error)) error {
	total := int64(0)
	for _, e := range entries {
		total += e.span()
	}
	if total > DefaultBudget.Bytes {
		return fmt.Errorf("the package would have %d MiB, and others read at most %d: leave attachments out", total>>20, DefaultBudget.Bytes>>20)
	}
	for i, e := range entries {
		if _, err := w.Write(localHeader(e)); err != nil {
			return fmt.Errorf("write the package: %w", err)
		}
		if err := pour(w, e, sources[i]); err != nil {
			return fmt.Errorf("write %s into the package: %w", e.path, err)
		}
	}
	if _, err := w.Write(directory(entries)); err != nil {
		return fmt.Errorf("write the package: %w", err)
	}
	return nil
}

// pour writes one file, which must be what it was when it was known.
func pour(w io.Writer, e entry, open func() (io.ReadCloser, error)) error {
	r, err := open()
	if err != nil {
		return err
	}
	defer r.Close()
	crc := crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(w, crc), r)
	if err == nil && (n != e.size || crc.Sum32() != e.crc) {
		err = errors.New("the file changed while it was packed: pack it again")
	}
	return err
}
