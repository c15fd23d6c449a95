package risk_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// broken is a change to a sound record and the one place where it must be told.
type broken[T any] struct {
	name    string
	change  func(*T)
	pointer string // "-" is none
}

func checkRecords[T any](t *testing.T, check func(risk.Context, T) plant.Problems, sound func() T, rows []broken[T]) {
	t.Helper()
	ctx := risk.Context{Register: checked(), Site: reactor().Site, Today: "2026-11-24"}
	if got := check(ctx, sound()); len(got) > 0 {
		t.Fatalf("the sound %T is refused: %v", sound(), got)
	}
	for _, row := range rows {
		x := sound()
		row.change(&x)
		got := check(ctx, x)
		if row.pointer == "-" && len(got) > 0 || row.pointer != "-" && (len(got) != 1 || got[0].Pointer != row.pointer) {
			t.Errorf("%T, %s: %+v, want one at %q", x, row.name, got, row.pointer)
		}
		for _, p := range got {
			if p.Text == "" || !strings.HasSuffix(p.Text, ".") {
				t.Errorf("%T, %s: %q is no sentence", x, row.name, p.Text)
			}
		}
	}
}

// checked is a register with one record of most kinds, and another of each.
func checked() risk.Register {
	other := func(key string) risk.Head { return risk.Head{ID: risk.ID("other " + key), Key: key, Name: "Other"} }
	return risk.Register{
		Criteria:        []risk.Criteria{inForce("process-plant-5x5")},
		Systems:         []risk.System{{Head: other("SYS-9")}},
		Functions:       []risk.Function{{Head: other("F-9")}},
		Assumptions:     []risk.Assumption{{Head: other("AS-9")}},
		Countermeasures: []risk.Countermeasure{{Head: other("CM-9"), ProtectiveFunction: true, State: risk.MeasureExisting}},
		WorstCases:      []risk.WorstCase{{Head: other("WC-9")}},
		Scenarios:       []risk.Scenario{{Head: other("SC-9")}},
		Tasks:           []risk.Task{{Head: other("T-9")}},
	}
}

func heading(key string) risk.Head { return risk.Head{ID: "mine", Key: key, Name: "Mine"} }

