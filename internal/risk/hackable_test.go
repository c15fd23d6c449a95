package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// The rows are those of a published security PHA review: a scenario is
// hackable when its cause is and so is every safeguard.
func TestScenarioIsHackableWhenCauseAndAllSafeguardsAre(t *testing.T) {
	hackable := func(name string) risk.Safeguard { return risk.Safeguard{Name: name, Hackable: true} }
	valve := risk.Safeguard{Name: "relief valve", Layer: "safety-process", LowersLikelihood: 1}
	with := func(change func(*risk.Safeguard)) risk.Safeguard {
		g := valve
		change(&g)
		return g
	}
	for _, row := range []struct {
		name       string
		cause      bool
		safeguards []risk.Safeguard
		want       bool
		says       string
	}{
		{"P1: transmitter failure, a trip that can be hacked", true, []risk.Safeguard{hackable("SIS high-level trip")}, true, "defeat every safeguard that is there (SIS high-level trip)"},
		{"P2: and a relief valve", true, []risk.Safeguard{hackable("SIS high-level trip"), valve}, false, "no attacker can defeat relief valve"},
		{"P3: fire outside, gas detection", false, []risk.Safeguard{hackable("gas detection")}, false, "No attacker can bring the cause about"},
		{"P4: recipe change, nothing in the way", true, nil, true, "no safeguard is there"},
		{"P5: speed command, alarm and operator", true, []risk.Safeguard{hackable("BPCS high-speed alarm"), hackable("operator response on HMI")}, true, "operator response on HMI"},
		{"cooling water, alarm and relief valve", true, []risk.Safeguard{hackable("BPCS alarm + operator"), valve}, false, "relief valve"},
		{"runaway, alarm, trip and relief valve", true, []risk.Safeguard{hackable("BPCS alarm + operator"), hackable("independent SIF SIL 2"), valve}, false, "relief valve"},
		{"runaway without the relief valve", true, []risk.Safeguard{hackable("BPCS alarm + operator"), hackable("independent SIF SIL 2")}, true, "independent SIF SIL 2"},
		{"a planned valve is not there yet", true, []risk.Safeguard{with(func(g *risk.Safeguard) { g.Planned = true })}, true, "Once relief valve is there, it no longer is."},
		{"a valve credited by its PFD alone", true, []risk.Safeguard{with(func(g *risk.Safeguard) { g.LowersLikelihood, g.PFD = 0, 0.01 })}, false, "relief valve"},
		{"a valve that nobody gives credit", true, []risk.Safeguard{with(func(g *risk.Safeguard) { g.LowersLikelihood = 0 })}, true, "“relief valve” earns no credit"},
		{"a fence", true, []risk.Safeguard{with(func(g *risk.Safeguard) { g.Name, g.Layer = "fence", "physical" })}, false, "fence"},
		{"a layer that nobody states", true, []risk.Safeguard{with(func(g *risk.Safeguard) { g.Layer = "" })}, true, "does not say in which layer"},
		{"a firewall that nobody marked as hackable", true, []risk.Safeguard{{Name: "firewall", Layer: "network", LowersLikelihood: 2}}, true, "“firewall” stands in the layer network"},
		{"a training that nobody marked as hackable", true, []risk.Safeguard{{Name: "training", Layer: "policy-people", LowersLikelihood: 1}}, true, "“training” stands in the layer policy-people"},
	} {
		s := overpressure(guarded(row.safeguards...))
		s.CauseHackable = row.cause
		got := first(t, reactor(s))
		if got.Hackable != row.want || !strings.Contains(got.HackableWhy, row.says) {
			t.Errorf("%s: hackable %v, want %v: %s", row.name, got.Hackable, row.want, got.HackableWhy)
		}
	}
}

func TestSafeguardThatHasExpiredDoesNotKeepAScenarioFromBeingHackable(t *testing.T) {
	in := reactor(overpressure(cyberCause, guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})))
	in.Register.Countermeasures = []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Relief valve"}, Layer: "safety-process", State: risk.MeasureExisting}}
	for until, want := range map[plant.Date]bool{"": false, "2027-01-01": false, "2026-11-01": true} {
		in.Register.Countermeasures[0].Expires = until
		if got := first(t, in); got.Hackable != want {
			t.Errorf("valve until %q: hackable %v, want %v", until, got.Hackable, want)
		}
	}
}

// A gas alarm claims to lower a life-threatening consequence, which is refused:
// it warns, and keeps nobody out.
func TestRefusedCreditKeepsNoAttackerOut(t *testing.T) {
	alarm := risk.Safeguard{Name: "gas alarm", Layer: "safety-process", LowersConsequence: 1}
	got := first(t, reactor(overpressure(cyberCause, guarded(alarm), func(s *risk.Scenario) { s.Ratings[risk.Safety] = 5 })))
	if !got.Hackable || !strings.Contains(got.HackableWhy, "“gas alarm” earns no credit") {
		t.Errorf("hackable %v: %s", got.Hackable, got.HackableWhy)
	}
}
