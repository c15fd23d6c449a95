package proof_test

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
)

func hours(h float64) *float64 { return &h }

// plantOf is a site of two zones in one line and a third, with a conduit from
// the office to the line.
func plantOf() plant.Site {
	return plant.Site{
		Zones: []plant.Zone{{ID: "line", Key: "Z-00"}, {ID: "cell", Key: "Z-01", Parent: "line"}, {ID: "safe", Key: "Z-02", Parent: "line"}, {ID: "office", Key: "Z-03"}},
		Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", From: "office", To: "line", Flows: []plant.FlowRule{
			{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}, {Direction: plant.Both, Protocol: "tcp", Ports: "5000-5010, 8080"},
		}}},
		Assets: []plant.Asset{
			{ID: "plc", Key: "PLC-1", Zone: "cell", Owner: "Crew"}, {ID: "sis", Key: "SIS-1", Zone: "safe", Owner: "Crew"},
			{ID: "pc", Key: "PC-1", Zone: "office", Owner: "IT"}, {ID: "old", Key: "OLD-1", Retired: "2020-01-01"},
		},
	}
}

func madeOf(captures ...proof.Capture) proof.MadeInput {
	return proof.MadeInput{Today: today, At: day(string(today)), Site: plantOf(), Captures: captures}
}

// seen is a capture of this month in which every asset sent something.
func seen(flows ...proof.Flow) proof.Capture {
	return proof.Capture{Key: "line1.pcap", Hash: "h1", Last: "2026-11-01", Flows: flows,
		Seen: map[plant.AssetID]plant.Date{"plc": "2026-11-01", "sis": "2026-11-01", "pc": "2026-11-01"}}
}

func TestTheInventoryIsHeldAgainstWhatWasSeen(t *testing.T) {
	change := func(f func(*proof.MadeInput)) proof.MadeInput {
		in := madeOf(seen())
		f(&in)
		return in
	}
	for _, c := range []struct {
		name  string
		in    proof.MadeInput
		holds bool
		says  string
	}{
		{"every asset in service was seen", madeOf(seen()), true, "3 of 3 assets in service (100 percent)"},
		{"a retired asset need not be", change(func(in *proof.MadeInput) { in.Site.Assets[3].Zone = "" }), true, "3 of 3"},
		{"without a capture nothing was", madeOf(), false, "No capture of the last 90 days"},
		{"a capture of the year before does not count", change(func(in *proof.MadeInput) { in.Captures[0].Last = "2025-11-01" }), false, "None of 3 assets"},
		{"an asset that was silent for 90 days was not seen", change(func(in *proof.MadeInput) { in.Captures[0].Seen["plc"] = "2026-08-25" }), false, "2 of 3"},
		{"an asset without a zone stands against it", change(func(in *proof.MadeInput) { in.Site.Assets[0].Zone = "" }), false, "1 without a zone"},
		{"so does one without an owner", change(func(in *proof.MadeInput) { in.Site.Assets[0].Owner = "" }), false, "1 without an owner"},
		{"and a device that nobody knows", change(func(in *proof.MadeInput) { in.Captures[0].Unknown = []string{"00:11:22:33:44:55"} }), false, "1 device that was seen"},
		{"an empty inventory is no inventory", proof.MadeInput{Today: today}, false, "no asset in service"},
	} {
		m := proof.Make(proof.InventoryReconciled, c.in)
		if m.Holds != c.holds || !strings.Contains(m.Result, c.says) || m.Rule != proof.InventoryReconciled {
			t.Errorf("%s: %v, %s", c.name, m.Holds, m.Result)
		}
	}
	// 20 assets of which one is silent: a spare may be.
	in := madeOf(seen())
	in.Site.Assets = nil
	in.Captures[0].Seen = map[plant.AssetID]plant.Date{}
	for i := range 20 {
		id := plant.AssetID(rune('a' + i))
		in.Site.Assets = append(in.Site.Assets, plant.Asset{ID: id, Zone: "cell", Owner: "Crew"})
		if i > 0 {
			in.Captures[0].Seen[id] = "2026-11-01"
		}
	}
	if m := proof.Make(proof.InventoryReconciled, in); !m.Holds {
		t.Errorf("19 of 20 are not enough: %s", m.Result)
	}
}

