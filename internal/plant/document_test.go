package plant_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/plant/planttest"
	"ringwall/internal/sl"
)

var update = flag.Bool("update", false, "write the golden files anew")

var writers = map[string]func(*bytes.Buffer, plant.Document) error{
	"YAML": func(b *bytes.Buffer, d plant.Document) error { return plant.WriteYAML(b, d) },
	"JSON": func(b *bytes.Buffer, d plant.Document) error { return plant.WriteJSON(b, d) },
}

// roundTrip holds export → import → export against the first export.
func roundTrip(t rapid.TB, d plant.Document) {
	for format, write := range writers {
		var first, second bytes.Buffer
		if err := write(&first, d); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		got, err := plant.ReadDocument(bytes.NewReader(first.Bytes()), plant.DefaultBudget)
		if err != nil {
			t.Fatalf("%s: %v\n%s", format, err, first.String())
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatalf("%s: the document came back changed (-want +got):\n%s\n%s", format, diff, first.String())
		}
		if err := write(&second, got); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("%s: two exports differ:\n%s", format, cmp.Diff(first.String(), second.String()))
		}
	}
}

func TestExportImportExportIsByteEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planttest.Document().Draw(t, "document")
		roundTrip(t, d)
		site := plant.SiteOf(d)
		if diff := cmp.Diff(d, plant.DocumentOf(site, d.Answers)); diff != "" {
			t.Fatalf("document → site → document (-want +got):\n%s", diff)
		}
		if p, _ := plant.Check(d, ""); len(p) > 0 {
			t.Fatalf("the drawn document breaks rules: %v", p)
		}
	})
}

func TestReaderSaysWhereAndHowToMend(t *testing.T) {
	const head = "format: ringwall-site/1\nsite: {key: B, name: Bottling}\n"
	tests := []struct {
		name, text, says string
		line             int
	}{
		{"empty file", "", "begin with format", 1},
		{"no mapping", "- a\n", "mapping", 1},
		{"newer format", "format: ringwall-site/2\n", `"ringwall-site/2"`, 1},
		{"misspelt field", head + "zones:\n  - key: Z-01\n    name: Line\n    kind: control\n    targt: {}\n", `did you mean "target"?`, 7},
		{"missing field", head + "zones:\n  - name: Line\n    kind: control\n", `"key" is missing`, 4},
		{"same name twice", head + "site: {key: C, name: D}\n", "twice, first on line 2", 3},
		{"list instead of text", head + "assets:\n  - key: [1]\n    type: x\n", "single value", 4},
		{"text instead of list", head + "assets: none\n", "a list is needed", 3},
		{"text instead of number", head + "assets:\n  - {key: A, type: x, criticality: high}\n", "no whole number", 4},
		{"text instead of truth", head + "zones:\n  - {key: A, name: B, kind: control, safety: perhaps}\n", "neither true nor false", 4},
		{"short vector", head + "zones:\n  - {key: A, name: B, kind: control, target: {vector: [1, 2, 3]}}\n", "write seven", 4},
		{"level out of range", head + "zones:\n  - {key: A, name: B, kind: control, target: {vector: [1, 2, 3, 4, 5, 1, 1]}}\n", "no security level", 4},
		{"alias", "format: ringwall-site/1\nsite: &s {key: B, name: C}\nzones: *s\n", "Anchors and aliases", 2},
		{"own tag", head + "assets: !python/object x\n", "tag", 3},
		{"two documents", head + "---\n" + head, "more than one", 3},
		{"broken YAML", head + "zones: [\n", "not YAML", 0},
		{"broken JSON", "{\n\"format\": \"ringwall-site/1\",\n\"site\": }", "not JSON", 3},
		{"cut-off JSON", "{\n\"format\": \"ringwall-site/1\"", "ends too early", 2},
		{"JSON and more", `{"format": "ringwall-site/1", "site": {"key": "B", "name": "C"}} x`, "not JSON", 1},
		{"JSON number for text", "{\"format\": \"ringwall-site/1\",\n\"site\": {\"key\": 1, \"name\": \"C\"}}", "put 1 in quotes", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := plant.ReadDocument(strings.NewReader(tt.text), plant.DefaultBudget)
			problems := plant.ProblemsOf(err)
			if len(problems) == 0 {
				t.Fatalf("error is %v, want problems", err)
			}
			if !strings.Contains(err.Error(), tt.says) || tt.line > 0 && problems[0].Line != tt.line {
				t.Errorf("problem is %+v, want %q in line %d", problems[0], tt.says, tt.line)
			}
		})
	}
}

