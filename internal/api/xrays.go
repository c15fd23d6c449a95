package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/proof/xray"
)

const tagXRays = "X-rays"

func (a *API) xrayOperations() {
	const xrays, one = "/api/v1/sites/{site}/xrays", "/api/v1/sites/{site}/xrays/{xray}"
	op(a, operation{id: "list-xrays", method: http.MethodGet, path: xrays, tag: tagXRays,
		summary: "Contradictions in the whole record of a site",
		about: "An answer against its evidence, a claim against its certificate, a level against the risk. Each with what was decided about it. " +
			"Parameters that are repeated mean any of the values; different parameters narrow each other. " +
			"`counts` are those of all X-rays that the caller may see, whatever the filter, with every rule. " +
			"One about evidence that is closed to the caller is left out; one that only mentions it loses its words."}, a.listXRays)
	op(a, operation{id: "get-xray", method: http.MethodGet, path: one, tag: tagXRays,
		summary: "One X-ray"}, a.getXRay)
	op(a, operation{id: "decide-xray", method: http.MethodPut, path: one, tag: tagXRays,
		summary: "Decide about an X-ray",
		about: "Names an owner and a day, or accepts the X-ray with a justification for a time; what is left out is taken back. " +
			"The decision is bound to the id of the X-ray and survives every new run of the rules. " +
			"`version` is that of the decision as it was read, 0 when there was none."}, a.decideXRay)
	op(a, operation{id: "decide-xrays", method: http.MethodPost, path: xrays + "/bulk", tag: tagXRays, maxBody: 4 << 20,
		summary: "Decide alike about many X-rays",
		about:   "What is left out of `set` stays as it is. All of them are decided about, in one entry of the history, or, when one cannot be, none."}, a.decideXRays)
}

// OnXRay are the parameters of one X-ray.
type OnXRay struct {
	OnSite
	XRay string `path:"xray" maxLength:"400" doc:"Id of the X-ray; its slashes are written as %2F."`
}

// XRayQuery are the parameters of the list of X-rays.
type XRayQuery struct {
	Area     []string `query:"area,explode" maxItems:"11" enum:"answers,evidence,measures,inheritance,hands,levels,maturity,products,parties,assessments,risks"`
	Severity []string `query:"severity,explode" maxItems:"3" enum:"high,medium,low"`
	State    []string `query:"state,explode" maxItems:"4" enum:"open,lapsed,accepted,resolved"`
	Rule     []string `query:"rule,explode" maxItems:"100"`
	Kind     []string `query:"kind,explode" maxItems:"30" doc:"Kind of the record."`
	Record   string   `query:"record" maxLength:"100" doc:"Id of a record that the X-ray is about."`
	Owner    string   `query:"owner" maxLength:"200" doc:"Who has to see to it, or none."`
	Search   string   `query:"search" maxLength:"200" doc:"Words that the X-ray contains."`
	Overdue  bool     `query:"overdue" doc:"Only what should have been done."`
	Sort     string   `query:"sort" maxLength:"20" doc:"severity, rule, area, key, owner, due or state; with a - before it for the reverse." example:"due"`
	Paged
}

// XRays is a page of X-rays with the counts of all of them.
type XRays struct {
	Items  []xray.Judged   `json:"items"`
	Next   string          `json:"next"`
	Total  int             `json:"total"`
	Counts csms.XRayCounts `json:"counts"`
}

func (a *API) listXRays(ctx context.Context, who access.Principal, in *struct {
	OnSite
	XRayQuery
}) (*answer[XRays], error) {
	filter := csms.XRayFilter{
		Areas: in.Area, Severities: in.Severity, States: in.State, Rules: in.Rule, Kinds: in.Kind, Record: in.Record,
		Owner: in.Owner, Search: in.Search, Overdue: in.Overdue,
	}
	found, err := a.svc.XRays(ctx, who, in.Site, filter, in.Sort, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &answer[XRays]{Body: XRays{Items: found.Items, Next: found.Next, Total: found.Total, Counts: found.Counts}}, nil
}

func (a *API) getXRay(ctx context.Context, who access.Principal, in *OnXRay) (*answer[xray.Judged], error) {
	x, err := a.svc.XRay(ctx, who, in.Site, in.XRay)
	if err != nil {
		return nil, err
	}
	return &answer[xray.Judged]{Body: x}, nil
}

// xrayDecided is an X-ray after it was decided about, with the entry that it left.
type xrayDecided struct {
	Left
	Body xray.Judged
}

func (a *API) decideXRay(ctx context.Context, who access.Principal, in *struct {
	OnXRay
	Body FindingDecided
}) (*xrayDecided, error) {
	x, entry, err := a.svc.DecideXRay(ctx, who, in.Site, in.XRay, in.Body.Decision, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return &xrayDecided{Left{entry}, x}, nil
}

// XRaysDecided is the body of decide-xrays.
type XRaysDecided struct {
	XRays []string        `json:"xrays" minItems:"1" maxItems:"1000" doc:"The X-rays by id"`
	Set   csms.FindingSet `json:"set"`
}

func (a *API) decideXRays(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body XRaysDecided
}) (*answer[csms.BulkResult], error) {
	result, err := a.svc.DecideXRays(ctx, who, in.Site, in.Body.XRays, in.Body.Set)
	if err != nil {
		return nil, err
	}
	return &answer[csms.BulkResult]{Body: result}, nil
}
