package lint

import (
	"fmt"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// The detailed assessment opens with signed criteria, else what is acceptable
// drifts to what was found.
func unsignedCriteria(m *linter, found report) {
	if len(m.Register.Scenarios) == 0 || risk.InForce(m.Register.Criteria) != nil {
		return
	}
	n := fmt.Sprintf("%d scenarios are", len(m.Register.Scenarios))
	if len(m.Register.Scenarios) == 1 {
		n = "1 scenario is"
	}
	draft := risk.NewestDraft(m.Register.Criteria)
	if draft == nil {
		found(string(m.Site.ID), m.Site.Key, "", n+" in the register, but nobody set the criteria to rate them by.", "Write the criteria from a preset and have them signed.")
		return
	}
	found(string(draft.ID), draft.Key, "", fmt.Sprintf("%s rated by criteria %s, which nobody signed.", n, draft.Key),
		"Have them signed by whoever answers for the risk of the site.")
}

func zonesWithoutScenario(m *linter, found report) {
	has := map[plant.ZoneID]bool{}
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		has[s.Zone] = true
		// One on a conduit is about both its ends.
		if c := m.conduits[s.Conduit]; c != nil {
			has[c.From], has[c.To] = true, true
		}
	}
	for id, functions := range m.functions {
		if z := m.zones[id]; z != nil && !has[id] && !z.External {
			var keys []string
			for _, f := range functions {
				keys = append(keys, f.Key)
			}
			found(string(z.ID), z.Key, "", fmt.Sprintf("Zone %s serves %s, but no scenario says how it could be attacked.", z.Key, few(keys)),
				"Write the scenarios of the zone, or accept with the reason why there is none.")
		}
	}
}

// few joins the first keys of many.
func few(keys []string) string {
	if len(keys) > 5 {
		return risk.JoinWords(append(keys[:5:5], fmt.Sprintf("%d more", len(keys)-5)))
	}
	return risk.JoinWords(keys)
}

func unknownTechniques(m *linter, found report) {
	set := m.ThreatSet()
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		if len(s.Techniques) == 0 {
			continue
		}
		if s.Release == "" {
			found(string(s.ID), s.Key, "release", fmt.Sprintf("Scenario %s names techniques, but not the release of ATT&CK for ICS that they are from.", s.Key),
				fmt.Sprintf("State the release, such as %s: later ones rename and retire techniques.", set.Release))
		}
		for _, id := range s.Techniques {
			if _, ok := set.Technique(id); ok {
				continue
			}
			text := fmt.Sprintf("Scenario %s names technique %s, which release %s of ATT&CK for ICS does not have.", s.Key, id, set.Release)
			mend := "Correct the id, or choose the technique that fits."
			if gone, ok := set.Retirement(id); ok {
				text = fmt.Sprintf("Scenario %s names technique %s (%s), which release %s of ATT&CK for ICS gave up (%s).", s.Key, id, gone.Name, set.Release, gone.Why)
				if gone.By != "" {
					mend = fmt.Sprintf("Look at the scenario again with technique %s, which takes its place.", gone.By)
				}
			}
			found(string(s.ID), s.Key, id, text, mend)
		}
	}
}

func expiredMeasures(m *linter, found report) {
	m.eachMeasure(func(c *risk.Countermeasure) {
		if c.State == risk.MeasureExisting && risk.Expired(c.Expires, m.Today) {
			found(string(c.ID), c.Key, "", fmt.Sprintf("Countermeasure %s (%s) expired on %s and counts no more.", c.Key, c.Name, c.Expires),
				"Test it again and set a new end, or plan what takes its place.")
		}
	})
}

func unprovenMeasures(m *linter, found report) {
	m.eachMeasure(func(c *risk.Countermeasure) {
		if c.State == risk.MeasureExisting && blank(c.Evidence) {
			found(string(c.ID), c.Key, "", fmt.Sprintf("Nothing proves that countermeasure %s (%s) is there and works.", c.Key, c.Name),
				"Name the evidence: a test record, a configuration, a picture, an inspection.")
		}
	})
}

func protectiveMeasures(m *linter, found report) {
	m.eachMeasure(func(c *risk.Countermeasure) {
		if c.ProtectiveFunction {
			found(string(c.ID), c.Key, "", fmt.Sprintf("Countermeasure %s (%s) works inside a protective function, where no security control may be.", c.Key, c.Name),
				"Place it outside, where it cannot keep the function from acting, or take the mark away if it does not work inside.")
		}
	})
}

func openConflicts(m *linter, found report) {
	m.eachMeasure(func(c *risk.Countermeasure) {
		open := 0
		for _, conflict := range c.Conflicts {
			if blank(conflict.Resolution) || blank(conflict.SafetyBy) || blank(conflict.SecurityBy) {
				open++
			}
		}
		if open > 0 {
			conflicts := fmt.Sprintf("%d conflicts with safety that are", open)
			if open == 1 {
				conflicts = "a conflict with safety that is"
			}
			found(string(c.ID), c.Key, "", fmt.Sprintf("Countermeasure %s (%s) has %s not settled by both sides.", c.Key, c.Name, conflicts),
				"Review it together and record the resolution with a name for safety and one for security.")
		}
	})
}

