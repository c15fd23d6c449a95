package report

import (
	"cmp"
	"math"
	"slices"

	"ringwall/internal/plant"
)

// The lines of conduits, computed from where their zones stand, as
// web/src/parts/plant/route.ts does; testdata/routes.json holds both to it.

// route is a conduit's line: its corners, and where the middle of its label stands.
type route struct {
	points []point
	label  point
}

// most is above what finding ways around zones would take too long while one
// waits in a browser. The report could take longer, but shows what the app shows.
var most = struct{ zones, conduits int }{70, 130}

// routesOf draws every conduit whose two zones are drawn.
func routesOf(conduits []plant.Conduit, zones places) map[plant.ConduitID]route {
	lines := docks(conduits, zones)
	// Short ways first: they have the least choice.
	slices.SortStableFunc(lines, func(a, b *line) int {
		return cmp.Compare(distance(a.from.point, a.to.point), distance(b.from.point, b.to.point))
	})
	around := len(zones) <= most.zones && len(lines) <= most.conduits
	streets := newStreets(zones)
	labels := labelling{zones: occupied(zones)}
	routes := map[plant.ConduitID]route{}
	for _, l := range lines {
		var points []point
		if around {
			points = streets.find(l.from, l.to, enclosing(l.conduit, zones))
		}
		if points == nil {
			points = plain(l.from, l.to)
		}
		routes[l.conduit.ID] = route{points, labels.place(points)}
	}
	return routes
}

// line is a conduit with where it leaves one zone and reaches the other.
type line struct {
	conduit  plant.Conduit
	from, to end
}

type end struct {
	point
	side side
}

// side of a zone.
type side int

const (
	left side = iota
	right
	top
	bottom
)

func (s side) axis() axis {
	if s == left || s == right {
		return across
	}
	return down
}

func (s side) outwards() point {
	return [...]point{left: {-1, 0}, right: {1, 0}, top: {0, -1}, bottom: {0, 1}}[s]
}

// docks says where conduits dock on their zones. Those that share a side are
// spread along it, in the order of where they go, so that they do not cross
// at the zone.
func docks(conduits []plant.Conduit, zones places) []*line {
	type berth struct {
		zone plant.ZoneID
		side side
	}
	type mooring struct {
		end     *end
		toward  float64
		conduit plant.ConduitID
	}
	var lines []*line
	shared := map[berth][]mooring{}
	dock := func(e *end, zone plant.ZoneID, other plant.Place, c plant.ConduitID) {
		toward := other.X + other.W/2
		if e.side.axis() == across {
			toward = other.Y + other.H/2
		}
		b := berth{zone, e.side}
		shared[b] = append(shared[b], mooring{e, toward, c})
	}
	for _, c := range conduits {
		a, ok := zones[c.From]
		b, also := zones[c.To]
		if !ok || !also {
			continue
		}
		l := &line{conduit: c}
		l.from.side, l.to.side = facing(a, b)
		lines = append(lines, l)
		dock(&l.from, c.From, b, c.ID)
		dock(&l.to, c.To, a, c.ID)
	}
	for at, all := range shared {
		slices.SortStableFunc(all, func(a, b mooring) int {
			return cmp.Or(cmp.Compare(a.toward, b.toward), cmp.Compare(a.conduit, b.conduit))
		})
		for i, m := range all {
			m.end.point = along(zones[at.zone], at.side, float64(i+1)/float64(len(all)+1))
		}
	}
	return lines
}

// along is a point on a side of a zone, at a part of its length.
func along(p plant.Place, s side, part float64) point {
	x, y := halfUp(p.X+float64(p.W*part)), halfUp(p.Y+float64(p.H*part))
	switch s {
	case left:
		x = p.X
	case right:
		x = p.X + p.W
	case top:
		y = p.Y
	case bottom:
		y = p.Y + p.H
	}
	return point{x, y}
}

// facing is the sides that face each other. Of zones one inside the other,
// both dock on the same side.
func facing(a, b plant.Place) (ofA, ofB side) {
	if contains(a, b) || contains(b, a) {
		return right, right
	}
	toRight, toLeft := b.X-(a.X+a.W), a.X-(b.X+b.W)
	below, above := b.Y-(a.Y+a.H), a.Y-(b.Y+b.H)
	switch {
	case max(below, above) >= max(toRight, toLeft) && below >= above:
		return bottom, top
	case max(below, above) >= max(toRight, toLeft):
		return top, bottom
	case toRight >= toLeft:
		return right, left
	}
	return left, right
}

func contains(a, b plant.Place) bool {
	return a.X <= b.X && a.Y <= b.Y && a.X+a.W >= b.X+b.W && a.Y+a.H >= b.Y+b.H
}

