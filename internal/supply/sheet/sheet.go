// Package sheet reads and writes what suppliers and integrators fill in as
// spreadsheets: the claim sheet of products, the reply to a specification line by
// line, and the checklists of acceptance tests.
//
// Whatever is written can be filled in and read back. A refusal names the cell
// and how to mend it; the other rows are read all the same.
package sheet

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
)

// Refusal is a row that could not be read, or a cell of it.
type Refusal struct {
	Sheet string `json:"sheet"`
	Row   int    `json:"row"`
	Cell  string `json:"cell,omitempty"` // "F12"
	Text  string `json:"text"`
}

// Budget is that of a filled sheet: these are small beside an asset list.
var Budget = book.Budget{
	Bytes: 16 << 20, Entries: 2_000, Unpacked: 128 << 20, Ratio: 100, Strings: 64 << 20,
	Rows: 50_000, CSVRows: 50_000, Columns: 64, Cell: 32_767 * 4,
}

// mostRefusals ends the reading of a hopeless file.
const mostRefusals = 200

// column is a column of one of the sheets; what is computed is not read back.
type column struct {
	title string
	width int
}

func plainColumns(columns []column) []book.PlainColumn {
	out := make([]book.PlainColumn, len(columns))
	for i, c := range columns {
		out[i] = book.PlainColumn{Title: c.title, Width: c.width}
	}
	return out
}

func texts(cells ...string) []book.Cell {
	out := make([]book.Cell, len(cells))
	for i, c := range cells {
		out[i] = book.Cell{Text: c}
	}
	return out
}

// lined joins entries, one on each line of a cell.
func lined(entries []string) string { return strings.Join(entries, "\n") }

// entries divides a cell into its lines.
func entries(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// filled is one sheet that somebody filled in, row by row, by the titles of its
// columns. A column may stand anywhere.
type filled struct {
	sheet    string
	at       map[string]int // column by title
	cells    []string
	row      int
	refusals *[]Refusal
}

// read goes through all sheets of a book that have the title needed, and hands
// each row to do. It answers whether any sheet has it.
func read(ctx context.Context, r io.ReaderAt, size int64, name, needed string, refusals *[]Refusal, do func(*filled)) error {
	b, err := book.Open(r, size, name, Budget)
	if err != nil {
		return err
	}
	known := false
	for _, sheet := range b.Names() {
		f := &filled{sheet: sheet, refusals: refusals}
		for l, err := range b.Lines(ctx, sheet) {
			if err != nil {
				return err
			}
			if f.at == nil {
				if f.at = titled(l.Cells, needed); f.at == nil {
					break // another kind of sheet
				}
				known = true
				continue
			}
			f.cells, f.row = l.Cells, l.Number
			if len(*refusals) >= mostRefusals {
				return nil
			}
			do(f)
		}
	}
	if !known {
		return plant.Problems{{Text: fmt.Sprintf("%s has no sheet with a column %q in its first row: fill in the sheet that was handed out.", name, needed)}}
	}
	return nil
}

// titled finds the columns by their titles, nil when the one needed is not there.
func titled(cells []string, needed string) map[string]int {
	at := map[string]int{}
	for i, c := range cells {
		if t := book.Squeeze(book.Unguarded(c)); t != "" {
			if _, twice := at[t]; !twice {
				at[t] = i
			}
		}
	}
	if _, there := at[book.Squeeze(needed)]; !there {
		return nil
	}
	return at
}

// text is the content of a cell by the title of its column.
func (f *filled) text(title string) string {
	i, there := f.at[book.Squeeze(title)]
	if !there || i >= len(f.cells) {
		return ""
	}
	return tidy(book.Unguarded(f.cells[i]))
}

// has says whether the sheet has the column at all.
func (f *filled) has(title string) bool { _, there := f.at[book.Squeeze(title)]; return there }

func (f *filled) blank() bool {
	return !slices.ContainsFunc(f.cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// refuse notes what is wrong with a cell of the row.
func (f *filled) refuse(title, format string, args ...any) {
	r := Refusal{Sheet: f.sheet, Row: f.row, Text: fmt.Sprintf(format, args...)}
	if i, there := f.at[book.Squeeze(title)]; there && title != "" {
		r.Cell = book.CellName(i, f.row)
	}
	if len(*f.refusals) < mostRefusals {
		*f.refusals = append(*f.refusals, r)
	}
}

// day reads a day; a refusal when it is none.
func (f *filled) day(title string) plant.Date {
	s := f.text(title)
	if s == "" || book.Nothing(s) {
		return ""
	}
	d, err := book.Day(s)
	if err != nil {
		f.refuse(title, "%v.", err)
	}
	return d
}

// word reads one of a list of words, as itself or as it is shown.
func word[T ~string](f *filled, title string, list []T, shown func(T) string) (T, bool) {
	s := book.Squeeze(f.text(title))
	if s == "" {
		return "", true
	}
	var names []string
	for _, w := range list {
		if s == book.Squeeze(string(w)) || s == book.Squeeze(shown(w)) {
			return w, true
		}
		names = append(names, shown(w))
	}
	f.refuse(title, "%q is none of the words that are known here: write %s.", clip(f.text(title)), strings.Join(names, ", "))
	return "", false
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// tidy makes the text of a cell one that can be kept.
func tidy(s string) string {
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// sheetName makes a key a name that a sheet may have, and that no other has.
func sheetName(key string, taken map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return '-'
		}
		return r
	}, key)
	if r := []rune(name); len(r) > 28 {
		name = string(r[:28])
	}
	if name == "" {
		name = "Sheet"
	}
	base := name
	for i := 2; taken[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	taken[strings.ToLower(name)] = true
	return name
}
