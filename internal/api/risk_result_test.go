package api

import (
	"strings"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

func TestTheRiskOfASiteIsToldWithItsReasons(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	zone := string(at.zones[0].ID)
	signed := risk.Presets()[0]
	signed.Site, signed.Key, signed.Signed = at.id, "CR-09", &risk.Signature{By: "x@example.org", At: w.clock.now()}
	for i := range signed.Authorities {
		signed.Authorities[i].Holders = nil
	}
	w.write(t, w.orgs[0], at.id, "criteria.sign", func(tx *store.Tx) { must(t, store.Put(tx, &signed)) })

	row := `{"key":"","name":"Overpressure","zone":"` + zone + `","likelihood":2,"ratings":{"safety":2,"environment":1},"loss":{"eventsPerYear":0.1,"low":1000,"high":90000}}`
	put := `{"put":[` + row + `]`
	tried := answered[OfScenarios](t, ask("POST", "/scenarios/bulk", put+`,"dry":true}`, ""), 200)
	if len(tried.Items) != 1 || tried.Items[0].ID != "" || tried.Entry != 0 {
		t.Errorf("a try answers %+v", tried)
	}
	before := answered[page[risk.Scenario]](t, ask("GET", "/scenarios", nil, ""), 200).Total
	stored := answered[OfScenarios](t, ask("POST", "/scenarios/bulk", put+`}`, ""), 200)
	after := answered[page[risk.Scenario]](t, ask("GET", "/scenarios", nil, ""), 200).Total
	if after != before+1 {
		t.Fatalf("a try and an act left %d scenarios more, want 1", after-before)
	}
	x := stored.Items[0]

	all := answered[risk.Result](t, ask("GET", "/risk", nil, ""), 200)
	if !all.InForce || all.Criteria == nil || all.Criteria.Key != "CR-09" {
		t.Errorf("in force %v, %q", all.InForce, all.Why)
	}
	rated, found := all.Scenario(x.ID)
	if !found || rated.Residual.Band == "" || rated.Residual.Why == "" {
		t.Errorf("rated as %+v", rated.Residual)
	}

	one := answered[csms.ExplainedScenario](t, ask("GET", "/risk/scenarios/"+string(x.ID), nil, ""), 200)
	if one.Scenario.Key != x.Key || one.Result.Residual != rated.Residual {
		t.Errorf("explained as %+v", one.Result.Residual)
	}
	if one.Loss == nil || one.Loss.Mean <= 0 {
		t.Errorf("the loss of a year is %+v", one.Loss)
	}
	band, _ := signed.Band(rated.Residual.Band)
	if band.Authority != "" && (one.Acceptable.May || !strings.Contains(one.Acceptable.Why, band.Name)) {
		t.Errorf("nobody holds an authority, yet: %+v", one.Acceptable)
	}
	if p := problemOf(t, ask("GET", "/risk/scenarios/gone", nil, "")); p.Status != 404 {
		t.Errorf("a scenario that is not there: %d", p.Status)
	}
}
