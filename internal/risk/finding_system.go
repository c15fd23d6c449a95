package risk

import (
	"fmt"
	"slices"

	"ringwall/internal/plant"
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
			found(string(s.ID), s.Key, "", fmt.Sprintf("System %s has %s.", s.Key, joinWords(lacks)),
				"Say where the system ends, logically and physically, and list the ways in and out: networks, radio, removable media, vendors, time signals, doors.")
		}
	}
}

func incompleteAccessPoints(m *linter, found report) {
	for i := range m.Register.Systems {
		s := &m.Register.Systems[i]
		for _, p := range s.AccessPoints {
			var lacks []string
			if p.Direction == "" {
				lacks = append(lacks, "direction")
			}
			if blank(p.Counterparty) {
				lacks = append(lacks, "counterparty")
			}
			if blank(p.Owner) {
				lacks = append(lacks, "owner")
			}
			if len(lacks) > 0 {
				found(string(s.ID), s.Key, p.Key, fmt.Sprintf("Access point %s of system %s has no %s.", p.Key, s.Key, joinOr(lacks)),
					"Find out who is on the other side, which way it works and who answers for it.")
			}
		}
	}
}

// fromOutside says whether somebody far away can come in over an access point.
func (p AccessPoint) fromOutside() bool {
	return p.Direction != Outward && slices.Contains([]AccessKind{"network", "radio", "vendor"}, p.Kind)
}

func directAccessPoints(m *linter, found report) {
	inner := []plant.ZoneKind{plant.ZoneControl, plant.ZoneSafety, plant.ZoneSupervisory}
	m.accessPoints(func(s *System, p *AccessPoint, end *plant.Zone, _ plant.Protection) {
		// The conduit's own findings tell of a way that takes one.
		if p.Conduit == "" && slices.Contains(inner, end.Kind) && !end.External {
			found(string(s.ID), s.Key, p.Key, fmt.Sprintf("Access point %s of system %s ends in %s zone %s.", p.Key, s.Key, end.Kind, end.Key),
				"End it in a DMZ, and lead only the needed flows on from there.")
		}
	})
}

func openAccessPoints(m *linter, found report) {
	m.accessPoints(func(s *System, p *AccessPoint, end *plant.Zone, has plant.Protection) {
		if p.Conduit != "" || has.Has(plant.BoundaryDevice) {
			return
		}
		for _, way := range m.guards.OpenWays(end.ID) {
			z := m.zones[way.To]
			found(string(s.ID), s.Key, p.Key+"/"+string(way.To),
				fmt.Sprintf("Zone %s can be reached from access point %s of system %s past every boundary device: %s → %s.", z.Key, p.Key, s.Key, p.Key, way.Text),
				"Put a firewall or data diode on the way, best at the access point, or close one of its conduits.")
		}
	})
}

// accessPoints visits each way in from far away with the zone where it ends
// and what its controls amount to.
func (m *linter) accessPoints(visit func(s *System, p *AccessPoint, end *plant.Zone, has plant.Protection)) {
	for i := range m.Register.Systems {
		s := &m.Register.Systems[i]
		for j := range s.AccessPoints {
			p := &s.AccessPoints[j]
			if end := m.zones[p.Zone]; end != nil && p.fromOutside() {
				visit(s, p, end, plant.ProtectionOf(p.Controls...))
			}
		}
	}
}

func functionsWithoutWorstCase(m *linter, found report) {
	has := map[ID]bool{}
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
		var names []string
		for _, c := range w.Missing {
			names = append(names, string(c))
		}
		found(string(w.ID), w.Key, "", fmt.Sprintf("Worst case %s has no value for %s.", w.Key, joinOr(names)),
			"Rate it; an explicit \"none\" is a value too.")
	}
}

// joinOr joins words as in "direction, counterparty or owner".
func joinOr(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		head := words[0]
		for _, w := range words[1 : n-1] {
			head += ", " + w
		}
		return head + " or " + words[n-1]
	}
}
