package xray

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// openTraffic was seen beside the conduits of a zone whose data flow counts as
// restricted (FR 5).
func openTraffic(m *look, found report) {
	tell := func(z *plant.Zone, other plant.ZoneID, t *proof.ZoneTraffic) {
		p := m.postures[zoneSubject(z.ID)]
		if p == nil || p.FRs[sl.RDF].Achieved == 0 {
			return
		}
		why := "over no conduit"
		if t.Conduit {
			why = "that no flow rule permits"
		}
		first := ""
		if t.First != "" {
			first = ", the first of them " + t.First
		}
		found(hit{
			on: ofZone(z), detail: string(t.From) + "-" + string(t.To), with: []Record{m.record(zoneSubject(other))},
			text: fmt.Sprintf("Zone %s has SL %d of restricted data flow, yet %s from %s to %s were seen %s%s.",
				z.Key, p.FRs[sl.RDF].Achieved, many(t.Flows, "flow"), m.called(zoneSubject(t.From)), m.called(zoneSubject(t.To)), why, first),
			mend: "Stop the traffic, or declare the conduit and its flow rules and answer FR 5 anew.",
		})
	}
	for i := range m.Traffic {
		t := &m.Traffic[i]
		if t.From == t.To || t.Allowed || t.Flows == 0 {
			continue
		}
		if z := m.zones[t.From]; z != nil && !z.External {
			tell(z, t.To, t)
		}
		if z := m.zones[t.To]; z != nil && !z.External {
			tell(z, t.From, t)
		}
	}
}

// reachedSafety zones are entered from afar, and nothing shows that this access
// is watched (SR 1.13).
func reachedSafety(m *look, found report) {
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if !z.Safety && z.Kind != plant.ZoneSafety {
			continue
		}
		v := m.answer(zoneSubject(z.ID), systemSet, "SR 1.13")
		if v == nil || !m.counts(v) {
			continue
		}
		if any, _ := m.proven(v); any || len(v.Evidence) > 0 {
			continue
		}
		if c := m.remoteConduit(z.ID); c != nil {
			h := m.answerOf(v)
			h.with = append(h.with, Record{"conduit", string(c.ID), c.Key})
			h.text = fmt.Sprintf("Safety zone %s is reached from afar over conduit %s, and SR 1.13 is %s there without evidence that counts.", z.Key, c.Key, v.State.Word())
			h.mend = "Show how that access is granted, watched and ended, or close the conduit."
			found(h)
		}
	}
}

// remoteConduit is a conduit by which somebody far away comes into a zone.
func (m *look) remoteConduit(zone plant.ZoneID) *plant.Conduit {
	i := slices.IndexFunc(m.touching[zone], func(c *plant.Conduit) bool {
		other := c.From
		if other == zone {
			other = c.To
		}
		z := m.zones[other]
		return c.External || z != nil && (z.External || z.Kind == plant.ZoneRemote) || m.remoteDevice(c)
	})
	if i < 0 {
		return nil
	}
	return m.touching[zone][i]
}

func (m *look) remoteDevice(c *plant.Conduit) bool {
	return slices.ContainsFunc(c.Devices, func(id plant.AssetID) bool {
		a := m.assets[id]
		return a != nil && (a.Role == "remote-access" || a.Role == "jump-host")
	})
}

// unsupportedAssets get no security updates in zones that are to withstand
// deliberate attacks.
func unsupportedAssets(m *look, found report) {
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		p := m.postures[zoneSubject(z.ID)]
		if p == nil || p.Target == nil || p.Target.Max() < 2 {
			continue
		}
		var order []*supply.Product
		stands := map[*supply.Product][]*plant.Asset{}
		for _, a := range m.members[z.ID] {
			x := m.matched[a.ID]
			if x == nil || x.Product == "" {
				continue
			}
			prod := m.products[x.Product]
			if last := supported(prod); last == "" || m.Today <= last {
				continue
			}
			if stands[prod] == nil {
				order = append(order, prod)
			}
			stands[prod] = append(stands[prod], a)
		}
		for _, prod := range order {
			what := "security updates"
			if prod.SecurityEnds == "" {
				what = "support"
			}
			found(hit{
				on: ofZone(z), detail: string(prod.ID), with: []Record{ofProduct(prod)},
				text: fmt.Sprintf("Zone %s aims at SL %d, and product %s has had no %s since %s: %s.", z.Key, p.Target.Max(), prod.Key, what, supported(prod), list(keys(stands[prod]))),
				mend: "Replace it, agree with the supplier on longer support, or protect it by a countermeasure and state the risk.",
			})
		}
	}
}

// supported is the last day of security updates, else of support; "" is not stated.
func supported(p *supply.Product) plant.Date {
	if p.SecurityEnds != "" {
		return p.SecurityEnds
	}
	return p.SupportEnds
}

// lineOf is the subject and the requirement of a line of the specification.
func (m *look) lineOf(line string) (assess.Subject, catalog.RequirementID, bool) {
	at := strings.LastIndexByte(line, '/')
	if at < 0 {
		return assess.Subject{}, "", false
	}
	key, id := fold(line[:at]), catalog.RequirementID(line[at+1:])
	for _, kind := range []string{"zone ", "conduit "} {
		if s, ok := m.subjects[kind+key]; ok {
			return s, id, true
		}
	}
	return assess.Subject{}, "", false
}
