package store

import (
	"errors"
	"testing"

	"ringwall/internal/plant"
)

func TestADeviceOfAConduitExistsAndStays(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, conduits, assets, _ := db.plantSite()
		firewall := put(db, db.asset("FW-9", zones[0].ID))[0]
		c := conduits[0]
		c.Devices = []plant.AssetID{firewall.ID}
		c = put(db, c)[0]
		used, ok := errors.AsType[*InUse](db.refused(func(tx *Tx) error { return Delete[plant.Asset](tx, string(firewall.ID), 1) }))
		if !ok || len(used.By) != 1 || used.By[0].Kind != "conduit" || used.By[0].Key != c.Key {
			t.Errorf("a firewall that forms a conduit is deleted, or kept by %+v", used)
		}
		c.Devices = append(c.Devices, "nobody")
		missing, ok := errors.AsType[*Dangling](db.refused(func(tx *Tx) error { return Put(tx, &c) }))
		if !ok || missing.Kind != "asset" {
			t.Errorf("a device that does not exist: %+v", missing)
		}
		c.Devices = []plant.AssetID{assets[0].ID}
		put(db, c)
		db.update("asset.delete", func(tx *Tx) error { return Delete[plant.Asset](tx, string(firewall.ID), 1) })
		db.honest()
	})
}
