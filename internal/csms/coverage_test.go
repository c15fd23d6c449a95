package csms

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/sl"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

func (w *works) put(t testing.TB, do func(tx *store.Tx) error) {
	t.Helper()
	if _, err := w.update(t.Context(), w.ada, intent{do: access.VerdictEdit, site: w.site, verb: "verdict.set", subject: "test"}, do); err != nil {
		t.Fatal(err)
	}
}

// says stores an answer of the site itself, or of a zone or conduit.
func (w *works) says(t testing.TB, v assess.Verdict) {
	t.Helper()
	v.Site = w.site
	if v.Subject.Kind == "" {
		v.Subject = assess.Subject{Kind: assess.OfSite, ID: string(w.site)}
	}
	w.put(t, func(tx *store.Tx) error { return store.Put(tx, &v) })
}

// targeted gives the cell and the safety zone a target of SL 1.
func (w *works) targeted(t testing.TB) {
	t.Helper()
	for _, z := range []*plant.Zone{&w.cell, &w.safe} {
		z.Target = &plant.Target{Vector: sl.Uniform(1), Method: "consequence", Approver: "Ada", ApprovedOn: "2026-03-01"}
		changed, _, err := w.ChangeZone(t.Context(), w.ada, w.site, *z)
		if err != nil {
			t.Fatal(err)
		}
		*z = changed
	}
}

func (w *works) zoneSays(t testing.TB, z plant.Zone, id catalog.RequirementID, s assess.State) {
	t.Helper()
	v := assess.Verdict{Subject: assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, Set: w.set.ID, Requirement: id, State: s, AssessedOn: "2026-02-01", Assessor: "Ada"}
	if s == assess.Partly {
		v.Reason = "half"
	}
	w.says(t, v)
}

