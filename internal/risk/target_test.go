package risk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// signed are five-level criteria with every rule for targets, in force.
func signed() risk.Criteria {
	c := risk.Criteria{
		Head:         risk.Head{ID: "cr", Key: "CR-1"},
		Consequences: []string{"1", "2", "3", "4", "5"},
		Likelihoods: []risk.LikelihoodStep{
			{Name: "1", PerYear: 1e-5}, {Name: "2", PerYear: 1e-3}, {Name: "3", PerYear: 1e-2}, {Name: "4", PerYear: 0.1}, {Name: "5", PerYear: 1},
		},
		Bands: []risk.Band{
			{ID: "low", Name: "Low", Region: risk.Acceptable}, {ID: "medium", Name: "Medium", Region: risk.Alarp},
			{ID: "high", Name: "High", Region: risk.Alarp}, {ID: "critical", Name: "Critical", Region: risk.Intolerable},
		},
		Targets: risk.TargetRules{
			ByConsequence: []int{1, 1, 2, 2, 3},
			ByBand:        map[risk.BandID]risk.SLRange{"low": {From: 1, To: 1}, "medium": {From: 2, To: 2}, "high": {From: 2, To: 3}, "critical": {From: 3, To: 4}},
			CRRF:          "linear", TolerableRisk: 4,
			TolerablePerYear: []float64{1e-1, 1e-2, 1e-3, 1e-3, 1e-4},
		},
		Signed: &risk.Signature{By: "owner@example.com", Name: "Owner"},
	}
	for _, category := range risk.Categories {
		c.Categories = append(c.Categories, risk.CategoryScale{Category: category, Levels: []string{"1", "2", "3", "4", "5"}})
	}
	for l := 1; l <= 5; l++ {
		var row []risk.BandID
		for k := 1; k <= 5; k++ {
			switch p := l * k; {
			case p >= 20:
				row = append(row, "critical")
			case p >= 9:
				row = append(row, "high")
			case p >= 4:
				row = append(row, "medium")
			default:
				row = append(row, "low")
			}
		}
		c.Matrix = append(c.Matrix, row)
	}
	return c
}

func zone(id string) plant.Zone {
	return plant.Zone{ID: plant.ZoneID(id), Key: id, Name: id, Kind: plant.ZoneControl}
}

func conduit(id, from, to string) plant.Conduit {
	return plant.Conduit{ID: plant.ConduitID(id), Key: id, Name: id, From: plant.ZoneID(from), To: plant.ZoneID(to)}
}

// site joins zones, conduits and scenarios under the signed criteria.
func site(zones []plant.Zone, conduits []plant.Conduit, scenarios ...risk.Scenario) risk.Input {
	return risk.Input{
		Site:     plant.Site{Zones: zones, Conduits: conduits},
		Register: risk.Register{Criteria: []risk.Criteria{signed()}, Scenarios: scenarios},
		Today:    "2026-11-24",
	}
}

// scenario is one of a zone, rated for safety, with the cause hackable or not.
func scenario(key, zone string, likelihood, safety int, hackable bool, safeguards ...risk.Safeguard) risk.Scenario {
	cause := risk.CauseKind("process")
	if hackable {
		cause = "cyber"
	}
	return risk.Scenario{
		Head: risk.Head{ID: risk.ID(key), Key: key, Name: key}, Zone: plant.ZoneID(zone), Likelihood: likelihood,
		Ratings:       risk.Ratings{risk.Safety: safety, risk.Environmental: 0},
		CauseHackable: hackable, CauseKind: cause, Safeguards: safeguards,
	}
}

func derive(in risk.Input) map[string]risk.TargetProposal {
	out := map[string]risk.TargetProposal{}
	for _, p := range risk.DeriveTargets(in, risk.Rate(in)) {
		out[p.Key+" "+string(p.Method)] = p
	}
	return out
}

// level is the level of a flat proposal, −1 for none.
func level(t *testing.T, p risk.TargetProposal) int {
	t.Helper()
	if p.Vector == nil {
		return -1
	}
	if *p.Vector != sl.Uniform(p.Vector[0]) {
		t.Errorf("%s by %s is not flat: %v", p.Key, p.Method, p.Vector)
	}
	return int(p.Vector[0])
}

