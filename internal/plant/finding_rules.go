package plant

import (
	"fmt"
	"slices"
	"strings"
)

func unzonedAssets(m *model, found func(key, text, mend string)) {
	for _, a := range m.members[""] {
		found(a.Key, fmt.Sprintf("Asset %s lies in no zone.", a.Key),
			"Put it into the zone whose security requirements it shares.")
	}
}

func emptyZones(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		if len(m.members[id]) == 0 && len(m.parts[id]) == 0 && !z.External && !z.Transient {
			found(z.Key, fmt.Sprintf("Zone %s has neither assets nor zones within it.", z.Key),
				"Assign its assets, or remove the zone.")
		}
	}
}

func orphanZones(m *model, found func(key, text, mend string)) {
	joined := map[ZoneID]bool{}
	for _, c := range m.Conduits {
		joined[c.From], joined[c.To] = true, true
	}
	for id, z := range m.zones {
		if !joined[id] && len(m.parts[id]) == 0 {
			found(z.Key, fmt.Sprintf("No conduit leads to zone %s.", z.Key),
				"Declare the conduits that its traffic takes, or write into its boundary that it is an island and remove it from the drawing.")
		}
	}
}

func silentConduits(m *model, found func(key, text, mend string)) {
	for _, c := range m.Conduits {
		if len(c.Flows) == 0 {
			found(c.Key, fmt.Sprintf("Conduit %s declares no flow, so no traffic on it counts as permitted.", c.Key),
				"List the protocols it carries, with ports and direction.")
		}
	}
}

// controlRoles act on the process or show it; they are never office equipment.
var controlRoles = []AssetRole{
	"plc", "safety-controller", "rtu", "remote-io", "drive", "robot", "instrument", "ied",
	"hmi", "engineering-station", "operator-station", "scada-server", "batch-server",
}

// business says whether an asset serves the office. No role tells: a label
// printer belongs to its line, an office printer does not.
func business(a *Asset) bool { return slices.Contains(a.Tags, "business") }

func mixedBusiness(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		var office, control []string
		for _, a := range m.members[id] {
			switch {
			case business(a):
				office = append(office, a.Key)
			case slices.Contains(controlRoles, a.Role):
				control = append(control, a.Key)
			}
		}
		if len(control) > 0 && (len(office) > 0 || z.Kind == ZoneEnterprise) {
			if len(office) == 0 {
				office = []string{"the enterprise network"}
			}
			found(z.Key, fmt.Sprintf("Zone %s mixes business (%s) with control assets (%s).", z.Key, listKeys(office), listKeys(control)),
				"Move the business assets into a zone of their own and join it by a conduit through the DMZ.")
		}
	}
}

// SafetyRelated says whether an asset has a part in a safety function.
func (a Asset) SafetyRelated() bool { return a.Role == "safety-controller" || a.Safety != nil }

// Safety assets keep a zone of their own, even behind the same switch. Network
// devices that carry only the zone's own traffic belong to it.
func mixedSafety(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		var safety, other []string
		for _, a := range m.members[id] {
			switch {
			case a.SafetyRelated():
				safety = append(safety, a.Key)
			case a.Type != NetworkDevice:
				other = append(other, a.Key)
			}
		}
		if len(safety) > 0 && len(other) > 0 {
			found(z.Key, fmt.Sprintf("Zone %s mixes safety assets (%s) with others (%s).", z.Key, listKeys(safety), listKeys(other)),
				"Give the safety assets a zone of their own, or record the safety function of the others if they have one.")
		}
	}
}

func transientMembers(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		for _, a := range m.members[id] {
			if a.Role == "laptop" && !z.Transient {
				found(a.Key, fmt.Sprintf("Laptop %s is a permanent member of zone %s.", a.Key, z.Key),
					"Move it into a zone for temporary devices and let it reach this one over a conduit.")
			}
		}
	}
}

func fixedAmongTransient(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		for _, a := range m.members[id] {
			if z.Transient && a.Role != "laptop" && a.Type != NetworkDevice {
				found(a.Key, fmt.Sprintf("Asset %s is fixed, but zone %s is for temporary devices.", a.Key, z.Key),
					"Move it into the zone where it stands.")
			}
		}
	}
}

func mixedWireless(m *model, found func(key, text, mend string)) {
	for id, z := range m.zones {
		var points []string
		for _, a := range m.members[id] {
			if a.Role == "access-point" {
				points = append(points, a.Key)
			}
		}
		if len(points) > 0 && !z.Wireless {
			found(z.Key, fmt.Sprintf("Zone %s is wired, yet holds an access point (%s).", z.Key, listKeys(points)),
				"Give the access point and what it serves a wireless zone of their own.")
		}
	}
}

