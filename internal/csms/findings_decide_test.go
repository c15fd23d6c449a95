package csms

import (
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk/lint"
	"ringwall/internal/sl"
)

// findings are those of a site by id.
func (f *twoZones) findings(t *testing.T, filter FindingFilter) map[string]lint.Judged {
	t.Helper()
	all := map[string]lint.Judged{}
	for after := ""; ; {
		page, err := f.Findings(t.Context(), f.ada, f.site.ID, filter, "", after, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range page.Items {
			if _, twice := all[x.ID]; twice {
				t.Fatalf("finding %s stands on two pages", x.ID)
			}
			all[x.ID] = x
		}
		if after = page.Next; after == "" {
			if len(all) != page.Total {
				t.Fatalf("%d findings on all pages, and a total of %d", len(all), page.Total)
			}
			return all
		}
	}
}

func TestADecisionAboutAFindingSurvives(t *testing.T) {
	f := newTwoZones(t)
	ctx := t.Context()
	id := "conduit-no-flows/" + string(f.conduit.ID)
	if got := f.findings(t, FindingFilter{})[id]; got.State != lint.Open || got.Record != string(f.conduit.ID) {
		t.Fatalf("the finding is %+v", got)
	}
	accepting := Decision{Owner: "Ada", Accepted: &Accepting{Justification: "built next week", Until: "2026-06-30"}}
	got, entry, err := f.Decide(ctx, f.ada, f.site.ID, id, accepting, 0)
	if err != nil || entry == 0 {
		t.Fatal(entry, err)
	}
	if got.State != lint.Accepted || got.Decision.Accepted.By != f.ada.Name || got.Decision.Version != 1 {
		t.Errorf("accepted: %+v %+v", got.State, got.Decision)
	}
	o, err := f.Overview(ctx, f.ada, f.site.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range o.Findings {
		if x.ID == id {
			t.Error("the overview tells of a finding that is accepted")
		}
	}

	// A stale decision is refused; who only names another day leaves the acceptance as it was given.
	if _, _, err := f.Decide(ctx, f.ada, f.site.ID, id, accepting, 0); KindOf(err) != Conflict {
		t.Errorf("decided on an old version: %v", err)
	}
	accepting.Due = "2026-05-01"
	if got, _, err = f.Decide(ctx, f.ada, f.site.ID, id, accepting, 1); err != nil || got.Decision.Accepted.On != "2026-03-02" || got.Decision.Due != "2026-05-01" {
		t.Errorf("changed: %+v, %v", got.Decision, err)
	}

	// Renaming the conduit and running the rules again changes nothing of it.
	c := f.conduit
	c.Key = "C-99"
	if c, _, err = f.ChangeConduit(ctx, f.ada, f.site.ID, c); err != nil {
		t.Fatal(err)
	}
	if got := f.findings(t, FindingFilter{})[id]; got.State != lint.Accepted || got.Key != "C-99" {
		t.Errorf("after renaming: %v of %s", got.State, got.Key)
	}

	// Its time runs out on the day.
	f.clock.pass(120 * 24 * time.Hour)
	if got := f.findings(t, FindingFilter{States: []string{"lapsed"}})[id]; got.State != lint.Lapsed || !got.Overdue {
		t.Errorf("after its time: %+v", got)
	}

	// Mended, it is told of as resolved, as it read last.
	c.Flows = []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}}
	if _, _, err = f.ChangeConduit(ctx, f.ada, f.site.ID, c); err != nil {
		t.Fatal(err)
	}
	if got := f.findings(t, FindingFilter{})[id]; got.State != lint.Resolved || got.Text == "" || got.Kind != "conduit" {
		t.Errorf("after mending: %+v", got)
	}

	// Undoing the first decision is refused, as the second one touched it; the last is undone.
	if _, err := f.Undo(ctx, f.ada, f.site.ID, entry); KindOf(err) != Conflict {
		t.Errorf("undo of a decision that was changed since: %v", err)
	}
}

