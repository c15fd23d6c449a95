package xray_test

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// each says of a rule what makes it fire, what it then tells, and what is close
// to that and is no contradiction.
type each struct {
	rule  string
	fires func(w *whole)
	key   string
	says  string
	quiet func(w *whole)
}

func TestEachRuleFiresAndKeepsQuiet(t *testing.T) {
	if found := xray.Look(sound().Input); len(found) > 0 {
		t.Fatalf("a record without contradiction shows %d, the first: %s %s", len(found), found[0].ID, found[0].Text)
	}
	cases := slices.Concat(answerCases, measureCases, handCases, levelCases, maturityCases, supplyCases, partyCases, assessmentCases, riskCases)
	covered := map[string]bool{}
	for _, c := range cases {
		covered[c.rule] = true
		r, known := xray.RuleOf(c.rule)
		if !known {
			t.Errorf("there is no rule %s", c.rule)
			continue
		}
		w := sound()
		c.fires(w)
		found := of(c.rule, xray.Look(w.Input))
		if len(found) == 0 {
			t.Errorf("%s does not fire; there is %s", c.rule, ids(xray.Look(w.Input)))
			continue
		}
		x := found[0]
		if x.Key != c.key || !strings.Contains(x.Text, c.says) {
			t.Errorf("%s is on %q and says %q, want %q and %q", c.rule, x.Key, x.Text, c.key, c.says)
		}
		if !strings.HasPrefix(x.ID, xray.Prefix+c.rule+"/") || x.Mend == "" || x.Matters == "" || x.Screen == "" || x.Area != r.Area || x.Kind == "" || len(x.Records) == 0 || x.Records[0].ID != x.Record {
			t.Errorf("%s is not whole: %+v", c.rule, x)
		}
		for _, s := range []string{x.Text, x.Mend, x.Matters} {
			if !strings.HasSuffix(s, ".") || strings.Contains(s, "%!") || strings.Contains(s, "  ") || strings.Contains(s, "that is gone") {
				t.Errorf("%s: %q is no good sentence", c.rule, s)
			}
		}
		w = sound()
		c.quiet(w)
		if found := of(c.rule, xray.Look(w.Input)); len(found) > 0 {
			t.Errorf("%s fires where nothing contradicts: %s", c.rule, found[0].Text)
		}
	}
	for _, r := range xray.Rules() {
		if !covered[r.ID] {
			t.Errorf("no case looks at the rule %s", r.ID)
		}
	}
	if n := len(xray.Rules()); n < 36 {
		t.Errorf("there are only %d rules", n)
	}
}

func of(rule string, all []xray.XRay) []xray.XRay {
	return slices.DeleteFunc(slices.Clone(all), func(x xray.XRay) bool { return x.Rule != rule })
}

func ids(all []xray.XRay) (out []string) {
	for _, x := range all {
		out = append(out, x.ID)
	}
	return out
}

func nothing(*whole) {}

