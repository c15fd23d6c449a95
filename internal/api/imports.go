package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

const (
	uploadLimit = 513 << 20        // the largest body of an upload: the file and its envelope
	uploadTime  = 10 * time.Minute // the longest that sending a file may take
	watchTime   = 15 * time.Minute // the longest that an import is watched
)

// importOperations are uploads, their preview and what captures showed.
func (a *API) importOperations() {
	const (
		tag  = "Imports"
		root = "/api/v1/sites/{site}/imports"
	)
	raw(a, operation{id: "add-import", method: "POST", path: root, tag: tag, status: http.StatusCreated,
		summary: "Upload a file: an asset list (XLSX, CSV), a site document (YAML, JSON, or an exported workbook) or a capture (pcap, pcapng).",
		about:   "Send multipart/form-data with one part named `file`. Nothing of the plant changes until the preview is applied.",
		maxBody: uploadLimit, time: uploadTime}, describeUpload, a.addImport)
	op(a, operation{id: "list-imports", method: "GET", path: root, tag: tag, summary: "Imports of a site, the newest first."}, a.listImports)
	op(a, operation{id: "get-import", method: "GET", path: root + "/{import}", tag: tag, summary: "One import: its state, progress and what the preview counts."}, a.getImport)
	raw(a, operation{id: "watch-import", method: "GET", path: root + "/{import}/events", tag: tag,
		summary: "Progress of an import as server-sent events, until it waits for somebody.", time: watchTime}, describeEvents, a.watchImport)
	op(a, operation{id: "put-import-mapping", method: "PUT", path: root + "/{import}/mapping", tag: tag,
		summary: "Name the columns of a sheet and make the preview."}, a.mapColumns)
	op(a, operation{id: "list-import-rows", method: "GET", path: root + "/{import}/rows", tag: tag,
		summary: "Rows of the preview: what would be added, changed, skipped, or is refused and why."}, a.listImportRows)
	op(a, operation{id: "apply-import", method: "POST", path: root + "/{import}/apply", tag: tag,
		summary: "Apply the preview as one act.", time: 5 * time.Minute}, a.applyImport)
	op(a, operation{id: "discard-import", method: "DELETE", path: root + "/{import}", tag: tag, summary: "Discard an import that was not applied."}, a.discardImport)

	op(a, operation{id: "list-captures", method: "GET", path: "/api/v1/sites/{site}/captures", tag: tag, summary: "Captures that were imported into a site."}, a.listCaptures)
	op(a, operation{id: "get-capture", method: "GET", path: "/api/v1/sites/{site}/captures/{capture}", tag: tag, summary: "One capture: its packets, read and skipped with reasons."}, a.getCapture)
	op(a, operation{id: "list-talkers", method: "GET", path: "/api/v1/sites/{site}/captures/{capture}/talkers", tag: tag, summary: "Talkers of a capture."}, a.listTalkers)
	op(a, operation{id: "list-flows", method: "GET", path: "/api/v1/sites/{site}/captures/{capture}/flows", tag: tag, summary: "Flows of a capture."}, a.listFlows)
}

type ImportPath struct {
	SitePath
	Import string `path:"import" maxLength:"64"`
}

func (a *API) addImport(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site := plant.SiteID(r.PathValue("site"))
	form, err := r.MultipartReader()
	if err != nil {
		return newProblem(http.StatusUnsupportedMediaType, "Send the file as multipart/form-data, in a part named file.")
	}
	part, err := filePart(form)
	if err != nil {
		return err
	}
	defer part.Close()
	i, err := a.svc.Upload(r.Context(), who, site, part.FileName(), part)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, fmt.Sprintf("The upload took longer than %v: send the file over a faster line.", uploadTime))
	case err != nil:
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", r.URL.Path+"/"+i.ID)
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(i)
}

// filePart is the part of a form that holds the file.
func filePart(form *multipart.Reader) (*multipart.Part, error) {
	part, err := form.NextPart()
	if errors.Is(err, io.EOF) || err == nil && (part.FormName() != "file" || part.FileName() == "") {
		return nil, newProblem(http.StatusUnprocessableEntity, "The form has no part named file with a file in it.")
	}
	if err != nil {
		return nil, newProblem(http.StatusBadRequest, "The form cannot be read: it ends too early or is not multipart/form-data.")
	}
	return part, nil
}

