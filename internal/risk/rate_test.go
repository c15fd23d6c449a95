package risk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// inForce is a preset that somebody signed, with a holder for each authority.
func inForce(id string) risk.Criteria {
	for _, c := range risk.Presets() {
		if c.Preset == id {
			c.ID, c.Key = "cr", "CR-1"
			for i := range c.Authorities {
				c.Authorities[i].Holders = []string{c.Authorities[i].ID + "@plant.example"}
			}
			c.Signed = &risk.Signature{By: "executive-board@plant.example", Name: "E. Board", At: time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)}
			return c
		}
	}
	panic("no preset " + id)
}

// reactor is a site with a control zone, a cell within it, a safety zone behind
// a conduit, and a DMZ.
func reactor(scenarios ...risk.Scenario) risk.Input {
	return risk.Input{
		Site: plant.Site{
			Zones: []plant.Zone{
				{ID: "bpcs", Key: "Z-01", Name: "Control", Kind: plant.ZoneControl},
				{ID: "cell", Key: "Z-02", Name: "Cell", Kind: plant.ZoneControl, Parent: "bpcs"},
				{ID: "sis", Key: "Z-03", Name: "Safety", Kind: plant.ZoneSafety, Safety: true, Parent: "bpcs"},
				{ID: "dmz", Key: "Z-04", Name: "DMZ", Kind: plant.ZoneDMZ},
			},
			Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", From: "bpcs", To: "sis"}, {ID: "c2", Key: "C-02", From: "dmz", To: "bpcs"}},
		},
		Register: risk.Register{Criteria: []risk.Criteria{inForce("process-plant-5x5")}, Scenarios: scenarios},
		Today:    "2026-11-24",
	}
}

// overpressure is a scenario in the control zone: likelihood 4, availability 4,
// nobody hurt.
func overpressure(change ...func(*risk.Scenario)) risk.Scenario {
	s := risk.Scenario{
		Head: risk.Head{ID: "s1", Key: "SC-01", Name: "Overpressure"}, Zone: "bpcs", CauseKind: "process",
		Ratings:    risk.Ratings{risk.Safety: 0, risk.Environmental: 1, risk.Availability: 4},
		Likelihood: 4,
	}
	for _, f := range change {
		f(&s)
	}
	return s
}

func guarded(list ...risk.Safeguard) func(*risk.Scenario) {
	return func(s *risk.Scenario) { s.Safeguards = list }
}

func cyberCause(s *risk.Scenario) { s.CauseKind, s.CauseHackable = "cyber", true }

// first rates an input and is its only scenario.
func first(t testing.TB, in risk.Input) risk.ScenarioResult {
	t.Helper()
	return risk.Rate(in).Scenarios[0]
}

func bands(s risk.ScenarioResult) string {
	return fmt.Sprintf("%s %s %s", s.Unmitigated.Band, s.Existing.Band, s.Residual.Band)
}

func codes(s risk.ScenarioResult) (out []risk.FlagCode) {
	for _, f := range s.Flags {
		out = append(out, f.Code)
	}
	return out
}

func TestScenarioIsRatedAtThreeStages(t *testing.T) {
	there, planned := risk.Safeguard{Name: "Alarm", LowersLikelihood: 1}, risk.Safeguard{Name: "Valve", LowersLikelihood: 2, Planned: true}
	for _, row := range []struct {
		name string
		s    risk.Scenario
		want string
	}{
		{"nothing stands in the way", overpressure(), "extreme extreme extreme"},
		{"what exists counts today, what is planned only for the residual risk", overpressure(guarded(there, planned)), "extreme high medium"},
		{"a matrix is a lookup: likelihood 2 × consequence 4 is high", overpressure(func(s *risk.Scenario) { s.Likelihood = 2 }), "high high high"},
		{"and likelihood 4 × consequence 2 is medium", overpressure(func(s *risk.Scenario) { s.Ratings[risk.Availability] = 2 }), "medium medium medium"},
		{"a risk is never zero, whatever stands in the way", overpressure(guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 5})), "extreme medium medium"},
		{"no consequence at all is still the lowest risk", overpressure(func(s *risk.Scenario) {
			s.Ratings = risk.Ratings{risk.Safety: 0, risk.Environmental: 0}
		}), "low low low"},
	} {
		got := first(t, reactor(row.s))
		if bands(got) != row.want {
			t.Errorf("%s: %s, want %s\n%s\n%s", row.name, bands(got), row.want, got.Existing.Why, got.Residual.Why)
		}
	}
}

