package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/proof/isms"
	"ringwall/internal/risk/sheet"
)

// ismsOperations take over what an information security management system has.
// The same file is sent up to three times: as it is (columns and preview by a
// guess), with the mapping that a person chose, and with apply=1 and the hash.
func (a *API) ismsOperations() {
	const site = "/api/v1/sites/{site}/isms"
	op(a, operation{id: "list-isms", method: http.MethodGet, path: site, tag: tagCoverage,
		summary: "The statements and risk registers of an ISMS that were taken over, the newest first"}, a.listISMS)
	raw(a, operation{id: "read-isms", method: http.MethodPost, path: site, tag: tagCoverage, time: 5 * time.Minute, maxBody: isms.Budget.Bytes + 1,
		summary: "Read a statement of applicability (XLSX, CSV, OSCAL) or a risk register (XLSX, CSV) of an ISMS",
		about: "The body is the file. Without `apply=1` nothing changes and the answer is a preview: what the statement covers of IEC 62443-2-1 and 3-3, fully, partly or not, and what remains to be asked; " +
			"or which risks concern the site. Applying keeps the file as evidence. It answers a requirement only where a confirmed pair settles all of it and the control is implemented, " +
			"and adds only those risks as drafts of scenarios that are named by `take`."}, a.describeISMS, a.readISMS)
}

func (a *API) describeISMS(o *huma.Operation) {
	kind := queryParam("kind", "What the file holds; found out by its columns when left out.", false)
	kind.Schema = &huma.Schema{Type: huma.TypeString, Enum: []any{string(isms.SoA), string(isms.Risks)}}
	o.Parameters = append(o.Parameters, kind,
		queryParam("name", "Name of the file, for messages and the history.", false),
		queryParam("mapping", "Which columns feed which fields, as JSON like the mapping of the answer; guessed by the titles when left out.", false),
		queryParam("day", "Day of the statement or register; what the file says, else today.", false),
		queryParam("sets", "Editions of IEC 62443-2-1 to be answered, with commas; the one that is answered already, else the newest.", false),
		queryParam("take", "Rows of the risk register that become drafts of scenarios, with commas.", false),
		queryParam("nodes", `Where rows play that name no zone, as JSON: {"7": {"kind": "zone", "id": "…"}}.`, false),
		queryParam("apply", "1 applies; else nothing changes.", false),
		queryParam("hash", "Hash of the preview that is to be applied.", false),
		queryParam("withoutRefused", "1 agrees that refused rows stay out.", false),
		queryParam("note", "Reason, for the history.", false))
	o.RequestBody = fileBody()
	o.Responses = map[string]*huma.Response{"200": {Description: "What the file covers or concerns, and what changes or has changed.", Content: jsonOf[csms.ISMS](a)}}
}

func (a *API) listISMS(ctx context.Context, who access.Principal, in *OnSite) (*answer[page[csms.ISMSKept]], error) {
	kept, err := a.svc.KeptISMS(ctx, who, in.Site)
	if err != nil {
		return nil, err
	}
	return listOf(kept), nil
}

func (a *API) readISMS(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	in, err := ismsInput(r)
	if err != nil {
		return err
	}
	out, err := a.svc.ReadISMS(r.Context(), who, plant.SiteID(r.PathValue("site")), in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

// mostTaken is how many rows of a register one request may take over.
const mostTaken = 1000

func ismsInput(r *http.Request) (csms.ISMSInput, error) {
	q := r.URL.Query()
	in := csms.ISMSInput{Name: safeName(q.Get("name")), Kind: isms.Kind(q.Get("kind")), Hash: q.Get("hash"), Note: q.Get("note")}
	if in.Kind != "" && in.Kind != isms.SoA && in.Kind != isms.Risks {
		return in, wrongParameter("kind", "write statement or risks")
	}
	if err := checkNote(in.Note); err != nil {
		return in, err
	}
	if err := flagsIn(q, map[string]*bool{"apply": &in.Apply, "withoutRefused": &in.WithoutRefused}); err != nil {
		return in, err
	}
	var err error
	if in.Day, err = plant.ParseDate(q.Get("day")); err != nil {
		return in, wrongParameter("day", "write a day as 2026-11-24")
	}
	for _, id := range listed(q.Get("sets")) {
		in.Sets = append(in.Sets, catalog.SetID(id))
	}
	for _, word := range listed(q.Get("take")) {
		row, err := strconv.Atoi(word)
		if err != nil || row < 1 || len(in.Take) == mostTaken {
			return in, wrongParameter("take", "write numbers of rows with commas, at most 1000")
		}
		in.Take = append(in.Take, row)
	}
	if text := q.Get("mapping"); text != "" {
		in.Mapping = &isms.Mapping{}
		if !strictly(text, in.Mapping) {
			return in, wrongParameter("mapping", "write it as the mapping of a preview: sheet, header, columns by field")
		}
	}
	if text := q.Get("nodes"); text != "" {
		in.Nodes = map[int]sheet.Node{}
		if !strictly(text, &in.Nodes) {
			return in, wrongParameter("nodes", `write it as {"7": {"kind": "zone", "id": "…"}}`)
		}
	}
	in.Data, err = wholeBody(r)
	return in, err
}

// listed are words with commas between them.
func listed(s string) (words []string) {
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// strictly decodes a parameter that is JSON; nothing unknown may stand in it.
func strictly(text string, to any) bool {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	return len(text) <= longestMapping && d.Decode(to) == nil && !d.More()
}
