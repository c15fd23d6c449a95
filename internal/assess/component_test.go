package assess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

func TestWhatAProductIsCapableOf(t *testing.T) {
	na := claim(ofProduct(controller), "CR 1.1 RE 1", assess.NotApplicable)
	na.Reason, na.Approver = "has no people", "A. Ito"
	expired := claim(ofProduct(controller), "CR 1.1", assess.Compensated)
	expired.Compensating, expired.Expires = "guard", "2026-11-24"
	for _, c := range []struct {
		name   string
		claims []assess.Claim
		level  sl.Level // of FR 1
		reason string
	}{
		{"nothing is claimed", nil, 0, "FR 1 reaches SL 0; SL 1 is stopped by CR 1.1, CR 1.3, CR 1.4, CR 1.5, CR 1.7, CR 1.10, CR 1.11 and CR 1.12 (all unanswered)."},
		{"everything up to SL 2 is claimed", claims(controller, 2), 2, "FR 1 reaches SL 2; SL 3 is stopped by CR 1.1 RE 2"},
		{"everything up to SL 4 is claimed", claims(controller, 4), 4, "FR 1 reaches SL 4, the highest level: every requirement holds."},
		{"one of SL 2 is missing, however much of SL 4 is there", claims(controller, 4, "CR 1.8"), 1, "SL 2 is stopped by CR 1.8 (unanswered)."},
		{"it is not applicable, with reason and approver", append(claims(controller, 2, "CR 1.1 RE 1"), assess.Claim{Verdict: na}), 2, "FR 1 reaches SL 2"},
		{"a countermeasure has expired", append(claims(controller, 2, "CR 1.1"), assess.Claim{Verdict: expired}), 0, "compensating measure expired on 2026-11-24"},
		{"it is inherited, which no product can", append(claims(controller, 2, "CR 1.1"), assess.Claim{Verdict: claim(ofProduct(controller), "CR 1.1", assess.Inherited)}), 0, "stopped by CR 1.1"},
		{"another product claims it", claims(netSwitch, 4), 0, "SL 1 is stopped by"},
	} {
		p := assess.NewChain(parts(nil, c.claims...)).Capability("PD-1")
		f := p.FRs[sl.IAC]
		if p.Capable[sl.IAC] != c.level || *f.Capable != c.level || !strings.Contains(f.CapableReason, c.reason) {
			t.Errorf("%s: SL %d, %q; want SL %d, …%s…", c.name, p.Capable[sl.IAC], f.CapableReason, c.level, c.reason)
		}
		if *f.Target != 2 || f.Gap != max(0, 2-c.level) {
			t.Errorf("%s: target %d, gap %d", c.name, *f.Target, f.Gap)
		}
	}
}

func TestAProductOfTwoTypesIsAskedOnceForWhatTheyShare(t *testing.T) {
	both := assess.Product{ID: "PD-3", Types: []catalog.ComponentType{catalog.HostDevice, catalog.NetworkDevice}}
	in := parts(nil)
	in.Products = append(in.Products, both)
	p := assess.NewChain(in).Capability("PD-3")
	seen := map[catalog.RequirementID]int{}
	for _, a := range p.Answers {
		seen[a.Requirement.ID]++
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s is asked %d times", id, n)
		}
	}
	for id, want := range map[catalog.RequirementID]int{"CR 1.1": 1, "HDR 2.4": 1, "NDR 5.2": 1, "EDR 2.4": 0, "SAR 2.4": 0, "CR 2.4": 0} {
		if seen[id] != want {
			t.Errorf("%s is asked %d times, want %d", id, seen[id], want)
		}
	}
	if got, want := len(p.Answers)+len(p.Constraints), len(catalog.ComponentSet().For(both.Types)); got != want || p.Counts.Total != want {
		t.Errorf("%d answers and %d counted, the types are asked %d", got, p.Counts.Total, want)
	}
}

func TestTheConstraintsStandApartAndMakeAClaimConditional(t *testing.T) {
	p := assess.NewChain(parts(nil, claims(controller, 4)...)).Capability("PD-1")
	if p.Conditional != "" || len(p.Constraints) != 4 || p.Constraints[0].Requirement.ID != "CCSC 1" {
		t.Errorf("with all constraints held: %q, %d constraints", p.Conditional, len(p.Constraints))
	}
	p = assess.NewChain(parts(nil, claims(controller, 4, "CCSC 3")...)).Capability("PD-1")
	if p.Conditional != "The levels are conditional, because what holds at every level is not shown: CCSC 3 (unanswered)." {
		t.Errorf("%q", p.Conditional)
	}
	if p.Capable != sl.Uniform(4) {
		t.Errorf("a constraint has no level, but SL-C is %v", p.Capable)
	}
}

func TestAnInstalledAssetAnswersBeforeItsProduct(t *testing.T) {
	off := claim(ofAsset("PLC-1"), "CR 1.1 RE 1", assess.NotMet)
	patched := claim(ofAsset("PLC-2"), "CR 1.1 RE 2", assess.Met)
	in := parts([]assess.Component{
		component("PLC-1", "Z-01", "PD-1"), component("PLC-2", "Z-01", "PD-1"),
		component("PLC-3", "Z-01", "", catalog.EmbeddedDevice), component("SW-1", "Z-01", "PD-2"),
	}, claims(controller, 3, "CR 1.1 RE 2")...)
	in.Verdicts = []assess.Verdict{off, patched}
	chain := assess.NewChain(in)
	for key, want := range map[string]struct {
		level sl.Level
		note  string
	}{
		"PLC-1": {1, ""}, "PLC-2": {3, ""},
		"PLC-3": {0, "No product of the library matches this asset, so no claim speaks for it."},
		"SW-1":  {0, "Its product has no claims, so only its own answers count."},
	} {
		p, ok := chain.Asset(component(key, "", "").Asset)
		if !ok || p.Capable[sl.IAC] != want.level || p.Note != want.note {
			t.Errorf("%s: SL %d, %q; want SL %d, %q (%s)", key, p.Capable[sl.IAC], p.Note, want.level, want.note, p.FRs[0].Reason)
		}
	}
	p, _ := chain.Asset("id-PLC-1")
	for _, a := range p.Answers {
		if own := a.Requirement.ID == off.Requirement; a.Own != own {
			t.Errorf("%s: own is %v", a.Requirement.ID, a.Own)
		} else if own && (a.Claim == nil || a.Claim.State != assess.Met || a.Verdict.State != assess.NotMet) {
			t.Errorf("the claim behind the asset's own answer is %+v", a.Claim)
		}
	}
	if _, ok := chain.Asset("id-PLC-9"); ok {
		t.Error("an asset that does not exist has a posture")
	}
}

func TestChangesOneByOneEndWhereTheWholeEnds(t *testing.T) {
	x := component("PLC-1", "Z-01", "PD-1")
	step := assess.NewChain(parts(nil))
	for _, c := range claims(controller, 2) {
		step.PutClaim(c)
	}
	step.PutAsset(x)
	step.PutVerdict(claim(ofAsset("PLC-1"), "CR 1.8", assess.NotMet))
	whole := parts([]assess.Component{x}, claims(controller, 2)...)
	whole.Verdicts = []assess.Verdict{claim(ofAsset("PLC-1"), "CR 1.8", assess.NotMet)}
	want, _ := assess.NewChain(whole).Asset("id-PLC-1")
	got, _ := step.Asset("id-PLC-1")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
