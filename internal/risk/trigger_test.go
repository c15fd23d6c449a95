package risk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestSomeChangesCallForALookAgain(t *testing.T) {
	plc := plant.Asset{Key: "PLC-101", Vendor: "Siemens", Type: plant.EmbeddedDevice, Zone: "z1", Firmware: "2.9"}
	with := func(change func(*plant.Asset)) *plant.Asset { a := plc; change(&a); return &a }
	line := plant.Conduit{Key: "C-01", From: "z1", To: "z2"}
	held := risk.Assumption{Head: risk.Head{Key: "AS-01"}, State: risk.AssumptionOpen}
	failed := held
	failed.State = risk.AssumptionFalse
	modem := &risk.System{AccessPoints: []risk.AccessPoint{{Key: "A-1", Name: "Modem"}}}
	for _, c := range []struct {
		name          string
		before, after any
		want          []risk.Cause
	}{
		{"a new asset does", (*plant.Asset)(nil), &plc, []risk.Cause{{Trigger: risk.AssetChanged, What: "asset PLC-101 was added"}}},
		{"an asset that goes does", &plc, (*plant.Asset)(nil), []risk.Cause{{Trigger: risk.AssetChanged, What: "asset PLC-101 was removed"}}},
		{"one that moves and is flashed does, once", &plc, with(func(a *plant.Asset) { a.Zone, a.Firmware = "z2", "3" }),
			[]risk.Cause{{Trigger: risk.AssetChanged, What: "the zone and the firmware of asset PLC-101 changed"}}},
		{"another vendor is a trigger of its own", &plc, with(func(a *plant.Asset) { a.Vendor = "" }),
			[]risk.Cause{{Trigger: risk.SupplierChanged, What: "the vendor of asset PLC-101 was changed from Siemens to none"}}},
		{"another spelling of the vendor is none", &plc, with(func(a *plant.Asset) { a.Vendor = " SIEMENS" }), nil},
		{"an owner is none", &plc, with(func(a *plant.Asset) { a.Owner, a.Addresses = "Crew", []plant.Address{} }), nil},
		{"a path that opens does", (*plant.Conduit)(nil), &line, []risk.Cause{{Trigger: risk.PathChanged, What: "conduit C-01 was added"}}},
		{"a flow rule does", &line, &plant.Conduit{Key: "C-01", From: "z1", To: "z2", Flows: []plant.FlowRule{{Protocol: "modbus"}}},
			[]risk.Cause{{Trigger: risk.PathChanged, What: "the flow rules of conduit C-01 changed"}}},
		{"a device that forms a path does", &line, &plant.Conduit{Key: "C-01", From: "z1", To: "z2", Devices: []plant.AssetID{"fw"}},
			[]risk.Cause{{Trigger: risk.PathChanged, What: "the devices of conduit C-01 changed"}}},
		{"a conduit's name is none", &line, &plant.Conduit{Key: "C-01", Name: "Trips", From: "z1", To: "z2"}, nil},
		{"an access point that goes does", modem, &risk.System{}, []risk.Cause{{Trigger: risk.PathChanged, What: "access point A-1 was removed"}}},
		{"one that is the same is none", modem, modem, nil},
		{"an assumption that proves false does", &held, &failed, []risk.Cause{{Trigger: risk.AssumptionFailed, What: "assumption AS-01 proved false"}}},
		{"one that was false before is none", &failed, &failed, nil},
		{"one that goes is none", &failed, (*risk.Assumption)(nil), nil},
		{"a scenario is the assessment itself", (*risk.Scenario)(nil), &risk.Scenario{}, nil},
	} {
		if diff := cmp.Diff(c.want, risk.Causes(c.before, c.after)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestTimeAloneMakesThingsDue(t *testing.T) {
	reg := risk.Register{
		Scenarios: []risk.Scenario{
			{Head: risk.Head{Key: "SC-001"}, Acceptance: &risk.Acceptance{Until: "2026-03-01"}},
			{Head: risk.Head{Key: "SC-002"}, Acceptance: &risk.Acceptance{Until: "2026-03-02"}},
			{Head: risk.Head{Key: "SC-003"}},
		},
		Approvals: []risk.Approval{
			{Head: risk.Head{ID: "1", Key: "AP-01"}, Specification: "s", ReviewBy: "2026-01-01"}, // a newer one replaced it
			{Head: risk.Head{ID: "2", Key: "AP-02"}, Specification: "s", ReviewBy: "2026-02-01"},
			{Head: risk.Head{ID: "3", Key: "AP-03"}, Specification: "other", ReviewBy: "2026-02-01", Reopened: &risk.Reopened{}},
		},
		Assumptions: []risk.Assumption{
			{Head: risk.Head{Key: "AS-01"}, State: risk.AssumptionOpen, Due: "2026-03-01"},
			{Head: risk.Head{Key: "AS-02"}, State: risk.AssumptionOpen},
			{Head: risk.Head{Key: "AS-03"}, State: risk.AssumptionConfirmed, Due: "2026-01-01", Expires: "2026-03-01"},
			{Head: risk.Head{Key: "AS-04"}, State: risk.AssumptionFalse, Due: "2026-01-01"},
		},
	}
	var got []string
	for _, d := range risk.Overdue(reg, "2026-03-02") {
		got = append(got, string(d.Trigger)+" "+d.Kind+" "+d.Key)
	}
	want := []string{
		"acceptance-expired scenario SC-001", "review-due approval AP-02",
		"assumption-overdue assumption AS-01", "assumption-overdue assumption AS-03",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
