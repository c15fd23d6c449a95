package risk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// view is the threats with the given requirements met everywhere.
func view(in risk.Input, met ...catalog.RequirementID) map[string]risk.SubjectThreats {
	m := risk.ThreatView(in, risk.Rate(in), catalog.Threats(), func(_ assess.Subject, id catalog.RequirementID) assess.Effective {
		if slices.Contains(met, id) {
			return assess.Effective{State: assess.Met, CountsAs: assess.Met, Holds: true, Why: "met"}
		}
		return assess.Effective{State: assess.Unanswered, CountsAs: assess.Unanswered, Why: "unanswered"}
	})
	out := map[string]risk.SubjectThreats{}
	for _, s := range m.Subjects {
		out[s.Key] = s
	}
	return out
}

func technique(s risk.SubjectThreats, id string) (risk.TechniqueThreat, bool) {
	i := slices.IndexFunc(s.Techniques, func(t risk.TechniqueThreat) bool { return t.ID == id })
	if i < 0 {
		return risk.TechniqueThreat{}, false
	}
	return s.Techniques[i], true
}

func TestTechniquesReachWhereTheirKindOfAssetStands(t *testing.T) {
	in := site([]plant.Zone{zone("Z"), zone("Y")}, []plant.Conduit{conduit("C", "Z", "Y")})
	in.Site.Assets = []plant.Asset{
		{Key: "PLC-1", Role: "plc", Type: plant.EmbeddedDevice, Zone: "Z"},
		{Key: "PLC-2", Role: "plc", Type: plant.EmbeddedDevice, Zone: "Z"},
		{Key: "CAM-1", Role: "camera", Zone: "Z"},
		{Key: "OLD-1", Role: "historian", Zone: "Z", Retired: "2026-01-01"},
		{Key: "PC-1", Type: plant.HostDevice, Zone: "Y"},
	}
	got := view(in)
	kinds := []risk.PresentKind{{ID: "A0003", Name: "Programmable Logic Controller (PLC)", Assets: 2, Why: "PLC-1 is a plc: a PLC runs the control program."}}
	if diff := cmp.Diff(kinds, got["Z"].Kinds); diff != "" {
		t.Error(diff)
	}
	if got["Z"].Unplaced != 1 {
		t.Errorf("%d assets are of no kind, want the camera", got["Z"].Unplaced)
	}
	plc, _ := catalog.Threats().Asset("A0003")
	if len(got["Z"].Techniques) != len(plc.Techniques) || got["Z"].Reaching != len(plc.Techniques) {
		t.Errorf("%d techniques reach the PLC's zone, want %d", len(got["Z"].Techniques), len(plc.Techniques))
	}
	if _, ok := technique(got["Y"], "T0843"); ok {
		t.Error("a program download reaches a zone without a controller")
	}
	if _, ok := technique(got["Z"], "T0843"); !ok {
		t.Error("a program download does not reach the PLC")
	}
	if c := got["C"]; len(c.Techniques) != 0 || c.Why != "No scenario of the conduit names a technique." {
		t.Errorf("%+v", c)
	}
}

func TestTechniqueIsCoveredByTheRequirementsOfItsMitigations(t *testing.T) {
	in := site([]plant.Zone{zone("Z")}, nil)
	in.Site.Assets = []plant.Asset{{Key: "PLC-1", Role: "plc", Zone: "Z"}}
	ids := catalog.Threats().Requirements("T0843")
	if len(ids) < 2 {
		t.Fatalf("T0843 is worked against by %v", ids)
	}
	for _, c := range []struct {
		name string
		met  []catalog.RequirementID
		want risk.ThreatState
	}{
		{"nothing met is open", nil, risk.ThreatOpen},
		{"one met is partly", ids[:1], risk.ThreatPartly},
		{"all met is covered", ids, risk.ThreatCovered},
	} {
		got, _ := technique(view(in, c.met...)["Z"], "T0843")
		if got.State != c.want || got.Met != len(c.met) || len(got.Requirements) != len(ids) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	all := view(in)["Z"]
	if all.Covered+all.Partly+all.Open+all.Unmatched != all.Reaching || all.Unmatched == 0 {
		t.Errorf("the counts do not add up: %s", all.Why)
	}
	// "Graphical User Interface" has no mitigation but the one that says there is none.
	in.Site.Assets[0].Role = "hmi"
	if got, ok := technique(view(in)["Z"], "T0823"); !ok || got.State != risk.ThreatUnmatched || len(got.Requirements) != 0 {
		t.Errorf("T0823: %+v", got)
	}
}

func TestScenarioBringsItsTechniquesToItsSubject(t *testing.T) {
	s := scenario("SC-1", "Z", 3, 3, true)
	s.Techniques = []string{"T0843", "T0810", "T9999"}
	onConduit := scenario("SC-2", "", 3, 3, true)
	onConduit.Conduit, onConduit.Techniques = "C", []string{"T0886"}
	in := site([]plant.Zone{zone("Z"), zone("Y")}, []plant.Conduit{conduit("C", "Z", "Y")}, s, onConduit)
	got := view(in)
	named, ok := technique(got["Z"], "T0843")
	if !ok || named.Reaches || !slices.Contains(named.Keys, "SC-1") || !strings.Contains(named.Why, "named by SC-1; no asset of the zone") {
		t.Errorf("%+v", named)
	}
	if _, ok := technique(got["C"], "T0886"); !ok {
		t.Error("the conduit does not show the technique of its scenario")
	}
	stale := risk.StaleTechniques(in.Register, catalog.Threats())
	if len(stale) != 2 || stale[0].Technique != "T0810" || !strings.Contains(stale[0].Text, "deprecated") ||
		!strings.Contains(stale[1].Text, "T9999, which ATT&CK for ICS 18.1 does not have") {
		t.Errorf("%+v", stale)
	}
}

// Each kind that roles stand for is one of the release, else nothing would ever
// reach such an asset and nobody would notice.
func TestEachRoleStandsForKindsOfTheRelease(t *testing.T) {
	without := []plant.AssetRole{"camera", "printer", "other"}
	for _, role := range plant.AssetRoles {
		in := site([]plant.Zone{zone("Z")}, nil)
		in.Site.Assets = []plant.Asset{{Key: "A", Role: role, Zone: "Z", Type: plant.EmbeddedDevice}}
		if kinds := view(in)["Z"].Kinds; (len(kinds) == 0) != slices.Contains(without, role) {
			t.Errorf("%s stands for %v", role, kinds)
		}
	}
}
