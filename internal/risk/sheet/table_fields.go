package sheet

import (
	"maps"
	"regexp"
	"strings"
	"unicode/utf8"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// apply brings a scenario to what the row says. An empty cell leaves what is
// there, for a table of other people's making knows only its own columns.
func (t *tableReader) apply(s, said *risk.Scenario, fresh bool) {
	if said.Zone != "" || said.Conduit != "" {
		s.Zone, s.Conduit = said.Zone, said.Conduit
	}
	keep := func(to *string, from, field string) {
		if from != "" {
			*to = from
		}
		_, cell := t.content(field)
		t.feeds(pointerOf(field), labelOf(field), cell)
	}
	keep(&s.Deviation, said.Deviation, "deviation")
	keep(&s.Cause, said.Cause, "cause")
	keep(&s.Consequence, said.Consequence, "consequence")
	keep(&s.PHA, said.PHA, "pha")
	t.text(&s.Name, "title")
	t.text(&s.Vulnerability, "vulnerability")
	t.text(&s.Owner, "owner")
	if fresh {
		if s.Name == "" {
			s.Name = headline(s)
		}
		s.CauseKind = "process"
		if t.kind == Physical {
			s.CauseKind = "physical"
		}
	}
	t.due(s)
	t.ratings(s)
	t.hackableCause(s)
	t.lopa(s)
	t.safeguards(s)
	t.notes(s, fresh)
	t.r.printed, _ = t.content("risk")
}

func pointerOf(field string) string {
	for _, f := range fields {
		if f.Name == field {
			return f.pointer
		}
	}
	return ""
}

func labelOf(field string) string {
	for _, f := range fields {
		if f.Name == field {
			return f.Label
		}
	}
	return field
}

func (t *tableReader) text(to *string, field string) {
	s, cell := t.content(field)
	if field != "note" {
		s = strings.Join(strings.Fields(s), " ")
	}
	if s != "" {
		*to = s
	}
	t.feeds(pointerOf(field), labelOf(field), cell)
}

// headline is a name for a scenario whose source gives it none.
func headline(s *risk.Scenario) string {
	parts := []string{}
	for _, part := range []string{s.Deviation, s.Cause, s.Vulnerability, s.Consequence} {
		part, _, _ = strings.Cut(part, "\n")
		if part = strings.TrimSpace(part); part != "" && len(parts) < 2 {
			parts = append(parts, part)
		}
	}
	name := strings.Join(strings.Fields(strings.Join(parts, " – ")), " ")
	if utf8.RuneCountInString(name) > 120 {
		name = string([]rune(name)[:119]) + "…"
	}
	return name
}

var dayForm = regexp.MustCompile(`^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$|^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$`)

// day reads a day as 2026-11-24, 2026/11/24, 2026年11月24日 or 24.11.2026.
func day(s string) (plant.Date, bool) {
	m := dayForm.FindStringSubmatch(plainText(s))
	if m == nil {
		return "", false
	}
	y, mo, d := m[1], m[2], m[3]
	if y == "" {
		y, mo, d = m[6], m[5], m[4]
	}
	return plant.Date(y + "-" + two(mo) + "-" + two(d)), true
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func (t *tableReader) due(s *risk.Scenario) {
	text, cell := t.content("due")
	t.feeds("/due", "Due", cell)
	if text == "" || book.Nothing(text) {
		return
	}
	d, ok := day(text)
	if !ok {
		t.r.refuse("Due", cell, "%q is no day: write it as 2026-11-24.", text)
		return
	}
	s.Due = d
}

func (t *tableReader) ratings(s *risk.Scenario) {
	ratings := maps.Clone(s.Ratings)
	rate := func(field string, category risk.Category) {
		text, cell := t.content(field)
		if text == "" {
			return
		}
		t.feeds("/ratings/"+string(category), labelOf(field), cell)
		n, rated, err := level(text, t.levels(), "consequence", t.scale())
		if err != nil {
			t.r.refuse(labelOf(field), cell, "%s.", sentence(err))
			return
		}
		if rated {
			if ratings == nil {
				ratings = risk.Ratings{}
			}
			ratings[category] = n
		}
	}
	one := t.mapping.Category
	if one == "" {
		one = risk.Safety
	}
	rate("severity", one)
	for _, c := range risk.Categories {
		rate(string(c), c)
	}
	s.Ratings = ratings
	text, cell := t.content("likelihood")
	t.feeds("/likelihood", labelOf("likelihood"), cell)
	if text == "" {
		return
	}
	n, rated, err := level(text, t.likelihoods(), "likelihood", t.scale())
	switch {
	case err != nil:
		t.r.refuse(labelOf("likelihood"), cell, "%s.", sentence(err))
	case rated:
		s.Likelihood = n
	}
}

func (t *tableReader) hackableCause(s *risk.Scenario) {
	text, cell := t.content("causeHackable")
	t.feeds("/causeHackable", labelOf("causeHackable"), cell)
	if cell == "" {
		return
	}
	yes, err := mark(text)
	if err != nil {
		t.r.refuse(labelOf("causeHackable"), cell, "%s.", sentence(err))
		return
	}
	s.CauseHackable = yes
}

func (t *tableReader) lopa(s *risk.Scenario) {
	if t.kind != LOPA {
		return
	}
	l := risk.LOPA{}
	if s.LOPA != nil {
		l = *s.LOPA
	}
	stated := s.LOPA != nil
	read := func(field string, to *float64) {
		text, cell := t.content(field)
		t.feeds(pointerOf(field), labelOf(field), cell)
		if text == "" || book.Nothing(text) {
			return
		}
		x, err := frequency(text)
		if err != nil {
			t.r.refuse(labelOf(field), cell, "%s.", sentence(err))
			return
		}
		*to, stated = x, true
	}
	read("initiating", &l.InitiatingPerYear)
	read("target", &l.TargetPerYear)
	read("stated", &l.StatedPerYear)
	if stated {
		s.LOPA = &l
	}
}

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
