package assess

import (
	"math"
	"slices"
)

// coverSearch finds the lightest choice for one part of a [cover]: a greedy
// start that is improved in small exchanges, a bound from prices that the
// groups would pay, and between the two a branch and bound.
type coverSearch struct {
	measures []int // of the cover
	weights  []int64
	groups   []coverGroup // by measures of the part
	groupsOf [][]int

	best   []bool
	weight int64 // of the best
	bound  int64

	work *int64 // left
	// state of the search: measures taken and excluded, and for each group how
	// many of its measures are taken and how many are still free.
	state []int8
	taken []int
	free  []int
	rest  []int64 // what the dual leaves of each measure's weight
}

const (
	isFree int8 = iota
	isTaken
	isOut
)

func newCoverSearch(c cover, part []int, work *int64) *coverSearch {
	s := &coverSearch{work: work}
	place := map[int]int{}
	for _, g := range part {
		group := c.groups[g]
		by := make([]int, len(group.by))
		for i, m := range group.by {
			at, known := place[m]
			if !known {
				at = len(s.measures)
				place[m] = at
				s.measures = append(s.measures, m)
				s.weights = append(s.weights, c.measures[m])
			}
			by[i] = at
		}
		s.groups = append(s.groups, coverGroup{by, group.alone})
	}
	// The dual gains when the groups with the fewest ways out ask first.
	slices.SortStableFunc(s.groups, func(a, b coverGroup) int { return len(a.by) - len(b.by) })
	s.groupsOf = make([][]int, len(s.measures))
	for g, group := range s.groups {
		for _, m := range group.by {
			s.groupsOf[m] = append(s.groupsOf[m], g)
		}
	}
	return s
}

func (s *coverSearch) run() {
	s.best = s.greedy()
	s.improve(s.best)
	s.weight = s.weigh(s.best)

	s.state = make([]int8, len(s.measures))
	s.taken = make([]int, len(s.groups))
	s.free = make([]int, len(s.groups))
	s.rest = make([]int64, len(s.measures))
	for g := range s.groups {
		s.free[g] = len(s.groups[g].by)
	}
	s.bound = max(s.dual(), s.multipliers())
	if s.bound >= s.weight {
		s.bound = s.weight
		return
	}
	if s.branch(0) {
		s.bound = s.weight
	}
}

// weigh is what a choice weighs with the groups that it leaves alone.
func (s *coverSearch) weigh(choice []bool) int64 {
	var total int64
	for m, taken := range choice {
		if taken {
			total += s.weights[m]
		}
	}
	for g := range s.groups {
		if !slices.ContainsFunc(s.groups[g].by, func(m int) bool { return choice[m] }) {
			total = min(never, total+s.groups[g].alone)
		}
	}
	return total
}

// greedy takes the measure that saves most for its weight as long as one saves
// anything. What cannot be closed alone must be closed, whatever it takes.
func (s *coverSearch) greedy() []bool {
	choice := make([]bool, len(s.measures))
	hit := make([]bool, len(s.groups))
	for {
		best, most := -1, 1.0
		for m := range s.measures {
			if choice[m] {
				continue
			}
			var saves float64
			for _, g := range s.groupsOf[m] {
				if !hit[g] {
					saves += float64(s.groups[g].alone)
				}
			}
			if ratio := saves / max(float64(s.weights[m]), 1e-9); ratio > most {
				best, most = m, ratio
			}
		}
		if best < 0 {
			return choice
		}
		choice[best] = true
		for _, g := range s.groupsOf[best] {
			hit[g] = true
		}
	}
}

// improve exchanges single measures as long as the choice gets lighter: one out,
// or one in for all that it makes superfluous.
func (s *coverSearch) improve(choice []bool) {
	hits := make([]int, len(s.groups))
	flip := func(m int) {
		d := 1
		if choice[m] {
			d = -1
		}
		choice[m] = !choice[m]
		for _, g := range s.groupsOf[m] {
			hits[g] += d
		}
	}
	for m, taken := range choice {
		if taken {
			choice[m] = false
			flip(m)
		}
	}
	// gain is what the choice loses in weight when m changes sides.
	gain := func(m int) int64 {
		if choice[m] {
			g0 := s.weights[m]
			for _, g := range s.groupsOf[m] {
				if hits[g] == 1 {
					g0 = max(-never, g0-s.groups[g].alone)
				}
			}
			return g0
		}
		g0 := -s.weights[m]
		for _, g := range s.groupsOf[m] {
			if hits[g] == 0 {
				g0 = min(never, g0+s.groups[g].alone)
			}
		}
		return g0
	}
	for rounds := 0; rounds < 20; rounds++ {
		better := false
		for m := range choice {
			if gain(m) > 0 {
				flip(m)
				better = true
				continue
			}
			if choice[m] {
				continue
			}
			// In, and then out whatever is no longer worth it.
			total := gain(m)
			var out []int
			flip(m)
			for _, g := range s.groupsOf[m] {
				for _, other := range s.groups[g].by {
					if other != m && choice[other] {
						if d := gain(other); d > 0 {
							flip(other)
							out = append(out, other)
							total += d
						}
					}
				}
			}
			if total > 0 {
				better = true
				continue
			}
			for _, other := range out {
				flip(other)
			}
			flip(m)
		}
		if !better {
			return
		}
	}
}

