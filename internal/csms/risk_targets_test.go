package csms

import (
	"fmt"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// ratedSite is the site of two zones with criteria in force and a scenario in
// its control zone whose consequence level is 4.
type ratedSite struct {
	*twoZones
	scenario risk.Scenario
}

func newRatedSite(t testing.TB) *ratedSite {
	t.Helper()
	f := &ratedSite{twoZones: newTwoZones(t)}
	criteria, _, err := f.Criteria().Add(t.Context(), f.ada, f.site.ID, risk.Presets()[0])
	if err != nil {
		t.Fatal(err)
	}
	// Acceptance needs somebody who may accept, which is not asked here.
	for i := range criteria.Authorities {
		criteria.Authorities[i].Holders = []string{adaEmail}
	}
	if criteria, _, err = f.Criteria().Change(t.Context(), f.ada, f.site.ID, criteria); err != nil {
		t.Fatal(err)
	}
	if _, _, err = f.SignCriteria(t.Context(), f.ada, f.site.ID, criteria.ID, criteria.Version, adaPassword); err != nil {
		t.Fatal(err)
	}
	f.scenario, _, err = f.Scenarios().Add(t.Context(), f.ada, f.site.ID, risk.Scenario{
		Head: risk.Head{Name: "Overfill"}, Zone: f.control.ID, Cause: "Command from outside", CauseKind: "cyber", CauseHackable: true,
		Mechanism: "manipulation-of-control", Likelihood: 3, Techniques: []string{"T0855"}, Release: "18.1",
		Ratings: risk.Ratings{risk.Safety: 4, risk.Environmental: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *ratedSite) decide(t *testing.T, who access.Principal, subject assess.Subject, d risk.TargetDecision, password string) (DecidedTarget, error) {
	t.Helper()
	return f.DecideTarget(t.Context(), who, f.site.ID, subject, d, password)
}

func TestTargetIsDecidedBySignatureAndCanBeUndone(t *testing.T) {
	f := newRatedSite(t)
	control := f.zone(f.control)
	proposals, err := f.TargetProposals(t.Context(), f.ada, f.site.ID, TargetQuery{Subject: control})
	if err != nil || len(proposals) != len(risk.DerivedMethods) {
		t.Fatalf("%d proposals: %v", len(proposals), err)
	}
	p := proposals[0]
	if !p.Default || p.Vector == nil || *p.Vector != sl.Uniform(2) || p.Present == nil || !p.Present.Agrees {
		t.Fatalf("the default proposal is %+v", p)
	}
	for _, c := range []struct {
		name     string
		d        risk.TargetDecision
		password string
		says     string
	}{
		{"a wrong password", risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(2)}, "no", "password is wrong"},
		{"no password", risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(2)}, "", "Enter your password"},
		{"a departure without a reason", risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(1)}, adaPassword, "differs from the proposal"},
		{"SL 4 without the owner", risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(4), Rationale: "x"}, adaPassword, "SL 4"},
	} {
		if _, err := f.decide(t, f.ada, control, c.d, c.password); KindOf(err) != Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	done, err := f.decide(t, f.ada, control, risk.TargetDecision{Method: risk.MethodOwner, Vector: sl.Uniform(3), Rationale: "People work beside it."}, adaPassword)
	if err != nil {
		t.Fatal(err)
	}
	want := plant.Target{Vector: sl.Uniform(3), Method: "Decided by the owner", Rationale: "People work beside it.", Approver: "Ada", ApprovedOn: "2026-03-02"}
	z, err := f.Zone(t.Context(), f.ada, f.site.ID, f.control.ID)
	if err != nil || z.Target == nil || *z.Target != want || z.Version != done.Version || done.Signed.Digest == "" {
		t.Errorf("stored %+v, version %d, answered %+v: %v", z.Target, z.Version, done, err)
	}
	// The conduit now lies below a zone it joins.
	conduit := assess.Subject{Kind: assess.OfConduit, ID: string(f.conduit.ID)}
	if _, err := f.decide(t, f.ada, conduit, risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(2)}, adaPassword); err == nil || !strings.Contains(err.Error(), "lies below that of zone Z-01") {
		t.Errorf("a conduit below its end: %v", err)
	}
	if _, err := f.decide(t, f.ada, conduit, risk.TargetDecision{Method: risk.MethodConsequence, Vector: sl.Uniform(2), Rationale: "A data diode."}, adaPassword); err != nil {
		t.Errorf("with a reason: %v", err)
	}
	if _, err := f.Undo(t.Context(), f.ada, f.site.ID, done.Entry); err != nil {
		t.Fatal(err)
	}
	if z, err = f.Zone(t.Context(), f.ada, f.site.ID, f.control.ID); err != nil || z.Target == nil || z.Target.Vector != sl.Uniform(2) {
		t.Errorf("after the undo the target is %+v: %v", z.Target, err)
	}
}

