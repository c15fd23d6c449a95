package xray

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// concerns says whether a product matters to the site: it is installed there or
// offered for it, or it is the organisation's own.
func (m *look) concerns(p *supply.Product) bool {
	if len(m.installed[p.ID]) > 0 || m.own(productSubject(p.ID)) {
		return true
	}
	return slices.ContainsFunc(m.Replies, func(r supply.Reply) bool {
		return slices.ContainsFunc(r.Lines, func(l supply.ReplyLine) bool { return slices.Contains(l.Products, p.ID) })
	})
}

func ofCertificate(c *supply.Certificate) Record {
	return Record{supply.OfCertificate, string(c.ID), c.Key}
}

// current says whether a certificate is in force today.
func (m *look) current(c *supply.Certificate) bool {
	return (c.Revoked == "" || m.Today.Before(c.Revoked)) && (c.Expires == "" || m.Today <= c.Expires) && !m.Today.Before(c.Issued)
}

// levels are the certificates of a product that state a level, current and not.
func (m *look) levels(p *supply.Product) (current, ended []*supply.Certificate) {
	for _, c := range m.certs[p.ID] {
		switch {
		case c.Level == 0:
		case m.current(c):
			current = append(current, c)
		default:
			ended = append(ended, c)
		}
	}
	return current, ended
}

// highClaims say more of a product than its certificate does. Where a foundational
// requirement asks for nothing beyond the certified level, a higher one is reached
// without a claim.
func highClaims(m *look, found report) {
	for i := range m.Products {
		p := &m.Products[i]
		capable, known := m.Capable[p.ID]
		current, _ := m.levels(p)
		if !known || len(current) == 0 || !m.concerns(p) {
			continue
		}
		best := slices.MaxFunc(current, func(a, b *supply.Certificate) int { return cmp.Compare(a.Level, b.Level) })
		var words []string
		for _, fr := range sl.FRs {
			if int(capable[fr]) > best.Level && m.claimsBeyond(p.ID, fr, sl.Level(best.Level)) {
				words = append(words, fmt.Sprintf("%s at SL %d", fr.ID(), capable[fr]))
			}
		}
		if len(words) > 0 {
			found(hit{
				on: ofProduct(p), with: []Record{ofCertificate(best)},
				text: fmt.Sprintf("Certificate %s confirms SL %d of product %s, and more is claimed of it: %s.", best.Key, best.Level, p.Key, list(words)),
				mend: "Ask for evidence of what goes beyond the certificate, or lower the claims to it.",
			})
		}
	}
}

// claimsBeyond says whether something is claimed that only a level above asks for.
func (m *look) claimsBeyond(id supply.ID, fr sl.FR, level sl.Level) bool {
	set := m.sets[catalog.ComponentRequirements]
	return set != nil && slices.ContainsFunc(m.claims[id], func(c *assess.Claim) bool {
		q, ok := set.Find(c.Requirement)
		return ok && c.Set == set.ID && q.FR == fr && q.From > level && m.counts(&c.Verdict)
	})
}

