package risk

import (
	"cmp"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// mostDepthSteps bounds the search for independent layers. What it has not
// looked at could only add depth, so a bounded search never claims too much.
const mostDepthSteps = 200_000

// independentLayers chooses at most one countermeasure of each layer, so that no two
// share a dependency and as many layers as possible have one. The result has a
// nil for each layer without.
func independentLayers(working [][]*Countermeasure) []*Countermeasure {
	s := depthSearch{now: make([]*Countermeasure, len(working)), best: make([]*Countermeasure, len(working)), count: -1}
	s.layers = make([][]*Countermeasure, len(working))
	for l, measures := range working {
		s.layers[l] = fewest(measures)
		if len(measures) > 0 {
			s.most++
		}
	}
	s.from(0, 0, s.most)
	return s.best
}

// fewest orders countermeasures by how little they depend on, and leaves out
// those that depend on all that another depends on: it can stand for them.
func fewest(measures []*Countermeasure) []*Countermeasure {
	ordered := slices.SortedStableFunc(slices.Values(measures), func(a, b *Countermeasure) int {
		return cmp.Or(cmp.Compare(len(a.Dependencies), len(b.Dependencies)), plant.CompareKeys(a.Key, b.Key))
	})
	var kept []*Countermeasure
	for _, c := range ordered {
		if !slices.ContainsFunc(kept, func(k *Countermeasure) bool { return dependsOnAll(c, k) }) {
			kept = append(kept, c)
		}
	}
	return kept
}

// dependsOnAll says whether c depends on everything that k depends on.
func dependsOnAll(c, k *Countermeasure) bool {
	for _, d := range k.Dependencies {
		if !slices.ContainsFunc(c.Dependencies, func(e Dependency) bool { return sameDependency(d, e) }) {
			return false
		}
	}
	return true
}

func sameDependency(a, b Dependency) bool {
	return a.Kind == b.Kind && strings.EqualFold(strings.TrimSpace(a.Name), strings.TrimSpace(b.Name))
}

// sharedDependency is the first dependency that two countermeasures have in common.
func sharedDependency(a, b *Countermeasure) (Dependency, bool) {
	for _, d := range a.Dependencies {
		for _, e := range b.Dependencies {
			if sameDependency(d, e) {
				return d, true
			}
		}
	}
	return Dependency{}, false
}

// depthSearch tries the layers one after the other.
type depthSearch struct {
	layers    [][]*Countermeasure
	now, best []*Countermeasure
	count     int // layers of best
	most      int // layers that have anything
	steps     int
}

// from goes on with layer l, with n layers chosen and at most left to come.
func (s *depthSearch) from(l, n, left int) {
	if s.steps++; s.count == s.most || s.steps > mostDepthSteps || n+left <= s.count {
		return
	}
	if l == len(s.layers) {
		copy(s.best, s.now)
		s.count = n
		return
	}
	if len(s.layers[l]) == 0 {
		s.from(l+1, n, left)
		return
	}
	for _, c := range s.layers[l] {
		if !slices.ContainsFunc(s.now[:l], func(o *Countermeasure) bool {
			if o == nil {
				return false
			}
			_, shared := sharedDependency(c, o)
			return shared
		}) {
			s.now[l] = c
			s.from(l+1, n+1, left-1)
			s.now[l] = nil
		}
	}
	s.from(l+1, n, left-1)
}