func TestTargetNeedsCriteriaInForceAndTheRight(t *testing.T) {
	f := newTwoZones(t)
	d := risk.TargetDecision{Method: risk.MethodOwner, Vector: sl.Uniform(2), Rationale: "x"}
	if _, err := f.DecideTarget(t.Context(), f.ada, f.site.ID, f.zone(f.control), d, adaPassword); KindOf(err) != Conflict || code(err) != "criteria-unsigned" {
		t.Errorf("without criteria: %v", err)
	}
	g := newRatedSite(t)
	g.hire(t, access.Grant{Role: access.Engineer})
	ben := g.signIn(t, benEmail, benPassword).Principal
	if _, err := g.decide(t, ben, g.zone(g.control), d, benPassword); KindOf(err) != Denied {
		t.Errorf("an engineer signs: %v", err)
	}
	if _, err := g.decide(t, g.ada, assess.Subject{Kind: assess.OfZone, ID: "gone"}, d, adaPassword); KindOf(err) != NotFound {
		t.Errorf("a zone that is not there: %v", err)
	}
	eve := g.otherOrganisation(t)
	if _, err := g.decide(t, eve, g.zone(g.control), d, "four green drums roll"); KindOf(err) != NotFound {
		t.Errorf("somebody of another organisation: %v", err)
	}
	if _, err := g.TargetProposals(t.Context(), eve, g.site.ID, TargetQuery{}); KindOf(err) != NotFound {
		t.Errorf("somebody of another organisation reads: %v", err)
	}
}

func TestViewsFollowTheRegisterAndTheAnswers(t *testing.T) {
	f := newRatedSite(t)
	control := f.zone(f.control)
	threats := func() risk.TechniqueThreat {
		t.Helper()
		m, err := f.Threats(t.Context(), f.ada, f.site.ID, control)
		if err != nil || len(m.Subjects) != 1 || len(m.Subjects[0].Techniques) != 1 {
			t.Fatalf("%+v, %v", m, err)
		}
		return m.Subjects[0].Techniques[0]
	}
	before := threats()
	if before.ID != "T0855" || before.State != risk.ThreatOpen {
		t.Fatalf("%+v", before)
	}
	f.answer(t, f.ada, control, assess.Verdict{State: assess.Met}, before.Requirements[0].ID)
	if after := threats(); after.Met != 1 || !after.Requirements[0].Holds {
		t.Errorf("an answer does not reach the view: %+v", after)
	}
	all, err := f.Threats(t.Context(), f.ada, f.site.ID, assess.Subject{})
	if err != nil || len(all.Subjects) != 3 || all.Subjects[0].Reaching != 1 || len(all.Subjects[0].Techniques) != 0 {
		t.Errorf("the counts of all: %+v, %v", all, err)
	}
	if b, err := f.BeyondInformation(t.Context(), f.ada, f.site.ID); err != nil || b.Beyond != 1 {
		t.Errorf("%+v, %v", b, err)
	}
	if d, err := f.Depth(t.Context(), f.ada, f.site.ID); err != nil || len(d.Zones) != 2 || d.Fails != 2 {
		t.Errorf("%+v, %v", d, err)
	}
	if a, err := f.AvailabilityAdequacy(t.Context(), f.ada, f.site.ID); err != nil || len(a.Functions) != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	page, err := f.Techniques(t.Context(), f.ada, f.site.ID, TechniqueQuery{Text: "command", Limit: 2})
	if err != nil || len(page.Items) != 2 || page.Next != page.Items[1].ID || page.Total < 3 {
		t.Errorf("%+v, %v", page, err)
	}
	rest, err := f.Techniques(t.Context(), f.ada, f.site.ID, TechniqueQuery{Text: "command", After: page.Next, Limit: 200})
	if err != nil || len(rest.Items) != page.Total-2 || rest.Next != "" {
		t.Errorf("the rest: %+v, %v", rest, err)
	}
}

