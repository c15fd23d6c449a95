package csms

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// Records are the use cases for one kind of the risk register: the same for
// every kind, but for the rules of its records.
type Records[T any] struct {
	s *Service
	k *registered[T]
}

// registered describes a kind of the risk register.
type registered[T any] struct {
	name   string // as in the history: "scenario"
	prefix string // of the keys that are given out: "SC"
	digits int    // of their numbers, at least
	head   func(*T) *risk.Head
	refs   func(*T, func(kind string, id *string))
	// holds says that what the records refer to must exist and stays.
	holds bool
	of    func(*risk.Register) []T
	check func(risk.Context, T) plant.Problems
	// guard refuses what no edit may do, such as changing what is signed.
	// before is nil for a new record, after for one that goes.
	guard func(ctx risk.Context, before, after *T) error
	// made completes a record with who makes it and what it rests on, and refuses
	// what may not be decided.
	made func(ctx risk.Context, by string, x *T) plant.Problems
	// listed leaves out what a list does not carry, because it is large.
	listed func(*T)
}

// Kind is the name of the kind: "scenario".
func (q Records[T]) Kind() string { return q.k.name }

// Head is what the record has in common with all others of the register.
func (q Records[T]) Head(x *T) *risk.Head { return q.k.head(x) }

// List lists the records of a site by key, without the answers that they keep.
func (q Records[T]) List(ctx context.Context, who access.Principal, site plant.SiteID, after string, limit int) (Page[T], error) {
	var page Page[T]
	err := q.s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, err := q.s.riskInput(r, site)
		if err != nil {
			return err
		}
		page, err = keyed(q.k.name, q.k.of(&in.Register), func(x T) string { return q.k.head(&x).Key }, after, limit)
		for i := range page.Items {
			if q.k.listed != nil {
				q.k.listed(&page.Items[i])
			}
		}
		return err
	})
	return page, err
}

// One is one record of a site.
func (q Records[T]) One(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID) (T, error) {
	var x T
	err := q.s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		x, err = q.find(r, site, id)
		return err
	})
	return x, err
}

// find loads a record of one site; one of another site is none.
func (q Records[T]) find(r *store.Reader, site plant.SiteID, id risk.ID) (T, error) {
	x, err := store.Get[T](r, string(id))
	if err == nil && q.k.head(&x).Site != site {
		err = store.ErrNotFound
	}
	if err != nil {
		var none T
		return none, q.s.fail(err, q.k.name)
	}
	return x, nil
}

// Add adds a record. Without a key it gets the next free one of the kind.
func (q Records[T]) Add(ctx context.Context, who access.Principal, site plant.SiteID, x T) (T, int64, error) {
	q.tidy(&x, site)
	h := q.k.head(&x)
	h.ID, h.Version = "", 0
	in := intent{do: access.RiskEdit, site: site, verb: q.k.name + ".add", subject: h.Key}
	entry, err := q.s.updateAs(ctx, who, in, func(tx *store.Tx) (string, error) {
		c, err := q.s.contextOf(tx, site)
		if err != nil {
			return "", err
		}
		if h.Key == "" {
			h.Key = q.next(c.Context)
		}
		if err := q.complete(c.Context, who, &x); err != nil {
			return "", err
		}
		return h.Key, q.put(tx, c, nil, &x)
	})
	return x, entry, err
}

// Change changes a record; the version in x is the one it was read with.
func (q Records[T]) Change(ctx context.Context, who access.Principal, site plant.SiteID, x T) (T, int64, error) {
	q.tidy(&x, site)
	in := intent{do: access.RiskEdit, site: site, verb: q.k.name + ".change", subject: q.k.head(&x).Key}
	entry, err := q.s.update(ctx, who, in, func(tx *store.Tx) error {
		before, err := q.find(tx.Reader(), site, q.k.head(&x).ID)
		if err != nil {
			return err
		}
		c, err := q.s.contextOf(tx, site)
		if err != nil {
			return err
		}
		if err := q.complete(c.Context, who, &x); err != nil {
			return err
		}
		return q.put(tx, c, &before, &x)
	})
	return x, entry.Seq, err
}

func (q Records[T]) complete(c risk.Context, who access.Principal, x *T) error {
	if q.k.made == nil {
		return nil
	}
	if problems := q.k.made(c, who.Name, x); len(problems) > 0 {
		return q.s.fail(problems, q.k.name)
	}
	return nil
}

// Delete removes a record. What still refers to it is named and stands in the way.
func (q Records[T]) Delete(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, version int) (int64, error) {
	x, err := q.One(ctx, who, site, id)
	if err != nil {
		return 0, err
	}
	in := intent{do: access.RiskEdit, site: site, verb: q.k.name + ".delete", subject: q.k.head(&x).Key}
	entry, err := q.s.update(ctx, who, in, func(tx *store.Tx) error {
		c, err := q.s.contextOf(tx, site)
		if err != nil {
			return err
		}
		return q.drop(tx, c, site, id, version)
	})
	return entry.Seq, err
}

