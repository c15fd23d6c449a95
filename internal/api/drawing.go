package api

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/plant/drawio"
)

// drawingOperations take the drawing out of the program and back in.
func (a *API) drawingOperations() {
	const tag, root = "Drawing", "/api/v1/sites/{site}/drawing"
	for _, f := range []struct{ format, summary string }{
		{"drawio", "The drawing for draw.io: zones as containers, assets in them, conduits as lines; to be imported again."},
		{"svg", "The drawing of zones and conduits as a picture."},
		{"png", "The drawing of zones and conduits in pixels."},
	} {
		raw(a, operation{id: "get-drawing-" + f.format, method: "GET", path: root + "." + f.format, tag: tag, time: time.Minute,
			summary: f.summary}, describePicture(f.format), a.drawingFile(f.format))
	}
	raw(a, operation{id: "get-drawing-diff", method: "GET", path: root + "/diff.svg", tag: tag, time: time.Minute,
		summary: "What changed at a site between two moments, as a picture: added, removed and changed zones and conduits, and every change in words.",
		about:   "A moment is a time (RFC 3339), a day, or the number of an entry of the history."}, describeDifference, a.drawingDiff)
	raw(a, operation{id: "import-drawing", method: "POST", path: root + "/import", tag: tag, time: time.Minute, maxBody: int64(drawio.DefaultBudget.Bytes) + 1,
		summary: "Read a drawing (.drawio) or a table of shapes and connections (CSV, XLSX): containers become zones, shapes in them assets, lines between them conduits.",
		about: "The body is the file. With `dry=1` nothing changes and the answer is a preview; send its hash back to apply exactly that. " +
			"What the drawing does not show stays."}, a.describeImport, a.importDrawing)
}

// queryParam is a parameter that stands in the query.
func queryParam(name, about string, required bool) *huma.Param {
	return &huma.Param{Name: name, In: "query", Required: required, Description: about, Schema: &huma.Schema{Type: huma.TypeString}}
}

func describePicture(format string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {Description: "The drawing.", Content: map[string]*huma.MediaType{
			mediaTypes[format]: {Schema: &huma.Schema{Type: huma.TypeString}},
		}}}
	}
}

func describeDifference(o *huma.Operation) {
	describePicture("svg")(o)
	o.Parameters = append(o.Parameters,
		queryParam("from", "The earlier moment.", true), queryParam("to", "The later moment; now when left out.", false))
}

func (a *API) describeImport(o *huma.Operation) {
	o.Parameters = append(o.Parameters,
		queryParam("name", "Name of the file, for messages and the history.", false),
		queryParam("page", "Id or name of the page; the first with shapes when left out.", false),
		queryParam("dry", "1 shows what would change.", false),
		queryParam("hash", "Hash of the preview that is to be applied.", false))
	o.RequestBody = fileBody()
	o.Responses = map[string]*huma.Response{"200": {Description: "What changes, or has changed.", Content: jsonOf[csms.DrawingImport](a)}}
}

func (a *API) drawingFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		site := plant.SiteID(r.PathValue("site"))
		name, err := a.fileName(r.Context(), who, site, "zones and conduits")
		if err != nil {
			return err
		}
		return download(w, name, format, func(b io.Writer) error {
			return a.svc.DrawingFile(r.Context(), who, site, format, b)
		})
	}
}

func (a *API) drawingDiff(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, q := plant.SiteID(r.PathValue("site")), r.URL.Query()
	name, err := a.fileName(r.Context(), who, site, "changes")
	if err != nil {
		return err
	}
	return download(w, name, "svg", func(b io.Writer) error {
		return a.svc.DrawingDiff(r.Context(), who, site, q.Get("from"), q.Get("to"), b)
	})
}

func (a *API) importDrawing(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	q := r.URL.Query()
	dry, err := strconv.ParseBool(q.Get("dry"))
	if q.Has("dry") && err != nil {
		return newProblem(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: "query.dry", Message: "write 1 or 0"})
	}
	data, err := io.ReadAll(r.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return newProblem(http.StatusRequestEntityTooLarge, "The drawing is larger than "+strconv.Itoa(drawio.DefaultBudget.Bytes>>20)+" MiB: split it, or remove its pictures.")
	}
	if err != nil {
		return newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	}
	name := safeName(q.Get("name"))
	if name == "" {
		name = "The drawing"
	}
	out, err := a.svc.ImportDrawing(r.Context(), who, plant.SiteID(r.PathValue("site")), csms.DrawingInput{
		Name: name, Data: data, Page: q.Get("page"), DryRun: dry, Hash: q.Get("hash"),
	})
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}
