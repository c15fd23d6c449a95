package csms

import (
	"fmt"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/store"
)

// The acts on the register that reach furthest, on both engines: what is signed,
// what changes many rows at once, what one act makes of another, and what is
// taken back.
func TestTheRegisterOnBothEngines(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *office{
		"SQLite":     func(t *testing.T) *office { return newOffice(t) },
		"PostgreSQL": postgresOffice,
	} {
		t.Run(name, func(t *testing.T) {
			w := worksIn(t, open(t))
			for _, c := range []struct {
				name string
				do   func(*testing.T, *assessed)
			}{
				{"signing", signsOnce},
				{"many scenarios at once", changesManyAtOnce},
				{"accepting", acceptsAndRunsOut},
				{"what was approved", reopensWithTheChange},
				{"a target", decidesAndTakesBack},
				{"a site with its register", goesAndComesBack},
			} {
				t.Run(c.name, func(t *testing.T) {
					c.do(t, assessedIn(t, w))
				})
				w = w.anew(t)
			}
		})
	}
}

func signsOnce(t *testing.T, a *assessed) {
	_, _, err := a.SignCriteria(t.Context(), a.ada, a.site, a.criteria.ID, 0, adaPassword)
	refused(t, "signing twice", err, Conflict, "signed")
	c := a.criteria
	c.Note = "changed"
	_, _, err = a.Criteria().Change(t.Context(), a.ada, a.site, c)
	refused(t, "changing what is signed", err, Conflict, "signed")
	got, err := a.Criteria().One(t.Context(), a.ada, a.site, c.ID)
	if err != nil || got.Signed == nil || got.Signed.Digest != a.criteria.Signed.Digest || !got.Signed.At.Equal(a.criteria.Signed.At) {
		t.Errorf("it came back as %+v, %v", got.Signed, err)
	}
}

func changesManyAtOnce(t *testing.T, a *assessed) {
	const many = 300
	put := make([]risk.Scenario, many)
	for i := range put {
		put[i] = a.scenario
		put[i].Head = risk.Head{Name: fmt.Sprintf("Ünterlauf %d", i)}
	}
	stored, seq, err := a.BulkScenarios(t.Context(), a.ada, a.site, ScenarioBulk{Put: put})
	if err != nil || len(stored) != many {
		t.Fatal(len(stored), err)
	}
	stored[0].Name, stored[many-1].WorstCase = "Renamed", "gone"
	if _, _, err := a.BulkScenarios(t.Context(), a.ada, a.site, ScenarioBulk{Put: stored}); KindOf(err) != Invalid {
		t.Errorf("one that refers to nothing among many: %v", err)
	}
	list, err := a.Scenarios().List(t.Context(), a.ada, a.site, "", 500)
	if err != nil || list.Total != many+1 || list.Items[1].Name != "Ünterlauf 0" || list.Items[many].Key != fmt.Sprintf("SC-%03d", many+1) {
		t.Fatalf("%d scenarios, %v", list.Total, err)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, seq); err != nil {
		t.Fatal(err)
	}
	if list, err = a.Scenarios().List(t.Context(), a.ada, a.site, "", 500); err != nil || list.Total != 1 {
		t.Errorf("after the undo there are %d, %v", list.Total, err)
	}
	if refs, err := a.WorstCases().References(t.Context(), a.ada, a.site, a.worst.ID); err != nil || len(refs) != 1 || refs[0].Key != a.scenario.Key {
		t.Errorf("the worst case is referred to by %+v, %v", refs, err)
	}
}