var answerCases = []each{
	{"answer-unproven", func(w *whole) { w.put(zoneOf("Z-01"), "SR 1.2", assess.Met).Proofs = nil }, "zone Z-01 FR 1", "called met in 1 answer without any evidence: SR 1.2",
		func(w *whole) {
			v := w.put(zoneOf("Z-01"), "SR 1.2", assess.Met)
			v.Proofs, v.Evidence = nil, []string{"binder 4, page 2"}
		}},
	{"answer-proof-lapsed", func(w *whole) { w.evidence("EV-1").Expires = "2026-11-01" }, "zone Z-01 FR 1", "SR 1.1 (EV-1 is expired)",
		func(w *whole) { // another one counts
			w.evidence("EV-1").Expires = "2026-11-01"
			for i := range w.Verdicts {
				w.Verdicts[i].Proofs = append(w.Verdicts[i].Proofs, "EV-2")
			}
		}},
	{"answer-proof-old", func(w *whole) {
		w.Evidence = append(w.Evidence, evidence("EV-3", proof.Implemented, "2024-01-01"))
		w.Verdicts[0].Proofs = append(w.Verdicts[0].Proofs, "EV-3")
	}, "zone Z-01 SR 1.1", "older than the 365 days allowed even then",
		func(w *whole) {
			w.Evidence = append(w.Evidence, evidence("EV-3", proof.Implemented, "2025-12-01"))
			w.Verdicts[0].Proofs = append(w.Verdicts[0].Proofs, "EV-3")
		}},
	{"answer-early", func(w *whole) { w.Verdicts[0].AssessedOn = "2026-05-01" }, "zone Z-01 FR 1", "answered on 2026-05-01, proof from 2026-10-01 on",
		func(w *whole) {
			w.Verdicts[0].AssessedOn = "2026-05-01"
			w.evidence("EV-1").From, w.evidence("EV-1").Until = "2026-01-01", "2026-10-01"
		}},
	{"answer-contrary", func(w *whole) {
		e := w.evidence("EV-1")
		e.Effective, e.Files, e.Made = "", nil, &proof.Made{Rule: proof.TrafficConforms, At: day("2026-11-01"), Result: "4 of 9 flows run over no conduit.", Ground: "g"}
	}, "zone Z-01 SR 1.1", "4 of 9 flows", func(w *whole) {
		e := w.evidence("EV-1")
		e.Effective, e.Files, e.Made = "", nil, &proof.Made{Rule: proof.TrafficConforms, At: day("2026-11-01"), Result: "All of 9 flows.", Ground: "g", Holds: true}
	}},
	{"answer-test-failed", func(w *whole) { w.Tests[0].Result, w.Tests[0].On = "failed", "2026-11-20" }, "zone Z-01 SR 1.1", "while test TE-1 of it failed on 2026-11-20",
		func(w *whole) { w.Tests[0].Result, w.Tests[0].On = "failed", "2026-10-20" }}, // answered after the test
	{"evidence-scope", func(w *whole) { w.evidence("EV-1").Zones = []plant.ZoneID{"Z-02"} }, "EV-1", "is about zone Z-02, and is used for zone Z-01: SR 1.1",
		func(w *whole) { w.evidence("EV-1").Assets = []plant.AssetID{"A-1", "A-2"} }},
	{"evidence-sample", func(w *whole) { w.evidence("EV-1").Sample = "A-2, chosen by lot" }, "EV-1", "(A-2) names no asset of zone Z-01",
		func(w *whole) { w.evidence("EV-1").Sample = "A-2; A-1." }},
	{"evidence-same-file", func(w *whole) { w.evidence("EV-2").Files[0].Hash = w.evidence("EV-1").Files[0].Hash }, "EV-2", "(EV-1) and proof that it works (EV-2)",
		func(w *whole) {
			w.evidence("EV-2").Files[0].Hash = w.evidence("EV-1").Files[0].Hash
			w.evidence("EV-2").Kind = proof.Implemented
		}},
	{"evidence-overused", func(w *whole) { serve(w, 30, 1) }, "EV-1", "is to prove", func(w *whole) { serve(w, 20, 1) }},
	{"evidence-secret", func(w *whole) {
		w.Products[0].Company, w.Packages[0].Kind = "CO-2", supply.Claims
		w.evidence("EV-1").Confidentiality = "secret"
	}, "product PD-1 FR 1", "on secret evidence alone", func(w *whole) { // nothing goes out
		w.Products[0].Company = "CO-2"
		w.evidence("EV-1").Confidentiality = "secret"
	}},
}

// serve lets one evidence stand for every n-th of the first requirements.
func serve(w *whole, n, step int) {
	all := catalog.SystemSet().Requirements
	for i := 0; i < n; i++ {
		w.put(zoneOf("Z-02"), all[(i*3+step)%len(all)].ID, assess.Met)
	}
}

