package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Captures lists the captures of a site.
func (s *Service) Captures(ctx context.Context, who access.Principal, site plant.SiteID) ([]observe.Capture, error) {
	var out []observe.Capture
	err := s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) (err error) {
		if !access.PartOf(who, access.AssetRead, site).All {
			return access.ErrDenied
		}
		out, err = store.All[observe.Capture](r, site)
		return err
	})
	return out, err
}

// capture loads one capture of a site for the caller.
func (s *Service) capture(ctx context.Context, who access.Principal, site plant.SiteID, id string, fn func(*store.Reader, observe.Capture) error) error {
	return s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) error {
		if !access.PartOf(who, access.AssetRead, site).All {
			return access.ErrDenied
		}
		c, err := store.Get[observe.Capture](r, id)
		if err == nil && c.Site != site {
			err = store.ErrNotFound
		}
		if err != nil {
			return s.fail(err, "capture")
		}
		return fn(r, c)
	})
}

// Capture is one capture of a site.
func (s *Service) Capture(ctx context.Context, who access.Principal, site plant.SiteID, id string) (observe.Capture, error) {
	var out observe.Capture
	err := s.capture(ctx, who, site, id, func(_ *store.Reader, c observe.Capture) error { out = c; return nil })
	return out, err
}

// Talkers lists the talkers of a capture.
func (s *Service) Talkers(ctx context.Context, who access.Principal, site plant.SiteID, id string) ([]observe.Talker, error) {
	var out []observe.Talker
	err := s.capture(ctx, who, site, id, func(r *store.Reader, _ observe.Capture) (err error) {
		out, err = r.Talkers(id)
		return err
	})
	return out, err
}

// Flows lists the flows of a capture, leaving out the first after of them.
func (s *Service) Flows(ctx context.Context, who access.Principal, site plant.SiteID, id string, after, limit int) ([]observe.Flow, error) {
	var out []observe.Flow
	err := s.capture(ctx, who, site, id, func(r *store.Reader, _ observe.Capture) (err error) {
		out, err = r.Flows(id, after-1, limit) // the store counts positions from 0
		return err
	})
	return out, err
}
