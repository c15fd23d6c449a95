package plant

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"ringwall/internal/sl"
)

// mostProblems ends the reading of a hopeless file.
const mostProblems = 50

// decoder fills structs from a parsed tree by their [shape] and notes each
// place that does not fit.
type decoder struct {
	format   string // of the document
	json     bool
	depth    int
	problems Problems
	lines    Lines // nil when nobody asks
}

func (d *decoder) document(root *yaml.Node, doc reflect.Value) {
	if root.Kind != yaml.MappingNode {
		d.wrong(root, "", "The document is a mapping: begin with format: %s.", d.format)
		return
	}
	// A file of another kind would yield a heap of unknown names: say what it is first.
	format := ""
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "format" {
			format = root.Content[i+1].Value
		}
	}
	if format != d.format {
		d.wrong(root, "/format", "The format is %q, and this version reads %q: begin with format: %s.", clip(format), d.format, d.format)
		return
	}
	d.value(root, doc, "", 0)
}

func (d *decoder) wrong(n *yaml.Node, pointer, format string, args ...any) {
	if len(d.problems) < mostProblems {
		d.problems = append(d.problems, Problem{Pointer: pointer, Line: max(1, n.Line), Text: fmt.Sprintf(format, args...)})
	}
}

func (d *decoder) value(n *yaml.Node, to reflect.Value, pointer string, depth int) {
	switch {
	case len(d.problems) >= mostProblems:
		return
	case depth > d.depth:
		d.wrong(n, pointer, "The document is nested deeper than %d levels.", d.depth)
		return
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		d.wrong(n, pointer, "Anchors and aliases are not allowed: write the value out.")
		return
	case strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") || n.Tag == "!!binary":
		d.wrong(n, pointer, "The tag %s is not allowed: remove it.", n.Tag)
		return
	}
	if d.lines != nil {
		d.lines[pointer] = n.Line
	}
	if isNull(n) && to.Kind() != reflect.Struct {
		return // as if it were not there
	}
	switch special := to.Addr().Interface().(type) {
	case *sl.Vector:
		d.vector(n, special, pointer)
		return
	case *time.Time:
		d.moment(n, special, pointer)
		return
	}
	switch to.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		d.value(n, to.Elem(), pointer, depth)
	case reflect.Struct:
		d.mapping(n, to, pointer, depth)
	case reflect.Map:
		d.table(n, to, pointer, depth)
	case reflect.Slice:
		d.list(n, to, pointer, depth)
	default:
		d.scalar(n, to, pointer)
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// entries calls do for each name of a mapping and its value, once per name.
func (d *decoder) entries(n *yaml.Node, pointer string, do func(name, value *yaml.Node)) bool {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, pointer, "Here a mapping of names to values is needed.")
		return false
	}
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		if name.Kind != yaml.ScalarNode || name.Anchor != "" {
			d.wrong(name, pointer, "A name must be plain text.")
			continue
		}
		if first, again := seen[name.Value]; again {
			d.wrong(name, pointer, "%q stands here twice, first on line %d: keep one.", clip(name.Value), first)
			continue
		}
		seen[name.Value] = name.Line
		do(name, n.Content[i+1])
	}
	return true
}

func (d *decoder) mapping(n *yaml.Node, to reflect.Value, pointer string, depth int) {
	s := shapeOf(to.Type())
	got := make(map[string]bool, len(s))
	ok := d.entries(n, pointer, func(name, value *yaml.Node) {
		a, known := s.find(name.Value)
		if !known {
			hint := "remove it"
			if near := s.nearest(name.Value); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			d.wrong(name, pointer, "%q is not known here: %s", clip(name.Value), strings.TrimSuffix(hint, ".")+end(hint))
			return
		}
		got[a.name] = !isNull(value)
		d.value(value, to.FieldByIndex(a.index), pointer+"/"+a.name, depth+1)
	})
	if !ok {
		return
	}
	for _, a := range s {
		if a.required && !got[a.name] {
			d.wrong(n, pointer, "%q is missing: add it.", a.name)
		}
	}
}

