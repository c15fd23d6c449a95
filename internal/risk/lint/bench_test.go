package lint_test

import (
	"fmt"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/sl"
)

// bigLint is a site of 200 zones, 400 conduits, 10,000 assets and 2,000
// scenarios, of which much could be better.
func bigLint() risk.Input {
	in := risk.Input{Today: lintDay}
	in.Site.ID, in.Site.Key = "S", "S"
	kinds := []plant.ZoneKind{plant.ZoneControl, plant.ZoneControl, plant.ZoneSupervisory, plant.ZoneSafety, plant.ZoneOperations, plant.ZoneDMZ, plant.ZoneEnterprise}
	for i := range 200 {
		id := fmt.Sprintf("Z-%03d", i)
		target := sl.Uniform(sl.Level(1 + i%3))
		in.Site.Zones = append(in.Site.Zones, plant.Zone{
			ID: plant.ZoneID(id), Key: id, Name: "Zone " + id, Kind: kinds[i%len(kinds)], External: i == 199,
			Target: &plant.Target{Vector: target, Method: risk.MethodConsequence.Name()}, LogicalBoundary: fmt.Sprintf("VLAN %d", i+10),
		})
	}
	for i := range 400 {
		id := fmt.Sprintf("C-%03d", i)
		in.Site.Conduits = append(in.Site.Conduits, plant.Conduit{
			ID: plant.ConduitID(id), Key: id, From: in.Site.Zones[i%200].ID, To: in.Site.Zones[(i*7+1)%200].ID, Wireless: i%40 == 0,
			Controls: []string{fmt.Sprintf("rules of FW-%03d", i%50), "port security on the switches", "reviewed twice a year"}[i%2:],
			Flows:    []plant.FlowRule{{Direction: plant.Forward, Protocol: "s7comm", Ports: "102"}, {Direction: plant.Backward, Protocol: "opc-ua", Ports: "4840"}},
		})
	}
	roles := []plant.AssetRole{"plc", "remote-io", "drive", "hmi", "instrument", "switch", "scada-server", "firewall", "engineering-station", "laptop"}
	for i := range 10_000 {
		zone := in.Site.Zones[i%200]
		a := plant.Asset{
			ID: plant.AssetID(fmt.Sprintf("a%05d", i)), Key: fmt.Sprintf("A-%05d", i), Name: "Asset of the line", Type: plant.EmbeddedDevice, Role: roles[i%len(roles)],
			Zone: zone.ID, Criticality: i % 6, Addresses: []plant.Address{{IP: fmt.Sprintf("10.1.%d.%d", i%200, i/200+1), VLAN: i%200 + 10, MAC: fmt.Sprintf("02:00:00:00:%02x:%02x", i/256, i%256)}},
		}
		if a.Role == "firewall" {
			a.Key = fmt.Sprintf("FW-%03d", i/10)
			a.Addresses = append(a.Addresses, plant.Address{IP: fmt.Sprintf("10.1.%d.250", (i+1)%200), VLAN: (i+1)%200 + 10})
		}
		if i%50 == 0 {
			a.Zone = ""
		}
		in.Site.Assets = append(in.Site.Assets, a)
	}
	criteria := risk.Presets()[0]
	criteria.ID, criteria.Key = "CR-1", "CR-1"
	in.Register.Criteria = []risk.Criteria{criteria}
	for i := range 100 {
		key := fmt.Sprintf("F-%03d", i)
		in.Register.Functions = append(in.Register.Functions, risk.Function{
			Head: risk.Head{ID: risk.ID(key), Key: key}, Zones: []plant.ZoneID{in.Site.Zones[i].ID}, Assets: []plant.AssetID{in.Site.Assets[i].ID},
		})
		in.Register.Countermeasures = append(in.Register.Countermeasures, risk.Countermeasure{
			Head: risk.Head{ID: risk.ID("CM-" + key), Key: "CM-" + key, Name: "Countermeasure"}, Layer: risk.Layers[i%8], Kind: risk.MeasureKinds[i%5], State: risk.MeasureExisting,
			WholeSite: i%10 == 0, Zones: []plant.ZoneID{in.Site.Zones[i].ID, in.Site.Zones[(i+50)%200].ID},
			Dependencies: []risk.Dependency{{Kind: "vendor", Name: fmt.Sprint(i % 7)}},
		})
	}
	for i := range 2000 {
		key := fmt.Sprintf("SC-%04d", i)
		ratings := risk.Ratings{}
		for n, c := range risk.Categories {
			ratings[c] = 1 + (i+n)%5
		}
		in.Register.Scenarios = append(in.Register.Scenarios, risk.Scenario{
			Head: risk.Head{ID: risk.ID(key), Key: key}, Zone: in.Site.Zones[i%200].ID, Functions: []risk.ID{in.Register.Functions[i%100].ID}, Ratings: ratings,
			Likelihood: 1 + i%5, Treatment: "mitigate", Techniques: []string{"T0855", "T0001"}, Safeguards: []risk.Safeguard{{Name: "planned", Planned: true, LowersLikelihood: 1}},
		})
	}
	return in
}

// BenchmarkFindings runs every rule on the plant and on the risk procedure of a
// large site. Goal: 150 ms.
func BenchmarkFindings(b *testing.B) {
	in := bigLint()
	res := risk.Rate(in)
	found := 0
	for b.Loop() {
		found = len(plant.Findings(in.Site, nil, in.Today)) + len(lint.Findings(in, res))
	}
	b.ReportMetric(float64(found), "findings")
}

func TestAFindingKeepsItsIDWhenAllIsRenamed(t *testing.T) {
	ids := func(in risk.Input) map[string]int {
		all := map[string]int{}
		for _, f := range plant.Findings(in.Site, nil, in.Today) {
			all[f.ID]++
		}
		for _, f := range lint.Findings(in, risk.Rate(in)) {
			all[f.ID]++
		}
		return all
	}
	in := bigLint()
	before := ids(in)
	for id, n := range before {
		if n > 1 {
			t.Fatalf("%d findings have the id %s", n, id)
		}
	}
	for i := range in.Site.Zones {
		in.Site.Zones[i].Key = fmt.Sprintf("Z-%03d", 900-i)
	}
	for i := range in.Site.Conduits {
		in.Site.Conduits[i].Key = fmt.Sprintf("K-%03d", 900-i)
	}
	for i := range in.Site.Assets {
		if in.Site.Assets[i].Role != "firewall" { // the controls name them
			in.Site.Assets[i].Key = fmt.Sprintf("B-%05d", 99999-i)
		}
	}
	for i := range in.Register.Scenarios {
		in.Register.Scenarios[i].Key = fmt.Sprintf("R-%05d", 99999-i)
	}
	after := ids(in)
	if len(before) < 1000 || len(before) != len(after) {
		t.Fatalf("%d findings before, %d after", len(before), len(after))
	}
	for id := range before {
		if after[id] == 0 {
			t.Errorf("finding %s has another id now", id)
		}
	}
}