// endedCertificates leave claims behind that nobody vouches for any more.
func endedCertificates(m *look, found report) {
	for i := range m.Products {
		p := &m.Products[i]
		current, ended := m.levels(p)
		if len(current) > 0 || len(ended) == 0 || !m.concerns(p) {
			continue
		}
		n := 0
		for _, c := range m.claims[p.ID] {
			if m.counts(&c.Verdict) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		last := slices.MaxFunc(ended, func(a, b *supply.Certificate) int { return cmp.Compare(a.Expires, b.Expires) })
		how := "expired on " + string(last.Expires)
		if last.Revoked != "" && !m.Today.Before(last.Revoked) {
			how = "was revoked on " + string(last.Revoked)
		}
		found(hit{
			on: ofProduct(p), with: []Record{ofCertificate(last)},
			text: fmt.Sprintf("Certificate %s of product %s %s, and the product still counts in %s.", last.Key, p.Key, how, many(n, "claim")),
			mend: "Ask the supplier for the certificate of today, or for evidence of the claims; take back what cannot be shown.",
		})
	}
}

// otherReleases run where a certificate is for another release of the product.
func otherReleases(m *look, found report) {
	run := map[supply.ID][]*plant.Asset{}
	for i := range m.Site.Assets {
		a := &m.Site.Assets[i]
		if x := m.matched[a.ID]; x != nil && x.Product == "" && x.Near != "" {
			run[x.Near] = append(run[x.Near], a)
		}
	}
	for i := range m.Products {
		p := &m.Products[i]
		c := slices.IndexFunc(m.certs[p.ID], m.current)
		if len(run[p.ID]) == 0 || c < 0 {
			continue
		}
		var words []string
		for _, a := range run[p.ID] {
			words = append(words, fmt.Sprintf("%s with %s", a.Key, cmp.Or(a.Firmware, "no release stated")))
		}
		slices.SortFunc(words, plant.CompareKeys)
		found(hit{
			on: ofProduct(p), with: []Record{ofCertificate(m.certs[p.ID][c]), ofAsset(run[p.ID][0])},
			text: fmt.Sprintf("Certificate %s is for release %s of product %s, and another one is installed: %s.", m.certs[p.ID][c].Key, p.Release, p.Key, list(words)),
			mend: "Update these assets to the certified release, or ask whether the certificate reaches to the installed one.",
		})
	}
}

// likeProducts are one product that stands in the library twice.
func likeProducts(m *look, found report) {
	type name struct{ vendor, model, release string }
	first := map[name]*supply.Product{}
	for i := range m.Products {
		p := &m.Products[i]
		is := name{supply.NormalVendor(p.Vendor), supply.NormalName(p.Model), supply.NormalRelease(p.Release)}
		if c := m.companies[p.Company]; c != nil {
			is.vendor = supply.NormalVendor(c.Name)
		}
		other := first[is]
		if other == nil {
			first[is] = p
			continue
		}
		found(hit{
			on: ofProduct(p), detail: string(other.ID), with: []Record{ofProduct(other)},
			text: fmt.Sprintf("Products %s and %s are the same: %s %s %s. Assets take the claims of one of them only.", other.Key, p.Key, p.Vendor, p.Model, cmp.Or(p.Release, "of every release")),
			mend: "Move the claims and certificates to one of the two and remove the other.",
		})
	}
}

// criticalFrom is from which criticality on an asset is one that a plant cannot
// lose.
const criticalFrom = 4

// unclaimedAssets are critical, and no claim speaks for them.
func unclaimedAssets(m *look, found report) {
	if len(m.Products) == 0 {
		return
	}
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if p := m.postures[zoneSubject(z.ID)]; p == nil || p.Target == nil || p.Target.Max() == 0 {
			continue
		}
		var words []string
		var with []Record
		for _, a := range m.members[z.ID] {
			if a.Criticality < criticalFrom || len(m.answers[assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}][catalog.ComponentRequirements]) > 0 {
				continue
			}
			x := m.matched[a.ID]
			switch {
			case x == nil || x.Product == "":
				words = append(words, a.Key+" (no product of the library)")
			case len(m.claims[x.Product]) == 0:
				words = append(words, fmt.Sprintf("%s (%s has no claims)", a.Key, x.Key))
			default:
				continue
			}
			if len(with) < mostNamed {
				with = append(with, ofAsset(a))
			}
		}
		if len(words) > 0 {
			found(hit{
				on: ofZone(z), with: with,
				text: fmt.Sprintf("Zone %s aims at SL %d, and nothing is claimed of critical assets in it: %s.", z.Key, m.postures[zoneSubject(z.ID)].Target.Max(), list(words)),
				mend: "Ask their suppliers for claims by IEC 62443-4-2, or answer for each asset what was seen on it.",
			})
		}
	}
}

// otherTypes are of another component type than the product that they are.
func otherTypes(m *look, found report) {
	for i := range m.Products {
		p := &m.Products[i]
		var odd []*plant.Asset
		for _, a := range m.installed[p.ID] {
			if a.Type != "" && len(p.Types) > 0 && !slices.Contains(p.Types, catalog.ComponentType(a.Type)) {
				odd = append(odd, a)
			}
		}
		if len(odd) > 0 {
			found(hit{
				on: ofProduct(p), with: []Record{ofAsset(odd[0])},
				text: fmt.Sprintf("Product %s is no %s, as the inventory says of %s: %s.", p.Key, odd[0].Type, many(len(odd), "asset"), list(keys(odd))),
				mend: "Correct the type in the inventory, or add it to the product: the claims that are asked for follow from it.",
			})
		}
	}
}

// otherSupport are days that inventory and library tell apart.
func otherSupport(m *look, found report) {
	for i := range m.Products {
		p := &m.Products[i]
		if p.SupportEnds == "" {
			continue
		}
		var odd []*plant.Asset
		for _, a := range m.installed[p.ID] {
			if a.SupportEnds != "" && a.SupportEnds != p.SupportEnds {
				odd = append(odd, a)
			}
		}
		if len(odd) > 0 {
			found(hit{
				on: ofProduct(p), with: []Record{ofAsset(odd[0])},
				text: fmt.Sprintf("Support of product %s ends on %s by the library and on %s by the inventory: %s.", p.Key, p.SupportEnds, odd[0].SupportEnds, list(keys(odd))),
				mend: "Ask the supplier which day holds, and correct the other.",
			})
		}
	}
}
