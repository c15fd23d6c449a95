package risk

import "strings"

// Attackable says whether an attacker can bring the scenario about through the
// system: its cause is cyber, or it is marked as hackable, whatever its kind. A
// cause of which neither kind nor source says what it is may be one too, for
// what is not known must not hold a risk down.
//
// Only such a scenario can fell hackable safeguards and be hackable, ask for a
// security level, and be met by requirements on the system. A flood, a worn
// bearing, a wrong hand or a thief at a valve is met by other means.
func (s *Scenario) Attackable() bool {
	switch s.CauseKind {
	case "cyber":
		return true
	case "":
		return s.CauseHackable || !blind(s.ThreatSource)
	}
	return s.CauseHackable
}

// blind says whether a source means no harm, so that it is no attacker.
func blind(t ThreatSource) bool { return t == "error" || t == "failure" || t == "nature" }

// Counts says whether the scenario is a risk: neither an opportunity nor one
// whose hazard was removed by design.
func (s *Scenario) Counts() bool { return !s.Opportunity && strings.TrimSpace(s.Removed) == "" }

// Counts says whether the scenario is a risk, as [Scenario.Counts] does.
func (r *ScenarioResult) Counts() bool { return !r.Opportunity && r.Removed == "" }

// unattackable says in a few words why no attacker can cause the scenario
// through the system.
func unattackable(s *Scenario) string {
	switch s.CauseKind {
	case "physical":
		return "a physical cause that no network brings about"
	case "human":
		return "a human error"
	case "natural":
		return "a natural cause"
	case "process":
		return "a cause in the process"
	}
	return "caused by " + string(s.ThreatSource)
}