func TestScenarioIsChecked(t *testing.T) {
	long := strings.Repeat("x", 5_000)
	checkRecords(t, risk.CheckScenario, func() risk.Scenario {
		s := overpressure(cyberCause, guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 1, PFD: 0.1}))
		s.Techniques, s.Skill, s.Due, s.Treatment = []string{"T0855", "T1692.001"}, 3, "2027-01-01", "mitigate"
		s.Ratings = risk.Ratings{risk.Safety: 0, risk.Environmental: 1, risk.Availability: 4}
		return s
	}, []broken[risk.Scenario]{
		{"no key", func(s *risk.Scenario) { s.Key = "" }, "/key"},
		{"a key that is none", func(s *risk.Scenario) { s.Key = "#1" }, "/key"},
		{"a key that another has, said aloud", func(s *risk.Scenario) { s.Key = "sc-9" }, "/key"},
		{"neither name nor deviation", func(s *risk.Scenario) { s.Name = "" }, "/name"},
		{"a deviation is name enough", func(s *risk.Scenario) { s.Name, s.Deviation = "", "High pressure" }, "-"},
		{"no place", func(s *risk.Scenario) { s.Zone = "" }, "/zone"},
		{"two places", func(s *risk.Scenario) { s.Conduit = "c1" }, "/conduit"},
		{"an unknown cause", func(s *risk.Scenario) { s.CauseKind = "magic" }, "/causeKind"},
		{"an unknown mechanism", func(s *risk.Scenario) { s.Mechanism = "boom" }, "/mechanism"},
		{"an unknown source", func(s *risk.Scenario) { s.ThreatSource = "aliens" }, "/threatSource"},
		{"an unknown confidence", func(s *risk.Scenario) { s.Confidence = "sure" }, "/confidence"},
		{"an unknown treatment", func(s *risk.Scenario) { s.Treatment = "ignore" }, "/treatment"},
		{"a skill beyond 4", func(s *risk.Scenario) { s.Skill = 5 }, "/skill"},
		{"a technique that is none", func(s *risk.Scenario) { s.Techniques[1] = "T855" }, "/techniques/1"},
		{"a likelihood beyond the scale", func(s *risk.Scenario) { s.Likelihood = 6 }, "/likelihood"},
		{"a likelihood that is not rated yet", func(s *risk.Scenario) { s.Likelihood = 0 }, "-"},
		{"a consequence beyond the scale", func(s *risk.Scenario) { s.Ratings[risk.Safety] = 6 }, "/ratings/safety"},
		{"a consequence below none", func(s *risk.Scenario) { s.Ratings[risk.Safety] = -1 }, "/ratings/safety"},
		{"an unknown category", func(s *risk.Scenario) { s.Ratings["comfort/ease"] = 1 }, "/ratings/comfort~1ease"},
		{"a safeguard without a name", func(s *risk.Scenario) { s.Safeguards[0].Name = "" }, "/safeguards/0/name"},
		{"a safeguard of the register needs none", func(s *risk.Scenario) { s.Safeguards[0] = risk.Safeguard{Countermeasure: "m"} }, "-"},
		{"both credits without a reason", func(s *risk.Scenario) { s.Safeguards[0].LowersConsequence = 1 }, "/safeguards/0/reason"},
		{"both credits with one", func(s *risk.Scenario) {
			s.Safeguards[0].LowersConsequence, s.Safeguards[0].Reason = 1, "keeps people away"
		}, "-"},
		{"a credit below nothing", func(s *risk.Scenario) { s.Safeguards[0].LowersLikelihood = -1 }, "/safeguards/0/lowersLikelihood"},
		{"a PFD above 1", func(s *risk.Scenario) { s.Safeguards[0].PFD = 2 }, "/safeguards/0/pfd"},
		{"a PFD that is no number", func(s *risk.Scenario) { s.Safeguards[0].PFD = math.NaN() }, "/safeguards/0/pfd"},
		{"an unknown layer", func(s *risk.Scenario) { s.Safeguards[0].Layer = "moat" }, "/safeguards/0/layer"},
		{"a dependency without a name", func(s *risk.Scenario) { s.Safeguards[0].Dependencies = needs("power", " ") }, "/safeguards/0/dependencies/0/name"},
		{"an unknown dependency", func(s *risk.Scenario) { s.Safeguards[0].Dependencies = needs("luck", "x") }, "/safeguards/0/dependencies/0/kind"},
		{"a control planned inside a protective function", func(s *risk.Scenario) { s.Safeguards[0] = risk.Safeguard{Countermeasure: "other CM-9", Planned: true} }, "/safeguards/0/countermeasure"},
		{"one that stands there is a finding, no rule", func(s *risk.Scenario) { s.Safeguards[0] = risk.Safeguard{Countermeasure: "other CM-9"} }, "-"},
		{"too many safeguards", func(s *risk.Scenario) { s.Safeguards = make([]risk.Safeguard, 51); fillNames(s.Safeguards) }, "/safeguards"},
		{"the same function twice", func(s *risk.Scenario) { s.Functions = []risk.ID{"f", "f"} }, "/functions/1"},
		{"an assumption without an id", func(s *risk.Scenario) { s.Assumptions = []risk.ID{""} }, "/assumptions/0"},
		{"a text without end", func(s *risk.Scenario) { s.Rationale = long }, "/rationale"},
		{"a control character", func(s *risk.Scenario) { s.Cause = "a\x00b" }, "/cause"},
		{"a day that is none", func(s *risk.Scenario) { s.Due = "soon" }, "/due"},
		{"a frequency below zero", func(s *risk.Scenario) { s.LOPA = &risk.LOPA{InitiatingPerYear: -1} }, "/lopa/initiatingPerYear"},
		{"a loss the wrong way round", func(s *risk.Scenario) { s.Loss = &risk.LossRange{EventsPerYear: 1, Low: 5, High: 2} }, "/loss/high"},
		{"an acceptance without a signature", func(s *risk.Scenario) {
			s.Acceptance = &risk.Acceptance{Band: "medium", Until: "2027-01-01", Justification: "bearable"}
		}, "/acceptance/signed/by"},
		{"an acceptance without an end", func(s *risk.Scenario) {
			s.Acceptance = &risk.Acceptance{Band: "medium", Justification: "bearable", Signed: risk.Signature{By: "a@b"}}
		}, "/acceptance/until"},
		{"an acceptance without a justification", func(s *risk.Scenario) {
			s.Acceptance = &risk.Acceptance{Band: "medium", Until: "2027-01-01", Signed: risk.Signature{By: "a@b"}}
		}, "/acceptance/justification"},
	})
}

