package isms

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ringwall/internal/catalog"
)

func annexA(t testing.TB) *catalog.Set {
	t.Helper()
	set, ok := catalog.NewShelf(nil).Find(catalog.ISO27001)
	if !ok {
		t.Fatal("Annex A is not carried")
	}
	return set
}

func statement(t *testing.T, text string) Statement {
	t.Helper()
	b, err := Open(strings.NewReader(text), int64(len(text)), "soa.csv")
	if err != nil {
		t.Fatal(err)
	}
	look, err := See(t.Context(), b, SoA)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadStatement(t.Context(), b, look.Mapping, annexA(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestControlsAreKnownHoweverTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{
		"A.5.1": "A.5.1", "5.1": "A.5.1", "A 5.01": "A.5.1", "Control 5.1": "A.5.1", "a.8.34": "A.8.34", "iso27001_a.5.23": "A.5.23", "A.5.1.": "A.5.1",
		"A.9.2.1": "old", "A.5.99": "A.5.99?", "Organizational controls": "", "5": "",
	} {
		id, known, old := controlOf(annexA(t), text)
		got := string(id)
		switch {
		case old:
			got = "old"
		case id != "" && !known:
			got += "?"
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestAStatementIsReadInThreeLanguages(t *testing.T) {
	for name, text := range map[string]string{
		"English":  "Control,Title,Applicable,Implementation status,Justification,Owner\nA.5.1,Policies,Yes,Implemented,Law,Ada\nA.5.2,Roles,yes,In progress,,Ben\nA.7.4,Cameras,No,,No site of our own,\nA.8.1,Devices,Y,Partially implemented,,\n",
		"German":   "Maßnahme;Titel;Anwendbar;Umsetzungsstatus;Begründung;Verantwortlich\nA.5.1;Policies;ja;umgesetzt;Law;Ada\nA.5.2;Roles;ja;in Arbeit;;Ben\nA.7.4;Cameras;nein;;No site of our own;\nA.8.1;Devices;ja;teilweise;;\n",
		"Japanese": "管理策番号,名称,適用,実施状況,理由,責任者\n5.1,Policies,適用,実施済,Law,Ada\n5.2,Roles,適用,計画中,,Ben\n7.4,Cameras,適用外,,No site of our own,\n8.1,Devices,○,一部実施,,\n",
	} {
		s := statement(t, text)
		got := map[string]string{}
		for _, c := range s.Controls {
			applies := "no"
			if c.Applicable {
				applies = "yes"
			}
			got[string(c.ID)] = strings.Join([]string{string(c.Outcome), applies, string(c.Status), c.Says, c.Owner}, "|")
		}
		want := map[string]string{
			"A.5.1": "read|yes|implemented|Law|Ada", "A.5.2": "read|yes|planned||Ben", "A.7.4": "read|no|unknown|No site of our own|", "A.8.1": "read|yes|partly||",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if s.Counts != (Counts{Read: 4}) || len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "89 of the 93") {
			t.Errorf("%s: %+v %q", name, s.Counts, s.Notes)
		}
	}
}

func TestRefusalsNameTheCellAndHowToMendIt(t *testing.T) {
	const head = "Control,Applicable,Status,Justification\n"
	for name, c := range map[string]struct{ row, cell, says string }{
		"a number of 2013":            {"A.9.2.1,yes,implemented,", "A2", "edition of 2013"},
		"a control that is not there": {"A.5.99,yes,implemented,", "A2", "no control A.5.99"},
		"neither yes nor no":          {"A.5.1,perhaps,implemented,", "B2", "write yes or no"},
		"a status of their own":       {"A.5.1,yes,nearly,", "C2", "write implemented, partly"},
		"an exclusion without reason": {"A.5.1,no,,", "D2", "without a reason"},
		"the same control twice":      {"A.5.1,yes,implemented,\nA.5.1,yes,planned,", "A3", "row 2 already"},
	} {
		s := statement(t, head+c.row+"\n")
		last := s.Controls[len(s.Controls)-1]
		if last.Outcome != Refuse || last.Cell != c.cell || !strings.Contains(last.Reason, c.says) {
			t.Errorf("%s: %s %s %q", name, last.Outcome, last.Cell, last.Reason)
		}
	}
	if s := statement(t, head+"Organizational controls,,,\n,,x,\n"); s.Counts != (Counts{Skip: 2}) {
		t.Errorf("headings: %+v", s.Counts)
	}
}

func TestAWorkbookWithATitleAboveIsRead(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "Statement of applicability, Works", "A3": "Annex A control", "B3": "Applicable", "C3": "Implementation status", "A4": "A.5.1", "B4": "Yes", "C4": "Fully implemented"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()), "soa.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	look, err := See(t.Context(), book, SoA)
	if err != nil || look.Mapping.Header != 3 {
		t.Fatalf("%+v %v", look.Mapping, err)
	}
	s, err := ReadStatement(t.Context(), book, look.Mapping, annexA(t))
	if err != nil || s.Counts != (Counts{Read: 1}) || s.Controls[0].Status != Implemented || s.Controls[0].Title != "Policies for information security" {
		t.Errorf("%+v %v", s, err)
	}
	delete(look.Mapping.Columns, "control")
	if _, err := ReadStatement(t.Context(), book, look.Mapping, annexA(t)); err == nil || !strings.Contains(err.Error(), "Control") {
		t.Errorf("without the column of the control: %v", err)
	}
	look.Mapping.Columns["control"] = 40
	if text := look.Mapping.Check(SoA, look); !strings.Contains(text, "no column number 40") {
		t.Errorf("%q", text)
	}
}

func TestOSCALTellsOfControlsInFourModels(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"a plan": {`{"system-security-plan":{"metadata":{"title":"Works","last-modified":"2026-03-01T08:00:00Z"},"control-implementation":{"implemented-requirements":[
			{"control-id":"a.5.1","by-components":[{"description":"Policy POL-1","implementation-status":{"state":"implemented"}},{"implementation-status":{"state":"partial"}}]},
			{"control-id":"5.2","props":[{"name":"implementation-status","value":"planned"}]},
			{"control-id":"a.7.4","statements":[{"by-components":[{"implementation-status":{"state":"not-applicable","remarks":"No site"}}]}]}]}}}`,
			"A.5.1 yes partly Policy POL-1; A.5.2 yes planned ; A.7.4 no unknown No site"},
		"a component": {`{"component-definition":{"metadata":{"title":"X"},"components":[{"control-implementations":[{"implemented-requirements":[{"control-id":"a.5.1","props":[{"name":"implementation-status","value":"implemented"}]}]}]}]}}`, "A.5.1 yes implemented "},
		"results":     {`{"assessment-results":{"metadata":{"title":"X"},"results":[{"findings":[{"title":"Audit","target":{"target-id":"a.5.1_obj","status":{"state":"satisfied"}}},{"target":{"target-id":"a.5.2","status":{"state":"not-satisfied"}}}]}]}}`, "A.5.1 yes implemented Audit; A.5.2 yes not-implemented "},
		"a profile":   {`{"profile":{"metadata":{"title":"X"},"imports":[{"include-controls":[{"with-ids":["a.5.1"]}],"exclude-controls":[{"with-ids":["a.7.4"]}]}]}}`, "A.5.1 yes unknown ; A.7.4 no unknown left out by the profile"},
	} {
		s, err := ReadOSCAL([]byte(c.file), "soa.json", annexA(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, x := range s.Controls {
			applies := "no"
			if x.Applicable {
				applies = "yes"
			}
			got = append(got, string(x.ID)+" "+applies+" "+string(x.Status)+" "+x.Says)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, "; "), c.want)
		}
	}
	for name, c := range map[string]struct{ file, says string }{
		"half a file":        {`{"profile":`, "damaged"},
		"another file":       {`{"catalog":{}}`, "none of the OSCAL files"},
		"a text for a list":  {`{"profile":{"imports":"x"}}`, "string where something else belongs"},
		"too deep":           {strings.Repeat("[", 100) + strings.Repeat("]", 100), "deeper than 64"},
		"a list, no object":  {`[]`, "something else belongs"},
		"two files in a row": {`{}{}`, "damaged"},
	} {
		if _, err := ReadOSCAL([]byte(c.file), "soa.json", annexA(t)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s, err := ReadOSCAL([]byte(`{"system-security-plan":{"control-implementation":{"implemented-requirements":[{"control-id":"ac-2"}]}}}`), "x.json", annexA(t))
	if err != nil || s.Counts.Refuse != 1 || s.Controls[0].Cell != "/system-security-plan/control-implementation/implemented-requirements/0/control-id" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestOnlyConfirmedPairsOfImplementedControlsAnswer(t *testing.T) {
	pair := func(state catalog.PairState, s catalog.Strength, h catalog.Holding) catalog.CoveringPair {
		return catalog.CoveringPair{From: "A.5.1", State: state, Strength: s, Holds: h}
	}
	for name, c := range map[string]struct {
		pairs    []catalog.CoveringPair
		met, can bool
	}{
		"a suggested pair never answers":             {[]catalog.CoveringPair{pair(catalog.Suggested, catalog.Equal, catalog.HoldsFully)}, false, false},
		"a related pair never answers":               {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Related, catalog.HoldsFully)}, false, false},
		"a part never answers":                       {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Subset, catalog.HoldsFully)}, false, false},
		"what is planned does not answer":            {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Equal, catalog.HoldsNot)}, false, false},
		"an implemented control answers as met":      {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Superset, catalog.HoldsFully)}, true, true},
		"half a control answers as partly":           {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Equal, catalog.HoldsPartly)}, false, true},
		"one in full is enough beside one in halves": {[]catalog.CoveringPair{pair(catalog.Confirmed, catalog.Equal, catalog.HoldsPartly), pair(catalog.Confirmed, catalog.Equal, catalog.HoldsFully)}, true, true},
	} {
		by, met, can := Answer(catalog.Coverage{Pairs: c.pairs})
		if met != c.met || can != c.can || can != (len(by) > 0) {
			t.Errorf("%s: met %v, can %v, by %v", name, met, can, by)
		}
	}
}

