package csms

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Library are the use cases for one kind of the library: the same for every
// kind, but for the rules of its records. A record is of one site or, with no
// site, of the whole organisation.
type Library[T any] struct {
	s *Service
	k *shelved[T]
}

// shelved describes a kind of the library.
type shelved[T any] struct {
	name   string // as in the history: "product"
	prefix string // of the keys that are given out: "PD"
	base   func(*T) shelfBase
	refs   func(*T, func(kind string, id *string))
	read   access.Action
	edit   access.Action
	// names are those by which a supplier's grant knows the record; nil where no
	// supplier sees records of the kind.
	names func(r *store.Reader, x *T) ([]string, error)
	// seen says whether somebody who may read the kind may know of the record;
	// nil is that they may.
	seen func(who access.Principal, x *T) bool
	// tidy cuts the blanks that come with typing.
	tidy func(*T)
	// titled gives key and name to records that are known by what they are about.
	titled func(*T) (key, name string)
	// kept are the members that only operations of their own set.
	kept  func(*T) []keptMember
	check func(c *shelfContext, x T) plant.Problems
	// guard refuses what no edit may do. before is nil for a new record, after for
	// one that goes.
	guard func(c *shelfContext, before, after *T) error
	// signed is what was signed of a record, nil for nothing: it neither comes nor
	// goes by undoing. resign gives a restored value the signature that stands.
	signed func(*T) any
	resign func(last, x *T)
	// made completes a new record with who adds it.
	made func(c *shelfContext, x *T)
	// clear takes away what goes with the record, if the user says so.
	clear func(tx *store.Tx, x *T) error
	// listed leaves out what a list does not carry, because it is large.
	listed func(*T)
	// cut leaves out of a record that is shown what the caller may not know; nil
	// leaves nothing out.
	cut func(who access.Principal, x *T)
}

// shelfBase points to what every record of the library has; site is nil where
// the kind knows none.
type shelfBase struct {
	id, key, name *string
	version       *int
	site          *plant.SiteID
}

func (b shelfBase) of() plant.SiteID {
	if b.site == nil {
		return ""
	}
	return *b.site
}

// shelfContext is what a record of the library is checked against.
type shelfContext struct {
	s     *Service
	r     *store.Reader
	who   access.Principal
	today plant.Date
	sets  *catalog.Shelf
}

func (s *Service) shelfContext(r *store.Reader, who access.Principal) *shelfContext {
	return &shelfContext{s: s, r: r, who: who, today: plant.DateOf(s.now())}
}

// set is a requirement set that the organisation knows, nil if there is none
// with the id.
func (c *shelfContext) set(id catalog.SetID) *catalog.Set {
	if c.sets == nil {
		shelf, err := c.s.shelf(c.r)
		if err != nil {
			return nil
		}
		c.sets = shelf
	}
	set, _ := c.sets.Find(id)
	return set
}

// Kind is the name of the kind: "product".
func (q Library[T]) Kind() string { return q.k.name }

// ID and version of a record, for whoever sends it back.
func (q Library[T]) ID(x *T) string   { return *q.k.base(x).id }
func (q Library[T]) Version(x *T) int { return *q.k.base(x).version }

// Identify says which record x is, in the version that it was read with.
func (q Library[T]) Identify(x *T, id string, version int) {
	b := q.k.base(x)
	*b.id, *b.version = id, version
}

// One is one record, if the caller may know of it.
func (q Library[T]) One(ctx context.Context, who access.Principal, id string) (T, error) {
	var x T
	if err := q.somewhere(who, q.k.read); err != nil {
		return x, err
	}
	err := q.s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		x, err = q.find(r, who, id)
		return err
	})
	if err == nil && q.k.cut != nil {
		q.k.cut(who, &x)
	}
	return x, q.s.fail(err, q.k.name)
}

// somewhere refuses whoever may do an action neither for the whole organisation
// nor at any site, and suppliers where the kind is none of theirs.
func (q Library[T]) somewhere(who access.Principal, do access.Action) error {
	whole := access.Check(who, do, "")
	_, some := access.Sites(who, do)
	if whole != nil && len(some) == 0 {
		return q.s.fail(whole, q.k.name)
	}
	for _, site := range append(some, "") {
		if all, vendors := access.VendorsOf(who, do, site); all || q.k.names != nil && len(vendors) > 0 {
			return nil
		}
	}
	return denied()
}

// find loads a record that the caller may know of; one of somebody else is none.
func (q Library[T]) find(r *store.Reader, who access.Principal, id string) (T, error) {
	x, err := store.Get[T](r, id)
	if err == nil {
		var ok bool
		if ok, err = q.visible(r, who, q.k.read, &x); err == nil && !ok {
			err = store.ErrNotFound
		}
	}
	if err != nil {
		var none T
		return none, q.s.fail(err, q.k.name)
	}
	return x, nil
}

