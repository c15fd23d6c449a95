package catalog

import (
	"slices"
	"strings"
)

// Decide is the crosswalk as an organisation sees it: each of its decisions
// takes the place of what the source says about the pair. A decision about a
// pair that the source does not have adds the pair. The crosswalk itself stays
// as it is.
func Decide(c *Crosswalk, decisions []PairDecision) *Crosswalk {
	decided := *c
	decided.Pairs = slices.Clone(c.Pairs)
	place := make(map[[2]RequirementID]int, len(c.Pairs))
	for i, p := range c.Pairs {
		place[[2]RequirementID{p.From, p.To}] = i
	}
	for _, d := range decisions {
		if d.Crosswalk != c.ID {
			continue
		}
		ends := [2]RequirementID{d.From, d.To}
		i, known := place[ends]
		if !known {
			i = len(decided.Pairs)
			place[ends] = i
			decided.Pairs = append(decided.Pairs, Pair{From: d.From, To: d.To, Strength: Related})
		}
		p := &decided.Pairs[i]
		p.State, p.Whole = d.State, d.Whole
		if d.Strength != "" {
			p.Strength = d.Strength
		}
		if d.Note != "" {
			p.Note = d.Note
		}
	}
	return &decided
}

// Leading lists the pairs that begin at the id.
func (c *Crosswalk) Leading(from RequirementID) []Pair {
	return c.where(func(p Pair) bool { return p.From == from })
}

// Reaching lists the pairs that end at the id.
func (c *Crosswalk) Reaching(to RequirementID) []Pair {
	return c.where(func(p Pair) bool { return p.To == to })
}

func (c *Crosswalk) where(is func(Pair) bool) []Pair {
	var pairs []Pair
	for _, p := range c.Pairs {
		if is(p) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// Reverse is the crosswalk read from the other end: what settles what is turned
// round. Parts that made up a whole do not, seen from there.
func (c *Crosswalk) Reverse() *Crosswalk {
	r := *c
	r.From, r.To = c.To, c.From
	r.Pairs = make([]Pair, len(c.Pairs))
	for i, p := range c.Pairs {
		p.From, p.To, p.Strength, p.Whole = p.To, p.From, p.Strength.reverse(), false
		r.Pairs[i] = p
	}
	return &r
}

func (s Strength) reverse() Strength {
	switch s {
	case Superset:
		return Subset
	case Subset:
		return Superset
	}
	return s
}

// Through joins two crosswalks over the set in the middle: "CSF 2.0 to 2-1:2010"
// and "2-1:2010 to 2-1:2024" give CSF 2.0 to 2-1:2024. What two steps give is a
// suggestion, and never more than related. The set in the middle resolves ids
// that name a whole group.
func Through(a *Crosswalk, middle *Set, b *Crosswalk) *Crosswalk {
	joined := &Crosswalk{
		ID: a.ID + "+" + b.ID, Title: a.Title + ", then " + b.Title, From: a.From, To: b.To,
		Source: a.Source + "; " + b.Source, Attribution: joinTexts(a.Attribution, b.Attribution),
	}
	onward := map[RequirementID][]RequirementID{}
	for _, p := range b.Pairs {
		if p.State != Rejected {
			for _, id := range middle.Resolve(p.From) {
				onward[id] = append(onward[id], p.To)
			}
		}
	}
	place := map[[2]RequirementID]int{}
	for _, p := range a.Pairs {
		if p.State == Rejected {
			continue
		}
		for _, via := range middle.Resolve(p.To) {
			for _, to := range onward[via] {
				ends := [2]RequirementID{p.From, to}
				i, known := place[ends]
				if !known {
					i = len(joined.Pairs)
					place[ends] = i
					joined.Pairs = append(joined.Pairs, Pair{From: p.From, To: to, Strength: Related, State: Suggested})
				}
				if q := &joined.Pairs[i]; !slices.Contains(q.Via, via) {
					q.Via = append(q.Via, via)
				}
			}
		}
	}
	return joined
}

// joinTexts puts two texts one after the other, each of them once.
func joinTexts(a, b string) string {
	if b == "" || a == b {
		return a
	}
	return strings.TrimPrefix(a+" "+b, " ")
}
