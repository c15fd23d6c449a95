package whatif

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// supposed is a small plant to try things out on: a control zone and an office
// joined by a conduit, three scenarios, a planned firewall and an assumption.
func supposed(t *testing.T) risk.Input {
	t.Helper()
	criteria := risk.Presets()[0]
	criteria.ID, criteria.Key = "cr", "CR-01"
	level := func(n int) risk.Ratings {
		r := risk.Ratings{}
		for _, c := range criteria.Categories {
			r[c.Category] = 0
		}
		r[risk.Availability] = n
		return r
	}
	target := &plant.Target{Vector: sl.Uniform(1), Method: "consequence", Approver: "Ada"}
	return risk.Input{
		Today: "2026-11-24",
		Site: plant.Site{
			SiteRecord: plant.SiteRecord{ID: "s", Key: "S", Name: "Plant"},
			Zones: []plant.Zone{
				{ID: "z1", Key: "Z-01", Name: "Control", Kind: plant.ZoneControl, Target: target},
				{ID: "z2", Key: "Z-02", Name: "Office", Kind: plant.ZoneEnterprise, Target: target},
			},
			Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", Name: "Office link", From: "z2", To: "z1", Target: target}},
			Assets:   []plant.Asset{{ID: "a1", Key: "PLC-1", Type: plant.EmbeddedDevice, Role: "plc", Zone: "z1"}},
		},
		Register: risk.Register{
			Criteria:        []risk.Criteria{criteria},
			Assumptions:     []risk.Assumption{{Head: risk.Head{ID: "as", Key: "AS-01", Name: "No remote access"}, State: risk.AssumptionOpen, LikelihoodIfFalse: 1}},
			Countermeasures: []risk.Countermeasure{{Head: risk.Head{ID: "cm", Key: "CM-01", Name: "Firewall"}, Layer: "network", Kind: "technical", State: risk.MeasurePlanned, Zones: []plant.ZoneID{"z1"}, Requirements: []string{"SR 5.1", "SR 5.2"}, Cost: 100}},
			Scenarios: []risk.Scenario{
				{Head: risk.Head{ID: "s1", Key: "SC-001", Name: "Stop of the line"}, Zone: "z1", CauseKind: "cyber", Likelihood: len(criteria.Likelihoods) - 1, Ratings: level(len(criteria.Consequences)), Assumptions: []risk.ID{"as"},
					Safeguards: []risk.Safeguard{{Countermeasure: "cm", Planned: true, LowersLikelihood: 1}}},
				{Head: risk.Head{ID: "s2", Key: "SC-002", Name: "Worm by the link"}, Conduit: "c1", CauseKind: "cyber", Likelihood: 2, Ratings: level(2)},
				{Head: risk.Head{ID: "s3", Key: "SC-003", Name: "Theft of recipes"}, Zone: "z2", CauseKind: "cyber", Likelihood: 1, Ratings: level(1)},
			},
		},
	}
}

// verdicts answer met to all that SL 1 asks of zone Z-01 but FR 5, and let it
// inherit one of those from the conduit.
func verdicts() []assess.Verdict {
	var vs []assess.Verdict
	for _, fr := range sl.FRs {
		for _, r := range catalog.SystemSet().UpTo(fr, 1) {
			v := assess.Verdict{Subject: assess.Subject{Kind: assess.OfZone, ID: "z1"}, Set: catalog.SystemRequirements, Requirement: r.ID, State: assess.Met}
			switch r.ID {
			case "SR 5.1", "SR 5.2":
				continue
			case "SR 1.1":
				v.State, v.From = assess.Inherited, &assess.Subject{Kind: assess.OfConduit, ID: "c1"}
			}
			vs = append(vs, v)
		}
	}
	return append(vs, assess.Verdict{Subject: assess.Subject{Kind: assess.OfConduit, ID: "c1"}, Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.Met})
}

func tryOut(in risk.Input, changes ...risk.Change) (Result, error) {
	e := assess.NewEngine(assess.Input{Site: in.Site, Verdicts: verdicts(), Set: catalog.SystemSet(), Today: in.Today})
	return Try(Base{Input: in, Result: risk.Rate(in), Levels: e}, changes)
}

