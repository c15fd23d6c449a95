package proof_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

func TestTrafficIsSummedUpBetweenZones(t *testing.T) {
	site := plant.Site{
		Zones:    []plant.Zone{{ID: "z1", Key: "Z-01"}, {ID: "z2", Key: "Z-02"}, {ID: "z3", Key: "Z-03"}},
		Conduits: []plant.Conduit{{ID: "c", From: "z1", To: "z2", Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}}}},
		Assets:   []plant.Asset{{ID: "a", Zone: "z1"}, {ID: "b", Zone: "z2"}, {ID: "c", Zone: "z3"}, {ID: "d"}, {ID: "e", Zone: "z1"}},
	}
	flow := func(client, server plant.AssetID, port int) proof.Flow {
		return proof.Flow{Client: client, Server: server, Protocol: "modbus", Transport: "tcp", Port: port, Known: true}
	}
	got := proof.TrafficBetween(site, []proof.Capture{{Key: "CAP-1", Flows: []proof.Flow{
		flow("a", "b", 502), flow("a", "b", 503), flow("b", "a", 502), flow("a", "c", 502), flow("a", "d", 502), flow("a", "e", 502)}}})
	want := []proof.ZoneTraffic{
		{From: "z1", To: "z2", Flows: 2, Conduit: true, First: "modbus to port 503 in CAP-1"},
		{From: "z1", To: "z3", Flows: 1, First: "modbus to port 502 in CAP-1"},
		{From: "z2", To: "z1", Flows: 1, Conduit: true, First: "modbus to port 502 in CAP-1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all := proof.TrafficBetween(site, []proof.Capture{{Flows: []proof.Flow{flow("a", "b", 502)}}}); len(all) != 1 || !all[0].Allowed {
		t.Errorf("what a flow rule permits is allowed: %+v", all)
	}
}
