package csms

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// as is somebody else with a role at the site.
func (l *library) as(role access.Role) access.Principal {
	who := l.user(role, access.Grant{})
	who.Email = benEmail
	return who
}

func (l *library) secret(t *testing.T) proof.Evidence {
	t.Helper()
	return shelve(t, l.works, l.Evidence(), proof.Evidence{
		Head: supply.Head{Site: l.site, Name: "Plan of the vault"}, Kind: proof.Works, Confidentiality: "secret", Zones: []plant.ZoneID{l.safe.ID}, Products: []supply.ID{l.product.ID},
	})
}

func TestSecretEvidenceShowsInNothingThatItRefersTo(t *testing.T) {
	l := newLibrary(t)
	secret := l.secret(t)
	for _, who := range []access.Principal{l.as(access.Viewer), l.as(access.Assessor)} {
		of, err := l.References(t.Context(), who, l.site, "zone", string(l.safe.ID))
		if err != nil || slices.ContainsFunc(of, func(r Reference) bool { return r.ID == string(secret.ID) }) {
			t.Errorf("%s, of the zone: %+v %v", who.Grants[0].Role, of, err)
		}
		of, err = l.Products().References(t.Context(), who, string(l.product.ID))
		if err != nil || slices.ContainsFunc(of, func(r Reference) bool { return r.ID == string(secret.ID) }) {
			t.Errorf("%s, of the product: %+v %v", who.Grants[0].Role, of, err)
		}
	}
	of, err := l.Products().References(t.Context(), l.ada, string(l.product.ID))
	if err != nil || !slices.ContainsFunc(of, func(r Reference) bool { return r.ID == string(secret.ID) }) {
		t.Errorf("Ada is not told of it: %+v %v", of, err)
	}
	assessor := l.as(access.Assessor)
	assessor.Grants[0].Site = ""
	_, err = l.Products().Delete(t.Context(), assessor, string(l.product.ID), l.product.Version, false)
	used, ok := errors.AsType[*InUse](err)
	if !ok || slices.ContainsFunc(used.By, func(r Reference) bool { return r.ID == string(secret.ID) }) {
		t.Errorf("what stands in the way: %+v %v", used, err)
	}
}

func TestALibraryDocumentDoesNotOverwriteClosedEvidence(t *testing.T) {
	l := newLibrary(t)
	secret := l.secret(t)
	assessor := l.as(access.Assessor)
	assessor.Grants[0].Site = ""
	d := proof.Document{Format: proof.DocumentFormat, Evidence: []proof.DocEvidence{{Evidence: proof.Evidence{Head: supply.Head{Key: secret.Key, Name: "Mine"}, Kind: proof.Works, Confidentiality: "internal"}}}}
	_, err := l.ApplyLibrary(t.Context(), assessor, LibraryInput{Document: d})
	refused(t, "the key of a closed evidence", err, Conflict, "")
	if err != nil && !strings.Contains(err.Error(), "There is already a piece of evidence with the key") {
		t.Error(err)
	}
	after, err := l.Evidence().One(t.Context(), l.ada, string(secret.ID))
	if err != nil || after.Name != secret.Name || after.Version != secret.Version {
		t.Errorf("it is now %+v %v", after, err)
	}
}

