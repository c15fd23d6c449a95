package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ringwall/internal/access"
)

// operation describes one operation; an area of the API declares its own with op or raw.
type operation struct {
	id      string // "list-zones"
	method  string
	path    string // "/api/v1/sites/{site}/zones"
	summary string // one sentence
	about   string // more, in Markdown; may be empty
	tag     string // heading in the document: "Plant"
	status  int    // of success; 0 is 200, or 204 without a body
	public  bool   // for everybody; all others need a session or token

	maxBody int64         // 0 is 1 MiB
	time    time.Duration // for reading the body and writing the answer, 0 is 30 s
}

// Operation is what the register of operations tells of one.
type Operation struct {
	ID, Method, Path string
	Public           bool
}

const (
	bodyLimit = 1 << 20
	bodyTime  = 30 * time.Second
)

// op adds an operation with typed input and output. The handler learns who
// asks; for a public operation that is nobody.
func op[I, O any](a *API, o operation, h func(ctx context.Context, who access.Principal, in *I) (*O, error)) {
	d := a.declare(o)
	huma.Register(a.huma, d, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, principal(ctx), in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
	mustDescribe(a.huma.OpenAPI(), o, reflect.TypeFor[I]())
}

// raw adds an operation that reads or writes a stream: an upload, a download,
// server-sent events. describe completes its entry in the document. An error
// is only answered as long as nothing was written.
func raw(a *API, o operation, describe func(*huma.Operation), h func(w http.ResponseWriter, r *http.Request, who access.Principal) error) {
	d := a.declare(o)
	describePath(&d)
	if describe != nil {
		describe(&d)
	}
	a.huma.OpenAPI().AddOperation(&d)
	a.huma.Adapter().Handle(&d, a.admit(o, func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		r = r.WithContext(ctx.Context())
		if p := refuseQuery(&d, r); p != nil {
			writeProblem(w, p)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, d.MaxBodyBytes)
		out := &started{ResponseWriter: w}
		if err := h(out, r, principal(r.Context())); err != nil {
			if out.done {
				a.broken(r, err)
				return
			}
			writeProblem(w, a.problem(r.Context(), err))
		}
	}))
}

// refuseQuery refuses parameters that a raw operation does not take, as the
// decoder does for the others: what is passed over was meant to matter.
func refuseQuery(d *huma.Operation, r *http.Request) *Problem {
	var unknown []error
	for name := range r.URL.Query() {
		if !slices.ContainsFunc(d.Parameters, func(p *huma.Param) bool { return p.In == "query" && p.Name == name }) {
			unknown = append(unknown, &huma.ErrorDetail{Location: "query." + name, Message: "unknown query parameter"})
		}
	}
	if unknown == nil {
		return nil
	}
	return newProblem(http.StatusUnprocessableEntity, "validation failed", unknown...)
}

// declare enters an operation in the register.
func (a *API) declare(o operation) huma.Operation {
	if o.maxBody == 0 {
		o.maxBody = bodyLimit
	}
	if o.time == 0 {
		o.time = bodyTime
	}
	a.operations = append(a.operations, Operation{ID: o.id, Method: o.method, Path: o.path, Public: o.public})
	d := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path,
		Summary: o.summary, Description: o.about, Tags: []string{o.tag},
		DefaultStatus: o.status, MaxBodyBytes: o.maxBody, BodyReadTimeout: o.time,
		RejectUnknownQueryParameters: true,
		Middlewares:                  huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) { a.admit(o, next)(ctx) }},
	}
	if o.public {
		d.Security = []map[string][]string{{}}
	}
	return d
}

// mustDescribe ends the program at once when the decoder would pass over a
// field of the input: one in an embedded struct that is not exported, or a
// parameter of the path that the input does not have.
func mustDescribe(doc *huma.OpenAPI, o operation, input reflect.Type) {
	for i := range input.NumField() {
		if f := input.Field(i); f.Anonymous && !f.IsExported() {
			panic("operation " + o.id + ": the decoder passes over " + f.Name + ", which is embedded and not exported")
		}
	}
	item := doc.Paths[o.path]
	for _, d := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete, item.Patch} {
		if d == nil || d.OperationID != o.id {
			continue
		}
		for _, m := range pathParam.FindAllStringSubmatch(o.path, -1) {
			if !slices.ContainsFunc(d.Parameters, func(p *huma.Param) bool { return p.In == "path" && p.Name == m[1] }) {
				panic("operation " + o.id + ": {" + m[1] + "} of the path is not a field of the input")
			}
		}
	}
}

// started notes whether an answer was begun.
type started struct {
	http.ResponseWriter
	done bool
}

func (s *started) WriteHeader(status int) {
	s.done = true
	s.ResponseWriter.WriteHeader(status)
}

func (s *started) Write(b []byte) (int, error) {
	s.done = true
	return s.ResponseWriter.Write(b)
}

func (s *started) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// fileBody says that the body of an operation is a file.
func fileBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
}

// jsonOf says that an operation answers with a T as JSON.
func jsonOf[T any](a *API) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{
		"application/json": {Schema: a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")},
	}
}

// writeLeft answers with JSON and the entry that a change left, if it left one.
func writeLeft(w http.ResponseWriter, entry int64, body any) error {
	if entry > 0 {
		w.Header().Set("Entry", strconv.FormatInt(entry, 10))
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(body)
}