func TestRatingSaysHowItCameAbout(t *testing.T) {
	got := first(t, reactor(overpressure(guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 1}))))
	want := "Likelihood 4 less 1 for safeguards is 3 (Possible), consequence 4 (Major), driven by availability: High."
	if got.Existing.Why != want {
		t.Errorf("%q, want %q", got.Existing.Why, want)
	}
	if got.Existing.Rank != 2 || got.Existing.Driving != risk.Availability {
		t.Errorf("rank %d driven by %s", got.Existing.Rank, got.Existing.Driving)
	}
}

func TestOfEqualCategoriesTheFirstDrives(t *testing.T) {
	got := first(t, reactor(overpressure(func(s *risk.Scenario) {
		s.Ratings = risk.Ratings{risk.Legal: 3, risk.Finance: 3, risk.Environmental: 3, risk.Safety: 1}
	})))
	if got.Unmitigated.Driving != risk.Environmental || got.Unmitigated.Consequence != 3 {
		t.Errorf("%+v", got.Unmitigated)
	}
}

func TestScenarioWithoutABandSaysWhy(t *testing.T) {
	for _, row := range []struct {
		name, says string
		in         risk.Input
	}{
		{"without criteria nothing is rated", "no risk criteria", func() risk.Input { in := reactor(overpressure()); in.Register.Criteria = nil; return in }()},
		{"a likelihood that is missing", "likelihood is not rated", reactor(overpressure(func(s *risk.Scenario) { s.Likelihood = 0 }))},
		{"a consequence that is missing", "consequence is not rated", reactor(overpressure(func(s *risk.Scenario) { s.Ratings = nil }))},
		{"a level beyond the scale", "lies beyond the 5 levels", reactor(overpressure(func(s *risk.Scenario) { s.Likelihood = 6 }))},
		{"a cell without a band", "complete the matrix", func() risk.Input {
			in := reactor(overpressure())
			in.Register.Criteria[0].Matrix[3][3] = ""
			return in
		}()},
	} {
		got := first(t, row.in)
		if got.Residual.Rank != -1 || !strings.Contains(got.Residual.Why, row.says) || !slices.Contains(codes(got), risk.FlagNoRating) || got.Tolerable {
			t.Errorf("%s: rank %d, %q, %v", row.name, got.Residual.Rank, got.Residual.Why, codes(got))
		}
	}
	if got := first(t, reactor(overpressure(func(s *risk.Scenario) { s.Opportunity = true }))); got.Residual.Rank != -1 || len(got.Flags) > 0 {
		t.Errorf("an opportunity has a band or flags: %+v", got.Flags)
	}
}

func TestLastSignedCriteriaAreInForce(t *testing.T) {
	in := reactor(overpressure())
	older, draft := in.Register.Criteria[0], in.Register.Criteria[0]
	older.ID, older.Key = "cr0", "CR-0"
	older.Signed = &risk.Signature{Name: "E. Board", At: older.Signed.At.AddDate(-1, 0, 0)}
	draft.ID, draft.Key, draft.Signed = "cr2", "CR-2", nil
	in.Register.Criteria = []risk.Criteria{draft, in.Register.Criteria[0], older}
	if got := risk.Rate(in); got.Criteria.Key != "CR-1" || !got.InForce {
		t.Errorf("%s is in force (%v): %s", got.Criteria.Key, got.InForce, got.Why)
	}
	in.Register.Criteria = []risk.Criteria{draft}
	if got := risk.Rate(in); got.Criteria.Key != "CR-2" || got.InForce || !strings.Contains(got.Why, "provisional") || !got.Scenarios[0].Residual.Rated() {
		t.Errorf("a draft rates provisionally: %v %s", got.InForce, got.Why)
	}
	if risk.InForce([]risk.Criteria{draft}) != nil {
		t.Error("a draft is in force")
	}
}

