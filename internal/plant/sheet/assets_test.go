package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

func TestOutcomeOfARow(t *testing.T) {
	const titles = "Key,Name,Type,Zone,Vendor,IP address,Criticality,Installed"
	tests := []struct {
		name    string
		row     string
		outcome sheet.Outcome
		cell    string // of the first refusal
		says    string
	}{
		{"new asset", "PLC-200,Capper,PLC,Z-01,Siemens,10.20.1.9,3,2020-01-02", sheet.Add, "", ""},
		{"known asset in another case", "plc-101,Filler,PLC,z-01,Siemens,10.20.1.1,,", sheet.Skip, "", ""},
		{"known asset, nothing new", "PLC-101,Filler,PLC,Filling line,Siemens,10.20.1.1,,", sheet.Skip, "", ""},
		{"known asset, blank cells say nothing", "PLC-101,,,,,,,", sheet.Skip, "", ""},
		{"known asset, unknown values say nothing", "PLC-101,n/a,unbekannt,-,不明,,,", sheet.Skip, "", ""},
		{"known asset, new zone", "PLC-101,,,Packing,,,,", sheet.Change, "", ""},
		{"row without key", ",Capper,PLC,Z-01,,,,", sheet.Refuse, "A2", "key is missing"},
		{"key that is none", "PLC*7,,PLC,,,,,", sheet.Refuse, "A2", "is no key"},
		{"unknown type", "PLC-7,,gizmo,,,,,", sheet.Refuse, "C2", "no known type"},
		{"unknown zone", "PLC-7,,PLC,Z-77,,,,", sheet.Refuse, "D2", "no zone"},
		{"address that is none", "PLC-7,,PLC,,,10.20.1.300,,", sheet.Refuse, "F2", "no IP address"},
		{"several addresses with masks", `PLC-7,,PLC,,,"10.20.1.5/24, fd00::5",,`, sheet.Add, "", ""},
		{"criticality in words", "PLC-7,,PLC,,,,kritisch,", sheet.Add, "", ""},
		{"criticality out of range", "PLC-7,,PLC,,,,9,", sheet.Refuse, "G2", "no criticality"},
		{"day that can be two", "PLC-7,,PLC,,,,,03/04/2020", sheet.Refuse, "H2", "two days"},
		{"formula as text", "PLC-7,'=HYPERLINK(1),PLC,,,,,", sheet.Add, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := imported(t, open(t, "list.csv", csvOf(titles, tt.row)), bottling(), sheet.Options{})
			if len(rows) != 1 {
				t.Fatalf("%d rows came", len(rows))
			}
			r := rows[0]
			if r.Outcome != tt.outcome {
				t.Errorf("outcome is %s, want %s: %+v %+v", r.Outcome, tt.outcome, r.Refusals, r.Fields)
			}
			if tt.cell != "" && (len(r.Refusals) == 0 || r.Refusals[0].Cell != tt.cell || !strings.Contains(r.Refusals[0].Reason, tt.says)) {
				t.Errorf("refused %+v, want cell %s with %q", r.Refusals, tt.cell, tt.says)
			}
			for _, refusal := range r.Refusals {
				if !strings.HasSuffix(refusal.Reason, ".") || refusal.Row != 2 || refusal.Sheet != "list" {
					t.Errorf("refusal is %+v", refusal)
				}
			}
		})
	}
}

