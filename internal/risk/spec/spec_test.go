package spec_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
	"ringwall/internal/sl"
)

const crsToday = plant.Date("2026-11-24")

// crsPlant is a filler with its safety zone, a vendor outside, and two conduits;
// every part of its specification is complete.
func crsPlant() spec.Input {
	target := func(l sl.Level) *plant.Target {
		return &plant.Target{Vector: sl.Uniform(l), Method: "consequence", Approver: "A. Berg", ApprovedOn: "2026-10-01"}
	}
	in := spec.Input{Set: catalog.SystemSet()}
	in.Today = crsToday
	in.Site = plant.Site{
		SiteRecord: plant.SiteRecord{ID: "site", Key: "BOT", Name: "Bottling"},
		Zones: []plant.Zone{
			{ID: "z1", Key: "Z-01", Name: "Filler", Kind: plant.ZoneControl, Owner: "Line 1", LogicalBoundary: "VLAN 10", PhysicalBoundary: "hall 1", Target: target(2)},
			{ID: "z2", Key: "Z-02", Name: "Safety", Kind: plant.ZoneSafety, Safety: true, Owner: "Safety", LogicalBoundary: "own switch", PhysicalBoundary: "cabinet", Target: target(1)},
			{ID: "z9", Key: "Z-09", Name: "Vendor", Kind: plant.ZoneRemote, External: true},
		},
		Conduits: []plant.Conduit{
			{ID: "c1", Key: "C-01", Name: "Trips", From: "z1", To: "z2", Owner: "Safety", Medium: "copper", Flows: []plant.FlowRule{{Direction: plant.Backward, Protocol: "modbus", Ports: "502", Function: plant.FunctionRead}}, Target: target(1)},
			{ID: "c2", Key: "C-02", Name: "Vendor's way", From: "z9", To: "z1", Owner: "IT", Medium: "internet", External: true, Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "https"}}, Target: target(1)},
		},
		Assets: []plant.Asset{
			{ID: "a1", Key: "PLC-1", Zone: "z1", Type: plant.EmbeddedDevice, Criticality: 3},
			{ID: "a2", Key: "PLC-2", Zone: "z1", Type: plant.EmbeddedDevice, Criticality: 4},
		},
	}
	in.Register = risk.Register{
		Systems: []risk.System{{Head: risk.Head{ID: "sys", Key: "SYS-01", Name: "Line 1"}, Description: "Fills bottles.", Perimeter: "The hall.", Owner: "Plant",
			AccessPoints: []risk.AccessPoint{{Key: "AP-1", Name: "Vendor", Kind: "vendor", Direction: risk.Inward, Counterparty: "Filler Corp", Owner: "IT", Conduit: "c2"}}}},
		Assumptions:  []risk.Assumption{{Head: risk.Head{ID: "as", Key: "AS-01", Name: "Air gap"}, Owner: "IT", Test: "follow the cables", State: risk.AssumptionConfirmed}},
		Environments: []risk.Environment{{Head: risk.Head{ID: "e", Key: "SE-01"}, Zone: "z2", Statement: "Nobody reaches it."}},
		Scenarios: []risk.Scenario{
			{Head: risk.Head{ID: "s1", Key: "SC-001", Name: "Recipe is changed"}, Zone: "z1", CauseKind: "cyber", ThreatSource: "contractor", Skill: 2, Techniques: []string{"T0855"}},
			{Head: risk.Head{ID: "s2", Key: "SC-002", Name: "Operator slips"}, Zone: "z1", CauseKind: "human", ThreatSource: "error", Skill: 1},
			{Head: risk.Head{ID: "s3", Key: "SC-003", Name: "Flood"}, Zone: "z2", CauseKind: "natural", ThreatSource: "nature"},
			{Head: risk.Head{ID: "s4", Key: "SC-004", Name: "Better yield"}, Zone: "z1", Opportunity: true},
			{Head: risk.Head{ID: "s5", Key: "SC-005", Name: "Gone"}, Zone: "z1", Removed: "the valve was taken out"},
		},
	}
	criteria := risk.Criteria{
		Head: risk.Head{ID: "cr", Key: "CR-01", Name: "Criteria"},
		Bands: []risk.Band{
			{ID: "low", Name: "Low", Region: risk.Acceptable},
			{ID: "medium", Name: "Medium", Region: risk.Alarp, Authority: "manager", AcceptMonths: 12},
			{ID: "high", Name: "High", Region: risk.Alarp, Authority: "board", AcceptMonths: 6},
			{ID: "extreme", Name: "Extreme", Region: risk.Intolerable},
		},
		Authorities: []risk.Authority{
			{ID: "shift", Title: "Shift lead", Holders: []string{"shift@example.com"}},
			{ID: "manager", Title: "Plant manager", Holders: []string{"manager@example.com"}},
			{ID: "board", Title: "Board", Holders: []string{"board@example.com"}},
		},
		Signed: &risk.Signature{By: "board@example.com", Name: "B", At: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)},
	}
	in.Result = risk.Result{Today: crsToday, Criteria: &criteria, InForce: true, Why: "Criteria CR-01 are in force."}
	crsRate(&in, map[string]string{"SC-001": "medium", "SC-002": "low", "SC-003": "low"})
	in.Specification = risk.Specification{
		Head: risk.Head{ID: "spec", Key: "CRS-01", Name: "Line 1"}, System: "sys", Environment: "A dry hall.", ThreatEnvironment: "Contractors.",
		Policies: []string{"POL-1"}, Regulations: []string{"none applies, found by legal"},
	}
	in.Posture = assess.Assess(assess.Input{Site: in.Site, Set: in.Set, Today: in.Today})
	in.Answers = func(s assess.Subject) ([]assess.Answer, bool) {
		return assess.Answers(assess.Input{Site: in.Site, Set: in.Set, Today: in.Today, Verdicts: []assess.Verdict{{ID: "v", Subject: crsZone("z1"), Set: in.Set.ID, Requirement: "SR 1.1", State: assess.Met}}}, s)
	}
	in.Mitigating = func(technique string) []catalog.RequirementID {
		return map[string][]catalog.RequirementID{"T0855": {"SR 1.2", "SR 3.1"}}[technique]
	}
	return in
}

