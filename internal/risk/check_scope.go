package risk

import (
	"fmt"
	"reflect"
	"strings"

	"ringwall/internal/plant"
)

// CheckSystem lists the rules that a system under consideration breaks. What
// an access point still lacks, such as its owner, is a finding and no rule.
func CheckSystem(ctx Context, s System) plant.Problems {
	var p problems
	head(&p, "system", &s, ctx.Register.Systems)
	p.Text("/description", s.Description)
	p.Text("/perimeter", s.Perimeter)
	p.Text("/excluded", s.Excluded)
	p.Short("/owner", s.Owner)
	own(&p, "/zones", s.Zones)
	p.Count("/accessPoints", len(s.AccessPoints), mostPoints)
	first := map[string]int{}
	for i, a := range s.AccessPoints {
		at := fmt.Sprintf("/accessPoints/%d", i)
		p.accessPoint(at, a)
		key := strings.ToLower(a.Key)
		if k, twice := first[key]; twice && key != "" {
			p.Add(at+"/key", "Access point %d has the key %q as well: give each its own.", k+1, a.Key)
		} else {
			first[key] = i
		}
	}
	return p.Problems
}

func (p *problems) accessPoint(at string, a AccessPoint) {
	if !plant.ValidKey(a.Key) {
		p.Add(at+"/key", "%q is no key of an access point: give it a short one, such as AP-01.", plant.Clip(a.Key))
	}
	p.Name(at+"/name", a.Name)
	plant.OneOf(&p.Form, at+"/kind", a.Kind, AccessKinds)
	optional(p, at+"/direction", a.Direction, []AccessDirection{Inward, Outward, BothWays})
	p.Short(at+"/counterparty", a.Counterparty)
	p.Short(at+"/owner", a.Owner)
	p.Lines(at+"/controls", a.Controls)
	p.Text(at+"/note", a.Note)
}

// CheckFunction lists the rules that an essential function breaks.
func CheckFunction(ctx Context, f Function) plant.Problems {
	var p problems
	head(&p, "function", &f, ctx.Register.Functions)
	plant.OneOf(&p.Form, "/kind", f.Kind, FunctionKinds)
	p.Text("/description", f.Description)
	p.Short("/owner", f.Owner)
	own(&p, "/zones", f.Zones)
	own(&p, "/assets", f.Assets)
	if r := f.Recovery; r != nil {
		p.hours("/recovery/targetTime", "target recovery time", r.TargetTime)
		p.hours("/recovery/targetPoint", "target recovery point", r.TargetPoint)
		p.hours("/recovery/measuredTime", "measured recovery time", r.MeasuredTime)
		p.hours("/recovery/measuredPoint", "measured recovery point", r.MeasuredPoint)
		p.hours("/recovery/fallbackTime", "time of the manual fallback", r.FallbackTime)
		optional(&p, "/recovery/redundancy", r.Redundancy, []string{"none", "cold", "warm", "hot"})
		optional(&p, "/recovery/spares", r.Spares, []string{"none", "ordered", "off-site", "on-site"})
		p.Text("/recovery/manualFallback", r.ManualFallback)
		p.Text("/recovery/note", r.Note)
		p.past("/recovery/restoreTested", "restore test", r.RestoreTested, ctx.Today)
	}
	return p.Problems
}

// CheckAssumption lists the rules that an assumption breaks.
func CheckAssumption(ctx Context, a Assumption) plant.Problems {
	var p problems
	head(&p, "assumption", &a, ctx.Register.Assumptions)
	plant.OneOf(&p.Form, "/state", a.State, []AssumptionState{AssumptionOpen, AssumptionConfirmed, AssumptionFalse})
	p.Text("/statement", a.Statement)
	p.Short("/owner", a.Owner)
	p.Text("/test", a.Test)
	p.Day("/due", a.Due)
	p.Day("/expires", a.Expires)
	p.past("/checkedOn", "test", a.CheckedOn, ctx.Today)
	p.Short("/checkedBy", a.CheckedBy)
	if a.Expires.Before(a.CheckedOn) {
		p.Add("/expires", "The assumption would expire on %s, before it was checked on %s: correct one of the two days.", a.Expires, a.CheckedOn)
	}
	p.levels("/likelihoodIfFalse", "likelihood added", a.LikelihoodIfFalse, MostCredit)
	p.levels("/consequenceIfFalse", "consequence added", a.ConsequenceIfFalse, MostCredit)
	return p.Problems
}

