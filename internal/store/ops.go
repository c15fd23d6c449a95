package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// Ops keeps what belongs to running the program and not to the plant:
// sessions, failed sign-ins, the progress of imports. It leaves no entry.
type Ops struct {
	db    *DB
	ctx   context.Context //nolint:containedctx // an Ops lives as long as its call
	s     *session        // nil until the first statement
	group *group          // that the write belongs to, where housekeeping uses the writer's connection
	begun bool            // within a transaction
}

var errAbandoned = errors.New("the housekeeping was abandoned")

// Housekeep runs fn. What fn only reads needs no transaction; the first write
// begins one, which is committed when fn succeeds.
func (db *DB) Housekeep(ctx context.Context, fn func(*Ops) error) (err error) {
	o := &Ops{db: db, ctx: ctx}
	err = errAbandoned // until fn returns; it may panic
	defer func() { err = db.told(o.end(err)) }()
	err = fn(o)
	return err
}

// end finishes the transaction, if one was begun, with the outcome of fn.
func (o *Ops) end(err error) error {
	switch {
	case o.group != nil:
		return o.db.writer.leave(o.group, err)
	case o.s == nil:
		return err
	}
	defer o.db.read.give(o.s)
	if !o.begun {
		return err
	}
	how := "COMMIT"
	if err != nil {
		how = "ROLLBACK"
	}
	if _, failed := o.s.exec(calm, how); failed != nil {
		o.s.broken = true
		return errors.Join(err, failed)
	}
	return err
}

func (o *Ops) reader() (*Reader, error) {
	if o.s == nil {
		s, _, err := o.db.read.take(o.ctx)
		if err != nil {
			return nil, err
		}
		o.s = s
	}
	return &Reader{db: o.db, ctx: o.ctx, s: o.s}, nil
}

func (o *Ops) exec(text string, args ...any) (int64, error) {
	if !o.begun {
		if err := o.begin(); err != nil {
			return 0, err
		}
	}
	n, err := o.s.exec(o.ctx, text, args...)
	return n, o.db.told(err)
}

func (o *Ops) begin() (err error) {
	if o.db.stopped.Load() {
		return ErrStopped
	}
	if o.s != nil {
		o.db.read.give(o.s)
		o.s = nil
	}
	if o.db.dialect.onePen {
		if o.group, err = o.db.writer.enter(o.ctx); err != nil {
			return err
		}
		o.s = o.db.writer.s
	} else if o.s, err = o.db.read.begin(o.ctx, o.db.dialect.write); err != nil {
		return err
	}
	o.begun = true
	return nil
}

// rows reads all rows of a query into a list.
func rows[T any](o *Ops, scan func(*sql.Rows, *T) error, text string, args ...any) ([]T, error) {
	r, err := o.reader()
	if err != nil {
		return nil, err
	}
	return query(r, scan, text, args...)
}

// row reads the only row of a query.
func (o *Ops) row(dest []any, text string, args ...any) error {
	r, err := o.reader()
	if err != nil {
		return err
	}
	return r.s.row(o.ctx, dest, text, args...)
}

// FindUser finds a user of any organisation by e-mail address, with the
// password's hash; it serves the moment before anybody is signed in.
func (o *Ops) FindUser(email string) (access.User, plant.OrgID, string, error) {
	var org, hash, id string
	if err := o.row([]any{&id, &org, &hash}, "SELECT id, org, password FROM access_user WHERE email = $1", email); err != nil {
		return access.User{}, "", "", err
	}
	r, err := o.reader()
	if err != nil {
		return access.User{}, "", "", err
	}
	r.org = plant.OrgID(org)
	user, err := Get[access.User](r, id)
	return user, r.org, hash, err
}

// FindToken finds an API token of any organisation by the digest of its secret.
func (o *Ops) FindToken(digest []byte) (access.Token, plant.OrgID, error) {
	var org, id string
	if err := o.row([]any{&id, &org}, "SELECT id, org FROM access_token WHERE secret = $1", digest); err != nil {
		return access.Token{}, "", err
	}
	r, err := o.reader()
	if err != nil {
		return access.Token{}, "", err
	}
	r.org = plant.OrgID(org)
	token, err := Get[access.Token](r, id)
	return token, r.org, err
}

// CountUsers counts the users of all organisations.
func (o *Ops) CountUsers() (int, error) {
	var n int
	err := o.row([]any{&n}, "SELECT count(*) FROM access_user")
	return n, err
}

// Organisations lists all organisations by key.
func (o *Ops) Organisations() ([]plant.Organisation, error) {
	r, err := o.reader()
	if err != nil {
		return nil, err
	}
	return load[plant.Organisation](r, "1 = 1 ORDER BY key")
}

// Failures counts the failed attempts noted under a key, and when the last one was.
func (o *Ops) Failures(key string) (count int, last time.Time, err error) {
	var at stamp
	list, err := rows(o, func(r *sql.Rows, n *int) error { return r.Scan(n, &at) },
		"SELECT times, last_at FROM access_failure WHERE key = $1", storable(key))
	if err != nil || len(list) == 0 {
		return 0, time.Time{}, err
	}
	return list[0], at.Time, nil
}

// AddFailure notes a failed attempt.
func (o *Ops) AddFailure(key string) error {
	_, err := o.exec(`INSERT INTO access_failure (key, times, last_at) VALUES ($1, 1, $2)
		ON CONFLICT (key) DO UPDATE SET times = access_failure.times + 1, last_at = excluded.last_at`, storable(key), stamp{o.db.now()})
	return err
}

// ClearFailures forgets the failed attempts under a key.
func (o *Ops) ClearFailures(key string) error {
	_, err := o.exec("DELETE FROM access_failure WHERE key = $1", storable(key))
	return err
}
