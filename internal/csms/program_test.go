package csms

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// own is the organisation itself as a company of its library.
func own(t *testing.T, f *twoZones) supply.Company {
	t.Helper()
	company, _, err := f.Companies().Add(t.Context(), f.ada, supply.Company{Head: supply.Head{Name: "Aqua Works"}, Own: true})
	if err != nil {
		t.Fatal(err)
	}
	return company
}

func TestASiteInheritsItsProgramFromTheCompany(t *testing.T) {
	f := newTwoZones(t)
	company := own(t, f)
	subject := assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}
	if _, err := f.SetClaims(t.Context(), f.ada, ClaimInput{
		Subjects: []assess.Subject{subject}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"ORG 1.1"},
		Answer: assess.Verdict{State: assess.Met, Maturity: 3, MaturityTarget: 4},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, VerdictInput{
		Subjects: []assess.Subject{{Kind: assess.OfSite}}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"ORG 1.1", "ORG 1.2"},
		Answer: assess.Verdict{State: assess.Inherited, From: &subject},
	}); err != nil {
		t.Fatal(err)
	}
	site, err := f.SiteProgram(t.Context(), f.ada, f.site.ID, "")
	if err != nil || site.Set != catalog.ProgramRequirements || site.Key != f.site.Key || !site.Rated {
		t.Fatalf("%+v, %v", site.Subject, err)
	}
	for id, want := range map[catalog.RequirementID]struct {
		level int
		why   string
	}{
		"ORG 1.1": {3, "inherited from company Aqua Works at ML 3"},
		"ORG 1.2": {0, "inherited from company Aqua Works, where it is unanswered, which counts as ML 0"},
		"ORG 1.3": {0, "unanswered, which counts as ML 0"},
	} {
		a := site.Answers[slices.IndexFunc(site.Answers, func(a assess.ProgramAnswer) bool { return a.Requirement.ID == id })]
		if *a.Maturity != want.level || a.Why != want.why {
			t.Errorf("%s: ML %d, %q", id, *a.Maturity, a.Why)
		}
	}
	of, err := f.CompanyProgram(t.Context(), f.ada, company.ID, catalog.ProgramRequirements)
	if err != nil || of.Name != "Aqua Works" || of.Whole.Counts.Met != 1 {
		t.Errorf("the company: %+v, %v", of.Whole, err)
	}
	if _, err := f.SiteProgram(t.Context(), f.ada, f.site.ID, catalog.ComponentRequirements); KindOf(err) != Invalid {
		t.Errorf("a set with security levels: %v", err)
	}
	supplier := access.Principal{User: "sue", Org: f.ada.Org, Grants: []access.Grant{{Role: access.Supplier, Vendor: "Aqua Works"}}}
	if _, err := f.CompanyProgram(t.Context(), supplier, company.ID, ""); KindOf(err) != Denied {
		t.Errorf("a supplier reads the program of a company: %v", err)
	}
}

