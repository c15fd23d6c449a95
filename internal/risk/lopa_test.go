package risk_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

var (
	alarm = risk.Safeguard{Name: "BPCS alarm + operator", PFD: 0.1, Hackable: true, PlacedIn: "bpcs"}
	trip  = risk.Safeguard{Name: "independent SIF SIL 2", PFD: 0.01, Hackable: true, PlacedIn: "bpcs"}
	valve = risk.Safeguard{Name: "relief valve", PFD: 0.01}
)

// The rows are those of a published analysis of the loss of cooling water, in
// two variants, and of the same with an attack for the initiating event.
func TestLayersOfProtectionMultiply(t *testing.T) {
	for _, row := range []struct {
		name      string
		cause     risk.CauseKind
		layers    []risk.Safeguard
		stated    float64
		mitigated float64
		gap       float64
		extraPFD  float64
		extraSIL  int
		differs   bool
	}{
		{"variant A lacks a decade: one more function of SIL 1", "process", []risk.Safeguard{alarm, valve}, 0, 1e-4, 10, 0.1, 1, false},
		{"variant A with it", "process", []risk.Safeguard{alarm, valve, {Name: "SIF", PFD: 0.1}}, 0, 1e-5, 1, 0, 0, false},
		// The source prints 1e-5; the product of its own factors is 1e-6.
		{"variant B is tolerable, and its source is wrong by ten", "process", []risk.Safeguard{alarm, trip, valve}, 1e-5, 1e-6, 0.1, 0, 0, true},
		{"a source that rounds is not wrong", "process", []risk.Safeguard{alarm, trip, valve}, 0.98e-6, 1e-6, 0.1, 0, 0, false},
		{"variant A under attack: only the valve survives", "cyber", []risk.Safeguard{alarm, valve}, 0, 1e-3, 100, 0.01, 1, false},
		{"variant B under attack: a hundred times the target, for the trip shares the network", "cyber", []risk.Safeguard{alarm, trip, valve}, 0, 1e-3, 100, 0.01, 1, false},
		{"nothing in the way is beyond what one function can do at SIL 3", "process", nil, 0, 0.1, 1e4, 1e-4, 3, false},
		{"a small gap needs no SIL", "process", []risk.Safeguard{{Name: "a", PFD: 1e-3}, {Name: "b", PFD: 0.5}}, 0, 5e-5, 5, 0.2, 0, false},
		{"two layers on one transmitter count once", "process", []risk.Safeguard{
			{Name: "alarm", PFD: 0.1, Dependencies: needs("sensor", "LT-1")}, {Name: "trip", PFD: 0.01, Dependencies: needs("sensor", "lt-1")},
		}, 0, 1e-3, 100, 0.01, 1, false},
		{"a layer that the attacker has does not stand in for one that is left", "cyber", []risk.Safeguard{
			{Name: "trip", PFD: 0.01, Hackable: true, PlacedIn: "bpcs", Dependencies: needs("sensor", "LT-1")}, {Name: "relay", PFD: 0.1, Dependencies: needs("sensor", "LT-1")},
		}, 0, 1e-2, 1_000, 0.001, 2, false},
		{"a planned layer is not there yet", "process", []risk.Safeguard{valve, {Name: "SIF", PFD: 0.01, Planned: true}}, 0, 1e-3, 100, 0.01, 1, false},
	} {
		s := overpressure(guarded(row.layers...))
		s.CauseKind, s.LOPA = row.cause, &risk.LOPA{InitiatingPerYear: 0.1, TargetPerYear: 1e-5, StatedPerYear: row.stated}
		got := first(t, reactor(s)).LOPA
		if !near(got.MitigatedPerYear, row.mitigated) || !near(got.Gap, row.gap) || !near(got.ExtraPFD, row.extraPFD) || got.ExtraSIL != row.extraSIL {
			t.Errorf("%s: %v per year, gap %v, PFD %v, SIL %d; %s", row.name, got.MitigatedPerYear, got.Gap, got.ExtraPFD, got.ExtraSIL, got.Why)
		}
		if got.Tolerable != (row.gap <= 1) || (got.Discrepancy != "") != row.differs {
			t.Errorf("%s: tolerable %v, discrepancy %q", row.name, got.Tolerable, got.Discrepancy)
		}
		if len(got.Layers) != len(row.layers) {
			t.Errorf("%s: %d layers", row.name, len(got.Layers))
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Abs(b) }

func TestAnalysisShowsItsArithmetic(t *testing.T) {
	s := overpressure(guarded(alarm, trip, valve))
	s.LOPA = &risk.LOPA{InitiatingPerYear: 0.1, TargetPerYear: 1e-5, StatedPerYear: 1e-5}
	got := first(t, reactor(s))
	if want := "Initiating 0.1 × 0.01 × 0.01 × 0.1 = 1e-06 per year, 0.1 times the tolerable 1e-05."; got.LOPA.Why != want {
		t.Errorf("%q, want %q", got.LOPA.Why, want)
	}
	if want := "The source states 1e-05 per year, but the product is 1e-06: correct one of its factors or the statement."; got.LOPA.Discrepancy != want {
		t.Errorf("%q, want %q", got.LOPA.Discrepancy, want)
	}
	if !strings.Contains(strings.Join(flagTexts(got), " "), got.LOPA.Discrepancy) {
		t.Errorf("the scenario does not flag it: %q", flagTexts(got))
	}
	s.CauseKind = "cyber"
	var lost []string
	for _, l := range first(t, reactor(s)).LOPA.Layers {
		if l.Credited == 1 {
			lost = append(lost, l.Name)
		}
	}
	if d := cmp.Diff([]string{"independent SIF SIL 2", "BPCS alarm + operator"}, lost); d != "" {
		t.Error(d)
	}
}

func flagTexts(s risk.ScenarioResult) (out []string) {
	for _, f := range s.Flags {
		out = append(out, f.Text)
	}
	return out
}

func TestAnalysisOfAnUnratedScenarioStillMultiplies(t *testing.T) {
	s := overpressure(guarded(valve))
	s.LOPA = &risk.LOPA{InitiatingPerYear: 0.1}
	in := reactor(s)
	in.Register.Criteria, in.Today = nil, plant.Date("2026-11-24")
	if got := first(t, in).LOPA; got == nil || !near(got.MitigatedPerYear, 1e-3) || got.Gap != 0 || !strings.Contains(got.Why, "no tolerable frequency") {
		t.Errorf("%+v", got)
	}
}

func TestWhatTheSourceStatesIsComparedWithoutATargetToo(t *testing.T) {
	s := overpressure(guarded(valve))
	s.LOPA = &risk.LOPA{InitiatingPerYear: 0.1, StatedPerYear: 1e-5}
	if got := first(t, reactor(s)).LOPA; !strings.Contains(got.Discrepancy, "states 1e-05 per year") {
		t.Errorf("%+v", got)
	}
}
