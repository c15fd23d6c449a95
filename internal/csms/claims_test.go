package csms

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

func (l *library) claim(t *testing.T, v assess.Verdict, ids ...catalog.RequirementID) Claimed {
	t.Helper()
	done, err := l.SetClaims(t.Context(), l.ada, ClaimInput{
		Subjects: []assess.Subject{{Kind: assess.OfProduct, ID: string(l.product.ID)}}, Set: catalog.ComponentRequirements, Requirements: ids, Answer: v,
	})
	if err != nil {
		toldOf(t, err)
	}
	return done
}

func TestClaimsAreGivenChangedAndClearedInOneAct(t *testing.T) {
	l := newLibrary(t)
	product := assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}
	if done := l.claim(t, assess.Verdict{State: assess.Met, Note: "manual, page 3"}, "CR 1.1", "CR 1.2", "CR 1.1"); done.Changed != 2 || done.Entry == 0 {
		t.Errorf("%+v", done)
	}
	if done := l.claim(t, assess.Verdict{State: assess.Met, Note: "manual, page 3"}, "CR 1.1"); done.Changed != 0 || done.Entry != 0 {
		t.Errorf("saying the same again: %+v", done)
	}
	claims, err := l.Claims(t.Context(), l.ada, product, catalog.ComponentRequirements)
	if err != nil || len(claims) != 2 {
		t.Fatalf("%+v, %v", claims, err)
	}
	if c := claims[0]; c.Requirement != "CR 1.1" || c.Assessor != "Ada" || c.AssessedOn != "2026-03-02" || c.Site != "" {
		t.Errorf("the claim is %+v", c)
	}
	done, err := l.SetClaims(t.Context(), l.ada, ClaimInput{Subjects: []assess.Subject{product}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1", "CR 2.1"}, Clear: true})
	if err != nil || done.Changed != 1 {
		t.Errorf("clearing: %+v, %v", done, err)
	}
	if _, err := l.Undo(t.Context(), l.ada, "", done.Entry); err != nil {
		t.Fatal(err)
	}
	if claims := l.claims(t); len(claims) != 2 {
		t.Errorf("after undoing there are %d", len(claims))
	}
	detail, err := l.HistoryEntry(t.Context(), l.ada, "", done.Entry, "", 10)
	if err != nil || detail.Entry.Verb != "claim.clear" || detail.Entry.Subject != "2 requirements of PD-001" || detail.Names[product.ID] != "PD-001" {
		t.Errorf("the history tells %+v, %v, %v", detail.Entry, detail.Names, err)
	}
}

func TestAClaimIsAboutWhatItsSetIsAnsweredFor(t *testing.T) {
	l := newLibrary(t)
	product, company := assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}, assess.Subject{Kind: assess.OfCompany, ID: string(l.company.ID)}
	ofSite := assess.EvidenceID(l.evidence.ID)
	shared := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Name: "Certificate"}, Kind: proof.Implemented})
	for _, c := range []struct {
		name    string
		subject assess.Subject
		set     catalog.SetID
		id      catalog.RequirementID
		v       assess.Verdict
		want    string // "" is that it may be
	}{
		{"a product meets a component requirement", product, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{assess.EvidenceID(shared.ID)}}, ""},
		{"a product meets no system requirement", product, catalog.SystemRequirements, "SR 1.1", assess.Verdict{State: assess.Met}, "/subject/kind"},
		{"a company meets no component requirement", company, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, "/subject/kind"},
		{"a zone is no matter of a claim", assess.Subject{Kind: assess.OfZone, ID: string(l.cell.ID)}, catalog.SystemRequirements, "SR 1.1", assess.Verdict{State: assess.Met}, "zone"},
		{"a component requirement is not rated by maturity", product, catalog.ComponentRequirements, "CR 1.2", assess.Verdict{State: assess.Met, Maturity: 2}, "/maturity"},
		{"nothing is met by components of a product", product, catalog.ComponentRequirements, "CR 1.2", assess.Verdict{State: assess.ByComponents}, "/state"},
		{"a claim does not rest on a proof of one site", product, catalog.ComponentRequirements, "CR 1.2", assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{ofSite}}, "/proofs/0"},
		{"a claim is inherited from no site", product, catalog.ComponentRequirements, "CR 1.2", assess.Verdict{State: assess.Inherited, From: &assess.Subject{Kind: assess.OfSite, ID: string(l.site)}}, "/from/kind"},
		{"a set that nobody knows", product, "iec:9", "X", assess.Verdict{State: assess.Met}, "requirement set"},
		{"a product that is none", assess.Subject{Kind: assess.OfProduct, ID: "gone"}, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, "product"},
	} {
		_, err := l.SetClaims(t.Context(), l.ada, ClaimInput{Subjects: []assess.Subject{c.subject}, Set: c.set, Requirements: []catalog.RequirementID{c.id}, Answer: c.v})
		switch {
		case c.want == "":
			if err != nil {
				t.Errorf("%s: %v %v", c.name, err, fieldsOf(err))
			}
		case err == nil || !strings.Contains(err.Error()+strings.Join(fieldsOf(err), " "), c.want):
			t.Errorf("%s: %v at %v, want %s", c.name, err, fieldsOf(err), c.want)
		}
	}
}

