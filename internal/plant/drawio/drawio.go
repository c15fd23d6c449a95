// Package drawio writes a site as a .drawio file and reads drawings that other
// programs made: .drawio pages, and tables of shapes and connections.
//
// A [Drawing] is a file with its pages, a page holds shapes and lines, and a
// [Proposal] is what one page says of a site: containers are zones, shapes in
// them assets, lines between containers conduits. What cannot be told is
// refused with the shape and the reason; nothing is guessed in silence.
//
// Drawings come from anywhere. They are read within a [Budget]; no entity is
// expanded and nothing outside the file is followed.
package drawio

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"ringwall/internal/plant"
)

// Budget limits what reading a drawing may cost.
type Budget struct {
	Bytes    int   // of the file
	Unpacked int   // bytes of all pages together once unpacked
	Ratio    int   // unpacked to packed, for a page over 1 MiB
	Pages    int   // of one file
	Cells    int   // shapes and lines of all pages together
	Depth    int   // of elements, and of containers in each other
	Steps    int64 // comparisons of shapes with containers
}

// DefaultBudget is enough for the drawing of a large site. A page of it is
// interpreted in less than a second.
var DefaultBudget = Budget{Bytes: 16 << 20, Unpacked: 64 << 20, Ratio: 200, Pages: 100, Cells: 20_000, Depth: 64, Steps: 200_000_000}

// Drawing is an opened file.
type Drawing struct {
	Pages  []Page
	budget Budget
}

// Page is one page of a drawing, or all of a table.
type Page struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Shapes is the number of shapes and lines on the page.
	Shapes int `json:"shapes"`
	cells  []*cell
	// table says that the page has no positions, and that what it does not say
	// of a container is not known.
	table bool
}

// cell is a shape or a line.
type cell struct {
	id, parent     string
	source, target string // of a line
	text           string
	style          style
	vertex, edge   bool
	box            *plant.Place // from the corner of the parent
	relative       bool         // the box is a part of the parent's size
	start, finish  *plant.Place // loose ends of a line, without size
	marks          map[string]string
}

// Open reads a file of any of the kinds, known by its content.
func Open(ctx context.Context, name string, data []byte, b Budget) (Drawing, error) {
	if len(data) > b.Bytes {
		return Drawing{}, refuse("%s is larger than %d MiB: split it, or remove its pictures.", name, b.Bytes>>20)
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(head) == 0:
		return Drawing{}, refuse("%s is empty.", name)
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("%PDF")):
		return Drawing{}, refuse("%s is a picture: save the drawing as .drawio, or export its shapes as CSV.", name)
	case head[0] == '<':
		return openXML(ctx, name, head, b)
	}
	return openTable(ctx, name, data, b)
}

// page finds the page to read: by id or name, or the first that has shapes.
func (d Drawing) page(wanted string) (Page, error) {
	for _, p := range d.Pages {
		if wanted != "" && (p.ID == wanted || strings.EqualFold(p.Name, wanted)) || wanted == "" && p.Shapes > 0 {
			return p, nil
		}
	}
	if wanted == "" {
		return Page{}, refuse("The drawing has no shapes.")
	}
	return Page{}, refuse("The drawing has no page %q: choose one that it has.", clip(wanted))
}

// refuse makes the error that tells a person why a file cannot be read.
func refuse(format string, args ...any) error {
	return plant.Problems{{Text: fmt.Sprintf(format, args...)}}
}

// clip shortens a text for a sentence.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
