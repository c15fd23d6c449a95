package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"ringwall/internal/plant"
)

// Reader reads the records of one organisation.
type Reader struct {
	db  *DB
	ctx context.Context //nolint:containedctx // a Reader lives as long as its transaction
	s   *session
	org plant.OrgID
}

// Org is the organisation whose records are read.
func (r *Reader) Org() plant.OrgID { return r.org }

// query reads all rows of a query into a list.
func query[T any](r *Reader, scan func(*sql.Rows, *T) error, text string, args ...any) ([]T, error) {
	var list []T
	err := r.s.query(r.ctx, func(rows *sql.Rows) error {
		var zero T
		list = append(list, zero)
		return scan(rows, &list[len(list)-1])
	}, text, args...)
	return list, err
}

// load reads records of one kind.
func load[T any](r *Reader, where string, args ...any) (list []T, err error) {
	err = stream(r, func(rec T) error {
		list = append(list, rec)
		return nil
	}, where, args...)
	return list, err
}

// stream hands over records of one kind, one after the other.
func stream[T any](r *Reader, fn func(T) error, where string, args ...any) error {
	k := kindFor[T]()
	var rec, zero T // one record takes all rows in turn, so that each column is looked up once
	dest := k.into(&rec)
	return r.s.query(r.ctx, func(rows *sql.Rows) error {
		rec = zero
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		return fn(rec)
	}, "SELECT "+k.fields+" FROM "+k.table+" WHERE "+where, args...)
}

// one is the only record of a list.
func one[T any](list []T, err error) (T, error) {
	var zero T
	if err != nil {
		return zero, err
	}
	if len(list) == 0 {
		return zero, fmt.Errorf("%s: %w", kindFor[T]().name, ErrNotFound)
	}
	return list[0], nil
}

// Get reads one record. The answer to an id of another organisation is
// [ErrNotFound], as for one that does not exist.
func Get[T any](r *Reader, id string) (T, error) {
	return one(load[T](r, "id = $1 AND org = $2", id, string(r.org)))
}

// GetKey reads one record by its key; site is "" for kinds that belong to the
// organisation. Of a kind whose keys are not unique it reads any.
func GetKey[T any](r *Reader, site plant.SiteID, key string) (T, error) {
	k := kindFor[T]()
	if k.scope == ofSite {
		return one(load[T](r, "org = $1 AND site = $2 AND "+k.key+" = $3", string(r.org), string(site), key))
	}
	return one(load[T](r, "org = $1 AND "+k.key+" = $2", string(r.org), key))
}

// All reads all records of a kind in the order of their keys; site is "" for
// kinds that belong to the organisation.
func All[T any](r *Reader, site plant.SiteID) ([]T, error) {
	k := kindFor[T]()
	if k.scope == ofSite {
		return load[T](r, "org = $1 AND site = $2 ORDER BY "+k.order, string(r.org), string(site))
	}
	return load[T](r, "org = $1 ORDER BY "+k.order, string(r.org))
}

// Each hands over the records of a kind of a site in the order of their keys,
// without holding all of them at once. fn must not use the reader.
func Each[T any](r *Reader, site plant.SiteID, fn func(T) error) error {
	return stream(r, fn, "org = $1 AND site = $2 ORDER BY "+kindFor[T]().order, string(r.org), string(site))
}

// referencesShown is how many records of each kind References names.
const referencesShown = 50

// References names the records that refer to a record and keep it from being deleted.
func References(r *Reader, kind, id string) ([]Ref, error) {
	k, ok := kindByName[kind]
	if !ok {
		return nil, fmt.Errorf("%s: %w", kind, ErrNotFound)
	}
	var refs []Ref
	seen := map[string]bool{id: true} // a record does not stand in its own way
	add := func(found []Ref) {
		for _, ref := range found {
			if !seen[ref.ID] { // a conduit may have both ends in one zone
				seen[ref.ID] = true
				refs = append(refs, ref)
			}
		}
	}
	for _, u := range k.usedBy {
		by := kindByName[u.kind]
		label := "''"
		if by.label != "" {
			label = by.label
		}
		found, err := query(r, func(rows *sql.Rows, ref *Ref) error {
			ref.Kind = by.name
			return rows.Scan(&ref.ID, &ref.Key, &ref.Name)
		}, fmt.Sprintf("SELECT id, %s, %s FROM %s WHERE org = $1 AND %s = $2 ORDER BY %s LIMIT %d",
			by.key, label, by.table, u.column, by.order, referencesShown), string(r.org), id)
		if err != nil {
			return nil, err
		}
		add(found)
	}
	linked, err := r.linked(kind, id)
	if err != nil {
		return nil, err
	}
	add(linked)
	return refs, nil
}

// Keys lists the keys of all records of a kind of a site.
func Keys[T any](r *Reader, site plant.SiteID) ([]string, error) {
	k := kindFor[T]()
	return query(r, func(rows *sql.Rows, key *string) error { return rows.Scan(key) },
		"SELECT "+k.key+" FROM "+k.table+" WHERE org = $1 AND site = $2 ORDER BY "+k.key, string(r.org), string(site))
}

// list is a list as an argument of anyOf.
func list[T any](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // texts and numbers only
	}
	return string(b)
}
