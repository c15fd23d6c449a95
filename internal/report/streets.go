package report

import (
	"math"
	"slices"

	"ringwall/internal/plant"
)

// Streets find the way of a conduit around zones: along a grid of lines beside
// the zones, short, with few bends, and not on top of a conduit that is there
// already. They find the same ways as web/src/parts/plant/orthogonal.ts, which
// testdata/routes.json holds both to; so even the order in which equally good
// ways are looked at is the same.
//
// Products are written float64(a*b), since a machine that fuses a product with
// a sum would round otherwise and might prefer another way.

// point is a place on the drawing.
type point struct{ x, y float64 }

// axis is the direction of a stretch.
type axis int

const (
	across axis = iota
	down
)

const (
	bendPrice     = 70 // how much longer a way may be to save one bend
	sharedPrice   = 6  // how many times dearer a stretch is that a conduit runs on already
	crossingPrice = 30
	// crowd of zones leaves little room for a second line beside each, and it takes time.
	crowd = 40
)

// clearances are how far from a zone lines may run.
var clearances = []float64{16, 30}

type streets struct {
	zones  places
	xs, ys []float64
	used   map[stretch]bool
	grid   grid // kept, since its lists are long and used anew for each conduit
	cost   []float64
	before []int32
	queue  queue
}

// stretch is a point, to the unit, through which a conduit runs along an axis.
type stretch struct {
	x, y int
	axis axis
}

func on(p point, a axis) stretch { return stretch{int(halfUp(p.x)), int(halfUp(p.y)), a} }

// halfUp rounds as browsers do, also below zero.
func halfUp(v float64) float64 { return math.Floor(v + 0.5) }

func newStreets(zones places) *streets {
	s := &streets{zones: zones, used: map[stretch]bool{}}
	beside := clearances
	if len(zones) > crowd {
		beside = beside[:1]
	}
	for _, p := range zones {
		for _, c := range beside {
			s.xs = append(s.xs, p.X-c, p.X+p.W+c)
			s.ys = append(s.ys, p.Y-c, p.Y+p.H+c)
		}
	}
	return s
}

// find is the way from a to b, which lie on the borders of their zones; nil
// when everything is blocked. Open zones may be passed through.
func (s *streets) find(a, b end, open map[plant.ZoneID]bool) []point {
	start, goal := ahead(a), ahead(b)
	s.grid.draw(s.xs, s.ys, start, goal)
	for id, p := range s.zones {
		if !open[id] {
			s.grid.block(p)
		}
	}
	way := s.search(start, goal, a.side.axis(), b.side.axis())
	if way == nil {
		return nil
	}
	s.remember(way)
	return straightened(slices.Concat([]point{a.point}, way, []point{b.point}))
}

// ahead is the point before an end, where its line leaves the clearance of the zone.
func ahead(e end) point {
	out := e.side.outwards()
	return point{e.x + out.x*clearances[0], e.y + out.y*clearances[0]}
}

// search is A* over the points of the grid and the axis on which each was reached.
func (s *streets) search(start, end point, first, last axis) []point {
	g := &s.grid
	states := len(g.xs) * len(g.ys) * 2
	s.cost = slices.Grow(s.cost[:0], states)[:states]
	s.before = slices.Grow(s.before[:0], states)[:states]
	for i := range s.cost {
		s.cost[i], s.before[i] = math.Inf(1), -1
	}
	goal, from := g.node(end), g.node(start)*2+int(first)
	s.cost[from] = 0
	s.queue = append(s.queue[:0], waiting{from, 0})
	for len(s.queue) > 0 {
		state := s.queue.next()
		node, reached := state/2, axis(state%2)
		if node == goal {
			return s.trail(state)
		}
		here := g.point(node)
		busy := [2]bool{s.used[on(here, across)], s.used[on(here, down)]}
		for _, step := range steps {
			to, ok := g.next(node, step)
			if !ok {
				continue
			}
			there := g.point(to)
			length := distance(here, there)
			if busy[step.axis] && s.used[on(there, step.axis)] {
				length = float64(length * sharedPrice)
			}
			price := s.cost[state] + length
			if step.axis != reached {
				price += bendPrice
			}
			if to == goal && step.axis != last {
				price += bendPrice
			}
			if s.used[on(there, 1-step.axis)] {
				price += crossingPrice
			}
			next := to*2 + int(step.axis)
			if price >= s.cost[next] {
				continue
			}
			s.cost[next], s.before[next] = price, int32(state)
			s.queue.add(waiting{next, price + distance(there, end)})
		}
	}
	return nil
}

