package csms

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// MostBulk is how many assets one act may change.
const MostBulk = 100_000

// AssetBulk is one change to many assets: those named, or all that a filter
// finds. Either Set or Delete says what happens to them.
type AssetBulk struct {
	IDs    []plant.AssetID
	All    *AssetFilter
	Set    *AssetSet
	Delete bool
	// Cascade deletes with the assets what was answered for the components themselves.
	Cascade bool
}

// AssetSet names the attributes that many assets get alike; nil leaves one as it is.
type AssetSet struct {
	Zone        *plant.ZoneID    `json:"zone,omitempty" maxLength:"64" doc:"Id of a zone; empty takes the assets out of their zone"`
	Owner       *string          `json:"owner,omitempty" maxLength:"200"`
	Location    *string          `json:"location,omitempty" maxLength:"200"`
	Criticality *int             `json:"criticality,omitempty" minimum:"0" maximum:"5"`
	Role        *plant.AssetRole `json:"role,omitempty" maxLength:"40"`
	Type        *plant.AssetType `json:"type,omitempty" maxLength:"40"`
	Vendor      *string          `json:"vendor,omitempty" maxLength:"200"`
	AddTags     []string         `json:"addTags,omitempty" maxItems:"100"`
	RemoveTags  []string         `json:"removeTags,omitempty" maxItems:"100"`
}

// BulkResult is what a bulk change did.
type BulkResult struct {
	Changed int   `json:"changed" doc:"Assets that are different now"`
	Entry   int64 `json:"entry,omitempty" doc:"The one entry of the history that holds all of it; absent when nothing changed"`
}

