package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/report"
)

// reportOperations are documents to hand on: reports, exports, the drawing.
func (a *API) reportOperations() {
	const tag = "Reports"
	raw(a, operation{id: "get-level-report", method: "GET", path: "/api/v1/sites/{site}/reports/levels", tag: tag, time: 2 * time.Minute,
		summary: "Level and gap report of a site: the drawing, vectors, reasons and open requirements."},
		describeDownload("html", "pdf", "xlsx", "json"), a.levelReport)
	raw(a, operation{id: "export-site", method: "GET", path: "/api/v1/sites/{site}/export", tag: tag, time: 2 * time.Minute,
		summary: "All that is declared of a site, to be read in again."},
		describeDownload("yaml", "json", "xlsx", "csv"), a.exportSite)
	raw(a, operation{id: "get-drawing-svg", method: "GET", path: "/api/v1/sites/{site}/drawing.svg", tag: tag,
		summary: "The drawing of zones and conduits as a picture."}, describeDownload(), a.drawingSVG)
	op(a, operation{id: "add-example-site", method: "POST", path: "/api/v1/example", tag: "Plant", time: time.Minute,
		summary: "Add the example plant to the organisation."}, a.addExample)
}

// mediaTypes of the formats that are written.
var mediaTypes = map[string]string{
	"html": "text/html; charset=utf-8",
	"pdf":  "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"json": "application/json",
	"yaml": "application/yaml",
	"csv":  "text/csv; charset=utf-8",
	"svg":  "image/svg+xml",
}

func describeDownload(formats ...string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		content := map[string]*huma.MediaType{}
		enum := make([]any, len(formats))
		for i, f := range formats {
			enum[i] = f
			content[mediaTypes[f]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
		if len(formats) == 0 {
			content[mediaTypes["svg"]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		} else {
			o.Parameters = append(o.Parameters,
				&huma.Param{Name: "format", In: "query", Required: true, Schema: &huma.Schema{Type: huma.TypeString, Enum: enum}},
				&huma.Param{Name: "at", In: "query", Description: "As it was at a past time or after an entry of the history; exports only.", Schema: &huma.Schema{Type: huma.TypeString}})
		}
		o.Responses = map[string]*huma.Response{"200": {Description: "The document.", Content: content}}
	}
}

// download writes a document to the client as a file. It is made whole first:
// an error half way must not leave a file that looks complete.
func download(w http.ResponseWriter, name, format string, inline bool, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", mediaTypes[format])
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": name + "." + format}))
	h.Set("Content-Length", fmt.Sprint(b.Len()))
	_, err := w.Write(b.Bytes())
	return err
}

// name of a file about a site, with the day.
func (a *API) fileName(ctx context.Context, who access.Principal, site plant.SiteID, what string) (string, error) {
	s, err := a.svc.Site(ctx, who, site)
	if err != nil {
		return "", err
	}
	safe := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, s.Key)
	return strings.TrimSpace(safe + " " + what + " " + time.Now().UTC().Format(time.DateOnly)), nil
}

func (a *API) levelReport(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, format := plant.SiteID(r.PathValue("site")), r.URL.Query().Get("format")
	name, err := a.fileName(r.Context(), who, site, "security levels")
	if err != nil {
		return err
	}
	if format == "html" {
		// The page may use its own style and nothing else.
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src "+report.StyleHash()+"; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-modals")
	}
	return download(w, name, format, format == "html", func(b io.Writer) error {
		return a.svc.LevelReport(r.Context(), who, site, format, b)
	})
}

func (a *API) exportSite(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, q := plant.SiteID(r.PathValue("site")), r.URL.Query()
	name, err := a.fileName(r.Context(), who, site, "site")
	if err != nil {
		return err
	}
	return download(w, name, q.Get("format"), false, func(b io.Writer) error {
		return a.svc.Export(r.Context(), who, site, q.Get("format"), q.Get("at"), b)
	})
}

func (a *API) drawingSVG(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site := plant.SiteID(r.PathValue("site"))
	name, err := a.fileName(r.Context(), who, site, "zones and conduits")
	if err != nil {
		return err
	}
	return download(w, name, "svg", false, func(b io.Writer) error {
		return a.svc.DrawingSVG(r.Context(), who, site, b)
	})
}

func (a *API) addExample(ctx context.Context, who access.Principal, _ *none) (*answer[csms.Applied], error) {
	return bodyOf(a.svc.LoadExample(ctx, who))
}
