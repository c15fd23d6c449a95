package assess_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
)

func TestRefsOfAVerdictAreWhatNoColumnHolds(t *testing.T) {
	seen := func(v assess.Verdict) map[string]string {
		refs := map[string]string{}
		v.Refs(func(kind string, id *string) { refs[*id] = kind })
		return refs
	}
	zone := assess.Subject{Kind: assess.OfZone, ID: "z1"}
	for _, c := range []struct {
		name string
		v    assess.Verdict
		want map[string]string
	}{
		{"a zone and a source stand in columns", assess.Verdict{Subject: zone, From: &assess.Subject{Kind: assess.OfConduit, ID: "c1"}}, map[string]string{}},
		{"proofs are visited", assess.Verdict{Subject: zone, Proofs: []assess.EvidenceID{"e1", "", "e2"}}, map[string]string{"e1": "evidence", "e2": "evidence"}},
		{"an asset is visited", assess.Verdict{Subject: assess.Subject{Kind: assess.OfAsset, ID: "a1"}}, map[string]string{"a1": "asset"}},
		{"so is a company that is inherited from", assess.Verdict{Subject: assess.Subject{Kind: assess.OfSite, ID: "s1"}, From: &assess.Subject{Kind: assess.OfCompany, ID: "co1"}}, map[string]string{"co1": "company"}},
	} {
		if diff := cmp.Diff(c.want, seen(c.v)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	from := &assess.Subject{Kind: assess.OfCompany, ID: "co1"}
	claim := assess.Claim{Verdict: assess.Verdict{Subject: assess.Subject{Kind: assess.OfProduct, ID: "p1"}, From: from, Proofs: []assess.EvidenceID{"e1"}}}
	claim.Refs(func(_ string, id *string) { *id = "new " + *id })
	if claim.Subject.ID != "new p1" || claim.From.ID != "new co1" || claim.Proofs[0] != "new e1" || from.ID != "co1" {
		t.Errorf("rewritten: %+v, and the shared source is %+v", claim, from)
	}
}
