package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func (a *API) readOrganisation(ctx context.Context, who access.Principal, _ *none) (*stored[plant.Organisation], error) {
	org, err := a.svc.Organisation(ctx, who)
	return &stored[plant.Organisation]{ETag: etag(org.Version), Body: org}, err
}

type organisationInput struct {
	IfMatch string `header:"If-Match"`
	Body    plant.Organisation
}

func (a *API) changeOrganisation(ctx context.Context, who access.Principal, in *organisationInput) (*stored[plant.Organisation], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	in.Body.Version = version
	org, err := a.svc.ChangeOrganisation(ctx, who, in.Body)
	return &stored[plant.Organisation]{ETag: etag(org.Version), Body: org}, err
}

func (a *API) readSystem(ctx context.Context, who access.Principal, _ *none) (*answer[csms.System], error) {
	system, err := a.svc.System(ctx, who)
	return &answer[csms.System]{Body: system}, err
}

// readCheckpoint answers with the note as it was signed, to be kept as a file.
func (a *API) readCheckpoint(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	note, err := a.svc.Checkpoint(r.Context(), who)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = w.Write(note)
	return err
}

func describeCheckpoint(d *huma.Operation) {
	d.Responses["200"] = &huma.Response{
		Description: "Signed note (C2SP)",
		Content:     map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}
}

// healthz says that the process answers.
func (a *API) healthz(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok\n") }

// readyz says that the store answers too.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) {
	if err := a.svc.Ready(r.Context()); err != nil {
		a.internal(r.Context(), err)
		say(w, http.StatusServiceUnavailable, "the store does not answer\n")
		return
	}
	say(w, http.StatusOK, "ready\n")
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // a client that is gone needs no answer
}
