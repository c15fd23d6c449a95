package assess_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// The published example of a water treatment plant (armorinnovate.com, IEC
// 62443 risk assessment course, lessons 2.2 and 3.1), in the order IAC, UC, SI,
// DC, RDF, TRE, RA.
var (
	waterTargets = []struct {
		zone     string
		target   sl.Vector
		min, max sl.Level // the overall levels that the source prints, and those by the other rule
	}{
		{"Zone 1 (Process control)", sl.Vector{2, 2, 2, 1, 3, 2, 2}, 1, 3},
		{"Zone 2 (SIS)", sl.Vector{3, 3, 3, 2, 3, 3, 3}, 2, 3},
		{"Zone 3 (Supervisory)", sl.Vector{2, 2, 2, 1, 2, 2, 2}, 1, 2},
		{"Zone 4 (Site operations)", sl.Vector{2, 2, 2, 2, 2, 2, 2}, 2, 2},
		{"Zone 5 (Enterprise)", sl.Vector{1, 1, 1, 1, 1, 1, 1}, 1, 1},
	}
	waterAchieved = sl.Vector{0, 1, 1, 1, 1, 0, 1} // of zone 1, register row R-001
	waterGap      = sl.Vector{2, 1, 1, 0, 2, 2, 1}
)

// waterZone1 is zone 1 of the example with answers that achieve its vector.
// What stops each level is ours: the source gives the levels only.
func waterZone1() assess.SubjectPosture {
	z := ofZone("Z-01")
	verdicts := append(metUpTo(z, waterAchieved),
		answer(z, "SR 1.1", assess.NotMet),
		answer(z, "SR 2.6", assess.Partly),
		compensate(z, "SR 3.4", "monthly program comparison by hand", "2026-09-30"),
		answer(z, "SR 5.2 RE 1", assess.NotMet),
		answer(z, "SR 6.1", assess.NotMet),
		inherit(z, "SR 7.3 RE 1", ofSite), answer(ofSite, "SR 7.3 RE 1", assess.NotMet),
	)
	// The rest of SL 2 is met, except what is named above or left unanswered.
	for _, fr := range []sl.FR{sl.UC, sl.SI, sl.RA} {
		for _, r := range catalog.SystemSet().UpTo(fr, 2) {
			if r.From == 2 && !slices.ContainsFunc(verdicts, func(v assess.Verdict) bool { return v.Requirement == r.ID }) && r.ID != "SR 7.8" {
				verdicts = append(verdicts, answer(z, r.ID, assess.Met))
			}
		}
	}
	return of(input(zones(zone("Z-01", waterTargets[0].target)), verdicts...), z)
}

func TestWaterPlantGapIsTheTargetLessTheAchievedVector(t *testing.T) {
	sp := waterZone1()
	if sp.Achieved != waterAchieved {
		t.Errorf("SL-A %v, the example has %v", sp.Achieved, waterAchieved)
	}
	if sp.Gap != waterGap || sp.Gap.Sum() != sp.Steps {
		t.Errorf("gap %v in %d steps, want %v", sp.Gap, sp.Steps, waterGap)
	}
	if sp.Achieved.Meets(*sp.Target) {
		t.Error("SL-A meets SL-T, the example says that it does not")
	}
}

func TestWaterPlantGivesAReasonPerFoundationalRequirement(t *testing.T) {
	want := []string{
		"FR 1 reaches SL 0; SL 1 is stopped by SR 1.1 (not met); SR 1.3, SR 1.4, SR 1.5, SR 1.6, SR 1.7, SR 1.10, " +
			"SR 1.11, SR 1.12 and SR 1.13 (all unanswered).",
		"FR 2 reaches SL 1; SL 2 is stopped by SR 2.6 (partly met).",
		"FR 3 reaches SL 1; SL 2 is stopped by SR 3.4 (compensating measure expired on 2026-09-30).",
		"FR 4 reaches SL 1; SL 2 is stopped by SR 4.1 RE 1 and SR 4.2 (both unanswered).",
		"FR 5 reaches SL 1; SL 2 is stopped by SR 5.1 RE 1 (unanswered) and SR 5.2 RE 1 (not met).",
		"FR 6 reaches SL 0; SL 1 is stopped by SR 6.1 (not met).",
		"FR 7 reaches SL 1; SL 2 is stopped by SR 7.3 RE 1 (inherited from the site, where it is not met) and SR 7.8 (unanswered).",
	}
	var got []string
	for _, f := range waterZone1().FRs {
		got = append(got, f.Reason)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The register row of the source prints three gaps. Three more stand in its own
// numbers; a reader who trusts the row closes half of what is open.
func TestWaterPlantSourcePrintsOnlyGapsOfTwoOrMore(t *testing.T) {
	printed := []string{"FR 1", "FR 5", "FR 6"}
	omitted := []string{"FR 2", "FR 3", "FR 7"}
	var wide, narrow []string
	for _, f := range waterZone1().FRs {
		switch {
		case f.Gap >= 2:
			wide = append(wide, f.ID)
		case f.Gap == 1:
			narrow = append(narrow, f.ID)
		}
	}
	if !slices.Equal(wide, printed) {
		t.Errorf("gaps of 2 or more: %v, the source prints %v", wide, printed)
	}
	if !slices.Equal(narrow, omitted) {
		t.Errorf("gaps of 1: %v, the source leaves out %v", narrow, omitted)
	}
}

func TestWaterPlantOverallLevelsComeWithTheirRule(t *testing.T) {
	for _, w := range waterTargets {
		low, high := assess.Lowest(w.target), assess.Highest(w.target)
		if low.Level != w.min || high.Level != w.max {
			t.Errorf("%s: lowest SL %d, highest SL %d; want %d and %d", w.zone, low.Level, high.Level, w.min, w.max)
		}
		if low.Rule == "" || high.Rule == "" || low.Rule == high.Rule {
			t.Errorf("%s: the rules %q and %q do not tell the numbers apart", w.zone, low.Rule, high.Rule)
		}
	}
}
