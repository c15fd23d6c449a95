package sheet

import (
	"cmp"
	"slices"
	"strings"

	book "ringwall/internal/plant/sheet"
)

// guess tells which field each column seems to feed, by the titles. A field that
// takes one column gets the one that fits best, the others all that fit.
func guess(kind Kind, titles []string) map[int]string {
	if kind == Worksheet {
		return worksheetColumns(titles)
	}
	type candidate struct{ column, field, score int }
	var all []candidate
	for column, title := range titles {
		for i, f := range fields {
			if has(f, kind) {
				score := book.Likeness(title, f.names)
				if f.Name == "pfd" && strings.EqualFold(strings.TrimSpace(title), "SIL") {
					score = 1000 // by itself; within a title it is part of the name of a layer
				}
				if score > 0 {
					all = append(all, candidate{column, i, score})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.column, b.column), cmp.Compare(a.field, b.field))
	})
	out, fed := map[int]string{}, map[int]bool{}
	for _, c := range all {
		if _, taken := out[c.column]; taken || fed[c.field] && !fields[c.field].Many {
			continue
		}
		out[c.column], fed[c.field] = fields[c.field].Name, true
	}
	return out
}

// best is the mapping to offer first: that of the sheet with the most columns
// understood, and of those the one with the most rows.
func best(kind Kind, sheets []book.Sheet) Mapping {
	at, most := -1, 0
	for i, s := range sheets {
		n := 0
		for _, c := range s.Columns {
			if c.Guess != "" {
				n++
			}
		}
		if n > most || n == most && n > 0 && s.Rows > sheets[at].Rows {
			at, most = i, n
		}
	}
	m := Mapping{Columns: map[string][]int{}}
	if at < 0 {
		if len(sheets) > 0 {
			m.Sheet, m.Header = sheets[0].Name, sheets[0].Header
		}
		return m
	}
	m.Sheet, m.Header = sheets[at].Name, sheets[at].Header
	for _, c := range sheets[at].Columns {
		if c.Guess != "" {
			m.Columns[c.Guess] = append(m.Columns[c.Guess], c.Index)
		}
	}
	return m
}