func TestTrafficIsHeldAgainstTheConduits(t *testing.T) {
	flow := func(client, server plant.AssetID, protocol string, port int, known bool) proof.Flow {
		return proof.Flow{Client: client, Server: server, Protocol: protocol, Transport: "tcp", Port: port, Known: known}
	}
	good := flow("pc", "plc", "modbus", 502, true)
	for _, c := range []struct {
		name  string
		flows []proof.Flow
		holds bool
		says  string
	}{
		{"what a rule of a conduit of the zone above permits is in order", []proof.Flow{good}, true, "1 run over a conduit that permits them"},
		{"traffic within a zone needs no conduit", []proof.Flow{good, flow("plc", "plc", "s7", 102, true)}, true, "1 flows stay within a zone"},
		{"a rule of the transport permits any protocol on its ports", []proof.Flow{good, flow("plc", "pc", "opc-ua", 5005, true), flow("pc", "sis", "http", 8080, true)}, true, "3 run over"},
		{"another port is not permitted", []proof.Flow{good, flow("pc", "plc", "opc-ua", 5011, true)}, false, "1 over a conduit whose flow rules do not"},
		{"nor is the other direction", []proof.Flow{good, flow("plc", "pc", "modbus", 502, true)}, false, "modbus to port 502 from Z-01 to Z-03 in line1.pcap"},
		{"unless nobody knows which way it went", []proof.Flow{good, flow("plc", "pc", "modbus", 502, false)}, true, "2 run over"},
		{"between two zones of a line a conduit is needed as well", []proof.Flow{good, flow("plc", "sis", "modbus", 502, true)}, false, "1 over no conduit"},
		{"an end in no zone cannot be judged", []proof.Flow{good, flow("old", "plc", "modbus", 502, true)}, false, "1 have an end that is in no zone"},
		{"without any flow between zones nothing is shown", nil, false, "Of 0 flows"},
	} {
		m := proof.Make(proof.TrafficConforms, madeOf(seen(c.flows...)))
		if m.Holds != c.holds || !strings.Contains(m.Result, c.says) {
			t.Errorf("%s: %v, %s", c.name, m.Holds, m.Result)
		}
	}
	if m := proof.Make(proof.TrafficConforms, madeOf()); m.Holds || !strings.Contains(m.Result, "No capture") {
		t.Errorf("without a capture: %+v", m)
	}
}

func TestRestoreTestsSpeakForEveryFunction(t *testing.T) {
	function := func(key string, r *risk.Recovery) risk.Function {
		return risk.Function{Head: risk.Head{ID: risk.ID(key), Key: key}, Recovery: r}
	}
	good := function("F-01", &risk.Recovery{RestoreTested: "2026-05-01", TargetTime: hours(4), MeasuredTime: hours(3)})
	for _, c := range []struct {
		name  string
		all   []risk.Function
		holds bool
		says  string
	}{
		{"tested this year and in time", []risk.Function{good}, true, "were back in their target time. The oldest of these tests is of 2026-05-01"},
		{"without functions there is nothing to test", nil, false, "No essential function"},
		{"one that was never tested stands against it", []risk.Function{good, function("F-02", nil)}, false, "F-02 was never tested"},
		{"so does a test of more than 12 months ago", []risk.Function{good, function("F-02", &risk.Recovery{RestoreTested: "2025-11-23", TargetTime: hours(4), MeasuredTime: hours(3)})}, false, "F-02 was last tested on 2025-11-23"},
		{"a year to the day is still in it", []risk.Function{function("F-02", &risk.Recovery{RestoreTested: "2025-11-24", TargetTime: hours(4), MeasuredTime: hours(3)})}, true, "1"},
		{"a test of tomorrow shows nothing", []risk.Function{function("F-02", &risk.Recovery{RestoreTested: "2026-11-25"})}, false, "which shows nothing"},
		{"nor does one without a target", []risk.Function{function("F-02", &risk.Recovery{RestoreTested: "2026-05-01", MeasuredTime: hours(3)})}, false, "has no target time"},
		{"or without a time", []risk.Function{function("F-02", &risk.Recovery{RestoreTested: "2026-05-01", TargetTime: hours(3)})}, false, "the restore of 1 was tested in the last 12 months and 0 were back"},
		{"or that took too long", []risk.Function{function("F-02", &risk.Recovery{RestoreTested: "2026-05-01", TargetTime: hours(3), MeasuredTime: hours(3.5)})}, false, "after 3.5 hours, against a target of 3"},
	} {
		m := proof.Make(proof.RestoreTested, proof.MadeInput{Today: today, Functions: c.all})
		if m.Holds != c.holds || !strings.Contains(m.Result, c.says) {
			t.Errorf("%s: %v, %s", c.name, m.Holds, m.Result)
		}
	}
}

