package risk_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"ringwall/internal/risk"
)

func lossOf(t *testing.T, seed uint64, years int, ranges ...risk.LossRange) risk.LossResult {
	t.Helper()
	got, err := risk.AnnualLoss(ranges, seed, years)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestSameSeedGivesTheSameLoss(t *testing.T) {
	estimate := risk.LossRange{EventsPerYear: 0.5, Low: 10_000, High: 1_000_000}
	a, _ := json.Marshal(lossOf(t, 7, 10_000, estimate))
	b, _ := json.Marshal(lossOf(t, 7, 10_000, estimate))
	c, _ := json.Marshal(lossOf(t, 8, 10_000, estimate))
	if string(a) != string(b) {
		t.Errorf("one seed, two results:\n%s\n%s", a, b)
	}
	if string(a) == string(c) || !strings.Contains(string(a), `"seed":7`) {
		t.Errorf("another seed gives the same result, or the seed is not kept: %s", a)
	}
}

// The means and shares are those of the distributions: a Poisson number of
// events, each lognormal.
func TestLossFollowsItsDistributions(t *testing.T) {
	for _, row := range []struct {
		name     string
		estimate risk.LossRange
	}{
		{"rare and wide", risk.LossRange{EventsPerYear: 0.2, Low: 10_000, High: 500_000}},
		{"once a year", risk.LossRange{EventsPerYear: 1, Low: 50_000, High: 200_000}},
		{"often", risk.LossRange{EventsPerYear: 45, Low: 100, High: 1_000}},
		{"always the same loss", risk.LossRange{EventsPerYear: 3, Low: 1_000, High: 1_000}},
	} {
		got := lossOf(t, 1, 50_000, row.estimate)
		mu := (math.Log(row.estimate.Low) + math.Log(row.estimate.High)) / 2
		sigma := (math.Log(row.estimate.High) - math.Log(row.estimate.Low)) / (2 * 1.6448536269514722)
		mean := row.estimate.EventsPerYear * math.Exp(mu+sigma*sigma/2)
		if math.Abs(got.Mean/mean-1) > 0.05 {
			t.Errorf("%s: mean %v, want about %v", row.name, got.Mean, mean)
		}
		if none := math.Exp(-row.estimate.EventsPerYear); math.Abs(got.None-none) > 0.01 {
			t.Errorf("%s: %v of the years have no loss, want about %v", row.name, got.None, none)
		}
		if got.P50 > got.P90 || got.P90 > got.P95 || got.P95 > got.P99 {
			t.Errorf("%s: percentiles fall: %+v", row.name, got)
		}
		for i, p := range got.Curve {
			if i > 0 && (p.Loss < got.Curve[i-1].Loss || p.Probability >= got.Curve[i-1].Probability) {
				t.Errorf("%s: the curve turns back at %+v", row.name, p)
			}
		}
	}
}

func TestLossIsToldInRoundFigures(t *testing.T) {
	got := lossOf(t, 1, 1_000, risk.LossRange{EventsPerYear: 1_000, Low: 1_234, High: 1_234})
	if !strings.HasPrefix(got.Why, "Over 1 000 simulated years the mean is 1 23") || !strings.Contains(got.Why, "0 000;") {
		t.Errorf("%s", got.Why)
	}
}

func TestLossOfSeveralScenariosAddsUp(t *testing.T) {
	a, b := risk.LossRange{EventsPerYear: 1, Low: 1_000, High: 5_000}, risk.LossRange{EventsPerYear: 2, Low: 10_000, High: 20_000}
	both, one, other := lossOf(t, 3, 50_000, a, b), lossOf(t, 3, 50_000, a), lossOf(t, 3, 50_000, b)
	if math.Abs(both.Mean/(one.Mean+other.Mean)-1) > 0.02 {
		t.Errorf("%v is not about %v + %v", both.Mean, one.Mean, other.Mean)
	}
}

func TestSimulationKeepsItsBudget(t *testing.T) {
	rare := make([]risk.LossRange, 1_000)
	for i := range rare {
		rare[i] = risk.LossRange{EventsPerYear: 0.001, Low: 1, High: 2}
	}
	if got := lossOf(t, 1, 100_000, rare...); got.Years > 5_000 || got.Years < 100 {
		t.Errorf("%d years of a thousand rare events were simulated", got.Years)
	}
	if got := lossOf(t, 1, 100_000, risk.LossRange{EventsPerYear: 1_000, Low: 1, High: 2}); got.Years > 5_000 || got.Years < 100 {
		t.Errorf("%d years of a thousand events were simulated", got.Years)
	}
	for _, row := range []struct {
		name, says string
		years      int
		ranges     []risk.LossRange
	}{
		{"no estimate", "no scenario has an estimate", 1_000, nil},
		{"too few years", "100 to 100000", 10, []risk.LossRange{{EventsPerYear: 1, Low: 1, High: 2}}},
		{"too many years", "100 to 100000", 1_000_000, []risk.LossRange{{EventsPerYear: 1, Low: 1, High: 2}}},
		{"a low end of nothing", "above 0", 1_000, []risk.LossRange{{EventsPerYear: 1, High: 2}}},
		{"ends the wrong way round", "swap them", 1_000, []risk.LossRange{{EventsPerYear: 1, Low: 3, High: 2}}},
		{"events without number", "out of range", 1_000, []risk.LossRange{{EventsPerYear: math.Inf(1), Low: 1, High: 2}}},
		{"no number at all", "out of range", 1_000, []risk.LossRange{{EventsPerYear: math.NaN(), Low: 1, High: 2}}},
	} {
		if _, err := risk.AnnualLoss(row.ranges, 1, row.years); err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v, want %q", row.name, err, row.says)
		}
	}
}
