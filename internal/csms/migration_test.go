package csms

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

func (w *works) old(t testing.TB, id catalog.RequirementID, v assess.Verdict) {
	t.Helper()
	v.Set, v.Requirement = catalog.ProgramRequirements2010, id
	w.says(t, v)
}

func (w *works) migration(t testing.TB) (MigrationView, map[catalog.RequirementID]MigrationLine) {
	t.Helper()
	out, err := w.Migration(t.Context(), w.ada, MigrationPlace{Site: w.site}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	by := map[catalog.RequirementID]MigrationLine{}
	for _, l := range out.Lines {
		by[l.Requirement] = l
	}
	return out, by
}

// pairsThat are the pairs of a strength between the two editions.
func pairsThat(t testing.TB, want func(catalog.Pair) bool) (pairs []catalog.Pair) {
	t.Helper()
	c, ok := catalog.FindCrosswalk("2-1-2010-2024")
	if !ok {
		t.Fatal("no crosswalk between the editions")
	}
	for _, p := range c.Pairs {
		if want(p) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

func TestAnswersToTheSameRequirementAreKeptAndTheOthersAreAStart(t *testing.T) {
	w := newWorks(t)
	equal := pairsThat(t, func(p catalog.Pair) bool { return p.Strength == catalog.Equal })
	super := pairsThat(t, func(p catalog.Pair) bool { return p.Strength == catalog.Superset })
	w.old(t, equal[0].From, assess.Verdict{State: assess.Met, Maturity: 3, MaturityTarget: 4, Evidence: []string{"POL-1"}, Note: "Seen.", AssessedOn: "2025-05-05", Assessor: "Ben"})
	w.old(t, equal[1].From, assess.Verdict{State: assess.NotMet})
	w.old(t, equal[2].From, assess.Verdict{State: assess.Partly, Reason: "Only the office."})
	w.old(t, equal[3].From, assess.Verdict{State: assess.Compensated, Compensating: "Guard", Expires: "2025-01-01"})
	w.old(t, super[0].From, assess.Verdict{State: assess.Partly, Reason: "half"})
	view, by := w.migration(t)
	for name, c := range map[string]struct {
		to    catalog.RequirementID
		carry catalog.Carry
		gives assess.State
		says  string
	}{
		"the same, met":            {equal[0].To, catalog.Kept, assess.Met, "is kept: met"},
		"the same, not met":        {equal[1].To, catalog.Kept, assess.NotMet, "is kept: not met"},
		"the same, partly met":     {equal[2].To, catalog.Kept, assess.Partly, "is kept: partly met"},
		"a measure that expired":   {equal[3].To, catalog.Kept, "", "has expired"},
		"half of something larger": {super[0].To, catalog.Kept, assess.Partly, "starting point"},
	} {
		l := by[c.to]
		if l.Carry != c.carry || l.Gives != c.gives || !strings.Contains(l.Says, c.says) || l.Why == "" || len(l.From) == 0 {
			t.Errorf("%s, %s: %+v", name, c.to, l)
		}
	}
	n := view.Counts
	if n.Total != 87 || n.Kept+n.Start+n.Fresh != n.Total || n.Gives < 4 || view.Hash == "" {
		t.Errorf("%+v", n)
	}

	in := MigrationInput{From: view.From, To: view.To, Requirements: []catalog.RequirementID{equal[0].To, equal[2].To, super[0].To}, Hash: view.Hash, Note: "New edition"}
	done, err := w.Migrate(t.Context(), w.ada, MigrationPlace{Site: w.site}, in)
	if err != nil || done.Changed != 3 || done.Entry == 0 {
		t.Fatalf("%+v %v", done, err)
	}
	kept := w.answerOf(t, view.To, equal[0].To)
	if kept.State != assess.Met || kept.Maturity != 3 || kept.MaturityTarget != 4 || kept.Evidence[0] != "POL-1" || kept.AssessedOn != "2025-05-05" || kept.Assessor != "Ben" || !strings.Contains(kept.Note, "Seen.") || !strings.Contains(kept.Note, "Carried over from "+string(equal[0].From)) {
		t.Errorf("%+v", kept)
	}
	if v := w.answerOf(t, view.To, equal[2].To); v.Reason != "Only the office." {
		t.Errorf("%+v", v)
	}
	if v := w.answerOf(t, view.To, super[0].To); v.State != assess.Partly || !strings.Contains(v.Reason, "starting point") || v.AssessedOn != plant.DateOf(w.now()) {
		t.Errorf("%+v", v)
	}
	if v := w.answerOf(t, view.From, equal[0].From); v.State != assess.Met {
		t.Error("the old answer is gone")
	}
	// What is answered stays; to apply it again, or what is stale, is refused.
	again, by := w.migration(t)
	if l := by[equal[0].To]; l.Answered != assess.Met || l.Gives != "" || again.Counts.Answered != 3 {
		t.Errorf("%+v", l)
	}
	_, err = w.Migrate(t.Context(), w.ada, MigrationPlace{Site: w.site}, in)
	refused(t, "the hash of before", err, Conflict, "stale")
	in.Hash = ""
	_, err = w.Migrate(t.Context(), w.ada, MigrationPlace{Site: w.site}, in)
	refused(t, "what is answered", err, Conflict, "nothing-to-carry")
	if _, err := w.Undo(t.Context(), w.ada, w.site, done.Entry); err != nil {
		t.Fatal(err)
	}
	if after, _ := w.migration(t); after.Hash != view.Hash {
		t.Error("undone, the lines are not as before")
	}
}

// answerOf is the stored answer of the site.
func (w *works) answerOf(t testing.TB, set catalog.SetID, id catalog.RequirementID) (v assess.Verdict) {
	t.Helper()
	err := w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) error {
		all, err := r.Verdicts(w.site)
		i := slices.IndexFunc(all, func(v assess.Verdict) bool {
			return v.Set == set && v.Requirement == id && v.Subject.Kind == assess.OfSite
		})
		if i >= 0 {
			v = all[i]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestACompanyMigratesFirstAndItsSitesInherit(t *testing.T) {
	w := newWorks(t)
	company, _, err := w.Companies().Add(t.Context(), w.ada, supply.Company{Head: supply.Head{Name: "Bottlers"}, Own: true})
	if err != nil {
		t.Fatal(err)
	}
	at := MigrationPlace{Company: company.ID}
	subject := assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}
	pair := pairsThat(t, func(p catalog.Pair) bool { return p.Strength == catalog.Equal })[0]
	if _, err := w.SetClaims(t.Context(), w.ada, ClaimInput{Subjects: []assess.Subject{subject}, Set: catalog.ProgramRequirements2010, Requirements: []catalog.RequirementID{pair.From}, Answer: assess.Verdict{State: assess.Met}}); err != nil {
		t.Fatal(err)
	}
	w.old(t, pair.From, assess.Verdict{State: assess.Inherited, From: &subject})
	if _, by := w.migration(t); by[pair.To].Gives != "" || !strings.Contains(by[pair.To].Says, "carry its answers over first") {
		t.Errorf("the site before the company: %+v", by[pair.To])
	}
	view, err := w.Migration(t.Context(), w.ada, at, "", "")
	if err != nil || view.Counts.Gives != 1 || view.Subject != subject {
		t.Fatalf("%+v %v", view.Counts, err)
	}
	done, err := w.Migrate(t.Context(), w.ada, at, MigrationInput{Requirements: []catalog.RequirementID{pair.To}})
	if err != nil || done.Changed != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	_, by := w.migration(t)
	if by[pair.To].Gives != assess.Inherited {
		t.Fatalf("the site after the company: %+v", by[pair.To])
	}
	if _, err := w.Migrate(t.Context(), w.ada, MigrationPlace{Site: w.site}, MigrationInput{Requirements: []catalog.RequirementID{pair.To}}); err != nil {
		t.Fatal(err)
	}
	if v := w.answerOf(t, catalog.ProgramRequirements, pair.To); v.From == nil || *v.From != subject {
		t.Errorf("%+v", v)
	}
}

func TestMigrationsThatAreRefused(t *testing.T) {
	w := newWorks(t)
	site := MigrationPlace{Site: w.site}
	for name, c := range map[string]struct {
		at       MigrationPlace
		from, to catalog.SetID
		kind     Kind
	}{
		"between sets of different parts":  {site, w.set.ID, catalog.ProgramRequirements, Invalid},
		"backwards is not an edition":      {site, catalog.CSF20, catalog.ProgramRequirements2010, Invalid},
		"a set that is not there":          {site, "none", "", NotFound},
		"a company that is not there":      {MigrationPlace{Company: "none"}, "", "", NotFound},
		"a site of which nobody has heard": {MigrationPlace{Site: "none"}, "", "", NotFound},
	} {
		_, err := w.Migration(t.Context(), w.ada, c.at, c.from, c.to)
		refused(t, name, err, c.kind, "")
	}
	_, err := w.Migrate(t.Context(), w.ada, site, MigrationInput{})
	refused(t, "no line", err, Invalid, "")
	_, err = w.Migrate(t.Context(), w.ada, site, MigrationInput{Requirements: []catalog.RequirementID{"X 1"}})
	refused(t, "a line that is not there", err, Invalid, "")
	_, err = w.Migrate(t.Context(), w.user(access.Viewer, access.Grant{}), site, MigrationInput{Requirements: []catalog.RequirementID{"ORG 1.1"}})
	refused(t, "a viewer", err, Denied, "")
	_, err = w.Migrate(t.Context(), w.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{w.cell.ID}}), site, MigrationInput{Requirements: []catalog.RequirementID{"ORG 1.1"}})
	refused(t, "an integrator of one zone", err, Denied, "")
}
