package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringwall/internal/plant"
)

// kind says how the records of one Go type are kept: in a table of their own,
// with typed columns for what is searched, joined or constrained and the rest
// of the record as JSON in the column doc. kinds.go lists them.
type kind struct {
	name   string // as in history: "zone"
	table  string
	scope  scope
	key    string // column of the key
	label  string // column of the name people read
	order  string // of All; the key if empty
	beside string // kind of the change that a column or table beside the record leaves
	usedBy []use
	// refs visits what a record holds fast beyond its columns; nil if nothing.
	refs func(rec any, visit func(kind string, id *string))
	// shelf says that the kind is one of the library, to which others may refer;
	// sited that its records may belong to one site, which its column site tells.
	shelf, sited bool

	columns []column
	base    func(rec any) base
	blank   func() any // a pointer to a zero record
	typ     reflect.Type

	fields string // what is read, in the order of into
	insert string
	update string
	rest   string // the JSON of a record that has nothing outside its columns
}

// scope says within what a key is unique, and with it where a record belongs.
type scope int

const (
	ofInstance scope = iota
	ofOrganisation
	ofSite
)

// base points to what every record has.
type base struct {
	id      *string
	key     *string
	version *int
	site    *plant.SiteID // that the record belongs to; nil if none
	org     *plant.OrgID  // nil where the record does not carry it
}

// column is a typed column: a field of the record, or a value computed from
// it, which is written and never read.
type column struct {
	name  string
	field func(rec any) any // pointer to the field
	value func(rec any) any
}

// use is a column of a table, by its kind, that refers to records of another kind.
type use struct{ kind, column string }

func field[T any](name string, at func(*T) any) column {
	return column{name: name, field: func(rec any) any { return at(rec.(*T)) }}
}

func computed[T any](name string, of func(*T) any) column {
	return column{name: name, value: func(rec any) any { return of(rec.(*T)) }}
}

// define completes a kind for its Go type.
func define[T any](k kind, at func(*T) base, columns ...column) *kind {
	k.columns = columns
	k.base = func(rec any) base { return at(rec.(*T)) }
	k.blank = func() any { return new(T) }
	k.typ = reflect.TypeFor[T]()
	if k.order == "" {
		k.order = k.key
	}
	written, read := []string{"id", "org"}, []string{"doc", "id", "org", "version"}
	where := "id = $1 AND org = $2"
	if k.scope == ofSite {
		written, read = append(written, "site"), append(read, "site")
		where += " AND site = $3"
	}
	fixed := len(written)
	written = append(written, "version", "doc")
	for _, c := range columns {
		written = append(written, c.name)
		if c.field != nil {
			read = append(read, c.name)
		}
	}
	var marks, sets []string
	for i, name := range written {
		mark := "$" + strconv.Itoa(i+1)
		marks = append(marks, mark)
		if i >= fixed {
			sets = append(sets, name+" = "+mark)
		}
	}
	k.fields = strings.Join(read, ", ")
	k.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", k.table, strings.Join(written, ", "), strings.Join(marks, ", "))
	k.update = fmt.Sprintf("UPDATE %s SET %s WHERE %s AND version = $%d", k.table, strings.Join(sets, ", "), where, len(written)+1)
	rest, err := json.Marshal(new(T))
	if err != nil {
		panic(err) // a record type that JSON cannot hold is a mistake of ours
	}
	k.rest = string(rest)
	return &k
}

// args are the arguments of insert, and of update but for the last.
func (k *kind) args(rec any, org plant.OrgID) ([]any, error) {
	b := k.base(rec)
	args := []any{*b.id, string(org)}
	if k.scope == ofSite {
		args = append(args, string(*b.site))
	}
	rest, err := k.restOf(rec)
	if err != nil {
		return nil, err
	}
	args = append(args, *b.version, rest)
	for _, c := range k.columns {
		arg, err := c.arg(rec)
		if err != nil {
			return nil, err
		}
		args = append(args, arg)
	}
	return args, nil
}

func (c column) arg(rec any) (any, error) {
	if c.value != nil {
		return plain(c.value(rec)), nil
	}
	v := plain(c.field(rec))
	if s, ok := v.(string); ok && (!utf8.ValidString(s) || strings.ContainsRune(s, 0)) {
		return nil, fmt.Errorf("%s %q: %w", c.name, s, ErrText)
	}
	return v, nil
}

// plain is a value as a driver takes it: no pointer, no named type.
func plain(v any) any {
	switch v := v.(type) {
	case *string:
		return *v
	case nullable:
		if *v.text == "" {
			return nil
		}
		return *v.text
	case string, nil, []byte:
		return v
	}
	switch r := reflect.Indirect(reflect.ValueOf(v)); r.Kind() {
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Int:
		return r.Int()
	default:
		panic(fmt.Sprintf("no column can hold a %T", v))
	}
}

// restOf is the JSON of what no column holds, "" for nothing.
func (k *kind) restOf(rec any) (string, error) {
	copied := k.blank()
	reflect.ValueOf(copied).Elem().Set(reflect.ValueOf(rec).Elem())
	b := k.base(copied)
	*b.id, *b.version = "", 0
	for _, c := range k.columns {
		if c.field == nil {
			continue
		}
		if n, ok := c.field(copied).(nullable); ok {
			*n.text = ""
			continue
		}
		reflect.ValueOf(c.field(copied)).Elem().SetZero()
	}
	rest, err := json.Marshal(copied)
	if err != nil {
		return "", err
	}
	if string(rest) == k.rest {
		return "", nil
	}
	return string(rest), nil
}

// into is where the fields of a row go, in their order, to make a record.
func (k *kind) into(rec any) []any {
	b := k.base(rec)
	dest := []any{restInto{rec}, b.id, new(string), b.version}
	if b.org != nil {
		dest[2] = (*string)(b.org)
	}
	if k.scope == ofSite {
		dest = append(dest, (*string)(b.site))
	}
	for _, c := range k.columns {
		if c.field != nil {
			dest = append(dest, c.field(rec))
		}
	}
	return dest
}

// restInto reads the column doc into a record. It comes first in a row, so
// that the columns after it have the last word.
type restInto struct{ rec any }

// Scan implements [database/sql.Scanner].
func (r restInto) Scan(src any) error {
	doc, ok := src.(string)
	if !ok {
		return fmt.Errorf("the rest of a record is %T, not text", src)
	}
	if doc == "" {
		return nil
	}
	return json.Unmarshal([]byte(doc), r.rec)
}

// decode reads an after-image.
func (k *kind) decode(doc []byte, site plant.SiteID, org plant.OrgID) (any, error) {
	rec := k.blank()
	if err := json.Unmarshal(doc, rec); err != nil {
		return nil, err
	}
	b := k.base(rec)
	if b.site != nil && k.scope == ofSite {
		*b.site = site
	}
	if b.org != nil {
		*b.org = org
	}
	return rec, nil
}
