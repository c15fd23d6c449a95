package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/proof/isms"
	"ringwall/internal/store"
)

// oldAnswer stores an answer of the first site to IEC 62443-2-1:2010.
func (w *world) oldAnswer(t *testing.T, id catalog.RequirementID) {
	t.Helper()
	h := w.orgs[0]
	site := h.sites[0].id
	w.write(t, h, site, "verdict.set", func(tx *store.Tx) {
		must(t, store.Put(tx, &assess.Verdict{Site: site, Subject: assess.Subject{Kind: assess.OfSite, ID: string(site)}, Set: catalog.ProgramRequirements2010, Requirement: id, State: assess.Met, Maturity: 2}))
	})
}

func TestAnswersAreReportedByAFramework(t *testing.T) {
	w := newWorld(t)
	w.oldAnswer(t, "4.2.3.1")
	ask, _ := riskSite(t, w)
	view := read[csms.CoverageView](t, ask("GET", "/coverage?limit=200", nil, ""), 200)
	if view.Set != catalog.CSF20 || len(view.Items) != 106 || view.Counts.Partly == 0 || view.Next != "" {
		t.Fatalf("%s %+v, %d lines", view.Set, view.Counts, len(view.Items))
	}
	some := read[csms.CoverageView](t, ask("GET", "/coverage?set=iso-27001:2022&state=partly&by=suggested&limit=1", nil, ""), 200)
	if some.Set != catalog.ISO27001 || len(some.Items) != 1 || some.Counts.Total != 93 || some.Total == 0 || len(some.Items[0].Pairs) == 0 {
		t.Errorf("%+v", some.Counts)
	}
	for path, want := range map[string]int{
		"/coverage?set=iec-62443-3-3:2013": 422, "/coverage?set=none": 404, "/coverage?state=half": 422, "/coverage?by=nobody": 422, "/coverage?after=x": 422, "/coverage?word=x": 422,
		"/reports/csf-profile.pdf?set=none": 404, "/reports/statement.html?set=nist-csf:2.0": 422, "/reports/statement.html?set=iec-62443-4-1:2018": 422, "/reports/statement.html?company=none": 404,
		"/reports/csf-profile.odt": 404, "/migration?from=none": 404, "/migration?from=nist-csf:2.0": 422,
	} {
		if r := ask("GET", path, nil, ""); r.StatusCode != want {
			t.Errorf("%s: %d %s, want %d", path, r.StatusCode, text(t, r), want)
		}
	}
	for _, path := range []string{"/reports/csf-profile.json?set=nist-csf:1.1", "/reports/iso-statement.xlsx", "/reports/statement.pdf?set=iec-62443-3-3:2013", "/reports/statement.docx?set=iec-62443-2-1:2010"} {
		if r := ask("GET", path, nil, ""); r.StatusCode != 200 || r.Header.Get("Content-Type") != mediaTypes[strings.Split(strings.Split(path, ".")[1], "?")[0]] {
			t.Errorf("%s: %d %s", path, r.StatusCode, text(t, r))
		}
	}
}

