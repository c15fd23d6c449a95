package risk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// mostCombined is up to how many safeguards that share something every way to
// count them is tried; above it the better ones are taken first.
const mostCombined = 12

// shares says what two guards have in common, "" for nothing. Two rows of one
// countermeasure are one.
func (g *guard) shares(other *guard) string {
	if g.Countermeasure != "" && g.Countermeasure == other.Countermeasure {
		return "the same countermeasure"
	}
	for _, a := range g.deps {
		for _, b := range other.deps {
			if a.Kind == b.Kind && strings.TrimSpace(a.Name) != "" && strings.EqualFold(strings.TrimSpace(a.Name), strings.TrimSpace(b.Name)) {
				return "the " + strings.ReplaceAll(string(a.Kind), "-", " ") + " " + strings.TrimSpace(a.Name)
			}
		}
	}
	return ""
}

// countOnce leaves at one stage only the credits of guards that share nothing,
// chosen so that the risk is lowest. The order of the safeguards does not matter.
func (r *rater) countOnce(b *basis, guards []guard, residual bool) {
	var rivals []*guard // that share something with another
	var free Lowered
	for i := range guards {
		g := &guards[i]
		if g.claim == (Lowered{}) || !g.inPlace(residual) {
			continue
		}
		if slices.ContainsFunc(guards, func(o guard) bool {
			return o.Safeguard != g.Safeguard && o.claim != Lowered{} && o.inPlace(residual) && g.shares(&o) != ""
		}) {
			rivals = append(rivals, g)
		} else {
			free.Likelihood += g.claim.Likelihood
			free.Consequence += g.claim.Consequence
		}
	}
	slices.SortFunc(rivals, better)
	counted := independent(len(rivals),
		func(i, k int) bool { return rivals[i].shares(rivals[k]) != "" },
		func(chosen []int) [2]float64 {
			total := free
			for _, i := range chosen {
				total.Likelihood += rivals[i].claim.Likelihood
				total.Consequence += rivals[i].claim.Consequence
			}
			return [2]float64{float64(-r.rankOf(b, total)), float64(total.Likelihood + total.Consequence)}
		})
	for i, g := range rivals {
		if slices.Contains(counted, i) {
			continue
		}
		if residual {
			g.Residual = Lowered{}
		} else {
			g.Existing = Lowered{}
		}
	}
}

// better orders guards by their credit, then by what they are.
func better(a, b *guard) int {
	return cmp.Or(
		cmp.Compare(b.claim.Likelihood+b.claim.Consequence, a.claim.Likelihood+a.claim.Consequence),
		cmp.Compare(b.claim.Likelihood, a.claim.Likelihood),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.Countermeasure, b.Countermeasure), cmp.Compare(a.Safeguard, b.Safeguard),
	)
}

// rankOf is the rank of a scenario with some credit, overrides aside.
func (r *rater) rankOf(b *basis, credit Lowered) int {
	if b.unratable != "" {
		return 0
	}
	return r.ranks[lowered(b.likelihood, credit.Likelihood)-1][lowered(b.consequence, credit.Consequence)-1]
}

// independent finds, among n things of which some exclude each other, the best
// choice to which nothing can be added. The things are in order of preference.
func independent(n int, excludes func(i, k int) bool, worth func([]int) [2]float64) []int {
	if n > mostCombined {
		var chosen []int
		for i := range n {
			if !slices.ContainsFunc(chosen, func(k int) bool { return excludes(i, k) }) {
				chosen = append(chosen, i)
			}
		}
		return chosen
	}
	var clash [mostCombined]uint
	for i := range n {
		for k := range n {
			if i != k && excludes(i, k) {
				clash[i] |= 1 << k
			}
		}
	}
	var best, chosen []int
	var most [2]float64
	found := false
	var try func(i int, taken, out uint)
	try = func(i int, taken, out uint) {
		if i == n {
			for k := range n { // could one more be added?
				if taken&(1<<k) == 0 && clash[k]&taken == 0 {
					return
				}
			}
			if w := worth(chosen); !found || w[0] > most[0] || w[0] == most[0] && w[1] > most[1] {
				found, most, best = true, w, slices.Clone(chosen)
			}
			return
		}
		if out&(1<<i) == 0 {
			chosen = append(chosen, i)
			try(i+1, taken|1<<i, out|clash[i])
			chosen = chosen[:len(chosen)-1]
		}
		try(i+1, taken, out)
	}
	try(0, 0, 0)
	return best
}

// rival is the guard because of which g does not count at a stage, and what
// they share; nil when g counts wherever it stands.
func (g *guard) rival(all []guard) (*guard, string) {
	for _, residual := range []bool{false, true} {
		mine, inPlace := g.Existing, g.there
		if residual {
			mine, inPlace = g.Residual, g.there || g.coming
		}
		if !inPlace || mine != (Lowered{}) {
			continue
		}
		for i := range all {
			o := &all[i]
			theirs := o.Existing
			if residual {
				theirs = o.Residual
			}
			if what := g.shares(o); o.Safeguard != g.Safeguard && theirs != (Lowered{}) && what != "" {
				return o, what
			}
		}
	}
	return nil, ""
}

func levels(n int) string {
	if n == 1 {
		return "1 level"
	}
	return strconv.Itoa(n) + " levels"
}
