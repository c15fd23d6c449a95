package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

// sharedHistoryOperations are the history of what belongs to the whole
// organisation; that of a site is under the site.
func (a *API) sharedHistoryOperations() {
	const history, versions = "/api/v1/history", "/api/v1/versions/{kind}/{id}"
	op(a, operation{id: "list-shared-history", method: http.MethodGet, path: history, tag: tagHistory,
		summary: "What was done to the library of the whole organisation, newest first"},
		func(ctx context.Context, who access.Principal, in *struct {
			Paged
			Kind  string `query:"kind" maxLength:"40" doc:"Entries that changed a record of this kind."`
			Actor string `query:"actor" maxLength:"64" doc:"Id of a user or token, or system."`
			Verb  string `query:"verb" maxLength:"40" doc:"How the verb begins, such as product. for all that was done to products."`
		}) (*answer[historyPage], error) {
			p, err := a.svc.History(ctx, who, "", csms.HistoryFilter{Kind: in.Kind, Actor: in.Actor, Verb: in.Verb}, in.After, in.Limit)
			if err != nil {
				return nil, err
			}
			return &answer[historyPage]{Body: historyPage{Items: p.Items, Next: p.Next}}, nil
		})
	op(a, operation{id: "get-shared-entry", method: http.MethodGet, path: history + "/{seq}", tag: tagHistory,
		summary: "One entry of the library of the whole organisation with the fields that it changed"},
		func(ctx context.Context, who access.Principal, in *struct {
			OnSharedEntry
			After string `query:"after" maxLength:"500" doc:"Cursor from the page before."`
			Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"Records on a page."`
		}) (*answer[csms.EntryDetail], error) {
			return bodyOf(a.svc.HistoryEntry(ctx, who, "", in.Seq, in.After, in.Limit))
		})
	op(a, operation{id: "undo-shared-entry", method: http.MethodPost, path: history + "/{seq}/undo", tag: tagHistory,
		summary: "Undo an entry of the library of the whole organisation",
		about: "Reverses all that the entry did, as an entry of its own that can be undone in turn. " +
			"When a later entry touched one of its records, the answer is 409 with references."},
		func(ctx context.Context, who access.Principal, in *OnSharedEntry) (*answer[csms.Undone], error) {
			return bodyOf(a.svc.Undo(ctx, who, "", in.Seq))
		})
	op(a, operation{id: "list-shared-versions", method: http.MethodGet, path: versions, tag: tagHistory,
		summary: "The values that one record of the whole organisation had, newest first", about: "Also of a record that was deleted."},
		func(ctx context.Context, who access.Principal, in *OnSharedRecord) (*answer[page[csms.RecordVersion]], error) {
			found, err := a.svc.Versions(ctx, who, "", in.Kind, in.ID)
			if err != nil {
				return nil, err
			}
			return listOf(found), nil
		})
	op(a, operation{id: "restore-shared-version", method: http.MethodPost, path: versions + "/restore", tag: tagHistory,
		summary: "Give a record of the whole organisation an earlier value",
		about:   "A key that another record has by now is refused. A deleted record comes back under its old id."},
		func(ctx context.Context, who access.Principal, in *struct {
			OnSharedRecord
			Body Restoration
		}) (*answer[csms.Undone], error) {
			return bodyOf(a.svc.Restore(ctx, who, "", in.Kind, in.ID, in.Body.Seq))
		})
}

// OnSharedEntry is the parameter of one entry of the organisation's history.
type OnSharedEntry struct {
	Seq int64 `path:"seq" minimum:"1" doc:"Number of the entry."`
}

// OnSharedRecord are the parameters of one record's versions.
type OnSharedRecord struct {
	Kind string `path:"kind" maxLength:"40" example:"product" doc:"A kind of the library: company, product, evidence and so on."`
	ID   string `path:"id" maxLength:"64"`
}
