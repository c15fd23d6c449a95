package lint

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// inReach is what protects a zone besides its boundary: what its members are,
// what the controls of its conduits say, and the countermeasures in place for
// it or for one of its conduits.
func (m *linter) inReach(zone plant.ZoneID) plant.Protection {
	if m.watched == nil {
		m.watched = map[plant.ZoneID]plant.Protection{}
		var everywhere plant.Protection
		for i := range m.Register.Countermeasures {
			c := &m.Register.Countermeasures[i]
			if !m.inPlace(c) {
				continue
			}
			p := protectionBy(c)
			if c.WholeSite {
				everywhere |= p
			}
			for _, z := range c.Zones {
				m.watched[z] |= p
			}
			for _, id := range c.Conduits {
				if conduit := m.conduits[id]; conduit != nil {
					m.watched[conduit.From] |= p
					m.watched[conduit.To] |= p
				}
			}
		}
		for id := range m.zones {
			m.watched[id] |= everywhere
			for _, a := range m.members[id] {
				m.watched[id] |= a.Protection()
			}
			for _, c := range m.touching[id] {
				m.watched[id] |= m.guards.Of(c.ID)
			}
		}
	}
	return m.watched[zone]
}

// protectionBy is what a countermeasure amounts to, by the requirements that it
// meets and by its words.
func protectionBy(c *risk.Countermeasure) plant.Protection {
	p := plant.ProtectionOf(c.Name, c.Description)
	for _, r := range c.Requirements {
		switch {
		case r == "SR 6.2" || strings.HasPrefix(r, "SR 6.2 "):
			p |= plant.Detection
		case r == "SR 3.2" || strings.HasPrefix(r, "SR 3.2 "):
			p |= plant.Prevention
		}
	}
	return p
}

// asked visits the zones whose target asks for a level of a foundational
// requirement.
func (m *linter) asked(fr sl.FR, level sl.Level, visit func(z *plant.Zone)) {
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if z.Target != nil && !z.External && z.Target.Vector[fr] >= level && len(m.members[z.ID]) > 0 {
			visit(z)
		}
	}
}

// From SL 2 of FR 6 on a zone is watched all the time. A firewall without
// anybody who looks at what it lets through gives a false sense of it.
func unwatchedFirewalls(m *linter, found report) {
	m.asked(sl.TRE, 2, func(z *plant.Zone) {
		if p := m.inReach(z.ID); p.Has(plant.BoundaryDevice) && !p.Has(plant.Detection) {
			found(string(z.ID), z.Key, "", fmt.Sprintf("Zone %s is asked SL %d of timely response to events and has a firewall, but no intrusion detection is in reach: neither in the zone, nor on its conduits, nor as a countermeasure.", z.Key, z.Target.Vector[sl.TRE]),
				"Put a sensor beside the firewall, or record the detection that there is as a control of a conduit or as a countermeasure.")
		}
	})
}

func missingDetection(m *linter, found report) {
	m.asked(sl.TRE, 2, func(z *plant.Zone) {
		if p := m.inReach(z.ID); !p.Has(plant.BoundaryDevice) && !p.Has(plant.Detection) {
			found(string(z.ID), z.Key, "", fmt.Sprintf("Zone %s is asked SL %d of timely response to events, but no intrusion detection is in reach: neither in the zone, nor on its conduits, nor as a countermeasure.", z.Key, z.Target.Vector[sl.TRE]),
				"Watch the zone's traffic with a sensor, or record the detection that there is as a control of a conduit or as a countermeasure.")
		}
	})
}

// From SL 2 of FR 3 on malicious code is kept out at the ways into the zone.
func missingPrevention(m *linter, found report) {
	m.asked(sl.SI, 2, func(z *plant.Zone) {
		if !m.inReach(z.ID).Has(plant.Prevention) {
			found(string(z.ID), z.Key, "", fmt.Sprintf("Zone %s is asked SL %d of system integrity, but nothing that keeps malicious code out is declared: neither in the zone, nor on its conduits, nor as a countermeasure.", z.Key, z.Target.Vector[sl.SI]),
				"Inspect what enters, or allow only known programs, and record it as a control of a conduit or as a countermeasure.")
		}
	})
}

