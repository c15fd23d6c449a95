package xray_test

import (
	"slices"
	"strings"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

const (
	today   = plant.Date("2026-11-24")
	system  = catalog.SystemRequirements
	program = catalog.ProgramRequirements
)

// whole is a record in which no rule finds anything; every case changes it.
type whole struct{ xray.Input }

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func zoneOf(id string) assess.Subject { return assess.Subject{Kind: assess.OfZone, ID: id} }

func conduitOf(id string) assess.Subject { return assess.Subject{Kind: assess.OfConduit, ID: id} }

func productOf(id string) assess.Subject { return assess.Subject{Kind: assess.OfProduct, ID: id} }

var site = assess.Subject{Kind: assess.OfSite, ID: "S"}

func head(key string) supply.Head { return supply.Head{ID: supply.ID(key), Key: key, Name: key} }

func evidence(key string, kind proof.Kind, on string) proof.Evidence {
	return proof.Evidence{Head: head(key), Kind: kind, Effective: plant.Date(on), CollectedBy: "Kim",
		Files: []proof.File{{Revision: 1, Name: "a.pdf", Hash: strings.Repeat(key[len(key)-1:], 64), At: day(on)}}}
}

// sound is the record without a contradiction: two zones that are answered, one
// that is safe, one outside; a product with claims and a certificate.
func sound() *whole {
	zone := func(id string, kind plant.ZoneKind) plant.Zone {
		return plant.Zone{ID: plant.ZoneID(id), Key: id, Name: id, Kind: kind, Owner: "Olga", Safety: kind == plant.ZoneSafety,
			Target: &plant.Target{Vector: sl.Uniform(2), Approver: "Mia", ApprovedOn: "2026-01-10"}}
	}
	conduit := func(id, from, to string) plant.Conduit {
		return plant.Conduit{ID: plant.ConduitID(id), Key: id, From: plant.ZoneID(from), To: plant.ZoneID(to), Owner: "Olga"}
	}
	asset := func(id, zone string) plant.Asset {
		return plant.Asset{ID: plant.AssetID(id), Key: id, Zone: plant.ZoneID(zone), Type: plant.EmbeddedDevice, Vendor: "Acme", Model: "X1", Firmware: "2.0",
			Criticality: 4, Installed: "2025-01-01", SupportEnds: "2030-01-01"}
	}
	in := xray.Input{Today: today, Sets: catalog.BuiltIn()}
	in.Site.ID, in.Site.Key, in.Site.Owner = "S", "S", "Olga"
	in.Site.Zones = []plant.Zone{zone("Z-01", plant.ZoneControl), zone("Z-02", plant.ZoneDMZ), zone("Z-03", plant.ZoneSafety), zone("Z-04", plant.ZoneOther)}
	in.Site.Zones[3].External, in.Site.Zones[3].Target = true, nil
	in.Site.Conduits = []plant.Conduit{conduit("C-01", "Z-02", "Z-01"), conduit("C-02", "Z-01", "Z-03"), conduit("C-03", "Z-04", "Z-02")}
	in.Site.Assets = []plant.Asset{asset("A-1", "Z-01"), asset("A-2", "Z-02"), asset("A-3", "Z-03")}
	for _, z := range in.Site.Zones {
		p := assess.SubjectPosture{Subject: zoneOf(string(z.ID)), Key: z.Key, Steps: 3}
		if z.Target != nil {
			v := z.Target.Vector
			p.Target = &v
		}
		in.Posture.Subjects = append(in.Posture.Subjects, p)
	}
	for _, c := range in.Site.Conduits {
		in.Posture.Subjects = append(in.Posture.Subjects, assess.SubjectPosture{Subject: conduitOf(string(c.ID)), Key: c.Key})
	}
	in.Evidence = []proof.Evidence{evidence("EV-1", proof.Implemented, "2026-10-01"), evidence("EV-2", proof.Works, "2026-10-01")}
	hours, took := 8.0, 6.0
	in.Register = risk.Register{
		Functions: []risk.Function{{Head: risk.Head{ID: "F-1", Key: "F-1"}, Zones: []plant.ZoneID{"Z-01"},
			Recovery: &risk.Recovery{TargetTime: &hours, MeasuredTime: &took, RestoreTested: "2026-09-01"}}},
		Countermeasures: []risk.Countermeasure{{Head: risk.Head{ID: "M1", Key: "CM-1", Name: "Locked cabinet"}, State: risk.MeasureExisting, Expires: "2027-06-01",
			Zones: []plant.ZoneID{"Z-01"}, Requirements: []string{"SR 2.1"}}},
		Specifications: []risk.Specification{{Head: risk.Head{ID: "SP", Key: "CRS-1"}}},
		Approvals: []risk.Approval{{Head: risk.Head{ID: "AP", Key: "AP-1"}, Specification: "SP", ReviewBy: "2027-01-15",
			Signed: risk.Signature{By: "mia@x.example", Name: "Mia", At: day("2026-01-15")}}},
		Scenarios: []risk.Scenario{{Head: risk.Head{ID: "SC", Key: "SC-1"}, Zone: "Z-01"}},
	}
	in.Risk.Scenarios = []risk.ScenarioResult{{ID: "SC", Key: "SC-1", Subject: zoneOf("Z-01"),
		Unmitigated: risk.Rating{Rank: 3, Band: "high"}, Existing: risk.Rating{Rank: 2, Band: "medium"}, Residual: risk.Rating{Rank: 1, Band: "low"}}}
	in.Risk.Subjects = []risk.SubjectRisk{{Subject: zoneOf("Z-01"), Key: "Z-01", Today: risk.WithinTolerable, Existing: risk.StageCount{By: "SC"}}}
	in.Companies = []supply.Company{
		{Head: head("CO-1"), Critical: true, Keys: []supply.PartnerKey{{Fingerprint: "AA:BB", Trusted: true}}}, {Head: head("CO-2"), Own: true}}
	in.Companies[0].Name = "Acme"
	in.Products = []supply.Product{{Head: head("PD-1"), Company: "CO-1", Vendor: "Acme", Model: "X1", Release: "2.0", Types: []catalog.ComponentType{catalog.EmbeddedDevice},
		SupportEnds: "2030-01-01", SecurityEnds: "2029-01-01"}}
	in.Certificates = []supply.Certificate{
		{Head: head("CT-1"), Product: "PD-1", Level: 2, Issued: "2025-01-01", Expires: "2028-01-01"},
		{Head: head("CT-2"), Company: "CO-1", Maturity: 3, Issued: "2025-01-01", Expires: "2028-01-01"}}
	in.Capable = map[supply.ID]sl.Vector{"PD-1": sl.Uniform(2)}
	in.Claims = []assess.Claim{{Verdict: assess.Verdict{Subject: productOf("PD-1"), Set: catalog.ComponentRequirements, Requirement: "CR 1.1", State: assess.Met,
		Proofs: []assess.EvidenceID{"EV-1"}, Assessor: "Acme product security"}}}
	in.Packages = []supply.Package{
		{Head: head("PK-1"), Kind: supply.Requirements, Direction: supply.Outgoing, State: "sent", Digest: "d1"},
		{Head: head("PK-2"), Kind: supply.AsBuilt, Direction: supply.Incoming, State: "accepted", Company: "CO-1", Trusted: true, Fingerprint: "AA:BB", Answers: "d1", From: "Acme"}}
	in.Replies = []supply.Reply{{Head: head("RP-1"), Package: "PK-1", State: "sent", Lines: []supply.ReplyLine{
		{Line: "Z-01/SR 1.1", Answer: "comply", Products: []supply.ID{"PD-1"}}, {Line: "Z-01/SR 1.2", Answer: "deviate", Reason: "no room"}}}}
	in.Tests = []supply.Test{{Head: head("TE-1"), Package: "PK-1", Line: "Z-01/SR 1.1", Result: "passed", HoldPoint: true, By: "Ivo", Witness: "Olga", On: "2026-09-01"}}
	in.People = []xray.Person{{ID: "u1", Name: "Kim", Email: "kim@x.example"}, {Name: "Olga", Email: "olga@x.example"}, {Name: "Mia", Email: "mia@x.example"},
		{ID: "u4", Name: "Gus", Email: "gus@x.example", Disabled: true}, {Name: "Ivo", Email: "ivo@acme.example", Partner: true}}
	in.Confirmed = map[plant.AssetID]plant.Date{"A-1": "2026-11-01", "A-2": "2026-11-01", "A-3": "2026-11-01"}
	in.Traffic = []proof.ZoneTraffic{{From: "Z-02", To: "Z-01", Flows: 3, Conduit: true, Allowed: true}}
	w := &whole{in}
	w.put(zoneOf("Z-01"), "SR 1.1", assess.Met)
	w.put(zoneOf("Z-02"), "SR 1.1", assess.Met)
	return w
}

// put answers a requirement of the system; the proof is one that counts.
func (w *whole) put(s assess.Subject, id catalog.RequirementID, state assess.State) *assess.Verdict {
	return w.answer(s, system, id, state)
}

func (w *whole) answer(s assess.Subject, set catalog.SetID, id catalog.RequirementID, state assess.State) *assess.Verdict {
	w.Verdicts = append(w.Verdicts, assess.Verdict{Subject: s, Set: set, Requirement: id, State: state, Assessor: "Kim", AssessedOn: "2026-11-01"})
	v := &w.Verdicts[len(w.Verdicts)-1]
	switch state {
	case assess.Compensated:
		v.Compensating, v.Expires, v.Proofs = "CM-1", "2027-03-01", []assess.EvidenceID{"EV-1"}
	case assess.NotApplied:
		v.Compensating, v.Expires, v.Function, v.Reason, v.Approver, v.Proofs = "CM-1", "2027-03-01", "F-1", "it would stop", "Mia", []assess.EvidenceID{"EV-1"}
	case assess.NotApplicable:
		v.Reason, v.Approver = "no radio", "Mia"
	case assess.Met, assess.ByComponents:
		v.Proofs = []assess.EvidenceID{"EV-1"}
	}
	return v
}

func (w *whole) inherit(s assess.Subject, id catalog.RequirementID, from assess.Subject) *assess.Verdict {
	v := w.put(s, id, assess.Inherited)
	v.From = &from
	return v
}

// rated answers a requirement of the security program.
func (w *whole) rated(maturity int, proofs ...assess.EvidenceID) *assess.Verdict {
	v := w.answer(site, program, "ORG 1.1", assess.Met)
	v.Maturity, v.Proofs = maturity, proofs
	return v
}

// reach makes a zone reach its target.
func (w *whole) reach(zone string) *assess.SubjectPosture {
	i := slices.IndexFunc(w.Posture.Subjects, func(p assess.SubjectPosture) bool { return p.Subject == zoneOf(zone) })
	p := &w.Posture.Subjects[i]
	p.Steps, p.Achieved = 0, sl.Uniform(2)
	for i := range p.FRs {
		p.FRs[i].Achieved = 2
	}
	return p
}

func (w *whole) evidence(key string) *proof.Evidence {
	i := slices.IndexFunc(w.Evidence, func(e proof.Evidence) bool { return e.Key == key })
	return &w.Evidence[i]
}

// sign is an assessment that Mia signed, of what stands.
func (w *whole) sign() *proof.Assessment {
	r := proof.Result{On: "2026-11-02", By: "kim@x.example", Answered: []string{"Kim"}, Subjects: []proof.SubjectResult{{Site: "S", Subject: zoneOf("Z-01"), Key: "Z-01",
		Answers: []proof.ResultLine{{Requirement: "SR 1.1", State: assess.Met, Holds: true}}}}}
	r.Digest = r.Sum()
	w.Assessments = append(w.Assessments, proof.Assessment{Head: head("AM-1"), Set: system, State: proof.Signed, Due: "2026-11-30",
		Parts: []proof.Part{{Site: "S", Assessor: "Kim"}}, Result: &r, Review: &proof.Signature{By: "mia@x.example", Name: "Mia", At: day("2026-11-03"), Digest: r.Digest}})
	return &w.Assessments[len(w.Assessments)-1]
}
