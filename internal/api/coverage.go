package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

const tagCoverage = "Coverage"

// coverageOperations report other sets by the answers that a site gave.
func (a *API) coverageOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-coverage", method: http.MethodGet, path: site + "/coverage", tag: tagCoverage,
		summary: "How far the answers of a site settle a framework that was not asked itself",
		about: "Answer once, report many: the answers to IEC 62443 are carried over the crosswalks, with the decisions of the organisation about their pairs. " +
			"Every line says by which pairs and answers, and why. Suggested pairs never give more than partly."}, a.coverage)
	for _, f := range reportFormats {
		raw(a, operation{id: "get-csf-profile-" + f, method: http.MethodGet, path: site + "/reports/csf-profile." + f, tag: tagCoverage, time: 2 * time.Minute,
			summary: "The profile of NIST CSF 2.0 or another framework out of the answers to IEC 62443, as " + strings.ToUpper(f)},
			describeFile(f, setParam("nist-csf:2.0")), a.coverageFile(f, "profile", a.svc.WriteProfile))
		raw(a, operation{id: "get-iso-statement-" + f, method: http.MethodGet, path: site + "/reports/iso-statement." + f, tag: tagCoverage, time: 2 * time.Minute,
			summary: "A statement of applicability for ISO/IEC 27001, derived from the answers to IEC 62443, as " + strings.ToUpper(f)},
			describeFile(f, setParam("iso-27001:2022")), a.coverageFile(f, "derived statement", a.svc.WriteDerivedStatement))
		raw(a, operation{id: "get-statement-" + f, method: http.MethodGet, path: site + "/reports/statement." + f, tag: tagCoverage, time: 2 * time.Minute,
			summary: "The statement of applicability for a set of IEC 62443, as " + strings.ToUpper(f)},
			describeFile(f, setParam("iec-62443-2-1:2024"), queryParam("company", "Id of the company whose statement it is; the site's own when left out.", false)), a.statementFile(f))
	}
}

func setParam(usual string) *huma.Param {
	return queryParam("set", "Id of the requirement set; "+usual+" when left out.", false)
}

func (a *API) coverage(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Paged
	Set   string `query:"set" maxLength:"64" doc:"Id of the framework; nist-csf:2.0 when left out."`
	State string `query:"state" enum:"full,partly,not,open,no-pair" doc:"Only lines of this state."`
	Group string `query:"group" maxLength:"200" doc:"Only lines at or below this heading."`
	By    string `query:"by" enum:"confirmed,suggested" doc:"Only lines carried by confirmed pairs, or by suggested ones only."`
	Q     string `query:"q" maxLength:"200" doc:"Words in id or title."`
}) (*answer[csms.CoverageView], error) {
	f := csms.CoverageFilter{Set: catalog.SetID(in.Set), State: catalog.CoverageState(in.State), Group: in.Group, Search: in.Q}
	if in.By != "" {
		confirmed := in.By == "confirmed"
		f.Confirmed = &confirmed
	}
	return bodyOf(a.svc.Coverage(ctx, who, in.Site, f, in.After, in.Limit))
}

// coverageFile writes a report about another set as a file.
func (a *API) coverageFile(format, what string, write func(context.Context, access.Principal, plant.SiteID, catalog.SetID, string, io.Writer) error) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		set := catalog.SetID(r.URL.Query().Get("set"))
		return a.reportFile(w, r, who, what, format, func(site plant.SiteID, b io.Writer) error {
			return write(r.Context(), who, site, set, format, b)
		})
	}
}

func (a *API) statementFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		q := r.URL.Query()
		return a.reportFile(w, r, who, "statement of applicability", format, func(site plant.SiteID, b io.Writer) error {
			return a.svc.WriteStatement(r.Context(), who, site, catalog.SetID(q.Get("set")), supply.ID(q.Get("company")), format, b)
		})
	}
}