func TestOverridesRaiseTheBandAtEveryStage(t *testing.T) {
	trip := func(s *risk.Scenario) {
		s.Mechanism, s.Likelihood = "loss-of-protection", 3
		s.Ratings = risk.Ratings{risk.Safety: 4, risk.Environmental: 0}
	}
	got := first(t, reactor(overpressure(trip, guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 2}))))
	if bands(got) != "high high high" || len(got.Overrides) != 1 || !got.LifeSafety {
		t.Errorf("%s, %q", bands(got), got.Overrides)
	}
	if !strings.Contains(got.Residual.Why, "“Loss of protection” raises it to High") {
		t.Errorf("the rating does not say so: %q", got.Residual.Why)
	}
	other := first(t, reactor(overpressure(trip, func(s *risk.Scenario) { s.Mechanism = "loss-of-view" }, guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 2}))))
	if bands(other) != "high medium medium" || len(other.Overrides) != 0 {
		t.Errorf("by another mechanism: %s, %q", bands(other), other.Overrides)
	}
}

func TestOverrideOnWhatIsHackableEndsWithASafeguardThatIsNot(t *testing.T) {
	s := overpressure(cyberCause, func(s *risk.Scenario) {
		s.Zone, s.Likelihood, s.Ratings = "sis", 1, risk.Ratings{risk.Safety: 4, risk.Environmental: 0}
	}, guarded(risk.Safeguard{Name: "Relief valve", Layer: "safety-process", LowersLikelihood: 1, Planned: true}))
	if got := first(t, reactor(s)); bands(got) != "high high medium" || !got.Hackable || got.HackableResidual {
		t.Errorf("%s, hackable %v then %v: %q", bands(got), got.Hackable, got.HackableResidual, got.Overrides)
	}
}

func TestFalseAssumptionsRaiseAndOpenOnesMakeConditional(t *testing.T) {
	for _, row := range []struct {
		name        string
		a           risk.Assumption
		want        string
		conditional bool
		says        string
	}{
		{"a confirmed one changes nothing", risk.Assumption{State: risk.AssumptionConfirmed, LikelihoodIfFalse: 2}, "medium", false, ""},
		{"a confirmed one that expired makes it conditional", risk.Assumption{State: risk.AssumptionConfirmed, Expires: "2026-11-24"}, "medium", true, "only until 2026-11-24"},
		{"an open one makes it conditional and still holds", risk.Assumption{State: risk.AssumptionOpen, LikelihoodIfFalse: 2}, "medium", true, "not tested yet"},
		{"an overdue one says so", risk.Assumption{State: risk.AssumptionOpen, Due: "2026-10-01"}, "medium", true, "by 2026-10-01"},
		{"a false one adds to the likelihood", risk.Assumption{State: risk.AssumptionFalse, LikelihoodIfFalse: 1}, "high", false, "adds 1 to the likelihood"},
		{"no higher than the scale", risk.Assumption{State: risk.AssumptionFalse, LikelihoodIfFalse: 5, ConsequenceIfFalse: 5}, "extreme", false, "5 (Very likely), consequence 5 (Catastrophic)"},
	} {
		row.a.Head = risk.Head{ID: "a", Key: "AS-1"}
		in := reactor(overpressure(func(s *risk.Scenario) { s.Likelihood, s.Assumptions = 1, []risk.ID{"a"} }))
		in.Register.Assumptions = []risk.Assumption{row.a}
		got := first(t, in)
		said := got.Residual.Why + strings.Join(got.Conditions, " ")
		if string(got.Residual.Band) != row.want || got.Conditional != row.conditional || !strings.Contains(said, row.says) {
			t.Errorf("%s: %s, conditional %v, %q", row.name, got.Residual.Band, got.Conditional, said)
		}
		if slices.Contains(codes(got), risk.FlagAssumption) != row.conditional {
			t.Errorf("%s: flags %v", row.name, codes(got))
		}
	}
}

