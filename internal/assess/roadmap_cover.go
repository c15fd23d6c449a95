package assess

import (
	"math"
	"slices"
)

// cover is the question of a roadmap in numbers: some measures each close
// several groups of shortfalls, and each group can be closed alone at a price
// of its own. Whoever takes a set of measures pays for these and, alone, for
// every group that none of them closes.
type cover struct {
	measures []int64 // weight of each
	groups   []coverGroup
}

type coverGroup struct {
	by    []int // measures that close it, ascending
	alone int64 // weight of closing it alone; never when it cannot be
}

// never is more than any roadmap weighs.
const never = math.MaxInt64 / 4

// covering is an answer to it.
type covering struct {
	taken  []bool
	weight int64
	bound  int64 // no answer weighs less
	exact  bool
}

// The work that a search may take before it is content with a bound, counted
// in looks at a group, so that the same question always gets the same answer.
const (
	searchWork      = 60_000_000
	multiplierWork  = 20_000_000
	multiplierSteps = 200
)

// solve finds the lightest choice, part by part: measures that have no group in
// common have nothing to say to each other.
func (c cover) solve() covering {
	out := covering{taken: make([]bool, len(c.measures)), exact: true}
	for _, g := range c.groups {
		if len(g.by) == 0 {
			out.weight += g.alone
			out.bound += g.alone
		}
	}
	c = c.reduced(&out)
	work := int64(searchWork)
	for _, part := range c.parts() {
		s := newCoverSearch(c, part, &work)
		s.run()
		for i, m := range s.measures {
			out.taken[m] = s.best[i]
		}
		out.weight += s.weight
		out.bound += s.bound
		out.exact = out.exact && s.bound == s.weight
	}
	return out
}

// reduced leaves out measures that cannot pay: those that weigh as much as all
// their groups alone, and those of which another does at least as much for no
// more. A group that only such measures closed is paid alone.
func (c cover) reduced(out *covering) cover {
	groupsOf := make([][]int, len(c.measures))
	for g, group := range c.groups {
		for _, m := range group.by {
			groupsOf[m] = append(groupsOf[m], g)
		}
	}
	useless := make([]bool, len(c.measures))
	for m, groups := range groupsOf {
		var alone int64
		for _, g := range groups {
			alone = min(never, alone+c.groups[g].alone)
		}
		useless[m] = c.measures[m] >= alone
	}
	for m, groups := range groupsOf {
		if useless[m] || len(groups) == 0 {
			continue
		}
		// Whatever does at least as much also closes the rarest of its groups.
		rare := slices.MinFunc(groups, func(a, b int) int { return len(c.groups[a].by) - len(c.groups[b].by) })
		for _, other := range c.groups[rare].by {
			if other != m && !useless[other] && len(groupsOf[other]) >= len(groups) &&
				(c.measures[other] < c.measures[m] || c.measures[other] == c.measures[m] && (other < m || len(groupsOf[other]) > len(groups))) &&
				within(groups, groupsOf[other]) {
				useless[m] = true
				break
			}
		}
	}
	left := cover{measures: c.measures}
	for _, g := range c.groups {
		if len(g.by) == 0 {
			continue
		}
		g.by = slices.DeleteFunc(slices.Clone(g.by), func(m int) bool { return useless[m] })
		if len(g.by) == 0 {
			out.weight += g.alone
			out.bound += g.alone
			continue
		}
		left.groups = append(left.groups, g)
	}
	return left
}

// within says whether every number of a, ascending, is one of b, ascending.
func within(a, b []int) bool {
	for _, x := range a {
		i, found := slices.BinarySearch(b, x)
		if !found {
			return false
		}
		b = b[i:]
	}
	return true
}

// parts are the groups that hang together by measures, each part by itself.
func (c cover) parts() [][]int {
	root := make([]int, len(c.measures))
	for m := range root {
		root[m] = m
	}
	find := func(m int) int {
		for root[m] != m {
			root[m] = root[root[m]]
			m = root[m]
		}
		return m
	}
	for _, g := range c.groups {
		for _, m := range g.by[1:] {
			root[find(m)] = find(g.by[0])
		}
	}
	place := map[int]int{}
	var parts [][]int
	for i, g := range c.groups {
		r := find(g.by[0])
		at, known := place[r]
		if !known {
			at = len(parts)
			place[r] = at
			parts = append(parts, nil)
		}
		parts[at] = append(parts[at], i)
	}
	// The small parts first, so that a large one does not use up their work.
	slices.SortStableFunc(parts, func(a, b []int) int { return len(a) - len(b) })
	return parts
}
