package supply_test

import (
	"encoding/json"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

const today plant.Date = "2026-11-24"

// owners is the plant of an owner, with a secret that may not be handed out.
func owners() (risk.Input, risk.Specification) {
	site := plant.Site{
		SiteRecord: plant.SiteRecord{ID: "s1", Key: "WTP", Name: "Water works"},
		Zones: []plant.Zone{
			{ID: "z1", Key: "Z-01", Name: "Filter", Kind: plant.ZoneControl, Parent: "z9", Target: &plant.Target{Vector: sl.Vector{2, 1, 1, 0, 1, 0, 1}, Method: "consequence", Rationale: "SECRET loss of chlorine", Approver: "A. Owner"}},
			{ID: "z2", Key: "Z-02", Name: "Office", Kind: plant.ZoneEnterprise, External: true, Description: "SECRET office"},
			{ID: "z9", Key: "Z-09", Name: "Site", Kind: plant.ZoneOther, External: true},
		},
		Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", Name: "To the office", From: "z1", To: "z2", Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "opc-ua", Ports: "4840"}}}},
		Assets:   []plant.Asset{{ID: "a1", Key: "PLC-1", Zone: "z1", Name: "SECRET asset", Type: plant.EmbeddedDevice}},
	}
	in := risk.Input{Site: site, Today: today}
	in.Register.Scenarios = []risk.Scenario{{Head: risk.Head{ID: "r1", Key: "SECRET-001", Name: "SECRET attack"}, Zone: "z1", Likelihood: 4}}
	return in, risk.Specification{Head: risk.Head{Key: "SP-001", Name: "Filter hall"}, Environment: "Dry room", Policies: []string{"POL-7"},
		ThreatEnvironment: "SECRET insiders", Own: []risk.OwnRequirement{{Key: "OWN-1", Text: "Name plates are legible.", Zones: []plant.ZoneID{"z1"}, Scenarios: []risk.ID{"r1"}, Verification: "contract"}}}
}

func asked(t *testing.T) supply.Asked {
	t.Helper()
	in, written := owners()
	result := risk.Rate(in)
	c := spec.Build(spec.Input{Input: in, Result: result, Set: catalog.SystemSet(), Specification: written})
	standing, err := spec.StandingOf(c, nil, today)
	if err != nil {
		t.Fatal(err)
	}
	a, err := supply.AskedOf(c, in.Site, standing)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnOwnerHandsOutWhatIsAskedAndNothingOfTheRisk(t *testing.T) {
	a := asked(t)
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"SECRET", "ikelihood", "cenario", "null"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the package holds %q", secret)
		}
	}
	if !a.Specification.Draft || a.Specification.Standing == "" || a.Specification.Digest == "" {
		t.Errorf("a specification that nobody approved is no draft: %+v", a.Specification)
	}
	if len(a.Lines) < 30 || len(a.Requirements) == 0 || len(a.Zones) != 2 || len(a.Outside) != 1 || a.Zones[0].Parent != "" {
		t.Errorf("%d lines, %d requirements, zones %+v, outside %v", len(a.Lines), len(a.Requirements), a.Zones, a.Outside)
	}
	if a.Zones[0].Target.Method != "consequence" || a.Zones[0].Target.Vector[0] != 2 {
		t.Errorf("the target is %+v", a.Zones[0].Target)
	}
}

func find(t *testing.T, lines []supply.LineState, id string) supply.LineState {
	t.Helper()
	for _, l := range lines {
		if l.ID == id {
			return l
		}
	}
	t.Fatalf("there is no line %s", id)
	return supply.LineState{}
}

