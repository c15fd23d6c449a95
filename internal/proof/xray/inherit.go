package xray

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// heirs visits the inherited answers of the site.
func (m *look) heirs(visit func(v *assess.Verdict)) {
	for i := range m.Verdicts {
		if v := &m.Verdicts[i]; v.State == assess.Inherited && v.From != nil {
			visit(v)
		}
	}
}

// lowerOrigins aim lower than whoever inherits from them, so that what is enough
// there may not be enough here.
func lowerOrigins(m *look, found report) {
	b := m.bundles()
	set := m.sets[systemSet]
	if set == nil {
		return
	}
	m.heirs(func(v *assess.Verdict) {
		heir, origin := m.postures[v.Subject], m.postures[*v.From]
		q, ok := set.Find(v.Requirement)
		if v.Set != systemSet || !ok || q.FR == sl.None || heir == nil || origin == nil || heir.Target == nil || !m.counts(v) {
			return
		}
		at := sl.Level(0)
		if origin.Target != nil {
			at = origin.Target[q.FR]
		}
		if at < heir.Target[q.FR] {
			b.add(v, fmt.Sprintf("%s from %s at SL-T %d", v.Requirement, m.called(*v.From), at), m.record(*v.From))
		}
	})
	b.tell(found, "Raise the target of the origin, or show here by evidence of its own that the requirement holds as high as it must.",
		func(x *bundle, _ int, words string) string {
			return fmt.Sprintf("%s, SL-T %d, inherits from what aims lower: %s.", capital(x.on.Key), m.targetOf(x), words)
		})
}

// targetOf is SL-T of the subject of a bundle for what it is about.
func (m *look) targetOf(x *bundle) sl.Level {
	p := m.postures[m.subjects[fold(x.with[0].Kind+" "+x.with[0].Key)]]
	q, ok := m.sets[x.set].Find(x.requirements[0])
	if p == nil || p.Target == nil || !ok {
		return 0
	}
	return p.Target[q.FR]
}

func distantConduits(m *look, found report) {
	m.distant(found, assess.OfConduit, func(from assess.Subject, zone plant.ZoneID) bool {
		c := m.conduits[plant.ConduitID(from.ID)]
		return c == nil || c.From == zone || c.To == zone || m.within(zone, c.From) || m.within(zone, c.To)
	}, "which does not touch it", "Inherit from a conduit that ends at the zone, or answer the requirement for the zone itself.")
}

func distantZones(m *look, found report) {
	m.distant(found, assess.OfZone, func(from assess.Subject, zone plant.ZoneID) bool {
		other := plant.ZoneID(from.ID)
		if z := m.zones[other]; z == nil || z.External || m.within(zone, other) || m.within(other, zone) {
			return true
		}
		return slices.ContainsFunc(m.touching[zone], func(c *plant.Conduit) bool { return c.From == other || c.To == other })
	}, "to which no conduit leads", "Inherit from a zone that serves this one over a conduit, or declare the conduit.")
}

// distant reports zones that inherit from a subject of a kind that is not near.
func (m *look) distant(found report, kind assess.SubjectKind, near func(from assess.Subject, zone plant.ZoneID) bool, why, mend string) {
	type pair struct{ heir, from assess.Subject }
	var order []pair
	ids := map[pair][]*assess.Verdict{}
	m.heirs(func(v *assess.Verdict) {
		if v.From.Kind != kind || v.Subject.Kind != assess.OfZone || near(*v.From, plant.ZoneID(v.Subject.ID)) {
			return
		}
		p := pair{v.Subject, *v.From}
		if ids[p] == nil {
			order = append(order, p)
		}
		ids[p] = append(ids[p], v)
	})
	for _, p := range order {
		h := m.answerOf(ids[p][0])
		h.on.Key, h.detail, h.requirements = m.called(p.heir), p.from.ID, nil
		var words []string
		for _, v := range ids[p] {
			words = append(words, string(v.Requirement))
			h.requirements = append(h.requirements, v.Requirement)
		}
		h.with = append(h.with, m.record(p.from))
		h.text = fmt.Sprintf("%s inherits from %s, %s: %s.", capital(m.called(p.heir)), m.called(p.from), why, list(words))
		h.mend = mend
		found(h)
	}
}

// within says whether a zone lies in another one, at any depth.
func (m *look) within(zone, other plant.ZoneID) bool {
	for n := 0; zone != "" && n < 50; n++ {
		z := m.zones[zone]
		if z == nil {
			return false
		}
		if zone = z.Parent; zone == other && other != "" {
			return true
		}
	}
	return false
}

// externalOrigins are not the owner's to answer for.
func externalOrigins(m *look, found report) {
	m.distant(found, assess.OfZone, func(from assess.Subject, _ plant.ZoneID) bool {
		z := m.zones[plant.ZoneID(from.ID)]
		return z == nil || !z.External
	}, "which is outside of the owner's control", "Take the assurance of whoever runs that zone as evidence, and answer the requirement for the zone itself.")
}

// expiredOrigins have lost what others still inherit.
func expiredOrigins(m *look, found report) {
	b := m.bundles()
	m.heirs(func(v *assess.Verdict) {
		origin := m.answer(*v.From, v.Set, v.Requirement)
		if origin == nil || origin.State != assess.Compensated && origin.State != assess.NotApplied || !risk.Expired(origin.Expires, m.Today) {
			return
		}
		b.add(v, fmt.Sprintf("%s from %s, where it ended on %s", v.Requirement, m.the(*v.From), origin.Expires), m.record(*v.From))
	})
	b.tell(found, "Have the countermeasure renewed where it stands, or answer the requirement here.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s inherits in %s what a countermeasure held that has ended: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// emptyOrigins answer nothing that could be inherited.
func emptyOrigins(m *look, found report) {
	b := m.bundles()
	m.heirs(func(v *assess.Verdict) {
		if m.names[*v.From] != "" && m.answer(*v.From, v.Set, v.Requirement) == nil {
			b.add(v, fmt.Sprintf("%s from %s", v.Requirement, m.the(*v.From)), m.record(*v.From))
		}
	})
	b.tell(found, "Answer the requirement where it is inherited from, or here.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s inherits in %s from what has no answer: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// ownerlessConduits carry what zones rely on, and nobody keeps them up.
func ownerlessConduits(m *look, found report) {
	served := map[plant.ConduitID][]string{}
	m.heirs(func(v *assess.Verdict) {
		if id := plant.ConduitID(v.From.ID); v.From.Kind == assess.OfConduit && m.conduits[id] != nil && blank(m.conduits[id].Owner) {
			served[id] = append(served[id], fmt.Sprintf("%s at %s", v.Requirement, m.the(v.Subject)))
		}
	})
	for i := range m.Site.Conduits {
		c := &m.Site.Conduits[i]
		if words := served[c.ID]; len(words) > 0 {
			found(hit{
				on:   Record{"conduit", string(c.ID), c.Key},
				text: fmt.Sprintf("Others inherit from conduit %s, for which nobody answers: %s.", c.Key, list(words)),
				mend: "Name its owner, who keeps up what others rely on.",
			})
		}
	}
}
