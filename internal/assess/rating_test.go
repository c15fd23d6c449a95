package assess_test

import (
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// The rows of the worked example on security protection ratings.
func TestRatingFollowsTheWorkedExample(t *testing.T) {
	spr := map[string]sl.Level{}
	for _, row := range []struct {
		name      string
		technical sl.Level
		maturity  int
		spr, gap  sl.Level // to the target 2
	}{
		{"r1", 3, 3, 3, 0},
		{"r2", 3, 2, 0, 2},
		{"r3", 4, 4, 4, 0},
		{"r4", 0, 4, 0, 2},
		{"r5", 2, 3, 2, 0},
	} {
		spr[row.name] = assess.SPR(row.maturity, row.technical)
		if spr[row.name] != row.spr || assess.SPRGap(2, spr[row.name]) != row.gap {
			t.Errorf("%s: rated %d with a gap of %d, want %d and %d", row.name, spr[row.name], assess.SPRGap(2, spr[row.name]), row.spr, row.gap)
		}
	}
	if low := min(spr["r1"], spr["r3"], spr["r5"]); low != 2 {
		t.Errorf("the group of r1, r3 and r5 is rated %d, want 2", low)
	}
	if low := min(spr["r1"], spr["r2"], spr["r3"]); low != 0 {
		t.Errorf("the group of r1, r2 and r3 is rated %d, want 0", low)
	}
}

// rated is the ratings of a site of one zone, in which ORG 1.1 is paired with
// SR 1.1 and ORG 1.2 with SR 6.1.
func rated(in assess.Input, answers ...assess.Verdict) assess.Ratings {
	set := programSet()
	return assess.Rate(assess.RateInput{
		Set: set, Program: assess.Program(set, answers, today, nil), System: catalog.SystemSet(),
		Pairs: map[catalog.RequirementID][]catalog.RequirementID{"ORG 1.1": {"SR 1.1"}, "ORG 1.2": {"SR 6.1"}},
		Zones: assess.NewEngine(in).RateZones(),
	})
}

func TestPredictedAndRevalidatedStandApart(t *testing.T) {
	z := ofZone("Z-01")
	in := input(zones(zone("Z-01", sl.Uniform(2))), answer(z, "SR 1.1", assess.Met), answer(z, "SR 6.1", assess.Met), answer(z, "SR 6.1 RE 1", assess.Met))
	in.Components = parts([]assess.Component{component("PLC-1", "Z-01", "PD-1")}, claims(controller, 2)...)
	r := rated(in, matured(ofSite, "ORG 1.1", assess.Met, 3, 4), matured(ofSite, "ORG 1.2", assess.Met, 2, 3))
	if r.Method != "SPR by the method of this program (A)" || len(r.Zones) != 1 || len(r.Zones[0].Requirements) != 2 {
		t.Fatalf("%+v", r)
	}
	for i, want := range []struct {
		predicted, revalidated sl.Level
		gap                    sl.Level // of the revalidated
		why, whyPredicted      string
	}{
		{2, 1, 1, "ORG 1.1 is rated 1: met at ML 3, and SL 2 is stopped by SR 1.1 RE 1.", "ORG 1.1 is rated 2: aimed at ML 4, and SL 3 is stopped by SR 1.1 RE 2."},
		{2, 0, 2, "ORG 1.2 is rated 0, because a technical level counts from ML 3 on: met at ML 2.", "SL 3 is stopped by SR 6.1 RE 1."},
	} {
		q := r.Zones[0].Requirements[i]
		if *q.Predicted.SPR != want.predicted || *q.Revalidated.SPR != want.revalidated || q.Revalidated.Gap != want.gap ||
			q.Revalidated.Reason != want.why || !strings.Contains(q.Predicted.Reason, want.whyPredicted) {
			t.Errorf("%s: predicted %d, %q; revalidated %d, %q", q.Requirement, *q.Predicted.SPR, q.Predicted.Reason, *q.Revalidated.SPR, q.Revalidated.Reason)
		}
	}
	g := r.Zones[0].Groups[0]
	if g.Group != "SPE 1" || *g.Revalidated.SPR != 0 || *g.Predicted.SPR != 2 || g.Revalidated.Reason != "SPE 1 is rated 0, the lowest of its 2 requirements. "+r.Zones[0].Requirements[1].Revalidated.Reason {
		t.Errorf("%+v", g)
	}
	if n := len(programSet().Requirements) - 2; len(r.NotFormed) != n || !strings.Contains(r.NotFormed[0].Why, "no system requirement is paired with it") {
		t.Errorf("%d requirements have no rating, want %d", len(r.NotFormed), n)
	}
}

func TestWhatIsMissingForAPredictionIsSaid(t *testing.T) {
	in := input(zones(zone("Z-01")))
	q := rated(in, matured(ofSite, "ORG 1.1", assess.Met, 3, 3)).Zones[0].Requirements[0]
	if q.Predicted.SPR != nil || q.Predicted.Reason != "No rating is predicted: no component of the zone has claims." || q.Target != nil {
		t.Errorf("%+v", q)
	}
	in.Components = parts([]assess.Component{component("PLC-1", "Z-01", "PD-1")}, claims(controller, 2)...)
	r := rated(in, matured(ofSite, "ORG 1.1", assess.Met, 3, 0))
	if q := r.Zones[0].Requirements[0]; q.Predicted.SPR != nil || q.Predicted.Reason != "No rating is predicted: no maturity is aimed at for ORG 1.1." {
		t.Errorf("%+v", q)
	}
	if z := r.Zones[0]; z.Predicted.SPR != nil || !strings.HasPrefix(z.Predicted.Reason, "The zone has no predicted rating, because ORG 1.1 has none.") || *z.Revalidated.SPR != 0 {
		t.Errorf("%+v", z.Rated)
	}
}