func TestAnsweringAnewKeepsTheProofsThatAreNotNamed(t *testing.T) {
	l := newLibrary(t)
	secret, assessor := l.secret(t), l.as(access.Assessor)
	zone := assess.Subject{Kind: assess.OfZone, ID: string(l.cell.ID)}
	open, closed := assess.EvidenceID(l.evidence.ID), assess.EvidenceID(secret.ID)
	give := func(who access.Principal, v assess.Verdict) error {
		_, err := l.SetVerdicts(t.Context(), who, l.site, VerdictInput{Subjects: []assess.Subject{zone}, Requirements: []catalog.RequirementID{"SR 1.1", "SR 1.2"}, Answer: v})
		return err
	}
	rests := func(what string, who access.Principal, hidden int, want ...assess.EvidenceID) {
		t.Helper()
		answers, _, err := l.Requirements(t.Context(), who, l.site, zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range answers {
			if a.Verdict != nil && (!slices.Equal(a.Verdict.Proofs, want) || a.Verdict.HiddenProofs != hidden) {
				t.Errorf("%s: %s rests on %v and %d hidden ones, want %v and %d", what, a.Requirement.ID, a.Verdict.Proofs, a.Verdict.HiddenProofs, want, hidden)
			}
		}
	}
	if err := give(l.ada, assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{open, closed}}); err != nil {
		t.Fatal(err)
	}
	rests("to an assessor the secret one is a number", assessor, 1, open)
	rests("to an integrator both are", l.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{l.cell.ID}}), 2)
	if err := give(assessor, assess.Verdict{State: assess.Met, Note: "Seen again."}); err != nil {
		t.Fatal(err)
	}
	rests("no list leaves all", l.ada, 0, open, closed)
	if err := give(assessor, assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{}}); err != nil {
		t.Fatal(err)
	}
	rests("an empty list takes what the assessor knows of", l.ada, 0, closed)
	if err := give(assessor, assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{closed}}); !slices.Contains(fieldsOf(err), "/proofs/0") {
		t.Errorf("an assessor names a secret evidence: %v", err)
	}
	shared := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Name: "Audit"}, Kind: proof.Works, Confidentiality: "secret"})
	l.claim(t, assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{assess.EvidenceID(shared.ID)}}, "CR 1.1")
	l.claim(t, assess.Verdict{State: assess.Met, Note: "Again."}, "CR 1.1")
	if c := l.claims(t); len(c) != 1 || len(c[0].Proofs) != 1 || c[0].Note != "Again." {
		t.Errorf("the claim is %+v", c)
	}
	seen, err := l.Claims(t.Context(), assessor, assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}, "")
	if err != nil || len(seen) != 1 || len(seen[0].Proofs) != 0 || seen[0].HiddenProofs != 1 {
		t.Errorf("the assessor reads %+v %v", seen, err)
	}
}

func TestAnEssentialFunctionThatAnAnswerNamesStays(t *testing.T) {
	l := newLibrary(t)
	f := shelveFunction(t, l)
	zone := assess.Subject{Kind: assess.OfZone, ID: string(l.cell.ID)}
	in := VerdictInput{Subjects: []assess.Subject{zone}, Requirements: []catalog.RequirementID{"SR 1.3"}, Answer: assess.Verdict{
		State: assess.NotApplied, Reason: "Locks the operator out", Function: f.Key, Compensating: "Guard at the desk", Expires: "2027-01-01", Approver: "Ada",
	}}
	if _, err := l.SetVerdicts(t.Context(), l.ada, l.site, in); err != nil {
		t.Fatal(err)
	}
	_, err := l.Functions().Delete(t.Context(), l.ada, l.site, f.ID, f.Version)
	refused(t, "deleting it", err, Conflict, "in-use")
	if err != nil && !strings.Contains(err.Error(), "SR 1.3") {
		t.Error(err)
	}
	other := f
	other.Key = "F-77"
	_, _, err = l.Functions().Change(t.Context(), l.ada, l.site, other)
	refused(t, "another key", err, Conflict, "in-use")
	in.Clear = true
	if _, err := l.SetVerdicts(t.Context(), l.ada, l.site, in); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Functions().Change(t.Context(), l.ada, l.site, other); err != nil {
		t.Error(err)
	}
}

func TestTheRevisionOfAFileIsGivenOutOnce(t *testing.T) {
	w := newWorks(t)
	e := w.upload(t, w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site}}), "a.txt", "first")
	_, entry, err := w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: "b.txt"}, strings.NewReader("second"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context(), w.ada, w.site, entry); err != nil {
		t.Fatal(err)
	}
	if e = w.upload(t, e, "b.txt", "third"); len(e.Files) != 2 || e.Files[1].Revision != 3 {
		t.Errorf("the files are %+v", e.Files)
	}
}

