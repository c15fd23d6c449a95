package assess

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// step is an act, or several that belong together, with its place in the plan.
type step struct {
	act
	worth  float64
	date   plant.Date
	window int
}

// bundle joins what lifts one foundational requirement of one place to the next
// level, so that a plan reads in tens of steps and not in thousands. What needs
// a shutdown stays by itself: it has to fit into a window.
func (g *ground) bundle(acts []act) []step {
	type cell struct {
		subject Subject
		fr      sl.FR
		from    sl.Level
	}
	var steps []step
	at := map[cell]int{}
	for _, a := range acts {
		if a.meet == nil || a.Shutdown {
			if a.why == "" {
				a.why = g.cheapest(a)
			}
			steps = append(steps, step{act: a})
			continue
		}
		q := &g.set.Requirements[a.meet.requirement]
		c := cell{a.meet.subject, q.FR, q.From}
		i, known := at[c]
		if !known {
			at[c] = len(steps)
			steps = append(steps, step{act: a})
			continue
		}
		s := &steps[i]
		ids := append(slices.Clone(s.Requirements), a.Requirements...)
		slices.SortFunc(ids, func(x, y catalog.RequirementID) int {
			i, _ := g.set.Index(x)
			j, _ := g.set.Index(y)
			return i - j
		})
		s.Option = g.meeting(c.subject, ids, "", Price{Cost: s.Cost + a.Cost, Effort: s.Effort + a.Effort})
		s.closes = append(slices.Clone(s.closes), a.closes...)
		s.weight += a.weight
		s.settle(g)
	}
	for i := range steps {
		if s := &steps[i]; s.why == "" || len(s.Requirements) > 1 && s.meet != nil {
			s.why = g.cheapest(s.act)
		}
	}
	return steps
}

// cheapest says why a requirement is met by itself.
func (g *ground) cheapest(a act) string {
	subjects := map[int]bool{}
	for _, i := range a.closes[:a.asked] {
		subjects[g.at(i).subject] = true
	}
	ids := make([]string, len(a.Requirements))
	for i, id := range a.Requirements {
		ids[i] = string(id)
	}
	if a.meet == nil {
		return fmt.Sprintf("It closes %s for less than anything else does.", and(ids))
	}
	if len(subjects) > 1 {
		return fmt.Sprintf("Met there, %s holds at %d zones and conduits that inherit it, for less than anything else takes.", and(ids), len(subjects))
	}
	return fmt.Sprintf("Nothing closes %s for less.", and(ids))
}

// order puts the steps into the order of their worth, each judged by what those
// before it have left.
func (g *ground) order(steps []step) []step {
	w := newWorths(g, steps)
	out := make([]step, 0, len(steps))
	for range steps {
		best := -1
		for i := range steps {
			if !w.done[i] && (best < 0 || w.before(i, best)) {
				best = i
			}
		}
		steps[best].worth = w.plain(best)
		out = append(out, steps[best])
		w.take(best)
	}
	return out
}

// worths weighs steps against one another. A level step is shared out among the
// shortfalls that stop it.
type worths struct {
	*ground
	steps []step
	share []float64 // of each shortfall: of the level steps that it stops
	open  [][5]int  // shortfalls left at each gate, by subject and FR
	held  []bool
	done  []bool
	value []worth       // of each step as things stand
	near  map[int][]int // steps by subject and FR
}

func newWorths(g *ground, steps []step) *worths {
	w := &worths{
		ground: g, steps: steps, share: make([]float64, len(g.short)), open: make([][5]int, 7*len(g.subjects)),
		held: make([]bool, len(g.short)), done: make([]bool, len(steps)), value: make([]worth, len(steps)), near: map[int][]int{},
	}
	for i := range g.short {
		cell, gate := w.cell(i)
		w.open[cell][gate]++
	}
	for i := range g.short {
		cell, gate := w.cell(i)
		s := &g.subjects[g.short[i].subject]
		// The levels from this gate up to the next one that is stopped.
		next := s.posture.Target[cell%7] + 1
		for l := gate + 1; l < next; l++ {
			if w.open[cell][l] > 0 {
				next = l
			}
		}
		w.share[i] = float64(next-gate) / float64(w.open[cell][gate])
		if s.safety {
			w.share[i] *= 2
		}
	}
	for i := range steps {
		last := -1
		for _, d := range steps[i].closes[:steps[i].asked] {
			if cell, _ := w.cell(d); cell != last {
				w.near[cell] = append(w.near[cell], i)
				last = cell
			}
		}
		w.judge(i)
	}
	return w
}

// cell is the subject and foundational requirement of a shortfall, and its gate.
func (w *worths) cell(d int) (int, sl.Level) {
	q := &w.set.Requirements[w.short[d].requirement]
	return 7*w.short[d].subject + int(q.FR), q.From
}

// judge is what a step brings for its weight as things stand. What a level
// needs counts as ready only when the levels below it are reached, or are by
// the same step; the rest counts among steps that have nothing ready.
func (w *worths) judge(i int) {
	v := &w.value[i]
	*v = worth{}
	list := w.steps[i].closes[:w.steps[i].asked]
	for from := 0; from < len(list); {
		// Shortfalls of one subject and foundational requirement lie together.
		cell, _ := w.cell(list[from])
		to := from
		var mine [5]int
		for ; to < len(list); to++ {
			at, gate := w.cell(list[to])
			if at != cell {
				break
			}
			if !w.held[list[to]] {
				mine[gate]++
			}
		}
		for _, d := range list[from:to] {
			if w.held[d] {
				continue
			}
			_, gate := w.cell(d)
			ready := true
			for l := range gate {
				ready = ready && w.open[cell][l] == mine[l]
			}
			if ready {
				v.ready += w.share[d]
			} else {
				v.later += w.share[d]
			}
		}
		from = to
	}
	if weight := w.steps[i].weight; weight > 0 {
		v.perReady, v.perLater = v.ready/weight, v.later/weight
	} else {
		v.perReady, v.perLater = v.ready*math.MaxFloat32, v.later*math.MaxFloat32
	}
}

// worth is what a step brings nearer, in level steps and for its weight.
type worth struct{ ready, later, perReady, perLater float64 }

// plain is what a step brings nearer, in level steps.
func (w *worths) plain(i int) (worth float64) {
	for _, d := range w.steps[i].closes[:w.steps[i].asked] {
		if !w.held[d] {
			worth += w.share[d]
		}
	}
	return worth
}

func (w *worths) before(i, j int) bool {
	a, b := &w.value[i], &w.value[j]
	if a.perReady != b.perReady {
		return a.perReady > b.perReady
	}
	return cmp.Or(-cmp.Compare(a.ready, b.ready), -cmp.Compare(a.perLater, b.perLater), cmp.Compare(w.steps[i].ID, w.steps[j].ID)) < 0
}

func (w *worths) take(i int) {
	w.done[i] = true
	again := map[int]bool{}
	for _, d := range w.steps[i].closes[:w.steps[i].asked] {
		if w.held[d] {
			continue
		}
		w.held[d] = true
		cell, gate := w.cell(d)
		w.open[cell][gate]--
		for _, other := range w.near[cell] {
			again[other] = !w.done[other]
		}
	}
	for other, open := range again {
		if open {
			w.judge(other)
		}
	}
}
