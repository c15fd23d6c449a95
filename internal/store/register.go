package store

import (
	"cmp"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// registerKinds lists the kinds of the risk register. All of their records
// begin with a [risk.Head], which has all that the columns hold. What findings,
// proposals, roadmaps and tasks tell of may go; the others hold what they refer
// to fast.
var registerKinds = []*kind{
	ofRegister(risk.OfSystem, "risk_system", func(x *risk.System) *risk.Head { return &x.Head }, (*risk.System).Refs),
	ofRegister(risk.OfFunction, "risk_function", func(x *risk.Function) *risk.Head { return &x.Head }, (*risk.Function).Refs),
	ofRegister(risk.OfCriteria, "risk_criteria", func(x *risk.Criteria) *risk.Head { return &x.Head }, (*risk.Criteria).Refs),
	ofRegister(risk.OfAssumption, "risk_assumption", func(x *risk.Assumption) *risk.Head { return &x.Head }, (*risk.Assumption).Refs),
	ofRegister(risk.OfCountermeasure, "risk_countermeasure", func(x *risk.Countermeasure) *risk.Head { return &x.Head }, (*risk.Countermeasure).Refs),
	ofRegister(risk.OfEnvironment, "risk_environment", func(x *risk.Environment) *risk.Head { return &x.Head }, (*risk.Environment).Refs),
	ofRegister(risk.OfWorstCase, "risk_worst_case", func(x *risk.WorstCase) *risk.Head { return &x.Head }, (*risk.WorstCase).Refs),
	ofRegister(risk.OfComparison, "risk_comparison", func(x *risk.Comparison) *risk.Head { return &x.Head }, (*risk.Comparison).Refs),
	ofRegister(risk.OfScenario, "risk_scenario", func(x *risk.Scenario) *risk.Head { return &x.Head }, (*risk.Scenario).Refs),
	ofRegister(risk.OfFinding, "risk_finding", func(x *risk.FindingDecision) *risk.Head { return &x.Head }, nil),
	ofRegister(risk.OfProposal, "risk_proposal", func(x *risk.Proposal) *risk.Head { return &x.Head }, nil),
	ofRegister(risk.OfRoadmap, "risk_roadmap", func(x *risk.Roadmap) *risk.Head { return &x.Head }, nil),
	ofRegister(risk.OfSpecification, "risk_specification", func(x *risk.Specification) *risk.Head { return &x.Head }, (*risk.Specification).Refs),
	ofRegister(risk.OfApproval, "risk_approval", func(x *risk.Approval) *risk.Head { return &x.Head }, (*risk.Approval).Refs),
	ofRegister(risk.OfTask, "risk_task", func(x *risk.Task) *risk.Head { return &x.Head }, nil),
}

// ofRegister is a kind of the risk register. refs is nil when its records hold
// nothing fast.
func ofRegister[T any](name, table string, head func(*T) *risk.Head, refs func(*T, func(kind string, id *string))) *kind {
	k := kind{name: name, table: table, scope: ofSite, key: "key", label: "name"}
	if refs != nil {
		k.refs = func(rec any, visit func(kind string, id *string)) { refs(rec.(*T), visit) }
	}
	return define(k,
		func(x *T) base {
			h := head(x)
			return base{id: (*string)(&h.ID), key: &h.Key, version: &h.Version, site: &h.Site}
		},
		field("key", func(x *T) any { return &head(x).Key }),
		field("name", func(x *T) any { return &head(x).Name }),
	)
}

// usesOfSite are the columns that tell to which site a record of the register belongs.
func usesOfSite() (uses []use) {
	for _, k := range registerKinds {
		uses = append(uses, use{k.name, "site"})
	}
	return uses
}

// Register reads all records of a site's risk procedure, each kind in the order of keys.
func (r *Reader) Register(site plant.SiteID) (reg risk.Register, err error) {
	fill(r, site, &reg.Systems, &err)
	fill(r, site, &reg.Functions, &err)
	fill(r, site, &reg.Criteria, &err)
	fill(r, site, &reg.Assumptions, &err)
	fill(r, site, &reg.Countermeasures, &err)
	fill(r, site, &reg.Environments, &err)
	fill(r, site, &reg.WorstCases, &err)
	fill(r, site, &reg.Comparisons, &err)
	fill(r, site, &reg.Scenarios, &err)
	fill(r, site, &reg.Findings, &err)
	fill(r, site, &reg.Proposals, &err)
	fill(r, site, &reg.Roadmaps, &err)
	fill(r, site, &reg.Specifications, &err)
	fill(r, site, &reg.Approvals, &err)
	fill(r, site, &reg.Tasks, &err)
	return reg, err
}

// fill reads the records of one kind unless a kind before it failed.
func fill[T any](r *Reader, site plant.SiteID, to *[]T, err *error) {
	if *err == nil {
		*to, *err = All[T](r, site)
	}
}

// RegisterAt is the risk register of a site as it was after an entry.
func (r *Reader) RegisterAt(site plant.SiteID, seq int64) (risk.Register, error) {
	names := make([]string, len(registerKinds))
	for i, k := range registerKinds {
		names[i] = "'" + k.name + "'"
	}
	var reg risk.Register
	err := r.valuesAt(site, seq, strings.Join(names, ", "), func(value any) { gather(&reg, value) })
	if err != nil {
		return risk.Register{}, err
	}
	byKey(reg.Systems, func(x risk.System) string { return x.Key })
	byKey(reg.Functions, func(x risk.Function) string { return x.Key })
	byKey(reg.Criteria, func(x risk.Criteria) string { return x.Key })
	byKey(reg.Assumptions, func(x risk.Assumption) string { return x.Key })
	byKey(reg.Countermeasures, func(x risk.Countermeasure) string { return x.Key })
	byKey(reg.Environments, func(x risk.Environment) string { return x.Key })
	byKey(reg.WorstCases, func(x risk.WorstCase) string { return x.Key })
	byKey(reg.Comparisons, func(x risk.Comparison) string { return x.Key })
	byKey(reg.Scenarios, func(x risk.Scenario) string { return x.Key })
	byKey(reg.Findings, func(x risk.FindingDecision) string { return x.Key })
	byKey(reg.Proposals, func(x risk.Proposal) string { return x.Key })
	byKey(reg.Roadmaps, func(x risk.Roadmap) string { return x.Key })
	byKey(reg.Specifications, func(x risk.Specification) string { return x.Key })
	byKey(reg.Approvals, func(x risk.Approval) string { return x.Key })
	byKey(reg.Tasks, func(x risk.Task) string { return x.Key })
	return reg, nil
}

// gather puts one record where it belongs.
func gather(reg *risk.Register, value any) {
	switch v := value.(type) {
	case *risk.System:
		reg.Systems = append(reg.Systems, *v)
	case *risk.Function:
		reg.Functions = append(reg.Functions, *v)
	case *risk.Criteria:
		reg.Criteria = append(reg.Criteria, *v)
	case *risk.Assumption:
		reg.Assumptions = append(reg.Assumptions, *v)
	case *risk.Countermeasure:
		reg.Countermeasures = append(reg.Countermeasures, *v)
	case *risk.Environment:
		reg.Environments = append(reg.Environments, *v)
	case *risk.WorstCase:
		reg.WorstCases = append(reg.WorstCases, *v)
	case *risk.Comparison:
		reg.Comparisons = append(reg.Comparisons, *v)
	case *risk.Scenario:
		reg.Scenarios = append(reg.Scenarios, *v)
	case *risk.FindingDecision:
		reg.Findings = append(reg.Findings, *v)
	case *risk.Proposal:
		reg.Proposals = append(reg.Proposals, *v)
	case *risk.Roadmap:
		reg.Roadmaps = append(reg.Roadmaps, *v)
	case *risk.Specification:
		reg.Specifications = append(reg.Specifications, *v)
	case *risk.Approval:
		reg.Approvals = append(reg.Approvals, *v)
	case *risk.Task:
		reg.Tasks = append(reg.Tasks, *v)
	}
}

func byKey[T any](records []T, key func(T) string) {
	slices.SortFunc(records, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}