func TestTheProgramMakesAnEvidenceOnce(t *testing.T) {
	w := newWorks(t)
	in := NewMade{Rule: proof.RestoreTested, Site: w.site}
	e, _, err := w.MakeEvidence(t.Context(), w.ada, in)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = w.MakeEvidence(t.Context(), w.ada, in)
	refused(t, "a twin", err, Conflict, "made-already")
	if err != nil && !strings.Contains(err.Error(), e.Key) {
		t.Error(err)
	}
}

func TestWhoAnsweredWhatAnAnswerRestsOnDoesNotSign(t *testing.T) {
	c := newCampaign(t)
	c.answerAll(t, assess.Met)
	site := assess.Subject{Kind: assess.OfSite}
	if _, err := c.SetVerdicts(t.Context(), c.sue, c.site, VerdictInput{Subjects: []assess.Subject{site}, Requirements: []catalog.RequirementID{"SR 1.1"}, Answer: assess.Verdict{State: assess.Met}}); err != nil {
		t.Fatal(err)
	}
	from := assess.Subject{Kind: assess.OfSite, ID: string(c.site)}
	cell := assess.Subject{Kind: assess.OfZone, ID: string(c.cell.ID)}
	if _, err := c.SetVerdicts(t.Context(), c.ada, c.site, VerdictInput{Subjects: []assess.Subject{cell}, Requirements: []catalog.RequirementID{"SR 1.1"}, Answer: assess.Verdict{State: assess.Inherited, From: &from}}); err != nil {
		t.Fatal(err)
	}
	a, _, err := c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	if err != nil || !slices.Contains(a.Result.Answered, "sue@example.com") {
		t.Fatalf("%+v %v", a.Result.Answered, err)
	}
	_, _, err = c.SignAssessment(t.Context(), c.sue, a.ID, 0, suePassword)
	refused(t, "Sue, who answered for the site, signs", err, Conflict, "second-person")
}

func TestWhoAnsweredForAComponentDoesNotSignItsZone(t *testing.T) {
	c := newCampaign(t)
	c.answerAll(t, assess.Met)
	cell, plc := assess.Subject{Kind: assess.OfZone, ID: string(c.cell.ID)}, assess.Subject{Kind: assess.OfAsset, ID: string(c.assets["PLC-101"].ID)}
	if _, err := c.SetVerdicts(t.Context(), c.sue, c.site, VerdictInput{Subjects: []assess.Subject{plc}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1"}, Answer: assess.Verdict{State: assess.Met}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.SetVerdicts(t.Context(), c.ada, c.site, VerdictInput{Subjects: []assess.Subject{cell}, Requirements: []catalog.RequirementID{"SR 1.1"}, Answer: assess.Verdict{State: assess.ByComponents}}); err != nil {
		t.Fatal(err)
	}
	a, _, err := c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	if err != nil || !slices.Contains(a.Result.Answered, "sue@example.com") {
		t.Errorf("%+v %v", a.Result, err)
	}
}

func TestTheRemarkOfAReviewerIsNotUndone(t *testing.T) {
	c := newCampaign(t)
	c.answerAll(t, assess.Met)
	a, _, err := c.SubmitAssessment(t.Context(), c.ada, c.a.ID, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	_, entry, err := c.ReturnAssessment(t.Context(), c.sue, a.ID, a.Version, "SR 1.1 needs a proof.")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Undo(t.Context(), c.ada, "", entry)
	refused(t, "undoing the return", err, Conflict, "signed")
	back, err := c.Assessments().One(t.Context(), c.ada, string(a.ID))
	if err != nil || back.State != proof.Open || len(back.Returned) != 1 {
		t.Errorf("%+v %v", back, err)
	}
}
