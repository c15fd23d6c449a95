package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/risk"
)

// riskResultOperations read what the register amounts to.
func (a *API) riskResultOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-risk", method: "GET", path: site + "/risk", tag: tagRisk,
		summary: "What the risk register amounts to: worst cases, scenarios at three stages, zones and conduits, the matrix.",
		about:   "Everything is computed from the records by the criteria in force, or by the newest draft as long as none are; each number comes with its reason."}, a.getRisk)
	op(a, operation{id: "get-risk-scenario", method: "GET", path: site + "/risk/scenarios/{id}", tag: tagRisk,
		summary: "One scenario with everything that follows from it.",
		about:   "With who may accept the residual risk, and the simulated loss of a year where there is an estimate."}, a.explainScenario)
	op(a, operation{id: "get-risk-comparison", method: "GET", path: site + "/risk/comparison", tag: tagRisk,
		summary: "The initial risk beside what is tolerable, zone by zone (IEC 62443-3-2, ZCR 4.1), with what was decided.",
		about:   "No likelihood is assessed yet, so the highest that the criteria know is taken. A decision whose worst case has grown since is stale."}, a.compareInitial)
}

func (a *API) compareInitial(ctx context.Context, who access.Principal, in *OnSite) (*answer[risk.InitialComparison], error) {
	return bodyOf(a.svc.InitialComparison(ctx, who, in.Site))
}

func (a *API) getRisk(ctx context.Context, who access.Principal, in *OnSite) (*answer[risk.Result], error) {
	return bodyOf(a.svc.Risk(ctx, who, in.Site))
}

func (a *API) explainScenario(ctx context.Context, who access.Principal, in *Registered) (*answer[csms.ExplainedScenario], error) {
	return bodyOf(a.svc.ExplainScenario(ctx, who, in.Site, in.ID))
}
