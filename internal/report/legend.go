package report

import (
	"fmt"

	"ringwall/internal/plant"
)

// The legend says what colours, numbers and signs of the drawing mean: the
// same as the web app's, and a line on what paper cannot show on pointing.
const (
	legendSize = 12.5
	legendRow  = 24.0
	legendNote = "The seven numbers of a zone are SL-A in the order IAC, UC, SI, DC, RDF, TRE, RA; what lies below SL-T is underlined. An arrow points to the end that is called."
	targetNote = "The seven numbers of a zone are SL-T in the order IAC, UC, SI, DC, RDF, TRE, RA. An arrow points to the end that is called."
)

// legendItem is a mark with its words.
type legendItem struct {
	mark  float64 // its width
	words string
	draw  func(p pen, x, y float64) // the mark, its middle at y
}

func legendItems(targets bool) []legendItem {
	var items []legendItem
	for s, words := range []string{atTarget: "reaches its target", belowTarget: "below its target", noTarget: "has no target"} {
		if targets && standing(s) == belowTarget {
			continue
		} else if targets && standing(s) == atTarget {
			words = "has a target"
		}
		in := boxInk[s]
		in.width, in.dash = 2, nil
		if standing(s) == noTarget {
			in.dash = []float64{4, 3}
		}
		items = append(items, legendItem{22, words, func(p pen, x, y float64) {
			p.rect(plant.Place{X: x + 1, Y: y - 6, W: 20, H: 12}, 3, in)
		}})
	}
	if targets {
		return append(items, legendSigns()...)
	}
	example := badgeWidth(fmt.Sprintf("−%d", 3), 12)
	items = append(items, legendItem{example, "level steps missing, over all seven FR", func(p pen, x, y float64) {
		badge(p, x+example, y-topH/2, topH, 12, 3)
	}})
	return append(items, legendSigns()...)
}

func legendSigns() (items []legendItem) {
	for _, s := range []sign{safetySign, wirelessSign, externalSign} {
		items = append(items, legendItem{signSize, s.name, func(p pen, x, y float64) {
			s.draw(p, x, y-signSize/2, signSize, inkText)
		}})
	}
	return items
}

// drawLegend writes the legend into a width and says how high it is; without a
// pen it only says so.
func drawLegend(p pen, x, y, width float64, targets bool) float64 {
	at, row := 0.0, 0.0
	for _, item := range legendItems(targets) {
		w := item.mark + 6 + measure(item.words, legendSize, regular)
		if at > 0 && at+w > width {
			at, row = 0, row+legendRow
		}
		if p != nil {
			item.draw(p, x+at, y+row+legendRow/2)
			p.write(caption{x: x + at + item.mark + 6, y: y + row + legendRow/2 + 4.5, size: legendSize, fill: inkText, words: item.words})
		}
		at += w + 12
	}
	row += legendRow
	note := legendNote
	if targets {
		note = targetNote
	}
	for _, line := range wrapped(note, width, footSize, regular, 4) {
		if p != nil {
			p.write(caption{x: x, y: y + row + 12, size: footSize, fill: faint, words: line})
		}
		row += 16
	}
	return row + 4
}
