package csms

import (
	"bytes"
	"strings"
	"testing"

	"ringwall/internal/risk"
)

func TestADecisionOnAComparisonNamesWhoMadeIt(t *testing.T) {
	a := newAssessed(t)
	forged := risk.Comparison{Zone: a.safe.ID, Decision: risk.AssessInDetail, By: "Somebody else", On: "2001-01-01", Criteria: "CR-99", Consequence: 9}
	d, entry, err := a.Comparisons().Add(t.Context(), a.ada, a.site, forged)
	if err != nil || entry == 0 || d.Key != "ZC-01" || d.By != a.ada.Name || d.On == "2001-01-01" || d.Criteria == "CR-99" || d.Consequence != 3 {
		t.Fatalf("%+v: %v", d, err)
	}
	c, err := a.InitialComparison(t.Context(), a.ada, a.site)
	if err != nil {
		t.Fatal(err)
	}
	if z, _ := c.Of(a.safe.ID); z.Decision == nil || z.Standing != risk.DecisionStands || z.Why == "" {
		t.Errorf("%+v", z)
	}
	d.Decision, d.Rationale = risk.StopHere, "Small."
	if _, _, err := a.Comparisons().Change(t.Context(), a.ada, a.site, d); err == nil || !strings.Contains(err.Error(), "cannot stop here") {
		t.Errorf("a threat to life is let be: %v", err)
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, entry); err != nil {
		t.Error(err)
	}
	if page, err := a.Comparisons().List(t.Context(), a.ada, a.site, "", 10); err != nil || len(page.Items) != 0 {
		t.Errorf("after undoing: %+v, %v", page.Items, err)
	}
}

func TestTheRiskReportIsThatOfTheRegister(t *testing.T) {
	a := newAssessed(t)
	var b bytes.Buffer
	if err := a.WriteRisk(t.Context(), a.ada, a.site, "", "html", &b); err != nil || !strings.Contains(b.String(), a.scenario.Key) {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
	refused(t, "as a table of figures", a.WriteRisk(t.Context(), a.ada, a.site, "", "csv", &b), Invalid, "")
}