// The rows are those of the worked example of a security PHA review: an SL by
// severity for what is hackable, none for the rest.
func TestHackableScenariosSetTheLevelOfTheirZoneAndItsConduits(t *testing.T) {
	hackable := func(name string) risk.Safeguard { return risk.Safeguard{Name: name, Hackable: true} }
	p1 := scenario("P1", "SIS", 4, 5, true, hackable("SIS high-level trip"))
	p2 := scenario("P2", "SIS", 4, 5, true, hackable("SIS high-level trip"), risk.Safeguard{Name: "relief valve", Layer: "safety-process", LowersLikelihood: 1})
	p3 := scenario("P3", "F&G", 4, 5, false, hackable("gas detection"))
	p4 := scenario("P4", "BPCS", 4, 3, true)
	p5 := scenario("P5", "BPCS", 4, 4, true, hackable("BPCS high-speed alarm"), hackable("operator response on HMI"))
	in := site([]plant.Zone{zone("SIS"), zone("F&G"), zone("BPCS"), zone("DMZ")},
		[]plant.Conduit{conduit("C1", "SIS", "BPCS"), conduit("C2", "BPCS", "DMZ")}, p1, p2, p3, p4, p5)

	res := risk.Rate(in)
	for key, want := range map[string]bool{"P1": true, "P2": false, "P3": false, "P4": true, "P5": true} {
		if s, _ := res.Scenario(risk.ID(key)); s.Hackable != want {
			t.Errorf("%s: hackable %v, want %v", key, s.Hackable, want)
		}
	}
	got := derive(in)
	for subject, want := range map[string]int{"SIS": 3, "BPCS": 2, "F&G": -1, "DMZ": -1, "C1": 3, "C2": 2} {
		p := got[subject+" pha"]
		if n := level(t, p); n != want {
			t.Errorf("%s: SL %d, want %d: %q %q", subject, n, want, p.Steps, p.Missing)
		}
	}
	if p := got["SIS pha"]; !cmp.Equal(p.Scenarios, []risk.ID{"P1"}) {
		t.Errorf("the level of SIS rests on %v, want P1 alone", p.Scenarios)
	}
	if p := got["F&G pha"]; !p.Complete || len(p.Steps) == 0 {
		t.Errorf("a zone where nothing is hackable is complete and says so: %+v", p)
	}
	if p := got["C1 pha"]; !contains(p.Steps, "raised") || !slices.Contains(p.Scenarios, "P1") {
		t.Errorf("C1 does not say that it is raised to SIS: %q, %v", p.Steps, p.Scenarios)
	}
}

// The rows are those of the worked example of the reduction factor.
func TestReductionFactorAsksForALevelByRatio(t *testing.T) {
	for _, c := range []struct {
		name                    string
		likelihood, consequence float64
		ratio                   float64
		want                    int
	}{
		{"a", 5, 5, 6.25, 4}, {"b", 3, 4, 3, 3}, {"c", 2, 4, 2, 2}, {"d", 2, 2, 1, 0}, {"e", 5, 3, 3.75, 4},
	} {
		ratio := c.likelihood * c.consequence / 4
		if ratio != c.ratio || risk.LevelByRatio(ratio) != c.want {
			t.Errorf("%s: %v gives SL %d, want %v and SL %d", c.name, ratio, risk.LevelByRatio(ratio), c.ratio, c.want)
		}
		in := site([]plant.Zone{zone("Z")}, nil, scenario("S", "Z", int(c.likelihood), int(c.consequence), true))
		if p := derive(in)["Z crrf"]; level(t, p) != c.want || !contains(p.Steps, "SL "+fmt.Sprint(c.want)) {
			t.Errorf("%s: proposal %+v", c.name, p)
		}
	}
	for _, c := range []struct {
		name                   string
		unmitigated, tolerable float64
		want                   int
	}{{"f", 0.1, 1e-4, 3}, {"g", 0.01, 1e-3, 1}, {"h", 1e-5, 1e-4, 0}, {"a hair above a decade", 0.0100001, 1e-3, 2}, {"beyond the scale", 1, 1e-9, 4}} {
		if got := risk.LevelByDecades(c.unmitigated / c.tolerable); got != c.want {
			t.Errorf("%s: SL %d, want %d", c.name, got, c.want)
		}
	}
}