func fillNames(list []risk.Safeguard) {
	for i := range list {
		list[i].Name = "x"
	}
}

func TestScenarioLeavesTheRegisterOnlyWithEvidence(t *testing.T) {
	s := overpressure()
	for evidence, kept := range map[string]bool{"": true, "  ": true, "The vessel was replaced by an open one, MoC 2026-17.": false} {
		s.Removed = evidence
		if got := risk.CheckRemoval(s); len(got) > 0 != kept {
			t.Errorf("evidence %q: %v", evidence, got)
		}
	}
}

func TestCountermeasureIsChecked(t *testing.T) {
	checkRecords(t, risk.CheckCountermeasure, func() risk.Countermeasure {
		return risk.Countermeasure{
			Head: heading("CM-1"), Layer: "network", Kind: "technical", State: risk.MeasurePlanned, Requirements: []string{"SR 5.1", "SR 1.1 RE 1"},
			Cost: 1_000, NeedsShutdown: true, ShutdownHours: 4, TestedOn: "2026-01-01", Expires: "2027-01-01",
			Conflicts: []risk.SafetyConflict{{Text: "Blocks the trip signal", Resolution: "Bypass", SafetyBy: "A", SecurityBy: "B", On: "2026-02-01"}},
		}
	}, []broken[risk.Countermeasure]{
		{"no name", func(m *risk.Countermeasure) { m.Name = "" }, "/name"},
		{"another key said aloud", func(m *risk.Countermeasure) { m.Key = "Cm-9" }, "/key"},
		{"no layer", func(m *risk.Countermeasure) { m.Layer = "" }, "/layer"},
		{"an unknown kind", func(m *risk.Countermeasure) { m.Kind = "magic" }, "/kind"},
		{"no state", func(m *risk.Countermeasure) { m.State = "" }, "/state"},
		{"planned inside a protective function", func(m *risk.Countermeasure) { m.ProtectiveFunction = true }, "/protectiveFunction"},
		{"standing there already", func(m *risk.Countermeasure) { m.ProtectiveFunction, m.State = true, risk.MeasureExisting }, "-"},
		{"a requirement that is none", func(m *risk.Countermeasure) { m.Requirements[0] = "5.1" }, "/requirements/0"},
		{"a cost below zero", func(m *risk.Countermeasure) { m.Cost = -1 }, "/cost"},
		{"hours of a shutdown that it does not need", func(m *risk.Countermeasure) { m.NeedsShutdown = false }, "/needsShutdown"},
		{"a test in the future", func(m *risk.Countermeasure) { m.TestedOn = "2026-12-01" }, "/testedOn"},
		{"an end before the test", func(m *risk.Countermeasure) { m.Expires = "2025-01-01" }, "/expires"},
		{"a conflict that safety did not agree on", func(m *risk.Countermeasure) { m.Conflicts[0].SafetyBy = "" }, "/conflicts/0/safetyBy"},
		{"an open conflict", func(m *risk.Countermeasure) { m.Conflicts[0] = risk.SafetyConflict{Text: "Blocks"} }, "-"},
		{"a conflict without a text", func(m *risk.Countermeasure) { m.Conflicts[0].Text = "" }, "/conflicts/0/text"},
		{"a zone twice", func(m *risk.Countermeasure) { m.Zones = []plant.ZoneID{"a", "b", "a"} }, "/zones/2"},
	})
}

