package store

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// RecordVersion is one value that a record had, and the entry that gave it.
type RecordVersion struct {
	Seq     int64
	At      time.Time
	Name    string // of the actor
	Version int
	Doc     []byte // empty when the entry deleted the record
	Deleted bool
	Site    plant.SiteID // of the record
}

// Decode reads the value that a change gave to a record; a deletion has none.
func Decode[T any](c ledger.Change) (T, error) {
	var zero T
	rec, err := kindFor[T]().decode(c.Doc, c.Site, "")
	if err != nil {
		return zero, fmt.Errorf("read %s %q: %w", c.Kind, c.Key, err)
	}
	return *rec.(*T), nil
}

// Versions lists every value that a record had, newest first. A record that
// was deleted still has them.
func (r *Reader) Versions(kind, id string) ([]RecordVersion, error) {
	list, err := query(r, func(rows *sql.Rows, v *RecordVersion) error {
		var at stamp
		err := rows.Scan(&v.Seq, &at, &v.Name, &v.Version, &v.Doc, &v.Site)
		v.At, v.Deleted = at.Time, len(v.Doc) == 0
		return err
	}, `SELECT h.seq, e.at, e.name, h.version, h.doc, h.site FROM history h JOIN ledger_entry e ON e.seq = h.seq
		WHERE h.kind = $1 AND h.id = $2 AND h.org = $3 ORDER BY h.seq DESC, h.n DESC`, kind, id, string(r.org))
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", kind, ErrNotFound)
	}
	return list, err
}

// Before reads the value that a record had before an entry; ok is false when
// there was no such record yet, and doc is empty when it was deleted then.
func (r *Reader) Before(kind, id string, seq int64) (doc []byte, version int, ok bool, err error) {
	err = r.s.row(r.ctx, []any{&doc, &version}, `SELECT doc, version FROM history
		WHERE kind = $1 AND id = $2 AND org = $3 AND seq < $4 ORDER BY seq DESC, n DESC LIMIT 1`, kind, id, string(r.org), seq)
	if errors.Is(err, ErrNotFound) {
		return nil, 0, false, nil
	}
	return doc, version, err == nil, err
}

// newest reads the newest value of a record, with what the transaction itself wrote.
func (tx *Tx) newest(kind, id string) (doc []byte, version int, ok bool, err error) {
	for i := len(tx.pending) - 1; i >= 0; i-- {
		if c := tx.pending[i]; c.Kind == kind && c.ID == id {
			return c.Doc, c.Version, true, nil
		}
	}
	return tx.r.Before(kind, id, math.MaxInt64)
}

// Revision is the number of the last entry that touched a site; 0 if none did.
func (r *Reader) Revision(site plant.SiteID) (int64, error) {
	var seq int64
	err := r.s.row(r.ctx, []any{&seq}, "SELECT coalesce(max(seq), 0) FROM history WHERE org = $1 AND site = $2", string(r.org), string(site))
	return seq, err
}

// SeqAt is the number of the entry that was the newest at a time; 0 if there
// was none. Where the clock was set back, the entry with the latest time counts.
func (r *Reader) SeqAt(t time.Time) (int64, error) {
	var seq int64
	err := r.s.row(r.ctx, []any{&seq}, "SELECT seq FROM ledger_entry WHERE org = $1 AND at <= $2 ORDER BY at DESC, seq DESC LIMIT 1",
		string(r.org), stamp{t.UTC()})
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return seq, err
}

// SiteAt is a site with its verdicts as it was after an entry. The records
// stand in the order of their keys, as in [Reader.Site].
func (r *Reader) SiteAt(id plant.SiteID, seq int64) (plant.Site, []assess.Verdict, error) {
	var site plant.Site
	var verdicts []assess.Verdict
	err := r.valuesAt(id, seq, "'site', 'zone', 'conduit', 'asset', 'verdict'", func(value any) {
		switch v := value.(type) {
		case *plant.SiteRecord:
			site.SiteRecord = *v
		case *plant.Zone:
			site.Zones = append(site.Zones, *v)
		case *plant.Conduit:
			site.Conduits = append(site.Conduits, *v)
		case *plant.Asset:
			site.Assets = append(site.Assets, *v)
		case *assess.Verdict:
			verdicts = append(verdicts, *v)
		}
	})
	if err != nil {
		return plant.Site{}, nil, err
	}
	if site.ID == "" {
		return plant.Site{}, nil, fmt.Errorf("site: %w", ErrNotFound)
	}
	sortSite(&site, verdicts)
	return site, verdicts, nil
}

// valuesAt hands over the records of some kinds as they were after an entry,
// in the order in which they first came to be.
func (r *Reader) valuesAt(site plant.SiteID, seq int64, kinds string, take func(value any)) error {
	type image struct{ kind, doc string }
	var order []string
	newest := map[string]image{}
	err := r.s.query(r.ctx, func(rows *sql.Rows) error {
		var rec string
		var i image
		if err := rows.Scan(&i.kind, &rec, &i.doc); err != nil {
			return err
		}
		if _, known := newest[rec]; !known {
			order = append(order, rec)
		}
		newest[rec] = i
		return nil
	}, "SELECT kind, id, doc FROM history WHERE org = $1 AND site = $2 AND seq <= $3 AND kind IN ("+kinds+") ORDER BY seq, n",
		string(r.org), string(site), seq)
	if err != nil {
		return err
	}
	for _, rec := range order {
		i := newest[rec]
		if i.doc == "" {
			continue
		}
		value, err := kindByName[i.kind].decode([]byte(i.doc), site, r.org)
		if err != nil {
			return fmt.Errorf("read %s %s of entry %d: %w", i.kind, rec, seq, err)
		}
		take(value)
	}
	return nil
}
