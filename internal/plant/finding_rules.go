package plant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/sl"
)

func unzonedAssets(m *model, found report) {
	for _, a := range m.members[""] {
		found(a.about(), fmt.Sprintf("Asset %s lies in no zone.", a.Key),
			"Put it into the zone whose security requirements it shares.")
	}
}

func emptyZones(m *model, found report) {
	for id, z := range m.zones {
		if len(m.members[id]) == 0 && len(m.parts[id]) == 0 && !z.External && !z.Transient {
			found(z.about(), fmt.Sprintf("Zone %s has neither assets nor zones within it.", z.Key),
				"Assign its assets, or remove the zone.")
		}
	}
}

func orphanZones(m *model, found report) {
	joined := map[ZoneID]bool{}
	for _, c := range m.Conduits {
		joined[c.From], joined[c.To] = true, true
	}
	for id, z := range m.zones {
		if !joined[id] && len(m.parts[id]) == 0 {
			found(z.about(), fmt.Sprintf("No conduit leads to zone %s.", z.Key),
				"Declare the conduits that its traffic takes, or write into its boundary that it is an island and remove it from the drawing.")
		}
	}
}

func silentConduits(m *model, found report) {
	for _, c := range m.Conduits {
		if len(c.Flows) == 0 {
			found(c.about(), fmt.Sprintf("Conduit %s declares no flow, so no traffic on it counts as permitted.", c.Key),
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

func mixedBusiness(m *model, found report) {
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
			found(z.about(), fmt.Sprintf("Zone %s mixes business (%s) with control assets (%s).", z.Key, listKeys(office), listKeys(control)),
				"Move the business assets into a zone of their own and join it by a conduit through the DMZ.")
		}
	}
}

// SafetyRelated says whether an asset has a part in a safety function.
func (a Asset) SafetyRelated() bool { return a.Role == "safety-controller" || a.Safety != nil }

// Safety assets keep a zone of their own, even behind the same switch. Network
// devices that carry only the zone's own traffic belong to it.
func mixedSafety(m *model, found report) {
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
			found(z.about(), fmt.Sprintf("Zone %s mixes safety assets (%s) with others (%s).", z.Key, listKeys(safety), listKeys(other)),
				"Give the safety assets a zone of their own, or record the safety function of the others if they have one.")
		}
	}
}

// temporary says whether an asset comes and goes, or is carried about.
func (a Asset) temporary() bool {
	return a.Role == "laptop" || slices.ContainsFunc(a.Tags, func(tag string) bool {
		return slices.Contains([]string{"temporary", "transient", "usb", "removable-media"}, strings.ToLower(tag))
	})
}

func transientMembers(m *model, found report) {
	for id, z := range m.zones {
		for _, a := range m.members[id] {
			if a.temporary() && !z.Transient {
				what := "Temporary device"
				if a.Role == "laptop" {
					what = "Laptop"
				}
				found(a.about(), fmt.Sprintf("%s %s is a permanent member of zone %s.", what, a.Key, z.Key),
					"Move it into a zone for temporary devices and let it reach this one over a conduit.")
			}
		}
	}
}

func fixedAmongTransient(m *model, found report) {
	for id, z := range m.zones {
		for _, a := range m.members[id] {
			if z.Transient && !a.temporary() && a.Type != NetworkDevice {
				found(a.about(), fmt.Sprintf("Asset %s is fixed, but zone %s is for temporary devices.", a.Key, z.Key),
					"Move it into the zone where it stands.")
			}
		}
	}
}

func mixedWireless(m *model, found report) {
	for id, z := range m.zones {
		var points, radios []string
		for _, a := range m.members[id] {
			switch {
			case a.Role == "access-point":
				points = append(points, a.Key)
			case a.wireless():
				radios = append(radios, a.Key)
			}
		}
		if z.Wireless || len(points)+len(radios) == 0 {
			continue
		}
		what := "an access point"
		if len(radios) > 0 {
			what = "radio equipment"
		}
		found(z.about(), fmt.Sprintf("Zone %s is wired, yet holds %s (%s).", z.Key, what, listKeys(append(points, radios...))),
			"Give the access point and what it serves a wireless zone of their own.")
	}
}

