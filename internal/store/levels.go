package store

import (
	"database/sql"
	"encoding/json"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// ClaimsOn reads the claims on every product by one set.
func (r *Reader) ClaimsOn(set catalog.SetID) ([]assess.Claim, error) {
	return load[assess.Claim](r, "org = $1 AND requirement_set = $2 AND subject_kind = $3 ORDER BY subject_id, requirement_set, requirement",
		string(r.org), string(set), string(assess.OfProduct))
}

// Supplied is what an organisation knew of products at a time.
type Supplied struct {
	Companies []supply.Company
	Products  []supply.Product
	Claims    []assess.Claim
}

// SuppliedAt reads it as it was after an entry.
func (r *Reader) SuppliedAt(seq int64) (Supplied, error) {
	var out Supplied
	err := r.valuesAt("", seq, "'company', 'product', 'claim'", func(value any) {
		switch v := value.(type) {
		case *supply.Company:
			out.Companies = append(out.Companies, *v)
		case *supply.Product:
			out.Products = append(out.Products, *v)
		case *assess.Claim:
			out.Claims = append(out.Claims, *v)
		}
	})
	return out, err
}

// Components hands over the assets of a site by key, as far as their levels
// depend on them: what they are, where they stand, and of what make. The rest of
// each asset stays unread, which for large sites is most of the work.
func (r *Reader) Components(site plant.SiteID, take func(plant.Asset)) error {
	const text = `SELECT id, key, name, coalesce(zone, ''), asset_type, vendor, model, firmware,
		CASE WHEN doc LIKE '%"orderNumber"%' OR doc LIKE '%"retired"%' THEN doc ELSE '' END
		FROM plant_asset WHERE org = $1 AND site = $2 ORDER BY key`
	return r.s.query(r.ctx, func(rows *sql.Rows) error {
		var a plant.Asset
		var doc string
		if err := rows.Scan(&a.ID, &a.Key, &a.Name, &a.Zone, &a.Type, &a.Vendor, &a.Model, &a.Firmware, &doc); err != nil {
			return err
		}
		if doc != "" {
			var rest struct {
				OrderNumber string     `json:"orderNumber"`
				Retired     plant.Date `json:"retired"`
			}
			if err := json.Unmarshal([]byte(doc), &rest); err != nil {
				return err
			}
			a.OrderNumber, a.Retired = rest.OrderNumber, rest.Retired
		}
		a.Site = site
		take(a)
		return nil
	}, text, string(r.org), string(site))
}
