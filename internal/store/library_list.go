package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// LibraryQuery selects records of one kind of the library; an empty field
// selects all.
type LibraryQuery struct {
	// Sites are the sites whose records are wanted; AllSites wants all of them.
	Sites    []plant.SiteID
	AllSites bool
	// Shared wants the records of the whole organisation.
	Shared bool
	Search string // words that the record must hold, all of them
	After  string // key after which the page begins
	Limit  int    // 50 if 0
}

// LibraryPage is a page of records in the order of keys.
type LibraryPage[T any] struct {
	Items []T
	More  bool // there is another page
	Total int  // records on all pages together
}

// Library lists records of one kind of the library.
func Library[T any](r *Reader, q LibraryQuery) (LibraryPage[T], error) {
	var page LibraryPage[T]
	k := kindFor[T]()
	if q.Limit <= 0 {
		q.Limit = 50
	}
	var f filter
	f.where("org = $", string(r.org))
	var where []string
	switch {
	case !k.sited && !q.Shared:
		return page, nil
	case !k.sited || q.AllSites && q.Shared:
	case q.AllSites:
		f.where("site IS NOT NULL")
	default:
		if q.Shared {
			where = append(where, "site IS NULL")
		}
		if len(q.Sites) > 0 {
			where = append(where, r.oneOf("site"))
		}
		if len(where) == 0 {
			return page, nil
		}
		if len(q.Sites) > 0 {
			f.where("("+strings.Join(where, " OR ")+")", list(q.Sites))
		} else {
			f.where(where[0])
		}
	}
	for _, word := range strings.Fields(fold(q.Search)) {
		f.where(`search LIKE $ ESCAPE '\'`, "%"+likeEscapes.Replace(word)+"%")
	}
	if err := r.s.row(r.ctx, []any{&page.Total}, "SELECT count(*) FROM "+k.table+" WHERE "+f.text.String(), f.args...); err != nil {
		return page, err
	}
	if q.After != "" {
		f.where("key > $", q.After)
	}
	items, err := load[T](r, f.text.String()+" ORDER BY key LIMIT "+strconv.Itoa(q.Limit+1), f.args...)
	if page.More = len(items) > q.Limit; page.More {
		items = items[:q.Limit]
	}
	page.Items = items
	return page, err
}

// LibraryKeys lists the keys of a kind of the library that begin with a prefix.
func LibraryKeys[T any](r *Reader, prefix string) ([]string, error) {
	return query(r, func(rows *sql.Rows, key *string) error { return rows.Scan(key) },
		"SELECT key FROM "+kindFor[T]().table+` WHERE org = $1 AND key LIKE $2 ESCAPE '\' ORDER BY key`, string(r.org), likeEscapes.Replace(prefix)+"%")
}

// SameKey is the key of another record of a kind of the library that differs in
// nothing but the case of its letters, "" for none.
func SameKey[T any](r *Reader, id, key string) (string, error) {
	found, err := query(r, func(rows *sql.Rows, key *string) error { return rows.Scan(key) },
		"SELECT key FROM "+kindFor[T]().table+" WHERE org = $1 AND lower(key) = lower($2) AND id <> $3 LIMIT 1", string(r.org), key, id)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// KindRevision is the number of the last entry that touched a record of a kind
// of the organisation; 0 if none did.
func (r *Reader) KindRevision(kind string) (int64, error) {
	var seq int64
	err := r.s.row(r.ctx, []any{&seq}, "SELECT coalesce(max(seq), 0) FROM history WHERE kind = $1 AND org = $2 AND site = ''", kind, string(r.org))
	return seq, err
}

// Exists says whether a record of a site, or of the whole organisation where
// site is "", may refer to another one.
func (r *Reader) Exists(kind, id string, site plant.SiteID) (bool, error) {
	from, where, args, ok := r.reach(kind, id, site, 1)
	if !ok {
		return false, nil
	}
	var n int
	if err := r.s.row(r.ctx, []any{&n}, "SELECT count(*) FROM "+from+" WHERE "+where, args...); err != nil {
		return false, fmt.Errorf("%s: %w", kind, err)
	}
	return n > 0, nil
}

// reach is where a record must stand that one of a site refers to: in the same
// site, or in the library of the organisation. What belongs to the whole
// organisation may name the plant of any site, but nothing that a site has on
// its shelf. The arguments are numbered from the given one on.
func (r *Reader) reach(kind, id string, site plant.SiteID, n int) (table, where string, args []any, ok bool) {
	k := kindByName[kind]
	if k == nil || storable(id) != id {
		return "", "", nil, false
	}
	where = fmt.Sprintf("id = $%d AND org = $%d", n, n+1)
	args = []any{id, string(r.org)}
	switch {
	case k.scope == ofSite && site != "":
		where += fmt.Sprintf(" AND site = $%d", n+2)
		args = append(args, string(site))
	case k.scope == ofSite:
	case k.name == "site":
		if site != "" && id != string(site) {
			return "", "", nil, false
		}
	case !k.shelf:
		return "", "", nil, false
	case k.sited && site != "":
		where += fmt.Sprintf(" AND (site IS NULL OR site = $%d)", n+2)
		args = append(args, string(site))
	case k.sited:
		where += " AND site IS NULL"
	}
	return k.table, where, args, true
}
