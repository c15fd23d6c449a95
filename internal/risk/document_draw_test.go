package risk_test

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/plant/planttest"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// document draws a plant with a register that holds every attribute there is,
// as odd as its type permits, and refers to what is there.
func document() *rapid.Generator[risk.Document] {
	return rapid.Custom(func(t *rapid.T) risk.Document {
		d := risk.Document{Document: planttest.Document().Draw(t, "plant")}
		keys := map[string][]string{}
		for _, z := range d.Zones {
			keys["zone"] = append(keys["zone"], z.Key)
		}
		for _, c := range d.Conduits {
			keys["conduit"] = append(keys["conduit"], c.Key)
		}
		for _, a := range d.Assets {
			keys["asset"] = append(keys["asset"], a.Key)
		}
		fill(t, reflect.ValueOf(&d.Register).Elem(), "", "")
		counts := map[string]int{}
		d.Each(func(kind string, rec risk.Record) {
			counts[kind]++
			rec.Base().Key = fmt.Sprintf("%s %d/x", strings.ToUpper(kind), counts[kind])
			keys[kind] = append(keys[kind], rec.Base().Key)
		})
		d.Each(func(_ string, rec risk.Record) { rec.Refs(refer(t, keys)) })
		for i := range d.Findings {
			d.Findings[i].Key = fmt.Sprintf("rule-%d", i) + rapid.SampledFrom([]string{"", "/detail", "/{system SYSTEM 1~x}/a-b", "/{site}"}).Draw(t, "finding")
		}
		d = d.Normalise()
		d.Sort()
		return d
	})
}

// refer lets a reference be one to a record that is there, or none.
func refer(t *rapid.T, keys map[string][]string) func(kind string, id *string) {
	return func(kind string, id *string) {
		prefix := ""
		if kind == risk.OfSubject {
			kind, prefix = "zone", "zone "
		}
		*id = ""
		if there := keys[kind]; len(there) > 0 {
			*id = prefix + rapid.SampledFrom(there).Draw(t, kind)
		}
	}
}

// fill draws a value for whatever a pointer can be set to.
func fill(t *rapid.T, v reflect.Value, def, attribute string) {
	if words, closed := risk.Vocabulary.Words[v.Type()]; closed {
		list := reflect.ValueOf(words)
		v.Set(list.Index(rapid.IntRange(0, list.Len()-1).Draw(t, "word")))
		return
	}
	if words, closed := risk.Vocabulary.Limits[def+"."+attribute]["enum"]; closed {
		v.SetString(rapid.SampledFrom(words.([]string)).Draw(t, "word"))
		return
	}
	switch special := v.Addr().Interface().(type) {
	case *time.Time:
		*special = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nano")).UTC()
		return
	case *plant.Date:
		*special = plant.Date(fmt.Sprintf("2026-%02d-%02d", rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")))
		return
	case *plant.Direction:
		*special = plant.Forward
		return
	case *plant.Function:
		*special = plant.FunctionRead
		return
	case *sl.Vector:
		special[2] = 3
		return
	}
	switch v.Kind() {
	case reflect.String:
		if attribute == "key" {
			v.SetString("K 1")
			return
		}
		v.SetString(rapid.SampledFrom(odd).Draw(t, attribute))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, attribute))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(rapid.IntRange(0, 4).Draw(t, attribute)))
	case reflect.Float64:
		v.SetFloat(rapid.OneOf(rapid.Float64Range(0, 1), rapid.Just(0.0), rapid.Just(1e-7)).Draw(t, attribute))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem(), def, attribute)
		}
	case reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(t, "entries") {
			item := reflect.New(v.Type().Elem()).Elem()
			fill(t, item, def, attribute)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range rapid.IntRange(0, 2).Draw(t, "entries") {
			name, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, name, "", "")
			fill(t, item, def, attribute)
			v.SetMapIndex(name, item)
		}
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(v.Type()) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !f.Anonymous && f.Tag.Get("document") != "-" && name != "-" {
				fill(t, v.FieldByIndex(f.Index), risk.Vocabulary.Names[v.Type()], name)
			}
		}
	}
}

// odd are texts that break careless writers.
var odd = []string{
	"Füller Süd", "4.10", "007", "1e3", "true", "null", "2026-11-24", "12:30:45", "a: b", "a #b", "- a", "{x}", "a, b",
	"", "-", `"quoted"`, "a\nb", "a\n\n  b", "<b>&amp;</b>", "trailing:", "*a", "&a", "|", "é\u0301", "𝄞",
	strings.Repeat("a long text that does not fit a line ", 5),
}
