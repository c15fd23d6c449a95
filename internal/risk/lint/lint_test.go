package lint_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/sl"
)

const lintDay plant.Date = "2026-11-24"

// lintInput is a site with a register in which no rule finds anything.
func lintInput() risk.Input {
	two := &plant.Target{Vector: sl.Uniform(2), Approver: "M"}
	zone := func(id string, kind plant.ZoneKind) plant.Zone {
		return plant.Zone{ID: plant.ZoneID(id), Key: id, Name: id, Kind: kind, Owner: "M", Target: two, Safety: kind == plant.ZoneSafety}
	}
	conduit := func(id, from, to string) plant.Conduit {
		return plant.Conduit{
			ID: plant.ConduitID(id), Key: id, Name: id, From: plant.ZoneID(from), To: plant.ZoneID(to), Owner: "M",
			Controls: []string{"firewall with intrusion detection", "malware scanner"},
			Flows:    []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}},
		}
	}
	asset := func(id, zone string, criticality int) plant.Asset {
		return plant.Asset{ID: plant.AssetID(id), Key: id, Zone: plant.ZoneID(zone), Criticality: criticality}
	}
	head := func(key string) risk.Head { return risk.Head{ID: risk.ID(key), Key: key, Name: "name of " + key} }
	in := risk.Input{Today: lintDay}
	in.Site.ID, in.Site.Key = "S", "S"
	in.Site.Zones = []plant.Zone{zone("Z-1", plant.ZoneControl), zone("Z-2", plant.ZoneDMZ), zone("Z-3", plant.ZoneSafety)}
	in.Site.Conduits = []plant.Conduit{conduit("C-1", "Z-2", "Z-1"), conduit("C-2", "Z-1", "Z-3")}
	in.Site.Assets = []plant.Asset{
		asset("A-1", "Z-1", 3), asset("A-2", "Z-1", 3), asset("A-3", "Z-1", 3), asset("A-4", "Z-1", 2), asset("A-5", "Z-2", 2), asset("A-6", "Z-3", 5),
	}
	measure := func(key string, kind risk.MeasureKind, layer risk.Layer) risk.Countermeasure {
		return risk.Countermeasure{
			Head: head(key), Kind: kind, Layer: layer, State: risk.MeasureExisting, Owner: "M", WholeSite: true, Evidence: "T-1",
			Expires: "2027-01-01",
		}
	}
	all := risk.Ratings{}
	for _, c := range risk.Categories {
		all[c] = 2
	}
	in.Register = risk.Register{
		Systems: []risk.System{{Head: head("SYS"), Perimeter: "Hall A", Owner: "M", AccessPoints: []risk.AccessPoint{
			{Key: "AP-1", Name: "VPN", Kind: "vendor", Direction: risk.Inward, Counterparty: "Maker", Owner: "M", Zone: "Z-2"},
		}}},
		Functions:   []risk.Function{{Head: head("F-1"), Kind: "control", Owner: "M", Zones: []plant.ZoneID{"Z-1"}, Assets: []plant.AssetID{"A-1"}}},
		WorstCases:  []risk.WorstCase{{Head: head("WC-1"), Function: "F-1", Ratings: all, Owner: "M"}},
		Assumptions: []risk.Assumption{{Head: head("AS-1"), Owner: "M", Test: "look", Due: "2026-12-01", State: risk.AssumptionOpen}},
		Countermeasures: []risk.Countermeasure{
			measure("CM-1", "people", "policy-people"), measure("CM-2", "physical", "physical"), measure("CM-3", "technical", "perimeter"),
			measure("CM-4", "technical", "network"), measure("CM-5", "technical", "host"), measure("CM-6", "technical", "application"),
			measure("CM-7", "technical", "data"), measure("CM-8", "technical", "safety-process"),
		},
		Environments: []risk.Environment{{Head: head("SE-1"), Zone: "Z-3", Owner: "Safety", Countermeasures: []risk.ID{"CM-4"}, ValidUntil: "2027-01-01"}},
		Scenarios: []risk.Scenario{{
			Head: head("SC-1"), Zone: "Z-1", Functions: []risk.ID{"F-1"}, Ratings: all, Likelihood: 1, Owner: "M",
			Techniques: []string{"T0855"}, Release: "18.1", Assumptions: []risk.ID{"AS-1"},
		}},
		Comparisons: []risk.Comparison{
			{Head: head("ZC-1"), Zone: "Z-1", Decision: risk.AssessInDetail}, {Head: head("ZC-2"), Zone: "Z-2", Decision: risk.AssessInDetail},
			{Head: head("ZC-3"), Zone: "Z-3", Decision: risk.AssessInDetail},
		},
		Tasks: []risk.Task{{Head: head("T-1"), Owner: "M", Due: "2026-12-01"}},
	}
	criteria := risk.Presets()[0]
	criteria.Head = head("CR-1")
	criteria.Signed = &risk.Signature{By: "m@example.org", Name: "M"}
	in.Register.Criteria = []risk.Criteria{criteria}
	return in
}

