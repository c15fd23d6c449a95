package plant

import (
	"cmp"
	"slices"
	"strings"
)

// ZoneProposal is a zone to put some assets into: one that exists, or a new one.
// Nothing is done by it.
type ZoneProposal struct {
	// ID names the proposal as long as the assets it is about stay as they are.
	ID string `json:"id"`
	// Existing is the zone that the assets would join; "" proposes a new one.
	Existing ZoneID `json:"existing,omitempty"`
	// Zone is that zone, or what a new one could be.
	Zone   ProposedZone    `json:"zone"`
	Assets []ProposedAsset `json:"assets"`
	Reason string          `json:"reason"`
	// Clause is the part of IEC 62443-3-2 behind it.
	Clause string `json:"clause"`
}

// ProposedZone is what a proposal says of its zone.
type ProposedZone struct {
	Key             string   `json:"key"`
	Name            string   `json:"name"`
	Kind            ZoneKind `json:"kind"`
	Safety          bool     `json:"safety,omitempty"`
	Wireless        bool     `json:"wireless,omitempty"`
	Transient       bool     `json:"transient,omitempty"`
	LogicalBoundary string   `json:"logicalBoundary,omitempty"`
}

// ProposedAsset is an asset that a proposal would move.
type ProposedAsset struct {
	ID   AssetID   `json:"id"`
	Key  string    `json:"key"`
	Name string    `json:"name,omitempty"`
	Role AssetRole `json:"role,omitempty"`
	Zone ZoneID    `json:"zone,omitempty"` // where it lies now
}

// class is a group of assets that keep apart from others, with the zone that
// they would get.
type class struct {
	kind                        ZoneKind
	safety, wireless, transient bool
	name                        string
	// alone says that it keeps together across networks.
	alone  bool
	clause string
	reason string
}

// The classes that IEC 62443-3-2 keeps apart (ZCR 3.2 to 3.6), and those by
// function within the rest (ZCR 3.1).
var (
	ofSafety     = &class{kind: ZoneSafety, safety: true, name: "Safety systems", alone: true, clause: "62443-3-2 ZCR 3.3", reason: "Safety assets keep a zone of their own."}
	ofTransients = &class{kind: ZoneOther, transient: true, name: "Temporary devices", alone: true, clause: "62443-3-2 ZCR 3.4", reason: "Devices that come and go are kept apart from those that stay."}
	ofBusiness   = &class{kind: ZoneEnterprise, name: "Business network", alone: true, clause: "62443-3-2 ZCR 3.2", reason: "Business assets are kept apart from those of the control system."}
	ofWireless   = &class{kind: ZoneOther, wireless: true, name: "Wireless", alone: true, clause: "62443-3-2 ZCR 3.5", reason: "What is on the air is kept apart from the wired network."}
	ofRemote     = &class{kind: ZoneDMZ, name: "Remote access", alone: true, clause: "62443-3-2 ZCR 3.6", reason: "What is reached from outside is kept apart, in a DMZ."}

	ofControl     = &class{kind: ZoneControl, name: "Control", clause: "62443-3-2 ZCR 3.1", reason: "They act on the process or stand at the machine"}
	ofSupervision = &class{kind: ZoneSupervisory, name: "Supervision", clause: "62443-3-2 ZCR 3.1", reason: "They supervise the process"}
	ofOperations  = &class{kind: ZoneOperations, name: "Operations", clause: "62443-3-2 ZCR 3.1", reason: "They plan, maintain and serve"}
	// ofAny are assets whose role says nothing: they go with their network.
	ofAny = &class{kind: ZoneOther, name: "Other assets", clause: "62443-3-2 ZCR 3.1", reason: "Their role does not say what they are for"}
)

// roleClasses tells the function of an asset by its role.
var roleClasses = map[AssetRole]*class{
	"plc": ofControl, "rtu": ofControl, "remote-io": ofControl, "drive": ofControl, "robot": ofControl, "instrument": ofControl, "ied": ofControl, "hmi": ofControl,
	"operator-station": ofSupervision, "scada-server": ofSupervision, "historian": ofSupervision, "batch-server": ofSupervision,
	"engineering-station": ofOperations, "mes": ofOperations, "domain-controller": ofOperations, "file-server": ofOperations, "backup-server": ofOperations,
	"patch-server": ofOperations, "virtual-host": ofOperations, "database": ofOperations, "application": ofOperations, "time-server": ofOperations,
}

// classOf sorts an asset; what must be kept apart comes before its function.
func classOf(a *Asset) *class {
	switch {
	case a.SafetyRelated():
		return ofSafety
	case a.temporary():
		return ofTransients
	case business(a):
		return ofBusiness
	case a.wireless():
		return ofWireless
	case a.Role == "remote-access" || a.Role == "jump-host" || a.vendorOnly():
		return ofRemote
	}
	if c := roleClasses[a.Role]; c != nil {
		return c
	}
	return ofAny
}

// vendorOnly says whether the tags tell that somebody outside reaches the asset.
func (a *Asset) vendorOnly() bool {
	return slices.ContainsFunc(a.Tags, func(tag string) bool {
		return slices.Contains([]string{"remote", "vendor", "vendor-access", "remote-access"}, strings.ToLower(tag))
	})
}

// fits says whether a zone could take assets of the class.
func (c *class) fits(z *Zone) bool {
	if z.External || z.Transient != c.transient || (z.Safety || z.Kind == ZoneSafety) != c.safety {
		return false
	}
	switch c {
	case ofSafety, ofTransients:
		return true
	case ofBusiness:
		return z.Kind == ZoneEnterprise
	case ofWireless:
		return z.Wireless
	case ofRemote:
		return z.Kind == ZoneDMZ || z.Kind == ZoneRemote
	case ofAny:
		return true
	}
	return z.Kind == c.kind || z.Kind == ZoneOther && !z.Wireless
}

// ProposeZones proposes zones for the assets that lie in none. With moves it
// also proposes to move assets that a zone of another kind must not hold. A zone
// that exists is proposed before a new one.
func ProposeZones(s Site, today Date, moves bool) []ZoneProposal {
	p := proposer{model: modelOf(s, nil, today), groups: map[group]*ZoneProposal{}}
	p.followNetworks()
	for _, a := range p.unplaced(moves) {
		p.place(a)
	}
	out := make([]ZoneProposal, 0, len(p.order))
	keys := keysFrom(s.Zones)
	for _, g := range p.order {
		proposal := p.groups[g]
		if proposal.Existing == "" {
			proposal.Zone.Key = keys()
		}
		slices.SortFunc(proposal.Assets, func(a, b ProposedAsset) int { return cmp.Or(CompareKeys(a.Key, b.Key), cmp.Compare(a.ID, b.ID)) })
		out = append(out, *proposal)
	}
	return out
}
