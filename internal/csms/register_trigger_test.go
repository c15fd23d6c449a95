package csms

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// approve stores an approval of a new specification as its signature would.
func (a *assessed) approve(t *testing.T, reviewBy plant.Date) risk.Approval {
	t.Helper()
	spec := added(t, a.works, a.Specifications(), risk.Specification{Head: risk.Head{Name: "Filler"}})
	p := risk.Approval{
		Head: risk.Head{Site: a.site, Key: "AP-01", Name: "Filler"}, Specification: spec.ID, ReviewBy: reviewBy,
		Signed: risk.Signature{By: adaEmail, At: a.now()},
	}
	_, err := a.update(t.Context(), a.ada, intent{do: access.RiskSign, site: a.site, verb: "specification.approve"}, func(tx *store.Tx) error { return store.Put(tx, &p) })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (a *assessed) approval(t *testing.T) risk.Approval {
	t.Helper()
	page, err := a.Approvals().List(t.Context(), a.ada, a.site, "", 10)
	if err != nil || len(page.Items) != 1 {
		t.Fatal(page, err)
	}
	return page.Items[0]
}

// tasks lists the tasks of the site as "trigger: why".
func (a *assessed) tasks(t *testing.T) (list []string) {
	t.Helper()
	page, err := a.Tasks().List(t.Context(), a.ada, a.site, "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Items {
		list = append(list, string(x.Trigger)+": "+x.Why)
	}
	return list
}

func TestAChangeOfThePlantReopensWhatWasApproved(t *testing.T) {
	for _, c := range []struct {
		name string
		act  func(t *testing.T, a *assessed)
		want []string
	}{
		{"a new asset", func(t *testing.T, a *assessed) {
			a.asset(t, plant.Asset{Key: "HMI-1", Type: plant.HostDevice, Zone: a.cell.ID})
		}, []string{"asset-changed: Asset HMI-1 was added."}},
		{"another vendor and zone", func(t *testing.T, a *assessed) {
			x := a.assets["PLC-101"]
			x.Vendor, x.Zone = "Omron", a.line.ID
			if _, _, err := a.ChangeAsset(t.Context(), a.ada, a.site, x); err != nil {
				t.Fatal(err)
			}
		}, []string{
			"supplier-changed: The vendor of asset PLC-101 was changed from Siemens to Omron.",
			"asset-changed: The zone of asset PLC-101 changed.",
		}},
		{"assets in bulk", func(t *testing.T, a *assessed) {
			vendor := "ABB"
			if _, err := a.BulkAssets(t.Context(), a.ada, a.site, AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Vendor: &vendor}}); err != nil {
				t.Fatal(err)
			}
		}, []string{"supplier-changed: The vendor of asset LAP-301 was changed from siemens to ABB, and others."}},
		{"an owner's name only", func(t *testing.T, a *assessed) {
			owner := "Crew"
			if _, err := a.BulkAssets(t.Context(), a.ada, a.site, AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Owner: &owner}}); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"a conduit that goes", func(t *testing.T, a *assessed) {
			if _, err := a.DeleteConduit(t.Context(), a.ada, a.site, a.conduit.ID, a.conduit.Version, false); err != nil {
				t.Fatal(err)
			}
		}, []string{"path-changed: Conduit C-01 was removed."}},
		{"an access point", func(t *testing.T, a *assessed) {
			added(t, a.works, a.Systems(), risk.System{Head: risk.Head{Name: "Filler"}, AccessPoints: []risk.AccessPoint{{Key: "A-1", Name: "Modem", Kind: "radio", Zone: a.cell.ID}}})
		}, []string{"path-changed: Access point A-1 was added."}},
		{"an assumption that proves false", func(t *testing.T, a *assessed) {
			x := a.assumption
			x.State, x.CheckedOn, x.CheckedBy = risk.AssumptionFalse, "2026-03-02", "Ada"
			changedTo(t, a.works, a.Assumptions(), x)
		}, []string{"assumption-false: Assumption AS-01 proved false."}},
		{"a scenario, which is the assessment itself", func(t *testing.T, a *assessed) {
			x := a.scenario
			x.Note = "seen"
			changedTo(t, a.works, a.Scenarios(), x)
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newAssessed(t)
			a.approve(t, "2028-03-01")
			c.act(t, a)
			if diff := cmp.Diff(c.want, a.tasks(t)); diff != "" {
				t.Errorf("tasks (-want +got):\n%s", diff)
			}
			if got := a.approval(t); (got.Reopened != nil) != (c.want != nil) {
				t.Errorf("the approval is reopened by %+v", got.Reopened)
			}
		})
	}
}

