package assess_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

func TestASubjectWithoutTargetHasNoGapAndSaysSo(t *testing.T) {
	sp := of(input(zones(zone("Z-01"))), ofZone("Z-01"))
	if sp.Target != nil || sp.Gap != (sl.Vector{}) || sp.Steps != 0 || sp.Counts.Asked.Total != 0 {
		t.Errorf("%+v", sp)
	}
	if len(sp.Notes) != 1 || !strings.HasPrefix(sp.Notes[0], "No target (SL-T) is set") {
		t.Errorf("notes %q", sp.Notes)
	}
	if sp.Counts.All.Total != 100 || sp.Counts.All.Unanswered != 100 {
		t.Errorf("of all requirements: %+v", sp.Counts.All)
	}
}

func TestCountsAreOverWhatTheTargetAsks(t *testing.T) {
	z := ofZone("Z-01")
	target := sl.Vector{0, 0, 0, 0, 2, 1, 0} // asks for six of FR 5 and one of FR 6
	verdicts := []assess.Verdict{
		answer(z, "SR 5.1", assess.Met), answer(z, "SR 5.2", assess.Partly), answer(z, "SR 5.3", assess.NotMet),
		notApplicable(z, "SR 5.4", "one application only", "A. Ito"),
		compensate(z, "SR 5.1 RE 1", "separate fibre", "2026-01-01"),
		inherit(z, "SR 6.1", ofSite), answer(ofSite, "SR 6.1", assess.Met),
		answer(z, "SR 1.1", assess.Met), // not asked for
	}
	sp := of(input(zones(zone("Z-01", target)), verdicts...), z)
	want := assess.Tally{Total: 7, Holds: 3, Met: 1, Partly: 1, NotMet: 1, NotApplicable: 1, Compensated: 1, Expired: 1, Inherited: 1, Unanswered: 1}
	if diff := cmp.Diff(want, sp.Counts.Asked); diff != "" {
		t.Error(diff)
	}
	if sp.Unanswered != 1 || sp.Counts.Asked.Answered() != 6 {
		t.Errorf("%d unanswered, %d answered; want 1 and 6", sp.Unanswered, sp.Counts.Asked.Answered())
	}
	if all := sp.Counts.All; all.Total != 100 || all.Met != 2 || all.Unanswered != 93 {
		t.Errorf("over the whole set: %+v", all)
	}
}

func TestAConduitWithALowerTargetThanItsEndsIsNoted(t *testing.T) {
	strong, weak := zone("Z-01", sl.Vector{2, 2, 2, 1, 3, 2, 2}), zone("Z-02", sl.Uniform(1))
	site := plant.Site{Zones: []plant.Zone{strong, weak}, Conduits: []plant.Conduit{conduit("C-01", strong, weak, sl.Vector{2, 2, 2, 1, 2, 1, 2})}}
	sp := of(input(site), ofConduit("C-01"))
	want := []string{"The target lies below that of zone Z-01, which it joins, in FR 5 (SL 2 below SL 3) and FR 6 (SL 1 below SL 2)."}
	if diff := cmp.Diff(want, sp.Notes); diff != "" {
		t.Error(diff)
	}
	site.Conduits[0].Target.Vector = sl.Uniform(3)
	if sp := of(input(site), ofConduit("C-01")); len(sp.Notes) != 0 {
		t.Errorf("a conduit that asks enough has the notes %q", sp.Notes)
	}
}

func TestSafetyComesFromTheZoneAndReachesItsConduits(t *testing.T) {
	flagged, kind, plain := zone("Z-01"), zone("Z-02"), zone("Z-03")
	flagged.Safety, kind.Kind = true, plant.ZoneSafety
	site := plant.Site{
		Zones:    []plant.Zone{flagged, kind, plain},
		Conduits: []plant.Conduit{conduit("C-01", plain, kind), conduit("C-02", plain, plain)},
	}
	want := map[string]bool{"Z-01": true, "Z-02": true, "Z-03": false, "C-01": true, "C-02": false}
	for _, sp := range assess.Assess(input(site)).Subjects {
		if sp.Safety != want[sp.Key] {
			t.Errorf("%s: safety %v, want %v", sp.Key, sp.Safety, want[sp.Key])
		}
	}
}