func TestReductionFactorByDecadeTakesTheFrequenciesOfTheCriteria(t *testing.T) {
	in := site([]plant.Zone{zone("Z")}, nil, scenario("S", "Z", 4, 5, true))
	in.Register.Criteria[0].Targets.CRRF = "decade"
	p := derive(in)["Z crrf"]
	if level(t, p) != 3 || !contains(p.Steps, "reduction factor of 1000") {
		t.Errorf("0.1 over 1e-4 per year: %v, %q", p.Vector, p.Steps)
	}
	in.Register.Criteria[0].Likelihoods[3].PerYear = 0
	if p := derive(in)["Z crrf"]; p.Vector != nil || p.Complete || !contains(p.Missing, "no frequency for likelihood level 4") {
		t.Errorf("a level without a frequency: %v, %q", p.Vector, p.Missing)
	}
}

func TestWorstConsequenceSetsTheLevel(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*risk.Input)
		want   int
		says   string
	}{
		{"level 5 asks for SL 3", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Safety] = 5 }, 3, "consequence level 5 asks for SL 3"},
		{"level 4 asks for SL 2", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Safety] = 4 }, 2, "from scenario S"},
		{"level 3 asks for SL 2", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Safety] = 3 }, 2, "safety"},
		{"level 2 asks for SL 1", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Safety] = 2 }, 1, "SL 1"},
		{"the worst category counts", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Finance] = 5 }, 3, "finance"},
		{"an explicit none everywhere asks for nothing", func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Safety] = 0 }, 0, "above none"},
		{"SL 4 never follows from a consequence", func(in *risk.Input) {
			in.Register.Criteria[0].Targets.ByConsequence = []int{1, 2, 3, 4, 4}
			in.Register.Scenarios[0].Ratings[risk.Safety] = 5
		}, 3, "only a decision of the owner"},
		{"the loss of a function counts though no scenario is worse", func(in *risk.Input) {
			in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-1"}, Kind: "safety", Zones: []plant.ZoneID{"Z"}}}
			in.Register.WorstCases = []risk.WorstCase{{Head: risk.Head{ID: "w", Key: "WC-1"}, Function: "f", Ratings: risk.Ratings{risk.Safety: 5, risk.Environmental: 0}}}
		}, 3, "the loss of function F-1"},
	} {
		in := site([]plant.Zone{zone("Z")}, nil, scenario("S", "Z", 3, 1, true))
		c.change(&in)
		p := derive(in)["Z consequence"]
		if level(t, p) != c.want || !contains(p.Steps, c.says) || !p.Default || !p.Complete {
			t.Errorf("%s: SL %d, want %d with %q: %+v", c.name, level(t, p), c.want, c.says, p)
		}
	}
}

func TestBandGivesARangeAndTakesItsLowerEnd(t *testing.T) {
	s := scenario("S", "Z", 3, 4, true) // 12, high
	s.Techniques = []string{"T0886"}    // remote services
	in := site([]plant.Zone{zone("Z")}, nil, s, scenario("S2", "Z", 1, 1, true))
	p := derive(in)["Z band"]
	if level(t, p) != 2 || p.Range == nil || *p.Range != (risk.SLRange{From: 2, To: 3}) {
		t.Fatalf("band high: %v, range %v, %q", p.Vector, p.Range, p.Steps)
	}
	if len(p.Refined) == 0 {
		t.Error("the upper end is suggested for no foundational requirement")
	}
	for _, r := range p.Refined {
		if r.FR != "FR 4" && (r.To != 3 || !strings.Contains(r.Reason, "T0886")) {
			t.Errorf("refinement %+v", r)
		}
	}
	if p.Overall != 2 || p.Rule == "" {
		t.Errorf("overall %d by %q", p.Overall, p.Rule)
	}
}