// end closes a sentence that does not end with a question mark.
func end(sentence string) string {
	if strings.HasSuffix(sentence, "?") {
		return ""
	}
	return "."
}

func (d *decoder) table(n *yaml.Node, to reflect.Value, pointer string, depth int) {
	to.Set(reflect.MakeMap(to.Type()))
	d.entries(n, pointer, func(name, value *yaml.Node) {
		item := reflect.New(to.Type().Elem()).Elem()
		d.value(value, item, pointer+"/"+pointerToken(name.Value), depth+1)
		to.SetMapIndex(reflect.ValueOf(name.Value).Convert(to.Type().Key()), item)
	})
}

func (d *decoder) list(n *yaml.Node, to reflect.Value, pointer string, depth int) {
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, pointer, "Here a list is needed: begin each entry with a hyphen.")
		return
	}
	// Grown entry by entry, so that a long list of nonsense ends at the last
	// problem that is told and not in memory.
	to.Set(reflect.MakeSlice(to.Type(), 0, min(len(n.Content), 64)))
	for i, item := range n.Content {
		if len(d.problems) >= mostProblems {
			return
		}
		to.Set(reflect.Append(to, reflect.Zero(to.Type().Elem())))
		d.value(item, to.Index(i), pointer+"/"+strconv.Itoa(i), depth+1)
	}
}

func (d *decoder) vector(n *yaml.Node, to *sl.Vector, pointer string) {
	text := n.Value
	if n.Kind == yaml.SequenceNode {
		levels := make([]string, 0, len(n.Content))
		for _, level := range n.Content {
			levels = append(levels, level.Value)
		}
		if text = strings.Join(levels, " "); len(levels) != len(to) {
			d.wrong(n, pointer, "The vector has %d levels: write seven, in the order FR 1 to FR 7.", len(levels))
			return
		}
	} else if d.json || n.Kind != yaml.ScalarNode {
		d.wrong(n, pointer, "A security level vector is a list of seven numbers, in the order FR 1 to FR 7.")
		return
	}
	v, err := sl.ParseVector(text)
	if err != nil {
		d.wrong(n, pointer, "%s.", err)
		return
	}
	*to = v
}

func (d *decoder) moment(n *yaml.Node, to *time.Time, pointer string) {
	at, err := time.Parse(time.RFC3339Nano, n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || at.UTC().Year() < 1 || at.UTC().Year() > 9999 {
		d.wrong(n, pointer, "%q is no time: write it as 2026-11-24T08:30:00Z.", clip(n.Value))
		return
	}
	*to = at.UTC()
}

func (d *decoder) scalar(n *yaml.Node, to reflect.Value, pointer string) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, pointer, "Here a single value is needed, not a list or mapping.")
		return
	}
	switch tag := n.ShortTag(); to.Kind() {
	case reflect.String:
		// In YAML an unquoted 4.10 or 2026-11-24 is text all the same where text is needed.
		if d.json && tag != "!!str" {
			d.wrong(n, pointer, "Here text is needed: put %s in quotes.", clip(n.Value))
			return
		}
		to.SetString(n.Value)
	case reflect.Bool:
		if tag != "!!bool" {
			d.wrong(n, pointer, "%q is neither true nor false: write one of the two.", clip(n.Value))
			return
		}
		to.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int, reflect.Int64:
		number, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil || tag != "!!int" {
			d.wrong(n, pointer, "%q is no whole number: write one, without quotes.", clip(n.Value))
			return
		}
		to.SetInt(number)
	case reflect.Float64:
		number, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || tag != "!!int" && tag != "!!float" {
			d.wrong(n, pointer, "%q is no number: write one, without quotes.", clip(n.Value))
			return
		}
		to.SetFloat(number)
	}
}
