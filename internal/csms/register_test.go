package csms

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// assessed is a plant whose risk procedure has begun: criteria in force by
// which ada may accept everything that is acceptable, a function, a worst case,
// an assumption, a countermeasure and a scenario.
type assessed struct {
	*works
	criteria   risk.Criteria
	function   risk.Function
	worst      risk.WorstCase
	assumption risk.Assumption
	measure    risk.Countermeasure
	scenario   risk.Scenario
}

func newAssessed(t *testing.T) *assessed {
	t.Helper()
	return assessedIn(t, newWorks(t))
}

func assessedIn(t *testing.T, w *works) *assessed {
	t.Helper()
	a := &assessed{works: w}
	draft := a.draft()
	for i := range draft.Authorities {
		draft.Authorities[i].Holders = []string{adaEmail}
	}
	a.criteria = added(t, a.works, a.Criteria(), draft)
	var err error
	if a.criteria, _, err = a.SignCriteria(t.Context(), a.ada, a.site, a.criteria.ID, 0, adaPassword); err != nil {
		t.Fatal(err)
	}
	a.function = added(t, a.works, a.Functions(), risk.Function{Head: risk.Head{Name: "Burner protection"}, Kind: "safety", Zones: []plant.ZoneID{a.safe.ID}})
	a.assumption = added(t, a.works, a.Assumptions(), risk.Assumption{Head: risk.Head{Name: "The cabinet is locked"}, Statement: "Locked at night", State: risk.AssumptionOpen, Due: "2026-03-20"})
	a.worst = added(t, a.works, a.WorstCases(), risk.WorstCase{Head: risk.Head{Name: "Explosion"}, Function: a.function.ID, Ratings: risk.Ratings{risk.Safety: 3, risk.Environmental: 1}})
	a.measure = added(t, a.works, a.Countermeasures(), risk.Countermeasure{
		Head: risk.Head{Name: "Relief valve"}, Layer: "safety-process", Kind: "technical", State: risk.MeasureExisting, Zones: []plant.ZoneID{a.safe.ID},
	})
	a.scenario = added(t, a.works, a.Scenarios(), risk.Scenario{
		Head: risk.Head{Name: "Trip disabled"}, Zone: a.safe.ID, WorstCase: a.worst.ID, Functions: []risk.ID{a.function.ID},
		Ratings: risk.Ratings{risk.Safety: 1, risk.Environmental: 1}, Likelihood: 1, Assumptions: []risk.ID{a.assumption.ID},
		Safeguards: []risk.Safeguard{{Countermeasure: a.measure.ID}},
	})
	return a
}

// draft is a draft of criteria that can be signed.
func (w *works) draft() risk.Criteria {
	c := risk.Presets()[0]
	c.ID, c.Key, c.Version, c.Signed = "", "", 0, nil
	c.Name = "Criteria of the works"
	return c
}

func added[T any](t *testing.T, w *works, q Records[T], x T) T {
	t.Helper()
	x, entry, err := q.Add(t.Context(), w.ada, w.site, x)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			t.Fatalf("%v %+v", err, e.Fields)
		}
		t.Fatal(err)
	}
	if entry == 0 {
		t.Fatal("the record left no entry")
	}
	return x
}

