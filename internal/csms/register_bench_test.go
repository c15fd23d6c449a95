package csms

import (
	"fmt"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// TestTwoThousandScenariosAreQuick puts the size of a large assessment through
// the use cases; the budgets are those of a slow machine.
func TestTwoThousandScenariosAreQuick(t *testing.T) {
	a := newAssessed(t)
	in := ScenarioBulk{}
	for i := range 2000 {
		x := a.scenario
		x.Head = risk.Head{Name: fmt.Sprintf("Scenario %d", i)}
		in.Put = append(in.Put, x)
	}
	start := time.Now()
	items, _, err := a.BulkScenarios(t.Context(), a.ada, a.site, in)
	if err != nil || len(items) != 2000 || items[1999].Key != "SC-2001" {
		t.Fatal(len(items), err)
	}
	stored := time.Since(start)
	rate := func() time.Duration {
		start := time.Now()
		err := a.view(t.Context(), a.ada, access.RiskRead, a.site, func(r *store.Reader) error {
			_, res, err := a.riskOf(r, a.site)
			if len(res.Scenarios) != 2001 {
				t.Errorf("%d scenarios are rated", len(res.Scenarios))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return time.Since(start)
	}
	first, again := rate(), rate()
	start = time.Now()
	x := items[7]
	x.Note = "seen"
	changedTo(t, a.works, a.Scenarios(), x)
	one := time.Since(start)
	t.Logf("stored in %v, rated in %v, then in %v; one changed in %v", stored, first, again, one)
	if stored > 60*time.Second || first > 15*time.Second || again > time.Second || one > 10*time.Second {
		t.Errorf("stored in %v, rated in %v, then in %v; one changed in %v", stored, first, again, one)
	}
}
