package trace_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/trace"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

const (
	today  = plant.Date("2026-11-24")
	system = catalog.SystemRequirements
	parts  = catalog.ComponentRequirements
)

func zoneOf(id string) assess.Subject  { return assess.Subject{Kind: assess.OfZone, ID: id} }
func assetOf(id string) assess.Subject { return assess.Subject{Kind: assess.OfAsset, ID: id} }

var conduit = assess.Subject{Kind: assess.OfConduit, ID: "c1"}

func sr(s assess.Subject, id catalog.RequirementID) trace.Ref {
	return trace.RequirementAt(s, system, id)
}

func cr(asset string, id catalog.RequirementID) trace.Ref {
	return trace.RequirementAt(assetOf(asset), parts, id)
}

func claim(product string, id catalog.RequirementID) trace.Ref {
	return trace.Ref{Kind: trace.Claim, ID: "product:" + product + "/" + string(parts) + "/" + string(id)}
}

func head(id, key string) supply.Head {
	return supply.Head{ID: supply.ID(id), Key: key, Name: "Name of " + key}
}

// plantInput is a control zone with one scenario, its target and its answers, of
// which each goes another way.
func plantInput() trace.Input {
	in := trace.Input{Today: today, Sets: []*catalog.Set{catalog.SystemSet(), catalog.ComponentSet()}}
	in.Site.ID, in.Site.Key = "s1", "S"
	in.Site.Zones = []plant.Zone{
		{ID: "z1", Key: "Z-01", Name: "Press", Kind: plant.ZoneControl, Target: &plant.Target{Vector: sl.Uniform(2), Approver: "Mia", ApprovedOn: "2026-01-01"}},
		{ID: "z2", Key: "Z-02", Name: "Yard", Kind: plant.ZoneOther}}
	in.Site.Conduits = []plant.Conduit{{ID: "c1", Key: "C-01", Name: "Press link", From: "z1", To: "z2", Devices: []plant.AssetID{"fw"}}}
	in.Site.Assets = []plant.Asset{
		{ID: "a1", Key: "PLC-1", Zone: "z1", Type: plant.EmbeddedDevice}, {ID: "a2", Key: "PLC-2", Zone: "z1", Type: plant.EmbeddedDevice},
		{ID: "fw", Key: "FW-1", Zone: "z2", Type: plant.NetworkDevice}}
	in.Installed = map[plant.AssetID]supply.ID{"a1": "p1"}
	in.Register = risk.Register{
		WorstCases: []risk.WorstCase{{Head: risk.Head{ID: "w1", Key: "WC-1", Name: "Press closes on a hand"}}},
		Countermeasures: []risk.Countermeasure{{Head: risk.Head{ID: "m1", Key: "CM-1", Name: "Light curtain"}, State: risk.MeasureExisting,
			Zones: []plant.ZoneID{"z1"}, Requirements: []string{"SR 3.1"}}},
		Scenarios: []risk.Scenario{{Head: risk.Head{ID: "sc1", Key: "SC-1", Name: "Somebody forces the press"}, Zone: "z1", WorstCase: "w1",
			Safeguards: []risk.Safeguard{{Countermeasure: "m1"}, {Name: "guard"}}},
			{Head: risk.Head{ID: "sc2", Key: "SC-2", Name: "Somebody listens in"}, Conduit: "c1", Safeguards: []risk.Safeguard{{Countermeasure: "m1"}}}},
	}
	in.Risk.Scenarios = []risk.ScenarioResult{{ID: "sc1", Key: "SC-1", Subject: zoneOf("z1"), Residual: risk.Rating{Rank: 1, Band: "medium", Why: "It is medium."}},
		{ID: "sc2", Key: "SC-2", Subject: conduit, Residual: risk.Rating{Rank: -1, Why: "It is not rated."}}}
	in.Risk.WorstCases = []risk.WorstCaseResult{{ID: "w1", Key: "WC-1", Consequence: 4, Why: "Its own rating is 4."}}
	answer := func(s assess.Subject, id catalog.RequirementID, state assess.State, change func(*assess.Verdict)) {
		v := assess.Verdict{ID: assess.VerdictID(s.ID + string(id)), Subject: s, Set: system, Requirement: id, State: state}
		if s.Kind == assess.OfAsset {
			v.Set = parts
		}
		if change != nil {
			change(&v)
		}
		in.Verdicts = append(in.Verdicts, v)
	}
	answer(zoneOf("z1"), "SR 1.1", assess.Met, func(v *assess.Verdict) { v.Proofs = []assess.EvidenceID{"e1"} })
	answer(zoneOf("z1"), "SR 1.2", assess.Met, nil)
	answer(zoneOf("z1"), "SR 1.3", assess.Compensated, func(v *assess.Verdict) { v.Compensating, v.Expires = "CM-1", "2027-01-01" })
	answer(zoneOf("z1"), "SR 5.2", assess.Inherited, func(v *assess.Verdict) { v.From = &conduit })
	answer(conduit, "SR 5.2", assess.Met, func(v *assess.Verdict) { v.Evidence = []string{"rule list"} })
	answer(zoneOf("z1"), "SR 1.5", assess.ByComponents, nil)
	answer(zoneOf("z1"), "SR 2.1", assess.Met, func(v *assess.Verdict) { v.Proofs = []assess.EvidenceID{"e2"} })
	in.Products = []supply.Product{{Head: head("p1", "PD-1"), Vendor: "Acme", Model: "X1", Types: []catalog.ComponentType{catalog.EmbeddedDevice}}}
	in.Certificates = []supply.Certificate{{Head: head("ct1", "CT-1"), Product: "p1", Level: 2, Expires: "2028-01-01", Proof: "e1"}}
	in.Claims = []assess.Claim{{Verdict: assess.Verdict{ID: "k1", Subject: assess.Subject{Kind: assess.OfProduct, ID: "p1"}, Set: parts, Requirement: "CR 1.5", State: assess.Met, Assessor: "Acme"}}}
	in.Tests = []supply.Test{{Head: head("t1", "TE-1"), Line: "Z-01/SR 1.1", Result: "passed", On: "2026-09-01", Proofs: []assess.EvidenceID{"e1"}}}
	file := proof.File{Revision: 1, Name: "a.pdf", At: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}
	in.Evidence = []proof.Evidence{{Head: head("e1", "EV-1"), Files: []proof.File{file}}, {Head: head("e2", "EV-2"), Files: []proof.File{file}, Expires: "2026-11-01"}}
	in.Assessments = []proof.Assessment{{Head: head("am1", "AM-1"), Set: system, State: proof.Signed, Review: &proof.Signature{Name: "Mia", At: file.At},
		Result: &proof.Result{Subjects: []proof.SubjectResult{{Site: "s1", Subject: zoneOf("z1"), Answers: []proof.ResultLine{{Requirement: "SR 1.1", State: assess.Met}}}}}}}
	in.Findings = []plant.Finding{{ID: "zone-no-owner/z1", Rule: "zone-no-owner", Kind: "zone", Record: "z1", Key: "Z-01", Title: "A zone has no owner", Text: "Nobody answers for zone Z-01."}}
	in.XRays = []xray.XRay{{Finding: plant.Finding{ID: "xray-answer-unproven/z1/x", Rule: "answer-unproven", Kind: "answer", Record: "z1", Key: "zone Z-01 FR 1", Title: "t", Text: "x."},
		Set: system, Requirements: []catalog.RequirementID{"SR 1.2"}, Records: []xray.Record{{Kind: "answer", ID: "z1"}, {Kind: "zone", ID: "z1"}}}}
	chain := assess.NewChain(assess.ComponentInput{
		Set: catalog.ComponentSet(), Today: today, Claims: in.Claims, Products: []assess.Product{{ID: "p1", Key: "PD-1", Types: in.Products[0].Types}},
		Components: []assess.Component{
			{Asset: "a1", Key: "PLC-1", Zone: "z1", Types: in.Products[0].Types, Product: "p1"}, {Asset: "a2", Key: "PLC-2", Zone: "z1", Types: in.Products[0].Types}},
	})
	in.Component, in.Capability = chain.Asset, chain.Capability
	base := assess.Input{Site: in.Site, Verdicts: in.Verdicts, Set: catalog.SystemSet(), Today: today}
	in.Posture = assess.Assess(base)
	in.Answers = func(s assess.Subject) ([]assess.Answer, bool) { return assess.Answers(base, s) }
	return in
}

