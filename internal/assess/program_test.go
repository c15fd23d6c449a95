package assess_test

import (
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

var ownCompany = assess.Subject{Kind: assess.OfCompany, ID: "CO-1"}

// programSet is IEC 62443-2-1:2024, which is rated by maturity.
func programSet() *catalog.Set {
	set, _ := catalog.NewShelf(nil).Find(catalog.ProgramRequirements)
	return set
}

// matured answers a program requirement with a maturity.
func matured(s assess.Subject, id catalog.RequirementID, state assess.State, shown, aimed int) assess.Verdict {
	v := answer(s, id, state)
	v.Set, v.Maturity, v.MaturityTarget = catalog.ProgramRequirements, shown, aimed
	return v
}

func programAnswer(p assess.ProgramPosture, id catalog.RequirementID) assess.ProgramAnswer {
	for _, a := range p.Answers {
		if a.Requirement.ID == id {
			return a
		}
	}
	panic("no requirement " + string(id))
}

func programGroup(p assess.ProgramPosture, id string) assess.ProgramGroup {
	for _, g := range p.Groups {
		if g.ID == id {
			return g
		}
	}
	panic("no group " + id)
}

func TestTheMaturityThatCounts(t *testing.T) {
	with := func(v assess.Verdict, fn func(*assess.Verdict)) assess.Verdict { fn(&v); return v }
	fromCompany := func(v *assess.Verdict) { v.From = &ownCompany }
	const id = "ORG 1.1"
	for _, c := range []struct {
		name     string
		verdicts []assess.Verdict
		company  []assess.Verdict
		level    int // -1: none
		gap      int
		why      string
	}{
		{"unanswered counts as nothing", nil, nil, 0, 0, "unanswered, which counts as ML 0"},
		{"met at ML 3", []assess.Verdict{matured(ofSite, id, assess.Met, 3, 4)}, nil, 3, 1, "met at ML 3"},
		{"met without a maturity is done, and no more", []assess.Verdict{matured(ofSite, id, assess.Met, 0, 3)}, nil, 1, 2, "met, without a maturity, which counts as ML 1"},
		{"partly met is ML 1 at most", []assess.Verdict{matured(ofSite, id, assess.Partly, 3, 3)}, nil, 1, 2, "partly met, which counts as ML 1 at most"},
		{"not met is nothing, whatever maturity is written beside it", []assess.Verdict{matured(ofSite, id, assess.NotMet, 3, 3)}, nil, 0, 3, "not met, which counts as ML 0"},
		{"a countermeasure that stands", []assess.Verdict{with(matured(ofSite, id, assess.Compensated, 2, 2), func(v *assess.Verdict) { v.Compensating, v.Expires = "audit", "2027-01-01" })}, nil, 2, 0, "compensated by audit until 2027-01-01 at ML 2"},
		{"a countermeasure that has expired", []assess.Verdict{with(matured(ofSite, id, assess.Compensated, 2, 2), func(v *assess.Verdict) { v.Compensating, v.Expires = "audit", today })}, nil, 0, 2, "expired on 2026-11-24"},
		{"not applicable is left out", []assess.Verdict{with(matured(ofSite, id, assess.NotApplicable, 0, 3), func(v *assess.Verdict) { v.Reason, v.Approver = "no staff", "A. Ito" })}, nil, -1, 0, "not applicable: no staff"},
		{"inherited from the company, with its maturity", []assess.Verdict{with(matured(ofSite, id, assess.Inherited, 0, 0), fromCompany)}, []assess.Verdict{matured(ownCompany, id, assess.Met, 3, 4)}, 3, 1, "inherited from company Aqua Works at ML 3"},
		{"inherited, with a target of its own", []assess.Verdict{with(matured(ofSite, id, assess.Inherited, 0, 2), fromCompany)}, []assess.Verdict{matured(ownCompany, id, assess.Met, 3, 4)}, 3, 0, "at ML 3"},
		{"inherited, but the company has not answered", []assess.Verdict{with(matured(ofSite, id, assess.Inherited, 0, 0), fromCompany)}, nil, 0, 0, "inherited from company Aqua Works, where it is unanswered, which counts as ML 0"},
		{"inherited from a company that does not exist", []assess.Verdict{with(matured(ofSite, id, assess.Inherited, 0, 0), func(v *assess.Verdict) { v.From = &assess.Subject{Kind: assess.OfCompany, ID: "CO-9"} })}, nil, 0, 0, "inherited from a company that does not exist"},
		{"inherited in a circle", []assess.Verdict{with(matured(ofSite, id, assess.Inherited, 0, 0), fromCompany)}, []assess.Verdict{with(matured(ownCompany, id, assess.Inherited, 3, 0), fromCompany)}, 0, 0, "inherited in a circle, which comes back to company Aqua Works"},
		{"an answer by another edition counts nowhere", []assess.Verdict{with(matured(ofSite, id, assess.Met, 3, 0), func(v *assess.Verdict) { v.Set = catalog.ProgramRequirements2010 })}, nil, 0, 0, "unanswered"},
	} {
		p := assess.Program(programSet(), c.verdicts, today, func(s assess.Subject) (assess.Origin, bool) {
			return assess.Origin{Name: "company Aqua Works", Verdicts: c.company}, s == ownCompany
		})
		a := programAnswer(p, id)
		got := -1
		if a.Maturity != nil {
			got = *a.Maturity
		}
		if got != c.level || a.Gap != c.gap || !strings.Contains(a.Why, c.why) {
			t.Errorf("%s: ML %d, gap %d, %q; want ML %d, gap %d, …%s…", c.name, got, a.Gap, a.Why, c.level, c.gap, c.why)
		}
	}
}

func TestAGroupIsAsMatureAsItsLeastMatureRequirement(t *testing.T) {
	set := programSet()
	var all []assess.Verdict
	for _, q := range set.Under("ORG 1") {
		level := 3
		if q.ID == "ORG 1.2" {
			level = 2
		}
		all = append(all, matured(ofSite, q.ID, assess.Met, level, 3))
	}
	p := assess.Program(set, all, today, nil)
	g := programGroup(p, "ORG 1")
	if *g.Maturity != 2 || *g.Target != 3 || g.Gap != 1 || len(g.Low) != 1 || g.Reason != "ORG 1 is at ML 2: its lowest is ORG 1.2 (met at ML 2)." {
		t.Errorf("%+v", g)
	}
	if *p.Whole.Maturity != 0 || !strings.Contains(p.Whole.Reason, "is at ML 0 (81 unanswered): its lowest is") || p.Whole.Counts.Unanswered != len(set.Requirements)-len(all) {
		t.Errorf("the whole set: %+v", p.Whole)
	}
	// The cheapest step is the single requirement that holds its group down.
	first := p.Steps[0]
	if first.Group != "ORG 1" || first.From != 2 || first.To != 3 || !strings.HasPrefix(first.Text, "Raise ORG 1.2 (") || first.Why != "This alone holds ORG 1 at ML 2; the rest stands higher." {
		t.Errorf("the first step is %+v", first)
	}
	// Once everything is where it should be, nothing is proposed for the group.
	all[1].Maturity = 3
	for _, s := range assess.Program(set, all, today, nil).Steps {
		if s.Group == "ORG 1" {
			t.Errorf("%+v", s)
		}
	}
}

func TestASetWithoutMaturityHoldsOrDoesNot(t *testing.T) {
	set, _ := catalog.NewShelf(nil).Find(catalog.RiskProcedure)
	var all []assess.Verdict
	group := set.Groups[0].ID
	_, own := set.Children(group)
	for _, q := range own {
		v := answer(ofSite, q.ID, assess.Met)
		v.Set = set.ID
		all = append(all, v)
	}
	p := assess.Program(set, all, plant.Date(today), nil)
	g := programGroup(p, group)
	if p.Rated || g.Maturity != nil || len(g.Low) != 0 || !strings.HasPrefix(g.Reason, group+" holds: all of ") {
		t.Errorf("%+v", g)
	}
	next := programGroup(p, set.Groups[1].ID)
	if len(next.Low) == 0 || !strings.Contains(next.Reason, " does not hold in ") {
		t.Errorf("%+v", next)
	}
	if len(p.Steps) == 0 || !strings.HasPrefix(p.Steps[0].Text, "Answer ") {
		t.Errorf("%+v", p.Steps)
	}
}
