package spec_test

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
	"ringwall/internal/sl"
)

// twoSystems is the filler of crsPlant beside a warehouse, a system of its own
// with an intolerable risk and a function without worst case.
func twoSystems() spec.Input {
	in := crsPlant()
	in.Site.Zones = append(in.Site.Zones, plant.Zone{ID: "z3", Key: "Z-03", Name: "Warehouse", Kind: plant.ZoneControl})
	in.Site.Conduits = append(in.Site.Conduits, plant.Conduit{ID: "c3", Key: "C-03", Name: "Cranes", From: "z3", To: "z9"})
	in.Site.Assets = append(in.Site.Assets, plant.Asset{ID: "a3", Key: "PLC-3"})
	in.Register.Systems[0].Zones = []plant.ZoneID{"z1", "z2"}
	in.Register.Systems = append(in.Register.Systems, risk.System{Head: risk.Head{ID: "sys2", Key: "SYS-02", Name: "Warehouse"}, Zones: []plant.ZoneID{"z3"}})
	in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "f3", Key: "F-03", Name: "Cranes"}, Zones: []plant.ZoneID{"z3"}}}
	in.Register.Scenarios = append(in.Register.Scenarios, risk.Scenario{Head: risk.Head{ID: "s9", Key: "SC-009", Name: "Crane drops"}, Zone: "z3", CauseKind: "cyber"})
	crsRate(&in, map[string]string{"SC-001": "medium", "SC-002": "low", "SC-003": "low", "SC-009": "extreme"})
	for i := range in.Result.Scenarios {
		for _, s := range in.Register.Scenarios {
			if s.ID == in.Result.Scenarios[i].ID {
				in.Result.Scenarios[i].Subject = s.At()
			}
		}
	}
	in.Result.Functions = []risk.FunctionResult{{ID: "f3", Key: "F-03", Name: "Cranes"}}
	return in
}

func TestASpecificationIsAboutItsSystemOnly(t *testing.T) {
	in := twoSystems()
	c := spec.Build(in)
	if b := spec.Approvable(c, in.Result); len(b) > 0 {
		t.Errorf("the risks of the other system stand in the way: %+v", b)
	}
	for _, r := range spec.ResidualOf(c, in.Result) {
		if r.Band == "extreme" {
			t.Error("the other system's risk is counted")
		}
	}
	if slices.ContainsFunc(c.Risks, func(r spec.Risk) bool { return r.Key == "SC-009" }) {
		t.Error("the other system's risk is listed")
	}
	if says := c.Parts[2].Says; says != "Drawn from the register: 2 zones and 2 conduits." {
		t.Error(says)
	}
	if _, err := spec.NewApproval(c, in.Result, asked(), crsToday); err != nil {
		t.Error(err)
	}
	in.Specification.System = "sys2"
	c = spec.Build(in)
	var texts []string
	for _, b := range spec.Approvable(c, in.Result) {
		texts = append(texts, b.Text)
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"SC-009 is Extreme", "Function F-03 Cranes has no worst case"} {
		if !strings.Contains(all, want) {
			t.Errorf("the warehouse is not blocked by %q: %s", want, all)
		}
	}
	if strings.Contains(all, "SC-001") || len(c.Risks) != 1 {
		t.Errorf("the filler's risks stand in the warehouse's specification: %s", all)
	}
}

func TestWhatIsIncompleteStandsAgainstAnApproval(t *testing.T) {
	in := crsPlant()
	in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-01", Name: "Filling"}, Assets: []plant.AssetID{"a1"}}}
	in.Register.WorstCases = []risk.WorstCase{{Head: risk.Head{ID: "w", Key: "WC-01", Name: "Spill"}, Function: "f"}}
	in.Result.Functions = []risk.FunctionResult{{ID: "f", Key: "F-01", Name: "Filling", WorstCases: []risk.ID{"w"}}}
	in.Result.WorstCases = []risk.WorstCaseResult{{ID: "w", Key: "WC-01", Name: "Spill", Missing: []risk.Category{risk.Safety, risk.Environmental}}}
	in.Result.Scenarios[1].Flags = []risk.Flag{{Code: risk.FlagMissingHSE, Text: "The rating is incomplete."}}
	var texts []string
	for _, b := range spec.Approvable(spec.Build(in), in.Result) {
		texts = append(texts, b.Text)
	}
	want := []string{"Worst case WC-01 Spill of function F-01 is incomplete: rate safety and environment, with 0 for none.", "Scenario SC-002: The rating is incomplete."}
	if !slices.Equal(texts, want) {
		t.Errorf("%q", texts)
	}
	in.Result.Scenarios[1].Removed = "the valve was taken out"
	if n := len(spec.Approvable(spec.Build(in), in.Result)); n != 1 {
		t.Errorf("a removed scenario still stands in the way: %d", n)
	}
}

