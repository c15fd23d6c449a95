package sheet_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

func examplePlant(t testing.TB) plant.Document {
	t.Helper()
	f, err := os.Open("../../../testdata/example/bottling.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := risk.ReadDocument(f, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return d.Document
}

// The counts and cells are those that docs/example-plant.md tells its readers.
func TestExampleListDoesWhatItsPageSays(t *testing.T) {
	content, err := os.ReadFile("../../../testdata/example/new-assets.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows := imported(t, open(t, "new-assets.csv", content), plant.SiteOf(examplePlant(t)), sheet.Options{})
	counts, cells := map[sheet.Outcome]int{}, []string{}
	for _, r := range rows {
		counts[r.Outcome]++
		for _, refusal := range r.Refusals {
			cells = append(cells, refusal.Cell)
		}
	}
	want := map[sheet.Outcome]int{sheet.Add: 13, sheet.Change: 3, sheet.Skip: 1, sheet.Refuse: 3}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	page, err := os.ReadFile("../../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	told := []string{}
	for _, m := range regexp.MustCompile("(?m)^\\| \\d+ \\| `([A-Z]+\\d+)` \\|").FindAllStringSubmatch(string(page), -1) {
		told = append(told, m[1])
	}
	if diff := cmp.Diff(told, cells); diff != "" {
		t.Errorf("refused cells (-docs/example-plant.md +got):\n%s", diff)
	}
	if !strings.Contains(string(page), "20 rows") || len(rows) != 20 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestExamplePlantSurvivesTheWorkbook(t *testing.T) {
	d := examplePlant(t)
	first := xlsxOf(t, d)
	got, err := sheet.ReadBook(t.Context(), open(t, "bottling.xlsx", first))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if string(first) != string(xlsxOf(t, got)) {
		t.Error("two exports differ")
	}
}
