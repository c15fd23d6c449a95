package report

import (
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// picture draws the same shapes as the SVG, scaled to the page.
func (p *pdfWriter) picture(pic *Picture) {
	if len(pic.Boxes) == 0 {
		p.SetFont("body", "I", bodySize)
		p.MultiCell(p.width, lineH, "The site has no zones yet.", "", "L", false)
		return
	}
	legend := 6 + 4*float64(len(pic.Legend))
	most := pageH - topMargin - footMargin - legend - 22
	k := min(p.width/pic.W, most/pic.H, 0.36)
	p.room(pic.H*k + legend)
	x0, y0 := sideMargin+(p.width-pic.W*k)/2, p.GetY()
	d := drawer{pdfWriter: p, x0: x0, y0: y0, k: k}
	for _, inner := range []bool{false, true} {
		for _, b := range pic.Boxes {
			if b.Inner == inner {
				d.box(b)
			}
		}
	}
	for _, l := range pic.Lines {
		d.line(l)
	}
	p.SetXY(sideMargin, y0+pic.H*k+2)
	d.levels()
	p.SetFont("body", "", 7.5)
	for _, line := range pic.Legend {
		p.SetX(sideMargin)
		p.CellFormat(p.width, 4, line, "", 1, "L", false, 0, "")
	}
	p.Ln(2)
}

// drawer turns the drawing's units into millimetres on the page.
type drawer struct {
	*pdfWriter
	x0, y0, k float64
}

func (d drawer) x(v float64) float64 { return d.x0 + v*d.k }
func (d drawer) y(v float64) float64 { return d.y0 + v*d.k }

// points is a size of the drawing in points of type.
func (d drawer) points(size float64) float64 { return size * d.k * 72 / 25.4 }

func (d drawer) text(x, y, size float64, style, s string) {
	d.SetFont("body", style, d.points(size))
	d.Text(d.x(x), d.y(y), s)
}

func (d drawer) centred(x, y, size float64, style, s string) {
	d.SetFont("body", style, d.points(size))
	d.Text(d.x(x)-d.GetStringWidth(s)/2, d.y(y), s)
}

func (d drawer) box(b Box) {
	c := levelFill[b.Level]
	d.SetFillColor(c[0], c[1], c[2])
	d.SetDrawColor(85, 85, 85)
	d.SetLineWidth(.25)
	if b.Safety {
		d.SetDrawColor(179, 38, 30)
		d.SetLineWidth(.6)
	}
	if b.External {
		d.SetDashPattern([]float64{1.6, 1}, 0)
	}
	d.Rect(d.x(b.X), d.y(b.Y), b.W*d.k, b.H*d.k, "FD")
	d.SetDashPattern(nil, 0)
	d.SetLineWidth(.2)
	d.SetTextColor(17, 17, 17)
	d.text(b.X+10, b.Y+20, 14, "B", b.Key)
	d.text(b.X+10, b.Y+38, 13, "", shorten(b.Name, b.W-20, 13))
	d.SetTextColor(51, 51, 51)
	d.text(b.X+10, b.Y+56, 11, "", shorten(b.Detail+marks(b), b.W-20, 11))
	d.text(b.X+10, b.Y+73, 11, "", b.Target)
	d.text(b.X+10, b.Y+89, 11, "", b.Achieved)
	d.mark(b)
}

func (d drawer) mark(b Box) {
	switch {
	case b.NoTarget:
		d.SetFillColor(107, 107, 107)
	case b.Steps > 0:
		d.SetFillColor(160, 61, 0)
	default:
		d.SetFillColor(32, 96, 60)
	}
	x, y := b.X+b.W-18, b.Y+18
	d.Circle(d.x(x), d.y(y), 12*d.k, "F")
	d.SetTextColor(255, 255, 255)
	d.centred(x, y+4.3, 12, "B", gapWords(b.Steps, b.NoTarget))
	d.SetTextColor(0, 0, 0)
}

func (d drawer) line(l Line) {
	r, g, b := rgb(lineColour(l))
	d.SetDrawColor(r, g, b)
	d.SetFillColor(r, g, b)
	d.SetLineWidth(.3)
	if l.Wireless {
		d.SetDashPattern([]float64{.8, 1}, 0)
	}
	d.Line(d.x(l.X1), d.y(l.Y1), d.x(l.X2), d.y(l.Y2))
	d.SetDashPattern(nil, 0)
	for _, h := range heads(l) {
		d.Polygon(points3(d, h), "F")
	}
	label := l.Key + "  " + gapWords(l.Steps, l.NoTarget)
	d.SetFont("body", "", d.points(11))
	w := d.GetStringWidth(label)/d.k + 8
	x, y := (l.X1+l.X2)/2, (l.Y1+l.Y2)/2
	d.SetFillColor(255, 255, 255)
	d.SetLineWidth(.15)
	d.Rect(d.x(x-w/2), d.y(y-8.5), w*d.k, 17*d.k, "FD")
	d.SetTextColor(17, 17, 17)
	d.centred(x, y+4, 11, "", label)
	d.SetLineWidth(.2)
}

// levels is the key of the colours.
func (d drawer) levels() {
	d.SetFont("body", "", 7.5)
	d.SetDrawColor(85, 85, 85)
	y := d.GetY()
	for l, c := range levelFill {
		x := sideMargin + float64(l)*16
		d.SetFillColor(c[0], c[1], c[2])
		d.Rect(x, y+.4, 3.2, 3.2, "FD")
		d.SetXY(x+4, y)
		d.CellFormat(11, 4, "SL "+strconv.Itoa(l), "", 0, "L", false, 0, "")
	}
	d.SetXY(sideMargin, y+4.6)
}

func rgb(hex string) (r, g, b int) {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		panic(err) // the colours are constants of this package
	}
	return int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)
}

func points3(d drawer, h [6]float64) []fpdf.PointType {
	return []fpdf.PointType{{X: d.x(h[0]), Y: d.y(h[1])}, {X: d.x(h[2]), Y: d.y(h[3])}, {X: d.x(h[4]), Y: d.y(h[5])}}
}
