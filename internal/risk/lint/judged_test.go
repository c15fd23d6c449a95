package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
)

func TestWhereAFindingStands(t *testing.T) {
	found := []plant.Finding{{ID: "zone-no-target/a"}, {ID: "zone-no-target/b"}, {ID: "zone-no-target/c"}, {ID: "zone-no-target/d"}}
	accepted := func(until plant.Date) *risk.FindingAccepted {
		return &risk.FindingAccepted{Justification: "cheap", By: "Ada", On: "2026-01-01", Until: until}
	}
	decision := func(key string, d risk.FindingDecision) risk.FindingDecision { d.Key = key; return d }
	decisions := []risk.FindingDecision{
		decision("zone-no-target/b", risk.FindingDecision{Accepted: accepted("2026-11-25")}),
		decision("zone-no-target/c", risk.FindingDecision{Accepted: accepted("2026-11-24"), Due: "2026-11-01"}),
		decision("zone-no-target/d", risk.FindingDecision{Owner: "Ada", Due: "2026-11-24"}),
		decision("zone-no-target/gone", risk.FindingDecision{Owner: "Ada", Finding: &plant.Finding{ID: "zone-no-target/gone", Key: "Z-09", Text: "as it was"}}),
		decision("flow-any/old", risk.FindingDecision{Owner: "Ada"}),
	}
	judged := lint.Judge(found, decisions, lintDay)
	got := map[string]string{}
	for _, f := range judged {
		got[f.ID+" "+f.Key] = string(f.State)
		if f.Overdue {
			got[f.ID+" "+f.Key] += ", overdue"
		}
	}
	want := map[string]string{
		"zone-no-target/a ": "open", "zone-no-target/b ": "accepted",
		"zone-no-target/c ": "lapsed, overdue", "zone-no-target/d ": "open", // due today is not overdue yet
		"zone-no-target/gone Z-09": "resolved", "flow-any/old ": "resolved",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if last := judged[len(judged)-1]; last.Severity != plant.High || last.Kind != "conduit" || last.Text == "" {
		t.Errorf("of a finding of which only the id is known it says %+v", last.Finding)
	}
}
