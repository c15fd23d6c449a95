package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// Package is a package that was found whole, with what it holds.
type Package struct {
	Manifest
	Content
	Digest      string
	Fingerprint string

	r      io.ReaderAt
	starts map[string]int64
}

// Open checks a package and reads what it holds. Without a fault in the report
// there is a package, and with one there is none.
func Open(ctx context.Context, r io.ReaderAt, size int64, b Budget) (*Package, Report, error) {
	v, err := verify(ctx, r, size, b)
	if err != nil || !v.report.Whole {
		return nil, v.report, err
	}
	p := &Package{Manifest: *v.report.Manifest, Digest: v.report.Digest, Fingerprint: v.report.Fingerprint, r: r, starts: v.starts}
	for _, part := range p.parts() {
		if err := p.take(v, part); err != nil {
			return nil, v.report, err
		}
	}
	if !v.report.Whole {
		return nil, v.report, nil
	}
	return p, v.report, nil
}

// take reads one content, if the package has it.
func (p *Package) take(v *verifying, part contentPart) error {
	file, listed := p.File(part.path)
	if file == nil {
		return nil
	}
	text := make([]byte, listed.Size)
	if _, err := io.ReadFull(file, text); err != nil {
		return err
	}
	why := ""
	canonical, err := Recanonical(text)
	switch {
	case err != nil:
		why = fmt.Sprintf("it is no JSON: %v", err)
	case !bytes.Equal(canonical, text):
		why = "it is not in canonical form (RFC 8785)"
	default:
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(part.make()); err != nil {
			why = err.Error()
		}
	}
	if why != "" {
		v.fault(BadContent, part.path, "%s was signed so, but cannot be read: %s.", part.path, why)
		v.report.Whole = false
	}
	return nil
}

// File is one part of the package; nil when it has none of this path.
func (p *Package) File(path string) (*io.SectionReader, Part) {
	for _, part := range p.Parts {
		if part.Path == path {
			return io.NewSectionReader(p.r, p.starts[path], part.Size), part
		}
	}
	return nil, Part{}
}