// laterRelease is a STIX bundle of our own with one technique in use and T0855 retired.
func laterRelease(number string) []byte {
	return fmt.Appendf(nil, `{"type":"bundle","objects":[
 {"type":"x-mitre-collection","id":"c","x_mitre_version":%q},
 {"type":"x-mitre-tactic","id":"t","name":"Stop","x_mitre_shortname":"stop","external_references":[{"source_name":"mitre-attack","external_id":"TA9001"}]},
 {"type":"attack-pattern","id":"a","name":"Send","external_references":[{"source_name":"mitre-attack","external_id":"T9001"}],"kill_chain_phases":[{"kill_chain_name":"mitre-ics-attack","phase_name":"stop"}]},
 {"type":"attack-pattern","id":"b","name":"Old","revoked":true,"external_references":[{"source_name":"mitre-attack","external_id":"T0855"}]},
 {"type":"relationship","id":"r","relationship_type":"revoked-by","source_ref":"b","target_ref":"a"}]}`, number)
}

func TestNewerReleaseIsUsedAndNamesStaleScenarios(t *testing.T) {
	f := newRatedSite(t)
	added, err := f.AddThreatRelease(t.Context(), f.ada, "ics-attack.json", laterRelease("99.0"), false)
	if err != nil {
		t.Fatal(err)
	}
	if !added.InUse || len(added.Sites) != 1 || len(added.Sites[0].Techniques) != 1 || added.Sites[0].Techniques[0].By != "T9001" {
		t.Errorf("%+v", added)
	}
	page, err := f.Techniques(t.Context(), f.ada, f.site.ID, TechniqueQuery{Limit: 200})
	if err != nil || page.Release != "99.0" || page.Total != 1 {
		t.Errorf("the newer release is not in use: %+v, %v", page, err)
	}
	if _, err := f.AddThreatRelease(t.Context(), f.ada, "again.json", laterRelease("99.0"), false); KindOf(err) != Conflict {
		t.Errorf("a release twice: %v", err)
	}
	if _, err := f.AddThreatRelease(t.Context(), f.ada, "same.json", laterRelease(catalog.Threats().Release), false); KindOf(err) != Conflict {
		t.Errorf("the release of the program: %v", err)
	}
	if _, err := f.AddThreatRelease(t.Context(), f.ada, "x", []byte("hello"), false); KindOf(err) != Invalid || !strings.HasPrefix(err.Error(), "The STIX file:") {
		t.Errorf("no STIX: %v", err)
	}
	eve := f.otherOrganisation(t)
	if list, err := f.ThreatReleases(t.Context(), eve); err != nil || len(list) != 1 {
		t.Errorf("another organisation sees %+v, %v", list, err)
	}
	if _, err := f.RemoveThreatRelease(t.Context(), eve, added.ID, added.Version); KindOf(err) != NotFound {
		t.Errorf("another organisation removes: %v", err)
	}
	if list, err := f.ThreatReleases(t.Context(), f.ada); err != nil || len(list) != 2 || list[0].Release != "99.0" || !list[0].InUse || list[1].InUse || !list[1].BuiltIn || list[0].By != "Ada" {
		t.Errorf("%+v, %v", list, err)
	}
	f.hire(t, access.Grant{Role: access.SecurityManager, Site: f.site.ID})
	ben := f.signIn(t, benEmail, benPassword).Principal
	if _, err := f.AddThreatRelease(t.Context(), ben, "x", laterRelease("99.1"), false); KindOf(err) != Denied {
		t.Errorf("a right on one site reaches the organisation: %v", err)
	}
	if _, err := f.RemoveThreatRelease(t.Context(), f.ada, added.ID, added.Version); err != nil {
		t.Fatal(err)
	}
	if page, err := f.Techniques(t.Context(), f.ada, f.site.ID, TechniqueQuery{Limit: 200}); err != nil || page.Release != catalog.Threats().Release {
		t.Errorf("after its removal: %+v, %v", page.Release, err)
	}
}
