package risk

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

var techniqueForm = regexp.MustCompile(`^T[0-9]{4}(\.[0-9]{3})?$`)

// CheckWorstCase lists the rules that a worst case breaks. A circle of several
// worst cases breaks none: it adds nothing, and their results tell of it.
func CheckWorstCase(ctx Context, w WorstCase) plant.Problems {
	var p problems
	head(&p, "worst case", &w, ctx.Register.WorstCases)
	if w.Function == "" {
		p.Add("/function", "The worst case belongs to no function: name the essential function that is lost.")
	}
	p.Text("/outcome", w.Outcome)
	p.ratings("/ratings", w.Ratings, ctx.criteria())
	own(&p, "/inherits", w.Inherits)
	if i := slices.Index(w.Inherits, w.ID); i >= 0 && w.ID != "" {
		p.Add(fmt.Sprintf("/inherits/%d", i), "The worst case inherits from itself: name another or remove it.")
	}
	p.Text("/rationale", w.Rationale)
	p.Short("/owner", w.Owner)
	own(&p, "/assumptions", w.Assumptions)
	p.Short("/pha", w.PHA)
	return p.Problems
}

// CheckScenario lists the rules that a scenario breaks. What is only missing,
// such as its likelihood, is shown with its rating and is no rule.
func CheckScenario(ctx Context, s Scenario) plant.Problems {
	var p problems
	keyed(&p, "scenario", &s, ctx.Register.Scenarios)
	if s.Name == "" && s.Deviation == "" {
		p.Add("/name", "The scenario has neither a name nor a deviation: write what happens.")
	}
	switch {
	case s.Zone == "" && s.Conduit == "":
		p.Add("/zone", "The scenario plays nowhere: name its zone or its conduit.")
	case s.Zone != "" && s.Conduit != "":
		p.Add("/conduit", "The scenario has both a zone and a conduit: keep the one where it begins.")
	}
	p.scenarioText(s)
	p.scenarioKinds(s)
	c := ctx.criteria()
	p.ratings("/ratings", s.Ratings, c)
	if c != nil && len(c.Likelihoods) > 0 && (s.Likelihood < 0 || s.Likelihood > len(c.Likelihoods)) {
		p.Add("/likelihood", "Likelihood %d lies outside the scale of criteria %s: rate it 1 to %d, or 0 for not rated.", s.Likelihood, c.Key, len(c.Likelihoods))
	} else {
		p.levels("/likelihood", "likelihood", s.Likelihood, mostLevels)
	}
	p.Count("/safeguards", len(s.Safeguards), mostSafeguards)
	for i := range s.Safeguards {
		p.safeguard(fmt.Sprintf("/safeguards/%d", i), ctx, &s.Safeguards[i])
	}
	own(&p, "/functions", s.Functions)
	own(&p, "/assumptions", s.Assumptions)
	p.arithmetic(s)
	if s.Acceptance != nil {
		p.acceptance("/acceptance", ctx, *s.Acceptance)
	}
	return p.Problems
}

func (p *problems) scenarioText(s Scenario) {
	for _, f := range []struct{ pointer, text string }{
		{"/objective", s.Objective}, {"/deviation", s.Deviation}, {"/cause", s.Cause}, {"/vulnerability", s.Vulnerability},
		{"/consequence", s.Consequence}, {"/rationale", s.Rationale}, {"/note", s.Note}, {"/removed", s.Removed},
	} {
		p.Text(f.pointer, f.text)
	}
	p.Short("/owner", s.Owner)
	p.Short("/pha", s.PHA)
	p.Short("/release", s.Release)
	p.Day("/due", s.Due)
}

func (p *problems) scenarioKinds(s Scenario) {
	optional(p, "/causeKind", s.CauseKind, CauseKinds)
	optional(p, "/mechanism", s.Mechanism, Mechanisms)
	optional(p, "/threatSource", s.ThreatSource, ThreatSources)
	optional(p, "/confidence", s.Confidence, Confidences)
	optional(p, "/treatment", s.Treatment, Treatments)
	p.levels("/skill", "skill of the attacker", s.Skill, 4)
	p.Count("/techniques", len(s.Techniques), mostTechniques)
	for i, id := range s.Techniques {
		if !techniqueForm.MatchString(id) {
			p.Add(fmt.Sprintf("/techniques/%d", i), "%q is no technique: write its id, such as T0855 or T1692.001.", plant.Clip(id))
		}
	}
}

