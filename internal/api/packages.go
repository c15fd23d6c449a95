package api

import (
	"context"
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
	"ringwall/internal/plant"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

const (
	tagExchange = "Exchange"
	packageRoot = "/api/v1/packages"
	// packageTime is the longest that a package may take on its way.
	packageTime = time.Hour
)

// packageOperations are what the parties hand to one another: making packages,
// taking them in, and what was made of them.
func (a *API) packageOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-exchange-key", method: http.MethodGet, path: "/api/v1/exchange-key", tag: tagExchange,
		summary: "The public key by which partners know this organisation",
		about:   "Its words are compared on another way, such as the telephone, before a partner trusts the key. The key is made when it is first asked for."}, a.exchangeKey)
	raw(a, operation{id: "add-package", method: http.MethodPost, path: packageRoot, tag: tagExchange, status: http.StatusCreated, maxBody: exchange.DefaultBudget.Bytes + 1, time: packageTime,
		summary: "Take in a package that another party sent",
		about: "The body is the file. It is proved before it is kept: one that is not as it was signed is refused with the code `package-damaged` and every fault. " +
			"Whose key signed it is told and stands in the way of accepting it until the key is trusted. With `dry=1` nothing is kept."}, a.describeTake, a.takePackage)
	op(a, operation{id: "get-package-content", method: http.MethodGet, path: packageRoot + "/{id}/content", tag: tagExchange, time: 2 * time.Minute,
		summary: "What a package holds, and how it stands today", about: "Its file is proved anew."}, a.packageContent)
	raw(a, operation{id: "get-package-file", method: http.MethodGet, path: packageRoot + "/{id}/file", tag: tagExchange, time: packageTime,
		summary: "The file of a package, as it came or went", about: "`ringwall verify` proves it without this program."}, describeFile("zip"), a.packageFile)
	op(a, operation{id: "get-package-difference", method: http.MethodGet, path: packageRoot + "/{id}/difference", tag: tagExchange, time: 2 * time.Minute,
		summary: "A package that came in against what was asked, what is known and what is declared"}, a.packageDifference)
	op(a, operation{id: "make-requirements-package", method: http.MethodPost, path: site + "/packages/requirements", tag: tagExchange, status: http.StatusCreated, time: 2 * time.Minute,
		summary: "Make a requirements package of the specification of a site",
		about:   "It holds what the specification asks of an integrator and nothing of the risk register. A specification that is not approved goes out marked as a draft."}, a.makeRequirements)
	op(a, operation{id: "make-as-built-package", method: http.MethodPost, path: site + "/packages/as-built", tag: tagExchange, status: http.StatusCreated, time: packageTime,
		summary: "Make an as-built package of a site: plant, tests, products with their claims, proofs with their files"}, a.makeAsBuilt)
	op(a, operation{id: "make-claims-package", method: http.MethodPost, path: packageRoot + "/claims", tag: tagExchange, status: http.StatusCreated, time: 2 * time.Minute,
		summary: "Make a claims package of products"}, a.makeClaims)
	op(a, operation{id: "begin-project", method: http.MethodPost, path: packageRoot + "/{id}/project", tag: tagExchange, status: http.StatusCreated, time: 2 * time.Minute,
		summary: "Make a site out of a requirements package: its zones, conduits and targets, a draft reply and the acceptance tests"}, a.beginProject)
	a.claimFileOperations()
}

// claimFileOperations are claims as files, out and in.
func (a *API) claimFileOperations() {
	for _, of := range []struct{ one, segment, noun string }{{"product", "products", "a product"}, {"company", "companies", "a company and all its products"}} {
		for _, format := range csms.ClaimFormats {
			id := map[string]string{"xlsx": "xlsx", "json": "json", "oscal.json": "oscal"}[format]
			words := map[string]string{"xlsx": "a sheet to be filled in", "json": "JSON", "oscal.json": "an OSCAL component definition"}[format]
			raw(a, operation{id: "get-" + of.one + "-claims-" + id, method: http.MethodGet, path: "/api/v1/" + of.segment + "/{id}/claims." + format, tag: tagExchange, time: 2 * time.Minute,
				summary: "What is claimed of " + of.noun + ", as " + words}, describeFile(lastOf(format)), a.claimFile(of.one, format))
		}
	}
	raw(a, operation{id: "read-claims", method: http.MethodPost, path: "/api/v1/claims/sheet", tag: tagExchange, time: 5 * time.Minute, maxBody: sheetLimit,
		summary: "Read claims from a file: a filled claim sheet, JSON, or an OSCAL component definition",
		about:   "The body is the file. Without `apply=1` nothing changes and the answer is a preview, with each refused cell."}, a.describeSheet(jsonOf[csms.ClaimFile](a)), a.readClaims)
}