func TestASupplierClaimsForItsOwnOnly(t *testing.T) {
	l := newLibrary(t)
	hima := shelve(t, l.works, l.Products(), supply.Product{Head: supply.Head{Name: "Other"}, Vendor: "HIMA", Model: "X", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	sue := l.ada
	sue.Grants = []access.Grant{{Role: access.Supplier, Vendor: "SIEMENS AG"}}
	claim := func(who access.Principal, subject assess.Subject) error {
		set, id := catalog.ComponentRequirements, catalog.RequirementID("CR 1.1")
		if subject.Kind == assess.OfCompany {
			set = catalog.DevelopmentRequirements
			dev, _ := catalog.NewShelf(nil).Find(set)
			if dev == nil {
				t.Fatal("the program carries no set of IEC 62443-4-1")
			}
			id = dev.Requirements[0].ID
		}
		_, err := l.SetClaims(t.Context(), who, ClaimInput{Subjects: []assess.Subject{subject}, Set: set, Requirements: []catalog.RequirementID{id}, Answer: assess.Verdict{State: assess.Met}})
		return err
	}
	// The company is known by another of its names as well.
	if err := claim(sue, assess.Subject{Kind: assess.OfCompany, ID: string(l.company.ID)}); err != nil {
		t.Errorf("for its own company: %v", err)
	}
	refused(t, "for a product of another", claim(sue, assess.Subject{Kind: assess.OfProduct, ID: string(hima.ID)}), NotFound, "")
	sue.Grants[0].Vendor = "Siemens"
	if err := claim(sue, assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}); err != nil {
		t.Errorf("for its own product: %v", err)
	}
	_, err := l.Claims(t.Context(), sue, assess.Subject{Kind: assess.OfProduct, ID: string(hima.ID)}, "")
	refused(t, "reading those of another", err, NotFound, "")
	sue.Grants[0].Site = l.site
	if _, err := l.Claims(t.Context(), sue, assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}, ""); err != nil {
		t.Errorf("a supplier of one site reads its own: %v", err)
	}
	refused(t, "a supplier of one site claims for all", claim(sue, assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}), Denied, "")
	refused(t, "a viewer claims", claim(l.user(access.Viewer, access.Grant{}), assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}), Denied, "")
}

