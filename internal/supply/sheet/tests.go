package sheet

import (
	"context"
	"io"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/supply"
)

var testColumns = []column{
	{"Test", 12}, {"Name", 26}, {"Line", 20}, {"Subject", 16}, {"Asks", 44}, {"Steps", 40}, {"Expected", 36}, {"Hold point", 8},
	{"Result", 10}, {"Found", 40}, {"Done by", 18}, {"Witness", 18}, {"Done on", 12},
}

// PhaseWord is a phase as it is shown.
func PhaseWord(p supply.Phase) string {
	switch p {
	case "document-review":
		return "Document review"
	case "design-review":
		return "Design review"
	case "fat":
		return "Factory acceptance"
	case "sat":
		return "Site acceptance"
	case "commissioning":
		return "Commissioning"
	}
	return string(p)
}

// WriteTests writes the checklists of acceptance tests, a sheet for each phase
// that has some.
func WriteTests(w io.Writer, tests []supply.Test) error {
	var sheets []book.Plain
	for _, phase := range supply.Phases {
		page := book.Plain{Name: PhaseWord(phase), Columns: plainColumns(testColumns)}
		for _, t := range tests {
			if t.Phase == phase {
				page.Rows = append(page.Rows, texts(t.Key, t.Name, t.Line, t.Subject, t.Asks, t.Steps, t.Expected, yes(t.HoldPoint),
					string(t.Result), t.Found, t.By, t.Witness, string(t.On)))
			}
		}
		if len(page.Rows) > 0 {
			sheets = append(sheets, page)
		}
	}
	if len(sheets) == 0 {
		sheets = []book.Plain{{Name: "Tests", Columns: plainColumns(testColumns)}}
	}
	return book.WriteBook(w, sheets)
}

// TestsRead is what filled checklists say: the tests that change, with what is
// known of them beside.
type TestsRead struct {
	Change   []supply.Test `json:"change"`
	Same     int           `json:"same"`
	Refusals []Refusal     `json:"refusals"`
}

// ReadTests reads the results out of filled checklists. A test is known by its
// key; what is asked is not changed by a checklist.
func ReadTests(ctx context.Context, r io.ReaderAt, size int64, name string, now []supply.Test, today plant.Date) (TestsRead, error) {
	out := TestsRead{Change: []supply.Test{}, Refusals: []Refusal{}}
	known, seen := map[string]supply.Test{}, map[string]int{}
	for _, t := range now {
		known[book.Squeeze(t.Key)] = t
	}
	err := read(ctx, r, size, name, "Test", &out.Refusals, func(f *filled) {
		if f.blank() {
			return
		}
		key := book.Squeeze(f.text("Test"))
		was, ok := known[key]
		switch {
		case !ok:
			f.refuse("Test", "There is no test %q: leave the column as it was.", clip(f.text("Test")))
			return
		case seen[key] > 0:
			f.refuse("Test", "Test %s stands in row %d already: keep one.", was.Key, seen[key])
			return
		}
		seen[key] = f.row
		t, before := was, len(out.Refusals)
		result, _ := word(f, "Result", supply.TestResults, func(r supply.TestResult) string { return string(r) })
		if result != "" {
			t.Result = result
		}
		for title, at := range map[string]*string{"Found": &t.Found, "Done by": &t.By, "Witness": &t.Witness} {
			if f.has(title) {
				*at = f.text(title)
			}
		}
		if f.has("Done on") {
			t.On = f.day("Done on")
		}
		done := t.Result != "open"
		switch {
		case len(out.Refusals) > before: // told already
		case today.Before(t.On):
			f.refuse("Done on", "Test %s is done on %s, which lies ahead.", t.Key, t.On)
		case done && t.On == "":
			f.refuse("Done on", "Test %s has a result and no day: write when it was done.", t.Key)
		case done && t.By == "":
			f.refuse("Done by", "Test %s has a result, and nobody who did it: write who.", t.Key)
		case t.Result == "failed" && t.Found == "":
			f.refuse("Found", "Test %s failed: write what was seen.", t.Key)
		case t.Result == "waived" && t.Found == "":
			f.refuse("Found", "Test %s is waived: write why.", t.Key)
		case t.HoldPoint && t.Result == "passed" && t.Witness == "":
			f.refuse("Witness", "Test %s is a hold point and passes only with a witness of the owner: write who.", t.Key)
		case len(plant.FieldsChanged(was, t)) == 0:
			out.Same++
		default:
			out.Change = append(out.Change, t)
		}
	})
	return out, err
}
