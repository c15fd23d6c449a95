package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/supply"
)

func describeEvidenceUpload(o *huma.Operation) {
	describeUpload(o)
	note := queryParam("note", "What is new in this revision.", false)
	longest := longestNote
	note.Schema.MaxLength = &longest
	o.Parameters = append(o.Parameters, note, queryParam("replaces", "Revision that the file takes the place of.", false))
	o.Responses = map[string]*huma.Response{"201": {Description: "The evidence with its new revision."}}
}

func describeEvidenceFile(o *huma.Operation) {
	o.Parameters = append(o.Parameters, queryParam("preview", "true sends only what a page may show.", false))
	o.Responses = map[string]*huma.Response{
		"200": {Description: "The file.", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}},
		"206": {Description: "A part of it."},
	}
}

func (a *API) addEvidenceFile(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	q := r.URL.Query()
	in := csms.NewFile{Note: q.Get("note")}
	if err := checkNote(in.Note); err != nil {
		return err
	}
	if q.Has("replaces") {
		var err error
		if in.Replaces, err = strconv.Atoi(q.Get("replaces")); err != nil || in.Replaces < 1 {
			return wrongParameter("replaces", "write the number of a revision")
		}
	}
	form, err := r.MultipartReader()
	if err != nil {
		return newProblem(http.StatusUnsupportedMediaType, "Send the file as multipart/form-data, in a part named file.")
	}
	part, err := filePart(form)
	if err != nil {
		return err
	}
	defer part.Close()
	in.Name = part.FileName()
	e, entry, err := a.svc.AddEvidenceFile(r.Context(), who, supply.ID(r.PathValue("id")), in, part)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, fmt.Sprintf("The upload took longer than %v: send the file over a faster line.", evidenceTime))
	case err != nil:
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("ETag", etag(e.Version))
	h.Set("Entry", strconv.FormatInt(entry, 10))
	h.Set("Location", r.URL.Path+"/"+strconv.Itoa(e.Files[len(e.Files)-1].Revision))
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(e)
}

// evidenceFile serves a file that anybody may have made. It is an attachment in
// every case, of a type from a short list, and may do nothing at all should a
// browser show it nevertheless.
func (a *API) evidenceFile(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	revision, err := strconv.Atoi(r.PathValue("revision"))
	if err != nil {
		revision = 0 // there is none
	}
	preview := false
	if q := r.URL.Query(); q.Has("preview") {
		if preview, err = strconv.ParseBool(q.Get("preview")); err != nil {
			return newProblem(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: "query.preview", Message: "write true or false"})
		}
	}
	f, err := a.svc.OpenEvidenceFile(r.Context(), who, supply.ID(r.PathValue("id")), revision, preview)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", servedAs(f))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": safeName(f.Name)}))
	h.Set("Content-Security-Policy", attachmentPolicy)
	h.Set("ETag", `"`+f.Hash+`"`)
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// servedAs is the type that a file is sent with: what a page may show by its
// content, and bytes for everything else.
func servedAs(f csms.EvidenceFile) string {
	switch {
	case !f.Shown:
		return "application/octet-stream"
	case f.Media == "text/plain":
		return "text/plain; charset=utf-8"
	}
	return f.Media
}
