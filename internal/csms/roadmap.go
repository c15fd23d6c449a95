package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// Roadmap plans the cheapest way that lifts zones and conduits to their SL-T,
// by the countermeasures that are proposed or planned and by single
// requirements. Nothing is kept.
func (s *Service) Roadmap(ctx context.Context, who access.Principal, site plant.SiteID, ask assess.RoadmapAsk) (assess.Roadmap, error) {
	var (
		in     risk.Input
		levels *assess.Engine
	)
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		if in, err = s.riskInput(r, site); err != nil {
			return err
		}
		return s.standing(r, site, func(k *kept) error {
			levels = k.engine.Fork()
			return nil
		})
	})
	if err != nil {
		return assess.Roadmap{}, err
	}
	options, left := risk.RoadmapOptions(in)
	out, err := levels.Roadmap(ask, options)
	out.Notes = append(out.Notes, left...)
	return out, s.fail(err, "roadmap")
}
