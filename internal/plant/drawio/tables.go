package drawio

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// Tables of shapes and connections, as Visio, draw.io, Lucidchart and people
// write them: one row for a shape or a line. Shapes and lines may stand in one
// table or in two sheets.

// column is what a column of such a table says.
type column int

const (
	colID column = iota
	colText
	colMore // further text of a shape, a second line of its label
	colContainer
	colType
	colFrom
	colTo
	colNext // shapes that a shape leads to
	colLine // label of the line
	colX
	colY
	colW
	colH
)

// titles are the names of columns, folded and without blanks and signs.
var titles = map[column][]string{
	colID:        {"shapeid", "id", "processstepid", "stepid", "key", "shapekey"},
	colText:      {"text", "textarea1", "shapetext", "displayedtext", "processstepdescription", "description", "caption", "label", "shapename", "title", "name"},
	colMore:      {"textarea2"},
	colContainer: {"container", "containedby", "zone", "parent", "group", "function", "swimlane", "lane", "containerid"},
	colType:      {"type", "shapetype", "master", "mastername", "shape", "kind", "stencil"},
	colFrom:      {"from", "source", "linesource", "begin", "fromshape", "beginshape", "fromid", "sourceid", "fromshapeid", "beginconnectedto"},
	colTo:        {"to", "target", "linedestination", "destination", "end", "toshape", "endshape", "toid", "targetid", "toshapeid", "endconnectedto"},
	colNext:      {"nextstepid", "next", "refs", "connectsto", "connectedto"},
	colLine:      {"connectorlabel", "connectortext", "linelabel", "edgelabel"},
	colX:         {"x", "left", "pinx"},
	colY:         {"y", "top", "piny"},
	colW:         {"width", "w"},
	colH:         {"height", "h"},
}

// named marks a shape that only lines name: it must be one of the site.
const named = "named"

// openTable reads the sheets of a spreadsheet or CSV file as one page.
func openTable(ctx context.Context, name string, data []byte, b Budget) (Drawing, error) {
	limits := sheet.DefaultBudget
	limits.Bytes, limits.Unpacked, limits.Strings = int64(b.Bytes), int64(b.Unpacked), int64(b.Unpacked)
	limits.Rows, limits.CSVRows, limits.Columns = b.Cells+1, b.Cells+1, 64
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), name, limits)
	if err != nil {
		return Drawing{}, err
	}
	t := &tableReader{name: name, budget: b, ids: map[string]*cell{}, said: map[string]string{}}
	for _, s := range book.Names() {
		if err := t.sheet(ctx, book, s); err != nil {
			return Drawing{}, err
		}
	}
	if !t.known {
		return Drawing{}, refuse("%s has no table of shapes and none of connections: name its columns id, text, container and type, or from, to and label.", name)
	}
	t.contain()
	return Drawing{budget: b, Pages: []Page{{Name: name, Shapes: len(t.cells), cells: t.cells, table: true}}}, nil
}

type tableReader struct {
	name    string
	budget  Budget
	known   bool // a table was found
	cells   []*cell
	ids     map[string]*cell // folded
	columns map[column]int
	said    map[string]string // what a folded word was
}

// fold makes a word comparable and remembers how it was written.
func (t *tableReader) fold(s string) string {
	s = strings.TrimSpace(s)
	f := strings.ToLower(s)
	if t.said[f] == "" {
		t.said[f] = s
	}
	return f
}

func (t *tableReader) sheet(ctx context.Context, book *sheet.Book, name string) error {
	t.columns = nil
	for l, err := range book.Lines(ctx, name) {
		if err != nil {
			return err
		}
		if len(l.Cells) > 0 && strings.HasPrefix(l.Cells[0], "#") { // draw.io's own remarks
			continue
		}
		if t.columns == nil {
			if l.Number > 20 {
				return nil
			}
			t.head(l.Cells)
			continue
		}
		if len(t.cells) >= t.budget.Cells {
			return refuse("%s has more than %d shapes and lines: split it.", t.name, t.budget.Cells)
		}
		if err := t.row(l); err != nil {
			return err
		}
	}
	return nil
}

