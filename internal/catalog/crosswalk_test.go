package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
)

func TestTheProgramCarriesTheCrosswalks(t *testing.T) {
	for id, want := range map[string]struct {
		pairs  int
		direct bool
	}{
		"csf-1.1-2-1": {171, true}, "csf-1.1-3-3": {118, true},
		"csf-2.0-2-1": {238, false}, "csf-2.0-3-3": {158, false},
		"iso-27001-2-1": {249, false}, "iso-27001-3-3": {225, false},
		"attack-3-3": {37, true}, "attack-4-2": {52, true}, "attack-sp-800-53": {45, true}, "sp-800-53-3-3": {26, false},
		"anssi-2-1": {105, true}, "anssi-2-4": {153, true}, "anssi-3-2": {17, true}, "anssi-3-3": {123, true},
		"anssi-4-1": {38, true}, "anssi-4-2": {136, true},
		"2-1-2024-3-3": {62, false}, "2-1-2010-2024": {-1, false},
	} {
		c, ok := catalog.FindCrosswalk(id)
		if !ok {
			t.Errorf("the program does not carry the crosswalk %s", id)
			continue
		}
		if want.pairs >= 0 && (len(c.Pairs) != want.pairs || c.Direct != want.direct) {
			t.Errorf("%s has %d pairs, direct %t; want %d, %t", id, len(c.Pairs), c.Direct, want.pairs, want.direct)
		}
		if c.ID != id {
			t.Errorf("the pack of %s holds %s", id, c.ID)
		}
		if strings.HasPrefix(id, "anssi") && !strings.Contains(c.Attribution, "Licence Ouverte") {
			t.Errorf("%s does not name ANSSI as its source", id)
		}
	}
}

func TestEveryPairLeadsFromARequirementToAnother(t *testing.T) {
	for _, c := range catalog.Crosswalks() {
		from, to := set(t, c.From), set(t, c.To)
		for _, p := range c.Pairs {
			if len(from.Resolve(p.From)) == 0 || len(to.Resolve(p.To)) == 0 {
				t.Errorf("%s: %s or %s does not exist", c.ID, p.From, p.To)
			}
			if derived := !c.Direct; c.ID != "2-1-2010-2024" && (derived != (p.State == catalog.Suggested) || derived != (len(p.Via) > 0)) {
				t.Errorf("%s: %s to %s is %s over %v", c.ID, p.From, p.To, p.State, p.Via)
			}
		}
	}
}

func TestAKnownPairIsFoundFromBothEnds(t *testing.T) {
	c, _ := catalog.FindCrosswalk("csf-1.1-3-3")
	if p := c.Leading("ID.AM-1"); len(p) != 1 || p[0].To != "SR 7.8" {
		t.Errorf("ID.AM-1 leads to %+v, NIST names SR 7.8", p)
	}
	if !slices.ContainsFunc(c.Reaching("SR 7.8"), func(p catalog.Pair) bool { return p.From == "ID.AM-2" }) {
		t.Error("SR 7.8 is not reached from ID.AM-2")
	}
}

func crosswalk(pairs ...catalog.Pair) *catalog.Crosswalk {
	return &catalog.Crosswalk{ID: "x", From: "a:1", To: "b:1", Direct: true, Pairs: pairs}
}

