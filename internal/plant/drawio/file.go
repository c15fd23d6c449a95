package drawio

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// openXML reads an mxfile with its pages, or a single mxGraphModel.
func openXML(ctx context.Context, name string, data []byte, b Budget) (Drawing, error) {
	r := &reader{ctx: ctx, name: name, budget: b}
	if err := r.pages(data); err != nil {
		return Drawing{}, err
	}
	if len(r.found) == 0 {
		return Drawing{}, refuse("%s is no .drawio file: it has no page.", name)
	}
	d := Drawing{Pages: r.found, budget: b}
	for i := range d.Pages {
		for _, c := range d.Pages[i].cells {
			if c.vertex || c.edge {
				d.Pages[i].Shapes++
			}
		}
	}
	return d, nil
}

// reader reads the pages of one file within its budget.
type reader struct {
	ctx      context.Context
	name     string
	budget   Budget
	found    []Page
	cells    int
	unpacked int
	tokens   int
}

// pages reads the outer file. A page is a diagram that holds a model as
// elements, or one that is packed as text.
func (r *reader) pages(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	var packed strings.Builder
	depth, inDiagram := 0, false
	for {
		token, err := r.next(d, depth)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "diagram":
				if len(r.found) == r.budget.Pages {
					return refuse("%s has more than %d pages: split it.", r.name, r.budget.Pages)
				}
				r.found = append(r.found, Page{ID: attr(t, "id"), Name: attr(t, "name")})
				inDiagram = true
				packed.Reset()
			case "mxGraphModel":
				if !inDiagram {
					r.found = append(r.found, Page{Name: r.name})
				}
				if err := r.model(d, &r.found[len(r.found)-1], depth+1); err != nil {
					return err
				}
				continue // its end is read
			case "svg", "html":
				return refuse("%s is a picture of a drawing: save it as .drawio.", r.name)
			}
			depth++
		case xml.EndElement:
			depth--
			if t.Name.Local == "diagram" && inDiagram {
				inDiagram = false
				if text := strings.TrimSpace(packed.String()); text != "" {
					if err := r.packed(text); err != nil {
						return err
					}
				}
			}
		case xml.CharData:
			if inDiagram {
				packed.Write(t)
			}
		}
	}
}

// next is the next token, within the limits that hold everywhere.
func (r *reader) next(d *xml.Decoder, depth int) (xml.Token, error) {
	if r.tokens++; r.tokens%1024 == 0 {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
	}
	if depth > r.budget.Depth {
		return nil, refuse("%s nests deeper than %d levels.", r.name, r.budget.Depth)
	}
	token, err := d.RawToken()
	if errors.Is(err, io.EOF) && depth == 0 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, refuse("%s is damaged at byte %d: save it anew as .drawio.", r.name, d.InputOffset())
	}
	if _, is := token.(xml.Directive); is {
		return nil, refuse("%s declares entities or a document type, as no drawing does.", r.name)
	}
	return token, nil
}

// packed reads a page that is packed: percent-encoded, deflated, base64.
func (r *reader) packed(text string) error {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return r.damaged()
	}
	in := flate.NewReader(bytes.NewReader(raw))
	most := r.budget.Unpacked - r.unpacked
	data, err := io.ReadAll(io.LimitReader(in, int64(most)+1))
	switch {
	case len(data) > most:
		return refuse("%s unpacks to more than %d MiB: split it, or remove its pictures.", r.name, r.budget.Unpacked>>20)
	case len(data) > 1<<20 && len(data)/r.budget.Ratio > len(raw):
		return refuse("%s is packed more than %d to 1, as no real drawing is.", r.name, r.budget.Ratio)
	case err != nil:
		return r.damaged()
	}
	r.unpacked += len(data)
	model, err := url.PathUnescape(string(data))
	if err != nil {
		model = string(data) // some programs leave the encoding out
	}
	d := xml.NewDecoder(strings.NewReader(model))
	for {
		token, err := r.next(d, 0)
		if errors.Is(err, io.EOF) {
			return r.damaged()
		}
		if err != nil {
			return err
		}
		if t, is := token.(xml.StartElement); is {
			if t.Name.Local != "mxGraphModel" {
				return r.damaged()
			}
			return r.model(d, &r.found[len(r.found)-1], 1)
		}
	}
}

func (r *reader) damaged() error {
	return refuse("%s, page %q cannot be unpacked: save it anew without compression.", r.name, clip(r.found[len(r.found)-1].Name))
}

// model reads the cells of one page up to the end of its model.
func (r *reader) model(d *xml.Decoder, p *Page, depth int) error {
	var around *cell // an object or UserObject, whose cell follows
	var at *cell
	for open := 1; open > 0; {
		token, err := r.next(d, depth+open)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return r.damaged()
			}
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			open++
			switch t.Name.Local {
			case "object", "UserObject":
				around = &cell{id: attr(t, "id"), text: attr(t, "label"), marks: marksOf(t)}
			case "mxCell":
				if r.cells++; r.cells > r.budget.Cells {
					return refuse("%s has more than %d shapes and lines: split it.", r.name, r.budget.Cells)
				}
				at = cellOf(t, around)
				p.cells = append(p.cells, at)
			case "mxGeometry":
				if at != nil {
					at.box, at.relative = boxOf(t), attr(t, "relative") == "1"
				}
			case "mxPoint":
				if at != nil && at.edge {
					switch attr(t, "as") {
					case "sourcePoint":
						at.start = boxOf(t)
					case "targetPoint":
						at.finish = boxOf(t)
					}
				}
			case "mxRectangle": // the size of a container that is folded up
				if full := boxOf(t); at != nil && at.box != nil && attr(t, "as") == "alternateBounds" && full.W > at.box.W {
					at.box.W, at.box.H = full.W, full.H
				}
			}
		case xml.EndElement:
			open--
			switch t.Name.Local {
			case "object", "UserObject":
				around = nil
			case "mxCell":
				at = nil
			}
		}
	}
	return nil
}

func cellOf(t xml.StartElement, around *cell) *cell {
	c := &cell{
		id: attr(t, "id"), parent: attr(t, "parent"), source: attr(t, "source"), target: attr(t, "target"),
		text: attr(t, "value"), style: styleOf(attr(t, "style")), vertex: attr(t, "vertex") == "1", edge: attr(t, "edge") == "1",
	}
	if around != nil {
		c.id, c.text, c.marks = around.id, around.text, around.marks
	}
	return c
}

func boxOf(t xml.StartElement) *plant.Place {
	return &plant.Place{X: measure(attr(t, "x")), Y: measure(attr(t, "y")), W: measure(attr(t, "width")), H: measure(attr(t, "height"))}
}

// measure reads a coordinate; what is none counts as 0, as draw.io does.
func measure(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != v || v > 1e9 || v < -1e9 {
		return 0
	}
	return v
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// marksOf is what [Write] noted on a shape, without the prefix.
func marksOf(t xml.StartElement) map[string]string {
	var out map[string]string
	for _, a := range t.Attr {
		if name, ours := strings.CutPrefix(a.Name.Local, prefix); ours {
			if out == nil {
				out = map[string]string{}
			}
			out[name] = a.Value
		}
	}
	return out
}

// style is the look of a cell: names alone, and names with a value.
type style map[string]string

func styleOf(s string) style {
	out := style{}
	for part := range strings.SplitSeq(s, ";") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		out[name] = value
	}
	return out
}

func (s style) has(name string) bool { _, ok := s[name]; return ok }
