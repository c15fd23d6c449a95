package csms

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// AssetFilter chooses assets of a site; what is empty does not narrow the
// choice. Of several values in one field, one is enough.
type AssetFilter struct {
	IDs         []plant.AssetID
	Search      string   // words that key, name, model, address and the like contain
	Zones       []string // ids of zones; "none" is without a zone
	Types       []string
	Roles       []string
	Vendors     []string
	Criticality []int
	Owner       string
}

// NoZone stands for "without a zone" where a filter names zones.
const NoZone = "none"

// AssetSorts lists the orders of the asset list; a "-" before one reverses it.
var AssetSorts = []string{"key", "name", "vendor", "model", "zone", "type", "role", "criticality", "firmware"}

// query is the filter as the store reads it.
func (f AssetFilter) query(part access.Part) store.AssetQuery {
	q := store.AssetQuery{
		IDs:    f.IDs,
		Search: strings.TrimSpace(f.Search), Types: f.Types, Roles: f.Roles, Vendors: f.Vendors,
		Criticality: f.Criticality, Owner: f.Owner,
	}
	for _, zone := range f.Zones {
		if zone == NoZone {
			q.Zone = new(plant.ZoneID)
			continue
		}
		q.Zones = append(q.Zones, plant.ZoneID(zone))
	}
	if !part.All {
		q.Part = &part
	}
	return q
}

// mark names a filter and an order in a cursor.
func (f AssetFilter) mark(site plant.SiteID, sort string) (string, error) {
	text, err := json.Marshal(struct {
		Site   plant.SiteID
		Filter AssetFilter
		Sort   string
	}{site, f, sort})
	if err != nil {
		return "", err
	}
	h := fnv.New64a()
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Assets lists assets of a site, as far as the caller may know of them.
func (s *Service) Assets(ctx context.Context, who access.Principal, site plant.SiteID, f AssetFilter, sort, after string, limit int) (Page[plant.Asset], error) {
	if sort == "" {
		sort = "key"
	}
	if !slices.Contains(AssetSorts, strings.TrimPrefix(sort, "-")) {
		return Page[plant.Asset]{}, invalid("Assets cannot be sorted by %q: choose one of %s, with a - before it for the reverse.", sort, strings.Join(AssetSorts, ", "))
	}
	of, err := f.mark(site, sort)
	if err != nil {
		return Page[plant.Asset]{}, err
	}
	last, err := readCursor(of, after)
	if err != nil {
		return Page[plant.Asset]{}, err
	}
	var page Page[plant.Asset]
	err = s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) error {
		q := f.query(access.PartOf(who, access.AssetRead, site))
		q.Sort, q.After, q.Limit = sort, last, limit
		found, err := r.Assets(site, q)
		page = Page[plant.Asset]{Items: found.Assets, Next: cursor{Of: of, After: found.Next}.encode(), Total: found.Total}
		return err
	})
	return page, err
}

// everyAsset reads all assets that a query finds, page by page.
func everyAsset(r *store.Reader, site plant.SiteID, q store.AssetQuery) ([]plant.Asset, error) {
	var all []plant.Asset
	q.Sort, q.Limit = "key", 1000
	for {
		page, err := r.Assets(site, q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Assets...)
		if page.Next == "" {
			return all, nil
		}
		q.After = page.Next
	}
}

// AssetFacets count the assets of a site by the values that lists filter by;
// the value "" counts those without one.
type AssetFacets = store.AssetFacets

// AssetFacets counts the assets of a site that the caller may know of.
func (s *Service) AssetFacets(ctx context.Context, who access.Principal, site plant.SiteID) (AssetFacets, error) {
	var facets AssetFacets
	err := s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) (err error) {
		part := access.PartOf(who, access.AssetRead, site)
		facets, err = r.AssetFacets(site, &part)
		return err
	})
	for _, list := range []*[]store.Facet{&facets.Vendors, &facets.Types, &facets.Roles, &facets.Zones, &facets.Owners} {
		if *list == nil {
			*list = []store.Facet{}
		}
	}
	return facets, err
}