// visible says whether a record lies within what the caller may do an action on.
func (q Library[T]) visible(r *store.Reader, who access.Principal, do access.Action, x *T) (bool, error) {
	site := q.k.base(x).of()
	if access.Check(who, do, site) != nil || q.k.seen != nil && !q.k.seen(who, x) {
		return false, nil
	}
	all, vendors := access.VendorsOf(who, do, site)
	if all {
		return true, nil
	}
	if q.k.names == nil {
		return false, nil
	}
	names, err := q.k.names(r, x)
	return err == nil && within(vendors, names), err
}

// within says whether one of some names is that of a vendor; vendors are in
// lower case.
func within(vendors, names []string) bool {
	for _, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		for _, v := range vendors {
			if name == v {
				return true
			}
		}
	}
	return false
}

// Add adds a record. Without a key it gets the next free one of the kind.
func (q Library[T]) Add(ctx context.Context, who access.Principal, x T) (T, int64, error) {
	if err := q.somewhere(who, q.k.edit); err != nil {
		return x, 0, err
	}
	b := q.k.base(&x)
	*b.id, *b.version = "", 0
	q.tidy(&x)
	in := intent{do: q.k.edit, site: b.of(), verb: q.k.name + ".add", subject: *b.key}
	entry, err := q.s.updateAs(ctx, who, in, func(tx *store.Tx) (string, error) {
		if err := q.add(tx, q.s.shelfContext(tx.Reader(), who), &x); err != nil {
			return "", err
		}
		return *b.key, nil
	})
	return x, entry, err
}

func (q Library[T]) add(tx *store.Tx, c *shelfContext, x *T) error {
	b := q.k.base(x)
	if *b.key == "" {
		key, err := q.next(tx.Reader())
		if err != nil {
			return err
		}
		*b.key = key
	}
	if err := q.protect(nil, x); err != nil {
		return err
	}
	if q.k.made != nil {
		q.k.made(c, x)
	}
	if q.k.guard != nil {
		if err := q.k.guard(c, nil, x); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	if err := q.belongs(tx.Reader(), c.who, x); err != nil {
		return err
	}
	return q.put(tx, c, nil, x)
}

// belongs refuses a record that lies outside the caller's part.
func (q Library[T]) belongs(r *store.Reader, who access.Principal, x *T) error {
	ok, err := q.visible(r, who, q.k.edit, x)
	if err == nil && !ok {
		err = &Error{Kind: Denied, Text: "The " + q.k.name + " would lie outside your part."}
	}
	return q.s.fail(err, q.k.name)
}

// open finds a record that is to be changed, and refuses who may not.
func (q Library[T]) open(ctx context.Context, who access.Principal, id string) (T, error) {
	var x T
	if err := q.somewhere(who, q.k.edit); err != nil {
		return x, err
	}
	err := q.s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		if x, err = q.find(r, who, id); err != nil {
			return err
		}
		ok, err := q.visible(r, who, q.k.edit, &x)
		if err == nil && !ok {
			err = access.Check(who, q.k.edit, q.k.base(&x).of())
			if err == nil {
				err = access.ErrDenied
			}
		}
		return err
	})
	return x, q.s.fail(err, q.k.name)
}

// Change changes a record; the version in x is the one it was read with. A
// record stays at its site.
func (q Library[T]) Change(ctx context.Context, who access.Principal, x T) (T, int64, error) {
	b := q.k.base(&x)
	known, err := q.open(ctx, who, *b.id)
	if err != nil {
		return x, 0, err
	}
	q.tidy(&x)
	in := intent{do: q.k.edit, site: q.k.base(&known).of(), verb: q.k.name + ".change", subject: *b.key}
	entry, err := q.s.update(ctx, who, in, func(tx *store.Tx) error {
		return q.change(tx, q.s.shelfContext(tx.Reader(), who), &x)
	})
	return x, entry.Seq, err
}