var measureCases = []each{
	{"measure-unknown", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated).Compensating = "the guard at the gate"
	}, "zone Z-01 SR 2.1", "“the guard at the gate”",
		func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated).Compensating = "locked CABINET" }},
	{"measure-absent", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated)
		w.Register.Countermeasures[0].State = risk.MeasurePlanned
	}, "zone Z-01 SR 2.1", "CM-1, which is planned", func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated) }},
	{"measure-outlived", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated).Expires = "2027-12-31"
	}, "zone Z-01 SR 2.1", "ends on 2027-06-01", func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated) }},
	{"measure-elsewhere", func(w *whole) { w.put(zoneOf("Z-02"), "SR 2.1", assess.Compensated) }, "zone Z-02 SR 2.1", "does not name it among what it protects",
		func(w *whole) {
			w.put(zoneOf("Z-02"), "SR 2.1", assess.Compensated)
			w.Register.Countermeasures[0].WholeSite = true
		}},
	{"withheld-function-unknown", func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.NotApplied).Function = "F-9" }, "zone Z-01 SR 2.1", "F-9, which the register does not have",
		func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.NotApplied) }},
	{"withheld-function-elsewhere", func(w *whole) {
		w.put(zoneOf("Z-02"), "SR 2.1", assess.NotApplied)
	}, "zone Z-02 SR 2.1", "F-1, which has nothing there", func(w *whole) { w.put(conduitOf("C-01"), "SR 2.1", assess.NotApplied) }},
	{"measure-denied", func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.1", assess.NotMet) }, "CM-1", "SR 2.1 at zone Z-01",
		func(w *whole) { w.put(zoneOf("Z-02"), "SR 2.1", assess.NotMet) }},
	{"inherited-lower", func(w *whole) {
		w.put(zoneOf("Z-02"), "SR 1.2", assess.Met)
		w.Posture.Subjects[1].Target = &sl.Vector{1, 2, 2, 2, 2, 2, 2}
		w.inherit(zoneOf("Z-01"), "SR 1.2", zoneOf("Z-02"))
	}, "zone Z-01 FR 1", "SL-T 2, inherits from what aims lower: SR 1.2 from zone Z-02 at SL-T 1",
		func(w *whole) {
			w.put(zoneOf("Z-02"), "SR 1.2", assess.Met)
			w.Posture.Subjects[1].Target = &sl.Vector{2, 1, 1, 1, 1, 1, 1}
			w.inherit(zoneOf("Z-01"), "SR 1.2", zoneOf("Z-02"))
		}},
	{"inherited-conduit-apart", func(w *whole) { w.inherit(zoneOf("Z-01"), "SR 5.2", conduitOf("C-03")) }, "zone Z-01", "Zone Z-01 inherits from conduit C-03, which does not touch it: SR 5.2",
		func(w *whole) { w.inherit(zoneOf("Z-01"), "SR 5.2", conduitOf("C-01")) }},
	{"inherited-zone-apart", func(w *whole) { w.inherit(zoneOf("Z-03"), "SR 5.2", zoneOf("Z-02")) }, "zone Z-03", "zone Z-02, to which no conduit leads",
		func(w *whole) {
			w.inherit(zoneOf("Z-03"), "SR 5.2", zoneOf("Z-02"))
			w.Site.Zones[2].Parent = "Z-02"
		}},
	{"inherited-outside", func(w *whole) { w.inherit(zoneOf("Z-02"), "SR 5.2", zoneOf("Z-04")) }, "zone Z-02", "zone Z-04, which is outside of the owner's control",
		func(w *whole) { w.inherit(zoneOf("Z-02"), "SR 5.2", zoneOf("Z-01")) }},
	{"inherited-expired", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated).Expires = "2026-06-01"
		w.inherit(zoneOf("Z-03"), "SR 2.1", zoneOf("Z-01"))
	}, "zone Z-03 FR 2", "SR 2.1 from zone Z-01, where it ended on 2026-06-01", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 2.1", assess.Compensated)
		w.inherit(zoneOf("Z-03"), "SR 2.1", zoneOf("Z-01"))
	}},
	{"inherited-unanswered", func(w *whole) { w.inherit(zoneOf("Z-01"), "SR 5.2", site) }, "zone Z-01 FR 5", "SR 5.2 from the site",
		func(w *whole) {
			w.put(site, "SR 5.2", assess.NotMet)
			w.inherit(zoneOf("Z-01"), "SR 5.2", site)
		}},
	{"conduit-ownerless-serves", func(w *whole) {
		w.inherit(zoneOf("Z-01"), "SR 5.2", conduitOf("C-01"))
		w.Site.Conduits[0].Owner = " "
	}, "C-01", "SR 5.2 at zone Z-01", func(w *whole) { w.Site.Conduits[0].Owner = " " }},
}

