package csms

import (
	"context"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// MostLibrary is how many records of the library one act may change.
const MostLibrary = 5000

// LibraryBulk is a change to many records of one kind: those that are new or
// different, and those that go. All of them are of one site, or all of the
// whole organisation.
type LibraryBulk[T any] struct {
	Put    []T           `json:"put,omitempty" maxItems:"5000" doc:"Without an id it is a new one; else version is the one it was read with"`
	Delete []LibraryGone `json:"delete,omitempty" maxItems:"5000"`
	Note   string        `json:"note,omitempty" maxLength:"4000" doc:"Reason, for the history"`
	// Dry only tries: every rule is asked and nothing is stored.
	Dry bool `json:"dry,omitempty" doc:"Ask every rule and store nothing"`
}

// LibraryGone is a record that is to go, with the version it was read with.
type LibraryGone struct {
	ID      string `json:"id" maxLength:"64"`
	Version int    `json:"version" minimum:"1"`
}

// Bulk changes many records in one act: all of them or, when one breaks a rule,
// none. The error then names each broken field by its place in the request:
// "/put/3/name". It answers with those that were put.
func (q Library[T]) Bulk(ctx context.Context, who access.Principal, in LibraryBulk[T]) ([]T, int64, error) {
	n := len(in.Put) + len(in.Delete)
	if n == 0 || n > MostLibrary {
		return nil, 0, invalid("Send 1 to %d records to put or delete.", MostLibrary)
	}
	site, err := q.home(ctx, who, in)
	if err != nil {
		return nil, 0, err
	}
	out := append([]T{}, in.Put...)
	act := intent{do: q.k.edit, site: site, verb: q.k.name + ".bulk", note: in.Note, subject: fmt.Sprintf("%d records", n)}
	tried := false
	entry, err := q.s.update(ctx, who, act, func(tx *store.Tx) error {
		broken, err := q.putAll(tx, q.s.shelfContext(tx.Reader(), who), in.Delete, out)
		if err != nil {
			return err
		}
		if len(broken) > 0 {
			return broken
		}
		if tried = in.Dry; tried {
			return errDry
		}
		return nil
	})
	if tried {
		for i := range out { // none has come to be
			q.Identify(&out[i], q.ID(&in.Put[i]), q.Version(&in.Put[i]))
		}
		return out, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	return out, entry.Seq, nil
}

// home is the site that all records of a change belong to, "" for the whole
// organisation.
func (q Library[T]) home(ctx context.Context, who access.Principal, in LibraryBulk[T]) (site plant.SiteID, err error) {
	if err := q.somewhere(who, q.k.edit); err != nil {
		return "", err
	}
	var first *plant.SiteID
	var broken plant.Problems
	note := func(at string, is plant.SiteID) {
		switch {
		case first == nil:
			first = &is
		case *first != is:
			broken = append(broken, plant.Problem{Pointer: at, Text: "This record is of another site than the first: change the records of one site at a time."})
		}
	}
	err = q.s.db.View(ctx, who.Org, func(r *store.Reader) error {
		known := func(at, id string) error {
			x, err := q.find(r, who, id)
			if err == nil {
				note(at, q.k.base(&x).of())
			}
			return err
		}
		for i, g := range in.Delete {
			if err := known(fmt.Sprintf("/delete/%d", i), g.ID); err != nil {
				return err
			}
		}
		for i := range in.Put {
			b := q.k.base(&in.Put[i])
			if *b.id == "" {
				note(fmt.Sprintf("/put/%d/site", i), b.of())
			} else if err := known(fmt.Sprintf("/put/%d/site", i), *b.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && len(broken) > 0 {
		err = broken
	}
	if err != nil {
		return "", q.s.fail(err, q.k.name)
	}
	return *first, nil
}

// putAll removes and puts records within one act. Broken rules come back by
// their place in the lists; with any, nothing may be kept.
func (q Library[T]) putAll(tx *store.Tx, c *shelfContext, gone []LibraryGone, put []T) (broken plant.Problems, err error) {
	for i, g := range gone {
		err := q.mayChange(tx.Reader(), c.who, g.ID)
		if err == nil {
			err = q.drop(tx, c, g.ID, g.Version, false)
		}
		if err := gather(&broken, fmt.Sprintf("/delete/%d", i), err); err != nil {
			return nil, err
		}
	}
	for i := range put {
		if err := gather(&broken, fmt.Sprintf("/put/%d", i), q.putOne(tx, c, &put[i])); err != nil {
			return nil, err
		}
	}
	return broken, nil
}

// mayChange refuses a record that the caller may know of and not change.
func (q Library[T]) mayChange(r *store.Reader, who access.Principal, id string) error {
	x, err := q.find(r, who, id)
	if err != nil {
		return err
	}
	ok, err := q.visible(r, who, q.k.edit, &x)
	if err == nil && !ok {
		err = access.ErrDenied
	}
	return q.s.fail(err, q.k.name)
}

func (q Library[T]) putOne(tx *store.Tx, c *shelfContext, x *T) error {
	q.tidy(x)
	b := q.k.base(x)
	if *b.id == "" {
		*b.version = 0
		return q.add(tx, c, x)
	}
	if err := q.mayChange(tx.Reader(), c.who, *b.id); err != nil {
		return err
	}
	return q.change(tx, c, x)
}
