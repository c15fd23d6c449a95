package assess_test

import (
	"fmt"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// large is a site of 10,000 assets, 200 zones, 260 conduits and 20,000
// verdicts, a tenth of them inherited from the site or from a neighbour.
func large() assess.Input {
	const nZones, nConduits, nAssets, nVerdicts = 200, 260, 10_000, 20_000
	var site plant.Site
	for i := range nZones {
		site.Zones = append(site.Zones, zone(fmt.Sprintf("Z-%03d", i), sl.Vector{2, 2, 2, 1, sl.Level(2 + i%2), 2, 2}))
	}
	for i := range nConduits {
		site.Conduits = append(site.Conduits, conduit(fmt.Sprintf("C-%03d", i), site.Zones[i%nZones], site.Zones[(i*7+1)%nZones], sl.Uniform(2)))
	}
	for i := range nAssets {
		site.Assets = append(site.Assets, plant.Asset{ID: plant.AssetID(fmt.Sprint("id-A-", i)), Key: fmt.Sprint("A-", i), Zone: site.Zones[i%nZones].ID})
	}
	in := input(site)
	rs := in.Set.Requirements
	subject := func(i int) assess.Subject {
		if i < nZones {
			return assess.Subject{Kind: assess.OfZone, ID: string(site.Zones[i].ID)}
		}
		return assess.Subject{Kind: assess.OfConduit, ID: string(site.Conduits[i-nZones].ID)}
	}
	for i := range nVerdicts {
		s, r := subject(i%(nZones+nConduits)), rs[i/(nZones+nConduits)]
		v := answer(s, r.ID, []assess.State{assess.Met, assess.Met, assess.Met, assess.Partly, assess.NotMet}[i%5])
		switch {
		case i%20 == 0:
			v = inherit(s, r.ID, ofSite)
		case i%20 == 10:
			v = inherit(s, r.ID, subject((i+1)%nZones))
		}
		in.Verdicts = append(in.Verdicts, v)
	}
	for _, r := range rs[:50] {
		in.Verdicts = append(in.Verdicts, answer(ofSite, r.ID, assess.Met))
	}
	return in
}

func BenchmarkPostureOf10000Assets200Zones20000Verdicts(b *testing.B) {
	in := large()
	b.ReportAllocs()
	for b.Loop() {
		if p := assess.Assess(in); p.Summary.Zones != 200 || p.Summary.Assets != 10_000 {
			b.Fatal(p.Summary)
		}
	}
}

func BenchmarkPostureAfterOneVerdict(b *testing.B) {
	e := assess.NewEngine(large())
	e.Posture()
	states := []assess.State{assess.Met, assess.NotMet}
	z := assess.Subject{Kind: assess.OfZone, ID: "id-Z-100"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.PutVerdict(answer(z, "SR 5.2", states[i%2]))
		e.Posture()
	}
}

// The worst single answer: one that a tenth of the site inherits.
func BenchmarkPostureAfterOneInheritedVerdict(b *testing.B) {
	e := assess.NewEngine(large())
	e.Posture()
	states := []assess.State{assess.NotMet, assess.Met}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.PutVerdict(answer(ofSite, "SR 1.1", states[i%2]))
		e.Posture()
	}
}

func BenchmarkPostureAfterOneTarget(b *testing.B) {
	e := assess.NewEngine(large())
	e.Posture()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.PutZone(zone("Z-100", sl.Uniform(sl.Level(1+i%4))))
		e.Posture()
	}
}

func BenchmarkAnswersOfOneZone(b *testing.B) {
	e := assess.NewEngine(large())
	e.Posture()
	z := assess.Subject{Kind: assess.OfZone, ID: "id-Z-100"}
	for b.Loop() {
		if a, _ := e.Answers(z); len(a) != catalog.SystemSet().Gate(4) {
			b.Fatal(len(a))
		}
	}
}