func TestLayersOfProtectionAskForADecadeEach(t *testing.T) {
	s := scenario("S", "Z", 4, 5, true, risk.Safeguard{Name: "alarm", Hackable: true, PFD: 0.1}, risk.Safeguard{Name: "relief valve", PFD: 0.01})
	s.LOPA = &risk.LOPA{InitiatingPerYear: 0.1, TargetPerYear: 1e-5}
	in := site([]plant.Zone{zone("Z")}, nil, s)
	res := risk.Rate(in)
	if res.Scenarios[0].LOPA == nil {
		t.Fatal("the scenario has no result of its layers of protection")
	}
	p := derive(in)["Z lopa"]
	want := risk.LevelByDecades(res.Scenarios[0].LOPA.Gap)
	if level(t, p) != want || want == 0 || !contains(p.Steps, "conceptually SL") || !contains(p.Steps, "not a probability of failure") {
		t.Errorf("a factor of %v: %v, %q", res.Scenarios[0].LOPA.Gap, p.Vector, p.Steps)
	}
	in.Register.Scenarios[0].LOPA = nil
	if p := derive(in)["Z lopa"]; p.Vector != nil || p.Complete {
		t.Errorf("without an analysis: %+v", p)
	}
}

func TestSkillIsACrossCheck(t *testing.T) {
	a, b := scenario("A", "Z", 3, 3, true), scenario("B", "Z", 3, 3, true)
	a.Skill, a.Techniques = 2, []string{"T0886"}
	b.ThreatSource = "nation-state"
	p := derive(site([]plant.Zone{zone("Z")}, nil, a, b))["Z technique"]
	if level(t, p) != 4 || !p.CrossCheck || !contains(p.Steps, "taken as skill SL 4") || !contains(p.Steps, "T0886") {
		t.Errorf("%+v", p)
	}
	b.ThreatSource = ""
	if p := derive(site([]plant.Zone{zone("Z")}, nil, a, b))["Z technique"]; p.Complete || level(t, p) != 2 {
		t.Errorf("a scenario without skill or source is missing: %+v", p)
	}
}

func TestConduitIsAtLeastAsHighAsItsEnds(t *testing.T) {
	quiet := scenario("S-C", "", 1, 1, true)
	quiet.Conduit = "C"
	in := site([]plant.Zone{zone("A"), zone("B")}, []plant.Conduit{conduit("C", "A", "B")}, scenario("S-A", "A", 3, 5, true), scenario("S-B", "B", 3, 2, true), quiet)
	p := derive(in)["C consequence"]
	if level(t, p) != 3 || !contains(p.Steps, "raised from SL 1 to SL 3 because of zone A") || !p.Complete {
		t.Errorf("raised to the proposal of A: %v, %q, %q", p.Vector, p.Steps, p.Missing)
	}
	in.Site.Zones[1].Target = &plant.Target{Vector: sl.Vector{2, 2, 2, 1, 4, 2, 2}}
	p = derive(in)["C consequence"]
	if p.Vector == nil || *p.Vector != (sl.Vector{3, 3, 3, 3, 4, 3, 3}) || !contains(p.Steps, "the target of zone B, which is decided") {
		t.Errorf("raised to the decided target of B as well: %v, %q", p.Vector, p.Steps)
	}
	if p.Overall != 4 || !contains(p.Steps, "decision of the owner") {
		t.Errorf("overall %d, %q", p.Overall, p.Steps)
	}
	in.Register.Scenarios = in.Register.Scenarios[:1]
	if p := derive(in)["C consequence"]; p.Complete || !contains(p.Missing, "Zone B is open") {
		t.Errorf("an end of which nothing is known leaves the conduit open: %+v", p)
	}
	in.Site.Zones[1].External = true
	if p := derive(in)["C consequence"]; !p.Complete {
		t.Errorf("of a zone outside the owner's control nothing need be known: %q", p.Missing)
	}
}