// BulkAssets changes or removes many assets in one act: all of them or, when
// one breaks a rule, none. The error then names the assets and their rules.
func (s *Service) BulkAssets(ctx context.Context, who access.Principal, site plant.SiteID, in AssetBulk) (BulkResult, error) {
	if err := in.check(); err != nil {
		return BulkResult{}, err
	}
	verb := "asset.bulk"
	if in.Delete {
		verb = "asset.bulk-delete"
	}
	var out BulkResult
	subject := fmt.Sprintf("%d assets", len(in.IDs))
	if in.All != nil {
		subject = "filtered assets"
	}
	entry, err := s.update(ctx, who, intent{do: access.AssetEdit, site: site, verb: verb, subject: subject}, func(tx *store.Tx) error {
		part := access.PartOf(who, access.AssetEdit, site)
		assets, err := s.chosen(tx.Reader(), site, part, in)
		if err != nil {
			return err
		}
		if in.Delete {
			out.Changed = len(assets)
			return s.deleteAssets(tx, site, assets, in.Cascade)
		}
		out.Changed, err = s.setAssets(tx, site, part, assets, *in.Set)
		return err
	})
	if err != nil {
		return BulkResult{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

func (in AssetBulk) check() error {
	switch {
	case (len(in.IDs) == 0) == (in.All == nil):
		return invalid("Name the assets by their ids, or all that a filter finds: one of the two.")
	case in.Delete == (in.Set != nil):
		return invalid("Say what happens to the assets: set some attributes, or delete them.")
	case len(in.IDs) > MostBulk:
		return invalid("%d assets are too many for one act: choose at most %d.", len(in.IDs), MostBulk)
	}
	return nil
}

// chosen loads the assets that a bulk change is about.
func (s *Service) chosen(r *store.Reader, site plant.SiteID, part access.Part, in AssetBulk) ([]plant.Asset, error) {
	if in.All != nil {
		q := in.All.query(part)
		q.Limit = 1
		count, err := r.Assets(site, q)
		if err != nil {
			return nil, err
		}
		if count.Total > MostBulk {
			return nil, invalid("The filter finds %d assets, too many for one act: narrow it to at most %d.", count.Total, MostBulk)
		}
		return everyAsset(r, site, q)
	}
	ids := slices.Clone(in.IDs)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	assets := make([]plant.Asset, 0, len(ids))
	for _, id := range ids {
		a, err := assetOf(r, site, id)
		if err == nil && !part.Asset(a) {
			err = store.ErrNotFound
		}
		if err != nil {
			return nil, s.fail(err, "asset")
		}
		assets = append(assets, a)
	}
	return assets, nil
}

// setAssets puts the same attributes on all assets, each under the same rules
// as if it were changed alone.
func (s *Service) setAssets(tx *store.Tx, site plant.SiteID, part access.Part, assets []plant.Asset, set AssetSet) (changed int, err error) {
	around, err := frame(tx.Reader(), site)
	if err != nil {
		return 0, err
	}
	rules := plant.RulesOf(around)
	var broken brokenRows
	for _, before := range assets {
		after := plant.NormaliseAsset(set.on(before))
		if !stays(part, before, after) {
			return 0, beyondPart()
		}
		if after, err = typed(before, after); err != nil {
			return 0, err
		}
		if problems := rules.Asset(after); len(problems) > 0 {
			broken.add(before.Key, problems)
			continue
		}
		unchanged, err := same(before, after)
		if err != nil {
			return 0, err
		}
		if unchanged || broken.any() {
			continue
		}
		if err := store.Put(tx, &after); err != nil {
			return 0, s.fail(err, "asset")
		}
		changed++
	}
	return changed, broken.err(len(assets))
}

// on is the asset with the attributes set.
func (set AssetSet) on(a plant.Asset) plant.Asset {
	if set.Zone != nil {
		a.Zone = *set.Zone
	}
	if set.Owner != nil {
		a.Owner = *set.Owner
	}
	if set.Location != nil {
		a.Location = *set.Location
	}
	if set.Criticality != nil {
		a.Criticality = *set.Criticality
	}
	if set.Role != nil {
		a.Role = *set.Role
	}
	if set.Type != nil {
		a.Type = *set.Type
	}
	if set.Vendor != nil {
		a.Vendor = *set.Vendor
	}
	tags := slices.Concat(a.Tags, set.AddTags)
	a.Tags = slices.DeleteFunc(tags, func(tag string) bool { return slices.Contains(set.RemoveTags, tag) })
	return a
}

// deleteAssets removes assets; what refers to any of them is named.
func (s *Service) deleteAssets(tx *store.Tx, site plant.SiteID, assets []plant.Asset, cascade bool) error {
	var kept []string
	var by []store.Ref
	for _, a := range assets {
		if cascade {
			if err := dropAnswers(tx, site, a.ID); err != nil {
				return err
			}
		}
		refs, err := store.References(tx.Reader(), "asset", string(a.ID))
		if err != nil {
			return err
		}
		if len(refs) > 0 {
			kept = append(kept, a.Key)
			by = append(by, refs...)
		}
	}
	if len(kept) > 0 {
		return &Error{
			Kind: Conflict, Code: "in-use", err: &InUse{By: by},
			Text: fmt.Sprintf("Nothing was deleted: still in use are %s.", named(kept)),
		}
	}
	err := deleteAll(tx, assets, func(a plant.Asset) (string, int) { return string(a.ID), a.Version })
	return s.fail(err, "asset")
}

// brokenRows collects which assets of many break which rules. It keeps the
// first few: a person mends the cause, not 100,000 rows.
type brokenRows struct {
	keys   []string
	fields []Field
}

func (b *brokenRows) any() bool { return len(b.keys) > 0 }

func (b *brokenRows) add(key string, problems plant.Problems) {
	const most = 50
	b.keys = append(b.keys, key)
	for _, p := range problems {
		if len(b.fields) < most {
			b.fields = append(b.fields, Field{Pointer: "/set" + p.Pointer, Text: fmt.Sprintf("Asset %q: %s", key, p.Text)})
		}
	}
}

func (b *brokenRows) err(of int) error {
	if len(b.keys) == 0 {
		return nil
	}
	return &Error{
		Kind: Invalid, Fields: b.fields,
		Text: fmt.Sprintf("Nothing was changed: %d of %d assets would break a rule: %s. %s", len(b.keys), of, named(b.keys), strings.TrimSpace(b.fields[0].Text)),
	}
}
