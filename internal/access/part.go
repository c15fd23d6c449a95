package access

import (
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Part is how much of a site a right covers: all of it, or the union of some
// zones and of the assets of some vendors.
type Part struct {
	All   bool
	Zones []plant.ZoneID
	// Vendors are in lower case.
	Vendors []string
}

// PartOf is the part of a site in which a principal may do an action. It is
// empty for whoever may not do it at all.
func PartOf(who Principal, do Action, site plant.SiteID) Part {
	if who.System {
		return Part{All: true}
	}
	var p Part
	for _, g := range grants(who, do) {
		if g.Site != "" && g.Site != site {
			continue
		}
		switch g.Role {
		case Integrator:
			for _, z := range g.Zones {
				if !slices.Contains(p.Zones, z) {
					p.Zones = append(p.Zones, z)
				}
			}
		case Supplier:
			if v := strings.ToLower(strings.TrimSpace(g.Vendor)); v != "" && !slices.Contains(p.Vendors, v) {
				p.Vendors = append(p.Vendors, v)
			}
		default:
			return Part{All: true}
		}
	}
	return p
}

// VendorsOf tells of whose products a principal may do an action: of all, or of
// the vendors named, in lower case. A supplier is bound to the vendor of the
// grant; nobody else is bound by it.
func VendorsOf(who Principal, do Action, site plant.SiteID) (all bool, vendors []string) {
	if who.System {
		return true, nil
	}
	for _, g := range grants(who, do) {
		if g.Site != "" && g.Site != site && !(site == "" && do.anyGrant()) {
			continue
		}
		if g.Role != Supplier {
			return true, nil
		}
		if v := strings.ToLower(strings.TrimSpace(g.Vendor)); v != "" && !slices.Contains(vendors, v) {
			vendors = append(vendors, v)
		}
	}
	return false, vendors
}

// Empty says whether nothing at all is covered.
func (p Part) Empty() bool { return !p.All && len(p.Zones) == 0 && len(p.Vendors) == 0 }

// Zone says whether a zone is covered.
func (p Part) Zone(id plant.ZoneID) bool { return p.All || slices.Contains(p.Zones, id) }

// Conduit says whether a conduit is covered, which it is when both its ends are.
func (p Part) Conduit(c plant.Conduit) bool { return p.Zone(c.From) && p.Zone(c.To) }

// Asset says whether an asset is covered.
func (p Part) Asset(a plant.Asset) bool {
	return p.All ||
		a.Zone != "" && slices.Contains(p.Zones, a.Zone) ||
		slices.Contains(p.Vendors, strings.ToLower(strings.TrimSpace(a.Vendor)))
}
