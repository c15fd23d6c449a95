package risk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

const exampleFile = "../../testdata/example/bottling.yaml"

func example(t testing.TB) (risk.Document, plant.Lines) {
	t.Helper()
	f, err := os.Open(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, lines, err := risk.ReadDocumentLines(f, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return d, lines
}

func TestDocumentOfTheExampleKeepsTheRulesAndSurvivesExport(t *testing.T) {
	d, lines := example(t)
	if problems := risk.CheckDocument(d); len(problems) > 0 {
		t.Fatalf("the example breaks rules: %v", lines.Mark(problems))
	}
	roundTrip(t, d)
	if diff := cmp.Diff(d, d.Normalise()); diff != "" {
		t.Errorf("the example is not in its one form (-file +normalised):\n%s", diff)
	}
}

func TestDocumentOfTheExampleIsAsLargeAsItsPageSays(t *testing.T) {
	d, _ := example(t)
	page, err := os.ReadFile("../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	points := 0
	for _, s := range d.Systems {
		points += len(s.AccessPoints)
	}
	size := fmt.Sprintf("%d system with %d access points, %d essential functions, %d worst cases, %d scenarios, %d assumptions and %d countermeasures",
		len(d.Systems), points, len(d.Functions), len(d.WorstCases), len(d.Scenarios), len(d.Assumptions), len(d.Countermeasures))
	if !strings.Contains(strings.Join(strings.Fields(string(page)), " "), size) {
		t.Errorf("docs/example-plant.md does not say %q", size)
	}
}
