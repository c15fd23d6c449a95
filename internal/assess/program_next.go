package assess

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/catalog"
)

// ProgramStep is one thing to do next: what lifts a group.
type ProgramStep struct {
	Group        string                  `json:"group"`
	Requirements []catalog.RequirementID `json:"requirements"`
	// From and To are the maturity of the group before and after; both 0 where
	// the set is not rated by maturity.
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
	Why  string `json:"why"`
}

// mostProgramSteps is how many steps are proposed.
const mostProgramSteps = 10

// steps proposes, for the groups that hold requirements themselves and are not
// where they should be, to lift what holds them down. The fewest requirements
// come first; among equals the longest lift.
func (p *programme) steps(posture ProgramPosture) []ProgramStep {
	steps := []ProgramStep{}
	for i := range posture.Groups {
		g := &posture.Groups[i]
		_, own := p.set.Children(g.ID)
		if len(own) == 0 || len(g.Low) == 0 || g.Target != nil && g.Gap == 0 {
			continue
		}
		steps = append(steps, p.step(g, own, posture.Answers))
	}
	slices.SortStableFunc(steps, func(a, b ProgramStep) int {
		return cmp.Or(cmp.Compare(len(a.Requirements), len(b.Requirements)), cmp.Compare(b.To-b.From, a.To-a.From))
	})
	return steps[:min(len(steps), mostProgramSteps)]
}

func (p *programme) step(g *ProgramGroup, own []catalog.Requirement, answers []ProgramAnswer) ProgramStep {
	s := ProgramStep{Group: g.ID, Requirements: g.Low}
	name := p.some(g.Low, answers, false)
	if len(g.Low) == 1 {
		if q, ok := p.set.Find(g.Low[0]); ok {
			name += " (" + q.Title + ")"
		}
	}
	unanswered := true
	for _, id := range g.Low {
		r, _ := p.set.Index(id)
		unanswered = unanswered && answers[r].Effective.State == Unanswered
	}
	if g.Maturity == nil {
		s.Text = "Meet " + name
		if unanswered {
			s.Text = "Answer " + name
		}
		s.Why = fmt.Sprintf("Only this is missing of %s in %s.", many(len(own), "requirement"), g.ID)
		if len(g.Low) > 1 {
			s.Why = fmt.Sprintf("These %d of %s are missing in %s.", len(g.Low), many(len(own), "requirement"), g.ID)
		}
		return s
	}
	// The group rises to its next lowest requirement, or by one level when all
	// stand at the same.
	s.From, s.To = *g.Maturity, highestMaturity+1
	for _, q := range own {
		r, _ := p.set.Index(q.ID)
		if m := answers[r].Maturity; m != nil && *m > s.From {
			s.To = min(s.To, *m)
		}
	}
	if s.To > highestMaturity {
		s.To = s.From + 1
	}
	s.Text = fmt.Sprintf("Raise %s to %s", name, MaturityWord(s.To))
	if unanswered {
		s.Text = "Answer " + name
	}
	s.Why = fmt.Sprintf("This alone holds %s at %s; the rest stands higher.", g.ID, MaturityWord(s.From))
	if len(g.Low) > 1 {
		s.Why = fmt.Sprintf("These %d of %s hold %s at %s.", len(g.Low), many(len(own), "requirement"), g.ID, MaturityWord(s.From))
	}
	return s
}
