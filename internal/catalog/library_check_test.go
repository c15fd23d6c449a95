package catalog_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
)

func brokenAt(broken []catalog.Broken) string {
	var at []string
	for _, b := range broken {
		at = append(at, b.Pointer)
	}
	return strings.Join(at, " ")
}

func TestCheckLicensedText(t *testing.T) {
	set := catalog.SystemSet()
	good := catalog.LicensedText{Set: set.ID, Requirement: "SR 1.1", Text: "Wording"}
	with := func(fn func(*catalog.LicensedText)) catalog.LicensedText { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    catalog.LicensedText
		set  *catalog.Set
		want string
	}{
		{"of a requirement", good, set, ""},
		{"of a requirement that is none", with(func(x *catalog.LicensedText) { x.Requirement = "SR 9.9" }), set, "/requirement"},
		{"of a whole set", with(func(x *catalog.LicensedText) { x.Requirement = "" }), set, "/requirement"},
		{"of a set that nobody knows", good, nil, "/set"},
		{"that is empty", with(func(x *catalog.LicensedText) { x.Text = " \n" }), set, "/text"},
		{"that is too long by a byte", with(func(x *catalog.LicensedText) { x.Text = strings.Repeat("x", catalog.MostTextBytes+1) }), set, "/text"},
		{"that is as long as it may be", with(func(x *catalog.LicensedText) { x.Text = strings.Repeat("x", catalog.MostTextBytes) }), set, ""},
		{"with a bell in it", with(func(x *catalog.LicensedText) { x.Text = "ding\a" }), set, "/text"},
	} {
		if got := brokenAt(catalog.CheckLicensedText(c.x, c.set)); got != c.want {
			t.Errorf("a text %s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckFreshness(t *testing.T) {
	set := catalog.SystemSet()
	for _, c := range []struct {
		name string
		x    catalog.Freshness
		want string
	}{
		{"for a whole set", catalog.Freshness{Set: set.ID, Days: 365}, ""},
		{"for one requirement", catalog.Freshness{Set: set.ID, Requirement: "SR 7.3", Days: 90}, ""},
		{"for no day at all", catalog.Freshness{Set: set.ID}, "/days"},
		{"for a century and more", catalog.Freshness{Set: set.ID, Days: 40_000}, "/days"},
		{"for a requirement that is none", catalog.Freshness{Set: set.ID, Requirement: "X", Days: 1}, "/requirement"},
	} {
		if got := brokenAt(catalog.CheckFreshness(c.x, set)); got != c.want {
			t.Errorf("a rule %s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckPairDecision(t *testing.T) {
	walk := &catalog.Crosswalk{ID: "own", From: catalog.SystemRequirements, To: catalog.SystemRequirements, Pairs: []catalog.Pair{{From: "PR.AC-1", To: "SR 1.1"}}}
	set := catalog.SystemSet()
	good := catalog.PairDecision{Crosswalk: "own", From: "PR.AC-1", To: "SR 1.1", State: catalog.Confirmed}
	with := func(fn func(*catalog.PairDecision)) catalog.PairDecision { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    catalog.PairDecision
		want string
	}{
		{"on a pair of the source", good, ""},
		{"on a pair that the source does not have", with(func(x *catalog.PairDecision) { x.From, x.To = "SR 1.2", "SR 1.3" }), ""},
		{"on ends that are none", with(func(x *catalog.PairDecision) { x.From, x.To = "A", "B" }), "/from /to"},
		{"that only suggests", with(func(x *catalog.PairDecision) { x.State = catalog.Suggested }), "/state"},
		{"with a strength that is none", with(func(x *catalog.PairDecision) { x.Strength = "strong" }), "/strength"},
		{"on a day that does not exist", with(func(x *catalog.PairDecision) { x.On = "2026-02-30" }), "/on"},
	} {
		if got := brokenAt(catalog.CheckPairDecision(c.x, walk, set, set)); got != c.want {
			t.Errorf("a decision %s: broken at %q, want %q", c.name, got, c.want)
		}
	}
	if got := brokenAt(catalog.CheckPairDecision(good, nil, nil, nil)); got != "/crosswalk" {
		t.Errorf("a decision on no crosswalk: broken at %q", got)
	}
}
