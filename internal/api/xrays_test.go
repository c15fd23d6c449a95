package api

import (
	"net/http"
	"net/url"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/proof/trace"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk/lint"
)

func TestXRaysByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	list := func(query string) XRays {
		t.Helper()
		return read[XRays](t, w.send("GET", root+"/xrays"+query, nil, as), http.StatusOK)
	}
	all := list("?limit=200")
	if all.Total == 0 || len(all.Counts.Rules) != len(xray.Rules()) || all.Counts.State[lint.Open] != all.Total {
		t.Fatalf("X-rays: %d, counts %+v", all.Total, all.Counts.State)
	}
	if page := list("?limit=1&sort=area"); len(page.Items) != 1 || page.Next == "" && all.Total > 1 {
		t.Errorf("a page of one: %+v", page)
	}
	unproven := list("?rule=answer-unproven&area=answers&record=" + string(site.zones[0].ID))
	if unproven.Total != 1 {
		t.Fatalf("%d answers without evidence at the zone", unproven.Total)
	}
	one := unproven.Items[0]
	path := root + "/xrays/" + url.PathEscape(one.ID)
	if got := read[xray.Judged](t, w.send("GET", path, nil, as), http.StatusOK); got.ID != one.ID || got.Matters == "" || len(got.Records) < 2 || len(got.Requirements) != 1 {
		t.Errorf("asked for %s and got %+v", one.ID, got)
	}
	r := w.send("PUT", path, map[string]any{"owner": "Ada", "accepted": map[string]any{"justification": "x", "until": "2026-12-31"}}, as)
	if r.Header.Get("Entry") == "" {
		t.Error("the answer does not say which entry it left")
	}
	if got := read[xray.Judged](t, r, http.StatusOK); got.State != lint.Accepted || got.Decision.Version != 1 {
		t.Errorf("accepted: %+v", got)
	}
	if r := w.send("PUT", path, map[string]any{"version": 7, "note": "x"}, as); r.StatusCode != http.StatusPreconditionFailed {
		t.Errorf("decided on an old version: %d", r.StatusCode)
	}
	many := map[string]any{"xrays": []string{one.ID}, "set": map[string]any{"reopen": true}}
	if done := read[csms.BulkResult](t, w.send("POST", root+"/xrays/bulk", many, as), http.StatusOK); done.Changed != 1 || done.Entry == 0 {
		t.Errorf("reopened: %+v", done)
	}
	for _, query := range []string{"?colour=red", "?area=kitchen", "?sort=colour"} {
		if r := w.send("GET", root+"/xrays"+query, nil, as); r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", query, r.StatusCode)
		}
	}
}

func TestATraceByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id) + "/trace"
	as := bySession(w.secretOf(t, h.admin.email))
	zone := string(site.zones[0].ID)
	q := url.Values{"kind": {"requirement"}, "id": {"zone:" + zone + "/iec-62443-3-3:2013/SR 1.1"}, "chain": {"true"}}
	g := read[trace.Graph](t, w.send("GET", root+"?"+q.Encode(), nil, as), http.StatusOK)
	if len(g.Nodes) == 0 || g.Nodes[0].Requirement != "SR 1.1" || g.Nodes[0].Holds == nil || len(g.Gaps) == 0 {
		t.Errorf("the chain of SR 1.1: %+v", g)
	}
	if g := read[trace.Graph](t, w.send("GET", root+"?kind=zone&id="+zone+"&depth=2", nil, as), http.StatusOK); len(g.Nodes) < 2 || len(g.Edges) == 0 {
		t.Errorf("around the zone: %+v", g)
	}
	if nodes := read[page[trace.Node]](t, w.send("GET", root+"/starts?kind=zone", nil, as), http.StatusOK); len(nodes.Items) == 0 || nodes.Items[0].Kind != trace.Zone {
		t.Errorf("starts: %+v", nodes)
	}
	for query, status := range map[string]int{"": 422, "?kind=zone": 422, "?kind=pump&id=x": 422, "?kind=zone&id=" + zone + "&depth=9": 422, "?kind=zone&id=nowhere": 404} {
		if r := w.send("GET", root+query, nil, as); r.StatusCode != status {
			t.Errorf("%s: %d", query, r.StatusCode)
		}
	}
}
