package sheet

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mapping says which column of which sheet feeds which field.
type Mapping struct {
	Sheet   string         `json:"sheet"`
	Header  int            `json:"header"`  // row of the titles, from 1; 0 for none
	Columns map[string]int `json:"columns"` // by field name; columns count from 0
}

// Guess tells which column feeds which field by the titles of the columns, in
// English, German or Japanese. No column feeds two fields.
func Guess(titles []string) Mapping {
	type candidate struct {
		field         string
		column, score int
		rank          int
	}
	var all []candidate
	for column, title := range titles {
		for rank, h := range headings {
			if score := likeness(title, h.names); score > 0 {
				all = append(all, candidate{h.field, column, score, rank})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.column, b.column), cmp.Compare(a.rank, b.rank))
	})
	m := Mapping{Columns: map[string]int{}}
	taken := map[int]bool{}
	for _, c := range all {
		if _, fed := m.Columns[c.field]; !fed && !taken[c.column] {
			m.Columns[c.field], taken[c.column] = c.column, true
		}
	}
	return m
}

// Likeness is how well a title fits one of the names of a field, 0 when not at all.
func Likeness(title string, names []string) int { return likeness(title, names) }

// likeness is how well a title fits one of the names: best when equal, else by
// how much of the title a name explains that stands in it as a word.
func likeness(title string, names []string) int {
	whole := squeeze(title)
	if whole == "" {
		return 0
	}
	best := 0
	for i, name := range names {
		n := squeeze(name)
		switch {
		case whole == n:
			return 1000 - min(i, 100)
		case utf8.RuneCountInString(n) >= 2 && standsIn(title, whole, name, n):
			best = max(best, 500*len(n)/len(whole))
		}
	}
	return best
}

// standsIn says whether a name stands in a title as a word of its own. German
// and Japanese join words, so a long name may also begin or end the title.
func standsIn(title, whole, name, n string) bool {
	spread := " " + strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	if strings.Contains(spread, " "+strings.ToLower(strings.ReplaceAll(name, "-", " "))+" ") {
		return true
	}
	long := utf8.RuneCountInString(n) >= 5 || len(n) > utf8.RuneCountInString(n) && utf8.RuneCountInString(n) >= 2
	return long && (strings.HasPrefix(whole, n) || strings.HasSuffix(whole, n))
}

// Sheet describes one sheet: where its titles stand, and its columns.
type Sheet struct {
	Name    string   `json:"name"`
	Rows    int      `json:"rows"`   // with content, below the titles
	Header  int      `json:"header"` // row of the titles, from 1; 0 when the sheet is empty
	Columns []Column `json:"columns"`
}

// Column is one column with a few of its values.
type Column struct {
	Index  int      `json:"index"` // from 0
	Letter string   `json:"letter"`
	Title  string   `json:"title"`
	Sample []string `json:"sample"`
	Guess  string   `json:"guess,omitempty"` // name of the field it seems to feed
}

const (
	searchedRows = 25 // for the titles
	mostSamples  = 5
	longSample   = 80
)

// Sheets reads through all sheets and describes them.
func (b *Book) Sheets(ctx context.Context) ([]Sheet, error) {
	return b.SheetsBy(ctx, func(titles []string) map[int]string {
		fields := map[int]string{}
		for field, column := range Guess(titles).Columns {
			fields[column] = field
		}
		return fields
	})
}

// SheetsBy is [Book.Sheets] for tables that are no list of assets: guess tells
// which field a column seems to feed by the titles of all.
func (b *Book) SheetsBy(ctx context.Context, guess func(titles []string) map[int]string) ([]Sheet, error) {
	out := make([]Sheet, 0, len(b.sheets))
	for _, name := range b.sheets {
		s, err := b.describe(ctx, name, guess)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (b *Book) describe(ctx context.Context, name string, guess func([]string) map[int]string) (Sheet, error) {
	s := Sheet{Name: name}
	var top []line
	after := 0
	for l, err := range b.rows(ctx, name) {
		if err != nil {
			return Sheet{}, err
		}
		if len(top) < searchedRows {
			top = append(top, line{l.number, slices.Clone(l.cells)})
		} else {
			after++
		}
	}
	if len(top) == 0 {
		return s, nil
	}
	at := titles(top, guess)
	s.Header, s.Rows = top[at].number, len(top)-at-1+after
	s.Columns = columns(top[at].cells, top[at+1:], guess)
	return s, nil
}

// titles is the index of the row that holds the titles: the one in which most
// cells name a field, else the first with two cells.
func titles(top []line, guess func([]string) map[int]string) int {
	best, most := -1, 1
	for i, l := range top {
		if n := len(guess(l.cells)); n > most {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best
	}
	for i, l := range top {
		if len(l.cells)-blanks(l.cells) >= 2 {
			return i
		}
	}
	return 0
}

func blanks(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) == "" {
			n++
		}
	}
	return n
}

func columns(titles []string, rows []line, guess func([]string) map[int]string) []Column {
	width := len(titles)
	for _, l := range rows {
		width = max(width, len(l.cells))
	}
	guesses := guess(titles)
	out := make([]Column, width)
	for i := range out {
		out[i] = Column{Index: i, Letter: letter(i), Guess: guesses[i], Sample: []string{}}
		if i < len(titles) {
			out[i].Title = strings.Join(strings.Fields(titles[i]), " ")
		}
		for _, l := range rows {
			if i < len(l.cells) && l.cells[i] != "" && len(out[i].Sample) < mostSamples {
				out[i].Sample = append(out[i].Sample, short(l.cells[i]))
			}
		}
	}
	return out
}

func short(s string) string {
	if r := []rune(s); len(r) > longSample {
		return string(r[:longSample]) + "…"
	}
	return s
}

// Best is the mapping to offer first: that of the sheet with the most columns
// understood, and of those the one with the most rows.
func Best(sheets []Sheet) Mapping {
	best, most := -1, 0
	for i, s := range sheets {
		n := 0
		for _, c := range s.Columns {
			if c.Guess != "" {
				n++
			}
		}
		if n > most || n == most && n > 0 && s.Rows > sheets[best].Rows {
			best, most = i, n
		}
	}
	m := Mapping{Columns: map[string]int{}}
	if best < 0 {
		return m
	}
	m.Sheet, m.Header = sheets[best].Name, sheets[best].Header
	for _, c := range sheets[best].Columns {
		if c.Guess != "" {
			m.Columns[c.Guess] = c.Index
		}
	}
	return m
}
