package assess_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
)

// manyOptions are countermeasures that meet a few requirements at a few zones
// each, and some for the whole site, with prices near what they save: the hard
// kind of choice.
func manyOptions(in assess.Input, n int) []assess.Option {
	r := rand.New(rand.NewPCG(1, 2))
	var all []assess.Subject
	for _, z := range in.Site.Zones {
		all = append(all, assess.Subject{Kind: assess.OfZone, ID: string(z.ID)})
	}
	for _, c := range in.Site.Conduits {
		all = append(all, assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)})
	}
	options := make([]assess.Option, n)
	for i := range options {
		o := assess.Option{ID: fmt.Sprint("countermeasure:", i), Name: fmt.Sprint("CM-", i), Subjects: all}
		if i%10 > 0 {
			o.Subjects = nil
			for range 2 + r.IntN(20) {
				o.Subjects = append(o.Subjects, all[r.IntN(len(all))])
			}
		}
		for range 1 + r.IntN(6) {
			o.Requirements = append(o.Requirements, in.Set.Requirements[r.IntN(len(in.Set.Requirements))].ID)
		}
		// About half of it is missing anywhere, at some 100 a piece.
		o.Cost = float64(len(o.Subjects)*len(o.Requirements)) * (20 + 40*r.Float64())
		o.Shutdown, o.Hours = i%3 == 0, 4
		options[i] = o
	}
	return options
}

// BenchmarkRoadmapOf200Zones lifts 200 zones and 260 conduits to their targets
// with 200 countermeasures at hand. The goal is 2 s.
func BenchmarkRoadmapOf200Zones(b *testing.B) {
	in := large()
	ask := assess.RoadmapAsk{
		Costs: assess.Costs{Default: &assess.Price{Cost: 100, Effort: 1}, FRs: map[string]assess.Price{"FR 5": {Cost: 250, Effort: 3, Shutdown: true, Hours: 2}},
			Requirements: map[catalog.RequirementID]assess.Price{"SR 1.1": {Cost: 180}}},
		DayRate: 10, EffortPerWeek: 200,
		Windows: []assess.Window{{"2027-01-01", 48}, {"2027-06-01", 96}, {"2027-12-20", 240}},
	}
	options := manyOptions(in, 200)
	e := assess.NewEngine(in)
	e.Posture()
	var m assess.Roadmap
	for b.Loop() {
		var err error
		if m, err = e.Roadmap(ask, options); err != nil {
			b.Fatal(err)
		}
	}
	if len(m.Steps) == 0 || m.Total.Weight < m.Proof.Bound {
		b.Fatalf("%d steps, %+v", len(m.Steps), m.Proof)
	}
	b.ReportMetric(float64(len(m.Steps)), "steps")
	b.ReportMetric(100*m.Proof.Gap, "gap-%")
}
