package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ringwall/internal/proof/trace"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk/lint"
	"ringwall/internal/risk/spec"
	"ringwall/internal/risk/whatif"
)

// The decoder's strictness is set in variables of huma: names of fields must
// match to the letter, and a list is never null.
func init() {
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
}

// document makes the frame of the OpenAPI document, to be filled by the operations.
func document(mux *http.ServeMux, version string) huma.API {
	const prefix = "#/components/schemas/"
	if version == "" {
		version = "development"
	}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Ringwall", Version: version,
				Description: "Every page of Ringwall is made of these operations. Errors are problem documents (RFC 9457). " +
					"A changed record is sent back with the version that was read as If-Match.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry(prefix, schemaNames()),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: cookieName},
					"token":   {Type: "http", Scheme: "bearer", Description: "An API token, rw_…"},
				},
			},
			Security: []map[string][]string{{"session": {}}, {"token": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat: "application/json",
	}
	return humago.New(mux, config)
}

// jsonFormat writes JSON as it is kept, and reads it with a limit on nesting.
var jsonFormat = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if err := checkDepth(data); err != nil {
			return err
		}
		return json.Unmarshal(data, v)
	},
}

// maxDepth is how deep a body may nest; the deepest record has a depth of five.
const maxDepth = 64

// checkDepth counts brackets outside of strings. It need not know JSON beyond
// that: whatever is malformed is refused by the parser afterwards.
func checkDepth(data []byte) error {
	depth := 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '{', '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("the body nests deeper than %d levels", maxDepth)
			}
		case '}', ']':
			depth--
		case '"':
			for i++; i < len(data) && data[i] != '"'; i++ {
				if data[i] == '\\' {
					i++
				}
			}
		}
	}
	if !bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{")) {
		return errors.New("the body must be a JSON object")
	}
	return nil
}

// called are the schemas with another name than their type: within its package
// the type needs no more than it has, but the document is one for all packages.
var called = map[reflect.Type]string{
	reflect.TypeFor[lint.Judged]():      "JudgedFinding",
	reflect.TypeFor[xray.Judged]():      "JudgedXRay",
	reflect.TypeFor[xray.Record]():      "XRayRecord",
	reflect.TypeFor[trace.Ref]():        "TraceRef",
	reflect.TypeFor[trace.Node]():       "TraceNode",
	reflect.TypeFor[trace.Edge]():       "TraceEdge",
	reflect.TypeFor[trace.Gap]():        "TraceGap",
	reflect.TypeFor[trace.Graph]():      "TraceGraph",
	reflect.TypeFor[page[trace.Node]](): "PageTraceNode",
	reflect.TypeFor[spec.System]():      "CRSSystem",
	reflect.TypeFor[spec.Counts]():      "CRSCounts",
	reflect.TypeFor[spec.Verifying]():   "CRSVerifying",
	reflect.TypeFor[spec.Part]():        "CRSPart",
	reflect.TypeFor[spec.Line]():        "CRSLine",
	reflect.TypeFor[spec.Subject]():     "CRSSubject",
	reflect.TypeFor[spec.Flow]():        "CRSFlow",
	reflect.TypeFor[spec.Asset]():       "CRSAsset",
	reflect.TypeFor[spec.Threat]():      "CRSThreat",
	reflect.TypeFor[spec.Risk]():        "CRSRisk",
	reflect.TypeFor[spec.Untraced]():    "CRSUntraced",
	reflect.TypeFor[spec.Unserved]():    "CRSUnserved",
	reflect.TypeFor[page[spec.Line]]():  "PageCRSLine",
	reflect.TypeFor[whatif.Result]():    "WhatIfResult",
	reflect.TypeFor[whatif.Step]():      "WhatIfChange",
	reflect.TypeFor[whatif.Numbers]():   "WhatIfNumbers",
	reflect.TypeFor[whatif.Stages]():    "ScenarioStages",
	reflect.TypeFor[whatif.Levels]():    "SubjectLevels",
}

// schemaNames names schemas after their types. Two packages may use the same
// name; the second then carries its package in front, and a third the package
// above that as well.
func schemaNames() func(reflect.Type, string) string {
	taken := map[string]reflect.Type{}
	return func(t reflect.Type, hint string) string {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if name, other := called[t]; other {
			return name
		}
		name := huma.DefaultSchemaNamer(t, hint)
		if t.Name() == "" {
			return name
		}
		for at := t.PkgPath(); at != "." && at != ""; at = path.Dir(at) {
			if first, found := taken[name]; !found || first == t {
				break
			}
			pkg := path.Base(at)
			name = strings.ToUpper(pkg[:1]) + pkg[1:] + name
		}
		taken[name] = t
		return name
	}
}

// describeRecords marks what the store gives out, so that a new record can be
// sent without it and a record that was read can be sent back as it is.
func describeRecords(schemas huma.Registry) {
	for _, s := range schemas.Map() {
		id, version := s.Properties["id"], s.Properties["version"]
		if id != nil && version != nil {
			id.ReadOnly, version.ReadOnly = true, true
		}
	}
}

var pathParam = regexp.MustCompile(`\{([a-z]+)\}`)

// describePath adds the parameters of the path and the problem answer to an
// operation whose input is not a struct.
func describePath(d *huma.Operation) {
	for _, m := range pathParam.FindAllStringSubmatch(d.Path, -1) {
		d.Parameters = append(d.Parameters, &huma.Param{
			Name: m[1], In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
		})
	}
	d.Responses = map[string]*huma.Response{"default": {
		Description: "Error",
		Content: map[string]*huma.MediaType{
			"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}},
		},
	}}
}

// openAPI answers with the document. It holds no secret: it is the same for
// every installation of this version.
func (a *API) openAPI(w http.ResponseWriter, r *http.Request) {
	doc, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		writeProblem(w, a.problem(r.Context(), fmt.Errorf("write the OpenAPI document: %w", err)))
		return
	}
	w.Header().Set("Content-Type", "application/openapi+json")
	w.Write(doc)
}