// dual is a bound on what the groups still open add: each offers as much as it
// would pay alone and as its measures have not been offered by others. No
// choice can be had for less than the sum.
func (s *coverSearch) dual() int64 {
	copy(s.rest, s.weights)
	var sum int64
	for g := range s.groups {
		if s.taken[g] > 0 || s.free[g] == 0 {
			continue
		}
		group := &s.groups[g]
		offer := group.alone
		for _, m := range group.by {
			if s.state[m] == isFree {
				offer = min(offer, s.rest[m])
			}
		}
		if offer > 0 {
			sum += offer
			for _, m := range group.by {
				s.rest[m] -= offer
			}
		}
		*s.work -= int64(len(group.by))
	}
	return sum
}

// multipliers sharpens the bound at the root: offers are raised where a group
// is left open and lowered where it is closed more than once.
func (s *coverSearch) multipliers() int64 {
	looks := 0
	for g := range s.groups {
		looks += len(s.groups[g].by)
	}
	steps := min(multiplierSteps, multiplierWork/max(1, looks))
	offer := make([]float64, len(s.groups))
	for g := range s.groups {
		offer[g] = float64(s.weight)
		for _, m := range s.groups[g].by {
			offer[g] = min(offer[g], float64(s.weights[m])/float64(len(s.groupsOf[m])))
		}
		offer[g] = min(offer[g], float64(s.groups[g].alone))
	}
	best, stale, scale := 0.0, 0, 1.0
	reduced := make([]float64, len(s.measures))
	for range steps {
		bound := 0.0
		for m := range reduced {
			reduced[m] = float64(s.weights[m])
		}
		for g := range s.groups {
			bound += min(offer[g], float64(s.groups[g].alone))
			for _, m := range s.groups[g].by {
				reduced[m] -= offer[g]
			}
		}
		for _, r := range reduced {
			bound += min(0, r)
		}
		if bound > best {
			best, stale = bound, 0
		} else if stale++; stale > 8 {
			scale, stale = scale/2, 0
		}
		var norm float64
		slope := func(g int) float64 {
			d := 1.0
			if offer[g] > float64(s.groups[g].alone) {
				d = 0
			}
			for _, m := range s.groups[g].by {
				if reduced[m] < 0 {
					d--
				}
			}
			return d
		}
		for g := range s.groups {
			d := slope(g)
			norm += d * d
		}
		if norm == 0 {
			break
		}
		step := scale * (float64(s.weight)*1.01 - bound) / norm
		for g := range s.groups {
			offer[g] = max(0, offer[g]+step*slope(g))
		}
	}
	// The sums are not exact, and a bound may not lie above the truth.
	return int64(math.Floor(best*(1-1e-9))) - 1
}

// branch looks through all choices below the one at hand that may be lighter
// than the best; paid holds the measures taken and the groups left alone. False
// says that the work ran out.
func (s *coverSearch) branch(paid int64) bool {
	if *s.work <= 0 {
		return false
	}
	if paid+s.dual() >= s.weight {
		return true
	}
	// The measure that could save most decides most.
	m, most := -1, int64(0)
	for i, state := range s.state {
		if state != isFree {
			continue
		}
		saves := -s.weights[i]
		for _, g := range s.groupsOf[i] {
			if s.taken[g] == 0 {
				saves = min(never, saves+s.groups[g].alone)
			}
		}
		*s.work -= int64(len(s.groupsOf[i]))
		if saves > most {
			m, most = i, saves
		}
	}
	if m < 0 {
		// Nothing saves any more: whatever is open is paid alone.
		for g := range s.groups {
			if s.taken[g] == 0 && s.free[g] > 0 {
				paid = min(never, paid+s.groups[g].alone)
			}
		}
		if paid < s.weight {
			s.weight = paid
			for i, state := range s.state {
				s.best[i] = state == isTaken
			}
		}
		return true
	}
	s.state[m] = isTaken
	for _, g := range s.groupsOf[m] {
		s.taken[g]++
		s.free[g]--
	}
	done := s.branch(paid + s.weights[m])
	for _, g := range s.groupsOf[m] {
		s.taken[g]--
	}
	if !done {
		for _, g := range s.groupsOf[m] {
			s.free[g]++
		}
		s.state[m] = isFree
		return false
	}
	s.state[m] = isOut
	alone := paid
	for _, g := range s.groupsOf[m] {
		if s.taken[g] == 0 && s.free[g] == 0 {
			alone = min(never, alone+s.groups[g].alone)
		}
	}
	done = s.branch(alone)
	for _, g := range s.groupsOf[m] {
		s.free[g]++
	}
	s.state[m] = isFree
	return done
}