func TestScopeIsChecked(t *testing.T) {
	checkRecords(t, risk.CheckSystem, func() risk.System {
		return risk.System{Head: heading("SYS-1"), AccessPoints: []risk.AccessPoint{
			{Key: "AP-1", Name: "Gate", Kind: "door", Direction: risk.BothWays}, {Key: "AP-2", Name: "VPN", Kind: "vendor"},
		}}
	}, []broken[risk.System]{
		{"an access point without an owner is a finding, no rule", func(s *risk.System) { s.AccessPoints[0].Owner = "" }, "-"},
		{"an access point of no kind", func(s *risk.System) { s.AccessPoints[0].Kind = "" }, "/accessPoints/0/kind"},
		{"an access point without a key", func(s *risk.System) { s.AccessPoints[1].Key = "" }, "/accessPoints/1/key"},
		{"two with one key", func(s *risk.System) { s.AccessPoints[1].Key = "ap-1" }, "/accessPoints/1/key"},
		{"an unknown direction", func(s *risk.System) { s.AccessPoints[0].Direction = "up" }, "/accessPoints/0/direction"},
		{"an access point without a name", func(s *risk.System) { s.AccessPoints[0].Name = "" }, "/accessPoints/0/name"},
	})
	hours := func(x float64) *float64 { return &x }
	checkRecords(t, risk.CheckFunction, func() risk.Function {
		return risk.Function{Head: heading("F-1"), Kind: "safety", Recovery: &risk.Recovery{TargetTime: hours(4), Redundancy: "hot", Spares: "on-site", RestoreTested: "2026-05-01"}}
	}, []broken[risk.Function]{
		{"no kind", func(f *risk.Function) { f.Kind = "" }, "/kind"},
		{"a recovery time below zero", func(f *risk.Function) { f.Recovery.TargetTime = hours(-1) }, "/recovery/targetTime"},
		{"a recovery in no time", func(f *risk.Function) { f.Recovery.TargetTime = hours(0) }, "-"},
		{"hours that are no number", func(f *risk.Function) { f.Recovery.MeasuredPoint = hours(math.NaN()) }, "/recovery/measuredPoint"},
		{"an unknown redundancy", func(f *risk.Function) { f.Recovery.Redundancy = "lukewarm" }, "/recovery/redundancy"},
		{"unknown spares", func(f *risk.Function) { f.Recovery.Spares = "somewhere" }, "/recovery/spares"},
		{"a restore test in the future", func(f *risk.Function) { f.Recovery.RestoreTested = "2027-01-01" }, "/recovery/restoreTested"},
	})
	checkRecords(t, risk.CheckAssumption, func() risk.Assumption {
		return risk.Assumption{Head: heading("AS-1"), State: risk.AssumptionConfirmed, CheckedOn: "2026-01-01", Expires: "2027-01-01", LikelihoodIfFalse: 1}
	}, []broken[risk.Assumption]{
		{"no state", func(a *risk.Assumption) { a.State = "" }, "/state"},
		{"an end before the test", func(a *risk.Assumption) { a.Expires = "2025-06-01" }, "/expires"},
		{"a test in the future", func(a *risk.Assumption) { a.CheckedOn = "2026-12-24" }, "/checkedOn"},
		{"levels below zero", func(a *risk.Assumption) { a.ConsequenceIfFalse = -1 }, "/consequenceIfFalse"},
		{"more levels than a scale has", func(a *risk.Assumption) { a.LikelihoodIfFalse = 6 }, "/likelihoodIfFalse"},
	})
	checkRecords(t, risk.CheckWorstCase, func() risk.WorstCase {
		return risk.WorstCase{Head: heading("WC-1"), Function: "f", Ratings: risk.Ratings{risk.Safety: 5, risk.Environmental: 0}, Inherits: []risk.ID{"other WC-9"}}
	}, []broken[risk.WorstCase]{
		{"of no function", func(w *risk.WorstCase) { w.Function = "" }, "/function"},
		{"from itself", func(w *risk.WorstCase) { w.Inherits = []risk.ID{"other WC-9", "mine"} }, "/inherits/1"},
		{"beyond the scale", func(w *risk.WorstCase) { w.Ratings[risk.Legal] = 9 }, "/ratings/legal"},
	})
	checkRecords(t, risk.CheckEnvironment, func() risk.Environment {
		return risk.Environment{Head: heading("SE-1"), Zone: "sis", Statement: "Nobody writes to the logic solver from outside."}
	}, []broken[risk.Environment]{
		{"of no zone", func(e *risk.Environment) { e.Zone = "" }, "/zone"},
		{"of a zone that has no safety", func(e *risk.Environment) { e.Zone = "dmz" }, "/zone"},
		{"that promises nothing", func(e *risk.Environment) { e.Statement = "" }, "/statement"},
		{"until no day", func(e *risk.Environment) { e.ValidUntil = "2026-13-01" }, "/validUntil"},
	})
}