func TestVerdictsAreGivenOnTheSetThatFits(t *testing.T) {
	l := newLibrary(t)
	f := shelveFunction(t, l)
	zone, site := assess.Subject{Kind: assess.OfZone, ID: string(l.cell.ID)}, assess.Subject{Kind: assess.OfSite}
	asset := assess.Subject{Kind: assess.OfAsset, ID: string(l.assets["PLC-101"].ID)}
	withheld := assess.Verdict{
		State: assess.NotApplied, Reason: "Locks the operator out", Function: f.Key, Compensating: "Guard at the desk", Expires: "2027-01-01", Approver: "Ada",
	}
	change := func(v assess.Verdict, fn func(*assess.Verdict)) assess.Verdict { fn(&v); return v }
	for _, c := range []struct {
		name    string
		subject assess.Subject
		set     catalog.SetID
		id      catalog.RequirementID
		v       assess.Verdict
		want    string
	}{
		{"a zone by the system requirements, without saying so", zone, "", "SR 1.1", assess.Verdict{State: assess.Met}, ""},
		{"a zone by its components", zone, catalog.SystemRequirements, "SR 1.2", assess.Verdict{State: assess.ByComponents}, ""},
		{"a zone where it is withheld", zone, "", "SR 1.3", withheld, ""},
		{"withheld for a function that is not there", zone, "", "SR 1.4", change(withheld, func(v *assess.Verdict) { v.Function = "F-99" }), "/function"},
		{"withheld by nobody", zone, "", "SR 1.4", change(withheld, func(v *assess.Verdict) { v.Approver = "" }), "/approver"},
		{"withheld without an end", zone, "", "SR 1.4", change(withheld, func(v *assess.Verdict) { v.Expires = "" }), "/expires"},
		{"a zone with a proof", zone, "", "SR 2.1", assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{assess.EvidenceID(l.evidence.ID)}}, ""},
		{"a zone with a proof that is not there", zone, "", "SR 2.2", assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{"gone"}}, "/proofs/0"},
		{"an asset by the component requirements", asset, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, ""},
		{"an asset by the system requirements", asset, catalog.SystemRequirements, "SR 1.1", assess.Verdict{State: assess.Met}, "/subject/kind"},
		{"a zone by the component requirements", zone, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, "/subject/kind"},
		{"the site by components", site, "", "SR 1.1", assess.Verdict{State: assess.ByComponents}, "/state"},
		{"the site with a level of maturity on a system requirement", site, "", "SR 1.1", assess.Verdict{State: assess.Met, Maturity: 3}, "/maturity"},
		{"an asset that is not there", assess.Subject{Kind: assess.OfAsset, ID: "gone"}, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, "asset"},
		{"a product, which is a matter of claims", assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}, catalog.ComponentRequirements, "CR 1.1", assess.Verdict{State: assess.Met}, "no subject"},
		{"a set that nobody knows", zone, "iec:9", "X", assess.Verdict{State: assess.Met}, "requirement set"},
	} {
		_, err := l.SetVerdicts(t.Context(), l.ada, l.site, VerdictInput{Subjects: []assess.Subject{c.subject}, Set: c.set, Requirements: []catalog.RequirementID{c.id}, Answer: c.v})
		switch {
		case c.want == "":
			if err != nil {
				t.Errorf("%s: %v %v", c.name, err, fieldsOf(err))
			}
		case err == nil || !strings.Contains(err.Error()+strings.Join(fieldsOf(err), " "), c.want):
			t.Errorf("%s: %v at %v, want %s", c.name, err, fieldsOf(err), c.want)
		}
	}
	// The answers of one set do not get in the way of another's.
	var sets []string
	site2, err := l.Site(t.Context(), l.ada, l.site)
	if err != nil {
		t.Fatal(err)
	}
	_, verdicts, err := l.SiteAt(t.Context(), l.ada, site2.ID, "2026-03-02")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		sets = append(sets, string(v.Set)+" "+string(v.Requirement))
	}
	if diff := cmp.Diff(5, len(sets)); diff != "" {
		t.Errorf("%v %s", sets, diff)
	}
}

func shelveFunction(t *testing.T, l *library) risk.Function {
	t.Helper()
	return added(t, l.works, l.Functions(), risk.Function{Head: risk.Head{Name: "Burner protection"}, Kind: "safety", Zones: []plant.ZoneID{l.safe.ID}})
}

func TestMaturityIsSaidInSetsThatAreRatedByIt(t *testing.T) {
	l := newLibrary(t)
	set, found := catalog.NewShelf(nil).Find(catalog.ProgramRequirements)
	if !found {
		t.Fatal("the program carries no set of IEC 62443-2-1")
	}
	site := assess.Subject{Kind: assess.OfSite}
	answer := func(v assess.Verdict) (Answered, error) {
		return l.SetVerdicts(t.Context(), l.ada, l.site, VerdictInput{Subjects: []assess.Subject{site}, Set: set.ID, Requirements: []catalog.RequirementID{set.Requirements[0].ID}, Answer: v})
	}
	if done, err := answer(assess.Verdict{State: assess.Met, Maturity: 3, MaturityTarget: 4}); err != nil || done.Changed != 1 || done.Posture == nil {
		t.Errorf("%+v, %v %v", done, err, fieldsOf(err))
	}
	if done, err := answer(assess.Verdict{State: assess.Met, Maturity: 4, MaturityTarget: 4}); err != nil || done.Changed != 1 {
		t.Errorf("another level is news: %+v, %v", done, err)
	}
	_, err := answer(assess.Verdict{State: assess.Met, Maturity: 5})
	if diff := cmp.Diff([]string{"/maturity"}, fieldsOf(err)); diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}
