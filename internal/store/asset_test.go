package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// assetLists fills a site with assets that differ in everything a list is
// ordered or filtered by, with texts that engines are known to order differently.
func (b *bench) assetLists() []plant.Asset {
	names := []string{"A", "a", "_b", "É", "é", "z", "Ä 1", "b", "B", ""}
	zones := []plant.ZoneID{"", b.zone("Z-b").ID, b.zone("Z-B").ID, b.zone("Z-é").ID}
	var assets []plant.Asset
	for i := range 60 {
		a := b.asset(fmt.Sprintf("%s-%02d", []string{"PLC", "plc", "Étape", "10%_\\x"}[i%4], i), zones[i%4])
		a.Name, a.Vendor, a.Model = names[i%10], names[(i*7)%10], names[(i*3)%10]
		a.Firmware, a.Type, a.Criticality = names[(i*9)%10], plant.AssetTypes[i%4], i%6
		a.Role, a.Owner = plant.AssetRoles[i%5], []string{"Ada", "Grace", ""}[i%3]
		a.Addresses = []plant.Address{{IP: fmt.Sprintf("10.0.0.%d", i), Host: fmt.Sprintf("HOST%d", i)}}
		assets = append(assets, a)
	}
	return put(b, assets...)
}

func TestPagesFollowEachOtherInEveryOrder(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		assets := db.assetLists()
		zoneKey := map[plant.ZoneID]string{}
		db.view(func(r *Reader) error {
			zones, err := All[plant.Zone](r, db.site)
			for _, z := range zones {
				zoneKey[z.ID] = z.Key
			}
			return err
		})
		orders := map[string]func(a, b plant.Asset) int{
			"":            func(a, b plant.Asset) int { return 0 },
			"key":         func(a, b plant.Asset) int { return 0 },
			"name":        func(a, b plant.Asset) int { return cmp.Compare(a.Name, b.Name) },
			"vendor":      func(a, b plant.Asset) int { return cmp.Compare(a.Vendor, b.Vendor) },
			"model":       func(a, b plant.Asset) int { return cmp.Compare(a.Model, b.Model) },
			"firmware":    func(a, b plant.Asset) int { return cmp.Compare(a.Firmware, b.Firmware) },
			"type":        func(a, b plant.Asset) int { return cmp.Compare(a.Type, b.Type) },
			"role":        func(a, b plant.Asset) int { return cmp.Compare(a.Role, b.Role) },
			"criticality": func(a, b plant.Asset) int { return cmp.Compare(a.Criticality, b.Criticality) },
			"zone":        func(a, b plant.Asset) int { return cmp.Compare(zoneKey[a.Zone], zoneKey[b.Zone]) },
		}
		for order := range assetOrders {
			if orders[order] == nil {
				t.Errorf("order %q is not tested", order)
			}
		}
		for order, by := range orders {
			for _, sign := range []string{"", "-"} {
				want := slices.Clone(assets)
				slices.SortFunc(want, func(a, b plant.Asset) int {
					c := cmp.Or(by(a, b), cmp.Compare(a.Key, b.Key))
					if sign == "-" {
						return -c
					}
					return c
				})
				if got := db.listed(AssetQuery{Sort: sign + order, Limit: 7}, 60); !slices.Equal(got, keys(want)) {
					t.Errorf("by %q the list is\n%q, want\n%q", sign+order, got, keys(want))
				}
			}
		}
		db.view(func(r *Reader) error {
			for _, q := range []AssetQuery{{Sort: "colour"}, {After: "x"}, {After: place{Sort: "name", Key: "x"}.String()}, {Sort: "criticality", After: place{Sort: "criticality", Value: "x"}.String()}} {
				_, err := r.Assets(db.site, q)
				is(t, err, ErrCursor)
			}
			return nil
		})
	})
}

func keys(assets []plant.Asset) []string {
	list := make([]string, len(assets))
	for i, a := range assets {
		list[i] = a.Key
	}
	return list
}

// listed reads all pages of a list; each must tell the same total.
func (b *bench) listed(q AssetQuery, total int) []string {
	b.t.Helper()
	var list []string
	for range 100 {
		var page AssetPage
		b.view(func(r *Reader) (err error) { page, err = r.Assets(b.site, q); return err })
		if page.Total != total {
			b.t.Errorf("the total of %+v is %d, want %d", q, page.Total, total)
		}
		list = append(list, keys(page.Assets)...)
		if q.After = page.Next; q.After == "" {
			return list
		}
	}
	b.t.Fatal("the list does not end")
	return nil
}

