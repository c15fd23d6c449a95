package api

import (
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/risk/whatif"
)

func TestAWhatIfByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	target := func(record string) map[string]any {
		return map[string]any{"kind": "set-target", "record": record, "value": "4"}
	}
	done := read[whatif.Result](t, w.send("POST", root+"/what-if", map[string]any{"changes": []any{target(string(site.zones[0].ID))}}, as), 200)
	if len(done.Changes) != 1 || done.After.Steps <= done.Before.Steps {
		t.Errorf("%+v to %+v after %+v", done.Before, done.After, done.Changes)
	}
	for _, c := range []struct {
		name    string
		changes []any
		at      string
	}{
		{"no change", []any{}, "body.changes"},
		{"a kind that is none", []any{map[string]any{"kind": "burn"}}, "body/changes/0/kind"},
		{"a conduit of another site", []any{target(string(site.zones[0].ID)), map[string]any{"kind": "close-conduit", "record": h.sites[1].conduit.ID}}, "body/changes/1/record"},
		{"a zone of another organisation", []any{target(string(w.orgs[1].sites[0].zones[0].ID))}, "body/changes/0/record"},
		{"a vector that is none", []any{map[string]any{"kind": "set-target", "record": site.zones[0].ID, "value": "high"}}, "body/changes/0/value"},
		{"a conduit that leads nowhere", []any{map[string]any{"kind": "open-conduit", "conduit": map[string]any{"key": "C-9", "name": "Ninth", "from": site.zones[0].ID, "to": "x"}}}, "body/changes/0/conduit/to"},
	} {
		r := w.send("POST", root+"/what-if", map[string]any{"changes": c.changes}, as)
		if r.StatusCode != 422 {
			t.Errorf("%s: %d: %s", c.name, r.StatusCode, text(t, r))
			continue
		}
		if p := problemOf(t, r); len(p.Errors) == 0 || p.Errors[0].Location != c.at {
			t.Errorf("%s: %+v, want %s", c.name, p.Errors, c.at)
		}
	}
	// Nothing of it was made.
	if p := read[assess.Posture](t, w.send("GET", root+"/posture", nil, as), 200); p.Summary.Gap.Steps != done.Before.Steps {
		t.Errorf("%d steps to go afterwards, before it %d", p.Summary.Gap.Steps, done.Before.Steps)
	}
}

func TestARoadmapByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	decided := read[whatif.Result](t, w.send("POST", root+"/what-if", map[string]any{"changes": []any{map[string]any{"kind": "set-target", "record": site.zones[0].ID, "value": "1"}}}, as), 200)
	if decided.Today == "" {
		t.Error("a what-if without a day")
	}
	m := read[assess.Roadmap](t, w.send("POST", root+"/roadmap", map[string]any{
		"costs":   map[string]any{"default": map[string]any{"cost": 100, "effort": 2}, "frs": map[string]any{"FR 5": map[string]any{"cost": 300, "shutdown": true, "hours": 4}}},
		"windows": []any{map[string]any{"date": "2026-04-01", "hours": 48}}, "effortPerWeek": 5,
	}, as), 200)
	if !m.Proof.Exact || m.Total.StepsAfter != 0 || len(m.Open) != 0 {
		t.Errorf("total %+v, proof %+v, %d open", m.Total, m.Proof, len(m.Open))
	}
	for _, c := range []struct {
		name string
		body map[string]any
		at   string
	}{
		{"a zone of another site", map[string]any{"subjects": []any{map[string]any{"kind": "zone", "id": h.sites[1].zones[0].ID}}}, "body/subjects/0"},
		{"a cost below nothing", map[string]any{"costs": map[string]any{"default": map[string]any{"cost": -1}}}, "body/costs/default/cost"},
		{"an outage in the past", map[string]any{"windows": []any{map[string]any{"date": "2020-01-01", "hours": 8}}}, "body/windows/0/date"},
	} {
		r := w.send("POST", root+"/roadmap", c.body, as)
		if r.StatusCode != 422 {
			t.Errorf("%s: %d: %s", c.name, r.StatusCode, text(t, r))
			continue
		}
		if p := problemOf(t, r); len(p.Errors) == 0 || p.Errors[0].Location != c.at {
			t.Errorf("%s: %+v, want %s", c.name, p.Errors, c.at)
		}
	}
}