func (w *works) covers(t testing.TB, f CoverageFilter) (CoverageView, map[catalog.RequirementID]report.CoverageLine) {
	t.Helper()
	out, err := w.Coverage(t.Context(), w.ada, w.site, f, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	by := map[catalog.RequirementID]report.CoverageLine{}
	for _, l := range out.Items {
		by[l.Requirement] = l
	}
	return out, by
}

func (w *works) decides(t testing.TB, d catalog.PairDecision) {
	t.Helper()
	if _, _, err := w.PairDecisions().Add(t.Context(), w.ada, d); err != nil {
		t.Fatalf("%v %+v", err, err)
	}
}

func TestTheWeakestZoneCountsForTheSiteAndIsNamed(t *testing.T) {
	part := func(key string, h catalog.Holding, s assess.State) report.PartAnswer {
		return report.PartAnswer{Key: key, Holds: h, State: s}
	}
	full, half := part("Z-01", catalog.HoldsFully, assess.Met), part("Z-02", catalog.HoldsPartly, assess.Partly)
	not, open := part("Z-03", catalog.HoldsNot, assess.NotMet), part("Z-04", catalog.Unanswered, assess.Unanswered)
	out := part("Z-05", catalog.OutOfScope, assess.NotApplicable)
	for name, c := range map[string]struct {
		parts []report.PartAnswer
		holds catalog.Holding
		why   string
	}{
		"all zones hold":                           {[]report.PartAnswer{full, out}, catalog.HoldsFully, "holds in Z-01"},
		"one holds only partly":                    {[]report.PartAnswer{full, half}, catalog.HoldsPartly, "holds only partly in Z-02 (partly met); holds in 1 of 2"},
		"one does not hold":                        {[]report.PartAnswer{full, half, not}, catalog.HoldsNot, "does not hold in Z-03 (not met); holds in 1 of 3"},
		"what nobody answered counts as not met":   {[]report.PartAnswer{full, open}, catalog.HoldsNot, "does not hold in Z-04 (unanswered); holds in 1 of 2"},
		"nothing is answered anywhere":             {[]report.PartAnswer{open, out}, catalog.Unanswered, "unanswered in Z-04"},
		"it applies nowhere":                       {[]report.PartAnswer{out}, catalog.OutOfScope, "not applicable in Z-05"},
		"many zones are counted after the first 5": {[]report.PartAnswer{not, not, not, not, not, not, not}, catalog.HoldsNot, "does not hold in Z-03 (not met), Z-03 (not met), Z-03 (not met), Z-03 (not met), Z-03 (not met), 2 more"},
	} {
		holds, why := weakest(c.parts)
		if holds != c.holds || why != c.why {
			t.Errorf("%s: %s, %q", name, holds, why)
		}
	}
}

func TestCoverageFollowsTheAnswersOfTheSite(t *testing.T) {
	w := newWorks(t)
	view, _ := w.covers(t, CoverageFilter{})
	if view.Set != catalog.CSF20 || view.Counts.Total != 106 || view.Counts.Full+view.Counts.Partly+view.Counts.Not != 0 || len(view.Sources) == 0 || len(view.Groups) != 28 {
		t.Fatalf("before anything is answered: %+v, %d sources, %d groups", view.Counts, len(view.Sources), len(view.Groups))
	}
	w.targeted(t)
	w.zoneSays(t, w.cell, "SR 1.1", assess.Met)
	_, by := w.covers(t, CoverageFilter{})
	pair := pairOf(t, by, "SR 1.1")
	if pair.Holds != catalog.HoldsNot || !strings.Contains(pair.Why, "Z-02 (unanswered)") || !pair.Asked || len(pair.Parts) != 2 || pair.Parts[0].Key != "Z-02" {
		t.Fatalf("with one zone of two: %+v", pair)
	}
	w.zoneSays(t, w.safe, "SR 1.1", assess.Met)
	_, by = w.covers(t, CoverageFilter{})
	line, pair := lineOf(t, by, "SR 1.1"), pairOf(t, by, "SR 1.1")
	if pair.Holds != catalog.HoldsFully || line.State != catalog.CoveredPartly || line.Confirmed || line.Strength != catalog.Related || !line.Asked {
		t.Fatalf("with both zones: %+v", line)
	}
	// A decision of the organisation makes it full.
	w.decides(t, catalog.PairDecision{Crosswalk: pair.Crosswalk, From: pair.From, To: pair.To, State: catalog.Confirmed, Strength: catalog.Subset})
	view, by = w.covers(t, CoverageFilter{})
	if l := by[line.Requirement]; l.State != catalog.CoveredFully || l.Strength != catalog.Superset || !l.Confirmed {
		t.Errorf("confirmed as a part of SR 1.1: %+v", l)
	}
	if i := indexOf(view.Sources, pair.Crosswalk); view.Sources[i].Decided != 1 {
		t.Errorf("the source says %d decisions", view.Sources[i].Decided)
	}
	full, _ := w.covers(t, CoverageFilter{State: catalog.CoveredFully})
	if full.Total != 1 || full.Counts.Total != 106 {
		t.Errorf("filtered: %d of %d", full.Total, full.Counts.Total)
	}
	confirmed := true
	if some, _ := w.covers(t, CoverageFilter{Confirmed: &confirmed}); some.Total != 1 {
		t.Errorf("by confirmed pairs: %d", some.Total)
	}
	if some, _ := w.covers(t, CoverageFilter{Group: "PR"}); some.Total != 22 {
		t.Errorf("below PR: %d", some.Total)
	}
}

func indexOf(sources []report.CoverageSource, id string) int {
	for i, s := range sources {
		if s.Crosswalk == id {
			return i
		}
	}
	return 0
}

// lineOf is the first line that a requirement of 3-3 leads to.
func lineOf(t testing.TB, by map[catalog.RequirementID]report.CoverageLine, id catalog.RequirementID) report.CoverageLine {
	t.Helper()
	set, _ := catalog.NewShelf(nil).Find(catalog.CSF20)
	for _, q := range set.Requirements {
		for _, p := range by[q.ID].Pairs {
			if p.Requirement == id {
				return by[q.ID]
			}
		}
	}
	t.Fatalf("nothing is reached by %s", id)
	return report.CoverageLine{}
}

func pairOf(t testing.TB, by map[catalog.RequirementID]report.CoverageLine, id catalog.RequirementID) report.CoveragePair {
	t.Helper()
	for _, p := range lineOf(t, by, id).Pairs {
		if p.Requirement == id {
			return p
		}
	}
	panic("lineOf found it")
}

func TestWhatTheSiteInheritsFromTheCompanyCounts(t *testing.T) {
	w := newWorks(t)
	company, _, err := w.Companies().Add(t.Context(), w.ada, supply.Company{Head: supply.Head{Name: "Bottlers"}, Own: true})
	if err != nil {
		t.Fatal(err)
	}
	subject := assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}
	if _, err := w.SetClaims(t.Context(), w.ada, ClaimInput{Subjects: []assess.Subject{subject}, Set: catalog.ProgramRequirements, Requirements: []catalog.RequirementID{"ORG 1.1"}, Answer: assess.Verdict{State: assess.Met, Maturity: 3, Evidence: []string{"Certificate"}}}); err != nil {
		t.Fatal(err)
	}
	w.says(t, assess.Verdict{Set: catalog.ProgramRequirements, Requirement: "ORG 1.1", State: assess.Inherited, From: &subject})
	view, by := w.covers(t, CoverageFilter{Set: catalog.ANSSI})
	found := false
	for _, l := range by {
		for _, p := range l.Pairs {
			if p.Requirement == "ORG 1.1" && p.Set == catalog.ProgramRequirements {
				found = true
				if p.Holds != catalog.HoldsFully || !strings.Contains(p.Why, "company Bottlers") || p.Parts[0].Evidence[0] != "Certificate" || *p.Parts[0].Maturity != 3 || l.State != catalog.CoveredPartly || !l.Confirmed {
					t.Errorf("%+v in %+v", p, l)
				}
			}
		}
	}
	if !found || !strings.Contains(strings.Join(view.Notes, " "), "iec-62443-2-1:2010") {
		t.Errorf("found %v, notes %q", found, view.Notes)
	}
	// The other frameworks are reached from 2024 over the edition of 2010.
	if iso, _ := w.covers(t, CoverageFilter{Set: catalog.ISO27001}); iso.Sources[indexOf(iso.Sources, "iso-27001-2-1+2-1-2010-2024")].Pairs == 0 {
		t.Errorf("%+v", iso.Sources)
	}
}