func describeUpload(o *huma.Operation) {
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"file"},
			Properties: map[string]*huma.Schema{"file": {Type: huma.TypeString, Format: "binary"}},
		}},
	}}
	o.Responses = map[string]*huma.Response{"201": {Description: "The import, being read."}}
}

func describeEvents(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {
		Description: "One event named `import` for each change; its data is the import as JSON.",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}

func (a *API) listImports(ctx context.Context, who access.Principal, in *SitePath) (*answer[page[csms.Import]], error) {
	all, err := a.svc.Imports(ctx, who, plant.SiteID(in.Site))
	if err != nil {
		return nil, err
	}
	return listOf(all), nil
}

func (a *API) getImport(ctx context.Context, who access.Principal, in *ImportPath) (*answer[csms.Import], error) {
	return bodyOf(a.svc.Import(ctx, who, plant.SiteID(in.Site), in.Import))
}

// bodyOf is the answer of a use case that returns one value.
func bodyOf[T any](v T, err error) (*answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &answer[T]{Body: v}, nil
}

// watchEvery is how often the state of an import is looked at. It is asked of
// the store, since another replica may be the one that reads the file.
const watchEvery = 300 * time.Millisecond

// watchImport ends when the import waits for somebody, and in any case with the
// right to see it, with the server and after a while; the page then asks again.
func (a *API) watchImport(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site, id := plant.SiteID(r.PathValue("site")), r.PathValue("import")
	i, err := a.svc.Import(r.Context(), who, site, id)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not collect events
	flush := http.NewResponseController(w)
	tick, enough := time.NewTicker(watchEvery), time.NewTimer(watchTime)
	defer tick.Stop()
	defer enough.Stop()
	for last := ""; ; {
		data, err := json.Marshal(i)
		if err != nil {
			return err
		}
		if string(data) != last {
			last = string(data)
			if _, err := fmt.Fprintf(w, "event: import\ndata: %s\n\n", data); err != nil {
				return err
			}
			if err := flush.Flush(); err != nil {
				return err
			}
		}
		if i.State != csms.ImportReading {
			return nil
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-a.ending:
			return nil
		case <-enough.C:
			return nil
		case <-tick.C:
		}
		// A session may end, and a right be taken, while the stream is open.
		if who, err = a.authenticate(r); err != nil {
			return nil //nolint:nilerr // the answer has begun; asked again, it is a refusal
		}
		if i, err = a.svc.Import(r.Context(), who, site, id); err != nil {
			return nil //nolint:nilerr // likewise
		}
	}
}

type mappingBody struct {
	Sheet       string         `json:"sheet" maxLength:"200"`
	Header      int            `json:"header" minimum:"0" maximum:"1000" doc:"Row number of the header, from 1."`
	Columns     map[string]int `json:"columns" doc:"Index of the column, from 0, by the name of the asset field."`
	CreateZones bool           `json:"createZones,omitempty" doc:"Make zones that the sheet names and the site has not."`
	Remember    bool           `json:"remember,omitempty" doc:"Use the same columns for the next file with this header."`
}

func (a *API) mapColumns(ctx context.Context, who access.Principal, in *struct {
	ImportPath
	Body mappingBody
}) (*answer[csms.Import], error) {
	return bodyOf(a.svc.MapColumns(ctx, who, plant.SiteID(in.Site), in.Import, csms.MappingInput{
		Mapping:     sheet.Mapping{Sheet: in.Body.Sheet, Header: in.Body.Header, Columns: in.Body.Columns},
		CreateZones: in.Body.CreateZones, Remember: in.Body.Remember,
	}))
}

func (a *API) listImportRows(ctx context.Context, who access.Principal, in *struct {
	ImportPath
	Paged
	Outcome string `query:"outcome" enum:"add,change,skip,refuse,remove"`
}) (*answer[page[csms.ImportRow]], error) {
	after, err := number(in.After)
	if err != nil {
		return nil, err
	}
	site := plant.SiteID(in.Site)
	i, err := a.svc.Import(ctx, who, site, in.Import)
	if err != nil {
		return nil, err
	}
	rows, err := a.svc.ImportRows(ctx, who, site, in.Import, in.Outcome, after, in.Limit)
	if err != nil {
		return nil, err
	}
	total := i.Counts[in.Outcome]
	if in.Outcome == "" {
		for _, n := range i.Counts {
			total += n
		}
	}
	next := ""
	if len(rows) == in.Limit {
		next = strconv.Itoa(rows[len(rows)-1].N)
	}
	return pageOf(rows, next, total), nil
}

// number reads a cursor that is the number of the last row.
func number(after string) (int, error) {
	if after == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(after)
	if err != nil || n < 0 {
		return 0, newProblem(http.StatusUnprocessableEntity, "The cursor after is not one that this list gave out.")
	}
	return n, nil
}

func (a *API) applyImport(ctx context.Context, who access.Principal, in *struct {
	ImportPath
	Body struct {
		Rows           []int  `json:"rows,omitempty" maxItems:"100000" doc:"Row numbers of the proposals to add, of a capture; all if left out."`
		WithoutRefused bool   `json:"withoutRefused,omitempty" doc:"Agree that refused rows stay out."`
		Note           string `json:"note,omitempty" maxLength:"1000" doc:"Reason, kept in the history."`
	}
}) (*answer[csms.Import], error) {
	return bodyOf(a.svc.ApplyImport(ctx, who, plant.SiteID(in.Site), in.Import, csms.ApplyImportInput{
		Rows: in.Body.Rows, WithoutRefused: in.Body.WithoutRefused, Note: in.Body.Note,
	}))
}

func (a *API) discardImport(ctx context.Context, who access.Principal, in *ImportPath) (*none, error) {
	return &none{}, a.svc.DiscardImport(ctx, who, plant.SiteID(in.Site), in.Import)
}

type CapturePath struct {
	SitePath
	Capture string `path:"capture" maxLength:"64"`
}

func (a *API) listCaptures(ctx context.Context, who access.Principal, in *SitePath) (*answer[page[observe.Capture]], error) {
	all, err := a.svc.Captures(ctx, who, plant.SiteID(in.Site))
	if err != nil {
		return nil, err
	}
	return listOf(all), nil
}

func (a *API) getCapture(ctx context.Context, who access.Principal, in *CapturePath) (*answer[observe.Capture], error) {
	return bodyOf(a.svc.Capture(ctx, who, plant.SiteID(in.Site), in.Capture))
}

func (a *API) listTalkers(ctx context.Context, who access.Principal, in *struct {
	CapturePath
	Paged
}) (*answer[page[observe.Talker]], error) {
	after, err := number(in.After)
	if err != nil {
		return nil, err
	}
	all, err := a.svc.Talkers(ctx, who, plant.SiteID(in.Site), in.Capture)
	if err != nil {
		return nil, err
	}
	total := len(all)
	all = all[min(after, total):]
	next := ""
	if len(all) > in.Limit {
		all, next = all[:in.Limit], strconv.Itoa(after+in.Limit)
	}
	return pageOf(all, next, total), nil
}

func (a *API) listFlows(ctx context.Context, who access.Principal, in *struct {
	CapturePath
	Paged
}) (*answer[page[observe.Flow]], error) {
	after, err := number(in.After)
	if err != nil {
		return nil, err
	}
	site := plant.SiteID(in.Site)
	c, err := a.svc.Capture(ctx, who, site, in.Capture)
	if err != nil {
		return nil, err
	}
	flows, err := a.svc.Flows(ctx, who, site, in.Capture, after, in.Limit)
	if err != nil {
		return nil, err
	}
	next := ""
	if after+len(flows) < c.Flows && len(flows) > 0 {
		next = strconv.Itoa(after + len(flows))
	}
	return pageOf(flows, next, c.Flows), nil
}
