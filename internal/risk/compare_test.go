package risk_test

import (
	"strings"
	"testing"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// comparedPlant has one zone with a function whose worst case is minor, beside a
// zone of a contractor.
func comparedPlant() risk.Input {
	in := risk.Input{Today: "2026-11-24"}
	in.Site = plant.Site{
		SiteRecord: plant.SiteRecord{Key: "BOT", Name: "Bottling"},
		Zones: []plant.Zone{
			{ID: "z2", Key: "Z-02", Name: "Labels"}, {ID: "z1", Key: "Z-01", Name: "Filler", Kind: plant.ZoneSafety}, {ID: "z9", Key: "Z-09", Name: "Vendor", External: true},
		},
	}
	in.Register = risk.Register{
		Functions:  []risk.Function{{Head: risk.Head{ID: "f", Key: "F-01", Name: "Filling"}, Zones: []plant.ZoneID{"z1"}}},
		WorstCases: []risk.WorstCase{{Head: risk.Head{ID: "w", Key: "WC-01", Name: "Spill"}, Function: "f", Ratings: risk.Ratings{risk.Safety: 1, risk.Environmental: 0}}},
		Criteria: []risk.Criteria{{
			Head: risk.Head{ID: "c", Key: "CR-01", Name: "Criteria"}, Consequences: []string{"Minor", "Major"},
			Likelihoods: []risk.LikelihoodStep{{Name: "Rare"}, {Name: "Often"}},
			Matrix:      [][]risk.BandID{{"low", "low"}, {"low", "high"}},
			Bands:       []risk.Band{{ID: "low", Name: "Low", Region: risk.Acceptable}, {ID: "high", Name: "High", Region: risk.Alarp, Authority: "m"}},
			Authorities: []risk.Authority{{ID: "m", Title: "Plant manager"}},
			Signed:      &risk.Signature{By: "m@example.com", Name: "M", At: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)},
		}},
	}
	return in
}

func TestTheInitialRiskIsComparedWithWhatIsTolerable(t *testing.T) {
	for _, row := range []struct {
		name  string
		take  func(*risk.Input)
		state risk.InitialState
		says  string
	}{
		{"the worst cases are minor", func(*risk.Input) {}, risk.InitialWithin, "the highest, 2 (Often), is taken: Low. That is acceptable, so the assessment may stop here."},
		{"a worst case is major", func(in *risk.Input) { in.Register.WorstCases[0].Ratings[risk.Safety] = 2 }, risk.InitialAbove, "2 (Major), driven by safety"},
		{"nothing happens at all", func(in *risk.Input) { in.Register.WorstCases[0].Ratings[risk.Safety] = 0 }, risk.InitialWithin, "No worst case of zone Z-01 has a consequence"},
		{"criteria are a draft", func(in *risk.Input) { in.Register.Criteria[0].Signed = nil }, risk.InitialUnknown, "CR-01 are not signed"},
		{"there are no criteria", func(in *risk.Input) { in.Register.Criteria = nil }, risk.InitialUnknown, "no risk criteria yet"},
		{"a worst case is incomplete", func(in *risk.Input) { delete(in.Register.WorstCases[0].Ratings, risk.Environmental) }, risk.InitialUnknown, "Worst case WC-01 is incomplete"},
		{"a function has no worst case", func(in *risk.Input) { in.Register.WorstCases = nil }, risk.InitialUnknown, "Function F-01 of zone Z-01 has no worst case"},
		{"no function lies there", func(in *risk.Input) { in.Register.Functions[0].Zones = nil }, risk.InitialUnknown, "No essential function lies in zone Z-01"},
		{"an override fits every safety zone", func(in *risk.Input) {
			in.Register.Criteria[0].Overrides = []risk.Override{{Name: "Safety", When: risk.Condition{SafetyZone: true}, Least: "high"}}
		}, risk.InitialAbove, "Override “Safety” raises it."},
		{"an override needs a mechanism that no scenario names yet", func(in *risk.Input) {
			in.Register.Criteria[0].Overrides = []risk.Override{{Name: "Release", When: risk.Condition{Mechanisms: []risk.Mechanism{"release"}}, Least: "high"}}
		}, risk.InitialWithin, "Low."},
	} {
		in := comparedPlant()
		row.take(&in)
		out := risk.CompareInitial(in, risk.Rate(in))
		if len(out.Zones) != 2 || out.Zones[0].Key != "Z-01" {
			t.Fatalf("%s: zones %+v", row.name, out.Zones)
		}
		z, _ := out.Of("z1")
		if z.State != row.state || !strings.Contains(z.Why, row.says) {
			t.Errorf("%s: %s, %s", row.name, z.State, z.Why)
		}
		if out.Site.State != row.state && row.name != "no function lies there" {
			t.Errorf("%s: the site is %s, %s", row.name, out.Site.State, out.Site.Why)
		}
	}
}

func TestADecisionToStopNeedsWorstCasesThatAreTolerable(t *testing.T) {
	in := comparedPlant()
	decide := func(d risk.Comparison) (risk.Comparison, plant.Problems) {
		ctx := risk.Context{Site: in.Site, Register: in.Register, Today: in.Today}
		if p := risk.Decide(ctx, "Ada", &d); len(p) > 0 {
			return d, p
		}
		return d, risk.CheckComparison(ctx, d)
	}
	stop := risk.Comparison{Head: risk.Head{ID: "d", Key: "ZC-01"}, Zone: "z1", Decision: risk.StopHere, Rationale: "Small tanks."}
	d, p := decide(stop)
	if len(p) > 0 || d.By != "Ada" || d.On != in.Today || d.Criteria != "CR-01" || d.Consequence != 1 {
		t.Fatalf("%+v: %v", d, p)
	}
	silent := stop
	silent.Rationale = " "
	if _, p := decide(silent); len(p) != 1 || p[0].Pointer != "/rationale" {
		t.Errorf("without a rationale: %v", p)
	}
	in.Register.Comparisons = []risk.Comparison{d}
	twice := stop
	twice.ID, twice.Key = "e", "ZC-02"
	if _, p := decide(twice); len(p) != 1 || p[0].Pointer != "/zone" {
		t.Errorf("a second decision on the zone: %v", p)
	}
	if z, _ := risk.CompareInitial(in, risk.Rate(in)).Of("z1"); !z.Stopped() || z.Decision == nil {
		t.Errorf("it does not stand: %+v", z)
	}
	in.Register.WorstCases[0].Ratings = risk.Ratings{risk.Safety: 2, risk.Environmental: 0}
	z, _ := risk.CompareInitial(in, risk.Rate(in)).Of("z1")
	if z.Stopped() || z.Standing != risk.DecisionStale || !strings.Contains(z.Says, "at a worst consequence of 1; it is 2 now") {
		t.Errorf("the worst case has grown: %+v", z)
	}
	if _, p := decide(stop); len(p) != 1 || p[0].Pointer != "/decision" {
		t.Errorf("to stop above what is tolerable: %v", p)
	}
	stop.Decision, stop.Rationale = risk.AssessInDetail, ""
	if _, p := decide(stop); len(p) > 0 {
		t.Errorf("to go on: %v", p)
	}
	in.Register.Criteria[0].Signed = nil
	stop.Decision, stop.Rationale = risk.StopHere, "Small tanks."
	if _, p := decide(stop); len(p) != 1 || p[0].Pointer != "/decision" {
		t.Errorf("to stop without signed criteria: %v", p)
	}
}