func TestTheRecordAndTrainingSpeakForThemselves(t *testing.T) {
	for _, c := range []struct {
		rule  proof.MadeRule
		look  *proof.LedgerLook
		holds bool
		says  string
	}{
		{proof.LedgerVerified, &proof.LedgerLook{Entries: 12, Root: "r"}, true, "All 12 entries"},
		{proof.LedgerVerified, &proof.LedgerLook{Entries: 12, Wrong: []string{"Entry 3 was changed."}}, false, "Entry 3 was changed."},
		{proof.LedgerVerified, nil, false, "not read"},
		{proof.Trained, nil, false, "No training records are kept yet"},
		{"astrology", nil, false, "astrology"},
	} {
		m := proof.Make(c.rule, proof.MadeInput{Today: today, Ledger: c.look})
		if m.Holds != c.holds || !strings.Contains(m.Result, c.says) {
			t.Errorf("%s: %+v", c.rule, m)
		}
	}
	for _, r := range proof.MadeRules {
		if w := r.Words(); w.Name == "" || w.Section == "" || w.About == "" || !slices.Contains(proof.Sections, w.Section) || !slices.Contains(proof.Kinds, w.Kind) {
			t.Errorf("%s is not described: %+v", r, w)
		}
	}
}

func TestTheGroundChangesWithWhatTheEvidenceIsMadeFromAndWithNothingElse(t *testing.T) {
	base := func() proof.MadeInput {
		in := madeOf(seen(proof.Flow{Client: "pc", Server: "plc", Protocol: "modbus"}))
		in.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-01"}, Recovery: &risk.Recovery{RestoreTested: "2026-05-01", TargetTime: hours(4)}}}
		in.Ledger = &proof.LedgerLook{Key: "k", Entries: 3}
		return in
	}
	all := []proof.MadeRule{proof.InventoryReconciled, proof.TrafficConforms}
	for _, c := range []struct {
		name    string
		change  func(*proof.MadeInput)
		changes []proof.MadeRule
	}{
		{"nothing", func(*proof.MadeInput) {}, nil},
		{"another day", func(in *proof.MadeInput) { in.Today = "2027-01-01" }, nil},
		{"the order of the assets", func(in *proof.MadeInput) { slices.Reverse(in.Site.Assets) }, nil},
		{"the description of an asset", func(in *proof.MadeInput) { in.Site.Assets[0].Description = "x" }, nil},
		{"what the captures show is in their files", func(in *proof.MadeInput) { in.Captures[0].Flows, in.Captures[0].Seen = nil, nil }, nil},
		{"a ledger that grew", func(in *proof.MadeInput) { in.Ledger.Entries = 9 }, nil},
		{"an asset in another zone", func(in *proof.MadeInput) { in.Site.Assets[0].Zone = "safe" }, all},
		{"an address", func(in *proof.MadeInput) { in.Site.Assets[0].Addresses = []plant.Address{{IP: "10.0.0.1"}} }, all},
		{"an owner", func(in *proof.MadeInput) { in.Site.Assets[0].Owner = "" }, all},
		{"another capture", func(in *proof.MadeInput) { in.Captures = append(in.Captures, proof.Capture{Key: "b", Hash: "h2"}) }, all},
		{"a flow rule", func(in *proof.MadeInput) { in.Site.Conduits[0].Flows[0].Ports = "503" }, all[1:]},
		{"a parent of a zone", func(in *proof.MadeInput) { in.Site.Zones[1].Parent = "" }, all[1:]},
		{"a restore test", func(in *proof.MadeInput) { in.Functions[0].Recovery.RestoreTested = "2026-11-01" }, []proof.MadeRule{proof.RestoreTested}},
		{"another key of the ledger", func(in *proof.MadeInput) { in.Ledger.Key = "other" }, []proof.MadeRule{proof.LedgerVerified}},
	} {
		in := base()
		c.change(&in)
		for _, r := range proof.MadeRules {
			before, after := proof.Ground(r, base()), proof.Ground(r, in)
			if want := slices.Contains(c.changes, r); (before != after) != want {
				t.Errorf("%s: the ground of %s changed: %v", c.name, r, !want)
			}
			if m := proof.Make(r, in); m.Ground != after {
				t.Errorf("%s: %s was made of another ground than is told", c.name, r)
			}
		}
	}
}
