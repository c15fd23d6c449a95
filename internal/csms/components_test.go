package csms

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// chained is two zones with a controller in the first, and the product that it is.
type chained struct {
	*twoZones
	plc     plant.Asset
	product supply.Product
}

func newChained(t *testing.T) *chained {
	t.Helper()
	f := &chained{twoZones: newTwoZones(t)}
	var err error
	if f.plc, _, err = f.AddAsset(t.Context(), f.ada, f.site.ID, plant.Asset{
		Key: "PLC-1", Type: plant.EmbeddedDevice, Zone: f.control.ID, Vendor: "ACME GmbH", Model: "X-1", Firmware: "V2.1",
	}); err != nil {
		t.Fatal(err)
	}
	if f.product, _, err = f.Products().Add(t.Context(), f.ada, supply.Product{
		Head: supply.Head{Name: "Controller X-1"}, Vendor: "Acme", Model: "X-1", Types: []catalog.ComponentType{catalog.EmbeddedDevice}, Aim: 2,
	}); err != nil {
		t.Fatal(err)
	}
	return f
}

// claim answers component requirements for the product.
func (f *chained) claim(t *testing.T, state assess.State, ids ...catalog.RequirementID) Claimed {
	t.Helper()
	done, err := f.SetClaims(t.Context(), f.ada, ClaimInput{
		Subjects: []assess.Subject{{Kind: assess.OfProduct, ID: string(f.product.ID)}}, Set: catalog.ComponentRequirements,
		Requirements: ids, Answer: assess.Verdict{State: state}, Clear: state == "",
	})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// upToComponent are what a level asks of an embedded device, constraints included.
func upToComponent(l sl.Level) []catalog.RequirementID {
	var ids []catalog.RequirementID
	for _, q := range catalog.ComponentSet().For([]catalog.ComponentType{catalog.EmbeddedDevice}) {
		if q.From <= l {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// effective is what SR 1.1 amounts to in the first zone.
func (f *chained) effective(t *testing.T) assess.Effective {
	t.Helper()
	answers, _, err := f.Requirements(t.Context(), f.ada, f.site.ID, f.zone(f.control))
	if err != nil {
		t.Fatal(err)
	}
	return answers[slices.IndexFunc(answers, func(a assess.Answer) bool { return a.Requirement.ID == "SR 1.1" })].Effective
}

func TestAClaimServesEveryAssetOfTheProduct(t *testing.T) {
	f := newChained(t)
	f.claim(t, assess.Met, upToComponent(2)...)
	product, err := f.ProductComponent(t.Context(), f.ada, f.product.ID)
	if err != nil || product.Capable != sl.Uniform(2) && product.Capable.Min() < 2 || product.Conditional != "" || product.Target == nil {
		t.Errorf("the product: SL-C %v, %q, %v", product.Capable, product.Conditional, err)
	}
	installed, err := f.AssetComponent(t.Context(), f.ada, f.site.ID, f.plc.ID)
	if err != nil || installed.Capable != product.Capable || installed.Match.Key != f.product.Key {
		t.Errorf("the asset: SL-C %v, match %+v, %v", installed.Capable, installed.Match, err)
	}
	p, err := f.SubjectPosture(t.Context(), f.ada, f.site.ID, f.zone(f.control))
	if err != nil || p.Capable == nil || p.FRs[sl.IAC].Capable == nil || *p.FRs[sl.TRE].Capable != 2 {
		t.Errorf("the zone: %v, %q, %v", p.Capable, p.FRs[sl.TRE].CapableReason, err)
	}
}

func TestWhatBecomesOfAClaimShowsInTheZoneAtOnce(t *testing.T) {
	f := newChained(t)
	f.claim(t, assess.Met, upToComponent(2)...)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.ByComponents}, "SR 1.1")
	holds := func(what string, want bool, why string) {
		t.Helper()
		e := f.effective(t)
		if e.Holds != want || !strings.Contains(e.Why, why) {
			t.Errorf("%s: it holds %v because %q, want %v because …%s…", what, e.Holds, e.Why, want, why)
		}
		// What is kept says what a computation from nothing says.
		if err := f.db.View(t.Context(), f.ada.Org, func(r *store.Reader) error { return agrees(t, f.Service, r, f.twoZones) }); err != nil {
			t.Error(err)
		}
	}
	holds("claimed", true, "met by the 1 component")
	f.claim(t, "", "CR 1.1")
	holds("the claim is withdrawn", false, "PLC-1 (CR 1.1 unanswered)")
	f.claim(t, assess.Met, "CR 1.1")
	holds("claimed again", true, "met by the 1 component")

	off := VerdictInput{Subjects: []assess.Subject{{Kind: assess.OfAsset, ID: string(f.plc.ID)}}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1"}, Answer: assess.Verdict{State: assess.NotMet}}
	if _, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, off); err != nil {
		t.Fatal(err)
	}
	holds("switched off on the asset", false, "PLC-1 (CR 1.1 not met)")
	off.Clear = true
	if _, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, off); err != nil {
		t.Fatal(err)
	}
	holds("switched on again", true, "met by the 1 component")

	spare, _, err := f.AddAsset(t.Context(), f.ada, f.site.ID, plant.Asset{Key: "PLC-2", Type: plant.EmbeddedDevice, Zone: f.control.ID})
	if err != nil {
		t.Fatal(err)
	}
	holds("an unknown asset is added", false, "not met by 1 of 2 components: PLC-2 (CR 1.1 unanswered: no product of the library matches)")
	spare.Vendor, spare.Model = "Acme", "x1"
	if spare, _, err = f.ChangeAsset(t.Context(), f.ada, f.site.ID, spare); err != nil {
		t.Fatal(err)
	}
	holds("it turns out to be the same product", true, "met by all 2 components")

	f.product.Model = "X-9"
	if f.product, _, err = f.Products().Change(t.Context(), f.ada, f.product); err != nil {
		t.Fatal(err)
	}
	holds("the product was another one", false, "not met by 2 of 2 components")
}

func TestAPastPostureIsJudgedByWhatWasClaimedThen(t *testing.T) {
	f := newChained(t)
	claimed := f.claim(t, assess.Met, upToComponent(2)...)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.ByComponents}, "SR 1.1")
	lost := f.claim(t, "", "CR 1.1")
	for at, want := range map[int64]int{lost.Entry - 1: 1, lost.Entry: 0} {
		p, err := f.Posture(t.Context(), f.ada, f.site.ID, strconv.FormatInt(at, 10))
		if err != nil || held(p, f.zone(f.control)) != want {
			t.Errorf("at entry %d, after %d: %d hold, want %d (%v)", at, claimed.Entry, held(p, f.zone(f.control)), want, err)
		}
	}
}

