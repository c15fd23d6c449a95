package store

import (
	"database/sql"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// Facet is a value that assets of a site have, and how many of them.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// AssetFacets are the values to filter a site's assets by; a zone is its id.
type AssetFacets struct {
	Vendors []Facet `json:"vendors"`
	Types   []Facet `json:"types"`
	Roles   []Facet `json:"roles"`
	Zones   []Facet `json:"zones"`
	Owners  []Facet `json:"owners"`
}

// AssetFacets counts the values within what the reader may see; nil is all.
func (r *Reader) AssetFacets(site plant.SiteID, part *access.Part) (AssetFacets, error) {
	var all AssetFacets
	for _, facet := range []struct {
		list   *[]Facet
		column string
	}{
		{&all.Vendors, "vendor"}, {&all.Types, "asset_type"}, {&all.Roles, "asset_role"}, {&all.Zones, "coalesce(zone, '')"}, {&all.Owners, "owner"},
	} {
		var f filter
		r.assetFilter(&f, site, AssetQuery{Part: part})
		found, err := query(r, func(rows *sql.Rows, v *Facet) error { return rows.Scan(&v.Value, &v.Count) },
			"SELECT "+facet.column+", count(*) FROM plant_asset WHERE "+f.text.String()+" GROUP BY 1 ORDER BY 1", f.args...)
		if err != nil {
			return AssetFacets{}, err
		}
		*facet.list = found
	}
	return all, nil
}
