package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk/sheet"
)

// The worksheet of scenarios as a file, out and in.
//
//	GET  /api/v1/sites/{site}/scenarios.xlsx   risk.read   the worksheet as a workbook
//	GET  /api/v1/sites/{site}/scenarios.csv    risk.read   its scenarios alone
//	POST /api/v1/sites/{site}/scenarios/sheet  risk.edit   body: the file, application/octet-stream, at most 32 MiB
//
// The query of POST:
//
//	kind            hazop | lopa | physical | worksheet; when left out, the server looks at the file (worksheet for its own export, else hazop)
//	name            the file's name, for messages and the history
//	mapping         the mapping below as JSON; when left out, the server guesses it. kind=worksheet takes none.
//	apply           1 applies; without it nothing changes and the answer is a preview
//	hash            of the preview that is to be applied; another state of file or site → 412 "stale"
//	withoutRefused  1 leaves out the refused rows; without it any refused row → 409 "refused-rows"
//	note            reason, for the history
//
// So the same file is sent up to three times: without a mapping (columns,
// guess and a preview by the guess), with the mapping a person chose (preview),
// and with apply=1 and the hash. Every time the answer has the same shape:
//
//	{
//	  "file": "hazop.xlsx", "kind": "hazop",
//	  "sheets":  [{"name", "rows", "header", "columns": [{"index": 0, "letter": "A", "title", "sample": ["…"], "guess": "node"}]}],
//	  "fields":  [{"name": "node", "label": "Node", "many": false}],          // that columns may feed, in the order of menus; [] for worksheet
//	  "mapping": {
//	    "sheet": "HAZOP", "header": 3,                                          // row of the titles, from 1
//	    "columns": {"node": [0], "safeguards": [7, 8]},                         // indexes from 0; several only where the field has many: true
//	    "category": "safety",                                                   // of consequence that a single column "severity" rates
//	    "fixed": {"kind": "zone", "id": "…"},                                   // node of the whole file, optional
//	    "nodes": {"Node 3: CIP": {"kind": "conduit", "id": "…"}}                // what the file's words mean, optional
//	  },
//	  "guessed": true,                                                          // the mapping is the server's own
//	  "nodes":   [{"text": "Node 3: CIP", "rows": 4, "kind": "", "id": "", "key": ""}], // every text in the node column; kind "" is not known yet
//	  "rows": [{
//	    "sheet": "HAZOP", "row": 7, "outcome": "add" | "change" | "skip" | "refuse",
//	    "key": "SC-031", "name": "…", "node": "Z-02", "pha": "1.4.2",
//	    "reason": "…",                                                          // first refusal, or why it is skipped
//	    "cell": "D7",
//	    "refusals": [{"field": "severity", "cell": "D7", "reason": "…"}],
//	    "fields":   [{"field": "Cause", "before": "…", "after": "…"}],          // of change: in the words of the worksheet's columns; of add: what it will hold
//	    "notes":    ["The source states 1e-05 per year, but …"],                // flags that do not stand in the way
//	    "hackable": true,                                                       // nothing but cyber security stands in between, as it would be rated
//	    "review":   true                                                        // its hackable marks come from the file: somebody has to look at them
//	  }],
//	  "counts": {"add": 20, "change": 0, "skip": 1, "refuse": 2},
//	  "notes":  ["Computed columns are not read: …"],                           // about the file as a whole
//	  "blocked": "The detailed assessment opens when …",                        // "" or why nothing can be applied now
//	  "hash": "…",
//	  "entry": 0,                                                               // of the history, once applied (also header Entry); 0 when nothing changed
//	  "review": ["SC-031"]                                                      // keys of the scenarios whose hackable marks wait for a look
//	}
//
// A file that cannot be read at all is 422 with a sentence. Rules that only the
// whole act can break are 422 with errors[].location "body/rows/<index>/…".

