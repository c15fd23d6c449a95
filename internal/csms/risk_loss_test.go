package csms

import (
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/risk"
)

func TestAnnualLossOfASiteIsSimulatedOverItsEstimates(t *testing.T) {
	f := newRatedSite(t)
	none, err := f.AnnualLoss(t.Context(), f.ada, f.site.ID, 1, 1000)
	if err != nil || none.Result != nil || none.Without != 1 || !strings.HasPrefix(none.Why, "No scenario has an estimate") {
		t.Fatalf("without an estimate: %+v, %v", none, err)
	}
	f.scenario.Loss = &risk.LossRange{EventsPerYear: 0.5, Low: 10_000, High: 200_000}
	if f.scenario, _, err = f.Scenarios().Change(t.Context(), f.ada, f.site.ID, f.scenario); err != nil {
		t.Fatal(err)
	}
	for _, x := range []risk.Scenario{
		{Head: risk.Head{Name: "A better price for water"}, Zone: f.control.ID, Opportunity: true, Loss: &risk.LossRange{EventsPerYear: 900, Low: 1e9, High: 1e10}},
		{Head: risk.Head{Name: "Dry run of the pump"}, Zone: f.control.ID, Likelihood: 2, Removed: "The pump was taken out.", Loss: &risk.LossRange{EventsPerYear: 900, Low: 1e9, High: 1e10}},
		{Head: risk.Head{Name: "Loss of view"}, Zone: f.control.ID, Likelihood: 2},
	} {
		if _, _, err := f.Scenarios().Add(t.Context(), f.ada, f.site.ID, x); err != nil {
			t.Fatalf("%s: %v", x.Name, err)
		}
	}
	got, err := f.AnnualLoss(t.Context(), f.ada, f.site.ID, 7, 10_000)
	if err != nil || got.Result == nil {
		t.Fatal(got, err)
	}
	if len(got.Scenarios) != 1 || got.Scenarios[0].Key != f.scenario.Key || got.Without != 1 {
		t.Errorf("an opportunity or a removed hazard counts: %+v", got)
	}
	if r := got.Result; r.Seed != 7 || r.Years != 10_000 || r.Mean < 20_000 || r.Mean > 60_000 || r.P99 <= r.P90 || got.Why != r.Why {
		t.Errorf("%+v", r)
	}
	if again, err := f.AnnualLoss(t.Context(), f.ada, f.site.ID, 7, 10_000); err != nil || again.Result.Mean != got.Result.Mean {
		t.Errorf("the same seed gives %v and %v: %v", got.Result.Mean, again.Result.Mean, err)
	}
	if other, err := f.AnnualLoss(t.Context(), f.ada, f.site.ID, 8, 10_000); err != nil || other.Result.Mean == got.Result.Mean {
		t.Errorf("another seed gives the same: %v", err)
	}
	f.hire(t, access.Grant{Role: access.Supplier, Vendor: "ACME"})
	ben := f.signIn(t, benEmail, benPassword).Principal
	if _, err := f.AnnualLoss(t.Context(), ben, f.site.ID, 1, 1000); KindOf(err) != Denied && KindOf(err) != NotFound {
		t.Errorf("a supplier reads losses: %v", err)
	}
}
