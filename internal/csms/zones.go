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

// Zones lists the zones of a site by key, as far as the caller may know of them.
func (s *Service) Zones(ctx context.Context, who access.Principal, site plant.SiteID, after string, limit int) (Page[plant.Zone], error) {
	var page Page[plant.Zone]
	err := s.view(ctx, who, access.PlantRead, site, func(r *store.Reader) error {
		zones, err := store.All[plant.Zone](r, site)
		if err != nil {
			return err
		}
		part := access.PartOf(who, access.PlantRead, site)
		zones = slices.DeleteFunc(zones, func(z plant.Zone) bool { return !part.Zone(z.ID) })
		page, err = keyed("zones", zones, func(z plant.Zone) string { return z.Key }, after, limit)
		return err
	})
	return page, err
}

// Zone is one zone of a site.
func (s *Service) Zone(ctx context.Context, who access.Principal, site plant.SiteID, id plant.ZoneID) (plant.Zone, error) {
	var z plant.Zone
	err := s.view(ctx, who, access.PlantRead, site, func(r *store.Reader) (err error) {
		z, err = zoneOf(r, site, id)
		if err == nil && !access.PartOf(who, access.PlantRead, site).Zone(id) {
			err = store.ErrNotFound
		}
		return s.fail(err, "zone")
	})
	if err != nil {
		return plant.Zone{}, err
	}
	return z, nil
}

// AddZone adds a zone to a site.
func (s *Service) AddZone(ctx context.Context, who access.Principal, site plant.SiteID, z plant.Zone) (plant.Zone, int64, error) {
	z = plant.NormaliseZone(z)
	z.ID, z.Site, z.Version = "", site, 0
	in := intent{do: access.PlantEdit, site: site, verb: "zone.add", subject: z.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if err := s.checkZone(tx.Reader(), z); err != nil {
			return err
		}
		return s.fail(store.Put(tx, &z), "zone")
	})
	return z, entry.Seq, err
}

// ChangeZone changes a zone, its key included: whatever refers to the zone does
// so by id and follows. z.Version is the one the zone was read with.
func (s *Service) ChangeZone(ctx context.Context, who access.Principal, site plant.SiteID, z plant.Zone) (plant.Zone, int64, error) {
	z = plant.NormaliseZone(z)
	z.Site = site
	in := intent{do: access.PlantEdit, site: site, verb: "zone.change", subject: z.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		before, err := zoneOf(tx.Reader(), site, z.ID)
		if err != nil {
			return s.fail(err, "zone")
		}
		if err := s.checkZone(tx.Reader(), z); err != nil {
			return err
		}
		return s.fail(change(tx, before, before.Version, &z, z.Version), "zone")
	})
	return z, entry.Seq, err
}

// checkZone holds a zone against the rules of its site.
func (s *Service) checkZone(r *store.Reader, z plant.Zone) error {
	site, err := frame(r, z.Site)
	if err != nil {
		return err
	}
	for _, other := range site.Zones {
		if other.ID != z.ID && strings.EqualFold(other.Key, z.Key) {
			return s.keyTaken("zone", other.Key)
		}
	}
	return s.fail(plant.CheckZone(site, z), "zone")
}

// DeleteZone removes a zone. What still refers to it is named and stands in
// the way, unless it is to give way: assets then are without a zone, inner
// zones move outwards, and conduits and answers go. All of it is one entry.
func (s *Service) DeleteZone(ctx context.Context, who access.Principal, site plant.SiteID, id plant.ZoneID, version int, cascade bool) (int64, error) {
	z, err := s.Zone(ctx, who, site, id)
	if err != nil {
		return 0, err
	}
	in := intent{do: access.PlantEdit, site: site, verb: "zone.delete", subject: z.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if cascade {
			if err := access.Check(who, access.AssetEdit, site); err != nil {
				return err
			}
			if err := freeZone(tx, z); err != nil {
				return err
			}
		}
		return s.fail(store.Delete[plant.Zone](tx, string(id), version), "zone")
	})
	return entry.Seq, err
}

// freeZone takes away all that refers to a zone.
func freeZone(tx *store.Tx, z plant.Zone) error {
	site, err := frame(tx.Reader(), z.Site)
	if err != nil {
		return err
	}
	gone := []assess.Subject{{Kind: assess.OfZone, ID: string(z.ID)}}
	var conduits []plant.Conduit
	for _, c := range site.Conduits {
		if c.From == z.ID || c.To == z.ID {
			conduits = append(conduits, c)
			gone = append(gone, assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)})
		}
	}
	if err := dropVerdicts(tx, z.Site, gone); err != nil {
		return err
	}
	if err := deleteAll(tx, conduits, func(c plant.Conduit) (string, int) { return string(c.ID), c.Version }); err != nil {
		return err
	}
	for _, inner := range site.Zones {
		if inner.Parent != z.ID {
			continue
		}
		inner.Parent = z.Parent
		if err := store.Put(tx, &inner); err != nil {
			return err
		}
	}
	assets, err := everyAsset(tx.Reader(), z.Site, store.AssetQuery{Zone: &z.ID})
	if err != nil {
		return err
	}
	for _, a := range assets {
		a.Zone = ""
		if err := store.Put(tx, &a); err != nil {
			return err
		}
	}
	return nil
}

// dropVerdicts removes the answers given for subjects that go, and those
// inherited from them: an answer cannot rest on what is no longer there.
func dropVerdicts(tx *store.Tx, site plant.SiteID, gone []assess.Subject) error {
	verdicts, err := tx.Reader().Verdicts(site)
	if err != nil {
		return err
	}
	verdicts = slices.DeleteFunc(verdicts, func(v assess.Verdict) bool {
		return !slices.Contains(gone, v.Subject) && (v.From == nil || !slices.Contains(gone, *v.From))
	})
	return deleteAll(tx, verdicts, func(v assess.Verdict) (string, int) { return string(v.ID), v.Version })
}
