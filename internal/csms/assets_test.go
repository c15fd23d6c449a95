package csms

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

func TestWhatAUserTypesLosesItsSource(t *testing.T) {
	sheet := plant.Source{From: plant.Imported, Ref: "list.xlsx, row 2"}
	before := plant.Asset{
		Key: "PLC-1", Firmware: "V1", Vendor: "Siemens", Addresses: []plant.Address{{IP: "10.0.0.1"}},
		Sources: map[string]plant.Source{"firmware": sheet, "vendor": sheet, "addresses": sheet},
	}
	tests := []struct {
		name   string
		change func(*plant.Asset)
		keep   string
	}{
		{"nothing was changed", func(*plant.Asset) {}, "addresses firmware vendor"},
		{"another firmware was typed", func(a *plant.Asset) { a.Firmware = "V2" }, "addresses vendor"},
		{"the vendor was taken out", func(a *plant.Asset) { a.Vendor = "" }, "addresses firmware"},
		{"an address was added", func(a *plant.Asset) { a.Addresses = append(a.Addresses, plant.Address{IP: "10.0.0.2"}) }, "firmware vendor"},
		{"an attribute without a source was typed", func(a *plant.Asset) { a.Owner = "Ada" }, "addresses firmware vendor"},
		{"a source was sent along", func(a *plant.Asset) {
			a.Sources = map[string]plant.Source{"owner": sheet}
		}, "addresses firmware vendor"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after := before
			after.Addresses = slices.Clone(before.Addresses)
			tt.change(&after)
			got, err := typed(before, after)
			if err != nil {
				t.Fatal(err)
			}
			if names := strings.Join(slices.Sorted(maps.Keys(got.Sources)), " "); names != tt.keep {
				t.Errorf("sources left: %s, want %s", names, tt.keep)
			}
		})
	}
	if len(before.Sources) != 3 {
		t.Error("the asset before was changed")
	}
}

func TestChangingAnAssetKeepsTheSourcesOfTheRest(t *testing.T) {
	w := newWorks(t)
	a := w.assets["PLC-101"]
	a.Sources = map[string]plant.Source{"vendor": {From: plant.Imported}, "name": {From: plant.Imported}}
	_, err := w.update(t.Context(), w.ada, intent{do: access.AssetEdit, site: w.site, verb: "import.apply"}, func(tx *store.Tx) error { return store.Put(tx, &a) })
	if err != nil {
		t.Fatal(err)
	}
	a.Name, a.Sources = "Filler 1", nil
	if a, _, err = w.ChangeAsset(t.Context(), w.ada, w.site, a); err != nil {
		t.Fatal(err)
	}
	if _, typed := a.Sources["name"]; typed || a.Sources["vendor"].From != plant.Imported {
		t.Errorf("sources %+v", a.Sources)
	}
}

func TestAnAssetStaysInThePart(t *testing.T) {
	zones := func(z ...plant.ZoneID) access.Part { return access.Part{Zones: z} }
	vendor := access.Part{Vendors: []string{"siemens"}}
	in := func(zone plant.ZoneID, vendor string) plant.Asset { return plant.Asset{Zone: zone, Vendor: vendor} }
	tests := []struct {
		name          string
		part          access.Part
		before, after plant.Asset
		want          bool
	}{
		{"everything is the part of an engineer", access.Part{All: true}, in("a", ""), in("b", ""), true},
		{"an integrator moves between its zones", zones("a", "b"), in("a", ""), in("b", ""), true},
		{"an integrator moves nothing to another zone", zones("a"), in("a", ""), in("b", ""), false},
		{"an integrator takes nothing out of a zone", zones("a"), in("a", ""), in("", ""), false},
		{"a supplier changes what stays where it is", vendor, in("a", "Siemens"), in("a", "SIEMENS"), true},
		{"a supplier moves nothing", vendor, in("a", "Siemens"), in("b", "Siemens"), false},
		{"a supplier gives nothing to another vendor", vendor, in("a", "Siemens"), in("a", "HIMA"), false},
		{"a supplier with a zone of its own moves nothing out of another", access.Part{Zones: []plant.ZoneID{"a"}, Vendors: vendor.Vendors}, in("b", "Siemens"), in("a", "Siemens"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := stays(tt.part, tt.before, tt.after); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestTheAssetList(t *testing.T) {
	w := newWorks(t)
	tests := []struct {
		name   string
		filter AssetFilter
		sort   string
		want   string
	}{
		{"all by key", AssetFilter{}, "", "LAP-301 PLC-101 PLC-102 SIS-201"},
		{"by falling criticality", AssetFilter{}, "-criticality", "SIS-201 PLC-101 PLC-102 LAP-301"},
		{"of one zone", AssetFilter{Zones: []string{string(w.cell.ID)}}, "", "PLC-101 PLC-102"},
		{"without a zone", AssetFilter{Zones: []string{NoZone}}, "", "LAP-301"},
		{"of one zone or without", AssetFilter{Zones: []string{string(w.safe.ID), NoZone}}, "", "LAP-301 SIS-201"},
		{"of two vendors", AssetFilter{Vendors: []string{"HIMA", "Rockwell"}}, "", "PLC-102 SIS-201"},
		{"by type and criticality", AssetFilter{Types: []string{"embedded-device"}, Criticality: []int{2, 5}}, "", "PLC-102 SIS-201"},
		{"by role", AssetFilter{Roles: []string{"plc"}}, "-key", "PLC-102 PLC-101"},
		{"by a word within", AssetFilter{Search: " CAPP "}, "", "PLC-102"},
		{"by zone, those without first", AssetFilter{}, "zone", "LAP-301 PLC-101 PLC-102 SIS-201"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var keys []string
			after := ""
			for {
				p, err := w.Assets(t.Context(), w.ada, w.site, tt.filter, tt.sort, after, 1)
				if err != nil {
					t.Fatal(err)
				}
				if want := len(strings.Fields(tt.want)); p.Total != want {
					t.Errorf("total %d, want %d", p.Total, want)
				}
				for _, a := range p.Items {
					keys = append(keys, a.Key)
				}
				if after = p.Next; after == "" {
					break
				}
			}
			if got := strings.Join(keys, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	p, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{}, "name", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{}, "-name", p.Next, 1); KindOf(err) != Invalid {
		t.Errorf("the mark of another order: %v", err)
	}
	if _, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{Owner: "x"}, "name", p.Next, 1); KindOf(err) != Invalid {
		t.Errorf("the mark of another filter: %v", err)
	}
	if _, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{}, "colour", "", 1); KindOf(err) != Invalid {
		t.Errorf("an order that is none: %v", err)
	}
}

func TestFacetsCountWhatOneMaySee(t *testing.T) {
	w := newWorks(t)
	all, err := w.AssetFacets(t.Context(), w.ada, w.site)
	if err != nil || len(all.Vendors) != 4 || len(all.Zones) != 3 {
		t.Errorf("%+v, %v", all, err)
	}
	part, err := w.AssetFacets(t.Context(), w.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{w.cell.ID}}), w.site)
	if err != nil || len(part.Vendors) != 2 || len(part.Zones) != 1 || part.Zones[0].Count != 2 {
		t.Errorf("%+v, %v", part, err)
	}
}
