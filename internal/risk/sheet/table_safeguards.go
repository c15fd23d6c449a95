package sheet

import (
	"regexp"
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// safeguards reads the cells that name safeguards and those that hold their PFD.
// A cell that holds only a PFD belongs to the safeguard of the column before it,
// or is one by itself, named by the title of its column.
func (t *tableReader) safeguards(s *risk.Scenario) {
	names, odds := t.mapping.Columns["safeguards"], t.mapping.Columns["pfd"]
	if len(names)+len(odds) == 0 {
		return
	}
	var found []named
	said := false
	of := map[int][2]int{} // by column: the safeguards of its cell
	for _, column := range names {
		text := t.at(column)
		if text == "" {
			continue
		}
		said = true
		from := len(found)
		list, err := t.cell(column, text)
		if err != nil {
			t.r.refuse("Safeguards", book.CellName(column, t.now), "%s.", sentence(err))
			continue
		}
		for range list {
			t.feeds("/safeguards/"+itoa(len(found)), "Safeguards", book.CellName(column, t.now))
			found = append(found, list[0])
			list = list[1:]
		}
		of[column] = [2]int{from, len(found)}
	}
	for _, column := range odds {
		text := t.at(column)
		if text == "" || book.Nothing(text) {
			continue
		}
		said = true
		t.odds(column, text, names, of, &found)
	}
	marked := t.marks(found)
	if !said {
		if text, _ := t.content("hackable"); marked && text != "" && len(s.Safeguards) > 0 { // marks alone say nothing of safeguards that the row does not name
			t.r.note("The file marks safeguards as hackable but names none, so those of the scenario stay as they are.")
		}
		return
	}
	if len(names) > 0 {
		t.feeds("/safeguards", "Safeguards", book.CellName(names[0], t.now))
	}
	s.Safeguards = merged(s.Safeguards, found, marked)
}

// cell reads one cell of a column of safeguards: their names, or nothing but the
// PFD of the layer that the title names.
func (t *tableReader) cell(column int, text string) ([]named, error) {
	title := ""
	if column < len(t.titles) {
		title = strings.Join(strings.Fields(t.titles[column]), " ")
	}
	if t.kind == LOPA && title != "" {
		if _, isNumber := number(strings.TrimSpace(text)); isNumber || bareOdds.MatchString(plainText(text)) {
			pfd, err := probability(text)
			if err != nil || pfd == 1 { // 1 is how a LOPA says that the layer is not there
				return nil, err
			}
			g := named{}
			g.Name, g.PFD = title, pfd
			t.link(&g.Safeguard)
			return []named{g}, nil
		}
	}
	return t.safeguardsIn(text)
}

var bareOdds = regexp.MustCompile(`(?i)^(PFD|RRF|SIL)[\s=:-]*[0-9][0-9.,eExX×*^+\s-]*$`)

// odds reads a cell that holds the PFD of a safeguard, or of several in their order.
func (t *tableReader) odds(column int, text string, names []int, of map[int][2]int, found *[]named) {
	cell := book.CellName(column, t.now)
	own := -1
	for _, c := range names {
		if c < column && c > own {
			own = c
		}
	}
	if own < 0 && len(names) == 1 {
		own = names[0]
	}
	list := split(text, "\n;；")
	span := of[own]
	switch {
	case own < 0: // a layer by itself
		pfd, err := probability(text)
		if err != nil {
			t.r.refuse("PFD of safeguards", cell, "%s.", sentence(err))
			return
		}
		g := named{}
		g.Name, g.PFD = "Layer "+cell, pfd
		if column < len(t.titles) && strings.TrimSpace(t.titles[column]) != "" {
			g.Name = strings.Join(strings.Fields(t.titles[column]), " ")
		}
		t.link(&g.Safeguard)
		*found = append(*found, g)
		return
	case len(list) != span[1]-span[0]:
		t.r.refuse("PFD of safeguards", cell, "The cell holds %d PFD for %d safeguards in %s: write one for each, in their order.", len(list), span[1]-span[0], book.CellName(own, t.now))
		return
	}
	for i, entry := range list {
		if book.Nothing(entry) {
			continue
		}
		pfd, err := probability(entry)
		if err != nil {
			t.r.refuse("PFD of safeguards", cell, "%s.", sentence(err))
			return
		}
		(*found)[span[0]+i].PFD = pfd
	}
}

// marks reads which safeguards are hackable: one mark for all, or one for each.
func (t *tableReader) marks(found []named) (marked bool) {
	text, cell := t.content("hackable")
	if cell == "" {
		return false
	}
	list := split(text, "\n;；,、")
	if len(list) == 0 {
		list = []string{""}
	}
	if len(list) != 1 && len(list) != len(found) {
		t.r.refuse(labelOf("hackable"), cell, "The cell holds %d marks for %d safeguards: write one for all, or one for each in their order.", len(list), len(found))
		return true
	}
	for i := range found {
		word := list[0]
		if len(list) > 1 {
			word = list[i]
		}
		yes, err := mark(word)
		if err != nil {
			t.r.refuse(labelOf("hackable"), cell, "%s.", sentence(err))
			return true
		}
		if !found[i].said {
			found[i].Hackable = yes
		}
	}
	return true
}
