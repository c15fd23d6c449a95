package store

import (
	"database/sql"
	"slices"
	"strconv"

	"ringwall/internal/plant"
)

// assetsByZone pages assets in the order of their zones' keys; those without a
// zone come first. It goes from zone to zone, since no index can hold a key
// that stands in another table: renaming a zone would rewrite all its assets.
func (r *Reader) assetsByZone(f *filter, down bool, after *place, q AssetQuery) ([]plant.Asset, error) {
	site := f.args[0]
	zones, err := query(r, func(rows *sql.Rows, id *string) error { return rows.Scan(id) },
		"SELECT id FROM plant_zone WHERE site = $1 AND org = $2 ORDER BY key", site, string(r.org))
	if err != nil {
		return nil, err
	}
	zones = append([]string{""}, zones...)
	than, direction := ">", ""
	if down {
		slices.Reverse(zones)
		than, direction = "<", " DESC"
	}
	if after != nil {
		at := slices.Index(zones, after.Value)
		if at < 0 { // the zone has gone since: begin anew rather than leave assets out
			after = nil
		} else {
			zones = zones[at:]
		}
	}
	var page []plant.Asset
	for i, zone := range zones {
		var z filter
		z.text.WriteString(f.text.String())
		z.args = slices.Clone(f.args)
		if zone == "" {
			z.where("zone IS NULL")
		} else {
			z.where("zone = $", zone)
		}
		if after != nil && i == 0 {
			z.where("key "+than+" $", after.Key)
		}
		found, err := load[plant.Asset](r, z.text.String()+" ORDER BY key"+direction+" LIMIT "+strconv.Itoa(q.Limit+1-len(page)), z.args...)
		if err != nil {
			return nil, err
		}
		if page = append(page, found...); len(page) > q.Limit {
			break
		}
	}
	return page, nil
}