// As long as nobody has recorded countermeasures, that there are none says
// nothing of the zone.
func technicalOnly(m *linter, found report) {
	if len(m.Register.Countermeasures) == 0 {
		return
	}
	for _, d := range m.defence().Zones {
		if d.Fails && len(m.members[d.Zone]) > 0 {
			found(string(d.Zone), d.Key, "", fmt.Sprintf("The defence in depth of zone %s fails: %s. %s", d.Key, d.Verdict, openingOf(d.Why)),
				"Add a countermeasure of people, procedures, organisation or physical protection, and keep it up.")
		}
	}
}

func emptyLayers(m *linter, found report) {
	if len(m.Register.Countermeasures) == 0 {
		return
	}
	for _, d := range m.defence().Zones {
		if len(d.Empty) > 0 && len(d.Empty) < len(risk.Layers) && len(m.members[d.Zone]) > 0 {
			found(string(d.Zone), d.Key, "", fmt.Sprintf("The defence in depth of zone %s has nothing in place in %d of %d layers: %s.", d.Key, len(d.Empty), len(risk.Layers), risk.JoinWords(d.Empty)),
				"Add a countermeasure where one makes sense, or accept the gap with the reason why not.")
		}
	}
}

// safetyZones are those that hold safety functions.
func (m *linter) safetyZones() []*plant.Zone {
	var out []*plant.Zone
	for i := range m.Site.Zones {
		if z := &m.Site.Zones[i]; (z.Safety || z.Kind == plant.ZoneSafety) && !z.External {
			out = append(out, z)
		}
	}
	return out
}

func missingEnvironments(m *linter, found report) {
	for _, z := range m.safetyZones() {
		if !slices.ContainsFunc(m.Register.Environments, func(e risk.Environment) bool { return e.Zone == z.ID }) {
			found(string(z.ID), z.Key, "", fmt.Sprintf("Nobody told the safety side what security environment zone %s can rely on.", z.Key),
				"State the security environment: what is promised, by which countermeasures, and until when.")
		}
	}
}

// degradedEnvironments alert whoever answers for safety: a promise to them does
// not hold any more.
func degradedEnvironments(m *linter, found report) {
	for i := range m.Register.Environments {
		e := &m.Register.Environments[i]
		var why []string
		if risk.Expired(e.ValidUntil, m.Today) {
			why = append(why, fmt.Sprintf("it was valid until %s", e.ValidUntil))
		}
		if len(e.Countermeasures) == 0 {
			why = append(why, "it names no countermeasure")
		}
		for _, id := range e.Countermeasures {
			switch c := m.measures[id]; {
			case c == nil:
				why = append(why, "a countermeasure is no longer in the register")
			case c.State != risk.MeasureExisting:
				why = append(why, fmt.Sprintf("countermeasure %s is %s", c.Key, c.State))
			case risk.Expired(c.Expires, m.Today):
				why = append(why, fmt.Sprintf("countermeasure %s expired on %s", c.Key, c.Expires))
			}
		}
		if len(why) == 0 {
			continue
		}
		tell := "whoever answers for safety there"
		if !blank(e.Owner) {
			tell = e.Owner
		}
		found(string(e.ID), e.Key, "", fmt.Sprintf("Safety zone %s can no longer rely on security environment %s: %s.", m.zoneKey(e.Zone), e.Key, risk.JoinWords(why)),
			fmt.Sprintf("Tell %s today, restore what is missing, and let the safety side confirm the environment.", tell))
	}
}

// openingOf is the first sentence of a text.
func openingOf(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}