func TestWhatIsReopenedOnceIsNotReopenedAgain(t *testing.T) {
	a := newAssessed(t)
	a.approve(t, "2028-03-01")
	hmi := a.asset(t, plant.Asset{Key: "HMI-1", Type: plant.HostDevice, Zone: a.cell.ID})
	added := lastEntry(t, a.works)
	a.asset(t, plant.Asset{Key: "HMI-2", Type: plant.HostDevice, Zone: a.cell.ID})
	if got := a.tasks(t); len(got) != 1 {
		t.Errorf("tasks %q", got)
	}
	// Somebody does the task; the new asset can be undone all the same, and the
	// approval stays reopened.
	page, err := a.Tasks().List(t.Context(), a.ada, a.site, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	task := page.Items[0]
	task.Done = "2026-03-02"
	changedTo(t, a.works, a.Tasks(), task)
	undone, err := a.Undo(t.Context(), a.ada, a.site, added)
	if err != nil || !strings.Contains(undone.Note, "stays so") {
		t.Fatalf("%+v, %v", undone, err)
	}
	_, err = a.Asset(t.Context(), a.ada, a.site, hmi.ID)
	refused(t, "the asset", err, NotFound, "")
	if a.approval(t).Reopened == nil || len(a.tasks(t)) != 1 {
		t.Error("undoing the asset closed the approval again")
	}
}

func TestAnApprovalIsReopenedByHand(t *testing.T) {
	a := newAssessed(t)
	p := a.approve(t, "2028-03-01")
	_, _, err := a.ReopenApproval(t.Context(), a.ada, a.site, p.ID, "weather", "")
	if e, ok := err.(*Error); !ok || e.Kind != Invalid || len(e.Fields) != 2 {
		t.Errorf("no trigger and no word: %v", err)
	}
	got, _, err := a.ReopenApproval(t.Context(), a.ada, a.site, p.ID, risk.Incident, "Ransomware at the sister plant.")
	if err != nil || got.Reopened == nil || got.Reopened.What != "Ransomware at the sister plant" || got.Reopened.On != "2026-03-02" {
		t.Errorf("%+v, %v", got.Reopened, err)
	}
	if diff := cmp.Diff([]string{"incident: Ransomware at the sister plant."}, a.tasks(t)); diff != "" {
		t.Error(diff)
	}
	_, _, err = a.ReopenApproval(t.Context(), a.ada, a.site, p.ID, risk.Incident, "Again")
	refused(t, "again", err, Conflict, "reopened")
	_, err = a.Undo(t.Context(), a.ada, a.site, lastEntry(t, a.works))
	refused(t, "undoing it", err, Conflict, "not-undoable")
}

func TestTimeAloneOpensTasks(t *testing.T) {
	a := newAssessed(t)
	accepted(t, a) // until 2026-03-30; the test of AS-01 is due on 2026-03-20
	a.approve(t, "2026-05-01")
	a.findDue(t.Context())
	if got := a.tasks(t); got != nil {
		t.Errorf("before any day has come: %q", got)
	}
	a.clock.pass(20 * 24 * 3600 * 1e9) // the 22nd
	a.findDue(t.Context())
	want := []string{"assumption-overdue: The test of assumption AS-01 was due on 2026-03-20."}
	if diff := cmp.Diff(want, a.tasks(t)); diff != "" {
		t.Error(diff)
	}
	if a.approval(t).Reopened != nil {
		t.Error("an overdue test reopens no approval")
	}
	a.clock.pass(20 * 24 * 3600 * 1e9) // 11 April
	for range 3 {
		a.findDue(t.Context())
	}
	want = append(want, "acceptance-expired: The acceptance of scenario SC-001 ended on 2026-03-30.")
	if diff := cmp.Diff(want, a.tasks(t)); diff != "" {
		t.Error(diff)
	}
	if r := a.approval(t).Reopened; r == nil || r.Trigger != risk.AcceptanceExpired {
		t.Errorf("reopened by %+v", r)
	}
	history, err := a.History(t.Context(), a.ada, a.site, HistoryFilter{Verb: "task.due"}, "", 10)
	if err != nil || len(history.Items) != 2 || history.Items[0].Actor != "system" {
		t.Errorf("the history tells %+v, %v", history.Items, err)
	}
	// A task that is done for its day is not opened anew.
	page, err := a.Tasks().List(t.Context(), a.ada, a.site, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Items {
		x.Done = "2026-04-11"
		changedTo(t, a.works, a.Tasks(), x)
	}
	a.findDue(t.Context())
	if got := a.tasks(t); len(got) != 2 {
		t.Errorf("after all was done: %q", got)
	}
}
