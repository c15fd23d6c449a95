package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// DecideXRay decides about one X-ray, as [Service.Decide] does about a finding.
func (s *Service) DecideXRay(ctx context.Context, who access.Principal, site plant.SiteID, id string, d Decision, version int) (xray.Judged, int64, error) {
	verb := "finding.decide"
	if d.Accepted != nil {
		verb = "finding.accept"
	}
	entry, err := s.decideXRays(ctx, who, site, []string{id}, verb, func(before *risk.FindingDecision) error {
		if before.Version != version {
			return s.fail(store.ErrStale, "decision")
		}
		before.Owner, before.Due, before.Note = d.Owner, d.Due, d.Note
		return accept(who, before, d.Accepted, plant.DateOf(s.now()))
	})
	if err != nil {
		return xray.Judged{}, 0, err
	}
	x, err := s.XRay(ctx, who, site, id)
	return x, entry, err
}

// DecideXRays decides alike about many X-rays, in one act: about all of them or,
// when one cannot be, about none.
func (s *Service) DecideXRays(ctx context.Context, who access.Principal, site plant.SiteID, ids []string, set FindingSet) (BulkResult, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	change, err := s.alike(who, len(ids), set)
	if err != nil {
		return BulkResult{}, err
	}
	entry, err := s.decideXRays(ctx, who, site, ids, "finding.bulk", change)
	return BulkResult{Changed: len(ids), Entry: entry}, err
}

// decideXRays decides about X-rays that the caller may see.
func (s *Service) decideXRays(ctx context.Context, who access.Principal, site plant.SiteID, ids []string, verb string, set func(*risk.FindingDecision) error) (int64, error) {
	found := map[string]lint.Judged{}
	err := s.view(ctx, who, access.RiskEdit, site, func(r *store.Reader) error {
		judged, err := s.judgedXRays(r, who, site)
		if err != nil {
			return err
		}
		k, err := s.xraysOf(r, site)
		if err != nil {
			return err
		}
		kept := k.remembered()
		for _, x := range judged {
			f := x.Finding
			if open, known := kept[x.ID]; known {
				f = open
			}
			found[x.ID] = lint.Judged{Finding: f, State: x.State}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return s.decideAbout(ctx, who, site, ids, verb, "X-ray", found, set)
}
