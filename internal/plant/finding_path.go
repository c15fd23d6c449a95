package plant

import (
	"fmt"
	"slices"
	"strings"
)

// hop is one step along a conduit.
type hop struct {
	conduit int // its place in the site's list
	to      ZoneID
}

// hops are the ways that the flow rules permit, from each zone.
func (m *model) hops() map[ZoneID][]hop {
	next := map[ZoneID][]hop{}
	for i, c := range m.Conduits {
		forward, backward := false, false
		for _, f := range c.Flows {
			forward = forward || f.Direction != Backward
			backward = backward || f.Direction != Forward
		}
		if forward {
			next[c.From] = append(next[c.From], hop{i, c.To})
		}
		if backward {
			next[c.To] = append(next[c.To], hop{i, c.From})
		}
	}
	return next
}

// path is a way from one zone to another over conduits.
type path struct {
	from ZoneID
	hops []hop
}

// say names the zones and conduits of the way: "Z-09 → C-10 → Z-01".
func (m *model) say(p path) string {
	parts := []string{m.zone(p.from).Key}
	for _, h := range p.hops {
		parts = append(parts, m.Conduits[h.conduit].Key, m.zone(h.to).Key)
	}
	return strings.Join(parts, " → ")
}

// ways finds the shortest path to each zone from any of the sources over the
// conduits that may be passed. A path of one conduit that is told of elsewhere
// is left out, but followed further.
func (m *model) ways(sources []ZoneID, passes, told func(h hop) bool) map[ZoneID]path {
	type state struct {
		zone ZoneID
		told bool
	}
	type step struct {
		state
		back int // place of the step before, -1 for none
		by   hop
	}
	var steps []step
	seen := map[state]bool{}
	for _, z := range sources {
		seen[state{z, false}] = true
		steps = append(steps, step{state{z, false}, -1, hop{}})
	}
	next := m.hops()
	trail := func(i int) path {
		var p path
		for ; steps[i].back >= 0; i = steps[i].back {
			p.hops = append(p.hops, steps[i].by)
		}
		p.from = steps[i].zone
		slices.Reverse(p.hops)
		return p
	}
	through := func(i int, zone ZoneID) bool {
		for ; i >= 0; i = steps[i].back {
			if steps[i].zone == zone {
				return true
			}
		}
		return false
	}
	found := map[ZoneID]path{}
	for i := 0; i < len(steps); i++ {
		at := steps[i]
		for _, h := range next[at.zone] {
			to := state{h.to, at.back < 0 && told(h)}
			if seen[to] || !passes(h) || through(i, h.to) {
				continue
			}
			seen[to] = true
			steps = append(steps, step{to, i, h})
			if !to.told {
				found[h.to] = trail(len(steps) - 1)
			}
		}
	}
	return found
}

// outside are the zones of somebody else, in the order of their keys.
func (m *model) outside(also ...ZoneKind) []ZoneID {
	var out []*Zone
	for _, z := range m.zones {
		if z.External || slices.Contains(also, z.Kind) {
			out = append(out, z)
		}
	}
	slices.SortFunc(out, func(a, b *Zone) int { return CompareKeys(a.Key, b.Key) })
	ids := make([]ZoneID, len(out))
	for i, z := range out {
		ids[i] = z.ID
	}
	return ids
}

// directExternal says whether a conduit leads from outside into a zone that
// acts on the process or shows it.
func (m *model) directExternal(c *Conduit, end Zone) bool {
	from, to := m.zone(c.From), m.zone(c.To)
	return (c.External || from.External || to.External) && !end.External &&
		slices.Contains([]ZoneKind{ZoneControl, ZoneSafety, ZoneSupervisory}, end.Kind)
}

// innerZones are those that the outside has no business in.
var innerZones = []ZoneKind{ZoneControl, ZoneSafety, ZoneSupervisory, ZoneOperations}

// Each boundary device on a way may stop whoever comes; a way without any is
// open however long it is.
func openPaths(m *model, found report) {
	guards := m.protections()
	ways := m.ways(m.outside(ZoneRemote),
		func(h hop) bool { return !guards[h.conduit].Has(BoundaryDevice) },
		func(h hop) bool {
			return m.open(h.conduit) || m.directExternal(&m.Conduits[h.conduit], m.zone(h.to))
		})
	for id, p := range ways {
		if z := m.zone(id); !z.External && slices.Contains(innerZones, z.Kind) {
			found(z.about(), fmt.Sprintf("Zone %s can be reached from %s past every boundary device: %s.", z.Key, m.zone(p.from).Name, m.say(p)),
				"Put a firewall or data diode on the way, best where it begins, or close one of its conduits.")
		}
	}
}

func pathsAroundDMZ(m *model, found report) {
	ways := m.ways(m.outside(ZoneRemote, ZoneEnterprise),
		func(h hop) bool { return m.zone(h.to).Kind != ZoneDMZ },
		func(h hop) bool { return m.directExternal(&m.Conduits[h.conduit], m.zone(h.to)) })
	for id, p := range ways {
		if z := m.zone(id); !z.External && (z.Kind == ZoneControl || z.Kind == ZoneSafety) {
			found(z.about(), fmt.Sprintf("The declared flows lead from %s to %s zone %s without stopping in a DMZ: %s.", m.zone(p.from).Name, z.Kind, z.Key, m.say(p)),
				"End the way in a DMZ and lead only the needed flows on from there, or close one of its conduits.")
		}
	}
}

// Guards is what protects the conduits of a site, for rules that need more than
// the plant.
type Guards struct {
	m  *model
	at map[ConduitID]int
}

// GuardsOf reads what protects the conduits of a site.
func GuardsOf(s Site, today Date) Guards {
	g := Guards{modelOf(s, nil, today), make(map[ConduitID]int, len(s.Conduits))}
	for i, c := range s.Conduits {
		g.at[c.ID] = i
	}
	return g
}

// Of is what protects a conduit: by its controls, the devices that they name,
// and the firewalls at its ends.
func (g Guards) Of(id ConduitID) Protection {
	if i, ok := g.at[id]; ok {
		return g.m.protections()[i]
	}
	return 0
}

// Way is a path to a zone that passes no boundary device.
type Way struct {
	To   ZoneID
	Text string // "Z-05 → C-01 → Z-01"
}

// OpenWays are the shortest such paths from a zone to those that act on the
// process or show it, by the keys of these.
func (g Guards) OpenWays(from ZoneID) []Way {
	guards := g.m.protections()
	ways := g.m.ways([]ZoneID{from}, func(h hop) bool { return !guards[h.conduit].Has(BoundaryDevice) }, func(hop) bool { return false })
	var out []Way
	for id, p := range ways {
		if z := g.m.zone(id); !z.External && slices.Contains(innerZones, z.Kind) {
			out = append(out, Way{id, g.m.say(p)})
		}
	}
	slices.SortFunc(out, func(a, b Way) int { return CompareKeys(g.m.zone(a.To).Key, g.m.zone(b.To).Key) })
	return out
}
