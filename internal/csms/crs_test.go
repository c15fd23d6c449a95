package csms

import (
	"archive/zip"
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// specification brings the works to where its specification can be approved.
func (a *assessed) specification(t *testing.T) risk.Specification {
	t.Helper()
	target := &plant.Target{Vector: sl.Uniform(1), Method: "consequence", Approver: "Ada", ApprovedOn: "2026-03-01"}
	for _, z := range []plant.Zone{a.line, a.cell, a.safe} {
		z.Owner, z.LogicalBoundary, z.PhysicalBoundary, z.Target = "Line 1", "VLAN", "hall", target
		if _, _, err := a.ChangeZone(t.Context(), a.ada, a.site, z); err != nil {
			t.Fatal(err)
		}
	}
	c := a.conduit
	c.Owner, c.Medium, c.Target = "Line 1", "copper", target
	if _, _, err := a.ChangeConduit(t.Context(), a.ada, a.site, c); err != nil {
		t.Fatal(err)
	}
	laptop := a.assets["LAP-301"]
	laptop.Zone, laptop.Criticality = a.line.ID, 1
	if _, _, err := a.ChangeAsset(t.Context(), a.ada, a.site, laptop); err != nil {
		t.Fatal(err)
	}
	system := added(t, a.works, a.Systems(), risk.System{
		Head: risk.Head{Name: "Line 1"}, Description: "Fills.", Perimeter: "The hall.", Owner: "Works",
		AccessPoints: []risk.AccessPoint{{Key: "AP-1", Name: "Door", Kind: "door", Direction: risk.Inward, Counterparty: "visitors", Owner: "Works", Zone: a.line.ID}},
	})
	as := a.assumption
	as.Owner, as.Test = "Ada", "Try the door."
	changedTo(t, a.works, a.Assumptions(), as)
	added(t, a.works, a.Environments(), risk.Environment{Head: risk.Head{Name: "Burner"}, Zone: a.safe.ID, Statement: "Nobody reaches it.", Owner: "Safety"})
	sc := a.scenario
	sc.CauseKind, sc.ThreatSource, sc.Skill = "cyber", "insider", 2
	a.scenario = changedTo(t, a.works, a.Scenarios(), sc)
	return added(t, a.works, a.Specifications(), risk.Specification{
		Head: risk.Head{Name: "Line 1"}, System: system.ID, Environment: "A dry hall.", ThreatEnvironment: "Insiders.",
		Policies: []string{"POL-1"}, Regulations: []string{"none, found by legal"},
	})
}

func (a *assessed) crs(t *testing.T) SpecificationView {
	t.Helper()
	v, err := a.CRS(t.Context(), a.ada, a.site, "", "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func asked() NewApproval {
	return NewApproval{Decisions: []string{" The targets hold. "}, DoesNot: "Nothing beyond line 1.", ReviewBy: "2027-03-01", Password: adaPassword}
}

func TestASpecificationIsApprovedAndStandsUntilItChanges(t *testing.T) {
	a := newAssessed(t)
	spec := a.specification(t)
	before := a.crs(t)
	for _, p := range before.CRS.Parts {
		if !p.Complete {
			t.Errorf("%s: %q", p.Clause, p.Missing)
		}
	}
	if len(before.Blockers) != 0 {
		t.Fatalf("blocked: %+v", before.Blockers)
	}
	in := asked()
	in.Digest = before.Digest
	approval, entry, err := a.ApproveCRS(t.Context(), a.ada, a.site, in)
	if err != nil {
		t.Fatal(err)
	}
	if entry == 0 || approval.Key != "AP-01" || approval.Specification != spec.ID || approval.Digest != before.Digest || approval.Revision != before.Revision ||
		approval.Decisions[0] != "The targets hold." || approval.Signed.By != adaEmail || approval.Signed.Digest == "" || approval.Signed.Meaning == "" {
		t.Errorf("entry %d, %+v", entry, approval)
	}
	if v := a.crs(t); !v.Standing.Stands || v.Digest != before.Digest {
		t.Errorf("right after: %+v", v.Standing)
	}
	// Nobody edits it, and it is not to be had by adding one.
	_, _, err = a.Approvals().Add(t.Context(), a.ada, a.site, approval)
	refused(t, "an approval that is sent", err, Conflict, "signed")

	spec.Policies = append(spec.Policies, "POL-2")
	changedTo(t, a.works, a.Specifications(), spec)
	after := a.crs(t)
	if after.Standing.Stands || !strings.Contains(after.Standing.Why, "Changed since it was approved") {
		t.Errorf("after another policy: %+v", after.Standing)
	}
	then, err := a.CRS(t.Context(), a.ada, a.site, "", strconv.FormatInt(entry, 10))
	if err != nil || !then.Standing.Stands || then.Digest != before.Digest {
		t.Errorf("as it was: %+v, %v", then.Standing, err)
	}
}

func TestApprovalsThatAreRefused(t *testing.T) {
	a := newAssessed(t)
	a.specification(t)
	ben := a.hire(t, access.Grant{Role: access.Engineer})
	engineer := a.signIn(t, ben.Email, benPassword).Principal
	_, _, err := a.ApproveCRS(t.Context(), engineer, a.site, asked())
	refused(t, "by an engineer", err, Denied, "")

	for name, c := range map[string]struct {
		change func(*NewApproval)
		kind   Kind
		code   string
	}{
		"with a wrong password":     {func(in *NewApproval) { in.Password = "wrong" }, Invalid, ""},
		"without a password":        {func(in *NewApproval) { in.Password = "" }, Invalid, ""},
		"of what it was before":     {func(in *NewApproval) { in.Digest = "0" }, Conflict, "changed"},
		"without a decision":        {func(in *NewApproval) { in.Decisions = nil }, Invalid, ""},
		"for more than three years": {func(in *NewApproval) { in.ReviewBy = "2031-01-01" }, Invalid, ""},
		"of another specification":  {func(in *NewApproval) { in.Specification = "none" }, NotFound, ""},
	} {
		in := asked()
		c.change(&in)
		_, _, err := a.ApproveCRS(t.Context(), a.ada, a.site, in)
		refused(t, name, err, c.kind, c.code)
	}

	// A residual risk that nobody accepted stands in the way, and is named.
	sc := a.scenario
	sc.Ratings, sc.Likelihood = risk.Ratings{risk.Safety: 3, risk.Environmental: 1}, 3
	changedTo(t, a.works, a.Scenarios(), sc)
	_, _, err = a.ApproveCRS(t.Context(), a.ada, a.site, asked())
	refused(t, "with a risk that is not accepted", err, Conflict, "blocked")
	var e *Error
	if !errors.As(err, &e) || len(e.Fields) == 0 || !strings.Contains(e.Fields[0].Text, a.scenario.Key) {
		t.Errorf("the list is %+v", e)
	}
	if page, err := a.Approvals().List(t.Context(), a.ada, a.site, "", 10); err != nil || page.Total != 0 {
		t.Errorf("%d approvals, %v", page.Total, err)
	}
}

func TestOnlyWhoHoldsTheAuthorityApproves(t *testing.T) {
	a := newAssessed(t)
	a.specification(t)
	sc := a.scenario
	sc.Ratings, sc.Likelihood = risk.Ratings{risk.Safety: 3, risk.Environmental: 1}, 2
	sc = changedTo(t, a.works, a.Scenarios(), sc)
	v := a.crs(t)
	if v.Needed == nil {
		t.Fatalf("no authority is needed: %+v", v.Residual)
	}
	if _, _, err := a.AcceptScenario(t.Context(), a.ada, a.site, sc.ID, NewAcceptance{Until: "2026-06-01", Justification: "Until the outage.", Password: adaPassword}); err != nil {
		t.Fatal(err)
	}
	ben := a.hire(t, access.Grant{Role: access.Approver})
	in := asked()
	in.Password = benPassword
	_, _, err := a.ApproveCRS(t.Context(), a.signIn(t, ben.Email, benPassword).Principal, a.site, in)
	refused(t, "by an approver without an authority", err, Denied, "over-authority")
	approval, _, err := a.ApproveCRS(t.Context(), a.ada, a.site, asked())
	if err != nil {
		t.Fatal(err)
	}
	if len(approval.Residual) != 1 || approval.Residual[0].Authority != v.Needed.ID || approval.Signed.Authority == "" {
		t.Errorf("%+v, signed as %q", approval.Residual, approval.Signed.Authority)
	}
}

func TestEveryReportOfTheRiskIsWrittenInEveryFormat(t *testing.T) {
	a := newAssessed(t)
	for _, format := range []string{"html", "pdf", "docx", "xlsx", "json"} {
		for name, write := range map[string]func(*bytes.Buffer) error{
			"specification": func(b *bytes.Buffer) error { return a.WriteCRS(t.Context(), a.ada, a.site, "", "", format, b) },
			"beyond":        func(b *bytes.Buffer) error { return a.WriteBeyond(t.Context(), a.ada, a.site, "", format, b) },
			"adequacy":      func(b *bytes.Buffer) error { return a.WriteAdequacy(t.Context(), a.ada, a.site, "", format, b) },
			"levels":        func(b *bytes.Buffer) error { return a.LevelReport(t.Context(), a.ada, a.site, format, b) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
				continue
			}
			if format == "docx" {
				if _, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
	refused(t, "as a table of figures", a.WriteBeyond(t.Context(), a.ada, a.site, "", "csv", &bytes.Buffer{}), Invalid, "")
	_, err := a.CRS(t.Context(), a.ada, "elsewhere", "", "")
	refused(t, "of no site", err, NotFound, "")
}
