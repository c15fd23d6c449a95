package lint

import (
	"fmt"

	"ringwall/internal/risk"
)

// Somebody answers for every record, or in the end nobody does.

func ownerless(found report, what string, h risk.Head, owner string) {
	if blank(owner) {
		found(string(h.ID), h.Key, "", fmt.Sprintf("Nobody answers for %s %s (%s).", what, h.Key, h.Name), "Name its owner.")
	}
}

func ownerlessSystems(m *linter, found report) {
	for _, x := range m.Register.Systems {
		ownerless(found, "system", x.Head, x.Owner)
	}
}

func ownerlessFunctions(m *linter, found report) {
	for _, x := range m.Register.Functions {
		ownerless(found, "function", x.Head, x.Owner)
	}
}

func ownerlessAssumptions(m *linter, found report) {
	for _, x := range m.Register.Assumptions {
		ownerless(found, "assumption", x.Head, x.Owner)
	}
}

func ownerlessMeasures(m *linter, found report) {
	m.eachMeasure(func(c *risk.Countermeasure) { ownerless(found, "countermeasure", c.Head, c.Owner) })
}

func ownerlessEnvironments(m *linter, found report) {
	for _, x := range m.Register.Environments {
		ownerless(found, "security environment", x.Head, x.Owner)
	}
}

func ownerlessWorstCases(m *linter, found report) {
	for _, x := range m.Register.WorstCases {
		ownerless(found, "worst case", x.Head, x.Owner)
	}
}

// A scenario whose treatment lacks an owner is told of once, there.
func ownerlessScenarios(m *linter, found report) {
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		if !treated(s) || m.done(s) {
			ownerless(found, "scenario", s.Head, s.Owner)
		}
	}
}

func ownerlessTasks(m *linter, found report) {
	for _, x := range m.Register.Tasks {
		if x.Done == "" {
			ownerless(found, "task", x.Head, x.Owner)
		}
	}
}
