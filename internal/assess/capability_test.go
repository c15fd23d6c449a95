package assess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

func TestWhatAZoneIsCapableOf(t *testing.T) {
	z := ofZone("Z-01")
	plc := component("PLC-1", "Z-01", "PD-1")
	compensated := claim(ofProduct(controller), "CR 6.1", assess.Compensated)
	compensated.Compensating, compensated.Expires = "log server", "2027-12-01"
	withClaims := func(all []assess.Claim, components ...assess.Component) assess.ComponentInput {
		return parts(components, all...)
	}
	for _, c := range []struct {
		name     string
		in       assess.ComponentInput
		verdicts []assess.Verdict
		fr       sl.FR
		level    sl.Level
		reason   string
	}{
		{"its only component claims all", withClaims(claims(controller, 4), plc), nil, sl.TRE, 4, "FR 6 is capable of SL 4, the highest level: every requirement is carried."},
		{"its only component claims SL 2", withClaims(claims(controller, 2), plc), nil, sl.TRE, 2, "FR 6 is capable of SL 2; SL 3 is stopped by SR 6.1 RE 1 (not claimed for the 1 component that it applies to)."},
		{"an asset of no product stands among them", withClaims(claims(controller, 4), plc, component("PLC-2", "Z-01", "", catalog.EmbeddedDevice)), nil, sl.TRE, 0, "SL 1 is stopped by SR 6.1 (not claimed for 1 of 2 components)."},
		{"the asset mends what its product lacks, which is no capability", func() assess.ComponentInput {
			in := withClaims(claims(controller, 4, "CR 6.1"), plc)
			in.Verdicts = []assess.Verdict{claim(ofAsset("PLC-1"), "CR 6.1", assess.Met)}
			return in
		}(), nil, sl.TRE, 0, "SR 6.1 (not claimed for the 1 component that it applies to)"},
		{"a claim by a countermeasure is no capability", withClaims(append(claims(controller, 4, "CR 6.1"), assess.Claim{Verdict: compensated}), plc), nil, sl.TRE, 0, "SR 6.1 (not claimed for the 1 component that it applies to)"},
		{"the zone answers met, but its components do not carry it", withClaims(claims(controller, 1), plc), []assess.Verdict{answer(z, "SR 6.2", assess.Met)}, sl.TRE, 1, "SR 6.2 (not claimed"},
		{"no component is asked for it, and the zone has not answered", withClaims(claims(controller, 4), plc), nil, sl.RDF, 0, "SR 5.2, SR 5.3 and SR 5.4 (all unanswered)"},
		{"no component is asked for it, and the zone answers met", withClaims(claims(controller, 4), plc),
			[]assess.Verdict{answer(z, "SR 5.2", assess.Met), answer(z, "SR 5.3", assess.Met), answer(z, "SR 5.4", assess.Met)}, sl.RDF, 1, "FR 5 is capable of SL 1; SL 2 is stopped by SR 5.1 RE 1 and"},
		{"the zone stands on a countermeasure, which is no capability", withClaims(claims(controller, 4), plc),
			[]assess.Verdict{answer(z, "SR 5.2", assess.Met), answer(z, "SR 5.3", assess.Met), compensate(z, "SR 5.4", "guard", "2027-12-01")}, sl.RDF, 0, "SR 5.4 (held by a countermeasure, which is no capability)"},
		{"the requirement is not applicable to the zone", withClaims(claims(controller, 4, "CR 6.1", "CR 6.1 RE 1"), plc),
			[]assess.Verdict{notApplicable(z, "SR 6.1", "logs nothing", "A. Ito"), notApplicable(z, "SR 6.1 RE 1", "logs nothing", "A. Ito")}, sl.TRE, 4, "capable of SL 4"},
	} {
		in := input(zones(zone("Z-01", sl.Uniform(1))), c.verdicts...)
		in.Components = c.in
		f := of(in, z).FRs[c.fr]
		if f.Capable == nil || *f.Capable != c.level || !strings.Contains(f.CapableReason, c.reason) {
			t.Errorf("%s: %v, %q; want SL %d, …%s…", c.name, f.Capable, f.CapableReason, c.level, c.reason)
		}
	}
}

func TestAZoneWhoseComponentsClaimNothingHasNoCapability(t *testing.T) {
	in := input(zones(zone("Z-01")), answer(ofZone("Z-01"), "SR 6.1", assess.Met))
	for name, components := range map[string]assess.ComponentInput{
		"nothing is known of components": {},
		"the product claims nothing":     parts([]assess.Component{component("SW-1", "Z-01", "PD-2")}, claims(controller, 4)...),
		"the claims are of elsewhere":    parts([]assess.Component{component("PLC-1", "Z-02", "PD-1")}, claims(controller, 4)...),
	} {
		in.Components = components
		sp := of(in, ofZone("Z-01"))
		if sp.Capable != nil || sp.FRs[5].CapableReason != "FR 6 has no SL-C: no component of the zone has claims." {
			t.Errorf("%s: %v, %q", name, sp.Capable, sp.FRs[5].CapableReason)
		}
	}
}

func TestWhatIsTriedOnTheChainOfAForkLeavesTheSiteAsItIs(t *testing.T) {
	e := byComponents()
	before := e.Posture()
	f := e.Fork()
	f.DropClaim(claim(ofProduct(controller), "CR 1.1", "").ID)
	f.PutAsset(component("PLC-7", "Z-01", ""))
	if sp, _ := f.Posture().Of(ofZone("Z-01")); sp.Achieved[sl.IAC] != 0 {
		t.Errorf("the fork did not lose SR 1.1: %v", sp.Achieved)
	}
	g := e.Fork()
	e.DropAsset("id-PLC-1")
	if sp, _ := g.Posture().Of(ofZone("Z-01")); sp.Capable == nil {
		t.Error("what happens to the site has reached a fork made before")
	}
	e.PutAsset(component("PLC-1", "Z-01", "PD-1"))
	e.SetToday("2026-11-25")
	e.SetToday(today)
	after := e.Posture()
	for i := range before.Subjects {
		if d := cmp.Diff(before.Subjects[i], after.Subjects[i]); d != "" {
			t.Errorf("the site has changed: %s", d)
		}
	}
}
