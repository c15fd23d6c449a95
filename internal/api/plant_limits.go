package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/plant"
)

// Limits of the plant's records in the document. They mirror the rules of
// package plant, which has the last word: there a sentence says what is wrong,
// here a client learns beforehand how long a text may be.
const (
	keyLimit  = 64
	nameLimit = 200
	textLimit = 4000
)

// longTexts are the texts of several lines.
var longTexts = map[string]bool{
	"description": true, "rationale": true, "note": true, "ref": true, "function": true,
	"logicalBoundary": true, "physicalBoundary": true,
}

// listLimits is the length of lists.
var listLimits = map[string]int{
	"assumptions": 100, "controls": 100, "tags": 100, "flows": 500, "addresses": 128, "modules": 512,
}

// limitPlant writes limits and values into the schemas of the plant's records.
func limitPlant(schemas huma.Registry) {
	for _, t := range []reflect.Type{
		reflect.TypeFor[plant.SiteRecord](), reflect.TypeFor[plant.Zone](), reflect.TypeFor[plant.Target](),
		reflect.TypeFor[plant.Conduit](), reflect.TypeFor[plant.FlowRule](), reflect.TypeFor[plant.Asset](),
		reflect.TypeFor[plant.Address](), reflect.TypeFor[plant.Module](), reflect.TypeFor[plant.SafetyFunction](),
		reflect.TypeFor[plant.Source](),
	} {
		s := schemas.Schema(t, false, "")
		for name, p := range s.Properties {
			limit(name, p)
		}
	}
	zone := schemas.Schema(reflect.TypeFor[plant.Zone](), false, "")
	choose(zone, "kind", plant.ZoneKinds)
	choose(zone, "purdue", append([]string{""}, plant.PurdueLevels...))
	asset := schemas.Schema(reflect.TypeFor[plant.Asset](), false, "")
	choose(asset, "type", plant.AssetTypes)
	choose(asset, "role", append([]plant.AssetRole{""}, plant.AssetRoles...))
	if sources := asset.Properties["sources"]; sources != nil {
		sources.ReadOnly = true // kept by the program, see csms.ChangeAsset
	}
	between(asset.Properties["criticality"], 0, 5)
	flow := schemas.Schema(reflect.TypeFor[plant.FlowRule](), false, "")
	choose(flow, "direction", []plant.Direction{plant.Forward, plant.Backward, plant.Both})
	choose(flow, "function", append([]plant.Function{""}, plant.Functions...))
	vector := schemas.Schema(reflect.TypeFor[plant.Target](), false, "").Properties["vector"]
	if vector != nil && vector.Items != nil {
		between(vector.Items, 0, 4)
	}
}

func limit(name string, p *huma.Schema) {
	switch {
	case p.Type == huma.TypeString && p.MaxLength == nil:
		longest := nameLimit
		switch {
		case name == "id" || name == "key":
			longest = keyLimit
		case longTexts[name]:
			longest = textLimit
		}
		p.MaxLength = &longest
	case p.Type == huma.TypeArray && p.MaxItems == nil:
		if most, known := listLimits[name]; known {
			p.MaxItems = &most
		}
		if p.Items != nil && p.Items.Type == huma.TypeString && p.Items.MaxLength == nil {
			longest := textLimit
			p.Items.MaxLength = &longest
			p.Items.PrecomputeMessages()
		}
	}
	p.PrecomputeMessages()
}

func choose[T ~string](s *huma.Schema, name string, values []T) {
	p := s.Properties[name]
	if p == nil {
		return
	}
	p.Enum = make([]any, len(values))
	for i, v := range values {
		p.Enum[i] = string(v)
	}
	p.PrecomputeMessages()
}

func between(p *huma.Schema, least, most float64) {
	if p == nil {
		return
	}
	p.Minimum, p.Maximum = &least, &most
	p.PrecomputeMessages()
}