var handCases = []each{
	{"hand-self-approved", func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.2", assess.NotApplicable).Approver = "kim@x.example" }, "zone Z-01 SR 2.2", "kim@x.example both answered and approved",
		func(w *whole) { w.put(zoneOf("Z-01"), "SR 2.2", assess.NotApplicable) }},
	{"hand-owner-assessed", func(w *whole) { w.Verdicts[0].Assessor = "olga@x.example" }, "zone Z-01 FR 1", "in 1 answer by the one who answers for it: SR 1.1",
		func(w *whole) { // a hole that the owner finds is no praise of their own
			w.put(zoneOf("Z-01"), "SR 1.2", assess.NotMet).Assessor = "Olga"
		}},
	{"hand-owner-target", func(w *whole) {
		w.reach("Z-01")
		w.Site.Zones[0].Target.Approver = "Olga"
	}, "Z-01", "Olga, who answers for it, approved that target alone", func(w *whole) { w.Site.Zones[0].Target.Approver = "Olga" }},
	{"hand-gone", func(w *whole) { w.Site.Zones[0].Target.Approver = "Gus" }, "Gus", "that account is closed: the target of zone Z-01",
		func(w *whole) { w.Site.Zones[0].Target.Approver = "Somebody of old" }},
	{"hand-claim-own", func(w *whole) { w.Claims[0].Assessor = "Kim" }, "PD-1", "itself stated 1 claim of it, by the hand of Kim",
		func(w *whole) { w.Claims[0].Assessor = "Ivo" }},
}

var levelCases = []each{
	{"zone-ownerless-reached", func(w *whole) {
		w.reach("Z-01")
		w.Site.Zones[0].Owner = ""
	}, "Z-01", "reaches its target (2 2 2 2 2 2 2)", func(w *whole) { w.Site.Zones[0].Owner = "" }},
	{"zone-components-unknown", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 1.5", assess.ByComponents)
		w.Site.Assets[0].Model = "Z9"
	}, "Z-01", "of 1 asset of it the library has no product: A-1", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 1.5", assess.ByComponents)
		w.Site.Assets[0].Model = "Z9"
		w.answer(assess.Subject{Kind: assess.OfAsset, ID: "A-1"}, catalog.ComponentRequirements, "CR 1.5", assess.Met)
	}},
	{"zone-unconfirmed", func(w *whole) {
		w.reach("Z-01")
		w.Confirmed["A-1"] = "2026-08-01"
	}, "Z-01", "nobody confirmed 1 of its 1 assets in 90 days: A-1", func(w *whole) { w.reach("Z-01") }},
	{"zone-changed", func(w *whole) { w.Site.Assets[0].Installed = "2026-11-10" }, "Z-01", "A-1 installed on 2026-11-10",
		func(w *whole) { w.Site.Assets[0].Installed = "2026-12-10" }}, // still to come
	{"zone-retired", func(w *whole) { w.Site.Assets[0].Retired = "2026-10-01" }, "Z-01", "it still counts in 1 answer",
		func(w *whole) { w.Site.Assets[0].Retired = "2026-12-01" }},
	{"zone-traffic-open", func(w *whole) {
		w.reach("Z-01")
		w.Traffic = append(w.Traffic, proof.ZoneTraffic{From: "Z-01", To: "Z-04", Flows: 2, First: "modbus to port 502 in CAP-1"})
	}, "Z-01", "2 flows from zone Z-01 to zone Z-04 were seen over no conduit, the first of them modbus", func(w *whole) {
		w.Traffic = append(w.Traffic, proof.ZoneTraffic{From: "Z-01", To: "Z-04", Flows: 2}) // no level is claimed there
	}},
	{"zone-safety-remote", func(w *whole) {
		w.put(zoneOf("Z-03"), "SR 1.13", assess.Met).Proofs = nil
		w.Site.Conduits[1].External = true
	}, "zone Z-03 SR 1.13", "reached from afar over conduit C-02", func(w *whole) {
		w.put(zoneOf("Z-03"), "SR 1.13", assess.Met)
		w.Site.Conduits[1].External = true
	}},
	{"zone-unsupported", func(w *whole) { w.Products[0].SecurityEnds = "2026-11-01" }, "Z-01", "no security updates since 2026-11-01: A-1",
		func(w *whole) {
			w.Products[0].SecurityEnds = "2026-11-01"
			for i := range w.Posture.Subjects {
				w.Posture.Subjects[i].Target = &sl.Vector{1, 1, 1, 1, 1, 1, 1}
			}
		}},
	{"zone-finding-open", func(w *whole) {
		w.reach("Z-01")
		w.Findings = map[string]int{"Z-01": 2}
	}, "Z-01", "2 findings of high severity open", func(w *whole) { w.Findings = map[string]int{"Z-01": 2} }},
}

