package plant_test

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
)

const (
	exampleFile = "../../testdata/example/bottling.yaml"
	// exampleDay is the day on which the example plant is looked at.
	exampleDay plant.Date = "2026-11-24"
)

// example is the plant's part of the example, with the lines of all of it.
func example(t testing.TB) (plant.Document, plant.Lines) {
	t.Helper()
	d, lines := wholeExample(t)
	return d.Document, lines
}

// wholeExample is the example with its risk register.
func wholeExample(t testing.TB) (risk.Document, plant.Lines) {
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

// flawForm is a line of the table of flaws in docs/example-plant.md.
var flawForm = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| `([^`]+)` \\|")

func TestExamplePlantHasExactlyTheFlawsThatItsPageLists(t *testing.T) {
	d, lines := wholeExample(t)
	problems, findings := lint.Check(d, exampleDay)
	if len(problems) > 0 {
		t.Fatalf("the example breaks rules: %v", lines.Mark(problems))
	}
	var got []string
	for _, f := range findings {
		got = append(got, f.Rule+" "+f.Key)
		if f.Text == "" || f.Mend == "" || f.Clause == "" {
			t.Errorf("finding says too little: %+v", f)
		}
	}
	page, err := os.ReadFile("../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range flawForm.FindAllStringSubmatch(string(page), -1) {
		want = append(want, m[1]+" "+m[2])
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("flaws (-docs/example-plant.md +found):\n%s", diff)
	}
}

func TestExamplePlantIsAsLargeAsItsPageSays(t *testing.T) {
	d, _ := example(t)
	page, err := os.ReadFile("../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	size := fmt.Sprintf("%d zones, %d conduits, %d assets and %d answers", len(d.Zones), len(d.Conduits), len(d.Assets), len(d.Answers))
	if !strings.Contains(string(page), size) {
		t.Errorf("docs/example-plant.md does not say %q", size)
	}
	states := map[string]int{}
	for _, a := range d.Answers {
		states[a.State]++
		if a.State == "compensated" && a.Expires != "2026-09-30" && !strings.HasPrefix(string(a.Expires), "2027") {
			t.Errorf("%s %s expires on %s", a.Subject, a.Requirement, a.Expires)
		}
	}
	for _, state := range plant.AnswerStates {
		if states[state] == 0 {
			t.Errorf("no answer is %q", state)
		}
	}
}

func TestExamplePlantSurvivesExport(t *testing.T) {
	d, _ := example(t)
	roundTrip(t, d)
	if diff := gocmp.Diff(d, d.Normalise()); diff != "" {
		t.Errorf("the example is not in its one form (-file +normalised):\n%s", diff)
	}
}

// Each inherited answer must find one to inherit.
func TestExamplePlantInheritsWhatIsThere(t *testing.T) {
	d, _ := example(t)
	states := map[string]string{}
	for _, a := range d.Answers {
		states[a.Subject+" "+a.Requirement] = a.State
	}
	for _, a := range d.Answers {
		if a.State == "inherited" && states[a.From+" "+a.Requirement] == "" {
			t.Errorf("%s %s is inherited from %s, which has no answer to it", a.Subject, a.Requirement, a.From)
		}
	}
}

func TestExamplePlantAnswersRequirementsThatExist(t *testing.T) {
	d, _ := example(t)
	sets := catalog.NewShelf(nil)
	for _, a := range d.Answers {
		set, known := sets.Find(catalog.SetID(cmp.Or(a.Set, string(catalog.SystemSet().ID))))
		if !known {
			t.Errorf("%s answers %s of a set %q that is not there", a.Subject, a.Requirement, a.Set)
			continue
		}
		if _, ok := set.Find(catalog.RequirementID(a.Requirement)); !ok {
			t.Errorf("%s answers %s, which is not in %s", a.Subject, a.Requirement, set.Standard)
		}
	}
}
