package plant_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

func TestPlanTellsWhatWouldChange(t *testing.T) {
	zone := func(key, parent string, place *plant.Place) plant.DocZone {
		return plant.DocZone{Key: key, Name: key, Kind: plant.ZoneControl, Parent: parent, Place: place}
	}
	current := plant.Document{
		Site:     plant.DocSite{Key: "B", Name: "Bottling"},
		Zones:    []plant.DocZone{zone("Z-01", "", &plant.Place{W: 9, H: 9}), zone("Z-02", "Z-01", nil), zone("Z-03", "Z-02", nil)},
		Conduits: []plant.DocConduit{{Key: "C-01", From: "Z-01", To: "Z-02", Flows: []plant.FlowRule{{Protocol: "any"}, {Protocol: "tcp"}}}},
		Assets:   []plant.DocAsset{{Key: "PLC-1", Type: plant.EmbeddedDevice}},
		Answers:  []plant.Answer{{Subject: "zone Z-01", Requirement: "SR 1.1", State: "met"}},
	}
	wanted := plant.Document{
		Site:     plant.DocSite{Key: "B", Name: "Bottling 2"},
		Zones:    []plant.DocZone{zone("Z-05", "Z-04", nil), zone("Z-04", "", nil), zone("Z-01", "", nil)},
		Conduits: []plant.DocConduit{{Key: "C-01", From: "Z-01", To: "Z-02", Flows: []plant.FlowRule{{Protocol: "modbus"}}}},
		Answers:  []plant.Answer{},
	}
	tests := []struct {
		name  string
		prune bool
		want  []string
	}{
		{"without pruning nothing is removed", false, []string{
			"change site B", "add zone Z-04", "skip zone Z-01", "add zone Z-05", "change conduit C-01",
		}},
		{"with pruning what is not named goes, children first; lists that are not there stay", true, []string{
			"change site B", "add zone Z-04", "skip zone Z-01", "add zone Z-05", "change conduit C-01",
			"remove answer zone Z-01 SR 1.1", "remove zone Z-03", "remove zone Z-02",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plan := plant.Plan(current, wanted, tt.prune)
			var got []string
			for _, c := range plan.Changes {
				got = append(got, string(c.Op)+" "+c.Kind+" "+c.Key)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
	plan := plant.Plan(current, wanted, false)
	want := []plant.FieldChange{
		{Path: "flows[0].protocol", Before: "any", After: "modbus"},
		{Path: "flows[1]", Before: plant.FlowRule{Protocol: "tcp"}},
	}
	if diff := cmp.Diff(want, plan.Changes[4].Fields); diff != "" {
		t.Errorf("fields of the conduit (-want +got):\n%s", diff)
	}
	if n := plan.Counts(); n[plant.OpAdd] != 2 || n[plant.OpChange] != 2 || n[plant.OpSkip] != 1 {
		t.Errorf("counts are %v", n)
	}
}

func TestPlanOfTheSameDocumentIsEmpty(t *testing.T) {
	d, _ := example(t)
	if plan := plant.Plan(d, d, true); !plan.Empty() {
		t.Errorf("a document differs from itself: %v", plan.Counts())
	}
}

func TestFieldsOfStoredRecordsAreComparedWithoutIdAndVersion(t *testing.T) {
	before := plant.Zone{ID: "z1", Key: "Z-01", Assumptions: []string{}, Meta: plant.Meta{Version: 1}}
	after := plant.Zone{ID: "z1", Key: "Z-01", Target: &plant.Target{Approver: "M"}, Meta: plant.Meta{Version: 2}}
	want := []plant.FieldChange{{Path: "target", After: plant.Target{Approver: "M"}}}
	if diff := cmp.Diff(want, plant.FieldsChanged(before, after)); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestKeysAreOrderedAsPeopleCount(t *testing.T) {
	for _, tt := range [][2]string{{"PLC-9", "PLC-10"}, {"SR 1.2", "SR 1.10"}, {"SR 1.1", "SR 1.1 RE 1"}, {"A", "B"}, {"A01", "A1"}, {"", "A"}} {
		if plant.CompareKeys(tt[0], tt[1]) >= 0 || plant.CompareKeys(tt[1], tt[0]) <= 0 {
			t.Errorf("%q does not stand before %q", tt[0], tt[1])
		}
	}
	if plant.CompareKeys("PLC-10", "PLC-10") != 0 {
		t.Error("a key differs from itself")
	}
}

func TestParentsFirst(t *testing.T) {
	zones := []plant.DocZone{{Key: "c", Parent: "b"}, {Key: "b", Parent: "a"}, {Key: "a"}, {Key: "x", Parent: "y"}, {Key: "y", Parent: "x"}}
	got := ""
	for _, z := range plant.ParentsFirst(zones) {
		got += z.Key
	}
	if got != "abcxy" {
		t.Errorf("order is %s", got)
	}
}