func TestEachRelationIsWalkedBothWays(t *testing.T) {
	x := trace.Build(plantInput())
	zone, target := trace.Ref{Kind: trace.Zone, ID: "z1"}, trace.TargetOf(zoneOf("z1"))
	scenario, measure := trace.Ref{Kind: trace.Scenario, ID: "sc1"}, trace.Ref{Kind: trace.Countermeasure, ID: "m1"}
	product, evidence := trace.Ref{Kind: trace.Product, ID: "p1"}, trace.Ref{Kind: trace.Evidence, ID: "e1"}
	certificate, test := trace.Ref{Kind: trace.Certificate, ID: "ct1"}, trace.Ref{Kind: trace.Test, ID: "t1"}
	for _, e := range []trace.Edge{
		{From: trace.Ref{Kind: trace.WorstCase, ID: "w1"}, To: scenario, Verb: "comes about by", Back: "leads to"},
		{From: scenario, To: zone, Verb: "threatens", Back: "is threatened by"},
		{From: scenario, To: target, Verb: "is held down by", Back: "holds down"},
		{From: scenario, To: measure, Verb: "is held down by", Back: "holds down"},
		{From: zone, To: target, Verb: "is to reach", Back: "is the target of"},
		{From: zone, To: trace.Ref{Kind: trace.Asset, ID: "a1"}, Verb: "holds", Back: "stands in"},
		{From: target, To: sr(zoneOf("z1"), "SR 1.1"), Verb: "asks for", Back: "is asked for by"},
		{From: sr(zoneOf("z1"), "SR 5.2"), To: sr(conduit, "SR 5.2"), Verb: "is inherited from", Back: "is inherited by"},
		{From: sr(zoneOf("z1"), "SR 1.3"), To: measure, Verb: "is made up for by", Back: "stands in for"},
		{From: sr(zoneOf("z1"), "SR 3.1"), To: measure, Verb: "is helped by", Back: "helps to meet"},
		{From: sr(zoneOf("z1"), "SR 1.5"), To: cr("a1", "CR 1.5"), Verb: "rests on", Back: "carries"},
		{From: trace.Ref{Kind: trace.Asset, ID: "a1"}, To: product, Verb: "is a", Back: "is installed as"},
		{From: trace.Ref{Kind: trace.Asset, ID: "a1"}, To: cr("a1", "CR 1.5"), Verb: "has to meet", Back: "is asked of"},
		{From: cr("a1", "CR 1.5"), To: claim("p1", "CR 1.5"), Verb: "is claimed by", Back: "is the claim for"},
		{From: product, To: claim("p1", "CR 1.5"), Verb: "claims", Back: "is claimed of"},
		{From: product, To: certificate, Verb: "is certified by", Back: "certifies"},
		{From: claim("p1", "CR 1.5"), To: certificate, Verb: "is backed by", Back: "backs"},
		{From: certificate, To: evidence, Verb: "is shown by", Back: "shows"},
		{From: sr(zoneOf("z1"), "SR 1.1"), To: test, Verb: "is tested by", Back: "tests"},
		{From: test, To: evidence, Verb: "is shown by", Back: "shows"},
		{From: sr(zoneOf("z1"), "SR 1.1"), To: evidence, Verb: "is shown by", Back: "shows"},
		{From: sr(zoneOf("z1"), "SR 1.1"), To: trace.Ref{Kind: trace.Assessment, ID: "am1"}, Verb: "was assessed in", Back: "assessed"},
		{From: zone, To: trace.Ref{Kind: trace.Finding, ID: "zone-no-owner/z1"}, Verb: "is spoken against by", Back: "speaks against"},
		{From: sr(zoneOf("z1"), "SR 1.2"), To: trace.Ref{Kind: trace.XRay, ID: "xray-answer-unproven/z1/x"}, Verb: "is contradicted by", Back: "contradicts"},
	} {
		for _, from := range []trace.Ref{e.From, e.To} {
			g, ok := x.Around(from, 1)
			if !ok || g.Nodes[0].Ref != from {
				t.Errorf("there is no node %v", from)
			} else if !slices.Contains(g.Edges, e) {
				t.Errorf("from %v nothing leads over %q and %q from %v to %v", from, e.Verb, e.Back, e.From, e.To)
			}
		}
	}
}

