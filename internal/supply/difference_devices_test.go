package supply_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

func TestADeviceThatWasNotDeliveredFormsNoConduit(t *testing.T) {
	zones := []plant.DocZone{{Key: "Z-01", Name: "Line"}, {Key: "Z-02", Name: "Office"}, {Key: "Z-03", Name: "Hall"}}
	declared := plant.Document{
		Zones:    zones,
		Conduits: []plant.DocConduit{{Key: "C-01", Name: "Uplink", From: "Z-01", To: "Z-02", Devices: []string{"FW-1", "FW-2", "FW-3"}}},
		Assets:   []plant.DocAsset{{Key: "FW-1", Name: "Gone", Zone: "Z-01"}, {Key: "FW-2", Name: "Delivered", Zone: "Z-01"}, {Key: "FW-3", Name: "Not part of it", Zone: "Z-03"}},
	}
	built := plant.Document{
		Zones:    zones[:2],
		Conduits: []plant.DocConduit{{Key: "C-01", Name: "Uplink", From: "Z-01", To: "Z-02"}},
		Assets:   []plant.DocAsset{{Key: "FW-2", Name: "Delivered", Zone: "Z-01"}},
	}
	for _, tt := range []struct {
		name   string
		assets []plant.DocAsset
		want   []string
	}{
		{"of the delivery and of elsewhere stay", built.Assets, []string{"FW-2", "FW-3"}},
		{"stay when the delivery names no asset", nil, []string{"FW-1", "FW-2", "FW-3"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := built
			b.Assets = tt.assets
			_, set := supply.BuiltDifferenceOf(declared, b, nil)
			for _, c := range set.Changes {
				if c.Kind != "conduit" {
					continue
				}
				if diff := cmp.Diff(tt.want, c.After.(plant.DocConduit).Devices); diff != "" {
					t.Errorf("devices (-want +got):\n%s", diff)
				}
			}
			if declared.Conduits[0].Devices[0] != "FW-1" {
				t.Error("what is declared was written to")
			}
		})
	}
}
