package api

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/report"
)

// reportOperations are documents to hand on: reports and exports.
func (a *API) reportOperations() {
	const tag = "Reports"
	raw(a, operation{id: "get-level-report", method: "GET", path: "/api/v1/sites/{site}/reports/levels", tag: tag, time: 2 * time.Minute,
		summary: "Level and gap report of a site: the drawing, vectors, reasons and open requirements."},
		describeDownload(false, "html", "pdf", "docx", "xlsx", "json"), a.levelReport)
	raw(a, operation{id: "export-site", method: "GET", path: "/api/v1/sites/{site}/export", tag: tag, time: 2 * time.Minute,
		summary: "All that is declared of a site, to be read in again."},
		describeDownload(true, "yaml", "json", "xlsx", "csv"), a.exportSite)
	op(a, operation{id: "add-example-site", method: "POST", path: "/api/v1/example", tag: "Plant", time: time.Minute,
		summary: "Add the example plant to the organisation."}, a.addExample)
}

// mediaTypes of the formats that are written.
var mediaTypes = map[string]string{
	"html":   "text/html; charset=utf-8",
	"pdf":    "application/pdf",
	"docx":   "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx":   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"json":   "application/json",
	"yaml":   "application/yaml",
	"csv":    "text/csv; charset=utf-8",
	"svg":    "image/svg+xml",
	"png":    "image/png",
	"drawio": "application/vnd.jgraph.mxfile",
	"zip":    "application/zip",
}

// describeDownload describes a document in one of several formats; past says
// that it can be asked for as it was.
func describeDownload(past bool, formats ...string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		content := map[string]*huma.MediaType{}
		enum := make([]any, len(formats))
		for i, f := range formats {
			enum[i] = f
			content[mediaTypes[f]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
		o.Parameters = append(o.Parameters,
			&huma.Param{Name: "format", In: "query", Required: true, Schema: &huma.Schema{Type: huma.TypeString, Enum: enum}})
		if past {
			o.Parameters = append(o.Parameters,
				&huma.Param{Name: "at", In: "query", Description: "As it was at a past time or after an entry of the history.", Schema: &huma.Schema{Type: huma.TypeString}})
		}
		o.Responses = map[string]*huma.Response{"200": {Description: "The document.", Content: content}}
	}
}

// Policies of what is written for people to open. A file that is saved may do
// nothing at all, should a browser show it in place of saving it; the page of a
// report may use its own style, and be printed.
const attachmentPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

func pagePolicy() string {
	return "default-src 'none'; style-src " + report.StyleHash() + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-modals"
}

// download writes a document to the client as a file; a report in HTML opens as
// a page. The document is made whole first: an error half way must not leave a
// file that looks complete.
func download(w http.ResponseWriter, name, format string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	kind, policy := "attachment", attachmentPolicy
	if format == "html" {
		kind, policy = "inline", pagePolicy()
	}
	h := w.Header()
	h.Set("Content-Type", mediaTypes[format])
	h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": name + "." + format}))
	h.Set("Content-Security-Policy", policy)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	_, err := w.Write(b.Bytes())
	return err
}

// fileName is a name for a file about a site, with the day.
func (a *API) fileName(ctx context.Context, who access.Principal, site plant.SiteID, what string) (string, error) {
	s, err := a.svc.Site(ctx, who, site)
	if err != nil {
		return "", err
	}
	return safeName(s.Key) + " " + what + " " + time.Now().UTC().Format(time.DateOnly), nil
}

// safeName is a text as part of a file's name on any system: no folder, no
// hidden file, no sign that some system reads, or that turns the text around.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|%`, r) || !unicode.IsPrint(r) {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(s, "-"))
	return strings.TrimLeft(strings.TrimSpace(s), ".- ")
}

func (a *API) levelReport(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, format := plant.SiteID(r.PathValue("site")), r.URL.Query().Get("format")
	name, err := a.fileName(r.Context(), who, site, "security levels")
	if err != nil {
		return err
	}
	return download(w, name, format, func(b io.Writer) error {
		return a.svc.LevelReport(r.Context(), who, site, format, b)
	})
}

func (a *API) exportSite(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, q := plant.SiteID(r.PathValue("site")), r.URL.Query()
	name, err := a.fileName(r.Context(), who, site, "site")
	if err != nil {
		return err
	}
	return download(w, name, q.Get("format"), func(b io.Writer) error {
		return a.svc.Export(r.Context(), who, site, q.Get("format"), q.Get("at"), b)
	})
}

func (a *API) addExample(ctx context.Context, who access.Principal, _ *none) (*answer[csms.Applied], error) {
	return bodyOf(a.svc.LoadExample(ctx, who))
}
