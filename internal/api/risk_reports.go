package api

import (
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// riskReportOperations are the reports that are made of the risk register.
func (a *API) riskReportOperations() {
	const reports = "/api/v1/sites/{site}/reports/"
	for _, format := range reportFormats {
		raw(a, operation{id: "get-beyond-report-" + format, method: http.MethodGet, path: reports + "beyond." + format, tag: tagRisk, time: 2 * time.Minute,
			summary: "Which risks lie beyond information, as " + strings.ToUpper(format)}, describeFile(format, pastParam()), a.beyondFile(format))
		raw(a, operation{id: "get-adequacy-report-" + format, method: http.MethodGet, path: reports + "adequacy." + format, tag: tagRisk, time: 2 * time.Minute,
			summary: "Whether availability is managed well enough, function by function, as " + strings.ToUpper(format)}, describeFile(format, pastParam()), a.adequacyFile(format))
		raw(a, operation{id: "get-risk-report-" + format, method: http.MethodGet, path: reports + "risk." + format, tag: tagRisk, time: 2 * time.Minute,
			summary: "The detailed risk assessment (IEC 62443-3-2, ZCR 5.13), as " + strings.ToUpper(format)}, describeFile(format, pastParam()), a.riskFile(format))
	}
}

func pastParam() *huma.Param {
	return queryParam("at", "As it was at a past time or after an entry of the history.", false)
}

func (a *API) beyondFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		return a.reportFile(w, r, who, "risks beyond information", format, func(site plant.SiteID, b io.Writer) error {
			return a.svc.WriteBeyond(r.Context(), who, site, r.URL.Query().Get("at"), format, b)
		})
	}
}

func (a *API) adequacyFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		return a.reportFile(w, r, who, "adequacy of availability", format, func(site plant.SiteID, b io.Writer) error {
			return a.svc.WriteAdequacy(r.Context(), who, site, r.URL.Query().Get("at"), format, b)
		})
	}
}

func (a *API) riskFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		return a.reportFile(w, r, who, "risk assessment", format, func(site plant.SiteID, b io.Writer) error {
			return a.svc.WriteRisk(r.Context(), who, site, r.URL.Query().Get("at"), format, b)
		})
	}
}
