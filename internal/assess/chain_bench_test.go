package assess_test

import (
	"fmt"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// chained is the large site with every zone made of components: 10,000 assets of
// 40 products, the first of which is installed 500 times, each product claiming
// some 90 requirements, each tenth asset with answers of its own; and each zone
// answering a third of its requirements by its components.
func chained() assess.Input {
	in := large()
	set := catalog.ComponentSet()
	in.Components = assess.ComponentInput{Set: set}
	typed := catalog.ComponentTypes
	for p := range 40 {
		product := assess.Product{ID: fmt.Sprint("PD-", p), Key: fmt.Sprint("PD-", p), Types: typed[p%4 : p%4+1], Aim: 3}
		in.Components.Products = append(in.Components.Products, product)
		for i, q := range set.For(product.Types) {
			if (i+p)%13 == 0 {
				continue
			}
			in.Components.Claims = append(in.Components.Claims, assess.Claim{Verdict: claim(assess.Subject{Kind: assess.OfProduct, ID: product.ID}, q.ID, assess.Met)})
		}
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		product := i % 20 * 2 // every 20th of 10,000 is 500 times
		if i%20 != 0 {
			product += i / 20 % 2
		}
		x := assess.Component{Asset: a.ID, Key: a.Key, Zone: in.Site.Zones[(i/20+i)%len(in.Site.Zones)].ID, Product: fmt.Sprint("PD-", product)}
		in.Components.Components = append(in.Components.Components, x)
		if i%10 == 3 {
			s := assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}
			in.Verdicts = append(in.Verdicts, claim(s, "CR 1.1", assess.NotMet), claim(s, "CR 6.1", assess.Met))
		}
	}
	for i := range in.Site.Conduits {
		c := &in.Site.Conduits[i]
		c.Devices = []plant.AssetID{in.Site.Assets[i].ID}
	}
	for i, z := range in.Site.Zones {
		for r, q := range in.Set.Requirements {
			if (r+i)%3 == 0 {
				v := answer(assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, q.ID, assess.ByComponents)
				in.Verdicts = append(in.Verdicts, v)
			}
		}
	}
	return in
}

func BenchmarkChainOf10000Assets200Zones90ComponentRequirements(b *testing.B) {
	in := chained()
	b.ReportAllocs()
	for b.Loop() {
		if p := assess.Assess(in); p.Subjects[0].Capable == nil {
			b.Fatal(p.Subjects[0].FRs[0].CapableReason)
		}
	}
}

func BenchmarkChainAfterOneVerdictOfAnAsset(b *testing.B) {
	e := assess.NewEngine(chained())
	e.Posture()
	states := []assess.State{assess.Met, assess.NotMet}
	s := assess.Subject{Kind: assess.OfAsset, ID: "id-A-100"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.PutVerdict(claim(s, "CR 2.1", states[i%2]))
		e.Posture()
	}
}

func BenchmarkChainAfterOneClaimOfAProductInstalled500Times(b *testing.B) {
	in := chained()
	installed := 0
	for _, x := range in.Components.Components {
		if x.Product == "PD-0" {
			installed++
		}
	}
	if installed != 500 {
		b.Fatalf("the product is installed %d times", installed)
	}
	e := assess.NewEngine(in)
	e.Posture()
	states := []assess.State{assess.NotMet, assess.Met}
	s := assess.Subject{Kind: assess.OfProduct, ID: "PD-0"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.PutClaim(assess.Claim{Verdict: claim(s, "CR 2.1", states[i%2])})
		e.Posture()
	}
}

func BenchmarkChainAfterOneAsset(b *testing.B) {
	in := chained()
	e := assess.NewEngine(in)
	e.Posture()
	x := in.Components.Components[77]
	zones := [2]plant.ZoneID{in.Site.Zones[3].ID, x.Zone}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Zone = zones[i%2]
		e.PutAsset(x)
		e.Posture()
	}
}

func BenchmarkChainForkAndOneAsset(b *testing.B) {
	in := chained()
	e := assess.NewEngine(in)
	e.Posture()
	for b.Loop() {
		f := e.Fork()
		f.DropAsset(in.Components.Components[77].Asset)
		f.Posture()
	}
}
