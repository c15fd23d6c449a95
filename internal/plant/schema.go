package plant

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"

	"ringwall/internal/sl"
)

// SchemaID is where the schema of [DocumentFormat] is published.
const SchemaID = "https://ringwall.example/schema/ringwall-site-1.schema.json"

// Vocabulary is what a schema says of the structs of a package beyond their
// shape.
type Vocabulary struct {
	// Names are those of the definitions, by struct.
	Names map[reflect.Type]string
	// Words are the closed lists of words, by type.
	Words map[reflect.Type]any
	// Meanings of attributes, each one sentence, by "definition.attribute", or
	// by attribute where it means the same everywhere.
	Meanings map[string]string
	// Limits are the rules of attributes that a schema can hold, as its words
	// and their values, by "definition.attribute".
	Limits map[string]map[string]any
	// Long are the attributes, by name, that are texts of several lines.
	Long map[string]bool
}

// SchemaOf is the JSON Schema (draft 2020-12) of a document: [Document], or a
// struct that embeds it and whose vocabulary is given. It is drawn from the same
// structs that the reader fills, so it cannot fall behind them.
// Cross-references, unique keys and the order of days are beyond a schema; the
// check of a document tells of those.
func SchemaOf(doc any, more Vocabulary) []byte {
	return SchemaNamed(SchemaHead{
		ID: SchemaID, Title: "Ringwall site document",
		Description: "A site of an industrial plant with its zones, conduits, assets, answers and risks, after IEC 62443.",
	}, doc, more)
}

// SchemaHead is how a schema names itself.
type SchemaHead struct{ ID, Title, Description string }

// SchemaNamed is [SchemaOf] for a document of another format.
func SchemaNamed(head SchemaHead, doc any, more Vocabulary) []byte {
	b := schemaBuilder{defs: map[string]any{}, books: []Vocabulary{more, vocabulary}}
	root := b.structSchema(reflect.TypeOf(doc), "document")
	out := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", head.ID},
		{"title", head.Title},
		{"description", head.Description},
	}
	out = append(out, root...)
	out = append(out, member{"$defs", b.defs}) // written in the order of names
	var compact, indented bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		panic(err) // only texts and numbers of our own are in it
	}
	if err := json.Indent(&indented, compact.Bytes(), "", "  "); err != nil {
		panic(err)
	}
	return indented.Bytes()
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		var value bytes.Buffer
		enc := json.NewEncoder(&value)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(bytes.TrimSpace(value.Bytes()))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// schemaBuilder draws the schema of a struct, its definitions beside it.
type schemaBuilder struct {
	defs  map[string]any
	books []Vocabulary // the first that knows a word has it
}

func (b *schemaBuilder) structSchema(t reflect.Type, def string) object {
	var properties object
	required := []string{}
	for _, a := range shapeOf(t) {
		if a.required {
			required = append(required, a.name)
		}
		schema := append(b.typeSchema(a.typ), b.limits(def, a)...)
		properties = append(properties, member{a.name, append(object{{"description", b.meaning(def, a.name)}}, schema...)})
	}
	out := object{
		{"type", "object"},
		{"properties", properties},
		{"required", required},
		{"additionalProperties", false},
	}
	if len(required) == 0 {
		out = append(out[:2], out[3:]...)
	}
	return out
}

func (b *schemaBuilder) typeSchema(t reflect.Type) object {
	if words := look(b, func(v Vocabulary) (any, bool) { w, ok := v.Words[t]; return w, ok }); words != nil {
		return object{{"type", "string"}, {"enum", words}}
	}
	switch t {
	case reflect.TypeFor[sl.Vector]():
		return object{{"type", "array"}, {"items", object{{"type", "integer"}, {"minimum", 0}, {"maximum", int(sl.Highest)}}}, {"minItems", 7}, {"maxItems", 7}}
	case reflect.TypeFor[Date]():
		return object{{"type", "string"}, {"format", "date"}}
	case reflect.TypeFor[time.Time]():
		return object{{"type", "string"}, {"format", "date-time"}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.typeSchema(t.Elem())
	case reflect.Slice:
		return object{{"type", "array"}, {"items", b.typeSchema(t.Elem())}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", b.typeSchema(t.Elem())}}
	case reflect.Struct:
		name := look(b, func(v Vocabulary) (string, bool) { n, ok := v.Names[t]; return n, ok })
		if _, known := b.defs[name]; !known {
			b.defs[name] = nil // a struct may hold itself
			b.defs[name] = b.structSchema(t, name)
		}
		return object{{"$ref", "#/$defs/" + name}}
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int, reflect.Int64:
		return object{{"type", "integer"}}
	case reflect.Float64:
		return object{{"type", "number"}}
	}
	return object{{"type", "string"}}
}

// look finds a word in the first vocabulary that has it.
func look[T any](b *schemaBuilder, in func(Vocabulary) (T, bool)) T {
	for _, book := range b.books {
		if word, ok := in(book); ok {
			return word
		}
	}
	var none T
	return none
}

// meaning is what an attribute of a document means, in one sentence.
func (b *schemaBuilder) meaning(def, name string) string {
	for _, word := range []string{def + "." + name, name} {
		if text := look(b, func(v Vocabulary) (string, bool) { m, ok := v.Meanings[word]; return m, ok }); text != "" {
			return text
		}
	}
	return ""
}

// limits are the rules of one attribute that a schema can hold.
func (b *schemaBuilder) limits(def string, a attribute) object {
	rules := look(b, func(v Vocabulary) (map[string]any, bool) { l, ok := v.Limits[def+"."+a.name]; return l, ok })
	if rules != nil {
		var out object
		for _, word := range sortedKeys(rules) {
			out = append(out, member{word, rules[word]})
		}
		return out
	}
	long := look(b, func(v Vocabulary) (bool, bool) { l, ok := v.Long[a.name]; return l, ok })
	switch {
	case a.typ == reflect.TypeFor[[]string]():
		return object{{"maxItems", mostLines}}
	case a.typ == reflect.TypeFor[string]() && long:
		return object{{"maxLength", longestText}}
	case a.typ == reflect.TypeFor[string]():
		return object{{"maxLength", longestName}}
	}
	return nil
}
