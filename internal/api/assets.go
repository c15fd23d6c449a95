package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func (a *API) assetOperations() {
	const assets, asset = "/api/v1/sites/{site}/assets", "/api/v1/sites/{site}/assets/{asset}"
	op(a, operation{id: "list-assets", method: http.MethodGet, path: assets, tag: tagAssets,
		summary: "Assets of a site",
		about: "Parameters that are repeated mean any of the values; different parameters narrow each other. " +
			"The cursor holds for the same filter and order only."}, a.listAssets)
	op(a, operation{id: "get-asset-facets", method: http.MethodGet, path: assets + "/facets", tag: tagAssets,
		summary: "Assets counted by vendor, type, role, zone and owner"}, a.assetFacets)
	op(a, operation{id: "add-asset", method: http.MethodPost, path: assets, tag: tagAssets, status: http.StatusCreated,
		summary: "Add an asset", about: "The key must be unique among the assets of the site."}, a.addAsset)
	op(a, operation{id: "change-assets", method: http.MethodPost, path: assets + "/bulk", tag: tagAssets, maxBody: 8 << 20,
		summary: "Change or delete many assets at once",
		about: "Names the assets by `ids`, or all that a filter finds by `all`; then either `set` or `delete`. " +
			"All of them are changed, in one entry of the history, or, when one breaks a rule, none."}, a.changeAssets)
	op(a, operation{id: "get-asset", method: http.MethodGet, path: asset, tag: tagAssets,
		summary: "One asset"}, a.getAsset)
	op(a, operation{id: "change-asset", method: http.MethodPut, path: asset, tag: tagAssets,
		summary: "Change an asset",
		about:   "The whole new record is sent. What differs counts as typed from now on; `sources` in the body is ignored."}, a.changeAsset)
	op(a, operation{id: "delete-asset", method: http.MethodDelete, path: asset, tag: tagAssets,
		summary: "Delete an asset", about: "An asset that something refers to is refused with references."}, a.deleteAsset)
	op(a, operation{id: "list-asset-references", method: http.MethodGet, path: asset + "/references", tag: tagAssets,
		summary: "What refers to an asset"}, a.assetReferences)
}

// OnAsset are the parameters of one asset.
type OnAsset struct {
	OnSite
	Asset plant.AssetID `path:"asset" maxLength:"64" doc:"Id of the asset."`
}

// AssetQuery are the parameters of the asset list.
type AssetQuery struct {
	ID          []plant.AssetID `query:"id,explode" maxItems:"200" doc:"Ids of assets, to read these."`
	Search      string          `query:"search" maxLength:"200" doc:"Words that key, name, vendor, model, address and the like contain."`
	Zone        []string        `query:"zone,explode" maxItems:"100" doc:"Id of a zone, or none for assets without one."`
	Type        []string        `query:"type,explode" maxItems:"20"`
	Role        []string        `query:"role,explode" maxItems:"50"`
	Vendor      []string        `query:"vendor,explode" maxItems:"100"`
	Criticality []int           `query:"criticality,explode" maxItems:"6" doc:"1 to 5, or 0 for not rated."`
	Owner       string          `query:"owner" maxLength:"200"`
	Sort        string          `query:"sort" maxLength:"20" doc:"key, name, vendor, model, zone, type, role, criticality or firmware; with a - before it for the reverse." example:"-criticality"`
	Paged
}

func (a *API) listAssets(ctx context.Context, who access.Principal, in *struct {
	OnSite
	AssetQuery
}) (*answer[page[plant.Asset]], error) {
	filter := csms.AssetFilter{
		IDs: in.ID, Search: in.Search, Zones: in.Zone, Types: in.Type, Roles: in.Role, Vendors: in.Vendor,
		Criticality: in.Criticality, Owner: in.Owner,
	}
	return pageFrom(a.svc.Assets(ctx, who, in.Site, filter, in.Sort, in.After, in.Limit))
}