func TestEveryEdgeHasAnOtherEnd(t *testing.T) {
	x := trace.Build(plantInput())
	seen := map[trace.Ref]bool{}
	queue := x.Find(trace.Scenario)
	kinds := map[trace.Kind]bool{}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		if seen[r] {
			continue
		}
		seen[r], kinds[r.Kind] = true, true
		g, ok := x.Around(r, 1)
		if !ok {
			t.Fatalf("an edge leads to %v, which is no node", r)
		}
		n := g.Nodes[0]
		up, down := 0, 0
		for _, e := range g.Edges {
			if e.To == r {
				up++
			}
			if e.From == r {
				down++
			}
		}
		if up != n.Up || down != n.Down {
			t.Errorf("%v leads up to %d and down to %d, but seen from the other ends it is %d and %d", r, n.Up, n.Down, up, down)
		}
		if n.Key == "" || n.Why == "" {
			t.Errorf("%v has key %q and why %q", r, n.Key, n.Why)
		}
		for _, other := range g.Nodes[1:] {
			queue = append(queue, other.Ref)
		}
	}
	for _, k := range trace.Kinds {
		if !kinds[k] {
			t.Errorf("no way from the scenario leads to a %s", k)
		}
	}
}

func TestTheChainGoesFromTheRiskToTheProof(t *testing.T) {
	x := trace.Build(plantInput())
	kinds := func(g trace.Graph) map[trace.Kind]int {
		n := map[trace.Kind]int{}
		for _, node := range g.Nodes {
			n[node.Kind]++
		}
		return n
	}
	down, _ := x.Chain(trace.Ref{Kind: trace.WorstCase, ID: "w1"})
	if n := kinds(down); n[trace.Scenario] != 1 || n[trace.Target] != 1 || n[trace.Requirement] < 37 || n[trace.Claim] != 1 || n[trace.Evidence] != 2 || n[trace.Certificate] != 1 || n[trace.Asset] != 0 {
		t.Errorf("down from the worst case lie %v", n)
	}
	up, _ := x.Chain(trace.Ref{Kind: trace.Evidence, ID: "e1"})
	if n := kinds(up); n[trace.WorstCase] != 1 || n[trace.Scenario] != 1 || n[trace.Target] != 1 || n[trace.Test] != 1 || n[trace.Certificate] != 1 || n[trace.Product] != 1 {
		t.Errorf("up from the evidence lie %v", n)
	}
	if down.Cut != "" || up.Cut != "" {
		t.Errorf("a small site is cut: %q %q", down.Cut, up.Cut)
	}
}

