package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// register stores a record of each kind of the risk register at a site and
// answers with their ids.
func (w *world) register(t testing.TB, h *house, s *hall) map[string]string {
	t.Helper()
	ids := map[string]string{}
	head := func(key string) risk.Head { return risk.Head{Site: s.id, Key: key, Name: h.word} }
	w.write(t, h, s.id, "register.add", func(tx *store.Tx) {
		zone := plant.Zone{Site: s.id, Key: "Z-09 " + h.word, Name: h.word, Kind: plant.ZoneSafety, Safety: true}
		must(t, store.Put(tx, &zone))
		system := risk.System{Head: head("SYS-01"), Zones: []plant.ZoneID{zone.ID}}
		must(t, store.Put(tx, &system))
		function := risk.Function{Head: head("F-01"), Kind: "control", Zones: []plant.ZoneID{zone.ID}}
		must(t, store.Put(tx, &function))
		criteria := risk.Criteria{Head: head("CR-01"), Note: h.word}
		must(t, store.Put(tx, &criteria))
		assumption := risk.Assumption{Head: head("AS-01"), State: risk.AssumptionOpen}
		must(t, store.Put(tx, &assumption))
		measure := risk.Countermeasure{Head: head("CM-01"), Layer: "network", Kind: "technical", State: risk.MeasureExisting}
		must(t, store.Put(tx, &measure))
		environment := risk.Environment{Head: head("SE-01"), Statement: h.word, Zone: zone.ID, Countermeasures: []risk.ID{measure.ID}}
		must(t, store.Put(tx, &environment))
		worst := risk.WorstCase{Head: head("WC-01"), Function: function.ID, Outcome: h.word}
		must(t, store.Put(tx, &worst))
		comparison := risk.Comparison{Head: head("ZC-01"), Zone: zone.ID, Decision: risk.AssessInDetail, Rationale: h.word}
		must(t, store.Put(tx, &comparison))
		scenario := risk.Scenario{Head: head("SC-001"), Zone: zone.ID, WorstCase: worst.ID, Cause: h.word}
		must(t, store.Put(tx, &scenario))
		proposal := risk.Proposal{Head: head("PR-01"), Changes: []risk.Change{{Kind: risk.SetAssumption, Record: string(assumption.ID), Value: "false"}}}
		must(t, store.Put(tx, &proposal))
		roadmap := risk.Roadmap{Head: head("RM-01"), Asked: []byte(`{}`)}
		must(t, store.Put(tx, &roadmap))
		specification := risk.Specification{Head: head("CRS-01"), System: system.ID}
		must(t, store.Put(tx, &specification))
		approval := risk.Approval{
			Head: head("AP-01"), Specification: specification.ID, Revision: 1, Digest: strings.Repeat("0", 64), ReviewBy: "2029-01-01",
			Signed: risk.Signature{By: h.admin.email, Name: h.word, At: w.clock.now(), Meaning: "I approve."},
		}
		must(t, store.Put(tx, &approval))
		release := store.ThreatRelease{Release: string(s.id), By: h.word}
		must(t, store.Put(tx, &release))
		task := risk.Task{Head: head("T-01")}
		must(t, store.Put(tx, &task))
		for name, id := range map[string]risk.ID{
			"system": system.ID, "function": function.ID, "criteria": criteria.ID, "assumption": assumption.ID, "countermeasure": measure.ID,
			"environment": environment.ID, "worstcase": worst.ID, "comparison": comparison.ID, "scenario": scenario.ID, "proposal": proposal.ID, "roadmap": roadmap.ID,
			"specification": specification.ID, "approval": approval.ID, "task": task.ID, "riskzone": risk.ID(zone.ID), "release": risk.ID(release.ID),
		} {
			ids[name] = string(id)
		}
	})
	return ids
}

// riskSite is the first site of the first house, asked by its administrator.
func riskSite(t *testing.T, w *world) (ask func(method, path string, body any, ifMatch string) *http.Response, at *hall) {
	t.Helper()
	at = w.orgs[0].sites[0]
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	return func(method, path string, body any, ifMatch string) *http.Response {
		return w.send(method, "/api/v1/sites/"+string(at.id)+path, body, func(r *http.Request) {
			as(r)
			if ifMatch != "" {
				r.Header.Set("If-Match", ifMatch)
			}
		})
	}, at
}

func answered[T any](t *testing.T, r *http.Response, status int) (v T) {
	t.Helper()
	b := text(t, r)
	if r.StatusCode != status {
		t.Fatalf("%d, want %d: %s", r.StatusCode, status, b)
	}
	if b == "" {
		return v
	}
	must(t, json.Unmarshal([]byte(b), &v))
	return v
}

