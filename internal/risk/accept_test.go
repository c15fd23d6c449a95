package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestAcceptanceNeedsAuthorityAndAnEnd(t *testing.T) {
	const today = plant.Date("2026-11-30")
	for _, row := range []struct {
		name  string
		band  risk.BandID
		email string
		until plant.Date
		says  string // "" when it may
	}{
		{"by the authority of the band", "medium", "area-manager@plant.example", "2027-06-01", ""},
		{"written in capitals", "medium", "Area-Manager@Plant.Example", "2027-06-01", ""},
		{"by a higher one", "medium", "plant-manager@plant.example", "2027-06-01", ""},
		{"above one's authority", "high", "area-manager@plant.example", "2027-06-01", "accepted by the Plant manager or above, and area-manager@plant.example is the Area manager"},
		{"by somebody who is no authority", "medium", "engineer@plant.example", "2027-06-01", "is no authority of criteria CR-1"},
		{"by nobody", "medium", "", "2027-06-01", "is no authority"},
		{"an intolerable risk, even by the board", "extreme", "executive-board@plant.example", "2027-06-01", "nobody may accept it"},
		{"a low risk, by anybody", "low", "engineer@plant.example", "2027-06-01", ""},
		{"longer than the band allows", "high", "plant-manager@plant.example", "2027-12-01", "for 12 months, until 2027-11-30"},
		{"to the last day that it allows", "high", "plant-manager@plant.example", "2027-11-30", ""},
		{"until today", "medium", "area-manager@plant.example", today, "has come already"},
		{"until a day that is past", "medium", "area-manager@plant.example", "2026-01-01", "has come already"},
		{"without an end", "medium", "area-manager@plant.example", "", "until when"},
		{"until no day at all", "medium", "area-manager@plant.example", "soon", "is no date"},
		{"in a band that does not exist", "purple", "area-manager@plant.example", "2027-06-01", "no band"},
	} {
		err := risk.MayAccept(inForce("process-plant-5x5"), row.band, row.email, row.until, today)
		switch {
		case row.says == "" && err != nil:
			t.Errorf("%s is refused: %v", row.name, err)
		case row.says != "" && (err == nil || !strings.Contains(err.Error(), row.says)):
			t.Errorf("%s: %v, want %q", row.name, err, row.says)
		case err != nil && len(plant.ProblemsOf(err)) != 1:
			t.Errorf("%s: %d problems, want one", row.name, len(plant.ProblemsOf(err)))
		}
	}
}

func TestNobodyAcceptsByADraft(t *testing.T) {
	c := inForce("process-plant-5x5")
	c.Signed = nil
	if err := risk.MayAccept(c, "medium", "plant-manager@plant.example", "2027-06-01", "2026-11-24"); err == nil || !strings.Contains(err.Error(), "not signed") {
		t.Errorf("%v", err)
	}
}

func TestMonthsOfAcceptanceEndWithTheMonth(t *testing.T) {
	c := inForce("process-plant-5x5")
	for today, want := range map[plant.Date]plant.Date{"2026-11-30": "2027-02-28", "2026-08-31": "2026-11-30", "2026-11-24": "2027-02-24", "2027-11-30": "2028-02-29", "": ""} {
		if got := c.AcceptUntil(risk.Band{AcceptMonths: 3}, today); got != want {
			t.Errorf("three months after %s: %s, want %s", today, got, want)
		}
	}
	if got := c.AcceptUntil(risk.Band{}, "2026-11-24"); got != "" {
		t.Errorf("no limit is %s", got)
	}
}

func TestAcceptanceStandsWhileItIsValid(t *testing.T) {
	for _, row := range []struct {
		name       string
		likelihood int
		a          *risk.Acceptance
		want       risk.AcceptanceStanding
		tolerable  bool
	}{
		{"nobody accepted", 1, nil, risk.NotAccepted, false},
		{"accepted by the authority", 1, &risk.Acceptance{Band: "medium", Until: "2027-01-01", Signed: risk.Signature{By: "area-manager@plant.example"}}, risk.AcceptedValid, true},
		{"a higher band was accepted", 1, &risk.Acceptance{Band: "high", Until: "2027-01-01", Signed: risk.Signature{By: "plant-manager@plant.example"}}, risk.AcceptedValid, true},
		{"who signed has left, the authority is in the signature", 1, &risk.Acceptance{Band: "medium", Until: "2027-01-01", Signed: risk.Signature{By: "gone@plant.example", Authority: "area-manager"}}, risk.AcceptedValid, true},
		{"the end has come", 1, &risk.Acceptance{Band: "medium", Until: "2026-11-24", Signed: risk.Signature{By: "area-manager@plant.example"}}, risk.AcceptedExpired, false},
		{"there is no end", 1, &risk.Acceptance{Band: "medium", Signed: risk.Signature{By: "area-manager@plant.example"}}, risk.AcceptedExpired, false},
		{"the risk has grown", 2, &risk.Acceptance{Band: "medium", Until: "2027-01-01", Signed: risk.Signature{By: "plant-manager@plant.example"}}, risk.AcceptedExceeded, false},
		{"the band is gone from the criteria", 1, &risk.Acceptance{Band: "amber", Until: "2027-01-01", Signed: risk.Signature{By: "plant-manager@plant.example"}}, risk.AcceptedExceeded, false},
		{"it can no longer be rated", 0, &risk.Acceptance{Band: "medium", Until: "2027-01-01", Signed: risk.Signature{By: "plant-manager@plant.example"}}, risk.AcceptedExceeded, false},
		{"above the authority of who signed", 2, &risk.Acceptance{Band: "high", Until: "2027-01-01", Signed: risk.Signature{By: "area-manager@plant.example", Authority: "area-manager"}}, risk.AcceptedOverOffice, false},
	} {
		got := first(t, reactor(overpressure(func(s *risk.Scenario) { s.Likelihood, s.Acceptance = row.likelihood, row.a })))
		if got.Acceptance.State != row.want || got.Tolerable != row.tolerable || got.Acceptance.Why == "" {
			t.Errorf("%s: %s, tolerable %v: %s", row.name, got.Acceptance.State, got.Tolerable, got.Acceptance.Why)
		}
	}
}