// sheetLimit is the largest sheet that is read.
const sheetLimit = 16<<20 + 1

func lastOf(format string) string {
	if format == "oscal.json" {
		return "json"
	}
	return format
}

func (a *API) exchangeKey(ctx context.Context, who access.Principal, _ *none) (*answer[csms.OwnKey], error) {
	return bodyOf(a.svc.ExchangeKey(ctx, who))
}

func (a *API) describeTake(o *huma.Operation) {
	o.Parameters = append(o.Parameters, queryParam("name", "Name of the file, for messages.", false), queryParam("dry", "1 proves it and keeps nothing.", false))
	o.RequestBody = fileBody()
	o.Responses = map[string]*huma.Response{"201": {Description: "The package, as it was proved.", Content: jsonOf[csms.TakenPackage](a)}}
}

func (a *API) takePackage(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	q := r.URL.Query()
	dry, err := flagIn(r, "dry")
	if err != nil {
		return err
	}
	taken, err := a.svc.TakePackage(r.Context(), who, safeName(orElse(q.Get("name"), "package.zip")), dry, r.Body)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, fmt.Sprintf("The upload took longer than %v: send the file over a faster line.", packageTime))
	case err != nil:
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if !dry {
		h.Set("Location", packageRoot+"/"+string(taken.Package.ID))
		h.Set("Entry", strconv.FormatInt(taken.Entry, 10))
		w.WriteHeader(http.StatusCreated)
	}
	return json.NewEncoder(w).Encode(taken)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// flagIn reads a parameter that is 1 or 0.
func flagIn(r *http.Request, name string) (bool, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return false, nil
	}
	on, err := strconv.ParseBool(text)
	if err != nil {
		return false, wrongParameter(name, "write 1 or 0")
	}
	return on, nil
}

func (a *API) packageContent(ctx context.Context, who access.Principal, in *Shelved) (*answer[csms.PackageView], error) {
	return bodyOf(a.svc.PackageContent(ctx, who, supply.ID(in.ID)))
}

func (a *API) packageFile(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	f, err := a.svc.OpenPackage(r.Context(), who, supply.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", mediaTypes["zip"])
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": safeName(f.Name)}))
	h.Set("Content-Security-Policy", attachmentPolicy)
	http.ServeContent(w, r, "", f.Made, f)
	return nil
}

func (a *API) packageDifference(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Site plant.SiteID `query:"site" maxLength:"64" doc:"Site that an as-built package is held against, when it answers none of ours."`
}) (*answer[csms.PackageDifference], error) {
	return bodyOf(a.svc.DifferenceOfPackage(ctx, who, supply.ID(in.ID), in.Site))
}

func packageAt(p supply.Package, entry int64, err error) (*added[supply.Package], error) {
	return addedAt(packageRoot+"/"+string(p.ID), p, p.Version, entry, err)
}

func (a *API) makeRequirements(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body csms.NewRequirements
}) (*added[supply.Package], error) {
	return packageAt(a.svc.MakeRequirements(ctx, who, in.Site, in.Body))
}

func (a *API) makeAsBuilt(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body csms.NewAsBuilt
}) (*added[supply.Package], error) {
	return packageAt(a.svc.MakeAsBuilt(ctx, who, in.Site, in.Body))
}

func (a *API) makeClaims(ctx context.Context, who access.Principal, in *struct{ Body csms.NewClaims }) (*added[supply.Package], error) {
	return packageAt(a.svc.MakeClaims(ctx, who, in.Body))
}

func (a *API) beginProject(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Body csms.NewProject
}) (*added[csms.Project], error) {
	p, err := a.svc.BeginProject(ctx, who, supply.ID(in.ID), in.Body)
	return addedAt("/api/v1/sites/"+string(p.Site.ID), p, p.Site.Version, p.Entry, err)
}