var maturityCases = []each{
	{"maturity-unpractised", func(w *whole) { w.rated(3, "EV-1") }, "site SPE 1", "ORG 1.1 at ML 3", func(w *whole) { w.rated(3, "EV-2") }},
	{"maturity-undocumented", func(w *whole) {
		w.Evidence = append(w.Evidence, proof.Evidence{Head: head("EV-3"), Kind: proof.Works, Made: &proof.Made{At: day("2026-11-01"), Holds: true}})
		w.rated(2, "EV-3")
	}, "site SPE 1", "in 1 answer without a document: ORG 1.1", func(w *whole) { w.rated(2, "EV-1") }},
	{"maturity-once", func(w *whole) { w.rated(4, "EV-2") }, "site SPE 1", "by evidence of a single day: ORG 1.1", func(w *whole) {
		w.Evidence = append(w.Evidence, evidence("EV-3", proof.Works, "2026-04-01"))
		w.rated(4, "EV-2", "EV-3")
	}},
	{"maturity-above-aim", func(w *whole) { w.rated(2, "EV-1").MaturityTarget = 1 }, "site SPE 1", "ORG 1.1 at ML 2, aim ML 1", func(w *whole) { w.rated(2, "EV-1").MaturityTarget = 2 }},
	{"policy-empty", func(w *whole) {
		w.Crosswalks = catalog.Crosswalks()
		w.answer(site, program, "CM 1.1", assess.Met)
		w.put(zoneOf("Z-01"), "SR 7.8", assess.NotMet)
	}, "site CM 1.1", "is met in no zone that answers it: SR 7.8", func(w *whole) {
		w.Crosswalks = catalog.Crosswalks()
		w.answer(site, program, "CM 1.1", assess.Met)
		w.put(zoneOf("Z-01"), "SR 7.8", assess.NotMet)
		w.put(zoneOf("Z-02"), "SR 7.8", assess.Met)
	}},
	{"pair-contradicts", func(w *whole) {
		w.Decisions = []catalog.PairDecision{decision("1", catalog.Confirmed), decision("2", catalog.Rejected)}
	}, "D2", "is both confirmed and rejected", func(w *whole) {
		w.Decisions = []catalog.PairDecision{decision("1", catalog.Confirmed)}
	}},
	{"pair-contradicts", func(w *whole) {
		w.Crosswalks = catalog.Crosswalks()
		d := decision("1", catalog.Confirmed)
		d.Strength = catalog.Equal
		w.Decisions = []catalog.PairDecision{d}
		w.answer(site, program, "CM 1.1", assess.Met)
		w.put(site, "SR 7.8", assess.Partly)
	}, "D1", "at the site the first is met and the second partly met", func(w *whole) {
		w.Crosswalks = catalog.Crosswalks()
		d := decision("1", catalog.Confirmed)
		d.Strength = catalog.Related
		w.Decisions = []catalog.PairDecision{d}
		w.answer(site, program, "CM 1.1", assess.Met)
		w.put(site, "SR 7.8", assess.Partly)
	}},
}

func decision(id string, state catalog.PairState) catalog.PairDecision {
	return catalog.PairDecision{Head: catalog.Head{ID: id, Key: "D" + id}, Crosswalk: "2-1-2024-3-3", From: "CM 1.1", To: "SR 7.8", State: state}
}

