package csms

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/risk"
	"ringwall/internal/risk/sheet"
)

const threeRows = "No.,Node,Deviation,Cause,Cause hackable,S,E,Likelihood,Safeguards,Hackable\n" +
	"1,Z-01,More pressure,Valve opened by a command,x,3,1,2,Alarm,yes\n" +
	"2,Burner safety,No trip,Program changed,x,3,1,2,Relief valve,no\n" +
	"3,C-01,Other value,Sensor fails,,2,1,2,-,\n"

func (a *assessed) sheet(t testing.TB, text string, in ScenarioSheetInput) ScenarioSheet {
	t.Helper()
	in.Name, in.Data = "hazop.csv", []byte(text)
	out, err := a.ReadScenarioSheet(t.Context(), a.ada, a.site, in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (a *assessed) scenarios(t testing.TB) []risk.Scenario {
	t.Helper()
	page, err := a.Scenarios().List(t.Context(), a.ada, a.site, "", 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return page.Items
}

func TestAHAZOPIsShownAppliedAsOneActAndUndone(t *testing.T) {
	a := newAssessed(t)
	dry := a.sheet(t, threeRows, ScenarioSheetInput{})
	if dry.Counts != (sheet.Counts{Add: 3}) || !dry.Guessed || dry.Kind != sheet.HAZOP || dry.Blocked != "" || dry.Entry != 0 || len(dry.Review) != 3 {
		t.Fatalf("%+v", dry)
	}
	if n := len(a.scenarios(t)); n != 1 {
		t.Fatalf("the preview left %d scenarios", n)
	}
	// The study gives the valve no credit yet, so it keeps nobody out.
	if r := dry.Rows; !r[0].Hackable || !r[1].Hackable || r[2].Hackable || r[1].Node != "Z-02" || r[2].Node != "C-01" {
		t.Errorf("%+v", r)
	}
	done := a.sheet(t, threeRows, ScenarioSheetInput{Apply: true, Hash: dry.Hash, Mapping: nil, Note: "HAZOP of 2026"})
	if done.Entry == 0 || done.Hash != dry.Hash {
		t.Fatalf("entry %d, hash %q of %q", done.Entry, done.Hash, dry.Hash)
	}
	got := a.scenarios(t)
	if len(got) != 4 || got[1].Key != "SC-002" || got[1].PHA != "1" || got[2].Safeguards[0].Countermeasure != a.measure.ID || !strings.Contains(got[1].Note, "To review") {
		t.Fatalf("%+v", got)
	}
	again := a.sheet(t, threeRows, ScenarioSheetInput{Apply: true})
	if again.Entry != 0 || again.Counts != (sheet.Counts{Skip: 3}) {
		t.Errorf("the same again: entry %d, %+v", again.Entry, again.Counts)
	}
	changed := a.sheet(t, strings.Replace(threeRows, "Sensor fails", "Sensor drifts", 1), ScenarioSheetInput{Apply: true})
	if changed.Counts != (sheet.Counts{Change: 1, Skip: 2}) || a.scenarios(t)[3].Cause != "Sensor drifts" {
		t.Errorf("%+v", changed.Counts)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, changed.Entry); err != nil || a.scenarios(t)[3].Cause != "Sensor fails" {
		t.Errorf("the change is not undone: %v", err)
	}
	more := a.sheet(t, strings.NewReplacer("\n1,", "\n11,", "\n2,", "\n12,", "\n3,", "\n13,").Replace(threeRows), ScenarioSheetInput{Apply: true})
	if n := len(a.scenarios(t)); n != 7 {
		t.Errorf("%d scenarios with three more", n)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, more.Entry); err != nil {
		t.Fatal(err)
	}
	if n := len(a.scenarios(t)); n != 4 {
		t.Errorf("undone, %d scenarios are left", n)
	}
}

func TestNothingOfASheetIsHalfApplied(t *testing.T) {
	a := newAssessed(t)
	bad := threeRows + "4,Z-77,No,X,,9,1,2,-,\n"
	ask := func(who access.Principal, text string, in ScenarioSheetInput) error {
		in.Name, in.Data = "hazop.csv", []byte(text)
		_, err := a.ReadScenarioSheet(t.Context(), who, a.site, in)
		return err
	}
	refused(t, "a refused row", ask(a.ada, bad, ScenarioSheetInput{Apply: true}), Conflict, "refused-rows")
	refused(t, "another file than the preview's", ask(a.ada, threeRows, ScenarioSheetInput{Apply: true, Hash: a.sheet(t, bad, ScenarioSheetInput{}).Hash}), Conflict, "stale")
	refused(t, "a viewer", ask(a.user(access.Viewer, access.Grant{}), threeRows, ScenarioSheetInput{}), Denied, "")
	refused(t, "a picture", ask(a.ada, "\x89PNG\r\n\x00\x00", ScenarioSheetInput{}), Invalid, "")
	refused(t, "a column that is not there", ask(a.ada, threeRows, ScenarioSheetInput{Mapping: &sheet.Mapping{Sheet: "hazop", Columns: map[string][]int{"node": {77}}}}), Invalid, "")
	dry := a.sheet(t, threeRows, ScenarioSheetInput{})
	x := a.scenario
	x.PHA = "2"
	changedTo(t, a.works, a.Scenarios(), x)
	refused(t, "another register than the preview's", ask(a.ada, threeRows, ScenarioSheetInput{Apply: true, Hash: dry.Hash}), Conflict, "stale")
	if n := len(a.scenarios(t)); n != 1 {
		t.Fatalf("%d scenarios", n)
	}
	x = a.scenarios(t)[0]
	x.PHA = ""
	changedTo(t, a.works, a.Scenarios(), x)
	if out := a.sheet(t, bad, ScenarioSheetInput{Apply: true, WithoutRefused: true}); out.Counts != (sheet.Counts{Add: 3, Refuse: 1}) || len(a.scenarios(t)) != 4 {
		t.Errorf("without the refused row: %+v", out.Counts)
	}
}

func TestASheetWaitsForCriteriaInForce(t *testing.T) {
	w := newWorks(t)
	in := ScenarioSheetInput{Name: "hazop.csv", Data: []byte(threeRows)}
	out, err := w.ReadScenarioSheet(t.Context(), w.ada, w.site, in)
	if err != nil || out.Blocked == "" || out.Counts.Add != 3 {
		t.Errorf("%q %+v %v", out.Blocked, out.Counts, err)
	}
	in.Apply = true
	_, err = w.ReadScenarioSheet(t.Context(), w.ada, w.site, in)
	refused(t, "without criteria", err, Conflict, "criteria-unsigned")
}

func TestTheWorksheetComesBackWithAChangedCell(t *testing.T) {
	a := newAssessed(t)
	a.sheet(t, threeRows, ScenarioSheetInput{Apply: true})
	for _, format := range []string{"xlsx", "csv"} {
		var b bytes.Buffer
		if err := a.WriteScenarios(t.Context(), a.ada, a.site, format, &b); err != nil {
			t.Fatal(err)
		}
		out, err := a.ReadScenarioSheet(t.Context(), a.ada, a.site, ScenarioSheetInput{Name: "back." + format, Data: b.Bytes(), Apply: true})
		if err != nil || out.Kind != sheet.Worksheet || out.Counts != (sheet.Counts{Skip: 4}) || out.Entry != 0 {
			t.Errorf("%s: %+v %v %+v", format, out.Counts, err, out.Rows)
		}
		if format == "csv" {
			text := strings.Replace(b.String(), "Program changed", "Program replaced", -1)
			if out := a.sheet(t, text, ScenarioSheetInput{Apply: true}); out.Counts != (sheet.Counts{Change: 1, Skip: 3}) || a.scenarios(t)[2].Cause != "Program replaced" {
				t.Errorf("%+v", out.Counts)
			}
		}
	}
	if err := a.WriteScenarios(t.Context(), a.ada, a.site, "pdf", &bytes.Buffer{}); KindOf(err) != Invalid {
		t.Errorf("a format that is none: %v", err)
	}
	if err := a.WriteScenarios(t.Context(), a.user(access.Integrator, access.Grant{}), a.site, "csv", &bytes.Buffer{}); err == nil {
		t.Error("an integrator gets the worksheet")
	}
}

func TestAnActOfScenariosGoesOnAfterABrokenOne(t *testing.T) {
	a := newAssessed(t)
	row := func(zone bool) risk.Scenario {
		x := risk.Scenario{Head: risk.Head{Name: "X"}}
		if zone {
			x.Zone = a.cell.ID
		}
		return x
	}
	_, _, err := a.BulkScenarios(t.Context(), a.ada, a.site, ScenarioBulk{Put: []risk.Scenario{row(false), row(true), row(true), row(false)}})
	refused(t, "two of four", err, Invalid, "")
	if got := fmt.Sprint(pointers(err)); got != "[/put/0/zone /put/3/zone]" {
		t.Errorf("%s", got)
	}
}

func pointers(err error) (list []string) {
	e, ok := err.(*Error)
	if !ok {
		return nil
	}
	for _, f := range e.Fields {
		list = append(list, f.Pointer)
	}
	return list
}

// TestFiveThousandRowsAreAppliedInOneAct puts the largest file through; the
// budgets are those of a slow machine.
func TestFiveThousandRowsAreAppliedInOneAct(t *testing.T) {
	a := newAssessed(t)
	var b strings.Builder
	b.WriteString("No.,Node,Deviation,Cause,S,Likelihood,Safeguards\n")
	for i := range sheet.MostRows {
		fmt.Fprintf(&b, "%d,Z-01,Deviation %d,Cause %d,2,2,Alarm %d\n", i, i, i, i)
	}
	start := time.Now()
	dry := a.sheet(t, b.String(), ScenarioSheetInput{})
	shown := time.Since(start)
	done := a.sheet(t, b.String(), ScenarioSheetInput{Apply: true, Hash: dry.Hash})
	applied := time.Since(start) - shown
	t.Logf("shown in %v, applied in %v", shown, applied)
	if done.Counts.Add != sheet.MostRows || done.Entry == 0 {
		t.Errorf("%+v", done.Counts)
	}
	if shown > 15*time.Second || applied > 2*time.Minute {
		t.Errorf("shown in %v, applied in %v", shown, applied)
	}
}
