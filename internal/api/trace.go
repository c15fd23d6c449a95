package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/proof/trace"
)

func (a *API) traceOperations() {
	const at = "/api/v1/sites/{site}/trace"
	op(a, operation{id: "get-trace", method: http.MethodGet, path: at, tag: tagXRays,
		summary: "From a risk to the proof that it is held down, and back",
		about: "Nodes and edges around one record: worst case, scenario, zone, conduit, target, requirement at a subject, countermeasure, asset, product, claim, certificate, test, evidence, assessment, finding, X-ray. " +
			"An edge leads from what rests on something to what it rests on; `verb` reads that way and `back` the other. With `chain`, all the way up and down. " +
			"`gaps` name what is missing, `cut` says where the walk was ended. " +
			"The id of a target is `zone:<id>`, that of a requirement `zone:<id>/iec-62443-3-3:2013/SR 1.1`, that of a claim `product:<id>/iec-62443-4-2:2019/CR 1.1`."}, a.trace)
	op(a, operation{id: "list-trace-starts", method: http.MethodGet, path: at + "/starts", tag: tagXRays,
		summary: "Records from which a trace can begin",
		about:   "Worst cases, scenarios, zones, conduits or targets of a site, each as it stands today."}, a.traceStarts)
}

func (a *API) trace(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Kind  string `query:"kind" required:"true" enum:"worst-case,scenario,zone,conduit,target,requirement,countermeasure,asset,product,claim,certificate,test,evidence,assessment,finding,xray"`
	ID    string `query:"id" required:"true" minLength:"1" maxLength:"400"`
	Depth int    `query:"depth" minimum:"0" maximum:"4" default:"1" doc:"How many edges away; nothing is said by it with chain."`
	Chain bool   `query:"chain" doc:"All the way up and down."`
}) (*answer[trace.Graph], error) {
	g, err := a.svc.Trace(ctx, who, in.Site, csms.TraceQuery{From: trace.Ref{Kind: trace.Kind(in.Kind), ID: in.ID}, Chain: in.Chain, Depth: in.Depth})
	if err != nil {
		return nil, err
	}
	return &answer[trace.Graph]{Body: g}, nil
}

func (a *API) traceStarts(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Kind string `query:"kind" enum:"worst-case,scenario,zone,conduit,target" default:"scenario"`
}) (*answer[page[trace.Node]], error) {
	nodes, err := a.svc.TraceStarts(ctx, who, in.Site, trace.Kind(in.Kind))
	if err != nil {
		return nil, err
	}
	return listOf(nodes), nil
}