var supplyCases = []each{
	{"claim-above-certificate", func(w *whole) {
		w.Capable["PD-1"] = sl.Vector{3, 2, 2, 2, 2, 2, 4}
		beyond := w.Claims[0]
		beyond.Requirement = "CR 1.1 RE 2"
		w.Claims = append(w.Claims, beyond)
	}, "PD-1", "confirms SL 2 of product PD-1, and more is claimed of it: FR 1 at SL 3.",
		func(w *whole) { w.Capable["PD-1"] = sl.Vector{4, 4, 2, 2, 2, 2, 2} }}, // nothing more is asked there, so nothing is claimed
	{"claim-certificate-ended", func(w *whole) { w.Certificates[0].Revoked = "2026-11-01" }, "PD-1", "was revoked on 2026-11-01, and the product still counts in 1 claim",
		func(w *whole) { w.Certificates[0].Expires = today }}, // its last day
	{"certificate-other-release", func(w *whole) { w.Site.Assets[0].Firmware = "2.4" }, "PD-1", "is for release 2.0 of product PD-1, and another one is installed: A-1 with 2.4",
		func(w *whole) { w.Site.Assets[0].Firmware = "v2.0" }},
	{"product-twice", func(w *whole) {
		p := w.Products[0]
		p.Head, p.Vendor = head("PD-2"), "ACME"
		w.Products = append(w.Products, p)
	}, "PD-2", "Products PD-1 and PD-2 are the same", func(w *whole) {
		p := w.Products[0]
		p.Head, p.Release = head("PD-2"), "3.0"
		w.Products = append(w.Products, p)
	}},
	{"asset-critical-unclaimed", func(w *whole) { w.Claims = nil }, "Z-01", "A-1 (PD-1 has no claims)", func(w *whole) {
		w.Claims = nil
		for i := range w.Site.Assets {
			w.Site.Assets[i].Criticality = 3
		}
	}},
	{"asset-type-differs", func(w *whole) { w.Site.Assets[0].Type = plant.HostDevice }, "PD-1", "is no host-device, as the inventory says of 1 asset: A-1",
		func(w *whole) {
			w.Site.Assets[0].Type = plant.HostDevice
			w.Products[0].Types = append(w.Products[0].Types, catalog.HostDevice)
		}},
	{"asset-support-differs", func(w *whole) { w.Site.Assets[0].SupportEnds = "2028-01-01" }, "PD-1", "on 2030-01-01 by the library and on 2028-01-01",
		func(w *whole) { w.Site.Assets[0].SupportEnds = "" }},
}

var partyCases = []each{
	{"company-unassured", func(w *whole) { w.Certificates[1].Expires = "2026-11-01" }, "CO-1", "neither a current certificate nor a signed assessment",
		func(w *whole) {
			w.Certificates[1].Expires = "2026-11-01"
			w.Assessments = []proof.Assessment{{Head: head("AM-2"), State: proof.Signed, Parts: []proof.Part{{Subjects: []assess.Subject{{Kind: assess.OfCompany, ID: "CO-1"}}}}}}
		}},
	{"package-untrusted", func(w *whole) { w.Packages[1].Trusted = false }, "PK-2", "AA:BB was known as nobody's", func(w *whole) {
		w.Packages[1].Trusted, w.Packages[1].State = false, "refused"
	}},
	{"package-key-withdrawn", func(w *whole) { w.Companies[0].Keys[0].Trusted = false }, "PK-2", "a key of company CO-1 that is not trusted any more",
		func(w *whole) {
			w.Companies[0].Keys = append(w.Companies[0].Keys, supply.PartnerKey{Fingerprint: "CC"})
		}},
	{"package-tests-open", func(w *whole) { w.Tests[0].Result = "open" }, "PK-2", "TE-1 (open)", func(w *whole) { w.Tests[0].Result = "waived" }},
	{"test-own-witness", func(w *whole) { w.Tests[0].Witness = "ivo@acme.example" }, "TE-1", "Ivo both ran and witnessed it",
		func(w *whole) { w.Tests[0].Witness, w.Tests[0].HoldPoint = "Ivo", false }},
	{"reply-short", func(w *whole) { w.Capable["PD-1"] = sl.Vector{1, 2, 2, 2, 2, 2, 2} }, "RP-1", "Z-01/SR 1.1 asks SL 2, PD-1 claims SL 1", func(w *whole) {
		w.Capable["PD-1"] = sl.Vector{2, 0, 0, 0, 0, 0, 0}
	}},
	{"deviation-untaken", func(w *whole) { w.Replies[0].Lines[1].Decided = "accepted" }, "RP-1", "from SR 1.2 at zone Z-01 was accepted", func(w *whole) {
		w.Replies[0].Lines[1].Decided = "accepted"
		w.Risk.Scenarios[0].Acceptance.State = risk.AcceptedValid
	}},
}

