package assess

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/sl"
)

// lift is the least that raises one foundational requirement of a subject.
type lift struct {
	fr    sl.FR
	stops []Stop
	to    sl.Level
}

// bestLift finds, among the foundational requirements below their target, the
// one whose next level is stopped by the fewest known shortfalls; of these the
// one that lifts furthest. Levels that something unanswered stops are left out:
// there the answer comes first, it may be met.
func (sp *SubjectPosture) bestLift() (lift, bool) {
	var best lift
	found := false
	for i := range sp.FRs {
		f := &sp.FRs[i]
		if f.Gap == 0 || slices.ContainsFunc(f.Stops, func(s Stop) bool { return s.State == Unanswered }) {
			continue
		}
		l := lift{f.FR, f.Stops, f.reach()}
		if !found || l.better(best, sp) {
			best, found = l, true
		}
	}
	return best, found
}

// reach is the level that the foundational requirement reaches, up to its
// target, once what stops the next level is mended.
func (f *FRPosture) reach() sl.Level {
	to := *f.Target
	for _, s := range f.ToTarget {
		if s.From > f.Next {
			to = min(to, s.From-1)
		}
	}
	return to
}

func (l lift) better(than lift, sp *SubjectPosture) bool {
	gain := func(l lift) int { return int(l.to - sp.Achieved[l.fr]) }
	return cmp.Or(
		cmp.Compare(len(than.stops), len(l.stops)),
		cmp.Compare(gain(l), gain(than)),
		cmp.Compare(sp.Gap[l.fr], sp.Gap[than.fr])) > 0
}

func (l lift) step(sp *SubjectPosture) Step {
	ids := make([]string, len(l.stops))
	for i, s := range l.stops {
		ids[i] = string(s.Requirement)
	}
	first := l.stops[0]
	s := Step{
		ID:   sp.stepID("close-gap") + ":" + string(first.Requirement),
		Link: Link{Screen: ScreenRequirements, Filter: map[string]string{"requirement": string(first.Requirement)}},
	}
	rise := fmt.Sprintf("lifts %s from SL %d to SL %d; its target is SL %d", l.fr.ID(), sp.Achieved[l.fr], l.to, sp.Target[l.fr])
	if len(ids) == 1 {
		s.Text = fmt.Sprintf("Meet %s (%s) in %s", first.Requirement, first.Title, sp.called())
		s.Why = "This alone " + rise + "."
		return s
	}
	s.Text = fmt.Sprintf("Meet %s in %s", and(ids), sp.called())
	s.Why = "Together this " + rise + "."
	s.Link.Filter = map[string]string{"fr": l.fr.ID(), "holds": "false"}
	return s
}