func TestGapsAreNamed(t *testing.T) {
	x := trace.Build(plantInput())
	for _, c := range []struct {
		at    trace.Ref
		state string
		holds bool
		why   string
		gap   string
	}{
		{sr(zoneOf("z1"), "SR 1.1"), "met", true, "It is met.", ""},
		{sr(zoneOf("z1"), "SR 1.2"), "met", true, "It is met.", "No evidence for SR 1.2 at zone Z-01."},
		{sr(zoneOf("z1"), "SR 2.1"), "met", true, "It is met.", "No evidence for SR 2.1 at zone Z-01 counts today."},
		{sr(zoneOf("z1"), "SR 7.1"), "unanswered", false, "It is unanswered.", "No answer to SR 7.1 at zone Z-01."},
		{sr(zoneOf("z1"), "SR 1.1 RE 2"), "unanswered", false, "It is unanswered.", ""}, // SL-T does not ask for it
		{sr(zoneOf("z1"), "SR 1.3"), "compensated", true, "It is compensated by CM-1 until 2027-01-01.", "No evidence for SR 1.3 at zone Z-01."},
		{sr(zoneOf("z1"), "SR 5.2"), "inherited", true, "It is inherited from conduit C-01.", ""},
		{sr(conduit, "SR 5.2"), "met", true, "It is met.", ""}, // its evidence is named in words
		{cr("a1", "CR 1.5"), "met", true, "It is met.", ""},
		{cr("a1", "CR 1.1"), "unanswered", false, "It is unanswered.", "No claim for CR 1.1 of product PD-1."},
		{cr("a2", "CR 1.5"), "unanswered", false, "It is unanswered: no product of the library matches.", "No product of the library for asset PLC-2, so no claim for CR 1.5."},
		{claim("p1", "CR 1.5"), "met", true, "It is claimed to be met by Acme.", ""}, // a certificate backs it
		{trace.Ref{Kind: trace.Countermeasure, ID: "m1"}, "existing", true, "It is in place.", "No evidence for countermeasure CM-1."},
		{trace.Ref{Kind: trace.Scenario, ID: "sc1"}, "residual risk medium", false, "It is medium.", ""},
		{trace.Ref{Kind: trace.Evidence, ID: "e2"}, "expired", false, "It expired on 2026-11-01: collect it anew.", ""},
		{trace.Ref{Kind: trace.Certificate, ID: "ct1"}, "in force, SL 2", true, "It is in force until 2028-01-01.", ""},
		{trace.Ref{Kind: trace.Test, ID: "t1"}, "passed", true, "It passed on 2026-09-01.", ""},
		{trace.Ref{Kind: trace.Assessment, ID: "am1"}, "signed", true, "Mia signed it on 2026-10-01.", ""},
	} {
		n, ok := x.Node(c.at)
		if !ok || n.Holds == nil {
			t.Errorf("there is no node %v that holds or does not", c.at)
			continue
		}
		got := fmt.Sprint(n.State, *n.Holds, n.Why, n.Gap)
		if diff := cmp.Diff(fmt.Sprint(c.state, c.holds, c.why, c.gap), got); diff != "" {
			t.Errorf("%v: %s", c.at, diff)
		}
	}
	for name, c := range map[string]struct {
		change func(*trace.Input)
		at     trace.Ref
		gap    string
	}{
		"a zone with a scenario has a target": {func(in *trace.Input) { in.Site.Zones[0].Target = nil; in.Posture.Subjects[0].Target = nil }, trace.Ref{Kind: trace.Zone, ID: "z1"}, "No target for zone Z-01, where 1 scenario happens."},
		"something holds a scenario down": {func(in *trace.Input) { in.Site.Zones[0].Target, in.Register.Scenarios[0].Safeguards = nil, nil }, trace.Ref{Kind: trace.Scenario, ID: "sc1"},
			"Nothing holds scenario SC-1 down: zone Z-01 has no target, and no safeguard is named."},
		"a target is approved":                      {func(in *trace.Input) { in.Site.Zones[0].Target.Approver = "" }, trace.TargetOf(zoneOf("z1")), "Nobody approved the target of zone Z-01."},
		"an inheritance has an origin":              {func(in *trace.Input) { in.Verdicts = slices.Delete(in.Verdicts, 4, 5) }, sr(zoneOf("z1"), "SR 5.2"), "No answer to SR 5.2 at conduit C-01, from where zone Z-01 inherits it."},
		"what is inherited has to be answered":      {func(in *trace.Input) { in.Verdicts = slices.Delete(in.Verdicts, 4, 5) }, sr(conduit, "SR 5.2"), "No answer to SR 5.2 at conduit C-01."},
		"what stands in is in the register":         {func(in *trace.Input) { in.Verdicts[2].Compensating = "the guard" }, sr(zoneOf("z1"), "SR 1.3"), "No countermeasure of the register for SR 1.3 at zone Z-01."},
		"components are there":                      {func(in *trace.Input) { in.Site.Assets = nil }, sr(zoneOf("z1"), "SR 1.5"), "No components for SR 1.5 at zone Z-01."},
		"a product has claims":                      {func(in *trace.Input) { in.Claims = nil }, trace.Ref{Kind: trace.Product, ID: "p1"}, "No claims of product PD-1."},
		"a claim has a certificate or evidence":     {func(in *trace.Input) { in.Certificates = nil }, claim("p1", "CR 1.5"), "Neither evidence nor certificate for CR 1.5 of product PD-1."},
		"a worst case comes about by something":     {func(in *trace.Input) { in.Register.Scenarios = nil }, trace.Ref{Kind: trace.WorstCase, ID: "w1"}, "No scenario says how worst case WC-1 comes about."},
		"a test that passed shows that it did":      {func(in *trace.Input) { in.Tests[0].Proofs = nil }, trace.Ref{Kind: trace.Test, ID: "t1"}, "No evidence for test TE-1."},
		"an asset of the inventory is some product": {func(in *trace.Input) {}, trace.Ref{Kind: trace.Asset, ID: "a2"}, "No product of the library for asset PLC-2."},
	} {
		in := plantInput()
		c.change(&in)
		g, ok := trace.Build(in).Around(c.at, 0)
		if !ok || len(g.Gaps) != 1 || g.Gaps[0].Text != c.gap {
			t.Errorf("%s: %+v", name, g.Gaps)
		}
	}
}

