package lint

import (
	"fmt"
	"slices"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func incompleteSystems(m *linter, found report) {
	for i := range m.Register.Systems {
		s := &m.Register.Systems[i]
		var lacks []string
		if blank(s.Perimeter) {
			lacks = append(lacks, "no perimeter")
		}
		if len(s.AccessPoints) == 0 {
			lacks = append(lacks, "no access point")
		}
		if len(lacks) > 0 {
			found(string(s.ID), s.Key, "", fmt.Sprintf("System %s has %s.", s.Key, risk.JoinWords(lacks)),
				"Say where the system ends, logically and physically, and list the ways in and out: networks, radio, removable media, vendors, time signals, doors.")
		}
	}
}

func incompleteAccessPoints(m *linter, found report) {
	for i := range m.Register.Systems {
		s := &m.Register.Systems[i]
		for _, p := range s.AccessPoints {
			if lacks := p.Lacks(); len(lacks) > 0 {
				found(string(s.ID), s.Key, p.Key, fmt.Sprintf("Access point %s of system %s has no %s.", p.Key, s.Key, risk.Join(lacks, "or")),
					"Find out who is on the other side, which way it works and who answers for it.")
			}
		}
	}
}

// fromOutside says whether somebody far away can come in over an access point.
func fromOutside(p *risk.AccessPoint) bool {
	return p.Direction != risk.Outward && slices.Contains([]risk.AccessKind{"network", "radio", "vendor"}, p.Kind)
}

func directAccessPoints(m *linter, found report) {
	inner := []plant.ZoneKind{plant.ZoneControl, plant.ZoneSafety, plant.ZoneSupervisory}
	m.accessPoints(func(s *risk.System, e entrance) {
		if slices.Contains(inner, e.zone.Kind) {
			found(string(s.ID), s.Key, e.detail, fmt.Sprintf("Access point %s of system %s ends in %s zone %s.", e.point.Key, s.Key, e.zone.Kind, e.zone.Key),
				"End it in a DMZ, and lead only the needed flows on from there.")
		}
	})
}

func openAccessPoints(m *linter, found report) {
	m.accessPoints(func(s *risk.System, e entrance) {
		if e.has.Has(plant.BoundaryDevice) {
			return
		}
		for _, way := range m.guards.OpenWays(e.zone.ID) {
			z := m.zones[way.To]
			found(string(s.ID), s.Key, e.detail+"/"+string(way.To),
				fmt.Sprintf("Zone %s can be reached from access point %s of system %s past every boundary device: %s → %s.", z.Key, e.point.Key, s.Key, e.point.Key, way.Text),
				"Put a firewall or data diode on the way, best at the access point, or close one of its conduits.")
		}
	})
}

// entrance is a zone that somebody far away comes into over an access point.
type entrance struct {
	point  *risk.AccessPoint
	zone   *plant.Zone
	has    plant.Protection // on the way in
	detail string           // of a finding on it
}

// accessPoints visits each entrance. A conduit that leads outside by itself is
// left to its own findings.
func (m *linter) accessPoints(visit func(s *risk.System, e entrance)) {
	for i := range m.Register.Systems {
		s := &m.Register.Systems[i]
		for j := range s.AccessPoints {
			p := &s.AccessPoints[j]
			if !fromOutside(p) {
				continue
			}
			e := entrance{point: p, has: plant.ProtectionOf(p.Controls...), detail: p.Key}
			ends := []plant.ZoneID{p.Zone}
			if c := m.conduits[p.Conduit]; c != nil {
				if c.External || m.external(c.From) || m.external(c.To) {
					continue
				}
				e.has |= m.guards.Of(c.ID)
				if p.Zone == "" {
					ends = []plant.ZoneID{c.From, c.To}
				}
			}
			for _, id := range ends {
				if e.zone = m.zones[id]; e.zone == nil || e.zone.External {
					continue
				}
				if len(ends) > 1 {
					e.detail = p.Key + "/" + string(id)
				}
				visit(s, e)
			}
		}
	}
}

func (m *linter) external(id plant.ZoneID) bool {
	z := m.zones[id]
	return z != nil && z.External
}

func functionsWithoutWorstCase(m *linter, found report) {
	has := map[risk.ID]bool{}
	for i := range m.Register.WorstCases {
		has[m.Register.WorstCases[i].Function] = true
	}
	for i := range m.Register.Functions {
		if f := &m.Register.Functions[i]; !has[f.ID] {
			found(string(f.ID), f.Key, "", fmt.Sprintf("Nobody said what losing function %s (%s) does at worst.", f.Key, f.Name),
				"Write the worst credible outcome and rate it in every category, as if there were no controls.")
		}
	}
}

// What a worst case leads to may have the values that it lacks itself.
func unratedWorstCases(m *linter, found report) {
	for i := range m.res.WorstCases {
		w := &m.res.WorstCases[i]
		if len(w.Missing) == 0 {
			continue
		}
		found(string(w.ID), w.Key, "", fmt.Sprintf("Worst case %s has no value for %s.", w.Key, risk.Join(w.Missing, "or")),
			"Rate it; an explicit \"none\" is a value too.")
	}
}

// undecidedZones have no detailed assessment, and no decision on it stands.
// Before the first worst case or scenario the procedure has not come this far.
func undecidedZones(m *linter, found report) {
	if len(m.Register.WorstCases)+len(m.Register.Scenarios) == 0 {
		return
	}
	assessed := map[plant.ZoneID]bool{}
	for i := range m.Register.Scenarios {
		if s := &m.Register.Scenarios[i]; s.Counts() {
			assessed[s.Zone] = true
		}
	}
	for _, z := range risk.CompareInitial(m.Input, m.res).Zones {
		if assessed[z.Zone] || z.Standing == risk.DecisionStands {
			continue
		}
		text := fmt.Sprintf("Zone %s has no scenario, and nobody decided whether it is assessed in detail.", z.Key)
		if z.Standing == risk.DecisionStale {
			text = fmt.Sprintf("Zone %s has no scenario. %s", z.Key, z.Says)
		}
		found(string(z.Zone), z.Key, "", text, "Add its scenarios; or compare its worst cases with what is tolerable, and decide that the assessment stops there.")
	}
}