// crsRate gives scenarios a residual band; medium and higher are accepted.
func crsRate(in *spec.Input, bands map[string]string) {
	in.Result.Scenarios, in.Result.Bands = nil, nil
	c := in.Result.Criteria
	count := map[risk.BandID]int{}
	for _, s := range in.Register.Scenarios {
		r := risk.ScenarioResult{ID: s.ID, Key: s.Key, Name: s.Name, Opportunity: s.Opportunity, Residual: risk.Rating{Rank: -1, Why: "No likelihood is rated."}}
		if band := risk.BandID(bands[s.Key]); band != "" {
			r.Residual = risk.Rating{Band: band, Rank: c.Rank(band)}
			r.Acceptance = risk.AcceptanceState{State: risk.AcceptedValid}
			count[band]++
		}
		if s.Removed == "" {
			in.Result.Scenarios = append(in.Result.Scenarios, r)
		}
	}
	for _, b := range c.Bands {
		in.Result.Bands = append(in.Result.Bands, risk.BandCount{Band: b.ID, Name: b.Name, Region: b.Region, Authority: b.Authority, Residual: count[b.ID]})
	}
}

func crsZone(id string) assess.Subject { return assess.Subject{Kind: assess.OfZone, ID: id} }

func crsLine(t *testing.T, c spec.CRS, id string) spec.Line {
	t.Helper()
	for _, l := range c.Lines {
		if l.ID == id {
			return l
		}
	}
	t.Fatalf("there is no line %s", id)
	return spec.Line{}
}

