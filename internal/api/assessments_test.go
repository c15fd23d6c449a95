package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/proof"
)

func TestAnAssessmentGoesItsWayOverHTTP(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	hall := h.sites[0]
	w.account(t, h, "sue", access.Grant{Role: access.Approver})
	admin, sue := bySession(w.secretOf(t, h.admin.email)), bySession(w.secretOf(t, "sue@"+h.word+".example"))
	ask := func(method, path string, body any, as func(*http.Request), want int) []byte {
		t.Helper()
		answer := w.send(method, path, body, as)
		if answer.StatusCode == http.StatusPreconditionRequired { // a step is taken on the version that was read
			text(t, answer)
			read := w.send("GET", path[:strings.LastIndex(path, "/")], nil, as)
			text(t, read)
			answer = w.send(method, path, body, func(r *http.Request) { as(r); r.Header.Set("If-Match", read.Header.Get("ETag")) })
		}
		got := text(t, answer)
		if answer.StatusCode != want {
			t.Fatalf("%s %s: %d, want %d: %s", method, path, answer.StatusCode, want, got)
		}
		if method == "POST" && want < 300 && !strings.Contains(path, "questionnaire") && answer.Header.Get("Entry") == "" {
			t.Errorf("%s leaves no entry", path)
		}
		return []byte(got)
	}
	var a proof.Assessment
	zone := map[string]any{"kind": "zone", "id": hall.zones[0].ID}
	must(t, json.Unmarshal(ask("POST", "/api/v1/assessments", map[string]any{
		"key": "", "name": "Yearly", "set": "iec-62443-3-3:2013", "site": hall.id, "lead": h.admin.email,
		"parts": []any{map[string]any{"site": hall.id, "subjects": []any{zone}}},
	}, admin, http.StatusCreated), &a))
	item := "/api/v1/assessments/" + string(a.ID)
	if bare := w.send("POST", item+"/cancel", map[string]any{"reason": "x"}, admin); bare.StatusCode != http.StatusPreconditionRequired {
		t.Errorf("a step without a version: %d", bare.StatusCode)
	}
	ask("POST", item+"/submit", map[string]any{}, admin, http.StatusConflict)
	ask("POST", item+"/start", nil, sue, http.StatusForbidden)
	ask("POST", item+"/start", nil, func(r *http.Request) { admin(r); r.Header.Set("If-Match", `"v9"`) }, http.StatusPreconditionFailed)
	ask("POST", item+"/start", nil, admin, http.StatusOK)
	if got := ask("POST", item+"/submit", nil, admin, http.StatusUnprocessableEntity); !strings.Contains(string(got), "body/reason") {
		t.Errorf("what is missing is not told by its field: %s", got)
	}
	book := ask("GET", item+"/questionnaire.xlsx?part=0", nil, admin, http.StatusOK)
	ask("GET", item+"/questionnaire.xlsx?part=7", nil, admin, http.StatusNotFound)
	ask("GET", item+"/questionnaire.xlsx?part=x", nil, admin, http.StatusUnprocessableEntity)
	file := func(r *http.Request) { admin(r); r.Header.Set("Content-Type", "application/octet-stream") }
	var back csms.QuestionnaireResult
	must(t, json.Unmarshal(ask("POST", item+"/questionnaire?name=a.xlsx", book, file, http.StatusOK), &back))
	if back.Counts.Same == 0 || back.Counts.Change != 0 || back.Hash == "" || back.File != "a.xlsx" || back.Rows == nil {
		t.Errorf("%+v", back)
	}
	ask("POST", item+"/questionnaire?apply=1&hash=other", book, file, http.StatusPreconditionFailed)
	ask("POST", item+"/questionnaire", "no workbook", file, http.StatusUnprocessableEntity)

	ask("POST", item+"/submit", map[string]any{"reason": "The rest follows in May."}, admin, http.StatusOK)
	var p csms.AssessmentProgress
	must(t, json.Unmarshal(ask("GET", item+"/progress", nil, sue, http.StatusOK), &p))
	if !p.MaySign || p.State != proof.InReview || p.Progress.Asked == 0 || p.Since == nil || p.Since.Changed != 0 {
		t.Errorf("%+v", p)
	}
	if got := ask("GET", "/api/v1/assessments/mine", nil, sue, http.StatusOK); !strings.Contains(string(got), `"waits":"signature"`) {
		t.Errorf("%s", got)
	}
	ask("POST", item+"/return", map[string]any{}, sue, http.StatusUnprocessableEntity)
	if got := ask("POST", item+"/sign", map[string]any{"password": goodPassword}, admin, http.StatusConflict); !strings.Contains(string(got), "second-person") {
		t.Errorf("%s", got)
	}
	ask("POST", item+"/sign", map[string]any{"password": "wrong"}, sue, http.StatusUnprocessableEntity)
	must(t, json.Unmarshal(ask("POST", item+"/sign", map[string]any{"password": goodPassword}, sue, http.StatusOK), &a))
	if a.State != proof.Signed || a.Review == nil || a.Review.Digest != a.Result.Sum() {
		t.Errorf("%+v", a.Review)
	}
	ask("POST", item+"/cancel", map[string]any{"reason": "x"}, admin, http.StatusConflict)
	ask("GET", item+"/compare", nil, admin, http.StatusConflict)
	if got := ask("GET", item+"/compare?with="+string(a.ID), nil, admin, http.StatusOK); !strings.Contains(string(got), `"same":`) {
		t.Errorf("%s", got)
	}
}
