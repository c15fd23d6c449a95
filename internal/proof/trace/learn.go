package trace

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

func (x *Index) learnAnswers() {
	for i := range x.in.Verdicts {
		x.learnAnswer(&x.in.Verdicts[i])
	}
	for i := range x.in.Claims {
		v := &x.in.Claims[i].Verdict
		x.learnAnswer(v)
		if v.Subject.Kind == assess.OfProduct {
			id := supply.ID(v.Subject.ID)
			x.claimed[id] = append(x.claimed[id], keyOf(v))
		}
	}
	for i := range x.in.Assessments {
		x.learnAssessment(&x.in.Assessments[i])
	}
}

func keyOf(v *assess.Verdict) key { return key{v.Subject, v.Set, v.Requirement} }

func (x *Index) learnAnswer(v *assess.Verdict) {
	k := keyOf(v)
	if _, known := x.requirement(k); !known {
		return
	}
	x.verdicts[k] = v
	if v.Set != catalog.SystemRequirements && v.Subject.Kind != assess.OfAsset && v.Subject.Kind != assess.OfProduct {
		x.answered[v.Subject] = append(x.answered[v.Subject], k)
	}
	if v.State == assess.Inherited && v.From != nil {
		from := key{*v.From, v.Set, v.Requirement}
		x.heirs[from] = append(x.heirs[from], k)
	}
	if v.Compensating != "" && (v.State == assess.Compensated || v.State == assess.NotApplied) {
		if id, ok := x.measure(v.Compensating); ok {
			x.standsFor[id] = append(x.standsFor[id], k)
		}
	}
	for i, id := range v.Proofs {
		if !slices.Contains(v.Proofs[:i], id) {
			x.shows[supply.ID(id)] = append(x.shows[supply.ID(id)], k.ref())
		}
	}
}

// learnAssessment notes what an assessment looked at: the lines of its result.
func (x *Index) learnAssessment(a *proof.Assessment) {
	x.campaigns[a.ID] = a
	if a.Result == nil || a.State == proof.GivenUp {
		return
	}
	for _, s := range a.Result.Subjects {
		if x.names[s.Subject] == "" {
			continue // of another site
		}
		for _, l := range s.Answers {
			k := key{s.Subject, a.Set, l.Requirement}
			if _, known := x.requirement(k); known {
				x.assessed[k] = append(x.assessed[k], a.ID)
			}
		}
	}
}

// learnAgainst notes what speaks against a record: findings on it, and X-rays
// that it has a part in.
func (x *Index) learnAgainst() {
	oppose := func(on, by Ref) {
		if !slices.Contains(x.speaks[by], on) && x.exists(on) {
			x.against[on], x.speaks[by] = append(x.against[on], by), append(x.speaks[by], on)
		}
	}
	for i := range x.in.Findings {
		f := &x.in.Findings[i]
		x.findings[f.ID] = f
		by := Ref{Finding, f.ID}
		for _, on := range x.refsOf(f.Kind, f.Record) {
			oppose(on, by)
		}
	}
	for i := range x.in.XRays {
		r := &x.in.XRays[i]
		x.xrays[r.ID] = r
		by := Ref{XRay, r.ID}
		if s, ok := x.subjectOf(r.Record); ok {
			for _, id := range r.Requirements {
				k := key{s, r.Set, id}
				oppose(k.ref(), by)
			}
		}
		if len(x.speaks[by]) > 0 {
			continue // it is about answers, and not about all of their zone
		}
		for _, record := range r.Records {
			for _, on := range x.refsOf(record.Kind, record.ID) {
				oppose(on, by)
			}
		}
	}
}

// subjectOf is what is answered for under an id.
func (x *Index) subjectOf(id string) (assess.Subject, bool) {
	for _, kind := range []assess.SubjectKind{assess.OfZone, assess.OfConduit, assess.OfSite, assess.OfAsset, assess.OfProduct} {
		if s := (assess.Subject{Kind: kind, ID: id}); x.names[s] != "" {
			return s, true
		}
	}
	return assess.Subject{}, false
}

// refsOf are the nodes of a record; a finding on an answer is on its subject.
func (x *Index) refsOf(kind, id string) []Ref {
	if kind == "answer" {
		if s, ok := x.subjectOf(id); ok && (s.Kind == assess.OfZone || s.Kind == assess.OfConduit) {
			return []Ref{{Kind(s.Kind), id}}
		}
		return nil
	}
	if slices.Contains(Kinds, Kind(kind)) {
		return []Ref{{Kind(kind), id}}
	}
	return nil
}

