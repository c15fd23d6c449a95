package csms

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// campaign is a plant whose cell is asked SL 1, and an open assessment of it.
// Ada answers, and Sue may sign.
type campaign struct {
	*works
	sue access.Principal
	a   proof.Assessment
}

const suePassword = "six yellow drums turn"

func newCampaign(t testing.TB) *campaign {
	t.Helper()
	c := &campaign{works: worksIn(t, newOffice(t))}
	z := c.cell
	z.Target = &plant.Target{Vector: sl.Uniform(1), Method: "A", Approver: "Ada"}
	var err error
	if c.cell, _, err = c.ChangeZone(t.Context(), c.ada, c.site, z); err != nil {
		t.Fatal(err)
	}
	if _, err = c.AddUser(t.Context(), c.ada, access.User{Email: "sue@example.com", Name: "Sue", Grants: []access.Grant{{Role: access.Assessor}}}, suePassword); err != nil {
		t.Fatal(err)
	}
	c.sue = c.signIn(t, "sue@example.com", suePassword).Principal
	c.a = c.plan(t, proof.Assessment{Head: supply.Head{Name: "Yearly"}, Set: c.set.ID, Parts: []proof.Part{{Site: c.site, Assessor: "Ada"}}})
	if c.a, _, err = c.StartAssessment(t.Context(), c.ada, c.a.ID, c.a.Version); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *campaign) plan(t testing.TB, a proof.Assessment) proof.Assessment {
	t.Helper()
	a, _, err := c.Assessments().Add(t.Context(), c.ada, a)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// answerAll answers everything that is asked of the cell.
func (c *campaign) answerAll(t testing.TB, state assess.State) {
	t.Helper()
	var asked []catalog.RequirementID
	for _, r := range c.set.Requirements {
		if r.From == 1 {
			asked = append(asked, r.ID)
		}
	}
	if _, err := c.SetVerdicts(t.Context(), c.ada, c.site, VerdictInput{
		Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(c.cell.ID)}}, Requirements: asked, Answer: assess.Verdict{State: state},
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAnAssessmentIsAnsweredReviewedAndSignedByASecondPerson(t *testing.T) {
	c := newCampaign(t)
	p, err := c.AssessmentProgress(t.Context(), c.ada, c.a.ID)
	if err != nil || p.Progress.Asked == 0 || p.Progress.Answered != 0 || len(p.Progress.Parts[0].Subjects) != 1 {
		t.Fatalf("%+v %v", p, err)
	}
	_, _, err = c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	refused(t, "nothing is answered", err, Invalid, "")
	_, _, err = c.SignAssessment(t.Context(), c.sue, c.a.ID, 0, suePassword)
	refused(t, "what is not in review is signed", err, Conflict, "assessment-state")

	c.answerAll(t, assess.Met)
	a, entry, err := c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	if err != nil || entry == 0 || a.State != proof.InReview || a.Result == nil || a.Result.By != adaEmail || !slices.Contains(a.Result.Answered, adaEmail) {
		t.Fatalf("%+v %v", a, err)
	}
	_, _, err = c.SignAssessment(t.Context(), c.ada, a.ID, 0, adaPassword)
	refused(t, "who gave it into review signs", err, Conflict, "second-person")
	_, _, err = c.SignAssessment(t.Context(), c.sue, a.ID, 0, "wrong")
	refused(t, "a wrong password", err, Invalid, "")
	_, _, err = c.SignAssessment(t.Context(), c.sue, a.ID, a.Version+1, suePassword)
	refused(t, "another version than was looked at", err, Conflict, "stale")
	mine, err := c.MyAssessments(t.Context(), c.sue)
	if err != nil || len(mine) != 1 || mine[0].Waits != "signature" || mine[0].Assessment.Result != nil {
		t.Errorf("what waits for Sue: %+v %v", mine, err)
	}
	changed := a
	changed.Name = "Other"
	_, _, err = c.Assessments().Change(t.Context(), c.ada, changed)
	refused(t, "what is in review is changed", err, Conflict, "signed")

	back, _, err := c.ReturnAssessment(t.Context(), c.sue, a.ID, a.Version, "SR 1.1 needs a proof.")
	if err != nil || back.State != proof.Open || back.Result != nil || len(back.Returned) != 1 || back.Returned[0].By != "sue@example.com" {
		t.Fatalf("%+v %v", back, err)
	}
	if a, _, err = c.SubmitAssessment(t.Context(), c.ada, c.a.ID, back.Version, ""); err != nil {
		t.Fatal(err)
	}
	signed, _, err := c.SignAssessment(t.Context(), c.sue, a.ID, a.Version, suePassword)
	if err != nil || signed.State != proof.Signed || signed.Review.By != "sue@example.com" || signed.Review.Digest != signed.Result.Sum() {
		t.Fatalf("%+v %v", signed, err)
	}
	stored, err := c.Assessments().One(t.Context(), c.ada, string(a.ID))
	if err != nil || stored.Result.Digest != stored.Result.Sum() || stored.Review == nil {
		t.Errorf("what is stored does not bear its digest out: %v", err)
	}
	for name, step := range map[string]func() error{
		"signed again": func() error { _, _, err := c.SignAssessment(t.Context(), c.sue, a.ID, 0, suePassword); return err },
		"returned":     func() error { _, _, err := c.ReturnAssessment(t.Context(), c.sue, a.ID, 0, "x"); return err },
		"cancelled":    func() error { _, _, err := c.CancelAssessment(t.Context(), c.ada, a.ID, 0, "x"); return err },
		"started":      func() error { _, _, err := c.StartAssessment(t.Context(), c.ada, a.ID, 0); return err },
	} {
		refused(t, "a signed one is "+name, step(), Conflict, "assessment-state")
	}
	_, err = c.Assessments().Delete(t.Context(), c.ada, string(a.ID), signed.Version, false)
	refused(t, "a signed one is deleted", err, Conflict, "signed")

	c.met(t, "SR 1.1") // the same answer again
	c.answerWith(t, "SR 1.3", assess.NotMet)
	p, err = c.AssessmentProgress(t.Context(), c.ada, a.ID)
	if err != nil || p.Since == nil || p.Since.Changed != 1 || !strings.Contains(p.Since.Why, "1 answer changed since it was given into review") || p.Since.Lines[0].Trend != proof.Fell {
		t.Errorf("%+v %v", p.Since, err)
	}

	next := c.plan(t, proof.Assessment{Head: supply.Head{Name: "Next"}, Set: c.set.ID, Before: a.ID, Parts: c.a.Parts})
	compared, err := c.CompareAssessment(t.Context(), c.ada, next.ID, "")
	if err != nil || compared.Counts[proof.Fell] != 1 || compared.Counts[proof.Rose] != 0 || len(compared.Lines) != 1 {
		t.Errorf("%+v %v", compared.Counts, err)
	}
	_, err = c.CompareAssessment(t.Context(), c.ada, a.ID, "")
	refused(t, "one that names none before it", err, Conflict, "no-before")
}

func (c *campaign) answerWith(t testing.TB, requirement catalog.RequirementID, state assess.State) {
	t.Helper()
	_, err := c.SetVerdicts(t.Context(), c.ada, c.site, VerdictInput{
		Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(c.cell.ID)}}, Requirements: []catalog.RequirementID{requirement}, Answer: assess.Verdict{State: state},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoAnsweredUnderAnotherNameMayNotSign(t *testing.T) {
	c := newCampaign(t)
	c.answerAll(t, assess.Met)
	_, err := c.SetVerdicts(t.Context(), c.sue, c.site, VerdictInput{
		Subjects:     []assess.Subject{{Kind: assess.OfZone, ID: string(c.cell.ID)}},
		Requirements: []catalog.RequirementID{"SR 1.1"}, Answer: assess.Verdict{State: assess.NotMet, Assessor: "Somebody else"},
	})
	if err != nil {
		t.Fatal(err)
	}
	a, _, err := c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = c.SignAssessment(t.Context(), c.sue, a.ID, 0, suePassword)
	refused(t, "the account that wrote an answer signs", err, Conflict, "second-person")
	if p, err := c.AssessmentProgress(t.Context(), c.sue, a.ID); err != nil || p.MaySign || p.WhyNot == "" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestWhatIsAskedFollowsFromTheSet(t *testing.T) {
	c := newCampaign(t)
	product, _, err := c.Products().Add(t.Context(), c.ada, supply.Product{Head: supply.Head{Name: "S7"}, Vendor: "Siemens", Model: "S7-1500", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	if err != nil {
		t.Fatal(err)
	}
	component := catalog.ComponentSet()
	for _, tc := range []struct {
		name     string
		set      catalog.SetID
		part     proof.Part
		subjects int
		asked    int
	}{
		{"a whole site by level is what has a target", c.set.ID, proof.Part{Site: c.site}, 1, 0},
		{"a zone that is named and has no target is asked everything", c.set.ID, proof.Part{Site: c.site, Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(c.safe.ID)}}}, 1, len(c.set.Requirements)},
		{"the site itself too", c.set.ID, proof.Part{Site: c.site, Subjects: []assess.Subject{{Kind: assess.OfSite, ID: string(c.site)}}}, 1, len(c.set.Requirements)},
		{"a program is asked of the site", catalog.ProgramRequirements, proof.Part{Site: c.site}, 1, 0},
		{"components are asked of each asset", catalog.ComponentRequirements, proof.Part{Site: c.site}, 4, 0},
		{"a product is asked what its types are", catalog.ComponentRequirements, proof.Part{Subjects: []assess.Subject{{Kind: assess.OfProduct, ID: string(product.ID)}}}, 1, len(component.For(product.Types))},
	} {
		a := c.plan(t, proof.Assessment{Head: supply.Head{Name: tc.name}, Set: tc.set, Parts: []proof.Part{tc.part}})
		p, err := c.AssessmentProgress(t.Context(), c.ada, a.ID)
		if err != nil {
			t.Fatal(tc.name, err)
		}
		if n := len(p.Progress.Parts[0].Subjects); n != tc.subjects || tc.asked > 0 && p.Progress.Asked != tc.asked || p.Progress.Asked == 0 {
			t.Errorf("%s: %d subjects are asked %d", tc.name, n, p.Progress.Asked)
		}
	}
	_, _, err = c.Assessments().Add(t.Context(), c.ada, proof.Assessment{Head: supply.Head{Name: "x"}, Set: component.ID, Parts: []proof.Part{{Site: c.site, Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(c.cell.ID)}}}}})
	refused(t, "components are asked of a zone", err, Invalid, "")
}

func TestWhoSeesOneSiteSeesThatPartOnly(t *testing.T) {
	c := newCampaign(t)
	other := c.addSite(t, c.ada, "OTHER")
	z, _, err := c.AddZone(t.Context(), c.ada, other.ID, plant.Zone{Key: "Z-77", Name: "Far", Kind: plant.ZoneControl, Target: &plant.Target{Vector: sl.Uniform(1), Method: "A", Approver: "Ada"}})
	if err != nil {
		t.Fatal(err)
	}
	a := c.plan(t, proof.Assessment{Head: supply.Head{Name: "Both"}, Set: c.set.ID, Parts: []proof.Part{{Site: c.site}, {Site: other.ID}}})
	if a, _, err = c.StartAssessment(t.Context(), c.ada, a.ID, 0); err != nil {
		t.Fatal(err)
	}
	if a, _, err = c.SubmitAssessment(t.Context(), c.ada, a.ID, 0, "Only a trial."); err != nil {
		t.Fatal(err)
	}
	eve := c.user(access.Assessor, access.Grant{})
	x, err := c.Assessments().One(t.Context(), eve, string(a.ID))
	if err != nil || len(x.Result.Subjects) != 1 || x.Result.Digest != "" {
		t.Errorf("%+v %v", x.Result, err)
	}
	p, err := c.AssessmentProgress(t.Context(), eve, a.ID)
	if err != nil || len(p.Progress.Parts[1].Subjects) != 0 || p.Progress.Parts[1].Asked == 0 || len(p.Progress.Parts[0].Subjects) != 1 || p.MaySign {
		t.Errorf("%+v %v", p, err)
	}
	if all, err := c.Assessments().One(t.Context(), c.ada, string(a.ID)); err != nil || len(all.Result.Subjects) != 2 || all.Result.Digest == "" {
		t.Errorf("%+v %v", all.Result, err)
	}
	var b bytes.Buffer
	if err := c.WriteQuestionnaire(t.Context(), eve, a.ID, nil, &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if diff := cmp.Diff([]string{"Read me", "Z-01"}, f.GetSheetList()); diff != "" {
		t.Errorf("with zone %s of another site: %s", z.Key, diff)
	}
}

func TestAQuestionnaireComesBackAndIsAppliedInOneAct(t *testing.T) {
	c := newCampaign(t)
	c.met(t, "SR 1.1")
	var b bytes.Buffer
	if err := c.WriteQuestionnaire(t.Context(), c.ada, c.a.ID, nil, &b); err != nil {
		t.Fatal(err)
	}
	fill := func(cells map[string]string) []byte {
		t.Helper()
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for cell, text := range cells {
			if err := f.SetCellStr("Z-01", cell, text); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	read := func(in QuestionnaireInput) (QuestionnaireResult, error) {
		t.Helper()
		in.Name = "answers.xlsx"
		return c.ReadQuestionnaire(t.Context(), c.ada, c.a.ID, in)
	}
	same, err := read(QuestionnaireInput{Data: b.Bytes(), Apply: true})
	if err != nil || same.Applied != 0 || same.Counts.Change != 0 || same.Counts.Same == 0 {
		t.Fatalf("an untouched file: %+v %v", same, err)
	}
	data := fill(map[string]string{"G5": "not met", "G6": "met", "G7": "partly met", "G8": "met"})
	preview, err := read(QuestionnaireInput{Data: data})
	if err != nil || preview.Counts.Change != 3 || preview.Counts.Refuse != 1 || preview.Rows[2].Cell != "H7" || len(preview.Entries) != 0 {
		t.Fatalf("%+v %v", preview, err)
	}
	_, err = read(QuestionnaireInput{Data: data, Apply: true, Hash: preview.Hash})
	refused(t, "refused rows", err, Conflict, "refused-rows")
	_, err = read(QuestionnaireInput{Data: data, Apply: true, Hash: "another", WithoutRefused: true})
	refused(t, "another preview", err, Conflict, "stale")
	done, err := read(QuestionnaireInput{Data: data, Apply: true, Hash: preview.Hash, WithoutRefused: true, Note: "From the site visit"})
	if err != nil || done.Applied != 3 || len(done.Entries) != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	history, err := c.History(t.Context(), c.ada, c.site, HistoryFilter{Verb: "assessment.answer"}, "", 10)
	if err != nil || len(history.Items) != 1 || history.Items[0].Subject != c.a.Key {
		t.Errorf("%+v %v", history.Items, err)
	}
	answers, _, err := c.Requirements(t.Context(), c.ada, c.site, assess.Subject{Kind: assess.OfZone, ID: string(c.cell.ID)})
	if err != nil || answers[0].Verdict.State != assess.NotMet || answers[0].Verdict.Assessor != "Ada" {
		t.Errorf("%+v %v", answers[0].Verdict, err)
	}
	// The same file again says what the program says by now, but for a new word.
	late, err := read(QuestionnaireInput{Data: fill(map[string]string{"G5": "met", "K5": "Looked again", "G6": "met", "G8": "met"})})
	if err != nil || late.Counts.Conflict != 1 || late.Counts.Change != 0 {
		t.Fatalf("%+v %v", late, err)
	}
	forced, err := read(QuestionnaireInput{Data: fill(map[string]string{"G5": "met", "K5": "Looked again"}), Apply: true})
	if err != nil || forced.Applied != 0 {
		t.Errorf("a conflict is applied unasked: %+v %v", forced, err)
	}
	forced, err = read(QuestionnaireInput{Data: fill(map[string]string{"G5": "met", "K5": "Looked again"}), Apply: true, TakeConflicts: true})
	if err != nil || forced.Applied != 1 {
		t.Errorf("%+v %v", forced, err)
	}
	_, err = c.ReadQuestionnaire(t.Context(), c.user(access.Engineer, access.Grant{}), c.a.ID, QuestionnaireInput{Data: fill(map[string]string{"G9": "met"}), Apply: true})
	refused(t, "an engineer does not answer", err, Denied, "")
	if _, err = read(QuestionnaireInput{Data: []byte("PK nonsense")}); KindOf(err) != Invalid {
		t.Errorf("a file that is none: %v", err)
	}
	if _, _, err := c.CancelAssessment(t.Context(), c.ada, c.a.ID, 0, "The plant closes."); err != nil {
		t.Fatal(err)
	}
	_, err = read(QuestionnaireInput{Data: fill(map[string]string{"G9": "met"}), Apply: true})
	refused(t, "an assessment that was given up", err, Conflict, "assessment-state")
}
