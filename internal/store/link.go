package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
)

// link is what a record refers to beyond its columns.
type link struct{ kind, id string }

// link writes down what a record refers to. What it referred to before and
// still does is there already, and nobody could take it away since.
func (tx *Tx) link(k *kind, rec any, b base, fresh bool) error {
	var want []link
	k.refs(rec, func(kind string, id *string) { want = append(want, link{kind, *id}) })
	slices.SortFunc(want, func(a, b link) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	want = slices.Compact(want)
	var have []link
	if !fresh {
		var err error
		if have, err = tx.links(k, *b.id); err != nil {
			return err
		}
	}
	for _, to := range have {
		if slices.Contains(want, to) {
			continue
		}
		if _, err := tx.r.s.exec(tx.r.ctx, "DELETE FROM record_link WHERE kind = $1 AND id = $2 AND to_kind = $3 AND to_id = $4",
			k.name, *b.id, to.kind, to.id); err != nil {
			return err
		}
	}
	for _, to := range want {
		if slices.Contains(have, to) {
			continue
		}
		if err := tx.linkTo(k, b, to); err != nil {
			return err
		}
	}
	return nil
}

// linkTo adds one link, if what it leads to is where the record may look.
func (tx *Tx) linkTo(k *kind, b base, to link) error {
	none := &Dangling{Kind: to.kind, ID: to.id}
	site := siteOf(b)
	table, where, args, ok := tx.r.reach(to.kind, to.id, site, 6)
	if !ok {
		return none
	}
	var of any // no site
	if site != "" {
		of = string(site)
	}
	args = append([]any{string(tx.act.Org), of, k.name, *b.id, to.kind}, args...)
	added, err := tx.r.s.exec(tx.r.ctx, "INSERT INTO record_link (org, site, kind, id, to_kind, to_id) SELECT $1, $2, $3, $4, $5, id FROM "+
		table+" WHERE "+where, args...)
	if err == nil && added == 0 {
		return none
	}
	return err
}

// unlink takes away the links of a record that goes.
func (tx *Tx) unlink(k *kind, id string) error {
	if k.refs == nil {
		return nil
	}
	_, err := tx.r.s.exec(tx.r.ctx, "DELETE FROM record_link WHERE kind = $1 AND id = $2", k.name, id)
	return err
}

func (tx *Tx) links(k *kind, id string) ([]link, error) {
	return query(tx.r, func(rows *sql.Rows, l *link) error { return rows.Scan(&l.kind, &l.id) },
		"SELECT to_kind, to_id FROM record_link WHERE kind = $1 AND id = $2", k.name, id)
}

// linked names the records that refer to a record by a link.
func (r *Reader) linked(kind, id string) ([]Ref, error) {
	by, err := query(r, func(rows *sql.Rows, name *string) error { return rows.Scan(name) },
		"SELECT DISTINCT kind FROM record_link WHERE to_kind = $1 AND to_id = $2 AND org = $3 ORDER BY kind", kind, id, string(r.org))
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for _, name := range by {
		k := kindByName[name]
		if k == nil {
			return nil, fmt.Errorf("a link of a %s, which is no kind of record", name)
		}
		label := "''"
		if k.label != "" {
			label = "t." + k.label
		}
		found, err := query(r, func(rows *sql.Rows, ref *Ref) error {
			ref.Kind = name
			return rows.Scan(&ref.ID, &ref.Key, &ref.Name, &ref.Site)
		}, "SELECT t.id, t."+k.key+", "+label+", coalesce(l.site, '') FROM record_link l JOIN "+k.table+" t ON t.id = l.id AND t.org = l.org"+
			" WHERE l.to_kind = $1 AND l.to_id = $2 AND l.org = $3 AND l.kind = $4 ORDER BY t."+k.key+" LIMIT "+strconv.Itoa(referencesShown),
			kind, id, string(r.org), name)
		if err != nil {
			return nil, err
		}
		refs = append(refs, found...)
	}
	return refs, nil
}
