package plant

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ringwall/internal/sl"
)

// WriteYAML writes a document, which is a [Document] or a struct that embeds
// one, as YAML for people: attributes in the order of thought, nothing empty,
// small things on one line. Equal documents give equal bytes.
func WriteYAML(w io.Writer, doc any) error {
	b := bufio.NewWriter(w)
	v := reflect.ValueOf(doc)
	y := yamlWriter{b, recordsOf(v.Type())}
	y.fields(v, 0, false)
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write site document: %w", err)
	}
	return nil
}

// widest is how long a line may get before its list or mapping is broken up.
const widest = 110

type yamlWriter struct {
	*bufio.Writer
	records map[reflect.Type]bool
}

// recordsOf are the types that never stand on one line: what the lists of the
// document hold, if people call it by a key, and what it decides about them.
func recordsOf(doc reflect.Type) map[reflect.Type]bool {
	records := map[reflect.Type]bool{reflect.TypeFor[Target](): true}
	for _, a := range shapeOf(doc) {
		if a.typ.Kind() != reflect.Slice {
			continue
		}
		if _, keyed := shapeOf(a.typ.Elem()).find("key"); keyed {
			records[a.typ.Elem()] = true
		}
	}
	return records
}

// fields writes a struct's attributes, one a line. The first is not indented
// when it follows the hyphen of a list entry.
func (y yamlWriter) fields(v reflect.Value, indent int, afterHyphen bool) {
	for _, a := range shapeOf(v.Type()) {
		f := v.FieldByIndex(a.index)
		if !a.required && empty(f) {
			continue
		}
		if indent == 0 && f.Kind() == reflect.Slice {
			y.WriteByte('\n')
		}
		if !afterHyphen {
			y.pad(indent)
		}
		afterHyphen = false
		y.WriteString(a.name + ":")
		y.after(f, indent)
	}
}

// after writes a value behind its name.
func (y yamlWriter) after(f reflect.Value, indent int) {
	for f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	line, ok := y.inline(f, true)
	if topmost := indent == 0 && f.Kind() == reflect.Struct; ok && !topmost && indent+len(line) <= widest {
		y.WriteString(" " + line + "\n")
		return
	}
	switch f.Kind() {
	case reflect.Struct:
		y.WriteByte('\n')
		y.fields(f, indent+2, false)
	case reflect.Map:
		y.WriteByte('\n')
		for _, name := range namesOf(f) {
			y.pad(indent + 2)
			y.WriteString(quote(name.String(), false) + ":")
			y.after(f.MapIndex(name), indent+2)
		}
	case reflect.Slice:
		y.WriteByte('\n')
		y.list(f, indent+2)
	default:
		y.scalar(f, indent)
	}
}

func (y yamlWriter) list(v reflect.Value, indent int) {
	for i := range v.Len() {
		item := v.Index(i)
		if i > 0 && y.records[item.Type()] {
			y.WriteByte('\n')
		}
		y.pad(indent)
		y.WriteByte('-')
		line, ok := y.inline(item, true)
		switch {
		case ok && indent+2+len(line) <= widest:
			y.WriteString(" " + line + "\n")
		case item.Kind() == reflect.Struct:
			y.WriteByte(' ')
			y.fields(item, indent+2, true)
		case item.Kind() == reflect.Slice:
			y.WriteByte('\n')
			y.list(item, indent+2)
		default:
			y.scalar(item, indent)
		}
	}
}

func (y yamlWriter) scalar(v reflect.Value, indent int) {
	if v.Kind() != reflect.String {
		line, _ := y.inline(v, false)
		y.WriteString(" " + line + "\n")
		return
	}
	s := v.String()
	if !literal(s) {
		y.WriteString(" " + quote(s, false) + "\n")
		return
	}
	y.WriteString(" |-\n")
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			y.pad(indent + 2)
		}
		y.WriteString(line + "\n")
	}
}

func (y yamlWriter) pad(n int) { y.WriteString(strings.Repeat(" ", n)) }

// inline is a value on one line, false when it has none or is better broken up.
func (y yamlWriter) inline(v reflect.Value, whole bool) (string, bool) {
	switch special := v.Interface().(type) {
	case sl.Vector:
		return strings.NewReplacer("(", "[", ")", "]", " ", ", ").Replace(special.String()), true
	case time.Time:
		return quote(moment(special), !whole), true
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		return quote(s, !whole), !literal(s)
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	case reflect.Pointer:
		return y.inline(v.Elem(), whole)
	case reflect.Slice:
		return y.inlineList(v)
	case reflect.Map:
		return y.inlineMap(v)
	case reflect.Struct:
		return y.inlineStruct(v)
	}
	return "", false
}

func (y yamlWriter) inlineList(v reflect.Value) (string, bool) {
	if v.Len() == 0 {
		return "[]", true
	}
	switch v.Type().Elem().Kind() {
	case reflect.String, reflect.Int, reflect.Float64:
	default:
		return "", false
	}
	items := make([]string, 0, v.Len())
	for i := range v.Len() {
		item, ok := y.inline(v.Index(i), false)
		if !ok || len(item) > widest {
			return "", false
		}
		items = append(items, item)
	}
	return "[" + strings.Join(items, ", ") + "]", true
}

// inlineMap is for maps of numbers only: what is more reads better line by line.
func (y yamlWriter) inlineMap(v reflect.Value) (string, bool) {
	if v.Type().Elem().Kind() != reflect.Int {
		return "", false
	}
	var parts []string
	for _, name := range namesOf(v) {
		if name.Len() > widest {
			return "", false
		}
		parts = append(parts, quote(name.String(), true)+": "+strconv.FormatInt(v.MapIndex(name).Int(), 10))
	}
	return "{" + strings.Join(parts, ", ") + "}", true
}

func (y yamlWriter) inlineStruct(v reflect.Value) (string, bool) {
	if y.records[v.Type()] {
		return "", false
	}
	var parts []string
	for _, a := range shapeOf(v.Type()) {
		f := v.FieldByIndex(a.index)
		if !a.required && empty(f) {
			continue
		}
		line, ok := y.inline(f, false)
		if !ok || len(line) > widest {
			return "", false
		}
		parts = append(parts, a.name+": "+line)
	}
	return "{" + strings.Join(parts, ", ") + "}", true
}

// namesOf are the names of a map of texts to something, in order.
func namesOf(m reflect.Value) []reflect.Value {
	names := m.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return names
}

// moment is a time as a document writes it.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// empty is what encoding/json omits, so that both formats leave out the same.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct, reflect.Array:
		return false
	}
	return v.IsZero()
}

// literal says whether a text of several lines can stand as it is below "|-".
func literal(s string) bool {
	if !strings.Contains(s, "\n") || !utf8.ValidString(s) || strings.HasSuffix(s, "\n") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) != line || !printable(line) {
			return false
		}
	}
	return s[0] != '\n'
}
