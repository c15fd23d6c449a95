package drawio

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"ringwall/internal/plant"
)

// shape is a cell with its place on the page and what it stands for.
type shape struct {
	*cell
	label  string
	at     plant.Place // from the top left of the page
	zone   bool
	holder *shape // the zone that it lies in
	key    string // given out by the proposal; "" when the shape was refused
}

// sheetOf is the shapes and lines of one page.
type sheetOf struct {
	table  bool
	shapes []*shape // what may be a zone or an asset, in the order of the page
	lines  []*cell
	byID   map[string]*cell
	of     map[*cell]*shape
	depth  int
}

// layOut finds where every shape lies, which of them are containers, and what
// lies in which.
func layOut(ctx context.Context, p Page, b Budget) (*sheetOf, error) {
	s := &sheetOf{table: p.table, depth: b.Depth, byID: map[string]*cell{}, of: map[*cell]*shape{}}
	for _, c := range p.cells {
		if c.id != "" {
			s.byID[c.id] = c
		}
	}
	full := map[*cell]bool{} // has shapes of its own within
	for _, c := range p.cells {
		if up := s.byID[c.parent]; c.vertex && up != nil && up.vertex && !c.written() {
			full[up] = true
		}
	}
	titles := map[*cell]string{} // words that are a shape of their own in another
	for _, c := range p.cells {
		if up := s.byID[c.parent]; c.vertex && c.written() && up != nil && up.vertex && titles[up] == "" {
			titles[up] = c.plain()
		}
	}
	for _, c := range p.cells {
		switch {
		case c.edge:
			s.lines = append(s.lines, c)
		case c.vertex && s.labels(c):
		case c.vertex && c.marks["kind"] == "" && (c.written() || c.style.has("group") && full[c] && c.plain() == "" && titles[c] == ""):
		case c.vertex:
			at, ok := s.place(c)
			if !ok {
				return nil, refuse("The shape %q lies in itself, or in containers more than %d deep.", clip(c.plain()), b.Depth)
			}
			x := &shape{cell: c, label: cmp.Or(c.plain(), titles[c]), at: at}
			x.zone = c.marks["kind"] == "zone" || c.marks["kind"] == "" && (full[c] || c.style.has("swimlane") || c.style["container"] == "1")
			s.shapes = append(s.shapes, x)
			s.of[c] = x
		}
	}
	if n := int64(len(s.shapes)); n*n > b.Steps {
		return nil, refuse("The page has %d shapes, too many to find what lies in what: split it.", len(s.shapes))
	}
	if !s.table {
		if err := s.rectangles(ctx); err != nil {
			return nil, err
		}
	}
	return s, s.hold(ctx)
}

// written says whether a shape is only words, such as a title.
func (c *cell) written() bool {
	return c.marks["kind"] == "" && (c.style.has("text") || c.style.has("edgeLabel") || c.style["shape"] == "mxgraph.basic.text")
}

// labels says whether a shape is the label of a line, and gives it to the line.
func (s *sheetOf) labels(c *cell) bool {
	line := s.byID[c.parent]
	if line == nil || !line.edge {
		return false
	}
	if line.plain() == "" {
		line.text = c.text
		if c.style["html"] == "1" {
			line.style["html"] = "1"
		}
	}
	return true
}

// place adds up the corners of the containers around a shape.
func (s *sheetOf) place(c *cell) (plant.Place, bool) {
	var at plant.Place
	if c.box != nil {
		at = *c.box
		if c.relative { // a part of the parent's size, as ports are placed
			at.X, at.Y = 0, 0
		}
	}
	ups := 0
	for up := range s.from(c.parent) {
		if up.vertex && up.box != nil && !up.relative {
			at.X, at.Y = at.X+up.box.X, at.Y+up.box.Y
		}
		ups++
	}
	return at, ups <= s.depth
}

