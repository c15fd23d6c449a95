package report

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"ringwall/internal/plant"
)

// Limits of a picture in pixels. A large drawing gets fewer pixels for a unit,
// so that the picture needs no more than 64 MiB while it is made.
const (
	pngScale    = 2.0
	pngPixels   = 16 << 20
	pngFaintest = .08 // pixels for a unit below which nothing could be told
)

// WritePNG writes the drawing of a site in pixels, two for a unit where the
// drawing is not too large. The fonts are those of the PDF.
func WritePNG(w io.Writer, p *Picture) error { return writePNG(w, p.framed()) }

func writePNG(w io.Writer, f framed) error {
	width, height := f.size()
	scale := min(pngScale, math.Sqrt(pngPixels/(width*height)))
	if scale < pngFaintest {
		return plant.Problems{{Text: fmt.Sprintf("The drawing is %.0f by %.0f units, too large for pixels: bring its zones closer together, or export it as SVG.", width, height)}}
	}
	p := newPixels(image.Rect(0, 0, int(math.Ceil(width*scale)), int(math.Ceil(height*scale))), f.area, scale)
	f.drawAll(p)
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, p.to)
}

// pixels is the pen that draws in pixels.
type pixels struct {
	to     *image.RGBA
	mask   *image.Alpha // of the line that is being drawn, clear between lines
	x0, y0 float64
	scale  float64
	fill   *vector.Rasterizer
	faces  map[faceOfSize]font.Face
}

type faceOfSize struct {
	face face
	size float64
}

func newPixels(bounds image.Rectangle, area plant.Place, scale float64) *pixels {
	return &pixels{
		to: image.NewRGBA(bounds), mask: image.NewAlpha(bounds), x0: area.X, y0: area.Y, scale: scale,
		fill: vector.NewRasterizer(1, 1), faces: map[faceOfSize]font.Face{},
	}
}

func (d *pixels) group(string) {} // a pixel has no words
func (d *pixels) end()         {}

func (d *pixels) at(q point) point { return point{(q.x - d.x0) * d.scale, (q.y - d.y0) * d.scale} }

func (d *pixels) rect(at plant.Place, radius float64, in ink) {
	const round = .5523                                                              // of a quarter of a circle, as a curve
	if radius == 0 && in.line == none && at.W*d.scale >= float64(d.to.Rect.Dx()-1) { // the paper
		draw.Draw(d.to, d.to.Bounds(), image.NewUniform(rgba(in.fill)), image.Point{}, draw.Src)
		return
	}
	r := min(radius, at.W/2, at.H/2)
	x0, y0, x1, y1, c := at.X, at.Y, at.X+at.W, at.Y+at.H, r*(1-round)
	p := path{{"M", []point{{x0 + r, y0}}}, {"L", []point{{x1 - r, y0}}}}
	if r > 0 {
		p = append(p, segment{"C", []point{{x1 - c, y0}, {x1, y0 + c}, {x1, y0 + r}}})
	}
	p = append(p, segment{"L", []point{{x1, y1 - r}}})
	if r > 0 {
		p = append(p, segment{"C", []point{{x1, y1 - c}, {x1 - c, y1}, {x1 - r, y1}}})
	}
	p = append(p, segment{"L", []point{{x0 + r, y1}}})
	if r > 0 {
		p = append(p, segment{"C", []point{{x0 + c, y1}, {x0, y1 - c}, {x0, y1 - r}}})
	}
	p = append(p, segment{"L", []point{{x0, y0 + r}}})
	if r > 0 {
		p = append(p, segment{"C", []point{{x0, y0 + c}, {x0 + c, y0}, {x0 + r, y0}}})
	}
	d.path(append(p, segment{"Z", nil}), in)
}

func (d *pixels) path(p path, in ink) {
	lines := d.flat(p)
	if in.fill != none {
		d.fillIn(lines, in.fill)
	}
	if in.line == none || in.width <= 0 {
		return
	}
	width := max(in.width*d.scale, .75)
	var drawn image.Rectangle
	for _, l := range lines {
		for _, part := range dashed(l.points, in.dash, d.scale) {
			drawn = drawn.Union(d.stroke(part, width, l.closed && len(in.dash) == 0, in.round))
		}
	}
	draw.DrawMask(d.to, drawn, image.NewUniform(rgba(in.line)), image.Point{}, d.mask, drawn.Min, draw.Over)
	for y := drawn.Min.Y; y < drawn.Max.Y; y++ {
		clear(d.mask.Pix[d.mask.PixOffset(drawn.Min.X, y):d.mask.PixOffset(drawn.Max.X, y)])
	}
}

func rgba(c colour) color.RGBA {
	r, g, b := c.rgb()
	return color.RGBA{uint8(r), uint8(g), uint8(b), 255}
}

// polyline is a line of straight pieces, in pixels.
type polyline struct {
	points []point
	closed bool
}

// flat turns curves into straight pieces that the eye does not tell from them.
func (d *pixels) flat(p path) []polyline {
	const pieces = 10
	var out []polyline
	for _, s := range p {
		if s.op == "M" {
			out = append(out, polyline{points: []point{d.at(s.to[0])}})
			continue
		}
		l := &out[len(out)-1]
		if s.op == "Z" {
			l.closed = true
			l.points = append(l.points, l.points[0])
			continue
		}
		from := l.points[len(l.points)-1]
		to := make([]point, len(s.to))
		for i, q := range s.to {
			to[i] = d.at(q)
		}
		if s.op == "L" {
			l.points = append(l.points, to[0])
			continue
		}
		for i := 1; i <= pieces; i++ {
			l.points = append(l.points, bent(from, to, float64(i)/pieces))
		}
	}
	return out
}

