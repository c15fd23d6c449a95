package risk_test

import (
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestAnAttackerCausesThroughTheSystemWhatIsCyberOrHackable(t *testing.T) {
	for _, c := range []struct {
		name string
		s    risk.Scenario
		want bool
	}{
		{"a cyber cause", risk.Scenario{CauseKind: "cyber"}, true},
		{"a transmitter whose value can be written", risk.Scenario{CauseKind: "process", CauseHackable: true}, true},
		{"a stick that somebody plugs in", risk.Scenario{CauseKind: "human", CauseHackable: true}, true},
		{"a wrong hand", risk.Scenario{CauseKind: "human", ThreatSource: "error"}, false},
		{"a worn bearing", risk.Scenario{CauseKind: "process", ThreatSource: "failure"}, false},
		{"a flood", risk.Scenario{CauseKind: "natural", ThreatSource: "nature"}, false},
		{"a thief at a valve", risk.Scenario{CauseKind: "physical", ThreatSource: "opportunist", Skill: 3}, false},
		{"nothing is stated", risk.Scenario{}, true},
		{"no kind, but a source that attacks", risk.Scenario{ThreatSource: "insider"}, true},
		{"no kind, and a source that attacks nobody", risk.Scenario{ThreatSource: "failure"}, false},
		{"no kind, such a source, and hackable", risk.Scenario{ThreatSource: "failure", CauseHackable: true}, true},
	} {
		if got := c.s.Attackable(); got != c.want {
			t.Errorf("%s: attackable %v, want %v", c.name, got, c.want)
		}
	}
}

// In each zone one scenario is harmless and cyber, and one grave and not.
func TestTargetsRestOnWhatAnAttackerCanCause(t *testing.T) {
	for _, c := range []struct {
		name   string
		cause  func(*risk.Scenario)
		counts bool
		says   string
	}{
		{"cyber", func(s *risk.Scenario) { s.CauseKind = "cyber" }, true, ""},
		{"hackable", func(s *risk.Scenario) { s.CauseKind, s.CauseHackable = "process", true }, true, ""},
		{"failure", func(s *risk.Scenario) { s.CauseKind = "process" }, false, "GRAVE (a cause in the process)"},
		{"error", func(s *risk.Scenario) { s.CauseKind = "human" }, false, "GRAVE (a human error)"},
		{"flood", func(s *risk.Scenario) { s.CauseKind = "natural" }, false, "GRAVE (a natural cause)"},
		{"thief", func(s *risk.Scenario) { s.CauseKind = "physical" }, false, "GRAVE (a physical cause"},
		{"removed", func(s *risk.Scenario) { s.CauseKind, s.Removed = "cyber", "The vessel is gone." }, false, ""},
	} {
		mild, grave := scenario("MILD", "Z", 1, 1, true), scenario("GRAVE", "Z", 5, 5, true)
		grave.CauseHackable = false
		mild.Skill, grave.Skill = 1, 4
		mild.LOPA, grave.LOPA = &risk.LOPA{InitiatingPerYear: 1e-5, TargetPerYear: 1e-5}, &risk.LOPA{InitiatingPerYear: 1, TargetPerYear: 1e-5}
		c.cause(&grave)
		got := derive(site([]plant.Zone{zone("Z")}, nil, mild, grave))
		for method, levels := range map[string][2]int{"consequence": {1, 3}, "band": {1, 3}, "crrf": {0, 4}, "lopa": {0, 4}, "pha": {1, 3}, "technique": {1, 4}} {
			want := levels[0]
			if c.counts {
				want = levels[1]
			}
			p := got["Z "+method]
			if n := level(t, p); n != want {
				t.Errorf("%s by %s: SL %d, want %d: %q", c.name, method, n, want, p.Steps)
			}
			if c.says != "" && !contains(p.Steps, c.says) {
				t.Errorf("%s by %s does not name what is left out: %q", c.name, method, p.Steps)
			}
		}
	}
}

func TestZoneOfWhichNoScenarioIsAnAttackIsOpen(t *testing.T) {
	in := site([]plant.Zone{zone("Z"), zone("Y")}, []plant.Conduit{conduit("C", "Z", "Y")}, scenario("FLOOD", "Z", 3, 5, false), scenario("S", "Y", 3, 4, true))
	got := derive(in)
	for _, method := range []string{"consequence", "band", "crrf", "technique"} {
		if p := got["Z "+method]; p.Vector != nil || !contains(p.Missing, "can be caused by an attacker through the system") {
			t.Errorf("%s: %v, %q", method, p.Vector, p.Missing)
		}
	}
	if p := got["C consequence"]; level(t, p) != 2 || p.Complete {
		t.Errorf("the conduit takes the level of Y and is as open as Z: %v, %q", p.Vector, p.Missing)
	}
}

func TestWhatAttacksNobodyHasNoSkill(t *testing.T) {
	for _, source := range []risk.ThreatSource{"error", "failure", "nature"} {
		s := scenario("S", "Z", 3, 3, true)
		s.ThreatSource = source
		if p := derive(site([]plant.Zone{zone("Z")}, nil, s))["Z technique"]; p.Vector != nil || !contains(p.Missing, "threat source that attacks") {
			t.Errorf("%s: %v, %q", source, p.Vector, p.Missing)
		}
	}
}

func TestHazardThatWasRemovedIsNoRisk(t *testing.T) {
	gone := overpressure(cyberCause, func(s *risk.Scenario) {
		s.Removed = "The vessel was taken out, see MOC-12."
		s.Ratings[risk.Safety] = 5
	})
	in := reactor(gone)
	res := risk.Rate(in)
	s := res.Scenarios[0]
	if s.Removed == "" || s.Counts() || s.Residual.Rank != -1 || len(s.Flags) > 0 ||
		s.Residual.Why != "Its hazard was removed by design, so it has no band: The vessel was taken out, see MOC-12." {
		t.Errorf("it is rated %d (%s) with %d flags", s.Residual.Rank, s.Residual.Why, len(s.Flags))
	}
	for _, b := range res.Bands {
		if b.Unmitigated+b.Existing+b.Residual > 0 {
			t.Errorf("band %s counts it", b.Band)
		}
	}
	z, _ := res.Of(assess.Subject{Kind: assess.OfZone, ID: "bpcs"})
	if len(z.Scenarios) > 0 || res.Unrated > 0 {
		t.Errorf("its zone holds %v, %d unrated", z.Scenarios, res.Unrated)
	}
	for _, row := range res.Matrix.Cells {
		for _, cell := range row {
			if len(cell.Unmitigated)+len(cell.Existing)+len(cell.Residual) > 0 {
				t.Errorf("the matrix shows it: %+v", cell)
			}
		}
	}
	if b := risk.Beyond(in, res); b.Total != 0 {
		t.Errorf("it is counted among %d risks", b.Total)
	}
	for _, p := range risk.DeriveTargets(in, res) {
		if len(p.Scenarios) > 0 {
			t.Errorf("%s by %s rests on it", p.Key, p.Method)
		}
	}
}
