package sheet_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
	"ringwall/internal/supply/sheet"
)

const today plant.Date = "2026-11-24"

// sets are the set that the tests claim from: the one of systems stands in for
// any other.
func sets(id catalog.SetID) *catalog.Set {
	if s := catalog.SystemSet(); s.ID == id {
		return s
	}
	return nil
}

func offer() supply.ClaimsContent {
	v := sl.Vector{2, 1, 1, 0, 1, 0, 1}
	return supply.ClaimsContent{
		Company: supply.OfferedCompany{Key: "CO-001", Name: "Maker Ltd", Aliases: []string{"Maker"}},
		Products: []supply.OfferedProduct{
			{Key: "PD-001", Name: "=HYPERLINK(\"http://x\")", Vendor: "Maker", Model: "-5V", Release: "2.9", OrderNumbers: []string{"6ES7", "+49"}, Types: []catalog.ComponentType{"embedded-device"}, Aim: 2, SecurityEnds: "2030-12-31", Capable: &v, CapableWhy: "SL 3 stops at CR 1.1."},
			{Key: "PD-002", Name: "Switch", Vendor: "Maker", Model: "X", Types: []catalog.ComponentType{"network-device"}},
		},
		Claims: []supply.OfferedClaim{
			{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.Met, Evidence: []string{"Manual, p. 4", "@SUM(A1)"}, AssessedOn: "2026-01-02", Assessor: "N. N."},
			{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.2", State: assess.NotApplied, Reason: "two\nlines", Approver: "A", Compensating: "Fence", Expires: "2027-01-01", Function: "F-1"},
			{About: "product PD-002", Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.NotMet, Maturity: 3, Note: "'quoted"},
			{About: "company CO-001", Set: catalog.SystemRequirements, Requirement: "SR 2.1", State: assess.Partly, Reason: "r", Maturity: 2},
		},
		Certificates: []supply.OfferedCertificate{{Key: "CT-1", Name: "CSA", Scheme: "isasecure-csa", About: "product PD-001", Level: 2, Number: "7"}},
	}
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func claimSheet(t testing.TB) []byte {
	return written(t, func(w io.Writer) error {
		return sheet.WriteClaims(w, sheet.ClaimSheet{Content: offer(), Sets: []*catalog.Set{catalog.SystemSet()}, Next: map[string]sheet.Next{"PD-001": {Level: 3, Why: "Two are missing.", Missing: []sheet.Missing{{"CR 1.1", "People", "unanswered"}}}}})
	})
}

// edited sets cells of a written workbook.
func edited(t testing.TB, file []byte, page string, cells map[string]string) []byte {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range cells {
		if err := x.SetCellStr(page, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	return written(t, func(w io.Writer) error { return x.Write(w) })
}

// cellOf finds the cell of a column in the row whose other column has a value.
func cellOf(t testing.TB, file []byte, page, by, value, column string) string {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows(page)
	if err != nil {
		t.Fatal(err)
	}
	b, c := slices.Index(rows[0], by), slices.Index(rows[0], column)
	for i, r := range rows {
		if b < len(r) && r[b] == value {
			name, _ := excelize.CoordinatesToCellName(c+1, i+1)
			return name
		}
	}
	t.Fatalf("no row of %s has %s %q", page, by, value)
	return ""
}

func readClaims(t testing.TB, file []byte) sheet.ClaimsRead {
	t.Helper()
	got, err := sheet.ReadClaims(t.Context(), bytes.NewReader(file), int64(len(file)), "claims.xlsx", sets)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestClaimSheetComesBack(t *testing.T) {
	file := claimSheet(t)
	got := readClaims(t, file)
	if len(got.Refusals) > 0 {
		t.Fatal(got.Refusals)
	}
	want := offer()
	want.Certificates = nil
	for i := range want.Products { // reckoned
		want.Products[i].Capable, want.Products[i].CapableWhy = nil, ""
	}
	if diff := cmp.Diff(want, got.Content); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(file, claimSheet(t)) {
		t.Error("equal claims give other bytes")
	}
}

func TestNothingOnASheetBecomesAFormula(t *testing.T) {
	x, err := excelize.OpenReader(bytes.NewReader(claimSheet(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range x.GetSheetList() {
		rows, err := x.GetRows(page)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
					t.Errorf("%s row %d column %d begins like a formula: %q", page, i+1, k+1, cell)
				}
			}
		}
	}
}

func TestRefusalsNameTheCell(t *testing.T) {
	file := claimSheet(t)
	at := func(column string) string { return cellOf(t, file, "PD-001", "Id", "SR 1.3", column) }
	for _, tt := range []struct {
		name  string
		cells map[string]string
		cell  string
		text  string
	}{
		{"an unknown answer", map[string]string{at("Answer"): "perhaps"}, at("Answer"), `"perhaps" is none of the words`},
		{"a reason without an answer", map[string]string{at("Reason"): "why"}, at("Answer"), "no answer"},
		{"a requirement that the set does not have", map[string]string{at("Id"): "SR 99.9", at("Answer"): "met"}, at("Id"), `no requirement "SR 99.9"`},
		{"an unknown set", map[string]string{at("Set"): "mine:1", at("Answer"): "met"}, at("Set"), "no requirement set"},
		{"an answer that a product cannot give", map[string]string{at("Answer"): "inherited"}, at("Answer"), "does not answer with"},
		{"a maturity beyond the scale", map[string]string{at("Answer"): "met", at("Maturity"): "9"}, at("Maturity"), "no maturity level"},
		{"a day that can be two", map[string]string{at("Answer"): "met", at("Assessed on"): "03/04/2026"}, at("Assessed on"), "can be two days"},
		{"a requirement that is there twice", map[string]string{at("Id"): "SR 1.1", at("Answer"): "met"}, at("Id"), "answered in row"},
		{"another part", map[string]string{at("Part"): "Thing"}, at("Part"), "no part of a claim sheet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := readClaims(t, edited(t, file, "PD-001", tt.cells))
			if len(got.Refusals) != 1 || got.Refusals[0].Cell != tt.cell || got.Refusals[0].Sheet != "PD-001" || !strings.Contains(got.Refusals[0].Text, tt.text) {
				t.Errorf("refusals %+v, want cell %s", got.Refusals, tt.cell)
			}
		})
	}
}

func TestAFilledAnswerIsRead(t *testing.T) {
	file := claimSheet(t)
	at := func(column string) string { return cellOf(t, file, "PD-002", "Id", "SR 1.3", column) }
	got := readClaims(t, edited(t, file, "PD-002", map[string]string{at("Answer"): "Partly Met", at("Reason"): "no roles", at("Maturity"): "ML 3", at("Assessed on"): "24.11.2026"}))
	want := supply.OfferedClaim{About: "product PD-002", Set: catalog.SystemRequirements, Requirement: "SR 1.3", State: assess.Partly, Reason: "no roles", Maturity: 3, AssessedOn: "2026-11-24"}
	if !slices.ContainsFunc(got.Content.Claims, func(c supply.OfferedClaim) bool { return cmp.Equal(c, want) }) {
		t.Errorf("claims %+v, refusals %v", got.Content.Claims, got.Refusals)
	}
}

func TestAnotherFileIsToldSo(t *testing.T) {
	for name, file := range map[string][]byte{"assets.csv": []byte("Tag,Vendor\nPLC-1,ABB\n"), "x.pdf": []byte("%PDF-1.4")} {
		_, err := sheet.ReadClaims(t.Context(), bytes.NewReader(file), int64(len(file)), name, sets)
		if len(plant.ProblemsOf(err)) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClaimsAsJSONComeBack(t *testing.T) {
	file := written(t, func(w io.Writer) error { return sheet.WriteClaimsJSON(w, offer()) })
	got, err := sheet.ReadClaimsJSON(bytes.NewReader(file))
	if diff := cmp.Diff(offer(), got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := sheet.ReadClaimsJSON(strings.NewReader(`{"unknown":1}`)); len(plant.ProblemsOf(err)) == 0 {
		t.Error("an unknown attribute is read over")
	}
}

func replyLines() ([]supply.LineState, supply.Asked) {
	a := supply.Asked{Lines: []supply.AskedLine{
		{ID: "Z-01/SR 1.1", Number: "CRS-001", Subject: "zone Z-01", Requirement: "SR 1.1", Title: "People", Text: "=1+1", Target: 2, Verification: "fat", HoldPoint: true},
		{ID: "Z-01/SR 1.2", Number: "CRS-002", Subject: "zone Z-01", Requirement: "SR 1.2", Title: "Software", Text: "Known.", Target: 2, Verification: "sat"},
		{ID: "Z-01/SR 1.3", Number: "CRS-003", Subject: "zone Z-01", Requirement: "SR 1.3", Title: "Accounts", Text: "Kept.", Target: 1, Verification: "sat"},
	}}
	r := supply.Reply{Lines: []supply.ReplyLine{{Line: "Z-01/SR 1.1", Answer: "comply", Products: []supply.ID{"p1", "p2"}}, {Line: "Z-01/SR 1.2", Answer: "deviate", Reason: "-none", Instead: "Fence", Decided: "accepted"}}}
	lines, _ := supply.LinesOf(a, r, nil, nil)
	return lines, a
}

func TestReplySheetComesBack(t *testing.T) {
	lines, a := replyLines()
	file := written(t, func(w io.Writer) error {
		return sheet.WriteReply(w, lines, map[supply.ID]string{"p1": "PD-001", "p2": "PD-002"})
	})
	products := []supply.Product{{Head: supply.Head{ID: "p1", Key: "PD-001"}}, {Head: supply.Head{ID: "p2", Key: "PD-002"}}}
	got, err := sheet.ReadReply(t.Context(), bytes.NewReader(file), int64(len(file)), "reply.xlsx", a, products)
	want := []supply.ReplyLine{{Line: "Z-01/SR 1.1", Answer: "comply", Products: []supply.ID{"p1", "p2"}}, {Line: "Z-01/SR 1.2", Answer: "deviate", Reason: "-none", Instead: "Fence"}}
	if diff := cmp.Diff(want, got.Lines); err != nil || diff != "" || len(got.Refusals) > 0 {
		t.Error(err, got.Refusals, diff)
	}
	for _, tt := range []struct{ name, column, value, text string }{
		{"a deviation without reason", "Answer", "deviate", "deviates without a reason"},
		{"an unknown product", "Products", "PD-9", "no answer"},
		{"an unknown line", "Line", "Z-9/SR 1.1", "No line"},
		{"a line answered twice", "Line", "Z-01/SR 1.1", "answered in row 2"},
	} {
		cells := map[string]string{cellOf(t, file, "Reply", "Line", "Z-01/SR 1.3", tt.column): tt.value}
		changed := edited(t, file, "Reply", cells)
		got, err := sheet.ReadReply(t.Context(), bytes.NewReader(changed), int64(len(changed)), "reply.xlsx", a, products)
		if err != nil || len(got.Refusals) != 1 || !strings.Contains(got.Refusals[0].Text, tt.text) || got.Refusals[0].Cell == "" {
			t.Errorf("%s: %v %+v", tt.name, err, got.Refusals)
		}
	}
}

func someTests() []supply.Test {
	return []supply.Test{
		{Head: supply.Head{ID: "t1", Key: "TE-001", Name: "Accounts"}, Phase: "fat", Line: "Z-01/SR 1.1", Asks: "=x", HoldPoint: true, Result: "open"},
		{Head: supply.Head{ID: "t2", Key: "TE-002", Name: "Logs"}, Phase: "sat", Line: "Z-01/SR 6.1", Result: "open"},
	}
}

func TestChecklistComesBackWithResults(t *testing.T) {
	file := written(t, func(w io.Writer) error { return sheet.WriteTests(w, someTests()) })
	read := func(cells map[string]string) sheet.TestsRead {
		t.Helper()
		changed := edited(t, file, "Factory acceptance", cells)
		got, err := sheet.ReadTests(t.Context(), bytes.NewReader(changed), int64(len(changed)), "fat.xlsx", someTests(), today)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	at := func(column string) string { return cellOf(t, file, "Factory acceptance", "Test", "TE-001", column) }
	if got := read(nil); got.Same != 2 || len(got.Change)+len(got.Refusals) > 0 {
		t.Errorf("an empty checklist changes %+v", got)
	}
	got := read(map[string]string{at("Result"): "Passed", at("Found"): "All logged in", at("Done by"): "I. Engineer", at("Witness"): "O. Owner", at("Done on"): "2026-11-20", at("Asks"): "something else"})
	want := someTests()[0]
	want.Result, want.Found, want.By, want.Witness, want.On = "passed", "All logged in", "I. Engineer", "O. Owner", "2026-11-20"
	if diff := cmp.Diff([]supply.Test{want}, got.Change); diff != "" {
		t.Error(diff, got.Refusals)
	}
	for _, tt := range []struct {
		name  string
		cells map[string]string
		text  string
	}{
		{"a result without a day", map[string]string{at("Result"): "passed", at("Done by"): "x", at("Witness"): "y"}, "no day"},
		{"a result by nobody", map[string]string{at("Result"): "passed", at("Done on"): "2026-11-20", at("Witness"): "y"}, "nobody who did it"},
		{"a hold point without a witness", map[string]string{at("Result"): "passed", at("Done on"): "2026-11-20", at("Done by"): "x"}, "witness"},
		{"a failure without words", map[string]string{at("Result"): "failed", at("Done on"): "2026-11-20", at("Done by"): "x"}, "what was seen"},
		{"a waiver without words", map[string]string{at("Result"): "waived", at("Done on"): "2026-11-20", at("Done by"): "x"}, "write why"},
		{"a day ahead", map[string]string{at("Done on"): "2027-01-01"}, "lies ahead"},
		{"an unknown test", map[string]string{at("Test"): "TE-099"}, "no test"},
		{"an unknown result", map[string]string{at("Result"): "fine"}, "none of the words"},
	} {
		if got := read(tt.cells); len(got.Refusals) != 1 || !strings.Contains(got.Refusals[0].Text, tt.text) || len(got.Change) > 0 || got.Refusals[0].Cell == "" {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

func FuzzFilledSheets(f *testing.F) {
	lines, a := replyLines()
	f.Add(written(f, func(w io.Writer) error { return sheet.WriteClaims(w, sheet.ClaimSheet{Content: offer()}) })) // a small one: each run reads it thrice
	f.Add(written(f, func(w io.Writer) error { return sheet.WriteReply(w, lines, nil) }))
	f.Add(written(f, func(w io.Writer) error { return sheet.WriteTests(w, someTests()) }))
	f.Add([]byte("Part,Id,Title,Answer,Set\nProduct,product,P\nRequirement,SR 1.1,x,met,iec-62443-3-3:2013\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, size := bytes.NewReader(file), int64(len(file))
		if got, err := sheet.ReadClaims(t.Context(), r, size, "x", sets); err == nil {
			for _, c := range got.Content.Claims {
				if set := sets(c.Set); set == nil || c.State == "" || c.About == "" {
					t.Errorf("a claim came through: %+v", c)
				}
			}
		}
		if got, err := sheet.ReadReply(t.Context(), r, size, "x", a, nil); err == nil && supply.CheckLines(a, slices.DeleteFunc(got.Lines, func(l supply.ReplyLine) bool { return len(l.Reason)+len(l.Instead) > 4_000 })) != nil {
			t.Errorf("lines came through: %+v", got.Lines)
		}
		_, _ = sheet.ReadTests(t.Context(), r, size, "x", someTests(), today)
	})
}