func TestAnswersToLines(t *testing.T) {
	a := asked(t)
	products := []supply.Product{{Head: supply.Head{ID: "p1", Key: "PD-001"}}, {Head: supply.Head{ID: "p2", Key: "PD-002"}}}
	capable := func(id supply.ID) (supply.Capable, bool) {
		return supply.Capable{Levels: sl.Uniform(1), Reasons: [7]string{"SL 2 stops at CR 1.1 RE 1, which is unanswered."}}, id == "p1"
	}
	for _, tt := range []struct {
		name    string
		line    supply.ReplyLine
		problem string
		warning string
	}{
		{"a deviation without reason is a problem", supply.ReplyLine{Answer: "deviate"}, "deviates without a reason", ""},
		{"a question without words is a problem", supply.ReplyLine{Answer: "clarify"}, "without a question", ""},
		{"not applicable needs a reason", supply.ReplyLine{Answer: "not-applicable", Reason: " "}, "without a reason", ""},
		{"a deviation with reason is fine", supply.ReplyLine{Answer: "deviate", Reason: "No radio."}, "", ""},
		{"complying without a product is told", supply.ReplyLine{Answer: "comply"}, "", "names no product"},
		{"a product below the target is told with its reason", supply.ReplyLine{Answer: "comply", Products: []supply.ID{"p1"}}, "", "Product PD-001 reaches SL-C 1 in FR 1, and the line asks for 2. SL 2 stops at CR 1.1 RE 1"},
		{"a product without claims is told", supply.ReplyLine{Answer: "comply", Products: []supply.ID{"p2"}}, "", "Nothing is claimed of product PD-002"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.line.Line = "Z-01/SR 1.1"
			lines, p := supply.LinesOf(a, supply.Reply{Lines: []supply.ReplyLine{tt.line}}, products, capable)
			l := find(t, lines, "Z-01/SR 1.1")
			if got := strings.Join(l.Problems, " "); !strings.Contains(got, tt.problem) || (got == "") != (tt.problem == "") {
				t.Errorf("problems: %q", got)
			}
			if got := strings.Join(l.Warnings, " "); !strings.Contains(got, tt.warning) || (got == "") != (tt.warning == "") {
				t.Errorf("warnings: %q", got)
			}
			if p.Answered != 1 || p.Lines != len(a.Lines) || len(supply.Ready(p)) == 0 || l.Asks == "" {
				t.Errorf("progress is %+v", p)
			}
			if err := supply.CheckLines(a, []supply.ReplyLine{tt.line}); (err != nil) != (tt.problem != "") {
				t.Error(err)
			}
		})
	}
}