func TestWhatIsRefusedOfADecision(t *testing.T) {
	f := newTwoZones(t)
	id := "conduit-no-flows/" + string(f.conduit.ID)
	token := f.ada
	token.Token = &access.Token{Scope: access.ScopeWrite}
	viewer := f.ada
	viewer.Grants = []access.Grant{{Role: access.Viewer}}
	for _, c := range []struct {
		name string
		who  access.Principal
		id   string
		d    Decision
		kind Kind
		says string
	}{
		{"accepted without a reason", f.ada, id, Decision{Accepted: &Accepting{Until: "2026-06-30"}}, Invalid, "justification"},
		{"accepted for ever", f.ada, id, Decision{Accepted: &Accepting{Justification: "x"}}, Invalid, "for ever"},
		{"accepted until yesterday", f.ada, id, Decision{Accepted: &Accepting{Justification: "x", Until: "2026-03-01"}}, Invalid, "come already"},
		{"accepted for four years", f.ada, id, Decision{Accepted: &Accepting{Justification: "x", Until: "2030-03-01"}}, Invalid, "3 years"},
		{"accepted by a token", token, id, Decision{Accepted: &Accepting{Justification: "x", Until: "2026-06-30"}}, Denied, "token"},
		{"a due day that is none", f.ada, id, Decision{Due: "soon"}, Invalid, ""},
		{"about what is not found", f.ada, "conduit-no-flows/none", Decision{Owner: "Ada"}, NotFound, ""},
		{"by who only reads", viewer, id, Decision{Owner: "Ada"}, Denied, ""},
	} {
		_, _, err := f.Decide(t.Context(), c.who, f.site.ID, c.id, c.d, 0)
		if KindOf(err) != c.kind || err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestManyFindingsAreDecidedAboutInOneAct(t *testing.T) {
	f := newTwoZones(t)
	ctx := t.Context()
	open := f.findings(t, FindingFilter{States: []string{"open"}})
	var ids []string
	for id := range open {
		ids = append(ids, id)
	}
	owner, due := "Ada", plant.Date("2026-04-01")
	done, err := f.DecideMany(ctx, f.ada, f.site.ID, ids, FindingSet{Owner: &owner, Due: &due})
	if err != nil || done.Changed != len(ids) || done.Entry == 0 {
		t.Fatal(done, err)
	}
	if n := len(f.findings(t, FindingFilter{Owner: "ada"})); n != len(ids) {
		t.Errorf("%d of %d findings are Ada's", n, len(ids))
	}
	if n := len(f.findings(t, FindingFilter{Owner: "none"})); n != 0 {
		t.Errorf("%d findings are nobody's", n)
	}
	if _, err := f.DecideMany(ctx, f.ada, f.site.ID, append(ids, "flow-any/none"), FindingSet{Owner: &owner}); KindOf(err) != NotFound {
		t.Errorf("one that is not there: %v", err)
	}
	until := &Accepting{Justification: "all of it", Until: "2026-12-31"}
	if _, err := f.DecideMany(ctx, f.ada, f.site.ID, ids, FindingSet{Accepted: until}); err != nil {
		t.Fatal(err)
	}
	f.clock.pass(60 * 24 * time.Hour)
	if n := len(f.findings(t, FindingFilter{Overdue: true})); n != 0 {
		t.Errorf("%d accepted findings are overdue", n)
	}
	reopened, err := f.DecideMany(ctx, f.ada, f.site.ID, ids, FindingSet{Reopen: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.findings(t, FindingFilter{Overdue: true})); n != len(ids) {
		t.Errorf("%d of %d findings are overdue", n, len(ids))
	}
	if _, err := f.Undo(ctx, f.ada, f.site.ID, reopened.Entry); err != nil {
		t.Fatal(err)
	}
	if n := len(f.findings(t, FindingFilter{States: []string{"accepted"}})); n != len(ids) {
		t.Errorf("after the undo %d of %d findings are accepted", n, len(ids))
	}
	none, nothing := "", plant.Date("")
	if _, err := f.DecideMany(ctx, f.ada, f.site.ID, ids, FindingSet{Owner: &none, Due: &nothing, Reopen: true}); err != nil {
		t.Fatal(err)
	}
	page, err := f.Findings(ctx, f.ada, f.site.ID, FindingFilter{}, "", "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Items {
		if x.Decision != nil {
			t.Errorf("a decision that says nothing is still there: %+v", x.Decision)
		}
	}
	if page.Counts.State[lint.Open] != len(ids) || page.Counts.Overdue != 0 {
		t.Errorf("counts are %+v", page.Counts)
	}
}

func TestFindingsAreOrdered(t *testing.T) {
	f := newTwoZones(t)
	page, err := f.Findings(t.Context(), f.ada, f.site.ID, FindingFilter{}, "severity", "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for i := range page.Items[1:] {
		if lint.CompareSeverity(page.Items[i].Severity, page.Items[i+1].Severity) > 0 {
			t.Errorf("%s stands before %s", page.Items[i].ID, page.Items[i+1].ID)
		}
	}
	if _, err := f.Findings(t.Context(), f.ada, f.site.ID, FindingFilter{}, "colour", "", 50); KindOf(err) != Invalid {
		t.Errorf("an order that is none: %v", err)
	}
	if _, err := f.Findings(t.Context(), f.ada, f.site.ID, FindingFilter{}, "key", "x", 50); KindOf(err) != Invalid {
		t.Errorf("a mark that is none: %v", err)
	}
}

func TestZonesAreTakenPieceByPiece(t *testing.T) {
	f := newTwoZones(t)
	ctx := t.Context()
	add := func(key string, role plant.AssetRole, zone plant.ZoneID, ip string) plant.Asset {
		t.Helper()
		a, _, err := f.AddAsset(ctx, f.ada, f.site.ID, plant.Asset{Key: key, Type: plant.EmbeddedDevice, Role: role, Zone: zone, Addresses: []plant.Address{{IP: ip}}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	add("PLC-1", "plc", f.control.ID, "10.0.1.1")
	a, b := add("PLC-2", "plc", "", "10.0.1.2"), add("F-1", "safety-controller", "", "10.0.1.3")
	proposals, err := f.ZoneProposals(ctx, f.ada, f.site.ID, false)
	if err != nil || len(proposals) != 2 {
		t.Fatal(proposals, err)
	}
	if proposals[1].Existing != f.control.ID || proposals[0].Zone.Kind != plant.ZoneSafety {
		t.Errorf("proposals are %+v", proposals)
	}
	safety := plant.Zone{Key: "Z-03", Name: "Safety", Kind: plant.ZoneSafety, Safety: true, Target: &plant.Target{Vector: sl.Uniform(2), Approver: "M"}}
	taken, err := f.TakeZones(ctx, f.ada, f.site.ID, []ZonePiece{
		{ZoneID: f.control.ID, Assets: []plant.AssetID{a.ID}},
		{Zone: &safety, Assets: []plant.AssetID{b.ID}},
	})
	if err != nil || taken.Assets != 2 || len(taken.Zones) != 1 || taken.Entry == 0 {
		t.Fatal(taken, err)
	}
	if a, _ = f.Asset(ctx, f.ada, f.site.ID, a.ID); a.Zone != f.control.ID {
		t.Errorf("PLC-2 lies in %s", a.Zone)
	}
	if b, _ = f.Asset(ctx, f.ada, f.site.ID, b.ID); b.Zone != taken.Zones[0].ID {
		t.Errorf("F-1 lies in %s", b.Zone)
	}
	if left, err := f.ZoneProposals(ctx, f.ada, f.site.ID, true); err != nil || len(left) != 0 {
		t.Errorf("still proposed: %+v, %v", left, err)
	}
	if _, err := f.Undo(ctx, f.ada, f.site.ID, taken.Entry); err != nil {
		t.Fatal(err)
	}
	if left, err := f.ZoneProposals(ctx, f.ada, f.site.ID, false); err != nil || len(left) != 2 {
		t.Errorf("after the undo: %+v, %v", left, err)
	}

	for _, c := range []struct {
		name   string
		pieces []ZonePiece
		kind   Kind
	}{
		{"neither zone", []ZonePiece{{Assets: []plant.AssetID{a.ID}}}, Invalid},
		{"a zone that is not there", []ZonePiece{{ZoneID: "none", Assets: []plant.AssetID{a.ID}}}, NotFound},
		{"an asset that is not there", []ZonePiece{{ZoneID: f.control.ID, Assets: []plant.AssetID{"none"}}}, NotFound},
		{"an asset twice", []ZonePiece{{ZoneID: f.control.ID, Assets: []plant.AssetID{a.ID}}, {ZoneID: f.super.ID, Assets: []plant.AssetID{a.ID}}}, Invalid},
		{"a key that is taken", []ZonePiece{{Zone: &plant.Zone{Key: "z-01", Name: "x", Kind: plant.ZoneControl}, Assets: []plant.AssetID{a.ID}}}, Conflict},
	} {
		if _, err := f.TakeZones(ctx, f.ada, f.site.ID, c.pieces); KindOf(err) != c.kind || err == nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	viewer := f.ada
	viewer.Grants = []access.Grant{{Role: access.Viewer}}
	if _, err := f.TakeZones(ctx, viewer, f.site.ID, []ZonePiece{{ZoneID: f.control.ID, Assets: []plant.AssetID{a.ID}}}); KindOf(err) != Denied {
		t.Errorf("taken by who only reads: %v", err)
	}
}
