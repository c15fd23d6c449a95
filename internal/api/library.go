package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// tagLibrary is the heading of the library in the document.
const tagLibrary = "Library"

// libraryOperations are the records that belong to the organisation or to one
// of its sites: companies, products, certificates, packages, evidence, and what
// is added to the catalogue. They are the same for every kind.
func (a *API) libraryOperations() {
	shelfOperations(a, libraryNames{one: "company", segment: "companies", noun: "a company", title: "Companies"}, a.svc.Companies())
	shelfOperations(a, libraryNames{one: "product", segment: "products", noun: "a product", title: "Products"}, a.svc.Products())
	shelfOperations(a, libraryNames{one: "certificate", segment: "certificates", noun: "a certificate", title: "Certificates"}, a.svc.Certificates())
	readShelf(a, libraryNames{one: "package", segment: "packages", noun: "a package", title: "Packages"}, a.svc.Packages())
	changeShelf(a, libraryNames{one: "package", segment: "packages", noun: "a package"}, a.svc.Packages())
	shelfOperations(a, libraryNames{one: "reply", segment: "replies", noun: "a reply", title: "Replies to requirements packages"}, a.svc.Replies())
	shelfOperations(a, libraryNames{one: "test", segment: "tests", noun: "an acceptance test", title: "Acceptance tests"}, a.svc.Tests())
	shelfOperations(a, libraryNames{one: "evidence", segment: "evidence", noun: "an evidence", title: "Evidence"}, a.svc.Evidence())
	shelfOperations(a, libraryNames{one: "assessment", segment: "assessments", noun: "an assessment", title: "Assessments, without their result,"}, a.svc.Assessments())
	shelfOperations(a, libraryNames{one: "licensed-text", segment: "licensed-texts", noun: "a licensed text", title: "Licensed texts"}, a.svc.LicensedTexts())
	shelfOperations(a, libraryNames{one: "freshness", segment: "freshness", noun: "a rule on the age of evidence", title: "Rules on the age of evidence"}, a.svc.FreshnessRules())
	shelfOperations(a, libraryNames{one: "pair-decision", segment: "pair-decisions", noun: "a decision about a pair of a crosswalk", title: "Decisions about pairs of crosswalks"}, a.svc.PairDecisions())
	a.sharedHistoryOperations()
	limitLibrary(a.huma.OpenAPI().Components.Schemas)
}

// libraryNames are what a kind of record is called.
type libraryNames struct {
	one     string // in ids of operations: "pair-decision"
	segment string // in paths: "pair-decisions"
	noun    string // in summaries
	title   string // of the list
}

func (n libraryNames) list() string { return "/api/v1/" + n.segment }
func (n libraryNames) item() string { return n.list() + "/{id}" }

// Shelved is the parameter of one record of the library.
type Shelved struct {
	ID string `path:"id" maxLength:"64" doc:"Id of the record."`
}

// LibraryQuery are the parameters of a list of the library.
type LibraryQuery struct {
	Site plant.SiteID `query:"site" maxLength:"64" doc:"Records of this site and of the whole organisation; all that the caller may read when left out."`
	Own  bool         `query:"own" doc:"Leave out what belongs to the whole organisation; without a site, list nothing else."`
	Text string       `query:"q" maxLength:"200" doc:"Words that the record must hold, all of them."`
	Many
}

// bulkLimit is the size of a change to many records.
const bulkLimit = 32 << 20

