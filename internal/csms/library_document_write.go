package csms

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// libraryWriter writes a planned document, turning its keys into ids.
type libraryWriter struct {
	*libraryPlan
	tx   *store.Tx
	c    *shelfContext
	rest map[assess.VerdictID]*restsOn
}

// restsOn is an answer of a site whose proofs change.
type restsOn struct {
	verdict   assess.Verdict
	add, drop []assess.EvidenceID
}

func (s *Service) writeLibrary(tx *store.Tx, p *libraryPlan) error {
	w := libraryWriter{libraryPlan: p, tx: tx, c: s.shelfContext(tx.Reader(), p.who), rest: map[assess.VerdictID]*restsOn{}}
	for _, c := range p.set.Changes {
		if c.Op == plant.OpSkip {
			continue
		}
		if err := w.put(c); err != nil {
			return fmt.Errorf("%s %q: %w", c.Kind, c.Key, err)
		}
	}
	return w.prove()
}

func (w *libraryWriter) put(c plant.Change) error {
	switch x := c.After.(type) {
	case supply.Company:
		return putShelved(w, w.s.Companies(), c.Key, x, func(before *supply.Company, x *supply.Company) (*supply.Head, func(func(string, *string))) {
			for i := range x.Keys { // trust is confirmed here, and by nobody else
				plant.Keep(&x.Keys[i], new(supply.PartnerKey))
			}
			if before != nil {
				keepTrust(before.Keys, x.Keys)
				for _, k := range before.Keys { // trust ends by its own operation only
					if k.Trusted && !slices.ContainsFunc(x.Keys, func(other supply.PartnerKey) bool { return other.Key == k.Key }) {
						x.Keys = append(x.Keys, k)
					}
				}
			}
			return &x.Head, x.Refs
		})
	case supply.Product:
		return putShelved(w, w.s.Products(), c.Key, x, func(_, x *supply.Product) (*supply.Head, func(func(string, *string))) { return &x.Head, x.Refs })
	case supply.Certificate:
		return putShelved(w, w.s.Certificates(), c.Key, x, func(_, x *supply.Certificate) (*supply.Head, func(func(string, *string))) { return &x.Head, x.Refs })
	case proof.DocEvidence:
		err := putShelved(w, w.s.Evidence(), c.Key, x.Evidence, func(before, x *proof.Evidence) (*supply.Head, func(func(string, *string))) {
			if before == nil {
				x.AddedBy = w.who.Email
			}
			return &x.Head, x.Refs
		})
		if err != nil {
			return err
		}
		before, _ := c.Before.(proof.DocEvidence)
		return w.rests(c.Key, before.Proves, x.Proves)
	case proof.Claim:
		return w.claim(x)
	case proof.Assessment:
		return w.assessment(c.Key, x)
	case proof.DocFreshness:
		return putEntry(w, w.s.FreshnessRules(), c.Key, x.Rule(), func(x *catalog.Freshness) *catalog.Head { return &x.Head })
	case proof.DocPair:
		decision := x.Decision()
		if !w.trusted() || decision.By == "" {
			decision.By, decision.On = w.who.Name, string(w.today)
		}
		return putEntry(w, w.s.PairDecisions(), c.Key, decision, func(x *catalog.PairDecision) *catalog.Head { return &x.Head })
	}
	return nil
}

// recordOf is the record of a kind with a key, nil when there is none. One that
// the caller may not change has its key taken, as when it is added by hand.
func recordOf[T any](w *libraryWriter, q Library[T], key string) (*T, error) {
	x, err := store.GetKey[T](w.tx.Reader(), "", key)
	if err != nil {
		return nil, unlessMissing(err)
	}
	ok, err := q.visible(w.tx.Reader(), w.who, q.k.edit, &x)
	if err == nil && !ok {
		err = w.s.keyTaken(q.k.name, key)
	}
	return &x, err
}

// putShelved writes a record of the library that a document says. The last
// function completes it and tells its head and references.
func putShelved[T any](w *libraryWriter, q Library[T], key string, written T, complete func(before, x *T) (*supply.Head, func(func(string, *string)))) error {
	x := plant.Tidy(written)
	before, err := recordOf(w, q, key)
	if err != nil {
		return err
	}
	if before != nil {
		plant.Keep(&x, before)
	}
	head, refs := complete(before, &x)
	if err := w.identify(head, refs); err != nil {
		return err
	}
	q.tidy(&x)
	return q.put(w.tx, w.c, before, &x)
}

