package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// priceBody is what something takes; what is not said is nothing.
type priceBody struct {
	Cost     float64 `json:"cost,omitempty" doc:"In the site's currency."`
	Effort   float64 `json:"effort,omitempty" doc:"Person-days."`
	Shutdown bool    `json:"shutdown,omitempty"`
	Hours    float64 `json:"hours,omitempty" doc:"Of outage."`
}

func (p priceBody) price() assess.Price { return assess.Price(p) }

// roadmapBody is what a roadmap is asked for.
type roadmapBody struct {
	Subjects []assess.Subject `json:"subjects,omitempty" maxItems:"2000" doc:"Zones and conduits to lift; none are all below their target."`
	Costs    struct {
		Default      *priceBody           `json:"default,omitempty"`
		FRs          map[string]priceBody `json:"frs,omitempty" doc:"By foundational requirement: \"FR 5\"."`
		Requirements map[string]priceBody `json:"requirements,omitempty" doc:"By requirement: \"SR 1.1\"."`
	} `json:"costs,omitempty" doc:"What meeting one requirement takes where no countermeasure does it; what has no price cannot be met by itself."`
	DayRate       float64         `json:"dayRate,omitempty" doc:"What a person-day weighs in the comparison."`
	HourRate      float64         `json:"hourRate,omitempty" doc:"What an hour of outage weighs in the comparison."`
	Windows       []assess.Window `json:"windows,omitempty" maxItems:"500" doc:"Outages that are planned anyway."`
	EffortPerWeek float64         `json:"effortPerWeek,omitempty" doc:"Person-days a week for what needs no outage."`
	Start         plant.Date      `json:"start,omitempty" maxLength:"10" doc:"First day of the calendar; without it, today."`
}

func (b roadmapBody) ask() assess.RoadmapAsk {
	ask := assess.RoadmapAsk{
		Subjects: b.Subjects, DayRate: b.DayRate, HourRate: b.HourRate,
		Windows: b.Windows, EffortPerWeek: b.EffortPerWeek, Start: b.Start,
	}
	if d := b.Costs.Default; d != nil {
		price := d.price()
		ask.Costs.Default = &price
	}
	if len(b.Costs.FRs) > 0 {
		ask.Costs.FRs = map[string]assess.Price{}
	}
	for id, p := range b.Costs.FRs {
		ask.Costs.FRs[id] = p.price()
	}
	if len(b.Costs.Requirements) > 0 {
		ask.Costs.Requirements = map[catalog.RequirementID]assess.Price{}
	}
	for id, p := range b.Costs.Requirements {
		ask.Costs.Requirements[catalog.RequirementID(id)] = p.price()
	}
	return ask
}

func (a *API) roadmap(ctx context.Context, who access.Principal, in *struct {
	SitePath
	Body roadmapBody
}) (*answer[assess.Roadmap], error) {
	return bodyOf(a.svc.Roadmap(ctx, who, plant.SiteID(in.Site), in.Body.ask()))
}