func TestAnswersThatCannotBe(t *testing.T) {
	a := asked(t)
	for name, lines := range map[string][]supply.ReplyLine{
		"a line that nobody asked": {{Line: "Z-77/SR 1.1", Answer: "comply"}},
		"an unknown answer":        {{Line: "Z-01/SR 1.1", Answer: "perhaps"}},
		"two answers":              {{Line: "Z-01/SR 1.1", Answer: "comply"}, {Line: "Z-01/SR 1.1", Answer: "comply"}},
		"a novel":                  {{Line: "Z-01/SR 1.1", Answer: "comply", Reason: strings.Repeat("x", 5_000)}},
	} {
		if err := supply.CheckLines(a, lines); len(plant.ProblemsOf(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	all := []supply.ReplyLine{}
	for _, l := range a.Lines {
		all = append(all, supply.ReplyLine{Line: l.ID, Answer: "comply"})
	}
	_, p := supply.LinesOf(a, supply.Reply{Lines: all}, nil, nil)
	if blockers := supply.Ready(p); len(blockers) > 0 || supply.CheckLines(a, all) != nil {
		t.Errorf("a whole reply is not ready: %v", blockers)
	}
}

func TestTestsComeFromTheLinesAndKeepTheirResults(t *testing.T) {
	a := asked(t)
	first := supply.TestsFrom(a, "k1", nil)
	if len(first.Add) != len(a.Lines) || len(first.Change)+len(first.Gone) > 0 {
		t.Fatalf("%d tests of %d lines", len(first.Add), len(a.Lines))
	}
	tests := first.Add
	for i := range tests {
		tests[i].ID, tests[i].Key = supply.ID(tests[i].Line), "TE"
		if tests[i].Line == "Z-01/OWN-1" && tests[i].Phase != "document-review" {
			t.Errorf("a contract is looked at in phase %s", tests[i].Phase)
		}
		if tests[i].Asks == "" || tests[i].Steps == "" || tests[i].Result != "open" {
			t.Errorf("test %+v", tests[i])
		}
	}
	tests[0].Result, tests[0].Found, tests[0].Steps = "passed", "as expected", "our own steps"
	again := supply.TestsFrom(a, "k1", tests)
	if again.Keep != len(tests) || len(again.Change) > 0 {
		t.Errorf("the same lines change %d tests", len(again.Change))
	}
	a.Requirements[0].Text += " And more."
	gone := a.Lines[len(a.Lines)-1].ID
	a.Lines = a.Lines[:len(a.Lines)-1]
	plan := supply.TestsFrom(a, "k1", tests)
	if len(plan.Change) == 0 || plan.Change[0].Result != "passed" || plan.Change[0].Found != "as expected" || plan.Change[0].Steps != "our own steps" || plan.Change[0].ID == "" {
		t.Errorf("a test that is drawn anew loses its result: %+v", plan.Change)
	}
	if len(plan.Again) != 1 || len(plan.Gone) != 1 || plan.Gone[0].Line != gone {
		t.Errorf("again %v, gone %v", plan.Again, plan.Gone)
	}
	tally := supply.TallyOf(tests)
	passed := 0
	for _, n := range tally {
		passed += n.Passed
	}
	if passed != 1 || len(tally) != len(supply.Phases) {
		t.Errorf("tally %+v", tally)
	}
}

func TestAClaimComesBackAsItWentOut(t *testing.T) {
	about := assess.Subject{Kind: assess.OfProduct, ID: "p1"}
	claim := assess.Claim{Verdict: assess.Verdict{Subject: about, Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", State: assess.Partly, Reason: "No service users.", Evidence: []string{"Manual, p. 4"}, Maturity: 3, Note: "n"}}
	own := supply.Library{Claims: []assess.Claim{claim}}
	out := supply.ClaimsOf(supply.Company{}, []supply.Product{{Head: supply.Head{ID: "p1", Key: "PD-001"}}}, own, nil)
	if len(out.Claims) != 1 || out.Claims[0].About != "product PD-001" {
		t.Fatalf("claims %+v", out.Claims)
	}
	if back := out.Claims[0].Claim(about); back.Reason != claim.Reason || back.Maturity != 3 || back.Note != "n" || back.Subject != about {
		t.Errorf("it comes back as %+v", back)
	}
}

func TestAPlannedSafeguardIsAskedForWithoutItsScenario(t *testing.T) {
	in, written := owners()
	in.Register.Scenarios[0].Safeguards = []risk.Safeguard{{Name: "Wall", Planned: true, LowersConsequence: 1}}
	result := risk.Rate(in)
	result.Scenarios[0].Credits = []risk.Credit{{Name: "Wall", Planned: true, State: risk.CreditPlanned, Residual: risk.Lowered{Consequence: 1}}}
	c := spec.Build(spec.Input{Input: in, Result: result, Set: catalog.SystemSet(), Specification: written})
	standing, err := spec.StandingOf(c, nil, today)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for range 2 {
		a, err := supply.AskedOf(c, in.Site, standing)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"SECRET", "esidual", "ikelihood"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("the package holds %q", secret)
			}
		}
		for _, l := range a.Lines {
			if !l.Planned {
				continue
			}
			if ids[l.ID] = true; l.Title != "Wall" || l.Text != "Wall is in place." || l.Verification == "" {
				t.Errorf("asked is %+v", l)
			}
		}
	}
	if len(ids) != 1 {
		t.Errorf("the line goes by %v: it needs one name that stays", ids)
	}
}