func TestChangeKeepsWhatTheRowDoesNotSay(t *testing.T) {
	rows := imported(t, open(t, "list.csv", csvOf("key,firmware,ip", "PLC-101,V2.9,10.20.1.1")), bottling(), sheet.Options{})
	want := bottling().Assets[0]
	want.Firmware = "V2.9"
	want.Sources = map[string]plant.Source{"firmware": {From: plant.Imported, Ref: "list.csv, row 2"}}
	if diff := cmp.Diff(want, rows[0].Asset); diff != "" {
		t.Errorf("asset (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]plant.FieldChange{{Path: "firmware", After: "V2.9"}}, rows[0].Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestSecondRowOfAKeyNamesTheFirst(t *testing.T) {
	rows := imported(t, open(t, "list.csv", csvOf("key,type", "PLC-1,PLC", "PLC-2,PLC", "plc-1,PLC")), bottling(), sheet.Options{})
	if r := rows[2]; r.Outcome != sheet.Refuse || !strings.Contains(r.Refusals[0].Reason, "row 2") || r.Refusals[0].Cell != "A4" {
		t.Errorf("third row is %+v", r)
	}
}

func TestWithoutKeysAssetsAreKnownBySerialOrMAC(t *testing.T) {
	b := open(t, "list.csv", csvOf("name,serial,mac,host name",
		"Filler renamed,s-1,,",
		"Filler again,,00-1B-1B-00-00-01,",
		"New one,,,srv-7",
	))
	rows := imported(t, b, bottling(), sheet.Options{})
	if rows[0].Outcome != sheet.Change || rows[0].Asset.ID != "a1" || rows[0].Asset.Version != 3 {
		t.Errorf("by serial: %+v", rows[0])
	}
	if rows[1].Outcome != sheet.Refuse || !strings.Contains(rows[1].Refusals[0].Reason, "row 2") {
		t.Errorf("by MAC, a second time: %+v", rows[1])
	}
	if rows[2].Outcome != sheet.Add || rows[2].Key != "srv-7" {
		t.Errorf("new one: %+v", rows[2])
	}
}

func TestUnknownZonesBecomeProposals(t *testing.T) {
	b := open(t, "list.csv", csvOf("key,zone", "PLC-1,Z-09", "PLC-101,Z-09", "PLC-3,bad?zone"))
	rows := imported(t, b, bottling(), sheet.Options{CreateZones: true})
	if rows[0].Outcome != sheet.Add || rows[0].NewZone != "Z-09" || rows[0].Asset.Zone != "" {
		t.Errorf("new asset: %+v", rows[0])
	}
	if rows[1].Outcome != sheet.Change || rows[1].NewZone != "Z-09" {
		t.Errorf("known asset: %+v", rows[1])
	}
	if rows[2].Outcome != sheet.Refuse {
		t.Errorf("bad zone: %+v", rows[2])
	}
}

func TestTypeThatNobodyGaveIsAGuess(t *testing.T) {
	rows := imported(t, open(t, "list.csv", csvOf("key,role", "SW-1,Switch", "X-1,")), plant.Site{}, sheet.Options{})
	if a := rows[0].Asset; a.Type != plant.NetworkDevice || a.Sources["type"].Confidence != plant.Likely {
		t.Errorf("switch: %+v", a)
	}
	if a := rows[1].Asset; a.Type != plant.EmbeddedDevice || a.Sources["type"].Confidence != plant.Guess {
		t.Errorf("nothing known: %+v", a)
	}
}

func TestAddressColumnsBelongTogether(t *testing.T) {
	b := open(t, "list.csv", csvOf("key,ip,mac,vlan,interface",
		`PLC-1,"10.0.0.1`+"\n"+`10.0.0.2","00:1b:1b:00:00:01`+"\n"+`00:1b:1b:00:00:02",VLAN 10,"X1, X2"`,
		`PLC-2,"10.0.0.3 10.0.0.4",001B.1B00.0003,,`,
	))
	rows := imported(t, b, plant.Site{}, sheet.Options{})
	want := [][]plant.Address{
		{{Interface: "X1", MAC: "00:1b:1b:00:00:01", IP: "10.0.0.1", VLAN: 10}, {Interface: "X2", MAC: "00:1b:1b:00:00:02", IP: "10.0.0.2"}},
		{{MAC: "00:1b:1b:00:00:03", IP: "10.0.0.3"}, {IP: "10.0.0.4"}},
	}
	for i := range want {
		if diff := cmp.Diff(want[i], rows[i].Asset.Addresses); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", rows[i].Row, diff)
		}
	}
}

func TestMappingThatCannotBeIsRefused(t *testing.T) {
	b := open(t, "list.csv", csvOf("key", "PLC-1"))
	for name, m := range map[string]sheet.Mapping{
		"unknown sheet":  {Sheet: "other", Columns: map[string]int{"key": 0}},
		"unknown field":  {Columns: map[string]int{"colour": 0}},
		"column beyond":  {Columns: map[string]int{"key": 9999}},
		"negative":       {Columns: map[string]int{"key": -1}},
		"nothing mapped": {},
	} {
		var err error
		for _, err = range sheet.Assets(t.Context(), b, m, plant.Site{}, sheet.Options{}) {
			break
		}
		if plant.ProblemsOf(err) == nil {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}