// from is a cell with the containers around it, outwards. It ends one beyond
// the depth that is allowed, as it would not in a cell that lies in itself.
func (s *sheetOf) from(id string) iter.Seq[*cell] {
	return func(yield func(*cell) bool) {
		c := s.byID[id]
		for n := 0; c != nil && n <= s.depth && yield(c); n++ {
			c = s.byID[c.parent]
		}
	}
}

// rectangles finds the shapes that hold others without being their container,
// as people draw a frame around what belongs together.
func (s *sheetOf) rectangles(ctx context.Context) error {
	for i, a := range s.shapes {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if a.zone || a.marks["kind"] != "" || !frame(a.style) {
			continue
		}
		for _, b := range s.shapes {
			if a != b && around(a.at, b.at) && area(a.at) >= 2*area(b.at) {
				a.zone = true
				break
			}
		}
	}
	return nil
}

// frame says whether a shape is drawn as a plain box.
func frame(s style) bool {
	switch s["shape"] {
	case "", "rectangle", "rect", "ext", "mxgraph.basic.rect", "mxgraph.basic.rounded_frame":
		return !s.has("image") && !s.has("line")
	}
	return false
}

// hold finds the zone that each shape lies in: the smallest around it, be it
// its container or only drawn around it.
func (s *sheetOf) hold(ctx context.Context) error {
	var zones []*shape
	for _, x := range s.shapes {
		if x.zone {
			zones = append(zones, x)
		}
	}
	slices.SortStableFunc(zones, func(a, b *shape) int { return cmp.Compare(area(a.at), area(b.at)) })
	for i, x := range s.shapes {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		holds := map[*shape]bool{}
		var nearest *shape
		for up := range s.from(x.parent) {
			if z := s.of[up]; z != nil && z.zone {
				holds[z] = true
				if nearest == nil {
					nearest = z
				}
			}
		}
		// A shape that carries its record was put where it is by a program.
		if x.holder = nearest; s.table || x.marks["kind"] != "" {
			continue
		}
		for _, z := range zones {
			if z == x || nearest != nil && !holds[z] && area(z.at) >= area(nearest.at) {
				continue
			}
			if holds[z] {
				break // nothing smaller lies between
			}
			if around(z.at, x.at) && (!x.zone || area(z.at) > area(x.at)) && !s.within(z, x) {
				x.holder = z
				break
			}
		}
	}
	return nil
}

// within says whether a shape has another among its containers.
func (s *sheetOf) within(x, outer *shape) bool {
	for up := range s.from(x.parent) {
		if up == outer.cell {
			return true
		}
	}
	return false
}

// touch is how far a line may end before the border of what it leads to.
const touch = 4

// end is the shape at an end of a line; where the line is not attached, the
// smallest that it ends in. A label or a group stands for what it belongs to.
func (s *sheetOf) end(id string, loose *plant.Place, parent string) *shape {
	for c := range s.from(id) {
		if x := s.of[c]; x != nil {
			return x
		}
	}
	if loose == nil || s.table {
		return nil
	}
	at := *loose
	for up := range s.from(parent) {
		if up.vertex && up.box != nil && !up.relative {
			at.X, at.Y = at.X+up.box.X, at.Y+up.box.Y
		}
	}
	var best *shape
	for _, x := range s.shapes {
		if at.X >= x.at.X-touch && at.X <= x.at.X+x.at.W+touch && at.Y >= x.at.Y-touch && at.Y <= x.at.Y+x.at.H+touch &&
			(best == nil || area(x.at) < area(best.at)) {
			best = x
		}
	}
	return best
}

func area(p plant.Place) float64 { return p.W * p.H }

// around says whether one place lies within another, but for the width of a border.
func around(a, b plant.Place) bool {
	const border = 2
	return a.W > 0 && a.X <= b.X+border && a.Y <= b.Y+border && a.X+a.W+border >= b.X+b.W && a.Y+a.H+border >= b.Y+b.H
}
