package sheet_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/proof/sheet"
)

const today = "2026-11-24"

// rated is a set of three requirements that is rated by maturity.
func rated() *catalog.Set {
	s := *catalog.SystemSet()
	s.Maturity = []catalog.MaturityLevel{{Level: 1, Name: "Initial", Summary: "Done by whoever is at hand."}}
	return &s
}

// campaign has two zones of three requirements; the first zone is answered in part.
func campaign() sheet.Questionnaire {
	set := rated()
	line := func(id catalog.RequirementID, v *assess.Verdict) sheet.Line {
		r, ok := set.Find(id)
		if !ok {
			panic(id)
		}
		if v != nil {
			v.Set, v.Requirement = set.ID, id
		}
		return sheet.Line{Requirement: r, Verdict: v}
	}
	zone := func(id string) assess.Subject { return assess.Subject{Kind: assess.OfZone, ID: id} }
	of := func(id string, v assess.Verdict) *assess.Verdict {
		v.Subject = zone(id)
		return &v
	}
	return sheet.Questionnaire{
		Assessment: "am1", Key: "AM-01", Name: "Yearly assessment", Set: set, Due: "2026-12-01",
		Subjects: []sheet.Subject{
			{Site: "s1", SiteName: "Bottling", Subject: zone("z1"), Key: "Z-01", Name: "Filler cell", Assessor: "Kim", Lines: []sheet.Line{
				line("SR 1.1", of("z1", assess.Verdict{State: assess.Met, Note: "=1+1 is no formula", Evidence: []string{"Screenshot of the policy", "Ticket 4711"}, Maturity: 2})),
				line("SR 1.2", of("z1", assess.Verdict{State: assess.Partly, Reason: " Two HMIs \n have no accounts. "})),
				line("SR 1.3", nil),
				line("SR 1.4", of("z1", assess.Verdict{State: assess.Compensated, Compensating: "CM-01", Expires: "2027-01-01"})),
			}},
			{Site: "s1", SiteName: "Bottling", Subject: zone("z2"), Key: "Z/02: a very long key of a zone, really", Name: "Burner", Lines: []sheet.Line{line("SR 1.1", nil)}},
		},
	}
}