func TestEachRuleOnTheRiskProcedure(t *testing.T) {
	type register = risk.Register
	tests := []struct {
		rule, key string
		change    func(in *risk.Input, r *register)
	}{
		{"", "", func(*risk.Input, *register) {}},
		{"system-incomplete", "SYS", func(_ *risk.Input, r *register) { r.Systems[0].Perimeter = " " }},
		{"access-point-incomplete", "SYS", func(_ *risk.Input, r *register) { r.Systems[0].AccessPoints[0].Counterparty = "" }},
		{"function-no-worst-case", "F-1", func(_ *risk.Input, r *register) { r.WorstCases = nil }},
		{"worst-case-unrated", "WC-1", func(_ *risk.Input, r *register) {
			r.WorstCases[0].Ratings = risk.Ratings{risk.Safety: 2}
		}},
		{"comparison-missing", "Z-2", func(_ *risk.Input, r *register) { r.Comparisons = append(r.Comparisons[:1], r.Comparisons[2:]...) }},
		{"comparison-missing", "Z-2", func(_ *risk.Input, r *register) { r.Comparisons[1].Decision = risk.StopHere }}, // it has no worst case to compare
		{"", "", func(_ *risk.Input, r *register) { r.Comparisons = r.Comparisons[1:] }},                              // it has a scenario
		{"", "", func(_ *risk.Input, r *register) { // an explicit none is a value
			r.WorstCases[0].Ratings = risk.Ratings{risk.Safety: 2, risk.Environmental: 0}
		}},
		{"split-candidate", "A-1", func(in *risk.Input, _ *register) { in.Site.Assets[0].Criticality = 5 }},
		{"", "", func(in *risk.Input, _ *register) { in.Site.Assets[0].Criticality = 4 }}, // asks for the same SL as 3
		{"", "", func(in *risk.Input, _ *register) { // half of a zone does not stand out of it
			in.Site.Assets[0].Criticality, in.Site.Assets[1].Criticality = 5, 5
		}},
		{"split-candidate", "A-1", func(_ *risk.Input, r *register) { // by the worst case of its function
			r.WorstCases[0].Ratings = risk.Ratings{risk.Safety: 5, risk.Environmental: 0}
		}},
		{"split-candidate", "A-1", func(_ *risk.Input, r *register) { // by a scenario on it
			r.Scenarios[0].Ratings = risk.Ratings{risk.Safety: 0, risk.Environmental: 5}
			r.Scenarios[0].Likelihood = 0 // no band, so no risk above what is tolerable
		}},
		{"access-point-direct", "SYS", func(in *risk.Input, r *register) {
			r.Systems[0].AccessPoints[0].Zone = "Z-1"
			r.Systems[0].AccessPoints[0].Controls = []string{"firewall"}
		}},
		{"access-point-path", "SYS", func(in *risk.Input, _ *register) {
			in.Site.Conduits[0].Controls = []string{"intrusion detection", "malware scanner"}
		}},
		{"access-point-direct", "SYS", func(_ *risk.Input, r *register) { // over a conduit of the site itself
			r.Systems[0].AccessPoints[0].Zone, r.Systems[0].AccessPoints[0].Conduit = "", "C-1"
		}},
		{"", "", func(in *risk.Input, r *register) { // of one that leads outside the conduit's own findings tell
			r.Systems[0].AccessPoints[0].Zone, r.Systems[0].AccessPoints[0].Conduit = "", "C-1"
			in.Site.Conduits[0].External = true
		}},
		{"", "", func(in *risk.Input, r *register) { // outwards nobody comes in
			in.Site.Conduits[0].Controls = []string{"intrusion detection", "malware scanner"}
			r.Systems[0].AccessPoints[0].Direction = risk.Outward
		}},
		{"criteria-unsigned", "CR-1", func(_ *risk.Input, r *register) { r.Criteria[0].Signed = nil }},
		{"criteria-unsigned", "S", func(_ *risk.Input, r *register) { r.Criteria = nil }},
		{"zone-no-scenario", "Z-2", func(_ *risk.Input, r *register) { r.Functions[0].Zones = []plant.ZoneID{"Z-2", "Z-1"} }},
		{"", "", func(_ *risk.Input, r *register) { // one on a conduit is about both its ends
			r.Functions[0].Zones = []plant.ZoneID{"Z-2", "Z-1"}
			r.Scenarios[0].Zone, r.Scenarios[0].Conduit = "", "C-1"
		}},
		{"technique-unknown", "SC-1", func(_ *risk.Input, r *register) { r.Scenarios[0].Techniques = []string{"T0001"} }},
		{"technique-unknown", "SC-1", func(_ *risk.Input, r *register) { r.Scenarios[0].Release = "" }},
		{"target-below-method", "Z-1", func(in *risk.Input, r *register) { // consequence 5 asks for SL 3
			in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(2), Method: risk.MethodConsequence.Name(), Approver: "M", Rationale: "as ever"}
			r.Scenarios[0].Ratings = risk.Ratings{risk.Safety: 5, risk.Environmental: 0}
			r.Scenarios[0].Likelihood, r.Scenarios[0].Functions = 0, nil
			r.Scenarios[0].CauseKind = "cyber"
		}},
		{"", "", func(in *risk.Input, r *register) { // no attacker can cause it
			in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(2), Method: risk.MethodConsequence.Name(), Approver: "M"}
			r.Scenarios[0].Ratings = risk.Ratings{risk.Safety: 5, risk.Environmental: 0}
			r.Scenarios[0].Likelihood, r.Scenarios[0].Functions = 0, nil
			r.Scenarios[0].CauseKind = "natural"
		}},
		{"", "", func(in *risk.Input, r *register) { // the owner decides, with a reason
			in.Site.Zones[0].Target = &plant.Target{Vector: sl.Uniform(2), Method: risk.MethodOwner.Name(), Approver: "M", Rationale: "a wall"}
			r.Scenarios[0].Ratings = risk.Ratings{risk.Safety: 5, risk.Environmental: 0}
			r.Scenarios[0].Likelihood, r.Scenarios[0].Functions = 0, nil
		}},
		{"", "", func(in *risk.Input, _ *register) { // the method itself suggests less confidentiality
			in.Site.Zones[0].Target = &plant.Target{Vector: sl.Vector{2, 2, 2, 1, 2, 2, 2}, Method: "consequence", Approver: "M"}
			in.Register.Scenarios[0].Ratings, in.Register.Scenarios[0].Likelihood = risk.Ratings{risk.Safety: 3, risk.Environmental: 0}, 0
		}},
		{"conduit-target-below-method", "C-1", func(in *risk.Input, r *register) {
			in.Site.Conduits[0].Target = &plant.Target{Vector: sl.Uniform(1), Method: risk.MethodConsequence.Name(), Approver: "M", Rationale: "a diode"}
		}},
		{"firewall-unwatched", "Z-2", func(in *risk.Input, _ *register) {
			in.Site.Conduits[0].Controls = []string{"firewall", "malware scanner"}
		}},
		{"", "", func(in *risk.Input, r *register) { // a countermeasure that meets SR 6.2 watches
			in.Site.Conduits[0].Controls = []string{"firewall", "malware scanner"}
			r.Countermeasures[3].Requirements = []string{"SR 6.2"}
		}},
		{"firewall-unwatched", "Z-2", func(in *risk.Input, r *register) { // but not one that is only planned
			in.Site.Conduits[0].Controls = []string{"firewall", "malware scanner"}
			r.Countermeasures = append(r.Countermeasures, risk.Countermeasure{
				Head: risk.Head{ID: "CM-9", Key: "CM-9", Name: "IDS"}, Layer: "network", Kind: "technical", State: risk.MeasurePlanned, Owner: "M", WholeSite: true,
			})
		}},
		{"", "", func(in *risk.Input, _ *register) { // below SL 2 of FR 6 nobody asks
			in.Site.Conduits[0].Controls = []string{"firewall", "malware scanner"}
			in.Site.Zones[1].Target = &plant.Target{Vector: sl.Vector{2, 2, 2, 2, 2, 1, 2}}
		}},
		{"detection-missing", "Z-2", func(in *risk.Input, r *register) {
			in.Site.Conduits[0].Controls = []string{"malware scanner"}
			r.Systems[0].AccessPoints[0].Controls = []string{"firewall"}
		}},
		{"prevention-missing", "Z-2", func(in *risk.Input, _ *register) {
			in.Site.Conduits[0].Controls = []string{"firewall with intrusion detection"}
		}},
		{"depth-technical-only", "Z-2", func(in *risk.Input, r *register) {
			for i := range r.Countermeasures {
				r.Countermeasures[i].Layer = risk.Layers[i]
				if r.Countermeasures[i].Kind != "technical" {
					r.Countermeasures[i].WholeSite = false
					r.Countermeasures[i].Zones = []plant.ZoneID{"Z-1", "Z-3"}
				}
			}
			// Its empty layers are another finding.
			r.Countermeasures = append(r.Countermeasures, r.Countermeasures[2], r.Countermeasures[2])
			for i, layer := range []risk.Layer{"policy-people", "physical"} {
				c := &r.Countermeasures[8+i]
				c.ID, c.Key, c.Layer = risk.ID(fmt.Sprint("CM-", 9+i)), fmt.Sprint("CM-", 9+i), layer
			}
		}},
		{"depth-empty", "Z-2", func(_ *risk.Input, r *register) {
			r.Countermeasures[6].WholeSite = false
			r.Countermeasures[6].Zones = []plant.ZoneID{"Z-1", "Z-3"}
		}},
		{"countermeasure-expired", "CM-9", func(_ *risk.Input, r *register) { one(r).Expires = "2026-11-24" }},
		{"countermeasure-no-evidence", "CM-9", func(_ *risk.Input, r *register) { one(r).Evidence = "" }},
		{"", "", func(_ *risk.Input, r *register) { c := one(r); c.Evidence, c.State = "", risk.MeasurePlanned }},
		{"countermeasure-protective", "CM-9", func(_ *risk.Input, r *register) { one(r).ProtectiveFunction = true }},
		{"safety-conflict-open", "CM-9", func(_ *risk.Input, r *register) {
			one(r).Conflicts = []risk.SafetyConflict{{Text: "slow", Resolution: "faster", SafetyBy: "S"}}
		}},
		{"environment-missing", "Z-3", func(_ *risk.Input, r *register) { r.Environments = nil }},
		{"environment-degraded", "SE-1", func(_ *risk.Input, r *register) { r.Environments[0].ValidUntil = "2026-11-24" }},
		{"environment-degraded", "SE-1", func(_ *risk.Input, r *register) {
			one(r).State = risk.MeasurePlanned
			r.Environments[0].Countermeasures = []risk.ID{"CM-4", "CM-9"}
		}},
		{"assumption-false", "AS-1", func(_ *risk.Input, r *register) { r.Assumptions[0].State = risk.AssumptionFalse }},
		{"", "", func(_ *risk.Input, r *register) { // nothing rests on it
			r.Assumptions[0].State = risk.AssumptionFalse
			r.Scenarios[0].Assumptions = nil
		}},
		{"assumption-overdue", "AS-1", func(_ *risk.Input, r *register) { r.Assumptions[0].Due = "2026-11-23" }},
		{"assumption-overdue", "AS-1", func(_ *risk.Input, r *register) {
			r.Assumptions[0].State, r.Assumptions[0].Expires = risk.AssumptionConfirmed, "2026-11-01"
		}},
		{"assumption-no-test", "AS-1", func(_ *risk.Input, r *register) { r.Assumptions[0].Test = "" }},
		{"treatment-no-owner", "SC-1", func(_ *risk.Input, r *register) { r.Scenarios[0].Treatment = "transfer" }},
		{"treatment-overdue", "SC-1", func(_ *risk.Input, r *register) {
			r.Scenarios[0].Treatment, r.Scenarios[0].Due = "avoid", "2026-11-01"
		}},
		{"task-overdue", "T-1", func(_ *risk.Input, r *register) { r.Tasks[0].Due = "2026-11-23" }},
		{"", "", func(_ *risk.Input, r *register) { r.Tasks[0].Due, r.Tasks[0].Done = "2026-11-23", "2026-11-20" }},
		{"system-no-owner", "SYS", func(_ *risk.Input, r *register) { r.Systems[0].Owner = "" }},
		{"function-no-owner", "F-1", func(_ *risk.Input, r *register) { r.Functions[0].Owner = "" }},
		{"assumption-no-owner", "AS-1", func(_ *risk.Input, r *register) { r.Assumptions[0].Owner = "" }},
		{"countermeasure-no-owner", "CM-9", func(_ *risk.Input, r *register) { one(r).Owner = "" }},
		{"environment-no-owner", "SE-1", func(_ *risk.Input, r *register) { r.Environments[0].Owner = "" }},
		{"worst-case-no-owner", "WC-1", func(_ *risk.Input, r *register) { r.WorstCases[0].Owner = "" }},
		{"scenario-no-owner", "SC-1", func(_ *risk.Input, r *register) { r.Scenarios[0].Owner = "" }},
		{"task-no-owner", "T-1", func(_ *risk.Input, r *register) { r.Tasks[0].Owner = "" }},
	}
	seen := map[string]bool{}
	for i, tt := range tests {
		seen[tt.rule] = true
		t.Run(fmt.Sprint(i, " ", tt.rule), func(t *testing.T) {
			in := lintInput()
			tt.change(&in, &in.Register)
			var got []string
			for _, f := range lint.Findings(in, risk.Rate(in)) {
				got = append(got, f.Rule+" "+f.Key)
				if f.ID == "" || f.Text == "" || f.Mend == "" || f.Clause == "" || f.Title == "" || f.Kind == "" || f.Record == "" {
					t.Errorf("says too little: %+v", f)
				}
			}
			var want []string
			if tt.rule != "" {
				want = []string{tt.rule + " " + tt.key}
			}
			if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
	for _, r := range lint.Rules() {
		if !seen[r.ID] && !slices.Contains(flagCodes, risk.FlagCode(r.ID)) {
			t.Errorf("rule %s has no test", r.ID)
		}
	}
}

// flagCodes are the flags of rating that are findings as well; that they are
// raised is tested with rating.
var flagCodes = []risk.FlagCode{
	risk.FlagMissingHSE, risk.FlagBothCredited, risk.FlagProtectiveFunction, risk.FlagTreatmentMovesNone, risk.FlagUntreated,
	risk.FlagAcceptanceExpired, risk.FlagAcceptanceGrown, risk.FlagOverAuthority, risk.FlagAcceptedIntolerable, risk.FlagStatedFrequency,
}

// one adds a countermeasure to play with.
func one(r *risk.Register) *risk.Countermeasure {
	c := r.Countermeasures[3]
	c.Head = risk.Head{ID: "CM-9", Key: "CM-9", Name: "one more"}
	r.Countermeasures = append(r.Countermeasures, c)
	return &r.Countermeasures[len(r.Countermeasures)-1]
}

func TestFlagsOfRatingAreFindingsInTheSameWords(t *testing.T) {
	in := lintInput()
	in.Register.Scenarios[0].Acceptance = &risk.Acceptance{Until: "2026-01-01", Signed: risk.Signature{Name: "M"}}
	res := risk.Rate(in)
	for _, f := range lint.Findings(in, res) {
		if f.Rule != "acceptance-expired" {
			continue
		}
		if f.ID != "acceptance-expired/SC-1" || !strings.Contains(f.Text, res.Scenarios[0].Acceptance.Why) {
			t.Errorf("finding is %+v", f)
		}
		return
	}
	t.Error("no finding tells of an acceptance that has expired")
}

// The plant knows nothing of countermeasures, so they are looked at beside it.
func TestCountermeasureOfAConduitProtectsIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*risk.Countermeasure)
		open   bool
	}{
		{"encryption that is there", func(*risk.Countermeasure) {}, false},
		{"of another conduit", func(c *risk.Countermeasure) { c.Conduits = []plant.ConduitID{"C-2"} }, true},
		{"that is planned", func(c *risk.Countermeasure) { c.State = risk.MeasurePlanned }, true},
		{"that has expired", func(c *risk.Countermeasure) { c.Expires = "2026-11-01" }, true},
		{"that neither encrypts nor blocks", func(c *risk.Countermeasure) { c.Name = "Yearly look at the aerials" }, true},
	} {
		in := lintInput()
		in.Site.Conduits[0].Wireless = true
		in.Site.Conduits[0].Controls = []string{"access list"}
		m := one(&in.Register)
		m.Name, m.Conduits, m.WholeSite = "WPA3-Enterprise of the plant WLAN", []plant.ConduitID{"C-1"}, false
		c.change(m)
		open := slices.ContainsFunc(lint.All(in, risk.Rate(in), nil), func(f plant.Finding) bool { return f.ID == "untrusted-open/C-1" })
		if open != c.open {
			t.Errorf("%s: open %v, want %v", c.name, open, c.open)
		}
	}
}

func TestTechniquesAreLookedUpInTheReleaseInUse(t *testing.T) {
	var newer catalog.ThreatSet
	release := `{"release": "99.0", "attribution": "made up", "tactics": [{"id": "TA0001", "name": "Any"}], "techniques": [{"id": "T9999", "name": "New", "tactics": ["TA0001"]}]}`
	if err := json.Unmarshal([]byte(release), &newer); err != nil {
		t.Fatal(err)
	}
	in := lintInput()
	in.Register.Scenarios[0].Techniques = []string{"T9999"}
	for _, c := range []struct {
		set  *catalog.ThreatSet
		want bool
	}{{nil, true}, {&newer, false}} {
		in.Threats = c.set
		unknown := slices.ContainsFunc(lint.Findings(in, risk.Rate(in)), func(f plant.Finding) bool { return f.Rule == "technique-unknown" })
		if unknown != c.want {
			t.Errorf("release %s: unknown %v, want %v", in.ThreatSet().Release, unknown, c.want)
		}
	}
}
