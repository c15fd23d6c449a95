package risk

import (
	"slices"
	"strconv"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// rateSubjects gathers the risk of every zone and conduit.
func (r *rater) rateSubjects(functions []FunctionResult, scenarios []ScenarioResult) []SubjectRisk {
	at := r.functionsByZone()
	by := make(map[assess.Subject][]*ScenarioResult, len(r.zones)+len(r.conduits))
	for i := range scenarios {
		if scenarios[i].Counts() {
			by[scenarios[i].Subject] = append(by[scenarios[i].Subject], &scenarios[i])
		}
	}
	out := make([]SubjectRisk, 0, len(r.in.Site.Zones)+len(r.in.Site.Conduits))
	for i := range r.in.Site.Zones {
		z := &r.in.Site.Zones[i]
		x := SubjectRisk{Subject: assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, Key: z.Key, Name: z.Name, Safety: safetyZone(z)}
		r.gather(&x, at[z.ID], nil, functions, by[x.Subject])
		out = append(out, x)
	}
	sortSubjects(out)
	for i := range r.in.Site.Conduits {
		c := &r.in.Site.Conduits[i]
		x := SubjectRisk{Subject: assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}, Key: c.Key, Name: c.Name}
		x.Safety = safetyZone(r.zones[c.From]) || safetyZone(r.zones[c.To])
		r.gather(&x, at[c.From], at[c.To], functions, by[x.Subject])
		out = append(out, x)
	}
	sortSubjects(out[len(r.in.Site.Zones):])
	return out
}

func sortSubjects(list []SubjectRisk) {
	slices.SortStableFunc(list, func(a, b SubjectRisk) int { return plant.CompareKeys(a.Key, b.Key) })
}

// functionsByZone lists the functions in each zone, by index: those declared
// there, and those of an asset there.
func (r *rater) functionsByZone() map[plant.ZoneID][]int {
	functions := r.in.Register.Functions
	carried := map[plant.AssetID][]int{}
	at := map[plant.ZoneID][]int{}
	add := func(zone plant.ZoneID, i int) {
		if zone != "" && !slices.Contains(at[zone], i) {
			at[zone] = append(at[zone], i)
		}
	}
	for i := range functions {
		for _, zone := range functions[i].Zones {
			add(zone, i)
		}
		for _, asset := range functions[i].Assets {
			carried[asset] = append(carried[asset], i)
		}
	}
	if len(carried) > 0 {
		for i := range r.in.Site.Assets {
			for _, f := range carried[r.in.Site.Assets[i].ID] {
				add(r.in.Site.Assets[i].Zone, f)
			}
		}
	}
	return at
}

// gather fills a subject from the functions at its one or two ends and from
// its scenarios.
func (r *rater) gather(x *SubjectRisk, here, there []int, functions []FunctionResult, scenarios []*ScenarioResult) {
	x.Functions, x.Scenarios = []ID{}, make([]ID, 0, len(scenarios))
	x.WorstCase = "No essential function lies here."
	for _, list := range [][]int{here, there} {
		for _, i := range list {
			f := &functions[i]
			if slices.Contains(x.Functions, f.ID) {
				continue
			}
			if len(x.Functions) == 0 || f.Consequence > x.Consequence {
				x.Consequence, x.Driving = f.Consequence, f.Driving
				x.WorstCase = "Function " + f.Key + " is the worst to lose here. " + f.Why
			}
			x.Functions = append(x.Functions, f.ID)
		}
	}
	bands := 0
	if r.criteria != nil {
		bands = len(r.criteria.Bands)
	}
	x.Unmitigated, x.Existing, x.Residual = emptyStage(bands), emptyStage(bands), emptyStage(bands)
	above, aboveToday := 0, 0
	for _, s := range scenarios {
		x.Scenarios = append(x.Scenarios, s.ID)
		x.Unmitigated.add(s, s.Unmitigated)
		x.Existing.add(s, s.Existing)
		x.Residual.add(s, s.Residual)
		switch {
		case !s.Residual.Rated():
			x.Unrated++
		default:
			above += count(!s.Tolerable)
			aboveToday += count(!s.TolerableToday)
		}
	}
	x.State, x.Today = r.toleranceOf(above, x), r.toleranceOf(aboveToday, x)
	x.Why = r.subjectWhy(x, above, aboveToday)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// toleranceOf is above as soon as one scenario is; within needs all to be rated.
func (r *rater) toleranceOf(above int, x *SubjectRisk) Tolerance {
	switch {
	case above > 0:
		return AboveTolerable
	case len(x.Scenarios) == 0 || x.Unrated > 0:
		return NotAssessed
	}
	return WithinTolerable
}

func (r *rater) subjectWhy(x *SubjectRisk, above, aboveToday int) string {
	n := len(x.Scenarios)
	switch {
	case n == 0:
		return "No scenario is assessed here."
	case above > 0:
		return of(above, n) + " above what is tolerable even with everything planned" + unrated(x.Unrated) + "."
	case aboveToday > 0:
		return of(aboveToday, n) + " above what is tolerable today; with everything planned none is" + unrated(x.Unrated) + "."
	case x.Unrated > 0:
		return of(x.Unrated, n) + " not rated."
	case n == 1:
		return "Its one scenario is within what is tolerable."
	}
	return "All " + strconv.Itoa(n) + " scenarios are within what is tolerable."
}

func of(k, n int) string {
	if n == 1 {
		return "Its one scenario is"
	}
	verb := " are"
	if k == 1 {
		verb = " is"
	}
	return strconv.Itoa(k) + " of " + strconv.Itoa(n) + " scenarios" + verb
}

func unrated(n int) string {
	if n == 0 {
		return ""
	}
	return "; " + strconv.Itoa(n) + " not rated"
}

func emptyStage(bands int) StageCount { return StageCount{Counts: make([]int, bands), Worst: -1} }

func (c *StageCount) add(s *ScenarioResult, x Rating) {
	if !x.Rated() {
		return
	}
	c.Counts[x.Rank]++
	if x.Rank > c.Worst {
		c.Worst, c.Band, c.By = x.Rank, x.Band, s.ID
	}
}
