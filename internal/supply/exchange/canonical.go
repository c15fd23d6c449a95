package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// deepest is how far values of a canonical document may be nested.
const deepest = 64

// Canonical writes a value as canonical JSON (RFC 8785): equal values give equal
// bytes, whoever writes them.
func Canonical(v any) ([]byte, error) {
	var plain bytes.Buffer
	enc := json.NewEncoder(&plain)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return Recanonical(plain.Bytes())
}

// Recanonical is a JSON text in canonical form. A text that names an attribute
// twice has none.
func Recanonical(text []byte) ([]byte, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("the text is not valid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var out bytes.Buffer
	if err := canonicalValue(&out, dec, 0); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the value")
	}
	return out.Bytes(), nil
}

func canonicalValue(out *bytes.Buffer, dec *json.Decoder, depth int) error {
	if depth > deepest {
		return fmt.Errorf("it is nested deeper than %d levels", deepest)
	}
	token, err := dec.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return canonicalList(out, dec, depth)
		}
		return canonicalObject(out, dec, depth)
	case string:
		canonicalString(out, t)
	case json.Number:
		return canonicalNumber(out, t)
	case bool:
		out.WriteString(strconv.FormatBool(t))
	case nil:
		out.WriteString("null")
	}
	return nil
}

func canonicalList(out *bytes.Buffer, dec *json.Decoder, depth int) error {
	out.WriteByte('[')
	for i := 0; dec.More(); i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := canonicalValue(out, dec, depth+1); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	_, err := dec.Token()
	return err
}

// canonicalObject orders the attributes by the UTF-16 units of their names, as
// the RFC asks.
func canonicalObject(out *bytes.Buffer, dec *json.Decoder, depth int) error {
	type member struct {
		name  string
		units []uint16
		value []byte
	}
	var members []member
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		var value bytes.Buffer
		if err := canonicalValue(&value, dec, depth+1); err != nil {
			return err
		}
		members = append(members, member{name, utf16.Encode([]rune(name)), value.Bytes()})
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	slices.SortStableFunc(members, func(a, b member) int { return slices.Compare(a.units, b.units) })
	out.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			if members[i-1].name == m.name {
				return fmt.Errorf("it names %q twice", m.name)
			}
			out.WriteByte(',')
		}
		canonicalString(out, m.name)
		out.WriteByte(':')
		out.Write(m.value)
	}
	out.WriteByte('}')
	return nil
}

func canonicalString(out *bytes.Buffer, s string) {
	const short = "\b\t\n\f\r"
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < 0x20 && strings.ContainsRune(short, r):
			out.WriteByte('\\')
			out.WriteByte("btnfr"[strings.IndexRune(short, r)])
		case r < 0x20:
			fmt.Fprintf(out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}

// canonicalNumber writes a number as ECMAScript does, as the RFC asks.
func canonicalNumber(out *bytes.Buffer, n json.Number) error {
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return fmt.Errorf("%s is no number of double precision", string(n))
	}
	if f == 0 {
		out.WriteByte('0')
		return nil
	}
	if a := math.Abs(f); a >= 1e21 || a < 1e-6 {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		sign, digits := exponent[:1], strings.TrimLeft(exponent[1:], "0")
		out.WriteString(mantissa + "e" + sign + cmp.Or(digits, "0"))
		return nil
	}
	out.WriteString(strconv.FormatFloat(f, 'f', -1, 64))
	return nil
}
