package report

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// WriteSVG writes the drawing of a site as a picture of its own.
func WriteSVG(w io.Writer, p *Picture) error {
	_, err := w.Write(svg(p, true))
	return err
}

// svg is the drawing of a site with its legend.
func svg(pic *Picture, standalone bool) []byte { return svgOf(pic.framed(), standalone) }

// framed is a picture with what stands below it.
type framed struct {
	title, words string
	area         plant.Place // of the picture alone
	draw         func(p pen)
	// foot draws what stands below into a width and says how high it is;
	// without a pen it only says so.
	foot func(p pen, x, y, width float64) float64
}

func (pic *Picture) framed() framed {
	foot := func(p pen, x, y, width float64) float64 { return drawLegend(p, x, y, width, pic.targets) }
	return framed{pic.title, pic.words, pic.area, pic.draw, foot}
}

// size is how much room a picture takes with its foot.
func (f framed) size() (w, h float64) {
	const narrowest = 560 // for the legend
	w = max(f.area.W, narrowest)
	return w, f.area.H + f.foot(nil, 0, 0, w-2*margin)
}

// drawAll draws the picture and its foot on paper.
func (f framed) drawAll(p pen) {
	w, h := f.size()
	p.rect(plant.Place{X: f.area.X, Y: f.area.Y, W: w, H: h}, 0, ink{fill: paper})
	f.draw(p)
	f.foot(p, f.area.X+margin, f.area.Y+f.area.H, w-2*margin)
}

// svgOf draws with attributes only: a style would need leave from the page's
// content security policy.
func svgOf(f framed, standalone bool) []byte {
	w, h := f.size()
	var b bytes.Buffer
	if standalone {
		b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s"`, short(f.area.X), short(f.area.Y), short(w), short(h))
	if standalone {
		fmt.Fprintf(&b, ` width="%s" height="%s"`, short(w), short(h))
	}
	fmt.Fprintf(&b, ` font-family="%s" role="img" aria-labelledby="drawing-title drawing-words">`+"\n", html.EscapeString(fonts))
	fmt.Fprintf(&b, `<title id="drawing-title">%s</title><desc id="drawing-words">%s</desc>`+"\n", html.EscapeString(f.title), html.EscapeString(f.words))
	f.drawAll(svgPen{&b})
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// The fonts of the web app.
const (
	fonts     = `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif`
	monoFonts = `ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace`
)

type svgPen struct{ b *bytes.Buffer }

func (s svgPen) group(words string) {
	fmt.Fprintf(s.b, "<g><title>%s</title>\n", html.EscapeString(words))
}

func (s svgPen) end() { s.b.WriteString("</g>\n") }

func (s svgPen) rect(at plant.Place, radius float64, in ink) {
	fmt.Fprintf(s.b, `<rect x="%s" y="%s" width="%s" height="%s"`, short(at.X), short(at.Y), short(at.W), short(at.H))
	if radius > 0 {
		fmt.Fprintf(s.b, ` rx="%s"`, short(radius))
	}
	s.ink(in)
}

func (s svgPen) path(p path, in ink) {
	s.b.WriteString(`<path d="`)
	for _, seg := range p {
		s.b.WriteString(seg.op)
		for i, q := range seg.to {
			if i > 0 {
				s.b.WriteByte(' ')
			}
			s.b.WriteString(short(q.x) + " " + short(q.y))
		}
	}
	s.b.WriteByte('"')
	s.ink(in)
}

// ink ends a shape.
func (s svgPen) ink(in ink) {
	fill := in.fill
	if fill == none {
		fill = "none"
	}
	fmt.Fprintf(s.b, ` fill="%s"`, fill)
	if in.line != none {
		fmt.Fprintf(s.b, ` stroke="%s" stroke-width="%s"`, in.line, short(in.width))
	}
	if len(in.dash) > 0 {
		dashes := make([]string, len(in.dash))
		for i, d := range in.dash {
			dashes[i] = short(d)
		}
		fmt.Fprintf(s.b, ` stroke-dasharray="%s"`, strings.Join(dashes, " "))
	}
	if in.round {
		s.b.WriteString(` stroke-linecap="round" stroke-linejoin="round"`)
	}
	s.b.WriteString("/>\n")
}

func (s svgPen) write(c caption) {
	fmt.Fprintf(s.b, `<text x="%s" y="%s" font-size="%s"`, short(c.x), short(c.y), short(c.size))
	if c.anchor != start {
		fmt.Fprintf(s.b, ` text-anchor="%s"`, [...]string{middle: "middle", finish: "end"}[c.anchor])
	}
	if c.face != regular {
		s.b.WriteString(` font-weight="600"`)
	}
	if c.face == mono {
		fmt.Fprintf(s.b, ` font-family="%s"`, html.EscapeString(monoFonts))
	}
	fmt.Fprintf(s.b, ` fill="%s">%s</text>`+"\n", c.fill, html.EscapeString(c.words))
}

// short writes a measure to a hundredth.
func short(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