// References lists the records that refer to one of the kind.
func (q Records[T]) References(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID) ([]Reference, error) {
	refs := []Reference{}
	err := q.s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		if _, err := q.find(r, site, id); err != nil {
			return err
		}
		found, err := store.References(r, q.k.name, string(id))
		if err == nil {
			found, err = openRefs(r, who, found)
		}
		refs = append(refs, found...)
		return err
	})
	return refs, err
}

func (q Records[T]) drop(tx *store.Tx, c *rules, site plant.SiteID, id risk.ID, version int) error {
	before, err := q.find(tx.Reader(), site, id)
	if err != nil {
		return err
	}
	if q.k.guard != nil {
		if err := q.k.guard(c.Context, &before, nil); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	if err := store.Delete[T](tx, string(id), version); err != nil {
		return q.s.fail(err, q.k.name)
	}
	return q.s.fail(q.k.keepsNames(tx.Reader(), site, q.k.head(&before).Key), q.k.name)
}

// put stores a record under the rules of its kind; before is nil for a new one.
func (q Records[T]) put(tx *store.Tx, c *rules, before, x *T) error {
	h := q.k.head(x)
	if before != nil && q.k.head(before).Version != h.Version {
		return q.s.fail(store.ErrStale, q.k.name)
	}
	if problems := q.dangling(c, x); len(problems) > 0 {
		return q.s.fail(problems, q.k.name)
	}
	if q.k.guard != nil {
		if err := q.k.guard(c.Context, before, x); err != nil {
			return q.s.fail(err, q.k.name)
		}
	}
	if key := q.taken(c.Context, h); key != "" {
		return q.s.keyTaken(q.k.name, key)
	}
	if problems := q.k.check(c.Context, *x); len(problems) > 0 {
		return q.s.fail(problems, q.k.name)
	}
	var err error
	if before == nil {
		err = store.Put(tx, x)
	} else {
		err = change(tx, *before, q.k.head(before).Version, x, h.Version)
	}
	if err == nil && before != nil && q.k.head(before).Key != h.Key {
		err = q.k.keepsNames(tx.Reader(), h.Site, q.k.head(before).Key)
	}
	return q.s.fail(err, q.k.name)
}

// tidy cuts the blanks that come with typing, and puts the record in its site.
func (q Records[T]) tidy(x *T, site plant.SiteID) {
	h := q.k.head(x)
	h.Site, h.Key, h.Name = site, strings.TrimSpace(h.Key), strings.TrimSpace(h.Name)
}

// taken is the key of another record that differs from this one's in nothing but case.
func (q Records[T]) taken(c risk.Context, h *risk.Head) string {
	all := q.k.of(&c.Register)
	for i := range all {
		if o := q.k.head(&all[i]); o.ID != h.ID && strings.EqualFold(o.Key, h.Key) {
			return o.Key
		}
	}
	return ""
}

// next is the key after the highest of the kind's prefix, with as many digits
// as the others have.
func (q Records[T]) next(c risk.Context) string {
	highest, digits := 0, q.k.digits
	all := q.k.of(&c.Register)
	for i := range all {
		number, found := strings.CutPrefix(q.k.head(&all[i]).Key, q.k.prefix+"-")
		n, err := strconv.Atoi(number)
		if !found || err != nil || n < highest {
			continue
		}
		highest, digits = n, max(q.k.digits, len(number))
	}
	return fmt.Sprintf("%s-%0*d", q.k.prefix, digits, highest+1)
}

// dangling says at which fields a record refers to one that is not there. The
// store would refuse it as well, but only the first, and not by its field.
func (q Records[T]) dangling(c *rules, x *T) (problems plant.Problems) {
	if !q.k.holds {
		return nil
	}
	q.k.refs(x, func(kind string, id *string) {
		if !c.ids[kind][*id] && *id != string(q.k.head(x).ID) {
			problems = append(problems, plant.Problem{Pointer: pointerTo(x, *id), Text: fmt.Sprintf("There is no such %s at this site.", kind)})
		}
	})
	return problems
}

// pointerTo is the JSON pointer to the first text of a record that is the given one.
func pointerTo(record any, text string) string {
	doc, err := json.Marshal(record)
	if err != nil {
		return ""
	}
	var value map[string]any
	if json.Unmarshal(doc, &value) != nil {
		return ""
	}
	delete(value, "id")
	pointer, _ := find(value, text, "")
	return pointer
}

func find(v any, text, at string) (string, bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if p, ok := find(inner, text, at+"/"+name); ok {
				return p, true
			}
		}
	case []any:
		for i, inner := range v {
			if p, ok := find(inner, text, at+"/"+strconv.Itoa(i)); ok {
				return p, true
			}
		}
	case string:
		return at, v == text
	}
	return "", false
}