func TestFlagsAreRaised(t *testing.T) {
	accepted := func(band risk.BandID, until plant.Date, by string) func(*risk.Scenario) {
		return func(s *risk.Scenario) {
			s.Treatment = "accept"
			s.Acceptance = &risk.Acceptance{Band: band, Until: until, Signed: risk.Signature{By: by + "@plant.example"}}
		}
	}
	for _, row := range []struct {
		name string
		s    risk.Scenario
		flag risk.FlagCode
		want bool
	}{
		{"a treatment that moves no band", overpressure(guarded(risk.Safeguard{Name: "Training", LowersLikelihood: 1, Planned: true}), func(s *risk.Scenario) { s.Likelihood = 5 }), risk.FlagTreatmentMovesNone, true},
		{"a treatment that moves one", overpressure(guarded(risk.Safeguard{Name: "Valve", LowersLikelihood: 3, Planned: true})), risk.FlagTreatmentMovesNone, false},
		{"both credits without a reason", overpressure(guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 1, LowersConsequence: 1})), risk.FlagBothCredited, true},
		{"both credits with a reason", overpressure(guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 1, LowersConsequence: 1, Reason: "keeps people out as well"})), risk.FlagBothCredited, false},
		{"no environment value", overpressure(func(s *risk.Scenario) { s.Ratings = risk.Ratings{risk.Safety: 0, risk.Finance: 3} }), risk.FlagMissingHSE, true},
		{"an explicit none is a value", overpressure(func(s *risk.Scenario) {
			s.Ratings = risk.Ratings{risk.Safety: 0, risk.Environmental: 0, risk.Finance: 3}
		}), risk.FlagMissingHSE, false},
		{"nothing is planned against an intolerable risk", overpressure(), risk.FlagUntreated, true},
		{"an accepted one needs no treatment", overpressure(func(s *risk.Scenario) { s.Likelihood = 1 }, accepted("medium", "2027-03-01", "area-manager")), risk.FlagUntreated, false},
		{"a low one needs none either", overpressure(func(s *risk.Scenario) { s.Ratings[risk.Availability], s.Likelihood = 1, 2 }), risk.FlagUntreated, false},
		{"an expired acceptance reopens", overpressure(func(s *risk.Scenario) { s.Likelihood = 1 }, accepted("medium", "2026-11-24", "area-manager")), risk.FlagAcceptanceExpired, true},
		{"and the risk is open again", overpressure(func(s *risk.Scenario) { s.Likelihood = 1 }, accepted("medium", "2026-11-24", "area-manager")), risk.FlagUntreated, true},
		{"a risk that has grown since it was accepted", overpressure(func(s *risk.Scenario) { s.Likelihood = 2 }, accepted("medium", "2027-03-01", "area-manager")), risk.FlagAcceptanceGrown, true},
		{"acceptance above one's authority", overpressure(func(s *risk.Scenario) { s.Likelihood = 2 }, accepted("high", "2027-03-01", "area-manager")), risk.FlagOverAuthority, true},
		{"an intolerable risk that is to be accepted", overpressure(accepted("extreme", "2027-03-01", "executive-board")), risk.FlagAcceptedIntolerable, true},
		{"a hackable scenario", overpressure(cyberCause, guarded(risk.Safeguard{Name: "Trip", Hackable: true})), risk.FlagHackable, true},
		{"a valve that nobody can hack", overpressure(cyberCause, guarded(risk.Safeguard{Name: "Trip", Hackable: true}, risk.Safeguard{Name: "Relief valve", Layer: "safety-process", LowersLikelihood: 1})), risk.FlagHackable, false},
	} {
		got := first(t, reactor(row.s))
		if slices.Contains(codes(got), row.flag) != row.want {
			t.Errorf("%s: %s is %v; flags %v, %s", row.name, row.flag, !row.want, codes(got), bands(got))
		}
		for _, f := range got.Flags {
			if f.Text == "" || f.Mend == "" || f.Severity == "" {
				t.Errorf("%s: flag %s does not say what and how to mend: %+v", row.name, f.Code, f)
			}
		}
	}
}