var assessmentCases = []each{
	{"assessment-changed", func(w *whole) {
		w.sign()
		w.Verdicts[0].State = assess.NotMet
	}, "AM-1", "1 answer of it changed since: SR 1.1 at zone Z-01 (met, now not met)", func(w *whole) { // a newer one was signed
		w.sign()
		w.Verdicts[0].State = assess.NotMet
		a := w.sign()
		a.Head = head("AM-2")
		a.Review.At, a.Result.Subjects[0].Answers[0].State = day("2026-11-10"), assess.NotMet
	}},
	{"assessment-overdue", func(w *whole) {
		a := w.sign()
		a.State, a.Due = proof.Open, "2026-11-23"
	}, "AM-1", "was due on 2026-11-23 and is open", func(w *whole) {
		a := w.sign()
		a.State, a.Due = proof.Open, today
	}},
	{"assessment-own-review", func(w *whole) { w.sign().Review.By = "kim@x.example" }, "AM-1", "gave it into review", func(w *whole) { w.sign() }},
	{"assessment-altered", func(w *whole) { w.sign().Result.Subjects[0].Key = "Z-99" }, "AM-1", "is not what Mia signed", func(w *whole) { w.sign() }},
	{"assessment-predecessor", func(w *whole) {
		w.sign().Before = "AM-0"
		w.Assessments = append(w.Assessments, proof.Assessment{Head: head("AM-0"), Set: program, State: proof.Signed})
	}, "AM-1", "which answers iec-62443-2-1:2024, not iec-62443-3-3:2013", func(w *whole) {
		w.sign().Before = "AM-0"
		w.Assessments = append(w.Assessments, proof.Assessment{Head: head("AM-0"), Set: system, State: proof.Signed})
	}},
}

var riskCases = []each{
	{"risk-worse", func(w *whole) { w.Risk.Scenarios[0].Residual = risk.Rating{Rank: 4, Band: "extreme"} }, "SC-1", "residual risk of scenario SC-1 is extreme, above its unmitigated risk",
		func(w *whole) { w.Risk.Scenarios[0].Residual.Rank = 3 }},
	{"risk-open-reached", func(w *whole) {
		w.reach("Z-01")
		w.Risk.Subjects[0].Today, w.Risk.Subjects[0].Why = risk.AboveTolerable, "SC-1 is medium."
	}, "Z-01", "above what is tolerable all the same. SC-1 is medium", func(w *whole) {
		w.reach("Z-01")
	}},
	{"approval-before-target", func(w *whole) { w.Site.Zones[0].Target.ApprovedOn = "2026-03-01" }, "CRS-1", "approved by Mia on 2026-01-15", func(w *whole) {
		w.Site.Zones[0].Target.ApprovedOn = "2026-03-01"
		w.Register.Approvals[0].Reopened = &risk.Reopened{}
	}},
	{"recovery-unshown", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 7.4", assess.Met)
		took := 20.0
		w.Register.Functions[0].Recovery.MeasuredTime = &took
	}, "zone Z-01 SR 7.4", "took 20 hours in the test of 2026-09-01 and is to take 8", func(w *whole) { w.put(zoneOf("Z-01"), "SR 7.4", assess.Met) }},
	{"recovery-unshown", func(w *whole) {
		w.put(zoneOf("Z-01"), "SR 7.4", assess.Met)
		w.Register.Functions[0].Recovery.RestoreTested = ""
	}, "zone Z-01 SR 7.4", "in 8 hours, which nobody has ever tried", nothing},
}
