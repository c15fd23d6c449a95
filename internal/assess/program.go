package assess

import (
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// ProgramPosture is what the answers to a set without security levels amount
// to: maturity where the set is rated by it, plain yes and no elsewhere.
type ProgramPosture struct {
	Set   catalog.SetID `json:"set"`
	Today plant.Date    `json:"today"`
	// Rated says that the set is rated by maturity, ML 1 to 4.
	Rated  bool           `json:"rated"`
	Whole  ProgramGroup   `json:"whole"`
	Groups []ProgramGroup `json:"groups"` // in the order of the set, each after its parent
	// Answers are all requirements of the set, in its order.
	Answers []ProgramAnswer `json:"answers"`
	Steps   []ProgramStep   `json:"steps"` // what to do next, the cheapest first
}

// ProgramAnswer is one requirement as it stands.
type ProgramAnswer struct {
	Requirement catalog.Requirement `json:"requirement"`
	Verdict     *Verdict            `json:"verdict"` // nil when unanswered
	Effective   Effective           `json:"effective"`
	// Maturity is what counts, 0 to 4; nil where the set is not rated by
	// maturity, or the requirement is not applicable.
	Maturity *int `json:"maturity"`
	// Target is the maturity aimed at; nil when none is.
	Target *int   `json:"target"`
	Gap    int    `json:"gap"`
	Why    string `json:"why"` // why that maturity, a phrase
}

// ProgramGroup is the requirements under one heading, or the whole set.
type ProgramGroup struct {
	ID     string `json:"id"` // empty for the whole set
	Parent string `json:"parent,omitempty"`
	Title  string `json:"title"`
	// Maturity is the lowest of the applicable requirements, where unanswered
	// counts as 0; nil when the set is not rated or nothing is applicable.
	Maturity *int `json:"maturity"`
	// Target is the lowest maturity aimed at, and Gap how far the requirement
	// that is furthest behind lies below its own target.
	Target *int  `json:"target"`
	Gap    int   `json:"gap"`
	Counts Tally `json:"counts"`
	// Low are the requirements that hold the group down: those at the lowest
	// maturity or, where the set is not rated, those that do not hold.
	Low    []catalog.RequirementID `json:"low"`
	Reason string                  `json:"reason"` // one sentence
}

// Origin is a subject that answers are inherited from.
type Origin struct {
	Name     string // "company Aqua Works"
	Verdicts []Verdict
}

// Program computes the posture of one subject by a set without security levels.
// The verdicts are the subject's own; from answers for whoever it inherits
// from, and is false for a subject that does not exist. Without from nothing
// can be inherited.
func Program(set *catalog.Set, verdicts []Verdict, today plant.Date, from func(Subject) (Origin, bool)) ProgramPosture {
	p := programme{set: set, today: today, from: from, answers: byRequirement(set, verdicts), origins: map[Subject]*origin{}}
	out := ProgramPosture{
		Set: set.ID, Today: today, Rated: len(set.Maturity) > 0,
		Groups: make([]ProgramGroup, 0, len(set.Groups)), Answers: make([]ProgramAnswer, len(set.Requirements)),
	}
	for r := range set.Requirements {
		out.Answers[r] = p.answer(r)
	}
	all := make([]int, len(set.Requirements))
	for r := range all {
		all[r] = r
	}
	out.Whole = p.group(catalog.Group{Title: set.Title}, all, out.Answers)
	for _, g := range set.Groups {
		var rows []int
		for _, q := range set.Under(g.ID) {
			if r, ok := set.Index(q.ID); ok {
				rows = append(rows, r)
			}
		}
		out.Groups = append(out.Groups, p.group(g, rows, out.Answers))
	}
	out.Steps = p.steps(out)
	return out
}

// programme is a set laid out with the answers of one subject.
type programme struct {
	set     *catalog.Set
	today   plant.Date
	from    func(Subject) (Origin, bool)
	answers map[catalog.RequirementID]*Verdict
	origins map[Subject]*origin
}

type origin struct {
	name    string
	exists  bool
	answers map[catalog.RequirementID]*Verdict
}

func byRequirement(set *catalog.Set, verdicts []Verdict) map[catalog.RequirementID]*Verdict {
	verdicts = slices.Clone(verdicts) // the caller may change its own
	by := make(map[catalog.RequirementID]*Verdict, len(verdicts))
	for i := range verdicts {
		if v := &verdicts[i]; v.Set == set.ID {
			by[v.Requirement] = v
		}
	}
	return by
}

func (p *programme) origin(s Subject) *origin {
	o := p.origins[s]
	if o == nil {
		o = &origin{}
		if p.from != nil {
			found, ok := p.from(s)
			*o = origin{found.Name, ok, byRequirement(p.set, found.Verdicts)}
		}
		p.origins[s] = o
	}
	return o
}

// answer is one requirement with what it amounts to.
func (p *programme) answer(r int) ProgramAnswer {
	q := p.set.Requirements[r]
	v := p.answers[q.ID]
	a := ProgramAnswer{Requirement: q, Verdict: copied(v)}
	last := v
	a.Effective, last = p.resolve(v, q.ID)
	a.Why = a.Effective.Why
	if len(p.set.Maturity) == 0 {
		return a
	}
	aim := 0
	if v != nil {
		aim = v.MaturityTarget
	}
	if aim == 0 && last != nil {
		aim = last.MaturityTarget
	}
	if aim > 0 {
		a.Target = &aim
	}
	if a.Effective.CountsAs == NotApplicable && a.Effective.Holds {
		a.Target = nil
		return a
	}
	level, why := maturity(a.Effective, last)
	a.Maturity, a.Why = &level, why
	a.Gap = max(0, aim-level)
	return a
}

// maturity is what counts of the maturity of an answer: all of it when the
// requirement holds, at most ML 1 when it is partly met, nothing otherwise.
func maturity(e Effective, v *Verdict) (level int, why string) {
	shown := 0
	if v != nil {
		shown = v.Maturity
	}
	switch {
	case v == nil:
		return 0, e.Why + ", which counts as ML 0"
	case e.Holds && shown == 0:
		return 1, e.Why + ", without a maturity, which counts as ML 1"
	case e.Holds:
		return shown, e.Why + " at " + MaturityWord(shown)
	case e.CountsAs == Partly && shown > 0:
		return 1, e.Why + ", which counts as ML 1 at most"
	}
	return 0, e.Why + ", which counts as ML 0"
}

// resolve is what a verdict amounts to, and the one at the end of its
// inheritance.
func (p *programme) resolve(v *Verdict, id catalog.RequirementID) (Effective, *Verdict) {
	if v == nil || v.State != Inherited {
		return ownAnswer(v, p.today), v
	}
	e := Effective{State: Inherited, CountsAs: NotMet}
	name := ""
	for v != nil && v.State == Inherited {
		if v.From == nil {
			e.Why = "inherited, but from nowhere"
			return e, nil
		}
		o := p.origin(*v.From)
		if !o.exists {
			e.Why = "inherited from a " + string(v.From.Kind) + " that does not exist"
			return e, nil
		}
		if slices.Contains(e.Via, *v.From) {
			e.Why = "inherited in a circle, which comes back to " + o.name
			return e, nil
		}
		e.Via = append(e.Via, *v.From)
		name, v = o.name, o.answers[id]
	}
	end := ownAnswer(v, p.today)
	e.CountsAs, e.Holds, e.Expired = end.CountsAs, end.Holds, end.Expired
	switch {
	case end.State == Met:
		e.Why = "inherited from " + name
	case end.Expired:
		e.Why = "inherited from " + name + ", whose " + end.Why
	default:
		e.Why = "inherited from " + name + ", where it is " + end.Why
	}
	return e, v
}
