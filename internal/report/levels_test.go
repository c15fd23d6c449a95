package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pumpHouse is a small site: a safety zone below its target, a control zone at
// it, one without, and a conduit that rests on a countermeasure.
func pumpHouse() LevelsInput {
	site := plant.Site{
		SiteRecord: plant.SiteRecord{ID: "s", Key: "PH", Name: "Pump house <north>", Description: "Two pumps and a chlorine store."},
		Zones: []plant.Zone{
			{ID: "z1", Key: "Z-01", Name: "Pump control", Kind: plant.ZoneControl, Purdue: "1", Target: &plant.Target{Vector: sl.Uniform(1)}},
			{ID: "z2", Key: "Z-02", Name: "Chlorine safety", Kind: plant.ZoneSafety, Purdue: "1", Safety: true, Target: &plant.Target{Vector: sl.Uniform(2)}},
			{ID: "z3", Key: "Z-03", Name: "=Vendor & friends", Kind: plant.ZoneRemote, External: true},
		},
		Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", Name: "Trip signals", From: "z1", To: "z2", Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus"}}, Target: &plant.Target{Vector: sl.Uniform(1)}}},
	}
	set := catalog.SystemSet()
	var verdicts []assess.Verdict
	say := func(kind assess.SubjectKind, id string, level sl.Level, v assess.Verdict) {
		for _, r := range set.Requirements {
			if r.From <= level {
				v.ID = assess.VerdictID(fmt.Sprintf("%s %s", id, r.ID))
				v.Subject, v.Set, v.Requirement = assess.Subject{Kind: kind, ID: id}, set.ID, r.ID
				verdicts = append(verdicts, v)
			}
		}
	}
	say(assess.OfZone, "z1", 1, assess.Verdict{State: assess.Met})
	say(assess.OfZone, "z2", 1, assess.Verdict{State: assess.Met})
	say(assess.OfConduit, "c1", 1, assess.Verdict{State: assess.Compensated, Compensating: "Guarded cabinet with tamper switch", Expires: "2027-06-30", Approver: "A. Berg"})
	today := plant.Date("2026-11-24")
	parts := assess.ComponentInput{
		Set:      catalog.ComponentSet(),
		Products: []assess.Product{{ID: "p1", Key: "PD-01", Name: "Pump controller", Types: []catalog.ComponentType{catalog.EmbeddedDevice}}},
		Components: []assess.Component{
			{Asset: "a1", Key: "PLC-1", Name: "Pumps", Zone: "z1", Product: "p1"},
			{Asset: "a2", Key: "PLC-2", Name: "Chlorine", Zone: "z2", Product: "p1"},
		},
		Today: today,
	}
	for _, r := range parts.Set.For([]catalog.ComponentType{catalog.EmbeddedDevice}) {
		if r.From <= 1 {
			parts.Claims = append(parts.Claims, assess.Claim{Verdict: assess.Verdict{
				ID: assess.VerdictID("claim " + r.ID), Subject: assess.Subject{Kind: assess.OfProduct, ID: "p1"}, Set: parts.Set.ID, Requirement: r.ID, State: assess.Met,
			}})
		}
	}
	return LevelsInput{
		Site: site, Verdicts: verdicts, Set: set,
		Posture:  assess.Assess(assess.Input{Site: site, Counts: map[plant.ZoneID]int{"z1": 4, "z2": 1, "": 2}, Verdicts: verdicts, Set: set, Components: parts, Today: today}),
		Findings: plant.Findings(site, nil, today),
		Stamp:    Stamp{Printed: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), By: "Ann Berg", Revision: 17, Size: 18, Root: "w3kP0qk1fYx6CzqDqk0b2mJt7gk0yB0vJ6m3Qb1xN9Q=", Version: "test"},
	}
}

