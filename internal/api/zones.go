package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

func (a *API) zoneOperations() {
	const zones, zone = "/api/v1/sites/{site}/zones", "/api/v1/sites/{site}/zones/{zone}"
	op(a, operation{id: "list-zones", method: http.MethodGet, path: zones, tag: tagPlant,
		summary: "Zones of a site, by key", about: "An integrator gets the zones of its part."}, a.listZones)
	op(a, operation{id: "add-zone", method: http.MethodPost, path: zones, tag: tagPlant, status: http.StatusCreated,
		summary: "Add a zone", about: "The key must be unique among the zones of the site."}, a.addZone)
	op(a, operation{id: "get-zone", method: http.MethodGet, path: zone, tag: tagPlant,
		summary: "One zone"}, a.getZone)
	op(a, operation{id: "change-zone", method: http.MethodPut, path: zone, tag: tagPlant,
		summary: "Change a zone",
		about:   "The whole new record is sent. A new key renames the zone: assets, conduits and answers refer to it by id and follow."}, a.changeZone)
	op(a, operation{id: "delete-zone", method: http.MethodDelete, path: zone, tag: tagPlant,
		summary: "Delete a zone",
		about: "A zone that something refers to is refused with references. With `cascade`, its assets are left without a zone, " +
			"inner zones move outwards, and its conduits and answers are deleted, all in one entry of the history."}, a.deleteZone)
	op(a, operation{id: "list-zone-references", method: http.MethodGet, path: zone + "/references", tag: tagPlant,
		summary: "What refers to a zone", about: "What stands in the way of deleting it."}, a.zoneReferences)
}

// OnZone are the parameters of one zone.
type OnZone struct {
	OnSite
	Zone plant.ZoneID `path:"zone" maxLength:"64" doc:"Id of the zone."`
}

func (a *API) listZones(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Many
}) (*answer[page[plant.Zone]], error) {
	return pageFrom(a.svc.Zones(ctx, who, in.Site, in.After, in.Limit))
}

func (a *API) addZone(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body plant.Zone
}) (*added[plant.Zone], error) {
	z, entry, err := a.svc.AddZone(ctx, who, in.Site, in.Body)
	return addedAt("/api/v1/sites/"+string(in.Site)+"/zones/"+string(z.ID), z, z.Version, entry, err)
}

func (a *API) getZone(ctx context.Context, who access.Principal, in *OnZone) (*stored[plant.Zone], error) {
	z, err := a.svc.Zone(ctx, who, in.Site, in.Zone)
	return storedAs(z, z.Version, err)
}

func (a *API) changeZone(ctx context.Context, who access.Principal, in *struct {
	OnZone
	Guarded
	Body plant.Zone
}) (*changed[plant.Zone], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := sameRecord(string(in.Body.ID), string(in.Zone)); err != nil {
		return nil, err
	}
	in.Body.ID, in.Body.Version = in.Zone, version
	z, entry, err := a.svc.ChangeZone(ctx, who, in.Site, in.Body)
	return changedTo(z, z.Version, entry, err)
}

func (a *API) deleteZone(ctx context.Context, who access.Principal, in *struct {
	OnZone
	Guarded
	Cascading
}) (*Left, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return deleted(a.svc.DeleteZone(ctx, who, in.Site, in.Zone, version, in.Cascade))
}

func (a *API) zoneReferences(ctx context.Context, who access.Principal, in *OnZone) (*answer[page[Reference]], error) {
	return references(a.svc.References(ctx, who, in.Site, "zone", string(in.Zone)))
}