// wireless says whether an asset is on the air: one of its interfaces is called so.
func (a Asset) wireless() bool {
	return a.Role == "access-point" || slices.ContainsFunc(a.Addresses, func(address Address) bool {
		name := strings.ToLower(address.Interface)
		return slices.ContainsFunc([]string{"wlan", "wifi", "wi-fi", "wireless", "radio"}, func(word string) bool { return strings.Contains(name, word) })
	})
}

// lowWireless is about the radio itself, so a conduit without a target of its
// own is asked of nobody and aims at nothing.
func lowWireless(m *model, found report) {
	for _, c := range m.Conduits {
		from, to := m.zone(c.From), m.zone(c.To)
		if !c.Wireless || from.Target == nil || to.Target == nil || c.Target != nil && c.Target.Rationale != "" {
			continue
		}
		said := "has no target"
		aim := sl.Vector{}
		if c.Target != nil {
			aim = c.Target.Vector
			said = "aims at " + aim.String()
		}
		if !aim.Meets(from.Target.Vector) && !aim.Meets(to.Target.Vector) {
			found(c.about(), fmt.Sprintf("Wireless conduit %s %s, lower than both zone %s at %s and zone %s at %s.", c.Key, said,
				from.Key, from.Target.Vector, to.Key, to.Target.Vector),
				"Give the radio at least the higher target of the two, or write into its rationale why less is enough.")
		}
	}
}

func wirelessConduits(m *model, found report) {
	for _, c := range m.Conduits {
		from, to := m.zone(c.From), m.zone(c.To)
		if c.Wireless && !from.Wireless && !to.Wireless {
			found(c.about(), fmt.Sprintf("Conduit %s crosses the air between the wired zones %s and %s.", c.Key, from.Key, to.Key),
				"Put the radio equipment into a wireless zone between the two.")
		}
	}
}

func directExternals(m *model, found report) {
	for _, c := range m.Conduits {
		for _, end := range []Zone{m.zone(c.From), m.zone(c.To)} {
			if m.directExternal(&c, end) {
				found(c.about().at(string(end.ID)), fmt.Sprintf("External conduit %s ends in %s zone %s.", c.Key, end.Kind, end.Key),
					"End it in a DMZ, and lead only the needed flows on from there.")
			}
		}
	}
}

func zonesWithoutTarget(m *model, found report) {
	for _, z := range m.zones {
		if z.Target == nil && !z.External {
			found(z.about(), fmt.Sprintf("Zone %s has no target security level.", z.Key),
				"Decide its SL-T and record the method and who approved it.")
		}
	}
}

func unapprovedTargets(m *model, found report) {
	for _, z := range m.zones {
		if z.Target != nil && z.Target.Approver == "" {
			found(z.about(), fmt.Sprintf("Nobody approved the target of zone %s.", z.Key),
				"Have the person who answers for the plant's risk approve it.")
		}
	}
}

// A conduit is held to at least the higher of what its ends aim at, unless its
// target says why not; this is policy rather than the standard's word, so it is
// a warning.
func lowConduits(m *model, found report) {
	for _, c := range m.Conduits {
		if c.Target == nil || c.Target.Rationale != "" {
			continue
		}
		for _, end := range []Zone{m.zone(c.From), m.zone(c.To)} {
			if end.Target != nil && !c.Target.Vector.Meets(end.Target.Vector) {
				found(c.about().at(string(end.ID)), fmt.Sprintf("Conduit %s aims at %s, lower than zone %s at %s.", c.Key, c.Target.Vector, end.Key, end.Target.Vector),
					"Raise the conduit's target, or write into its rationale why less is enough.")
			}
		}
	}
}

// A flow rule is as good as none when it names neither application nor port.
func anyFlows(m *model, found report) {
	for _, c := range m.Conduits {
		told := map[string]bool{}
		for i, f := range c.Flows {
			protocol := strings.ToLower(f.Protocol)
			open := f.Ports == "" || f.Ports == "1-65535"
			// By what it permits, as its place in the list may change.
			detail := protocol + "-" + string(f.Direction)
			if open && slices.Contains([]string{"any", "tcp", "udp"}, protocol) && !told[detail] {
				told[detail] = true
				found(c.about().at(detail), fmt.Sprintf("Flow rule %d of conduit %s permits all traffic: protocol %s, any port.", i+1, c.Key, protocol),
					"Name the protocols and ports that are needed and permit only those.")
			}
		}
	}
}