// eachMeasure visits the countermeasures that are not retired.
func (m *linter) eachMeasure(visit func(c *risk.Countermeasure)) {
	for i := range m.Register.Countermeasures {
		if c := &m.Register.Countermeasures[i]; c.State != risk.MeasureRetired {
			visit(c)
		}
	}
}

func falseAssumptions(m *linter, found report) {
	rest := map[risk.ID]int{}
	for i := range m.Register.Scenarios {
		for _, id := range m.Register.Scenarios[i].Assumptions {
			rest[id]++
		}
	}
	for i := range m.Register.WorstCases {
		for _, id := range m.Register.WorstCases[i].Assumptions {
			rest[id]++
		}
	}
	for i := range m.Register.Assumptions {
		a := &m.Register.Assumptions[i]
		if n := rest[a.ID]; a.State == risk.AssumptionFalse && n > 0 {
			rests := fmt.Sprintf("%d scenarios and worst cases rest on it", n)
			if n == 1 {
				rests = "one scenario or worst case rests on it"
			}
			found(string(a.ID), a.Key, "", fmt.Sprintf("Assumption %s (%s) was found false, and %s.", a.Key, a.Name, rests),
				"Look at each of them again, decide about its treatment, and then let it rest on something else.")
		}
	}
}

func overdueAssumptions(m *linter, found report) {
	for i := range m.Register.Assumptions {
		a := &m.Register.Assumptions[i]
		switch {
		case a.State == risk.AssumptionConfirmed && risk.Expired(a.Expires, m.Today):
			found(string(a.ID), a.Key, "", fmt.Sprintf("Assumption %s (%s) was confirmed until %s and has to be tested again.", a.Key, a.Name, a.Expires),
				"Test it, and say what came out and until when that holds.")
		case a.State != risk.AssumptionConfirmed && a.State != risk.AssumptionFalse && a.Due.Before(m.Today):
			found(string(a.ID), a.Key, "", fmt.Sprintf("Assumption %s (%s) was to be tested by %s.", a.Key, a.Name, a.Due),
				"Test it and say what came out, or set a new day with its owner.")
		}
	}
}

func untestedAssumptions(m *linter, found report) {
	for i := range m.Register.Assumptions {
		if a := &m.Register.Assumptions[i]; blank(a.Test) && a.State != risk.AssumptionFalse {
			found(string(a.ID), a.Key, "", fmt.Sprintf("Nobody said how assumption %s (%s) is found out.", a.Key, a.Name),
				"Describe the test: what is looked at, where, and what would show that it is false.")
		}
	}
}

// treated says whether somebody has to do something about the scenario.
func treated(s *risk.Scenario) bool {
	return s.Counts() && (s.Treatment == "mitigate" || s.Treatment == "transfer" || s.Treatment == "avoid")
}

// done says whether nothing of the treatment is still to come.
func (m *linter) done(s *risk.Scenario) bool {
	for _, g := range s.Safeguards {
		c := m.measures[g.Countermeasure]
		if g.Planned && (c == nil || c.State != risk.MeasureExisting) || c != nil && (c.State == risk.MeasurePlanned || c.State == risk.MeasureProposed) {
			return false
		}
	}
	return s.Treatment == "mitigate"
}

func unownedTreatments(m *linter, found report) {
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		if !treated(s) || m.done(s) {
			continue
		}
		var lacks []string
		if blank(s.Owner) {
			lacks = append(lacks, "owner")
		}
		if s.Due == "" {
			lacks = append(lacks, "date")
		}
		if len(lacks) > 0 {
			found(string(s.ID), s.Key, "", fmt.Sprintf("The treatment of scenario %s (%s) has no %s.", s.Key, s.Treatment, risk.Join(lacks, "or")),
				"Name who does it and until when.")
		}
	}
}

func overdueTreatments(m *linter, found report) {
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		if treated(s) && !m.done(s) && s.Due.Before(m.Today) {
			found(string(s.ID), s.Key, "", fmt.Sprintf("The treatment of scenario %s (%s) was due on %s.", s.Key, s.Treatment, s.Due),
				"Finish it, or set a new day and say in the note why.")
		}
	}
}

func overdueTasks(m *linter, found report) {
	for i := range m.Register.Tasks {
		if t := &m.Register.Tasks[i]; t.Done == "" && t.Due.Before(m.Today) {
			found(string(t.ID), t.Key, "", fmt.Sprintf("Task %s (%s) was due on %s.", t.Key, t.Name, t.Due),
				"Finish it and write down what came out, or set a new day.")
		}
	}
}
