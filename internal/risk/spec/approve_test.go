package spec_test

import (
	"strings"
	"testing"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

func asked() spec.ApprovalInput {
	return spec.ApprovalInput{Decisions: []string{"The targets hold."}, DoesNot: "Nothing beyond line 1.", ReviewBy: "2029-11-24", Signer: "manager@example.com"}
}

func TestACompleteSpecificationIsApproved(t *testing.T) {
	in := crsPlant()
	c := spec.Build(in)
	a, err := spec.NewApproval(c, in.Result, asked(), crsToday)
	if err != nil {
		t.Fatal(err)
	}
	digest, _ := c.Digest()
	if a.Digest != digest || len(digest) != 64 || a.Specification != "spec" || len(a.Residual) != 2 || a.Residual[0].Band != "medium" || a.Residual[1].Scenarios != 2 {
		t.Errorf("%+v", a)
	}
}

func TestWhatStandsAgainstAnApproval(t *testing.T) {
	for _, row := range []struct {
		name, want string
		kind       spec.BlockerKind // "" is a fault of what was asked
		take       func(*spec.Input, *spec.ApprovalInput)
	}{
		{"a part is missing", "No policy is listed", spec.BlockedByMissing, func(in *spec.Input, _ *spec.ApprovalInput) { in.Specification.Policies = nil }},
		{"criteria are a draft", "are not signed", spec.BlockedByCriteria, func(in *spec.Input, _ *spec.ApprovalInput) { in.Result.InForce = false }},
		{"a risk is intolerable", "SC-001 is Extreme, which nobody may accept", spec.BlockedByIntolerable, func(in *spec.Input, _ *spec.ApprovalInput) {
			crsRate(in, map[string]string{"SC-001": "extreme", "SC-002": "low", "SC-003": "low"})
		}},
		{"a risk is not rated", "SC-002 has no residual risk", spec.BlockedByRating, func(in *spec.Input, _ *spec.ApprovalInput) {
			crsRate(in, map[string]string{"SC-001": "medium", "SC-003": "low"})
		}},
		{"a risk is not accepted", "have it accepted by the Plant manager", spec.BlockedByAcceptance, func(in *spec.Input, _ *spec.ApprovalInput) {
			in.Result.Scenarios[0].Acceptance = risk.AcceptanceState{State: risk.NotAccepted}
		}},
		{"an acceptance has expired", "It expired.", spec.BlockedByAcceptance, func(in *spec.Input, _ *spec.ApprovalInput) {
			in.Result.Scenarios[0].Acceptance = risk.AcceptanceState{State: risk.AcceptedExpired, Why: "It expired."}
		}},
		{"the signer holds no authority", "holds no authority", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.Signer = "nobody@example.com" }},
		{"the signer's authority is too low", "signs as Shift lead, but the residual risks ask for Plant manager", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.Signer = "SHIFT@example.com" }},
		{"a high risk asks for the board", "ask for Board", "", func(in *spec.Input, _ *spec.ApprovalInput) {
			crsRate(in, map[string]string{"SC-001": "high", "SC-002": "low", "SC-003": "low"})
		}},
		{"no decision", "Nothing is decided", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.Decisions = nil }},
		{"not said what it does not cover", "does not cover", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.DoesNot = " " }},
		{"no review", "not said when", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.ReviewBy = "" }},
		{"a review that was", "is not ahead", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.ReviewBy = crsToday }},
		{"a review too far", "more than three years", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.ReviewBy = "2029-11-25" }},
		{"a review that is no day", "is no date", "", func(_ *spec.Input, a *spec.ApprovalInput) { a.ReviewBy = "soon" }},
	} {
		in, a := crsPlant(), asked()
		row.take(&in, &a)
		c := spec.Build(in)
		_, err := spec.NewApproval(c, in.Result, a, crsToday)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
		if problems := plant.ProblemsOf(err); len(problems) == 0 {
			t.Errorf("%s: no list of problems", row.name)
		}
		var kinds []spec.BlockerKind
		for _, b := range spec.Approvable(c, in.Result) {
			kinds = append(kinds, b.Kind)
		}
		if (row.kind == "") != (len(kinds) == 0) || row.kind != "" && kinds[0] != row.kind {
			t.Errorf("%s: blocked by %v", row.name, kinds)
		}
	}
}

func TestAHigherAuthorityMaySignToo(t *testing.T) {
	in, a := crsPlant(), asked()
	a.Signer = "board@example.com"
	if _, err := spec.NewApproval(spec.Build(in), in.Result, a, crsToday); err != nil {
		t.Error(err)
	}
}

