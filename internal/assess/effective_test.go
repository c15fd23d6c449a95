package assess_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

func TestWhatAVerdictAmountsTo(t *testing.T) {
	const id = "SR 5.2"
	z := ofZone("Z-01")
	for _, c := range []struct {
		name    string
		verdict []assess.Verdict
		holds   bool
		as      assess.State
		why     string
	}{
		{"a requirement without a verdict is unanswered and does not hold", nil, false, assess.Unanswered, "unanswered"},
		{"met holds", []assess.Verdict{answer(z, id, assess.Met)}, true, assess.Met, "met"},
		{"partly met does not hold", []assess.Verdict{answer(z, id, assess.Partly)}, false, assess.Partly, "partly met"},
		{"not met does not hold", []assess.Verdict{answer(z, id, assess.NotMet)}, false, assess.NotMet, "not met"},
		{
			"not applicable holds with reason and approver",
			[]assess.Verdict{notApplicable(z, id, "no boundary", "A. Ito")}, true, assess.NotApplicable, "not applicable: no boundary",
		},
		{
			"not applicable without an approver does not hold",
			[]assess.Verdict{notApplicable(z, id, "no boundary", "")}, false, assess.NotMet, "not applicable, but without reason and approver",
		},
		{
			"not applicable without a reason does not hold",
			[]assess.Verdict{notApplicable(z, id, "", "A. Ito")}, false, assess.NotMet, "not applicable, but without reason and approver",
		},
		{
			"a compensating measure holds on the day before it expires",
			[]assess.Verdict{compensate(z, id, "locked cabinet", "2026-11-25")}, true, assess.Compensated, "compensated by locked cabinet until 2026-11-25",
		},
		{
			"a compensating measure does not hold from the day it expires",
			[]assess.Verdict{compensate(z, id, "locked cabinet", "2026-11-24")}, false, assess.NotMet, "compensating measure expired on 2026-11-24",
		},
		{
			"a compensating measure without an end does not hold",
			[]assess.Verdict{compensate(z, id, "locked cabinet", "")}, false, assess.NotMet, "compensated, but without a measure that has an expiry date",
		},
		{
			"a verdict of a state that nobody knows does not hold",
			[]assess.Verdict{answer(z, id, "fine")}, false, assess.NotMet, "unknown state fine",
		},
		{
			"a verdict on another edition does not count",
			[]assess.Verdict{{Subject: z, Set: "iec-62443-3-3:2030", Requirement: id, State: assess.Met}}, false, assess.Unanswered, "unanswered",
		},
		{
			"a verdict on a requirement that does not exist does not count",
			[]assess.Verdict{answer(z, "SR 5.9", assess.Met)}, false, assess.Unanswered, "unanswered",
		},
		{
			"the later of two verdicts counts",
			[]assess.Verdict{answer(z, id, assess.Met), {ID: "2", Subject: z, Set: "iec-62443-3-3:2013", Requirement: id, State: assess.NotMet}},
			false, assess.NotMet, "not met",
		},
	} {
		got := effective(input(zones(zone("Z-01")), c.verdict...), z, id)
		if got.Holds != c.holds || got.CountsAs != c.as || got.Why != c.why {
			t.Errorf("%s: holds %v as %q because %q, want %v as %q because %q",
				c.name, got.Holds, got.CountsAs, got.Why, c.holds, c.as, c.why)
		}
	}
}