func TestEveryFrameworkIsReported(t *testing.T) {
	w := newWorks(t)
	w.targeted(t)
	for _, set := range []catalog.SetID{catalog.CSF20, catalog.CSF11, catalog.ISO27001, catalog.ANSSI, catalog.SP80053, catalog.AttackMitigations} {
		view, by := w.covers(t, CoverageFilter{Set: set})
		n := view.Counts
		if n.Total != len(by) || n.Full+n.Partly+n.Not+n.Open+n.NoPair != n.Total || len(view.Sources) == 0 || n.NoPair == n.Total {
			t.Errorf("%s: %+v of %d lines", set, n, len(by))
		}
		for id, l := range by {
			if l.Why == "" {
				t.Errorf("%s %s has no reason", set, id)
			}
			for _, p := range l.Pairs {
				if p.From == "" || p.To == "" || p.Title == "" || p.Why == "" {
					t.Errorf("%s %s: %+v", set, id, p)
				}
			}
		}
	}
	for name, c := range map[string]struct {
		set  catalog.SetID
		kind Kind
	}{"a set that is not there": {"no-set", NotFound}, "a set of IEC 62443": {w.set.ID, Invalid}} {
		_, err := w.Coverage(t.Context(), w.ada, w.site, CoverageFilter{Set: c.set}, "", 10)
		refused(t, name, err, c.kind, "")
	}
	_, err := w.Coverage(t.Context(), w.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{w.cell.ID}}), w.site, CoverageFilter{}, "", 10)
	refused(t, "an integrator", err, Denied, "")
}

