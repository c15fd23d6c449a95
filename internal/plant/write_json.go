package plant

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"ringwall/internal/sl"
)

// WriteJSON writes a document, which is a [Document] or a struct that embeds
// one, as JSON; equal documents give equal bytes.
func WriteJSON(w io.Writer, doc any) error {
	b := bufio.NewWriter(w)
	j := jsonWriter{Writer: b}
	j.value(reflect.ValueOf(doc), 0)
	b.WriteByte('\n')
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write site document: %w", err)
	}
	return j.err
}

// jsonWriter writes values by their [shape], as the reader takes them.
type jsonWriter struct {
	*bufio.Writer
	err error // of a number that JSON does not have
}

func (j *jsonWriter) value(v reflect.Value, indent int) {
	switch special := v.Interface().(type) {
	case sl.Vector:
		j.items('[', ']', len(special), indent, func(i, in int) { j.scalar(special[i]) })
		return
	case time.Time:
		j.scalar(moment(special))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		j.value(v.Elem(), indent)
	case reflect.Struct:
		j.fields(v, indent)
	case reflect.Slice:
		j.items('[', ']', v.Len(), indent, func(i, in int) { j.value(v.Index(i), in) })
	case reflect.Map:
		names := namesOf(v)
		j.items('{', '}', len(names), indent, func(i, in int) {
			j.scalar(names[i].String())
			j.WriteString(": ")
			j.value(v.MapIndex(names[i]), in)
		})
	default:
		j.scalar(v.Interface())
	}
}

func (j *jsonWriter) fields(v reflect.Value, indent int) {
	var s shape
	for _, a := range shapeOf(v.Type()) {
		if a.required || !empty(v.FieldByIndex(a.index)) {
			s = append(s, a)
		}
	}
	j.items('{', '}', len(s), indent, func(i, in int) {
		j.scalar(s[i].name)
		j.WriteString(": ")
		j.value(v.FieldByIndex(s[i].index), in)
	})
}

// items writes n items between two brackets, one a line.
func (j *jsonWriter) items(open, shut byte, n, indent int, item func(i, indent int)) {
	j.WriteByte(open)
	for i := range n {
		if i > 0 {
			j.WriteByte(',')
		}
		j.WriteString("\n" + strings.Repeat("  ", indent+1))
		item(i, indent+1)
	}
	if n > 0 {
		j.WriteString("\n" + strings.Repeat("  ", indent))
	}
	j.WriteByte(shut)
}

func (j *jsonWriter) scalar(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		j.err = fmt.Errorf("write site document: %w", err)
		return
	}
	j.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
