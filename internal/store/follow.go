package store

import (
	"database/sql"
	"strconv"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// ChangesSince lists the changes of a site after an entry, in the order they
// were made; ok is false when there are more than limit of them. Whoever keeps
// something computed of a site follows it by this.
func (r *Reader) ChangesSince(site plant.SiteID, seq int64, limit int) (changes []ledger.Change, ok bool, err error) {
	changes, err = query(r, func(rows *sql.Rows, c *ledger.Change) error {
		c.Site = site
		return rows.Scan(&c.Seq, &c.N, &c.Kind, &c.ID, &c.Key, &c.Version, &c.Doc)
	}, `SELECT seq, n, kind, id, key, version, doc FROM history
		WHERE org = $1 AND site = $2 AND seq > $3 ORDER BY seq, n LIMIT `+strconv.Itoa(limit+1), string(r.org), string(site), seq)
	return changes, err == nil && len(changes) <= limit, err
}

// ImportRows pages the rows of an import of the organisation by their number:
// those after the given one, which is 0 for the first page.
func (r *Reader) ImportRows(id string, after, limit int) ([]ImportRow, error) {
	return query(r, func(rows *sql.Rows, row *ImportRow) error {
		return rows.Scan(&row.N, &row.Sheet, &row.Row, &row.Outcome, &row.Key, &row.Reason, &row.Cell, &row.Doc)
	}, `SELECT r.n, r.sheet, r.sheet_row, r.outcome, r.key, r.reason, r.cell, r.doc FROM csms_import_row r JOIN csms_import i ON i.id = r.import
		WHERE r.import = $1 AND i.org = $2 AND r.n > $3 ORDER BY r.n LIMIT `+strconv.Itoa(limit), id, string(r.org), after)
}
