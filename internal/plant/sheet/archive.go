package sheet

import (
	"archive/zip"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
)

// archive is the directory of an XLSX file after it was found harmless: few
// parts, no duplicates, no overlap, sane sizes.
type archive struct {
	name  string
	parts map[string]*zip.File // by lower-case path
}

func openArchive(r io.ReaderAt, size int64, name string, b Budget) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("%s is damaged or no XLSX file: save it anew as XLSX.", name)
	}
	if len(z.File) > b.Entries {
		return nil, refuse("%s has %d parts: at most %d are read.", name, len(z.File), b.Entries)
	}
	a := &archive{name: name, parts: make(map[string]*zip.File, len(z.File))}
	var total uint64
	for _, f := range z.File {
		if err := a.add(f, b); err != nil {
			return nil, err
		}
		if total += f.UncompressedSize64; total > uint64(b.Unpacked) || f.UncompressedSize64 > uint64(b.Unpacked) {
			return nil, refuse("%s unpacks to more than %d MiB: save it without pictures, or split it.", name, b.Unpacked>>20)
		}
	}
	return a, a.apart(z.File)
}

func (a *archive) add(f *zip.File, b Budget) error {
	path := strings.ToLower(strings.TrimPrefix(f.Name, "/"))
	switch {
	case strings.HasSuffix(path, "/"):
		return nil // a folder
	case strings.Contains(path, "..") || strings.ContainsAny(path, "\\\x00:"):
		return refuse("%s holds a part with the unsafe name %q.", a.name, f.Name)
	case a.parts[path] != nil:
		return refuse("%s holds the part %q twice.", a.name, f.Name)
	case f.Flags&1 != 0:
		return refuse("%s is encrypted: save it without a password.", a.name)
	case !f.Mode().IsRegular():
		return refuse("%s holds a link instead of the part %q.", a.name, f.Name)
	case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/uint64(b.Ratio) > f.CompressedSize64:
		return refuse("%s is packed more than %d to 1 in part %q, as no real spreadsheet is.", a.name, b.Ratio, f.Name)
	}
	a.parts[path] = f
	return nil
}

// apart makes sure that no two parts share bytes, the trick of the zip bombs
// whose directory looks harmless.
func (a *archive) apart(files []*zip.File) error {
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(files))
	for _, f := range files {
		at, err := f.DataOffset()
		if err != nil {
			return refuse("%s is damaged in part %q: save it anew.", a.name, f.Name)
		}
		spans = append(spans, span{at, at + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(x, y span) int { return cmp.Compare(x.from, y.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return refuse("%s holds parts that overlap, as no real spreadsheet does.", a.name)
		}
	}
	return nil
}

// open streams one part; a missing one is an error unless it may be missing.
func (a *archive) open(path string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(strings.TrimPrefix(path, "/"))]
	if f == nil {
		return nil, errNoPart
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse("%s is damaged in part %q: save it anew.", a.name, path)
	}
	return r, nil
}

var errNoPart = errors.New("no such part")
