package assess_test

import (
	"errors"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// withheld leaves a requirement undone for the plant's good.
func withheld(s assess.Subject, id catalog.RequirementID, until plant.Date) assess.Verdict {
	v := answer(s, id, assess.NotApplied)
	v.Function, v.Reason, v.Approver = "EF-01", "the lock would stop the pump", "A. Ito"
	v.Compensating, v.Expires = "guard at the desk", until
	return v
}

func TestWhatIsNotAppliedCountsAsTheCountermeasureInItsStead(t *testing.T) {
	z := ofZone("Z-01")
	change := func(fn func(*assess.Verdict)) assess.Verdict {
		v := withheld(z, "SR 1.11", "2027-12-01")
		fn(&v)
		return v
	}
	for _, c := range []struct {
		name    string
		verdict assess.Verdict
		holds   bool
		expired bool
		why     string
	}{
		{"as long as it stands", withheld(z, "SR 1.11", "2027-12-01"), true, false, "not applied, so that essential function EF-01 keeps running, with guard at the desk in its stead until 2027-12-01"},
		{"on the day it expires no more", withheld(z, "SR 1.11", today), false, true, "EF-01 keeps running, but the countermeasure in its stead expired on 2026-11-24"},
		{"without a countermeasure never", change(func(v *assess.Verdict) { v.Compensating = "" }), false, false, "without a countermeasure"},
		{"without an end never", change(func(v *assess.Verdict) { v.Expires = "" }), false, false, "without a countermeasure that has an expiry date"},
		{"without an essential function never", change(func(v *assess.Verdict) { v.Function = "" }), false, false, "without the essential function"},
		{"without anybody who agreed never", change(func(v *assess.Verdict) { v.Approver = "" }), false, false, "without reason and approver"},
	} {
		in := input(zones(zone("Z-01", sl.Uniform(1)), zone("Z-02")), c.verdict, inherit(ofZone("Z-02"), "SR 1.11", z))
		e := effective(in, z, "SR 1.11")
		if e.Holds != c.holds || e.Expired != c.expired || !strings.Contains(e.Why, c.why) {
			t.Errorf("%s: %+v, want %v, %v, …%s…", c.name, e, c.holds, c.expired, c.why)
		}
		if heir := effective(in, ofZone("Z-02"), "SR 1.11"); heir.Holds != c.holds || !strings.Contains(heir.Why, c.why) {
			t.Errorf("%s: who inherits it has %+v", c.name, heir)
		}
		tally := of(in, z).Counts.All
		if tally.NotApplied != 1 || tally.Expired != map[bool]int{true: 1}[c.expired] {
			t.Errorf("%s: counted as %+v", c.name, tally)
		}
	}
}

func TestTheEndOfACountermeasureInItsSteadIsAnnounced(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(1))), withheld(ofZone("Z-01"), "SR 1.11", "2026-12-01"))
	x := of(in, ofZone("Z-01")).Expiries
	if len(x) != 1 || x[0].Requirement != "SR 1.11" || x[0].On != "2026-12-01" || x[0].Measure != "guard at the desk" {
		t.Errorf("%+v", x)
	}
}