func wirelessConduits(m *model, found func(key, text, mend string)) {
	for _, c := range m.Conduits {
		from, to := m.zone(c.From), m.zone(c.To)
		if c.Wireless && !from.Wireless && !to.Wireless {
			found(c.Key, fmt.Sprintf("Conduit %s crosses the air between the wired zones %s and %s.", c.Key, from.Key, to.Key),
				"Put the radio equipment into a wireless zone between the two.")
		}
	}
}

func directExternals(m *model, found func(key, text, mend string)) {
	inner := []ZoneKind{ZoneControl, ZoneSafety, ZoneSupervisory}
	for _, c := range m.Conduits {
		from, to := m.zone(c.From), m.zone(c.To)
		external := c.External || from.External || to.External
		for _, end := range []Zone{from, to} {
			if external && !end.External && slices.Contains(inner, end.Kind) {
				found(c.Key, fmt.Sprintf("External conduit %s ends in %s zone %s.", c.Key, end.Kind, end.Key),
					"End it in a DMZ, and lead only the needed flows on from there.")
			}
		}
	}
}

func zonesWithoutTarget(m *model, found func(key, text, mend string)) {
	for _, z := range m.zones {
		if z.Target == nil && !z.External {
			found(z.Key, fmt.Sprintf("Zone %s has no target security level.", z.Key),
				"Decide its SL-T and record the method and who approved it.")
		}
	}
}

func unapprovedTargets(m *model, found func(key, text, mend string)) {
	for _, z := range m.zones {
		if z.Target != nil && z.Target.Approver == "" {
			found(z.Key, fmt.Sprintf("Nobody approved the target of zone %s.", z.Key),
				"Have the person who answers for the plant's risk approve it.")
		}
	}
}

// A conduit is held to at least the higher of what its ends aim at; this is
// policy rather than the standard's word, so it is a warning.
func lowConduits(m *model, found func(key, text, mend string)) {
	for _, c := range m.Conduits {
		if c.Target == nil {
			continue
		}
		for _, end := range []Zone{m.zone(c.From), m.zone(c.To)} {
			if end.Target != nil && !c.Target.Vector.Meets(end.Target.Vector) {
				found(c.Key, fmt.Sprintf("Conduit %s aims at %s, lower than zone %s at %s.", c.Key, c.Target.Vector, end.Key, end.Target.Vector),
					"Raise the conduit's target, or write into its rationale why less is enough.")
			}
		}
	}
}

// A flow rule is as good as none when it names neither application nor port.
func anyFlows(m *model, found func(key, text, mend string)) {
	for _, c := range m.Conduits {
		for i, f := range c.Flows {
			protocol := strings.ToLower(f.Protocol)
			open := f.Ports == "" || f.Ports == "1-65535"
			if protocol == "any" && open || (protocol == "tcp" || protocol == "udp") && open {
				found(c.Key, fmt.Sprintf("Flow rule %d of conduit %s permits all traffic: protocol %s, any port.", i+1, c.Key, protocol),
					"Name the protocols and ports that are needed and permit only those.")
			}
		}
	}
}

func duplicateAddresses(m *model, found func(key, text, mend string)) {
	holders := map[string][]string{}
	for _, members := range m.members {
		for _, a := range members {
			mine := map[string]bool{}
			for _, address := range a.Addresses {
				for _, text := range []string{address.MAC, address.IP} {
					if text != "" && !mine[text] {
						mine[text] = true
						holders[text] = append(holders[text], a.Key)
					}
				}
			}
		}
	}
	for address, keys := range holders {
		if len(keys) > 1 {
			slices.SortFunc(keys, CompareKeys)
			found(keys[0], fmt.Sprintf("Address %s belongs to several assets: %s.", address, listKeys(keys)),
				"Find out which asset has the address and correct the others; one device entered twice is one asset.")
		}
	}
}

func expiredCompensations(m *model, found func(key, text, mend string)) {
	for _, a := range m.answers {
		if a.State == "compensated" && a.Expires != "" && a.Expires <= m.today {
			found(a.key(), fmt.Sprintf("The countermeasure that stands in for %s at %s ended on %s.", a.Requirement, a.Subject, a.Expires),
				"Meet the requirement, or review the countermeasure and set a new end.")
		}
	}
}
