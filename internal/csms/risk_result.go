package csms

import (
	"context"
	"errors"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// Risk is what the risk register of a site amounts to.
func (s *Service) Risk(ctx context.Context, who access.Principal, site plant.SiteID) (risk.Result, error) {
	var out risk.Result
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		_, out, err = s.riskOf(r, site)
		return err
	})
	return out, err
}

// ExplainedScenario is one scenario with all that follows from it for the caller.
type ExplainedScenario struct {
	Scenario   risk.Scenario       `json:"scenario"`
	Result     risk.ScenarioResult `json:"result"`
	Acceptable Acceptable          `json:"acceptable"`
	// Loss is the simulated loss of a year, where the scenario has an estimate.
	Loss *risk.LossResult `json:"loss,omitempty"`
}

// Acceptable says whether the caller may accept a residual risk, and who else may.
type Acceptable struct {
	May bool   `json:"may"`
	Why string `json:"why,omitempty"` // the caller may not
	// By are those who may, from the lowest authority to the highest.
	By []risk.Authority `json:"by"`
	// Latest day until which it may be accepted; absent when there is no limit.
	Latest plant.Date `json:"latest,omitempty"`
}

// The loss of a year is simulated from the same seed each time, so that the
// numbers stay while the estimate does.
const (
	lossSeed  = 1
	lossYears = 10_000
)

// ExplainScenario tells everything about one scenario.
func (s *Service) ExplainScenario(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID) (ExplainedScenario, error) {
	var out ExplainedScenario
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		x, err := s.Scenarios().find(r, site, id)
		if err != nil {
			return err
		}
		in, res, err := s.riskOf(r, site)
		if err != nil {
			return err
		}
		out.Scenario = x
		out.Result, _ = res.Scenario(id)
		out.Acceptable = acceptableBy(in, out.Result, x, who)
		return nil
	})
	if err == nil && out.Scenario.Loss != nil {
		// An estimate that cannot be simulated is shown without; its fields say why.
		if loss, err := risk.AnnualLoss([]risk.LossRange{*out.Scenario.Loss}, lossSeed, lossYears); err == nil {
			out.Loss = &loss
		}
	}
	return out, err
}

func acceptableBy(in risk.Input, res risk.ScenarioResult, x risk.Scenario, who access.Principal) Acceptable {
	out := Acceptable{By: []risk.Authority{}}
	c := risk.InForce(in.Register.Criteria)
	if c == nil {
		out.Why = unsigned().Error()
		return out
	}
	if x.Opportunity {
		out.Why = "An opportunity is no risk: there is nothing to accept."
		return out
	}
	if !x.Counts() {
		out.Why = "The hazard was removed by design, so there is nothing to accept."
		return out
	}
	band, known := c.Band(res.Residual.Band)
	if !known {
		out.Why = "The risk has no band yet and cannot be accepted. " + res.Residual.Why
		return out
	}
	out.Latest = c.AcceptUntil(band, in.Today)
	out.By = c.MayBeAcceptedBy(band)
	// What stands against it whatever day is chosen.
	problems, _ := errors.AsType[plant.Problems](risk.MayAccept(*c, band.ID, who.Email, "", in.Today))
	for _, p := range problems {
		if p.Pointer != "/until" && out.Why == "" {
			out.Why = p.Text
		}
	}
	if err := access.Check(who, access.RiskSign, x.Site); err != nil && out.Why == "" {
		out.Why = "Your roles do not let you sign: ask one of those who may accept it."
	}
	out.May = out.Why == ""
	return out
}
