package assess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

func TestAchievedLevelAndWhatStopsTheNext(t *testing.T) {
	z := ofZone("Z-01")
	rdf := func(level sl.Level) sl.Vector { return sl.Vector{sl.RDF: level} }
	for _, c := range []struct {
		name     string
		fr       sl.FR
		verdicts []assess.Verdict
		achieved sl.Level
		reason   string
	}{
		{
			"nothing answered reaches SL 0", sl.TRE, nil, 0,
			"FR 6 reaches SL 0; SL 1 is stopped by SR 6.1 (unanswered).",
		},
		{
			"all of SL 1 met, and SL 2 not met in one and unanswered in the other", sl.RDF,
			append(metUpTo(z, rdf(1)), answer(z, "SR 5.2 RE 1", assess.NotMet)), 1,
			"FR 5 reaches SL 1; SL 2 is stopped by SR 5.1 RE 1 (unanswered) and SR 5.2 RE 1 (not met).",
		},
		{
			"several stops of one cause are named together", sl.RDF,
			[]assess.Verdict{answer(z, "SR 5.1", assess.Met), answer(z, "SR 5.2", assess.Partly)}, 0,
			"FR 5 reaches SL 0; SL 1 is stopped by SR 5.2 (partly met); SR 5.3 and SR 5.4 (both unanswered).",
		},
		{
			"all stops of one cause", sl.DC, nil, 0,
			"FR 4 reaches SL 0; SL 1 is stopped by SR 4.1 and SR 4.3 (both unanswered).",
		},
		{
			"a higher level met does not make up for a lower one", sl.TRE,
			[]assess.Verdict{answer(z, "SR 6.2", assess.Met), answer(z, "SR 6.1 RE 1", assess.Met)}, 0,
			"FR 6 reaches SL 0; SL 1 is stopped by SR 6.1 (unanswered).",
		},
		{
			"a level that asks for nothing more is reached with the one below", sl.TRE,
			metUpTo(z, sl.Vector{sl.TRE: 3}), 4,
			"FR 6 reaches SL 4, the highest level: every requirement holds.",
		},
		{
			"an expired measure stops its level", sl.TRE,
			[]assess.Verdict{compensate(z, "SR 6.1", "weekly read-out by hand", "2026-10-31")}, 0,
			"FR 6 reaches SL 0; SL 1 is stopped by SR 6.1 (compensating measure expired on 2026-10-31).",
		},
		{
			"what the site does not meet stops the zone that inherits it", sl.TRE,
			[]assess.Verdict{answer(z, "SR 6.1", assess.Met), inherit(z, "SR 6.2", ofSite), answer(ofSite, "SR 6.2", assess.Partly)}, 1,
			"FR 6 reaches SL 1; SL 2 is stopped by SR 6.2 (inherited from the site, where it is partly met).",
		},
		{
			"compensated and not applicable hold a level up as met does", sl.DC,
			[]assess.Verdict{compensate(z, "SR 4.1", "sealed cabinet", "2027-06-30"), notApplicable(z, "SR 4.3", "no cryptography in use", "A. Ito")}, 1,
			"FR 4 reaches SL 1; SL 2 is stopped by SR 4.1 RE 1 and SR 4.2 (both unanswered).",
		},
	} {
		sp := of(input(zones(zone("Z-01", sl.Uniform(2))), c.verdicts...), z)
		f := sp.FRs[c.fr]
		if f.Achieved != c.achieved || sp.Achieved[c.fr] != c.achieved {
			t.Errorf("%s: reached SL %d, want SL %d", c.name, f.Achieved, c.achieved)
		}
		if f.Reason != c.reason {
			t.Errorf("%s:\n got %s\nwant %s", c.name, f.Reason, c.reason)
		}
	}
}

func TestStopsAreWhatTheNextLevelMisses(t *testing.T) {
	z := ofZone("Z-01")
	verdicts := append(metUpTo(z, sl.Vector{sl.RDF: 1}), answer(z, "SR 5.2 RE 1", assess.NotMet), answer(z, "SR 5.1 RE 2", assess.Met))
	f := of(input(zones(zone("Z-01", sl.Vector{sl.RDF: 3})), verdicts...), z).FRs[sl.RDF]
	stops := []assess.Stop{
		{Requirement: "SR 5.1 RE 1", Title: "Physical network segmentation", From: 2, State: assess.Unanswered, Why: "unanswered"},
		{Requirement: "SR 5.2 RE 1", Title: "Deny by default, allow by exception", From: 2, State: assess.NotMet, Why: "not met"},
	}
	if diff := cmp.Diff(stops, f.Stops); diff != "" {
		t.Errorf("the stops of SL 2: %s", diff)
	}
	var ids []catalog.RequirementID
	for _, s := range f.ToTarget {
		ids = append(ids, s.Requirement)
	}
	want := []catalog.RequirementID{"SR 5.1 RE 1", "SR 5.2 RE 1", "SR 5.2 RE 2", "SR 5.2 RE 3", "SR 5.3 RE 1"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("what is missing up to SL-T 3: %s", diff)
	}
	if f.Next != 2 || f.Gap != 2 || *f.Target != 3 {
		t.Errorf("next %d, gap %d, target %d; want 2, 2, 3", f.Next, f.Gap, *f.Target)
	}
}

func TestATargetThatIsReachedStillNamesWhatStopsTheNextLevel(t *testing.T) {
	z := ofZone("Z-01")
	f := of(input(zones(zone("Z-01", sl.Uniform(1))), metUpTo(z, sl.Uniform(1))...), z).FRs[sl.DC]
	if f.Gap != 0 || len(f.ToTarget) != 0 || len(f.Stops) != 2 || !strings.Contains(f.Reason, "SL 2 is stopped by SR 4.1 RE 1") {
		t.Errorf("%+v", f)
	}
}

func TestEverythingMetReachesSL4(t *testing.T) {
	z := ofZone("Z-01")
	sp := of(input(zones(zone("Z-01", sl.Uniform(4))), metUpTo(z, sl.Uniform(4))...), z)
	if sp.Achieved != sl.Uniform(4) || sp.Gap != (sl.Vector{}) || sp.Steps != 0 || sp.Unanswered != 0 {
		t.Errorf("SL-A %v, gap %v, %d steps, %d unanswered", sp.Achieved, sp.Gap, sp.Steps, sp.Unanswered)
	}
	for _, f := range sp.FRs {
		if f.Next != 0 || len(f.Stops) != 0 || f.Stops == nil || f.ToTarget == nil {
			t.Errorf("%s: %+v", f.ID, f)
		}
	}
}