func TestRisksThatConcernThePlantAreFound(t *testing.T) {
	text := "Risk ID,Risk,Asset,Likelihood,Impact,Treatment,Risk owner\nR-1,Ransomware stops the filler,PLC-101,high,4,reduce,Ada\nR-2,Payroll data leak,HR database,3,3,accept,Ben\nR-3,Manipulated pump setpoints,Waterworks,low,5,reduce,\nR-3,Twice,,,,,\n,,,,,,x\n"
	b, err := Open(strings.NewReader(text), int64(len(text)), "risks.csv")
	if err != nil {
		t.Fatal(err)
	}
	if kind, err := KindOf(t.Context(), b); err != nil || kind != Risks {
		t.Errorf("the file is taken for %s, %v", kind, err)
	}
	look, err := See(t.Context(), b, Risks)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ReadRisks(t.Context(), b, look.Mapping)
	if err != nil || r.Counts != (Counts{Read: 3, Skip: 1, Refuse: 1}) || r.Risks[3].Cell != "A5" {
		t.Fatalf("%+v %v", r, err)
	}
	got := Concerns(r.Risks, []Known{{Kind: "asset", Key: "PLC-101", Name: "Filler"}}, []Known{{Key: "SC-001", Name: "Setpoints of the pumps are manipulated"}})
	if !got[0].Concerns || got[0].Named[0].Key != "PLC-101" || got[1].Concerns || !got[2].Concerns || got[2].Like[0].Key != "SC-001" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff([]string{"manipulated", "pump", "setpoint"}, got[2].Like[0].Words); diff != "" {
		t.Error(diff)
	}
}