func TestADecisionTakesThePlaceOfTheSource(t *testing.T) {
	c := crosswalk(
		catalog.Pair{From: "A1", To: "B1", Strength: catalog.Related, State: catalog.Suggested, Via: []catalog.RequirementID{"V"}},
		catalog.Pair{From: "A1", To: "B2", Strength: catalog.Related, State: catalog.Confirmed},
	)
	got := catalog.Decide(c, []catalog.PairDecision{
		{Crosswalk: "x", From: "A1", To: "B1", State: catalog.Confirmed, Strength: catalog.Equal, Note: "same control"},
		{Crosswalk: "x", From: "A1", To: "B2", State: catalog.Rejected},
		{Crosswalk: "x", From: "A2", To: "B2", State: catalog.Confirmed},
		{Crosswalk: "y", From: "A1", To: "B3", State: catalog.Confirmed},
	}).Pairs
	want := []catalog.Pair{
		{From: "A1", To: "B1", Strength: catalog.Equal, State: catalog.Confirmed, Via: []catalog.RequirementID{"V"}, Note: "same control"},
		{From: "A1", To: "B2", Strength: catalog.Related, State: catalog.Rejected},
		{From: "A2", To: "B2", Strength: catalog.Related, State: catalog.Confirmed},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c.Pairs[0].State != catalog.Suggested || len(c.Pairs) != 2 {
		t.Error("the shared crosswalk was changed")
	}
}

func TestReversedWhatSettlesIsAPart(t *testing.T) {
	r := crosswalk(catalog.Pair{From: "A1", To: "B1", Strength: catalog.Superset}, catalog.Pair{From: "A2", To: "B1", Strength: catalog.Subset, Whole: true}).Reverse()
	want := []catalog.Pair{{From: "B1", To: "A1", Strength: catalog.Subset}, {From: "B1", To: "A2", Strength: catalog.Superset}}
	if diff := cmp.Diff(want, r.Pairs); diff != "" || r.From != "b:1" {
		t.Errorf("from %s: %s", r.From, diff)
	}
}

func TestTwoStepsGiveASuggestion(t *testing.T) {
	csf, _ := catalog.FindCrosswalk("csf-1.1-2-1")
	onward := &catalog.Crosswalk{ID: "y", From: catalog.ProgramRequirements2010, To: catalog.ProgramRequirements, Pairs: []catalog.Pair{
		{From: "4.2.3.4", To: "CM 1.1", Strength: catalog.Equal, State: catalog.Confirmed},
		{From: "4.2.3.4", To: "CM 1.2", Strength: catalog.Equal, State: catalog.Rejected},
	}}
	got := catalog.Through(csf, set(t, catalog.ProgramRequirements2010), onward).Leading("ID.AM-1")
	want := []catalog.Pair{{From: "ID.AM-1", To: "CM 1.1", Strength: catalog.Related, State: catalog.Suggested, Via: []catalog.RequirementID{"4.2.3.4"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

const smallCrosswalk = `format: ringwall-crosswalk/1
id: x
title: T
from: "a:1"
to: "b:1"
source: S
direct: true
pairs:
  - {from: A1, to: B1, strength: equal, state: confirmed}
  - {from: A1, to: B2, strength: subset, state: suggested, via: [V]}
rest:
  - {set: "a:1", requirement: A9, why: dropped}
`

func TestParseCrosswalkRefusesABrokenPack(t *testing.T) {
	if c, err := catalog.ParseCrosswalk(strings.NewReader(smallCrosswalk)); err != nil || len(c.Pairs) != 2 || c.Pairs[1].Via[0] != "V" {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"another format", "crosswalk/1", "crosswalk/2", `the format is "ringwall-crosswalk/2"`},
		{"no source", "source: S", "source: ''", "has no source"},
		{"one set twice", "b:1", "a:1", "leads from a:1 to itself"},
		{"a strength nobody knows", "equal", "strong", `line 9, pair "A1" to "B1": strength is "strong"`},
		{"a state nobody knows", "suggested", "perhaps", `state is "perhaps", it is one of suggested, confirmed or rejected`},
		{"a pair twice", "to: B2", "to: B1", "the pair stands twice"},
		{"an end without id", "to: B2", "to: ''", "each end is an id"},
		{"whole things as parts", "equal,", "equal, whole: true,", "the strength is subset"},
		{"a field nobody knows", "via:", "over:", "field over not found"},
		{"an unpaired requirement of a third set", `set: "a:1"`, `set: "c:1"`, "line 12: an unpaired requirement"},
	} {
		broken := strings.Replace(smallCrosswalk, c.old, c.new, 1)
		if _, err := catalog.ParseCrosswalk(strings.NewReader(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want it to say %q", c.name, err, c.want)
		}
	}
}

func FuzzParseCrosswalk(f *testing.F) {
	f.Add(smallCrosswalk)
	f.Add("format: ringwall-crosswalk/1\npairs: [{from: &a x, to: *a}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := catalog.ParseCrosswalk(strings.NewReader(text))
		if (c == nil) == (err == nil) {
			t.Fatalf("crosswalk %v with error %v", c, err)
		}
		if c == nil {
			return
		}
		if len(c.Reverse().Reverse().Pairs) != len(c.Pairs) || len(c.Leading(c.Pairs[0].From)) == 0 || len(c.Reaching(c.Pairs[0].To)) == 0 {
			t.Errorf("%+v was accepted", c)
		}
	})
}
