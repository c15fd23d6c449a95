package report

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"math"
)

// WriteSVG writes the drawing of a site as a picture of its own.
func WriteSVG(w io.Writer, p *Picture) error {
	_, err := w.Write(svg(p, true))
	return err
}

// svg draws with attributes only: a style would need leave from the page's
// content security policy.
func svg(p *Picture, standalone bool) []byte {
	var b bytes.Buffer
	legendH := 22 + 18*float64(len(p.Legend))
	w, h := max(p.W, 520), p.H+legendH
	if standalone {
		b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f"`, w, h)
	if standalone {
		fmt.Fprintf(&b, ` width="%.0f" height="%.0f"`, w, h)
	}
	b.WriteString(` font-family="system-ui, sans-serif" role="img" aria-label="Zones and conduits">` + "\n")
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" fill="#ffffff"/>`+"\n", w, h)
	for _, box := range p.Boxes {
		if !box.Inner {
			svgBox(&b, box)
		}
	}
	for _, box := range p.Boxes {
		if box.Inner {
			svgBox(&b, box)
		}
	}
	for _, l := range p.Lines {
		svgLine(&b, l)
	}
	x := margin
	for l, c := range levelFill {
		fmt.Fprintf(&b, `<rect x="%.0f" y="%.0f" width="14" height="14" fill="%s" stroke="#555555" stroke-width="0.7"/><text x="%.0f" y="%.0f" font-size="12" fill="#222222">SL %d</text>`+"\n",
			x, p.H-4, hex(c), x+19, p.H+7.5, l)
		x += 66
	}
	for i, line := range p.Legend {
		svgText(&b, margin, p.H+28+18*float64(i), 12, "start", "#444444", false, line)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func svgBox(b *bytes.Buffer, box Box) {
	stroke, width, dash := "#555555", 1.2, ""
	if box.Safety {
		stroke, width = "#b3261e", 2.6
	}
	if box.External {
		dash = ` stroke-dasharray="7 4"`
	}
	fmt.Fprintf(b, `<g><title>%s</title>`, html.EscapeString(box.Key+" "+box.Name+", "+box.Target+", "+box.Achieved))
	fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="6" fill="%s" stroke="%s" stroke-width="%.1f"%s/>`+"\n",
		box.X, box.Y, box.W, box.H, hex(levelFill[box.Level]), stroke, width, dash)
	x := box.X + 10
	svgText(b, x, box.Y+20, 14, "start", "#111111", true, box.Key)
	svgText(b, x, box.Y+38, 13, "start", "#111111", false, shorten(box.Name, box.W-20, 13))
	svgText(b, x, box.Y+56, 11, "start", "#333333", false, shorten(box.Detail+marks(box), box.W-20, 11))
	svgText(b, x, box.Y+73, 11, "start", "#333333", false, box.Target)
	svgText(b, x, box.Y+89, 11, "start", "#333333", false, box.Achieved)
	svgMark(b, box.X+box.W-18, box.Y+18, box.Steps, box.NoTarget)
	b.WriteString("</g>\n")
}

// marks are the flags of a zone in words, never as colour alone.
func marks(box Box) string {
	s := ""
	for _, m := range []struct {
		on   bool
		word string
	}{{box.Safety, "safety"}, {box.Wireless, "wireless"}, {box.External, "external"}} {
		if m.on {
			s += " · " + m.word
		}
	}
	return s
}

func svgLine(b *bytes.Buffer, l Line) {
	colour, dash := lineColour(l), ""
	if l.Wireless {
		dash = ` stroke-dasharray="3 4"`
	}
	fmt.Fprintf(b, `<g><title>%s</title><line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="1.8"%s/>`, html.EscapeString("Conduit "+l.Key), l.X1, l.Y1, l.X2, l.Y2, colour, dash)
	for _, head := range heads(l) {
		fmt.Fprintf(b, `<polygon points="%.1f,%.1f %.1f,%.1f %.1f,%.1f" fill="%s"/>`, head[0], head[1], head[2], head[3], head[4], head[5], colour)
	}
	label := l.Key + "  " + gapWords(l.Steps, l.NoTarget)
	mx, my, w := (l.X1+l.X2)/2, (l.Y1+l.Y2)/2, 7*float64(len([]rune(label)))+10
	fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="17" rx="3" fill="#ffffff" stroke="%s" stroke-width="0.8"/>`, mx-w/2, my-8.5, w, colour)
	svgText(b, mx, my+4, 11, "middle", "#111111", false, label)
	b.WriteString("</g>\n")
}

func lineColour(l Line) string {
	switch {
	case l.NoTarget:
		return "#777777"
	case l.Steps > 0:
		return "#a03d00"
	}
	return "#20603c"
}

// heads are the arrow heads of a line as triangles.
func heads(l Line) [][6]float64 {
	var out [][6]float64
	dx, dy := l.X2-l.X1, l.Y2-l.Y1
	length := math.Hypot(dx, dy)
	if length == 0 {
		return nil
	}
	ux, uy := dx/length, dy/length
	head := func(x, y, ux, uy float64) [6]float64 {
		return [6]float64{x, y, x - 10*ux + 5*uy, y - 10*uy - 5*ux, x - 10*ux - 5*uy, y - 10*uy + 5*ux}
	}
	if l.AtEnd {
		out = append(out, head(l.X2, l.Y2, ux, uy))
	}
	if l.AtStart {
		out = append(out, head(l.X1, l.Y1, -ux, -uy))
	}
	return out
}

func svgMark(b *bytes.Buffer, x, y float64, steps int, noTarget bool) {
	fill := "#20603c"
	switch {
	case noTarget:
		fill = "#6b6b6b"
	case steps > 0:
		fill = "#a03d00"
	}
	fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="12" fill="%s"/>`, x, y, fill)
	svgText(b, x, y+4.3, 12, "middle", "#ffffff", true, gapWords(steps, noTarget))
}

func svgText(b *bytes.Buffer, x, y, size float64, anchor, fill string, bold bool, s string) {
	weight := ""
	if bold {
		weight = ` font-weight="600"`
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-size="%.0f" text-anchor="%s" fill="%s"%s>%s</text>`, x, y, size, anchor, fill, weight, html.EscapeString(s))
}

func hex(c [3]int) string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// shorten cuts a text to about a width; letters are taken as half as wide as high.
func shorten(s string, width, size float64) string {
	most := int(width / (size * 0.54))
	r := []rune(s)
	if len(r) <= most || most < 2 {
		return s
	}
	return string(r[:most-1]) + "…"
}