func TestInheritance(t *testing.T) {
	const id = "SR 5.2"
	z1, z2, z3 := zone("Z-01"), zone("Z-02"), zone("Z-03")
	site := plant.Site{Zones: []plant.Zone{z1, z2, z3}, Conduits: []plant.Conduit{conduit("C-01", z1, z2)}}
	a, b, c, link := ofZone("Z-01"), ofZone("Z-02"), ofZone("Z-03"), ofConduit("C-01")
	for _, tc := range []struct {
		name     string
		verdicts []assess.Verdict
		holds    bool
		as       assess.State
		why      string
		via      []assess.Subject
	}{
		{
			"a zone inherits what its conduit meets",
			[]assess.Verdict{inherit(a, id, link), answer(link, id, assess.Met)},
			true, assess.Met, "inherited from conduit C-01", []assess.Subject{link},
		},
		{
			"a zone inherits what the site meets",
			[]assess.Verdict{inherit(a, id, ofSite), answer(ofSite, id, assess.Met)},
			true, assess.Met, "inherited from the site", []assess.Subject{ofSite},
		},
		{
			"a zone inherits over a conduit from another zone",
			[]assess.Verdict{inherit(a, id, link), inherit(link, id, b), answer(b, id, assess.Met)},
			true, assess.Met, "inherited from zone Z-02 by way of conduit C-01", []assess.Subject{link, b},
		},
		{
			"what the source does not meet, the heir does not meet",
			[]assess.Verdict{inherit(a, id, link), answer(link, id, assess.NotMet)},
			false, assess.NotMet, "inherited from conduit C-01, where it is not met", []assess.Subject{link},
		},
		{
			"what the source has not answered counts as unanswered",
			[]assess.Verdict{inherit(a, id, link)},
			false, assess.Unanswered, "inherited from conduit C-01, where it is unanswered", []assess.Subject{link},
		},
		{
			"a measure that has expired at the source holds nothing up",
			[]assess.Verdict{inherit(a, id, link), compensate(link, id, "guard", "2026-01-31")},
			false, assess.NotMet, "inherited from conduit C-01, whose compensating measure expired on 2026-01-31", []assess.Subject{link},
		},
		{
			"a measure that is good at the source is good for the heir",
			[]assess.Verdict{inherit(a, id, link), compensate(link, id, "guard", "2027-01-31")},
			true, assess.Compensated, "inherited from conduit C-01, where it is compensated by guard until 2027-01-31", []assess.Subject{link},
		},
		{
			"what was agreed not to apply at the site does not apply in its zones",
			[]assess.Verdict{inherit(a, id, ofSite), notApplicable(ofSite, id, "no radio", "A. Ito")},
			true, assess.NotApplicable, "inherited from the site, where it is not applicable: no radio", []assess.Subject{ofSite},
		},
		{
			"two zones that inherit from each other hold nothing",
			[]assess.Verdict{inherit(a, id, b), inherit(b, id, a)},
			false, assess.NotMet, "inherited in a circle: Z-01 from Z-02 from Z-01", []assess.Subject{b, a},
		},
		{
			"a zone that inherits from itself holds nothing",
			[]assess.Verdict{inherit(a, id, a)},
			false, assess.NotMet, "inherited in a circle: Z-01 from Z-01", []assess.Subject{a},
		},
		{
			"a circle further up holds nothing either",
			[]assess.Verdict{inherit(a, id, b), inherit(b, id, c), inherit(c, id, b)},
			false, assess.NotMet, "inherited in a circle: Z-01 from Z-02 from Z-03 from Z-02", []assess.Subject{b, c, b},
		},
		{
			"a conduit that does not exist leaves nothing to inherit",
			[]assess.Verdict{inherit(a, id, ofConduit("C-99")), answer(ofConduit("C-99"), id, assess.Met)},
			false, assess.NotMet, "inherited from a conduit that does not exist", []assess.Subject{ofConduit("C-99")},
		},
		{
			"a gap in the middle of the way is named",
			[]assess.Verdict{inherit(a, id, b), inherit(b, id, ofConduit("C-99"))},
			false, assess.NotMet, "inherited from a conduit that does not exist by way of zone Z-02", []assess.Subject{b, ofConduit("C-99")},
		},
		{
			"an inheritance without a source holds nothing",
			[]assess.Verdict{answer(a, id, assess.Inherited)},
			false, assess.NotMet, "inherited, but from nowhere", nil,
		},
		{
			"another requirement of the source is not inherited",
			[]assess.Verdict{inherit(a, id, link), answer(link, "SR 5.1", assess.Met)},
			false, assess.Unanswered, "inherited from conduit C-01, where it is unanswered", []assess.Subject{link},
		},
	} {
		got := effective(input(site, tc.verdicts...), a, id)
		if got.State != assess.Inherited || got.Holds != tc.holds || got.CountsAs != tc.as || got.Why != tc.why {
			t.Errorf("%s: %+v, want holds %v as %q because %q", tc.name, got, tc.holds, tc.as, tc.why)
		}
		if diff := cmp.Diff(tc.via, got.Via); diff != "" {
			t.Errorf("%s: came another way: %s", tc.name, diff)
		}
	}
}
