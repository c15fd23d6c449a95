package plant

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringwall/internal/sl"
)

// WriteJSON writes the document as JSON; equal documents give equal bytes.
func WriteJSON(w io.Writer, d Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("write site document: %w", err)
	}
	return nil
}

// WriteYAML writes the document as YAML for people: attributes in the order of
// thought, nothing empty, small things on one line. Equal documents give equal
// bytes.
func WriteYAML(w io.Writer, d Document) error {
	b := bufio.NewWriter(w)
	y := yamlWriter{b}
	y.fields(reflect.ValueOf(d), 0, false)
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write site document: %w", err)
	}
	return nil
}

// widest is how long a line may get before its list or mapping is broken up.
const widest = 110

type yamlWriter struct{ *bufio.Writer }

// fields writes a struct's attributes, one a line. The first is not indented
// when it follows the hyphen of a list entry.
func (y yamlWriter) fields(v reflect.Value, indent int, afterHyphen bool) {
	for _, a := range shapeOf(v.Type()) {
		f := v.FieldByIndex(a.index)
		if !a.required && empty(f) {
			continue
		}
		if v.Type() == reflect.TypeFor[Document]() && f.Kind() == reflect.Slice {
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
	if line, ok := inline(f, true); ok && indent+len(line) <= widest {
		y.WriteString(" " + line + "\n")
		return
	}
	switch f.Kind() {
	case reflect.Struct:
		y.WriteByte('\n')
		y.fields(f, indent+2, false)
	case reflect.Map:
		y.WriteByte('\n')
		for _, name := range sortedKeys(f.Interface().(map[string]Source)) {
			y.pad(indent + 2)
			y.WriteString(quote(name, false) + ":")
			y.after(f.MapIndex(reflect.ValueOf(name)), indent+2)
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
		if i > 0 && isRecord(item.Type()) {
			y.WriteByte('\n')
		}
		y.pad(indent)
		y.WriteByte('-')
		line, ok := inline(item, true)
		switch {
		case ok && indent+2+len(line) <= widest:
			y.WriteString(" " + line + "\n")
		case item.Kind() == reflect.Struct:
			y.WriteByte(' ')
			y.fields(item, indent+2, true)
		default:
			y.scalar(item, indent)
		}
	}
}

func (y yamlWriter) scalar(v reflect.Value, indent int) {
	if v.Kind() != reflect.String {
		line, _ := inline(v, false)
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

// isRecord tells the records of a document, which never stand on one line.
func isRecord(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[DocZone](), reflect.TypeFor[DocConduit](), reflect.TypeFor[DocAsset](), reflect.TypeFor[Target]():
		return true
	}
	return false
}

// inline is a value on one line, false when it has none or is better broken up.
func inline(v reflect.Value, whole bool) (string, bool) {
	if vector, ok := v.Interface().(sl.Vector); ok {
		return strings.NewReplacer("(", "[", ")", "]", " ", ", ").Replace(vector.String()), true
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		return quote(s, !whole), !literal(s)
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	case reflect.Pointer:
		return inline(v.Elem(), whole)
	case reflect.Slice:
		return inlineList(v)
	case reflect.Struct:
		return inlineStruct(v)
	}
	return "", false
}

func inlineList(v reflect.Value) (string, bool) {
	if v.Len() == 0 {
		return "[]", true
	}
	if v.Type().Elem().Kind() != reflect.String {
		return "", false
	}
	items := make([]string, 0, v.Len())
	for i := range v.Len() {
		item, ok := inline(v.Index(i), false)
		if !ok || len(item) > widest {
			return "", false
		}
		items = append(items, item)
	}
	return "[" + strings.Join(items, ", ") + "]", true
}

func inlineStruct(v reflect.Value) (string, bool) {
	if isRecord(v.Type()) || v.Type() == reflect.TypeFor[DocSite]() {
		return "", false
	}
	var parts []string
	for _, a := range shapeOf(v.Type()) {
		f := v.FieldByIndex(a.index)
		if !a.required && empty(f) {
			continue
		}
		line, ok := inline(f, false)
		if !ok || len(line) > widest {
			return "", false
		}
		parts = append(parts, a.name+": "+line)
	}
	return "{" + strings.Join(parts, ", ") + "}", true
}

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
