package plant

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/sl"
)

// protections is what stands on each conduit: what its controls say, the
// devices that they name, and those that stand at an end.
func (m *model) protections() []Protection {
	if m.guards != nil {
		return m.guards
	}
	devices := map[string]*Asset{} // boundary devices, by folded key
	atEnd := map[ZoneID][]*Asset{}
	for zone, members := range m.members {
		for _, a := range members {
			if a.Protection().Has(BoundaryDevice) {
				devices[fold(a.Key)] = a
				if zone != "" {
					atEnd[zone] = append(atEnd[zone], a)
				}
			}
		}
	}
	m.guards = make([]Protection, len(m.Conduits))
	for i := range m.Conduits {
		c := &m.Conduits[i]
		p := ProtectionOf(c.Controls...)
		for _, control := range c.Controls {
			for word := range strings.FieldsFuncSeq(control, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) }) {
				if a, ok := devices[fold(word)]; ok {
					p |= a.Protection()
				}
			}
		}
		for _, end := range [][2]ZoneID{{c.From, c.To}, {c.To, c.From}} {
			for _, a := range atEnd[end[0]] {
				if a.Role == "firewall" && m.faces(a, end[1]) {
					p |= a.Protection()
				}
			}
		}
		m.guards[i] = p
	}
	return m.guards
}

// faces says whether a boundary device stands between its own zone and
// another: it has an address there. One whose legs are not known may.
func (m *model) faces(a *Asset, other ZoneID) bool {
	legs := m.networks().of(a)
	if len(legs) < 2 {
		return true
	}
	for _, leg := range legs {
		if m.networks().home[leg] == other {
			return true
		}
	}
	return false
}

// untrusted says why what a conduit passes cannot be trusted, "" if it can.
func (m *model) untrusted(c *Conduit) string {
	from, to := m.zone(c.From), m.zone(c.To)
	switch {
	case c.External, from.External, to.External:
		return "leads outside"
	case c.Wireless:
		return "crosses the air"
	}
	return ""
}

// open says whether an untrusted conduit has neither boundary device nor
// encryption. It is encrypted if its controls say so, or all its protocols do.
func (m *model) open(i int) bool {
	c := &m.Conduits[i]
	return m.untrusted(c) != "" && !(m.protections()[i] | m.beside[c.ID]).Has(BoundaryDevice|Encryption) && (len(c.Flows) == 0 || len(c.ClearFlows()) > 0)
}

func openConduits(m *model, found report) {
	for i, c := range m.Conduits {
		if !m.open(i) {
			continue
		}
		carries := "it declares no flow"
		if clear := c.ClearFlows(); len(clear) > 0 {
			carries = "it carries " + listKeys(clear) + " in clear text"
		}
		found(c.about(), fmt.Sprintf("Conduit %s %s and has neither a boundary device nor encryption: %s.", c.Key, m.untrusted(&c), carries),
			"Put a firewall or data diode at the end that you own, or encrypt the traffic, and name it among the conduit's controls or as a countermeasure for it.")
	}
}

// A boundary device is asked where the two sides differ in what they must
// withstand. A plain access list does as long as neither asks SL 3 of
// restricted data flow, which it cannot keep: it neither fails closed nor lets
// the zone be cut off.
func missingBoundaries(m *model, found report) {
	for i, c := range m.Conduits {
		from, to := m.zone(c.From), m.zone(c.To)
		if m.untrusted(&c) != "" || !differ(from, to) {
			continue
		}
		p := m.protections()[i]
		asks := max(from.aim()[sl.RDF], to.aim()[sl.RDF])
		if p.Has(BoundaryDevice) || p.Has(AccessList) && asks < 3 {
			continue
		}
		has := "no boundary device"
		if p.Has(AccessList) {
			has = "only an access list, too little for SL 3 of restricted data flow"
		} else if p.Has(Detection) {
			has = "no boundary device; intrusion detection watches, but stops nothing"
		}
		found(c.about(), fmt.Sprintf("Conduit %s joins zone %s at %s and zone %s at %s with %s.", c.Key, from.Key, from.Target.Vector, to.Key, to.Target.Vector, has),
			"Put a firewall or data diode between them and name it among the conduit's controls.")
	}
}

// aim is the zone's target, nothing if it has none.
func (z Zone) aim() sl.Vector {
	if z.Target == nil {
		return sl.Vector{}
	}
	return z.Target.Vector
}

// differ says whether two zones are asked to withstand different things. Where
// nobody decided that yet, nobody knows.
func differ(a, b Zone) bool {
	return a.Target != nil && b.Target != nil && a.Target.Vector != b.Target.Vector
}

// A diode lets nothing back. It protects the side it leads away from against
// whatever may change things there; led the other way it is right only where
// secrets have to be kept in.
func misusedDiodes(m *model, found report) {
	for i, c := range m.Conduits {
		if !m.protections()[i].Has(DataDiode) || len(c.Flows) == 0 {
			continue
		}
		from, to := m.zone(c.From), m.zone(c.To)
		both := slices.ContainsFunc(c.Flows, func(f FlowRule) bool { return f.Direction == Both })
		switch c.Direction() {
		case Both:
			how := "flows lead both ways"
			if both {
				how = "a flow is opened from either end"
			}
			found(c.about(), fmt.Sprintf("Conduit %s has a data diode, yet %s.", c.Key, how),
				"Remove the flows that lead back, or write down the path that they really take as a conduit of its own.")
			continue
		case Backward:
			from, to = to, from
		}
		integrity, secrecy := to.aim()[sl.SI]-from.aim()[sl.SI], to.aim()[sl.DC]-from.aim()[sl.DC]
		if integrity > 0 && secrecy <= integrity {
			found(c.about(), fmt.Sprintf("The data diode of conduit %s leads from zone %s into zone %s, which is asked more system integrity (SL %d instead of %d).",
				c.Key, from.Key, to.Key, to.aim()[sl.SI], from.aim()[sl.SI]),
				"Turn it round so that data only leaves the zone with the higher target, or use a firewall that inspects what comes in.")
		}
	}
}
