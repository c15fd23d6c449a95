package csms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// CrosswalkSummary is a crosswalk in a list.
type CrosswalkSummary struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	From        catalog.SetID `json:"from"`
	To          catalog.SetID `json:"to"`
	Source      string        `json:"source"`
	Attribution string        `json:"attribution,omitempty"`
	Direct      bool          `json:"direct"`
	Pairs       int           `json:"pairs"`
	Confirmed   int           `json:"confirmed"`
	Rejected    int           `json:"rejected"`
	Decided     int           `json:"decided" doc:"Pairs that the organisation decided about"`
}

// Crosswalks lists the crosswalks as the organisation decided about their pairs.
func (s *Service) Crosswalks(ctx context.Context, who access.Principal) ([]CrosswalkSummary, error) {
	list := []CrosswalkSummary{}
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		decisions, err := store.All[catalog.PairDecision](r, "")
		if err != nil {
			return err
		}
		for _, c := range catalog.Crosswalks() {
			list = append(list, summaryOf(catalog.Decide(c, decisions), decisions))
		}
		return nil
	})
	return list, err
}

func summaryOf(c *catalog.Crosswalk, decisions []catalog.PairDecision) CrosswalkSummary {
	out := CrosswalkSummary{
		ID: c.ID, Title: c.Title, From: c.From, To: c.To, Source: c.Source, Attribution: c.Attribution, Direct: c.Direct, Pairs: len(c.Pairs),
	}
	for _, p := range c.Pairs {
		switch p.State {
		case catalog.Confirmed:
			out.Confirmed++
		case catalog.Rejected:
			out.Rejected++
		}
	}
	for _, d := range decisions {
		if d.Crosswalk == c.ID {
			out.Decided++
		}
	}
	return out
}

// Crosswalk is one crosswalk as the organisation decided about its pairs.
func (s *Service) Crosswalk(ctx context.Context, who access.Principal, id string) (*catalog.Crosswalk, error) {
	var decided *catalog.Crosswalk
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		c, found := catalog.FindCrosswalk(id)
		if !found {
			return notFound("crosswalk")
		}
		decisions, err := store.All[catalog.PairDecision](r, "")
		if err != nil {
			return err
		}
		shelf, err := s.shelf(r)
		if err != nil {
			return err
		}
		shown := *catalog.Decide(c, decisions)
		shown.Pairs = slices.Clone(shown.Pairs)
		for i := range shown.Pairs {
			p := &shown.Pairs[i]
			p.FromStands, p.ToStands = standsFor(shelf, c.From, p.From), standsFor(shelf, c.To, p.To)
		}
		decided = &shown
		return nil
	})
	return decided, err
}

// standsFor are the requirements that the end of a pair stands for, nil where it
// is a requirement itself.
func standsFor(shelf *catalog.Shelf, set catalog.SetID, id catalog.RequirementID) []catalog.RequirementID {
	of, known := shelf.Find(set)
	if !known {
		return nil
	}
	if _, itself := of.Find(id); itself {
		return nil
	}
	return of.Resolve(id)
}

// PairPut is a decision about one pair of a crosswalk; without a state the one
// that stands is taken back.
type PairPut struct {
	From     catalog.RequirementID `json:"from" maxLength:"64"`
	To       catalog.RequirementID `json:"to" maxLength:"64"`
	State    catalog.PairState     `json:"state,omitempty" enum:",confirmed,rejected" doc:"Empty takes the decision back"`
	Strength catalog.Strength      `json:"strength,omitempty" enum:",equal,superset,subset,intersects,related" doc:"Empty keeps that of the source"`
	Whole    bool                  `json:"whole,omitempty" doc:"Marks the parts that together make up the whole"`
	Note     string                `json:"note,omitempty" maxLength:"4000"`
}

// PairsPut is what deciding about pairs did.
type PairsPut struct {
	Changed int   `json:"changed"`
	Removed int   `json:"removed"`
	Entry   int64 `json:"entry,omitempty" doc:"The entry of the history that it left; absent when nothing changed"`
}

// DecidePairs stores decisions about pairs of one crosswalk in one act: all of
// them or none.
func (s *Service) DecidePairs(ctx context.Context, who access.Principal, id string, pairs []PairPut) (PairsPut, error) {
	var out PairsPut
	q := s.PairDecisions()
	if err := q.somewhere(who, access.LibraryEdit); err != nil {
		return out, err
	}
	if n := len(pairs); n == 0 || n > MostLibrary {
		return out, invalid("Send 1 to %d pairs.", MostLibrary)
	}
	act := intent{do: access.LibraryEdit, verb: "pair-decision.bulk", subject: fmt.Sprintf("%d pairs of %s", len(pairs), id)}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		if _, found := catalog.FindCrosswalk(id); !found {
			return notFound("crosswalk")
		}
		put, gone, at, err := pairsOf(tx.Reader(), id, pairs)
		if err != nil {
			return err
		}
		out.Changed, out.Removed = len(put), len(gone)
		broken, err := q.putAll(tx, s.shelfContext(tx.Reader(), who), gone, put)
		if err == nil && len(broken) > 0 {
			err = placed(broken, "pairs", at)
		}
		return err
	})
	if err != nil {
		return PairsPut{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// pairsOf turns decisions into the records that are new or different, with their
// places among the decisions, and those that go.
func pairsOf(r *store.Reader, id string, pairs []PairPut) (put []catalog.PairDecision, gone []LibraryGone, at []int, err error) {
	for i, p := range pairs {
		x, err := store.GetKey[catalog.PairDecision](r, "", catalog.PairKey(id, p.From, p.To))
		if err != nil && !missing(err) {
			return nil, nil, nil, err
		}
		if p.State == "" {
			if err == nil {
				gone = append(gone, LibraryGone{x.ID, x.Version})
			}
			continue
		}
		before := x
		x.Crosswalk, x.From, x.To, x.State, x.Strength, x.Whole, x.Note = id, p.From, p.To, p.State, p.Strength, p.Whole, p.Note
		if before != x {
			put, at = append(put, x), append(at, i)
		}
	}
	return put, gone, at, nil
}

// placed moves the pointers of records that were put to where the request has
// what they were made from.
func placed(broken plant.Problems, list string, at []int) plant.Problems {
	for i := range broken {
		rest, found := strings.CutPrefix(broken[i].Pointer, "/put/")
		number, field, _ := strings.Cut(rest, "/")
		n, err := strconv.Atoi(number)
		if !found || err != nil || n >= len(at) {
			continue
		}
		broken[i].Pointer = fmt.Sprintf("/%s/%d", list, at[n])
		if field != "" {
			broken[i].Pointer += "/" + field
		}
	}
	return broken
}

// missing says that a record is not there.
func missing(err error) bool { return errors.Is(err, store.ErrNotFound) }

// Series tells of the parts of the series and the standards beside it.
func (s *Service) Series(ctx context.Context, who access.Principal) (*catalog.SeriesPack, error) {
	err := s.view(ctx, who, access.OrgRead, "", func(*store.Reader) error { return nil })
	return catalog.Series(), err
}

// Glossary is the words of the program and what others call them.
func (s *Service) Glossary(ctx context.Context, who access.Principal) (*catalog.Terms, error) {
	err := s.view(ctx, who, access.OrgRead, "", func(*store.Reader) error { return nil })
	return catalog.Glossary(), err
}
