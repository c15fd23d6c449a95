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

// mainSheet is the sheet of the scenarios; a CSV file has but one.
func mainSheet(b *book.Book) string {
	if all := b.Names(); !slices.Contains(all, scenarioSheet) && len(all) > 0 {
		return all[0]
	}
	return scenarioSheet
}

// found are the columns of a worksheet as they stand in a file, -1 for missing ones.
type found struct {
	key      int
	columns  []int // by column of the scenario
	results  []int // by computed column
	computed int
}

func titlesIn(titles []string) found {
	at := func(title string) int {
		return slices.IndexFunc(titles, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), title) })
	}
	f := found{key: at(scenarioColumns[0].title)}
	for _, c := range scenarioColumns {
		f.columns = append(f.columns, at(c.title))
	}
	for _, c := range scenarioResults {
		i := at(c.title + computed)
		if f.results = append(f.results, i); i >= 0 {
			f.computed++
		}
	}
	return f
}

// worksheetColumns tells which columns of the worksheet the titles name.
func worksheetColumns(titles []string) map[int]string {
	out := map[int]string{}
	f := titlesIn(titles)
	for i, column := range f.columns {
		if column >= 0 {
			out[column] = scenarioColumns[i].title
		}
	}
	return out
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// raw is a cell of a worksheet. Blanks are part of a text and stay.
func raw(cells []string, column int) string {
	if column < 0 || column >= len(cells) {
		return ""
	}
	s := lineEnds.Replace(book.Unguarded(cells[column]))
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// worksheetReader reads a worksheet that the register wrote, also after people
// edited it: columns are found by title and may be missing or in another order.
type worksheetReader struct {
	*planner
	sheet  string
	at     found
	res    risk.Result
	result map[risk.ID]*risk.ScenarioResult
	rows   map[string]int // row of the plan by key
	kept   map[risk.ID]bool

	computed int // cells that were changed although they are computed
	first    string
}

func (p *planner) readWorksheet(ctx context.Context, b *book.Book) error {
	w := &worksheetReader{planner: p, sheet: mainSheet(b), res: risk.Rate(p.in), result: map[risk.ID]*risk.ScenarioResult{}, rows: map[string]int{}, kept: map[risk.ID]bool{}}
	for i := range w.res.Scenarios {
		w.result[w.res.Scenarios[i].ID] = &w.res.Scenarios[i]
	}
	begun := false
	for l, err := range b.Lines(ctx, w.sheet) {
		if err != nil {
			return err
		}
		if !begun {
			if w.at, begun = titlesIn(l.Cells), true; w.at.key < 0 {
				return plant.Problems{{Text: fmt.Sprintf("%s, sheet %q: the first row must hold the titles of the worksheet, beginning with %q.", b.Name(), w.sheet, scenarioColumns[0].title)}}
			}
			continue
		}
		if len(p.plan.Rows) == MostRows {
			return plant.Problems{{Text: fmt.Sprintf("Sheet %q has more than %d rows: split the file.", w.sheet, MostRows)}}
		}
		w.row(l)
	}
	if !begun {
		return plant.Problems{{Text: fmt.Sprintf("%s, sheet %q is empty.", b.Name(), w.sheet)}}
	}
	if slices.Contains(b.Names(), safeguardSheet) && w.sheet == scenarioSheet {
		if err := w.safeguards(ctx, b); err != nil {
			return err
		}
	}
	return w.remarks(ctx, b)
}

func (w *worksheetReader) row(l book.Line) {
	empty := true
	for _, column := range w.at.columns {
		empty = empty && raw(l.Cells, column) == ""
	}
	if empty {
		return
	}
	w.plan.Rows = append(w.plan.Rows, Row{Sheet: w.sheet, Row: l.Number, Outcome: Add})
	r := &w.plan.Rows[len(w.plan.Rows)-1]
	s := risk.Scenario{}
	key := strings.TrimSpace(raw(l.Cells, w.at.key))
	if key != "" {
		cell := book.CellName(w.at.key, l.Number)
		if first, twice := w.rows[strings.ToLower(key)]; twice {
			r.refuse("Key", cell, "The key %q stands in row %d already: leave one of the two.", key, w.plan.Rows[first].Row)
		} else {
			w.rows[strings.ToLower(key)] = len(w.plan.Rows) - 1
		}
		if known := w.byKey[strings.ToLower(key)]; len(known) == 1 {
			s, r.before, r.Outcome = *known[0], known[0], outcome(r, Change)
			w.kept[s.ID] = true
			w.compare(known[0], l)
		}
	}
	// What is set below may be shared with the register, so it becomes our own.
	if s.LOPA != nil {
		own := *s.LOPA
		s.LOPA = &own
	}
	if s.Loss != nil {
		own := *s.Loss
		s.Loss = &own
	}
	w.set(r, &s, l)
	r.Scenario = s
}

// set reads the cells that differ from what the scenario says now.
func (w *worksheetReader) set(r *Row, s *risk.Scenario, l book.Line) {
	parts := map[string]bool{} // of LOPA and loss: whether any cell says something
	for i, c := range scenarioColumns {
		column := w.at.columns[i]
		if column < 0 {
			continue
		}
		cell := book.CellName(column, l.Number)
		r.cells = append(r.cells, cellOf{c.pointer, c.title, cell})
		text := raw(l.Cells, column)
		if part, of := partOf(c.pointer); of {
			parts[part] = parts[part] || text != ""
		}
		if c.pointer == "/key" {
			if s.Key == "" {
				s.Key = strings.TrimSpace(text)
			}
			continue
		}
		if text == c.get(w.names, s).Text {
			continue
		}
		if err := c.set(w.planner, s, text); err != nil {
			r.refuse(c.title, cell, "%s.", sentence(err))
		}
	}
	if says, there := parts["lopa"]; there && !says && s.LOPA != nil && *s.LOPA == (risk.LOPA{}) {
		s.LOPA = nil
	}
	if says, there := parts["loss"]; there && !says && s.Loss != nil && *s.Loss == (risk.LossRange{}) {
		s.Loss = nil
	}
}

func partOf(pointer string) (string, bool) {
	for _, part := range []string{"lopa", "loss"} {
		if strings.HasPrefix(pointer, "/"+part+"/") {
			return part, true
		}
	}
	return "", false
}

// compare notes computed cells that somebody changed.
func (w *worksheetReader) compare(s *risk.Scenario, l book.Line) {
	x := w.result[s.ID]
	for i, c := range scenarioResults {
		column := w.at.results[i]
		if column < 0 || x == nil || same(raw(l.Cells, column), c.get(&w.res, s, x).Text) {
			continue
		}
		if w.computed++; w.computed == 1 {
			w.first = book.CellName(column, l.Number)
		}
	}
}

// same compares cells as a spreadsheet shows them: 1E-6 is 0.000001.
func same(a, b string) bool {
	if a == b || strings.TrimSpace(a) == strings.TrimSpace(b) {
		return true
	}
	x, ok := number(a)
	y, fine := number(b)
	return ok && fine && x == y
}