func duplicateAddresses(m *model, found report) {
	holders := map[string][]*Asset{}
	for _, members := range m.members {
		for _, a := range members {
			mine := map[string]bool{}
			for _, address := range a.Addresses {
				for _, text := range []string{address.MAC, address.IP} {
					if text != "" && !mine[text] {
						mine[text] = true
						holders[text] = append(holders[text], a)
					}
				}
			}
		}
	}
	for address, assets := range holders {
		if len(assets) > 1 {
			// The finding is that of the oldest, which no renaming changes.
			slices.SortFunc(assets, func(a, b *Asset) int { return cmp.Compare(a.ID, b.ID) })
			first := assets[0].about().at(address)
			slices.SortFunc(assets, func(a, b *Asset) int { return CompareKeys(a.Key, b.Key) })
			found(first, fmt.Sprintf("Address %s belongs to several assets: %s.", address, listKeys(keysOf(assets))),
				"Find out which asset has the address and correct the others; one device entered twice is one asset.")
		}
	}
}

func keysOf(assets []*Asset) []string {
	keys := make([]string, len(assets))
	for i, a := range assets {
		keys[i] = a.Key
	}
	return keys
}

func expiredCompensations(m *model, found report) {
	ids := m.subjectIDs()
	for _, a := range m.answers {
		if (a.State == "compensated" || a.State == "not-applied") && a.Expires != "" && a.Expires <= m.today {
			on := about{id: ids[a.Subject], key: a.key(), detail: strings.ReplaceAll(a.Requirement, " ", "-")}
			if key, ok := strings.CutPrefix(a.Subject, "asset "); ok {
				on.id = m.assetID(key)
			}
			if a.Set != "" {
				on.detail = a.Set + "-" + on.detail
			}
			found(on, fmt.Sprintf("The countermeasure that stands in for %s at %s ended on %s.", a.Requirement, a.Subject, a.Expires),
				"Meet the requirement, or review the countermeasure and set a new end.")
		}
	}
}

func (m *model) assetID(key string) string {
	if i := slices.IndexFunc(m.Assets, func(a Asset) bool { return a.Key == key }); i >= 0 {
		return string(m.Assets[i].ID)
	}
	return ""
}

// subjectIDs are the ids of what answers may be about, by how answers name it.
func (m *model) subjectIDs() map[string]string {
	ids := map[string]string{"site": string(m.ID)}
	for _, z := range m.Zones {
		ids["zone "+z.Key] = string(z.ID)
	}
	for _, c := range m.Conduits {
		ids["conduit "+c.Key] = string(c.ID)
	}
	return ids
}

func zonesWithoutOwner(m *model, found report) {
	for _, z := range m.Zones {
		if z.Owner == "" {
			found(z.about(), fmt.Sprintf("Nobody answers for zone %s.", z.Key), "Name the person or organisation that is accountable for it.")
		}
	}
}

func conduitsWithoutOwner(m *model, found report) {
	for _, c := range m.Conduits {
		if c.Owner == "" {
			found(c.about(), fmt.Sprintf("Nobody answers for conduit %s.", c.Key), "Name the person or organisation that is accountable for it.")
		}
	}
}

// A safety function outside a safety zone is easily overlooked, and its zone is
// assessed as if there were none. Where other assets lie beside it, that is
// the finding, see mixedSafety.
func safetyOutside(m *model, found report) {
	for id, z := range m.zones {
		mixed := slices.ContainsFunc(m.members[id], func(a *Asset) bool { return !a.SafetyRelated() && a.Type != NetworkDevice })
		if z.Safety || z.Kind == ZoneSafety || mixed {
			continue
		}
		for _, a := range m.members[id] {
			if a.Safety == nil || a.Safety.SIL == 0 && a.Safety.PL == "" {
				continue
			}
			found(a.about(), fmt.Sprintf("Asset %s has a safety function (%s), but zone %s is no safety zone.", a.Key, a.Safety.grade(), z.Key),
				"Move it into a safety zone, or mark the zone as one.")
		}
	}
}

// grade is the integrity that the function was built to.
func (f SafetyFunction) grade() string {
	if f.SIL > 0 {
		return fmt.Sprintf("SIL %d", f.SIL)
	}
	return "PL " + f.PL
}