func TestFiltersSelectWhatTheySay(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		assets := db.assetLists()
		none, first := plant.ZoneID(""), assets[1].Zone
		for _, c := range []struct {
			name    string
			query   AssetQuery
			selects func(plant.Asset) bool
		}{
			{"without a zone", AssetQuery{Zone: &none}, func(a plant.Asset) bool { return a.Zone == "" }},
			{"of a zone", AssetQuery{Zone: &first}, func(a plant.Asset) bool { return a.Zone == first }},
			{"of several zones", AssetQuery{Zones: []plant.ZoneID{first, assets[2].Zone}}, func(a plant.Asset) bool { return a.Zone == first || a.Zone == assets[2].Zone }},
			{"of two types", AssetQuery{Types: []string{"host-device", "network-device"}}, func(a plant.Asset) bool { return a.Type == "host-device" || a.Type == "network-device" }},
			{"of a role", AssetQuery{Roles: []string{"plc"}}, func(a plant.Asset) bool { return a.Role == "plc" }},
			{"of a vendor, with regard to case", AssetQuery{Vendors: []string{"a"}}, func(a plant.Asset) bool { return a.Vendor == "a" }},
			{"of two criticalities", AssetQuery{Criticality: []int{0, 5}}, func(a plant.Asset) bool { return a.Criticality == 0 || a.Criticality == 5 }},
			{"of an owner", AssetQuery{Owner: "Ada"}, func(a plant.Asset) bool { return a.Owner == "Ada" }},
			{"found without regard to case", AssetQuery{Search: "éTAPE"}, func(a plant.Asset) bool { return strings.HasPrefix(a.Key, "Étape") }},
			{"found by address", AssetQuery{Search: "10.0.0.59"}, func(a plant.Asset) bool { return a.Addresses[0].IP == "10.0.0.59" }},
			{"found by host name", AssetQuery{Search: "host7"}, func(a plant.Asset) bool { return a.Addresses[0].Host == "HOST7" }},
			{"found by both words", AssetQuery{Search: "plc  host1"}, func(a plant.Asset) bool {
				return strings.HasPrefix(strings.ToLower(a.Key), "plc") && strings.HasPrefix(a.Addresses[0].Host, "HOST1")
			}},
			{"found by signs that LIKE knows", AssetQuery{Search: `%_\x`}, func(a plant.Asset) bool { return strings.HasPrefix(a.Key, "10%") }},
			{"found nowhere", AssetQuery{Search: "nothing%"}, func(plant.Asset) bool { return false }},
			{"all", AssetQuery{Part: &access.Part{All: true}}, func(plant.Asset) bool { return true }},
			{"within an integrator's zones", AssetQuery{Part: &access.Part{Zones: []plant.ZoneID{first}}}, func(a plant.Asset) bool { return a.Zone == first }},
			{"within a supplier's vendor", AssetQuery{Part: &access.Part{Vendors: []string{"é"}}}, func(a plant.Asset) bool { return strings.ToLower(a.Vendor) == "é" }},
			{"within both", AssetQuery{Part: &access.Part{Zones: []plant.ZoneID{first}, Vendors: []string{"b"}}, Owner: "Grace"}, func(a plant.Asset) bool {
				return a.Owner == "Grace" && (a.Zone == first || strings.ToLower(a.Vendor) == "b")
			}},
			{"within no part", AssetQuery{Part: &access.Part{}}, func(plant.Asset) bool { return false }},
		} {
			var want []string
			for _, a := range assets {
				if c.selects(a) {
					want = append(want, a.Key)
				}
			}
			for _, order := range []string{"key", "-vendor", "zone"} {
				c.query.Sort, c.query.Limit = order, 9
				got := db.listed(c.query, len(want))
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("assets %s by %s: %q, want %q", c.name, order, got, want)
				}
			}
			if c.query.Part != nil {
				for _, a := range assets {
					if c.query.Owner == "" && c.query.Part.Asset(a) != c.selects(a) {
						t.Errorf("assets %s: the policy and the list differ about %s", c.name, a.Key)
					}
				}
			}
		}
		db.view(func(r *Reader) error {
			counts, err := r.AssetCounts(db.site)
			if counts[""] != 15 || counts[first] != 15 || len(counts) != 4 {
				t.Errorf("the counts are %v", counts)
			}
			facets, err2 := r.AssetFacets(db.site, &access.Part{Zones: []plant.ZoneID{first}})
			if err2 != nil || len(facets.Types) != 1 || facets.Types[0] != (Facet{"host-device", 15}) || len(facets.Owners) != 3 {
				t.Errorf("the facets are %+v: %v", facets, err2)
			}
			return err
		})
	})
}
