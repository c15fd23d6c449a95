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
	State   string // "reading", "mapping", "ready", "applied", "failed", "discarded"
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
	Outcome string // "add", "change", "skip", "refuse", "remove"
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
	n, err := o.exec(`INSERT INTO csms_import (id, org, site, owner, import_kind, file, hash, bytes, state, done, total, error, created, doc)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (id) DO UPDATE SET import_kind = excluded.import_kind, file = excluded.file, hash = excluded.hash, bytes = excluded.bytes,
			state = excluded.state, done = excluded.done, total = excluded.total, error = excluded.error, doc = excluded.doc
			WHERE csms_import.org = excluded.org AND csms_import.site = excluded.site`,
		i.ID, string(i.Org), string(i.Site), string(i.User), i.Kind, storable(i.File), i.Hash, i.Size, i.State, i.Done, i.Total, storable(i.Error),
		stamp{i.Created}, notNil(i.Doc))
	if err == nil && n == 0 || o.db.dialect.meaning(err) == dangling {
		return fmt.Errorf("import: %w", ErrNotFound)
	}
	return err
}

// ReplaceImport stores an import in place of what it was when it was read. When
// somebody else has changed its state or details since, or it is gone with its
// site, the answer is [ErrStale].
func (o *Ops) ReplaceImport(was, i Import) error { return replaceImport(o.exec, was, i) }

// ReplaceImport is [Ops.ReplaceImport] within the update that applies the
// import: either both happened, or none did.
func (tx *Tx) ReplaceImport(was, i Import) error {
	if was.Org != tx.act.Org {
		return tx.fail(fmt.Errorf("import: %w", ErrNotFound))
	}
	err := replaceImport(func(text string, args ...any) (int64, error) { return tx.r.s.exec(tx.r.ctx, text, args...) }, was, i)
	if err != nil {
		return tx.fail(err)
	}
	return nil
}

func replaceImport(exec func(text string, args ...any) (int64, error), was, i Import) error {
	n, err := exec(`UPDATE csms_import SET import_kind = $1, state = $2, done = $3, total = $4, error = $5, doc = $6
		WHERE id = $7 AND org = $8 AND site = $9 AND state = $10 AND doc = $11`,
		i.Kind, i.State, i.Done, i.Total, storable(i.Error), notNil(i.Doc),
		was.ID, string(was.Org), string(was.Site), was.State, notNil(was.Doc))
	if err == nil && n == 0 {
		return fmt.Errorf("import: %w", ErrStale)
	}
	return err
}

// notNil is bytes as a column takes them that is never NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// FileInUse says whether an import that was not discarded, a capture, or an
// evidence or a package as it is or ever was, of whatever organisation, refers to
// the file of a hash.
func (o *Ops) FileInUse(hash string) (bool, error) {
	found, err := rows(o, func(r *sql.Rows, n *int) error { return r.Scan(n) }, `SELECT 1 WHERE
		EXISTS (SELECT 1 FROM csms_import WHERE hash = $1 AND state <> 'discarded') OR
		EXISTS (SELECT 1 FROM observe_capture WHERE hash = $1) OR
		EXISTS (SELECT 1 FROM history WHERE kind IN ('evidence', 'package') AND doc LIKE $2)`, hash, "%\""+hash+"\"%")
	return len(found) > 0, err
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

// Imports lists the newest imports of a site, newest first, at most limit of them.
func (o *Ops) Imports(org plant.OrgID, site plant.SiteID, limit int) ([]Import, error) {
	return rows(o, scanImport, importFields+"WHERE org = $1 AND site = $2 ORDER BY id DESC LIMIT "+strconv.Itoa(limit), string(org), string(site))
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
		if _, err := o.exec(`INSERT INTO csms_import_row (import, n, sheet, sheet_row, outcome, key, reason, cell, doc)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (import, n) DO UPDATE SET sheet = excluded.sheet, sheet_row = excluded.sheet_row, outcome = excluded.outcome,
				key = excluded.key, reason = excluded.reason, cell = excluded.cell, doc = excluded.doc`,
			id, row.N, storable(row.Sheet), row.Row, row.Outcome, storable(row.Key), storable(row.Reason), row.Cell, notNil(row.Doc)); err != nil {
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
