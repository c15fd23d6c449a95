package proof_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	libraryExample = "../../testdata/example/library.yaml"
	librarySchema  = "../../docs/schema/ringwall-library-1.schema.json"
	libraryPage    = "../../docs/library-document.md"
)

var documentWriters = map[string]func(io.Writer, any) error{"YAML": plant.WriteYAML, "JSON": plant.WriteJSON}

func libraryOf(t testing.TB) (proof.Document, plant.Lines) {
	t.Helper()
	text, err := os.ReadFile(libraryExample)
	if err != nil {
		t.Fatal(err)
	}
	lines := plant.Lines{}
	d, err := proof.ReadDocument(bytes.NewReader(text), plant.DefaultBudget, lines)
	if err != nil {
		t.Fatal(err)
	}
	return d, lines
}

// roundTrip holds export → import → export against the first export.
func roundTrip(t testing.TB, d proof.Document) {
	t.Helper()
	for format, write := range documentWriters {
		var first, second bytes.Buffer
		if err := write(&first, d); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		got, err := proof.ReadDocument(bytes.NewReader(first.Bytes()), plant.DefaultBudget, nil)
		if err != nil {
			t.Fatalf("%s: %v\n%s", format, err, first.String())
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s: the document came back changed (-want +got):\n%s\n%s", format, diff, first.String())
		}
		if err := write(&second, got); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("%s: two exports differ:\n%s", format, cmp.Diff(first.String(), second.String()))
		}
		if set := proof.Plan(d, got); !set.Empty() {
			t.Fatalf("%s: what came back would change something: %v", format, set.Counts())
		}
		if !proof.IsDocument(first.Bytes()) {
			t.Fatalf("%s: the export is not known as a library document", format)
		}
	}
}

