package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/risk"
)

// tagRegister is the heading of the risk register in the document.
const tagRegister = "Risk register"

// registerOperations are the records of the risk procedure (IEC 62443-3-2): the
// same operations for every kind, and those by which decisions are signed.
func (a *API) registerOperations() {
	recordOperations(a, recordNames{"system", "systems", "a system under consideration", "Systems under consideration"}, a.svc.Systems())
	recordOperations(a, recordNames{"function", "functions", "an essential function", "Essential functions"}, a.svc.Functions())
	recordOperations(a, recordNames{"criteria", "criteria", "risk criteria", "Risk criteria"}, a.svc.Criteria())
	recordOperations(a, recordNames{"assumption", "assumptions", "an assumption", "Assumptions"}, a.svc.Assumptions())
	recordOperations(a, recordNames{"countermeasure", "countermeasures", "a countermeasure", "Countermeasures"}, a.svc.Countermeasures())
	recordOperations(a, recordNames{"environment", "environments", "a security environment", "Security environments"}, a.svc.Environments())
	recordOperations(a, recordNames{"worst-case", "worst-cases", "a worst case", "Worst cases"}, a.svc.WorstCases())
	recordOperations(a, recordNames{"comparison", "comparisons", "a decision on whether a zone is assessed in detail", "Decisions on whether zones are assessed in detail"}, a.svc.Comparisons())
	recordOperations(a, recordNames{"scenario", "scenarios", "a scenario", "Scenarios"}, a.svc.Scenarios())
	recordOperations(a, recordNames{"proposal", "proposals", "a what-if that was kept", "What-ifs that were kept, without their result,"}, a.svc.Proposals())
	recordOperations(a, recordNames{"roadmap", "roadmaps", "a roadmap that was kept", "Roadmaps that were kept, without their plan,"}, a.svc.Roadmaps())
	recordOperations(a, recordNames{"specification", "specifications", "a requirements specification", "Requirements specifications"}, a.svc.Specifications())
	readOperations(a, recordNames{"approval", "approvals", "an approval", "Approvals"}, a.svc.Approvals())
	recordOperations(a, recordNames{"task", "tasks", "a task", "Tasks"}, a.svc.Tasks())
	a.criteriaOperations()
	a.decisionOperations()
	limitRegister(a.huma.OpenAPI().Components.Schemas)
}

// recordNames are what a kind of record is called.
type recordNames struct {
	one     string // in ids of operations: "worst-case"
	segment string // in paths: "worst-cases"
	noun    string // in summaries: "a worst case"
	title   string // of the list
}

func (n recordNames) list() string { return "/api/v1/sites/{site}/" + n.segment }
func (n recordNames) item() string { return n.list() + "/{id}" }

// Registered are the parameters of one record of the register.
type Registered struct {
	OnSite
	ID risk.ID `path:"id" maxLength:"64" doc:"Id of the record."`
}

// keptLimit is the size of a record with the answer that it keeps: a roadmap of
// hundreds of zones.
const keptLimit = 5 << 20

// recordOperations declares the operations on the records of one kind.
func recordOperations[T any](a *API, n recordNames, records csms.Records[T]) {
	readOperations(a, n, records)
	op(a, operation{id: "add-" + n.one, method: http.MethodPost, path: n.list(), tag: tagRegister, status: http.StatusCreated, maxBody: keptLimit,
		summary: "Add " + n.noun, about: "With an empty key it gets the next free one of its kind."},
		func(ctx context.Context, who access.Principal, in *struct {
			OnSite
			Body T
		}) (*added[T], error) {
			x, entry, err := records.Add(ctx, who, in.Site, in.Body)
			h := records.Head(&x)
			return addedAt("/api/v1/sites/"+string(in.Site)+"/"+n.segment+"/"+string(h.ID), x, h.Version, entry, err)
		})
	op(a, operation{id: "change-" + n.one, method: http.MethodPut, path: n.item(), tag: tagRegister, maxBody: keptLimit,
		summary: "Change " + n.noun, about: "The whole new record is sent. What refers to it does so by id and follows."},
		func(ctx context.Context, who access.Principal, in *struct {
			Registered
			Guarded
			Body T
		}) (*changed[T], error) {
			version, err := ifMatch(in.IfMatch)
			if err != nil {
				return nil, err
			}
			h := records.Head(&in.Body)
			if err := sameRecord(string(h.ID), string(in.ID)); err != nil {
				return nil, err
			}
			h.ID, h.Version = in.ID, version
			x, entry, err := records.Change(ctx, who, in.Site, in.Body)
			return changedTo(x, records.Head(&x).Version, entry, err)
		})
	op(a, operation{id: "delete-" + n.one, method: http.MethodDelete, path: n.item(), tag: tagRegister,
		summary: "Delete " + n.noun, about: "A record that others refer to is refused with references."},
		func(ctx context.Context, who access.Principal, in *struct {
			Registered
			Guarded
		}) (*Left, error) {
			version, err := ifMatch(in.IfMatch)
			if err != nil {
				return nil, err
			}
			return deleted(records.Delete(ctx, who, in.Site, in.ID, version))
		})
}

// readOperations declares the operations that only read.
func readOperations[T any](a *API, n recordNames, records csms.Records[T]) {
	op(a, operation{id: "list-" + n.segment, method: http.MethodGet, path: n.list(), tag: tagRegister, summary: n.title + " of a site, by key"},
		func(ctx context.Context, who access.Principal, in *struct {
			OnSite
			Many
		}) (*answer[page[T]], error) {
			return pageFrom(records.List(ctx, who, in.Site, in.After, in.Limit))
		})
	op(a, operation{id: "get-" + n.one, method: http.MethodGet, path: n.item(), tag: tagRegister, summary: "One record: " + n.noun},
		func(ctx context.Context, who access.Principal, in *Registered) (*stored[T], error) {
			x, err := records.One(ctx, who, in.Site, in.ID)
			return storedAs(x, records.Head(&x).Version, err)
		})
	op(a, operation{id: "list-" + n.one + "-references", method: http.MethodGet, path: n.item() + "/references", tag: tagRegister,
		summary: "What refers to " + n.noun, about: "What stands in the way of deleting it."},
		func(ctx context.Context, who access.Principal, in *Registered) (*answer[page[Reference]], error) {
			return references(records.References(ctx, who, in.Site, in.ID))
		})
}

// OfScenarios is the answer to a change of many scenarios.
type OfScenarios struct {
	Entry int64           `json:"entry" minimum:"0" doc:"The one entry of the history that holds all of it; 0 when nothing changed"`
	Items []risk.Scenario `json:"items" doc:"Those that were put, in the order of the request"`
}

func (a *API) bulkScenarios(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body csms.ScenarioBulk
}) (*answer[OfScenarios], error) {
	items, entry, err := a.svc.BulkScenarios(ctx, who, in.Site, in.Body)
	if err != nil {
		return nil, err
	}
	return &answer[OfScenarios]{Body: OfScenarios{entry, items}}, nil
}
