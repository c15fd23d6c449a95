package proof_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

func campaign() proof.Assessment {
	return proof.Assessment{
		Head: supply.Head{ID: "am", Key: "AM-01", Name: "Yearly"}, Set: set, State: proof.Open, Starts: "2026-11-01", Due: "2026-12-01",
		Parts: []proof.Part{{Site: "s1", Assessor: "Kim"}, {Site: "s2", Subjects: []assess.Subject{zone("z9")}}},
	}
}

func zone(id string) assess.Subject { return assess.Subject{Kind: assess.OfZone, ID: id} }

func answer(r catalog.RequirementID, state assess.State) proof.SheetLine {
	return proof.SheetLine{Requirement: r, Holds: state == assess.Met, Why: state.Word(), Verdict: &assess.Verdict{State: state, Assessor: "Kim"}}
}

func open(r catalog.RequirementID) proof.SheetLine { return proof.SheetLine{Requirement: r} }

func TestAnAssessmentKeepsItsRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*proof.Assessment)
		want   string
	}{
		{"a plain one is right", func(*proof.Assessment) {}, ""},
		{"it names its set", func(a *proof.Assessment) { a.Set = "" }, "/set"},
		{"it has parts", func(a *proof.Assessment) { a.Parts = nil }, "/parts"},
		{"it is not due before it starts", func(a *proof.Assessment) { a.Due = "2026-10-31" }, "/due"},
		{"it is not compared to itself", func(a *proof.Assessment) { a.Before = "am" }, "/before"},
		{"a zone is of a site", func(a *proof.Assessment) { a.Parts[1].Site = "" }, "/parts/1/subjects/0"},
		{"a product is of none", func(a *proof.Assessment) {
			a.Parts[1].Subjects = []assess.Subject{{Kind: assess.OfProduct, ID: "p"}}
		}, "/parts/1/subjects/0"},
		{"a part of no site names its subjects", func(a *proof.Assessment) { a.Parts[1] = proof.Part{} }, "/parts/1/subjects"},
		{"a product is answered in a part of its own", func(a *proof.Assessment) {
			a.Parts = append(a.Parts, proof.Part{Subjects: []assess.Subject{{Kind: assess.OfProduct, ID: "p"}}})
		}, ""},
		{"a subject is answered once", func(a *proof.Assessment) { a.Parts[1].Subjects = append(a.Parts[1].Subjects, zone("z9")) }, "/parts/1/subjects/1"},
		{"a whole site too", func(a *proof.Assessment) { a.Parts = append(a.Parts, proof.Part{Site: "s1"}) }, "/parts/2/site"},
		{"a subject has a kind that can be answered for", func(a *proof.Assessment) { a.Parts[1].Subjects[0].Kind = "pump" }, "/parts/1/subjects/0/kind"},
		{"an assessment of one site has no part of another", func(a *proof.Assessment) { a.Site = "s1" }, "/parts/1/site"},
	} {
		a := campaign()
		c.change(&a)
		got := ""
		if p := proof.CheckAssessment(a); len(p) > 0 {
			got = p[0].Pointer
		}
		if got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestProgressIsCountedForEachPart(t *testing.T) {
	sheets := []proof.Sheet{
		{Part: 0, Site: "s1", Subject: zone("z1"), Key: "Z-01", Lines: []proof.SheetLine{answer("SR 1.1", assess.Met), open("SR 1.2"), open("SR 1.3")}},
		{Part: 1, Site: "s2", Subject: zone("z9"), Key: "Z-09", Lines: []proof.SheetLine{answer("SR 1.1", assess.NotMet)}},
	}
	sheets[0].Lines[0].Verdict.Proofs = []assess.EvidenceID{"e"}
	p := proof.ProgressOf(campaign(), sheets, today)
	if p.Asked != 4 || p.Answered != 2 || p.Done || p.Late || *p.DaysLeft != 7 || !strings.Contains(p.Why, "2 of 4 asked requirements are answered; 7 days are left") {
		t.Errorf("%+v", p)
	}
	want := []proof.PartProgress{
		{Part: 0, Site: "s1", Assessor: "Kim", Asked: 3, Answered: 1, Proven: 1, Subjects: []proof.SubjectProgress{
			{Subject: zone("z1"), Key: "Z-01", Asked: 3, Answered: 1, Next: []catalog.RequirementID{"SR 1.2", "SR 1.3"}}}},
		{Part: 1, Site: "s2", Asked: 1, Answered: 1, Subjects: []proof.SubjectProgress{{Subject: zone("z9"), Key: "Z-09", Asked: 1, Answered: 1}}},
	}
	if diff := cmp.Diff(want, p.Parts); diff != "" {
		t.Error(diff)
	}
	for on, says := range map[plant.Date]string{"2026-12-01": "it is due today", "2026-11-30": "1 day is left", "2026-12-03": "it was due 2 days ago"} {
		if p := proof.ProgressOf(campaign(), sheets, on); !strings.Contains(p.Why, says) || p.Late != (on > "2026-12-01") {
			t.Errorf("on %s: %+v", on, p)
		}
	}
	signed := campaign()
	signed.State = proof.Signed
	if p := proof.ProgressOf(signed, sheets, "2027-01-01"); p.Late || p.DaysLeft != nil {
		t.Error("what is signed is not late any more")
	}
	if p := proof.ProgressOf(campaign(), nil, today); p.Done || !strings.Contains(p.Why, "Nothing is asked") {
		t.Errorf("an assessment that asks nothing is done: %+v", p)
	}
}

func TestAnAssessmentIsGivenIntoReviewWhole(t *testing.T) {
	whole := []proof.Sheet{{Subject: zone("z1"), Lines: []proof.SheetLine{answer("SR 1.1", assess.Met)}}}
	part := []proof.Sheet{{Subject: zone("z1"), Lines: []proof.SheetLine{answer("SR 1.1", assess.Met), open("SR 1.2")}}}
	planned := campaign()
	planned.State = proof.Planned
	for _, c := range []struct {
		name   string
		a      proof.Assessment
		sheets []proof.Sheet
		reason string
		want   string
	}{
		{"when everything is answered", campaign(), whole, "", ""},
		{"not when something is open", campaign(), part, "", "1 of 2 asked requirements have no answer"},
		{"unless a reason is given", campaign(), part, "The cell is shut down until May.", ""},
		{"blanks are no reason", campaign(), part, "  ", "have no answer"},
		{"not when nothing is asked", campaign(), nil, "x", "Nothing is asked"},
		{"not before it was opened", planned, whole, "", "planned"},
	} {
		r := proof.Freeze(c.sheets, c.reason, "eve@x.example", nil, today)
		got := ""
		if p := proof.CheckSubmit(c.a, r); len(p) > 0 {
			got = p[0].Text
		}
		if c.want == "" != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestASecondPersonSigns(t *testing.T) {
	sheets := []proof.Sheet{{Subject: zone("z1"), Lines: []proof.SheetLine{answer("SR 1.1", assess.Met), open("SR 1.2")}}}
	for _, c := range []struct {
		name        string
		email, as   string
		change      func(*proof.Assessment)
		want        string
		accountDone []string
	}{
		{"who had no hand in it may sign", "sue@x.example", "Sue", nil, "", nil},
		{"who gave it into review may not", "Eve@x.example", "Eve", nil, "You gave this assessment into review", nil},
		{"who answered may not, told by name", "kim@x.example", " kim ", nil, "You answered some", nil},
		{"nor told by the account that wrote an answer, under whatever name", "ann@x.example", "Sue", nil, "You answered some", []string{"Ann@x.example"}},
		{"a result that somebody changed is not signed", "sue@x.example", "Sue", func(a *proof.Assessment) { a.Result.Subjects[0].Answers[1].State = assess.Met }, "not what was given into review", nil},
		{"what is not in review is not signed", "sue@x.example", "Sue", func(a *proof.Assessment) { a.State = proof.Open }, "only one in review", nil},
	} {
		a := campaign()
		r := proof.Freeze(sheets, "why", "eve@x.example", c.accountDone, today)
		a.State, a.Result = proof.InReview, &r
		if c.change != nil {
			c.change(&a)
		}
		got := ""
		if p := proof.CheckSign(a, c.email, c.as); len(p) > 0 {
			got = p[0].Text
		}
		if c.want == "" != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTheDigestBindsEverythingInTheResult(t *testing.T) {
	sheets := []proof.Sheet{{Site: "s", Subject: zone("z1"), Key: "Z-01", Lines: []proof.SheetLine{answer("SR 1.1", assess.Met)}}}
	r := proof.Freeze(sheets, "", "eve@x.example", nil, today)
	if r.Digest == "" || r.Digest != r.Sum() || r.Digest != proof.Freeze(sheets, "", "eve@x.example", nil, today).Digest {
		t.Fatalf("the digest is not that of the result: %+v", r)
	}
	for name, change := range map[string]func(*proof.Result){
		"day":      func(r *proof.Result) { r.On = "2026-11-25" },
		"hand":     func(r *proof.Result) { r.By = "x" },
		"answered": func(r *proof.Result) { r.Answered = nil },
		"key":      func(r *proof.Result) { r.Subjects[0].Key = "Z-02" },
		"state":    func(r *proof.Result) { r.Subjects[0].Answers[0].State = assess.NotMet },
		"why":      func(r *proof.Result) { r.Subjects[0].Answers[0].Why = "x" },
	} {
		other := proof.Freeze(sheets, "", "eve@x.example", nil, today)
		change(&other)
		if other.Sum() == r.Digest {
			t.Errorf("the %s is not bound", name)
		}
	}
}

func TestTheStepsOfAnAssessment(t *testing.T) {
	because := &proof.Remark{Reason: "SR 1.2 needs a proof."}
	states := proof.CampaignStates
	allowed := map[[2]proof.CampaignState]bool{
		{proof.Planned, proof.Open}: true, {proof.InReview, proof.Open}: true, {proof.Open, proof.InReview}: true, {proof.InReview, proof.Signed}: true,
		{proof.Planned, proof.GivenUp}: true, {proof.Open, proof.GivenUp}: true, {proof.InReview, proof.GivenUp}: true,
	}
	for _, from := range states {
		for _, to := range states {
			a := campaign()
			a.State = from
			b, p := a.Move(to, because)
			if allowed[[2]proof.CampaignState{from, to}] != (len(p) == 0) {
				t.Errorf("from %s to %s: %v", from, to, p)
			}
			if len(p) == 0 && b.State != to {
				t.Errorf("from %s to %s it is %s", from, to, b.State)
			}
		}
		if a := (proof.Assessment{State: from}); (len(a.Editable()) == 0) != (from == proof.Planned || from == proof.Open) {
			t.Errorf("a plan that is %s can be changed: %v", from, a.Editable())
		}
	}
	a := campaign()
	a.State, a.Result = proof.InReview, &proof.Result{}
	if _, p := a.Move(proof.Open, &proof.Remark{}); len(p) == 0 || p[0].Pointer != "/reason" {
		t.Error("it is returned without a reason")
	}
	b, _ := a.Move(proof.Open, because)
	if b.Result != nil || len(b.Returned) != 1 || len(a.Returned) != 0 {
		t.Errorf("returned: %+v", b)
	}
}

func TestTwoAssessmentsAreCompared(t *testing.T) {
	result := func(on plant.Date, lines ...proof.ResultLine) proof.Result {
		return proof.Result{On: on, Subjects: []proof.SubjectResult{{Subject: zone("z1"), Key: "Z-01", Answers: lines}}}
	}
	line := func(state assess.State, holds bool, maturity int) proof.ResultLine {
		return proof.ResultLine{Requirement: "SR 1.1", State: state, Holds: holds, Maturity: maturity}
	}
	for _, c := range []struct {
		name     string
		was, now []proof.ResultLine
		want     proof.Trend
		why      string
	}{
		{"from not met to met it rose", []proof.ResultLine{line(assess.NotMet, false, 0)}, []proof.ResultLine{line(assess.Met, true, 0)}, proof.Rose, "It was not met and is met."},
		{"from not met to partly it rose too", []proof.ResultLine{line(assess.NotMet, false, 0)}, []proof.ResultLine{line(assess.Partly, false, 0)}, proof.Rose, ""},
		{"a measure that expired made it fall", []proof.ResultLine{line(assess.Compensated, true, 0)}, []proof.ResultLine{line(assess.Compensated, false, 0)}, proof.Fell, "compensated, which does not count"},
		{"an answer that went away fell", []proof.ResultLine{line(assess.Partly, false, 0)}, []proof.ResultLine{line(assess.Unanswered, false, 0)}, proof.Fell, ""},
		{"a higher maturity rose", []proof.ResultLine{line(assess.Met, true, 2)}, []proof.ResultLine{line(assess.Met, true, 3)}, proof.Rose, "maturity level 2 and is met at maturity level 3"},
		{"what was not asked before is new", nil, []proof.ResultLine{line(assess.Met, true, 0)}, proof.Fresh, ""},
		{"what is not asked any more is gone", []proof.ResultLine{line(assess.Met, true, 0)}, nil, proof.Gone, ""},
		{"another way that counts as much is another answer", []proof.ResultLine{line(assess.Met, true, 0)}, []proof.ResultLine{line(assess.Inherited, true, 0)}, proof.Recast, ""},
		{"the same is the same", []proof.ResultLine{line(assess.Met, true, 0)}, []proof.ResultLine{line(assess.Met, true, 0)}, proof.Same, ""},
	} {
		got := proof.CompareResults(result("2025-11-24", c.was...), result(today, c.now...))
		if got.Counts[c.want] != 1 {
			t.Errorf("%s: %+v", c.name, got.Counts)
			continue
		}
		if c.want == proof.Same {
			if len(got.Lines) != 0 {
				t.Errorf("%s: and is listed", c.name)
			}
			continue
		}
		if l := got.Lines[0]; l.Trend != c.want || !strings.Contains(l.Why, c.why) || l.Why == "" {
			t.Errorf("%s: %+v", c.name, l)
		}
	}
}

func TestChangesAfterSigningAreTold(t *testing.T) {
	sheets := func(second assess.State) []proof.Sheet {
		return []proof.Sheet{{Subject: zone("z1"), Key: "Z-01", Lines: []proof.SheetLine{answer("SR 1.1", assess.Met), answer("SR 1.2", second)}}}
	}
	r := proof.Freeze(sheets(assess.Met), "", "", nil, "2026-11-01")
	if since := proof.Since(r, sheets(assess.Met)); len(since) != 0 {
		t.Errorf("nothing changed: %+v", since)
	}
	since := proof.Since(r, sheets(assess.Partly))
	if len(since) != 1 || since[0].Trend != proof.Fell || since[0].Requirement != "SR 1.2" {
		t.Errorf("%+v", since)
	}
	for n, want := range []string{"as they were given into review", "1 answer changed", "2 answers changed"} {
		if got := proof.SinceWord(n, "2026-11-01"); !strings.Contains(got, want) {
			t.Errorf("%d: %s", n, got)
		}
	}
}