func TestCheckVerdictOfTheOtherStatesAndSets(t *testing.T) {
	company := assess.Subject{Kind: assess.OfCompany, ID: "CO-1"}
	set := func(id catalog.SetID) *catalog.Set {
		found, ok := catalog.NewShelf(nil).Find(id)
		if !ok {
			t.Fatalf("no set %s", id)
		}
		return found
	}
	of := func(id catalog.SetID, s assess.Subject, q catalog.RequirementID, state assess.State, fn func(*assess.Verdict)) assess.Verdict {
		v := answer(s, q, state)
		v.Set = id
		if fn != nil {
			fn(&v)
		}
		return v
	}
	none := func(*assess.Verdict) {}
	for _, c := range []struct {
		name    string
		verdict assess.Verdict
		pointer string // empty: it is accepted
	}{
		{"by components, of a zone", answer(ofZone("Z-01"), "SR 1.1", assess.ByComponents), ""},
		{"by components, of a conduit", answer(ofConduit("C-01"), "SR 5.2", assess.ByComponents), ""},
		{"by components, of the site", answer(ofSite, "SR 1.1", assess.ByComponents), "/state"},
		{"by components, of a product", claim(ofProduct(controller), "CR 1.1", assess.ByComponents), "/state"},
		{"not applied, complete", withheld(ofZone("Z-01"), "SR 1.11", "2027-01-01"), ""},
		{"not applied, without the function", of(catalog.SystemRequirements, ofZone("Z-01"), "SR 1.11", assess.NotApplied, func(v *assess.Verdict) {
			*v = withheld(v.Subject, v.Requirement, "2027-01-01")
			v.Function = ""
		}), "/function"},
		{"not applied, expired already", withheld(ofZone("Z-01"), "SR 1.11", "2026-11-01"), "/expires"},
		{"a function left over", of(catalog.SystemRequirements, ofZone("Z-01"), "SR 1.1", assess.Met, func(v *assess.Verdict) { v.Function = "EF-01" }), "/function"},
		{"a claim of a product", claim(ofProduct(controller), "CR 1.1", assess.Met), ""},
		{"an answer of an asset", claim(ofAsset("PLC-1"), "CCSC 1", assess.Met), ""},
		{"a component requirement of a zone", claim(ofZone("Z-01"), "CR 1.1", assess.Met), "/subject/kind"},
		{"a claim that is inherited", of(catalog.ComponentRequirements, ofProduct(controller), "CR 1.1", assess.Inherited, func(v *assess.Verdict) { v.From = &company }), "/state"},
		{"a practice of a company with its maturity", of(catalog.DevelopmentRequirements, company, "SM-1", assess.Met, func(v *assess.Verdict) { v.Maturity, v.MaturityTarget = 2, 3 }), ""},
		{"a maturity of five", of(catalog.DevelopmentRequirements, company, "SM-1", assess.Met, func(v *assess.Verdict) { v.Maturity = 5 }), "/maturity"},
		{"a maturity where there is none", of(catalog.SystemRequirements, ofZone("Z-01"), "SR 1.1", assess.Met, func(v *assess.Verdict) { v.MaturityTarget = 3 }), "/maturityTarget"},
		{"a program requirement that a site inherits from its company", of(catalog.ProgramRequirements, ofSite, "ORG 1.1", assess.Inherited, func(v *assess.Verdict) { v.From = &company }), ""},
		{"one that it inherits from a zone", of(catalog.ProgramRequirements, ofSite, "ORG 1.1", assess.Inherited, func(v *assess.Verdict) { v.From = &assess.Subject{Kind: assess.OfZone, ID: "Z"} }), "/from/kind"},
		{"one that is not applied", of(catalog.ProgramRequirements, ofSite, "ORG 1.1", assess.NotApplied, func(v *assess.Verdict) {
			w := withheld(v.Subject, v.Requirement, "2027-01-01")
			w.Set = v.Set
			*v = w
		}), "/state"},
		{"a step of the procedure", of(catalog.RiskProcedure, ofSite, "ZCR 1.1", assess.Met, none), ""},
	} {
		err := assess.CheckVerdict(c.verdict, set(c.verdict.Set), today)
		if c.pointer == "" {
			if err != nil {
				t.Errorf("%s is refused: %v", c.name, err)
			}
			if again := assess.NormaliseVerdict(c.verdict); assess.CheckVerdict(again, set(c.verdict.Set), today) != nil || again.Maturity != c.verdict.Maturity {
				t.Errorf("%s loses what it needs: %+v", c.name, again)
			}
			continue
		}
		var problems plant.Problems
		if !errors.As(err, &problems) || problems[0].Pointer != c.pointer {
			t.Errorf("%s: %v, want a problem at %s", c.name, err, c.pointer)
		}
	}
}
