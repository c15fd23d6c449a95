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

// readTable reads the rows of a foreign table.
func (p *planner) readTable(ctx context.Context, b *book.Book) error {
	t := &tableReader{planner: p, file: b.Name(), above: map[string]string{}, ids: map[string]int{}, texts: map[string]int{}, taken: map[risk.ID]int{}}
	if !slices.Contains(b.Names(), p.mapping.Sheet) {
		return plant.Problems{{Text: fmt.Sprintf("The file has no sheet %q: choose one that it has.", p.mapping.Sheet)}}
	}
	for l, err := range b.Lines(ctx, p.mapping.Sheet) {
		if err != nil {
			return err
		}
		if l.Number < p.mapping.Header {
			continue
		}
		if l.Number == p.mapping.Header {
			t.titles = slices.Clone(l.Cells)
			continue
		}
		if len(p.plan.Rows) == MostRows {
			return plant.Problems{{Text: fmt.Sprintf("Sheet %q has more than %d rows: split the file.", p.mapping.Sheet, MostRows)}}
		}
		t.row(l)
	}
	return nil
}

// tableReader reads the rows of one table, one after the other.
type tableReader struct {
	*planner
	file   string
	titles []string
	above  map[string]string // of cells that are merged over several rows
	ids    map[string]int    // row by the PHA's id
	texts  map[string]int    // row by what it says
	taken  map[risk.ID]int   // row that changes a scenario

	cells []string
	now   int // number of the row
	r     *Row
}

// content of the column of a field, with the name of its cell. A leading
// apostrophe that made it harmless is taken off.
func (t *tableReader) content(field string) (text, cell string) {
	list := t.mapping.Columns[field]
	if len(list) == 0 {
		return "", ""
	}
	return t.at(list[0]), book.CellName(list[0], t.now)
}

func (t *tableReader) at(column int) string {
	if column < 0 || column >= len(t.cells) {
		return ""
	}
	return tidy(book.Unguarded(t.cells[column]))
}