// exists says whether there is a node.
func (x *Index) exists(r Ref) bool {
	switch r.Kind {
	case WorstCase:
		return has(x.worst, r.ID)
	case Scenario:
		return has(x.scenarios, r.ID)
	case Zone:
		return has(x.zones, r.ID)
	case Conduit:
		return has(x.conduits, r.ID)
	case Countermeasure:
		return has(x.measures, r.ID)
	case Asset:
		return has(x.assets, r.ID)
	case Product:
		return has(x.products, r.ID)
	case Certificate:
		return has(x.certs, r.ID)
	case Test:
		return has(x.tests, r.ID)
	case Evidence:
		return has(x.evidence, r.ID)
	case Assessment:
		return has(x.campaigns, r.ID)
	case Finding:
		return has(x.findings, r.ID)
	case XRay:
		return has(x.xrays, r.ID)
	case Target:
		s, _, _, ok := r.at()
		return ok && x.target(s) != nil
	case Requirement:
		k, ok := x.keyAt(r)
		_, known := x.requirement(k)
		return ok && known && x.names[k.subject] != "" && k.subject.Kind != assess.OfProduct && x.asked(k)
	case Claim:
		k, ok := x.keyAt(r)
		return ok && x.verdicts[k] != nil && k.subject.Kind == assess.OfProduct && x.names[k.subject] != ""
	}
	return false
}

func has[K ~string, T any](m map[K]*T, id string) bool { return m[K(id)] != nil }

func (x *Index) keyAt(r Ref) (key, bool) {
	s, set, id, ok := r.at()
	return key{s, set, id}, ok
}

// asked says whether a requirement is one that the kind of subject answers. Of
// an asset those are that its types are asked.
func (x *Index) asked(k key) bool {
	if k.subject.Kind == assess.OfAsset {
		return k.set == catalog.ComponentRequirements && x.asks(plant.AssetID(k.subject.ID))[k.requirement]
	}
	return slices.Contains(assess.SubjectsOf(x.sets[k.set].Kind), k.subject.Kind)
}

// asks are the component requirements that an asset is asked: by the types of its
// product, else by its own.
func (x *Index) asks(id plant.AssetID) map[catalog.RequirementID]bool {
	a := x.assets[id]
	if a == nil {
		return nil
	}
	p := x.products[x.in.Installed[id]]
	if p == nil || len(p.Types) == 0 {
		if asked, known := x.byType[a.Type]; known {
			return asked
		}
		asked := x.asksOf([]catalog.ComponentType{catalog.ComponentType(a.Type)})
		x.byType[a.Type] = asked
		return asked
	}
	asked, known := x.byProduct[p.ID]
	if !known {
		asked = x.asksOf(p.Types)
		x.byProduct[p.ID] = asked
	}
	return asked
}

func (x *Index) asksOf(types []catalog.ComponentType) map[catalog.RequirementID]bool {
	asked := map[catalog.RequirementID]bool{}
	if set := x.sets[catalog.ComponentRequirements]; set != nil {
		for _, q := range set.For(types) {
			asked[q.ID] = true
		}
	}
	return asked
}

// target is that of a zone or conduit, nil when none was set.
func (x *Index) target(s assess.Subject) *plant.Target {
	switch s.Kind {
	case assess.OfZone:
		if z := x.zones[plant.ZoneID(s.ID)]; z != nil {
			return z.Target
		}
	case assess.OfConduit:
		if c := x.conduits[plant.ConduitID(s.ID)]; c != nil {
			return c.Target
		}
	}
	return nil
}

// answer is a requirement of the system at a subject as it stands.
func (x *Index) answer(k key) *assess.Answer {
	if k.set != catalog.SystemRequirements || x.in.Answers == nil {
		return nil
	}
	by, known := x.answers[k.subject]
	if !known {
		by = map[catalog.RequirementID]*assess.Answer{}
		list, _ := x.in.Answers(k.subject)
		for i := range list {
			by[list[i].Requirement.ID] = &list[i]
		}
		x.answers[k.subject] = by
	}
	return by[k.requirement]
}

// component is a component requirement at an asset as it stands; nil when its
// types are not asked for it.
func (x *Index) component(id plant.AssetID, requirement catalog.RequirementID) *assess.ComponentAnswer {
	if x.in.Component == nil {
		return nil
	}
	by, known := x.components[id]
	if !known {
		by = map[catalog.RequirementID]*assess.ComponentAnswer{}
		if p, ok := x.in.Component(id); ok {
			for _, list := range [][]assess.ComponentAnswer{p.Answers, p.Constraints} {
				for i := range list {
					by[list[i].Requirement.ID] = &list[i]
				}
			}
		}
		x.components[id] = by
	}
	return by[requirement]
}