func TestSubjectsAreZonesByKeyThenConduitsByKey(t *testing.T) {
	a, b := zone("Z-02"), zone("Z-01")
	site := plant.Site{Zones: []plant.Zone{a, b}, Conduits: []plant.Conduit{conduit("C-02", a, b), conduit("C-01", a, b)}}
	var keys []string
	for _, sp := range assess.Assess(input(site)).Subjects {
		keys = append(keys, sp.Key)
	}
	if got := strings.Join(keys, " "); got != "Z-01 Z-02 C-01 C-02" {
		t.Errorf("order %s", got)
	}
}

func TestTheSiteItselfIsASubjectWithoutTarget(t *testing.T) {
	p := assess.Assess(input(zones(zone("Z-01", sl.Uniform(1))), answer(ofSite, "SR 6.1", assess.Met)))
	sp, ok := p.Of(ofSite)
	if !ok || sp.Target != nil || sp.Achieved[sl.TRE] != 1 || sp.Key != "S-1" || len(sp.Notes) != 0 {
		t.Errorf("%+v", sp)
	}
	if p.Summary.Gap.Subjects != 1 || len(p.Subjects) != 1 {
		t.Errorf("the site counts as a subject: %+v", p.Summary.Gap)
	}
}

func TestAssetsAreCountedWhenNobodyHasCounted(t *testing.T) {
	site := zones(zone("Z-01"))
	for i := range 5 {
		a := plant.Asset{Key: fmt.Sprint("A-", i)}
		if i < 3 {
			a.Zone = "id-Z-01"
		}
		site.Assets = append(site.Assets, a)
	}
	p := assess.Assess(input(site))
	if p.Subjects[0].Assets != 3 || p.Summary.Unzoned != 2 || p.Summary.Assets != 5 {
		t.Errorf("%d in the zone, %d in none, %d in all", p.Subjects[0].Assets, p.Summary.Unzoned, p.Summary.Assets)
	}
	in := input(site)
	in.Counts = map[plant.ZoneID]int{"id-Z-01": 40, "": 2}
	if p := assess.Assess(in); p.Subjects[0].Assets != 40 || p.Summary.Assets != 42 {
		t.Errorf("the count that was handed in was not taken: %+v", p.Summary)
	}
}

func TestExpiriesListTheEarliestFirst(t *testing.T) {
	z := ofZone("Z-01")
	sp := of(input(zones(zone("Z-01", sl.Vector{sl.TRE: 1})),
		compensate(z, "SR 1.1", "guard", "2027-03-01"), compensate(z, "SR 6.1", "read-out", "2026-11-01")), z)
	want := []assess.Expiry{
		{Requirement: "SR 6.1", Measure: "read-out", On: "2026-11-01", Expired: true, Asked: true},
		{Requirement: "SR 1.1", Measure: "guard", On: "2027-03-01"},
	}
	if diff := cmp.Diff(want, sp.Expiries); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownDayLetsEveryMeasureExpire(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Vector{sl.TRE: 1})), compensate(ofZone("Z-01"), "SR 6.1", "read-out", "2099-01-01"))
	in.Today = ""
	if sp := of(in, ofZone("Z-01")); sp.Achieved[sl.TRE] != 0 {
		t.Error("a measure held a level up on an unknown day")
	}
}

func TestPostureInJSONHasListsAndNoNulls(t *testing.T) {
	b, err := json.Marshal(assess.Assess(input(zones(zone("Z-01", sl.Uniform(4))))))
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"stops", "toTarget", "notes", "expiries", "subjects"} {
		if strings.Contains(string(b), `"`+field+`":null`) {
			t.Errorf("%s is null", field)
		}
	}
	if !strings.Contains(string(b), `"achieved":[0,0,0,0,0,0,0]`) {
		t.Error("SL-A is not a list of seven numbers")
	}
}
