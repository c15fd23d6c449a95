package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/risk"
	"ringwall/internal/risk/sheet"
)

// sheetAsker sends files of scenarios to a site with criteria in force.
func sheetAsker(t *testing.T) (ask func(query, body string) *http.Response, get func(path string) *http.Response) {
	t.Helper()
	w := newWorld(t)
	h := w.orgs[0]
	as := bySession(w.secretOf(t, h.admin.email))
	root := "/api/v1/sites/" + string(h.sites[0].id)
	presets := answered[page[risk.Criteria]](t, w.send("GET", root+"/criteria/presets", nil, as), 200)
	draft := presets.Items[0]
	draft.Key, draft.Name = "", "Criteria"
	for i := range draft.Authorities {
		draft.Authorities[i].Holders = []string{h.admin.email}
	}
	c := answered[risk.Criteria](t, w.send("POST", root+"/criteria", draft, as), 201)
	answered[risk.Criteria](t, w.send("POST", root+"/criteria/"+string(c.ID)+"/sign", map[string]string{"password": goodPassword}, as), 200)
	ask = func(query, body string) *http.Response {
		return w.send("POST", root+"/scenarios/sheet"+query, body, octets(as))
	}
	return ask, func(path string) *http.Response { return w.send("GET", root+path, nil, as) }
}

func TestAScenarioSheetGoesFromItsColumnsToOneEntry(t *testing.T) {
	ask, get := sheetAsker(t)
	nodes := read[page[struct{ Key string }]](t, get("/zones"), 200)
	text := "Nr;Knoten;Abweichung;Ursache;Ursache hackbar;Schweregrad;Wahrscheinlichkeit;Schutzmaßnahmen\nA-1;" + nodes.Items[0].Key + ";Mehr Druck;Ventil;ja;3;2;1. Alarm 2. Abschaltung SIL 2\nA-2;Knoten 7;Kein Fluss;Pumpe;;2;2;-\n"
	first := read[csms.ScenarioSheet](t, ask("?kind=hazop&name=hazop.csv", text), 200)
	if !first.Guessed || len(first.Sheets) != 1 || len(first.Fields) == 0 || first.Counts != (sheet.Counts{Add: 1, Refuse: 1}) || first.Rows[1].Cell != "B3" {
		t.Fatalf("%+v", first)
	}
	mapping := first.Mapping
	all := read[page[struct{ ID, Key string }]](t, get("/zones"), 200).Items
	mapping.Nodes = map[string]sheet.Node{"Knoten 7": {Kind: "zone", ID: all[1].ID}}
	mapping.Category = risk.Environmental
	m, err := json.Marshal(mapping)
	must(t, err)
	query := "?kind=hazop&name=hazop.csv&mapping=" + url.QueryEscape(string(m))
	second := read[csms.ScenarioSheet](t, ask(query, text), 200)
	if second.Guessed || second.Counts != (sheet.Counts{Add: 2}) || second.Rows[1].Node != all[1].Key {
		t.Fatalf("%+v", second)
	}
	if p := problemOf(t, ask(query+"&apply=1&hash="+first.Hash, text)); p.Status != http.StatusPreconditionFailed || p.Code != "stale" {
		t.Errorf("the hash of another mapping: %d %s", p.Status, p.Code)
	}
	r := ask(query+"&apply=1&hash="+second.Hash+"&note=HAZOP", text)
	if r.Header.Get("Entry") == "" {
		t.Error("no header Entry")
	}
	done := read[csms.ScenarioSheet](t, r, 200)
	if done.Entry == 0 || len(done.Review) != 2 {
		t.Errorf("%+v", done)
	}
	list := read[page[risk.Scenario]](t, get("/scenarios"), 200)
	last := list.Items[len(list.Items)-1]
	if last.PHA != "A-2" || last.Ratings[risk.Environmental] != 2 || last.Key != done.Rows[1].Key {
		t.Errorf("%+v", last)
	}
}

func TestTheWorksheetIsAFileThatComesBack(t *testing.T) {
	ask, get := sheetAsker(t)
	for _, format := range []string{"xlsx", "csv"} {
		r := get("/scenarios." + format)
		b, err := io.ReadAll(r.Body)
		must(t, err)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != mediaTypes[format] || !strings.Contains(r.Header.Get("Content-Disposition"), "scenarios") {
			t.Fatalf("%d %v", r.StatusCode, r.Header)
		}
		out := read[csms.ScenarioSheet](t, ask("?name=back."+format, string(b)), 200)
		if out.Kind != sheet.Worksheet || out.Counts != (sheet.Counts{Skip: 1}) {
			t.Errorf("%s: %s %+v %+v", format, out.Kind, out.Counts, out.Rows)
		}
	}
}

func TestScenarioSheetsThatCannotBeRead(t *testing.T) {
	ask, _ := sheetAsker(t)
	for name, c := range map[string]struct{ query, body, want string }{
		"a PDF":                  {"?kind=hazop&name=a.pdf", "%PDF-1.7", "is a PDF"},
		"an empty body":          {"?name=a.csv", "", "is empty"},
		"another kind":           {"?kind=fmea", "a,b\n", "query.kind"},
		"an unknown parameter":   {"?x=1", "a,b\n", "query.x"},
		"an apply that is none":  {"?apply=maybe", "a,b\n", "query.apply"},
		"a mapping that is none": {"?kind=hazop&mapping=%7B%22pet%22%3A1%7D", "a,b\n", "query.mapping"},
		"a column too far":       {"?kind=hazop&name=a.csv&mapping=" + url.QueryEscape(`{"sheet":"a","header":1,"columns":{"node":[9]}}`), "a,b\nc,d\n", "body/mapping"},
	} {
		r := ask(c.query, c.body)
		if got := text(t, r); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %.300s, want %q", name, r.StatusCode, got, c.want)
		}
	}
	if p := problemOf(t, ask("?kind=hazop&name=a.csv&apply=1", "node,deviation\nZ-99,No\n")); p.Status != http.StatusConflict || p.Code != "refused-rows" {
		t.Errorf("a refused row: %d %s", p.Status, p.Code)
	}
}