// bent is a point of a curve with one or two points of control.
func bent(from point, to []point, t float64) point {
	all := append([]point{from}, to...)
	for len(all) > 1 {
		for i := range len(all) - 1 {
			all[i] = point{all[i].x + (all[i+1].x-all[i].x)*t, all[i].y + (all[i+1].y-all[i].y)*t}
		}
		all = all[:len(all)-1]
	}
	return all[0]
}

// dashed cuts a line into dashes.
func dashed(points []point, dash []float64, scale float64) [][]point {
	if len(dash) == 0 || dash[0]*scale < .5 {
		return [][]point{points}
	}
	var out [][]point
	n, left, on := 0, dash[0]*scale, true
	part := []point{points[0]}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		for {
			length := math.Hypot(b.x-a.x, b.y-a.y)
			if length <= left || length == 0 {
				left -= length
				if on {
					part = append(part, b)
				}
				break
			}
			a = point{a.x + (b.x-a.x)*left/length, a.y + (b.y-a.y)*left/length}
			if on {
				out = append(out, append(part, a))
			}
			n, on = n+1, !on
			left, part = dash[n%len(dash)]*scale, []point{a}
		}
	}
	if on && len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// stroke lays a line onto the mask, each piece with its joint, and says where.
func (d *pixels) stroke(points []point, width float64, closed, round bool) image.Rectangle {
	var drawn image.Rectangle
	half := width / 2
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		u := unit(a, b)
		n := point{-u.y * half, u.x * half}
		if u == (point{}) {
			continue
		}
		drawn = drawn.Union(d.cover([]point{{a.x + n.x, a.y + n.y}, {b.x + n.x, b.y + n.y}, {b.x - n.x, b.y - n.y}, {a.x - n.x, a.y - n.y}}))
		if i > 1 || closed || round {
			drawn = drawn.Union(d.cover(disc(a, half)))
		}
	}
	if round && len(points) > 0 {
		drawn = drawn.Union(d.cover(disc(points[len(points)-1], half)))
	}
	return drawn
}

// disc is a circle as a polygon.
func disc(c point, r float64) []point {
	const sides = 12
	out := make([]point, sides)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / sides)
		out[i] = point{c.x + r*cos, c.y + r*sin}
	}
	return out
}

// cover lays a polygon onto the mask; where one lies there already, the denser
// of the two counts, so that joints do not show.
func (d *pixels) cover(polygon []point) image.Rectangle {
	box, ok := d.begin([]polyline{{points: polygon}})
	if !ok {
		return image.Rectangle{}
	}
	piece := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	d.fill.DrawOp = draw.Src
	d.fill.Draw(piece, piece.Bounds(), image.Opaque, image.Point{})
	for y := range box.Dy() {
		row := d.mask.Pix[d.mask.PixOffset(box.Min.X, box.Min.Y+y):]
		for x := range box.Dx() {
			row[x] = max(row[x], piece.Pix[y*piece.Stride+x])
		}
	}
	return box
}

func (d *pixels) fillIn(lines []polyline, c colour) {
	if box, ok := d.begin(lines); ok {
		d.fill.DrawOp = draw.Over
		d.fill.Draw(d.to, box, image.NewUniform(rgba(c)), image.Point{})
	}
}

// begin puts polygons into the rasteriser and says which pixels they touch.
func (d *pixels) begin(lines []polyline) (image.Rectangle, bool) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, l := range lines {
		for _, q := range l.points {
			low, high = point{min(low.x, q.x), min(low.y, q.y)}, point{max(high.x, q.x), max(high.y, q.y)}
		}
	}
	if low.x > high.x {
		return image.Rectangle{}, false
	}
	box := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x))+1, int(math.Ceil(high.y))+1).Intersect(d.to.Bounds())
	if box.Empty() {
		return box, false
	}
	d.fill.Reset(box.Dx(), box.Dy())
	for _, l := range lines {
		for i, q := range l.points {
			x, y := float32(q.x-float64(box.Min.X)), float32(q.y-float64(box.Min.Y))
			if i == 0 {
				d.fill.MoveTo(x, y)
			} else {
				d.fill.LineTo(x, y)
			}
		}
		d.fill.ClosePath()
	}
	return box, true
}

func (d *pixels) write(c caption) {
	f := d.face(c.face, c.size*d.scale)
	if f == nil {
		return
	}
	at := d.at(point{c.x, c.y})
	w := font.Drawer{Dst: d.to, Src: image.NewUniform(rgba(c.fill)), Face: f}
	length := float64(w.MeasureString(c.words)) / 64
	switch c.anchor {
	case middle:
		at.x -= length / 2
	case finish:
		at.x -= length
	}
	w.Dot = fixed.Point26_6{X: fixed.Int26_6(at.x * 64), Y: fixed.Int26_6(at.y * 64)}
	w.DrawString(c.words)
}

// fontFiles are parsed once; they are constants of the program.
var fontFiles = sync.OnceValue(func() map[face]*opentype.Font {
	out := map[face]*opentype.Font{}
	for f, ttf := range map[face][]byte{regular: goregular.TTF, bold: gobold.TTF, mono: gomonobold.TTF} {
		parsed, err := opentype.Parse(ttf)
		if err != nil {
			panic(err)
		}
		out[f] = parsed
	}
	return out
})

// face is a font in a size; words too small to read are left out.
func (d *pixels) face(f face, size float64) font.Face {
	if size < 2 {
		return nil
	}
	key := faceOfSize{f, size}
	if have := d.faces[key]; have != nil {
		return have
	}
	made, err := opentype.NewFace(fontFiles()[f], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	d.faces[key] = made
	return made
}