func (a *API) scenarioSheetOperations() {
	const root = "/api/v1/sites/{site}/scenarios"
	for _, f := range []struct{ format, summary string }{
		{"xlsx", "The worksheet of scenarios as a workbook: scenarios, safeguards, assumptions and criteria; to be read in again."},
		{"csv", "The scenarios of the worksheet as one table, to be read in again."},
	} {
		raw(a, operation{id: "get-scenarios-" + f.format, method: http.MethodGet, path: root + "." + f.format, tag: tagRegister, time: 2 * time.Minute,
			summary: f.summary, about: "Columns marked computed are not read again."}, describeFile(f.format), a.scenarioFile(f.format))
	}
	raw(a, operation{id: "read-scenario-sheet", method: http.MethodPost, path: root + "/sheet", tag: tagRegister, time: 5 * time.Minute, maxBody: sheet.Budget.Bytes + 1,
		summary: "Read scenarios from a file (XLSX, CSV): a HAZOP, a layer of protection analysis, findings on physical security, or the worksheet itself.",
		about: "The body is the file. Without `apply=1` nothing changes and the answer is a preview: the columns with what they seem to be, and for every row whether it adds or changes a scenario, " +
			"is skipped, or is refused with its cell. Send the hash of the preview back to apply exactly that, as one act."}, a.describeScenarioSheet, a.readScenarioSheet)
}

func (a *API) describeScenarioSheet(o *huma.Operation) {
	kinds := make([]any, len(sheet.Kinds))
	for i, k := range sheet.Kinds {
		kinds[i] = string(k)
	}
	kind := queryParam("kind", "What the file holds; found out by itself when left out: its own worksheet, else a HAZOP.", false)
	kind.Schema = &huma.Schema{Type: huma.TypeString, Enum: kinds}
	o.Parameters = append(o.Parameters, kind,
		queryParam("name", "Name of the file, for messages and the history.", false),
		queryParam("mapping", "Which columns feed which fields, as JSON like the mapping of the answer; guessed by the titles when left out.", false),
		queryParam("apply", "1 applies; else nothing changes.", false),
		queryParam("hash", "Hash of the preview that is to be applied.", false),
		queryParam("withoutRefused", "1 agrees that refused rows stay out.", false),
		queryParam("note", "Reason, for the history.", false))
	o.RequestBody = fileBody()
	o.Responses = map[string]*huma.Response{"200": {Description: "What changes, or has changed.", Content: jsonOf[csms.ScenarioSheet](a)}}
}

func (a *API) scenarioFile(format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		site := plant.SiteID(r.PathValue("site"))
		name, err := a.fileName(r.Context(), who, site, "scenarios")
		if err != nil {
			return err
		}
		return download(w, name, format, func(b io.Writer) error {
			return a.svc.WriteScenarios(r.Context(), who, site, format, b)
		})
	}
}

const longestMapping = 64 << 10

func (a *API) readScenarioSheet(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	in, err := scenarioSheetInput(r)
	if err != nil {
		return err
	}
	out, err := a.svc.ReadScenarioSheet(r.Context(), who, plant.SiteID(r.PathValue("site")), in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

func scenarioSheetInput(r *http.Request) (csms.ScenarioSheetInput, error) {
	q := r.URL.Query()
	in := csms.ScenarioSheetInput{Name: safeName(q.Get("name")), Kind: sheet.Kind(q.Get("kind")), Hash: q.Get("hash"), Note: q.Get("note")}
	known := in.Kind == ""
	for _, k := range sheet.Kinds {
		known = known || in.Kind == k
	}
	if !known {
		return in, wrongParameter("kind", "write hazop, lopa, physical or worksheet")
	}
	if err := checkNote(in.Note); err != nil {
		return in, err
	}
	if err := flagsIn(q, map[string]*bool{"apply": &in.Apply, "withoutRefused": &in.WithoutRefused}); err != nil {
		return in, err
	}
	if text := q.Get("mapping"); text != "" {
		d := json.NewDecoder(bytes.NewReader([]byte(text)))
		d.DisallowUnknownFields()
		in.Mapping = &sheet.Mapping{}
		if len(text) > longestMapping || d.Decode(in.Mapping) != nil || d.More() {
			return in, wrongParameter("mapping", "write it as the mapping of a preview: sheet, header, columns by field")
		}
	}
	var err error
	in.Data, err = wholeBody(r)
	return in, err
}
