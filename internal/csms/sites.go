package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Sites lists the sites that the caller may know of, by key.
func (s *Service) Sites(ctx context.Context, who access.Principal, after string, limit int) (Page[plant.SiteRecord], error) {
	var page Page[plant.SiteRecord]
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		sites, err := knownSites(r, who)
		if err != nil {
			return err
		}
		page, err = keyed("sites", sites, func(x plant.SiteRecord) string { return x.Key }, after, limit)
		return err
	})
	return page, err
}

// knownSites are the sites of the organisation that a principal may know of.
func knownSites(r *store.Reader, who access.Principal) ([]plant.SiteRecord, error) {
	sites, err := store.All[plant.SiteRecord](r, "")
	if err != nil {
		return nil, err
	}
	all, some := access.Sites(who, access.SiteRead)
	if all {
		return sites, nil
	}
	return slices.DeleteFunc(sites, func(x plant.SiteRecord) bool { return !slices.Contains(some, x.ID) }), nil
}

// Site is one site's own record.
func (s *Service) Site(ctx context.Context, who access.Principal, id plant.SiteID) (plant.SiteRecord, error) {
	var site plant.SiteRecord
	err := s.view(ctx, who, access.SiteRead, id, func(r *store.Reader) (err error) {
		site, err = store.Get[plant.SiteRecord](r, string(id))
		return s.fail(err, "site")
	})
	return site, err
}

// AddSite adds an empty site to the organisation. Like whatever adds, changes
// or deletes a record, it also answers with the entry of the history that it
// left, 0 when nothing changed.
func (s *Service) AddSite(ctx context.Context, who access.Principal, site plant.SiteRecord) (plant.SiteRecord, int64, error) {
	site = plant.NormaliseSiteRecord(site)
	site.ID, site.Org, site.Version = "", who.Org, 0
	entry, err := s.update(ctx, who, intent{do: access.SiteAdd, verb: "site.add", subject: site.Key}, func(tx *store.Tx) error {
		if err := plant.CheckSiteRecord(site); err != nil {
			return err
		}
		return s.fail(store.Put(tx, &site), "site")
	})
	return site, entry.Seq, err
}

// ChangeSite changes a site's own record; site.Version is the one it was read with.
func (s *Service) ChangeSite(ctx context.Context, who access.Principal, site plant.SiteRecord) (plant.SiteRecord, int64, error) {
	site.Org = who.Org
	site = plant.NormaliseSiteRecord(site)
	in := intent{do: access.SiteEdit, site: site.ID, verb: "site.change", subject: site.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		before, err := store.Get[plant.SiteRecord](tx.Reader(), string(site.ID))
		if err != nil {
			return s.fail(err, "site")
		}
		if err := plant.CheckSiteRecord(site); err != nil {
			return err
		}
		return s.fail(change(tx, before, before.Version, &site, site.Version), "site")
	})
	return site, entry.Seq, err
}

// change stores the new value of a record, unless it is the old one: saying
// the same again is no change and leaves no entry.
func change[T any](tx *store.Tx, before T, stored int, after *T, read int) error {
	if read != stored {
		return store.ErrStale
	}
	unchanged, err := same(before, *after)
	if unchanged || err != nil {
		return err
	}
	return store.Put(tx, after)
}

// DeleteSite removes a site. It must be empty, unless all that is in it is to
// go with it; one entry then holds all of it and can be undone as one.
func (s *Service) DeleteSite(ctx context.Context, who access.Principal, id plant.SiteID, version int, cascade bool) (int64, error) {
	site, err := s.Site(ctx, who, id)
	if err != nil {
		return 0, err
	}
	in := intent{do: access.SiteDelete, site: id, verb: "site.delete", subject: site.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if cascade {
			if err := clearSite(tx, id); err != nil {
				return err
			}
		}
		return s.fail(store.Delete[plant.SiteRecord](tx, string(id), version), "site")
	})
	return entry.Seq, err
}

// clearSite removes what a site holds, what refers before what is referred to.
func clearSite(tx *store.Tx, site plant.SiteID) error {
	if err := clearRegister(tx, site); err != nil {
		return err
	}
	verdicts, err := tx.Reader().Verdicts(site)
	if err != nil {
		return err
	}
	if err := deleteAll(tx, verdicts, func(v assess.Verdict) (string, int) { return string(v.ID), v.Version }); err != nil {
		return err
	}
	if err := clearShelf(tx, site); err != nil {
		return err
	}
	captures, err := store.All[observe.Capture](tx.Reader(), site)
	if err != nil {
		return err
	}
	if err := deleteAll(tx, captures, func(c observe.Capture) (string, int) { return string(c.ID), c.Version }); err != nil {
		return err
	}
	if err := clearViews(tx, site); err != nil {
		return err
	}
	all, err := tx.Reader().Site(site)
	if err != nil {
		return err
	}
	if err := deleteAll(tx, all.Conduits, func(c plant.Conduit) (string, int) { return string(c.ID), c.Version }); err != nil {
		return err
	}
	if err := deleteAll(tx, all.Assets, func(a plant.Asset) (string, int) { return string(a.ID), a.Version }); err != nil {
		return err
	}
	return deleteAll(tx, innerFirst(all.Zones), func(z plant.Zone) (string, int) { return string(z.ID), z.Version })
}

// clearViews removes the saved views, of whomever, that are for this site only.
func clearViews(tx *store.Tx, site plant.SiteID) error {
	views, err := store.All[store.View](tx.Reader(), "")
	if err != nil {
		return err
	}
	views = slices.DeleteFunc(views, func(v store.View) bool { return v.Site != site })
	return deleteAll(tx, views, func(v store.View) (string, int) { return v.ID, v.Version })
}

func deleteAll[T any](tx *store.Tx, records []T, of func(T) (id string, version int)) error {
	for _, record := range records {
		id, version := of(record)
		if err := store.Delete[T](tx, id, version); err != nil {
			return err
		}
	}
	return nil
}

// innerFirst orders zones so that each comes before the zone it lies in.
func innerFirst(zones []plant.Zone) []plant.Zone {
	parent := map[plant.ZoneID]plant.ZoneID{}
	for _, z := range zones {
		parent[z.ID] = z.Parent
	}
	depth := func(id plant.ZoneID) (n int) {
		for up := parent[id]; up != "" && n <= len(zones); up = parent[up] {
			n++
		}
		return n
	}
	zones = slices.Clone(zones)
	slices.SortStableFunc(zones, func(a, b plant.Zone) int { return depth(b.ID) - depth(a.ID) })
	return zones
}
