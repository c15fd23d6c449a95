package assess_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

func TestWhatIsTriedOnAForkLeavesTheSiteAsItIs(t *testing.T) {
	a, b := zone("Z-01", sl.Uniform(1)), zone("Z-02", sl.Uniform(1))
	site := plant.Site{Zones: []plant.Zone{a, b}, Conduits: []plant.Conduit{conduit("C-01", a, b, sl.Uniform(1))}}
	in := input(site, append(but(ofZone("Z-01"), "SR 1.1"), inherit(ofZone("Z-02"), "SR 1.1", ofConduit("C-01")))...)
	e := assess.NewEngine(in)
	before := e.Posture()

	f := e.Fork()
	if got := f.Suppose(ofZone("Z-01"), []catalog.RequirementID{"SR 1.1", "SR 1.3", "SR 9.9"}); !cmp.Equal(got, []catalog.RequirementID{"SR 1.1"}) {
		t.Errorf("supposed %v, want SR 1.1 alone: SR 1.3 holds and SR 9.9 is none", got)
	}
	f.DropConduit("id-C-01")
	f.SetAssets("id-Z-02", 7)
	f.PutZone(zone("Z-01", sl.Uniform(3)))
	after := f.Posture()
	if sp, _ := after.Of(ofZone("Z-01")); sp.Achieved[sl.IAC] != 1 || sp.Target[0] != 3 {
		t.Errorf("on the fork Z-01 is at %v of %v", sp.Achieved, sp.Target)
	}
	if sp, _ := after.Of(ofZone("Z-02")); sp.Assets != 7 {
		t.Errorf("on the fork Z-02 has %d assets", sp.Assets)
	}
	if len(after.Subjects) != 2 {
		t.Errorf("on the fork %d subjects are left, want 2", len(after.Subjects))
	}
	// Asked anew, not from what it remembers.
	e.SetToday("2026-11-25")
	e.SetToday(today)
	if d := cmp.Diff(before, e.Posture()); d != "" {
		t.Errorf("the site has changed: %s", d)
	}
}