func TestDocumentOfTheExampleKeepsTheRulesAndSurvivesExport(t *testing.T) {
	d, lines := libraryOf(t)
	if problems := proof.CheckDocument(d, catalog.NewShelf(nil)); len(problems) > 0 {
		t.Fatalf("the example breaks rules: %v", lines.Mark(problems))
	}
	roundTrip(t, d)
	if diff := cmp.Diff(d, d.Normalise(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the example is not in its one form (-file +normalised):\n%s", diff)
	}
	sorted := d.Normalise()
	sorted.Sort()
	if diff := cmp.Diff(d, sorted, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the example is not in the order of keys (-file +sorted):\n%s", diff)
	}
}

func TestDocumentOfTheExampleIsAsLargeAsItsPageSays(t *testing.T) {
	d, _ := libraryOf(t)
	page, err := os.ReadFile("../../docs/example-plant.md")
	if err != nil {
		t.Fatal(err)
	}
	size := fmt.Sprintf("%d companies, %d products, %d claims, %d certificates, %d pieces of evidence and %d assessments",
		len(d.Companies), len(d.Products), len(d.Flat()), len(d.Certificates), len(d.Evidence), len(d.Assessments))
	if !strings.Contains(strings.Join(strings.Fields(string(page)), " "), size) {
		t.Errorf("docs/example-plant.md does not say %q", size)
	}
}

// Every attribute that a library document has comes back from it.
func TestDocumentCarriesEveryAttribute(t *testing.T) {
	var d proof.Document
	n := 0
	fillWith(reflect.ValueOf(&d).Elem(), &n)
	d.Format = proof.DocumentFormat
	d.Claims[0].Subject = "product PD-1"
	for i := range d.Evidence {
		plant.Keep(&d.Evidence[i], new(proof.DocEvidence))
	}
	d = withoutStore(d)
	roundTrip(t, d)
}

// withoutStore leaves out what is the store's alone.
func withoutStore(d proof.Document) proof.Document {
	for i := range d.Companies {
		plant.Keep(&d.Companies[i], new(supply.Company))
		for j := range d.Companies[i].Keys {
			plant.Keep(&d.Companies[i].Keys[j], new(supply.PartnerKey))
		}
	}
	for i := range d.Products {
		plant.Keep(&d.Products[i], new(supply.Product))
	}
	for i := range d.Certificates {
		plant.Keep(&d.Certificates[i], new(supply.Certificate))
	}
	for i := range d.Assessments {
		a := &d.Assessments[i]
		plant.Keep(a, new(proof.Assessment))
		a.Result.Digest, a.Review.Digest = "", ""
	}
	return d
}

func fillWith(v reflect.Value, n *int) {
	*n++
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = time.Date(2026, 1, 1, 0, 0, *n, 0, time.UTC)
		return
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[plant.Date]() {
			v.SetString("2026-02-03")
		} else {
			v.SetString(fmt.Sprintf("word %d: of #it", *n))
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillWith(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillWith(v.Index(0), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fillWith(v.Field(i), n)
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

func TestDocumentSaysWhereALibraryIsWrong(t *testing.T) {
	const head = "format: ringwall-library/1\n"
	const product = head + "products:\n  - key: PD-1\n    name: Controller\n    vendor: Veltrona\n    model: VC\n    types: [embedded-device]\n"
	claim := func(line string) string {
		return product + "claims:\n  - subject: product PD-1\n    set: \"iec-62443-4-2:2019\"\n    answers:\n      - " + line + "\n"
	}
	tests := []struct {
		name, text, says string
		line             int
	}{
		{"a site document is none", "format: ringwall-site/1\nsite: {key: A, name: B}\n", `this version reads "ringwall-library/1"`, 1},
		{"an empty file", "", "begin with format: ringwall-library/1", 1},
		{"a misspelt list", head + "prodcts: []\n", `did you mean "products"?`, 2},
		{"licensed texts have no place", head + "licensedTexts: []\n", `"licensedTexts" is not known here`, 2},
		{"an id is no attribute", head + "companies:\n  - {key: CO-1, name: A, id: x}\n", `"id" is not known here`, 3},
		{"trust cannot be sent", head + "companies:\n  - key: CO-1\n    name: A\n    keys:\n      - {key: a, fingerprint: b, trusted: true}\n", `"trusted" is not known here`, 6},
		{"a product of no type", head + "products:\n  - {key: PD-1, name: A, vendor: B, model: C, types: []}\n", "Say which types of component", 3},
		{"a key that stands twice", head + "companies:\n  - {key: CO-1, name: A}\n  - {key: co-1, name: B}\n", "twice", 4},
		{"a claim about a site", head + "claims:\n  - {subject: site, set: x, answers: []}\n", "no subject of a claim", 3},
		{"a requirement that is not there", claim("{requirement: CR 9.9, state: met}"), `has no requirement "CR 9.9"`, 12},
		{"an answer without its reason", claim("{requirement: CR 1.1, state: partly}"), "Say what is missing", 12},
		{"an answer given twice", claim("{requirement: CR 1.1, state: met}\n      - {requirement: CR 1.1, state: met}"), "twice", 13},
		{"signed without a signature", head + "assessments:\n  - key: AM-1\n    name: A\n    set: x\n    parts: [{site: QB}]\n    state: signed\n", "both its result and its review", 7},
		{"evidence that replaces itself", head + "evidence:\n  - {key: EV-1, name: A, kind: effective, confidentiality: public, replacedBy: EV-1}\n", "refers to itself", 3},
		{"a pair of no crosswalk", head + "pairDecisions:\n  - {crosswalk: a, from: b, to: c, state: confirmed}\n", `There is no crosswalk "a"`, 3},
		{"a rule of no day", head + "freshness:\n  - {set: \"iec-62443-4-2:2019\", days: 0}\n", "cannot be fresh for 0 days", 3},
		{"an anchor", head + "companies: &a []\n", "Anchors and aliases", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := plant.Lines{}
			d, err := proof.ReadDocument(strings.NewReader(tt.text), plant.DefaultBudget, lines)
			problems := plant.ProblemsOf(err)
			if err == nil {
				problems = lines.Mark(proof.CheckDocument(d, catalog.NewShelf(nil)))
			}
			for _, p := range problems {
				if p.Line == tt.line && strings.Contains(p.Text, tt.says) {
					return
				}
			}
			t.Errorf("problems are %v, want %q in line %d", problems, tt.says, tt.line)
		})
	}
}

func TestDocumentIsReadWithinItsBudget(t *testing.T) {
	text := "format: ringwall-library/1\ncompanies:\n" + strings.Repeat("  - {key: CO-1, name: A}\n", 1000)
	for name, b := range map[string]plant.Budget{
		"bytes": {Bytes: 1000, Nodes: 1e6, Depth: 32}, "values": {Bytes: 1e6, Nodes: 100, Depth: 32}, "depth": {Bytes: 1e6, Nodes: 1e6, Depth: 1},
	} {
		if _, err := proof.ReadDocument(strings.NewReader(text), b, nil); plant.ProblemsOf(err) == nil {
			t.Errorf("a document beyond its budget of %s is read: %v", name, err)
		}
	}
}

func TestDocumentGroupsClaims(t *testing.T) {
	claim := func(subject, requirement, by string) proof.Claim {
		return proof.Claim{Subject: subject, Set: "s", DocClaim: proof.DocClaim{Requirement: catalog.RequirementID(requirement), State: assess.Met, Assessor: by}}
	}
	flat := []proof.Claim{claim("product PD-2", "CR 1.10", "A"), claim("product PD-2", "CR 1.2", "A"), claim("product PD-1", "CR 1.1", "A"), claim("product PD-1", "CR 1.2", "B")}
	groups := proof.Grouped(flat)
	if len(groups) != 2 || groups[0].Subject != "product PD-1" || groups[0].Assessor != "" || groups[1].Assessor != "A" || groups[1].Answers[0].Requirement != "CR 1.2" || groups[1].Answers[0].Assessor != "" {
		t.Errorf("grouped as %+v", groups)
	}
	back := proof.Document{Claims: groups}.Flat()
	if len(back) != 4 || back[3].Assessor != "A" || back[1].Assessor != "B" {
		t.Errorf("flat again as %+v", back)
	}
}

func TestDocumentPlanPutsWhatReplacesFirst(t *testing.T) {
	product := func(key, next string) supply.Product {
		return supply.Product{Head: supply.Head{Key: key}, ReplacedBy: supply.ID(next)}
	}
	wanted := proof.Document{Products: []supply.Product{product("A", "B"), product("B", "C"), product("C", ""), product("X", "Y"), product("Y", "X")}}
	var got []string
	for _, c := range proof.Plan(proof.Document{}, wanted).Changes {
		got = append(got, c.Key)
	}
	if diff := cmp.Diff([]string{"C", "B", "A", "X", "Y"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestPublishedSchemaIsTheOneOfTheStructs(t *testing.T) {
	if *update {
		if err := os.WriteFile(librarySchema, proof.DocumentSchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(librarySchema)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(proof.DocumentSchema()), string(published)); diff != "" {
		t.Errorf("docs/schema differs from the structs; run go test ./internal/proof -update (-structs +docs):\n%s", diff)
	}
}

func TestSchemaDescribesEveryAttribute(t *testing.T) {
	page, err := os.ReadFile(libraryPage)
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Defs map[string]struct {
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(proof.DocumentSchema(), &s); err != nil {
		t.Fatal(err)
	}
	for name, def := range s.Defs {
		for attribute, p := range def.Properties {
			if p.Description == "" {
				t.Errorf("%s.%s has no description", name, attribute)
			}
			if !bytes.Contains(page, []byte("`"+attribute+"`")) {
				t.Errorf("docs/library-document.md does not mention %s of %s", attribute, name)
			}
		}
	}
}

func TestDocumentOfTheGuideIsRead(t *testing.T) {
	page, err := os.ReadFile(libraryPage)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "```yaml\nformat: ")
	text, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("docs/library-document.md shows no document")
	}
	d, err := proof.ReadDocument(strings.NewReader("format: "+text), plant.DefaultBudget, nil)
	if err != nil {
		t.Fatalf("docs/library-document.md: %v", err)
	}
	if problems := proof.CheckDocument(d, catalog.NewShelf(nil)); len(problems) > 0 {
		t.Errorf("docs/library-document.md: %v", problems)
	}
}

func FuzzReadDocument(f *testing.F) {
	f.Add([]byte("format: ringwall-library/1\ncompanies:\n- {key: CO-1, name: A, own: true}\nclaims:\n- {subject: product P, set: s, answers: [{requirement: r, state: met, maturity: 2}]}\n"))
	f.Add([]byte(`{"format": "ringwall-library/1", "evidence": [{"key": "E", "name": "N", "kind": "effective", "made": {"rule": "restore-test", "at": "2026-01-01T00:00:00.5+02:00", "result": "", "holds": true, "ground": ""}, "proves": [{"site": "A", "subject": "zone Z", "set": "s", "requirements": ["b", "a", "a"]}]}]}`))
	f.Add([]byte("format: ringwall-library/1\nassessments:\n- {key: A, name: B, set: s, state: open, parts: [{site: Q, subjects: [{kind: zone, id: Z}]}]}\n"))
	budget := plant.Budget{Bytes: 1 << 20, Nodes: 100_000, Depth: 32}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := proof.ReadDocument(bytes.NewReader(text), budget, nil)
		if err != nil {
			if plant.ProblemsOf(err) == nil {
				t.Fatalf("error is none of a person's making: %v", err)
			}
			return
		}
		// What keeps the rules is written and read back as it is.
		d = d.Normalise()
		if problems := proof.CheckDocument(d, nil); len(problems) > 0 {
			return
		}
		d.Sort()
		roundTrip(t, d)
	})
}