func TestRiskOfZonesAndConduitsIsComputed(t *testing.T) {
	low := overpressure(func(s *risk.Scenario) { s.ID, s.Key, s.Likelihood, s.Ratings[risk.Availability] = "s2", "SC-02", 1, 2 })
	treated := overpressure(guarded(risk.Safeguard{Name: "Valve", LowersLikelihood: 3, Planned: true}), func(s *risk.Scenario) {
		s.ID, s.Key, s.Zone, s.Conduit, s.Ratings[risk.Availability] = "s3", "SC-03", "", "c2", 2
	})
	unrated := overpressure(func(s *risk.Scenario) { s.ID, s.Key, s.Zone, s.Likelihood = "s4", "SC-04", "dmz", 0 })
	got := risk.Rate(reactor(overpressure(), low, treated, unrated))
	want := map[string][2]risk.Tolerance{
		"Z-01": {risk.AboveTolerable, risk.AboveTolerable},
		"Z-02": {risk.NotAssessed, risk.NotAssessed},
		"Z-03": {risk.NotAssessed, risk.NotAssessed},
		"Z-04": {risk.NotAssessed, risk.NotAssessed},
		"C-01": {risk.NotAssessed, risk.NotAssessed},
		"C-02": {risk.WithinTolerable, risk.AboveTolerable},
	}
	have := map[string][2]risk.Tolerance{}
	for _, s := range got.Subjects {
		have[s.Key] = [2]risk.Tolerance{s.State, s.Today}
		if s.Why == "" {
			t.Errorf("%s does not say why", s.Key)
		}
	}
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
	z, _ := got.Of(assess.Subject{Kind: assess.OfZone, ID: "bpcs"})
	if d := cmp.Diff([]int{1, 0, 0, 1}, z.Residual.Counts); d != "" || z.Residual.Band != "extreme" || z.Residual.By != "s1" {
		t.Errorf("control zone: %+v %s", z.Residual, d)
	}
	if got.Unrated != 1 || got.Bands[3].Residual != 1 || got.Bands[1].Unmitigated != 1 || got.Bands[0].Residual != 2 {
		t.Errorf("unrated %d, bands %+v", got.Unrated, got.Bands)
	}
	if cell := got.Matrix.Cells[3][3]; !slices.Equal(cell.Residual, []string{"SC-01"}) || cell.Band != "extreme" {
		t.Errorf("cell 4 × 4: %+v", cell)
	}
	if a, b := got.Matrix.Cells[3][1], got.Matrix.Cells[0][1]; !slices.Equal(a.Existing, []string{"SC-03"}) || !slices.Equal(b.Residual, []string{"SC-02", "SC-03"}) {
		t.Errorf("the treated scenario does not move from 4 × 2 to 1 × 2: %+v %+v", a, b)
	}
}