func TestTheReadersKeepTheirBudget(t *testing.T) {
	var b strings.Builder
	b.WriteString("Control,Status\n")
	for range MostRows + 1 {
		b.WriteString("A.5.1,implemented\n")
	}
	text := b.String()
	file, err := Open(strings.NewReader(text), int64(len(text)), "soa.csv")
	if err != nil {
		t.Fatal(err)
	}
	look, err := See(t.Context(), file, SoA)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadStatement(t.Context(), file, look.Mapping, annexA(t)); err == nil || !strings.Contains(err.Error(), "split the file") {
		t.Errorf("%v", err)
	}
}

func FuzzReadStatement(f *testing.F) {
	f.Add("Control,Applicable,Status\nA.5.1,yes,implemented\n")
	f.Add("管理策番号,適用\n5.1,適用外\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := Open(strings.NewReader(text), int64(len(text)), "soa.csv")
		if err != nil {
			return
		}
		look, err := See(t.Context(), b, SoA)
		if err != nil {
			return
		}
		s, err := ReadStatement(t.Context(), b, look.Mapping, annexA(t))
		if err == nil && s.Counts.Read+s.Counts.Skip+s.Counts.Refuse != len(s.Controls) {
			t.Errorf("%+v for %d rows", s.Counts, len(s.Controls))
		}
		if look, err = See(t.Context(), b, Risks); err == nil {
			if r, err := ReadRisks(t.Context(), b, look.Mapping); err == nil {
				Concerns(r.Risks, nil, nil)
			}
		}
	})
}

func FuzzReadOSCAL(f *testing.F) {
	f.Add([]byte(`{"profile":{"imports":[{"include-controls":[{"with-ids":["a.5.1"]}]}]}}`))
	f.Add([]byte(`{"assessment-results":{"results":[{"findings":[{"target":{"target-id":"a.5.1","status":{"state":"satisfied"}}}]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadOSCAL(data, "x.json", annexA(t))
		if err == nil && s.Counts.Read+s.Counts.Refuse != len(s.Controls) {
			t.Errorf("%+v for %d controls", s.Counts, len(s.Controls))
		}
	})
}