// identify turns the keys of a record into ids.
func (w *libraryWriter) identify(head *supply.Head, refs func(func(string, *string))) error {
	site, err := w.keys.id(string(assess.OfSite), "", string(head.Site))
	if err != nil {
		return err
	}
	head.Site = plant.SiteID(site)
	return w.keys.toIDs(head.Site, refs, func(string, string) {})
}

// putEntry writes a record that is known by what it is about.
func putEntry[T any](w *libraryWriter, q Library[T], key string, x T, head func(*T) *catalog.Head) error {
	before, err := recordOf(w, q, key)
	if err != nil {
		return err
	}
	if before != nil {
		*head(&x) = *head(before)
	}
	q.tidy(&x)
	return q.put(w.tx, w.c, before, &x)
}

func (w *libraryWriter) assessment(key string, written proof.Assessment) error {
	q := w.s.Assessments()
	x := plant.Tidy(written)
	before, err := recordOf(w, q, key)
	if err != nil {
		return err
	}
	if before != nil {
		plant.Keep(&x, before)
	}
	if err := w.identify(&x.Head, x.Refs); err != nil {
		return err
	}
	if x.Result != nil {
		if err := w.keys.toIDs(x.Site, x.Result.Refs, func(string, string) {}); err != nil {
			return err
		}
	}
	x.MarkImported()
	return q.put(w.tx, w.c, before, &x)
}

func (w *libraryWriter) claim(x proof.Claim) error {
	subject, err := w.subject(x.Subject)
	if err != nil {
		return err
	}
	var from *assess.Subject
	if x.From != "" {
		s, err := w.subject(x.From)
		if err != nil {
			return err
		}
		from = &s
	}
	v := x.Verdict(subject, from)
	v.Proofs = slices.Clone(v.Proofs)
	if err := w.keys.toIDs("", func(visit func(string, *string)) { supply.RefList(visit, proof.OfEvidence, v.Proofs) }, func(string, string) {}); err != nil {
		return err
	}
	all, err := w.tx.Reader().ClaimsOf(subject)
	if err != nil {
		return err
	}
	for _, old := range all {
		if old.Set == v.Set && old.Requirement == v.Requirement {
			v.ID, v.Meta = old.ID, old.Meta
		}
	}
	v = completed(v, w.who, w.today)
	return store.Put(w.tx, &assess.Claim{Verdict: v})
}

func (w *libraryWriter) subject(text string) (assess.Subject, error) {
	kind, key, _ := proof.ParseClaimed(text)
	id, err := w.keys.id(string(kind), "", key)
	if err == nil && id == "" {
		err = invalid("There is no %s %q.", kind, key)
	}
	return assess.Subject{Kind: kind, ID: id}, err
}

// rests notes which answers of sites begin or cease to rest on an evidence.
func (w *libraryWriter) rests(key string, before, after []proof.DocProven) error {
	id, err := w.keys.id(proof.OfEvidence, "", key)
	if err != nil {
		return err
	}
	note := func(list []proof.DocProven, do func(*restsOn)) error {
		for _, x := range list {
			for _, requirement := range x.Requirements {
				v, found, err := w.verdict(x, requirement)
				if err != nil {
					return err
				}
				if !found {
					continue
				}
				if w.rest[v.ID] == nil {
					w.rest[v.ID] = &restsOn{verdict: v}
				}
				do(w.rest[v.ID])
			}
		}
		return nil
	}
	if err := note(before, func(r *restsOn) { r.drop = append(r.drop, assess.EvidenceID(id)) }); err != nil {
		return err
	}
	return note(after, func(r *restsOn) { r.add = append(r.add, assess.EvidenceID(id)) })
}

// prove writes the answers whose proofs change, each once.
func (w *libraryWriter) prove() error {
	all := make([]*restsOn, 0, len(w.rest))
	for _, r := range w.rest {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *restsOn) int { return cmp.Compare(a.verdict.ID, b.verdict.ID) })
	for _, r := range all {
		v := r.verdict
		v.Proofs = distinct(append(slices.DeleteFunc(slices.Clone(v.Proofs), func(id assess.EvidenceID) bool {
			return slices.Contains(r.drop, id) && !slices.Contains(r.add, id)
		}), r.add...))
		if slices.Equal(v.Proofs, r.verdict.Proofs) {
			continue
		}
		if err := store.Put(w.tx, &v); err != nil {
			return err
		}
	}
	return nil
}