func (a *API) assetFacets(ctx context.Context, who access.Principal, in *OnSite) (*answer[csms.AssetFacets], error) {
	facets, err := a.svc.AssetFacets(ctx, who, in.Site)
	if err != nil {
		return nil, err
	}
	return &answer[csms.AssetFacets]{Body: facets}, nil
}

func (a *API) addAsset(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body plant.Asset
}) (*added[plant.Asset], error) {
	asset, entry, err := a.svc.AddAsset(ctx, who, in.Site, in.Body)
	return addedAt("/api/v1/sites/"+string(in.Site)+"/assets/"+string(asset.ID), asset, asset.Version, entry, err)
}

// AssetsChange is the body of change-assets.
type AssetsChange struct {
	IDs    []plant.AssetID `json:"ids,omitempty" maxItems:"100000" doc:"The assets by id."`
	All    *AssetChoice    `json:"all,omitempty" doc:"All assets that the filter finds; an empty one finds all of the site."`
	Set    *csms.AssetSet  `json:"set,omitempty" doc:"Attributes to set; those left out stay as they are."`
	Delete bool            `json:"delete,omitempty" doc:"Delete the assets instead."`
	// Cascade goes with Delete.
	Cascade bool `json:"cascade,omitempty" doc:"Delete with the assets what was answered for the components themselves."`
}

// AssetChoice is the filter of the asset list in a body.
type AssetChoice struct {
	Search      string   `json:"search,omitempty" maxLength:"200"`
	Zone        []string `json:"zone,omitempty" maxItems:"100"`
	Type        []string `json:"type,omitempty" maxItems:"20"`
	Role        []string `json:"role,omitempty" maxItems:"50"`
	Vendor      []string `json:"vendor,omitempty" maxItems:"100"`
	Criticality []int    `json:"criticality,omitempty" maxItems:"6"`
	Owner       string   `json:"owner,omitempty" maxLength:"200"`
}

func (a *API) changeAssets(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body AssetsChange
}) (*answer[csms.BulkResult], error) {
	bulk := csms.AssetBulk{IDs: in.Body.IDs, Set: in.Body.Set, Delete: in.Body.Delete, Cascade: in.Body.Cascade}
	if c := in.Body.All; c != nil {
		bulk.All = &csms.AssetFilter{
			Search: c.Search, Zones: c.Zone, Types: c.Type, Roles: c.Role, Vendors: c.Vendor,
			Criticality: c.Criticality, Owner: c.Owner,
		}
	}
	result, err := a.svc.BulkAssets(ctx, who, in.Site, bulk)
	if err != nil {
		return nil, err
	}
	return &answer[csms.BulkResult]{Body: result}, nil
}

func (a *API) getAsset(ctx context.Context, who access.Principal, in *OnAsset) (*stored[plant.Asset], error) {
	asset, err := a.svc.Asset(ctx, who, in.Site, in.Asset)
	return storedAs(asset, asset.Version, err)
}

func (a *API) changeAsset(ctx context.Context, who access.Principal, in *struct {
	OnAsset
	Guarded
	Body plant.Asset
}) (*changed[plant.Asset], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := sameRecord(string(in.Body.ID), string(in.Asset)); err != nil {
		return nil, err
	}
	in.Body.ID, in.Body.Version = in.Asset, version
	asset, entry, err := a.svc.ChangeAsset(ctx, who, in.Site, in.Body)
	return changedTo(asset, asset.Version, entry, err)
}

func (a *API) deleteAsset(ctx context.Context, who access.Principal, in *struct {
	OnAsset
	Guarded
	Cascading
}) (*Left, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return deleted(a.svc.DeleteAsset(ctx, who, in.Site, in.Asset, version, in.Cascade))
}

func (a *API) assetReferences(ctx context.Context, who access.Principal, in *OnAsset) (*answer[page[Reference]], error) {
	return references(a.svc.References(ctx, who, in.Site, "asset", string(in.Asset)))
}
