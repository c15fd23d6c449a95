package plant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// DocumentOf is the site with its answers as a document, each list in the
// order of keys. Answers name their subjects by key already.
func DocumentOf(s Site, answers []Answer) Document {
	keys := make(map[ZoneID]string, len(s.Zones))
	for _, z := range s.Zones {
		keys[z.ID] = z.Key
	}
	d := Document{
		Format: DocumentFormat,
		Site:   DocSite{s.Key, s.Name, s.Sector, s.Location, s.Owner, s.Description},
	}
	for _, z := range s.Zones {
		d.Zones = append(d.Zones, docZone(z, keys))
	}
	devices := make(map[AssetID]string, len(s.Assets))
	for _, a := range s.Assets {
		devices[a.ID] = a.Key
	}
	for _, c := range s.Conduits {
		d.Conduits = append(d.Conduits, docConduit(c, keys, devices))
	}
	for _, a := range s.Assets {
		d.Assets = append(d.Assets, docAsset(a, keys))
	}
	d.Answers = slices.Clone(answers)
	d.Sort()
	return d
}

// Sort brings every list of the document into the order of keys: parents do
// not come before their parts, numbers count as numbers.
func (d *Document) Sort() {
	slices.SortStableFunc(d.Zones, func(a, b DocZone) int { return CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Conduits, func(a, b DocConduit) int { return CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Assets, func(a, b DocAsset) int { return CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Answers, compareAnswers)
}

// compareAnswers puts the site first, then zones, conduits and assets.
func compareAnswers(a, b Answer) int {
	rank := func(s string) int { return slices.Index([]string{"site", "zone", "conduit", "asset"}, subjectKind(s)) }
	return cmp.Or(
		cmp.Compare(rank(a.Subject), rank(b.Subject)),
		CompareKeys(a.Subject, b.Subject),
		strings.Compare(a.Set, b.Set),
		CompareKeys(a.Requirement, b.Requirement),
	)
}

func subjectKind(s string) string { kind, _, _ := strings.Cut(s, " "); return kind }

func docZone(z Zone, keys map[ZoneID]string) DocZone {
	return DocZone{
		Key: z.Key, Name: z.Name, Kind: z.Kind, Parent: keys[z.Parent], Purdue: z.Purdue,
		Safety: z.Safety, Wireless: z.Wireless, Transient: z.Transient, External: z.External,
		LogicalBoundary: z.LogicalBoundary, PhysicalBoundary: z.PhysicalBoundary,
		Owner: z.Owner, Description: z.Description, Assumptions: z.Assumptions,
		Target: z.Target, Place: z.Place,
	}
}

func docConduit(c Conduit, keys map[ZoneID]string, assets map[AssetID]string) DocConduit {
	var devices []string
	for _, id := range c.Devices {
		devices = append(devices, assets[id])
	}
	return DocConduit{
		Key: c.Key, Name: c.Name, From: keys[c.From], To: keys[c.To], Flows: c.Flows, Controls: c.Controls, Devices: devices,
		Medium: c.Medium, Wireless: c.Wireless, External: c.External,
		Owner: c.Owner, Description: c.Description, Assumptions: c.Assumptions, Target: c.Target,
	}
}

func docAsset(a Asset, keys map[ZoneID]string) DocAsset {
	return DocAsset{
		Key: a.Key, Name: a.Name, Type: a.Type, Role: a.Role, Zone: keys[a.Zone],
		Vendor: a.Vendor, Model: a.Model, OrderNumber: a.OrderNumber, Firmware: a.Firmware, Serial: a.Serial,
		Addresses: a.Addresses, Modules: a.Modules, Criticality: a.Criticality, Owner: a.Owner, Location: a.Location,
		Installed: a.Installed, SupportEnds: a.SupportEnds, Retired: a.Retired, Safety: a.Safety,
		Tags: a.Tags, Description: a.Description, Sources: a.Sources,
	}
}

// Record is the site's own record, without id and version.
func (d DocSite) Record() SiteRecord {
	return SiteRecord{Key: d.Key, Name: d.Name, Sector: d.Sector, Location: d.Location, Owner: d.Owner, Description: d.Description}
}

// Record is the zone below the parent that its key names, without id and version.
func (d DocZone) Record(parent ZoneID) Zone {
	return Zone{
		Key: d.Key, Name: d.Name, Kind: d.Kind, Parent: parent, Purdue: d.Purdue,
		Safety: d.Safety, Wireless: d.Wireless, Transient: d.Transient, External: d.External,
		LogicalBoundary: d.LogicalBoundary, PhysicalBoundary: d.PhysicalBoundary,
		Owner: d.Owner, Description: d.Description, Assumptions: d.Assumptions,
		Target: d.Target, Place: d.Place,
	}
}

// Record is the conduit between the zones, and of the devices, that its keys
// name, without id and version.
func (d DocConduit) Record(from, to ZoneID, devices []AssetID) Conduit {
	return Conduit{
		Key: d.Key, Name: d.Name, From: from, To: to, Flows: d.Flows, Controls: d.Controls, Devices: devices,
		Medium: d.Medium, Wireless: d.Wireless, External: d.External,
		Owner: d.Owner, Description: d.Description, Assumptions: d.Assumptions, Target: d.Target,
	}
}

// Record is the asset in the zone that its key names, without id and version.
func (d DocAsset) Record(zone ZoneID) Asset {
	return Asset{
		Key: d.Key, Name: d.Name, Type: d.Type, Role: d.Role, Zone: zone,
		Vendor: d.Vendor, Model: d.Model, OrderNumber: d.OrderNumber, Firmware: d.Firmware, Serial: d.Serial,
		Addresses: d.Addresses, Modules: d.Modules, Criticality: d.Criticality, Owner: d.Owner, Location: d.Location,
		Installed: d.Installed, SupportEnds: d.SupportEnds, Retired: d.Retired, Safety: d.Safety,
		Tags: d.Tags, Description: d.Description, Sources: d.Sources,
	}
}

// SiteOf is the document as a site whose ids are the keys, so that a file can
// be checked and reckoned with where there is no store.
func SiteOf(d Document) Site {
	s := Site{SiteRecord: d.Site.Record()}
	s.ID = SiteID(d.Site.Key)
	for _, z := range d.Zones {
		record := z.Record(ZoneID(z.Parent))
		record.ID, record.Site = ZoneID(z.Key), s.ID
		s.Zones = append(s.Zones, record)
	}
	for _, c := range d.Conduits {
		var devices []AssetID
		for _, key := range c.Devices {
			devices = append(devices, AssetID(key))
		}
		record := c.Record(ZoneID(c.From), ZoneID(c.To), devices)
		record.ID, record.Site = ConduitID(c.Key), s.ID
		s.Conduits = append(s.Conduits, record)
	}
	for _, a := range d.Assets {
		record := a.Record(ZoneID(a.Zone))
		record.ID, record.Site = AssetID(a.Key), s.ID
		s.Assets = append(s.Assets, record)
	}
	return s
}

// Normalise brings every record of the document into its one form.
func (d Document) Normalise() Document {
	s := SiteOf(d)
	s.SiteRecord = NormaliseSiteRecord(s.SiteRecord)
	for i := range s.Zones {
		s.Zones[i] = NormaliseZone(s.Zones[i])
	}
	for i := range s.Conduits {
		s.Conduits[i] = NormaliseConduit(s.Conduits[i])
	}
	for i := range s.Assets {
		s.Assets[i] = NormaliseAsset(s.Assets[i])
	}
	out := Document{Format: d.Format, Site: DocSite{s.Key, s.Name, s.Sector, s.Location, s.Owner, s.Description}}
	for i, z := range s.Zones {
		out.Zones = append(out.Zones, docZone(z, map[ZoneID]string{z.Parent: strings.TrimSpace(d.Zones[i].Parent)}))
	}
	for _, c := range s.Conduits {
		devices := map[AssetID]string{}
		for _, id := range c.Devices {
			devices[id] = string(id)
		}
		out.Conduits = append(out.Conduits, docConduit(c, map[ZoneID]string{c.From: string(c.From), c.To: string(c.To)}, devices))
	}
	for _, a := range s.Assets {
		out.Assets = append(out.Assets, docAsset(a, map[ZoneID]string{a.Zone: string(a.Zone)}))
	}
	for _, a := range d.Answers {
		out.Answers = append(out.Answers, Tidy(a))
	}
	return out
}

// ParentsFirst orders zones so that each stands after its parent; zones whose
// parent is missing or lies within them keep their place at the end.
func ParentsFirst(zones []DocZone) []DocZone {
	placed := map[string]bool{"": true}
	out, rest := make([]DocZone, 0, len(zones)), slices.Clone(zones)
	for len(rest) > 0 {
		later := rest[:0:0]
		for _, z := range rest {
			if placed[z.Parent] {
				placed[z.Key] = true
				out = append(out, z)
			} else {
				later = append(later, z)
			}
		}
		if len(later) == len(rest) {
			return append(out, later...)
		}
		rest = later
	}
	return out
}

// ParseSubject splits "zone Z-01" into its kind and key; "site" has no key.
func ParseSubject(s string) (kind, key string, err error) {
	kind, key, _ = strings.Cut(s, " ")
	switch {
	case kind == "site" && key == "":
		return kind, "", nil
	case (kind == "zone" || kind == "conduit") && ValidKey(key):
		return kind, key, nil
	}
	return "", "", fmt.Errorf("%q is no subject: write site, or zone or conduit and its key, such as \"zone Z-01\"", clip(s))
}

// ParseAnswered splits what an answer is about, or inherited from, into its kind
// and key: a subject as in [ParseSubject], "asset PLC-101" or "company CO-001".
func ParseAnswered(s string) (kind, key string, err error) {
	kind, key, _ = strings.Cut(s, " ")
	if (kind == "asset" || kind == "company") && ValidKey(key) {
		return kind, key, nil
	}
	return ParseSubject(s)
}
