package risk

import (
	"ringwall/internal/plant"
)

// findingRule is one check of the risk procedure against the plant.
type findingRule struct {
	plant.Rule
	find func(*linter, report)
}

// report takes one finding of a rule on a record. The detail tells apart what
// a rule finds twice on one record, and is "" elsewhere.
type report func(id, key, detail, text, mend string)

// findingRules lists every rule that needs the register, in the order of the
// standard's steps. Those that need the plant alone are [plant.PartitionRules].
var findingRules = []findingRule{
	{rule("system-incomplete", plant.Low, "62443-3-2 ZCR 1.1", OfSystem, "A system has no perimeter or no access point"), incompleteSystems},
	{rule("access-point-incomplete", plant.Medium, "62443-3-2 ZCR 1.1", OfSystem, "An access point lacks direction, counterparty or owner"), incompleteAccessPoints},
	{rule("function-no-worst-case", plant.Medium, "62443-3-2 ZCR 2.1", OfFunction, "An essential function has no worst case"), functionsWithoutWorstCase},
	{rule("worst-case-unrated", plant.High, "62443-3-2 ZCR 2.1", OfWorstCase, "A worst case has no value for safety or environment"), unratedWorstCases},
	{rule("split-candidate", plant.Medium, "62443-3-2 ZCR 3.1", OfAsset, "The consequence of an asset exceeds that of the rest of its zone"), splitCandidates},
	{rule("access-point-direct", plant.High, "62443-3-2 ZCR 3.6", OfSystem, "An access point ends in a control zone"), directAccessPoints},
	{rule("access-point-path", plant.High, "62443-3-2 ZCR 3.6", OfSystem, "An access point reaches a zone past every boundary device"), openAccessPoints},
	{rule("criteria-unsigned", plant.High, "62443-3-2 ZCR 4.1", OfCriteria, "Scenarios are rated by criteria that nobody signed"), unsignedCriteria},
	{rule("zone-no-scenario", plant.Medium, "62443-3-2 ZCR 5.1", OfZone, "A zone has an essential function and no scenario"), zonesWithoutScenario},
	{rule("technique-unknown", plant.Medium, "62443-3-2 ZCR 5.1", OfScenario, "A technique is not in the release"), unknownTechniques},
	{rule("firewall-unwatched", plant.Medium, "62443-3-3 SR 6.2", OfZone, "A zone with a firewall has no intrusion detection in reach"), unwatchedFirewalls},
	{rule("detection-missing", plant.Medium, "62443-3-3 SR 6.2", OfZone, "A zone has no intrusion detection in reach"), missingDetection},
	{rule("prevention-missing", plant.Medium, "62443-3-3 SR 3.2", OfZone, "Nothing keeps malicious code out of a zone"), missingPrevention},
	{rule("depth-technical-only", plant.Medium, "62443-1-1 5.4", OfZone, "A zone has technical measures only, or none"), technicalOnly},
	{rule("depth-empty", plant.Low, "62443-1-1 5.4", OfZone, "Layers of a zone's defence are empty"), emptyLayers},
	{rule("countermeasure-expired", plant.High, "62443-3-2 ZCR 5.8", OfCountermeasure, "A countermeasure has expired"), expiredMeasures},
	{rule("countermeasure-no-evidence", plant.Low, "62443-3-2 ZCR 5.8", OfCountermeasure, "A countermeasure has no evidence"), unprovenMeasures},
	{rule("countermeasure-protective", plant.High, "62443-3-2 ZCR 5.12", OfCountermeasure, "A security control works inside a protective function"), protectiveMeasures},
	{rule("safety-conflict-open", plant.High, "IEC TR 63069", OfCountermeasure, "A conflict between safety and security is open"), openConflicts},
	{rule("environment-missing", plant.High, "IEC TR 63069", OfZone, "A safety zone has no security environment"), missingEnvironments},
	{rule("environment-degraded", plant.High, "IEC TR 63069", OfEnvironment, "The security environment of a safety zone is degraded"), degradedEnvironments},
	{rule("assumption-false", plant.High, "62443-3-2 ZCR 6.5", OfAssumption, "An assumption was found false"), falseAssumptions},
	{rule("assumption-overdue", plant.Medium, "62443-3-2 ZCR 6.5", OfAssumption, "The test of an assumption is overdue"), overdueAssumptions},
	{rule("assumption-no-test", plant.Low, "62443-3-2 ZCR 6.5", OfAssumption, "An assumption cannot be tested"), untestedAssumptions},
	{rule("treatment-no-owner", plant.Medium, "62443-3-2 ZCR 5.12", OfScenario, "A treatment has no owner or no date"), unownedTreatments},
	{rule("treatment-overdue", plant.Medium, "62443-3-2 ZCR 5.12", OfScenario, "A treatment is overdue"), overdueTreatments},
	{rule("task-overdue", plant.Medium, "62443-3-2 ZCR 7.1", OfTask, "A task is overdue"), overdueTasks},
	{rule("system-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfSystem, "A system has no owner"), ownerlessSystems},
	{rule("function-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfFunction, "A function has no owner"), ownerlessFunctions},
	{rule("assumption-no-owner", plant.Medium, "62443-2-1 4.3.2.3", OfAssumption, "An assumption has no owner"), ownerlessAssumptions},
	{rule("countermeasure-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfCountermeasure, "A countermeasure has no owner"), ownerlessMeasures},
	{rule("environment-no-owner", plant.Medium, "62443-2-1 4.3.2.3", OfEnvironment, "A security environment has no owner on the safety side"), ownerlessEnvironments},
	{rule("worst-case-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfWorstCase, "A worst case has no owner"), ownerlessWorstCases},
	{rule("scenario-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfScenario, "A scenario has no owner"), ownerlessScenarios},
	{rule("task-no-owner", plant.Low, "62443-2-1 4.3.2.3", OfTask, "A task has no owner"), ownerlessTasks},
}

// flagRules turn what rating flags about a scenario into findings, in the same
// words. What only says that the work is not done yet is not among them.
var flagRules = []plant.Rule{
	rule(string(FlagMissingHSE), plant.Medium, "62443-3-2 ZCR 5.3", OfScenario, "A scenario has no value for safety or environment"),
	rule(string(FlagBothCredited), plant.Medium, "62443-3-2 ZCR 5.8", OfScenario, "A safeguard lowers likelihood and consequence without a reason"),
	rule(string(FlagProtectiveFunction), plant.High, "62443-3-2 ZCR 5.12", OfScenario, "A safeguard works inside a protective function"),
	rule(string(FlagTreatmentMovesNone), plant.Medium, "62443-3-2 ZCR 5.13", OfScenario, "A treatment moves no band"),
	rule(string(FlagUntreated), plant.High, "62443-3-2 ZCR 5.11", OfScenario, "A risk above what is tolerable has no treatment"),
	rule(string(FlagAcceptanceExpired), plant.High, "62443-3-2 ZCR 7.1", OfScenario, "An acceptance has expired"),
	rule(string(FlagAcceptanceGrown), plant.High, "62443-3-2 ZCR 7.1", OfScenario, "A risk is above what was accepted"),
	rule(string(FlagOverAuthority), plant.High, "62443-3-2 ZCR 7.1", OfScenario, "A risk was accepted without the authority for it"),
	rule(string(FlagAcceptedIntolerable), plant.High, "62443-3-2 ZCR 7.1", OfScenario, "An intolerable risk is to be accepted"),
	rule(string(FlagStatedFrequency), plant.Low, "IEC 61511-3 F", OfScenario, "A stated frequency does not follow from its layers"),
}

func rule(id string, severity plant.Severity, clause, kind, title string) plant.Rule {
	return plant.Rule{ID: id, Severity: severity, Clause: clause, Kind: kind, Title: title}
}

// FindingRules lists the rules of this package, in the order of their findings.
func FindingRules() []plant.Rule {
	var all []plant.Rule
	for _, r := range findingRules {
		all = append(all, r.Rule)
	}
	return append(all, flagRules...)
}

// Findings runs every rule on the risk procedure over a site and its register.
// They come after those of [plant.Findings], and what was decided about them
// is not looked at; see [Judge].
func Findings(in Input, res Result) []plant.Finding {
	m := linterOf(in, res)
	var out []plant.Finding
	for _, r := range findingRules {
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
func flagged(res Result) []plant.Finding {
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
