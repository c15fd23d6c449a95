package plant

import (
	"cmp"
	"slices"
)

// Severity grades a finding.
type Severity string

// The severities.
const (
	High   Severity = "high"
	Medium Severity = "medium"
	Low    Severity = "low"
)

// Finding is a weakness of the declared plant that breaks no rule of the
// format: the model may be a true picture of a plant that is not well divided.
type Finding struct {
	Rule     string   `json:"rule"` // stable: "asset-unzoned"
	Severity Severity `json:"severity"`
	Clause   string   `json:"clause,omitempty"` // "62443-3-2 ZCR 3.3"
	Kind     string   `json:"kind"`             // of the record: "zone", "conduit", "asset", "answer"
	Key      string   `json:"key"`
	Text     string   `json:"text"`
	Mend     string   `json:"mend"`
}

// Rule is one check of the whole model.
type Rule struct {
	ID       string
	Severity Severity
	Clause   string
	Kind     string
	Title    string
	find     func(*model, func(key, text, mend string))
}

// PartitionRules lists every rule, in the order of the standard's steps.
var PartitionRules = []Rule{
	{"address-duplicate", Medium, "62443-3-3 SR 7.8", "asset", "Two assets share an address", duplicateAddresses},
	{"asset-unzoned", High, "62443-3-2 ZCR 3.1", "asset", "An asset lies in no zone", unzonedAssets},
	{"zone-empty", Low, "62443-3-2 ZCR 3.1", "zone", "A zone has no assets", emptyZones},
	{"zone-orphan", Medium, "62443-3-2 ZCR 3.1", "zone", "A zone has no conduit", orphanZones},
	{"conduit-no-flows", Low, "62443-3-2 ZCR 3.1", "conduit", "A conduit declares no flow", silentConduits},
	{"business-mixed", High, "62443-3-2 ZCR 3.2", "zone", "Business and control assets share a zone", mixedBusiness},
	{"safety-mixed", High, "62443-3-2 ZCR 3.3", "zone", "Safety and other assets share a zone", mixedSafety},
	{"transient-member", Medium, "62443-3-2 ZCR 3.4", "asset", "A temporary device is a member of a fixed zone", transientMembers},
	{"transient-fixed", Low, "62443-3-2 ZCR 3.4", "asset", "A fixed asset lies in a zone for temporary devices", fixedAmongTransient},
	{"wireless-mixed", Medium, "62443-3-2 ZCR 3.5", "zone", "An access point lies in a wired zone", mixedWireless},
	{"wireless-conduit", Medium, "62443-3-2 ZCR 3.5", "conduit", "A wireless conduit joins two wired zones", wirelessConduits},
	{"external-direct", High, "62443-3-2 ZCR 3.6", "conduit", "An external link ends in a control zone", directExternals},
	{"zone-no-target", Medium, "62443-3-2 ZCR 5.6", "zone", "A zone has no target", zonesWithoutTarget},
	{"target-unapproved", Low, "62443-3-2 ZCR 5.6", "zone", "A target has no approver", unapprovedTargets},
	{"conduit-target-lower", Medium, "62443-3-2 ZCR 5.6", "conduit", "A conduit aims lower than a zone it joins", lowConduits},
	{"flow-any", High, "62443-3-3 SR 5.2", "conduit", "A flow rule permits any traffic", anyFlows},
	{"compensation-expired", High, "62443-3-3 4.3", "answer", "A compensating countermeasure has expired", expiredCompensations},
}

// Findings runs every partition rule over a site and its answers. Retired
// assets are left out. The order is that of the rules, then of keys.
func Findings(s Site, answers []Answer, today Date) []Finding {
	m := modelOf(s, answers, today)
	var out []Finding
	for _, rule := range PartitionRules {
		from := len(out)
		rule.find(m, func(key, text, mend string) {
			out = append(out, Finding{rule.ID, rule.Severity, rule.Clause, rule.Kind, key, text, mend})
		})
		slices.SortStableFunc(out[from:], func(a, b Finding) int { return cmp.Or(CompareKeys(a.Key, b.Key), cmp.Compare(a.Text, b.Text)) })
	}
	return out
}

// model is a site with the look-ups that the rules need.
type model struct {
	Site
	answers []Answer
	today   Date
	zones   map[ZoneID]*Zone
	members map[ZoneID][]*Asset // not retired
	parts   map[ZoneID][]ZoneID // zones directly within a zone
}

func modelOf(s Site, answers []Answer, today Date) *model {
	m := &model{
		Site: s, answers: answers, today: today,
		zones: map[ZoneID]*Zone{}, members: map[ZoneID][]*Asset{}, parts: map[ZoneID][]ZoneID{},
	}
	for i := range s.Zones {
		z := &s.Zones[i]
		m.zones[z.ID] = z
		if z.Parent != "" {
			m.parts[z.Parent] = append(m.parts[z.Parent], z.ID)
		}
	}
	for i := range s.Assets {
		a := &s.Assets[i]
		if a.Retired == "" || today.Before(a.Retired) {
			m.members[a.Zone] = append(m.members[a.Zone], a)
		}
	}
	return m
}

// zone is the zone of an id, an empty one when there is none.
func (m *model) zone(id ZoneID) Zone {
	if z, ok := m.zones[id]; ok {
		return *z
	}
	return Zone{}
}
