package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

func (a *API) conduitOperations() {
	const conduits, conduit = "/api/v1/sites/{site}/conduits", "/api/v1/sites/{site}/conduits/{conduit}"
	op(a, operation{id: "list-conduits", method: http.MethodGet, path: conduits, tag: tagPlant,
		summary: "Conduits of a site, by key", about: "An integrator gets the conduits that lead into its zones."}, a.listConduits)
	op(a, operation{id: "add-conduit", method: http.MethodPost, path: conduits, tag: tagPlant, status: http.StatusCreated,
		summary: "Add a conduit", about: "The key must be unique among the conduits of the site."}, a.addConduit)
	op(a, operation{id: "get-conduit", method: http.MethodGet, path: conduit, tag: tagPlant,
		summary: "One conduit"}, a.getConduit)
	op(a, operation{id: "change-conduit", method: http.MethodPut, path: conduit, tag: tagPlant,
		summary: "Change a conduit",
		about:   "The whole new record is sent, flow rules included."}, a.changeConduit)
	op(a, operation{id: "delete-conduit", method: http.MethodDelete, path: conduit, tag: tagPlant,
		summary: "Delete a conduit",
		about:   "A conduit that answers were given for is refused with references. With `cascade`, they go with it in one entry of the history."}, a.deleteConduit)
	op(a, operation{id: "list-conduit-references", method: http.MethodGet, path: conduit + "/references", tag: tagPlant,
		summary: "What refers to a conduit", about: "What stands in the way of deleting it."}, a.conduitReferences)
}

// OnConduit are the parameters of one conduit.
type OnConduit struct {
	OnSite
	Conduit plant.ConduitID `path:"conduit" maxLength:"64" doc:"Id of the conduit."`
}

func (a *API) listConduits(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Many
}) (*answer[page[plant.Conduit]], error) {
	return pageFrom(a.svc.Conduits(ctx, who, in.Site, in.After, in.Limit))
}

func (a *API) addConduit(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body plant.Conduit
}) (*added[plant.Conduit], error) {
	c, entry, err := a.svc.AddConduit(ctx, who, in.Site, in.Body)
	return addedAt("/api/v1/sites/"+string(in.Site)+"/conduits/"+string(c.ID), c, c.Version, entry, err)
}

func (a *API) getConduit(ctx context.Context, who access.Principal, in *OnConduit) (*stored[plant.Conduit], error) {
	c, err := a.svc.Conduit(ctx, who, in.Site, in.Conduit)
	return storedAs(c, c.Version, err)
}

func (a *API) changeConduit(ctx context.Context, who access.Principal, in *struct {
	OnConduit
	Guarded
	Body plant.Conduit
}) (*changed[plant.Conduit], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := sameRecord(string(in.Body.ID), string(in.Conduit)); err != nil {
		return nil, err
	}
	in.Body.ID, in.Body.Version = in.Conduit, version
	c, entry, err := a.svc.ChangeConduit(ctx, who, in.Site, in.Body)
	return changedTo(c, c.Version, entry, err)
}

func (a *API) deleteConduit(ctx context.Context, who access.Principal, in *struct {
	OnConduit
	Guarded
	Cascading
}) (*Left, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return deleted(a.svc.DeleteConduit(ctx, who, in.Site, in.Conduit, version, in.Cascade))
}

func (a *API) conduitReferences(ctx context.Context, who access.Principal, in *OnConduit) (*answer[page[Reference]], error) {
	return references(a.svc.References(ctx, who, in.Site, "conduit", string(in.Conduit)))
}
