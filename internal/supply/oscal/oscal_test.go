package oscal_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
	"ringwall/internal/supply/oscal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var head = oscal.Head{Seed: "org-1", Title: "Claims of Maker Ltd", Party: "Maker Ltd", At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}

func sets(id catalog.SetID) *catalog.Set {
	if s := catalog.SystemSet(); s.ID == id {
		return s
	}
	return nil
}

func offer() supply.ClaimsContent {
	v := sl.Vector{2, 1, 1, 0, 1, 0, 1}
	return supply.ClaimsContent{
		Company: supply.OfferedCompany{Key: "CO-001", Name: "Maker Ltd"},
		Products: []supply.OfferedProduct{
			{Key: "PD-001", Name: "Controller", Vendor: "Maker", Model: "M 1", Release: "2.9", OrderNumbers: []string{"6ES7", "6ES8"}, Aliases: []string{"M1"}, Types: []catalog.ComponentType{"embedded-device", "network-device"},
				Description: "Two\nlines.", Aim: 2, SupportFrom: "2024-01-01", SecurityEnds: "2030-12-31", Capable: &v, CapableWhy: "SL 3 stops."},
			{Key: "PD-002", Name: "Historian", Vendor: "Maker", Model: "H", Types: []catalog.ComponentType{"software-application"}, EvidenceNotes: "On request."},
			{Key: "PD-003", Name: "Nothing claimed", Vendor: "Maker", Model: "N", Types: []catalog.ComponentType{"host-device"}},
		},
		Claims: []supply.OfferedClaim{
			{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.Met, Evidence: []string{"Manual, p. 4", "Test 7"}, AssessedOn: "2026-01-02", Assessor: "N. N."},
			{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.1 RE 1", State: assess.NotApplied, Reason: "two\nlines", Approver: "A", Compensating: "Fence", Expires: "2027-01-01", Function: "F-1"},
			{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.2", State: assess.NotMet},
			{About: "product PD-002", Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.NotApplicable, Reason: "No people.", Approver: "B", Note: "n"},
			{About: "company CO-001", Set: catalog.SystemRequirements, Requirement: "SR 2.1", State: assess.Partly, Reason: "r", Maturity: 2, MaturityTarget: 3},
		},
	}
}

func results() oscal.Results {
	return oscal.Results{Site: "WTP", SiteName: "Water works", Set: catalog.SystemSet(), On: "2026-11-24", Subjects: []oscal.Subject{
		{Kind: assess.OfZone, Key: "Z-01", Name: "Filter", Answers: []oscal.Answer{
			{Requirement: "SR 1.1", State: assess.Met, Holds: true, Why: "met", Evidence: []string{"Photo"}, Assessor: "N. N.", On: "2026-10-01"},
			{Requirement: "SR 1.2", State: assess.Unanswered, Why: "unanswered"},
			{Requirement: "SR 1.1 RE 1", State: assess.NotMet, Why: "not met", Reason: "shared\naccounts"},
		}},
		{Kind: assess.OfConduit, Key: "C-01"},
		{Kind: assess.OfSite, Key: "WTP", Answers: []oscal.Answer{{Requirement: "SR 7.3", State: assess.Compensated, Holds: true, Why: "compensated until 2027", Maturity: 2}}},
	}}
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func components(t testing.TB) []byte {
	return written(t, func(w io.Writer) error { return oscal.WriteComponents(w, head, offer(), sets) })
}

func assessed(t testing.TB) []byte {
	return written(t, func(w io.Writer) error { return oscal.WriteResults(w, head, results()) })
}

// TestGolden keeps two whole files, which were validated against the schemas of
// NIST; whoever changes them does that again:
// go run github.com/defenseunicorns/go-oscal@v0.6.2 validate -f FILE.
func TestGolden(t *testing.T) {
	for name, file := range map[string][]byte{"component-definition.json": components(t), "assessment-results.json": assessed(t)} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(file)); diff != "" {
			t.Errorf("%s (-golden +now):\n%s", name, diff)
		}
	}
}

func TestFilesKeepTheRulesOfOSCAL(t *testing.T) {
	empty := written(t, func(w io.Writer) error {
		return oscal.WriteComponents(w, oscal.Head{At: head.At}, supply.ClaimsContent{Products: []supply.OfferedProduct{{Key: "P", Model: "m"}}}, sets)
	})
	nothing := written(t, func(w io.Writer) error {
		return oscal.WriteResults(w, oscal.Head{At: head.At}, oscal.Results{Site: "S", Set: catalog.SystemSet()})
	})
	for name, file := range map[string][]byte{"claims": components(t), "results": assessed(t), "a product without claims": empty, "nothing assessed": nothing} {
		if faults := check(t, file); len(faults) > 0 {
			t.Errorf("%s: %s", name, strings.Join(faults, "\n"))
		}
	}
}

func TestClaimsComeBack(t *testing.T) {
	got, err := oscal.ReadComponents(bytes.NewReader(components(t)), []*catalog.Set{catalog.SystemSet()}, oscal.DefaultBudget)
	if err != nil || len(got.Refusals) > 0 {
		t.Fatal(err, got.Refusals)
	}
	want := offer()
	for i := range want.Products {
		want.Products[i].Capable, want.Products[i].CapableWhy = nil, "" // reckoned
	}
	if diff := cmp.Diff(want, got.Content); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameRecordHasTheSameUUIDInEveryFile(t *testing.T) {
	first := components(t)
	later, other := head, head
	later.At, other.Seed = head.At.AddDate(1, 0, 0), "org-2"
	again := written(t, func(w io.Writer) error { return oscal.WriteComponents(w, later, offer(), sets) })
	if !slices.Equal(uuids(first), uuids(again)) {
		t.Error("UUIDs change with the day")
	}
	foreign := written(t, func(w io.Writer) error { return oscal.WriteComponents(w, other, offer(), sets) })
	for _, id := range uuids(foreign) {
		if slices.Contains(uuids(first), id) {
			t.Errorf("two organisations share the UUID %s", id)
		}
	}
}

var uuidForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)

func uuids(file []byte) []string { return uuidForm.FindAllString(string(file), -1) }

// TestFilesOfOthers reads what other programs write, without properties of ours.
func TestFilesOfOthers(t *testing.T) {
	file := `{"component-definition":{"uuid":"11111111-1111-4111-8111-111111111111","metadata":{"title":"Acme","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.0.4",
	 "parties":[{"uuid":"21111111-1111-4111-8111-111111111111","type":"organization","name":"Acme Corp"}]},
	 "components":[
	  {"uuid":"31111111-1111-4111-8111-111111111111","type":"software","title":"Acme HMI","description":"HMI","props":[{"name":"version","value":"4.2"}],
	   "control-implementations":[{"uuid":"41111111-1111-4111-8111-111111111111","source":"https://example.com/IEC_62443-3-3_2013/catalog.json","description":"d","implemented-requirements":[
	    {"uuid":"51111111-1111-4111-8111-111111111111","control-id":"sr-1.1","description":"Accounts are kept."},
	    {"uuid":"61111111-1111-4111-8111-111111111111","control-id":"SR-1.1-RE-1","description":"In part.","props":[{"name":"implementation-status","value":"partial"}]},
	    {"uuid":"71111111-1111-4111-8111-111111111111","control-id":"sr-99.9","description":"?"},
	    {"uuid":"81111111-1111-4111-8111-111111111111","control-id":"sr-1.1","description":"Again."}]}]},
	  {"uuid":"91111111-1111-4111-8111-111111111111","type":"policy","title":"Policy","description":"p"}]}}`
	got, err := oscal.ReadComponents(strings.NewReader(file), []*catalog.Set{catalog.SystemSet()}, oscal.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if p := got.Content.Products; len(p) != 1 || p[0].Vendor != "Acme Corp" || p[0].Model != "Acme HMI" || p[0].Release != "4.2" || !slices.Contains(p[0].Types, catalog.SoftwareApplication) {
		t.Errorf("products %+v", p)
	}
	want := []supply.OfferedClaim{
		{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.Met, Reason: "Accounts are kept."},
		{About: "product PD-001", Set: catalog.SystemRequirements, Requirement: "SR 1.1 RE 1", State: assess.Partly, Reason: "In part."},
	}
	if diff := cmp.Diff(want, got.Content.Claims); diff != "" {
		t.Error(diff)
	}
	if len(got.Refusals) != 3 {
		t.Errorf("refusals %+v", got.Refusals)
	}
}

func TestWhatIsNoComponentDefinitionIsRefused(t *testing.T) {
	budget := oscal.DefaultBudget
	budget.Bytes, budget.Components, budget.Requirements = 1<<16, 3, 4
	for name, file := range map[string]string{
		"no JSON": "<xml/>", "another file": `{"catalog":{}}`, "another version": `{"component-definition":{"metadata":{"oscal-version":"2.0"}}}`,
		"a list where an object belongs": `{"component-definition":[]}`, "a large file": `{"a":"` + strings.Repeat("x", 1<<17) + `"}`, "many requirements": string(components(t)),
	} {
		if _, err := oscal.ReadComponents(strings.NewReader(file), []*catalog.Set{catalog.SystemSet()}, budget); len(plant.ProblemsOf(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTokens(t *testing.T) {
	seen := map[string]catalog.RequirementID{}
	for _, r := range catalog.SystemSet().Requirements {
		token := oscal.Token(r.ID)
		if !tokenForm.MatchString(token) {
			t.Errorf("%s becomes %q, which is no token", r.ID, token)
		}
		if other, twice := seen[token]; twice {
			t.Errorf("%s and %s are both %q", r.ID, other, token)
		}
		seen[token] = r.ID
	}
	for id, want := range map[catalog.RequirementID]string{"CR 1.1 RE(1)": "cr-1.1-re-1", "SP.01.02 RE(1)": "sp.01.02-re-1", "4.2.3": "r-4.2.3", "": "r", "Ä 1": "ä-1"} {
		if got := oscal.Token(id); got != want {
			t.Errorf("Token(%q) = %q, want %q", id, got, want)
		}
	}
}

func FuzzReadComponents(f *testing.F) {
	f.Add(components(f))
	f.Add([]byte(`{"component-definition":{"metadata":{"oscal-version":"1.1.2"},"components":[{"type":"software"}]}}`))
	budget := oscal.Budget{Bytes: 1 << 18, Components: 50, Requirements: 500}
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := oscal.ReadComponents(bytes.NewReader(file), []*catalog.Set{catalog.SystemSet()}, budget)
		if err != nil {
			return
		}
		for _, c := range got.Content.Claims {
			if _, ok := catalog.SystemSet().Find(c.Requirement); !ok || c.About == "" {
				t.Errorf("a claim came through: %+v", c)
			}
		}
		again := written(t, func(w io.Writer) error { return oscal.WriteComponents(w, head, got.Content, sets) })
		if faults := check(t, again); len(faults) > 0 {
			t.Errorf("what was read is written wrongly: %s", strings.Join(faults, "\n"))
		}
	})
}

var tokenForm = regexp.MustCompile(`^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$`)

// check holds a file against the rules of OSCAL 1.1.2 that its schemas hold for
// the parts that are written: what must be there, what may be, lists that are not
// empty, and the forms of values.
func check(t testing.TB, file []byte) []string {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(file, &v); err != nil {
		t.Fatal(err)
	}
	c := checker{ids: map[string]bool{}}
	c.object("", v, "file")
	for _, ref := range c.refs {
		if !c.ids[ref] {
			c.faults = append(c.faults, "nothing has the UUID "+ref+" that is referred to")
		}
	}
	return c.faults
}

type checker struct {
	faults []string
	ids    map[string]bool
	refs   []string
}

// rules are the objects by name: attribute to form, with ! for what must be
// there and [] for lists.
var rules = map[string]map[string]string{
	"file":                    {"component-definition": "component-definition", "assessment-results": "assessment-results"},
	"component-definition":    {"uuid": "uuid!", "metadata": "metadata!", "components": "[]component", "back-matter": "back-matter"},
	"metadata":                {"title": "text!", "last-modified": "time!", "version": "string!", "oscal-version": "string!", "roles": "[]role", "parties": "[]party", "responsible-parties": "[]responsible-party", "remarks": "text"},
	"role":                    {"id": "token!", "title": "text!"},
	"party":                   {"uuid": "uuid!", "type": "party-type!", "name": "string"},
	"responsible-party":       {"role-id": "token!", "party-uuids": "[]ref!"},
	"component":               {"uuid": "uuid!", "type": "string!", "title": "text!", "description": "text!", "props": "[]prop", "control-implementations": "[]control-implementation", "remarks": "text"},
	"control-implementation":  {"uuid": "uuid!", "source": "uri!", "description": "text!", "props": "[]prop", "implemented-requirements": "[]implemented-requirement!"},
	"implemented-requirement": {"uuid": "uuid!", "control-id": "token!", "description": "text!", "props": "[]prop", "remarks": "text"},
	"prop":                    {"name": "token!", "ns": "uri", "value": "string!"},
	"back-matter":             {"resources": "[]resource"},
	"resource":                {"uuid": "uuid!", "title": "text", "citation": "citation"},
	"citation":                {"text": "text!"},
	"assessment-results":      {"uuid": "uuid!", "metadata": "metadata!", "import-ap": "import-ap!", "results": "[]result!", "back-matter": "back-matter"},
	"import-ap":               {"href": "uri!"},
	"result":                  {"uuid": "uuid!", "title": "text!", "description": "text!", "start": "time!", "props": "[]prop", "local-definitions": "local-definitions", "reviewed-controls": "reviewed-controls!", "observations": "[]observation", "findings": "[]finding"},
	"local-definitions":       {"components": "[]system-component"},
	"system-component":        {"uuid": "uuid!", "type": "string!", "title": "text!", "description": "text!", "props": "[]prop", "status": "component-status!"},
	"component-status":        {"state": "component-state!"},
	"reviewed-controls":       {"control-selections": "[]control-selection!"},
	"control-selection":       {"include-controls": "[]include-control"},
	"include-control":         {"control-id": "token!"},
	"observation":             {"uuid": "uuid!", "title": "text", "description": "text!", "props": "[]prop", "methods": "[]method!", "subjects": "[]subject", "collected": "time!"},
	"subject":                 {"subject-uuid": "ref!", "type": "token!"},
	"finding":                 {"uuid": "uuid!", "title": "text!", "description": "text!", "props": "[]prop", "target": "target!", "related-observations": "[]related-observation"},
	"target":                  {"type": "target-type!", "target-id": "token!", "status": "objective-status!"},
	"objective-status":        {"state": "objective-state!", "reason": "token"},
	"related-observation":     {"observation-uuid": "ref!"},
}

var forms = map[string]*regexp.Regexp{
	"text":            regexp.MustCompile(`(?s)\S`),
	"string":          regexp.MustCompile(`^\S(.*\S)?$`),
	"token":           tokenForm,
	"uuid":            regexp.MustCompile(`^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$`),
	"ref":             regexp.MustCompile(`^[0-9A-Fa-f]{8}-`),
	"uri":             regexp.MustCompile(`^\S+$`),
	"time":            regexp.MustCompile(`^(19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`),
	"party-type":      regexp.MustCompile(`^(organization|person)$`),
	"component-state": regexp.MustCompile(`^(under-development|operational|disposition|other)$`),
	"method":          regexp.MustCompile(`^(EXAMINE|INTERVIEW|TEST|UNKNOWN)$`),
	"target-type":     regexp.MustCompile(`^(statement-id|objective-id)$`),
	"objective-state": regexp.MustCompile(`^(satisfied|not-satisfied)$`),
}

func (c *checker) fault(at, format string, args ...any) {
	c.faults = append(c.faults, at+": "+fmt.Sprintf(format, args...))
}

func (c *checker) object(at string, v map[string]any, kind string) {
	for name, value := range v {
		form, known := rules[kind][name]
		if !known {
			c.fault(at, "a %s has no %q", kind, name)
			continue
		}
		c.value(at+"/"+name, value, strings.TrimSuffix(form, "!"))
	}
	for name, form := range rules[kind] {
		if _, there := v[name]; !there && strings.HasSuffix(form, "!") {
			c.fault(at, "the %s lacks its %s", kind, name)
		}
	}
}

func (c *checker) value(at string, v any, form string) {
	if item, list := strings.CutPrefix(form, "[]"); list {
		items, _ := v.([]any)
		if len(items) == 0 {
			c.fault(at, "the list is empty")
		}
		for i, x := range items {
			c.value(fmt.Sprintf("%s/%d", at, i), x, item)
		}
		return
	}
	if _, object := rules[form]; object {
		o, ok := v.(map[string]any)
		if !ok {
			c.fault(at, "it is no object")
		}
		c.object(at, o, form)
		return
	}
	s, ok := v.(string)
	if !ok || !forms[form].MatchString(s) {
		c.fault(at, "%v is no %s", v, form)
	}
	switch {
	case form == "uuid" && c.ids[s]:
		c.fault(at, "the UUID %s is given twice", s)
	case form == "uuid":
		c.ids[s] = true
	case form == "ref":
		c.refs = append(c.refs, s)
	case form == "uri" && strings.HasPrefix(s, "#"):
		c.refs = append(c.refs, s[1:])
	}
}