func TestComponentsAreListedWithTheirProducts(t *testing.T) {
	f := newChained(t)
	f.claim(t, assess.Met, upToComponent(1)...)
	if _, _, err := f.AddAsset(t.Context(), f.ada, f.site.ID, plant.Asset{Key: "HMI-1", Type: plant.HostDevice, Zone: f.super.ID}); err != nil {
		t.Fatal(err)
	}
	list := func(who access.Principal, filter ComponentFilter) string {
		t.Helper()
		page, err := f.Components(t.Context(), who, f.site.ID, filter, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, row := range page.Items {
			keys = append(keys, row.Key+" "+row.Match.Key)
			if row.Reason == "" || len(row.Types) == 0 {
				t.Errorf("%+v", row)
			}
		}
		if page.Total != len(keys) {
			t.Errorf("%d in all, %d listed", page.Total, len(keys))
		}
		return strings.Join(keys, ", ")
	}
	if got := list(f.ada, ComponentFilter{}); got != "HMI-1 , PLC-1 "+f.product.Key {
		t.Errorf("all: %s", got)
	}
	if got := list(f.ada, ComponentFilter{Unmatched: true}); got != "HMI-1 " {
		t.Errorf("unmatched: %s", got)
	}
	if got := list(f.ada, ComponentFilter{Zone: string(f.control.ID)}); got != "PLC-1 "+f.product.Key {
		t.Errorf("of one zone: %s", got)
	}
	ben := access.Principal{User: "ben", Org: f.ada.Org, Name: "Ben", Grants: []access.Grant{{Role: access.Integrator, Site: f.site.ID, Zones: []plant.ZoneID{f.super.ID}}}}
	if got := list(ben, ComponentFilter{}); got != "HMI-1 " {
		t.Errorf("an integrator of Z-02 sees %s", got)
	}
}

func TestWhatComponentsCarryIsAnsweredInOneAct(t *testing.T) {
	f := newChained(t)
	f.claim(t, assess.Met, upToComponent(1)...)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.NotMet}, "SR 1.1")
	dry, err := f.AnswerByComponents(t.Context(), f.ada, f.site.ID, nil, true)
	if err != nil || dry.Entry != 0 || len(dry.Subjects) != 1 || dry.Changed != len(dry.Subjects[0].Requirements) || dry.Changed == 0 {
		t.Fatalf("%+v, %v", dry, err)
	}
	if ids := dry.Subjects[0].Requirements; slices.Contains(ids, "SR 1.1") || !slices.Contains(ids, "SR 1.3") || slices.Contains(ids, "SR 5.2") {
		t.Errorf("proposed are %v", ids)
	}
	done, err := f.AnswerByComponents(t.Context(), f.ada, f.site.ID, nil, false)
	if err != nil || done.Entry == 0 || done.Changed != dry.Changed {
		t.Errorf("%+v, %v", done, err)
	}
	p, _ := f.SubjectPosture(t.Context(), f.ada, f.site.ID, f.zone(f.control))
	if p.Counts.All.ByComponents != done.Changed || p.Counts.All.Holds != done.Changed {
		t.Errorf("%+v", p.Counts.All)
	}
	if again, err := f.AnswerByComponents(t.Context(), f.ada, f.site.ID, []assess.Subject{f.zone(f.control)}, false); err != nil || again.Changed != 0 || again.Entry != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, err := f.Undo(t.Context(), f.ada, f.site.ID, done.Entry); err != nil {
		t.Errorf("it cannot be undone: %v", err)
	}
}

func TestAnAssetThatFormsAConduitStays(t *testing.T) {
	f := newChained(t)
	f.conduit.Devices = []plant.AssetID{f.plc.ID}
	var err error
	if f.conduit, _, err = f.ChangeConduit(t.Context(), f.ada, f.site.ID, f.conduit); err != nil {
		t.Fatal(err)
	}
	if _, err := f.DeleteAsset(t.Context(), f.ada, f.site.ID, f.plc.ID, f.plc.Version, false); KindOf(err) != Conflict {
		t.Errorf("it is deleted, or kept by %v", err)
	}
	f.claim(t, assess.Met, upToComponent(2)...)
	p, err := f.SubjectPosture(t.Context(), f.ada, f.site.ID, assess.Subject{Kind: assess.OfConduit, ID: string(f.conduit.ID)})
	if err != nil || p.FRs[sl.TRE].Capable == nil || *p.FRs[sl.TRE].Capable != 2 {
		t.Errorf("the conduit: %q, %v", p.FRs[sl.TRE].CapableReason, err)
	}
	f.conduit.Devices = append(f.conduit.Devices, "nobody")
	if _, _, err := f.ChangeConduit(t.Context(), f.ada, f.site.ID, f.conduit); err == nil {
		t.Error("a device that does not exist is taken")
	}
}
