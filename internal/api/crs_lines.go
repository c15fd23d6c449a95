package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// specificationLineOperations read and write a specification in parts: of a
// large site it has many thousand lines.
func (a *API) specificationLineOperations() {
	const crs = "/api/v1/sites/{site}/crs"
	op(a, operation{id: "get-crs-outline", method: http.MethodGet, path: crs + "/outline", tag: tagRisk,
		summary: "The cybersecurity requirements specification without its lines",
		about:   "Its parts, what stands against approving it, and how many lines have each value. Without `specification`, the one begun last."}, a.crsOutline)
	op(a, operation{id: "list-crs-lines", method: http.MethodGet, path: crs + "/lines", tag: tagRisk,
		summary: "Lines of the cybersecurity requirements specification",
		about:   "Parameters that are repeated mean any of the values; different parameters narrow each other."}, a.crsLines)
	op(a, operation{id: "change-crs-lines", method: http.MethodPost, path: crs + "/lines", tag: tagRisk, maxBody: 8 << 20,
		summary: "Say of many requirements how they are verified, and whether work waits for them",
		about: "Names the lines by `ids`, or all that a filter finds by `all`; all are changed in one entry of the history. " +
			"What is left out of `set` stays as it is; `asComputed` takes back what was written."}, a.changeCRSLines)
}

// LineQuery are the parameters of the lines of a specification.
type LineQuery struct {
	Subject      []string            `json:"subject,omitempty" query:"subject,explode" maxItems:"1000" doc:"Id of a zone or conduit, or all for the system as a whole."`
	FR           []string            `json:"fr,omitempty" query:"fr,explode" maxItems:"8" doc:"Such as FR 5; own for requirements of the owner."`
	State        []assess.State      `json:"state,omitempty" query:"state,explode" maxItems:"7"`
	Verification []risk.Verification `json:"verification,omitempty" query:"verification,explode" maxItems:"6"`
	Trace        []spec.Trace        `json:"trace,omitempty" query:"trace,explode" maxItems:"5" doc:"none for those that serve no risk."`
	Hold         string              `json:"hold,omitempty" query:"hold" enum:"true,false" doc:"Whether it is a hold point."`
	Risk         string              `json:"risk,omitempty" query:"risk" maxLength:"64" doc:"Key of a scenario that the requirement serves."`
	Search       string              `json:"search,omitempty" query:"search" maxLength:"200" doc:"Words that the line holds."`
}

func (q LineQuery) filter() spec.LineFilter {
	f := spec.LineFilter{
		Subjects: q.Subject, FRs: q.FR, States: q.State, Verifications: q.Verification, Traces: q.Trace, Risk: q.Risk, Search: q.Search,
	}
	if q.Hold != "" {
		hold := q.Hold == "true"
		f.HoldPoint = &hold
	}
	return f
}

// OfSpecification may name a specification.
type OfSpecification struct {
	Specification risk.ID `query:"specification" maxLength:"64" doc:"Id; the one begun last when left out."`
}

func (a *API) crsOutline(ctx context.Context, who access.Principal, in *struct {
	OnSite
	OfSpecification
}) (*answer[csms.SpecificationOutline], error) {
	return bodyOf(a.svc.CRSOutline(ctx, who, in.Site, in.Specification))
}

func (a *API) crsLines(ctx context.Context, who access.Principal, in *struct {
	OnSite
	OfSpecification
	LineQuery
	Paged
}) (*answer[page[spec.Line]], error) {
	return pageFrom(a.svc.CRSLines(ctx, who, in.Site, in.Specification, in.filter(), in.After, in.Limit))
}

// LinesChanged is the body of change-crs-lines.
type LinesChanged struct {
	Specification risk.ID    `json:"specification,omitempty" maxLength:"64" doc:"The one begun last, when left out"`
	IDs           []string   `json:"ids,omitempty" maxItems:"100000" doc:"Of lines, such as Z-02/SR 1.1"`
	All           *LineQuery `json:"all,omitempty"`
	Set           struct {
		Verification *risk.Verification `json:"verification,omitempty" enum:"document-review,design-review,fat,sat,commissioning,contract"`
		HoldPoint    *bool              `json:"holdPoint,omitempty"`
		Note         *string            `json:"note,omitempty" maxLength:"4000"`
		AsComputed   bool               `json:"asComputed,omitempty"`
	} `json:"set"`
}

func (a *API) changeCRSLines(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body LinesChanged
}) (*answer[csms.BulkResult], error) {
	b := in.Body
	bulk := csms.LineBulk{Specification: b.Specification, IDs: b.IDs, Set: spec.LineSet(b.Set)}
	if b.All != nil {
		filter := b.All.filter()
		bulk.All = &filter
	}
	return bodyOf(a.svc.SetCRSLines(ctx, who, in.Site, bulk))
}
