package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// Tx writes records of one organisation. All that it writes makes one entry of
// the ledger.
type Tx struct {
	r   *Reader
	act ledger.Act
	at  time.Time
	// founding is true while the organisation itself is being created.
	founding bool
	// failed is the first error of a write. PostgreSQL ends the transaction
	// there, so SQLite must not go on either.
	failed error
	sites  map[plant.SiteID]bool // known to belong to the organisation

	appending
}

// Update runs fn and commits what it wrote together with one entry that tells
// of it. When fn writes nothing there is no entry, and the answer is the zero
// Entry. Updates follow each other: what fn reads cannot be changed by anybody
// else until fn's changes are committed, so a rule that holds for what was read
// holds for what is stored. fn must not call Update, Housekeep or Checkpoint.
func (db *DB) Update(ctx context.Context, act ledger.Act, fn func(*Tx) error) (ledger.Entry, error) {
	return db.update(ctx, act, func(tx *Tx) error {
		if err := tx.ownOrganisation(); err != nil {
			return err
		}
		return fn(tx)
	})
}

// CreateOrganisation stores a new organisation together with what fn writes in
// it, such as its first administrator. The act's organisation is filled in.
func (db *DB) CreateOrganisation(ctx context.Context, act ledger.Act, org *plant.Organisation, fn func(*Tx) error) (ledger.Entry, error) {
	fresh := *org
	fresh.ID, fresh.Version = plant.OrgID(newID()), 0
	act.Org = fresh.ID
	entry, err := db.update(ctx, act, func(tx *Tx) error {
		tx.founding = true
		if err := Put(tx, &fresh); err != nil {
			return err
		}
		tx.founding = false
		if fn == nil {
			return nil
		}
		return fn(tx)
	})
	if err == nil {
		*org = fresh
	}
	return entry, err
}

func (db *DB) update(ctx context.Context, act ledger.Act, fn func(*Tx) error) (ledger.Entry, error) {
	if db.stopped.Load() {
		return ledger.Entry{}, ErrStopped
	}
	for _, text := range []*string{&act.Actor, &act.Name, &act.Session, &act.Verb, &act.Subject, &act.Note} {
		*text = storable(*text)
	}
	var entry ledger.Entry
	err := db.writer.do(ctx, func(s *session, g *group) error {
		head, err := g.log(s, db.dialect.lock)
		if err != nil {
			return err
		}
		tx := &Tx{
			// Statements are short; watching the context in each costs more than they do.
			r:   &Reader{db: db, ctx: context.WithoutCancel(ctx), s: s, org: act.Org},
			act: act, at: ledger.Instant(db.now()), sites: map[plant.SiteID]bool{},
			appending: appending{head: head, seq: head.tree.Size + 1},
		}
		if entry, err = tx.run(fn); err != nil {
			return err
		}
		if tx.grown != nil {
			g.head = tx.grown
		}
		return nil
	})
	if err != nil {
		return ledger.Entry{}, db.told(err)
	}
	return entry, nil
}

// ownOrganisation refuses an organisation that does not exist. One that was
// found is remembered, for it cannot be deleted.
func (tx *Tx) ownOrganisation() error {
	if _, known := tx.r.db.organisations.Load(tx.act.Org); known {
		return nil
	}
	if _, err := Get[plant.Organisation](tx.r, string(tx.act.Org)); err != nil {
		return err
	}
	tx.r.db.organisations.Store(tx.act.Org, true)
	return nil
}

func (tx *Tx) run(fn func(*Tx) error) (ledger.Entry, error) {
	if err := fn(tx); err != nil {
		return ledger.Entry{}, err
	}
	if tx.failed != nil {
		return ledger.Entry{}, tx.failed
	}
	return tx.finish()
}

// Reader reads within the transaction, and sees what it wrote.
func (tx *Tx) Reader() *Reader { return tx.r }

// Rename says what the update is about where that only shows within it.
func (tx *Tx) Rename(subject string) { tx.act.Subject = storable(subject) }

// Put stores a record. A record without an id is new and gets one. Otherwise
// its version must be the stored one, else the answer is [ErrStale]; Version 0
// with an id brings back a record that was deleted. Put sets id and version;
// when it fails the record is as it was and the whole update is rolled back.
func Put[T any](tx *Tx, rec *T) error {
	k := kindFor[T]()
	b := k.base(rec)
	id, version := *b.id, *b.version
	if err := tx.put(k, rec, b); err != nil {
		*b.id, *b.version = id, version
		return tx.fail(fmt.Errorf("store %s %q: %w", k.name, *b.key, err))
	}
	return nil
}

