package csms

import (
	"context"
	"encoding/json"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Asset is one asset of a site.
func (s *Service) Asset(ctx context.Context, who access.Principal, site plant.SiteID, id plant.AssetID) (plant.Asset, error) {
	var a plant.Asset
	err := s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) (err error) {
		a, err = assetOf(r, site, id)
		if err == nil && !access.PartOf(who, access.AssetRead, site).Asset(a) {
			err = store.ErrNotFound
		}
		return s.fail(err, "asset")
	})
	if err != nil {
		return plant.Asset{}, err
	}
	return a, nil
}

// AddAsset adds an asset to a site; what the user says of it counts as typed.
func (s *Service) AddAsset(ctx context.Context, who access.Principal, site plant.SiteID, a plant.Asset) (plant.Asset, int64, error) {
	a = plant.NormaliseAsset(a)
	a.ID, a.Site, a.Version, a.Sources = "", site, 0, nil
	in := intent{do: access.AssetEdit, site: site, verb: "asset.add", subject: a.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		part := access.PartOf(who, access.AssetEdit, site)
		if !part.All && (!part.Asset(a) || a.Zone != "" && !part.Zone(a.Zone)) {
			return beyondPart()
		}
		if err := s.checkAsset(tx.Reader(), a); err != nil {
			return err
		}
		return s.fail(store.Put(tx, &a), "asset")
	})
	return a, entry.Seq, err
}

// ChangeAsset changes an asset; a.Version is the one it was read with. Where
// the values come from is kept by the program: what the user changed is typed
// from now on, the rest keeps its source.
func (s *Service) ChangeAsset(ctx context.Context, who access.Principal, site plant.SiteID, a plant.Asset) (plant.Asset, int64, error) {
	a = plant.NormaliseAsset(a)
	a.Site = site
	in := intent{do: access.AssetEdit, site: site, verb: "asset.change", subject: a.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		part := access.PartOf(who, access.AssetEdit, site)
		before, err := assetOf(tx.Reader(), site, a.ID)
		if err == nil && !part.Asset(before) {
			err = store.ErrNotFound
		}
		if err != nil {
			return s.fail(err, "asset")
		}
		if !stays(part, before, a) {
			return beyondPart()
		}
		if a, err = typed(before, a); err != nil {
			return err
		}
		if err := s.checkAsset(tx.Reader(), a); err != nil {
			return err
		}
		return s.fail(change(tx, before, before.Version, &a, a.Version), "asset")
	})
	return a, entry.Seq, err
}

// DeleteAsset removes an asset; what still refers to it is named. With cascade
// the answers given for the component itself go with it, as part of one entry.
func (s *Service) DeleteAsset(ctx context.Context, who access.Principal, site plant.SiteID, id plant.AssetID, version int, cascade bool) (int64, error) {
	a, err := s.Asset(ctx, who, site, id)
	if err != nil {
		return 0, err
	}
	in := intent{do: access.AssetEdit, site: site, verb: "asset.delete", subject: a.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if !access.PartOf(who, access.AssetEdit, site).Asset(a) {
			return notFound("asset")
		}
		if cascade {
			if err := dropAnswers(tx, site, id); err != nil {
				return err
			}
		}
		return s.fail(store.Delete[plant.Asset](tx, string(id), version), "asset")
	})
	return entry.Seq, err
}

// dropAnswers removes what was answered for a component.
func dropAnswers(tx *store.Tx, site plant.SiteID, id plant.AssetID) error {
	verdicts, err := tx.Reader().VerdictsOf(site, assess.Subject{Kind: assess.OfAsset, ID: string(id)})
	if err != nil {
		return err
	}
	return deleteAll(tx, verdicts, func(v assess.Verdict) (string, int) { return string(v.ID), v.Version })
}

// checkAsset holds one asset against the rules of its site. Only its zone is
// loaded: that no other asset has its key is for the store to see, which need
// not read 10,000 others for it.
func (s *Service) checkAsset(r *store.Reader, a plant.Asset) error {
	var site plant.Site
	if a.Zone != "" {
		z, err := store.Get[plant.Zone](r, string(a.Zone))
		switch {
		case err == nil && z.Site == a.Site:
			site.Zones = []plant.Zone{z}
		case err != nil && KindOf(s.fail(err, "zone")) != NotFound:
			return err
		}
	}
	return s.fail(plant.CheckAsset(site, a), "asset")
}

// stays says whether a change leaves the asset in the caller's part. The zone
// may only change between zones of the part: a supplier, whose part is a
// vendor, knows no zones and so moves nothing.
func stays(part access.Part, before, after plant.Asset) bool {
	if part.All {
		return true
	}
	moved := before.Zone != after.Zone
	return part.Asset(after) && (!moved || part.Zone(before.Zone) && part.Zone(after.Zone))
}

func beyondPart() error {
	return &Error{Kind: Denied, Text: "The asset would lie outside your part of the site."}
}

// typed is after with the sources of before, less those of the attributes that
// differ: somebody typed these.
func typed(before, after plant.Asset) (plant.Asset, error) {
	after.Sources = nil
	if len(before.Sources) == 0 {
		return after, nil
	}
	old, err := json.Marshal(before)
	if err != nil {
		return after, err
	}
	changed, err := json.Marshal(after)
	if err != nil {
		return after, err
	}
	fields, err := diffDocs(old, changed)
	if err != nil {
		return after, err
	}
	differs := map[string]bool{}
	for _, f := range fields {
		name, _, _ := strings.Cut(f.Path[1:], "/")
		differs[name] = true
	}
	for name, source := range before.Sources {
		if differs[name] {
			continue
		}
		if after.Sources == nil {
			after.Sources = map[string]plant.Source{}
		}
		after.Sources[name] = source
	}
	return after, nil
}
