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
	// ID is made of the rule and the record's id, and of a detail where a rule
	// may find several things on one record. It stays the same when records are
	// renamed and whenever the rules are run again.
	ID       string   `json:"id"`
	Rule     string   `json:"rule"` // stable: "asset-unzoned"
	Severity Severity `json:"severity"`
	Clause   string   `json:"clause,omitempty"` // "62443-3-2 ZCR 3.3"
	Title    string   `json:"title"`            // of the rule
	Kind     string   `json:"kind"`             // of the record: "zone", "conduit", "asset", "answer"
	Record   string   `json:"record,omitempty"` // its id; of an answer that of its subject
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
	find     func(*model, report)
}

// On is the rule's finding on a record, which is named by id and key. The
// detail tells apart what the rule finds twice on one record; it must not hold
// a key or anything else that changes by itself.
func (r Rule) On(record, key, detail, text, mend string) Finding {
	id := r.ID + "/" + record
	if detail != "" {
		id += "/" + detail
	}
	return Finding{id, r.ID, r.Severity, r.Clause, r.Title, r.Kind, record, key, text, mend}
}

// report takes one finding of a rule.
type report func(on about, text, mend string)

// about is the record that a finding is about.
type about struct{ id, key, detail string }

func (z Zone) about() about    { return about{id: string(z.ID), key: z.Key} }
func (c Conduit) about() about { return about{id: string(c.ID), key: c.Key} }
func (a Asset) about() about   { return about{id: string(a.ID), key: a.Key} }

// at adds what tells two findings of one rule on one record apart.
func (s about) at(detail string) about {
	s.detail = detail
	return s
}

// PartitionRules lists every rule that needs the plant alone, in the order of
// the standard's steps. Those on the risk procedure are in package risk.
var PartitionRules = []Rule{
	{"address-duplicate", Medium, "62443-3-3 SR 7.8", "asset", "Two assets share an address", duplicateAddresses},
	{"asset-unzoned", High, "62443-3-2 ZCR 3.1", "asset", "An asset lies in no zone", unzonedAssets},
	{"zone-empty", Low, "62443-3-2 ZCR 3.1", "zone", "A zone has no assets", emptyZones},
	{"zone-orphan", Medium, "62443-3-2 ZCR 3.1", "zone", "A zone has no conduit", orphanZones},
	{"conduit-no-flows", Low, "62443-3-2 ZCR 3.1", "conduit", "A conduit declares no flow", silentConduits},
	{"network-bypass", Medium, "62443-3-2 ZCR 3.1", "zone", "A network joins zones without a conduit", sharedNetworks},
	{"host-bypass", Medium, "62443-3-2 ZCR 3.1", "asset", "An asset joins zones without a conduit", joiningAssets},
	{"business-mixed", High, "62443-3-2 ZCR 3.2", "zone", "Business and control assets share a zone", mixedBusiness},
	{"safety-mixed", High, "62443-3-2 ZCR 3.3", "zone", "Safety and other assets share a zone", mixedSafety},
	{"safety-unmarked", Medium, "62443-3-2 ZCR 3.3", "asset", "A safety function lies outside the safety zones", safetyOutside},
	{"transient-member", Medium, "62443-3-2 ZCR 3.4", "asset", "A temporary device is a member of a fixed zone", transientMembers},
	{"transient-fixed", Low, "62443-3-2 ZCR 3.4", "asset", "A fixed asset lies in a zone for temporary devices", fixedAmongTransient},
	{"wireless-mixed", Medium, "62443-3-2 ZCR 3.5", "zone", "An access point lies in a wired zone", mixedWireless},
	{"wireless-conduit", Medium, "62443-3-2 ZCR 3.5", "conduit", "A wireless conduit joins two wired zones", wirelessConduits},
	{"wireless-target-lower", Medium, "62443-3-2 ZCR 3.5", "conduit", "A wireless conduit aims lower than both zones it joins", lowWireless},
	{"external-direct", High, "62443-3-2 ZCR 3.6", "conduit", "An external link ends in a control zone", directExternals},
	{"external-path", High, "62443-3-2 ZCR 3.6", "zone", "The outside reaches a zone past every boundary device", openPaths},
	{"dmz-bypass", High, "62443-3-2 ZCR 3.6", "zone", "A path leads around the DMZ", pathsAroundDMZ},
	{"untrusted-open", High, "62443-3-3 SR 5.2", "conduit", "An untrusted conduit has neither boundary device nor encryption", openConduits},
	{"boundary-missing", Medium, "62443-3-3 SR 5.2", "conduit", "No boundary device between zones of different targets", missingBoundaries},
	{"diode-direction", High, "62443-3-3 SR 5.2", "conduit", "A data diode is used against its direction", misusedDiodes},
	{"flow-any", High, "62443-3-3 SR 5.2", "conduit", "A flow rule permits any traffic", anyFlows},
	{"zone-no-target", Medium, "62443-3-2 ZCR 5.6", "zone", "A zone has no target", zonesWithoutTarget},
	{"target-unapproved", Low, "62443-3-2 ZCR 5.6", "zone", "A target has no approver", unapprovedTargets},
	{"conduit-target-lower", Medium, "62443-3-2 ZCR 5.6", "conduit", "A conduit aims lower than a zone it joins", lowConduits},
	{"zone-no-owner", Low, "62443-3-2 ZCR 6.4", "zone", "A zone has no owner", zonesWithoutOwner},
	{"conduit-no-owner", Low, "62443-3-2 ZCR 6.4", "conduit", "A conduit has no owner", conduitsWithoutOwner},
	{"compensation-expired", High, "62443-3-3 4.3", "answer", "A compensating countermeasure has expired", expiredCompensations},
}

// Findings runs every partition rule over a site and its answers. Retired
// assets are left out. The order is that of the rules, then of keys.
func Findings(s Site, answers []Answer, today Date) []Finding {
	return FindingsBeside(s, nil, answers, today)
}

// FindingsBeside is [Findings] with what protects a conduit beside the controls
// that it names itself.
func FindingsBeside(s Site, beside map[ConduitID]Protection, answers []Answer, today Date) []Finding {
	m := modelOf(s, answers, today)
	m.beside = beside
	var out []Finding
	for _, rule := range PartitionRules {
		from := len(out)
		rule.find(m, func(on about, text, mend string) {
			out = append(out, rule.On(on.id, on.key, on.detail, text, mend))
		})
		SortFindings(out[from:])
	}
	return out
}

// SortFindings puts the findings of one rule into the order of keys.
func SortFindings(found []Finding) {
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Or(CompareKeys(a.Key, b.Key), cmp.Compare(a.Text, b.Text)) })
}

// model is a site with the look-ups that the rules need.
type model struct {
	Site
	answers []Answer
	today   Date
	zones   map[ZoneID]*Zone
	members map[ZoneID][]*Asset // not retired
	parts   map[ZoneID][]ZoneID // zones directly within a zone
	nets    *networks           // nil until asked for
	guards  []Protection        // of each conduit; nil until asked for
	beside  map[ConduitID]Protection
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
