package risk

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// threatView is a site laid out for seeing which techniques reach what.
type threatView struct {
	threats  *catalog.ThreatSet
	holds    Holds
	kinds    map[assess.Subject]map[string]*PresentKind
	unplaced map[assess.Subject]int
	named    map[assess.Subject]map[string][]*ScenarioResult // by technique
}

func newThreats(in Input, res Result, threats *catalog.ThreatSet, holds Holds) *threatView {
	v := &threatView{
		threats: threats, holds: holds, kinds: map[assess.Subject]map[string]*PresentKind{},
		unplaced: map[assess.Subject]int{}, named: map[assess.Subject]map[string][]*ScenarioResult{},
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		if a.Zone != "" && !Expired(a.Retired, in.Today) {
			v.place(zoneSubject(a.Zone), a)
		}
	}
	for _, s := range pairsOf(in, res) {
		by := v.named[s.result.Subject]
		if by == nil {
			by = map[string][]*ScenarioResult{}
			v.named[s.result.Subject] = by
		}
		for _, t := range s.record.Techniques {
			by[t] = append(by[t], s.result)
		}
	}
	return v
}

// place counts an asset among the kinds that it is taken for.
func (v *threatView) place(zone assess.Subject, a *plant.Asset) {
	there := v.kinds[zone]
	if there == nil {
		there = map[string]*PresentKind{}
		v.kinds[zone] = there
	}
	known := false
	for _, kind := range kindsOf(a) {
		targeted, ok := v.threats.Asset(kind.kind)
		if !ok { // a later release may have given the kind up
			continue
		}
		known = true
		if p := there[kind.kind]; p != nil {
			p.Assets++
			continue
		}
		role := string(a.Role)
		if role == "" {
			role = string(a.Type)
		}
		there[kind.kind] = &PresentKind{ID: kind.kind, Name: targeted.Name, Assets: 1, Why: fmt.Sprintf("%s is a %s: %s.", a.Key, role, kind.why)}
	}
	if !known {
		v.unplaced[zone]++
	}
}

// of is the threats of one subject.
func (v *threatView) of(s assess.Subject, key, name string) SubjectThreats {
	out := SubjectThreats{Subject: s, Key: key, Name: name, Kinds: []PresentKind{}, Unplaced: v.unplaced[s], Techniques: []TechniqueThreat{}}
	targeted := map[string][]string{} // technique to the kinds that it targets here
	for _, kind := range v.threats.Assets {
		p := v.kinds[s][kind.ID]
		if p == nil {
			continue
		}
		out.Kinds = append(out.Kinds, *p)
		for _, t := range kind.Techniques {
			targeted[t] = append(targeted[t], kind.Name)
		}
	}
	for i := range v.threats.Techniques {
		t := &v.threats.Techniques[i]
		named := v.named[s][t.ID]
		if targeted[t.ID] == nil && named == nil {
			continue
		}
		out.add(v.technique(s, t, targeted[t.ID], named))
	}
	out.Why = out.sentence()
	return out
}

func (v *threatView) technique(s assess.Subject, t *catalog.Technique, kinds []string, named []*ScenarioResult) TechniqueThreat {
	out := TechniqueThreat{
		ID: t.ID, Name: t.Name, Reaches: kinds != nil, Kinds: append([]string{}, kinds...),
		Tactics: []string{}, Scenarios: []ID{}, Keys: []string{}, Requirements: v.against(s, t),
	}
	for _, tactic := range v.threats.Tactics {
		if slices.Contains(t.Tactics, tactic.ID) {
			out.Tactics = append(out.Tactics, tactic.Name)
		}
	}
	for _, scenario := range named {
		out.Scenarios = append(out.Scenarios, scenario.ID)
		out.Keys = append(out.Keys, scenario.Key)
	}
	for _, r := range out.Requirements {
		if r.Holds {
			out.Met++
		}
	}
	out.judge(s)
	return out
}

// against lists the requirements that work against a technique, in the order of the standard.
func (v *threatView) against(s assess.Subject, t *catalog.Technique) []ThreatRequirement {
	out := []ThreatRequirement{}
	for _, id := range v.threats.Requirements(t.ID) {
		r := ThreatRequirement{ID: id, Mitigation: []string{}}
		if q, ok := catalog.SystemSet().Find(id); ok {
			r.Title = q.Title
		}
		for _, m := range t.Mitigations {
			if mitigation, _ := v.threats.Mitigation(m); slices.Contains(mitigation.Requirements, id) {
				r.Mitigation = append(r.Mitigation, m+" "+mitigation.Name)
			}
		}
		e := v.holds(s, id)
		r.Holds, r.State, r.Why = e.Holds, e.State, e.Why
		out = append(out, r)
	}
	return out
}

// judge says how far the technique is met with, and why it is there at all.
func (t *TechniqueThreat) judge(s assess.Subject) {
	switch n := len(t.Requirements); {
	case n == 0:
		t.State, t.Why = ThreatUnmatched, "No requirement of IEC 62443-3-3 works against it by the mitigations of the release: look for a countermeasure outside the standard."
	case t.Met == n:
		t.State, t.Why = ThreatCovered, fmt.Sprintf("All %d requirements that work against it are met.", n)
	case t.Met == 0:
		t.State, t.Why = ThreatOpen, fmt.Sprintf("None of the %d requirements that work against it is met.", n)
	default:
		t.State, t.Why = ThreatPartly, fmt.Sprintf("%d of the %d requirements that work against it are met.", t.Met, n)
	}
	if !t.Reaches && s.Kind == assess.OfZone {
		t.Why += fmt.Sprintf(" It is named by %s; no asset of the zone is of a kind that it targets.", JoinWords(t.Keys))
	}
}

func (s *SubjectThreats) add(t TechniqueThreat) {
	s.Techniques = append(s.Techniques, t)
	s.Reaching++
	switch t.State {
	case ThreatCovered:
		s.Covered++
	case ThreatPartly:
		s.Partly++
	case ThreatOpen:
		s.Open++
	case ThreatUnmatched:
		s.Unmatched++
	}
}

func (s *SubjectThreats) sentence() string {
	if s.Reaching == 0 {
		if s.Subject.Kind == assess.OfConduit {
			return "No scenario of the conduit names a technique."
		}
		return "No technique is known to reach the zone: it holds no asset of a kind that ATT&CK for ICS has, and no scenario names one."
	}
	return fmt.Sprintf("%d techniques reach it: %d covered, %d partly, %d open, %d that no requirement works against.",
		s.Reaching, s.Covered, s.Partly, s.Open, s.Unmatched)
}
