package csms

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// restsOn makes the scenario name a technique, and the approval say the release
// that it rests on.
func (a *assessed) restsOn(t *testing.T, release string) {
	t.Helper()
	x := a.scenario
	x.Techniques, x.Release = []string{"T0855"}, release
	a.scenario = changedTo(t, a.works, a.Scenarios(), x)
	p := a.approve(t, "2028-03-01")
	p.Release = release
	_, err := a.update(t.Context(), a.ada, intent{do: access.RiskSign, site: a.site, verb: "specification.approve"}, func(tx *store.Tx) error { return store.Put(tx, &p) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewerReleaseOpensTasksAndReopensWhatRestsOnAnOlder(t *testing.T) {
	a := newAssessed(t)
	built := catalog.Threats().Release
	a.restsOn(t, built)
	empty, _, err := a.AddSite(t.Context(), a.ada, plant.SiteRecord{Key: "EMPTY", Name: "Empty"})
	if err != nil {
		t.Fatal(err)
	}

	tried, err := a.AddThreatRelease(t.Context(), a.ada, "ics-attack.json", laterRelease("99.0"), true)
	if err != nil || tried.Entry != 0 || !tried.InUse || len(tried.Sites) != 1 || len(tried.Sites[0].Techniques) != 1 || !cmp.Equal(tried.Sites[0].Approvals, []string{"AP-01"}) {
		t.Fatalf("tried out: %+v, %v", tried, err)
	}
	if list, err := a.ThreatReleases(t.Context(), a.ada); err != nil || len(list) != 1 || a.tasks(t) != nil || a.approval(t).Reopened != nil {
		t.Fatalf("trying it out left %+v, %v, %q", list, err, a.tasks(t))
	}

	added, err := a.AddThreatRelease(t.Context(), a.ada, "ics-attack.json", laterRelease("99.0"), false)
	if err != nil || added.Entry == 0 {
		t.Fatal(added, err)
	}
	want := []string{
		"new-technique: Scenario SC-001 names techniques that release 99.0 of ATT&CK for ICS gave up or changed: T0855.",
		fmt.Sprintf("new-technique: The approval rests on release %s of ATT&CK for ICS, and release 99.0 is in use now.", built),
	}
	if diff := cmp.Diff(want, a.tasks(t)); diff != "" {
		t.Errorf("tasks (-want +got):\n%s", diff)
	}
	if r := a.approval(t).Reopened; r == nil || r.Trigger != risk.NewTechnique || !strings.Contains(r.What, "99.0") {
		t.Errorf("reopened by %+v", r)
	}
	history, err := a.History(t.Context(), a.ada, a.site, HistoryFilter{Verb: "task.reverify"}, "", 10)
	if err != nil || len(history.Items) != 1 || history.Items[0].Subject != "ATT&CK for ICS 99.0" {
		t.Errorf("the history tells %+v, %v", history.Items, err)
	}
	if got, err := a.Tasks().List(t.Context(), a.ada, empty.ID, "", 10); err != nil || got.Total != 0 {
		t.Errorf("a site that names no technique has tasks: %+v, %v", got, err)
	}

	// Once for each release: the task that is done stays done.
	page, err := a.Tasks().List(t.Context(), a.ada, a.site, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Items {
		x.Done = "2026-03-02"
		changedTo(t, a.works, a.Tasks(), x)
	}
	a.findDue(t.Context())
	if got := a.tasks(t); len(got) != 2 {
		t.Errorf("the next day there are %q", got)
	}
	// One that is older than what is in use is kept, and calls for nothing.
	if older, err := a.AddThreatRelease(t.Context(), a.ada, "older.json", laterRelease("1.0"), false); err != nil || older.InUse || len(older.Sites) != 0 || len(a.tasks(t)) != 2 {
		t.Errorf("an older release: %+v, %v, %q", older, err, a.tasks(t))
	}
	if _, err := a.AddThreatRelease(t.Context(), a.ada, "newer.json", laterRelease("99.1"), false); err != nil || len(a.tasks(t)) != 3 {
		t.Errorf("the next release: %v, %q", err, a.tasks(t))
	}
}

func TestAProgramWithANewerReleaseReverifiesOnItsFirstDay(t *testing.T) {
	a := newAssessed(t)
	a.restsOn(t, "8.0")
	a.findDue(t.Context())
	if got := a.tasks(t); len(got) != 1 || !strings.Contains(got[0], "rests on release 8.0") || a.approval(t).Reopened == nil {
		t.Errorf("%q, %+v", got, a.approval(t).Reopened)
	}
}
