package risk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/risk"
)

func TestCriteriaAreCheckedBeforeTheyAreSigned(t *testing.T) {
	for _, row := range []struct {
		name    string
		change  func(*risk.Criteria)
		pointer string // of the one problem; "" is none
	}{
		{"a preset can be signed", func(*risk.Criteria) {}, ""},
		{"an asymmetric matrix is allowed", func(c *risk.Criteria) { c.Matrix[0][4] = "low" }, ""},
		{"and one that falls, with a warning", func(c *risk.Criteria) { c.Matrix[4][4] = "low" }, ""},
		{"a cell without a band", func(c *risk.Criteria) { c.Matrix[2][3] = "" }, "/matrix/2/3"},
		{"a row that is missing", func(c *risk.Criteria) { c.Matrix = c.Matrix[:4] }, "/matrix"},
		{"a row that is short", func(c *risk.Criteria) { c.Matrix[1] = c.Matrix[1][:4] }, "/matrix/1"},
		{"no safety scale", func(c *risk.Criteria) { c.Categories = c.Categories[1:] }, "/categories"},
		{"a scale with too few texts", func(c *risk.Criteria) { c.Categories[4].Levels = c.Categories[4].Levels[:3] }, "/categories/4/levels"},
		{"a category twice", func(c *risk.Criteria) { c.Categories[6].Category = risk.Safety }, "/categories/6/category"},
		{"a level without a text", func(c *risk.Criteria) { c.Categories[0].Levels[1] = " " }, "/categories/0/levels/1"},
		{"a likelihood that is less frequent than the one before", func(c *risk.Criteria) { c.Likelihoods[2].PerYear = 0.01 }, "/likelihoods/2/perYear"},
		{"a band that is more tolerable than a lower one", func(c *risk.Criteria) { c.Bands[3].Region = risk.Acceptable }, "/bands/3/region"},
		{"a band that somebody may accept, but nobody does", func(c *risk.Criteria) { c.Bands[1].Authority = "" }, "/bands/1/authority"},
		{"a band of an authority that is not there", func(c *risk.Criteria) { c.Bands[1].Authority = "king" }, "/bands/1/authority"},
		{"a lower authority for a higher band", func(c *risk.Criteria) { c.Bands[1].Authority, c.Bands[2].Authority = "plant-manager", "area-manager" }, "/bands/2/authority"},
		{"an intolerable band with an authority", func(c *risk.Criteria) { c.Bands[3].Authority = "executive-board" }, "/bands/3/authority"},
		{"an acceptance for ever", func(c *risk.Criteria) { c.Bands[2].AcceptMonths = 0 }, "/bands/2/acceptMonths"},
		{"an override without a condition", func(c *risk.Criteria) { c.Overrides[0].When = risk.Condition{} }, "/overrides/0/when"},
		{"an override to a band that is not there", func(c *risk.Criteria) { c.Overrides[0].Least = "purple" }, "/overrides/0/least"},
		{"security levels for other levels", func(c *risk.Criteria) { c.Targets.ByConsequence = []int{1, 2} }, "/targets/byConsequence"},
		{"a range for a band that is not there", func(c *risk.Criteria) { c.Targets.ByBand["purple"] = risk.SLRange{From: 1, To: 2} }, "/targets/byBand/purple"},
	} {
		c := inForce("process-plant-5x5")
		row.change(&c)
		got := c.Check()
		if row.pointer == "" && len(got) > 0 || row.pointer != "" && (len(got) != 1 || got[0].Pointer != row.pointer) {
			t.Errorf("%s: %+v, want one at %q", row.name, got, row.pointer)
		}
	}
	if got := (risk.Criteria{}).Check(); len(got) == 0 {
		t.Error("empty criteria can be signed")
	}
}

func TestUnusualCriteriaAreWarnedOf(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*risk.Criteria)
		says   string
	}{
		{"more consequence, lower band", func(c *risk.Criteria) { c.Matrix[2][4] = "low" }, "consequence 5 has a lower band than consequence 4"},
		{"more likelihood, lower band", func(c *risk.Criteria) { c.Matrix[4][0] = "low"; c.Matrix[3][0] = "medium" }, "likelihood 5 has a lower band than likelihood 4"},
		{"a band that never comes out", func(c *risk.Criteria) {
			for _, row := range c.Matrix {
				for i := range row {
					if row[i] == "extreme" {
						row[i] = "high"
					}
				}
			}
		}, "Extreme never comes out"},
		{"nothing is intolerable", func(c *risk.Criteria) { c.Bands[3].Region = risk.Alarp }, "No risk is ever intolerable"},
		{"nobody holds an authority", func(c *risk.Criteria) { c.Authorities[1].Holders = nil }, "Nobody holds the authority Plant manager"},
	} {
		c := inForce("process-plant-5x5")
		row.change(&c)
		if got := c.Warnings(); !strings.Contains(got.Error(), row.says) {
			t.Errorf("%s: %v", row.name, got)
		}
	}
	if got := inForce("process-plant-5x5").Warnings(); len(got) > 0 {
		t.Errorf("the preset with holders warns: %v", got)
	}
}

