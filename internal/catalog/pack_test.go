package catalog_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// small is a pack with two requirements, right in everything; each test breaks one thing.
const small = `format: ringwall-catalogue/1
set: {id: "x:1", kind: system, standard: X, title: T, version: "1"}
sources:
  - {id: other, name: Another list}
foundations:
  - {id: FR 1, abbrev: IAC, title: A, clause: "5", summary: a}
  - {id: FR 2, abbrev: UC, title: B, clause: "6", summary: b}
  - {id: FR 3, abbrev: SI, title: C, clause: "7", summary: c}
  - {id: FR 4, abbrev: DC, title: D, clause: "8", summary: d}
  - {id: FR 5, abbrev: RDF, title: E, clause: "9", summary: e}
  - {id: FR 6, abbrev: TRE, title: F, clause: "10", summary: f}
  - {id: FR 7, abbrev: RA, title: G, clause: "11", summary: g}
requirements:
  - id: SR 5.1
    fr: FR 5
    title: First
    slFrom: 2
    summary: s1
    question: q1?
    evidence: e1
  - id: SR 5.1 RE 1
    fr: FR 5
    parent: SR 5.1
    title: Second
    slFrom: 3
    summary: s2
    question: q2?
    evidence: e2
    doubts:
      - {about: slFrom, source: other, says: SL 2}
`

func TestParseReadsAPack(t *testing.T) {
	set, err := catalog.Parse(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	r, ok := set.Find("SR 5.1 RE 1")
	if !ok || r.Parent != "SR 5.1" || r.From != 3 || len(r.Doubts) != 1 || r.Doubts[0].Source != "Another list" {
		t.Errorf("SR 5.1 RE 1 came out as %+v", r)
	}
	if set.Gate(2) != 1 || set.Gate(3) != 2 {
		t.Errorf("SL 2 asks for %d, SL 3 for %d; want 1 and 2", set.Gate(2), set.Gate(3))
	}
}

func TestParseRefusesABrokenPack(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"another format", "ringwall-catalogue/1", "ringwall-catalogue/2", `format is "ringwall-catalogue/2"`},
		{"a set without id", `id: "x:1", `, "", "the set has no id"},
		{"a kind nobody knows", "kind: system", "kind: sistem", `the kind of the set is "sistem", it is one of system, component`},
		{"no kind", "kind: system, ", "", `the kind of the set is ""`},
		{"maturity beside levels", "sources:", "maturity: [{level: 1, name: A, summary: m}]\nsources:", "maturity levels belong to sets without"},
		{"types of a system requirement", "slFrom: 2", "slFrom: 2\n    types: [host-device]", "belong to a set of the kind component"},
		{"a group that is not there", "slFrom: 2", "slFrom: 2\n    group: G", `group "G" is not in the pack`},
		{"no level", "    slFrom: 2\n", "", "no slFrom"},
		{"a grade nobody knows", "slFrom: 2", "slFrom: 2\n    confidence: sure", `confidence is "sure", it is high, medium or low`},
		{"a field nobody knows", "title: First", "titel: First", "line 16: field titel not found"},
		{"an id in another form", "id: SR 5.1\n", "id: SR-5.1\n", `line 14, requirement "SR-5.1": an id is written`},
		{"an id of FR 8", "id: SR 5.1\n", "id: SR 8.1\n", `requirement "SR 8.1": an id is written`},
		{"an id that stands twice", "  - id: SR 5.1 RE 1\n    fr: FR 5\n    parent: SR 5.1\n", "  - id: SR 5.1\n    fr: FR 5\n", `line 21, requirement "SR 5.1": the id stands twice`},
		{"an id of another FR", "id: SR 5.1\n    fr: FR 5", "id: SR 5.1\n    fr: FR 4", `fr is "FR 4", the id belongs to FR 5`},
		{"an enhancement of something else", "parent: SR 5.1\n", "parent: SR 5.2\n", `parent is "SR 5.2", the id enhances SR 5.1`},
		{"an enhancement without its requirement", "id: SR 5.1\n", "id: SR 5.3\n", `line 21, requirement "SR 5.1 RE 1": parent "SR 5.1" does not stand before it`},
		{"a requirement with a parent", "title: First", "title: First\n    parent: SR 5.2", "the id is no enhancement"},
		{"level 0", "slFrom: 2", "slFrom: 0", "slFrom is 0"},
		{"level 5", "slFrom: 3", "slFrom: 5", "slFrom is 5"},
		{"a level in words", "slFrom: 2", "slFrom: two", "line 17: cannot unmarshal"},
		{"an enhancement asked before its requirement", "slFrom: 3", "slFrom: 1", "asked from SL 1, before SR 5.1 at SL 2"},
		{"no title", "title: First", "title: ''", "no title"},
		{"no summary", "summary: s1", "summary: ''", `requirement "SR 5.1": no summary`},
		{"a blank question", "question: q1?", "question: ' '", "no question"},
		{"a question that asks nothing", "q1?", "q1", "question mark"},
		{"no evidence", "evidence: e2", "evidence: ''", `requirement "SR 5.1 RE 1": no evidence`},
		{"one text for two requirements", "evidence: e2", "evidence: e1", `the evidence is the same text as in line 14, requirement "SR 5.1"`},
		{"a text without end", "evidence: e2", "evidence: " + strings.Repeat("e", 2001), "longer than 2000 bytes"},
		{"a source nobody listed", "source: other", "source: rumour", `names the source "rumour"`},
		{"a doubt that says nothing", ", says: SL 2", "", "does not say"},
		{"foundational requirements out of order", "FR 3, abbrev: SI", "FR 4, abbrev: DC", "place 3 is for FR 3 (SI)"},
		{"a foundational requirement too few", "  - {id: FR 7, abbrev: RA, title: G, clause: \"11\", summary: g}\n", "", "6 foundational requirements"},
		{"references", "summary: s1", "summary: &a s1", "anchors and references are not allowed"},
		{"a second document", "format:", "format: x\n---\nformat:", "more than one document"},
		{"something nested without end", "evidence: e2", "evidence: " + strings.Repeat("[", 30) + strings.Repeat("]", 30), "nested deeper than 12"},
		{"no mapping at all", small, "- a\n- b\n", "not a mapping"},
		{"an empty file", small, "", "not a mapping"},
	} {
		broken := strings.Replace(small, c.old, c.new, 1)
		if broken == small {
			t.Fatalf("%s: the test breaks nothing", c.name)
		}
		_, err := catalog.Parse(strings.NewReader(broken))
		if err == nil {
			t.Errorf("%s was accepted", c.name)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %q, want it to say %q", c.name, err, c.want)
		}
	}
}