func TestAStatementOfAnISMSGoesFromItsColumnsToOneEntry(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	as := bySession(w.secretOf(t, h.admin.email))
	root := "/api/v1/sites/" + string(h.sites[0].id) + "/isms"
	ask := func(query, body string) *http.Response { return w.send("POST", root+query, body, octets(as)) }
	const file = "Maßnahme;Anwendbar;Umsetzungsstatus\nA.5.1;ja;umgesetzt\nA.5.99;ja;umgesetzt\n"
	first := read[csms.ISMS](t, ask("?name=soa.csv", file), 200)
	if first.Kind != isms.SoA || first.Counts != (isms.Counts{Read: 1, Refuse: 1}) || first.Controls[1].Cell != "A3" || len(first.Marks) != 3 || first.Hash == "" || first.Entry != 0 {
		t.Fatalf("%+v", first)
	}
	if p := problemOf(t, ask("?name=soa.csv&apply=1&hash="+first.Hash, file)); p.Status != http.StatusConflict || p.Code != "refused-rows" {
		t.Errorf("%d %s", p.Status, p.Code)
	}
	if p := problemOf(t, ask("?name=soa.csv&apply=1&hash=other", file)); p.Status != http.StatusPreconditionFailed || p.Code != "stale" {
		t.Errorf("%d %s", p.Status, p.Code)
	}
	r := ask("?name=soa.csv&apply=1&withoutRefused=1&day=2026-02-01&note=Group", file)
	if r.Header.Get("Entry") == "" {
		t.Error("no header Entry")
	}
	done := read[csms.ISMS](t, r, 200)
	if done.Entry == 0 || done.Evidence == nil || done.Day != "2026-02-01" {
		t.Errorf("%+v", done)
	}
	kept := read[page[csms.ISMSKept]](t, w.send("GET", root, nil, as), 200)
	if len(kept.Items) != 1 || kept.Items[0].Evidence.ID != done.Evidence.ID || kept.Items[0].Kind != isms.SoA {
		t.Errorf("%+v", kept.Items)
	}
	for query, want := range map[string]string{
		"?kind=catalog": "query.kind", "?apply=perhaps": "query.apply", "?day=tomorrow": "query.day", "?take=2,x": "query.take", "?mapping=" + url.QueryEscape(`{"word":1}`): "query.mapping",
		"?nodes=" + url.QueryEscape(`[]`): "query.nodes", "?note=" + strings.Repeat("x", 1001): "query.note", "?word=x": "query.word",
	} {
		if got := text(t, ask(query, file)); !strings.Contains(got, want) {
			t.Errorf("%.30s: %s", query, got)
		}
	}
	for name, body := range map[string]string{"a picture": "\x89PNG\r\n\x00\x00", "nothing": "", "broken JSON": "{"} {
		if p := problemOf(t, ask("?name=x", body)); p.Status != http.StatusUnprocessableEntity || p.Detail == "" {
			t.Errorf("%s: %d %s", name, p.Status, p.Detail)
		}
	}
	risks := read[csms.ISMS](t, ask("?kind=risks&name=r.csv", "Risk ID,Risk,Asset,Likelihood\nR-1,Valve opened,PLC-101 aquamarine,high\n"), 200)
	if risks.Kind != isms.Risks || len(risks.Risks) != 1 || !risks.Risks[0].Concerns {
		t.Errorf("%+v", risks.Risks)
	}
}

func TestAnEditionIsCarriedOverAndUndone(t *testing.T) {
	w := newWorld(t)
	w.oldAnswer(t, "4.3.2.3.3")
	ask, at := riskSite(t, w)
	view := read[csms.MigrationView](t, ask("GET", "/migration?from=iec-62443-2-1:2010&to=iec-62443-2-1:2024", nil, ""), 200)
	if view.Counts.Gives == 0 || view.Counts.Total != 87 || view.Hash == "" {
		t.Fatalf("%+v", view.Counts)
	}
	body := map[string]any{"from": view.From, "to": view.To, "requirements": []string{"ORG 1.3"}, "hash": view.Hash, "note": "New edition"}
	r := ask("POST", "/migration", body, "")
	if r.Header.Get("Entry") == "" {
		t.Error("no header Entry")
	}
	done := read[csms.Migrated](t, r, 200)
	if done.Changed != 1 || done.Entry == 0 {
		t.Errorf("%+v", done)
	}
	if p := problemOf(t, ask("POST", "/migration", body, "")); p.Status != http.StatusPreconditionFailed {
		t.Errorf("again: %d %s", p.Status, p.Code)
	}
	body["hash"], body["requirements"] = "", []string{"ORG 9.9"}
	if p := problemOf(t, ask("POST", "/migration", body, "")); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a line that is not there: %d %s", p.Status, p.Detail)
	}
	company := at.risks["company"]
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	of := read[csms.MigrationView](t, w.send("GET", "/api/v1/companies/"+company+"/migration", nil, as), 200)
	if of.Subject.ID != company || of.Counts.Fresh+of.Counts.Start+of.Counts.Kept != 87 {
		t.Errorf("%+v", of.Counts)
	}
	body = map[string]any{"from": view.From, "to": view.To, "requirements": []string{"ORG 1.3"}}
	if p := problemOf(t, w.send("POST", "/api/v1/companies/"+company+"/migration", body, as)); p.Status != http.StatusConflict || p.Code != "nothing-to-carry" {
		t.Errorf("a company without answers: %d %s", p.Status, p.Code)
	}
}
