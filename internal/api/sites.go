package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func (a *API) siteOperations() {
	const site = "/api/v1/sites/{site}"
	op(a, operation{id: "get-portfolio", method: http.MethodGet, path: "/api/v1/portfolio", tag: tagPlant,
		summary: "All sites with their numbers",
		about:   "Per site: zones, conduits, assets, and how far its levels are from their targets. Levels are left out for whoever may not read them."}, a.portfolio)
	op(a, operation{id: "list-sites", method: http.MethodGet, path: "/api/v1/sites", tag: tagPlant,
		summary: "Sites, by key", about: "Only sites that the caller has a role in."}, a.listSites)
	op(a, operation{id: "add-site", method: http.MethodPost, path: "/api/v1/sites", tag: tagPlant, status: http.StatusCreated,
		summary: "Add an empty site", about: "The key must be unique within the organisation."}, a.addSite)
	op(a, operation{id: "get-site", method: http.MethodGet, path: site, tag: tagPlant,
		summary: "One site's own record"}, a.getSite)
	op(a, operation{id: "change-site", method: http.MethodPut, path: site, tag: tagPlant,
		summary: "Change a site's own record", about: "The whole new record is sent. Its key may change; nothing refers to a site by key."}, a.changeSite)
	op(a, operation{id: "delete-site", method: http.MethodDelete, path: site, tag: tagPlant,
		summary: "Delete a site",
		about:   "A site that is not empty is refused with references, unless `cascade` is set: then all of it goes in one entry of the history."}, a.deleteSite)
}

func (a *API) portfolio(ctx context.Context, who access.Principal, in *struct{ Paged }) (*answer[page[csms.PortfolioSite]], error) {
	return pageFrom(a.svc.Portfolio(ctx, who, in.After, in.Limit))
}

func (a *API) listSites(ctx context.Context, who access.Principal, in *struct{ Paged }) (*answer[page[plant.SiteRecord]], error) {
	return pageFrom(a.svc.Sites(ctx, who, in.After, in.Limit))
}

func (a *API) addSite(ctx context.Context, who access.Principal, in *struct{ Body plant.SiteRecord }) (*added[plant.SiteRecord], error) {
	site, entry, err := a.svc.AddSite(ctx, who, in.Body)
	return addedAt("/api/v1/sites/"+string(site.ID), site, site.Version, entry, err)
}

func (a *API) getSite(ctx context.Context, who access.Principal, in *OnSite) (*stored[plant.SiteRecord], error) {
	site, err := a.svc.Site(ctx, who, in.Site)
	return storedAs(site, site.Version, err)
}

func (a *API) changeSite(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Guarded
	Body plant.SiteRecord
}) (*changed[plant.SiteRecord], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := sameRecord(string(in.Body.ID), string(in.Site)); err != nil {
		return nil, err
	}
	in.Body.ID, in.Body.Version = in.Site, version
	site, entry, err := a.svc.ChangeSite(ctx, who, in.Body)
	return changedTo(site, site.Version, entry, err)
}

func (a *API) deleteSite(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Guarded
	Cascading
}) (*Left, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return deleted(a.svc.DeleteSite(ctx, who, in.Site, version, in.Cascade))
}