// shelfOperations declares all operations on the records of one kind.
func shelfOperations[T any](a *API, n libraryNames, lib csms.Library[T]) {
	readShelf(a, n, lib)
	op(a, operation{id: "add-" + n.one, method: http.MethodPost, path: n.list(), tag: tagLibrary, status: http.StatusCreated, maxBody: keptLimit,
		summary: "Add " + n.noun, about: "With an empty key it gets the next free one of its kind. With a site it belongs to that site, without one to the whole organisation."},
		func(ctx context.Context, who access.Principal, in *struct{ Body T }) (*added[T], error) {
			x, entry, err := lib.Add(ctx, who, in.Body)
			return addedAt("/api/v1/"+n.segment+"/"+lib.ID(&x), x, lib.Version(&x), entry, err)
		})
	changeShelf(a, n, lib)
	op(a, operation{id: "change-" + n.segment + "-bulk", method: http.MethodPost, path: n.list() + "/bulk", tag: tagLibrary, maxBody: bulkLimit,
		summary: "Add, change and delete many records of one kind in one act",
		about:   "All of them or none. Broken fields are named by their place in the request, such as `body/put/3/name`. The records are of one site, or all of the whole organisation."},
		func(ctx context.Context, who access.Principal, in *struct{ Body csms.LibraryBulk[T] }) (*answer[manyPut[T]], error) {
			items, entry, err := lib.Bulk(ctx, who, in.Body)
			if err != nil {
				return nil, err
			}
			return &answer[manyPut[T]]{Body: manyPut[T]{entry, items}}, nil
		})
}

// manyPut is the answer to a change of many records.
type manyPut[T any] struct {
	Entry int64 `json:"entry" minimum:"0" doc:"The one entry of the history that holds all of it; 0 when nothing changed"`
	Items []T   `json:"items" doc:"Those that were put, in the order of the request"`
}

// changeShelf declares the operations that change one record.
func changeShelf[T any](a *API, n libraryNames, lib csms.Library[T]) {
	op(a, operation{id: "change-" + n.one, method: http.MethodPut, path: n.item(), tag: tagLibrary, maxBody: keptLimit,
		summary: "Change " + n.noun,
		about:   "The whole new record is sent. It stays at its site. What only operations of their own set, such as files and signatures, is left out or sent as it is."},
		func(ctx context.Context, who access.Principal, in *struct {
			Shelved
			Guarded
			Body T
		}) (*changed[T], error) {
			version, err := ifMatch(in.IfMatch)
			if err != nil {
				return nil, err
			}
			if err := sameRecord(lib.ID(&in.Body), in.ID); err != nil {
				return nil, err
			}
			lib.Identify(&in.Body, in.ID, version)
			x, entry, err := lib.Change(ctx, who, in.Body)
			return changedTo(x, lib.Version(&x), entry, err)
		})
	op(a, operation{id: "delete-" + n.one, method: http.MethodDelete, path: n.item(), tag: tagLibrary,
		summary: "Delete " + n.noun, about: "A record that others refer to is refused with references."},
		func(ctx context.Context, who access.Principal, in *struct {
			Shelved
			Guarded
			Cascading
		}) (*Left, error) {
			version, err := ifMatch(in.IfMatch)
			if err != nil {
				return nil, err
			}
			return deleted(lib.Delete(ctx, who, in.ID, version, in.Cascade))
		})
}

// readShelf declares the operations that only read.
func readShelf[T any](a *API, n libraryNames, lib csms.Library[T]) {
	op(a, operation{id: "list-" + n.segment, method: http.MethodGet, path: n.list(), tag: tagLibrary, summary: n.title + " by key",
		about: "Those of the whole organisation, and of the sites that the caller may read."},
		func(ctx context.Context, who access.Principal, in *LibraryQuery) (*answer[page[T]], error) {
			return pageFrom(lib.List(ctx, who, csms.LibraryFilter{Site: in.Site, Own: in.Own, Text: in.Text}, in.After, in.Limit))
		})
	op(a, operation{id: "get-" + n.one, method: http.MethodGet, path: n.item(), tag: tagLibrary, summary: "One record: " + n.noun},
		func(ctx context.Context, who access.Principal, in *Shelved) (*stored[T], error) {
			x, err := lib.One(ctx, who, in.ID)
			return storedAs(x, lib.Version(&x), err)
		})
	op(a, operation{id: "list-" + n.one + "-references", method: http.MethodGet, path: n.item() + "/references", tag: tagLibrary,
		summary: "What refers to " + n.noun, about: "What stands in the way of deleting it, as far as the caller may know of it."},
		func(ctx context.Context, who access.Principal, in *Shelved) (*answer[page[Reference]], error) {
			return references(lib.References(ctx, who, in.ID))
		})
}