func whatIf(t *testing.T, in risk.Input, changes ...risk.Change) Result {
	t.Helper()
	out, err := tryOut(in, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scenario is the change of one scenario.
func (r Result) scenario(t *testing.T, key string) ScenarioChange {
	t.Helper()
	i := slices.IndexFunc(r.Scenarios, func(c ScenarioChange) bool { return c.Key == key })
	if i < 0 {
		t.Fatalf("scenario %s does not move: %+v", key, r.Scenarios)
	}
	return r.Scenarios[i]
}

func (r Result) subject(t *testing.T, key string) SubjectChange {
	t.Helper()
	i := slices.IndexFunc(r.Subjects, func(c SubjectChange) bool { return c.Key == key })
	if i < 0 {
		t.Fatalf("%s does not change: %+v", key, r.Subjects)
	}
	return r.Subjects[i]
}

func rules(list []plant.Finding) (out []string) {
	for _, f := range list {
		out = append(out, f.Rule)
	}
	return out
}

func TestWhatIfACountermeasureComesToExist(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.SetCountermeasure, Record: "cm", Value: "existing"})
	s := r.scenario(t, "SC-001")
	if s.After.Existing.Likelihood != s.Before.Existing.Likelihood-1 || s.After.Existing.Likelihood != s.After.Residual.Likelihood {
		t.Errorf("today's likelihood goes from %d to %d, residual %d", s.Before.Existing.Likelihood, s.After.Existing.Likelihood, s.After.Residual.Likelihood)
	}
	if !strings.Contains(s.Why, "Firewall") {
		t.Errorf("the reason does not name the countermeasure: %s", s.Why)
	}
	z := r.subject(t, "Z-01")
	if z.Before.Achieved[sl.RDF] != 0 || z.After.Achieved[sl.RDF] != 1 || z.After.Unanswered != z.Before.Unanswered-2 || len(z.Why) != 1 {
		t.Errorf("Z-01 in FR 5: %+v to %+v, %q", z.Before, z.After, z.Why)
	}
	if r.Supposed != 2 {
		t.Errorf("%d requirements were taken as met, want 2", r.Supposed)
	}
	if len(r.ToDo) != 2 || !strings.Contains(r.ToDo[1].Text, "answer SR 5.1 and SR 5.2") {
		t.Errorf("to do: %+v", r.ToDo)
	}
	if len(r.Depth) != 1 || r.Depth[0].Before.Score != 0 || r.Depth[0].After.Score != 1 {
		t.Errorf("depth: %+v", r.Depth)
	}
}

func TestWhatIfAConduitIsClosed(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.CloseConduit, Record: "c1"})
	if s := r.scenario(t, "SC-002"); s.After != nil || s.Why != "It goes with its conduit." {
		t.Errorf("the scenario on the conduit: %+v", s)
	}
	if r.ScenariosMoved != 1 || r.After.Scenarios != r.Before.Scenarios-1 {
		t.Errorf("%d scenarios move; %d are left of %d: those of the zones keep their rating", r.ScenariosMoved, r.After.Scenarios, r.Before.Scenarios)
	}
	var again []string
	for _, x := range r.Review {
		again = append(again, x.Key)
	}
	if d := cmp.Diff([]string{"SC-001", "SC-003"}, again); d != "" {
		t.Errorf("to be looked at again: %s", d)
	}
	if c := r.subject(t, "C-01"); c.After != nil || c.Before == nil {
		t.Errorf("the conduit itself: %+v", c)
	}
	// Z-01 inherits SR 1.1 from it.
	if z := r.subject(t, "Z-01"); z.Before.Achieved[sl.IAC] != 1 || z.After.Achieved[sl.IAC] != 0 {
		t.Errorf("what is inherited from a closed conduit still holds: %v to %v", z.Before.Achieved, z.After.Achieved)
	}
	if got := rules(r.Gained); !slices.Contains(got, "zone-orphan") {
		t.Errorf("findings gained: %v, want zone-orphan among them", got)
	}
	if got := rules(r.Lost); !slices.Contains(got, "conduit-no-flows") {
		t.Errorf("findings lost: %v, want conduit-no-flows among them", got)
	}
}

func TestWhatIfAConduitIsOpened(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.OpenConduit, Conduit: &plant.Conduit{From: "z1", To: "z2"}})
	c := r.subject(t, "NEW-1")
	if c.Before != nil || c.After.Achieved != (sl.Vector{}) {
		t.Errorf("a new conduit: %+v", c)
	}
	if r.ScenariosMoved != 0 || len(r.Review) != 2 {
		t.Errorf("%d scenarios move, %d are to be looked at again", r.ScenariosMoved, len(r.Review))
	}
}

