package csms

import (
	"context"
	"errors"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// NewAcceptance is what somebody says who takes a residual risk on.
type NewAcceptance struct {
	Until         plant.Date `json:"until" format:"date" doc:"Last day on which the acceptance holds"`
	Justification string     `json:"justification" maxLength:"4000"`
	Password      string     `json:"password" maxLength:"200" writeOnly:"true" doc:"Of the caller: an acceptance is signed"`
}

// AcceptScenario takes on the residual risk of a scenario, as its band is now,
// by the caller's signature. The caller must be of an authority that may.
func (s *Service) AcceptScenario(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, in NewAcceptance) (risk.Scenario, int64, error) {
	in.Justification = strings.TrimSpace(in.Justification)
	var x risk.Scenario
	var c risk.Criteria
	var band risk.Band
	err := s.view(ctx, who, access.RiskSign, site, func(r *store.Reader) (err error) {
		if x, err = s.Scenarios().find(r, site, id); err != nil {
			return err
		}
		c, band, err = s.acceptable(r, site, x, in, who.Email)
		return err
	})
	if err != nil {
		return risk.Scenario{}, 0, err
	}
	a := risk.Acceptance{Band: band.ID, Criteria: c.Key, Until: in.Until, Justification: in.Justification}
	office, _ := risk.HighestOffice(c, who.Email)
	accepted := x
	accepted.Acceptance = nil
	what := struct {
		Scenario   risk.Scenario   `json:"scenario"`
		Criteria   risk.ID         `json:"criteria"`
		Acceptance risk.Acceptance `json:"acceptance"`
	}{accepted, c.ID, a}
	if a.Signed, err = s.sign(ctx, who, in.Password, office.ID, "I accept this risk, "+band.Name+", until "+string(in.Until)+".", what); err != nil {
		return risk.Scenario{}, 0, s.fail(err, "scenario")
	}
	return s.setAcceptance(ctx, who, site, x, "scenario.accept", in.Justification, &a)
}

// acceptable refuses a risk that the caller may not take on.
func (s *Service) acceptable(r *store.Reader, site plant.SiteID, x risk.Scenario, in NewAcceptance, email string) (c risk.Criteria, band risk.Band, err error) {
	input, res, err := s.riskOf(r, site)
	if err != nil {
		return c, band, err
	}
	force := risk.InForce(input.Register.Criteria)
	if force == nil {
		return c, band, unsigned()
	}
	rated, _ := res.Scenario(x.ID)
	band, known := force.Band(rated.Residual.Band)
	switch {
	case x.Opportunity:
		return c, band, invalid("The scenario %s is an opportunity: there is no risk to accept.", x.Key)
	case !x.Counts():
		return c, band, invalid("The hazard of the scenario %s was removed by design: there is no risk to accept.", x.Key)
	case !known:
		return c, band, invalid("The risk of the scenario %s has no band yet and cannot be accepted. %s", x.Key, rated.Residual.Why)
	}
	err = risk.MayAccept(*force, band.ID, email, in.Until, input.Today)
	problems, _ := errors.AsType[plant.Problems](err)
	for _, p := range problems {
		if p.Pointer != "/until" { // the day is the caller's to mend, the office is not
			return c, band, &Error{Kind: Denied, Code: "over-authority", Text: p.Text}
		}
	}
	if in.Justification == "" {
		problems = append(problems, plant.Problem{Pointer: "/justification", Text: "Say why the risk is accepted."})
	}
	if len(problems) > 0 {
		return c, band, problems
	}
	return *force, band, err
}

// WithdrawAcceptance ends the acceptance of a scenario's risk.
func (s *Service) WithdrawAcceptance(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, reason string) (risk.Scenario, int64, error) {
	var x risk.Scenario
	err := s.view(ctx, who, access.RiskSign, site, func(r *store.Reader) (err error) {
		if x, err = s.Scenarios().find(r, site, id); err == nil && x.Acceptance == nil {
			err = &Error{Kind: Conflict, Code: "not-accepted", Text: "The risk of the scenario " + x.Key + " is not accepted."}
		}
		return err
	})
	if err != nil {
		return risk.Scenario{}, 0, err
	}
	return s.setAcceptance(ctx, who, site, x, "scenario.withdraw", strings.TrimSpace(reason), nil)
}

// setAcceptance stores an acceptance, or none, unless the scenario is another
// one by now than the caller saw.
func (s *Service) setAcceptance(ctx context.Context, who access.Principal, site plant.SiteID, x risk.Scenario, verb, note string, a *risk.Acceptance) (risk.Scenario, int64, error) {
	in := intent{do: access.RiskSign, site: site, verb: verb, subject: x.Key, note: note}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		now, err := s.Scenarios().find(tx.Reader(), site, x.ID)
		if err != nil {
			return err
		}
		if now.Version != x.Version {
			return s.fail(store.ErrStale, "scenario")
		}
		now.Acceptance = a
		x = now
		return s.fail(store.Put(tx, &x), "scenario")
	})
	if err != nil {
		return risk.Scenario{}, 0, err
	}
	return x, entry.Seq, nil
}