// CheckCriteria lists the rules that a draft of criteria breaks. A draft may be
// unfinished; what stands against signing it is [Criteria.Check]. Signed
// criteria are never changed.
func CheckCriteria(ctx Context, c Criteria) plant.Problems {
	var p problems
	head(&p, "criteria", &c, ctx.Register.Criteria)
	for i := range ctx.Register.Criteria {
		old := &ctx.Register.Criteria[i]
		if old.ID == c.ID && c.ID != "" && old.Signed != nil && !sameCriteria(*old, c) {
			p.Add("", "Criteria %s are signed and cannot be changed: make a new draft from them.", old.Key)
		}
	}
	p.Short("/preset", c.Preset)
	p.Text("/note", c.Note)
	p.Count("/consequences", len(c.Consequences), mostLevels)
	for i, name := range c.Consequences {
		p.Short(fmt.Sprintf("/consequences/%d", i), name)
	}
	p.Count("/categories", len(c.Categories), len(Categories))
	for i, scale := range c.Categories {
		at := fmt.Sprintf("/categories/%d", i)
		plant.OneOf(&p.Form, at+"/category", scale.Category, Categories)
		p.Count(at+"/levels", len(scale.Levels), mostLevels)
		for k, text := range scale.Levels {
			p.Text(fmt.Sprintf("%s/levels/%d", at, k), text)
		}
	}
	p.Count("/likelihoods", len(c.Likelihoods), mostLevels)
	for i, step := range c.Likelihoods {
		at := fmt.Sprintf("/likelihoods/%d", i)
		p.Short(at+"/name", step.Name)
		p.Text(at+"/meaning", step.Meaning)
		p.amount(at+"/perYear", "frequency", step.PerYear, mostEvents)
	}
	p.Count("/matrix", len(c.Matrix), mostLevels)
	for i, row := range c.Matrix {
		p.Count(fmt.Sprintf("/matrix/%d", i), len(row), mostLevels)
	}
	p.draftBands(c)
	p.draftTargets(c.Targets)
	return p.Problems
}

// sameCriteria says whether two versions say the same.
func sameCriteria(a, b Criteria) bool {
	a.Version, b.Version = 0, 0
	a.Site, b.Site = "", ""
	return reflect.DeepEqual(a, b)
}

// draftBands checks the form of bands, authorities and overrides.
func (p *problems) draftBands(c Criteria) {
	p.Count("/bands", len(c.Bands), mostBands)
	for i, b := range c.Bands {
		at := fmt.Sprintf("/bands/%d", i)
		p.Short(at+"/id", string(b.ID))
		p.Short(at+"/name", b.Name)
		plant.OneOf(&p.Form, at+"/region", b.Region, []Region{Acceptable, Alarp, Intolerable})
		p.levels(at+"/acceptMonths", "months of acceptance", b.AcceptMonths, 120)
		p.levels(at+"/actDays", "days to begin treatment", b.ActDays, 3_650)
	}
	p.Count("/authorities", len(c.Authorities), mostOffices)
	for i, a := range c.Authorities {
		at := fmt.Sprintf("/authorities/%d", i)
		p.Short(at+"/id", a.ID)
		p.Short(at+"/title", a.Title)
		p.Lines(at+"/holders", a.Holders)
	}
	p.Count("/overrides", len(c.Overrides), mostRules)
	for i, o := range c.Overrides {
		at := fmt.Sprintf("/overrides/%d", i)
		p.Short(at+"/name", o.Name)
		p.Text(at+"/reason", o.Reason)
		for k, m := range o.When.Mechanisms {
			plant.OneOf(&p.Form, fmt.Sprintf("%s/when/mechanisms/%d", at, k), m, Mechanisms)
		}
		for k, cause := range o.When.Causes {
			plant.OneOf(&p.Form, fmt.Sprintf("%s/when/causes/%d", at, k), cause, CauseKinds)
		}
		optional(p, at+"/when/category", o.When.Category, Categories)
		p.levels(at+"/when/atLeast", "level of consequence", o.When.AtLeast, mostLevels)
	}
}

// draftTargets checks the numbers behind the target levels.
func (p *problems) draftTargets(t TargetRules) {
	optional(p, "/targets/method", t.Method, []Method{MethodConsequence, MethodBand, MethodCRRF, MethodLOPA, MethodPHA, MethodTechnique, MethodOwner})
	optional(p, "/targets/crrf", t.CRRF, []string{"linear", "decade"})
	p.Count("/targets/byConsequence", len(t.ByConsequence), mostLevels)
	for i, level := range t.ByConsequence {
		p.levels(fmt.Sprintf("/targets/byConsequence/%d", i), "security level", level, 4)
	}
	for _, id := range sortedBands(t.ByBand) {
		at, r := "/targets/byBand/"+plant.PointerToken(string(id)), t.ByBand[id]
		p.levels(at+"/from", "security level", r.From, 4)
		p.levels(at+"/to", "security level", r.To, 4)
		if r.From > r.To {
			p.Add(at, "The range begins at SL %d and ends at SL %d: write the lower one first.", r.From, r.To)
		}
	}
	p.amount("/targets/tolerableRisk", "tolerable risk", t.TolerableRisk, mostLevels*mostLevels)
	p.Count("/targets/tolerablePerYear", len(t.TolerablePerYear), mostLevels)
	for i, f := range t.TolerablePerYear {
		p.amount(fmt.Sprintf("/targets/tolerablePerYear/%d", i), "tolerable frequency", f, mostEvents)
	}
}