// tidy makes the text of a cell one that can be kept: line ends as \n, no other
// control characters, no blanks around.
func tidy(s string) string {
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// merged fields hold for the rows below until another text comes.
var mergedFields = map[Kind][]string{HAZOP: {"node", "guideWord", "parameter", "deviation"}, LOPA: {"node"}, Physical: {"node"}}

// telling are the fields without which a row tells of no scenario.
var telling = []string{"title", "deviation", "cause", "consequence", "vulnerability"}

func (t *tableReader) row(l book.Line) {
	t.cells, t.now = l.Cells, l.Number
	if t.blank() {
		return
	}
	t.plan.Rows = append(t.plan.Rows, Row{Sheet: t.mapping.Sheet, Row: l.Number, Outcome: Add})
	t.r = &t.plan.Rows[len(t.plan.Rows)-1]
	tells := slices.ContainsFunc(telling, func(f string) bool { s, _ := t.content(f); return s != "" })
	t.remember()
	if !tells {
		t.r.skip("The row tells of no scenario: it has neither deviation, cause nor consequence.")
		return
	}
	draft := risk.Scenario{}
	t.node(&draft)
	t.words(&draft)
	before := t.before(&draft)
	if t.r.Outcome == Skip {
		return
	}
	s := risk.Scenario{}
	if before != nil {
		s, t.r.before, t.r.Outcome = *before, before, outcome(t.r, Change)
	}
	t.apply(&s, &draft, before == nil)
	t.r.Scenario = s
}

func outcome(r *Row, o Outcome) Outcome {
	if r.Outcome == Refuse {
		return Refuse
	}
	return o
}

func (t *tableReader) blank() bool {
	for _, list := range t.mapping.Columns {
		for _, c := range list {
			if t.at(c) != "" {
				return false
			}
		}
	}
	return true
}

// remember keeps what merged cells say for the rows below. A new node begins
// anew.
func (t *tableReader) remember() {
	fields := mergedFields[t.kind]
	for i, f := range fields {
		s, _ := t.content(f)
		if s == "" {
			continue
		}
		if t.above[f] != s {
			for _, below := range fields[i+1:] {
				if i == 0 {
					delete(t.above, below)
				}
			}
			if f == "guideWord" || f == "parameter" {
				delete(t.above, "deviation")
			}
		}
		t.above[f] = s
	}
}

func (t *tableReader) node(s *risk.Scenario) {
	text, cell := t.content("node")
	if text == "" {
		text = t.above["node"]
	}
	t.feeds("/zone", "Node", cell)
	t.feeds("/conduit", "Node", cell)
	if at := t.mapping.Fixed; at != nil {
		if !t.names.there(*at) {
			t.r.refuse("Node", cell, "The node that was chosen for the whole file is not there any more: choose another.")
		}
		place(s, *at)
		return
	}
	if text == "" {
		t.r.refuse("Node", cell, "The row names no node: name its zone or conduit, or choose one node for the whole file.")
		return
	}
	told := t.planner.texts[text]
	if told == nil && len(t.planner.texts) < mostNodes {
		told = &NodeText{Text: text}
		t.planner.texts[text] = told
	}
	at, given := t.mapping.Nodes[text]
	var err error
	if !given || !t.names.there(at) {
		at, err = t.names.place(text)
	}
	if told != nil {
		told.Rows++
		told.Kind, told.ID, told.Key = at.Kind, at.ID, t.names.key(at.Kind, at.ID)
	}
	if err != nil {
		t.r.refuse("Node", cell, "%s.", sentence(err))
		return
	}
	place(s, at)
}

func place(s *risk.Scenario, at Node) {
	s.Zone, s.Conduit = "", ""
	if at.Kind == risk.OfConduit {
		s.Conduit = plant.ConduitID(at.ID)
	} else {
		s.Zone = plant.ZoneID(at.ID)
	}
}

// sentence begins the text of an error as a sentence does.
func sentence(err error) string {
	s := err.Error()
	if c := s[0]; 'a' <= c && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	return s
}

func (t *tableReader) feeds(pointer, field, cell string) {
	t.r.cells = append(t.r.cells, cellOf{pointer, field, cell})
}

// words reads the fields by which a row is known again.
func (t *tableReader) words(s *risk.Scenario) {
	deviation := t.above["deviation"]
	if own, _ := t.content("deviation"); own != "" || t.kind != HAZOP {
		deviation = own
	}
	if deviation == "" {
		deviation = strings.TrimSpace(t.above["guideWord"] + " " + t.above["parameter"])
	}
	s.Deviation = deviation
	s.Cause, _ = t.content("cause")
	s.Consequence, _ = t.content("consequence")
	s.PHA, _ = t.content("pha")
	s.PHA = strings.Join(strings.Fields(s.PHA), " ")
}

// before finds the scenario of the register that the row is about: by the PHA's
// own id, else by node and words.
func (t *tableReader) before(s *risk.Scenario) *risk.Scenario {
	_, cell := t.content("pha")
	var found []*risk.Scenario
	if id := folded(s.PHA); id != "" {
		if first, twice := t.ids[id]; twice {
			t.r.refuse("PHA reference", cell, "The reference %q stands in row %d already: give each row its own.", s.PHA, first)
			return nil
		}
		t.ids[id] = t.now
		found = t.byPHA[id]
	} else if text := said(s); text != "" {
		if first, twice := t.texts[text]; twice {
			t.r.skip("It says the same as row %d.", first)
			return nil
		}
		t.texts[text] = t.now
		found = t.byText[text]
	}
	if len(found) > 1 {
		keys := []string{}
		for _, x := range found {
			keys = append(keys, x.Key)
		}
		t.r.refuse("PHA reference", cell, "%s all carry this row's reference or words: give them references of their own first.", strings.Join(keys, ", "))
		return nil
	}
	if len(found) == 0 {
		return nil
	}
	if row, twice := t.taken[found[0].ID]; twice {
		t.r.refuse("PHA reference", cell, "Row %d is about scenario %s already: leave one of the two.", row, found[0].Key)
		return nil
	}
	t.taken[found[0].ID] = t.now
	return found[0]
}