func (tx *Tx) put(k *kind, rec any, b base) error {
	if tx.failed != nil {
		return tx.failed
	}
	before := *b.version
	if before == 0 {
		if err := tx.number(k, b); err != nil {
			return err
		}
	} else {
		*b.version++
	}
	args, err := k.args(rec, tx.act.Org)
	if err != nil {
		return err
	}
	if before == 0 {
		_, err = tx.r.s.exec(tx.r.ctx, k.insert, args...)
	} else {
		var changed int64
		changed, err = tx.r.s.exec(tx.r.ctx, k.update, append(args, before)...)
		if err == nil && changed == 0 {
			err = tx.missed(k, *b.id, b)
		}
	}
	switch tx.r.db.dialect.meaning(err) {
	case conflict:
		return &KeyTaken{Kind: k.name, Key: *b.key}
	case dangling:
		return ErrReference
	}
	if err != nil {
		return err
	}
	if k.refs != nil {
		if err := tx.link(k, rec, b, before == 0); err != nil {
			return err
		}
	}
	doc, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	return tx.changed(ledger.Change{Kind: k.name, ID: *b.id, Key: *b.key, Version: *b.version, Site: siteOf(b), Doc: doc})
}

// number gives a new record its id and version. An id that is already set must
// be that of a deleted record: undo brings records back under the id that
// others may have noted, and their versions go on.
func (tx *Tx) number(k *kind, b base) error {
	if k.scope == ofSite {
		if err := tx.ownSite(*b.site); err != nil {
			return err
		}
	}
	switch {
	case tx.founding && k.scope == ofInstance && k.name == "organisation":
		*b.version = 1
	case k.name == "organisation":
		return ErrNotFound // an organisation is created by CreateOrganisation only
	case *b.id == "":
		*b.id, *b.version = newID(), 1
	default:
		doc, version, ok, err := tx.newest(k.name, *b.id)
		if err != nil {
			return err
		}
		if !ok {
			return ErrNotFound
		}
		if len(doc) > 0 {
			return ErrStale
		}
		*b.version = version + 1
	}
	return nil
}

func (tx *Tx) ownSite(site plant.SiteID) error {
	if tx.sites[site] {
		return nil
	}
	var id string
	if err := tx.r.s.row(tx.r.ctx, []any{&id}, "SELECT id FROM plant_site WHERE id = $1 AND org = $2", string(site), string(tx.act.Org)); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	tx.sites[site] = true
	return nil
}

// missed tells why an update or a deletion met no row.
func (tx *Tx) missed(k *kind, id string, b base) error {
	text, args := "SELECT version FROM "+k.table+" WHERE id = $1 AND org = $2", []any{id, string(tx.act.Org)}
	if k.scope == ofSite && b.site != nil {
		text, args = text+" AND site = $3", append(args, string(*b.site))
	}
	var version int
	if err := tx.r.s.row(tx.r.ctx, []any{&version}, text, args...); err != nil {
		return err
	}
	return ErrStale
}

// Delete removes a record that has the given version. A record that others
// refer to is not removed; the answer is [InUse] with their names.
func Delete[T any](tx *Tx, id string, version int) error {
	k := kindFor[T]()
	rec, err := Get[T](tx.r, id)
	if err != nil {
		return tx.fail(fmt.Errorf("delete %s: %w", k.name, err))
	}
	if err := tx.remove(k, k.base(&rec), version); err != nil {
		return tx.fail(fmt.Errorf("delete %s %q: %w", k.name, *k.base(&rec).key, err))
	}
	return nil
}

func (tx *Tx) remove(k *kind, b base, version int) error {
	if tx.failed != nil {
		return tx.failed
	}
	if *b.version != version {
		return ErrStale
	}
	if k.name == "organisation" {
		return errors.New("an organisation cannot be deleted")
	}
	refs, err := References(tx.r, k.name, *b.id)
	if err != nil {
		return err
	}
	if len(refs) > 0 {
		return &InUse{Kind: k.name, Key: *b.key, By: refs}
	}
	if err := tx.unlink(k, *b.id); err != nil {
		return err
	}
	removed, err := tx.r.s.exec(tx.r.ctx, "DELETE FROM "+k.table+" WHERE id = $1 AND org = $2 AND version = $3", *b.id, string(tx.act.Org), version)
	if err != nil {
		return err
	}
	if removed == 0 {
		return ErrStale
	}
	if err := tx.changed(ledger.Change{Kind: k.name, ID: *b.id, Key: *b.key, Version: version + 1, Site: siteOf(b)}); err != nil {
		return err
	}
	if k.beside == "" {
		return nil
	}
	doc, last, _, err := tx.newest(k.beside, *b.id)
	if err != nil || len(doc) == 0 {
		return err
	}
	return tx.changed(ledger.Change{Kind: k.beside, ID: *b.id, Key: *b.key, Version: last + 1, Site: siteOf(b)})
}

// fail remembers the first failed write.
func (tx *Tx) fail(err error) error {
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

func siteOf(b base) plant.SiteID {
	if b.site == nil {
		return ""
	}
	return *b.site
}

// newID makes an id that sorts by the time it was made (UUID version 7).
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// storable is a text without what PostgreSQL and the canonical form cannot hold.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
