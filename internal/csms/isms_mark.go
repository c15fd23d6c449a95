package csms

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/proof/isms"
	"ringwall/internal/report"
	"ringwall/internal/store"
)

// ISMSMark is what a statement of applicability covers of one set.
type ISMSMark struct {
	Set      catalog.SetID           `json:"set"`
	Standard string                  `json:"standard"`
	Counts   report.CoverageCounts   `json:"counts"`
	Answers  bool                    `json:"answers" doc:"Applying gives answers to this set"`
	Writes   int                     `json:"writes"`
	Delta    int                     `json:"delta" doc:"Requirements that remain to be asked"`
	Sources  []report.CoverageSource `json:"sources"`
	Lines    []ISMSLine              `json:"lines"`
}

// ISMSLine is what the statement covers of one requirement.
type ISMSLine struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Group       string                `json:"group"`
	State       catalog.CoverageState `json:"state" enum:"full,partly,not,open,no-pair"`
	Strength    catalog.Strength      `json:"strength,omitempty"`
	Confirmed   bool                  `json:"confirmed"`
	Why         string                `json:"why"`
	By          []ISMSPair            `json:"by"`
	// Asked is false where no target level of the site asks for the requirement.
	Asked bool `json:"asked"`
	// Now is what the site answers today.
	Now    catalog.Holding `json:"now" enum:"holds,partly,not,unanswered,not-applicable"`
	NowWhy string          `json:"nowWhy"`
	// Gives is the answer that applying gives; empty where it gives none.
	Gives  assess.State `json:"gives,omitempty"`
	Reason string       `json:"reason,omitempty"`
	// Delta says that the requirement remains to be asked, and Asks what for.
	Delta bool   `json:"delta"`
	Asks  string `json:"asks,omitempty"`
}

// ISMSPair is a control that leads to a requirement.
type ISMSPair struct {
	Crosswalk string                `json:"crosswalk"`
	From      catalog.RequirementID `json:"from"`
	To        catalog.RequirementID `json:"to" doc:"As the crosswalk writes it; may be a group"`
	Control   catalog.RequirementID `json:"control"`
	Title     string                `json:"title"`
	Strength  catalog.Strength      `json:"strength"`
	State     catalog.PairState     `json:"state"`
	Holds     catalog.Holding       `json:"holds" enum:"holds,partly,not,unanswered,not-applicable"`
	Why       string                `json:"why"`
}

// ismsAnswer is one answer that applying gives.
type ismsAnswer struct {
	Set         catalog.SetID
	Requirement catalog.RequirementID
	State       assess.State
	Reason      string
}

// chosen are the answers that applying gives.
func (f *ismsFile) chosen() (all []ismsAnswer) {
	for _, m := range f.out.Marks {
		for i := range m.Lines {
			if l := &m.Lines[i]; l.Gives != "" {
				all = append(all, ismsAnswer{m.Set, l.Requirement, l.Gives, l.Reason})
			}
		}
	}
	return all
}

// mark works out what the statement covers of both editions of IEC 62443-2-1
// and, outside of an act, of the system requirements.
func (f *ismsFile) mark(r *store.Reader, system bool) error {
	w, err := f.s.walks(r)
	if err != nil {
		return err
	}
	a, err := f.s.startAnswering(r, f.who, f.site)
	if err != nil {
		return err
	}
	ids := []catalog.SetID{catalog.ProgramRequirements, catalog.ProgramRequirements2010}
	if system {
		ids = append(ids, f.s.set.ID)
	}
	f.out.Marks, f.out.Writes = []ISMSMark{}, 0
	answers := f.editions(a)
	for _, id := range ids {
		set, ok := w.shelf.Find(id)
		if !ok {
			continue
		}
		if err := a.add(set, a.self()); err != nil {
			return err
		}
		m := f.markSet(w, a.out, set, slices.Contains(answers, id))
		f.out.Writes += m.Writes
		f.out.Marks = append(f.out.Marks, m)
	}
	return f.wrongSets()
}

