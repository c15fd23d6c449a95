package catalog_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
)

// small is a pack with two requirements, right in everything; each test breaks one thing.
const small = `format: ringwall-catalogue/1
set: {id: "x:1", standard: X, title: T, version: "1"}
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
		for _, r := range set.Requirements {
			if found, ok := set.Find(r.ID); !ok || found.Title != r.Title || r.From < 1 || r.From > 4 || r.Summary == "" {
				t.Errorf("%+v was accepted", r)
			}
		}
		if set.Gate(4) != len(set.Requirements) {
			t.Errorf("SL 4 asks for %d of %d", set.Gate(4), len(set.Requirements))
		}
	})
}