func TestBudgetEndsTheReading(t *testing.T) {
	deep := "format: ringwall-site/1\nsite: " + strings.Repeat("[", 40) + strings.Repeat("]", 40)
	many := "format: ringwall-site/1\nsite: {key: B, name: C}\nassets: [" + strings.Repeat("a,", 1000) + "]"
	tests := []struct {
		name, text string
		budget     plant.Budget
		says       string
	}{
		{"too many bytes", many, plant.Budget{Bytes: 100, Nodes: 1e6, Depth: 32}, "larger than 100 bytes"},
		{"too many values", many, plant.Budget{Bytes: 1e6, Nodes: 500, Depth: 32}, "at most 500"},
		{"too deep in YAML", deep, plant.DefaultBudget, "mapping"},
		{"too deep in JSON", `{"format": ` + strings.Repeat("[", 100_000) + `}`, plant.DefaultBudget, "nested deeper than 32"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := plant.ReadDocument(strings.NewReader(tt.text), tt.budget); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error is %v, want one with %q", err, tt.says)
			}
		})
	}
}

func TestPeopleMayWriteYAMLTheirWay(t *testing.T) {
	text := "\ufeff# our plant\nformat: ringwall-site/1\nsite:\n  key: B\n  name: Bottling\n  owner:\nzones:\n" +
		"  - {key: Z-1, name: Line, kind: control, purdue: 3.5, target: {vector: 2}}\n" +
		"assets:\n  - {key: 101, type: host-device, firmware: 4.10, installed: 2019-03-04}\n"
	d, err := plant.ReadDocument(strings.NewReader(text), plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if a := d.Assets[0]; a.Key != "101" || a.Firmware != "4.10" || a.Installed != "2019-03-04" {
		t.Errorf("asset is %+v", a)
	}
	if z := d.Zones[0]; z.Purdue != "3.5" || z.Target.Vector.String() != "(2 2 2 2 2 2 2)" {
		t.Errorf("zone is %+v", z)
	}
}

func TestYAMLReadsLikeWrittenByHand(t *testing.T) {
	d := plant.Document{
		Format: plant.DocumentFormat,
		Site:   plant.DocSite{Key: "BOT", Name: "Bottling plant", Description: "Two lines.\nOne hall."},
		Zones: []plant.DocZone{{
			Key: "Z-01", Name: "Filling", Kind: plant.ZoneControl, Purdue: "1",
			Target: &plant.Target{Vector: sl.Vector{2, 2, 2, 1, 3, 2, 2}, Approver: "M. Okafor", ApprovedOn: "2026-03-02"},
			Place:  &plant.Place{X: 40, Y: 20.5, W: 220, H: 140},
		}},
		Assets: []plant.DocAsset{{
			Key: "PLC-101", Type: plant.EmbeddedDevice, Role: "plc", Zone: "Z-01", Firmware: "2.9",
			Addresses: []plant.Address{{Interface: "X1", MAC: "00:1b:1b:0a:0b:0c", IP: "10.20.1.11"}},
			Tags:      []string{"line 1", "yes"},
		}},
	}
	var b bytes.Buffer
	if err := plant.WriteYAML(&b, d); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/small.yaml"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("YAML (-want +got):\n%s", diff)
	}
}

func FuzzReadDocument(f *testing.F) {
	f.Add([]byte("format: ringwall-site/1\nsite: {key: B, name: C}\nzones:\n- {key: Z, name: L, kind: control, target: {vector: 2}}\n"))
	f.Add([]byte(`{"format": "ringwall-site/1", "site": {"key": "B", "name": "C"}, "assets": [{"key": "A", "type": "host-device", "sources": {"zone": {"from": "typed"}}}]}`))
	f.Add([]byte("format: ringwall-site/1\nsite: &a {key: *a}\n"))
	budget := plant.Budget{Bytes: 1 << 20, Nodes: 100_000, Depth: 32}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := plant.ReadDocument(bytes.NewReader(text), budget)
		if err != nil {
			if plant.ProblemsOf(err) == nil {
				t.Fatalf("error is none of a person's making: %v", err)
			}
			return
		}
		// What keeps the rules is written and read back as it is.
		d = d.Normalise()
		if problems, _ := plant.Check(d, "2026-01-01"); len(problems) > 0 {
			return
		}
		roundTrip(t, d)
	})
}
