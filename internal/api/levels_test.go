package api

import (
	"fmt"
	"net/http"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func TestAnAnswerByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	zone := map[string]any{"kind": "zone", "id": site.zones[0].ID}
	for _, c := range []struct {
		name   string
		body   map[string]any
		status int
		at     string // broken field
	}{
		{"met", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "met"}}, 200, ""},
		{"neither set nor clear", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 1.2"}}, 422, ""},
		{"both set and clear", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "met"}, "clear": true}, 422, ""},
		{"no subject", map[string]any{"subjects": []any{}, "requirements": []string{"SR 1.2"}, "clear": true}, 422, "body.subjects"},
		{"no requirement", map[string]any{"subjects": []any{zone}, "requirements": []string{}, "clear": true}, 422, "body.requirements"},
		{"a requirement that is none", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 9.9"}, "set": map[string]any{"state": "met"}}, 422, "body/requirement"},
		{"a state that is none", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "fine"}}, 422, "body.set.state"},
		{"partly without a reason", map[string]any{"subjects": []any{zone}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "partly"}}, 422, "body/reason"},
		{"a zone of another site", map[string]any{"subjects": []any{map[string]any{"kind": "zone", "id": h.sites[1].zones[0].ID}}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "met"}}, 404, ""},
		{"a zone of another organisation", map[string]any{"subjects": []any{map[string]any{"kind": "zone", "id": w.orgs[1].sites[0].zones[0].ID}}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "met"}}, 404, ""},
		{"a subject that is none", map[string]any{"subjects": []any{map[string]any{"kind": "planet", "id": "x"}}, "requirements": []string{"SR 1.2"}, "set": map[string]any{"state": "met"}}, 422, ""},
	} {
		r := w.send("POST", root+"/verdicts", c.body, as)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.StatusCode, c.status, text(t, r))
			continue
		}
		if c.status == 200 {
			if done := read[csms.Answered](t, r, 200); done.Changed != 1 || done.Entry == 0 || len(done.Posture) != 1 {
				t.Errorf("%s: %+v", c.name, done)
			}
			continue
		}
		if p := problemOf(t, r); c.at != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.at) {
			t.Errorf("%s: %+v, want %s", c.name, p.Errors, c.at)
		}
	}
	sheet := read[requirementList](t, w.send("GET", root+"/subjects/zone/"+string(site.zones[0].ID)+"/requirements", nil, as), 200)
	if len(sheet.Items) != 100 || sheet.Posture.Counts.All.Met != 2 {
		t.Errorf("%d requirements, %d met", len(sheet.Items), sheet.Posture.Counts.All.Met)
	}
}

func TestThePostureAtATime(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	for at, c := range map[string]struct{ status, met int }{
		"":                                 {200, 1},
		"2026-03-02":                       {200, 1},
		"2026-03-02T06:00:00Z":             {200, 1},
		fmt.Sprint(site.seq):               {200, 0},
		fmt.Sprint(site.seq - 1):           {200, 0},
		fmt.Sprint(w.orgs[1].sites[0].seq): {404, 0},
		"2026-03-01":                       {404, 0},
		"0":                                {422, 0},
		"soon":                             {422, 0},
	} {
		r := w.send("GET", root+"/posture?at="+at, nil, as)
		if r.StatusCode != c.status {
			t.Errorf("at %q: %d, want %d: %s", at, r.StatusCode, c.status, text(t, r))
			continue
		}
		if c.status != 200 {
			continue
		}
		p := read[assess.Posture](t, r, 200)
		sp, _ := p.Of(assess.Subject{Kind: assess.OfZone, ID: string(site.zones[0].ID)})
		if sp.Counts.All.Met != c.met {
			t.Errorf("at %q: %d met, want %d", at, sp.Counts.All.Met, c.met)
		}
	}
	viewer := bySession(w.secretOf(t, w.account(t, h, "viewer", access.Grant{Role: access.Viewer}).Email))
	for query, status := range map[string]int{"": 200, "?at=2026-03-02": 403} {
		if r := w.send("GET", root+"/posture"+query, nil, viewer); r.StatusCode != status {
			t.Errorf("a viewer, %q: %d, want %d", query, r.StatusCode, status)
		}
	}
}

func TestAnIntegratorSeesLevelsOfItsZones(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, w.account(t, h, "integrator", access.Grant{Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[0].ID}}).Email))
	p := read[assess.Posture](t, w.send("GET", root+"/posture", nil, as), 200)
	if len(p.Subjects) != 1 || p.Subjects[0].Key != site.zones[0].Key || p.Summary.Zones != 1 {
		t.Errorf("%d subjects: %+v", len(p.Subjects), p.Summary)
	}
	o := read[csms.Overview](t, w.send("GET", root+"/overview", nil, as), 200)
	if len(o.Findings) != 0 || o.FindingCount != 0 || o.LastChange != nil || o.Summary.Zones != 1 {
		t.Errorf("the overview tells of more than the part: %+v", o)
	}
	d := read[csms.Drawing](t, w.send("GET", root+"/drawing", nil, as), 200)
	if len(d.Nodes) != 1 || len(d.Edges) != 0 {
		t.Errorf("the drawing shows %d zones and %d conduits", len(d.Nodes), len(d.Edges))
	}
	for path, status := range map[string]int{
		"/posture/zone/" + string(site.zones[0].ID):                      200,
		"/posture/zone/" + string(site.zones[1].ID):                      404,
		"/posture/conduit/" + string(site.conduit.ID):                    404,
		"/subjects/zone/" + string(site.zones[1].ID) + "/requirements":   404,
		"/subjects/conduit/" + string(site.conduit.ID) + "/requirements": 404,
		"/subjects/zone/" + string(site.zones[0].ID) + "/requirements":   200,
		"/subjects/planet/" + string(site.zones[0].ID) + "/requirements": 422,
	} {
		if r := w.send("GET", root+path, nil, as); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, status)
		}
	}
}

func TestZonesArePlacedOnTheDrawing(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	path := "/api/v1/sites/" + string(site.id) + "/drawing/places"
	as := bySession(w.secretOf(t, h.admin.email))
	place := func(zone plant.ZoneID, width float64) string {
		return fmt.Sprintf(`{"places":[{"zone":%q,"x":10,"y":20,"w":%v,"h":100}]}`, zone, width)
	}
	if done := read[entryAnswer](t, w.send("PUT", path, place(site.zones[0].ID, 200), as), 200); done.Entry == 0 {
		t.Error("placing a zone left no entry")
	}
	if done := read[entryAnswer](t, w.send("PUT", path, place(site.zones[0].ID, 200), as), 200); done.Entry != 0 {
		t.Errorf("placing it where it is left entry %d", done.Entry)
	}
	for name, c := range map[string]struct {
		body   string
		status int
	}{
		"a zone of another site": {place(h.sites[1].zones[0].ID, 200), 404},
		"a negative width":       {place(site.zones[0].ID, -5), 422},
		"nothing":                {`{"places":[]}`, 422},
	} {
		if r := w.send("PUT", path, c.body, as); r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", name, r.StatusCode, c.status, text(t, r))
		}
	}
	d := read[csms.Drawing](t, w.send("GET", "/api/v1/sites/"+string(site.id)+"/drawing", nil, as), http.StatusOK)
	for _, n := range d.Nodes {
		if n.ID == site.zones[0].ID && (n.Place == nil || n.Place.W != 200) {
			t.Errorf("the zone is at %+v", n.Place)
		}
	}
}
