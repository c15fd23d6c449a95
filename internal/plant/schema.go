package plant

import (
	"bytes"
	"encoding/json"
	"reflect"

	"ringwall/internal/sl"
)

// SchemaID is where the schema of [DocumentFormat] is published.
const SchemaID = "https://ringwall.example/schema/ringwall-site-1.schema.json"

// Schema is the JSON Schema (draft 2020-12) of a site document. It is drawn
// from the same structs that the reader fills, so it cannot fall behind them.
// Cross-references, unique keys and the order of days are beyond a schema;
// [Check] tells of those.
func Schema() []byte {
	defs := map[string]any{} // written in the order of names
	root := structSchema(reflect.TypeFor[Document](), defs)
	out := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", SchemaID},
		{"title", "Ringwall site document"},
		{"description", "A site of an industrial plant with its zones, conduits, assets and answers, after IEC 62443."},
	}
	out = append(out, root...)
	out = append(out, member{"$defs", defs})
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

// defNames names each struct of a document as its definition is called.
var defNames = map[reflect.Type]string{
	reflect.TypeFor[Document]():       "document",
	reflect.TypeFor[DocSite]():        "site",
	reflect.TypeFor[DocZone]():        "zone",
	reflect.TypeFor[DocConduit]():     "conduit",
	reflect.TypeFor[DocAsset]():       "asset",
	reflect.TypeFor[Answer]():         "answer",
	reflect.TypeFor[Target]():         "target",
	reflect.TypeFor[Place]():          "place",
	reflect.TypeFor[FlowRule]():       "flowRule",
	reflect.TypeFor[Address]():        "address",
	reflect.TypeFor[Module]():         "module",
	reflect.TypeFor[SafetyFunction](): "safetyFunction",
	reflect.TypeFor[Source]():         "source",
}

func structSchema(t reflect.Type, defs map[string]any) object {
	def := defNames[t]
	var properties object
	required := []string{}
	for _, a := range shapeOf(t) {
		if a.required {
			required = append(required, a.name)
		}
		schema := typeSchema(a.typ, defs)
		schema = append(schema, limits(def, a)...)
		properties = append(properties, member{a.name, append(object{{"description", describe(def, a.name)}}, schema...)})
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

func typeSchema(t reflect.Type, defs map[string]any) object {
	if words := enumOf(t); words != nil {
		return object{{"type", "string"}, {"enum", words}}
	}
	switch t {
	case reflect.TypeFor[sl.Vector]():
		return object{{"type", "array"}, {"items", object{{"type", "integer"}, {"minimum", 0}, {"maximum", int(sl.Highest)}}}, {"minItems", 7}, {"maxItems", 7}}
	case reflect.TypeFor[Date]():
		return object{{"type", "string"}, {"format", "date"}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem(), defs)
	case reflect.Slice:
		return object{{"type", "array"}, {"items", typeSchema(t.Elem(), defs)}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", typeSchema(t.Elem(), defs)}}
	case reflect.Struct:
		name := defNames[t]
		defs[name] = structSchema(t, defs)
		return object{{"$ref", "#/$defs/" + name}}
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int:
		return object{{"type", "integer"}}
	case reflect.Float64:
		return object{{"type", "number"}}
	}
	return object{{"type", "string"}}
}

// limits are the rules of one attribute that a schema can hold.
func limits(def string, a attribute) object {
	switch at := def + "." + a.name; at {
	case "document.format":
		return object{{"const", DocumentFormat}}
	case "site.key", "zone.key", "conduit.key", "asset.key", "zone.parent", "conduit.from", "conduit.to", "asset.zone":
		return object{{"pattern", keyForm.String()}}
	case "zone.purdue":
		return object{{"enum", PurdueLevels}}
	case "answer.state":
		return object{{"enum", AnswerStates}}
	case "answer.subject", "answer.from":
		return object{{"pattern", "^(site|(zone|conduit) .+)$"}}
	case "answer.requirement":
		return object{{"pattern", requirementForm.String()}}
	case "address.mac":
		return object{{"pattern", macForm.String()}}
	case "address.vlan":
		return object{{"minimum", 0}, {"maximum", highestVLAN}}
	case "asset.criticality":
		return object{{"minimum", 0}, {"maximum", 5}}
	case "safetyFunction.sil":
		return object{{"minimum", 0}, {"maximum", 4}}
	case "safetyFunction.pl":
		return object{{"enum", []string{"a", "b", "c", "d", "e"}}}
	case "asset.addresses":
		return object{{"maxItems", mostAddress}}
	case "asset.modules":
		return object{{"maxItems", mostModules}}
	case "conduit.flows":
		return object{{"maxItems", mostFlows}}
	}
	switch {
	case a.typ == reflect.TypeFor[[]string]():
		return object{{"maxItems", mostLines}}
	case a.typ == reflect.TypeFor[string]() && longTexts[a.name]:
		return object{{"maxLength", longestText}}
	case a.typ == reflect.TypeFor[string]():
		return object{{"maxLength", longestName}}
	}
	return nil
}

var longTexts = map[string]bool{
	"description": true, "logicalBoundary": true, "physicalBoundary": true, "rationale": true,
	"note": true, "reason": true, "compensating": true, "ref": true, "function": true,
}

// enumOf lists the words of a type that has a closed list of them.
func enumOf(t reflect.Type) any {
	switch t {
	case reflect.TypeFor[ZoneKind]():
		return ZoneKinds
	case reflect.TypeFor[AssetType]():
		return AssetTypes
	case reflect.TypeFor[AssetRole]():
		return AssetRoles
	case reflect.TypeFor[Direction]():
		return []Direction{Forward, Backward, Both}
	case reflect.TypeFor[Function]():
		return Functions
	case reflect.TypeFor[Origin]():
		return []Origin{Typed, Imported, Observed}
	case reflect.TypeFor[Confidence]():
		return []Confidence{Confirmed, Likely, Guess}
	}
	return nil
}
