package trace

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// up leads from a node to what rests on it. Every link is one of [Index.down]
// from its other end.
func (x *Index) up(r Ref) []link {
	l := &links{x: x}
	switch r.Kind {
	case Scenario:
		l.add(comesAbout, Ref{WorstCase, string(x.scenarios[risk.ID(r.ID)].WorstCase)})
	case Zone, Conduit:
		for _, id := range x.at[assess.Subject{Kind: assess.SubjectKind(r.Kind), ID: r.ID}] {
			l.add(threatens, Ref{Scenario, string(id)})
		}
	case Target:
		s, _, _, _ := r.at()
		l.add(aims, Ref{Kind(s.Kind), s.ID})
		for _, id := range x.at[s] {
			l.add(isHeld, Ref{Scenario, string(id)})
		}
	case Requirement:
		k, _ := x.keyAt(r)
		x.upRequirement(l, k)
	case Countermeasure:
		x.upMeasure(l, risk.ID(r.ID))
	case Asset:
		a := x.assets[plant.AssetID(r.ID)]
		if !risk.Expired(a.Retired, x.in.Today) {
			l.add(stands, Ref{Zone, string(a.Zone)})
		}
		for _, id := range x.devices[a.ID] {
			l.add(stands, Ref{Conduit, string(id)})
		}
	case Product:
		for _, a := range x.installed[supply.ID(r.ID)] {
			l.add(isA, Ref{Asset, string(a.ID)})
		}
	case Claim:
		k, _ := x.keyAt(r)
		l.add(claims, Ref{Product, k.subject.ID})
		for _, a := range x.installed[supply.ID(k.subject.ID)] {
			l.add(isClaimed, RequirementAt(assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}, k.set, k.requirement))
		}
	case Certificate:
		p := x.certs[supply.ID(r.ID)].Product
		l.add(isCertifed, Ref{Product, string(p)})
		for _, k := range x.claimed[p] {
			l.add(isBacked, k.ref())
		}
	case Test:
		if k, ok := x.lineOf(x.tests[supply.ID(r.ID)].Line); ok {
			l.add(isTested, k.ref())
		}
	case Evidence:
		l.add(isShown, x.shows[supply.ID(r.ID)]...)
	case Assessment:
		l.add(isAssessed, x.assessedBy(supply.ID(r.ID))...)
	case Finding:
		l.add(isOpposed, x.speaks[r]...)
	case XRay:
		l.add(contradict, x.speaks[r]...)
	}
	return l.out
}

func (x *Index) upRequirement(l *links, k key) {
	for _, heir := range x.heirs[k] {
		l.add(inherits, heir.ref())
	}
	if t := x.target(k.subject); t != nil && k.set == catalog.SystemRequirements {
		if q, ok := x.requirement(k); ok && q.From > 0 && q.From <= t.Vector[q.FR] {
			l.add(asksFor, TargetOf(k.subject))
		}
	}
	if k.subject.Kind != assess.OfAsset {
		return
	}
	l.add(hasToMeet, Ref{Asset, k.subject.ID})
	q, _ := x.requirement(k)
	id := plant.AssetID(k.subject.ID)
	a := x.assets[id]
	if a == nil {
		return
	}
	var over []assess.Subject
	if !risk.Expired(a.Retired, x.in.Today) {
		over = append(over, assess.Subject{Kind: assess.OfZone, ID: string(a.Zone)})
	}
	for _, c := range x.devices[id] {
		over = append(over, assess.Subject{Kind: assess.OfConduit, ID: string(c)})
	}
	for _, s := range over {
		for _, sr := range q.Derives {
			if v := x.verdicts[key{s, catalog.SystemRequirements, sr}]; v != nil && v.State == assess.ByComponents {
				l.add(restsOn, RequirementAt(s, catalog.SystemRequirements, sr))
			}
		}
	}
}

func (x *Index) upMeasure(l *links, id risk.ID) {
	for _, s := range x.guards[id] {
		l.add(isHeld, Ref{Scenario, string(s)})
	}
	for _, k := range x.standsFor[id] {
		l.add(isStoodFor, k.ref())
	}
	for _, k := range x.helps[id] {
		if !slices.Contains(x.standsFor[id], k) {
			l.add(isHelped, k.ref())
		}
	}
}

// assessedBy are the requirements in the result of an assessment, in its order.
func (x *Index) assessedBy(id supply.ID) (out []Ref) {
	a := x.campaigns[id]
	if a.Result == nil {
		return nil
	}
	for _, s := range a.Result.Subjects {
		for _, line := range s.Answers {
			k := key{s.Subject, a.Set, line.Requirement}
			if slices.Contains(x.assessed[k], id) {
				out = append(out, k.ref())
			}
		}
	}
	return out
}
