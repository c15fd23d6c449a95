package whatif

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/sl"
)

// compare computes what the changes touch and sets it beside what was.
func (s *supposition) compare(before assess.Posture) Result {
	after := s.levels.Posture()
	in := risk.Input{Site: s.site, Register: s.reg, Today: s.base.Today, Threats: s.base.Threats}
	res := s.base.Result
	if s.riskTouched {
		res = risk.Rate(in)
	}
	out := Result{
		Today: s.base.Today, Changes: s.changes, Review: s.review, Notes: s.notes, ToDo: s.todo, Supposed: s.supposed,
		Rules: s.rules(), Before: inNumbers(s.base.Result, before), After: inNumbers(res, after),
	}
	if res.Criteria != nil {
		out.Criteria = res.Criteria.Key
	}
	out.Bands = bandChanges(s.base.Result, res)
	out.Scenarios = scenarioChanges(s.base.Result, res)
	out.ScenariosMoved = len(out.Scenarios)
	out.Scenarios = out.Scenarios[:min(len(out.Scenarios), shownChanges)]
	out.Subjects = subjectChanges(s.base.Result, res, before, after)
	s.compareFindings(&out, in, res, before, after)
	s.compareDepth(&out, in)
	return out
}

func (s *supposition) rules() []string {
	rules := []string{"Changes are taken in order. Nothing of them is made, kept or declared: what follows is a simulation."}
	for _, c := range s.changes {
		if text := ruleTexts[c.Kind]; !slices.Contains(rules, text) {
			rules = append(rules, text)
		}
	}
	return rules
}

func inNumbers(res risk.Result, p assess.Posture) Numbers {
	n := Numbers{Unrated: res.Unrated, SubjectsBelow: p.Summary.Gap.SubjectsBelow, Steps: p.Summary.Gap.Steps, Unanswered: p.Summary.Asked - p.Summary.Answered}
	for i := range res.Scenarios {
		x := &res.Scenarios[i]
		if !x.Counts() {
			continue
		}
		n.Scenarios++
		if x.Hackable {
			n.Hackable++
		}
		if x.Existing.Rated() && !x.TolerableToday {
			n.AboveToday++
		}
		if x.Residual.Rated() && !x.Tolerable {
			n.AboveResidual++
		}
	}
	return n
}

func bandChanges(before, after risk.Result) []BandChange {
	out := make([]BandChange, 0, len(after.Bands))
	for i, b := range after.Bands {
		c := BandChange{Before: risk.BandCount{Band: b.Band, Name: b.Name, Region: b.Region, Authority: b.Authority}, After: b}
		if i < len(before.Bands) {
			c.Before = before.Bands[i]
		}
		out = append(out, c)
	}
	return out
}

// scenarioChanges are the scenarios that move or go, the most moved first.
func scenarioChanges(before, after risk.Result) []ScenarioChange {
	now := make(map[risk.ID]*risk.ScenarioResult, len(after.Scenarios))
	for i := range after.Scenarios {
		now[after.Scenarios[i].ID] = &after.Scenarios[i]
	}
	out := []ScenarioChange{}
	for i := range before.Scenarios {
		x := &before.Scenarios[i]
		y := now[x.ID]
		c := ScenarioChange{ScenarioRef: ScenarioRef{ID: x.ID, Key: x.Key, Name: x.Name}, Subject: x.Subject, Before: stages(x)}
		if y == nil {
			c.Why = "It goes with its conduit."
			c.Moves = -1 - x.Existing.Rank
			out = append(out, c)
			continue
		}
		if c.Why = moved(x, y); c.Why == "" {
			continue
		}
		then := stages(y)
		c.After = &then
		if x.Existing.Rated() && y.Existing.Rated() {
			c.Moves = y.Existing.Rank - x.Existing.Rank
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b ScenarioChange) int { return cmp.Compare(magnitude(b.Moves), magnitude(a.Moves)) })
	return out
}

func magnitude(n int) int { return max(n, -n) }

func stages(x *risk.ScenarioResult) Stages {
	return Stages{x.Unmitigated, x.Existing, x.Residual, x.Hackable, x.Tolerable, x.TolerableToday}
}

// moved says what moves a scenario, "" when nothing does.
func moved(x, y *risk.ScenarioResult) string {
	var why []string
	add := func(text string) {
		if text != "" {
			why = append(why, text)
		}
	}
	for i := range y.Credits {
		c := &y.Credits[i]
		switch {
		case i >= len(x.Credits):
			add(c.Name + ": " + c.Why)
		case c.Existing != x.Credits[i].Existing || c.Residual != x.Credits[i].Residual || c.State != x.Credits[i].State:
			add(c.Name + ": " + c.Why)
		}
	}
	differs := func(a, b risk.Rating) bool {
		return a.Likelihood != b.Likelihood || a.Consequence != b.Consequence || a.Band != b.Band
	}
	switch {
	case differs(x.Unmitigated, y.Unmitigated):
		add("Without safeguards: " + y.Unmitigated.Why)
	case differs(x.Existing, y.Existing):
		add("Today: " + y.Existing.Why)
	case differs(x.Residual, y.Residual):
		add("With what is planned: " + y.Residual.Why)
	}
	if x.Hackable != y.Hackable {
		add(y.HackableWhy)
	}
	if x.Acceptance.State != y.Acceptance.State {
		add(y.Acceptance.Why)
	}
	if len(why) == 0 && x.Conditional != y.Conditional {
		if y.Conditional {
			return y.Conditions[0]
		}
		return "Its rating no longer rests on anything that is not known."
	}
	return strings.Join(why, " ")
}

