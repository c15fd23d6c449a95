package supply

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/plant"
)

// BuiltDifference is the plant as delivered against the plant as declared.
type BuiltDifference struct {
	Changes []plant.Change     `json:"changes"` // without what is the same
	Counts  map[string]OpCount `json:"counts"`  // by kind
	Says    string             `json:"says"`
}

// OpCount counts what happens to records.
type OpCount struct {
	Add    int `json:"add"`
	Change int `json:"change"`
	Remove int `json:"remove"`
	Skip   int `json:"skip"`
}

// BuiltDifferenceOf lists the zones, conduits and assets that were delivered
// otherwise than they are declared. What the site knows beyond the delivery and
// what lies in zones that were not part of it stays out of the comparison.
// Targets are the owner's: a delivery does not change them. Outside are the zones
// that were named for their conduits alone.
func BuiltDifferenceOf(declared, built plant.Document, outside []string) (BuiltDifference, plant.ChangeSet) {
	inside := map[string]bool{}
	for _, z := range built.Zones {
		inside[z.Key] = true
	}
	built = builtFor(declared, built, outside)
	var now plant.Document
	now.Format, now.Site = declared.Format, declared.Site
	for _, z := range declared.Zones {
		if inside[z.Key] && !slices.Contains(outside, z.Key) {
			now.Zones = append(now.Zones, z)
		}
	}
	for _, c := range declared.Conduits {
		if inside[c.From] && inside[c.To] {
			now.Conduits = append(now.Conduits, c)
		}
	}
	delivered := map[string]bool{}
	for _, a := range built.Assets {
		delivered[a.Key] = true
	}
	for _, a := range declared.Assets {
		if inside[a.Zone] && !slices.Contains(outside, a.Zone) || delivered[a.Key] {
			now.Assets = append(now.Assets, a)
		}
	}
	withoutGone(built.Conduits, now.Assets, delivered)
	set := plant.Plan(now, built, true)
	d := BuiltDifference{Changes: []plant.Change{}, Counts: map[string]OpCount{}}
	for _, c := range set.Changes {
		if c.Kind == "site" {
			continue
		}
		n := d.Counts[c.Kind]
		switch c.Op {
		case plant.OpAdd:
			n.Add++
		case plant.OpChange:
			n.Change++
		case plant.OpRemove:
			n.Remove++
		default:
			n.Skip++
		}
		d.Counts[c.Kind] = n
		if c.Op != plant.OpSkip {
			d.Changes = append(d.Changes, c)
		}
	}
	a, z, w := d.Counts["asset"], d.Counts["zone"], d.Counts["conduit"]
	d.Says = fmt.Sprintf("Assets: %d new, %d other than declared, %d declared and not delivered, %d as declared. Zones: %d new, %d other. Conduits: %d new, %d other, %d not delivered.",
		a.Add, a.Change, a.Remove, a.Skip, z.Add, z.Change, w.Add, w.Change, w.Remove)
	return d, set
}

// withoutGone leaves the devices out of conduits that were declared and not
// delivered. A delivery without any asset says nothing about them.
func withoutGone(conduits []plant.DocConduit, declared []plant.DocAsset, delivered map[string]bool) {
	if len(delivered) == 0 {
		return
	}
	gone := map[string]bool{}
	for _, a := range declared {
		gone[a.Key] = !delivered[a.Key]
	}
	for i := range conduits {
		var left []string
		for _, device := range conduits[i].Devices {
			if !gone[device] {
				left = append(left, device)
			}
		}
		conduits[i].Devices = left
	}
}

// builtFor is the delivery in the words of the owner's site: its record, its
// targets, its drawing.
func builtFor(declared, built plant.Document, outside []string) plant.Document {
	out := plant.Document{Format: plant.DocumentFormat, Site: declared.Site}
	zones, conduits := map[string]plant.DocZone{}, map[string]plant.DocConduit{}
	for _, z := range declared.Zones {
		zones[z.Key] = z
	}
	for _, c := range declared.Conduits {
		conduits[c.Key] = c
	}
	assets := map[string]plant.DocAsset{}
	for _, a := range declared.Assets {
		assets[a.Key] = a
	}
	for _, z := range built.Zones {
		was, known := zones[z.Key]
		if known && slices.Contains(outside, z.Key) {
			continue
		}
		z.Target, z.Place = was.Target, was.Place
		z.Parent = cmp.Or(z.Parent, was.Parent) // a parent beyond the system was not handed out
		out.Zones = append(out.Zones, z)
	}
	for _, c := range built.Conduits {
		was := conduits[c.Key]
		c.Target = was.Target
		if len(c.Devices) == 0 {
			c.Devices = was.Devices
		}
		out.Conduits = append(out.Conduits, c)
	}
	for _, a := range built.Assets {
		if was, known := assets[a.Key]; known && a.Criticality == 0 {
			a.Criticality = was.Criticality // the owner's rating, which an integrator does not have
		}
		out.Assets = append(out.Assets, a)
	}
	return out
}
