package api

import (
	"testing"

	"ringwall/internal/csms"
)

func TestAnnualLossAnswers(t *testing.T) {
	w := newWorld(t)
	ask, at := riskSite(t, w)
	w.inForce(t, w.orgs[0], at)
	body := `{"key":"","name":"Overfill","zone":"` + string(at.zones[0].ID) + `","likelihood":2,"loss":{"eventsPerYear":0.5,"low":1000,"high":20000}}`
	if res := ask("POST", "/scenarios", body, ""); res.StatusCode != 201 {
		t.Fatalf("%d %s", res.StatusCode, text(t, res))
	}
	got := answered[csms.SiteLoss](t, ask("GET", "/risk/loss?seed=9007199254740991&years=1000", nil, ""), 200)
	if got.Result == nil || got.Result.Seed != 1<<53-1 || got.Result.Years != 1000 || len(got.Result.Curve) == 0 {
		t.Errorf("%+v", got)
	}
	if first := answered[csms.SiteLoss](t, ask("GET", "/risk/loss", nil, ""), 200); first.Result.Seed != 1 || first.Result.Years != 10_000 {
		t.Errorf("without parameters: %+v", first.Result)
	}
	for _, query := range []string{"seed=9007199254740992", "seed=-1", "years=99", "years=100001"} {
		if p := problemOf(t, ask("GET", "/risk/loss?"+query, nil, "")); p.Status != 422 {
			t.Errorf("%s: %d", query, p.Status)
		}
	}
}
