package xray

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// same says whether two names or e-mails are those of one person.
func (m *look) same(a, b string) bool {
	if blank(a) || blank(b) {
		return false
	}
	if fold(a) == fold(b) {
		return true
	}
	x, y := m.people[fold(a)], m.people[fold(b)]
	return x != nil && x == y
}

// selfApproved answers were waived by the one who gave them.
func selfApproved(m *look, found report) {
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		if v.State != assess.NotApplicable && v.State != assess.NotApplied || !m.same(v.Assessor, v.Approver) {
			continue
		}
		h := m.answerOf(v)
		h.text = fmt.Sprintf("%s at %s is %s, and %s both answered and approved that.", v.Requirement, m.the(v.Subject), v.State.Word(), v.Approver)
		h.mend = "Have somebody else approve it who answers for the plant."
		found(h)
	}
}

// ownAssessors judge what they answer for.
func ownAssessors(m *look, found report) {
	b := m.bundles()
	m.positive(func(v *assess.Verdict) {
		owner := ""
		switch v.Subject.Kind {
		case assess.OfZone:
			if z := m.zones[plant.ZoneID(v.Subject.ID)]; z != nil {
				owner = z.Owner
			}
		case assess.OfConduit:
			if c := m.conduits[plant.ConduitID(v.Subject.ID)]; c != nil {
				owner = c.Owner
			}
		case assess.OfSite:
			owner = m.Site.Owner
		}
		if m.same(v.Assessor, owner) {
			b.add(v, string(v.Requirement))
		}
	})
	b.tell(found, "Have somebody else assess it, or look at it in an assessment that a second person signs.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s was found to hold in %s by the one who answers for it: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// goneApprovers gave their word and have no account any more.
func goneApprovers(m *look, found report) {
	hits := map[*Person]*hit{}
	var order []*Person
	words := map[*Person][]string{}
	note := func(name, what string, with ...Record) {
		p := m.people[fold(name)]
		if p == nil || !p.Disabled {
			return
		}
		if hits[p] == nil {
			hits[p] = &hit{on: Record{"user", p.ID, p.Name}}
			order = append(order, p)
		}
		words[p] = append(words[p], what)
		hits[p].with = append(hits[p].with, with...)
	}
	for i := range m.Site.Zones {
		if z := &m.Site.Zones[i]; z.Target != nil {
			note(z.Target.Approver, "the target of zone "+z.Key, Record{"zone", string(z.ID), z.Key})
		}
	}
	for i := range m.Site.Conduits {
		if c := &m.Site.Conduits[i]; c.Target != nil {
			note(c.Target.Approver, "the target of conduit "+c.Key, Record{"conduit", string(c.ID), c.Key})
		}
	}
	for i := range m.Register.Scenarios {
		if s := &m.Register.Scenarios[i]; s.Acceptance != nil && !risk.Expired(s.Acceptance.Until, m.Today) {
			note(s.Acceptance.Signed.By, "the risk of scenario "+s.Key, Record{risk.OfScenario, string(s.ID), s.Key})
		}
	}
	for i := range m.Verdicts {
		if v := &m.Verdicts[i]; v.Approver != "" && m.counts(v) {
			note(v.Approver, fmt.Sprintf("%s at %s as %s", v.Requirement, m.the(v.Subject), v.State.Word()))
		}
	}
	for _, p := range order {
		h := hits[p]
		h.text = fmt.Sprintf("%s approved what stands today, and that account is closed: %s.", p.Name, list(words[p]))
		h.mend = "Have whoever holds the office now approve it again."
		found(*h)
	}
}

// ownClaims of a product of somebody else were stated on the owner's side, not by
// the supplier.
func ownClaims(m *look, found report) {
	for i := range m.Products {
		p := &m.Products[i]
		if p.Received != "" || m.own(productSubject(p.ID)) {
			continue
		}
		hands := map[string]int{}
		var order []string
		for _, c := range m.claims[p.ID] {
			who := m.people[fold(c.Assessor)]
			if !m.counts(&c.Verdict) || who == nil || who.Partner {
				continue
			}
			if hands[who.Name] == 0 {
				order = append(order, who.Name)
			}
			hands[who.Name]++
		}
		if len(order) == 0 {
			continue
		}
		slices.Sort(order)
		n := 0
		for _, k := range hands {
			n += k
		}
		found(hit{
			on:   ofProduct(p),
			text: fmt.Sprintf("Product %s is of %s, but this organisation itself stated %s of it, by the hand of %s.", p.Key, p.Vendor, many(n, "claim"), list(order)),
			mend: "Ask the supplier for a signed claim package, or answer for the installed asset what was seen there.",
		})
	}
}

func ofProduct(p *supply.Product) Record { return Record{supply.OfProduct, string(p.ID), p.Key} }

// loneTargets were approved by the one who answers for the zone.
func loneTargets(m *look, found report) {
	tell := func(on Record, owner string, t *plant.Target) {
		if t == nil || !m.same(owner, t.Approver) {
			return
		}
		p := m.postures[assess.Subject{Kind: assess.SubjectKind(on.Kind), ID: on.ID}]
		if p == nil || p.Target == nil || p.Steps > 0 {
			return
		}
		found(hit{
			on:   on,
			text: fmt.Sprintf("The target of %s %s is reached, and %s, who answers for it, approved that target alone.", on.Kind, on.Key, t.Approver),
			mend: "Have somebody approve the target who bears the risk and does not run the zone.",
		})
	}
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		tell(Record{"zone", string(z.ID), z.Key}, z.Owner, z.Target)
	}
	for i := range m.Site.Conduits {
		c := &m.Site.Conduits[i]
		tell(Record{"conduit", string(c.ID), c.Key}, c.Owner, c.Target)
	}
}
