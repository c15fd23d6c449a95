package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// SiteLoss is the simulated loss of a year over every scenario of a site that
// has an estimate.
type SiteLoss struct {
	// Result is nil as long as no scenario has an estimate; Why then says so.
	Result    *risk.LossResult `json:"result"`
	Scenarios []EstimatedLoss  `json:"scenarios"` // that are in it, by key
	// Without is how many scenarios have no estimate, opportunities and hazards
	// that were removed aside: their loss is not in the result.
	Without int    `json:"without"`
	Why     string `json:"why"`
}

// EstimatedLoss is what one scenario brings into the simulation.
type EstimatedLoss struct {
	ID   risk.ID        `json:"id"`
	Key  string         `json:"key"`
	Name string         `json:"name"`
	Loss risk.LossRange `json:"loss"`
}

const noLoss = "No scenario has an estimate of its loss: give some scenarios the number of events per year and what one event costs, at least and at most."

// AnnualLoss simulates the loss of a year at a site. The same register, seed and
// years give the same result.
func (s *Service) AnnualLoss(ctx context.Context, who access.Principal, site plant.SiteID, seed uint64, years int) (SiteLoss, error) {
	out := SiteLoss{Scenarios: []EstimatedLoss{}, Why: noLoss}
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, err := s.riskInput(r, site)
		for i := range in.Register.Scenarios {
			x := &in.Register.Scenarios[i]
			switch {
			case !x.Counts():
			case x.Loss == nil:
				out.Without++
			default:
				out.Scenarios = append(out.Scenarios, EstimatedLoss{x.ID, x.Key, x.Name, *x.Loss})
			}
		}
		return err
	})
	if err != nil || len(out.Scenarios) == 0 {
		return out, err
	}
	// The reader is done: the work takes no part of the data.
	ranges := make([]risk.LossRange, len(out.Scenarios))
	for i := range out.Scenarios {
		ranges[i] = out.Scenarios[i].Loss
	}
	result, err := risk.AnnualLoss(ranges, seed, years)
	if err != nil {
		return SiteLoss{}, s.fail(err, "scenario")
	}
	out.Result, out.Why = &result, result.Why
	return out, nil
}