// provider is a pack in groups and by maturity; component is made of small.
const provider = `format: ringwall-catalogue/1
set: {id: "iec-62443-2-4:x", kind: provider, standard: X, title: T, edition: 2, version: "1"}
maturity:
  - {level: 1, name: Initial, summary: m1}
  - {level: 2, name: Managed, summary: m2}
groups:
  - {id: SP.01, title: G}
  - {id: SP.01.A, parent: SP.01, title: H}
requirements:
  - {id: SP.01.01 BR, group: SP.01, title: A, summary: s1, question: "q1?", evidence: e1}
  - {id: SP.01.01 RE(1), parent: SP.01.01 BR, group: SP.01.A, title: B, summary: s2, question: "q2?", evidence: e2}
`

// framework is a pack of another body, which explains nothing.
const framework = `format: ringwall-catalogue/1
set: {id: "own:1", kind: framework, standard: X, title: T, version: "1"}
requirements:
  - {id: Any id, title: A}
  - {id: Any id (1), parent: Any id, title: A}
`

func component() string {
	return strings.NewReplacer("x:1", "iec-62443-4-2:x", "kind: system", "kind: component",
		"- id: SR 5.1\n    fr: FR 5\n    title: First\n    slFrom: 2", "- id: EDR 3.2\n    fr: FR 3\n    heading: CR 3.2\n    title: First\n    slFrom: 2\n    types: [embedded-device]\n    derives: [SR 3.2]",
		"- id: SR 5.1 RE 1\n    fr: FR 5\n    parent: SR 5.1\n    title: Second\n    slFrom: 3", "- id: CCSC 1\n    title: Second").Replace(small)
}

func TestParseKnowsEachKind(t *testing.T) {
	set, err := catalog.Parse(strings.NewReader(provider))
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := set.Find("SP.01.01 RE(1)"); r.FR != sl.None || !r.Enhancement() || len(set.Maturity) != 2 || set.Edition != "2" {
		t.Errorf("a provider set came out as %+v", set)
	}
	if path := set.GroupPath("SP.01.A"); len(path) != 2 || path[0].ID != "SP.01" || len(set.Under("SP.01")) != 2 {
		t.Errorf("the way to SP.01.A is %+v", path)
	}
	set, err = catalog.Parse(strings.NewReader(component()))
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := set.Find("EDR 3.2"); r.FR != sl.SI || r.Heading != "CR 3.2" || r.From != 2 || set.Gate(4) != 1 {
		t.Errorf("EDR 3.2 came out as %+v", r)
	}
	if _, err = catalog.Parse(strings.NewReader(framework)); err != nil {
		t.Error(err)
	}
}

