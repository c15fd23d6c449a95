package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/supply"
)

// acceptanceOperations are an owner's word on what came in, and whose keys are
// trusted.
func (a *API) acceptanceOperations() {
	const keys = "/api/v1/companies/{id}/keys/{fingerprint}"
	op(a, operation{id: "trust-company-key", method: http.MethodPost, path: keys + "/trust", tag: tagExchange,
		summary: "Confirm that a key is that of a company, after its words were compared on another way",
		about:   "The caller signs with the password. A key that the company does not have yet is sent along; its words must be those of the path."}, a.trustKey)
	op(a, operation{id: "distrust-company-key", method: http.MethodPost, path: keys + "/distrust", tag: tagExchange,
		summary: "Withdraw the trust in a key", about: "What was accepted before stays as it was signed."}, a.distrustKey)
	op(a, operation{id: "accept-package", method: http.MethodPost, path: packageRoot + "/{id}/accept", tag: tagExchange, time: packageTime, maxBody: keptLimit,
		summary: "Accept a package that came in",
		about: "The caller signs with the password. In one act products, claims and certificates come into the library, deviations are decided, and a plant as built becomes the plant as declared. " +
			"What stands against it is listed in a problem with the code `blocked`."}, a.acceptPackage)
	op(a, operation{id: "refuse-package", method: http.MethodPost, path: packageRoot + "/{id}/refuse", tag: tagExchange,
		summary: "Refuse a package that came in, with the reason"}, a.refusePackage)
	a.limitExchange(a.huma.OpenAPI().Components.Schemas)
}

// limitExchange writes the words that fields of the exchange may have into
// their schemas.
func (a *API) limitExchange(schemas huma.Registry) {
	of := func(t reflect.Type) *huma.Schema { return schemas.Schema(t, false, "") }
	for name, p := range of(reflect.TypeFor[csms.LineAnswers]()).Properties {
		limit(name, p)
	}
}

// KeyPath is a key of a company.
type KeyPath struct {
	Shelved
	Fingerprint string `path:"fingerprint" maxLength:"100" doc:"The eight words of the key, with hyphens."`
}

func (a *API) trustKey(ctx context.Context, who access.Principal, in *struct {
	KeyPath
	Body csms.TrustKey
}) (*changed[supply.Company], error) {
	c, entry, err := a.svc.Trust(ctx, who, supply.ID(in.ID), in.Fingerprint, in.Body)
	return changedTo(c, c.Version, entry, err)
}

func (a *API) distrustKey(ctx context.Context, who access.Principal, in *struct {
	KeyPath
	Body Reason `required:"false"`
}) (*changed[supply.Company], error) {
	c, entry, err := a.svc.Distrust(ctx, who, supply.ID(in.ID), in.Fingerprint, in.Body.Reason)
	return changedTo(c, c.Version, entry, err)
}

// Reason says why something is done, for the record.
type Reason struct {
	Reason string `json:"reason,omitempty" maxLength:"4000"`
}

func (a *API) acceptPackage(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Body csms.NewPackageAcceptance
}) (*changed[csms.AcceptedPackage], error) {
	out, err := a.svc.AcceptPackage(ctx, who, supply.ID(in.ID), in.Body)
	return changedTo(out, out.Package.Version, out.Entry, err)
}

func (a *API) refusePackage(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Body Reason
}) (*changed[supply.Package], error) {
	p, entry, err := a.svc.RefusePackage(ctx, who, supply.ID(in.ID), in.Body.Reason)
	return changedTo(p, p.Version, entry, err)
}
