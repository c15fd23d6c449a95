package audit

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
)

// doc is a record as JSON.
type doc map[string]any

func readDoc(s string) (doc, error) {
	if s == "" {
		return doc{}, nil
	}
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var d doc
	err := dec.Decode(&d)
	return d, err
}

// member finds a member by its path, "subject.kind".
func (d doc) member(path string) any {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		return d[name]
	}
	inner, _ := d[name].(map[string]any)
	return doc(inner).member(rest)
}

func (d doc) text(path string) string { return textOf(d.member(path)) }

func (d doc) list(name string) []doc {
	items, _ := d[name].([]any)
	var list []doc
	for _, item := range items {
		if m, ok := item.(map[string]any); ok {
			list = append(list, m)
		}
	}
	return list
}

// without is the record without a member; a member that this leaves empty goes too.
func (d doc) without(path string) doc {
	d = maps.Clone(d)
	name, rest, deeper := strings.Cut(path, ".")
	if inner, ok := d[name].(map[string]any); ok && deeper {
		if left := doc(inner).without(rest); len(left) > 0 {
			d[name] = map[string]any(left)
			return d
		}
	}
	delete(d, name)
	return d
}

// sameRest compares what two records have beside the columns. A member without
// a value is as good as none.
func sameRest(a, b doc) bool { return reflect.DeepEqual(a.dense(), b.dense()) }

func (d doc) dense() doc {
	dense := doc{}
	for name, v := range d {
		if !empty(v) {
			dense[name] = v
		}
	}
	return dense
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case json.Number:
		return v == "0"
	}
	return false
}
