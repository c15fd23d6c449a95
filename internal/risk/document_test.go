package risk_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

var update = flag.Bool("update", false, "write the golden files anew")

var documentWriters = map[string]func(io.Writer, any) error{"YAML": plant.WriteYAML, "JSON": plant.WriteJSON}

// roundTrip holds export → import → export against the first export.
func roundTrip(t rapid.TB, d risk.Document) {
	for format, write := range documentWriters {
		var first, second bytes.Buffer
		if err := write(&first, d); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		got, err := risk.ReadDocument(bytes.NewReader(first.Bytes()), plant.DefaultBudget)
		if err != nil {
			t.Fatalf("%s: %v\n%s", format, err, first.String())
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s: the document came back changed (-want +got):\n%s\n%s", format, diff, first.String())
		}
		if err := write(&second, got); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("%s: two exports differ:\n%s", format, cmp.Diff(first.String(), second.String()))
		}
		if set := risk.Plan(d, got, true); !set.Empty() {
			t.Fatalf("%s: what came back would change something: %v", format, set.Counts())
		}
	}
}

func TestDocumentExportImportExportIsByteEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := document().Draw(t, "document")
		roundTrip(t, d)
		site, register := d.Records()
		if diff := cmp.Diff(d, risk.DocumentOf(site, d.Answers, register), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("document → records → document (-want +got):\n%s", diff)
		}
	})
}

func TestDocumentNamesRecordsByKey(t *testing.T) {
	site := plant.Site{SiteRecord: plant.SiteRecord{ID: "0190-s", Key: "B", Name: "Bottling"},
		Zones:  []plant.Zone{{ID: "0190-z1", Key: "Z-01", Name: "Line", Kind: plant.ZoneControl}, {ID: "0190-z2", Key: "Z-02/a", Name: "Hall", Kind: plant.ZoneControl}},
		Assets: []plant.Asset{{ID: "0190-a", Key: "PLC-1", Type: plant.EmbeddedDevice}},
	}
	register := risk.Register{
		Functions:  []risk.Function{{Head: risk.Head{ID: "0190-f", Key: "F-1", Version: 3}, Zones: []plant.ZoneID{"0190-z1"}, Assets: []plant.AssetID{"0190-a"}}},
		WorstCases: []risk.WorstCase{{Head: risk.Head{ID: "0190-w", Key: "WC-1"}, Function: "0190-f"}},
		Scenarios:  []risk.Scenario{{Head: risk.Head{ID: "0190-sc", Key: "SC-1"}, Zone: "0190-z1", WorstCase: "0190-w"}},
		Findings: []risk.FindingDecision{
			{Head: risk.Head{Key: "host-bypass/0190-a/0190-z1-0190-z2"}}, {Head: risk.Head{Key: "compensation-expired/0190-s/SR 1.1"}}, {Head: risk.Head{Key: "zone-orphan/0190-gone"}},
		},
		Proposals: []risk.Proposal{{Head: risk.Head{Key: "PR-1"}, Changes: []risk.Change{{Kind: risk.SetTarget, Record: "0190-z2", Value: "2"}}, Result: []byte(`{"a":1}`)}},
		Tasks:     []risk.Task{{Head: risk.Head{Key: "T-1"}, Kind: "scenario", Record: "0190-sc"}, {Head: risk.Head{Key: "T-2"}, Kind: "scenario", Record: "0190-gone"}},
	}
	d := risk.DocumentOf(site, nil, register)
	for _, tt := range []struct{ name, got, want string }{
		{"a zone", string(d.Functions[0].Zones[0]), "Z-01"},
		{"an asset", string(d.Functions[0].Assets[0]), "PLC-1"},
		{"a worst case", string(d.Scenarios[0].WorstCase), "WC-1"},
		{"no id", string(d.Functions[0].ID), ""},
		{"the records of a finding", d.Findings[1].Key, "host-bypass/{asset PLC-1}/{zone Z-01}-{zone Z-02/a}"},
		{"the site of a finding", d.Findings[0].Key, "compensation-expired/{site}/SR 1.1"},
		{"what is gone", d.Findings[2].Key, "zone-orphan/0190-gone"},
		{"zone or conduit", d.Proposals[0].Changes[0].Record, "zone Z-02/a"},
		{"nothing that was computed", string(d.Proposals[0].Result), ""},
		{"what a task is about", d.Tasks[0].Record, "SC-1"},
		{"what a task was about", d.Tasks[1].Record, "0190-gone"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s is named %q, not %q", tt.name, tt.got, tt.want)
		}
	}
	if register.Functions[0].Version != 3 || register.Scenarios[0].Zone != "0190-z1" {
		t.Error("the register itself was changed")
	}
	names := risk.NewNames()
	names.Add("asset", "a1", "PLC-1")
	names.Add("zone", "z1", "Z-01")
	names.Add("zone", "z2", "Z-02/a")
	if id := names.FindingID(d.Findings[1].Key); id != "host-bypass/a1/z1-z2" {
		t.Errorf("the finding is stored as %s", id)
	}
}

