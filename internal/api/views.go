package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

func (a *API) viewOperations() {
	const views = "/api/v1/views"
	op(a, operation{id: "list-views", method: http.MethodGet, path: views, tag: tagAssets,
		summary: "One's own saved views of tables, by name"}, a.listViews)
	op(a, operation{id: "add-view", method: http.MethodPost, path: views, tag: tagAssets, status: http.StatusCreated,
		summary: "Save a view of a table", about: "The name must be unique among one's own views of the screen. A view belongs to a person: an API token cannot save one."}, a.addView)
	op(a, operation{id: "delete-view", method: http.MethodDelete, path: views + "/{view}", tag: tagAssets,
		summary: "Delete one of one's own saved views"}, a.deleteView)
}

func (a *API) listViews(ctx context.Context, who access.Principal, in *struct {
	Screen string `query:"screen" maxLength:"40" doc:"Only views of this screen."`
}) (*answer[page[csms.SavedView]], error) {
	views, err := a.svc.Views(ctx, who, in.Screen)
	if err != nil {
		return nil, err
	}
	return listOf(views), nil
}

func (a *API) addView(ctx context.Context, who access.Principal, in *struct{ Body csms.SavedView }) (*created[csms.SavedView], error) {
	v, err := a.svc.AddView(ctx, who, in.Body)
	return createdAt("/api/v1/views/"+v.ID, v, 1, err)
}

func (a *API) deleteView(ctx context.Context, who access.Principal, in *struct {
	View string `path:"view" maxLength:"64"`
}) (*none, error) {
	return nil, a.svc.DeleteView(ctx, who, in.View)
}