func TestConfidentialityMayStayLowWhereNothingIsRead(t *testing.T) {
	s := scenario("S", "Z", 3, 4, true)
	in := site([]plant.Zone{zone("Z")}, nil, s)
	p := derive(in)["Z consequence"]
	if level(t, p) != 2 {
		t.Fatalf("the vector itself was changed: %v", p.Vector)
	}
	want := []risk.TargetRefinement{{FR: "FR 4", From: 2, To: 1, Vector: sl.Vector{2, 2, 2, 1, 2, 2, 2},
		Reason: "None of the 1 scenarios considered is driven by what is read (theft of information, reputation, legal), so data confidentiality may stay at SL 1."}}
	if diff := cmp.Diff(want, p.Refined); diff != "" {
		t.Error(diff)
	}
	for name, change := range map[string]func(*risk.Input){
		"information is stolen": func(in *risk.Input) { in.Register.Scenarios[0].Mechanism = "theft-of-information" },
		"a law drives it":       func(in *risk.Input) { in.Register.Scenarios[0].Ratings[risk.Legal] = 5 },
		"the zone holds information": func(in *risk.Input) {
			in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-1"}, Kind: "information", Zones: []plant.ZoneID{"Z"}}}
		},
	} {
		in := site([]plant.Zone{zone("Z")}, nil, scenario("S", "Z", 3, 4, true))
		change(&in)
		if p := derive(in)["Z consequence"]; len(p.Refined) != 0 {
			t.Errorf("%s: %+v", name, p.Refined)
		}
	}
}

func TestProposalSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*risk.Input)
		method string
		want   string
	}{
		{"no criteria", func(in *risk.Input) { in.Register.Criteria = nil }, "consequence", "There are no risk criteria"},
		{"criteria that nobody signed", func(in *risk.Input) { in.Register.Criteria[0].Signed = nil }, "consequence", "are a draft"},
		{"no scenario", func(in *risk.Input) { in.Register.Scenarios = nil }, "pha", "No scenario is about zone Z"},
		{"nothing known of the zone", func(in *risk.Input) { in.Register.Scenarios = nil }, "consequence", "holds no essential function, and no scenario"},
		{"a scenario without rating", func(in *risk.Input) { in.Register.Scenarios[0].Ratings = nil }, "consequence", "Scenario S has no consequence rating"},
		{"a scenario without likelihood", func(in *risk.Input) { in.Register.Scenarios[0].Likelihood = 0 }, "band", "Scenario S has no unmitigated band"},
		{"a band without a range", func(in *risk.Input) { in.Register.Criteria[0].Targets.ByBand = nil }, "band", "which range of SL band"},
		{"no tolerable risk", func(in *risk.Input) { in.Register.Criteria[0].Targets.TolerableRisk = 0 }, "crrf", "no tolerable risk to divide by"},
		{"a scale without levels for targets", func(in *risk.Input) { in.Register.Criteria[0].Targets.ByConsequence = []int{1, 1} }, "consequence", "consequence level 4 asks for"},
	} {
		in := site([]plant.Zone{zone("Z")}, nil, scenario("S", "Z", 3, 4, true))
		c.change(&in)
		if p := derive(in)["Z "+c.method]; p.Complete || !contains(p.Missing, c.want) {
			t.Errorf("%s: complete %v, missing %q", c.name, p.Complete, p.Missing)
		}
	}
}

func TestProposalIsComparedWithTheDecidedTarget(t *testing.T) {
	for _, c := range []struct {
		name   string
		target sl.Vector
		agrees bool
		want   string
	}{
		{"as proposed", sl.Uniform(2), true, "as proposed"},
		{"below everywhere", sl.Uniform(1), false, "below the proposal in all seven"},
		{"below in one", sl.Vector{2, 2, 2, 1, 2, 2, 2}, false, "below the proposal in FR 4 (SL 1, proposed SL 2)"},
		{"above in one", sl.Vector{2, 2, 2, 2, 3, 2, 2}, false, "above the proposal in FR 5"},
		{"both", sl.Vector{2, 2, 2, 1, 3, 2, 2}, false, "below the proposal in FR 4 (SL 1, proposed SL 2) and above it in FR 5"},
	} {
		z := zone("Z")
		z.Target = &plant.Target{Vector: c.target, Approver: "Somebody"}
		p := derive(site([]plant.Zone{z}, nil, scenario("S", "Z", 3, 4, true)))["Z consequence"]
		if p.Present == nil || p.Present.Agrees != c.agrees || !strings.Contains(p.Present.Why, c.want) {
			t.Errorf("%s: %+v", c.name, p.Present)
		}
	}
}

