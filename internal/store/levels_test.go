package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

func TestComponentsAreReadAsFarAsLevelsDependOnThem(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zone := put(db, db.zone("Z-01"))[0]
		full := plant.Asset{
			Site: db.site, Key: "A-1", Name: "Pump", Type: plant.EmbeddedDevice, Zone: zone.ID, Vendor: "Acme", Model: "X", Firmware: "V1",
			OrderNumber: "6ES7", Retired: "2027-01-01", Description: "not read", Addresses: []plant.Address{{IP: "10.0.0.1"}},
		}
		bare := plant.Asset{Site: db.site, Key: "A-2", Type: plant.HostDevice}
		stored := put(db, bare, full)
		var got []plant.Asset
		db.view(func(r *Reader) error { return r.Components(db.site, func(a plant.Asset) { got = append(got, a) }) })
		want := []plant.Asset{stored[1], stored[0]} // by key
		want[0].Description, want[0].Addresses, want[0].Version, want[1].Version = "", nil, 0, 0
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		db.viewAs("nobody", func(r *Reader) error {
			return r.Components(db.site, func(a plant.Asset) { t.Errorf("another organisation reads %s", a.Key) })
		})
	})
}

func TestVerdictsAndClaimsOfOneSet(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		db.view(func(r *Reader) error {
			claims, err := r.ClaimsOn(catalog.ComponentRequirements)
			if len(claims) == 0 || claims[0].Subject != (assess.Subject{Kind: assess.OfProduct, ID: string(s.product.ID)}) {
				t.Errorf("claims: %+v", claims)
			}
			if err != nil {
				return err
			}
			none, err := r.ClaimsOn(catalog.SystemRequirements)
			if len(none) != 0 {
				t.Errorf("claims on the system requirements: %+v", none)
			}
			if err != nil {
				return err
			}
			entries, err := r.Entries(EntryQuery{Limit: 1})
			if err != nil {
				return err
			}
			then, err := r.SuppliedAt(entries.Entries[0].Seq)
			if len(then.Products) == 0 || len(then.Companies) == 0 || len(then.Claims) == 0 {
				t.Errorf("as it was: %+v", then)
			}
			return err
		})
	})
}
