package api

import (
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// longLibraryTexts are the texts of several lines in the library.
var longLibraryTexts = map[string]bool{
	"contact": true, "evidenceNotes": true, "sbom": true, "scope": true, "reason": true, "instead": true, "comment": true,
	"asks": true, "steps": true, "expected": true, "found": true, "sample": true, "purpose": true, "method": true, "meaning": true,
}

// limitLibrary writes limits and values into the schemas of the library. They
// mirror the rules of the packages catalog, supply and proof, which have the
// last word.
func limitLibrary(schemas huma.Registry) {
	of := func(t reflect.Type) *huma.Schema { return schemas.Schema(t, false, "") }
	for _, t := range []reflect.Type{
		reflect.TypeFor[supply.Company](), reflect.TypeFor[supply.PartnerKey](), reflect.TypeFor[supply.Product](), reflect.TypeFor[supply.Certificate](),
		reflect.TypeFor[supply.Package](), reflect.TypeFor[supply.Reply](), reflect.TypeFor[supply.ReplyLine](), reflect.TypeFor[supply.Test](),
		reflect.TypeFor[proof.Evidence](), reflect.TypeFor[proof.Assessment](), reflect.TypeFor[proof.Part](),
		reflect.TypeFor[catalog.Freshness](), reflect.TypeFor[catalog.PairDecision](),
	} {
		for name, p := range of(t).Properties {
			if p.Type == huma.TypeString && p.MaxLength == nil && longLibraryTexts[name] {
				longest := textLimit
				p.MaxLength = &longest
			}
			limit(name, p)
		}
	}
	for _, t := range []reflect.Type{reflect.TypeFor[catalog.Freshness](), reflect.TypeFor[catalog.PairDecision](), reflect.TypeFor[catalog.LicensedText]()} {
		longest := 300 // a key names a set and a requirement, or a pair
		for _, name := range []string{"key", "name"} {
			of(t).Properties[name].MaxLength = &longest
		}
		optional(of(t), "key", "name") // follow from what the record is about
	}
	text := of(reflect.TypeFor[catalog.LicensedText]())
	longest := catalog.MostTextBytes
	text.Properties["text"].MaxLength = &longest
	text.PrecomputeMessages()

	choose(of(reflect.TypeFor[supply.Certificate]()), "scheme", supply.Schemes)
	between(of(reflect.TypeFor[supply.Certificate]()).Properties["level"], 0, 4)
	between(of(reflect.TypeFor[supply.Certificate]()).Properties["maturity"], 0, 4)
	between(of(reflect.TypeFor[supply.Product]()).Properties["aim"], 0, 4)
	if types := of(reflect.TypeFor[supply.Product]()).Properties["types"]; types != nil && types.Items != nil {
		types.Items.Enum = anyOf(catalog.ComponentTypes)
		types.Items.PrecomputeMessages()
	}
	if parties := of(reflect.TypeFor[supply.Company]()).Properties["parties"]; parties != nil && parties.Items != nil {
		parties.Items.Enum = anyOf([]plant.Party{plant.AssetOwner, plant.ServiceProvider, plant.ProductSupplier})
		parties.Items.PrecomputeMessages()
	}
	choose(of(reflect.TypeFor[supply.ReplyLine]()), "answer", supply.Answers)
	choose(of(reflect.TypeFor[supply.Test]()), "phase", supply.Phases)
	choose(of(reflect.TypeFor[supply.Test]()), "result", append([]supply.TestResult{""}, supply.TestResults...))
	choose(of(reflect.TypeFor[catalog.PairDecision]()), "state", []catalog.PairState{catalog.Confirmed, catalog.Rejected})
	choose(of(reflect.TypeFor[catalog.PairDecision]()), "strength", append([]catalog.Strength{""}, catalog.Strengths...))
	optional(of(reflect.TypeFor[supply.Reply]()), "state")
	optional(of(reflect.TypeFor[supply.Test]()), "result")
	optional(of(reflect.TypeFor[proof.Assessment]()), "state")
	optional(of(reflect.TypeFor[supply.PartnerKey]()), "trusted", "fingerprint")
	optional(of(reflect.TypeFor[supply.Package]()), "kind", "direction", "from", "digest", "file", "size", "state")
}

func anyOf[T ~string](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// optional says that members may be left out of what is sent: the program
// completes them.
func optional(s *huma.Schema, names ...string) {
	s.Required = slices.DeleteFunc(s.Required, func(name string) bool { return slices.Contains(names, name) })
	s.PrecomputeMessages()
}
