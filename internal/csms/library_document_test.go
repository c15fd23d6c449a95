package csms

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/testdata/example"
)

// withExample is an office that knows the example plant and its library.
func withExample(t testing.TB) (*office, plant.SiteID) {
	t.Helper()
	o := newOffice(t)
	o.clock.at = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	o.Service.example = example.Document
	o.Service.exampleLibrary = func() (ExampleLibrary, error) {
		doc, err := example.Library()
		if err != nil {
			return ExampleLibrary{}, err
		}
		files, err := example.Files()
		out := ExampleLibrary{Document: doc, Remade: example.Remade}
		for _, f := range files {
			out.Files = append(out.Files, ExampleFile(f))
		}
		return out, err
	}
	loaded, err := o.LoadExample(t.Context(), o.ada)
	if err != nil {
		t.Fatal(err)
	}
	return o, loaded.Site
}

func TestLibraryOfTheExampleComesBackAsItIsWritten(t *testing.T) {
	o, _ := withExample(t)
	want, err := example.Library()
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.LibraryDocument(t.Context(), o.ada)
	if err != nil {
		t.Fatal(err)
	}
	found := slices.Clone(got.Evidence)
	for i := range found { // files and findings came when it was loaded
		found[i].Files = nil
		if slices.Contains(example.Remade, found[i].Key) {
			found[i].Made = want.Evidence[i].Made
		}
	}
	compared := got
	compared.Evidence = found
	if diff := cmp.Diff(want, compared, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the library came back changed (-file +export):\n%s", diff)
	}
	for _, format := range []string{"yaml", "json"} {
		var b bytes.Buffer
		if err := o.ExportLibrary(t.Context(), o.ada, format, &b); err != nil {
			t.Fatal(err)
		}
		doc, err := proof.ReadDocument(&b, plant.DefaultBudget, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := o.ApplyLibrary(t.Context(), o.ada, LibraryInput{Document: doc})
		if err != nil || !again.Changes.Empty() || len(again.Refused) > 0 || again.Entry != 0 {
			t.Errorf("to apply the export changes %v and refuses %v (%v)", again.Changes.Counts(), again.Refused, err)
		}
	}
}

// The levels rest on products in part, and are what they were before products
// were kept.
func TestExampleHoldsItsLevels(t *testing.T) {
	o, site := withExample(t)
	posture, err := o.Posture(t.Context(), o.ada, site, "")
	if err != nil {
		t.Fatal(err)
	}
	// Key, SL-A, steps to SL-T, and SL-C by what the components claim.
	want := []string{
		"Z-01 (0 0 1 0 1 2 0) 10 (0 0 0 0 0 0 0)",
		"Z-02 (0 0 1 1 1 1 1) 8 (0 0 0 0 0 0 0)",
		"Z-03 (2 2 2 2 3 2 2) 3 (0 0 0 1 0 0 0)",
		"Z-04 (2 0 1 2 0 2 1) 6 (0 0 0 0 0 0 0)",
		"Z-05 (2 2 2 1 2 2 2) 1 (0 0 0 0 0 0 0)",
		"Z-06 (2 1 2 2 3 2 2) 2 (0 0 0 0 0 0 0)",
		"Z-07 (0 0 0 0 1 0 1) 9 (1 0 0 1 1 1 1)",
		"C-03 (2 2 2 2 3 2 2) 3 (2 2 2 3 3 4 2)",
		"C-05 (3 2 2 2 3 2 2) 0 (3 2 2 2 3 4 2)",
	}
	var got []string
	for _, s := range posture.Subjects {
		capable := "none"
		if s.Capable != nil {
			capable = s.Capable.String()
		}
		line := fmt.Sprintf("%s %s %d %s", s.Key, s.Achieved, s.Steps, capable)
		if slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(w, s.Key+" ") }) {
			got = append(got, line)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
}

// The page of the example states these numbers.
func TestExampleHoldsTheNumbersOfItsPage(t *testing.T) {
	o, site := withExample(t)
	rows, err := o.Components(t.Context(), o.ada, site, ComponentFilter{}, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	matched, near := 0, 0
	for _, r := range rows.Items {
		switch {
		case r.Product != "":
			matched++
		case r.Match.Near != "":
			near++
		}
	}
	standing, err := o.EvidenceStanding(t.Context(), o.ada, site, EvidenceFilter{}, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	states := make([]string, 0, len(proof.StandStates))
	for _, state := range proof.StandStates {
		states = append(states, fmt.Sprintf("%d %s", standing.States[state], state.Word()))
	}
	program, err := o.SiteProgram(t.Context(), o.ada, site, "iec-62443-2-1:2024")
	if err != nil {
		t.Fatal(err)
	}
	answered := 0
	for _, a := range program.Answers {
		if a.Verdict != nil {
			answered++
		}
	}
	page, err := os.ReadFile("../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	says := []string{
		fmt.Sprintf("%d of %d assets are known as a product, and %d more are one of another release", matched, len(rows.Items), near),
		"In the evidence library are " + strings.Join(states, ", "),
		fmt.Sprintf("%d of %d requirements of IEC 62443-2-1:2024 are answered", answered, len(program.Answers)),
	}
	for _, key := range []string{"PD-001", "PD-002", "PD-003", "PD-004", "PD-007", "PD-009", "PD-010", "PD-013"} {
		says = append(says, "| `"+key+"` | "+o.capability(t, key)+" |")
	}
	flat := strings.Join(strings.Fields(string(page)), " ")
	for _, s := range says {
		if !strings.Contains(flat, s) {
			t.Errorf("docs/example-plant.md does not say %q", s)
		}
	}
}

// capability is SL-C of a product.
func (o *office) capability(t *testing.T, key string) string {
	t.Helper()
	list, err := o.Products().List(t.Context(), o.ada, LibraryFilter{Text: key}, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Items {
		if p.Key == key {
			posture, err := o.ProductComponent(t.Context(), o.ada, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			return posture.Capable.String()
		}
	}
	t.Fatalf("there is no product %s", key)
	return ""
}

func TestExampleComparesItsAssessments(t *testing.T) {
	o, _ := withExample(t)
	list, err := o.Assessments().List(t.Context(), o.ada, LibraryFilter{}, "", 10)
	if err != nil || len(list.Items) != 2 {
		t.Fatalf("assessments are %+v (%v)", list.Items, err)
	}
	signed, err := o.Assessments().One(t.Context(), o.ada, string(list.Items[0].ID))
	if err != nil || signed.State != proof.Signed || !signed.Review.Imported || signed.Review.Digest != signed.Result.Sum() {
		t.Errorf("the signed assessment came as %+v (%v)", signed.Review, err)
	}
	c, err := o.CompareAssessment(t.Context(), o.ada, list.Items[1].ID, "")
	if err != nil || c.Counts[proof.Rose] == 0 || c.Before != "2025-11-25" {
		t.Errorf("compared as %+v (%v)", c.Counts, err)
	}
}

func TestLibraryDocumentRefuses(t *testing.T) {
	o, _ := withExample(t)
	apply := func(who access.Principal, partial bool, change func(*proof.Document)) (LibraryApplied, error) {
		d := proof.Document{Format: proof.DocumentFormat}
		change(&d)
		return o.ApplyLibrary(t.Context(), who, LibraryInput{Document: d, DryRun: !partial, Partial: partial})
	}
	company := supply.Company{Head: supply.Head{Key: "CO-100", Name: "New"}}
	evidence := proof.DocEvidence{Evidence: proof.Evidence{Head: supply.Head{Key: "EV-100", Name: "New"}, Kind: proof.Works, Confidentiality: "public"}}
	claim := func(subject, requirement string, proofs ...assess.EvidenceID) proof.ClaimGroup {
		return proof.ClaimGroup{Subject: subject, Set: "iec-62443-4-2:2019", Answers: []proof.DocClaim{{Requirement: catalog.RequirementID(requirement), State: assess.Met, Proofs: proofs}}}
	}
	tests := []struct {
		name, says string
		change     func(*proof.Document)
	}{
		{"a second own company", "there is one of it", func(d *proof.Document) {
			own := company
			own.Own = true
			d.Companies = append(d.Companies, own)
		}},
		{"a key that is another one aloud", "the same key when said aloud", func(d *proof.Document) {
			same := company
			same.Key = "co-001"
			d.Companies = append(d.Companies, same)
		}},
		{"a product of a company that is not there", `There is no company "CO-900"`, func(d *proof.Document) {
			d.Products = append(d.Products, supply.Product{Head: supply.Head{Key: "PD-100", Name: "P"}, Company: "CO-900", Vendor: "A", Model: "B", Types: []catalog.ComponentType{catalog.HostDevice}})
		}},
		{"a claim about a product that is not there", `There is no product "PD-900"`, func(d *proof.Document) { d.Claims = append(d.Claims, claim("product PD-900", "CR 1.1")) }},
		{"a claim of an unknown requirement", "has no requirement", func(d *proof.Document) { d.Claims = append(d.Claims, claim("product PD-001", "CR 9.9")) }},
		{"a claim proven by nothing that is there", `There is no evidence "EV-900"`, func(d *proof.Document) { d.Claims = append(d.Claims, claim("product PD-001", "CR 1.1", "EV-900")) }},
		{"evidence of a site that is not there", `There is no site "XX"`, func(d *proof.Document) {
			e := evidence
			e.Site = "XX"
			d.Evidence = append(d.Evidence, e)
		}},
		{"evidence of a zone that is not there", `There is no zone "Z-99"`, func(d *proof.Document) {
			e := evidence
			e.Site, e.Zones = "QB", []plant.ZoneID{"Z-99"}
			d.Evidence = append(d.Evidence, e)
		}},
		{"evidence for an answer that is not there", "has no answer to SR 1.1 for zone Z-08", func(d *proof.Document) {
			e := evidence
			e.Proves = []proof.DocProven{{Site: "QB", Subject: "zone Z-08", Set: "iec-62443-3-3:2013", Requirements: []catalog.RequirementID{"SR 1.1"}}}
			d.Evidence = append(d.Evidence, e)
		}},
		{"a file by its hash, which may be somebody else's", "Files cannot be brought", func(d *proof.Document) {
			e := evidence
			e.Files = []proof.File{{Revision: 1, Name: "a.txt", Hash: strings.Repeat("0", 64), Size: 1, Media: "text/plain", By: "x"}}
			d.Evidence = append(d.Evidence, e)
		}},
		{"what the program found", "What the program finds cannot be brought", func(d *proof.Document) {
			e := evidence
			e.Made = &proof.Made{Rule: proof.Trained, Holds: true}
			d.Evidence = append(d.Evidence, e)
		}},
		{"a signed assessment", "cannot be brought by a document", func(d *proof.Document) {
			all, err := example.Library()
			if err != nil {
				t.Fatal(err)
			}
			signed := all.Assessments[0]
			signed.Key = "AM-100"
			d.Assessments = append(d.Assessments, signed)
		}},
		{"a set that is not in the catalogue", "add its pack first", func(d *proof.Document) { d.Sets = append(d.Sets, proof.DocSet{ID: "own:1"}) }},
		{"a rule of an unknown set", "There is no requirement set", func(d *proof.Document) { d.Freshness = append(d.Freshness, proof.DocFreshness{Set: "own:1", Days: 3}) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := apply(o.ada, false, tt.change)
			if err != nil || len(out.Refused) != 1 || !strings.Contains(out.Refused[0].Why, tt.says) {
				t.Fatalf("refused %+v (%v), want %q", out.Refused, err, tt.says)
			}
			with := func(d *proof.Document) {
				tt.change(d)
				other := company
				other.Key = "CO-200"
				d.Companies = append(d.Companies, other)
			}
			whole := proof.Document{Format: proof.DocumentFormat}
			with(&whole)
			if _, err := o.ApplyLibrary(t.Context(), o.ada, LibraryInput{Document: whole}); KindOf(err) != Conflict {
				t.Errorf("the whole document is applied: %v", err)
			}
			if out, err := apply(o.ada, true, with); err != nil || len(out.Refused) != 1 {
				t.Errorf("the rest of the document is not applied: %+v (%v)", out.Refused, err)
			}
		})
	}
}

func TestLibraryDocumentIsForThoseWhoMayChangeTheLibrary(t *testing.T) {
	o, site := withExample(t)
	as := func(role access.Role, vendor string) access.Principal {
		who := o.ada
		who.Grants = []access.Grant{{Role: role, Vendor: vendor}}
		return who
	}
	d := proof.Document{Format: proof.DocumentFormat, Companies: []supply.Company{{Head: supply.Head{Key: "CO-300", Name: "N"}}}}
	for role, may := range map[access.Role]bool{access.Administrator: true, access.SecurityManager: true, access.Assessor: true, access.Engineer: false, access.Viewer: false, access.Auditor: false} {
		_, err := o.ApplyLibrary(t.Context(), as(role, ""), LibraryInput{Document: d, DryRun: true})
		if (err == nil) != may {
			t.Errorf("a %s applies: %v", role, err)
		}
	}
	if _, err := o.ApplyLibrary(t.Context(), as(access.Supplier, "Veltrona"), LibraryInput{Document: d, DryRun: true}); err == nil {
		t.Error("a supplier applies")
	}
	if _, err := o.LibraryDocument(t.Context(), as(access.Supplier, "Veltrona")); err == nil {
		t.Error("a supplier exports the whole library")
	}
	// An integrator reads companies and products, and none of the owner's evidence.
	integrator := o.ada
	integrator.Grants = []access.Grant{{Role: access.Integrator, Site: site}}
	got, err := o.LibraryDocument(t.Context(), integrator)
	if err != nil || len(got.Products) == 0 || len(got.Evidence) != 0 || len(got.Assessments) != 0 {
		t.Errorf("an integrator exports %d products, %d evidence, %d assessments (%v)", len(got.Products), len(got.Evidence), len(got.Assessments), err)
	}
}

func TestLibraryDocumentNeverHoldsLicensedTexts(t *testing.T) {
	o, _ := withExample(t)
	const wording = "wording of a bought copy"
	if _, _, err := o.LicensedTexts().Add(t.Context(), o.ada, catalog.LicensedText{Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", Text: wording}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := o.ExportLibrary(t.Context(), o.ada, "yaml", &b); err != nil || strings.Contains(b.String(), wording) {
		t.Errorf("the export holds a licensed text (%v)", err)
	}
}

func TestLibraryDocumentLeavesALibraryThatIsThere(t *testing.T) {
	o, _ := withExample(t)
	before, err := o.LibraryDocument(t.Context(), o.ada)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.addExampleLibrary(t.Context(), o.ada); err != nil {
		t.Fatal(err)
	}
	after, err := o.LibraryDocument(t.Context(), o.ada)
	if diff := cmp.Diff(before, after); err != nil || diff != "" {
		t.Errorf("the library changed (%v):\n%s", err, diff)
	}
}

func TestLibraryDocumentChangesTheProofsOfAnAnswer(t *testing.T) {
	o, site := withExample(t)
	d := proof.Document{Format: proof.DocumentFormat}
	all, err := o.LibraryDocument(t.Context(), o.ada)
	if err != nil {
		t.Fatal(err)
	}
	e := all.Evidence[2] // of the batteries
	e.Proves = []proof.DocProven{{Site: "QB", Subject: "site", Set: "iec-62443-3-3:2013", Requirements: []catalog.RequirementID{"SR 7.4"}}}
	d.Evidence = append(d.Evidence, e)
	out, err := o.ApplyLibrary(t.Context(), o.ada, LibraryInput{Document: d})
	if err != nil || out.Changes.Counts()[plant.OpChange] != 1 || out.Entry == 0 {
		t.Fatalf("applied %+v (%v)", out, err)
	}
	err = o.db.View(t.Context(), o.ada.Org, func(r *store.Reader) error {
		for requirement, proofs := range map[catalog.RequirementID]int{"SR 7.5": 0, "SR 7.4": 2} {
			found, err := r.VerdictsFor(site, "iec-62443-3-3:2013", requirement)
			if err != nil {
				return err
			}
			for _, v := range found {
				if v.Subject.Kind == assess.OfSite && len(v.Proofs) != proofs {
					t.Errorf("%s rests on %d proofs, want %d", requirement, len(v.Proofs), proofs)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLibraryDocumentIsUndoneAsOne(t *testing.T) {
	o, _ := withExample(t)
	before, err := o.LibraryDocument(t.Context(), o.ada)
	if err != nil {
		t.Fatal(err)
	}
	d := proof.Document{Format: proof.DocumentFormat, Companies: slices.Clone(before.Companies[:2]), Claims: slices.Clone(before.Claims[:1])}
	d.Companies[1].Note = "Under contract until 2028."
	d.Companies = append(d.Companies, supply.Company{Head: supply.Head{Key: "CO-400", Name: "New"}})
	d.Claims[0].AssessedOn = "2026-11-01"
	out, err := o.ApplyLibrary(t.Context(), o.ada, LibraryInput{Document: d})
	if n := out.Changes.Counts(); err != nil || n[plant.OpAdd] != 1 || n[plant.OpChange] < 2 {
		t.Fatalf("applied %v (%v)", n, err)
	}
	if _, err := o.Undo(t.Context(), o.ada, "", out.Entry); err != nil {
		t.Fatal(err)
	}
	after, err := o.LibraryDocument(t.Context(), o.ada)
	if diff := cmp.Diff(before, after); err != nil || diff != "" {
		t.Errorf("undone, the library is another one (%v):\n%s", err, diff)
	}
}