func TestWhatIfAnAssumptionIsFalse(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.SetAssumption, Record: "as", Value: "false"})
	s := r.scenario(t, "SC-001")
	if s.After.Unmitigated.Likelihood != s.Before.Unmitigated.Likelihood+1 || !strings.Contains(s.Why, "AS-01 is false") {
		t.Errorf("%+v: %s", s.After.Unmitigated, s.Why)
	}
	if r.ScenariosMoved != 1 || len(r.Subjects) != 0 && r.Subjects[0].Before.Achieved != r.Subjects[0].After.Achieved {
		t.Errorf("%d scenarios move, subjects %+v", r.ScenariosMoved, r.Subjects)
	}
}

func TestWhatIfAnAssetMoves(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.MoveAsset, Record: "a1", Zone: "z2"})
	if from, to := r.subject(t, "Z-01"), r.subject(t, "Z-02"); from.After.Assets != 0 || to.After.Assets != 1 {
		t.Errorf("Z-01 holds %d, Z-02 %d assets", from.After.Assets, to.After.Assets)
	}
	if got := rules(r.Gained); !slices.Contains(got, "zone-empty") || !slices.Contains(got, "business-mixed") {
		t.Errorf("findings gained: %v", got)
	}
}

func TestWhatIfACountermeasureIsAdded(t *testing.T) {
	m := risk.Countermeasure{Head: risk.Head{Name: "Data diode"}, Layer: "perimeter", Kind: "technical", State: risk.MeasureExisting, Conduits: []plant.ConduitID{"c1"}, Requirements: []string{"SR 5.1"}}
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.AddCountermeasure, Countermeasure: &m, At: []risk.SafeguardAt{{Scenario: "s1", LowersLikelihood: 2}}})
	if s := r.scenario(t, "SC-001"); s.After.Existing.Likelihood != s.Before.Existing.Likelihood-2 {
		t.Errorf("its credit: %+v", s.After.Existing)
	}
	bare := whatIf(t, supposed(t), risk.Change{Kind: risk.AddCountermeasure, Countermeasure: &m})
	if bare.ScenariosMoved != 0 || !slices.ContainsFunc(bare.Notes, func(n string) bool { return strings.Contains(n, "moves no risk") }) {
		t.Errorf("without credit %d scenarios move: %q", bare.ScenariosMoved, bare.Notes)
	}
}

func TestWhatIfATargetIsSet(t *testing.T) {
	r := whatIf(t, supposed(t), risk.Change{Kind: risk.SetTarget, Record: "z1", Value: "2 2 2 2 2 2 2"})
	z := r.subject(t, "Z-01")
	if z.After.Achieved != z.Before.Achieved || z.After.Steps <= z.Before.Steps || z.After.Target[0] != 2 {
		t.Errorf("%+v to %+v", z.Before, z.After)
	}
	if r.Before.AboveToday != r.After.AboveToday || r.ScenariosMoved != 0 {
		t.Error("a target moves a risk")
	}
}

func TestWhatIfLeavesTheSiteAsItIs(t *testing.T) {
	in, same := supposed(t), supposed(t)
	whatIf(t, in,
		risk.Change{Kind: risk.MoveAsset, Record: "a1", Zone: "z2"}, risk.Change{Kind: risk.SetAssumption, Record: "as", Value: "false"},
		risk.Change{Kind: risk.SetCountermeasure, Record: "cm", Value: "existing"}, risk.Change{Kind: risk.SetTarget, Record: "c1", Value: "3"},
		risk.Change{Kind: risk.CloseConduit, Record: "c1"}, risk.Change{Kind: risk.OpenConduit, Conduit: &plant.Conduit{From: "z1", To: "z2"}})
	if d := cmp.Diff(same, in); d != "" {
		t.Errorf("trying it out changed the site: %s", d)
	}
}