// trail is the way by which a state was reached.
func (s *streets) trail(state int) []point {
	var way []point
	for at := int32(state); at >= 0; at = s.before[at] {
		way = append(way, s.grid.point(int(at/2)))
	}
	slices.Reverse(way)
	return way
}

func (s *streets) remember(way []point) {
	for i := 1; i < len(way); i++ {
		a := down
		if way[i-1].y == way[i].y {
			a = across
		}
		s.used[on(way[i-1], a)], s.used[on(way[i], a)] = true, true
	}
}

// step leads from a point of the grid to the next.
type step struct {
	dx, dy int
	axis   axis
}

var steps = []step{{1, 0, across}, {-1, 0, across}, {0, 1, down}, {0, -1, down}}

// grid is the points where lines cross, and which steps between neighbours are open.
type grid struct {
	xs, ys      []float64
	right, down []bool // the step from a point to the right, or down, is blocked
}

func (g *grid) draw(xs, ys []float64, ends ...point) {
	g.xs, g.ys = append(g.xs[:0], xs...), append(g.ys[:0], ys...)
	for _, p := range ends {
		g.xs, g.ys = append(g.xs, p.x), append(g.ys, p.y)
	}
	slices.Sort(g.xs)
	slices.Sort(g.ys)
	g.xs, g.ys = slices.Compact(g.xs), slices.Compact(g.ys)
	n := len(g.xs) * len(g.ys)
	g.right, g.down = slices.Grow(g.right[:0], n)[:n], slices.Grow(g.down[:0], n)[:n]
	clear(g.right)
	clear(g.down)
}

// node is the number of a point that lies on the grid.
func (g *grid) node(p point) int {
	return slices.Index(g.ys, p.y)*len(g.xs) + slices.Index(g.xs, p.x)
}

func (g *grid) point(node int) point { return point{g.xs[node%len(g.xs)], g.ys[node/len(g.xs)]} }

// next is the neighbour to which a step leads, unless there is none or a zone lies between.
func (g *grid) next(node int, s step) (int, bool) {
	nx := len(g.xs)
	if x := node%nx + s.dx; x < 0 || x >= nx {
		return 0, false
	}
	to := node + s.dx + s.dy*nx
	if to < 0 || to >= len(g.right) {
		return 0, false
	}
	if s.axis == across {
		return to, !g.right[min(node, to)]
	}
	return to, !g.down[min(node, to)]
}

// block closes all steps that lead through a zone or too close past it; a line
// at the clearance itself is free.
func (g *grid) block(p plant.Place) {
	near := clearances[0] - 1
	left, right, top, bottom := p.X-near, p.X+p.W+near, p.Y-near, p.Y+p.H+near
	// From the last line before the zone to the first behind it.
	x0, x1 := span(g.xs, left, right)
	y0, y1 := span(g.ys, top, bottom)
	for iy := y0; iy < y1; iy++ {
		for ix := x0; ix < x1; ix++ {
			x, y, node := g.xs[ix], g.ys[iy], iy*len(g.xs)+ix
			if y > top && y < bottom {
				g.right[node] = true
			}
			if x > left && x < right {
				g.down[node] = true
			}
		}
	}
}

// span is the lines from which a step ends after low and begins before high.
func span(lines []float64, low, high float64) (from, to int) {
	from, _ = slices.BinarySearch(lines, low)
	for from < len(lines) && lines[from] == low {
		from++
	}
	to, _ = slices.BinarySearch(lines, high)
	return max(0, from-1), to
}

// straightened is only the corners: points in the middle of a straight stretch
// are left out.
func straightened(points []point) []point {
	var out []point
	for i, p := range points {
		if i > 0 && points[i-1] == p {
			continue
		}
		if i > 0 && i < len(points)-1 {
			a, b := points[i-1], points[i+1]
			if a.x == p.x && p.x == b.x || a.y == p.y && p.y == b.y {
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

func distance(a, b point) float64 { return math.Abs(a.x-b.x) + math.Abs(a.y-b.y) }

// queue gives the cheapest first. It is a heap of our own, since of equally
// cheap states the web app's must give the same one first.
type queue []waiting

type waiting struct {
	state int
	price float64
}

func (q *queue) add(w waiting) {
	*q = append(*q, w)
	h := *q
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if h[up].price <= w.price {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
}

func (q *queue) next() int {
	h := *q
	top, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	*q = h
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(h); child++ {
			if h[child].price < h[least].price {
				least = child
			}
		}
		if least == i {
			return top.state
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
