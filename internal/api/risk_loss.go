package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

// riskLossOperations put risks into money.
func (a *API) riskLossOperations() {
	op(a, operation{id: "get-annual-loss", method: "GET", path: "/api/v1/sites/{site}/risk/loss", tag: tagRisk,
		summary: "The simulated loss of a year over all scenarios that have an estimate, with its exceedance curve.",
		about: "The same register, seed and years give the same answer. Fewer years than asked are simulated when the events are so frequent " +
			"that the work would not end soon; `years` in the answer says how many. `result` is null when no scenario has an estimate."}, a.annualLoss)
}

func (a *API) annualLoss(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Seed  uint64 `query:"seed" default:"1" maximum:"9007199254740991" doc:"Of the random numbers."`
	Years int    `query:"years" default:"10000" minimum:"100" maximum:"100000" doc:"To simulate."`
}) (*answer[csms.SiteLoss], error) {
	return bodyOf(a.svc.AnnualLoss(ctx, who, in.Site, in.Seed, in.Years))
}
