package spec

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// covers says whether something at a zone or conduit concerns the system. What
// names neither concerns every system.
func (b *builder) covers(s assess.Subject) bool { return s.ID == "" || b.inside[s] }

// functionsOf are the functions with a zone of the system: one that they name,
// or one that an asset of theirs lies in.
func (b *builder) functionsOf() map[risk.ID]bool {
	of := map[risk.ID]bool{}
	zone := make(map[plant.AssetID]plant.ZoneID, len(b.Site.Assets))
	for i := range b.Site.Assets {
		zone[b.Site.Assets[i].ID] = b.Site.Assets[i].Zone
	}
	for _, f := range b.Register.Functions {
		if slices.ContainsFunc(f.Zones, func(z plant.ZoneID) bool { return b.inside[ofZone(z)] }) ||
			slices.ContainsFunc(f.Assets, func(a plant.AssetID) bool { return b.inside[ofZone(zone[a])] }) {
			of[f.ID] = true
		}
	}
	return of
}

// scenarios are the results of the scenarios of the system that count.
func (c CRS) scenarios(res risk.Result) []risk.ScenarioResult {
	inside := make(map[assess.Subject]bool, len(c.Subjects))
	for _, x := range c.Subjects {
		inside[x.Subject] = true
	}
	var list []risk.ScenarioResult
	for i := range res.Scenarios {
		if s := &res.Scenarios[i]; s.Counts() && (s.Subject.ID == "" || inside[s.Subject]) {
			list = append(list, *s)
		}
	}
	return list
}

// BandsOf counts the scenarios of the system by band at each stage, from the
// lowest band to the highest.
func BandsOf(c CRS, res risk.Result) []risk.BandCount {
	list := []risk.BandCount{}
	if res.Criteria == nil {
		return list
	}
	for _, b := range res.Criteria.Bands {
		list = append(list, risk.BandCount{Band: b.ID, Name: b.Name, Region: b.Region, Authority: b.Authority})
	}
	for _, s := range c.scenarios(res) {
		for _, stage := range []struct {
			rating risk.Rating
			count  func(*risk.BandCount) *int
		}{
			{s.Unmitigated, func(b *risk.BandCount) *int { return &b.Unmitigated }},
			{s.Existing, func(b *risk.BandCount) *int { return &b.Existing }},
			{s.Residual, func(b *risk.BandCount) *int { return &b.Residual }},
		} {
			if i := slices.IndexFunc(list, func(b risk.BandCount) bool { return b.Band == stage.rating.Band }); i >= 0 && stage.rating.Rated() {
				*stage.count(&list[i])++
			}
		}
	}
	return list
}