func TestCriteriaRecordIsChecked(t *testing.T) {
	checkRecords(t, risk.CheckCriteria, func() risk.Criteria {
		c := risk.Presets()[0]
		c.Head = heading("CR-2")
		return c
	}, []broken[risk.Criteria]{
		{"an unfinished draft", func(c *risk.Criteria) { c.Matrix, c.Categories = nil, c.Categories[:1] }, "-"},
		{"the signed ones are never changed", func(c *risk.Criteria) { *c = inForce("process-plant-5x5"); c.Note = "changed" }, ""},
		{"the signed ones as they are", func(c *risk.Criteria) { *c = inForce("process-plant-5x5") }, "-"},
		{"seven levels", func(c *risk.Criteria) { c.Consequences = make([]string, 7) }, "/consequences"},
		{"an unknown region", func(c *risk.Criteria) { c.Bands[0].Region = "grey" }, "/bands/0/region"},
		{"an unknown mechanism in an override", func(c *risk.Criteria) { c.Overrides[0].When.Mechanisms[0] = "boom" }, "/overrides/0/when/mechanisms/0"},
		{"an unknown method", func(c *risk.Criteria) { c.Targets.Method = "dice" }, "/targets/method"},
		{"a security level beyond 4", func(c *risk.Criteria) { c.Targets.ByConsequence[0] = 5 }, "/targets/byConsequence/0"},
		{"a range the wrong way round", func(c *risk.Criteria) { c.Targets.ByBand["low"] = risk.SLRange{From: 3, To: 1} }, "/targets/byBand/low"},
	})
}

