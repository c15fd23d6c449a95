package risk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/risk"
)

// releaseOf parses a small release: T0001 in use, and what the lines say.
func releaseOf(t *testing.T, number, lines string) *catalog.ThreatSet {
	t.Helper()
	set, err := catalog.ParseThreats(strings.NewReader(`format: ringwall-threats/1
release: "` + number + `"
attribution: Ours
tactics: [{id: TA0001, name: Stop}]
mitigations: [{id: M0001, name: Ask, requirements: [SR 1.1]}, {id: M0002, name: Watch, requirements: [SR 6.1]}]
assets: []
` + lines))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestANewerReleaseCallsForALookAtWhatItChanged(t *testing.T) {
	before := releaseOf(t, "1.0", `techniques:
  - {id: T0001, name: Send, tactics: [TA0001], mitigations: [M0001]}
  - {id: T0002, name: Drop, tactics: [TA0001], mitigations: [M0001]}
  - {id: T0003, name: Wait, tactics: [TA0001], mitigations: [M0001]}
  - {id: T0004, name: Hide, tactics: [TA0001], mitigations: [M0001]}
retired: []
`)
	now := releaseOf(t, "2.0", `techniques:
  - {id: T0001, name: Send, tactics: [TA0001], mitigations: [M0001]}
  - {id: T0002, name: Discard, tactics: [TA0001], mitigations: [M0001]}
  - {id: T0003, name: Wait, tactics: [TA0001], mitigations: [M0001, M0002]}
retired: [{id: T0004, name: Hide, why: revoked, by: T0001}]
`)
	scenario := func(key, release string, techniques ...string) risk.Scenario {
		return risk.Scenario{Head: risk.Head{ID: risk.ID(key), Key: key}, Release: release, Techniques: techniques}
	}
	for _, c := range []struct {
		name     string
		scenario risk.Scenario
		before   *catalog.ThreatSet
		want     []string // parts of the sentences
	}{
		{"a technique that stays as it was", scenario("SC-1", "1.0", "T0001"), before, nil},
		{"one that was given up", scenario("SC-1", "1.0", "T0004"), before, []string{"revoked in favour of T0001"}},
		{"one that was given up, in a scenario without its release", scenario("SC-1", "", "T0004"), before, []string{"revoked in favour of T0001"}},
		{"one that was given up, with no earlier release at hand", scenario("SC-1", "1.0", "T0004"), nil, []string{"revoked in favour of T0001"}},
		{"one with another name", scenario("SC-1", "1.0", "T0002"), before, []string{`is called "Discard"`}},
		{"one that other requirements work against", scenario("SC-1", "1.0", "T0003"), before, []string{"other requirements"}},
		{"a scenario that is of the newer release already", scenario("SC-1", "2.0", "T0002", "T0003"), before, nil},
		{"a technique that no release ever had", scenario("SC-1", "2.0", "T9999"), before, nil},
		{"several", scenario("SC-1", "1.0", "T0004", "T0001", "T0002"), before, []string{`"Discard"`, "revoked"}},
	} {
		got := risk.Reverifying(risk.Register{Scenarios: []risk.Scenario{c.scenario}}, c.before, now).Techniques
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		for i, part := range c.want {
			if !strings.Contains(got[i].Text, part) || !strings.HasPrefix(got[i].Text, "Scenario SC-1 names ") {
				t.Errorf("%s: %q, want it to say %q", c.name, got[i].Text, part)
			}
		}
	}
}

func TestApprovalsThatRestOnAnOlderReleaseAreReverified(t *testing.T) {
	now := releaseOf(t, "2.0", "techniques: [{id: T0001, name: Send, tactics: [TA0001], mitigations: []}]\nretired: []\n")
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	approval := func(key, spec, release string) risk.Approval {
		return risk.Approval{Head: risk.Head{ID: risk.ID(key), Key: key}, Specification: risk.ID(spec), Release: release, Signed: risk.Signature{At: day}}
	}
	gone := approval("AP-3", "c", "1.0")
	gone.Reopened = &risk.Reopened{Trigger: risk.Incident}
	got := risk.Reverifying(risk.Register{Approvals: []risk.Approval{
		approval("AP-1", "a", "1.0"), approval("AP-2", "b", "2.0"), gone, approval("AP-4", "d", ""), approval("AP-5", "e", "1.10"),
	}}, nil, now).Approvals
	if diff := cmp.Diff([]string{"AP-1", "AP-5"}, got); diff != "" {
		t.Error(diff)
	}
	if c := risk.ReleaseAdded(approval("AP-1", "a", "1.0"), now); c.Trigger != risk.NewTechnique || c.What != "the approval rests on release 1.0 of ATT&CK for ICS, and release 2.0 is in use now" {
		t.Errorf("%+v", c)
	}
}

func TestManyScenariosAreToldInOneSentence(t *testing.T) {
	now := releaseOf(t, "2.0", "techniques: [{id: T0001, name: Send, tactics: [TA0001], mitigations: []}]\nretired: []\n")
	var stale []risk.StaleTechnique
	for _, key := range []string{"SC-1", "SC-2", "SC-3", "SC-4", "SC-5", "SC-6", "SC-7", "SC-8"} {
		stale = append(stale, risk.StaleTechnique{Key: key, Technique: "T0855"})
	}
	for _, c := range []struct {
		n    int
		want string
	}{
		{1, "scenario SC-1 names techniques that release 2.0 of ATT&CK for ICS gave up or changed: T0855"},
		{2, "scenarios SC-1 and SC-2 name techniques that release 2.0 of ATT&CK for ICS gave up or changed: T0855"},
		{8, "scenarios SC-1, SC-2, SC-3, SC-4, SC-5, SC-6 and 2 others name techniques that release 2.0 of ATT&CK for ICS gave up or changed: T0855"},
	} {
		if got := risk.TechniquesChanged(stale[:c.n], now).What; got != c.want {
			t.Errorf("%d: %q", c.n, got)
		}
	}
}
