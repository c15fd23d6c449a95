package report

import (
	"codeberg.org/go-pdf/fpdf"

	"ringwall/internal/plant"
)

// Measures of a drawing on a page, in millimetres.
const (
	sectionH   = 13.5 // the heading above
	mostScale  = .28  // millimetres for a unit; 12.5 units are then 10 points
	worthTurn  = 1.15 // how much larger a wide page must make a drawing, since readers turn the paper
	legendUnit = .187 // of the legend, whose type is 6.6 points however large the drawing is
)

// pictureFits is the scale at which a drawing fills a page of a size, and the
// height that it takes with its legend.
func pictureFits(pic *Picture, pageW, pageH float64) (scale, height float64) {
	width := pageW - 2*sideMargin
	legend := drawLegend(nil, 0, 0, width/legendUnit, pic.targets) * legendUnit
	scale = min(mostScale, width/pic.area.W, (pageH-topMargin-footMargin-sectionH-legend-2)/pic.area.H)
	return scale, pic.area.H*scale + legend
}

// beforePicture begins a page for a section that opens with a drawing, unless
// there is room for it: a wide page where that makes the drawing clearly larger.
func (p *pdfWriter) beforePicture(pic *Picture) {
	upright, height := pictureFits(pic, pageW, pageH)
	if wide, _ := pictureFits(pic, pageH, pageW); wide > upright*worthTurn {
		p.AddPageFormat("L", fpdf.SizeType{Wd: pageW, Ht: pageH})
		p.width = pageH - 2*sideMargin
		return
	}
	p.room(sectionH + height)
}

// picture draws the same shapes as the SVG, scaled to the page.
func (p *pdfWriter) picture(pic *Picture) {
	if len(pic.zones) == 0 {
		p.SetFont("body", "I", bodySize)
		p.MultiCell(p.width, lineH, "The site has no zones yet.", "", "L", false)
		return
	}
	w, h := p.GetPageSize()
	scale, height := pictureFits(pic, w, h)
	p.room(height)
	left, top := sideMargin+(p.width-pic.area.W*scale)/2, p.GetY()
	pic.draw(pdfPen{p, left - pic.area.X*scale, top - pic.area.Y*scale, scale})
	legend := pdfPen{p, sideMargin, top + pic.area.H*scale, legendUnit}
	drawLegend(legend, 0, 0, p.width/legendUnit, pic.targets)
	p.SetXY(sideMargin, top+height)
	p.SetTextColor(0, 0, 0)
	p.SetLineWidth(.2)
}

// pdfPen turns the drawing's units into millimetres on the page.
type pdfPen struct {
	*pdfWriter
	x0, y0, k float64
}

func (d pdfPen) x(v float64) float64 { return d.x0 + v*d.k }
func (d pdfPen) y(v float64) float64 { return d.y0 + v*d.k }

func (d pdfPen) group(string) {} // a page has no pointer over it
func (d pdfPen) end()         {}

func (d pdfPen) rect(at plant.Place, radius float64, in ink) {
	mode := d.ink(in)
	if radius > 0 {
		d.RoundedRect(d.x(at.X), d.y(at.Y), at.W*d.k, at.H*d.k, radius*d.k, "1234", mode)
	} else {
		d.Rect(d.x(at.X), d.y(at.Y), at.W*d.k, at.H*d.k, mode)
	}
	d.dry()
}

func (d pdfPen) path(p path, in ink) {
	mode := d.ink(in)
	var at point
	for _, s := range p {
		var to []point
		for _, q := range s.to {
			to = append(to, point{d.x(q.x), d.y(q.y)})
		}
		switch s.op {
		case "M":
			d.MoveTo(to[0].x, to[0].y)
		case "L":
			d.LineTo(to[0].x, to[0].y)
		case "Q": // PDF has curves with two points of control only
			c, e := to[0], to[1]
			d.CurveBezierCubicTo(at.x+(c.x-at.x)*2/3, at.y+(c.y-at.y)*2/3, e.x+(c.x-e.x)*2/3, e.y+(c.y-e.y)*2/3, e.x, e.y)
		case "C":
			d.CurveBezierCubicTo(to[0].x, to[0].y, to[1].x, to[1].y, to[2].x, to[2].y)
		case "Z":
			d.ClosePath()
		}
		if len(to) > 0 {
			at = to[len(to)-1]
		}
	}
	d.DrawPath(mode)
	d.dry()
}

// ink takes up an ink and says how to draw with it; dry lays it aside.
func (d pdfPen) ink(in ink) (mode string) {
	if in.fill != none {
		d.SetFillColor(in.fill.rgb())
		mode = "F"
	}
	if in.line != none {
		d.SetDrawColor(in.line.rgb())
		d.SetLineWidth(in.width * d.k)
		mode += "D"
	}
	if len(in.dash) > 0 {
		dash := make([]float64, len(in.dash))
		for i, v := range in.dash {
			dash[i] = v * d.k
		}
		d.SetDashPattern(dash, 0)
	}
	if in.round {
		d.SetLineCapStyle("round")
		d.SetLineJoinStyle("round")
	}
	return mode
}

func (d pdfPen) dry() {
	d.SetDashPattern(nil, 0)
	d.SetLineCapStyle("butt")
	d.SetLineJoinStyle("miter")
}

func (d pdfPen) write(c caption) {
	family, style := "body", ""
	switch c.face {
	case bold:
		style = "B"
	case mono:
		family, style = "mono", "B"
	}
	d.SetFont(family, style, c.size*d.k*72/25.4)
	x := d.x(c.x)
	switch c.anchor {
	case middle:
		x -= d.GetStringWidth(c.words) / 2
	case finish:
		x -= d.GetStringWidth(c.words)
	}
	d.SetTextColor(c.fill.rgb())
	d.Text(x, d.y(c.y), c.words)
}
