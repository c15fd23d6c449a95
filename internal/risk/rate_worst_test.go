package risk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func worstCase(key string, ratings risk.Ratings, inherits ...risk.ID) risk.WorstCase {
	return risk.WorstCase{Head: risk.Head{ID: risk.ID(key), Key: key, Name: key}, Function: "f1", Ratings: ratings, Inherits: inherits}
}

// The access path is as bad as the worst that it reaches, however far away.
func TestWorstCaseInheritsWhatItLeadsTo(t *testing.T) {
	trip := worstCase("WC-3", risk.Ratings{risk.Safety: 5, risk.Environmental: 2})
	for _, row := range []struct {
		name     string
		all      []risk.WorstCase
		want     int
		driving  risk.Category
		path     string
		complete bool
		cycle    bool
	}{
		{"its own ratings", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 1, risk.Environmental: 0, risk.Finance: 3})}, 3, risk.Finance, "WC-1", true, false},
		{"one step away", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Finance: 3}, "WC-3"), trip}, 5, risk.Safety, "WC-1 WC-3", true, false},
		{"two steps away", []risk.WorstCase{worstCase("WC-1", nil, "WC-2"), worstCase("WC-2", risk.Ratings{risk.Safety: 2}, "WC-3"), trip}, 5, risk.Safety, "WC-1 WC-2 WC-3", true, false},
		{"its own is worse", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 5}, "WC-3"), trip}, 5, risk.Safety, "WC-1", true, false},
		{"in a circle", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 1, risk.Environmental: 1}, "WC-2"), worstCase("WC-2", risk.Ratings{risk.Safety: 4}, "WC-1")}, 4, risk.Safety, "WC-1 WC-2", true, true},
		{"from itself", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 1, risk.Environmental: 1}, "WC-1")}, 1, risk.Safety, "WC-1", true, true},
		{"from one that is gone", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 1, risk.Environmental: 1}, "WC-9")}, 1, risk.Safety, "WC-1", true, false},
		{"without an environment value it is incomplete", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 3})}, 3, risk.Safety, "WC-1", false, false},
		{"an explicit none is a value", []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 0, risk.Environmental: 0})}, 0, "", "WC-1", true, false},
		{"nothing is rated", []risk.WorstCase{worstCase("WC-1", nil)}, 0, "", "WC-1", false, false},
	} {
		in := reactor()
		in.Register.WorstCases = row.all
		got := risk.Rate(in).WorstCases[0]
		if got.Consequence != row.want || got.Driving != row.driving || strings.Join(got.Path, " ") != row.path || got.Complete != row.complete || got.Cycle != row.cycle {
			t.Errorf("%s: %d by %q, path %v, complete %v, cycle %v: %s", row.name, got.Consequence, got.Driving, got.Path, got.Complete, got.Cycle, got.Why)
		}
	}
}

func TestWorstCaseSaysWhy(t *testing.T) {
	in := reactor()
	in.Register.WorstCases = []risk.WorstCase{worstCase("WC-1", nil, "WC-2"), worstCase("WC-2", risk.Ratings{risk.Safety: 4})}
	in.Register.WorstCases[1].Assumptions = []risk.ID{"a"}
	in.Register.Assumptions = []risk.Assumption{{Head: risk.Head{ID: "a", Key: "AS-1"}, State: risk.AssumptionFalse, ConsequenceIfFalse: 3}}
	want := "Consequence 5 (Catastrophic) is the highest of the categories, driven by safety, inherited by way of WC-1 → WC-2. Assumption AS-1 is false, which adds 3 to the consequence. It is incomplete: environment must have a value, 0 if there is no consequence."
	if got := risk.Rate(in).WorstCases[0].Why; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFunctionAndZoneTakeTheWorstOfTheirWorstCases(t *testing.T) {
	in := reactor()
	in.Site.Assets = []plant.Asset{{ID: "plc", Key: "PLC-1", Zone: "cell"}}
	in.Register.Functions = []risk.Function{
		{Head: risk.Head{ID: "f1", Key: "F-1"}, Zones: []plant.ZoneID{"bpcs"}},
		{Head: risk.Head{ID: "f2", Key: "F-2"}, Assets: []plant.AssetID{"plc"}},
		{Head: risk.Head{ID: "f3", Key: "F-3"}, Zones: []plant.ZoneID{"dmz"}},
	}
	better := worstCase("WC-2", risk.Ratings{risk.Safety: 2, risk.Environmental: 0})
	other := worstCase("WC-3", risk.Ratings{risk.Availability: 3, risk.Safety: 0, risk.Environmental: 0})
	other.Function = "f2"
	in.Register.WorstCases = []risk.WorstCase{better, worstCase("WC-1", risk.Ratings{risk.Safety: 5, risk.Environmental: 1}), other}
	got := risk.Rate(in)
	if f := got.Functions[0]; f.Consequence != 5 || f.WorstCase != "WC-1" || !slices.Equal(f.WorstCases, []risk.ID{"WC-2", "WC-1"}) || !f.Complete {
		t.Errorf("F-1: %+v", f)
	}
	if f := got.Functions[2]; f.Consequence != 0 || f.Complete || !strings.Contains(f.Why, "No worst case") {
		t.Errorf("F-3 has no worst case: %+v", f)
	}
	have := map[string]int{}
	for _, s := range got.Subjects {
		have[s.Key] = s.Consequence
	}
	want := map[string]int{"Z-01": 5, "Z-02": 3, "Z-03": 0, "Z-04": 0, "C-01": 5, "C-02": 5}
	if d := cmp.Diff(want, have); d != "" {
		t.Errorf("zones take the worst of their functions, conduits that of both ends: %s", d)
	}
	if z, _ := got.Of(assess.Subject{Kind: assess.OfZone, ID: "bpcs"}); !strings.Contains(z.WorstCase, "Function F-1 is the worst to lose here") {
		t.Errorf("%q", z.WorstCase)
	}
}

func TestScenarioWithoutRatingsTakesThoseOfItsWorstCase(t *testing.T) {
	in := reactor(overpressure(func(s *risk.Scenario) { s.Ratings, s.WorstCase, s.Likelihood = nil, "WC-1", 1 }))
	in.Register.WorstCases = []risk.WorstCase{worstCase("WC-1", risk.Ratings{risk.Safety: 4, risk.Environmental: 0})}
	got := first(t, in)
	if got.Residual.Consequence != 4 || !strings.Contains(got.Residual.Why, "that of worst case WC-1") || !got.LifeSafety {
		t.Errorf("%+v", got.Residual)
	}
	in.Register.Scenarios[0].Ratings = risk.Ratings{risk.Finance: 2}
	if got := first(t, in); got.Residual.Consequence != 2 {
		t.Errorf("its own ratings come first: %+v", got.Residual)
	}
}