func TestTheDigestBindsWhatIsAskedAndNotHowFarItIsMet(t *testing.T) {
	digest := func(take func(*spec.Input)) string {
		in := crsPlant()
		take(&in)
		d, err := spec.Build(in).Digest()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	same := digest(func(*spec.Input) {})
	for name, take := range map[string]func(*spec.Input){
		"another day":  func(in *spec.Input) { in.Today = "2026-12-24" },
		"other answer": func(in *spec.Input) { in.Answers = nil },
		"an assumption that was tested": func(in *spec.Input) {
			in.Register.Assumptions[0].State, in.Register.Assumptions[0].CheckedOn = risk.AssumptionOpen, "2026-11-01"
		},
		"a countermeasure that came": func(in *spec.Input) {
			in.Register.Countermeasures = []risk.Countermeasure{{Head: risk.Head{Key: "CM-01"}, WholeSite: true, State: risk.MeasureExisting}}
		},
		"another print of the same record": func(in *spec.Input) {
			in.Specification.Version, in.Register.Systems[0].Version, in.Register.Assumptions[0].Version = 7, 8, 9
		},
	} {
		if digest(take) != same {
			t.Errorf("%s changes the digest", name)
		}
	}
	for name, take := range map[string]func(*spec.Input){
		"another target":  func(in *spec.Input) { in.Site.Zones[0].Target.Vector[2] = 1 },
		"a policy":        func(in *spec.Input) { in.Specification.Policies = append(in.Specification.Policies, "POL-2") },
		"an owner's line": func(in *spec.Input) { in.Specification.Own = []risk.OwnRequirement{{Key: "O", Text: "x"}} },
		"another risk":    func(in *spec.Input) { in.Register.Scenarios[0].Name = "other" },
		"another access":  func(in *spec.Input) { in.Register.Systems[0].AccessPoints[0].Owner = "other" },
		"a hold point": func(in *spec.Input) {
			in.Specification.Lines = []risk.SpecLine{{Requirement: "SR 1.1", HoldPoint: true}}
		},
		"another flow":       func(in *spec.Input) { in.Site.Conduits[0].Flows[0].Ports = "503" },
		"a false assumption": func(in *spec.Input) { in.Register.Assumptions[0].State = risk.AssumptionFalse },
		"another residual": func(in *spec.Input) {
			crsRate(in, map[string]string{"SC-001": "low", "SC-002": "low", "SC-003": "low"})
		},
		"an asset in a zone":  func(in *spec.Input) { in.Site.Assets = in.Site.Assets[:1] },
		"criteria of another": func(in *spec.Input) { in.Result.Criteria.Name = "other" },
	} {
		if digest(take) == same {
			t.Errorf("%s does not change the digest", name)
		}
	}
}

func TestAnApprovalStandsUntilSomethingHappens(t *testing.T) {
	in := crsPlant()
	c := spec.Build(in)
	digest, _ := c.Digest()
	good := risk.Approval{Specification: "spec", Digest: digest, ReviewBy: "2027-01-01", Signed: risk.Signature{Name: "M", At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}}
	older := good
	older.Signed.At, older.Digest = older.Signed.At.AddDate(0, -1, 0), "old"
	reopened, changed := good, good
	reopened.Reopened = &risk.Reopened{Trigger: risk.Incident, What: "a pump was stopped", On: "2026-11-10"}
	changed.Digest = "another"
	for _, row := range []struct {
		name      string
		approvals []risk.Approval
		today     plant.Date
		stands    bool
		why       string
	}{
		{"nobody signed", nil, crsToday, false, "Not approved"},
		{"of another specification", []risk.Approval{{Specification: "other", Digest: digest}}, crsToday, false, "Not approved"},
		{"the newest counts", []risk.Approval{good, older}, crsToday, true, "Approved on 2026-11-01 by M"},
		{"reopened", []risk.Approval{reopened}, crsToday, false, "reopened on 2026-11-10 because a pump was stopped"},
		{"what was approved has changed", []risk.Approval{changed}, crsToday, false, "Changed since it was approved"},
		{"the review is due", []risk.Approval{good}, "2027-01-01", false, "review was due on 2027-01-01"},
	} {
		s, err := spec.StandingOf(c, row.approvals, row.today)
		if err != nil || s.Stands != row.stands || !strings.Contains(s.Why, row.why) {
			t.Errorf("%s: %+v, %v", row.name, s, err)
		}
	}
}