func TestACompleteSpecificationHasNothingMissing(t *testing.T) {
	c := spec.Build(crsPlant())
	for i, p := range c.Parts {
		if want := fmt.Sprintf("ZCR 6.%d", i+1); p.Clause != want {
			t.Errorf("part %d is %s, want %s", i, p.Clause, want)
		}
		if !p.Complete {
			t.Errorf("%s: %q", p.Clause, p.Missing)
		}
	}
	if len(c.Parts) != 9 || !c.Complete {
		t.Errorf("%d parts, complete %v", len(c.Parts), c.Complete)
	}
}

func TestWhatIsMissingIsSaidWithWhereToAddIt(t *testing.T) {
	for _, row := range []struct {
		name, clause, want string
		take               func(*spec.Input)
	}{
		{"nobody began the specification", "ZCR 6.1", "Nobody has begun the specification", func(in *spec.Input) { in.Specification = risk.Specification{} }},
		{"a zone without SL-T", "ZCR 6.1", "No SL-T was decided for Z-01", func(in *spec.Input) { in.Site.Zones[0].Target = nil }},
		{"no system", "ZCR 6.2", "is not declared", func(in *spec.Input) { in.Register.Systems = nil }},
		{"two systems and none chosen", "ZCR 6.2", "several systems (SYS-01, SYS-02)", func(in *spec.Input) {
			in.Register.Systems = append(in.Register.Systems, risk.System{Head: risk.Head{ID: "sys2", Key: "SYS-02"}})
			in.Specification.System = ""
		}},
		{"no perimeter", "ZCR 6.2", "System SYS-01 has no perimeter", func(in *spec.Input) { in.Register.Systems[0].Perimeter = "" }},
		{"no access point", "ZCR 6.2", "has no access point", func(in *spec.Input) { in.Register.Systems[0].AccessPoints = nil }},
		{"an access point that nobody owns", "ZCR 6.2", "AP-1 of system SYS-01 has no counterparty and no owner", func(in *spec.Input) {
			in.Register.Systems[0].AccessPoints[0].Owner, in.Register.Systems[0].AccessPoints[0].Counterparty = "", ""
		}},
		{"no zone", "ZCR 6.3", "no zone to draw", func(in *spec.Input) { in.Site.Zones, in.Site.Conduits = nil, nil }},
		{"an asset in no zone", "ZCR 6.3", "CAM-1 lies in no zone", func(in *spec.Input) { in.Site.Assets = append(in.Site.Assets, plant.Asset{ID: "x", Key: "CAM-1"}) }},
		{"a zone without boundary", "ZCR 6.4", "Zone Z-02 has no physical boundary", func(in *spec.Input) { in.Site.Zones[1].PhysicalBoundary = "" }},
		{"a conduit without flows", "ZCR 6.4", "Conduit C-01 has no flow rule", func(in *spec.Input) { in.Site.Conduits[0].Flows = nil }},
		{"a target nobody approved", "ZCR 6.4", "Zone Z-01 has no method and approver of its SL-T", func(in *spec.Input) { in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(2)} }},
		{"an asset without consequence", "ZCR 6.4", "1 asset has no consequence rated in zone Z-01", func(in *spec.Input) { in.Site.Assets[0].Criticality = 0 }},
		{"no environment", "ZCR 6.5", "operating environment is not described", func(in *spec.Input) { in.Specification.Environment = "" }},
		{"an assumption without a test", "ZCR 6.5", "AS-01 has no test", func(in *spec.Input) { in.Register.Assumptions[0].Test = "" }},
		{"a safety zone that is promised nothing", "ZCR 6.5", "Safety zone Z-02", func(in *spec.Input) { in.Register.Environments = nil }},
		{"no threat environment", "ZCR 6.6", "threat environment is not described", func(in *spec.Input) { in.Specification.ThreatEnvironment = "" }},
		{"a scenario without a source", "ZCR 6.6", "SC-001 has no source", func(in *spec.Input) { in.Register.Scenarios[0].ThreatSource = "" }},
		{"no policy", "ZCR 6.7", "No policy", func(in *spec.Input) { in.Specification.Policies = nil }},
		{"criteria that are a draft", "ZCR 6.8", "CR-01 are not signed", func(in *spec.Input) { in.Result.InForce = false }},
		{"no criteria", "ZCR 6.8", "no risk criteria", func(in *spec.Input) { in.Result.Criteria, in.Result.InForce = nil, false }},
		{"no regulation", "ZCR 6.9", "No regulation", func(in *spec.Input) { in.Specification.Regulations = nil }},
	} {
		in := crsPlant()
		row.take(&in)
		c := spec.Build(in)
		found := false
		for _, p := range c.Parts {
			found = found || p.Clause == row.clause && !p.Complete && strings.Contains(strings.Join(p.Missing, "\n"), row.want)
		}
		if !found || c.Complete {
			t.Errorf("%s: %s does not say %q: %+v", row.name, row.clause, row.want, c.Parts)
		}
	}
}