func TestDecisionsAreChecked(t *testing.T) {
	checkRecords(t, risk.CheckFindingDecision, func() risk.FindingDecision {
		return risk.FindingDecision{Head: risk.Head{ID: "mine", Key: "zone-orphan/018f-1"}, Accepted: &risk.FindingAccepted{Justification: "moves in May", By: "A", On: "2026-11-01", Until: "2027-05-01"}}
	}, []broken[risk.FindingDecision]{
		{"accepted for ever", func(f *risk.FindingDecision) { f.Accepted.Until = "" }, "/accepted/until"},
		{"accepted without a reason", func(f *risk.FindingDecision) { f.Accepted.Justification = "" }, "/accepted/justification"},
		{"ended before it began", func(f *risk.FindingDecision) { f.Accepted.Until = "2026-10-01" }, "/accepted/until"},
	})
	checkRecords(t, risk.CheckProposal, func() risk.Proposal {
		return risk.Proposal{Head: heading("PR-1"), Changes: []risk.Change{{Kind: risk.CloseConduit, Record: "c1"}}, Result: json.RawMessage(`{}`)}
	}, []broken[risk.Proposal]{
		{"without a change", func(p *risk.Proposal) { p.Changes = nil }, "/changes"},
		{"an unknown change", func(p *risk.Proposal) { p.Changes[0].Kind = "burn" }, "/changes/0/kind"},
		{"a countermeasure to add without a key yet", func(p *risk.Proposal) {
			p.Changes[0] = risk.Change{Kind: risk.AddCountermeasure, Countermeasure: &risk.Countermeasure{Head: risk.Head{Name: "Diode"}, Layer: "network", Kind: "technical", State: risk.MeasurePlanned}}
		}, "-"},
		{"a control to add inside a protective function", func(p *risk.Proposal) {
			p.Changes[0] = risk.Change{Kind: risk.AddCountermeasure, Countermeasure: &risk.Countermeasure{Head: risk.Head{Name: "Lock"}, Layer: "host", Kind: "technical", State: risk.MeasurePlanned, ProtectiveFunction: true}}
		}, "/changes/0/countermeasure/protectiveFunction"},
		{"a credit beyond the scale", func(p *risk.Proposal) { p.Changes[0].At = []risk.SafeguardAt{{Scenario: "s", LowersLikelihood: 9}} }, "/changes/0/at/0/lowersLikelihood"},
		{"a result that is no JSON", func(p *risk.Proposal) { p.Result = json.RawMessage(`{`) }, "/result"},
	})
	checkRecords(t, risk.CheckRoadmap, func() risk.Roadmap { return risk.Roadmap{Head: heading("RM-1"), Plan: json.RawMessage(`[]`)} }, []broken[risk.Roadmap]{
		{"a plan that is no JSON", func(r *risk.Roadmap) { r.Plan = json.RawMessage(`nope`) }, "/plan"},
	})
	checkRecords(t, risk.CheckSpecification, func() risk.Specification {
		return risk.Specification{Head: heading("CRS-1"), Lines: []risk.SpecLine{{Requirement: "SR 1.1", Zone: "bpcs", Verification: "fat"}}, Own: []risk.OwnRequirement{{Key: "OR-1", Text: "Keep the door shut."}}}
	}, []broken[risk.Specification]{
		{"a line of no requirement", func(s *risk.Specification) { s.Lines[0].Requirement = "1.1" }, "/lines/0/requirement"},
		{"a line of two subjects", func(s *risk.Specification) { s.Lines[0].Conduit = "c1" }, "/lines/0/conduit"},
		{"an unknown verification", func(s *risk.Specification) { s.Lines[0].Verification = "hope" }, "/lines/0/verification"},
		{"a requirement without a text", func(s *risk.Specification) { s.Own[0].Text = "" }, "/own/0/text"},
		{"two with one key", func(s *risk.Specification) { s.Own = append(s.Own, s.Own[0]) }, "/own/1/key"},
	})
	checkRecords(t, risk.CheckApproval, func() risk.Approval {
		return risk.Approval{Head: heading("AP-1"), Revision: 7, Digest: strings.Repeat("a", 64), ReviewBy: "2029-11-24", Signed: risk.Signature{By: "a@b", At: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)}}
	}, []broken[risk.Approval]{
		{"of no revision", func(a *risk.Approval) { a.Revision = 0 }, "/revision"},
		{"of no digest", func(a *risk.Approval) { a.Digest = "abc" }, "/digest"},
		{"without a review", func(a *risk.Approval) { a.ReviewBy = "" }, "/reviewBy"},
		{"reviewed after more than three years", func(a *risk.Approval) { a.ReviewBy = "2029-11-25" }, "/reviewBy"},
		{"unsigned", func(a *risk.Approval) { a.Signed.By = "" }, "/signed/by"},
		{"reopened by nothing", func(a *risk.Approval) { a.Reopened = &risk.Reopened{What: "x", On: "2026-11-24"} }, "/reopened/trigger"},
	})
	checkRecords(t, risk.CheckTask, func() risk.Task { return risk.Task{Head: heading("T-1"), Trigger: risk.ReviewDue, Done: "2026-11-24"} }, []broken[risk.Task]{
		{"nothing to do", func(x *risk.Task) { x.Name = "" }, "/name"},
		{"another key", func(x *risk.Task) { x.Key = "t-9" }, "/key"},
		{"an unknown trigger", func(x *risk.Task) { x.Trigger = "whim" }, "/trigger"},
		{"done in the future", func(x *risk.Task) { x.Done = "2026-11-25" }, "/done"},
	})
}
