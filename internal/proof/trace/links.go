package trace

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// links gathers the links of a node, without those that lead nowhere and those
// to what is closed to whoever walks.
type links struct {
	x   *Index
	out []link
}

func (l *links) add(how relation, to ...Ref) {
	for _, r := range to {
		if l.x.open(r) && l.x.exists(r) {
			l.out = append(l.out, link{to: r, how: how})
		}
	}
}

func (l *links) beside(how relation, to Ref) {
	n := len(l.out)
	l.add(how, to)
	for i := n; i < len(l.out); i++ {
		l.out[i].aside = true
	}
}

// open says whether whoever walks may see a node.
func (x *Index) open(r Ref) bool {
	return x.in.Sees == nil || x.in.Sees(r)
}

// down leads from a node to what it rests on, and to what speaks against it.
func (x *Index) down(r Ref) []link {
	l := &links{x: x}
	switch r.Kind {
	case WorstCase:
		for _, id := range x.causes[risk.ID(r.ID)] {
			l.add(comesAbout, Ref{Scenario, string(id)})
		}
	case Scenario:
		x.downScenario(l, x.scenarios[risk.ID(r.ID)])
	case Zone:
		l.add(aims, TargetOf(assess.Subject{Kind: assess.OfZone, ID: r.ID}))
		for _, a := range x.members[plant.ZoneID(r.ID)] {
			l.beside(stands, Ref{Asset, string(a.ID)})
		}
	case Conduit:
		l.add(aims, TargetOf(assess.Subject{Kind: assess.OfConduit, ID: r.ID}))
		for _, a := range x.conduits[plant.ConduitID(r.ID)].Devices {
			l.beside(stands, Ref{Asset, string(a)})
		}
	case Target:
		s, _, _, _ := r.at()
		for _, q := range x.askedBy(x.target(s)) {
			l.add(asksFor, RequirementAt(s, catalog.SystemRequirements, q))
		}
	case Requirement:
		k, _ := x.keyAt(r)
		x.downRequirement(l, k)
	case Asset:
		id := plant.AssetID(r.ID)
		l.add(isA, Ref{Product, string(x.in.Installed[id])})
		if set := x.sets[catalog.ComponentRequirements]; set != nil {
			asked := x.asks(id)
			for i := range set.Requirements {
				if q := set.Requirements[i].ID; asked[q] {
					l.add(hasToMeet, RequirementAt(assess.Subject{Kind: assess.OfAsset, ID: r.ID}, set.ID, q))
				}
			}
		}
	case Product:
		for _, k := range x.claimed[supply.ID(r.ID)] {
			l.add(claims, k.ref())
		}
		x.certified(l, isCertifed, supply.ID(r.ID))
	case Claim:
		k, _ := x.keyAt(r)
		x.certified(l, isBacked, supply.ID(k.subject.ID))
		x.shown(l, x.verdicts[k])
	case Certificate:
		l.add(isShown, Ref{Evidence, string(x.certs[supply.ID(r.ID)].Proof)})
	case Test:
		for _, id := range x.tests[supply.ID(r.ID)].Proofs {
			l.add(isShown, Ref{Evidence, string(id)})
		}
	}
	for _, by := range x.against[r] {
		if by.Kind == XRay {
			l.add(contradict, by)
		} else {
			l.add(isOpposed, by)
		}
	}
	return l.out
}

func (x *Index) downScenario(l *links, s *risk.Scenario) {
	at := nodeOf(s)
	l.add(threatens, Ref{Kind(at.Kind), at.ID})
	l.add(isHeld, TargetOf(at))
	var seen []risk.ID
	for _, g := range s.Safeguards {
		if g.Countermeasure != "" && !slices.Contains(seen, g.Countermeasure) {
			seen = append(seen, g.Countermeasure)
			l.add(isHeld, Ref{Countermeasure, string(g.Countermeasure)})
		}
	}
}

func (x *Index) downRequirement(l *links, k key) {
	v := x.verdicts[k]
	stood := risk.ID("")
	if v != nil {
		if v.State == assess.Inherited && v.From != nil {
			l.add(inherits, RequirementAt(*v.From, k.set, k.requirement))
		}
		if v.State == assess.Compensated || v.State == assess.NotApplied {
			stood, _ = x.measure(v.Compensating)
			l.add(isStoodFor, Ref{Countermeasure, string(stood)})
		}
	}
	for _, id := range x.helped[k] {
		if id != stood {
			l.add(isHelped, Ref{Countermeasure, string(id)})
		}
	}
	if v != nil && v.State == assess.ByComponents {
		x.downComponents(l, k)
	}
	if k.subject.Kind == assess.OfAsset {
		if p := x.in.Installed[plant.AssetID(k.subject.ID)]; p != "" {
			l.add(isClaimed, claimOf(string(p), k.set, k.requirement))
		}
	}
	for _, id := range x.testsOf[k] {
		l.add(isTested, Ref{Test, string(id)})
	}
	if v != nil {
		x.shown(l, v)
	}
	for _, id := range x.assessed[k] {
		l.add(isAssessed, Ref{Assessment, string(id)})
	}
}

// downComponents leads to what the components of a subject are asked for the
// sake of a system requirement.
func (x *Index) downComponents(l *links, k key) {
	set := x.sets[catalog.ComponentRequirements]
	if set == nil {
		return
	}
	for _, id := range x.componentsOf(k.subject) {
		for i := range set.Requirements {
			if q := &set.Requirements[i]; slices.Contains(q.Derives, k.requirement) {
				l.add(restsOn, RequirementAt(assess.Subject{Kind: assess.OfAsset, ID: string(id)}, set.ID, q.ID))
			}
		}
	}
}

// componentsOf are the assets that a zone or conduit is made of.
func (x *Index) componentsOf(s assess.Subject) (out []plant.AssetID) {
	switch s.Kind {
	case assess.OfZone:
		for _, a := range x.members[plant.ZoneID(s.ID)] {
			out = append(out, a.ID)
		}
	case assess.OfConduit:
		if c := x.conduits[plant.ConduitID(s.ID)]; c != nil {
			out = c.Devices
		}
	}
	return out
}

func (x *Index) certified(l *links, how relation, product supply.ID) {
	for _, id := range x.certsOf[product] {
		l.add(how, Ref{Certificate, string(id)})
	}
}

func (x *Index) shown(l *links, v *assess.Verdict) {
	if v == nil {
		return
	}
	for i, id := range v.Proofs {
		if !slices.Contains(v.Proofs[:i], id) {
			l.add(isShown, Ref{Evidence, string(id)})
		}
	}
}

// askedBy are the requirements that a target asks for.
func (x *Index) askedBy(t *plant.Target) (out []catalog.RequirementID) {
	set := x.sets[catalog.SystemRequirements]
	if t == nil || set == nil {
		return nil
	}
	for i := range set.Requirements {
		if q := &set.Requirements[i]; q.From > 0 && q.From <= t.Vector[q.FR] {
			out = append(out, q.ID)
		}
	}
	return out
}