func TestWhatIsAskedIsWhatTheTargetsAskFor(t *testing.T) {
	in := crsPlant()
	c := spec.Build(in)
	want := 0
	for _, n := range []sl.Level{2, 1, 1, 1} { // two zones and two conduits; the vendor's zone is outside
		want += in.Set.Gate(n)
	}
	if len(c.Lines) != want || c.Counts.Lines != want {
		t.Errorf("%d lines, want %d", len(c.Lines), want)
	}
	seen := map[string]bool{}
	for i, l := range c.Lines {
		if seen[l.ID] {
			t.Errorf("%s is there twice", l.ID)
		}
		seen[l.ID] = true
		if want := fmt.Sprintf("CRS-%03d", i+1); l.Number != want {
			t.Errorf("line %d is %s", i, l.Number)
		}
		if l.Verification == "" || l.VerificationWhy == "" || l.HoldPointWhy == "" || l.TraceWhy == "" || l.StateWhy == "" {
			t.Errorf("%s is not complete: %+v", l.ID, l)
		}
	}
	if slices.Contains(c.System.ZoneKeys, "Z-09") {
		t.Error("a zone outside the owner's control is taken for the system's own")
	}
	if l := crsLine(t, c, "Z-01/SR 1.1"); l.State != assess.Met || !l.Holds || l.Target != 2 {
		t.Errorf("SR 1.1 of Z-01 is %+v", l)
	}
	if l := crsLine(t, c, "Z-02/SR 1.1"); l.State != assess.Unanswered || !l.HoldPoint || l.Verification != "fat" {
		t.Errorf("a test at a safety zone must hold work up: %+v", l)
	}
}

func TestTheIdentityOfALineOutlivesOthers(t *testing.T) {
	in := crsPlant()
	before := crsLine(t, spec.Build(in), "Z-02/SR 5.1")
	in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(1)}
	after := crsLine(t, spec.Build(in), "Z-02/SR 5.1")
	if before.Number == after.Number {
		t.Error("the running number was meant to move")
	}
}

