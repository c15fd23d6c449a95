package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/risk/lint"
)

const tagFindings = "Findings"

func (a *API) findingOperations() {
	const findings, finding = "/api/v1/sites/{site}/findings", "/api/v1/sites/{site}/findings/{finding}"
	op(a, operation{id: "list-findings", method: http.MethodGet, path: findings, tag: tagFindings,
		summary: "Findings on the model and the risk register of a site",
		about: "Each with what was decided about it. Parameters that are repeated mean any of the values; different parameters narrow each other. " +
			"`counts` are those of all findings, whatever the filter; of one rule at most 5,000 findings are listed."}, a.listFindings)
	op(a, operation{id: "get-finding", method: http.MethodGet, path: finding, tag: tagFindings,
		summary: "One finding"}, a.getFinding)
	op(a, operation{id: "decide-finding", method: http.MethodPut, path: finding, tag: tagFindings,
		summary: "Decide about a finding",
		about: "Names an owner and a day, or accepts the finding with a justification for a time; what is left out is taken back. " +
			"The decision is bound to the id of the finding and survives every new run of the rules. " +
			"`version` is that of the decision as it was read, 0 when there was none."}, a.decideFinding)
	op(a, operation{id: "decide-findings", method: http.MethodPost, path: findings + "/bulk", tag: tagFindings, maxBody: 4 << 20,
		summary: "Decide alike about many findings",
		about:   "What is left out of `set` stays as it is. All of them are decided about, in one entry of the history, or, when one cannot be, none."}, a.decideFindings)
}

// OnFinding are the parameters of one finding.
type OnFinding struct {
	OnSite
	Finding string `path:"finding" maxLength:"400" doc:"Id of the finding; its slashes are written as %2F."`
}

// FindingQuery are the parameters of the list of findings.
type FindingQuery struct {
	Severity []string `query:"severity,explode" maxItems:"3" enum:"high,medium,low"`
	State    []string `query:"state,explode" maxItems:"4" enum:"open,lapsed,accepted,resolved"`
	Rule     []string `query:"rule,explode" maxItems:"100"`
	Kind     []string `query:"kind,explode" maxItems:"30" doc:"Kind of the record."`
	Key      string   `query:"key" maxLength:"100" doc:"Key of the record."`
	Owner    string   `query:"owner" maxLength:"200" doc:"Who has to see to it, or none."`
	Search   string   `query:"search" maxLength:"200" doc:"Words that the finding contains."`
	Overdue  bool     `query:"overdue" doc:"Only what should have been done."`
	Sort     string   `query:"sort" maxLength:"20" doc:"severity, rule, kind, key, owner, due or state; with a - before it for the reverse." example:"due"`
	Paged
}

// Findings is a page of findings with the counts of all of them.
type Findings struct {
	Items  []lint.Judged      `json:"items"`
	Next   string             `json:"next"`
	Total  int                `json:"total"`
	Counts csms.FindingCounts `json:"counts"`
}

func (a *API) listFindings(ctx context.Context, who access.Principal, in *struct {
	OnSite
	FindingQuery
}) (*answer[Findings], error) {
	filter := csms.FindingFilter{
		Severities: in.Severity, States: in.State, Rules: in.Rule, Kinds: in.Kind, Key: in.Key, Owner: in.Owner, Search: in.Search, Overdue: in.Overdue,
	}
	found, err := a.svc.Findings(ctx, who, in.Site, filter, in.Sort, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &answer[Findings]{Body: Findings{Items: found.Items, Next: found.Next, Total: found.Total, Counts: found.Counts}}, nil
}

func (a *API) getFinding(ctx context.Context, who access.Principal, in *OnFinding) (*answer[lint.Judged], error) {
	f, err := a.svc.Finding(ctx, who, in.Site, in.Finding)
	if err != nil {
		return nil, err
	}
	return &answer[lint.Judged]{Body: f}, nil
}

// FindingDecided is the body of decide-finding.
type FindingDecided struct {
	csms.Decision
	Version int `json:"version,omitempty" minimum:"0" doc:"Version of the decision as it was read; 0 when there was none"`
}

// findingDecided is a finding after it was decided about, with the entry that it left.
type findingDecided struct {
	Left
	Body lint.Judged
}

func (a *API) decideFinding(ctx context.Context, who access.Principal, in *struct {
	OnFinding
	Body FindingDecided
}) (*findingDecided, error) {
	f, entry, err := a.svc.Decide(ctx, who, in.Site, in.Finding, in.Body.Decision, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return &findingDecided{Left{entry}, f}, nil
}

// FindingsDecided is the body of decide-findings.
type FindingsDecided struct {
	Findings []string        `json:"findings" minItems:"1" maxItems:"1000" doc:"The findings by id"`
	Set      csms.FindingSet `json:"set"`
}

func (a *API) decideFindings(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body FindingsDecided
}) (*answer[csms.BulkResult], error) {
	result, err := a.svc.DecideMany(ctx, who, in.Site, in.Body.Findings, in.Body.Set)
	if err != nil {
		return nil, err
	}
	return &answer[csms.BulkResult]{Body: result}, nil
}