func (q Library[T]) change(tx *store.Tx, c *shelfContext, x *T) error {
	b := q.k.base(x)
	before, err := q.find(tx.Reader(), c.who, *b.id)
	if err != nil {
		return err
	}
	was := q.k.base(&before)
	if *was.version != *b.version {
		return q.s.fail(store.ErrStale, q.k.name)
	}
	if b.site != nil {
		if *b.site != "" && *b.site != *was.site {
			return q.s.fail(plant.Problems{{Pointer: "/site", Text: "A record stays where it is: add a new one at the other site."}}, q.k.name)
		}
		*b.site = *was.site
	}
	if *b.key == "" {
		*b.key = *was.key
	}
	if err := q.protect(&before, x); err != nil {
		return err
	}
	if q.k.guard != nil {
		if err := q.k.guard(c, &before, x); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	if err := q.belongs(tx.Reader(), c.who, x); err != nil {
		return err
	}
	return q.put(tx, c, &before, x)
}

// Delete removes a record. What still refers to it is named and stands in the
// way; with cascade, what is a part of it goes with it.
func (q Library[T]) Delete(ctx context.Context, who access.Principal, id string, version int, cascade bool) (int64, error) {
	known, err := q.open(ctx, who, id)
	if err != nil {
		return 0, err
	}
	b := q.k.base(&known)
	in := intent{do: q.k.edit, site: b.of(), verb: q.k.name + ".delete", subject: *b.key}
	entry, err := q.s.update(ctx, who, in, func(tx *store.Tx) error {
		return q.drop(tx, q.s.shelfContext(tx.Reader(), who), id, version, cascade)
	})
	return entry.Seq, err
}

func (q Library[T]) drop(tx *store.Tx, c *shelfContext, id string, version int, cascade bool) error {
	before, err := q.find(tx.Reader(), c.who, id)
	if err != nil {
		return err
	}
	if q.k.guard != nil {
		if err := q.k.guard(c, &before, nil); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	if cascade && q.k.clear != nil {
		if err := q.k.clear(tx, &before); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	return q.s.fail(store.Delete[T](tx, id, version), q.k.name)
}

// References lists the records that refer to one of the kind, as far as the
// caller may know of them.
func (q Library[T]) References(ctx context.Context, who access.Principal, id string) ([]Reference, error) {
	refs := []Reference{}
	if err := q.somewhere(who, q.k.read); err != nil {
		return nil, err
	}
	err := q.s.db.View(ctx, who.Org, func(r *store.Reader) error {
		if _, err := q.find(r, who, id); err != nil {
			return err
		}
		found, err := store.References(r, q.k.name, id)
		if err == nil {
			found, err = knownRefs(r, who, found)
		}
		refs = append(refs, found...)
		return err
	})
	return refs, q.s.fail(err, q.k.name)
}

// put stores a record under the rules of its kind; before is nil for a new one.
// It is for the operations of the kind too, which set what no edit may.
func (q Library[T]) put(tx *store.Tx, c *shelfContext, before, x *T) error {
	b := q.k.base(x)
	problems, err := q.dangling(tx.Reader(), x)
	if err != nil {
		return err
	}
	if q.k.check != nil {
		problems = append(problems, q.k.check(c, *x)...)
	}
	if len(problems) > 0 {
		return q.s.fail(problems, q.k.name)
	}
	if key, err := store.SameKey[T](tx.Reader(), *b.id, *b.key); err != nil || key != "" {
		if err == nil {
			err = q.s.keyTaken(q.k.name, key)
		}
		return err
	}
	if before == nil {
		err = store.Put(tx, x)
	} else {
		err = change(tx, *before, *q.k.base(before).version, x, *b.version)
	}
	return q.s.fail(err, q.k.name)
}

func (q Library[T]) tidy(x *T) {
	b := q.k.base(x)
	*b.key, *b.name = strings.TrimSpace(*b.key), strings.TrimSpace(*b.name)
	if q.k.tidy != nil {
		q.k.tidy(x)
	}
	if q.k.titled != nil {
		*b.key, *b.name = q.k.titled(x)
	}
}

// next is the key after the highest of the kind's prefix, with as many digits
// as the others have.
func (q Library[T]) next(r *store.Reader) (string, error) {
	keys, err := store.LibraryKeys[T](r, q.k.prefix+"-")
	highest, digits := 0, 3
	for _, key := range keys {
		number := strings.TrimPrefix(key, q.k.prefix+"-")
		n, err := strconv.Atoi(number)
		if err != nil || n < highest {
			continue
		}
		highest, digits = n, max(digits, len(number))
	}
	return fmt.Sprintf("%s-%0*d", q.k.prefix, digits, highest+1), err
}

// dangling says at which fields a record refers to one that is not there, or
// that it may not refer to.
func (q Library[T]) dangling(r *store.Reader, x *T) (problems plant.Problems, err error) {
	if q.k.refs == nil {
		return nil, nil
	}
	b := q.k.base(x)
	q.k.refs(x, func(kind string, id *string) {
		if err != nil || *id == *b.id {
			return
		}
		var there bool
		if there, err = r.Exists(kind, *id, b.of()); err == nil && !there {
			problems = append(problems, plant.Problem{Pointer: pointerTo(x, *id), Text: fmt.Sprintf("There is no such %s to refer to from here.", kind)})
		}
	})
	return problems, err
}
