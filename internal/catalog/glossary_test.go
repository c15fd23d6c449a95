package catalog_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
)

func TestGlossaryKnowsTheWordsAndTheirSynonyms(t *testing.T) {
	g := catalog.Glossary()
	for word, want := range map[string]string{
		"zone": "zone", "Security Zone": "zone", "ゾーン": "zone", "ICS": "IACS", "OT security": "OT", "cyber-physical system": "CPS",
		"target security level": "SL-T", "sl-c": "SL-C", "system under  consideration": "SuC", "Restrisiko": "residual risk",
		"compensating control": "compensating countermeasure", "ML": "maturity level", "FR 5": "RDF", "SPR": "SPR", "statement of applicability": "SoA",
	} {
		if got, ok := g.Find(word); !ok || got.Term != want {
			t.Errorf("%q is %q, want %q", word, got.Term, want)
		}
	}
	if _, ok := g.Find("flux capacitor"); ok {
		t.Error("a word that nobody uses was found")
	}
}

func TestGlossaryExplainsInItsOwnWords(t *testing.T) {
	g := catalog.Glossary()
	if len(g.Terms) < 90 {
		t.Errorf("%d terms, want 90 or more", len(g.Terms))
	}
	for _, term := range g.Terms {
		if n := len(term.Text); n < 50 || n > 330 || !strings.HasSuffix(term.Text, ".") {
			t.Errorf("%s is explained in %d characters: %s", term.Term, n, term.Text)
		}
		if strings.Contains(strings.ToLower(term.Text), "shall") {
			t.Errorf("%s speaks like a standard: %s", term.Term, term.Text)
		}
		if _, ok := catalog.Series().Resolve(term.Part); term.Part != "" && !ok {
			t.Errorf("%s comes from %q, which the series does not list", term.Term, term.Part)
		}
	}
}

const smallGlossary = `format: ringwall-glossary/1
version: "1"
terms:
  - {term: a, also: [b], text: one}
  - {term: c, see: [a], text: two}
`

func TestParseGlossaryRefusesABrokenPack(t *testing.T) {
	if _, err := catalog.ParseGlossary(strings.NewReader(smallGlossary)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"another format", "glossary/1", "glossary/2", "the format is"},
		{"one word for two terms", "term: c", "term: B", `line 5, term "B": "B" stands for "a" already`},
		{"no text", "text: two", "text: ' '", "no text"},
		{"see to nowhere", "see: [a]", "see: [z]", `see names "z"`},
	} {
		if _, err := catalog.ParseGlossary(strings.NewReader(strings.Replace(smallGlossary, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want it to say %q", c.name, err, c.want)
		}
	}
}

func FuzzParseGlossary(f *testing.F) {
	f.Add(smallGlossary, "a")
	f.Fuzz(func(t *testing.T, text, word string) {
		g, err := catalog.ParseGlossary(strings.NewReader(text))
		if (g == nil) == (err == nil) {
			t.Fatalf("glossary %v with error %v", g, err)
		}
		if g != nil {
			g.Find(word)
		}
	})
}