func written(t testing.TB, q sheet.Questionnaire) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, q); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filled is the file after a person wrote into some cells: "Z-01!G5" and the like.
func filled(t testing.TB, file []byte, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, v := range cells {
		name, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(name, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, file []byte, now sheet.Questionnaire) sheet.Plan {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(file), int64(len(file)), "answers.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	p, err := sheet.Read(t.Context(), b, now, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAQuestionnaireThatNobodyTouchedChangesNothing(t *testing.T) {
	p := read(t, written(t, campaign()), campaign())
	if diff := cmp.Diff(sheet.Plan{Rows: []sheet.Row{}, Notes: []string{}, Counts: sheet.Counts{Same: 5}}, p); diff != "" {
		t.Error(diff)
	}
}

func TestAFileThatAnotherProgramSavedChangesNothingEither(t *testing.T) {
	// Saved by LibreOffice 7.4 from what TestAQuestionnaireThatNobodyTouchedChangesNothing writes.
	file, err := os.ReadFile("testdata/saved-by-libreoffice.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	p := read(t, file, campaign())
	if diff := cmp.Diff(sheet.Counts{Same: 5}, p.Counts); diff != "" {
		t.Error(diff, p.Rows, p.Notes)
	}
	p = read(t, filled(t, file, map[string]any{"Z-01!G7": "not met"}), campaign())
	if diff := cmp.Diff(sheet.Counts{Change: 1, Same: 4}, p.Counts); diff != "" {
		t.Error(diff, p.Rows, p.Notes)
	}
}

func TestWhatAPersonFilledInIsPlanned(t *testing.T) {
	file := written(t, campaign())
	type change struct {
		name  string
		cells map[string]any
		want  sheet.Outcome // of the one row that is not the same
		cell  string
		says  string
		check func(assess.Verdict) bool
	}
	for _, c := range []change{
		{"an answer to what was open", map[string]any{"Z-01!G7": "not met"}, sheet.Change, "", "", func(v assess.Verdict) bool {
			return v.State == assess.NotMet && v.Subject.ID == "z1" && v.Requirement == "SR 1.3"
		}},
		{"in whatever case, or by its short name", map[string]any{"Z-01!G7": " NOT-MET "}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.State == assess.NotMet }},
		{"a reason that changes, alone", map[string]any{"Z-01!H6": "One HMI has none."}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.Reason == "One HMI has none." && v.State == assess.Partly }},
		{"a maturity that is a number", map[string]any{"Z-01!J5": 3}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.Maturity == 3 && len(v.Evidence) == 2 }},
		{"proofs by line", map[string]any{"Z-01!K6": "Ticket 1\n\nTicket 2"}, sheet.Change, "", "", func(v assess.Verdict) bool { return len(v.Evidence) == 2 && v.Evidence[1] == "Ticket 2" }},
		{"not applicable with reason and who agreed", map[string]any{"Z-01!G7": "not applicable", "Z-01!H7": "No people work there.", "Z-01!I7": "Sue"}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.Approver == "Sue" }},
		{"not applicable without who agreed", map[string]any{"Z-01!G7": "not applicable", "Z-01!H7": "No people work there."}, sheet.Refuse, "I7", "Name who agreed", nil},
		{"partly without a reason", map[string]any{"Z-01!G7": "partly met"}, sheet.Refuse, "H7", "Say what is missing", nil},
		{"a word that is no state", map[string]any{"Z-01!G7": "maybe"}, sheet.Refuse, "G7", `"maybe" is no state`, nil},
		{"a state that was taken out", map[string]any{"Z-01!G5": ""}, sheet.Refuse, "G5", "The state is empty", nil},
		{"a reason without a state", map[string]any{"Z-01!H7": "well"}, sheet.Refuse, "G7", "Choose the state", nil},
		{"a maturity that does not exist", map[string]any{"Z-01!J5": 5}, sheet.Refuse, "J5", "write 1, 2, 3 or 4", nil},
		{"a state that asks for more than the sheet has", map[string]any{"Z-01!G7": "inherited"}, sheet.Refuse, "G7", "Answer this one in the program", nil},
		{"a note to an answer of such a state", map[string]any{"Z-01!L8": "Still there."}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.Compensating == "CM-01" && v.Note == "Still there." }},
		{"a state that goes drops what belonged to it", map[string]any{"Z-01!G8": "met"}, sheet.Change, "", "", func(v assess.Verdict) bool { return v.Compensating == "" && v.Expires == "" }},
		{"a row copied to the end", map[string]any{"Z-01!A9": "SR 1.1", "Z-01!G9": "met"}, sheet.Refuse, "A9", "stands in sheet Z-01, row 5 already", nil},
		{"a requirement that is not asked", map[string]any{"Z-01!A9": "SR 9.9", "Z-01!G9": "met"}, sheet.Refuse, "A9", "is not asked of Z-01", nil},
	} {
		p := read(t, filled(t, file, c.cells), campaign())
		if len(p.Rows) != 1 {
			t.Errorf("%s: %+v", c.name, p)
			continue
		}
		r := p.Rows[0]
		if r.Outcome != c.want || r.Cell != c.cell || !strings.Contains(r.Reason, c.says) || r.Sheet != "Z-01" {
			t.Errorf("%s: %+v", c.name, r)
		}
		if c.check != nil && !c.check(r.Verdict) {
			t.Errorf("%s: %+v", c.name, r.Verdict)
		}
		if r.Outcome == sheet.Change && len(r.Fields) == 0 {
			t.Errorf("%s: what changes is not told", c.name)
		}
	}
}

func TestAnAnswerThatChangedMeanwhileIsAConflict(t *testing.T) {
	file := written(t, campaign())
	now := campaign()
	now.Subjects[0].Lines[0].Verdict.State = assess.NotMet // in the program, after the file was made
	for _, c := range []struct {
		name  string
		cells map[string]any
		want  sheet.Counts
	}{
		{"what the file did not touch stays as the program has it", nil, sheet.Counts{Same: 5}},
		{"what both changed is a conflict", map[string]any{"Z-01!L5": "Looks good"}, sheet.Counts{Same: 4, Conflict: 1}},
		{"unless both say the same", map[string]any{"Z-01!G5": "not met"}, sheet.Counts{Same: 5}},
		{"a broken row is refused first", map[string]any{"Z-01!G5": "perhaps"}, sheet.Counts{Same: 4, Refuse: 1}},
	} {
		p := read(t, filled(t, file, c.cells), now)
		if diff := cmp.Diff(c.want, p.Counts); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if p.Counts.Conflict == 1 {
			want := []sheet.FieldChange{{Field: "State", Before: "not met", After: "met"}, {Field: "Note", Before: "=1+1 is no formula", After: "Looks good"}}
			if diff := cmp.Diff(want, p.Rows[0].Fields); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestOnlySheetsOfTheSameAssessmentAreRead(t *testing.T) {
	other := campaign()
	other.Assessment = "am2"
	b, err := sheet.Open(bytes.NewReader(written(t, other)), int64(len(written(t, other))), "answers.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sheet.Read(t.Context(), b, campaign(), today); err == nil || !strings.Contains(err.Error(), "holds no sheet of the questionnaire AM-01") {
		t.Errorf("a file of another assessment is read: %v", err)
	}
	fewer := campaign()
	fewer.Subjects = fewer.Subjects[:1]
	p := read(t, written(t, campaign()), fewer)
	if len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "not in the assessment any more") || p.Counts.Same != 4 {
		t.Errorf("%+v", p)
	}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, campaign())))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("My notes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("My notes", "A1", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Z-01", "G4", "Whatever"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	p = read(t, out.Bytes(), campaign())
	if len(p.Notes) != 2 || !strings.Contains(strings.Join(p.Notes, " "), "lost its row of titles") {
		t.Errorf("%+v", p.Notes)
	}
}

