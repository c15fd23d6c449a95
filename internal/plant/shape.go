package plant

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// shape is how a struct looks from outside: its attributes in order, by JSON
// name. Reader, writers, schema and comparison all go by it, so that they
// cannot disagree. What the tag document:"-" marks belongs to the store and to no
// document: ids, versions, and what was computed.
type shape []attribute

type attribute struct {
	name     string
	index    []int
	required bool // written even when empty
	typ      reflect.Type
}

var shapes sync.Map // of shape by reflect.Type

func shapeOf(t reflect.Type) shape {
	if known, ok := shapes.Load(t); ok {
		return known.(shape)
	}
	var s shape
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" || name == "-" || f.Tag.Get("document") == "-" {
			continue
		}
		s = append(s, attribute{name: name, index: f.Index, required: !strings.Contains(options, "omitempty"), typ: f.Type})
	}
	shapes.Store(t, s)
	return s
}

func (s shape) find(name string) (attribute, bool) {
	i := slices.IndexFunc(s, func(a attribute) bool { return a.name == name })
	if i < 0 {
		return attribute{}, false
	}
	return s[i], true
}

// nearest is the attribute whose name differs least from a misspelt one, or "".
func (s shape) nearest(name string) string {
	best, least := "", len(name)/2+1
	for _, a := range s {
		if d := distance(strings.ToLower(name), strings.ToLower(a.name)); d < least {
			best, least = a.name, d
		}
	}
	return best
}

// distance counts the letters to insert, drop or replace to get from a to b.
func distance(a, b string) int {
	if len(a) > longestName || len(b) > longestName {
		return len(a) + len(b)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			step := diagonal
			if a[i] != b[j] {
				step++
			}
			diagonal = row[j+1]
			row[j+1] = min(step, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Keep gives a record what the store alone knows of another one of its type:
// the attributes that are part of no document. Both are pointers.
func Keep(record, stored any) {
	to, from := reflect.ValueOf(record).Elem(), reflect.ValueOf(stored).Elem()
	for _, f := range reflect.VisibleFields(to.Type()) {
		if f.Tag.Get("document") == "-" {
			to.FieldByIndex(f.Index).Set(from.FieldByIndex(f.Index))
		}
	}
}

// AssetAttribute says whether an asset has an attribute of this JSON name.
func AssetAttribute(name string) bool {
	_, ok := shapeOf(reflect.TypeFor[DocAsset]()).find(name)
	return ok
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// CompareKeys orders keys as people do: PLC-9 before PLC-10, "SR 1.2" before "SR 1.10".
func CompareKeys(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if digit(x[0]) && digit(y[0]) {
			n, m := digits(x), digits(y)
			p, q := strings.TrimLeft(x[:n], "0"), strings.TrimLeft(y[:m], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[n:], y[m:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}

// Locate is the JSON pointer of the first attribute of a record that is the
// text, or "" for none.
func Locate(record any, text string) string {
	pointer, _ := locate(reflect.ValueOf(record), text)
	return pointer
}

func locate(v reflect.Value, text string) (string, bool) {
	switch v.Kind() {
	case reflect.String:
		return "", v.String() == text
	case reflect.Pointer:
		if !v.IsNil() {
			return locate(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if below, found := locate(v.Index(i), text); found {
				return "/" + strconv.Itoa(i) + below, true
			}
		}
	case reflect.Struct:
		for _, a := range shapeOf(v.Type()) {
			if below, found := locate(v.FieldByIndex(a.index), text); found {
				return "/" + a.name + below, true
			}
		}
	}
	return "", false
}
