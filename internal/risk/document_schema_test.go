package risk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

const schemaFile = "../../docs/schema/ringwall-site-1.schema.json"

func TestPublishedSchemaIsTheOneOfTheStructs(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, risk.DocumentSchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(risk.DocumentSchema()), string(published)); diff != "" {
		t.Errorf("docs/schema differs from the structs; run go test ./internal/risk -update (-structs +docs):\n%s", diff)
	}
}

func TestSchemaDescribesEveryAttribute(t *testing.T) {
	page, err := os.ReadFile("../../docs/site-document.md")
	if err != nil {
		t.Fatal(err)
	}
	s := schema()
	for name, def := range s["$defs"].(map[string]any) {
		for attribute, p := range def.(map[string]any)["properties"].(map[string]any) {
			if p.(map[string]any)["description"] == "" {
				t.Errorf("%s.%s has no description", name, attribute)
			}
			if !bytes.Contains(page, []byte("`"+attribute+"`")) {
				t.Errorf("docs/site-document.md does not mention %s of %s", attribute, name)
			}
		}
	}
}

func TestExampleKeepsTheSchema(t *testing.T) {
	d, _ := example(t)
	if faults := validate(t, d); len(faults) > 0 {
		t.Errorf("the example breaks the schema:\n%s", strings.Join(faults, "\n"))
	}
}

// Whatever the rules accept, the schema accepts too.
func TestSchemaIsNoStricterThanTheRules(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		if faults := validate(t, document().Draw(rt, "document")); len(faults) > 0 {
			rt.Fatalf("the schema refuses what the rules accept:\n%s", strings.Join(faults, "\n"))
		}
	})
}

func TestSchemaRefusesWhatIsWrong(t *testing.T) {
	for name, change := range map[string]func(*risk.Document){
		"kind":        func(d *risk.Document) { d.Zones[0].Kind = "garden" },
		"key":         func(d *risk.Document) { d.Zones[0].Key = "?" },
		"level":       func(d *risk.Document) { d.Zones[0].Target.Vector[2] = 5 },
		"criticality": func(d *risk.Document) { d.Assets[0].Criticality = 9 },
		"state":       func(d *risk.Document) { d.Answers[0].State = "fine" },
		"format":      func(d *risk.Document) { d.Format = "ringwall-site/9" },
		"layer":       func(d *risk.Document) { d.Countermeasures[0].Layer = "moat" },
		"pfd":         func(d *risk.Document) { d.Scenarios[0].Safeguards = []risk.Safeguard{{PFD: 7}} },
		"day":         func(d *risk.Document) { d.Assets[0].Installed = "soon" },
	} {
		d, _ := example(t)
		change(&d)
		if len(validate(t, d)) == 0 {
			t.Errorf("a wrong %s keeps the schema", name)
		}
	}
}

// schema is the schema as any reader of JSON sees it.
var schema = sync.OnceValue(func() map[string]any {
	var s map[string]any
	if err := json.Unmarshal(risk.DocumentSchema(), &s); err != nil {
		panic(err)
	}
	return s
})

func validate(t *testing.T, d risk.Document) []string {
	t.Helper()
	var b bytes.Buffer
	if err := plant.WriteJSON(&b, d); err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	root := schema()
	s := validator{defs: root["$defs"].(map[string]any)}
	s.check("", v, root)
	return s.faults
}

// validator knows those words of JSON Schema that the schema uses, and fails
// at any other, so that none goes unchecked.
type validator struct {
	defs   map[string]any
	faults []string
}

func (s *validator) check(at string, v any, rules map[string]any) {
	fault := func(ok bool, what string) {
		if !ok {
			s.faults = append(s.faults, fmt.Sprintf("%s: %v is not %s", at, v, what))
		}
	}
	for word, rule := range rules {
		switch word {
		case "$schema", "$id", "title", "description", "$defs":
		case "$ref":
			s.check(at, v, s.defs[strings.TrimPrefix(rule.(string), "#/$defs/")].(map[string]any))
		case "type":
			fault(rule == typeOf(v) || rule == "number" && typeOf(v) == "integer", "of type "+rule.(string))
		case "enum":
			fault(slices.Contains(rule.([]any), v), "one of the words")
		case "const":
			fault(rule == v, "the one word")
		case "pattern":
			text, _ := v.(string)
			fault(form(rule.(string)).MatchString(text), "of the form "+rule.(string))
		case "format":
			text, _ := v.(string)
			_, err := plant.ParseDate(text)
			_, timeErr := time.Parse(time.RFC3339Nano, text)
			fault(rule == "date" && err == nil || rule == "date-time" && timeErr == nil, "a "+rule.(string))
		case "minimum":
			fault(v.(float64) >= rule.(float64), "large enough")
		case "maximum":
			fault(v.(float64) <= rule.(float64), "small enough")
		case "maxLength":
			fault(float64(utf8.RuneCountInString(v.(string))) <= rule.(float64), "short enough")
		case "minItems":
			fault(float64(len(v.([]any))) >= rule.(float64), "long enough")
		case "maxItems":
			fault(float64(len(v.([]any))) <= rule.(float64), "short enough")
		case "items":
			for i, item := range v.([]any) {
				s.check(fmt.Sprintf("%s/%d", at, i), item, rule.(map[string]any))
			}
		case "required":
			for _, name := range rule.([]any) {
				_, there := v.(map[string]any)[name.(string)]
				fault(there, "complete: it lacks "+name.(string))
			}
		case "properties":
			for name, item := range v.(map[string]any) {
				if p, known := rule.(map[string]any)[name].(map[string]any); known {
					s.check(at+"/"+name, item, p)
				} else {
					fault(rules["additionalProperties"] != false, "free of "+name)
				}
			}
		case "additionalProperties":
			if p, isSchema := rule.(map[string]any); isSchema {
				for name, item := range v.(map[string]any) {
					s.check(at+"/"+name, item, p)
				}
			}
		default:
			s.faults = append(s.faults, "the validator does not know "+word)
		}
	}
}

var forms = map[string]*regexp.Regexp{}

func form(pattern string) *regexp.Regexp {
	if forms[pattern] == nil {
		forms[pattern] = regexp.MustCompile(pattern)
	}
	return forms[pattern]
}

func typeOf(v any) string {
	switch v := v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "null"
}