// safeguard checks one safeguard of a scenario.
func (p *problems) safeguard(at string, ctx Context, g *Safeguard) {
	if g.Countermeasure == "" && strings.TrimSpace(g.Name) == "" {
		p.Add(at+"/name", "The safeguard has neither a countermeasure nor a name: give it one.")
	}
	p.Text(at+"/name", g.Name)
	optional(p, at+"/layer", g.Layer, Layers)
	p.dependencies(at+"/dependencies", g.Dependencies)
	p.levels(at+"/lowersLikelihood", "credit on the likelihood", g.LowersLikelihood, MostCredit)
	p.levels(at+"/lowersConsequence", "credit on the consequence", g.LowersConsequence, MostCredit)
	if g.LowersLikelihood > 0 && g.LowersConsequence > 0 && strings.TrimSpace(g.Reason) == "" {
		p.Add(at+"/reason", "The safeguard lowers both likelihood and consequence: give the reason, or lower one of the two.")
	}
	p.Text(at+"/reason", g.Reason)
	if !(g.PFD >= 0 && g.PFD <= 1) {
		p.Add(at+"/pfd", "A probability of failure on demand of %v does not exist: write one above 0 and up to 1, or 0 for none.", g.PFD)
	}
	p.Text(at+"/evidence", g.Evidence)
	for i := range ctx.Register.Countermeasures {
		m := &ctx.Register.Countermeasures[i]
		if m.ID == g.Countermeasure && m.ProtectiveFunction && (g.Planned || m.State == MeasurePlanned || m.State == MeasureProposed) {
			p.Add(at+"/countermeasure", "Countermeasure %s would be a security control inside a protective function, where none may be planned: choose one outside of it.", m.Key)
		}
	}
}

// arithmetic checks the numbers of the layer of protection analysis and of the loss.
func (p *problems) arithmetic(s Scenario) {
	if l := s.LOPA; l != nil {
		p.amount("/lopa/initiatingPerYear", "initiating frequency", l.InitiatingPerYear, mostEvents)
		p.amount("/lopa/targetPerYear", "tolerable frequency", l.TargetPerYear, mostEvents)
		p.amount("/lopa/statedPerYear", "stated frequency", l.StatedPerYear, mostEvents)
	}
	if s.Loss != nil {
		p.Problems = append(p.Problems, under("/loss", s.Loss.Check())...)
	}
}

// under moves problems below a pointer.
func under(at string, list plant.Problems) plant.Problems {
	for i := range list {
		list[i].Pointer = at + list[i].Pointer
	}
	return list
}

// acceptance checks the form of an acceptance; whether it may be given is for
// [MayAccept].
func (p *problems) acceptance(at string, ctx Context, a Acceptance) {
	if a.Band == "" {
		p.Add(at+"/band", "The acceptance names no band: say what was accepted.")
	}
	if a.Until == "" {
		p.Add(at+"/until", "The acceptance has no end: say until when it holds.")
	}
	p.Day(at+"/until", a.Until)
	p.needed(at+"/justification", "justification", a.Justification)
	if a.Signed.By == "" {
		p.Add(at+"/signed/by", "The acceptance is not signed: accept the risk by signing in again.")
	}
}

// CheckRemoval lists what stands against taking a scenario out of the register:
// a risk never becomes zero, so its hazard must be gone by design.
func CheckRemoval(s Scenario) plant.Problems {
	if strings.TrimSpace(s.Removed) != "" {
		return nil
	}
	return plant.Problems{{Pointer: "/removed", Text: fmt.Sprintf("Scenario %s stays in the register, for a risk never becomes zero: say first with which evidence its hazard was removed by design.", s.Key)}}
}
