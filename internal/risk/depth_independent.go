package risk

import (
	"cmp"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// mostDepthSteps bounds the search for independent layers. What it has not
// looked at could only add depth, so a bounded search never claims too much.
const mostDepthSteps = 20_000

// independentLayers chooses at most one countermeasure of each layer, so that
// no two share a dependency and as many layers as possible have one. The result
// has a nil for each layer without.
func independentLayers(working [][]*Countermeasure) []*Countermeasure {
	numbers := map[Dependency]int{}
	s := depthSearch{layers: make([][]candidate, len(working)), now: make([]*Countermeasure, len(working)), best: make([]*Countermeasure, len(working)), count: -1}
	for l, measures := range working {
		for _, c := range measures {
			s.layers[l] = append(s.layers[l], candidate{c, needs(c, numbers)})
		}
		if len(measures) > 0 {
			s.most++
		}
	}
	for l := range s.layers {
		s.layers[l] = fewest(s.layers[l])
	}
	s.from(0, 0, s.most, nil)
	return s.best
}

// candidate is a countermeasure with the numbers of its dependencies.
type candidate struct {
	measure *Countermeasure
	needs   bits
}

// bits is a set of small numbers.
type bits []uint64

func (b bits) with(n int) bits {
	for len(b) <= n/64 {
		b = append(b, 0)
	}
	b[n/64] |= 1 << (n % 64)
	return b
}

func (b bits) meets(o bits) bool {
	for i := range min(len(b), len(o)) {
		if b[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// holds says whether everything in o is in b.
func (b bits) holds(o bits) bool {
	for i, word := range o {
		if word != 0 && (i >= len(b) || word&^b[i] != 0) {
			return false
		}
	}
	return true
}

func (b bits) and(o bits) bits {
	all := make(bits, max(len(b), len(o)))
	copy(all, b)
	for i, word := range o {
		all[i] |= word
	}
	return all
}

// needs numbers the dependencies of a countermeasure.
func needs(c *Countermeasure, numbers map[Dependency]int) bits {
	var b bits
	for _, d := range c.Dependencies {
		d.Name = strings.ToLower(strings.TrimSpace(d.Name))
		n, ok := numbers[d]
		if !ok {
			n = len(numbers)
			numbers[d] = n
		}
		b = b.with(n)
	}
	return b
}

// fewest orders candidates by how little they depend on, and leaves out those
// that depend on all that another depends on: it can stand for them.
func fewest(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(len(a.measure.Dependencies), len(b.measure.Dependencies)), plant.CompareKeys(a.measure.Key, b.measure.Key))
	})
	var kept []candidate
	for _, c := range all {
		if !slices.ContainsFunc(kept, func(k candidate) bool { return c.needs.holds(k.needs) }) {
			kept = append(kept, c)
		}
	}
	return kept
}

// sharedDependency is the first dependency that two countermeasures have in common.
func sharedDependency(a, b *Countermeasure) (Dependency, bool) {
	numbers := map[Dependency]int{}
	other := needs(b, numbers)
	for _, d := range a.Dependencies {
		if needs(&Countermeasure{Dependencies: []Dependency{d}}, numbers).meets(other) {
			return d, true
		}
	}
	return Dependency{}, false
}

// depthSearch tries the layers one after the other.
type depthSearch struct {
	layers    [][]candidate
	now, best []*Countermeasure
	count     int // layers of best
	most      int // layers that have anything
	steps     int
}

// from goes on with layer l, with n layers chosen, at most left to come, and
// the dependencies that are taken.
func (s *depthSearch) from(l, n, left int, taken bits) {
	if s.steps++; s.count == s.most || s.steps > mostDepthSteps || n+left <= s.count {
		return
	}
	if l == len(s.layers) {
		copy(s.best, s.now)
		s.count = n
		return
	}
	if len(s.layers[l]) == 0 {
		s.from(l+1, n, left, taken)
		return
	}
	for _, c := range s.layers[l] {
		if !c.needs.meets(taken) {
			s.now[l] = c.measure
			s.from(l+1, n+1, left-1, taken.and(c.needs))
			s.now[l] = nil
		}
	}
	s.from(l+1, n, left-1, taken)
}