func TestARecordOfTheRegisterIsKeptChangedAndDeleted(t *testing.T) {
	w := newWorld(t)
	ask, _ := riskSite(t, w)
	res := ask("POST", "/assumptions", `{"key":"","name":"The cabinet is locked","state":"open"}`, "")
	if got := res.Header.Get("ETag"); got != `"v1"` || res.Header.Get("Entry") == "0" {
		t.Errorf("ETag %q, Entry %q", got, res.Header.Get("Entry"))
	}
	where := res.Header.Get("Location")
	a := answered[risk.Assumption](t, res, 201)
	if a.Key != "AS-02" || a.ID == "" || !strings.HasSuffix(where, "/assumptions/"+string(a.ID)) {
		t.Errorf("added as %+v at %s", a.Head, where)
	}
	path := "/assumptions/" + string(a.ID)
	a.Name = "The cabinet is locked at night"
	if p := problemOf(t, ask("PUT", path, a, "")); p.Status != 428 {
		t.Errorf("a change without a version: %d", p.Status)
	}
	if p := problemOf(t, ask("PUT", path, a, `"v7"`)); p.Status != 412 {
		t.Errorf("a change of another version: %d", p.Status)
	}
	a = answered[risk.Assumption](t, ask("PUT", path, a, `"v1"`), 200)
	if a.Version != 2 {
		t.Errorf("version %d", a.Version)
	}
	if p := problemOf(t, ask("POST", "/assumptions", `{"key":"as-02","name":"Another","state":"open"}`, "")); p.Status != 409 || p.Code != "key-taken" {
		t.Errorf("a key that differs in case only: %d %s", p.Status, p.Code)
	}
	list := answered[page[risk.Assumption]](t, ask("GET", "/assumptions?limit=1", nil, ""), 200)
	if list.Total != 2 || len(list.Items) != 1 || list.Items[0].Key != "AS-01" || list.Next == "" {
		t.Errorf("the first page is %+v", list)
	}
	list = answered[page[risk.Assumption]](t, ask("GET", "/assumptions?limit=1&after="+list.Next, nil, ""), 200)
	if len(list.Items) != 1 || list.Items[0].Name != "The cabinet is locked at night" || list.Next != "" {
		t.Errorf("the second page is %+v", list)
	}
	if p := problemOf(t, ask("DELETE", path, nil, `"v1"`)); p.Status != 412 {
		t.Errorf("deletion of an older version: %d", p.Status)
	}
	if res := ask("DELETE", path, nil, `"v2"`); res.StatusCode != 204 {
		t.Errorf("deletion: %d", res.StatusCode)
	}
	if p := problemOf(t, ask("GET", path, nil, "")); p.Status != 404 {
		t.Errorf("after deletion: %d", p.Status)
	}
}

func TestWhatIsReferredToStandsAndIsNamed(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	p := problemOf(t, ask("DELETE", "/functions/"+at.risks["function"], nil, `"v1"`))
	if p.Code != "in-use" || len(p.References) != 1 || p.References[0].Kind != "worst-case" || p.References[0].Key != "WC-01" {
		t.Errorf("%+v", p)
	}
	p = problemOf(t, ask("DELETE", "/zones/"+at.risks["riskzone"]+"?cascade=true", nil, `"v1"`))
	if p.Code != "in-use" || !strings.Contains(fmt.Sprint(p.References), "scenario") {
		t.Errorf("a zone of a scenario: %+v", p)
	}
	refs := answered[page[Reference]](t, ask("GET", "/worst-cases/"+at.risks["worstcase"]+"/references", nil, ""), 200)
	if len(refs.Items) != 1 || refs.Items[0].Key != "SC-001" {
		t.Errorf("references %+v", refs.Items)
	}
	p = problemOf(t, ask("POST", "/environments", `{"key":"","name":"X","zone":"nowhere","statement":"X","countermeasures":["`+at.risks["countermeasure"]+`","no"]}`, ""))
	var where []string
	for _, e := range p.Errors {
		where = append(where, e.Location)
	}
	if p.Status != 422 || !strings.Contains(fmt.Sprint(where), "body/zone") || !strings.Contains(fmt.Sprint(where), "body/countermeasures/1") {
		t.Errorf("references to nothing: %d %v", p.Status, where)
	}
}

