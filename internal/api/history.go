package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

func (a *API) historyOperations() {
	const history = "/api/v1/sites/{site}/history"
	const versions = "/api/v1/sites/{site}/versions/{kind}/{id}"
	op(a, operation{id: "list-history", method: http.MethodGet, path: history, tag: tagHistory,
		summary: "What was done at a site, newest first"}, a.listHistory)
	op(a, operation{id: "get-history-entry", method: http.MethodGet, path: history + "/{seq}", tag: tagHistory,
		summary: "One entry with the fields that it changed",
		about:   "Of an entry with very many records, the changes come in pages. The first page carries the proof that the entry is in the ledger (RFC 6962)."}, a.historyEntry)
	op(a, operation{id: "undo-entry", method: http.MethodPost, path: history + "/{seq}/undo", tag: tagHistory,
		summary: "Undo an entry",
		about: "Reverses all that the entry did, as an entry of its own that can be undone in turn. " +
			"When a later entry touched one of its records, the answer is 409 with references."}, a.undo)
	op(a, operation{id: "diff-site", method: http.MethodGet, path: "/api/v1/sites/{site}/diff", tag: tagHistory,
		summary: "What changed at a site between two moments",
		about:   "A moment is a time (RFC 3339), a day, or the number of an entry of the history."}, a.diffSite)
	op(a, operation{id: "list-versions", method: http.MethodGet, path: versions, tag: tagHistory,
		summary: "The values that one record had, newest first", about: "Also of a record that was deleted."}, a.listVersions)
	op(a, operation{id: "restore-version", method: http.MethodPost, path: versions + "/restore", tag: tagHistory,
		summary: "Give a record an earlier value",
		about:   "Under the rules of today: a key that another record has by now is refused. A deleted record comes back under its old id."}, a.restoreVersion)
}

// OnEntry are the parameters of one entry of the history.
type OnEntry struct {
	OnSite
	Seq int64 `path:"seq" minimum:"1" doc:"Number of the entry."`
}

// OnRecord are the parameters of one record's versions.
type OnRecord struct {
	OnSite
	Kind string `path:"kind" maxLength:"40" example:"zone" doc:"site, zone, conduit, asset or verdict."`
	ID   string `path:"id" maxLength:"64"`
}

func (a *API) listHistory(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Paged
	Kind  string `query:"kind" maxLength:"40" doc:"Entries that changed a record of this kind."`
	Actor string `query:"actor" maxLength:"64" doc:"Id of a user or token, or system."`
	Verb  string `query:"verb" maxLength:"40" doc:"How the verb begins, such as zone. for all that was done to zones."`
}) (*answer[historyPage], error) {
	p, err := a.svc.History(ctx, who, in.Site, csms.HistoryFilter{Kind: in.Kind, Actor: in.Actor, Verb: in.Verb}, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &answer[historyPage]{Body: historyPage{Items: p.Items, Next: p.Next}}, nil
}

// historyPage is a page of a history. It tells no total: the history only
// grows, and nobody asks for its last page.
type historyPage struct {
	Items []csms.HistoryEntry `json:"items"`
	Next  string              `json:"next"`
}

func (a *API) historyEntry(ctx context.Context, who access.Principal, in *struct {
	OnEntry
	After string `query:"after" maxLength:"500" doc:"Cursor from the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"Records on a page."`
}) (*answer[csms.EntryDetail], error) {
	detail, err := a.svc.HistoryEntry(ctx, who, in.Site, in.Seq, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &answer[csms.EntryDetail]{Body: detail}, nil
}

func (a *API) undo(ctx context.Context, who access.Principal, in *OnEntry) (*answer[csms.Undone], error) {
	undone, err := a.svc.Undo(ctx, who, in.Site, in.Seq)
	if err != nil {
		return nil, err
	}
	return &answer[csms.Undone]{Body: undone}, nil
}

func (a *API) diffSite(ctx context.Context, who access.Principal, in *struct {
	OnSite
	From  string `query:"from" required:"true" maxLength:"40" example:"2026-03-31"`
	To    string `query:"to" maxLength:"40" doc:"Now when left out."`
	After string `query:"after" maxLength:"500" doc:"Cursor from the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}) (*answer[csms.SiteDiff], error) {
	diff, err := a.svc.Diff(ctx, who, in.Site, in.From, in.To, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &answer[csms.SiteDiff]{Body: diff}, nil
}

func (a *API) listVersions(ctx context.Context, who access.Principal, in *OnRecord) (*answer[page[csms.RecordVersion]], error) {
	versions, err := a.svc.Versions(ctx, who, in.Site, in.Kind, in.ID)
	if err != nil {
		return nil, err
	}
	return listOf(versions), nil
}

// Restoration is the body of restore-version.
type Restoration struct {
	Seq int64 `json:"seq" minimum:"1" doc:"The entry that gave the record the value to restore."`
}

func (a *API) restoreVersion(ctx context.Context, who access.Principal, in *struct {
	OnRecord
	Body Restoration
}) (*answer[csms.Undone], error) {
	restored, err := a.svc.Restore(ctx, who, in.Site, in.Kind, in.ID, in.Body.Seq)
	if err != nil {
		return nil, err
	}
	return &answer[csms.Undone]{Body: restored}, nil
}