func TestTheReportSaysWhatThePostureSays(t *testing.T) {
	in := pumpHouse()
	in.Site.Zones[1].Target = &plant.Target{Vector: sl.Uniform(2), Method: "detailed risk assessment", Approver: "A. Berg", ApprovedOn: "2026-10-01", Rationale: "A leak reaches the neighbours."}
	d := Levels(in)
	all := texts(d)
	for _, want := range []string{
		"2 assets in no zone",
		"1 have no target yet",
		"SL-T is the decided target",
		"SL-T: detailed risk assessment; approved by A. Berg on 2026-10-01. A leak reaches the neighbours.",
		in.Posture.Subjects[1].FRs[sl.IAC].CapableReason,
		"Guarded cabinet with tamper switch",
		"2027-06-30",
		in.Posture.Subjects[1].FRs[sl.IAC].Reason,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	// The safety zone comes first where a reader looks for what to do.
	reasons := section(t, d, "What holds each level back")
	if len(reasons.Blocks) < 2 || !strings.Contains(reasons.Blocks[1].Heading, "Z-02") {
		t.Errorf("the first reason is %q, want the safety zone Z-02", reasons.Blocks[1].Heading)
	}
	open := section(t, d, "Open requirements").Blocks[1].Table
	listed := ""
	for _, row := range open.Rows {
		listed += strings.Join(row, " ") + ", "
	}
	for _, sp := range in.Posture.Subjects {
		for _, fr := range sp.FRs {
			for _, stop := range fr.ToTarget {
				if !strings.Contains(listed, string(stop.Requirement)) {
					t.Errorf("%s of %s is missing up to the target and not listed as open", stop.Requirement, sp.Key)
				}
			}
		}
	}
	if len(open.Rows) == 0 {
		t.Error("no open requirements are listed")
	}
}

func TestTheCapabilityStandsBesideTargetAndAchievedLevel(t *testing.T) {
	d := Levels(pumpHouse())
	levels := section(t, d, "Target, capability and achieved levels").Blocks[3].Table
	of := map[string]string{}
	for _, row := range levels.Rows {
		of[row[1]] = strings.Join(row[3:6], " | ")
	}
	want := map[string]string{
		"Z-01": "(1 1 1 1 1 1 1) | (1 1 1 1 1 1 1) | (1 1 1 1 1 1 1)",
		"Z-03": "none | none | (0 0 0 0 0 0 0)",
		"C-01": "(1 1 1 1 1 1 1) | none | (1 1 1 1 1 1 1)",
	}
	for key, cells := range want {
		if of[key] != cells {
			t.Errorf("%s shows %q, want %q", key, of[key], cells)
		}
	}
}

// A site of which no component has claims gets no column for reasons that
// nobody can give, and says once why there is no SL-C.
func TestWithoutClaimsTheReportSaysOnceWhyThereIsNoCapability(t *testing.T) {
	in := pumpHouse()
	for i := range in.Posture.Subjects {
		sp := &in.Posture.Subjects[i]
		sp.Capable = nil
		for fr := range sp.FRs {
			sp.FRs[fr].Capable, sp.FRs[fr].CapableReason = nil, sp.FRs[fr].ID+" has no SL-C: no component of the zone has claims."
		}
	}
	s := section(t, Levels(in), "What holds each level back")
	said := 0
	for _, b := range s.Blocks {
		said += strings.Count(b.Paragraph, "none can be stated, because no component of the zone has claims.")
		if b.Table != nil && len(b.Table.Columns) != 6 {
			t.Errorf("%d columns", len(b.Table.Columns))
		}
	}
	if said != 1 {
		t.Errorf("it is said %d times, want once for the one zone below its target", said)
	}
}

func section(t *testing.T, d Document, name string) Section {
	t.Helper()
	for _, s := range d.Sections {
		if s.Heading == name {
			return s
		}
	}
	t.Fatalf("no section %q", name)
	return Section{}
}

func texts(d Document) string {
	var b strings.Builder
	for _, s := range d.Sections {
		fmt.Fprintln(&b, s.Heading)
		for _, bl := range s.Blocks {
			fmt.Fprintln(&b, bl.Heading, bl.Paragraph, strings.Join(bl.List, "\n"))
			if bl.Table != nil {
				for _, r := range bl.Table.Rows {
					fmt.Fprintln(&b, strings.Join(r, " | "))
				}
			}
		}
	}
	return b.String()
}

func TestPageAndPictureAreAsBefore(t *testing.T) {
	d := Levels(pumpHouse())
	for name, write := range map[string]func(*bytes.Buffer) error{
		"levels.html": func(b *bytes.Buffer) error { return WriteHTML(b, d) },
		"drawing.svg": func(b *bytes.Buffer) error { return WriteSVG(b, section(t, d, "Zones and conduits").Blocks[0].Picture) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
			t.Errorf("%s has changed (-want +got):\n%s", file, diff)
		}
	}
}

func TestNothingOfThePlantIsTakenForMarkup(t *testing.T) {
	d := Levels(pumpHouse())
	var b bytes.Buffer
	if err := WriteHTML(&b, d); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<north>") {
		t.Error("the site's name is written as markup")
	}
	if strings.Contains(b.String(), "style=") {
		t.Error("the page has style attributes, which its content security policy refuses")
	}
}

func TestAWorkbookHoldsEveryTableAndNoFormula(t *testing.T) {
	d := Levels(pumpHouse())
	var b bytes.Buffer
	if err := WriteXLSX(&b, d); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Summary", "Levels", "Reasons", "Open requirements", "Decisions", "Findings"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	rows, err := f.GetRows("Levels")
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows of levels, %v", len(rows), err)
	}
	for i := range rows {
		for j := range rows[i] {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if formula, _ := f.GetCellFormula("Levels", cell); formula != "" {
				t.Errorf("%s is a formula: %s", cell, formula)
			}
		}
	}
	if rows[3][2] != "=Vendor & friends" {
		t.Errorf("the name of the third zone is %q", rows[3][2])
	}
}

func TestTheSameRecordGivesTheSamePDF(t *testing.T) {
	var a, b bytes.Buffer
	if err := WritePDF(&a, Levels(pumpHouse())); err != nil {
		t.Fatal(err)
	}
	if err := WritePDF(&b, Levels(pumpHouse())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two prints of one record differ")
	}
	if !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) || a.Len() < 10_000 {
		t.Errorf("no PDF: %d bytes", a.Len())
	}
}

func TestAnEmptySiteIsAReportToo(t *testing.T) {
	in := pumpHouse()
	in.Site.Zones, in.Site.Conduits, in.Verdicts, in.Findings = nil, nil, nil, nil
	in.Posture = assess.Assess(assess.Input{Site: in.Site, Set: in.Set, Today: "2026-11-24"})
	d := Levels(in)
	var b bytes.Buffer
	for _, write := range []func() error{
		func() error { return WriteHTML(&b, d) }, func() error { return WritePDF(&b, d) }, func() error { return WriteXLSX(&b, d) }, func() error { return WriteJSON(&b, d) },
	} {
		if err := write(); err != nil {
			t.Error(err)
		}
	}
	if !strings.Contains(texts(d), "0 zones") {
		t.Error("the summary does not say that there are no zones")
	}
}

func TestJSONCarriesTheVectors(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, Levels(pumpHouse())); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Data struct {
			Posture struct {
				Subjects []struct {
					Key      string
					Achieved [7]int
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if s := got.Data.Posture.Subjects; len(s) != 4 || s[0].Key != "Z-01" || s[0].Achieved[0] != 1 {
		t.Errorf("subjects %+v", s)
	}
}
