package csms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// FieldChange is one difference between two values of a record.
type FieldChange struct {
	// Path is the JSON pointer of the field within the record, such as "/target/vector".
	Path string `json:"path"`
	// Before and After are the JSON values; null is a field that is not set.
	Before any `json:"before"`
	After  any `json:"after"`
}

// diffDocs compares two values of a record field by field. Empty bytes are a
// record that does not exist, so the whole of the other value counts as
// changed. The id and the version are left out: they say nothing of the plant.
func diffDocs(before, after []byte) ([]FieldChange, error) {
	a, err := decodeDoc(before)
	if err != nil {
		return nil, fmt.Errorf("read the earlier value: %w", err)
	}
	b, err := decodeDoc(after)
	if err != nil {
		return nil, fmt.Errorf("read the later value: %w", err)
	}
	var d docDiff
	d.objects("", a, b)
	return d.changes, nil
}

func decodeDoc(doc []byte) (map[string]any, error) {
	if len(doc) == 0 {
		return nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber() // a serial number of 20 digits must not become 1.2e19
	var value map[string]any
	if err := dec.Decode(&value); err != nil {
		return nil, err
	}
	delete(value, "id")
	delete(value, "version")
	return value, nil
}

type docDiff struct{ changes []FieldChange }

func (d *docDiff) add(path string, before, after any) {
	d.changes = append(d.changes, FieldChange{Path: path, Before: before, After: after})
}

func (d *docDiff) values(path string, a, b any) {
	if reflect.DeepEqual(a, b) {
		return
	}
	if x, ok := a.(map[string]any); ok {
		if y, ok := b.(map[string]any); ok {
			d.objects(path, x, y)
			return
		}
	}
	if x, ok := a.([]any); ok && ofObjects(x) {
		if y, ok := b.([]any); ok && ofObjects(y) {
			d.lists(path, x, y)
			return
		}
	}
	d.add(path, a, b)
}

func (d *docDiff) objects(path string, a, b map[string]any) {
	names := maps.Clone(a)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, b)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		d.values(path+"/"+escapePointer(name), a[name], b[name])
	}
}

// lists compares lists of objects (flow rules, addresses, modules) item by
// item, after the items that both ends have in common: a rule put in the
// middle then shows as one new rule and not as a change of all that follow.
func (d *docDiff) lists(path string, a, b []any) {
	start := 0
	for start < len(a) && start < len(b) && reflect.DeepEqual(a[start], b[start]) {
		start++
	}
	tail := 0
	for tail < len(a)-start && tail < len(b)-start && reflect.DeepEqual(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	a, b = a[start:len(a)-tail], b[start:len(b)-tail]
	for i := range max(len(a), len(b)) {
		at := path + "/" + strconv.Itoa(start+i)
		switch {
		case i >= len(a):
			d.add(at, nil, b[i])
		case i >= len(b):
			d.add(at, a[i], nil)
		default:
			d.values(at, a[i], b[i])
		}
	}
}

// ofObjects tells lists of objects from lists of plain values: a list of words
// or the seven levels of a vector reads best as a whole.
func ofObjects(list []any) bool {
	for _, item := range list {
		if _, ok := item.(map[string]any); !ok {
			return false
		}
	}
	return len(list) > 0
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escapePointer(name string) string { return pointerEscapes.Replace(name) }
