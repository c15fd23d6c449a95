package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/risk"
)

// riskViewOperations look at the register from one side each.
func (a *API) riskViewOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-threats", method: "GET", path: site + "/risk/threats", tag: tagRisk,
		summary: "Techniques that reach zones and conduits, the requirements that work against them, and which are met.",
		about: "With `kind` and `id`, one zone or conduit with its techniques. Without, the counts of all of them, each with an empty list of techniques. " +
			"`stale` lists techniques that scenarios name and the release does not have in use."}, a.threatMap)
	op(a, operation{id: "list-techniques", method: "GET", path: site + "/threats", tag: tagRisk,
		summary: "Techniques of ATT&CK for ICS to choose from, by id."}, a.techniques)
	op(a, operation{id: "get-depth", method: "GET", path: site + "/depth", tag: tagRisk,
		summary: "Defence in depth: zone by layer, with what counts, what does not, and the empty cells."}, a.depth)
	op(a, operation{id: "get-beyond-information", method: "GET", path: site + "/risk/beyond", tag: tagRisk,
		summary: "Risks other than the loss of confidentiality, integrity and availability of information, by what drives them."}, a.beyond)
	op(a, operation{id: "get-adequacy", method: "GET", path: site + "/risk/adequacy", tag: tagRisk,
		summary: "Whether the availability of each essential function is managed well enough."}, a.adequacy)

	op(a, operation{id: "list-threat-releases", method: "GET", path: "/api/v1/threats", tag: tagRisk,
		summary: "Releases of ATT&CK for ICS that there are, the newest first; the newest is in use."}, a.threatReleases)
	raw(a, operation{id: "add-threat-release", method: "POST", path: "/api/v1/threats", tag: tagRisk, status: http.StatusCreated, time: time.Minute, maxBody: threatFile,
		summary: "Read a release of ATT&CK for ICS from its STIX file (JSON, or packed with gzip), for the whole organisation.",
		about: "The body is the file. The newest release is in use: at each site whose scenarios name techniques that it gave up or changed, " +
			"or whose approval rests on an older one, a task is opened, and such approvals are reopened. The answer names them. " +
			"With `try=true` nothing is done, and the answer says what would be."}, a.describeThreatFile, a.addThreatRelease)
	op(a, operation{id: "remove-threat-release", method: "DELETE", path: "/api/v1/threats/{release}", tag: tagRisk, status: http.StatusNoContent,
		summary: "Remove a release that was read in; the one before it is in use again."}, a.removeThreatRelease)
}

// threatFile is the largest file of a release; ATT&CK for ICS has some 3 MB.
const threatFile = 32 << 20

func (a *API) threatReleases(ctx context.Context, who access.Principal, _ *none) (*answer[page[csms.ThreatRelease]], error) {
	items, err := a.svc.ThreatReleases(ctx, who)
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

func (a *API) describeThreatFile(o *huma.Operation) {
	o.Parameters = append(o.Parameters, queryParam("name", "Name of the file.", false), queryParam("try", "\"true\" reads the file and changes nothing.", false))
	o.RequestBody = fileBody()
	content := jsonOf[csms.AddedRelease](a)
	o.Responses = map[string]*huma.Response{
		"200": {Description: "The release as it would be read.", Content: content},
		"201": {Description: "The release as it was read.", Content: content},
	}
}

func (a *API) addThreatRelease(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	data, err := io.ReadAll(r.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return newProblem(http.StatusRequestEntityTooLarge, "The file is larger than "+strconv.Itoa(threatFile>>20)+" MiB: take ics-attack.json, which has some 3 MB.")
	}
	if err != nil {
		return newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	}
	try := r.URL.Query().Get("try") == "true"
	out, err := a.svc.AddThreatRelease(r.Context(), who, safeName(r.URL.Query().Get("name")), data, try)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	if !try {
		w.Header().Set("Entry", strconv.FormatInt(out.Entry, 10))
		w.WriteHeader(http.StatusCreated)
	}
	return json.NewEncoder(w).Encode(out)
}

func (a *API) removeThreatRelease(ctx context.Context, who access.Principal, in *struct {
	Release string `path:"release" maxLength:"64" doc:"Id of the release."`
	Guarded
}) (*Left, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return deleted(a.svc.RemoveThreatRelease(ctx, who, in.Release, version))
}

func (a *API) threatMap(ctx context.Context, who access.Principal, in *struct {
	OnSite
	OneSubject
}) (*answer[risk.ThreatMap], error) {
	subject, err := in.subject()
	if err != nil {
		return nil, err
	}
	return bodyOf(a.svc.Threats(ctx, who, in.Site, subject))
}

func (a *API) techniques(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Text   string `query:"q" maxLength:"100" doc:"In the id or the name."`
	Tactic string `query:"tactic" maxLength:"10" doc:"Id of a tactic."`
	Asset  string `query:"asset" maxLength:"10" doc:"Id of a kind of asset that the technique targets."`
	Paged
}) (*answer[csms.TechniqueList], error) {
	return bodyOf(a.svc.Techniques(ctx, who, in.Site, csms.TechniqueQuery{
		Text: in.Text, Tactic: in.Tactic, Asset: in.Asset, After: in.After, Limit: in.Limit,
	}))
}

func (a *API) depth(ctx context.Context, who access.Principal, in *OnSite) (*answer[risk.DepthMap], error) {
	return bodyOf(a.svc.Depth(ctx, who, in.Site))
}

func (a *API) beyond(ctx context.Context, who access.Principal, in *OnSite) (*answer[risk.BeyondInformation], error) {
	return bodyOf(a.svc.BeyondInformation(ctx, who, in.Site))
}

func (a *API) adequacy(ctx context.Context, who access.Principal, in *OnSite) (*answer[risk.AvailabilityAdequacy], error) {
	return bodyOf(a.svc.AvailabilityAdequacy(ctx, who, in.Site))
}