func TestRatingsJoinTheProgramOfTheSiteWithTheLevelsOfItsZones(t *testing.T) {
	f := newChained(t)
	f.claim(t, assess.Met, upToComponent(2)...)
	if _, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, VerdictInput{
		Subjects: []assess.Subject{{Kind: assess.OfSite}}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"CM 1.1"},
		Answer: assess.Verdict{State: assess.Met, Maturity: 3, MaturityTarget: 3},
	}); err != nil {
		t.Fatal(err)
	}
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, "SR 7.8")
	all, err := f.Ratings(t.Context(), f.ada, f.site.ID, "")
	if err != nil || all.Method != assess.RatingMethod || len(all.Zones) != 2 || all.Zones[0].Requirements != nil || all.Pairs.Suggested == 0 || all.Pairs.Source == "" {
		t.Fatalf("%+v, %v", all.Pairs, err)
	}
	one, err := f.Ratings(t.Context(), f.ada, f.site.ID, f.control.ID)
	if err != nil || len(one.Zones) != 1 {
		t.Fatal(err)
	}
	list := one.Zones[0].Requirements
	q := list[slices.IndexFunc(list, func(r assess.RequirementRating) bool { return r.Requirement == "CM 1.1" })]
	if *q.Revalidated.SPR != 4 || q.Predicted.SPR == nil || *q.Predicted.SPR != 4 || !strings.Contains(q.Revalidated.Reason, "met at ML 3") {
		t.Errorf("CM 1.1: %+v", q.Rated)
	}

	// A pair that the organisation rejects does not count any more.
	before := len(all.NotFormed)
	if _, _, err := f.PairDecisions().Add(t.Context(), f.ada, catalog.PairDecision{Crosswalk: ratingCrosswalk, From: "CM 1.1", To: "SR 7.8", State: catalog.Rejected, Note: "other matter"}); err != nil {
		t.Fatal(err)
	}
	if all, err = f.Ratings(t.Context(), f.ada, f.site.ID, ""); err != nil || len(all.NotFormed) != before+1 {
		t.Errorf("%d are not formed, before %d: %v", len(all.NotFormed), before, err)
	}
	if _, err := f.Ratings(t.Context(), f.ada, f.site.ID, "nowhere"); KindOf(err) != NotFound {
		t.Errorf("a zone that does not exist: %v", err)
	}
}

func TestADocumentCarriesDevicesAndTheNewAnswers(t *testing.T) {
	f := newChained(t)
	company := own(t, f.twoZones)
	f.conduit.Devices = append(f.conduit.Devices, f.plc.ID)
	if _, _, err := f.ChangeConduit(t.Context(), f.ada, f.site.ID, f.conduit); err != nil {
		t.Fatal(err)
	}
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.ByComponents}, "SR 1.1")
	for _, in := range []VerdictInput{
		{Subjects: []assess.Subject{{Kind: assess.OfAsset, ID: string(f.plc.ID)}}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1"}, Answer: assess.Verdict{State: assess.Met}},
		{Subjects: []assess.Subject{{Kind: assess.OfSite}}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"ORG 1.1"},
			Answer: assess.Verdict{State: assess.Inherited, From: &assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}}},
		{Subjects: []assess.Subject{{Kind: assess.OfSite}}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"ORG 1.2"}, Answer: assess.Verdict{State: assess.Met, Maturity: 2, MaturityTarget: 3}},
	} {
		if _, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, in); err != nil {
			t.Fatal(err)
		}
	}
	var text strings.Builder
	if err := f.Export(t.Context(), f.ada, f.site.ID, "yaml", "", &text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"devices: [PLC-1]", "subject: asset PLC-1", "state: by-components", "from: company " + company.Key, "maturity: 2"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the document does not hold %q:\n%s", want, text.String())
		}
	}
	doc, err := risk.ReadDocument(strings.NewReader(text.String()), plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	doc.Site.Key = "COPY"
	applied, err := f.ApplyDocument(t.Context(), f.ada, ApplyInput{Document: doc})
	if err != nil {
		t.Fatal(err)
	}
	var again strings.Builder
	if err := f.Export(t.Context(), f.ada, applied.Site, "yaml", "", &again); err != nil {
		t.Fatal(err)
	}
	if got := strings.Replace(again.String(), "key: COPY", "key: "+f.site.Key, 1); got != text.String() {
		t.Errorf("the copy says otherwise:\n%s\n\n%s", text.String(), got)
	}
	// An asset that leaves the document, and the conduit that lets go of it, go in one act.
	doc.Conduits[0].Devices, doc.Assets = nil, doc.Assets[:0:0]
	doc.Answers = slices.DeleteFunc(doc.Answers, func(a plant.Answer) bool { return strings.HasPrefix(a.Subject, "asset") })
	if _, err := f.ApplyDocument(t.Context(), f.ada, ApplyInput{Site: applied.Site, Document: doc, Prune: true}); err != nil {
		t.Error(err)
	}
}
