package catalog

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Terms is a glossary: the words of the program and what others call them.
type Terms struct {
	Version string `json:"version"`
	Terms   []Term `json:"terms"`

	byWord map[string]int
}

// Term is a word with what it means here.
type Term struct {
	Term string   `json:"term"`
	Also []string `json:"also,omitempty"` // synonyms and abbreviations
	JA   []string `json:"ja,omitempty"`   // the word in Japanese
	DE   []string `json:"de,omitempty"`   // the word in German
	Part string   `json:"part,omitempty"` // the standard that it comes from
	See  []string `json:"see,omitempty"`  // terms to read next
	Text string   `json:"text"`           // what it means, in own words
}

// Glossary is the glossary that every program carries. It is parsed once and
// shared: do not change it.
func Glossary() *Terms { return carriedGlossary() }

var carriedGlossary = sync.OnceValue(func() *Terms {
	f, err := packs.Open("packs/glossary.yaml")
	if err == nil {
		defer f.Close()
		var t *Terms
		if t, err = ParseGlossary(f); err == nil {
			return t
		}
	}
	panic("the embedded glossary is damaged: " + err.Error())
})

// Find is the term for a word, a synonym or a word of another language, in
// capitals or not.
func (t *Terms) Find(word string) (Term, bool) {
	i, ok := t.byWord[foldWord(word)]
	if !ok {
		return Term{}, false
	}
	return t.Terms[i], true
}

func foldWord(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }

// GlossaryFormat is the first line of a glossary pack.
const GlossaryFormat = "ringwall-glossary/1"

// ParseGlossary reads a glossary pack and checks all of it.
func ParseGlossary(r io.Reader) (*Terms, error) {
	const name = "the glossary"
	var p struct {
		Format  string `yaml:"format"`
		Version string `yaml:"version"`
		Terms   []Term `yaml:"terms"`
	}
	lines, err := readPack(r, name, &p)
	if err != nil {
		return nil, err
	}
	var faults []error
	if p.Format != GlossaryFormat {
		faults = append(faults, fmt.Errorf("the format is %q, want %q", short(p.Format), GlossaryFormat))
	}
	t := &Terms{Version: p.Version, Terms: p.Terms, byWord: map[string]int{}}
	known := map[string]bool{}
	for i, term := range t.Terms {
		known[term.Term] = true
		at := fmt.Sprintf("line %d, term %q", lines.line("terms", i), short(term.Term))
		if strings.TrimSpace(term.Term) == "" || strings.TrimSpace(term.Text) == "" || len(term.Text) > maxTextBytes {
			faults = append(faults, fmt.Errorf("%s: no word, no text, or a text longer than %d bytes", at, maxTextBytes))
		}
		for _, words := range [][]string{{term.Term}, term.Also, term.JA, term.DE} {
			for _, w := range words {
				key := foldWord(w)
				if other, taken := t.byWord[key]; taken && other != i {
					faults = append(faults, fmt.Errorf("%s: %q stands for %q already", at, w, t.Terms[other].Term))
				}
				t.byWord[key] = i
			}
		}
	}
	for i, term := range t.Terms {
		for _, see := range term.See {
			if !known[see] || see == term.Term {
				faults = append(faults, fmt.Errorf("line %d, term %q: see names %q, which is not another term", lines.line("terms", i), short(term.Term), short(see)))
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}
