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