func TestParseRefusesWhatAKindDoesNotHave(t *testing.T) {
	for _, c := range []struct{ name, pack, old, new, want string }{
		{"a level of a provider", provider, "title: A", "title: A, slFrom: 1", "not asked by security level"},
		{"foundational requirements of a provider", provider, "groups:", "foundations: [{id: FR 1, abbrev: IAC, title: A, clause: 5, summary: a}]\ngroups:", "belong to sets with security levels"},
		{"no group", provider, "group: SP.01,", "", "no group, name the heading"},
		{"a group before its parent", provider, "{id: SP.01,", "{id: SP.02,", `line 8, group "SP.01.A": parent "SP.01" does not stand before it`},
		{"a group that stands twice", provider, "{id: SP.01.A, parent: SP.01,", "{id: SP.01,", "the id stands twice"},
		{"an enhancement of another number", provider, "parent: SP.01.01 BR", "parent: SP.01.02 BR", "the id enhances SP.01.01 BR"},
		{"maturity levels out of order", provider, "level: 2", "level: 3", "the levels are 1, 2, 3 and 4"},
		{"a type-specific id without heading", component(), "    heading: CR 3.2\n", "", "the id stands under CR 3.2"},
		{"a type-specific id for another type", component(), "[embedded-device]", "[host-device]", "for the type embedded-device alone"},
		{"a type nobody knows", component(), "[embedded-device]", "[plc]", `type "plc" is not one of`},
		{"a level of a constraint", component(), "title: Second", "title: Second\n    slFrom: 1", "not asked by security level"},
		{"something derived from no SR", component(), "[SR 3.2]", "[CR 3.2]", `derives names "CR 3.2"`},
		{"a blank id in a framework", framework, "id: Any id (1)", `id: " "`, "an id has 1 to 60 bytes"},
		{"a parent that is missing", framework, "parent: Any id", "parent: Other", `parent "Other" does not stand before it`},
	} {
		broken := strings.Replace(c.pack, c.old, c.new, 1)
		if broken == c.pack {
			t.Fatalf("%s: the test breaks nothing", c.name)
		}
		if _, err := catalog.Parse(strings.NewReader(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want it to say %q", c.name, err, c.want)
		}
	}
}

func TestParseKeepsItsBudget(t *testing.T) {
	for name, pack := range map[string]string{
		"a large file": small + strings.Repeat("#"+strings.Repeat("x", 1023)+"\n", 2049),
		"many values":  "format: x\nrequirements: [" + strings.Repeat("1,", 60_000) + "]\n",
	} {
		if _, err := catalog.Parse(strings.NewReader(pack)); err == nil || !strings.Contains(err.Error(), "than") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseNamesEverythingThatIsWrong(t *testing.T) {
	broken := strings.NewReplacer("summary: s1", "summary: ''", "slFrom: 3", "slFrom: 9").Replace(small)
	_, err := catalog.Parse(strings.NewReader(broken))
	if err == nil || !strings.Contains(err.Error(), "no summary") || !strings.Contains(err.Error(), "slFrom is 9") {
		t.Errorf("only part of what is wrong was named: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add(provider)
	f.Add(framework)
	f.Add("a: &a [*a]\n")
	f.Add("requirements:\n  - &b {id: SR 1.1}\n  - *b\n")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := catalog.Parse(strings.NewReader(text))
		if (set == nil) == (err == nil) {
			t.Fatalf("set %v with error %v", set, err)
		}
		if set == nil {
			return
		}
		// What was accepted can be used: every id is found and no level lies outside.
		asked := 0
		for _, r := range set.Requirements {
			found, ok := set.Find(r.ID)
			if !ok || found.Title != r.Title || !r.From.Valid() || set.Levelled() && r.Summary == "" || !set.Levelled() && r.From > 0 {
				t.Errorf("%+v was accepted", r)
			}
			if _, ok := set.Group(r.Group); !ok && r.Group != "" {
				t.Errorf("%s stands under the unknown group %s", r.ID, r.Group)
			}
			if r.From > 0 {
				asked++
			}
		}
		if set.Gate(4) != asked {
			t.Errorf("SL 4 asks for %d of %d", set.Gate(4), asked)
		}
	})
}
