package csms

import (
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// verdicts are the answers of a subject by requirement.
func (f *twoZones) verdicts(t *testing.T, of assess.Subject) map[catalog.RequirementID]assess.Verdict {
	t.Helper()
	answers, _, err := f.Requirements(t.Context(), f.ada, f.site.ID, of)
	if err != nil {
		t.Fatal(err)
	}
	found := map[catalog.RequirementID]assess.Verdict{}
	for _, a := range answers {
		if a.Verdict != nil {
			found[a.Requirement.ID] = *a.Verdict
		}
	}
	return found
}

func (f *twoZones) copied(t *testing.T, who access.Principal, in CopyInput) Copied {
	t.Helper()
	done, err := f.CopyVerdicts(t.Context(), who, f.site.ID, in)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestCopyingGivesTheAnswersOfOneZoneForOthersInOneEntry(t *testing.T) {
	f := newTwoZones(t)
	control, super := f.zone(f.control), f.zone(f.super)
	conduit := assess.Subject{Kind: assess.OfConduit, ID: string(f.conduit.ID)}
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Met, Assessor: "Mara", AssessedOn: "2026-01-02", Evidence: []string{"photo 7"}}, "SR 1.1")
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Partly, Reason: "Two of five."}, "SR 1.2")
	f.answer(t, f.ada, super, assess.Verdict{State: assess.NotMet}, "SR 1.1")

	done := f.copied(t, f.ada, CopyInput{From: control, To: []assess.Subject{super, conduit, super}})
	if done.Changed != 3 || done.Entry == 0 || done.Skipped != 0 || len(done.Posture) != 2 {
		t.Errorf("copying two answers to two subjects, one of which has one: %+v", done)
	}
	if got := f.verdicts(t, super)["SR 1.1"]; got.State != assess.NotMet {
		t.Errorf("the answer that was there is %s now", got.State)
	}
	if got := f.verdicts(t, conduit)["SR 1.2"]; got.State != assess.Partly || got.Reason != "Two of five." {
		t.Errorf("the copy is %+v", got)
	}
	got := f.verdicts(t, conduit)["SR 1.1"]
	if got.Assessor != f.ada.Name || got.AssessedOn != plant.DateOf(f.clock.now()) || len(got.Evidence) != 1 {
		t.Errorf("whoever copies must answer for it, with the same evidence: %+v", got)
	}
	if again := f.copied(t, f.ada, CopyInput{From: control, To: []assess.Subject{conduit}, Overwrite: true}); again.Changed != 0 || again.Entry != 0 {
		t.Errorf("to copy the same again changed %d and left entry %d", again.Changed, again.Entry)
	}

	over := f.copied(t, f.ada, CopyInput{From: control, To: []assess.Subject{super}, Requirements: []catalog.RequirementID{"SR 1.1", "SR 1.3"}, Overwrite: true})
	if got := f.verdicts(t, super); over.Changed != 1 || got["SR 1.1"].State != assess.Met || len(got) != 2 {
		t.Errorf("overwriting one of two named, the other unanswered: changed %d, answers %v", over.Changed, got)
	}
	if _, err := f.Undo(t.Context(), f.ada, f.site.ID, over.Entry); err != nil {
		t.Fatal(err)
	}
	if got := f.verdicts(t, super)["SR 1.1"]; got.State != assess.NotMet {
		t.Errorf("after the undo it is %s", got.State)
	}
}

func TestAnAnswerThatDoesNotHoldElsewhereIsLeftOutWithItsReason(t *testing.T) {
	f := newTwoZones(t)
	control, super := f.zone(f.control), f.zone(f.super)
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Inherited, From: &super}, "SR 1.1")
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Compensated, Compensating: "Locked cabinet", Expires: plant.DateOf(f.clock.now().Add(48 * time.Hour))}, "SR 1.2")
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Met}, "SR 1.3")
	f.clock.pass(72 * time.Hour)
	done := f.copied(t, f.ada, CopyInput{From: control, To: []assess.Subject{super}})
	if done.Changed != 1 || done.Skipped != 2 || len(done.NotCopied) != 2 {
		t.Fatalf("one of three holds: %+v", done)
	}
	for i, want := range []string{"itself", "expired"} {
		if got := done.NotCopied[i]; got.Subject != super || !strings.Contains(got.Reason, want) {
			t.Errorf("%s was left out as %q, want something of %q", got.Requirement, got.Reason, want)
		}
	}
}

func TestCopyingNeedsASourceAndTargets(t *testing.T) {
	f := newTwoZones(t)
	control, super := f.zone(f.control), f.zone(f.super)
	none := assess.Subject{Kind: assess.OfZone, ID: "00000000-0000-7000-8000-000000000000"}
	for _, tt := range []struct {
		name string
		in   CopyInput
		want Kind
	}{
		{"nothing to copy to", CopyInput{From: control}, Invalid},
		{"onto itself", CopyInput{From: control, To: []assess.Subject{super, control}}, Invalid},
		{"an unknown requirement", CopyInput{From: control, To: []assess.Subject{super}, Requirements: []catalog.RequirementID{"SR 9.9"}}, Invalid},
		{"from a zone that is not there", CopyInput{From: none, To: []assess.Subject{super}}, NotFound},
		{"to a zone that is not there", CopyInput{From: control, To: []assess.Subject{none}}, NotFound},
	} {
		if _, err := f.CopyVerdicts(t.Context(), f.ada, f.site.ID, tt.in); KindOf(err) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestCopyingStaysWithinOnesPart(t *testing.T) {
	f := newTwoZones(t)
	control, super := f.zone(f.control), f.zone(f.super)
	user := f.hire(t, access.Grant{Role: access.Integrator, Site: f.site.ID, Zones: []plant.ZoneID{f.control.ID}})
	integrator := access.Principal{User: user.ID, Name: user.Name, Org: f.ada.Org, Grants: user.Grants}
	f.answer(t, f.ada, super, assess.Verdict{State: assess.Met}, "SR 1.1")
	site := assess.Subject{Kind: assess.OfSite}
	f.answer(t, f.ada, site, assess.Verdict{State: assess.Met}, "SR 1.2")
	f.answer(t, f.ada, site, assess.Verdict{State: assess.Inherited, From: &super}, "SR 1.3")

	if done := f.copied(t, integrator, CopyInput{From: site, To: []assess.Subject{control}}); done.Changed != 1 || done.Skipped != 1 {
		t.Errorf("the services of the site are for all to copy, but not what rests on another zone: %+v", done)
	}
	for _, in := range []CopyInput{
		{From: super, To: []assess.Subject{control}},
		{From: control, To: []assess.Subject{super}},
	} {
		if _, err := f.CopyVerdicts(t.Context(), integrator, f.site.ID, in); KindOf(err) != NotFound {
			t.Errorf("from %v to %v, one of them beyond the part: %v", in.From, in.To, err)
		}
	}
	reader := integrator
	reader.Grants = append([]access.Grant{{Role: access.Viewer, Site: f.site.ID}}, integrator.Grants...)
	if done := f.copied(t, reader, CopyInput{From: super, To: []assess.Subject{control}}); done.Changed != 1 {
		t.Errorf("whoever reads all may copy into the own part: %+v", done)
	}
	if _, err := f.CopyVerdicts(t.Context(), reader, f.site.ID, CopyInput{From: control, To: []assess.Subject{super}}); KindOf(err) != NotFound {
		t.Errorf("and not out of it: %v", err)
	}
}