func TestTheFileIsMadeForPeople(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, campaign())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Read me", "Z-01", "Z-02- a very long key of a zone"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	for _, column := range []string{"A", "B"} {
		if shown, err := f.GetColVisible("Z-01", column); err != nil || shown {
			t.Errorf("column %s is shown: %v", column, err)
		}
	}
	if shown, err := f.GetRowVisible("Z-01", 1); err != nil || shown {
		t.Errorf("the row for machines is shown: %v", err)
	}
	lists, err := f.GetDataValidations("Z-01")
	if err != nil || len(lists) != 2 || !strings.Contains(lists[0].Formula1, "met,partly met,not met") {
		t.Errorf("the state has no list: %+v %v", lists, err)
	}
	for cell, locked := range map[string]bool{"C5": true, "E5": true, "G5": false, "H5": false, "L8": false} {
		id, err := f.GetCellStyle("Z-01", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if open := style.Protection != nil && !style.Protection.Locked; open == locked {
			t.Errorf("%s is locked: %v", cell, !open)
		}
	}
	if p, err := f.GetSheetProtection("Z-01"); err != nil || !p.SelectUnlockedCells {
		t.Errorf("the sheet is not protected: %+v %v", p, err)
	}
	if formula, _ := f.GetCellFormula("Z-01", "L5"); formula != "" {
		t.Error("a note became a formula")
	}
	rows, err := f.GetRows("Read me")
	if err != nil || !strings.Contains(fmt.Sprint(rows), "Due on 2026-12-01") || !strings.Contains(fmt.Sprint(rows), "maturity level 1, Initial") {
		t.Errorf("%v %v", rows, err)
	}
}

func TestMoreThanACellHoldsComesBackWhole(t *testing.T) {
	q := campaign()
	long := make([]string, 100)
	for i := range long {
		long[i] = strings.Repeat("x", 999)
	}
	q.Subjects[0].Lines[0].Verdict.Evidence = long
	p := read(t, filled(t, written(t, q), map[string]any{"Z-01!L5": "new"}), q)
	if len(p.Rows) != 1 || p.Rows[0].Outcome != sheet.Change || len(p.Rows[0].Verdict.Evidence) != 100 || len(p.Rows[0].Verdict.Evidence[99]) != 999 {
		t.Errorf("%+v %d", p.Counts, len(p.Rows[0].Verdict.Evidence))
	}
}

func FuzzRead(f *testing.F) {
	file := written(f, campaign())
	f.Add(file)
	f.Add(filled(f, file, map[string]any{"Z-01!G7": "not met", "Z-01!A9": "SR 1.1"}))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("a,b\n1,2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "f.xlsx")
		if err != nil {
			return
		}
		p, err := sheet.Read(t.Context(), b, campaign(), today)
		if err != nil {
			return
		}
		for _, r := range p.Rows {
			// What is to be put keeps the rules, and everything else says why not.
			if r.Outcome == sheet.Change && assess.CheckVerdict(r.Verdict, campaign().Set, today) != nil {
				t.Errorf("an answer that breaks a rule is put: %+v", r)
			}
			if r.Outcome != sheet.Change && r.Reason == "" {
				t.Errorf("no reason: %+v", r)
			}
		}
		if diff := cmp.Diff(p, read(t, data, campaign()), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the same file is read in two ways: %s", diff)
		}
	})
}
