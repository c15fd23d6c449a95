package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// reportFormats are those in which a report of the risk procedure is written.
var reportFormats = []string{"docx", "pdf", "xlsx", "html", "json"}

// specificationOperations are the cybersecurity requirements specification and
// its approval (IEC 62443-3-2, ZCR 6 and 7).
func (a *API) specificationOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-crs", method: http.MethodGet, path: site + "/crs", tag: tagRisk,
		summary: "The cybersecurity requirements specification: its nine parts, every requirement with the risks that it serves, and whether it is approved",
		about: "Without `specification`, the one begun last; without any, what can be computed. " +
			"With `at`, as it was at a past time or after an entry of the history."}, a.crs)
	for _, format := range reportFormats {
		raw(a, operation{id: "get-crs-" + format, method: http.MethodGet, path: site + "/crs." + format, tag: tagRisk, time: 2 * time.Minute,
			summary: "The cybersecurity requirements specification as " + strings.ToUpper(format)},
			describeFile(format, queryParam("specification", "Id of the specification; the one begun last when left out.", false), queryParam("at", "As it was at a past time or after an entry of the history.", false)),
			a.crsFile(format))
	}
	op(a, operation{id: "approve-crs", method: http.MethodPost, path: site + "/crs/approve", tag: tagRisk, status: http.StatusCreated,
		summary: "Approve the cybersecurity requirements specification",
		about: "The caller signs with the password and must hold the highest authority that a residual risk asks for. " +
			"Everything that stands against it is listed in a problem with code `blocked`."}, a.approveCRS)
}

// describeFile describes a document in one format.
func describeFile(format string, params ...*huma.Param) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Parameters = append(o.Parameters, params...)
		o.Responses = map[string]*huma.Response{"200": {Description: "The document.", Content: map[string]*huma.MediaType{
			mediaTypes[format]: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}}
	}
}

func (a *API) crs(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Specification risk.ID `query:"specification" maxLength:"64"`
	At            string  `query:"at" maxLength:"40"`
}) (*answer[csms.SpecificationView], error) {
	return bodyOf(a.svc.CRS(ctx, who, in.Site, in.Specification, in.At))
}

func (a *API) crsFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		q := r.URL.Query()
		return a.reportFile(w, r, who, "requirements specification", format, func(site plant.SiteID, b io.Writer) error {
			return a.svc.WriteCRS(r.Context(), who, site, risk.ID(q.Get("specification")), q.Get("at"), format, b)
		})
	}
}

// reportFile writes a report of one site as a file.
func (a *API) reportFile(w http.ResponseWriter, r *http.Request, who access.Principal, what, format string, write func(plant.SiteID, io.Writer) error) error {
	site := plant.SiteID(r.PathValue("site"))
	name, err := a.fileName(r.Context(), who, site, what)
	if err != nil {
		return err
	}
	return download(w, name, format, func(b io.Writer) error { return write(site, b) })
}

func (a *API) approveCRS(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body csms.NewApproval
}) (*added[risk.Approval], error) {
	x, entry, err := a.svc.ApproveCRS(ctx, who, in.Site, in.Body)
	return addedAt("/api/v1/sites/"+string(in.Site)+"/approvals/"+string(x.ID), x, x.Version, entry, err)
}