// subjectChanges are the zones and conduits whose levels, gap, assets or risk change.
func subjectChanges(r0, r1 risk.Result, p0, p1 assess.Posture) []SubjectChange {
	was := make(map[assess.Subject]*assess.SubjectPosture, len(p0.Subjects))
	for i := range p0.Subjects {
		was[p0.Subjects[i].Subject] = &p0.Subjects[i]
	}
	risk0, risk1 := worstBands(r0), worstBands(r1)
	out := []SubjectChange{}
	for i := range p1.Subjects {
		y := &p1.Subjects[i]
		x := was[y.Subject]
		delete(was, y.Subject)
		c := SubjectChange{Subject: y.Subject, Key: y.Key, Name: y.Name, Safety: y.Safety, After: levelsOf(y, risk1), Why: []string{}}
		if x != nil {
			c.Before = levelsOf(x, risk0)
			if c.Before.same(c.After) {
				continue
			}
			for _, fr := range sl.FRs {
				if x.FRs[fr].Achieved != y.FRs[fr].Achieved || x.FRs[fr].Gap != y.FRs[fr].Gap {
					c.Why = append(c.Why, y.FRs[fr].Reason)
				}
			}
		}
		out = append(out, c)
	}
	for _, x := range was {
		out = append(out, SubjectChange{Subject: x.Subject, Key: x.Key, Name: x.Name, Safety: x.Safety, Before: levelsOf(x, risk0), Why: []string{}})
	}
	slices.SortStableFunc(out, func(a, b SubjectChange) int {
		return cmp.Or(-cmp.Compare(a.Subject.Kind, b.Subject.Kind), plant.CompareKeys(a.Key, b.Key))
	})
	return out
}

func worstBands(r risk.Result) map[assess.Subject]risk.BandID {
	out := make(map[assess.Subject]risk.BandID, len(r.Subjects))
	for i := range r.Subjects {
		out[r.Subjects[i].Subject] = r.Subjects[i].Existing.Band
	}
	return out
}

func levelsOf(p *assess.SubjectPosture, bands map[assess.Subject]risk.BandID) *Levels {
	return &Levels{p.Target, p.Achieved, p.Gap, p.Steps, p.Unanswered, p.Assets, bands[p.Subject]}
}

func (a *Levels) same(b *Levels) bool {
	targets := a.Target == nil && b.Target == nil || a.Target != nil && b.Target != nil && *a.Target == *b.Target
	return targets && a.Achieved == b.Achieved && a.Gap == b.Gap && a.Unanswered == b.Unanswered && a.Assets == b.Assets && a.Risk == b.Risk
}

// Findings are the findings that a what-if compares: those on the plant
// and those on its risk. Of the answers only compensations have findings.
func Findings(in risk.Input, res risk.Result, p assess.Posture) []plant.Finding {
	var answers []plant.Answer
	compensated := func(subject string, list []assess.Expiry) {
		for _, x := range list {
			answers = append(answers, plant.Answer{
				Subject: subject, Requirement: string(x.Requirement), State: string(assess.Compensated), Compensating: x.Measure, Expires: x.On,
			})
		}
	}
	compensated("site", p.Site.Expiries)
	for i := range p.Subjects {
		sp := &p.Subjects[i]
		compensated(string(sp.Subject.Kind)+" "+sp.Key, sp.Expiries)
	}
	return lint.All(in, res, answers)
}

func (s *supposition) compareFindings(out *Result, in risk.Input, res risk.Result, was, is assess.Posture) {
	before := s.base.Findings
	if before == nil {
		before = Findings(s.base.Input, s.base.Result, was)
	}
	after := Findings(in, res, is)
	out.Before.Findings, out.After.Findings = len(before), len(after)
	out.Gained, out.GainedCount = without(after, before)
	out.Lost, out.LostCount = without(before, after)
}

// without are the findings of a that b has not; those it shows, and how many in all.
func without(a, b []plant.Finding) ([]plant.Finding, int) {
	has := make(map[string]bool, len(b))
	for i := range b {
		has[b[i].ID] = true
	}
	out, n := []plant.Finding{}, 0
	for i := range a {
		if has[a[i].ID] {
			continue
		}
		if n++; len(out) < shownChanges {
			out = append(out, a[i])
		}
	}
	return out, n
}

func (s *supposition) compareDepth(out *Result, in risk.Input) {
	out.Depth = []DepthChange{}
	before := risk.Depth(s.base.Input)
	after := before
	if s.depthTouched {
		after = risk.Depth(in)
	}
	out.Before.DepthFails, out.Before.DepthEmpty = before.Fails, before.Empty
	out.After.DepthFails, out.After.DepthEmpty = after.Fails, after.Empty
	for i := range after.Zones {
		x, y := standingOf(&before.Zones[i]), standingOf(&after.Zones[i])
		if x != y {
			z := &after.Zones[i]
			out.Depth = append(out.Depth, DepthChange{z.Zone, z.Key, z.Name, x, y})
		}
	}
}

func standingOf(z *risk.ZoneDepth) ZoneStanding {
	return ZoneStanding{z.Score, len(z.Empty), z.Fails, fmt.Sprintf("%s: %s", z.Key, z.Why)}
}
