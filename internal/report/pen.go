package report

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// pen draws the three shapes of which a picture is made. There is one for SVG
// and one for PDF, so that both show the same.
type pen interface {
	// group begins what belongs together, under words that a pointer over it
	// shows where the format can; end ends it.
	group(words string)
	end()
	rect(at plant.Place, radius float64, in ink)
	path(p path, in ink)
	write(c caption)
}

// colour is "#rrggbb"; none is not drawn.
type colour string

const none colour = ""

// ink is how a shape is filled and lined.
type ink struct {
	fill, line colour
	width      float64
	dash       []float64
	round      bool // ends of lines
}

// caption is a line of words; y is that of its base line.
type caption struct {
	x, y, size float64
	face       face
	anchor     anchor
	fill       colour
	words      string
}

type face int

const (
	regular face = iota
	bold
	mono // bold too: keys are read aloud
)

type anchor int

const (
	start anchor = iota
	middle
	finish
)

// path is a line of straight and curved segments.
type path []segment

// segment goes to the last of its points: M moves there, L draws straight, Q
// and C draw curves with one and two points of control, Z closes.
type segment struct {
	op string
	to []point
}

var pointsOf = map[string]int{"M": 1, "L": 1, "Q": 1 + 1, "C": 2 + 1, "Z": 0}

// pathOf is the line of a conduit, its corners rounded.
func pathOf(points []point) path {
	const radius = 9
	p := path{{"M", points[:1]}}
	for _, c := range corners(points, radius) {
		p = append(p, segment{"L", []point{c.before}}, segment{"Q", []point{c.at, c.after}})
	}
	return append(p, segment{"L", points[len(points)-1:]})
}

// outline reads a path as SVG writes it, in capitals with spaces between.
func outline(d string) path {
	var p path
	fields := strings.Fields(d)
	for len(fields) > 0 {
		s := segment{op: fields[0]}
		fields = fields[1:]
		for range pointsOf[s.op] {
			s.to = append(s.to, point{number(fields[0]), number(fields[1])})
			fields = fields[2:]
		}
		p = append(p, s)
	}
	return p
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err) // the outlines are constants of this package
	}
	return v
}

// moved is the path in another size at another place.
func (p path) moved(to point, scale float64) path {
	out := make(path, len(p))
	for i, s := range p {
		out[i].op = s.op
		for _, q := range s.to {
			out[i].to = append(out[i].to, point{to.x + q.x*scale, to.y + q.y*scale})
		}
	}
	return out
}

// mix is a part of one colour laid over another.
func mix(over, under colour, part float64) colour {
	r, g, b := over.rgb()
	r0, g0, b0 := under.rgb()
	blend := func(v, v0 int) int { return int(halfUp(float64(v)*part + float64(v0)*(1-part))) }
	return colour(fmt.Sprintf("#%02x%02x%02x", blend(r, r0), blend(g, g0), blend(b, b0)))
}

func (c colour) rgb() (r, g, b int) {
	n, err := strconv.ParseUint(string(c[1:]), 16, 32)
	if err != nil {
		panic(err) // the colours are constants of this package
	}
	return int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)
}
