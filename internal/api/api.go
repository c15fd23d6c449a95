// Package api is the HTTP side of Ringwall: operations described by an OpenAPI
// 3.1 document, sessions, and errors as problem documents (RFC 9457).
//
// An operation decodes strictly into its input, calls one use case of package
// csms and answers with what that returns. It decides no right of its own.
package api

import (
	"log/slog"
	"net/http"
	"net/netip"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/csms"
	"ringwall/internal/webui"
)

// API serves the operations and the web app.
type API struct {
	svc     *csms.Service
	log     *slog.Logger
	proxies []netip.Prefix

	mux        *http.ServeMux
	huma       huma.API
	handler    http.Handler
	operations []Operation
	ending     chan struct{} // closed when streams are to end
	end        sync.Once
}

// Parts are what an API is made of.
type Parts struct {
	Service *csms.Service
	Log     *slog.Logger
	// TrustedProxies are the networks of reverse proxies whose X-Forwarded-For
	// is believed; without any, nobody's is.
	TrustedProxies []netip.Prefix
	// Web is the web app; nil is the one that is built in.
	Web http.Handler
}

// New makes the API with all its operations.
func New(p Parts) *API {
	a := &API{svc: p.Service, log: p.Log, proxies: p.TrustedProxies, mux: http.NewServeMux(), ending: make(chan struct{})}
	a.huma = document(a.mux, p.Service.Version())

	a.accountOperations()
	a.plantOperations()
	a.levelOperations()
	a.importOperations()
	a.reportOperations()
	a.targetOperations()
	a.riskResultOperations()
	a.riskViewOperations()
	a.riskLossOperations()
	a.registerOperations()
	a.scenarioSheetOperations()
	a.specificationOperations()
	a.specificationLineOperations()
	a.riskReportOperations()
	a.drawingOperations()
	a.findingOperations()
	a.zoneProposalOperations()
	a.whatIfOperations()
	a.libraryOperations()
	a.libraryDocumentOperations()
	a.claimOperations()
	a.catalogueOperations()
	a.componentOperations()
	a.programOperations()
	a.ratingOperations()
	a.evidenceOperations()
	a.assessmentOperations()
	a.packageOperations()
	a.replyOperations()
	a.acceptanceOperations()
	a.coverageOperations()
	a.ismsOperations()
	a.migrationOperations()
	a.xrayOperations()
	a.traceOperations()
	describeRecords(a.huma.OpenAPI().Components.Schemas)

	web := p.Web
	if web == nil {
		web = webui.Handler()
	}
	a.mux.HandleFunc("GET /openapi.json", a.openAPI)
	a.mux.HandleFunc("GET /healthz", a.healthz)
	a.mux.HandleFunc("GET /readyz", a.readyz)
	a.mux.HandleFunc("/api/", a.noOperation)
	a.mux.Handle("/", web)
	a.handler = a.frame(a.mux)
	return a
}

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// EndStreams ends the answers that would go on for long, so that a server that
// is to stop need not wait for them.
func (a *API) EndStreams() { a.end.Do(func() { close(a.ending) }) }

// OpenAPI is the description of all operations.
func (a *API) OpenAPI() *huma.OpenAPI { return a.huma.OpenAPI() }

// Operations lists all operations in the order in which they were declared.
func (a *API) Operations() []Operation { return a.operations }
