package assess_test

import (
	"errors"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

func TestCheckVerdict(t *testing.T) {
	z, link := ofZone("Z-01"), ofConduit("C-01")
	good := map[string]assess.Verdict{
		"met":            answer(z, "SR 1.1", assess.Met),
		"not met":        answer(z, "SR 1.1", assess.NotMet),
		"partly":         func() assess.Verdict { v := answer(z, "SR 1.1", assess.Partly); v.Reason = "two HMIs left"; return v }(),
		"not applicable": notApplicable(z, "SR 1.6", "no radio", "A. Ito"),
		"compensated":    compensate(z, "SR 1.1", "guard", "2026-11-25"),
		"inherited":      inherit(z, "SR 1.13", link),
		"of the site":    answer(ofSite, "SR 7.3", assess.Met),
	}
	for name, v := range good {
		if err := assess.CheckVerdict(v, catalog.SystemSet(), today); err != nil {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
	change := func(v assess.Verdict, fn func(*assess.Verdict)) assess.Verdict { fn(&v); return v }
	for _, c := range []struct {
		name    string
		verdict assess.Verdict
		pointer string
		text    string
	}{
		{"partly without a reason", answer(z, "SR 1.1", assess.Partly), "/reason", "Say what is missing: SR 1.1 is only partly met."},
		{"partly with a blank reason", change(good["partly"], func(v *assess.Verdict) { v.Reason = " \n" }), "/reason", "Say what is missing"},
		{"not applicable without a reason", notApplicable(z, "SR 1.6", "", "A. Ito"), "/reason", "reason why SR 1.6"},
		{"not applicable without an approver", notApplicable(z, "SR 1.6", "no radio", ""), "/approver", "who agreed that SR 1.6"},
		{"compensated by nothing", compensate(z, "SR 1.1", "", "2027-01-01"), "/compensating", "Name the countermeasure"},
		{"compensated for ever", compensate(z, "SR 1.1", "guard", ""), "/expires", "Say until when"},
		{"compensated until yesterday", compensate(z, "SR 1.1", "guard", "2026-11-23"), "/expires", "expired on 2026-11-23"},
		{"compensated until today, which is too short to count", compensate(z, "SR 1.1", "guard", today), "/expires", "expired on 2026-11-24"},
		{"compensated until a day that does not exist", compensate(z, "SR 1.1", "guard", "2027-02-30"), "/expires", "is no date"},
		{"inherited from nowhere", answer(z, "SR 1.1", assess.Inherited), "/from", "Say from which zone, conduit or site SR 1.1"},
		{"inherited from itself", inherit(z, "SR 1.1", z), "/from", "cannot inherit SR 1.1 from itself"},
		{"inherited from a person", inherit(z, "SR 1.1", assess.Subject{Kind: "person", ID: "1"}), "/from/kind", `not from "person"`},
		{"unanswered, which is never stored", answer(z, "SR 1.1", assess.Unanswered), "/state", "remove the verdict"},
		{"a state that nobody knows", answer(z, "SR 1.1", "fine"), "/state", "it is met, partly, not-met, not-applicable, compensated, inherited, by-components or not-applied"},
		{"no state at all", answer(z, "SR 1.1", ""), "/state", `"" is no state`},
		{"a requirement that does not exist", answer(z, "SR 3.5 RE 1", assess.Met), "/requirement", `has no requirement "SR 3.5 RE 1"`},
		{"another edition", change(good["met"], func(v *assess.Verdict) { v.Set = "iec-62443-3-3:2030" }), "/set", "not the one at hand"},
		{"about a person", change(good["met"], func(v *assess.Verdict) { v.Subject.Kind = "person" }), "/subject/kind", `not about "person"`},
		{"about nothing", change(good["met"], func(v *assess.Verdict) { v.Subject.ID = "" }), "/subject/id", "does not say which"},
		{"met with a measure left over", change(good["met"], func(v *assess.Verdict) { v.Expires = "2027-01-01" }), "/compensating", "belongs to the state"},
		{"met with an approver left over", change(good["met"], func(v *assess.Verdict) { v.Approver = "A. Ito" }), "/approver", "belongs to the state"},
		{"met with a source left over", change(good["met"], func(v *assess.Verdict) { v.From = &link }), "/from", "belongs to the state"},
		{"assessed tomorrow", change(good["met"], func(v *assess.Verdict) { v.AssessedOn = "2026-11-25" }), "/assessedOn", "lies in the future"},
		{"assessed on no day", change(good["met"], func(v *assess.Verdict) { v.AssessedOn = "last week" }), "/assessedOn", "is no date"},
		{"an empty proof", change(good["met"], func(v *assess.Verdict) { v.Evidence = []string{"photo 1", " "} }), "/evidence/1", "proof number 2 is empty"},
		{"a proof as long as a book", change(good["met"], func(v *assess.Verdict) { v.Evidence = []string{strings.Repeat("x", 1001)} }), "/evidence/0", "at most 1000"},
		{"a hundred and one proofs", change(good["met"], func(v *assess.Verdict) { v.Evidence = strings.Split(strings.Repeat("x,", 100)+"x", ",") }), "/evidence", "101 proofs"},
		{"a note as long as a book", change(good["met"], func(v *assess.Verdict) { v.Note = strings.Repeat("ö", 4001) }), "/note", "has 4001 characters"},
		{"a note that cannot be printed", change(good["met"], func(v *assess.Verdict) { v.Note = "a\x00b" }), "/note", "cannot be printed"},
	} {
		err := assess.CheckVerdict(c.verdict, catalog.SystemSet(), today)
		var problems plant.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: error %v", c.name, err)
			continue
		}
		if len(problems) != 1 || problems[0].Pointer != c.pointer || !strings.Contains(problems[0].Text, c.text) {
			t.Errorf("%s: %+v, want %s: …%s…", c.name, problems, c.pointer, c.text)
		}
	}
}

func TestCheckVerdictNamesEveryBrokenRule(t *testing.T) {
	err := assess.CheckVerdict(answer(ofZone("Z-01"), "SR 1.6", assess.NotApplicable), catalog.SystemSet(), today)
	var problems plant.Problems
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Errorf("reason and approver are missing, named is: %v", err)
	}
}

func TestNormaliseVerdictDropsWhatTheStateHasNoUseFor(t *testing.T) {
	link := ofConduit("C-01")
	v := answer(ofZone("Z-01"), "SR 1.1", assess.Met)
	v.Reason, v.Approver, v.Compensating, v.Expires, v.From = " seen on site ", "A. Ito", "guard", "2026-01-01", &link
	v.Evidence = []string{" photo 1 ", "", " "}
	got := assess.NormaliseVerdict(v)
	if got.Reason != "seen on site" || got.Approver != "" || got.Compensating != "" || got.Expires != "" || got.From != nil {
		t.Errorf("%+v", got)
	}
	if len(got.Evidence) != 1 || got.Evidence[0] != "photo 1" {
		t.Errorf("evidence %q", got.Evidence)
	}
	if err := assess.CheckVerdict(got, catalog.SystemSet(), today); err != nil {
		t.Errorf("what was normalised is refused: %v", err)
	}
	for _, kept := range []assess.Verdict{
		notApplicable(ofZone("Z-01"), "SR 1.6", "no radio", "A. Ito"),
		compensate(ofZone("Z-01"), "SR 1.1", "guard", "2027-01-01"),
		inherit(ofZone("Z-01"), "SR 1.1", link),
	} {
		if err := assess.CheckVerdict(assess.NormaliseVerdict(kept), catalog.SystemSet(), today); err != nil {
			t.Errorf("%s lost what it needs: %v", kept.State, err)
		}
	}
}
