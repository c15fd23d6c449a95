package csms

import (
	"bytes"
	"encoding/json"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// The kinds of the risk register.
var (
	systemKind = &registered[risk.System]{
		name: risk.OfSystem, prefix: "SYS", digits: 2, check: risk.CheckSystem, refs: (*risk.System).Refs, holds: true,
		head: func(x *risk.System) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.System { return r.Systems },
	}
	functionKind = &registered[risk.Function]{
		name: risk.OfFunction, prefix: "F", digits: 2, check: risk.CheckFunction, refs: (*risk.Function).Refs, holds: true,
		head: func(x *risk.Function) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Function { return r.Functions },
	}
	criteriaKind = &registered[risk.Criteria]{
		name: risk.OfCriteria, prefix: "CR", digits: 2, check: risk.CheckCriteria, refs: (*risk.Criteria).Refs, guard: guardCriteria,
		head: func(x *risk.Criteria) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Criteria { return r.Criteria },
	}
	assumptionKind = &registered[risk.Assumption]{
		name: risk.OfAssumption, prefix: "AS", digits: 2, check: risk.CheckAssumption, refs: (*risk.Assumption).Refs,
		head: func(x *risk.Assumption) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Assumption { return r.Assumptions },
	}
	countermeasureKind = &registered[risk.Countermeasure]{
		name: risk.OfCountermeasure, prefix: "CM", digits: 2, check: risk.CheckCountermeasure, refs: (*risk.Countermeasure).Refs, holds: true,
		head: func(x *risk.Countermeasure) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Countermeasure { return r.Countermeasures },
	}
	environmentKind = &registered[risk.Environment]{
		name: risk.OfEnvironment, prefix: "SE", digits: 2, check: risk.CheckEnvironment, refs: (*risk.Environment).Refs, holds: true,
		head: func(x *risk.Environment) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Environment { return r.Environments },
	}
	worstCaseKind = &registered[risk.WorstCase]{
		name: risk.OfWorstCase, prefix: "WC", digits: 2, check: risk.CheckWorstCase, refs: (*risk.WorstCase).Refs, holds: true,
		head: func(x *risk.WorstCase) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.WorstCase { return r.WorstCases },
	}
	comparisonKind = &registered[risk.Comparison]{
		name: risk.OfComparison, prefix: "ZC", digits: 2, check: risk.CheckComparison, refs: (*risk.Comparison).Refs, holds: true, made: risk.Decide,
		head: func(x *risk.Comparison) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Comparison { return r.Comparisons },
	}
	scenarioKind = &registered[risk.Scenario]{
		name: risk.OfScenario, prefix: "SC", digits: 3, check: risk.CheckScenario, refs: (*risk.Scenario).Refs, holds: true, guard: guardScenario,
		head: func(x *risk.Scenario) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Scenario { return r.Scenarios },
	}
	findingKind = &registered[risk.FindingDecision]{
		name: risk.OfFinding, prefix: "FD", digits: 2, check: risk.CheckFindingDecision, refs: (*risk.FindingDecision).Refs,
		head: func(x *risk.FindingDecision) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.FindingDecision { return r.Findings },
	}
	proposalKind = &registered[risk.Proposal]{
		name: risk.OfProposal, prefix: "PR", digits: 2, check: risk.CheckProposal, refs: (*risk.Proposal).Refs,
		head: func(x *risk.Proposal) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Proposal { return r.Proposals },
		listed: func(x *risk.Proposal) { x.Result = nil },
	}
	roadmapKind = &registered[risk.Roadmap]{
		name: risk.OfRoadmap, prefix: "RM", digits: 2, check: risk.CheckRoadmap, refs: (*risk.Roadmap).Refs,
		head: func(x *risk.Roadmap) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Roadmap { return r.Roadmaps },
		listed: func(x *risk.Roadmap) { x.Plan = nil },
	}
	specificationKind = &registered[risk.Specification]{
		name: risk.OfSpecification, prefix: "CRS", digits: 2, check: risk.CheckSpecification, refs: (*risk.Specification).Refs, holds: true,
		head: func(x *risk.Specification) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Specification { return r.Specifications },
	}
	approvalKind = &registered[risk.Approval]{
		name: risk.OfApproval, prefix: "AP", digits: 2, check: risk.CheckApproval, refs: (*risk.Approval).Refs, holds: true, guard: guardApproval,
		head: func(x *risk.Approval) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Approval { return r.Approvals },
	}
	taskKind = &registered[risk.Task]{
		name: risk.OfTask, prefix: "T", digits: 2, check: risk.CheckTask, refs: (*risk.Task).Refs,
		head: func(x *risk.Task) *risk.Head { return &x.Head }, of: func(r *risk.Register) []risk.Task { return r.Tasks },
	}
)

// Systems are the systems under consideration of a site.
func (s *Service) Systems() Records[risk.System] { return Records[risk.System]{s, systemKind} }

// Functions are the essential functions of a site.
func (s *Service) Functions() Records[risk.Function] { return Records[risk.Function]{s, functionKind} }

// Criteria are the risk criteria of a site, signed ones and drafts.
func (s *Service) Criteria() Records[risk.Criteria] { return Records[risk.Criteria]{s, criteriaKind} }

// Assumptions are what the assessment of a site takes for granted.
func (s *Service) Assumptions() Records[risk.Assumption] {
	return Records[risk.Assumption]{s, assumptionKind}
}

// Countermeasures are those of a site.
func (s *Service) Countermeasures() Records[risk.Countermeasure] {
	return Records[risk.Countermeasure]{s, countermeasureKind}
}

// Environments are the security environments of a site's safety zones.
func (s *Service) Environments() Records[risk.Environment] {
	return Records[risk.Environment]{s, environmentKind}
}

// WorstCases are the worst cases of a site.
func (s *Service) WorstCases() Records[risk.WorstCase] {
	return Records[risk.WorstCase]{s, worstCaseKind}
}

// Comparisons are the decisions on whether the zones of a site are assessed in detail.
func (s *Service) Comparisons() Records[risk.Comparison] {
	return Records[risk.Comparison]{s, comparisonKind}
}

// Scenarios are the rows of the detailed risk assessment of a site.
func (s *Service) Scenarios() Records[risk.Scenario] { return Records[risk.Scenario]{s, scenarioKind} }

// Proposals are the what-ifs of a site that were kept.
func (s *Service) Proposals() Records[risk.Proposal] { return Records[risk.Proposal]{s, proposalKind} }

// Roadmaps are the plans of a site that were kept.
func (s *Service) Roadmaps() Records[risk.Roadmap] { return Records[risk.Roadmap]{s, roadmapKind} }

// Specifications are the cybersecurity requirements specifications of a site.
func (s *Service) Specifications() Records[risk.Specification] {
	return Records[risk.Specification]{s, specificationKind}
}

// Approvals are those of a site's specifications.
func (s *Service) Approvals() Records[risk.Approval] { return Records[risk.Approval]{s, approvalKind} }

// Tasks are what has to be done at a site because something happened.
func (s *Service) Tasks() Records[risk.Task] { return Records[risk.Task]{s, taskKind} }

// guardCriteria keeps signed criteria as they are, and signatures out of edits.
func guardCriteria(_ risk.Context, before, after *risk.Criteria) error {
	if before != nil && before.Signed != nil {
		return signed("The criteria " + before.Key + " are signed and stay as they are: make a new draft from them.")
	}
	if after != nil && after.Signed != nil {
		return plant.Problems{{Pointer: "/signed", Text: "A signature cannot be sent: sign the criteria instead."}}
	}
	return nil
}

// guardScenario opens the detailed assessment once criteria are in force, and
// keeps acceptances out of edits.
func guardScenario(ctx risk.Context, before, after *risk.Scenario) error {
	if after == nil {
		if problems := risk.CheckRemoval(*before); len(problems) > 0 {
			return problems
		}
		return nil
	}
	var was risk.Scenario
	if before != nil {
		was = *before
	}
	if !alike(was.Acceptance, after.Acceptance) {
		return plant.Problems{{Pointer: "/acceptance", Text: "An acceptance cannot be sent: accept the risk, or withdraw the acceptance, instead."}}
	}
	detailed := before == nil || was.Likelihood != after.Likelihood || !alike(was.Safeguards, after.Safeguards)
	if detailed && risk.InForce(ctx.Register.Criteria) == nil {
		return unsigned()
	}
	return nil
}

// guardApproval keeps approvals out of edits altogether.
func guardApproval(_ risk.Context, before, _ *risk.Approval) error {
	if before == nil {
		return signed("An approval is made by approving the specification.")
	}
	return signed("The approval " + before.Key + " is signed and stays as it is: reopen it if it no longer stands.")
}

func signed(text string) error { return &Error{Kind: Conflict, Code: "signed", Text: text} }

// unsigned is the answer as long as no criteria are in force.
func unsigned() error {
	return &Error{
		Kind: Conflict, Code: "criteria-unsigned",
		Text: "The detailed assessment opens when risk criteria are in force: sign the criteria first.",
	}
}

// alike compares two values as they are sent and stored.
func alike(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