func (f *ismsFile) wrongSets() error {
	for _, id := range f.in.Sets {
		if id != catalog.ProgramRequirements && id != catalog.ProgramRequirements2010 {
			return invalid("%s cannot be answered by a statement of applicability: choose %s or %s.", id, catalog.ProgramRequirements, catalog.ProgramRequirements2010)
		}
	}
	return nil
}

// editions are those that are to be answered.
func (f *ismsFile) editions(a *answering) []catalog.SetID {
	if len(f.in.Sets) > 0 {
		return f.in.Sets
	}
	var used []catalog.SetID
	for _, id := range []catalog.SetID{catalog.ProgramRequirements, catalog.ProgramRequirements2010} {
		if slices.ContainsFunc(a.verdicts, func(v assess.Verdict) bool { return v.Set == id && v.Subject == a.self() }) {
			used = append(used, id)
		}
	}
	if len(used) == 0 {
		return []catalog.SetID{catalog.ProgramRequirements}
	}
	return used
}

func (f *ismsFile) markSet(w walks, now *siteAnswers, set *catalog.Set, answers bool) ISMSMark {
	m := ISMSMark{Set: set.ID, Standard: set.Standard, Answers: answers, Sources: []report.CoverageSource{}, Lines: make([]ISMSLine, 0, len(set.Requirements))}
	l := lining{to: set, walks: w.between(f.set, set)}
	l.index()
	var sources []catalog.AnswerSource
	holds := f.statement.Holds()
	for _, x := range l.walks {
		m.Sources = append(m.Sources, x.source(w.decisions))
		sources = append(sources, catalog.AnswerSource{Crosswalk: x.Crosswalk, Set: f.set, Holds: holds})
	}
	for _, c := range catalog.Project(set, sources...) {
		line := f.line(&l, set, now, c, answers)
		m.Counts.Count(&report.CoverageLine{State: line.State, Confirmed: line.Confirmed})
		if line.Gives != "" {
			m.Writes++
		}
		if line.Delta {
			m.Delta++
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

func (f *ismsFile) line(l *lining, set *catalog.Set, now *siteAnswers, c catalog.Coverage, answers bool) ISMSLine {
	q, _ := set.Find(c.Requirement)
	a := now.of(set.ID, c.Requirement)
	out := ISMSLine{
		Requirement: c.Requirement, Title: c.Title, Group: q.Group, State: c.State, Strength: c.Strength, Confirmed: c.Confirmed, Why: c.Why,
		By: make([]ISMSPair, len(c.Pairs)), Asked: a.Asked, Now: a.Holds, NowWhy: a.Why,
	}
	if q.Group == "" && set.Levelled() {
		out.Group = set.Foundation(q.FR).ID
	}
	for i, p := range c.Pairs {
		ends := l.ends[[3]string{p.Crosswalk, string(p.From), string(c.Requirement)}]
		id := catalog.RequirementID(p.From)
		out.By[i] = ISMSPair{Crosswalk: p.Crosswalk, From: ends.from, To: ends.to, Control: id, Title: titleIn(f.set, id), Strength: p.Strength, State: p.State, Holds: p.Holds, Why: p.Why}
	}
	if a.Holds != catalog.Unanswered || !a.Asked {
		return out // what is answered stays, and what is not asked need not be
	}
	if by, met, can := isms.Answer(c); can && set.Kind == catalog.OfProgram {
		state := assess.Partly
		if met {
			state = assess.Met
		}
		out.Reason = isms.Said(f.set, by, met, f.in.Name, string(f.out.Day))
		if answers {
			out.Gives = state
			return out
		}
		out.Delta, out.Asks = true, fmt.Sprintf("It could be answered as %s; choose %s to be answered.", state.Word(), set.Standard)
		return out
	}
	out.Delta, out.Asks = true, isms.Asks(c)
	return out
}

// byConcern orders risks: those that concern the control system first.
func byConcern(a, b ISMSRisk) int {
	rank := func(r ISMSRisk) int {
		switch {
		case r.Concerns:
			return 0
		case len(r.Like) > 0:
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Row, b.Row))
}
