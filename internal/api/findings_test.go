package api

import (
	"net/http"
	"net/url"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/risk/lint"
)

func TestFindingsByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	list := func(query string) Findings {
		t.Helper()
		return read[Findings](t, w.send("GET", root+"/findings"+query, nil, as), http.StatusOK)
	}
	all := list("?limit=200")
	if all.Total == 0 || len(all.Counts.Rules) == 0 || all.Counts.State[lint.Open] != all.Total {
		t.Fatalf("findings: %d, counts %+v", all.Total, all.Counts)
	}
	if n := list("?severity=high&severity=medium").Total + list("?severity=low").Total; n != all.Total {
		t.Errorf("%d findings by severity, %d in all", n, all.Total)
	}
	if page := list("?limit=1"); len(page.Items) != 1 || page.Next == "" && all.Total > 1 {
		t.Errorf("a page of one: %+v", page)
	}
	one := all.Items[0]
	path := root + "/findings/" + url.PathEscape(one.ID)
	if got := read[lint.Judged](t, w.send("GET", path, nil, as), http.StatusOK); got.ID != one.ID {
		t.Errorf("asked for %s and got %s", one.ID, got.ID)
	}

	for _, c := range []struct {
		name   string
		body   any
		status int
		at     string
	}{
		{"accepted without a justification", map[string]any{"accepted": map[string]any{"justification": "", "until": "2026-12-31"}}, 422, "body/accepted/justification"},
		{"accepted for ever", map[string]any{"accepted": map[string]any{"justification": "x", "until": ""}}, 422, "body/accepted/until"},
		{"accepted on an old version", map[string]any{"version": 7, "accepted": map[string]any{"justification": "x", "until": "2026-12-31"}}, 412, ""},
		{"a state of its own", map[string]any{"state": "resolved"}, 422, "body.state"},
	} {
		r := w.send("PUT", path, c.body, as)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d: %s", c.name, r.StatusCode, text(t, r))
			continue
		}
		if p := problemOf(t, r); c.at != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.at) {
			t.Errorf("%s: %+v, want %s", c.name, p.Errors, c.at)
		}
	}
	r := w.send("PUT", path, map[string]any{"owner": "Ada", "accepted": map[string]any{"justification": "x", "until": "2026-12-31"}}, as)
	if r.Header.Get("Entry") == "" {
		t.Error("the answer does not say which entry it left")
	}
	if got := read[lint.Judged](t, r, http.StatusOK); got.State != lint.Accepted || got.Decision.Version != 1 {
		t.Errorf("accepted: %+v", got)
	}
	if got := list("?state=accepted&owner=ada"); got.Total != 1 || got.Counts.State[lint.Accepted] != 1 {
		t.Errorf("accepted ones: %+v", got)
	}
	many := map[string]any{"findings": []string{one.ID}, "set": map[string]any{"reopen": true}}
	if done := read[csms.BulkResult](t, w.send("POST", root+"/findings/bulk", many, as), http.StatusOK); done.Changed != 1 || done.Entry == 0 {
		t.Errorf("reopened: %+v", done)
	}
	if n := list("?state=accepted").Total; n != 0 {
		t.Errorf("%d are accepted still", n)
	}
	if r := w.send("GET", root+"/findings?colour=red", nil, as); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a parameter that is none: %d", r.StatusCode)
	}
}