func TestDecidingATargetAsksForReasons(t *testing.T) {
	z, end := zone("Z"), zone("E")
	end.Target = &plant.Target{Vector: sl.Uniform(3)}
	in := site([]plant.Zone{z, end}, []plant.Conduit{conduit("C", "Z", "E")}, scenario("S", "Z", 3, 4, true), scenario("S2", "E", 3, 5, true))
	res := risk.Rate(in)
	zoneZ, conduitC := assess.Subject{Kind: assess.OfZone, ID: "Z"}, assess.Subject{Kind: assess.OfConduit, ID: "C"}
	flat := sl.Uniform
	for _, c := range []struct {
		name    string
		subject assess.Subject
		t       risk.TargetDecision
		want    string
	}{
		{"the proposal needs no reason", zoneZ, risk.TargetDecision{Method: "consequence", Vector: flat(2)}, ""},
		{"another vector does", zoneZ, risk.TargetDecision{Method: "consequence", Vector: flat(1)}, "/rationale: The target (1 1 1 1 1 1 1) differs from the proposal"},
		{"a reason settles it", zoneZ, risk.TargetDecision{Method: "consequence", Vector: flat(1), Rationale: "Nobody is near."}, ""},
		{"a method must be known", zoneZ, risk.TargetDecision{Method: "guess", Vector: flat(2)}, `/method: "guess" is no method`},
		{"a vector must be given", zoneZ, risk.TargetDecision{Method: "consequence"}, "/vector: The vector is missing"},
		{"a level outside the scale is refused", zoneZ, risk.TargetDecision{Method: "owner", Vector: flat(5), Rationale: "x"}, "/vector: FR 1 has level 5"},
		{"SL 4 is the owner's", zoneZ, risk.TargetDecision{Method: "consequence", Vector: flat(4), Rationale: "x"}, "/method: SL 4 is set by a decision of the owner only"},
		{"and the owner gives a reason", zoneZ, risk.TargetDecision{Method: "owner", Vector: flat(4)}, "/rationale: A target decided by the owner"},
		{"SL 4 with both", zoneZ, risk.TargetDecision{Method: "owner", Vector: flat(4), Rationale: "A state may attack."}, ""},
		{"the owner may ask for nothing", zoneZ, risk.TargetDecision{Method: "owner", Rationale: "It is switched off."}, ""},
		{"the cross-check decides nothing", zoneZ, risk.TargetDecision{Method: "technique", Vector: flat(2), Rationale: "x"}, "/method: The attacker's skill"},
		{"a method without a result needs a reason", zoneZ, risk.TargetDecision{Method: "lopa", Vector: flat(2)}, "/rationale: The method lopa gives no level"},
		{"a conduit as high as its ends", conduitC, risk.TargetDecision{Method: "consequence", Vector: flat(3)}, ""},
		{"a conduit below an end needs a reason", conduitC, risk.TargetDecision{Method: "consequence", Vector: sl.Vector{3, 3, 3, 1, 3, 3, 3}}, "lies below that of zone E"},
		{"and is allowed with one", conduitC, risk.TargetDecision{Method: "consequence", Vector: flat(2), Rationale: "A diode stands in it."}, ""},
	} {
		var got []string
		for _, p := range risk.CheckTarget(in, res, c.subject, c.t) {
			got = append(got, p.Pointer+": "+p.Text)
		}
		if c.want == "" && got != nil || c.want != "" && !contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func contains(lines []string, part string) bool {
	return slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, part) })
}
