package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func (a *API) criteriaOperations() {
	const criteria = "/api/v1/sites/{site}/criteria"
	op(a, operation{id: "list-criteria-presets", method: http.MethodGet, path: criteria + "/presets", tag: tagRegister,
		summary: "Criteria to begin with", about: "Send one of them to add-criteria to make a draft of it."}, a.criteriaPresets)
	op(a, operation{id: "check-criteria", method: http.MethodPost, path: criteria + "/check", tag: tagRegister,
		summary: "Look at criteria before they are signed", about: "What stands against signing them, and which bands can come out at all. Nothing is stored."}, a.checkCriteria)
	op(a, operation{id: "get-criteria-reachable", method: http.MethodGet, path: criteria + "/{id}/reachable", tag: tagRegister,
		summary: "Which bands can come out of stored criteria"}, a.criteriaReachable)
	op(a, operation{id: "sign-criteria", method: http.MethodPost, path: criteria + "/{id}/sign", tag: tagRegister,
		summary: "Put criteria into force",
		about: "The caller signs with the password. Signed criteria are never changed; a new draft is made by adding a copy. " +
			"If-Match may name the version that was looked at; a criteria record that changed since is then refused."}, a.signCriteria)
}

func (a *API) decisionOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "change-scenarios", method: http.MethodPost, path: site + "/scenarios/bulk", tag: tagRegister, maxBody: 32 << 20,
		summary: "Change many scenarios in one act",
		about:   "All of them or none. Broken fields are named by their place in the request, such as `body/put/3/likelihood`."}, a.bulkScenarios)
	op(a, operation{id: "accept-scenario", method: http.MethodPost, path: site + "/scenarios/{id}/accept", tag: tagRegister,
		summary: "Accept the residual risk of a scenario",
		about:   "The caller signs with the password and must be of an authority that the criteria in force name for the band."}, a.acceptScenario)
	op(a, operation{id: "withdraw-acceptance", method: http.MethodPost, path: site + "/scenarios/{id}/withdraw", tag: tagRegister,
		summary: "Withdraw the acceptance of a scenario"}, a.withdrawAcceptance)
	op(a, operation{id: "reopen-approval", method: http.MethodPost, path: site + "/approvals/{id}/reopen", tag: tagRegister,
		summary: "Say that an approval no longer stands", about: "It opens a task; the approval stays in the record as it was signed."}, a.reopenApproval)
}

// CriteriaLook is what criteria amount to before they are signed.
type CriteriaLook struct {
	Problems  []CriteriaProblem `json:"problems" doc:"What stands against signing"`
	Warnings  []CriteriaProblem `json:"warnings" doc:"What is unusual and yet allowed"`
	Reachable []risk.Reach      `json:"reachable" doc:"Each band with whether it can come out"`
}

// CriteriaProblem is one thing about a field of criteria.
type CriteriaProblem struct {
	Pointer string `json:"pointer"`
	Text    string `json:"text"`
}

func lookAt(c risk.Criteria) *answer[CriteriaLook] {
	look := CriteriaLook{Problems: told(c.Check()), Warnings: told(c.Warnings()), Reachable: c.Reachable()}
	if look.Reachable == nil {
		look.Reachable = []risk.Reach{}
	}
	return &answer[CriteriaLook]{Body: look}
}

func told(problems plant.Problems) []CriteriaProblem {
	list := make([]CriteriaProblem, len(problems))
	for i, p := range problems {
		list[i] = CriteriaProblem{p.Pointer, p.Text}
	}
	return list
}

func (a *API) criteriaPresets(ctx context.Context, who access.Principal, in *OnSite) (*answer[page[risk.Criteria]], error) {
	presets, err := a.svc.CriteriaPresets(ctx, who, in.Site)
	if err != nil {
		return nil, err
	}
	return listOf(presets), nil
}

func (a *API) checkCriteria(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body risk.Criteria
}) (*answer[CriteriaLook], error) {
	if err := a.svc.MayReadRisk(ctx, who, in.Site); err != nil {
		return nil, err
	}
	return lookAt(in.Body), nil
}

func (a *API) criteriaReachable(ctx context.Context, who access.Principal, in *Registered) (*answer[CriteriaLook], error) {
	c, err := a.svc.Criteria().One(ctx, who, in.Site, in.ID)
	if err != nil {
		return nil, err
	}
	return lookAt(c), nil
}

// Password confirms a signature.
type Password struct {
	Password string `json:"password" maxLength:"200" writeOnly:"true" doc:"Of the caller."`
}

func (a *API) signCriteria(ctx context.Context, who access.Principal, in *struct {
	Registered
	IfMatch string `header:"If-Match" maxLength:"40" doc:"Version that was looked at; optional."`
	Body    Password
}) (*changed[risk.Criteria], error) {
	version := 0
	if in.IfMatch != "" {
		var err error
		if version, err = ifMatch(in.IfMatch); err != nil {
			return nil, err
		}
	}
	c, entry, err := a.svc.SignCriteria(ctx, who, in.Site, in.ID, version, in.Body.Password)
	return changedTo(c, c.Version, entry, err)
}

func (a *API) acceptScenario(ctx context.Context, who access.Principal, in *struct {
	Registered
	Body csms.NewAcceptance
}) (*changed[risk.Scenario], error) {
	x, entry, err := a.svc.AcceptScenario(ctx, who, in.Site, in.ID, in.Body)
	return changedTo(x, x.Version, entry, err)
}

func (a *API) withdrawAcceptance(ctx context.Context, who access.Principal, in *struct {
	Registered
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"4000"`
	} `required:"false"`
}) (*changed[risk.Scenario], error) {
	x, entry, err := a.svc.WithdrawAcceptance(ctx, who, in.Site, in.ID, in.Body.Reason)
	return changedTo(x, x.Version, entry, err)
}

func (a *API) reopenApproval(ctx context.Context, who access.Principal, in *struct {
	Registered
	Body struct {
		Trigger risk.Trigger `json:"trigger" maxLength:"40"`
		What    string       `json:"what" maxLength:"4000" doc:"What happened: one sentence."`
	}
}) (*changed[risk.Approval], error) {
	x, entry, err := a.svc.ReopenApproval(ctx, who, in.Site, in.ID, in.Body.Trigger, in.Body.What)
	return changedTo(x, x.Version, entry, err)
}