// Any scenario, whatever stands in its way, keeps a band of at least the
// lowest; another safeguard never makes it worse; their order does not matter.
func TestSafeguardsOnlyEverLower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		safeguard := rapid.Custom(func(t *rapid.T) risk.Safeguard {
			g := risk.Safeguard{
				Name: rapid.SampledFrom([]string{"Alarm", "Trip", "Valve", "Wall"}).Draw(t, "name"), Planned: rapid.Bool().Draw(t, "planned"),
				Hackable: rapid.Bool().Draw(t, "hackable"), PlacedIn: rapid.SampledFrom([]plant.ZoneID{"", "bpcs", "cell", "sis", "dmz"}).Draw(t, "place"),
				LowersLikelihood: rapid.IntRange(0, 3).Draw(t, "l"), LowersConsequence: rapid.IntRange(0, 3).Draw(t, "c"),
				Reason: rapid.SampledFrom([]string{"", "because"}).Draw(t, "reason"),
			}
			for _, name := range rapid.SliceOfN(rapid.SampledFrom([]string{"FW-1", "fw-1", "FW-2", "FW-3"}), 0, 2).Draw(t, "dependencies") {
				g.Dependencies = append(g.Dependencies, risk.Dependency{Kind: "firewall", Name: name})
			}
			return g
		})
		s := overpressure(func(s *risk.Scenario) {
			s.Likelihood = rapid.IntRange(1, 5).Draw(t, "likelihood")
			s.Ratings[risk.Safety] = rapid.IntRange(0, 5).Draw(t, "safety")
			s.Mechanism = rapid.SampledFrom(risk.Mechanisms).Draw(t, "mechanism")
			s.CauseKind = rapid.SampledFrom(risk.CauseKinds).Draw(t, "cause")
			s.Safeguards = rapid.SliceOfN(safeguard, 0, 6).Draw(t, "safeguards")
		})
		got := risk.Rate(reactor(s)).Scenarios[0]
		for _, x := range []risk.Rating{got.Unmitigated, got.Existing, got.Residual} {
			if x.Rank < 0 || x.Likelihood < 1 || x.Consequence < 1 {
				t.Fatalf("the risk is gone: %+v", x)
			}
		}
		if got.Existing.Rank > got.Unmitigated.Rank || got.Residual.Rank > got.Existing.Rank {
			t.Fatalf("safeguards made it worse: %s", bands(got))
		}
		more := s
		more.Safeguards = append(slices.Clone(s.Safeguards), safeguard.Draw(t, "more"))
		if grown := risk.Rate(reactor(more)).Scenarios[0]; grown.Residual.Rank > got.Residual.Rank || grown.Existing.Rank > got.Existing.Rank {
			t.Fatalf("one more safeguard made it worse: %s, then %s", bands(got), bands(grown))
		}
		turned := s
		turned.Safeguards = rapid.Permutation(s.Safeguards).Draw(t, "order")
		again := risk.Rate(reactor(turned)).Scenarios[0]
		if d := cmp.Diff([]risk.Rating{got.Existing, got.Residual}, []risk.Rating{again.Existing, again.Residual}); d != "" {
			t.Fatalf("the order of the safeguards matters: %s", d)
		}
		for _, category := range []risk.Category{risk.Safety} {
			if got.Ratings[category] >= 4 && got.Residual.Consequence < got.Unmitigated.Consequence {
				t.Fatal("a life-threatening consequence was lowered")
			}
		}
	})
}

// Drafts may be unfinished in every way; rating them ends with a reason.
func TestUnfinishedCriteriaAndOddRowsAreRatedOrSayWhy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := inForce(rapid.SampledFrom([]string{"process-plant-5x5", "product-4x4", "asset-27"}).Draw(t, "preset"))
		c.Signed = nil
		c.Consequences = c.Consequences[:rapid.IntRange(0, len(c.Consequences)).Draw(t, "consequences")]
		c.Likelihoods = c.Likelihoods[:rapid.IntRange(0, len(c.Likelihoods)).Draw(t, "likelihoods")]
		c.Matrix = c.Matrix[:rapid.IntRange(0, len(c.Matrix)).Draw(t, "rows")]
		c.Bands = c.Bands[:rapid.IntRange(0, len(c.Bands)).Draw(t, "bands")]
		level := rapid.IntRange(-2, 8)
		in := reactor(overpressure(func(s *risk.Scenario) {
			s.Likelihood, s.Ratings = level.Draw(t, "l"), risk.Ratings{risk.Safety: level.Draw(t, "s"), risk.Environmental: level.Draw(t, "e")}
			s.Conduit, s.WorstCase, s.Assumptions = rapid.SampledFrom([]plant.ConduitID{"", "c1", "gone"}).Draw(t, "conduit"), "gone", []risk.ID{"a", "gone"}
			s.Mechanism, s.CauseKind = "loss-of-protection", "cyber"
			s.Acceptance = &risk.Acceptance{Band: "medium", Until: "2027-01-01"}
			s.LOPA = &risk.LOPA{InitiatingPerYear: float64(level.Draw(t, "f")), TargetPerYear: float64(level.Draw(t, "t"))}
		}, guarded(
			risk.Safeguard{LowersLikelihood: level.Draw(t, "gl"), LowersConsequence: level.Draw(t, "gc"), Dependencies: needs("firewall", "FW-1"), PFD: 0.1},
			risk.Safeguard{LowersLikelihood: level.Draw(t, "hl"), Hackable: true, PlacedIn: "gone", Dependencies: needs("firewall", "FW-1"), PFD: 0.1},
		)))
		in.Register.Criteria = []risk.Criteria{c}
		in.Register.Assumptions = []risk.Assumption{{Head: risk.Head{ID: "a", Key: "AS-1"}, State: risk.AssumptionFalse, LikelihoodIfFalse: level.Draw(t, "al"), ConsequenceIfFalse: level.Draw(t, "ac")}}
		c.Check()
		c.Warnings()
		for _, x := range []risk.Rating{risk.Rate(in).Scenarios[0].Unmitigated, risk.Rate(in).Scenarios[0].Residual} {
			if x.Why == "" || x.Rated() && (x.Likelihood < 1 || x.Consequence < 1 || x.Rank >= len(c.Bands)) {
				t.Fatalf("%+v", x)
			}
		}
	})
}

