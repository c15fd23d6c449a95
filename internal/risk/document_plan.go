package risk

import "ringwall/internal/plant"

// Plan tells what turns the current document into the wanted one, as
// [plant.Plan] does for the plant alone.
func Plan(current, wanted Document, prune bool) plant.ChangeSet {
	p := plant.NewPlanner(prune)
	p.Plant(current.Document, wanted.Document)
	planOf(p, OfSystem, current.Systems, wanted.Systems)
	planOf(p, OfFunction, current.Functions, wanted.Functions)
	planOf(p, OfCriteria, current.Criteria, wanted.Criteria)
	planOf(p, OfAssumption, current.Assumptions, wanted.Assumptions)
	planOf(p, OfCountermeasure, current.Countermeasures, wanted.Countermeasures)
	planOf(p, OfEnvironment, current.Environments, wanted.Environments)
	planOf(p, OfWorstCase, inheritedFirst(current.WorstCases), inheritedFirst(wanted.WorstCases))
	planOf(p, OfComparison, current.Comparisons, wanted.Comparisons)
	planOf(p, OfScenario, current.Scenarios, wanted.Scenarios)
	planOf(p, OfFinding, current.Findings, wanted.Findings)
	planOf(p, OfProposal, current.Proposals, wanted.Proposals)
	planOf(p, OfSpecification, current.Specifications, wanted.Specifications)
	planOf(p, OfApproval, current.Approvals, wanted.Approvals)
	planOf(p, OfTask, current.Tasks, wanted.Tasks)
	return p.ChangeSet()
}

func planOf[T any, P recordOf[T]](p *plant.Planner, kind string, current, wanted []T) {
	plant.PlanList(p, kind, current, wanted, func(x T) string { return P(&x).Base().Key })
}

// inheritedFirst orders worst cases so that each stands after those that it
// inherits; a ring of them, which the rules refuse, keeps its place at the end.
func inheritedFirst(cases []WorstCase) []WorstCase {
	if cases == nil {
		return nil
	}
	placed := map[string]bool{}
	waiting := map[string]bool{}
	for _, c := range cases {
		waiting[c.Key] = true
	}
	out, rest := make([]WorstCase, 0, len(cases)), cases
	for len(rest) > 0 {
		var later []WorstCase
		for _, c := range rest {
			ready := true
			for _, key := range c.Inherits {
				ready = ready && (placed[string(key)] || !waiting[string(key)])
			}
			if !ready {
				later = append(later, c)
				continue
			}
			placed[c.Key] = true
			out = append(out, c)
		}
		if len(later) == len(rest) {
			return append(out, later...)
		}
		rest = later
	}
	return out
}
