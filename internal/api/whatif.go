package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/whatif"
)

// whatIfOperations try changes out and plan, without making or keeping anything.
func (a *API) whatIfOperations() {
	op(a, operation{id: "try-what-if", method: "POST", path: "/api/v1/sites/{site}/what-if", tag: "Plan",
		summary: "Show risks, levels, gaps and findings before and after some changes.",
		about: "Nothing is changed or kept; whoever wants to keep it stores it as a proposal. Changes are taken in order. " +
			"`close-conduit`, `set-countermeasure`, `set-assumption` and `set-target` name their `record` by id; the last three give the new state, " +
			"or the vector (`2` or `2 2 1 1 3 1 2`), as `value`. `move-asset` names the asset as `record` and where it moves to as `zone`. " +
			"`open-conduit` and `add-countermeasure` carry what is added; `at` gives an added countermeasure credit in scenarios."}, a.whatIf)
	op(a, operation{id: "plan-roadmap", method: "POST", path: "/api/v1/sites/{site}/roadmap", tag: "Plan",
		summary: "Plan the cheapest way that lifts zones and conduits to their SL-T.",
		about: "Chosen from are the countermeasures that are proposed or planned, and meeting single requirements at the costs given here. " +
			"Outage windows or an effort per week make it a calendar. Nothing is kept."}, a.roadmap)
}

func (a *API) whatIf(ctx context.Context, who access.Principal, in *struct {
	SitePath
	Body struct {
		Changes []risk.Change `json:"changes" minItems:"1" maxItems:"200"`
	}
}) (*answer[whatif.Result], error) {
	return bodyOf(a.svc.WhatIf(ctx, who, plant.SiteID(in.Site), in.Body.Changes))
}
