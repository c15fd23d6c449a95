package assess

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// exhaustive weighs every choice of measures there is.
func (c cover) exhaustive() int64 {
	best := int64(never)
	for choice := range 1 << len(c.measures) {
		var total int64
		for m, w := range c.measures {
			if choice>>m&1 == 1 {
				total += w
			}
		}
		for _, g := range c.groups {
			if !slices.ContainsFunc(g.by, func(m int) bool { return choice>>m&1 == 1 }) {
				total = min(never, total+g.alone)
			}
		}
		best = min(best, total)
	}
	return best
}

// someCover is a small question drawn at random.
func someCover(r *rand.Rand, measures, groups int) cover {
	c := cover{measures: make([]int64, r.IntN(measures+1))}
	for m := range c.measures {
		c.measures[m] = r.Int64N(60)
	}
	for range r.IntN(groups + 1) {
		g := coverGroup{alone: r.Int64N(40)}
		for m := range c.measures {
			if r.IntN(4) == 0 {
				g.by = append(g.by, m)
			}
		}
		if len(g.by) > 0 && r.IntN(4) == 0 {
			g.alone = never
		}
		c.groups = append(c.groups, g)
	}
	return c
}

func TestTheChoiceIsAsCheapAsTheBestOfAllChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(62443, 3))
	for i := range 20_000 {
		c := someCover(r, 10, 14)
		got, want := c.solve(), c.exhaustive()
		if got.weight != want || !got.exact || got.bound != want {
			t.Fatalf("question %d: weight %d, bound %d, exact %v, want %d: %+v", i, got.weight, got.bound, got.exact, want, c)
		}
		if w := c.weigh(got.taken); w != want {
			t.Fatalf("question %d: the choice itself weighs %d, said %d", i, w, want)
		}
	}
}

// weigh is what a choice weighs, counted anew.
func (c cover) weigh(taken []bool) int64 {
	var total int64
	for m, w := range c.measures {
		if taken[m] {
			total += w
		}
	}
	for _, g := range c.groups {
		if !slices.ContainsFunc(g.by, func(m int) bool { return taken[m] }) {
			total += g.alone
		}
	}
	return total
}

// Without any work for the search the choice and the bound must still be true.
func TestTheBoundLiesBelowTheBestAndTheChoiceAboveIt(t *testing.T) {
	r := rand.New(rand.NewPCG(62443, 33))
	for i := range 20_000 {
		c := someCover(r, 10, 14)
		want := c.exhaustive()
		out := covering{taken: make([]bool, len(c.measures))}
		for _, g := range c.groups {
			if len(g.by) == 0 {
				out.weight += g.alone
				out.bound += g.alone
			}
		}
		left := c.reduced(&out)
		for _, part := range left.parts() {
			none := int64(0)
			s := newCoverSearch(left, part, &none)
			s.run()
			out.weight += s.weight
			out.bound += s.bound
		}
		if out.bound > want || out.weight < want {
			t.Fatalf("question %d: bound %d, weight %d, the best is %d: %+v", i, out.bound, out.weight, want, c)
		}
	}
}
