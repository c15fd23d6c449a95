package plant_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

// proposals says of each proposal which zone takes which assets.
func proposals(list []plant.ZoneProposal) map[string][]string {
	out := map[string][]string{}
	for _, p := range list {
		to := fmt.Sprintf("new %s %s", p.Zone.Kind, p.Zone.Name)
		if p.Existing != "" {
			to = "zone " + p.Zone.Key
		}
		for _, a := range p.Assets {
			out[to] = append(out[to], a.Key)
		}
	}
	return out
}

func TestZonesAreProposedByFunctionSafetyAndNetwork(t *testing.T) {
	at := func(ip string, vlan int) []plant.Address { return []plant.Address{{IP: ip, VLAN: vlan}} }
	s := plant.SiteOf(plant.Document{
		Zones: []plant.DocZone{
			{Key: "Z-07", Name: "Line", Kind: plant.ZoneControl},
			{Key: "Z-08", Name: "Office", Kind: plant.ZoneEnterprise},
			{Key: "Z-09", Name: "Utilities", Kind: plant.ZoneControl, LogicalBoundary: "VLAN 30, ports of SW-3"},
		},
		Assets: []plant.DocAsset{
			{Key: "OLD-1", Role: "plc", Addresses: at("10.0.1.9", 0), Retired: "2026-01-01"},
			{Key: "PLC-1", Role: "plc", Zone: "Z-07", Addresses: at("10.0.1.1", 11)},
			{Key: "PLC-2", Role: "plc", Addresses: at("10.0.1.2", 0)},
			{Key: "CAM-1", Role: "camera", Addresses: at("10.0.1.3", 0)},
			{Key: "PLC-3", Role: "plc", Addresses: at("10.0.2.1", 0)},
			{Key: "HMI-3", Role: "hmi", Addresses: at("10.0.2.2", 0)},
			{Key: "SW-3", Role: "switch", Addresses: at("10.0.2.3", 0)},
			{Key: "MES-3", Role: "mes", Addresses: at("10.0.2.4", 0)},
			{Key: "DRV-4", Role: "drive", Addresses: []plant.Address{{VLAN: 30}}},
			{Key: "F-1", Role: "safety-controller", Addresses: at("10.0.1.4", 0)},
			{Key: "IO-1", Role: "remote-io", Safety: &plant.SafetyFunction{PL: "d"}},
			{Key: "LAP-1", Role: "laptop"},
			{Key: "AP-1", Role: "access-point", Addresses: at("10.0.1.5", 0)},
			{Key: "MOD-1", Role: "remote-access"},
			{Key: "PC-1", Role: "other", Tags: []string{"business"}},
			{Key: "X-1", Role: "other"},
		},
	})
	want := map[string][]string{
		"zone Z-07":                              {"CAM-1", "PLC-2"},
		"zone Z-08":                              {"PC-1"},
		"zone Z-09":                              {"DRV-4"},
		"new control Control, 10.0.2.0/24":       {"HMI-3", "PLC-3", "SW-3"},
		"new operations Operations, 10.0.2.0/24": {"MES-3"},
		"new safety Safety systems":              {"F-1", "IO-1"},
		"new other Temporary devices":            {"LAP-1"},
		"new other Wireless":                     {"AP-1"},
		"new dmz Remote access":                  {"MOD-1"},
		"new other Other assets":                 {"X-1"},
	}
	got := plant.ProposeZones(s, exampleDay, false)
	if diff := cmp.Diff(want, proposals(got)); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
	keys := map[string]bool{"Z-07": true, "Z-08": true, "Z-09": true}
	for _, p := range got {
		if p.Reason == "" || p.Clause == "" || p.ID == "" {
			t.Errorf("says too little: %+v", p)
		}
		if p.Existing == "" && keys[p.Zone.Key] {
			t.Errorf("key %s is taken", p.Zone.Key)
		}
		keys[p.Zone.Key] = true
	}
}

func TestTheExamplePlantGetsProposals(t *testing.T) {
	d, _ := example(t)
	s := plant.SiteOf(d)
	if diff := cmp.Diff(map[string][]string{"zone Z-01": {"CAM-901", "GW-901"}}, proposals(plant.ProposeZones(s, exampleDay, false))); diff != "" {
		t.Errorf("without a zone (-want +got):\n%s", diff)
	}
	want := map[string][]string{
		"zone Z-01":                   {"CAM-901", "GW-901"},
		"zone Z-06":                   {"MOD-101"},
		"zone Z-07":                   {"AP-101"},
		"zone Z-08":                   {"NAS-401"},
		"new other Temporary devices": {"LAP-101"},
		"new control Control, VLAN 13 (10.20.13.0/24)": {"HMI-301"},
	}
	if diff := cmp.Diff(want, proposals(plant.ProposeZones(s, exampleDay, true))); diff != "" {
		t.Errorf("with moves (-want +got):\n%s", diff)
	}
}

func TestAFlatNetworkWithoutZonesIsDividedByFunction(t *testing.T) {
	var d plant.Document
	for i := range 40 {
		role := []plant.AssetRole{"plc", "hmi", "scada-server", "mes"}[i%4]
		d.Assets = append(d.Assets, plant.DocAsset{Key: fmt.Sprintf("A-%02d", i), Role: role, Addresses: []plant.Address{{IP: fmt.Sprintf("192.168.1.%d", i+1)}}})
	}
	got := plant.ProposeZones(plant.SiteOf(d), exampleDay, false)
	sizes := map[string]int{}
	for _, p := range got {
		sizes[p.Zone.Key+" "+string(p.Zone.Kind)] = len(p.Assets)
	}
	if diff := cmp.Diff(map[string]int{"Z-01 control": 20, "Z-02 supervisory": 10, "Z-03 operations": 10}, sizes); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
}