func TestReachableTellsWhatCanComeOut(t *testing.T) {
	c := inForce("process-plant-5x5")
	have := map[risk.BandID]int{}
	for _, r := range c.Reachable() {
		have[r.Band] = r.Cells
		if r.Of != 25 || r.Why == "" {
			t.Errorf("%+v", r)
		}
	}
	if d := cmp.Diff(map[risk.BandID]int{"low": 6, "medium": 8, "high": 6, "extreme": 5}, have); d != "" {
		t.Error(d)
	}
	both := 0
	for _, r := range c.Reachable() {
		both += len(r.Products) - len(slices.DeleteFunc(slices.Clone(r.Products), func(n int) bool { return n == 8 }))
	}
	if both != 2 {
		t.Errorf("8 is 2 × 4 and 4 × 2 and lies in %d bands, want two", both)
	}
}

// The bands are those of a published severity × probability matrix.
func TestFourByFourGoesByTheProduct(t *testing.T) {
	c := inForce("product-4x4")
	for _, row := range []struct {
		severity, probability int
		want                  risk.BandID
	}{
		{4, 4, "unacceptable-stop"}, {4, 3, "unacceptable-stop"}, {3, 3, "undesirable"}, {2, 4, "undesirable"}, {4, 2, "undesirable"},
		{2, 3, "acceptable-verify"}, {1, 4, "acceptable-verify"}, {3, 1, "acceptable-monitor"},
	} {
		in := reactor(overpressure(func(s *risk.Scenario) {
			s.Likelihood, s.Ratings = row.probability, risk.Ratings{risk.Safety: 0, risk.Environmental: row.severity}
		}))
		in.Register.Criteria = []risk.Criteria{c}
		if got := first(t, in).Unmitigated.Band; got != row.want {
			t.Errorf("severity %d × probability %d is %s, want %s", row.severity, row.probability, got, row.want)
		}
	}
	want := [][]int{{1, 2, 3}, {4, 6}, {8, 9}, {12, 16}}
	for i, r := range c.Reachable() {
		if !slices.Equal(r.Products, want[i]) {
			t.Errorf("%s: products %v, want %v", r.Name, r.Products, want[i])
		}
	}
}

// The assets and bands are those of a published asset-based assessment. Its text
// calls the value 18 high, its own table of bands medium: the table holds.
func TestAssetValueIsTheProductOfThreeGrades(t *testing.T) {
	for _, row := range []struct {
		name                  string
		importance, threat, v int
		want                  int
		band                  risk.BandID
	}{
		{"central monitoring server", 3, 3, 2, 18, "medium"}, {"PLC", 3, 2, 3, 18, "medium"},
		{"HMI terminal", 2, 2, 2, 8, "low"}, {"network switch", 2, 3, 3, 18, "medium"},
		{"the worst of all", 3, 3, 3, 27, "high"},
	} {
		got, err := risk.AssetValue27(row.importance, row.threat, row.v)
		if err != nil || got.Value != row.want || got.Band != row.band {
			t.Errorf("%s: %d is %s (%v), want %d, %s", row.name, got.Value, got.Band, err, row.want, row.band)
		}
	}
	for _, bad := range [][3]int{{0, 1, 1}, {1, 4, 1}, {1, 1, -1}} {
		if _, err := risk.AssetValue27(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v is valued", bad)
		}
	}
	var all []int
	for _, r := range risk.AssetValueReach() {
		all = append(all, r.Products...)
	}
	if d := cmp.Diff([]int{1, 2, 3, 4, 6, 8, 9, 12, 18, 27}, all); d != "" {
		t.Errorf("reachable products: %s", d)
	}
	if high := risk.AssetValueReach()[2]; high.Why != "Of 10 products only 27 is High." || high.Cells != 1 || high.Of != 27 {
		t.Errorf("%+v", high)
	}
	in := reactor(overpressure(func(s *risk.Scenario) { // threat 3 × vulnerability 2 is 6, the fifth of the six exposures
		s.Likelihood, s.Ratings = 5, risk.Ratings{risk.Safety: 0, risk.Environmental: 0, risk.Availability: 3}
	}))
	in.Register.Criteria = []risk.Criteria{inForce("asset-27")}
	if got := first(t, in).Unmitigated.Band; got != "medium" {
		t.Errorf("the preset gives %s for 18, want medium", got)
	}
}

// The table is that of published guidance: threat and vulnerability first.
func TestTwoStepsGiveTheLikelihoodFirst(t *testing.T) {
	want := map[[2]int]int{{3, 3}: 3, {3, 2}: 2, {3, 1}: 1, {2, 3}: 2, {2, 2}: 1, {2, 1}: 1, {1, 3}: 1, {1, 2}: 1, {1, 1}: 1}
	least, most := 9, 1
	for grades, likelihood := range want {
		got := risk.TwoStepLikelihood(grades[0], grades[1])
		if got != likelihood {
			t.Errorf("threat %d, vulnerability %d: likelihood %d, want %d", grades[0], grades[1], got, likelihood)
		}
		least, most = min(least, got), max(most, 3*got)
	}
	if least != 1 || most != 9 {
		t.Errorf("the risk goes from %d to %d, want 1 to 9", least, most)
	}
}