func TestRequirementsAreTracedToRisks(t *testing.T) {
	in := crsPlant()
	in.Specification.Own = []risk.OwnRequirement{
		{Key: "OWN-1", Text: "A wall. It is high.", Zones: []plant.ZoneID{"z2"}, Scenarios: []risk.ID{"s3"}},
		{Key: "OWN-2", Text: "A poster."},
	}
	c := spec.Build(in)
	for _, row := range []struct {
		line   string
		trace  spec.Trace
		serves string
	}{
		{"Z-01/SR 1.2", spec.TraceTechnique, "SC-001"},
		{"Z-01/SR 7.1", spec.TraceSubject, "SC-001"},
		{"C-02/SR 3.1", spec.TraceTechnique, "SC-001"},
		{"C-02/SR 7.1", spec.TraceEnds, "SC-001"},
		{"Z-02/SR 7.1", spec.TraceNone, ""},
		{"Z-02/OWN-1", spec.TraceOwn, "SC-003"},
		{"all/OWN-2", spec.TraceNone, ""},
	} {
		l := crsLine(t, c, row.line)
		if got := strings.Join(l.Serves, ","); l.Trace != row.trace || got != row.serves {
			t.Errorf("%s serves %q by %s, want %q by %s (%s)", row.line, got, l.Trace, row.serves, row.trace, l.TraceWhy)
		}
	}
	if len(c.Unserved) != 1 || c.Unserved[0].Scenario != "SC-002" {
		t.Errorf("the flood is served by the wall, the slip by nothing: %+v", c.Unserved)
	}
	for _, l := range c.Lines {
		listed := slices.ContainsFunc(c.Untraced, func(u spec.Untraced) bool { return u.Line == l.ID })
		if listed != (len(l.Serves) == 0) {
			t.Errorf("%s: listed as untraced %v, serves %v", l.ID, listed, l.Serves)
		}
	}
}

func TestAnEnhancementStandsAgainstWhatItsRequirementDoes(t *testing.T) {
	in := crsPlant()
	in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(3), Method: "owner", Approver: "A. Berg"}
	if l := crsLine(t, spec.Build(in), "Z-01/SR 3.1 RE 1"); l.Trace != spec.TraceTechnique {
		t.Errorf("it is traced by %s: %s", l.Trace, l.TraceWhy)
	}
}

func TestRisksThatNothingServesAreNamed(t *testing.T) {
	c := spec.Build(crsPlant())
	if len(c.Risks) != 3 {
		t.Errorf("%d risks: opportunities and what was removed are none", len(c.Risks))
	}
	if len(c.Unserved) != 2 || c.Unserved[0].Scenario != "SC-002" || !strings.Contains(c.Unserved[0].Why, "human") ||
		c.Unserved[1].Scenario != "SC-003" || !strings.Contains(c.Unserved[1].Why, "natural") || c.Unserved[1].Mend == "" {
		t.Errorf("unserved are %+v", c.Unserved)
	}
}

func TestWhatPeopleWroteOfALineCounts(t *testing.T) {
	in := crsPlant()
	in.Specification.Lines = []risk.SpecLine{
		{Requirement: "SR 1.1", Verification: "contract", Note: "everywhere"},
		{Requirement: "SR 1.1", Zone: "z2", Verification: "sat", HoldPoint: true, Note: "here"},
	}
	c := spec.Build(in)
	if l := crsLine(t, c, "Z-02/SR 1.1"); l.Verification != "sat" || !l.HoldPoint || l.Note != "here" {
		t.Errorf("here: %+v", l)
	}
	for _, id := range []string{"Z-01/SR 1.1", "C-01/SR 1.1"} {
		if l := crsLine(t, c, id); l.Verification != "contract" || l.HoldPoint || l.Note != "everywhere" {
			t.Errorf("%s: %+v", id, l)
		}
	}
}

func TestAZoneIsDescribedAsTheStandardAsks(t *testing.T) {
	c := spec.Build(crsPlant())
	x := c.Subjects[0]
	if x.Key != "Z-01" || strings.Join(x.Connects, " ") != "C-01 C-02" || len(x.Assets) != 2 || x.Assets[0].Key != "PLC-2" || len(x.Dependencies) != 1 || len(x.Policies) != 1 {
		t.Errorf("Z-01 is %+v", x)
	}
	if f := x.Flows[0]; f.From != "Z-02" || f.To != "Z-01" || f.Words != "modbus 502, read only" {
		t.Errorf("the flow is %+v", f)
	}
	if x := c.Subjects[3]; x.Key != "C-02" || len(x.AccessPoints) != 1 || len(x.Dependencies) != 1 {
		t.Errorf("C-02 is %+v", x)
	}
}
