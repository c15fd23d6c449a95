package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// Import is the progress of one file that is being brought in. It is no record
// of the plant: what is applied goes through [DB.Update].
type Import struct {
	ID      string
	Org     plant.OrgID
	Site    plant.SiteID
	User    access.UserID
	Kind    string // "sheet", "document", "capture"
	File    string
	Hash    string
	Size    int64
	State   string // "reading", "mapping", "ready", "applying", "applied", "failed", "discarded"
	Done    int64
	Total   int64
	Error   string
	Created time.Time
	Doc     []byte // what the use case itself remembers
}

// ImportRow is what would become of one row of the file.
type ImportRow struct {
	N       int // counts through the file
	Sheet   string
	Row     int
	Outcome string // "add", "change", "skip", "refuse"
	Key     string
	Reason  string
	Cell    string
	Doc     []byte
}

const importFields = "SELECT id, org, site, owner, import_kind, file, hash, bytes, state, done, total, error, created, doc FROM csms_import "

func scanImport(r *sql.Rows, i *Import) error {
	var org, site, user string
	var created stamp
	err := r.Scan(&i.ID, &org, &site, &user, &i.Kind, &i.File, &i.Hash, &i.Size, &i.State, &i.Done, &i.Total, &i.Error, &created, &i.Doc)
	i.Org, i.Site, i.User, i.Created = plant.OrgID(org), plant.SiteID(site), access.UserID(user), created.Time
	return err
}

// NewImportID makes an id for [Ops.PutImport].
func NewImportID() string { return newID() }

// PutImport stores an import, new or known. It stays in the organisation and
// site that it began in.
func (o *Ops) PutImport(i Import) error {
	doc := i.Doc
	if doc == nil {
		doc = []byte{}
	}
	n, err := o.exec(`INSERT INTO csms_import (id, org, site, owner, import_kind, file, hash, bytes, state, done, total, error, created, doc)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (id) DO UPDATE SET import_kind = excluded.import_kind, file = excluded.file, hash = excluded.hash, bytes = excluded.bytes,
			state = excluded.state, done = excluded.done, total = excluded.total, error = excluded.error, doc = excluded.doc
			WHERE csms_import.org = excluded.org AND csms_import.site = excluded.site`,
		i.ID, string(i.Org), string(i.Site), string(i.User), i.Kind, storable(i.File), i.Hash, i.Size, i.State, i.Done, i.Total, storable(i.Error),
		stamp{i.Created}, doc)
	if err == nil && n == 0 || o.db.dialect.meaning(err) == dangling {
		return fmt.Errorf("import: %w", ErrNotFound)
	}
	return err
}

// Import reads one import of an organisation.
func (o *Ops) Import(org plant.OrgID, id string) (Import, error) {
	list, err := rows(o, scanImport, importFields+"WHERE id = $1 AND org = $2", id, string(org))
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("import: %w", ErrNotFound)
	}
	if err != nil {
		return Import{}, err
	}
	return list[0], nil
}

// Imports lists the imports of a site, newest first.
func (o *Ops) Imports(org plant.OrgID, site plant.SiteID) ([]Import, error) {
	return rows(o, scanImport, importFields+"WHERE org = $1 AND site = $2 ORDER BY id DESC", string(org), string(site))
}

// Unfinished lists the imports of all organisations that are in one of the
// states; a program that starts anew looks here for what it left behind.
func (o *Ops) Unfinished(states ...string) ([]Import, error) {
	r, err := o.reader()
	if err != nil {
		return nil, err
	}
	return rows(o, scanImport, importFields+"WHERE "+fmt.Sprintf(r.db.dialect.anyOf, "state", 1)+" ORDER BY id", list(states))
}

// DropImport removes an import with its rows.
func (o *Ops) DropImport(org plant.OrgID, id string) error {
	n, err := o.exec("DELETE FROM csms_import WHERE id = $1 AND org = $2", id, string(org))
	if err == nil && n == 0 {
		return fmt.Errorf("import: %w", ErrNotFound)
	}
	return err
}

// PutImportRows stores rows; a row that is there already is replaced.
func (o *Ops) PutImportRows(id string, list []ImportRow) error {
	for _, row := range list {
		doc := row.Doc
		if doc == nil {
			doc = []byte{}
		}
		if _, err := o.exec(`INSERT INTO csms_import_row (import, n, sheet, sheet_row, outcome, key, reason, cell, doc)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (import, n) DO UPDATE SET sheet = excluded.sheet, sheet_row = excluded.sheet_row, outcome = excluded.outcome,
				key = excluded.key, reason = excluded.reason, cell = excluded.cell, doc = excluded.doc`,
			id, row.N, storable(row.Sheet), row.Row, row.Outcome, storable(row.Key), storable(row.Reason), row.Cell, doc); err != nil {
			return fmt.Errorf("store row %d of the import: %w", row.N, err)
		}
	}
	return nil
}

// DropImportRows removes the rows of an import, before another mapping is tried.
func (o *Ops) DropImportRows(id string) error {
	_, err := o.exec("DELETE FROM csms_import_row WHERE import = $1", id)
	return err
}

// ImportRows pages rows by their number; outcome "" is any, after is the last
// number of the page before (-1 or less for the first), and limit 0 is all.
func (o *Ops) ImportRows(id, outcome string, after, limit int) ([]ImportRow, error) {
	var f filter
	f.where("import = $ AND n > $", id, after)
	if outcome != "" {
		f.where("outcome = $", outcome)
	}
	text := "SELECT n, sheet, sheet_row, outcome, key, reason, cell, doc FROM csms_import_row WHERE " + f.text.String() + " ORDER BY n"
	if limit > 0 {
		text += " LIMIT " + strconv.Itoa(limit)
	}
	return rows(o, func(r *sql.Rows, row *ImportRow) error {
		return r.Scan(&row.N, &row.Sheet, &row.Row, &row.Outcome, &row.Key, &row.Reason, &row.Cell, &row.Doc)
	}, text, f.args...)
}

// CountImportRows counts rows by outcome.
func (o *Ops) CountImportRows(id string) (map[string]int, error) {
	counts := map[string]int{}
	_, err := rows(o, func(r *sql.Rows, _ *struct{}) error {
		var outcome string
		var n int
		err := r.Scan(&outcome, &n)
		counts[outcome] = n
		return err
	}, "SELECT outcome, count(*) FROM csms_import_row WHERE import = $1 GROUP BY outcome", id)
	return counts, err
}
