package assess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// steps lists the ids of the next steps.
func steps(in assess.Input) []string {
	ids := []string{}
	for _, s := range assess.Next(assess.Assess(in)) {
		ids = append(ids, s.ID)
	}
	return ids
}

func TestNextStepsOfASite(t *testing.T) {
	reached := func(key string) []assess.Verdict { return metUpTo(ofZone(key), sl.Uniform(1)) }
	one := sl.Uniform(1)
	withAssets := func(in assess.Input, unzoned int) assess.Input {
		in.Counts = map[plant.ZoneID]int{"id-Z-01": 3, "": unzoned}
		return in
	}
	z1, z2 := zone("Z-01", one), zone("Z-02", one)
	for _, c := range []struct {
		name string
		in   assess.Input
		want []string
	}{
		{"an empty site begins with its assets and zones", input(plant.Site{}), []string{"import-assets", "add-zones"}},
		{"assets without zones ask for zones, not to be put into one", withAssets(input(plant.Site{}), 4), []string{"add-zones"}},
		{
			"assets in no zone are put into one",
			withAssets(input(zones(z1), reached("Z-01")...), 4), []string{"place-assets"},
		},
		{
			"two zones without a conduit ask for one",
			withAssets(input(zones(z1, z2), append(reached("Z-01"), reached("Z-02")...)...), 0), []string{"add-conduits"},
		},
		{"a zone without target asks for one", withAssets(input(zones(zone("Z-01"))), 0), []string{"set-target:zone:id-Z-01"}},
		{"a zone with nothing answered asks for answers only", withAssets(input(zones(z1)), 0), []string{"answer:zone:id-Z-01"}},
		{
			"a zone that is fully answered and below its target asks to close a gap",
			withAssets(input(zones(z1), append(reached("Z-01"), answer(ofZone("Z-01"), "SR 5.2", assess.NotMet))...), 0),
			[]string{"close-gap:zone:id-Z-01:SR 5.2"},
		},
		{"a zone that reaches its target asks for nothing", withAssets(input(zones(z1), reached("Z-01")...), 0), []string{}},
		{
			"a measure that has expired comes before the gap that it opened",
			withAssets(input(zones(z1), append(reached("Z-01"), compensate(ofZone("Z-01"), "SR 5.2", "guard", "2026-11-24"))...), 0),
			[]string{"renew:zone:id-Z-01:SR 5.2", "close-gap:zone:id-Z-01:SR 5.2"},
		},
		{
			"a measure that ends in thirty days is announced",
			withAssets(input(zones(z1), append(reached("Z-01"), compensate(ofZone("Z-01"), "SR 5.2", "guard", "2026-12-24"))...), 0),
			[]string{"renew:zone:id-Z-01:SR 5.2"},
		},
		{
			"a measure that ends in thirty-one days is not",
			withAssets(input(zones(z1), append(reached("Z-01"), compensate(ofZone("Z-01"), "SR 5.2", "guard", "2026-12-25"))...), 0),
			[]string{},
		},
		{
			"a measure that no target asks for is not",
			withAssets(input(zones(z1), append(reached("Z-01"), compensate(ofZone("Z-01"), "SR 5.2 RE 1", "guard", "2026-01-01"))...), 0),
			[]string{},
		},
	} {
		if diff := cmp.Diff(c.want, steps(c.in)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestNextStepsPutSafetyZonesFirst(t *testing.T) {
	plain, safe := zone("A-01", sl.Uniform(4)), zone("Z-99", sl.Uniform(1))
	safe.Safety = true
	in := input(plant.Site{Zones: []plant.Zone{plain, safe}, Conduits: []plant.Conduit{conduit("C-01", plain, safe), conduit("C-02", plain, plain)}})
	in.Counts = map[plant.ZoneID]int{"id-A-01": 1}
	want := []string{
		"set-target:conduit:id-C-01", "answer:zone:id-Z-99", // safety, or a way into it
		"set-target:conduit:id-C-02", "answer:zone:id-A-01",
	}
	if diff := cmp.Diff(want, steps(in)); diff != "" {
		t.Error(diff)
	}
}

func TestNextStepNamesTheRequirementThatLiftsMost(t *testing.T) {
	z := ofZone("Z-01")
	// All are two levels short. FR 4 needs one for one level, FR 5 two for one
	// level, and FR 6 one, which lifts it by two.
	target := sl.Vector{0, 0, 0, 2, 2, 2, 0}
	verdicts := append(metUpTo(z, target),
		answer(z, "SR 5.1", assess.NotMet), answer(z, "SR 5.2", assess.NotMet),
		answer(z, "SR 6.1", assess.NotMet),
		answer(z, "SR 4.1", assess.NotMet), answer(z, "SR 4.1 RE 1", assess.NotMet),
	)
	got := assess.Next(assess.Assess(withCount(input(zones(zone("Z-01", target)), verdicts...))))
	want := []assess.Step{{
		ID:   "close-gap:zone:id-Z-01:SR 6.1",
		Text: "Meet SR 6.1 (Audit log accessibility) in zone Z-01 (Name of Z-01)",
		Why:  "This alone lifts FR 6 from SL 0 to SL 2; its target is SL 2.",
		Link: assess.Link{Screen: assess.ScreenRequirements, Kind: assess.OfZone, ID: "id-Z-01", Filter: map[string]string{"requirement": "SR 6.1"}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNextStepNamesAllThatIsNeededWhenOneIsNotEnough(t *testing.T) {
	z := ofZone("Z-01")
	target := sl.Vector{sl.RDF: 2}
	verdicts := append(metUpTo(z, target), answer(z, "SR 5.1", assess.NotMet), answer(z, "SR 5.2", assess.Partly), answer(z, "SR 5.1 RE 1", assess.NotMet))
	got := assess.Next(assess.Assess(withCount(input(zones(zone("Z-01", target)), verdicts...))))
	if len(got) != 1 || got[0].Text != "Meet SR 5.1 and SR 5.2 in zone Z-01 (Name of Z-01)" ||
		got[0].Why != "Together this lifts FR 5 from SL 0 to SL 1; its target is SL 2." {
		t.Errorf("%+v", got)
	}
}

func TestEveryStepSaysWhyAndWhere(t *testing.T) {
	a, b := zone("Z-01", sl.Uniform(2)), zone("Z-02")
	in := input(plant.Site{Zones: []plant.Zone{a, b}},
		compensate(ofZone("Z-01"), "SR 5.2", "guard", "2026-11-01"), answer(ofZone("Z-01"), "SR 6.1", assess.NotMet))
	in.Counts = map[plant.ZoneID]int{"": 1, "id-Z-02": 12}
	seen := map[string]bool{}
	for _, s := range assess.Next(assess.Assess(in)) {
		if s.ID == "" || s.Text == "" || !strings.HasSuffix(s.Why, ".") || s.Link.Screen == "" || seen[s.ID] {
			t.Errorf("%+v", s)
		}
		seen[s.ID] = true
	}
	for _, id := range []string{
		"place-assets", "add-conduits", "renew:zone:id-Z-01:SR 5.2", "set-target:zone:id-Z-02", "answer:zone:id-Z-01", "close-gap:zone:id-Z-01:SR 6.1",
	} {
		if !seen[id] {
			t.Errorf("no step %s among %v", id, seen)
		}
	}
}

// withCount puts an asset into zone Z-01, so that no list has to be imported.
func withCount(in assess.Input) assess.Input {
	in.Counts = map[plant.ZoneID]int{"id-Z-01": 1}
	return in
}