func TestAChangeThatCannotBeTriedOut(t *testing.T) {
	close := risk.Change{Kind: risk.CloseConduit, Record: "c1"}
	for _, c := range []struct {
		name, at string
		changes  []risk.Change
	}{
		{"none at all", "/changes", nil},
		{"a kind that is none", "/changes/0/kind", []risk.Change{{Kind: "burn"}}},
		{"a conduit that is not there", "/changes/1/record", []risk.Change{close, {Kind: risk.CloseConduit, Record: "c9"}}},
		{"a conduit that is closed twice", "/changes/1/record", []risk.Change{close, close}},
		{"a conduit to a zone that is not there", "/changes/0/conduit/to", []risk.Change{{Kind: risk.OpenConduit, Conduit: &plant.Conduit{From: "z1", To: "z9"}}}},
		{"no conduit", "/changes/0/conduit", []risk.Change{{Kind: risk.OpenConduit}}},
		{"an asset that is not there", "/changes/0/record", []risk.Change{{Kind: risk.MoveAsset, Record: "a9", Zone: "z1"}}},
		{"an asset into a zone that is not there", "/changes/0/zone", []risk.Change{{Kind: risk.MoveAsset, Record: "a1", Zone: "z9"}}},
		{"an asset to where it is", "/changes/0/zone", []risk.Change{{Kind: risk.MoveAsset, Record: "a1", Zone: "z1"}}},
		{"a countermeasure that is not there", "/changes/0/record", []risk.Change{{Kind: risk.SetCountermeasure, Record: "c9", Value: "existing"}}},
		{"a state that is none", "/changes/0/value", []risk.Change{{Kind: risk.SetCountermeasure, Record: "cm", Value: "bought"}}},
		{"the state that it has", "/changes/0/value", []risk.Change{{Kind: risk.SetCountermeasure, Record: "cm", Value: "planned"}}},
		{"an assumption that is not there", "/changes/0/record", []risk.Change{{Kind: risk.SetAssumption, Record: "x", Value: "false"}}},
		{"a vector of three", "/changes/0/value", []risk.Change{{Kind: risk.SetTarget, Record: "z1", Value: "1 2 3"}}},
		{"a target of nothing", "/changes/0/record", []risk.Change{{Kind: risk.SetTarget, Record: "x", Value: "1"}}},
		{"credit in no scenario", "/changes/0/at/0/scenario", []risk.Change{{Kind: risk.AddCountermeasure, Countermeasure: &risk.Countermeasure{Head: risk.Head{Name: "X"}, Layer: "network", Kind: "technical", State: risk.MeasurePlanned}, At: []risk.SafeguardAt{{Scenario: "x"}}}}},
		{"no countermeasure", "/changes/0/countermeasure", []risk.Change{{Kind: risk.AddCountermeasure}}},
	} {
		_, err := tryOut(supposed(t), c.changes...)
		problems, ok := errors.AsType[plant.Problems](err)
		if !ok || problems[0].Pointer != c.at {
			t.Errorf("%s: %v, want a problem at %s", c.name, err, c.at)
		}
	}
}

func TestClosingAConduitClosesItsAccessPoints(t *testing.T) {
	in := supposed(t)
	in.Register.Systems = []risk.System{{Head: risk.Head{ID: "sys", Key: "SYS-01", Name: "Line"}, Perimeter: "Hall", Owner: "Ada", AccessPoints: []risk.AccessPoint{
		{Key: "AP-01", Name: "Modem", Kind: "vendor", Direction: risk.Inward, Counterparty: "Maker", Owner: "Ada", Conduit: "c1", Zone: "z1"},
		{Key: "AP-02", Name: "Door", Kind: "door", Direction: risk.Outward, Counterparty: "Maker", Owner: "Ada", Zone: "z1"},
	}}}
	out := whatIf(t, in, risk.Change{Kind: risk.CloseConduit, Record: "c1"})
	if got := rules(out.Gained); slices.ContainsFunc(got, func(r string) bool { return strings.HasPrefix(r, "access-point") }) {
		t.Errorf("a way that is closed gains findings: %q", got)
	}
	if got := rules(out.Lost); !slices.ContainsFunc(got, func(r string) bool { return strings.HasPrefix(r, "access-point-direct") }) {
		t.Errorf("the way that is closed keeps its finding: lost are %q", got)
	}
	if !slices.ContainsFunc(out.Notes, func(n string) bool {
		return strings.Contains(n, "Access point AP-01 of SYS-01 is closed with conduit C-01")
	}) {
		t.Errorf("notes are %q", out.Notes)
	}
	if !slices.ContainsFunc(out.ToDo, func(d ToDo) bool { return strings.Contains(d.Text, "Take access point AP-01 off system SYS-01") }) {
		t.Errorf("to do is %+v", out.ToDo)
	}
	if len(in.Register.Systems[0].AccessPoints) != 2 {
		t.Error("the site itself was changed")
	}
}
