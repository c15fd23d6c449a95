// Package lint looks for weaknesses in the risk procedure of a site. A finding
// is one weakness by one rule; a judged finding is one with what was decided
// about it: open, accepted until a day, lapsed since, or resolved.
package lint

import (
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// riskRule is one check of the risk procedure against the plant.
type riskRule struct {
	plant.Rule
	find func(*linter, report)
}

// report takes one finding of a rule on a record. The detail tells apart what
// a rule finds twice on one record, and is "" elsewhere.
type report func(id, key, detail, text, mend string)

// rules lists every rule that needs the register, in the order of the
// standard's steps. Those that need the plant alone are [plant.PartitionRules].
var rules = []riskRule{
	{rule("system-incomplete", plant.Low, "62443-3-2 ZCR 1.1", risk.OfSystem, "A system has no perimeter or no access point"), incompleteSystems},
	{rule("access-point-incomplete", plant.Medium, "62443-3-2 ZCR 1.1", risk.OfSystem, "An access point lacks direction, counterparty or owner"), incompleteAccessPoints},
	{rule("function-no-worst-case", plant.Medium, "62443-3-2 ZCR 2.1", risk.OfFunction, "An essential function has no worst case"), functionsWithoutWorstCase},
	{rule("worst-case-unrated", plant.High, "62443-3-2 ZCR 2.1", risk.OfWorstCase, "A worst case has no value for safety or environment"), unratedWorstCases},
	{rule("comparison-missing", plant.Medium, "62443-3-2 ZCR 4.1", risk.OfZone, "A zone has neither a scenario nor a decision to go without"), undecidedZones},
	{rule("split-candidate", plant.Medium, "62443-3-2 ZCR 3.1", risk.OfAsset, "The consequence of an asset exceeds that of the rest of its zone"), splitCandidates},
	{rule("access-point-direct", plant.High, "62443-3-2 ZCR 3.6", risk.OfSystem, "An access point ends in a control zone"), directAccessPoints},
	{rule("access-point-path", plant.High, "62443-3-2 ZCR 3.6", risk.OfSystem, "An access point reaches a zone past every boundary device"), openAccessPoints},
	{rule("criteria-unsigned", plant.High, "62443-3-2 ZCR 4.1", risk.OfCriteria, "Scenarios are rated by criteria that nobody signed"), unsignedCriteria},
	{rule("zone-no-scenario", plant.Medium, "62443-3-2 ZCR 5.1", risk.OfZone, "A zone has an essential function and no scenario"), zonesWithoutScenario},
	{rule("technique-unknown", plant.Medium, "62443-3-2 ZCR 5.1", risk.OfScenario, "A technique is not in the release"), unknownTechniques},
	{rule("target-below-method", plant.Medium, "62443-3-2 ZCR 5.6", risk.OfZone, "A target lies below what its stated method gives"), zonesBelowMethod},
	{rule("conduit-target-below-method", plant.Medium, "62443-3-2 ZCR 5.6", risk.OfConduit, "The target of a conduit lies below what its stated method gives"), conduitsBelowMethod},
	{rule("firewall-unwatched", plant.Medium, "62443-3-3 SR 6.2", risk.OfZone, "A zone with a firewall has no intrusion detection in reach"), unwatchedFirewalls},
	{rule("detection-missing", plant.Medium, "62443-3-3 SR 6.2", risk.OfZone, "A zone has no intrusion detection in reach"), missingDetection},
	{rule("prevention-missing", plant.Medium, "62443-3-3 SR 3.2", risk.OfZone, "Nothing keeps malicious code out of a zone"), missingPrevention},
	{rule("depth-technical-only", plant.Medium, "62443-1-1 5.4", risk.OfZone, "A zone has technical measures only, or none"), technicalOnly},
	{rule("depth-empty", plant.Low, "62443-1-1 5.4", risk.OfZone, "Layers of a zone's defence are empty"), emptyLayers},
	{rule("countermeasure-expired", plant.High, "62443-3-2 ZCR 5.8", risk.OfCountermeasure, "A countermeasure has expired"), expiredMeasures},
	{rule("countermeasure-no-evidence", plant.Low, "62443-3-2 ZCR 5.8", risk.OfCountermeasure, "A countermeasure has no evidence"), unprovenMeasures},
	{rule("countermeasure-protective", plant.High, "62443-3-2 ZCR 5.12", risk.OfCountermeasure, "A security control works inside a protective function"), protectiveMeasures},
	{rule("safety-conflict-open", plant.High, "IEC TR 63069", risk.OfCountermeasure, "A conflict between safety and security is open"), openConflicts},
	{rule("environment-missing", plant.High, "IEC TR 63069", risk.OfZone, "A safety zone has no security environment"), missingEnvironments},
	{rule("environment-degraded", plant.High, "IEC TR 63069", risk.OfEnvironment, "The security environment of a safety zone is degraded"), degradedEnvironments},
	{rule("assumption-false", plant.High, "62443-3-2 ZCR 6.5", risk.OfAssumption, "An assumption was found false"), falseAssumptions},
	{rule("assumption-overdue", plant.Medium, "62443-3-2 ZCR 6.5", risk.OfAssumption, "The test of an assumption is overdue"), overdueAssumptions},
	{rule("assumption-no-test", plant.Low, "62443-3-2 ZCR 6.5", risk.OfAssumption, "An assumption cannot be tested"), untestedAssumptions},
	{rule("treatment-no-owner", plant.Medium, "62443-3-2 ZCR 5.12", risk.OfScenario, "A treatment has no owner or no date"), unownedTreatments},
	{rule("treatment-overdue", plant.Medium, "62443-3-2 ZCR 5.12", risk.OfScenario, "A treatment is overdue"), overdueTreatments},
	{rule("task-overdue", plant.Medium, "62443-3-2 ZCR 7.1", risk.OfTask, "A task is overdue"), overdueTasks},
	{rule("system-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfSystem, "A system has no owner"), ownerlessSystems},
	{rule("function-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfFunction, "A function has no owner"), ownerlessFunctions},
	{rule("assumption-no-owner", plant.Medium, "62443-2-1 4.3.2.3", risk.OfAssumption, "An assumption has no owner"), ownerlessAssumptions},
	{rule("countermeasure-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfCountermeasure, "A countermeasure has no owner"), ownerlessMeasures},
	{rule("environment-no-owner", plant.Medium, "62443-2-1 4.3.2.3", risk.OfEnvironment, "A security environment has no owner on the safety side"), ownerlessEnvironments},
	{rule("worst-case-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfWorstCase, "A worst case has no owner"), ownerlessWorstCases},
	{rule("scenario-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfScenario, "A scenario has no owner"), ownerlessScenarios},
	{rule("task-no-owner", plant.Low, "62443-2-1 4.3.2.3", risk.OfTask, "A task has no owner"), ownerlessTasks},
}

// flagRules turn what rating flags about a scenario into findings, in the same
// words. What only says that the work is not done yet is not among them.
var flagRules = []plant.Rule{
	rule(string(risk.FlagMissingHSE), plant.Medium, "62443-3-2 ZCR 5.3", risk.OfScenario, "A scenario has no value for safety or environment"),
	rule(string(risk.FlagBothCredited), plant.Medium, "62443-3-2 ZCR 5.8", risk.OfScenario, "A safeguard lowers likelihood and consequence without a reason"),
	rule(string(risk.FlagProtectiveFunction), plant.High, "62443-3-2 ZCR 5.12", risk.OfScenario, "A safeguard works inside a protective function"),
	rule(string(risk.FlagTreatmentMovesNone), plant.Medium, "62443-3-2 ZCR 5.12", risk.OfScenario, "A treatment moves no band"),
	rule(string(risk.FlagUntreated), plant.High, "62443-3-2 ZCR 5.11", risk.OfScenario, "A risk above what is tolerable has no treatment"),
	rule(string(risk.FlagAcceptanceExpired), plant.High, "62443-3-2 ZCR 7.1", risk.OfScenario, "An acceptance has expired"),
	rule(string(risk.FlagAcceptanceGrown), plant.High, "62443-3-2 ZCR 7.1", risk.OfScenario, "A risk is above what was accepted"),
	rule(string(risk.FlagOverAuthority), plant.High, "62443-3-2 ZCR 7.1", risk.OfScenario, "A risk was accepted without the authority for it"),
	rule(string(risk.FlagAcceptedIntolerable), plant.High, "62443-3-2 ZCR 7.1", risk.OfScenario, "An intolerable risk is to be accepted"),
	rule(string(risk.FlagStatedFrequency), plant.Low, "IEC 61511-3 F", risk.OfScenario, "A stated frequency does not follow from its layers"),
}

func rule(id string, severity plant.Severity, clause, kind, title string) plant.Rule {
	return plant.Rule{ID: id, Severity: severity, Clause: clause, Kind: kind, Title: title}
}

// Rules lists the rules of this package, in the order of their findings.
func Rules() []plant.Rule {
	var all []plant.Rule
	for _, r := range rules {
		all = append(all, r.Rule)
	}
	return append(all, flagRules...)
}

// All are the findings on the plant and then those on its risk procedure. Of a
// conduit the countermeasures in place that name it count beside its controls.
func All(in risk.Input, res risk.Result, answers []plant.Answer) []plant.Finding {
	beside := map[plant.ConduitID]plant.Protection{}
	for i := range in.Register.Countermeasures {
		c := &in.Register.Countermeasures[i]
		if !inPlace(c, in.Today) {
			continue
		}
		for _, id := range c.Conduits {
			beside[id] |= protectionBy(c)
		}
	}
	return append(plant.FindingsBeside(in.Site, beside, answers, in.Today), Findings(in, res)...)
}

// Findings runs every rule on the risk procedure over a site and its register.
// They come after those of [plant.Findings], and what was decided about them
// is not looked at; see [Judge].
func Findings(in risk.Input, res risk.Result) []plant.Finding {
	m := linterOf(in, res)
	var out []plant.Finding
	for _, r := range rules {
		from := len(out)
		r.find(m, func(id, key, detail, text, mend string) {
			out = append(out, r.On(id, key, detail, text, mend))
		})
		plant.SortFindings(out[from:])
	}
	return append(out, flagged(res)...)
}

// flagged are the findings that rating came upon, one for each scenario and
// code: a safeguard may be moved to another place in its list.
func flagged(res risk.Result) []plant.Finding {
	var out []plant.Finding
	for _, r := range flagRules {
		from := len(out)
		for i := range res.Scenarios {
			s := &res.Scenarios[i]
			text, mend := "", ""
			for _, f := range s.Flags {
				if string(f.Code) == r.ID {
					text, mend = text+" "+f.Text, f.Mend
				}
			}
			if text != "" {
				out = append(out, r.On(string(s.ID), s.Key, "", "Scenario "+s.Key+":"+text, mend))
			}
		}
		plant.SortFindings(out[from:])
	}
	return out
}