// enclosing is the zones around either end, whose borders the conduit must pass.
func enclosing(c plant.Conduit, zones places) map[plant.ZoneID]bool {
	ids := map[plant.ZoneID]bool{}
	for _, end := range []plant.ZoneID{c.From, c.To} {
		for id, p := range zones {
			if id != end && contains(p, zones[end]) {
				ids[id] = true
			}
		}
	}
	return ids
}

// plain is a line with at most two bends, whatever stands in the way.
func plain(from, to end) []point {
	if from.side == to.side {
		x := max(from.x, to.x) + 32
		return []point{from.point, {x, from.y}, {x, to.y}, to.point}
	}
	mx, my := (from.x+to.x)/2, (from.y+to.y)/2
	if from.side.axis() == across {
		return straightened([]point{from.point, {mx, from.y}, {mx, to.y}, to.point})
	}
	return straightened([]point{from.point, {from.x, my}, {to.x, my}, to.point})
}

// A label on a drawing that is seen from afar, and the part of it that must
// not lie on a zone.
var (
	labelSize = struct{ w, h float64 }{150, 46}
	labelCore = struct{ w, h float64 }{118, 32}
)

// labelling finds places for labels, one after another.
type labelling struct {
	zones, labels []plant.Place
}

// occupied is what labels must not lie on: zones, but of a zone with others
// inside only its heading.
func occupied(zones places) []plant.Place {
	var all []plant.Place
	for id, p := range zones {
		for other, q := range zones {
			if other != id && contains(p, q) {
				p.H = headingH - 40
				break
			}
		}
		all = append(all, p)
	}
	return all
}

// alongs are parts of a stretch, from its middle outwards.
var alongs = []float64{.5, .42, .58, .34, .66, .26, .74, .18, .82, .1, .9}

// place is the middle of the longest stretch, or further along where something
// else stands already. Where there is no room beside all zones, a label lies
// where it hides the least of one, but not on another label.
func (l *labelling) place(points []point) point {
	type leg struct{ a, b point }
	var legs []leg
	for i := 1; i < len(points); i++ {
		legs = append(legs, leg{points[i-1], points[i]})
	}
	slices.SortStableFunc(legs, func(p, q leg) int { return cmp.Compare(distance(q.a, q.b), distance(p.a, p.b)) })
	var spots []point
	for _, s := range legs {
		for _, part := range alongs {
			spots = append(spots, point{s.a.x + float64((s.b.x-s.a.x)*part), s.a.y + float64((s.b.y-s.a.y)*part)})
		}
	}
	chosen, least := -1, math.Inf(1)
	for i, s := range spots {
		if covered(s, labelSize.w, labelSize.h, l.labels) {
			continue
		}
		if hides := hidden(s, labelCore.w, labelCore.h, l.zones); hides < least {
			chosen, least = i, hides
		}
	}
	spot := points[0] // of zones that touch, which no line joins
	if len(spots) > 0 {
		spot = spots[max(0, chosen)]
	}
	l.labels = append(l.labels, plant.Place{X: spot.x - labelSize.w/2, Y: spot.y - labelSize.h/2, W: labelSize.w, H: labelSize.h})
	return spot
}

// covered says whether a label at p would touch something that is there.
func covered(p point, w, h float64, by []plant.Place) bool {
	return slices.ContainsFunc(by, func(t plant.Place) bool {
		return p.x+w/2 > t.X && p.x-w/2 < t.X+t.W && p.y+h/2 > t.Y && p.y-h/2 < t.Y+t.H
	})
}

// hidden is how much a label at p would cover of what it covers most of.
func hidden(p point, w, h float64, by []plant.Place) float64 {
	most := 0.0
	for _, t := range by {
		across := min(p.x+w/2, t.X+t.W) - max(p.x-w/2, t.X)
		down := min(p.y+h/2, t.Y+t.H) - max(p.y-h/2, t.Y)
		if across > 0 && down > 0 {
			most = max(most, float64(across*down))
		}
	}
	return most
}

// corner is a bend of a line: where the line leaves its stretch, the bend
// itself, and where the next stretch begins.
type corner struct{ before, at, after point }

// corners rounds the bends of a line.
func corners(points []point, radius float64) []corner {
	var out []corner
	for i := 1; i < len(points)-1; i++ {
		a, p, b := points[i-1], points[i], points[i+1]
		r := min(radius, distance(a, p)/2, distance(p, b)/2)
		out = append(out, corner{towards(p, a, r), p, towards(p, b, r)})
	}
	return out
}

func towards(from, to point, by float64) point {
	length := distance(from, to)
	if length == 0 {
		length = 1
	}
	return point{from.x + float64((to.x-from.x)*by/length), from.y + float64((to.y-from.y)*by/length)}
}

// unit is the direction from one point to another as a vector of length one.
func unit(from, to point) point {
	length := math.Hypot(to.x-from.x, to.y-from.y)
	if length == 0 {
		return point{}
	}
	return point{(to.x - from.x) / length, (to.y - from.y) / length}
}
