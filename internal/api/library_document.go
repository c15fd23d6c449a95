package api

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

// libraryDocumentOperations are the library as one document, out and in.
func (a *API) libraryDocumentOperations() {
	raw(a, operation{id: "export-library", method: http.MethodGet, path: "/api/v1/library/document", tag: tagLibrary, time: 2 * time.Minute,
		summary: "The library as one document, to be read in again.",
		about:   "As much of it as the caller may know. Licensed texts are never in it, and files only by name and hash."},
		describeDownload(false, "yaml", "json"), a.exportLibrary)
	raw(a, operation{id: "apply-library", method: http.MethodPost, path: "/api/v1/library/document", tag: tagLibrary, time: 5 * time.Minute, maxBody: plant.DefaultBudget.Bytes + 1,
		summary: "Bring the library to what a document says.",
		about: "The body is a library document, YAML or JSON. Without `apply=1` nothing changes and the answer shows what would be added and changed, and what is refused and why. " +
			"Applied, it is one act; what the document does not name stays. Refused records keep the whole document out, unless `withoutRefused=1` agrees that they stay out."},
		func(o *huma.Operation) {
			o.Parameters = append(o.Parameters,
				queryParam("apply", "1 applies; else nothing changes.", false),
				queryParam("withoutRefused", "1 agrees that refused records stay out.", false),
				queryParam("note", "Reason, for the history.", false))
			o.RequestBody = fileBody()
			o.Responses = map[string]*huma.Response{"200": {Description: "What changes, or has changed.", Content: jsonOf[csms.LibraryApplied](a)}}
		}, a.applyLibrary)
}

func (a *API) exportLibrary(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	format := r.URL.Query().Get("format")
	return download(w, "library "+time.Now().UTC().Format(time.DateOnly), format, func(b io.Writer) error {
		return a.svc.ExportLibrary(r.Context(), who, format, b)
	})
}

func (a *API) applyLibrary(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	q := r.URL.Query()
	in := csms.LibraryInput{Note: q.Get("note")}
	if err := checkNote(in.Note); err != nil {
		return err
	}
	apply := false
	if err := flagsIn(q, map[string]*bool{"apply": &apply, "withoutRefused": &in.Partial}); err != nil {
		return err
	}
	in.DryRun = !apply
	// Who may not change the library learns nothing about how documents are read.
	if err := a.svc.MayApplyLibrary(who); err != nil {
		return err
	}
	text, err := io.ReadAll(r.Body) // too long a body is told as such by the one place for errors
	if _, large := errors.AsType[*http.MaxBytesError](err); err != nil && !large {
		return newProblem(http.StatusBadRequest, "The upload ended before all of the document was there: send it again.")
	}
	if err != nil {
		return err
	}
	lines := plant.Lines{}
	if in.Document, err = proof.ReadDocument(bytes.NewReader(text), plant.DefaultBudget, lines); err != nil {
		return libraryProblems(plant.ProblemsOf(err), err)
	}
	out, err := a.svc.ApplyLibrary(r.Context(), who, in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

// libraryProblems says where a document cannot be read, line by line.
func libraryProblems(problems plant.Problems, err error) error {
	if problems == nil {
		return err
	}
	details := make([]error, len(problems))
	for i, p := range problems {
		details[i] = &huma.ErrorDetail{Location: "body" + p.Pointer, Message: p.String()}
	}
	return newProblem(http.StatusUnprocessableEntity, "The document cannot be read: "+problems[0].String(), details...)
}
