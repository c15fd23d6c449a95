package trace_test

import (
	"fmt"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/trace"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// large is a site of 200 zones, 10,000 assets and 20,000 verdicts with 5,000
// evidences and 9,000 claims.
func large() trace.Input {
	in := plantInput()
	set, component := catalog.SystemSet(), catalog.ComponentSet()
	states := []assess.State{assess.Met, assess.ByComponents, assess.NotMet, assess.Inherited}
	for i := range 200 {
		id := plant.ZoneID(fmt.Sprintf("y%d", i))
		in.Site.Zones = append(in.Site.Zones, plant.Zone{ID: id, Key: fmt.Sprintf("Y-%d", i), Target: &plant.Target{Vector: sl.Uniform(2)}})
		in.Register.Scenarios = append(in.Register.Scenarios, risk.Scenario{Head: risk.Head{ID: risk.ID(id), Key: "SC-" + string(id)}, Zone: id, WorstCase: "w1"})
		for k := range 100 {
			v := assess.Verdict{Subject: zoneOf(string(id)), Set: set.ID, Requirement: set.Requirements[k].ID, State: states[(i+k)%4], Proofs: []assess.EvidenceID{assess.EvidenceID(fmt.Sprint("x", (i*100+k)%5000))}}
			if v.State == assess.Inherited {
				v.From = &conduit
			}
			in.Verdicts = append(in.Verdicts, v)
		}
	}
	for i := range 5000 {
		in.Evidence = append(in.Evidence, proof.Evidence{Head: head(fmt.Sprint("x", i), fmt.Sprint("X-", i)), Effective: "2026-10-01", Links: []string{"x"}})
	}
	for i := range 100 {
		id := supply.ID(fmt.Sprint("q", i))
		in.Products = append(in.Products, supply.Product{Head: head(string(id), "Q-"+string(id)), Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
		for _, q := range component.Requirements[:90] {
			in.Claims = append(in.Claims, assess.Claim{Verdict: assess.Verdict{Subject: assess.Subject{Kind: assess.OfProduct, ID: string(id)}, Set: component.ID, Requirement: q.ID, State: assess.Met}})
		}
	}
	for i := range 10_000 {
		id := plant.AssetID(fmt.Sprint("b", i))
		in.Site.Assets = append(in.Site.Assets, plant.Asset{ID: id, Key: fmt.Sprint("B-", i), Zone: plant.ZoneID(fmt.Sprintf("y%d", i%200)), Type: plant.EmbeddedDevice})
		in.Installed[id] = supply.ID(fmt.Sprint("q", i%100))
	}
	return in
}

// BenchmarkBuild lays a large record out. Goal: 150 ms.
func BenchmarkBuild(b *testing.B) {
	in := large()
	for b.Loop() {
		trace.Build(in)
	}
}

// BenchmarkChain walks from a scenario to its proofs, and from a claim of a
// product that stands everywhere to the risks. Goal: 100 ms.
func BenchmarkChain(b *testing.B) {
	x := trace.Build(large())
	for b.Loop() {
		x.Chain(trace.Ref{Kind: trace.Scenario, ID: "y5"})
		x.Chain(claim("q5", "CR 1.5"))
	}
}

func FuzzAround(f *testing.F) {
	f.Add("requirement", "zone:z1/iec-62443-3-3:2013/SR 1.1", 2)
	f.Add("target", "zone:z1", 1)
	f.Add("claim", "product:p1/iec-62443-4-2:2019/CR 1.5", 4)
	f.Add("scenario", "sc1", -1)
	x := trace.Build(plantInput())
	f.Fuzz(func(t *testing.T, kind, id string, depth int) {
		r := trace.Ref{Kind: trace.Kind(kind), ID: id}
		g, ok := x.Around(r, depth)
		if ok && (len(g.Nodes) == 0 || g.Nodes[0].Ref != r) {
			t.Errorf("looking around %v shows %d nodes", r, len(g.Nodes))
		}
		if _, there := x.Chain(r); there != ok {
			t.Errorf("%v is a node for one walk only", r)
		}
	})
}
