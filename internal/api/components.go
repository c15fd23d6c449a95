package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// tagComponents is the heading of the levels through the chain in the document.
const tagComponents = "Components and programs"

// componentOperations are the levels of components, and what zones take over
// from them.
func (a *API) componentOperations() {
	op(a, operation{id: "get-product-component", method: http.MethodGet, path: "/api/v1/products/{id}/component", tag: tagComponents,
		summary: "What a product is capable of by its claims",
		about: "SL-C for each foundational requirement of IEC 62443-4-2, with what stops the next level. The common constraints have no level: " +
			"they are listed apart, and one that is not shown to hold makes the levels conditional."}, a.productComponent)
	op(a, operation{id: "list-product-levels", method: http.MethodGet, path: "/api/v1/products/levels", tag: tagComponents,
		summary: "What each product is capable of by its claims, by key"}, a.productLevels)
	op(a, operation{id: "get-asset-component", method: http.MethodGet, path: "/api/v1/sites/{site}/assets/{asset}/component", tag: tagComponents,
		summary: "What an asset is capable of where it is installed",
		about:   "The claims of the product that it is, with the asset's own answers before them."}, a.assetComponent)
	op(a, operation{id: "list-components", method: http.MethodGet, path: "/api/v1/sites/{site}/components", tag: tagComponents,
		summary: "Assets of a site with the product that each is and its SL-C, by key"}, a.listComponents)
	op(a, operation{id: "answer-by-components", method: http.MethodPost, path: "/api/v1/sites/{site}/verdicts/by-components", tag: tagComponents,
		summary: "Answer what the components carry and nobody has answered with by-components, in one act",
		about:   "Without subjects for every zone and conduit of the caller's part. A dry run only tells what would be answered."}, a.answerByComponents)
}

func (a *API) productComponent(ctx context.Context, who access.Principal, in *Shelved) (*answer[assess.ComponentPosture], error) {
	return bodyOf(a.svc.ProductComponent(ctx, who, supply.ID(in.ID)))
}

func (a *API) productLevels(ctx context.Context, who access.Principal, in *Many) (*answer[page[csms.ProductLevel]], error) {
	return pageFrom(a.svc.ProductLevels(ctx, who, in.After, in.Limit))
}

func (a *API) assetComponent(ctx context.Context, who access.Principal, in *OnAsset) (*answer[csms.InstalledComponent], error) {
	return bodyOf(a.svc.AssetComponent(ctx, who, in.Site, in.Asset))
}

// ComponentQuery are the parameters of the list of components.
type ComponentQuery struct {
	Zone      string    `query:"zone" maxLength:"64" doc:"Id of a zone, or none for assets without one."`
	Product   supply.ID `query:"product" maxLength:"64" doc:"Id of a product."`
	Unmatched bool      `query:"unmatched" doc:"Those that no product matches."`
	Paged
}

func (a *API) listComponents(ctx context.Context, who access.Principal, in *struct {
	OnSite
	ComponentQuery
}) (*answer[page[csms.ComponentRow]], error) {
	filter := csms.ComponentFilter{Zone: in.Zone, Product: in.Product, Unmatched: in.Unmatched}
	return pageFrom(a.svc.Components(ctx, who, in.Site, filter, in.After, in.Limit))
}

func (a *API) answerByComponents(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body struct {
		Subjects []assess.Subject `json:"subjects,omitempty" maxItems:"2000" doc:"Zones and conduits; all when left out."`
		Dry      bool             `json:"dry,omitempty" doc:"Only tell what would be answered."`
	}
}) (*answer[csms.ByComponents], error) {
	return bodyOf(a.svc.AnswerByComponents(ctx, who, plant.SiteID(in.Site), in.Body.Subjects, in.Body.Dry))
}
