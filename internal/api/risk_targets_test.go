package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// inForce puts the first preset into force at the hall, as if it had been signed.
func (w *world) inForce(t *testing.T, h *house, s *hall) {
	t.Helper()
	c := risk.Presets()[0]
	c.Head = risk.Head{Site: s.id, Key: "CR-90", Name: "In force"}
	c.Signed = &risk.Signature{By: "owner@example.com", Name: "Owner"}
	w.write(t, h, s.id, "criteria.add", func(tx *store.Tx) { must(t, store.Put(tx, &c)) })
}

func TestTargetIsDerivedAndDecidedOverHTTP(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	zone := at.zones[0]
	path := "/risk/targets?kind=zone&id=" + string(zone.ID)
	list := answered[page[risk.TargetProposal]](t, ask("GET", path, nil, ""), 200)
	if len(list.Items) != len(risk.DerivedMethods) || list.Items[0].Subject.ID != string(zone.ID) || list.Items[0].Steps == nil {
		t.Errorf("%+v", list)
	}
	all := answered[page[risk.TargetProposal]](t, ask("GET", "/risk/targets", nil, ""), 200)
	for _, p := range all.Items {
		if !p.Default {
			t.Errorf("%s %s is not by the method of the criteria", p.Key, p.Method)
		}
	}
	if p := problemOf(t, ask("GET", "/risk/targets?kind=zone", nil, "")); p.Status != 422 {
		t.Errorf("a kind without an id: %d", p.Status)
	}
	if p := problemOf(t, ask("GET", "/risk/targets?kind=zone&id=gone", nil, "")); p.Status != 404 {
		t.Errorf("a zone that is not there: %d", p.Status)
	}
	decide := func(method, vector, rationale, secret string) *http.Response {
		return ask("POST", "/risk/targets", fmt.Sprintf(`{"subject":{"kind":"zone","id":%q},"decision":{"method":%q,"vector":%s,"rationale":%q},"password":%q}`,
			zone.ID, method, vector, rationale, secret), "")
	}
	const three = "[3,3,3,3,3,3,3]"
	if p := problemOf(t, decide("owner", three, "Near people", goodPassword)); p.Status != 409 || p.Code != "criteria-unsigned" {
		t.Errorf("before criteria are in force: %d %s", p.Status, p.Code)
	}
	w.inForce(t, w.orgs[0], at)
	p := problemOf(t, decide("owner", three, "", goodPassword))
	if p.Status != 422 || len(p.Errors) == 0 || !strings.Contains(fmt.Sprint(p.Errors[0]), "decision") {
		t.Errorf("without a reason: %+v", p)
	}
	if p := problemOf(t, decide("owner", three, "Near people", "wrong")); p.Status != 422 {
		t.Errorf("with a wrong password: %d", p.Status)
	}
	res := decide("owner", three, "Near people", goodPassword)
	entry := res.Header.Get("Entry")
	done := answered[csms.DecidedTarget](t, res, 200)
	if entry != fmt.Sprint(done.Entry) || done.Target.Approver == "" || done.Target.Vector[0] != 3 {
		t.Errorf("entry %s, %+v", entry, done)
	}
	if z := answered[plant.Zone](t, ask("GET", "/zones/"+string(zone.ID), nil, ""), 200); z.Target == nil || *z.Target != done.Target {
		t.Errorf("the zone has %+v", z.Target)
	}
}

func TestViewsOfTheRegisterAnswer(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	for _, path := range []string{"/risk/threats", "/risk/threats?kind=zone&id=" + string(at.zones[0].ID), "/threats?q=command&limit=1", "/depth", "/risk/beyond", "/risk/adequacy"} {
		if body := answered[map[string]any](t, ask("GET", path, nil, ""), 200); len(body) == 0 {
			t.Errorf("%s answers with nothing", path)
		} else if hasNull(body, "driving", "vector", "recovery") {
			t.Errorf("%s answers with a list that is null: %v", path, body)
		}
	}
	list := answered[csms.TechniqueList](t, ask("GET", "/threats?limit=1&tactic=TA0108", nil, ""), 200)
	if len(list.Items) != 1 || list.Next == "" || list.Total < 5 || len(list.Tactics) != 12 {
		t.Errorf("%+v", list)
	}
}

// hasNull says whether a member is null, those named aside.
func hasNull(v any, may ...string) bool {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			allowed := false
			for _, m := range may {
				allowed = allowed || m == name
			}
			if !allowed && hasNull(inner, may...) {
				return true
			}
		}
	case []any:
		for _, inner := range v {
			if hasNull(inner, may...) {
				return true
			}
		}
	case nil:
		return true
	}
	return false
}

func TestReleaseOfThreatsIsReadIn(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	send := func(text string) *http.Response {
		return w.send("POST", "/api/v1/threats?name=ics-attack.json", text, func(r *http.Request) {
			as(r)
			r.Header.Set("Content-Type", "application/octet-stream")
		})
	}
	if p := problemOf(t, send("hello")); p.Status != 422 || !strings.Contains(p.Detail, "STIX file") {
		t.Errorf("no STIX: %+v", p)
	}
	const file = `{"type":"bundle","objects":[
 {"type":"x-mitre-collection","id":"c","x_mitre_version":"99.0"},
 {"type":"x-mitre-tactic","id":"t","name":"Stop","x_mitre_shortname":"stop","external_references":[{"source_name":"mitre-attack","external_id":"TA9001"}]},
 {"type":"attack-pattern","id":"a","name":"Send","external_references":[{"source_name":"mitre-attack","external_id":"T9001"}],"kill_chain_phases":[{"kill_chain_name":"mitre-ics-attack","phase_name":"stop"}]}]}`
	added := answered[csms.AddedRelease](t, send(file), 201)
	if added.Release != "99.0" || added.Techniques != 1 || added.Entry == 0 || added.File != "ics-attack.json" {
		t.Errorf("%+v", added)
	}
	list := answered[page[csms.ThreatRelease]](t, w.send("GET", "/api/v1/threats", nil, as), 200)
	if len(list.Items) != 2 || !list.Items[0].InUse || list.Items[0].Release != "99.0" {
		t.Errorf("%+v", list)
	}
	res := w.send("DELETE", "/api/v1/threats/"+added.ID, nil, func(r *http.Request) {
		as(r)
		r.Header.Set("If-Match", etag(added.Version))
	})
	if res.StatusCode != 204 {
		t.Errorf("removed: %d %s", res.StatusCode, text(t, res))
	}
}
