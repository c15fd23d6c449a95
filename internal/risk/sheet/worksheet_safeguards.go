package sheet

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// mostSafeguardRows of one file are read.
const mostSafeguardRows = 10 * MostRows

// safeguards reads the sheet of safeguards: it is the whole list of every
// scenario that the file has.
func (w *worksheetReader) safeguards(ctx context.Context, b *book.Book) error {
	var columns []int // of the file, by column of a safeguard
	scenario, rows := -1, 0
	lists := map[int][]risk.Safeguard{} // by row of the plan
	used := map[int][]bool{}
	for l, err := range b.Lines(ctx, safeguardSheet) {
		if err != nil {
			return err
		}
		if columns == nil {
			at := func(title string) int {
				return slices.IndexFunc(l.Cells, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), title) })
			}
			if scenario = at(scenarioTitle); scenario < 0 {
				return plant.Problems{{Text: fmt.Sprintf("%s, sheet %q: the first row must hold the titles, beginning with %q.", b.Name(), safeguardSheet, scenarioTitle)}}
			}
			for _, c := range safeguardColumns {
				columns = append(columns, at(c.title))
			}
			continue
		}
		if rows++; rows > mostSafeguardRows {
			return plant.Problems{{Text: fmt.Sprintf("Sheet %q has more than %d rows: split the file.", safeguardSheet, mostSafeguardRows)}}
		}
		w.safeguard(l, scenario, columns, lists, used)
	}
	if columns == nil {
		return nil
	}
	for i := range w.plan.Rows {
		w.plan.Rows[i].Scenario.Safeguards = lists[i]
	}
	return nil
}

func (w *worksheetReader) safeguard(l book.Line, scenario int, columns []int, lists map[int][]risk.Safeguard, used map[int][]bool) {
	empty := true
	for _, column := range columns {
		empty = empty && raw(l.Cells, column) == ""
	}
	key := strings.TrimSpace(raw(l.Cells, scenario))
	if empty && key == "" {
		return
	}
	i, known := w.rows[strings.ToLower(key)]
	if !known {
		w.plan.Rows = append(w.plan.Rows, Row{Sheet: safeguardSheet, Row: l.Number, Key: key, Outcome: Refuse})
		w.plan.Rows[len(w.plan.Rows)-1].refuse(scenarioTitle, book.CellName(scenario, l.Number), "There is no scenario %q on the sheet %s: write the key of one, or remove the row.", key, scenarioSheet)
		return
	}
	r := &w.plan.Rows[i]
	if empty {
		r.refuse(scenarioTitle, on(book.CellName(scenario, l.Number)), "The row names no safeguard: name one, or remove the row.")
		return
	}
	g := w.like(r.before, l, columns, i, used)
	at := "/safeguards/" + itoa(len(lists[i]))
	for k, c := range safeguardColumns {
		if columns[k] < 0 {
			continue
		}
		cell, text := on(book.CellName(columns[k], l.Number)), raw(l.Cells, columns[k])
		r.cells = append(r.cells, cellOf{at + c.pointer, c.title, cell})
		if text == c.get(w.names, &g).Text {
			continue
		}
		if err := c.set(w.planner, &g, text); err != nil {
			r.refuse(c.title, cell, "%s.", sentence(err))
		}
	}
	lists[i] = append(lists[i], g)
}

// on names a cell of the sheet of safeguards.
func on(cell string) string { return safeguardSheet + "!" + cell }

// like is the safeguard of the scenario that a row is about, so that columns
// which the file lacks keep what they say; an empty one for a new safeguard.
func (w *worksheetReader) like(s *risk.Scenario, l book.Line, columns []int, row int, used map[int][]bool) risk.Safeguard {
	if s == nil {
		return risk.Safeguard{}
	}
	if used[row] == nil {
		used[row] = make([]bool, len(s.Safeguards))
	}
	for i := range s.Safeguards {
		g := &s.Safeguards[i]
		if !used[row][i] && raw(l.Cells, columns[0]) == safeguardColumns[0].get(w.names, g).Text && raw(l.Cells, columns[1]) == g.Name {
			used[row][i] = true
			return *g
		}
	}
	return risk.Safeguard{}
}

// remarks tells what of the file is not read.
func (w *worksheetReader) remarks(ctx context.Context, b *book.Book) error {
	note := func(format string, args ...any) { w.plan.Notes = append(w.plan.Notes, fmt.Sprintf(format, args...)) }
	if w.computed > 0 {
		note("%d computed cells differ from what is computed now, the first is %s!%s: computed columns are not read.", w.computed, w.sheet, w.first)
	}
	for _, p := range []book.Plain{assumptions(w.in), criteria(w.res)} {
		cell, err := differs(ctx, b, p)
		if err != nil {
			return err
		}
		if cell != "" {
			note("Sheet %s differs from the register, first at %s: it is for reading, so change %s on their page.", p.Name, cell, strings.ToLower(p.Name))
		}
	}
	var missing []string
	for i := range w.in.Register.Scenarios {
		if s := &w.in.Register.Scenarios[i]; !w.kept[s.ID] {
			missing = append(missing, s.Key)
		}
	}
	if n := len(missing); n > 0 {
		rest := ""
		if n > 8 {
			missing, rest = missing[:8], fmt.Sprintf(" and %d more", n-8)
		}
		note("The file does not have %s%s: they stay as they are.", strings.Join(missing, ", "), rest)
	}
	return nil
}

// differs is the first cell in which a sheet of the file is not as it was written.
func differs(ctx context.Context, b *book.Book, p book.Plain) (string, error) {
	if !slices.Contains(b.Names(), p.Name) {
		return "", nil
	}
	for l, err := range b.Lines(ctx, p.Name) {
		if err != nil {
			return "", err
		}
		if l.Number == 1 {
			continue
		}
		for i := range max(len(l.Cells), len(p.Columns)) {
			want := ""
			if l.Number-2 < len(p.Rows) && i < len(p.Rows[l.Number-2]) {
				want = p.Rows[l.Number-2][i].Text
			}
			if !same(raw(l.Cells, i), want) {
				return book.CellName(i, l.Number), nil
			}
		}
	}
	return "", nil
}