func TestOnAnUnknownDayWhatCanExpireHas(t *testing.T) {
	in := reactor(overpressure(guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})))
	in.Register.Countermeasures = []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureExisting, Expires: "2999-01-01"}}
	in.Today = ""
	if got := first(t, in); got.Credits[0].State != risk.CreditExpired {
		t.Errorf("%+v", got.Credits[0])
	}
}

// twoThousand is a register of 2,000 scenarios in seven categories, with
// countermeasures, shared dependencies and assumptions.
func twoThousand() risk.Input {
	in := reactor()
	for i := range 200 {
		in.Register.Countermeasures = append(in.Register.Countermeasures, risk.Countermeasure{
			Head: risk.Head{ID: risk.ID(fmt.Sprint("m", i)), Key: fmt.Sprintf("CM-%03d", i), Name: fmt.Sprint("Measure ", i)}, State: risk.MeasureExisting,
			Hackable: i%3 == 0, PlacedIn: []plant.ZoneID{"bpcs", "cell", "dmz", "sis"}[i%4],
			Dependencies: []risk.Dependency{{Kind: "firewall", Name: fmt.Sprint("FW-", i%20)}, {Kind: "vendor", Name: fmt.Sprint("V-", i%7)}},
		})
	}
	for i := range 50 {
		in.Register.Assumptions = append(in.Register.Assumptions, risk.Assumption{Head: risk.Head{ID: risk.ID(fmt.Sprint("a", i)), Key: fmt.Sprint("AS-", i)}, State: risk.AssumptionOpen})
	}
	for i := range 2_000 {
		s := risk.Scenario{
			Head: risk.Head{ID: risk.ID(fmt.Sprint("s", i)), Key: fmt.Sprintf("SC-%04d", i), Name: "Scenario"}, Zone: in.Site.Zones[i%4].ID, CauseKind: risk.CauseKinds[i%5],
			CauseHackable: i%2 == 0, Mechanism: risk.Mechanisms[i%len(risk.Mechanisms)], Likelihood: 1 + i%5, Ratings: risk.Ratings{}, Assumptions: []risk.ID{risk.ID(fmt.Sprint("a", i%50))},
		}
		for k, category := range risk.Categories {
			s.Ratings[category] = (i + k) % 6
		}
		for k := range 4 {
			s.Safeguards = append(s.Safeguards, risk.Safeguard{Countermeasure: risk.ID(fmt.Sprint("m", (i*7+k*13)%200)), LowersLikelihood: k % 3, Planned: k == 3})
		}
		in.Register.Scenarios = append(in.Register.Scenarios, s)
	}
	return in
}

func BenchmarkRate2000(b *testing.B) {
	in := twoThousand()
	b.ReportAllocs()
	for b.Loop() {
		if got := risk.Rate(in); len(got.Scenarios) != 2_000 || got.Unrated != 0 {
			b.Fatal("not every scenario is rated")
		}
	}
}
