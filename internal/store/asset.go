package store

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// ErrCursor says that a cursor was not made by this query.
var ErrCursor = errors.New("this is no place in the list")

// AssetQuery selects, orders and pages the assets of a site; an empty field selects all.
type AssetQuery struct {
	IDs         []plant.AssetID
	Search      string         // every word must occur in one of the asset's texts
	Zone        *plant.ZoneID  // "" is without a zone
	Zones       []plant.ZoneID // in any of these, or in Zone
	Types       []string
	Roles       []string
	Vendors     []string
	Criticality []int
	Owner       string
	Part        *access.Part // what the reader may see; nil is all
	Sort        string       // a name of assetOrders, "-" before it for descending; "key" if empty
	After       string       // the Next of the page before
	Limit       int          // 50 if 0
}

// AssetPage is a page of assets; Next is "" on the last page.
type AssetPage struct {
	Assets []plant.Asset
	Next   string
	Total  int // assets that the filter selects, on all pages
}

// assetOrders are the columns that a list can be ordered by. "zone" is the
// zone's key, which is the order that people expect.
var assetOrders = map[string]string{
	"": "key", "key": "key", "name": "name", "vendor": "vendor", "model": "model", "firmware": "firmware",
	"type": "asset_type", "role": "asset_role", "criticality": "criticality", "zone": "zone",
}

// Assets reads a page of a site's assets. Equal assets stand in the order of
// their keys, so a page begins exactly where the one before it ended.
func (r *Reader) Assets(site plant.SiteID, q AssetQuery) (AssetPage, error) {
	if q.Limit <= 0 {
		q.Limit = 50
	}
	order, down := strings.CutPrefix(q.Sort, "-")
	column, ok := assetOrders[order]
	if !ok {
		return AssetPage{}, fmt.Errorf("assets cannot be ordered by %q: %w", q.Sort, ErrCursor)
	}
	var f filter
	r.assetFilter(&f, site, q)
	var page AssetPage
	if err := r.s.row(r.ctx, []any{&page.Total}, "SELECT count(*) FROM plant_asset WHERE "+f.text.String(), f.args...); err != nil {
		return AssetPage{}, err
	}
	list, err := r.assetPage(&f, column, down, q)
	if err != nil {
		return AssetPage{}, err
	}
	page.Assets = list
	if len(list) > q.Limit {
		page.Assets = list[:q.Limit]
		page.Next = place{Sort: q.Sort, Value: sortValue(column, list[q.Limit-1]), Key: list[q.Limit-1].Key}.String()
	}
	return page, nil
}

func (r *Reader) assetPage(f *filter, column string, down bool, q AssetQuery) ([]plant.Asset, error) {
	var after *place
	if q.After != "" {
		p, err := readPlace(q.After, q.Sort)
		if err != nil {
			return nil, err
		}
		after = &p
	}
	if column == "zone" {
		return r.assetsByZone(f, down, after, q)
	}
	than, direction := ">", ""
	if down {
		than, direction = "<", " DESC"
	}
	switch {
	case after == nil:
	case column == "key":
		f.where("key "+than+" $", after.Key)
	case column == "criticality":
		n, err := strconv.Atoi(after.Value)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", q.After, ErrCursor)
		}
		f.where("(criticality, key) "+than+" ($, $)", n, after.Key)
	default:
		f.where("("+column+", key) "+than+" ($, $)", after.Value, after.Key)
	}
	by := column + direction
	if column != "key" {
		by += ", key" + direction
	}
	return load[plant.Asset](r, f.text.String()+" ORDER BY "+by+" LIMIT "+strconv.Itoa(q.Limit+1), f.args...)
}

// assetFilter writes the conditions. The site comes first, for an index of
// every order begins with it, and brings the organisation along: to compare
// that of each asset, counting would have to read the assets themselves.
func (r *Reader) assetFilter(f *filter, site plant.SiteID, q AssetQuery) {
	f.where("site = (SELECT id FROM plant_site WHERE id = $ AND org = $)", string(site), string(r.org))
	switch {
	case q.Zone == nil:
		anyOf(r, f, "zone", q.Zones)
	case *q.Zone != "":
		anyOf(r, f, "zone", append([]plant.ZoneID{*q.Zone}, q.Zones...))
	case len(q.Zones) > 0:
		f.where("(zone IS NULL OR "+r.oneOf("zone")+")", list(q.Zones))
	default:
		f.where("zone IS NULL")
	}
	anyOf(r, f, "id", q.IDs)
	anyOf(r, f, "asset_type", q.Types)
	anyOf(r, f, "asset_role", q.Roles)
	anyOf(r, f, "vendor", q.Vendors)
	if len(q.Criticality) > 0 {
		levels := make([]string, len(q.Criticality))
		for i, c := range q.Criticality {
			levels[i] = strconv.Itoa(c)
		}
		f.where("criticality IN (" + strings.Join(levels, ", ") + ")")
	}
	if q.Owner != "" {
		f.where("owner = $", q.Owner)
	}
	for _, word := range strings.Fields(fold(q.Search)) {
		f.where(`search LIKE $ ESCAPE '\'`, "%"+likeEscapes.Replace(word)+"%")
	}
	if q.Part != nil && !q.Part.All {
		f.where("("+r.oneOf("zone")+" OR "+r.oneOf("vendor_folded")+")", list(q.Part.Zones), list(q.Part.Vendors))
	}
}

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (r *Reader) oneOf(column string) string {
	return strings.NewReplacer("%s", column, "$%d", "$").Replace(r.db.dialect.anyOf)
}

func anyOf[T ~string](r *Reader, f *filter, column string, values []T) {
	if len(values) > 0 {
		f.where(r.oneOf(column), list(values))
	}
}

// place is where a page ends: the value that the list is ordered by, and the key.
type place struct {
	Sort  string `json:"s"`
	Value string `json:"v,omitempty"`
	Key   string `json:"k"`
}

func (p place) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // three texts
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func readPlace(cursor, sort string) (place, error) {
	var p place
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil || p.Sort != sort {
		return place{}, fmt.Errorf("%q: %w", cursor, ErrCursor)
	}
	return p, nil
}

func sortValue(column string, a plant.Asset) string {
	switch column {
	case "name":
		return a.Name
	case "vendor":
		return a.Vendor
	case "model":
		return a.Model
	case "firmware":
		return a.Firmware
	case "asset_type":
		return string(a.Type)
	case "asset_role":
		return string(a.Role)
	case "criticality":
		return strconv.Itoa(a.Criticality)
	case "zone":
		return string(a.Zone)
	}
	return ""
}

// AssetCounts counts the assets of each zone; "" are those without one.
func (r *Reader) AssetCounts(site plant.SiteID) (map[plant.ZoneID]int, error) {
	counts := map[plant.ZoneID]int{}
	err := r.s.query(r.ctx, func(rows *sql.Rows) error {
		var zone string
		var n int
		err := rows.Scan(&zone, &n)
		counts[plant.ZoneID(zone)] = n
		return err
	}, `SELECT coalesce(zone, ''), count(*) FROM plant_asset
		WHERE site = (SELECT id FROM plant_site WHERE id = $1 AND org = $2) GROUP BY zone`, string(site), string(r.org))
	return counts, err
}