// head takes a row for the titles when it names the shapes or the lines.
func (t *tableReader) head(cells []string) {
	columns := map[column]int{}
	for i, c := range cells {
		title := squeeze(c)
		for col, names := range titles {
			at := slices.Index(names, title)
			if at < 0 {
				continue
			}
			if was, twice := columns[col]; !twice || at < slices.Index(names, squeeze(cells[was])) {
				columns[col] = i
			}
		}
	}
	_, id := columns[colID]
	_, text := columns[colText]
	_, from := columns[colFrom]
	_, to := columns[colTo]
	if from && to || id && text {
		t.columns, t.known = columns, true
		if name := slices.IndexFunc(cells, func(c string) bool { return squeeze(c) == "name" }); name >= 0 && name != columns[colText] {
			if _, typed := columns[colType]; !typed {
				columns[colType] = name // Lucidchart calls the stencil so
			}
		}
	}
}

func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "", ".", "", "#", "").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// row is a shape, a line, or a shape with the lines that leave it.
func (t *tableReader) row(l sheet.Line) error {
	get := func(c column) string {
		if i, is := t.columns[c]; is && i < len(l.Cells) {
			return strings.TrimSpace(strings.Clone(l.Cells[i]))
		}
		return ""
	}
	where := fmt.Sprintf("row %d", l.Number)
	from, to, id, text := get(colFrom), get(colTo), get(colID), get(colText)
	if from != "" || to != "" {
		label := get(colLine)
		if label == "" {
			label = text
		}
		if strings.EqualFold(label, "line") {
			label = ""
		}
		t.cells = append(t.cells, &cell{id: where, edge: true, source: t.fold(from), target: t.fold(to), text: label, style: style{}})
		return nil
	}
	kind := squeeze(get(colType))
	if id == "" && text == "" || kind == "page" || kind == "document" || kind == "line" {
		return nil
	}
	if text == "" {
		text = id
	}
	if more := get(colMore); more != "" {
		text += "\n" + more
	}
	c := &cell{id: t.fold(id), parent: t.fold(last(get(colContainer))), text: text, vertex: true, style: style{"shape": get(colType)}}
	if c.id == "" {
		c.id = t.fold(text)
	}
	if kind == "zone" || kind == "container" || strings.Contains(kind, "swimlane") || strings.Contains(kind, "container") {
		c.style["container"] = "1"
	}
	if t.ids[c.id] != nil {
		return refuse("%s, row %d: another row has the id %q too.", t.name, l.Number, clip(id))
	}
	t.ids[c.id] = c
	c.box = &plant.Place{X: size(get(colX)), Y: size(get(colY)), W: size(get(colW)), H: size(get(colH))}
	t.cells = append(t.cells, c)
	for next := range strings.FieldsFuncSeq(get(colNext), func(r rune) bool { return r == ',' || r == ';' }) {
		if len(t.cells) >= t.budget.Cells {
			break
		}
		t.cells = append(t.cells, &cell{id: where, edge: true, source: c.id, target: t.fold(next), text: get(colLine), style: style{}})
	}
	return nil
}

func size(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return measure(strconv.FormatFloat(v, 'f', -1, 64))
}

// last is the innermost of the containers that Lucidchart divides by bars.
func last(s string) string { return s[strings.LastIndexByte(s, '|')+1:] }

// contain makes zones of the containers that rows name, also where a container
// has no row of its own and is only named by its text. Ends of lines that name
// a shape by its text are turned into its id.
func (t *tableReader) contain() {
	byText := map[string]string{}
	for _, c := range t.cells {
		if c.vertex {
			byText[t.fold(c.text)] = c.id
		}
	}
	resolve := func(name string) string {
		if name == "" || t.ids[name] != nil {
			return name
		}
		if id, is := byText[name]; is {
			return id
		}
		return name
	}
	for _, c := range slices.Clone(t.cells) {
		if !c.vertex || c.parent == "" {
			continue
		}
		if c.parent = resolve(c.parent); t.ids[c.parent] == nil && len(t.cells) < t.budget.Cells {
			z := &cell{id: c.parent, text: t.said[c.parent], vertex: true, style: style{}}
			t.ids[z.id] = z
			t.cells = append(t.cells, z)
		}
		if z := t.ids[c.parent]; z != nil {
			z.style["container"] = "1"
		}
	}
	for _, c := range t.cells {
		if !c.edge {
			continue
		}
		for _, end := range []*string{&c.source, &c.target} {
			if *end = resolve(*end); *end != "" && t.ids[*end] == nil && len(t.cells) < t.budget.Cells {
				// A table of lines alone names zones and assets of the site.
				x := &cell{id: *end, text: t.said[*end], vertex: true, style: style{named: ""}}
				t.ids[x.id] = x
				t.cells = append(t.cells, x)
			}
		}
	}
}
