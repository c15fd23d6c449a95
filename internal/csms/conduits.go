package csms

import (
	"context"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Conduits lists the conduits of a site by key. Whoever has a part of the site
// sees those that lead into it.
func (s *Service) Conduits(ctx context.Context, who access.Principal, site plant.SiteID, after string, limit int) (Page[plant.Conduit], error) {
	var page Page[plant.Conduit]
	err := s.view(ctx, who, access.PlantRead, site, func(r *store.Reader) error {
		conduits, err := store.All[plant.Conduit](r, site)
		if err != nil {
			return err
		}
		part := access.PartOf(who, access.PlantRead, site)
		conduits = slices.DeleteFunc(conduits, func(c plant.Conduit) bool { return !touches(part, c) })
		page, err = keyed("conduits", conduits, func(c plant.Conduit) string { return c.Key }, after, limit)
		return err
	})
	return page, err
}

// Conduit is one conduit of a site.
func (s *Service) Conduit(ctx context.Context, who access.Principal, site plant.SiteID, id plant.ConduitID) (plant.Conduit, error) {
	var c plant.Conduit
	err := s.view(ctx, who, access.PlantRead, site, func(r *store.Reader) (err error) {
		c, err = conduitOf(r, site, id)
		if err == nil && !touches(access.PartOf(who, access.PlantRead, site), c) {
			err = store.ErrNotFound
		}
		return s.fail(err, "conduit")
	})
	if err != nil {
		return plant.Conduit{}, err
	}
	return c, nil
}

// AddConduit adds a conduit between two zones of a site.
func (s *Service) AddConduit(ctx context.Context, who access.Principal, site plant.SiteID, c plant.Conduit) (plant.Conduit, int64, error) {
	c = plant.NormaliseConduit(c)
	c.ID, c.Site, c.Version = "", site, 0
	in := intent{do: access.PlantEdit, site: site, verb: "conduit.add", subject: c.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if err := s.checkConduit(tx.Reader(), c); err != nil {
			return err
		}
		return s.fail(store.Put(tx, &c), "conduit")
	})
	return c, entry.Seq, err
}

// ChangeConduit changes a conduit; c.Version is the one it was read with.
func (s *Service) ChangeConduit(ctx context.Context, who access.Principal, site plant.SiteID, c plant.Conduit) (plant.Conduit, int64, error) {
	c = plant.NormaliseConduit(c)
	c.Site = site
	in := intent{do: access.PlantEdit, site: site, verb: "conduit.change", subject: c.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		before, err := conduitOf(tx.Reader(), site, c.ID)
		if err != nil {
			return s.fail(err, "conduit")
		}
		if err := s.checkConduit(tx.Reader(), c); err != nil {
			return err
		}
		return s.fail(change(tx, before, before.Version, &c, c.Version), "conduit")
	})
	return c, entry.Seq, err
}

// checkConduit holds a conduit against the rules of its site.
func (s *Service) checkConduit(r *store.Reader, c plant.Conduit) error {
	site, err := frame(r, c.Site)
	if err != nil {
		return err
	}
	for _, other := range site.Conduits {
		if other.ID != c.ID && strings.EqualFold(other.Key, c.Key) {
			return s.keyTaken("conduit", other.Key)
		}
	}
	return s.fail(plant.CheckConduit(site, c), "conduit")
}

// DeleteConduit removes a conduit. Answers given for it or inherited from it
// are named and stand in the way, unless they are to go with it.
func (s *Service) DeleteConduit(ctx context.Context, who access.Principal, site plant.SiteID, id plant.ConduitID, version int, cascade bool) (int64, error) {
	c, err := s.Conduit(ctx, who, site, id)
	if err != nil {
		return 0, err
	}
	in := intent{do: access.PlantEdit, site: site, verb: "conduit.delete", subject: c.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if cascade {
			if err := dropVerdicts(tx, site, []assess.Subject{{Kind: assess.OfConduit, ID: string(id)}}); err != nil {
				return err
			}
		}
		return s.fail(store.Delete[plant.Conduit](tx, string(id), version), "conduit")
	})
	return entry.Seq, err
}
