package csms

import (
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/report"
	"ringwall/internal/store"
)

// walk is a crosswalk turned so that it leads from a set that was answered to
// the one that is reported.
type walk struct {
	*catalog.Crosswalk
	from    *catalog.Set
	turned  bool // the crosswalk itself is written the other way round
	derived bool
}

// walks finds the crosswalks between sets as an organisation sees them.
type walks struct {
	shelf     *catalog.Shelf
	decisions []catalog.PairDecision
}

func (s *Service) walks(r *store.Reader) (walks, error) {
	shelf, err := s.shelf(r)
	if err != nil {
		return walks{}, err
	}
	decisions, err := store.All[catalog.PairDecision](r, "")
	return walks{shelf, decisions}, err
}

// between lists the crosswalks from one set to another. Where none leads there
// directly, the other edition of IEC 62443-2-1 may lead on: what two steps give
// is a suggestion. Such a pair is written from the framework to the edition,
// whichever way it is read, so that one decision serves both.
func (w walks) between(from, to *catalog.Set) []walk {
	direct := w.direct(from, to)
	switch {
	case len(direct) > 0:
		return direct
	case from.Kind == catalog.OfFramework:
		return w.joined(from, to)
	}
	back := w.joined(to, from)
	for i := range back {
		back[i] = walk{back[i].Reverse(), from, true, true}
	}
	return back
}

// otherEdition leads from one edition of IEC 62443-2-1 to the other.
var otherEdition = map[catalog.SetID]catalog.SetID{
	catalog.ProgramRequirements: catalog.ProgramRequirements2010, catalog.ProgramRequirements2010: catalog.ProgramRequirements,
}

func (w walks) joined(framework, edition *catalog.Set) (out []walk) {
	middle, ok := w.shelf.Find(otherEdition[edition.ID])
	if !ok {
		return nil
	}
	for _, a := range w.direct(framework, middle) {
		for _, b := range w.direct(middle, edition) {
			c := catalog.Decide(catalog.Through(a.Crosswalk, middle, b.Crosswalk), w.decisions)
			out = append(out, walk{c, framework, false, true})
		}
	}
	return out
}

func (w walks) direct(from, to *catalog.Set) (out []walk) {
	for _, c := range catalog.Crosswalks() {
		switch {
		case c.From == from.ID && c.To == to.ID:
			out = append(out, walk{catalog.Decide(c, w.decisions), from, false, !c.Direct})
		case c.From == to.ID && c.To == from.ID:
			out = append(out, walk{catalog.Decide(c, w.decisions).Reverse(), from, true, !c.Direct})
		}
	}
	return out
}

// joinedWalk is the crosswalk with an id such as "csf-2.0-2-1+2-1-2010-2024",
// which two others make up, so that its pairs can be decided too.
func joinedWalk(shelf *catalog.Shelf, id string) (*catalog.Crosswalk, bool) {
	first, second, two := strings.Cut(id, "+")
	a, ok := catalog.FindCrosswalk(first)
	b, okay := catalog.FindCrosswalk(second)
	if !two || !ok || !okay {
		return nil, false
	}
	for _, b := range []*catalog.Crosswalk{b, b.Reverse()} {
		if middle, found := shelf.Find(a.To); found && a.To == b.From && otherEdition[a.To] == b.To {
			return catalog.Through(a, middle, b), true
		}
	}
	return nil, false
}

// joined is [joinedWalk] among the sets that the organisation knows.
func (c *shelfContext) joined(id string) (*catalog.Crosswalk, bool) {
	if c.set(catalog.ISO27001) == nil || c.sets == nil {
		return nil, false
	}
	return joinedWalk(c.sets, id)
}

// written are the ends of a pair as the crosswalk writes them, by which a
// decision names it.
func (w walk) written(p catalog.Pair) (from, to catalog.RequirementID) {
	if w.turned {
		return p.To, p.From
	}
	return p.From, p.To
}

// source tells where the pairs of a walk come from.
func (w walk) source(decisions []catalog.PairDecision) report.CoverageSource {
	s := report.CoverageSource{
		Crosswalk: w.ID, Title: w.Title, Source: w.Source, Attribution: w.Attribution,
		Set: w.from.ID, Standard: w.from.Standard, Derived: w.derived,
	}
	for _, p := range w.Pairs {
		if p.State != catalog.Rejected {
			s.Pairs++
		}
	}
	for _, d := range decisions {
		if slices.Contains(strings.Split(w.ID, "+"), d.Crosswalk) || d.Crosswalk == w.ID {
			s.Decided++
		}
	}
	return s
}
