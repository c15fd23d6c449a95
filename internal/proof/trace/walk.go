package trace

import (
	"fmt"
	"slices"
)

// Bounds of one walk.
const (
	MostDepth = 4
	mostNodes = 300
	mostWay   = 250 // nodes of a chain in one direction
)

// Around is a node with what lies at most depth edges from it, in both
// directions; false when there is no such node.
func (x *Index) Around(start Ref, depth int) (Graph, bool) {
	if !x.stands(start) {
		return Graph{}, false
	}
	depth = min(max(depth, 0), MostDepth)
	w := walk{x: x, seen: map[Ref]bool{}}
	w.see(start)
	ring, left := []Ref{start}, 0
	for range depth {
		var next []Ref
		for _, r := range ring {
			for _, l := range append(x.down(r), x.up(r)...) {
				switch {
				case w.seen[l.to]:
				case len(w.order) >= mostNodes:
					left++
				default:
					w.see(l.to)
					next = append(next, l.to)
				}
			}
		}
		ring = next
	}
	g := w.graph()
	if left > 0 {
		g.Cut = fmt.Sprintf("Only the nearest %d records are shown; %d more are left out: begin at one of them, or look less far.", mostNodes, left)
	}
	return g, true
}

// Chain is a node with all that it rests on, and all that rests on it: the way
// from the risk to the proof. Both ways are bounded, and the graph says where
// they were cut.
func (x *Index) Chain(start Ref) (Graph, bool) {
	if !x.stands(start) {
		return Graph{}, false
	}
	w := walk{x: x, seen: map[Ref]bool{}}
	w.see(start)
	above := w.way(start, x.up, false)
	below := w.way(start, x.down, true)
	g := w.graph()
	switch {
	case above > 0 && below > 0:
		g.Cut = fmt.Sprintf("The way up is cut after %d records and the way down too: %d and %d more lead on.", mostWay, above, below)
	case above > 0:
		g.Cut = fmt.Sprintf("The way up is cut after %d records: %d more lead on.", mostWay, above)
	case below > 0:
		g.Cut = fmt.Sprintf("The way down is cut after %d records: %d more lead on.", mostWay, below)
	}
	return g, true
}

// stands says whether somebody can begin at a node.
func (x *Index) stands(r Ref) bool { return x.exists(r) && x.open(r) }

// walk gathers nodes in the order in which they are met.
type walk struct {
	x     *Index
	seen  map[Ref]bool
	order []Ref
}

func (w *walk) see(r Ref) {
	w.seen[r] = true
	w.order = append(w.order, r)
}

// way goes one direction to its end, the nearest first, and counts what it
// leaves out.
func (w *walk) way(start Ref, next func(Ref) []link, skipAside bool) (left int) {
	met := map[Ref]bool{start: true}
	n := 0
	for queue := []Ref{start}; len(queue) > 0; queue = queue[1:] {
		for _, l := range next(queue[0]) {
			if met[l.to] || skipAside && l.aside {
				continue
			}
			met[l.to] = true
			if n >= mostWay {
				left++
				continue
			}
			n++
			queue = append(queue, l.to)
			if !w.seen[l.to] {
				w.see(l.to)
			}
		}
	}
	return left
}

// graph describes what was met, with every edge between two of them.
func (w *walk) graph() Graph {
	g := Graph{Nodes: make([]Node, 0, len(w.order)), Edges: []Edge{}, Gaps: []Gap{}}
	for _, r := range w.order {
		n := w.x.describe(r)
		down := w.x.down(r)
		n.Down, n.Up = len(down), len(w.x.up(r))
		g.Nodes = append(g.Nodes, n)
		if n.Gap != "" {
			g.Gaps = append(g.Gaps, Gap{r, n.Gap})
		}
		for _, l := range down {
			if w.seen[l.to] {
				g.Edges = append(g.Edges, Edge{r, l.to, l.how.down, l.how.up})
			}
		}
	}
	return g
}

// Node is one node without its surroundings.
func (x *Index) Node(r Ref) (Node, bool) {
	if !x.stands(r) {
		return Node{}, false
	}
	n := x.describe(r)
	n.Down, n.Up = len(x.down(r)), len(x.up(r))
	return n, true
}

// Find lists the nodes of a kind, in the order of keys; those of requirements
// and claims are reached from their subjects.
func (x *Index) Find(kind Kind) []Ref {
	var out []Ref
	take := func(id string) {
		if r := (Ref{kind, id}); x.stands(r) {
			out = append(out, r)
		}
	}
	switch kind {
	case Scenario:
		for id := range x.scenarios {
			take(string(id))
		}
	case WorstCase:
		for id := range x.worst {
			take(string(id))
		}
	case Zone:
		for id := range x.zones {
			take(string(id))
		}
	case Conduit:
		for id := range x.conduits {
			take(string(id))
		}
	case Target:
		for s := range x.names {
			take(TargetOf(s).ID)
		}
	}
	slices.SortFunc(out, func(a, b Ref) int { return compareKeys(x.describe(a).Key, x.describe(b).Key) })
	return out
}
