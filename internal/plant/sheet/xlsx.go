package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
)

// workbook is the structure of an XLSX file: which part holds which sheet.
type workbook struct {
	*archive
	budget   Budget
	parts    map[string]string // part by sheet name
	strings  *pool
	dates    []bool // by cell style: is it a date format?
	from1904 bool
}

func openXLSX(r io.ReaderAt, size int64, name string, b Budget) (*Book, error) {
	a, err := openArchive(r, size, name, b)
	if err != nil {
		return nil, err
	}
	w := &workbook{archive: a, budget: b, parts: map[string]string{}}
	names, err := w.open(name)
	if err != nil {
		return nil, err
	}
	return &Book{name: name, budget: b, sheets: names, rows: w.rows}, nil
}

// open reads everything but the sheets themselves.
func (w *workbook) open(name string) ([]string, error) {
	root, err := w.relations("")
	if err != nil {
		return nil, err
	}
	main := root.byType("/officeDocument")
	if main == "" {
		return nil, refuse("%s is a ZIP file but no XLSX workbook: save the list as XLSX or CSV.", name)
	}
	related, err := w.relations(main)
	if err != nil {
		return nil, err
	}
	names, err := w.sheetList(main, related)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, refuse("%s has no sheet with cells.", name)
	}
	if err := w.styles(related.byType("/styles")); err != nil {
		return nil, err
	}
	return names, w.sharedStrings(related.byType("/sharedStrings"))
}

// each calls do at every opening tag of a part; a missing part has none.
func (w *workbook) each(part string, do func(m *markup) error) error {
	return w.eachTag(part, func(m *markup) error {
		if m.closes {
			return nil
		}
		return do(m)
	})
}

// eachTag is each for closing tags too.
func (w *workbook) eachTag(part string, do func(m *markup) error) error {
	r, err := w.archive.open(part)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	m := newMarkup(r, w.budget.Cell)
	for {
		err := m.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(m)
		}
		if err != nil {
			return w.damaged(part, err)
		}
	}
}

func (w *workbook) damaged(part string, err error) error {
	return refuse("%s cannot be read: in part %q %v.", w.name, part, err)
}

// relation leads from one part to another.
type relation struct{ id, kind, target string }

type relations []relation

// relations reads what a part refers to; references out of the file are dropped.
func (w *workbook) relations(part string) (relations, error) {
	folder, file := path.Split(part)
	var out relations
	err := w.each(folder+"_rels/"+file+".rels", func(m *markup) error {
		if !m.is("Relationship") || string(m.attr("TargetMode")) == "External" {
			return nil
		}
		target := string(m.attr("Target"))
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/"+folder, target)
		}
		out = append(out, relation{string(m.attr("Id")), string(m.attr("Type")), strings.TrimPrefix(path.Clean(target), "/")})
		return nil
	})
	return out, err
}

// byType finds by the end of the type: strict and transitional files differ in its beginning.
func (r relations) byType(suffix string) string {
	for _, rel := range r {
		if strings.HasSuffix(rel.kind, suffix) {
			return rel.target
		}
	}
	return ""
}

func (r relations) byID(id string) (relation, bool) {
	for _, rel := range r {
		if rel.id == id {
			return rel, true
		}
	}
	return relation{}, false
}

// mostSheets is far above any workbook that a person can find their way in.
const mostSheets = 250

func (w *workbook) sheetList(main string, related relations) ([]string, error) {
	var names []string
	shown := map[string]bool{}
	err := w.each(main, func(m *markup) error {
		switch {
		case m.is("workbookPr"):
			v := string(m.attr("date1904"))
			w.from1904 = v == "1" || v == "true"
		case m.is("sheet"):
			name, rel := string(m.attr("name")), relation{}
			if rel, _ = related.byID(string(m.attr("id"))); !strings.HasSuffix(rel.kind, "/worksheet") {
				return nil // a chart or dialogue
			}
			if _, twice := w.parts[name]; twice || name == "" {
				return fmt.Errorf("two sheets have the name %q", name)
			}
			// One part behind many sheets would be read as often.
			if shown[rel.target] {
				return fmt.Errorf("sheet %q shows the same cells as another", name)
			}
			shown[rel.target] = true
			if len(names) == mostSheets {
				return fmt.Errorf("there are more than %d sheets", mostSheets)
			}
			w.parts[name] = rel.target
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// pool holds the shared strings in one piece of memory.
type pool struct {
	all  string
	ends []uint32
}

func (p *pool) at(i int) (string, bool) {
	if p == nil || i < 0 || i >= len(p.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.all[from:p.ends[i]], true
}

func (w *workbook) sharedStrings(part string) error {
	if part == "" {
		return nil
	}
	r, err := w.archive.open(part)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	m := newMarkup(r, w.budget.Cell)
	var all strings.Builder
	p := &pool{}
	text := richText{m: m}
	for {
		err := m.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = text.step()
		}
		if err != nil {
			return w.damaged(part, err)
		}
		if m.is("si") && (m.closes || m.empty) {
			all.WriteString(valid(unhex(text.take())))
			p.ends = append(p.ends, uint32(all.Len()))
		}
		if int64(all.Len())+4*int64(len(p.ends)) > w.budget.Strings {
			return refuse("%s holds more than %d MiB of text: split it.", w.name, w.budget.Strings>>20)
		}
	}
	p.all, w.strings = all.String(), p
	return nil
}

// richText joins the runs of a text and leaves out its phonetic guide, which
// Japanese workbooks carry beside many words.
type richText struct {
	m        *markup
	buf      []byte
	phonetic bool
}

// step takes in the tag that was just read.
func (t *richText) step() error {
	switch {
	case t.m.is("rPh"):
		t.phonetic = !t.m.closes && !t.m.empty
	case t.m.is("t") && t.m.closes && !t.phonetic:
		if t.buf = append(t.buf, t.m.text...); len(t.buf) > t.m.limit {
			return errLong
		}
	}
	return nil
}

func (t *richText) take() string {
	s := string(t.buf)
	t.buf, t.phonetic = t.buf[:0], false
	return s
}

// rows streams one sheet. Rows without content cost nothing and do not come.
func (w *workbook) rows(ctx context.Context, sheet string) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		r, err := w.archive.open(w.parts[sheet])
		if err != nil {
			yield(line{}, refuse("%s has no sheet %q.", w.name, sheet))
			return
		}
		defer r.Close()
		s := sheetReader{workbook: w, name: sheet, m: newMarkup(r, w.budget.Cell), text: richText{}}
		s.text.m = s.m
		for n := 0; ; n++ {
			l, err := s.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && n%256 == 0 {
				err = ctx.Err()
			} else if err != nil && len(problems(err)) == 0 {
				err = refuse("%s cannot be read: sheet %q, after row %d: %v.", w.name, sheet, s.row, err)
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}
