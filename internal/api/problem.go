package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/csms"
)

// Problem is the one form of every error (RFC 9457).
type Problem struct {
	Type   string `json:"type" doc:"Always about:blank: the code tells cases apart."`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail" doc:"One sentence for people."`
	Code   string `json:"code,omitempty" doc:"Tells cases of one status apart."`
	// Errors names broken fields of the request.
	Errors []ProblemField `json:"errors,omitempty"`
	// References are the records that stand in the way of a removal.
	References []Reference `json:"references,omitempty"`

	header http.Header
}

// ProblemField is one broken field.
type ProblemField struct {
	Location string `json:"location" doc:"body, path, query or header, then the field: body/target/vector/3"`
	Message  string `json:"message"`
}

// Reference points to a record.
type Reference struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are headers that go with the answer.
func (p *Problem) GetHeaders() http.Header { return p.header }

// ContentType makes JSON problem JSON.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// huma makes its own errors through this variable, and there is no other way
// to give them our form.
func init() {
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		return newProblem(status, detail, errs...)
	}
}

// newProblem is a problem that the decoder found. The values that it found
// wrong are not sent back: they may be secrets.
func newProblem(status int, detail string, errs ...error) *Problem {
	p := &Problem{Status: status, Detail: sentence(detail), Type: "about:blank", Title: http.StatusText(status)}
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p.Errors = append(p.Errors, ProblemField{Location: d.Location, Message: d.Message})
		} else if err != nil {
			p.Errors = append(p.Errors, ProblemField{Message: err.Error()})
		}
	}
	return p
}

// statuses is the status of each kind of error.
var statuses = map[csms.Kind]int{
	csms.Invalid:  http.StatusUnprocessableEntity,
	csms.Denied:   http.StatusForbidden,
	csms.NotFound: http.StatusNotFound,
	csms.Conflict: http.StatusConflict,
	csms.Internal: http.StatusInternalServerError,
}

// codes is the status where a code asks for another one than its kind.
var codes = map[string]int{
	"stale":       http.StatusPreconditionFailed,
	"sign-in":     http.StatusUnauthorized,
	"credentials": http.StatusUnauthorized,
	"wait":        http.StatusTooManyRequests,
}

// problem turns the error of a use case into an answer. It is the only such
// place; what is nobody's fault but ours is logged here and nowhere else.
func (a *API) problem(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.complete()
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return newProblem(http.StatusRequestEntityTooLarge, "The file is larger than "+strconv.FormatInt(tooLarge.Limit>>20, 10)+" MiB.")
	}
	kind := csms.KindOf(err)
	p := &Problem{Status: statuses[kind]}
	if e, ok := errors.AsType[*csms.Error](err); ok && kind != csms.Internal {
		p.Detail, p.Code = e.Text, e.Code
		if status, other := codes[e.Code]; other {
			p.Status = status
		}
		for _, f := range e.Fields {
			p.Errors = append(p.Errors, ProblemField{Location: "body" + f.Pointer, Message: f.Text})
		}
	} else {
		p.Detail = a.internal(ctx, err)
	}
	if used, ok := errors.AsType[*csms.InUse](err); ok {
		for _, by := range used.By {
			p.References = append(p.References, Reference{Kind: by.Kind, ID: by.ID, Key: by.Key, Name: by.Name})
		}
	}
	if wait, ok := errors.AsType[*csms.Wait](err); ok {
		p.header = http.Header{"Retry-After": {strconv.Itoa(int(math.Ceil(wait.For.Seconds())))}}
	}
	return p.complete()
}

// internal logs an error that the user can do nothing about.
func (a *API) internal(ctx context.Context, err error) string {
	id := requestOf(ctx).id
	if ctx.Err() == nil {
		a.log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String("request", id), slog.Any("error", err))
	}
	return "Something went wrong on the server. Its log has the reason under request " + id + "."
}

func (p *Problem) complete() *Problem {
	p.Type = "about:blank"
	if p.Title == "" {
		p.Title = http.StatusText(p.Status)
	}
	return p
}

// writeProblem answers outside of an operation.
func writeProblem(w http.ResponseWriter, p *Problem) {
	p.complete()
	for name, values := range p.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	// The status is out; a client that is gone cannot be told anything more.
	_ = json.NewEncoder(w).Encode(p)
}

// sentence makes the decoder's short messages read like ours.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if c := s[0]; 'a' <= c && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	if last := s[len(s)-1]; last != '.' && last != '!' {
		s += "."
	}
	return s
}
