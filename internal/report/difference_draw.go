package report

import (
	"io"

	"ringwall/internal/plant"
)

// WriteDifference writes the changes of a site as a picture of its own.
func WriteDifference(w io.Writer, d *Difference) error {
	_, err := w.Write(svgOf(framed{d.title, d.words, d.area, d.draw, d.foot}, true))
	return err
}

func (d *Difference) covered() plant.Place {
	pic := Picture{}
	for _, z := range d.zones {
		pic.zones = append(pic.zones, zoneBox{Place: z.Place})
	}
	for _, c := range d.conduits {
		pic.conduits = append(pic.conduits, conduitLine{route: c.route, conduit: c.conduit})
	}
	return pic.covered()
}

func (d *Difference) draw(p pen) {
	for _, z := range d.zones {
		if z.outer {
			z.draw(p)
		}
	}
	for _, c := range d.conduits {
		c.draw(p)
	}
	for _, z := range d.zones {
		if !z.outer {
			z.draw(p)
		}
	}
	for _, c := range d.conduits {
		c.drawLabel(p)
	}
}

func (z zoneChange) draw(p pen) {
	p.group(lineOf(z.fate, "zone", z.zone.Key, z.zone.Name, z.what))
	in := fates[z.fate].ink
	if z.outer && z.fate == kept {
		in.fill = paper
	}
	p.rect(plant.Place{X: z.X + 1.5, Y: z.Y + 1.5, W: max(0, z.W-3), H: max(0, z.H-3)}, 7, in)
	x, y, room := z.X+padX, z.Y+padY, z.W-2*padX
	right := x + room
	if z.fate != kept {
		right -= tag(p, right, y, z.fate) + between
	}
	p.write(caption{x: x, y: y + 13.6, size: keySize, face: mono, fill: inkText, words: shorten(z.zone.Key, right-x, keySize, mono)})
	y += topH + between
	for _, line := range wrapped(z.zone.Name, room, nameSize, bold, 2) {
		if y+nameLine > z.Y+z.H-4 {
			break
		}
		p.write(caption{x: x, y: y + 12, size: nameSize, face: bold, fill: inkText, words: line})
		y += nameLine
	}
	for _, line := range wrapped(z.what, room, footSize, regular, 3) {
		if y+footH > z.Y+z.H-4 {
			break
		}
		p.write(caption{x: x, y: y + 12, size: footSize, fill: faint, words: line})
		y += footH
	}
	p.end()
}

// tag is the sign and the word of a fate, ending at the right; it says how
// wide it is.
func tag(p pen, right, y float64, f fate) float64 {
	words := fates[f].sign + " " + fates[f].word
	w := badgeWidth(words, 11)
	p.rect(plant.Place{X: right - w, Y: y, W: w, H: topH}, topH/2, ink{fill: fates[f].ink.line})
	p.write(caption{x: right - w/2, y: y + 13, size: 11, face: bold, anchor: middle, fill: paper, words: words})
	return w
}

func (c conduitChange) draw(p pen) {
	in := fates[c.fate].ink
	in.fill = none
	p.group(c.spoken())
	p.path(pathOf(c.points), in)
	if last := len(c.points) - 1; last > 0 {
		d := c.conduit.Direction()
		if d != plant.Backward {
			p.path(arrowHead(c.points[last-1], c.points[last]), ink{fill: in.line})
		}
		if d != plant.Forward {
			p.path(arrowHead(c.points[1], c.points[0]), ink{fill: in.line})
		}
	}
	p.end()
}

func (c conduitChange) spoken() string {
	return lineOf(c.fate, "conduit", c.conduit.Key, c.from+" "+arrows[c.conduit.Direction()]+" "+c.to, "")
}

func (c conduitChange) drawLabel(p pen) {
	words := c.conduit.Key
	if sign := fates[c.fate].sign; sign != "" {
		words = sign + " " + words
	}
	words = shorten(words, 110, chipSize, mono)
	w := 2*chipPad + measure(words, chipSize, mono)
	in := fates[c.fate].ink
	p.group(c.spoken())
	p.rect(plant.Place{X: c.label.x - w/2, Y: c.label.y - chipH/2, W: w, H: chipH}, 10, ink{fill: paper, line: in.line, width: 1.5, dash: in.dash})
	p.write(caption{x: c.label.x, y: c.label.y + 4, size: chipSize, face: mono, anchor: middle, fill: inkText, words: words})
	p.end()
}

// mostLines are the changes that are told one by one below the picture.
const mostLines = 150

// foot is the title, what the looks mean, and every change in words.
func (d *Difference) foot(p pen, x, y, width float64) float64 {
	row := 0.0
	write := func(words string, size float64, f face, fill colour, high float64) {
		for _, line := range wrapped(words, width, size, f, 4) {
			if p != nil {
				p.write(caption{x: x, y: y + row + size, size: size, face: f, fill: fill, words: line})
			}
			row += high
		}
	}
	write(d.title, 14, bold, inkText, 20)
	write(d.words, legendSize, regular, inkText, 22)
	at := 0.0
	for f := range fates {
		words := fates[f].word
		if fates[f].sign != "" {
			words = fates[f].sign + " " + words
		}
		if p != nil {
			p.rect(plant.Place{X: x + at + 1.5, Y: y + row + 4, W: 22, H: 14}, 3, fates[f].ink)
			p.write(caption{x: x + at + 32, y: y + row + 15.5, size: legendSize, fill: inkText, words: words})
		}
		at += 32 + measure(words, legendSize, regular) + 16
	}
	row += legendRow + 6
	lines := d.lines
	if len(lines) > mostLines {
		lines = lines[:mostLines]
	}
	for _, l := range lines {
		write(l.words, footSize, regular, fates[l.fate].ink.line, 16)
	}
	if more := len(d.lines) - len(lines); more > 0 {
		write("and "+plural(more, "further change")+", which the history lists.", footSize, regular, faint, 16)
	}
	return row + margin
}
