package xray

import (
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

func rule(area Area, screen Screen, id string, severity plant.Severity, clause, kind, title, matters string, find func(*look, report)) Rule {
	return Rule{Rule: plant.Rule{ID: id, Severity: severity, Clause: clause, Kind: kind, Title: title}, Area: area, Screen: screen, Matters: matters, find: find}
}

const (
	ofAnswer  = "answer"
	aZone     = "zone"
	aConduit  = "conduit"
	anAccount = "user"
	aPair     = "pair-decision"
)

// rules lists every rule in the order of the areas.
var rules = []Rule{
	rule(Answers, AnswerScreen, "answer-unproven", plant.Medium, "62443-2-1 4.4.2", ofAnswer, "A requirement is met without evidence",
		"A level that rests on somebody's word falls in the first audit.", unprovenAnswers),
	rule(Answers, AnswerScreen, "answer-proof-lapsed", plant.High, "62443-2-1 4.4.2", ofAnswer, "A requirement is met only by evidence that no longer counts",
		"The level is shown as reached, and nobody can show it today.", lapsedAnswers),
	rule(Answers, AnswerScreen, "answer-proof-old", plant.Medium, "62443-2-1 4.4.2", ofAnswer, "Evidence was too old on the day of the answer",
		"What was seen long before the answer says nothing of the day of the answer.", oldProofs),
	rule(Answers, AnswerScreen, "answer-early", plant.Low, "62443-2-1 4.4.2", ofAnswer, "An answer is older than its evidence",
		"Whoever answered cannot have looked at what was not there yet.", earlyAnswers),
	rule(Answers, AnswerScreen, "answer-contrary", plant.High, "62443-2-1 4.4.3", ofAnswer, "The program's own evidence speaks against an answer",
		"The record itself shows that the answer is wrong.", contraryAnswers),
	rule(Answers, AnswerScreen, "answer-test-failed", plant.High, "62443-2-4 SP.02", ofAnswer, "A requirement is met though its test failed",
		"A failed test is the strongest evidence that there is, and it says the opposite.", failedTests),

	rule(Proofs, EvidenceScreen, "evidence-scope", plant.High, "62443-2-1 4.4.2", proof.OfEvidence, "Evidence is used for what it is not about",
		"It shows nothing of the place whose level it carries.", foreignProofs),
	rule(Proofs, EvidenceScreen, "evidence-sample", plant.Medium, "62443-2-1 4.4.2", proof.OfEvidence, "The sample of an evidence leaves a zone out",
		"A sample speaks only for the zones that it was drawn from.", strangeSamples),
	rule(Proofs, EvidenceScreen, "evidence-same-file", plant.Medium, "62443-2-1 4.4.2", proof.OfEvidence, "One file is to show that a measure is there and that it works",
		"A setting does not show that the measure works, and a test report does not replace the setting.", sharedFiles),
	rule(Proofs, EvidenceScreen, "evidence-overused", plant.Low, "62443-2-1 4.4.2", proof.OfEvidence, "One evidence is to prove requirements of every kind",
		"An auditor opens it, finds one page, and asks for the rest.", overusedProofs),
	rule(Proofs, EvidenceScreen, "evidence-secret", plant.Medium, "62443-4-1 SM-1", ofAnswer, "Claims to others rest on secret evidence alone",
		"Whoever installs the product has to believe the claim or do without it.", secretProofs),

	rule(Measures, AnswerScreen, "measure-unknown", plant.Medium, "62443-3-3 4.3", ofAnswer, "A countermeasure that stands in is not in the register",
		"What is in nobody's register is kept up by nobody.", unknownStandIns),
	rule(Measures, AnswerScreen, "measure-absent", plant.High, "62443-3-3 4.3", ofAnswer, "A countermeasure that stands in is not there",
		"The level counts on something that does not exist yet, or does no longer.", absentStandIns),
	rule(Measures, AnswerScreen, "measure-outlived", plant.High, "62443-3-3 4.3", ofAnswer, "An answer outlives the countermeasure that it counts by",
		"From the day on which the countermeasure ends the level is wrong, and nothing tells.", outlivedStandIns),
	rule(Measures, AnswerScreen, "measure-elsewhere", plant.Medium, "62443-3-3 4.3", ofAnswer, "A countermeasure stands in where it protects nothing",
		"It stands in another place and leaves this one open.", distantStandIns),
	rule(Measures, AnswerScreen, "withheld-function-unknown", plant.High, "62443-3-3 4.2", ofAnswer, "A requirement is withheld for a function that does not exist",
		"Only an essential function outweighs a requirement, and this one is none.", unknownFunctions),
	rule(Measures, AnswerScreen, "withheld-function-elsewhere", plant.Medium, "62443-3-3 4.2", ofAnswer, "A requirement is withheld for a function that is elsewhere",
		"What does not run here cannot be harmed here.", distantFunctions),
	rule(Measures, MeasureScreen, "measure-denied", plant.Low, "62443-3-2 ZCR 5.8", risk.OfCountermeasure, "A countermeasure meets what is answered not met",
		"One of the two records is wrong: either the level is too low or the risk is.", deniedMeasures),

	rule(Inheritance, AnswerScreen, "inherited-lower", plant.Medium, "62443-3-3 4.3", ofAnswer, "A zone inherits from what aims lower than itself",
		"What withstands less there does not withstand more here.", lowerOrigins),
	rule(Inheritance, AnswerScreen, "inherited-conduit-apart", plant.High, "62443-3-2 ZCR 3.1", ofAnswer, "A zone inherits from a conduit that does not touch it",
		"The conduit's controls never see the traffic of the zone.", distantConduits),
	rule(Inheritance, AnswerScreen, "inherited-zone-apart", plant.Medium, "62443-3-2 ZCR 3.1", ofAnswer, "A zone inherits from a zone that it has no way to",
		"A service cannot be used where no conduit leads.", distantZones),
	rule(Inheritance, AnswerScreen, "inherited-outside", plant.High, "62443-3-2 ZCR 3.6", ofAnswer, "A zone inherits from outside of the owner's control",
		"What others run may change without a word, and the level with it.", externalOrigins),
	rule(Inheritance, AnswerScreen, "inherited-expired", plant.High, "62443-3-3 4.3", ofAnswer, "A zone inherits what a countermeasure held that has ended",
		"The loss at the origin is a loss here, and only the origin was told.", expiredOrigins),
	rule(Inheritance, AnswerScreen, "inherited-unanswered", plant.Medium, "62443-3-3 4.3", ofAnswer, "A zone inherits from what has no answer",
		"Each side thinks that the other one has answered.", emptyOrigins),
	rule(Inheritance, ZoneScreen, "conduit-ownerless-serves", plant.Medium, "62443-3-2 ZCR 6.4", aConduit, "Others inherit from a conduit without owner",
		"When it changes nobody thinks of those who rely on it.", ownerlessConduits),

	rule(Hands, AnswerScreen, "hand-self-approved", plant.High, "62443-2-1 4.4.2", ofAnswer, "An exception was approved by the one who answered",
		"A waiver that needs no second person is no waiver but a gap.", selfApproved),
	rule(Hands, AnswerScreen, "hand-owner-assessed", plant.Medium, "62443-2-1 4.4.2", ofAnswer, "The owner of a zone assessed it",
		"Nobody sees the holes in what they built themselves.", ownAssessors),
	rule(Hands, ZoneScreen, "hand-owner-target", plant.Low, "62443-3-2 ZCR 5.6", aZone, "The owner of a zone approved its target alone",
		"Whoever has to reach a target should not be the only one to set it.", loneTargets),
	rule(Hands, ZoneScreen, "hand-gone", plant.Medium, "62443-2-1 4.3.2.3", anAccount, "What stands was approved by an account that is closed",
		"Nobody who is still there has taken it on.", goneApprovers),
	rule(Hands, ProductScreen, "hand-claim-own", plant.Medium, "62443-4-2 4", supply.OfProduct, "Claims of a supplier were stated by somebody else",
		"A claim binds the one who makes it, and the supplier has not.", ownClaims),

	rule(Levels, ZoneScreen, "zone-ownerless-reached", plant.Medium, "62443-3-2 ZCR 6.4", aZone, "A zone without owner reaches its target",
		"A level that nobody answers for lasts until the next change.", ownerlessZones),
	rule(Levels, AssetScreen, "zone-components-unknown", plant.High, "62443-3-3 4.3", aZone, "A zone is met by components that nobody knows",
		"One unknown component is enough to open the zone.", unknownComponents),
	rule(Levels, AssetScreen, "zone-unconfirmed", plant.Medium, "62443-3-3 SR 7.8", aZone, "A zone reaches its target with assets that nobody has seen",
		"Levels are those of what is really there, not of what was once entered.", unconfirmedAssets),
	rule(Levels, AnswerScreen, "zone-changed", plant.Medium, "62443-3-2 ZCR 7.1", aZone, "A zone changed after it was answered",
		"The new asset has not been looked at, and the level says that it has.", changedZones),
	rule(Levels, ZoneScreen, "zone-retired", plant.Low, "62443-3-2 ZCR 3.1", aZone, "A zone without an asset in service has answers that count",
		"It lifts the numbers of the site without protecting anything.", deadZones),
	rule(Levels, ZoneScreen, "zone-traffic-open", plant.High, "62443-3-3 SR 5.1", aZone, "Traffic runs beside the conduits of a zone with a level of FR 5",
		"A boundary that traffic passes by is none.", openTraffic),
	rule(Levels, AnswerScreen, "zone-safety-remote", plant.High, "62443-3-3 SR 1.13", ofAnswer, "A safety zone is reached from afar, and its remote access is not shown",
		"Whoever gets in there can take away the last layer of protection.", reachedSafety),
	rule(Levels, AssetScreen, "zone-unsupported", plant.High, "62443-2-3", aZone, "A product without security updates stands in a zone from SL 2 on",
		"Every hole found from now on stays open, and attackers read of it.", unsupportedAssets),
	rule(Levels, ZoneScreen, "zone-finding-open", plant.Medium, "62443-3-2 ZCR 3", aZone, "A zone reaches its target with a grave finding open",
		"The answers say that the zone is closed, and the model shows the hole.", quietFindings),

	rule(Maturity, AnswerScreen, "maturity-unpractised", plant.High, "62443-2-4 4.2", ofAnswer, "ML 3 or 4 is shown without evidence that it works",
		"From ML 3 on a practice is lived, and only its traces show that.", unpractised),
	rule(Maturity, AnswerScreen, "maturity-undocumented", plant.Medium, "62443-2-4 4.2", ofAnswer, "ML 2 is shown without a document",
		"ML 2 is the practice that is written down, so that others can follow it.", undocumented),
	rule(Maturity, AnswerScreen, "maturity-once", plant.Medium, "62443-2-4 4.2", ofAnswer, "ML 4 is shown by evidence of a single day",
		"What gets better over time cannot be seen on one day.", singleProofs),
	rule(Maturity, AnswerScreen, "maturity-above-aim", plant.Low, "62443-2-4 4.2", ofAnswer, "More maturity is shown than is aimed at",
		"One of the two is a mistake, and nobody pays for what nobody wants.", aimedBelow),
	rule(Maturity, AnswerScreen, "policy-empty", plant.Medium, "62443-2-1 4.3.3", ofAnswer, "A policy is met and nothing that it is about",
		"It stands on paper and in no plant.", emptyPolicies),
	rule(Maturity, CrosswalkScreen, "pair-contradicts", plant.Low, "NIST IR 8477", aPair, "A decided pair of a crosswalk contradicts itself",
		"Reports to others repeat the wrong one of the two.", brokenPairs),

	rule(Products, ProductScreen, "claim-above-certificate", plant.High, "62443-4-2 4", supply.OfProduct, "More is claimed of a product than its certificate confirms",
		"The zone counts on a level that nobody evaluated.", highClaims),
	rule(Products, ProductScreen, "claim-certificate-ended", plant.High, "62443-4-2 4", supply.OfProduct, "Claims outlive the certificate of a product",
		"Nobody vouches for them any more.", endedCertificates),
	rule(Products, ProductScreen, "certificate-other-release", plant.Medium, "62443-4-2 4", supply.OfProduct, "A certificate is for another release than the installed one",
		"What was evaluated is not what runs.", otherReleases),
	rule(Products, ProductScreen, "product-twice", plant.Medium, "62443-3-3 SR 7.8", supply.OfProduct, "A product stands in the library twice",
		"Claims of one do not reach the assets of the other.", likeProducts),
	rule(Products, AssetScreen, "asset-critical-unclaimed", plant.Medium, "62443-3-3 4.3", aZone, "Nothing is claimed of critical assets",
		"What the plant cannot lose is what least is known of.", unclaimedAssets),
	rule(Products, AssetScreen, "asset-type-differs", plant.Low, "62443-4-2 4", supply.OfProduct, "Inventory and library differ about the type of a component",
		"Each type is asked other requirements, so one side was asked the wrong ones.", otherTypes),
	rule(Products, AssetScreen, "asset-support-differs", plant.Low, "62443-4-1 SUM", supply.OfProduct, "Inventory and library differ about the end of support",
		"Plans to replace it go by the wrong day.", otherSupport),

	rule(Parties, CompanyScreen, "company-unassured", plant.High, "62443-2-1 4.3.2", supply.OfCompany, "Nothing speaks for a critical company",
		"An essential function stops with a company of which nobody asked anything.", unassuredCompanies),
	rule(Parties, PackageScreen, "package-untrusted", plant.High, "62443-2-4 SP.01", supply.OfPackage, "A package was accepted by a key that nobody trusts",
		"Anybody can sign with a key of their own.", untrustedPackages),
	rule(Parties, PackageScreen, "package-key-withdrawn", plant.High, "62443-2-4 SP.01", supply.OfPackage, "An accepted package was signed by a key that is not trusted any more",
		"What came with it may be somebody else's word.", withdrawnKeys),
	rule(Parties, PackageScreen, "package-tests-open", plant.High, "62443-2-4 SP.02", supply.OfPackage, "A delivery was accepted with tests that did not pass",
		"After acceptance the owner mends what the integrator should have.", unfinishedDeliveries),
	rule(Parties, TestScreen, "test-own-witness", plant.Medium, "62443-2-4 SP.02", supply.OfTest, "A hold point was witnessed by the one who ran it",
		"A hold point is there so that the owner sees it.", ownWitnesses),
	rule(Parties, ReplyScreen, "reply-short", plant.High, "62443-3-2 ZCR 6", supply.OfReply, "A reply complies with products that fall short",
		"The shortfall shows after the delivery, when it costs most.", shortReplies),
	rule(Parties, ReplyScreen, "deviation-untaken", plant.High, "62443-3-2 ZCR 7.1", supply.OfReply, "A deviation was accepted and its risk was not",
		"What is not built as asked leaves a risk that somebody has to own.", untakenDeviations),

	rule(Assessments, AssessmentScreen, "assessment-changed", plant.Medium, "62443-2-1 4.4.2", proof.OfAssessment, "Answers changed after their assessment was signed",
		"The signature is shown beside answers that nobody signed.", changedSince),
	rule(Assessments, AssessmentScreen, "assessment-overdue", plant.Medium, "62443-2-1 4.4.2", proof.OfAssessment, "An assessment is overdue",
		"Until it is done the answers of the last one stand for today.", overdueAssessments),
	rule(Assessments, AssessmentScreen, "assessment-own-review", plant.High, "62443-2-1 4.4.2", proof.OfAssessment, "An assessment was signed by somebody who answered",
		"A review by one's own hand is none.", ownReviews),
	rule(Assessments, AssessmentScreen, "assessment-altered", plant.High, "62443-2-1 4.4.2", proof.OfAssessment, "A signed assessment is not what was signed",
		"Either somebody changed it or it was damaged, and its numbers cannot be relied on.", alteredResults),
	rule(Assessments, AssessmentScreen, "assessment-predecessor", plant.Low, "62443-2-1 4.4.3", proof.OfAssessment, "An assessment is compared to what cannot be compared",
		"Progress is shown that nobody made.", strangePredecessors),

	rule(Risks, RiskScreen, "risk-worse", plant.High, "62443-3-2 ZCR 5.11", risk.OfScenario, "A risk is higher with its safeguards than without them",
		"Either the rating is wrong, or a safeguard does harm.", worseResiduals),
	rule(Risks, RiskScreen, "risk-open-reached", plant.High, "62443-3-2 ZCR 5.6", aZone, "A target is reached and the risk is not tolerable",
		"The target was to hold the risk down and does not.", openRisks),
	rule(Risks, SpecificationScreen, "approval-before-target", plant.High, "62443-3-2 ZCR 7.1", risk.OfSpecification, "A specification was approved before its targets",
		"The owner approved other levels than those that are asked for.", oldApprovals),
	rule(Risks, FunctionScreen, "recovery-unshown", plant.High, "62443-3-3 SR 7.4", ofAnswer, "Recovery is met and its restore was not back in time",
		"On the day of the attack the plant waits for what was called tested.", slowRecoveries),
}
