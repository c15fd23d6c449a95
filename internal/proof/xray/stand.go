package xray

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

type standKey struct {
	evidence assess.EvidenceID
	days     int
}

type freshKey struct {
	set         catalog.SetID
	requirement catalog.RequirementID
}

// fresh is how many days old proof of a requirement may be.
func (m *look) fresh(set catalog.SetID, id catalog.RequirementID) int {
	key := freshKey{set, id}
	days, known := m.days[key]
	if !known {
		days, _ = proof.FreshnessOf(set, id, m.Freshness)
		m.days[key] = days
	}
	return days
}

// stand is what an evidence amounts to for a requirement. It differs only by the
// days that are allowed, so each is worked out once for each number of them.
func (m *look) stand(e *proof.Evidence, set catalog.SetID, id catalog.RequirementID) proof.Stand {
	key := standKey{assess.EvidenceID(e.ID), m.fresh(set, id)}
	s, known := m.stands[key]
	if !known {
		s = proof.Standing(*e, set, id, m.Freshness, m.Grounds[e.ID], m.Today)
		m.stands[key] = s
	}
	return s
}

// proven says whether some proof of an answer counts today, and whether some of
// those shows that the measure works.
func (m *look) proven(v *assess.Verdict) (any, works bool) {
	for _, id := range v.Proofs {
		if e := m.evidence[id]; e != nil && m.stand(e, v.Set, v.Requirement).State == proof.Valid {
			any = true
			works = works || e.Kind == proof.Works
		}
	}
	return any, works
}

// counts says whether an answer claims today that its requirement is settled.
// An inheritance is followed to its origin.
func (m *look) counts(v *assess.Verdict) bool {
	var seen []assess.Subject
	for v != nil && v.State == assess.Inherited {
		if v.From == nil || slices.Contains(seen, *v.From) {
			return false
		}
		seen = append(seen, *v.From)
		v = m.answer(*v.From, v.Set, v.Requirement)
	}
	if v == nil {
		return false
	}
	switch v.State {
	case assess.Met, assess.ByComponents:
		return true
	case assess.NotApplicable:
		return v.Reason != "" && v.Approver != ""
	case assess.Compensated, assess.NotApplied:
		return m.Today.Before(v.Expires)
	}
	return false
}

// scope is what an evidence is about, laid out.
type scope struct {
	all      bool // the whole site or organisation
	zones    map[plant.ZoneID]bool
	conduits map[plant.ConduitID]bool
	assets   map[plant.AssetID]bool
	products map[string]bool
	// at are the zones in which its assets lie.
	at map[plant.ZoneID]bool
}

func (m *look) scopeOf(e *proof.Evidence) *scope {
	id := assess.EvidenceID(e.ID)
	if s := m.scopes[id]; s != nil {
		return s
	}
	s := &scope{
		all:   len(e.Zones)+len(e.Conduits)+len(e.Assets)+len(e.Products) == 0,
		zones: map[plant.ZoneID]bool{}, conduits: map[plant.ConduitID]bool{}, assets: map[plant.AssetID]bool{}, products: map[string]bool{}, at: map[plant.ZoneID]bool{},
	}
	for _, z := range e.Zones {
		s.zones[z] = true
	}
	for _, c := range e.Conduits {
		s.conduits[c] = true
	}
	for _, a := range e.Assets {
		s.assets[a] = true
		if x := m.assets[a]; x != nil {
			s.at[x.Zone] = true
		}
	}
	for _, p := range e.Products {
		s.products[string(p)] = true
	}
	m.scopes[id] = s
	return s
}

// covers says whether an evidence is about a subject, or about a part of it. The
// site, a company and a zone that the evidence's zones lie in are wider than
// what was looked at, which a sample may be.
func (m *look) covers(e *proof.Evidence, on assess.Subject) bool {
	s := m.scopeOf(e)
	if s.all {
		return true
	}
	switch on.Kind {
	case assess.OfZone:
		return m.inZone(s, plant.ZoneID(on.ID))
	case assess.OfConduit:
		c := m.conduits[plant.ConduitID(on.ID)]
		if s.conduits[plant.ConduitID(on.ID)] || c == nil {
			return true
		}
		return s.zones[c.From] || s.zones[c.To] || slices.ContainsFunc(c.Devices, func(a plant.AssetID) bool { return s.assets[a] })
	case assess.OfAsset:
		a := m.assets[plant.AssetID(on.ID)]
		if s.assets[plant.AssetID(on.ID)] || a == nil || s.zones[a.Zone] {
			return true
		}
		x := m.matched[a.ID]
		return x != nil && s.products[string(x.Product)]
	case assess.OfProduct:
		return s.products[on.ID] || len(s.products) == 0
	}
	return true
}

// inZone says whether a scope reaches a zone: it, one around it, one within it,
// or an asset or product that stands in it.
func (m *look) inZone(s *scope, id plant.ZoneID) bool {
	if s.at[id] {
		return true
	}
	seen := 0
	for at := id; at != "" && seen < 50; seen++ { // zones that lie in each other in a circle are refused elsewhere
		if s.zones[at] {
			return true
		}
		z := m.zones[at]
		if z == nil {
			break
		}
		at = z.Parent
	}
	for z := range s.zones {
		if x := m.zones[z]; x != nil && x.Parent == id {
			return true
		}
	}
	for c := range s.conduits {
		if x := m.conduits[c]; x != nil && (x.From == id || x.To == id) {
			return true
		}
	}
	for _, a := range m.members[id] {
		if x := m.matched[a.ID]; x != nil && len(s.products) > 0 && s.products[string(x.Product)] {
			return true
		}
	}
	return false
}