func TestPlannedCountermeasuresThatTheResidualRiskCountsOnAreAskedFor(t *testing.T) {
	in := crsPlant()
	in.Register.Countermeasures = []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-03", Name: "Firewall"}, Kind: "technical", State: risk.MeasurePlanned, Zones: []plant.ZoneID{"z1"}}}
	in.Register.Scenarios[0].Safeguards = []risk.Safeguard{{Countermeasure: "m", LowersLikelihood: 2, Reason: "it lets in nobody"}}
	in.Register.Scenarios[2].Safeguards = []risk.Safeguard{{Countermeasure: "m", LowersLikelihood: 1}, {Name: "Wall", Planned: true, LowersConsequence: 1}}
	before, err := spec.Build(in).Digest()
	if err != nil {
		t.Fatal(err)
	}
	credit := func(i int, m risk.ID, name string, l risk.Lowered) risk.Credit {
		return risk.Credit{Safeguard: i, Countermeasure: m, Name: name, Planned: true, State: risk.CreditPlanned, Residual: l}
	}
	in.Result.Scenarios[0].Credits = []risk.Credit{credit(0, "m", "Firewall", risk.Lowered{Likelihood: 2})}
	in.Result.Scenarios[2].Credits = []risk.Credit{credit(0, "m", "Firewall", risk.Lowered{Likelihood: 1}), credit(1, "", "Wall", risk.Lowered{Consequence: 1})}
	c := spec.Build(in)
	if len(c.Planned) != 2 || c.Planned[0].Key != "CM-03" || c.Planned[1].Key != "SC-003/2" {
		t.Fatalf("%+v", c.Planned)
	}
	p := c.Planned[0]
	if p.Credits[0] != "SC-001: likelihood lower by 2 levels, because it lets in nobody" || !slices.Equal(p.Scenarios, []string{"SC-001", "SC-003"}) || !slices.Equal(p.At, []string{"Z-01"}) {
		t.Errorf("%+v", p)
	}
	l := crsLine(t, c, p.Line)
	if !l.Planned || !l.HoldPoint || l.Verification != "sat" || !slices.Equal(l.Serves, p.Scenarios) || c.Counts.Planned != 2 {
		t.Errorf("%+v", l)
	}
	blockers := spec.Approvable(c, in.Result)
	if len(blockers) != 2 || !strings.Contains(blockers[0].Text, "CM-03 Firewall is planned, and the residual risk of SC-001 and SC-003 counts on it, but it has no owner and no due date") {
		t.Errorf("%+v", blockers)
	}
	in.Register.Scenarios[0].Owner, in.Register.Scenarios[0].Due = "IT", "2027-03-01"
	in.Register.Scenarios[2].Owner, in.Register.Scenarios[2].Due = "Safety", "2027-02-01"
	c = spec.Build(in)
	if b := spec.Approvable(c, in.Result); len(b) > 0 || c.Planned[0].Owner != "IT" || c.Planned[0].Due != "2027-02-01" {
		t.Errorf("%+v, %+v", b, c.Planned)
	}
	if after, _ := c.Digest(); after != before {
		t.Error("how far a countermeasure has come changes what was approved")
	}
}

func TestTheAssessmentMayStopAtTheWorstCases(t *testing.T) {
	in := crsPlant()
	in.Register.Scenarios, in.Result.Scenarios = nil, nil
	missing := func() string { return strings.Join(spec.Build(in).Parts[5].Missing, " ") }
	if !strings.Contains(missing(), "decide for each zone") {
		t.Error(missing())
	}
	c := in.Result.Criteria
	c.Consequences, c.Likelihoods, c.Matrix = []string{"Minor"}, []risk.LikelihoodStep{{Name: "Often"}}, [][]risk.BandID{{"low"}}
	for i, z := range []plant.ZoneID{"z1", "z2"} {
		id := risk.ID("f" + string(z))
		in.Register.Functions = append(in.Register.Functions, risk.Function{Head: risk.Head{ID: id, Key: string(id)}, Zones: []plant.ZoneID{z}})
		in.Result.Functions = append(in.Result.Functions, risk.FunctionResult{ID: id, Key: string(id), WorstCases: []risk.ID{"w" + id}})
		in.Result.WorstCases = append(in.Result.WorstCases, risk.WorstCaseResult{ID: "w" + id, Key: "WC", Complete: true, Ratings: risk.Ratings{risk.Safety: 1}, Consequence: 1})
		in.Register.Comparisons = append(in.Register.Comparisons, risk.Comparison{Head: risk.Head{ID: id}, Zone: z, Decision: risk.StopHere, Rationale: "small", Consequence: 1})
		if done := missing() == ""; done != (i == 1) {
			t.Errorf("after %d zones: %q", i+1, missing())
		}
	}
	in.Register.Comparisons[0].Consequence = 0
	if p := spec.Build(in).Parts[7]; p.Complete || !strings.Contains(p.Missing[0], "decide again") {
		t.Errorf("a stale decision: %+v", p)
	}
}

func TestWhatARequirementAsksStandsOnce(t *testing.T) {
	c := spec.Build(crsPlant())
	seen := map[string]bool{}
	lines := 0
	for _, r := range c.Catalogue {
		if seen[r.ID] || r.Text == "" || r.Question == "" || r.Evidence == "" || r.Verification == "" {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
		lines += r.Lines
	}
	if lines != len(c.Lines) || c.Counts.Requirements != len(c.Catalogue) || len(c.Catalogue) == 0 {
		t.Errorf("%d of %d lines, %d texts", lines, len(c.Lines), len(c.Catalogue))
	}
	split := 0
	for _, x := range c.Counts.Traced {
		split += x.Lines
	}
	if split != len(c.Lines) {
		t.Errorf("%+v", c.Counts.Traced)
	}
	in := crsPlant()
	in.Site.Conduits[0].Target = &plant.Target{Vector: sl.Uniform(2)}
	if l := crsLine(t, spec.Build(in), "C-01/SR 1.2"); l.Weak != (l.Trace == spec.TraceEnds) {
		t.Errorf("%+v", l)
	}
}