func TestDocumentSaysWhereARegisterIsWrong(t *testing.T) {
	const head = "format: ringwall-site/1\nsite: {key: B, name: Bottling}\nzones:\n  - {key: Z-1, name: Line, kind: control}\n"
	tests := []struct {
		name, text, says string
		line             int
	}{
		{"misspelt attribute", head + "scenarios:\n  - key: SC-1\n    name: Stop\n    consequense: none\n", `did you mean "consequence"?`, 8},
		{"an id is no attribute", head + "tasks:\n  - {key: T-1, name: Do, id: x}\n", `"id" is not known here`, 6},
		{"what was computed is no attribute", head + "proposals:\n  - {key: T-1, name: Do, changes: [], result: {}}\n", `"result" is not known here`, 6},
		{"roadmaps are computed", head + "roadmaps: []\n", `"roadmaps" is not known here`, 5},
		{"text instead of a level", head + "scenarios:\n  - key: SC-1\n    name: Stop\n    ratings: {safety: bad}\n", "no whole number", 8},
		{"no time", head + "criteria:\n  - key: CR-1\n    name: C\n    signed: {by: a, name: A, at: yesterday, meaning: m}\n", "no time", 8},
		{"a zone that is not there", head + "scenarios:\n  - key: SC-1\n    name: Stop\n    zone: Z-2\n", `There is no zone "Z-2"`, 8},
		{"a countermeasure that is not there", head + "scenarios:\n  - key: SC-1\n    name: Stop\n    zone: Z-1\n    safeguards:\n      - {countermeasure: CM-9}\n", `There is no countermeasure "CM-9"`, 10},
		{"a key that stands twice", head + "tasks:\n  - {key: T-1, name: Do}\n  - {key: t-1, name: Do}\n", "twice", 7},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, lines, err := risk.ReadDocumentLines(strings.NewReader(tt.text), plant.DefaultBudget)
			problems := plant.ProblemsOf(err)
			if err == nil {
				problems = lines.Mark(risk.CheckDocument(d))
			}
			for _, p := range problems {
				if p.Line == tt.line && strings.Contains(p.Text, tt.says) {
					return
				}
			}
			t.Errorf("problems are %v, want %q in line %d", problems, tt.says, tt.line)
		})
	}
}

func TestDocumentPlanOrdersWorstCases(t *testing.T) {
	wc := func(key string, inherits ...risk.ID) risk.WorstCase {
		return risk.WorstCase{Head: risk.Head{Key: key, Name: key}, Inherits: inherits}
	}
	current := risk.Document{Register: risk.Register{WorstCases: []risk.WorstCase{wc("WC-8"), wc("WC-9", "WC-8")}, Tasks: []risk.Task{{Head: risk.Head{Key: "T-1"}}}}}
	wanted := risk.Document{Register: risk.Register{WorstCases: []risk.WorstCase{wc("WC-1", "WC-2"), wc("WC-2")}}}
	var got []string
	for _, c := range risk.Plan(current, wanted, true).Changes {
		got = append(got, string(c.Op)+" "+c.Key)
	}
	want := []string{"skip ", "add WC-2", "add WC-1", "remove WC-9", "remove WC-8"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func FuzzReadDocument(f *testing.F) {
	f.Add([]byte("format: ringwall-site/1\nsite: {key: B, name: C}\nscenarios:\n- {key: S, name: L, ratings: {safety: 2}, lopa: {initiatingPerYear: 1e-3, targetPerYear: 0.1}}\n"))
	f.Add([]byte(`{"format": "ringwall-site/1", "site": {"key": "B", "name": "C"}, "criteria": [{"key": "A", "name": "B", "consequences": ["a"], "matrix": [["low"], []], "targets": {"byBand": {"low": {"from": 1, "to": 2}}}, "signed": {"at": "2026-01-01T00:00:00.5+02:00"}}]}`))
	f.Add([]byte("format: ringwall-site/1\nsite: {key: B, name: C}\nfindings:\n- {key: 'a/{zone Z}', name: x}\nproposals:\n- {key: P, name: x, changes: [{kind: open-conduit, conduit: {key: C, name: D, from: A, to: B}}]}\n"))
	budget := plant.Budget{Bytes: 1 << 20, Nodes: 100_000, Depth: 32}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := risk.ReadDocument(bytes.NewReader(text), budget)
		if err != nil {
			if plant.ProblemsOf(err) == nil {
				t.Fatalf("error is none of a person's making: %v", err)
			}
			return
		}
		// What keeps the rules is written and read back as it is.
		d = d.Normalise()
		if problems := risk.CheckDocument(d); len(problems) > 0 {
			return
		}
		roundTrip(t, d)
	})
}

func TestDocumentOfTheGuideIsRead(t *testing.T) {
	page, err := os.ReadFile("../../docs/site-document.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "```yaml\nformat: ")
	text, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("docs/site-document.md shows no document")
	}
	d, err := risk.ReadDocument(strings.NewReader("format: "+text), plant.DefaultBudget)
	if err != nil {
		t.Fatalf("docs/site-document.md: %v", err)
	}
	if problems := risk.CheckDocument(d); len(problems) > 0 {
		t.Errorf("docs/site-document.md: %v", problems)
	}
}