func changedTo[T any](t *testing.T, w *works, q Records[T], x T) T {
	t.Helper()
	x, _, err := q.Change(t.Context(), w.ada, w.site, x)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// refused wants an error of a kind and code.
func refused(t *testing.T, what string, err error, kind Kind, want string) {
	t.Helper()
	if KindOf(err) != kind || code(err) != want {
		t.Errorf("%s: %v (kind %d, code %q), want kind %d, code %q", what, err, KindOf(err), code(err), kind, want)
	}
}

func TestKeysAreGivenOutInTheirOrder(t *testing.T) {
	w := newWorks(t)
	var got []string
	for _, key := range []string{"", "", "AS-117", "", "Lock"} {
		a := added(t, w, w.Assumptions(), risk.Assumption{Head: risk.Head{Key: key, Name: "X"}, Statement: "X", State: risk.AssumptionOpen})
		got = append(got, a.Key)
	}
	if diff := cmp.Diff([]string{"AS-01", "AS-02", "AS-117", "AS-118", "Lock"}, got); diff != "" {
		t.Error(diff)
	}
	history, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{Verb: "assumption."}, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	if e := history.Items[1]; e.Subject != "AS-118" || e.Verb != "assumption.add" {
		t.Errorf("the history tells of %s %q", e.Verb, e.Subject)
	}
}

func TestASignatureNeedsThePersonAndThePassword(t *testing.T) {
	w := newWorks(t)
	c := added(t, w, w.Criteria(), w.draft())
	sign := func(who access.Principal, password string) error {
		_, _, err := w.SignCriteria(t.Context(), who, w.site, c.ID, 0, password)
		return err
	}
	token := w.ada
	token.Token = &access.Token{ID: "t", User: w.ada.User, Scope: access.ScopeWrite}
	refused(t, "a token", sign(token, adaPassword), Denied, "")
	refused(t, "an engineer", sign(w.user(access.Engineer, access.Grant{}), adaPassword), Denied, "")
	refused(t, "no password", sign(w.ada, ""), Invalid, "")
	for range freePerUser {
		refused(t, "a wrong password", sign(w.ada, "wrong"), Invalid, "")
	}
	refused(t, "one guess more", sign(w.ada, adaPassword), Denied, "wait")
	w.clock.pass(lockTime)
	if err := sign(w.user(access.Approver, access.Grant{}), adaPassword); err != nil {
		t.Errorf("the right password after a while: %v", err)
	}
	got, err := w.Criteria().One(t.Context(), w.ada, w.site, c.ID)
	if err != nil || got.Signed == nil || got.Signed.By != adaEmail || len(got.Signed.Digest) != 64 || got.Signed.Meaning == "" {
		t.Errorf("signed %+v, %v", got.Signed, err)
	}
	sum, err := digestOf(c)
	if err != nil || got.Signed.Digest != sum {
		t.Errorf("the digest %s is not of what was signed, %s", got.Signed.Digest, sum)
	}
}

func TestSignaturesAreKeptOutOfEdits(t *testing.T) {
	a := newAssessed(t)
	x := a.scenario
	x.Acceptance = &risk.Acceptance{Band: "low", Until: "2026-12-31", Signed: risk.Signature{By: adaEmail}}
	_, _, err := a.Scenarios().Change(t.Context(), a.ada, a.site, x)
	refused(t, "an acceptance that is sent", err, Invalid, "")
	x.ID, x.Key, x.Version = "", "", 0
	_, _, err = a.Scenarios().Add(t.Context(), a.ada, a.site, x)
	refused(t, "a new scenario that comes accepted", err, Invalid, "")
	c := a.criteria
	c.Note = "other"
	_, _, err = a.Criteria().Change(t.Context(), a.ada, a.site, c)
	refused(t, "signed criteria", err, Conflict, "signed")
	_, err = a.Criteria().Delete(t.Context(), a.ada, a.site, c.ID, c.Version)
	refused(t, "their deletion", err, Conflict, "signed")
	_, _, err = a.Approvals().Add(t.Context(), a.ada, a.site, risk.Approval{Head: risk.Head{Name: "X"}})
	refused(t, "an approval that is sent", err, Conflict, "signed")
}

func accepted(t *testing.T, a *assessed) risk.Scenario {
	t.Helper()
	x, _, err := a.AcceptScenario(t.Context(), a.ada, a.site, a.scenario.ID, NewAcceptance{Until: "2026-03-30", Justification: "Small", Password: adaPassword})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestARiskIsAcceptedByWhoMayAndWithdrawn(t *testing.T) {
	a := newAssessed(t)
	x := accepted(t, a)
	if x.Acceptance == nil || x.Acceptance.Criteria != a.criteria.Key || x.Acceptance.Band == "" || x.Acceptance.Signed.By != adaEmail {
		t.Fatalf("accepted as %+v", x.Acceptance)
	}
	// A change elsewhere keeps the acceptance; what it is worth is computed.
	x.Note = "seen in the workshop"
	x = changedTo(t, a.works, a.Scenarios(), x)
	if x.Acceptance == nil {
		t.Error("a note ended the acceptance")
	}
	_, _, err := a.AcceptScenario(t.Context(), a.ada, a.site, x.ID, NewAcceptance{Until: "2026-03-30", Password: adaPassword})
	refused(t, "without a reason", err, Invalid, "")
	_, _, err = a.AcceptScenario(t.Context(), a.ada, a.site, x.ID, NewAcceptance{Until: "2020-01-01", Justification: "X", Password: adaPassword})
	refused(t, "until a day that is past", err, Invalid, "")
	other := a.user(access.Approver, access.Grant{})
	other.Email = "nobody@example.com"
	_, _, err = a.AcceptScenario(t.Context(), other, a.site, x.ID, NewAcceptance{Until: "2026-03-30", Justification: "X", Password: adaPassword})
	if band, _ := a.criteria.Band(x.Acceptance.Band); band.Region != risk.Acceptable || band.Authority != "" {
		refused(t, "by somebody of no authority", err, Denied, "over-authority")
	}
	x, _, err = a.WithdrawAcceptance(t.Context(), a.ada, a.site, x.ID, "The valve is gone")
	if err != nil || x.Acceptance != nil {
		t.Errorf("withdrawn: %+v, %v", x.Acceptance, err)
	}
	_, _, err = a.WithdrawAcceptance(t.Context(), a.ada, a.site, x.ID, "")
	refused(t, "withdrawing nothing", err, Conflict, "not-accepted")
}

func TestWhatIsSignedNeitherComesBackNorGoesByUndoing(t *testing.T) {
	a := newAssessed(t)
	x := accepted(t, a)
	seq := lastEntry(t, a.works)
	_, err := a.Undo(t.Context(), a.ada, a.site, seq)
	refused(t, "undoing an acceptance", err, Conflict, "signed")

	x.Note = "changed since"
	x = changedTo(t, a.works, a.Scenarios(), x)
	noted := lastEntry(t, a.works)
	if _, err := a.Undo(t.Context(), a.ada, a.site, noted); err != nil {
		t.Errorf("undoing another field: %v", err)
	}
	now, err := a.Scenarios().One(t.Context(), a.ada, a.site, x.ID)
	if err != nil || now.Note != "" || now.Acceptance == nil {
		t.Errorf("after it: %+v, %v", now, err)
	}
	if _, _, err = a.WithdrawAcceptance(t.Context(), a.ada, a.site, x.ID, ""); err != nil {
		t.Fatal(err)
	}
	_, err = a.Undo(t.Context(), a.ada, a.site, lastEntry(t, a.works))
	refused(t, "undoing a withdrawal", err, Conflict, "signed")

	// An older value comes back under the acceptance of today, which is none.
	if _, err := a.Restore(t.Context(), a.ada, a.site, "scenario", string(x.ID), noted); err != nil {
		t.Fatal(err)
	}
	now, err = a.Scenarios().One(t.Context(), a.ada, a.site, x.ID)
	if err != nil || now.Note != "changed since" || now.Acceptance != nil {
		t.Errorf("restored: %+v, %v", now, err)
	}

	_, err = a.Restore(t.Context(), a.ada, a.site, "criteria", string(a.criteria.ID), firstOf(t, a.works, "criteria", string(a.criteria.ID)))
	refused(t, "restoring the draft of signed criteria", err, Conflict, "signed")
	history, err := a.History(t.Context(), a.ada, a.site, HistoryFilter{Verb: "criteria.sign"}, "", 5)
	if err != nil || len(history.Items) != 1 || history.Items[0].Undoable {
		t.Errorf("a signature shows as %+v, %v", history.Items, err)
	}
}

func lastEntry(t *testing.T, w *works) (seq int64) {
	t.Helper()
	err := w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) (err error) {
		seq, err = r.Revision(w.site)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func firstOf(t *testing.T, w *works, kind, id string) int64 {
	t.Helper()
	versions, err := w.Versions(t.Context(), w.ada, w.site, kind, id)
	if err != nil {
		t.Fatal(err)
	}
	return versions[len(versions)-1].Seq
}

func TestDeletionsAndEditsOfTheRegisterAreUndone(t *testing.T) {
	a := newAssessed(t)
	x := a.scenario
	x.Name, x.Safeguards = "Trip bypassed", nil
	x = changedTo(t, a.works, a.Scenarios(), x)
	if _, err := a.Countermeasures().Delete(t.Context(), a.ada, a.site, a.measure.ID, a.measure.Version); err != nil {
		t.Fatal(err)
	}
	gone := lastEntry(t, a.works)
	_, err := a.Undo(t.Context(), a.ada, a.site, gone-1)
	refused(t, "a safeguard whose countermeasure is gone", err, Conflict, "dangling")
	for _, seq := range []int64{gone, gone - 1} {
		if _, err := a.Undo(t.Context(), a.ada, a.site, seq); err != nil {
			t.Fatal(err)
		}
	}
	now, err := a.Scenarios().One(t.Context(), a.ada, a.site, x.ID)
	if err != nil || now.Name != "Trip disabled" || len(now.Safeguards) != 1 {
		t.Errorf("%+v, %v", now, err)
	}
	_, err = a.Countermeasures().Delete(t.Context(), a.ada, a.site, a.measure.ID, a.measure.Version+2)
	refused(t, "the countermeasure that is in use again", err, Conflict, "in-use")
}

func TestASiteGoesAndComesBackWithItsRegister(t *testing.T) {
	a := newAssessed(t)
	accepted(t, a)
	site, err := a.Site(t.Context(), a.ada, a.site)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.DeleteSite(t.Context(), a.ada, a.site, site.Version, false)
	refused(t, "a site with a register", err, Conflict, "in-use")
	seq, err := a.DeleteSite(t.Context(), a.ada, a.site, site.Version, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, seq); err != nil {
		t.Fatal(err)
	}
	err = a.view(t.Context(), a.ada, access.RiskRead, a.site, func(r *store.Reader) error {
		in, res, err := a.riskOf(r, a.site)
		if len(in.Register.Scenarios) != 1 || in.Register.Scenarios[0].Acceptance == nil || len(in.Register.Criteria) != 1 || in.Register.Criteria[0].Signed == nil || !res.InForce {
			t.Errorf("it came back as %+v", in.Register)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheRiskFollowsEveryChange(t *testing.T) {
	a := newAssessed(t)
	rated := func() (n int, safe string, res risk.Result) {
		t.Helper()
		err := a.view(t.Context(), a.ada, access.RiskRead, a.site, func(r *store.Reader) error {
			in, out, err := a.riskOf(r, a.site)
			for _, z := range in.Site.Zones {
				if z.ID == a.safe.ID {
					safe = z.Name
				}
			}
			n, res = len(in.Register.Scenarios), out
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n, safe, res
	}
	if n, _, res := rated(); n != 1 || !res.Scenarios[0].Residual.Rated() {
		t.Errorf("at first: %d, %+v", n, res.Scenarios)
	}
	added(t, a.works, a.Scenarios(), risk.Scenario{Head: risk.Head{Name: "Another"}, Zone: a.cell.ID, Ratings: risk.Ratings{risk.Safety: 1, risk.Environmental: 1}, Likelihood: 1})
	z := a.safe
	z.Name = "Renamed"
	if _, _, err := a.ChangeZone(t.Context(), a.ada, a.site, z); err != nil {
		t.Fatal(err)
	}
	if n, name, res := rated(); n != 2 || name != "Renamed" || len(res.Scenarios) != 2 {
		t.Errorf("then: %d %q", n, name)
	}
	// Whoever asks within an update gets what the update sees.
	_, err := a.update(t.Context(), a.ada, intent{do: access.RiskEdit, site: a.site, verb: "test"}, func(tx *store.Tx) error {
		kept, err := a.contextOf(tx, a.site)
		if err != nil || len(kept.Register.Scenarios) != 2 {
			t.Errorf("kept: %d, %v", len(kept.Register.Scenarios), err)
		}
		task := risk.Task{Head: risk.Head{Site: a.site, Key: "T-77", Name: "X"}}
		if err := store.Put(tx, &task); err != nil {
			return err
		}
		fresh, err := a.contextOf(tx, a.site)
		if err != nil || len(fresh.Register.Tasks) != 1 {
			t.Errorf("fresh: %d, %v", len(fresh.Register.Tasks), err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHistoryNamesWhatTheRegisterRefersTo(t *testing.T) {
	a := newAssessed(t)
	detail, err := a.HistoryEntry(t.Context(), a.ada, a.site, lastEntry(t, a.works), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		string(a.safe.ID): "Z-02", string(a.worst.ID): a.worst.Key, string(a.measure.ID): a.measure.Key, string(a.assumption.ID): a.assumption.Key,
	} {
		if detail.Names[id] != want {
			t.Errorf("%s is named %q, want %q", id, detail.Names[id], want)
		}
	}
	diff, err := a.Diff(t.Context(), a.ada, a.site, fmt.Sprint(lastEntry(t, a.works)-1), "", "", 10)
	if err != nil || len(diff.Changes) != 1 || diff.Changes[0].Kind != "scenario" || diff.Changes[0].Op != "add" {
		t.Errorf("the difference is %+v, %v", diff.Changes, err)
	}
}

func TestWhoKnowsOnlyAPartLearnsNothingOfTheRegister(t *testing.T) {
	a := newAssessed(t)
	plc := a.assets["PLC-101"]
	f := a.function
	f.Assets = []plant.AssetID{plc.ID}
	changedTo(t, a.works, a.Functions(), f)
	supplier := a.user(access.Supplier, access.Grant{Vendor: "Siemens"})
	_, err := a.DeleteAsset(t.Context(), supplier, a.site, plc.ID, plc.Version, false)
	refused(t, "an asset of a function", err, Conflict, "in-use")
	if used, ok := errors.AsType[*InUse](err); !ok || len(used.By) != 0 || strings.Contains(err.Error(), f.Key) {
		t.Errorf("the supplier learns of %v", used)
	}
	_, err = a.DeleteAsset(t.Context(), a.ada, a.site, plc.ID, plc.Version, false)
	if used, ok := errors.AsType[*InUse](err); !ok || len(used.By) != 1 || used.By[0].Key != f.Key {
		t.Errorf("ada learns of %v", err)
	}
	_, err = a.Scenarios().List(t.Context(), supplier, a.site, "", 10)
	refused(t, "the scenarios", err, Denied, "")
}
