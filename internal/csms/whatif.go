package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/whatif"
	"ringwall/internal/store"
)

// departure is from where a what-if departs besides the risk of the site: the
// findings before any change, as of one revision and day.
type departure struct {
	rev      int64
	day      plant.Date
	findings []plant.Finding
}

// WhatIf shows a site before and after some changes. Nothing is changed or kept.
func (s *Service) WhatIf(ctx context.Context, who access.Principal, site plant.SiteID, changes []risk.Change) (whatif.Result, error) {
	var base whatif.Base
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		if base.Input, base.Result, err = s.riskOf(r, site); err != nil {
			return err
		}
		return s.standing(r, site, func(k *kept) error {
			if d := k.departure; d == nil || d.rev != k.rev || d.day != k.day {
				k.departure = &departure{k.rev, k.day, whatif.Findings(base.Input, base.Result, k.engine.Posture())}
			}
			base.Findings, base.Levels = k.departure.findings, k.engine.Fork()
			return nil
		})
	})
	if err != nil {
		return whatif.Result{}, err
	}
	// The fork belongs to this what-if alone, so nobody waits for it.
	out, err := whatif.Try(base, changes)
	return out, s.fail(err, "what-if")
}
