package assess

import (
	"fmt"

	"ringwall/internal/catalog"
)

// group sums up the requirements under one heading.
func (p *programme) group(g catalog.Group, rows []int, answers []ProgramAnswer) ProgramGroup {
	out := ProgramGroup{ID: g.ID, Parent: g.Parent, Title: g.Title, Low: []catalog.RequirementID{}}
	for _, r := range rows {
		a := &answers[r]
		out.Counts.add(&a.Effective)
		out.Gap = max(out.Gap, a.Gap)
		if a.Target != nil && (out.Target == nil || *a.Target < *out.Target) {
			out.Target = a.Target
		}
		if a.Maturity != nil && (out.Maturity == nil || *a.Maturity < *out.Maturity) {
			out.Maturity = a.Maturity
		}
	}
	for _, r := range rows {
		a := &answers[r]
		low := !a.Effective.Holds
		if len(p.set.Maturity) > 0 {
			low = a.Maturity != nil && *a.Maturity == *out.Maturity && *a.Maturity < highestMaturity
		}
		if low {
			out.Low = append(out.Low, a.Requirement.ID)
		}
	}
	out.Reason = p.reason(&out, answers)
	return out
}

// reason says in one sentence what holds a group down.
func (p *programme) reason(g *ProgramGroup, answers []ProgramAnswer) string {
	name := g.ID
	if name == "" {
		name = p.set.Standard
	}
	n := g.Counts
	switch {
	case n.Total == 0:
		return name + " holds no requirement."
	case n.Total == n.NotApplicable && n.Holds == n.Total:
		return name + " is not applicable in any of its requirements."
	case len(p.set.Maturity) == 0 && n.Holds == n.Total:
		return fmt.Sprintf("%s holds: all of %s.", name, many(n.Total, "requirement"))
	case len(p.set.Maturity) == 0:
		return fmt.Sprintf("%s does not hold in %d of %s%s: %s.", name, n.Total-n.Holds, many(n.Total, "requirement"), open(n), p.some(g.Low, answers, true))
	case len(g.Low) == 0:
		return fmt.Sprintf("%s reaches ML 4, the highest, in every requirement that applies.", name)
	}
	return fmt.Sprintf("%s is at %s%s: its lowest is %s.", name, MaturityWord(*g.Maturity), open(n), p.some(g.Low, answers, true))
}

// open says how many requirements nobody has answered.
func open(n Tally) string {
	if n.Unanswered == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d unanswered)", n.Unanswered)
}

// mostNamed is how many requirements a sentence names.
const mostNamed = 3

// some names the first requirements of a list, with why where asked.
func (p *programme) some(ids []catalog.RequirementID, answers []ProgramAnswer, why bool) string {
	words := make([]string, 0, mostNamed+1)
	for i, id := range ids {
		if i == mostNamed {
			words = append(words, fmt.Sprintf("%d more", len(ids)-mostNamed))
			break
		}
		word := string(id)
		if r, ok := p.set.Index(id); ok && why {
			word += " (" + answers[r].Why + ")"
		}
		words = append(words, word)
	}
	return and(words)
}