func TestCoverageComesPageByPage(t *testing.T) {
	w := newWorks(t)
	var got, all []string
	for after := ""; ; {
		page, err := w.Coverage(t.Context(), w.ada, w.site, CoverageFilter{}, after, 40)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page.Items {
			got = append(got, string(l.Requirement))
		}
		if after = page.Next; after == "" {
			break
		}
	}
	set, _ := catalog.NewShelf(nil).Find(catalog.CSF20)
	for _, q := range set.Requirements {
		all = append(all, string(q.ID))
	}
	if diff := cmp.Diff(all, got); diff != "" {
		t.Error(diff)
	}
	page, err := w.Coverage(t.Context(), w.ada, w.site, CoverageFilter{}, "", 40)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Coverage(t.Context(), w.ada, w.site, CoverageFilter{State: catalog.NotYetKnown}, page.Next, 40)
	refused(t, "the mark of another filter", err, Invalid, "")
}

func TestStatementsAreOfTheSiteOrOfACompany(t *testing.T) {
	w := newWorks(t)
	w.targeted(t)
	w.zoneSays(t, w.cell, "SR 1.1", assess.Met)
	w.says(t, assess.Verdict{Set: catalog.ProgramRequirements, Requirement: "ORG 1.1", State: assess.Partly, Reason: "Plants are missing.", Maturity: 1})
	company, _, err := w.Companies().Add(t.Context(), w.ada, supply.Company{Head: supply.Head{Name: "Builders"}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set     catalog.SetID
		company supply.ID
		says    string
		kind    Kind
	}{
		"2-1 of the site":              {"", "", "Plants are missing.", 0},
		"3-3 of the site":              {w.set.ID, "", "Z-02", 0},
		"2-4 of a company":             {catalog.ProviderRequirements, company.ID, "Builders", 0},
		"4-1 of a company":             {catalog.DevelopmentRequirements, company.ID, "Builders", 0},
		"4-1 without a company":        {catalog.DevelopmentRequirements, "", "", Invalid},
		"4-2, which is for products":   {catalog.ComponentRequirements, "", "", Invalid},
		"a framework":                  {catalog.CSF20, "", "", Invalid},
		"a company that is not there":  {catalog.ProviderRequirements, "none", "", NotFound},
		"a set that is not there":      {"none", "", "", NotFound},
		"3-3 of a company":             {w.set.ID, company.ID, "", Invalid},
		"2-1:2010, though unanswered":  {catalog.ProgramRequirements2010, "", "unanswered", 0},
		"3-2 of the site":              {catalog.RiskProcedure, "", "ZCR 1", 0},
		"2-4 of the site as a service": {catalog.ProviderRequirements, "", "SP.01", 0},
	} {
		var b bytes.Buffer
		err := w.WriteStatement(t.Context(), w.ada, w.site, c.set, c.company, "html", &b)
		if c.says == "" {
			refused(t, name, err, c.kind, "")
		} else if err != nil || !strings.Contains(b.String(), c.says) {
			t.Errorf("%s: %v, without %q", name, err, c.says)
		}
	}
	for format := range writers {
		var b bytes.Buffer
		if err := w.WriteProfile(t.Context(), w.ada, w.site, "", format, &b); err != nil {
			t.Errorf("profile as %s: %v", format, err)
		}
		if err := w.WriteDerivedStatement(t.Context(), w.ada, w.site, "", format, &b); err != nil {
			t.Errorf("statement as %s: %v", format, err)
		}
	}
	refused(t, "another format", w.WriteProfile(t.Context(), w.ada, w.site, "", "odt", &bytes.Buffer{}), Invalid, "")
}