func TestClosedEvidenceIsNotWalkedOver(t *testing.T) {
	in := plantInput()
	in.Sees = func(r trace.Ref) bool { return r.ID != "e1" }
	x := trace.Build(in)
	if _, ok := x.Node(trace.Ref{Kind: trace.Evidence, ID: "e1"}); ok {
		t.Error("a closed evidence is a node to begin at")
	}
	g, _ := x.Around(sr(zoneOf("z1"), "SR 1.1"), 4)
	for _, n := range g.Nodes {
		if n.ID == "e1" || strings.Contains(n.Why+n.Gap, "EV-1") {
			t.Errorf("it is told of at %v", n.Ref)
		}
		if n.Ref == sr(zoneOf("z1"), "SR 1.1") && n.Gap != "" {
			t.Errorf("that it is closed looks like a gap: %s", n.Gap)
		}
	}
}

func TestWhatIsNoNodeIsNotFound(t *testing.T) {
	x := trace.Build(plantInput())
	for _, r := range []trace.Ref{
		{}, {Kind: "pump", ID: "z1"}, {Kind: trace.Zone, ID: "z9"}, {Kind: trace.Target, ID: "z1"}, {Kind: trace.Target, ID: "zone:z2"}, {Kind: trace.Requirement, ID: "zone:z1/SR 1.1"},
		{Kind: trace.Requirement, ID: "zone:z1/iec-62443-3-3:2013/SR 99"}, {Kind: trace.Requirement, ID: "zone:z1//"}, sr(assetOf("a1"), "SR 1.1"), cr("a1", "NDR 1.6"), claim("p1", "CR 1.1"), claim("p9", "CR 1.5"),
	} {
		if _, ok := x.Chain(r); ok {
			t.Errorf("there is a node %v", r)
		}
		if _, ok := x.Around(r, 2); ok {
			t.Errorf("one can look around %v", r)
		}
	}
}

func TestALargeChainIsCutAndSaysSo(t *testing.T) {
	in := plantInput()
	for i := range 400 {
		in.Site.Assets = append(in.Site.Assets, plant.Asset{ID: plant.AssetID(fmt.Sprintf("b%d", i)), Key: fmt.Sprintf("B-%d", i), Zone: "z1", Type: plant.EmbeddedDevice})
	}
	x := trace.Build(in)
	g, _ := x.Chain(sr(zoneOf("z1"), "SR 1.5"))
	if len(g.Nodes) > 600 || !strings.Contains(g.Cut, "The way down is cut after 250 records") {
		t.Errorf("%d nodes, cut: %q", len(g.Nodes), g.Cut)
	}
	if g, _ = x.Around(trace.Ref{Kind: trace.Zone, ID: "z1"}, 1); !strings.Contains(g.Cut, "left out") || len(g.Nodes) != 300 {
		t.Errorf("%d nodes, cut: %q", len(g.Nodes), g.Cut)
	}
}
