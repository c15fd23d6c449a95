package report

import (
	"cmp"
	"fmt"

	"ringwall/internal/catalog"
)

// Profile is the profile of a framework out of the answers to IEC 62443: for
// every outcome where the site stands, what is asked, and what is missing
// (NIST CSF 2.0 calls it a current and a target profile).
func Profile(in CoverageInput) Document {
	return in.document(in.Set.Standard+" profile", append([]Section{in.profileSummary()}, in.profileParts()...)...)
}

// currentWord says how an outcome stands.
func currentWord(s catalog.CoverageState) string {
	switch s {
	case catalog.CoveredFully:
		return "achieved"
	case catalog.CoveredPartly:
		return "partly"
	case catalog.NotCovered:
		return "not achieved"
	case catalog.NotYetKnown:
		return "not answered"
	}
	return "not reached"
}

func (in CoverageInput) profileSummary() Section {
	n := in.counts()
	points := []string{
		fmt.Sprintf("Outcomes: %d. Achieved: %d. Partly achieved: %d. Not achieved: %d. Not answered: %d.", n.Total, n.Full, n.Partly, n.Not, n.Open),
		fmt.Sprintf("Not reached by any crosswalk from IEC 62443, and so to be answered for themselves: %d.", n.NoPair),
	}
	if n.Suggested > 0 {
		points = append(points, fmt.Sprintf("Resting on suggested pairs only: %d. Confirm or reject these pairs before the profile is relied on.", n.Suggested))
	}
	t := Table{
		Name:    "By group",
		Columns: []Column{{Title: "Group", Share: 3}, {Title: "Outcomes", Share: 1, Number: true}, {Title: "Achieved", Share: 1, Number: true}, {Title: "Partly", Share: 1, Number: true}, {Title: "Not", Share: 1, Number: true}, {Title: "Open", Share: 1, Number: true}, {Title: "Not reached", Share: 1, Number: true}},
	}
	tops, _ := in.Set.Children("")
	for _, g := range tops {
		c := in.under(g.ID)
		t.Rows = append(t.Rows, []string{name(g.ID, g.Title), fmt.Sprint(c.Total), fmt.Sprint(c.Full), fmt.Sprint(c.Partly), fmt.Sprint(c.Not), fmt.Sprint(c.Open), fmt.Sprint(c.NoPair)})
	}
	blocks := []Block{list(points...)}
	if len(t.Rows) > 0 {
		blocks = append(blocks, tableOf(t))
	}
	return Section{Heading: "Summary", Blocks: blocks}
}

// under counts the lines at or below a group.
func (in CoverageInput) under(group string) (n CoverageCounts) {
	within := map[catalog.RequirementID]bool{}
	for _, r := range in.Set.Under(group) {
		within[r.ID] = true
	}
	for i := range in.Lines {
		if within[in.Lines[i].Requirement] {
			n.Count(&in.Lines[i])
		}
	}
	return n
}

// profileParts has a section for each group at the top with a table for each
// group below it.
func (in CoverageInput) profileParts() []Section {
	by := map[string][]*CoverageLine{}
	for i := range in.Lines {
		l := &in.Lines[i]
		by[l.Group] = append(by[l.Group], l)
	}
	var out []Section
	add := func(head string, groups []catalog.Group) {
		s := Section{Heading: head}
		for _, g := range groups {
			lines := by[g.ID]
			if len(lines) == 0 {
				continue
			}
			t := Table{Name: "Profile", Wide: true, Columns: []Column{
				{Title: "Id", Share: 1.15}, {Title: "Outcome", Share: 2.6}, {Title: "Current state", Share: 1.15}, {Title: "Target", Share: 1.05}, {Title: "By", Share: 1.25}, {Title: "Gap", Share: 4.4}, {Title: "Evidence", Share: 2.4},
			}}
			for _, l := range lines {
				t.Rows = append(t.Rows, []string{string(l.Requirement), l.Title, currentWord(l.State), targetWord(l), strengthWord(l), gapOf(l), proofs(l)})
			}
			// In one block, so that the heading stands on the wide page of its table.
			s.Blocks = append(s.Blocks, Block{Heading: cmp.Or(name(g.ID, g.Title), in.Set.Title), Table: &t})
		}
		if len(s.Blocks) > 0 {
			out = append(out, s)
		}
	}
	tops, _ := in.Set.Children("")
	if len(by[""]) > 0 || len(tops) == 0 {
		add("Outcomes", []catalog.Group{{}})
	}
	for _, top := range tops {
		groups := []catalog.Group{top}
		for _, g := range in.Set.Groups {
			if path := in.Set.GroupPath(g.ID); len(path) > 1 && path[0].ID == top.ID {
				groups = append(groups, g)
			}
		}
		add(name(top.ID, top.Title), groups)
	}
	return out
}

func targetWord(l *CoverageLine) string {
	switch {
	case l.State == catalog.Unreached:
		return "–"
	case l.Asked:
		return "asked"
	}
	return "not asked"
}

// gapOf says what is missing for an outcome.
func gapOf(l *CoverageLine) string {
	open := naming(l, (*CoveragePair).open, (*CoveragePair).name)
	switch {
	case l.State == catalog.Unreached:
		return "Answer it for itself."
	case l.State == catalog.CoveredFully:
		return "none"
	case !l.Asked:
		return "Nothing that leads here is asked of this site."
	case open == "" && !l.Confirmed:
		return "All that leads here holds, by suggested pairs only: confirm them."
	case open == "":
		return "All that leads here holds, but no pair settles all of it: look at the rest."
	}
	return open
}
