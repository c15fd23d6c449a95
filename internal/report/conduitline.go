package report

import (
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// conduitLine is a conduit on the drawing.
type conduitLine struct {
	route
	conduit  plant.Conduit
	posture  assess.SubjectPosture
	from, to string // keys of its zones
	targets  bool   // tells of SL-T, not SL-A
}

func (c conduitLine) draw(p pen) {
	p.group(c.spoken())
	p.path(pathOf(c.points), lineInk(standingOf(c.posture), c.conduit.Wireless))
	d, last := c.conduit.Direction(), len(c.points)-1
	if d != plant.Backward && last > 0 {
		p.path(arrowHead(c.points[last-1], c.points[last]), ink{fill: edge})
	}
	if d != plant.Forward && last > 0 {
		p.path(arrowHead(c.points[1], c.points[0]), ink{fill: edge})
	}
	p.end()
}

// arrowHead is a triangle at the end of a line.
func arrowHead(from, tip point) path {
	const long, half = 9.5, 7
	u := unit(from, tip)
	base := point{tip.x - long*u.x, tip.y - long*u.y}
	return path{
		{"M", []point{tip}},
		{"L", []point{{base.x + half*u.y, base.y - half*u.x}}},
		{"L", []point{{base.x - half*u.y, base.y + half*u.x}}},
		{"Z", nil},
	}
}

// Measures of a conduit's label.
const (
	chipH               = 22.0
	chipSize            = 11.5
	chipPad, chipGap    = 7.0, 5.0
	chipSign, chipBadge = 12.0, 16.0
)

var arrows = map[plant.Direction]string{plant.Forward: "→", plant.Backward: "←", plant.Both: "↔"}

func (c conduitLine) spoken() string {
	words := []string{c.conduit.Key + " " + c.conduit.Name, c.from + " " + arrows[c.conduit.Direction()] + " " + c.to}
	if c.conduit.Wireless {
		words = append(words, strings.ToLower(wirelessSign.name))
	}
	words = append(words, levelsShown(c.posture, c.targets))
	if !c.targets {
		words = append(words, stands(c.posture))
	}
	return strings.Join(words, ", ")
}

// key is what the label calls the conduit.
func (c conduitLine) key() string { return shorten(c.conduit.Key, 90, chipSize, mono) }

func (c conduitLine) chipWidth() float64 {
	w := chipPad + measure(c.key(), chipSize, mono) + chipGap + measure("→", chipSize, mono) + chipPad
	if c.conduit.Wireless {
		w += chipGap + chipSign
	}
	if c.posture.Steps > 0 {
		w += chipGap + badgeWidth(fmt.Sprintf("−%d", c.posture.Steps), 11)
	}
	return w
}

// drawLabel is the key, the direction and the steps that are missing.
func (c conduitLine) drawLabel(p pen) {
	w, border := c.chipWidth(), edge
	if standingOf(c.posture) == belowTarget {
		border = gapDark
	}
	p.group(c.spoken())
	x, y := c.label.x-w/2, c.label.y-chipH/2
	p.rect(plant.Place{X: x, Y: y, W: w, H: chipH}, 10, ink{fill: paper, line: border, width: 1})
	if c.posture.Steps > 0 {
		badge(p, x+w-chipPad+2, y+(chipH-chipBadge)/2, chipBadge, 11, c.posture.Steps)
	}
	base := c.label.y + 4
	x += chipPad
	p.write(caption{x: x, y: base, size: chipSize, face: mono, fill: inkText, words: c.key()})
	x += measure(c.key(), chipSize, mono) + chipGap
	p.write(caption{x: x, y: base, size: chipSize, face: mono, fill: inkText, words: arrows[c.conduit.Direction()]})
	x += measure("→", chipSize, mono) + chipGap
	if c.conduit.Wireless {
		wirelessSign.draw(p, x, y+(chipH-chipSign)/2, chipSign, inkText)
	}
	p.end()
}