func TestTheDetailedAssessmentOpensWithSignedCriteria(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	scenario := `{"key":"","name":"Overpressure","zone":"` + string(at.zones[0].ID) + `","likelihood":2,"ratings":{"safety":2,"environment":1}}`
	if p := problemOf(t, ask("POST", "/scenarios", scenario, "")); p.Status != 409 || p.Code != "criteria-unsigned" {
		t.Errorf("before: %d %s", p.Status, p.Code)
	}
	presets := answered[page[risk.Criteria]](t, ask("GET", "/criteria/presets", nil, ""), 200)
	if len(presets.Items) == 0 {
		t.Fatal("there is nothing to begin with")
	}
	draft := presets.Items[0]
	draft.ID, draft.Key, draft.Version = "", "", 0
	if draft.Name == "" {
		draft.Name = "Site criteria"
	}
	draft = answered[risk.Criteria](t, ask("POST", "/criteria", draft, ""), 201)
	path := "/criteria/" + string(draft.ID)
	look := answered[CriteriaLook](t, ask("GET", path+"/reachable", nil, ""), 200)
	if len(look.Reachable) == 0 || len(look.Problems) > 0 {
		t.Errorf("%+v", look)
	}
	if p := problemOf(t, ask("POST", path+"/sign", `{"password":"wrong"}`, "")); p.Status != 422 || p.Errors[0].Location != "body/password" {
		t.Errorf("with a wrong password: %+v", p)
	}
	if p := problemOf(t, ask("POST", path+"/sign", `{"password":"`+goodPassword+`"}`, `"v9"`)); p.Status != 412 {
		t.Errorf("of another version: %d", p.Status)
	}
	c := answered[risk.Criteria](t, ask("POST", path+"/sign", `{"password":"`+goodPassword+`"}`, `"v1"`), 200)
	if c.Signed == nil || c.Signed.By != w.orgs[0].admin.email || len(c.Signed.Digest) != 64 {
		t.Errorf("signed as %+v", c.Signed)
	}
	for what, p := range map[string]Problem{
		"signing again": problemOf(t, ask("POST", path+"/sign", `{"password":"`+goodPassword+`"}`, "")),
		"a change":      problemOf(t, ask("PUT", path, c, `"v2"`)),
		"a deletion":    problemOf(t, ask("DELETE", path, nil, `"v2"`)),
	} {
		if p.Status != 409 || p.Code != "signed" {
			t.Errorf("%s: %d %s", what, p.Status, p.Code)
		}
	}
	c.ID, c.Key, c.Version = "", "", 0
	if p := problemOf(t, ask("POST", "/criteria", c, "")); p.Status != 422 || p.Errors[0].Location != "body/signed" {
		t.Errorf("a signature that is sent: %+v", p)
	}
	answered[risk.Scenario](t, ask("POST", "/scenarios", scenario, ""), 201)
}

func TestManyScenariosChangeTogetherOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	p := problemOf(t, ask("POST", "/scenarios/bulk", `{"put":[]}`, ""))
	if p.Status != 422 {
		t.Errorf("nothing to do: %d", p.Status)
	}
	signed := risk.Presets()[0]
	signed.Site, signed.Key, signed.Signed = at.id, "CR-09", &risk.Signature{By: "x@example.org", At: w.clock.now()}
	w.write(t, w.orgs[0], at.id, "criteria.sign", func(tx *store.Tx) { must(t, store.Put(tx, &signed)) })
	zone := string(at.zones[0].ID)
	p = problemOf(t, ask("POST", "/scenarios/bulk", `{"put":[{"key":"","name":"A","zone":"`+zone+`"},{"key":"","name":"B","zone":"`+zone+`","likelihood":99},{"key":"","name":"C","zone":"nowhere"}]}`, ""))
	var where []string
	for _, e := range p.Errors {
		where = append(where, e.Location)
	}
	if p.Status != 422 || !strings.Contains(fmt.Sprint(where), "body/put/1/likelihood") || !strings.Contains(fmt.Sprint(where), "body/put/2/zone") {
		t.Errorf("%d %v", p.Status, where)
	}
	if list := answered[page[risk.Scenario]](t, ask("GET", "/scenarios", nil, ""), 200); list.Total != 1 {
		t.Errorf("after the refusal there are %d scenarios", list.Total)
	}
	res := answered[OfScenarios](t, ask("POST", "/scenarios/bulk", `{"put":[{"key":"","name":"A","zone":"`+zone+`"},{"key":"","name":"B","zone":"`+zone+`"},`+
		`{"id":"`+at.risks["scenario"]+`","version":1,"key":"SC-001","name":"Renamed","zone":"`+zone+`"}],"note":"workshop"}`, ""), 200)
	if len(res.Items) != 3 || res.Items[0].Key != "SC-002" || res.Items[1].Key != "SC-003" || res.Items[2].Version != 2 || res.Entry == 0 {
		t.Errorf("%+v", res)
	}
}