func acceptsAndRunsOut(t *testing.T, a *assessed) {
	today := plant.DateOf(a.now())
	day, err := time.Parse(time.DateOnly, string(today))
	if err != nil {
		t.Fatal(err)
	}
	until := plant.DateOf(day.AddDate(0, 0, 9))
	x, _, err := a.AcceptScenario(t.Context(), a.ada, a.site, a.scenario.ID, NewAcceptance{Until: until, Justification: "Small", Password: adaPassword})
	if err != nil || x.Acceptance == nil {
		t.Fatal(x.Acceptance, err)
	}
	_, err = a.Undo(t.Context(), a.ada, a.site, lastEntry(t, a.works))
	refused(t, "undoing an acceptance", err, Conflict, "signed")
	a.clock.pass(10 * 24 * time.Hour)
	a.findDue(t.Context())
	a.findDue(t.Context())
	want := "acceptance-expired: The acceptance of scenario SC-001 ended on " + string(until) + "."
	found := 0
	for _, task := range a.tasks(t) {
		if task == want {
			found++
		}
	}
	if found != 1 {
		t.Errorf("tasks %q", a.tasks(t))
	}
	err = a.view(t.Context(), a.ada, access.RiskRead, a.site, func(r *store.Reader) error {
		_, res, err := a.riskOf(r, a.site)
		if err == nil && res.Scenarios[0].Acceptance.State != risk.AcceptedExpired {
			t.Errorf("the acceptance is %q", res.Scenarios[0].Acceptance.State)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func reopensWithTheChange(t *testing.T, a *assessed) {
	a.approve(t, plant.DateOf(a.now().AddDate(1, 0, 0)))
	if _, err := a.DeleteConduit(t.Context(), a.ada, a.site, a.conduit.ID, a.conduit.Version, false); err != nil {
		t.Fatal(err)
	}
	seq := lastEntry(t, a.works)
	if r := a.approval(t).Reopened; r == nil || r.Trigger != risk.PathChanged {
		t.Errorf("reopened by %+v", r)
	}
	if got := a.tasks(t); len(got) != 1 || got[0] != "path-changed: Conduit C-01 was removed." {
		t.Errorf("tasks %q", got)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, seq); err != nil {
		t.Fatal(err)
	}
	if c, err := a.Conduit(t.Context(), a.ada, a.site, a.conduit.ID); err != nil || c.Key != "C-01" {
		t.Errorf("the conduit came back as %+v, %v", c, err)
	}
	if a.approval(t).Reopened == nil {
		t.Error("taking the change back closed the approval again")
	}
}

func decidesAndTakesBack(t *testing.T, a *assessed) {
	cell := assess.Subject{Kind: assess.OfZone, ID: string(a.cell.ID)}
	done, err := a.DecideTarget(t.Context(), a.ada, a.site, cell, risk.TargetDecision{Method: risk.MethodOwner, Vector: sl.Uniform(2), Rationale: "People work beside it."}, adaPassword)
	if err != nil {
		t.Fatal(err)
	}
	if z, err := a.Zone(t.Context(), a.ada, a.site, a.cell.ID); err != nil || z.Target == nil || z.Target.Vector != sl.Uniform(2) {
		t.Errorf("stored %+v, %v", z.Target, err)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, done.Entry); err != nil {
		t.Fatal(err)
	}
	if z, err := a.Zone(t.Context(), a.ada, a.site, a.cell.ID); err != nil || z.Target != nil {
		t.Errorf("after the undo %+v, %v", z.Target, err)
	}
}

func goesAndComesBack(t *testing.T, a *assessed) {
	a.approve(t, plant.DateOf(a.now().AddDate(1, 0, 0)))
	site, err := a.Site(t.Context(), a.ada, a.site)
	if err != nil {
		t.Fatal(err)
	}
	seq, err := a.DeleteSite(t.Context(), a.ada, a.site, site.Version, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, seq); err != nil {
		t.Fatal(err)
	}
	err = a.view(t.Context(), a.ada, access.RiskRead, a.site, func(r *store.Reader) error {
		in, res, err := a.riskOf(r, a.site)
		reg := in.Register
		if len(reg.Scenarios) != 1 || len(reg.Scenarios[0].Safeguards) != 1 || len(reg.Approvals) != 1 || !res.InForce {
			t.Errorf("it came back as %+v", reg)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
