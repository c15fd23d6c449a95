package plant

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one broken rule of one record: where, and a sentence that says
// what is wrong and how to mend it.
type Problem struct {
	// Pointer is the JSON pointer of the broken field within the record or
	// document: "/target/vector/3"; "" is the record as a whole.
	Pointer string `json:"pointer"`
	Text    string `json:"text"`
	// Line is the line of the file, counted from 1; 0 when there is no file.
	Line int `json:"line,omitempty"`
}

// Problems are all broken rules of a record or document. They are an error so
// that a caller may return them; an empty list must not be returned as one.
type Problems []Problem

// Error joins the sentences; each begins with its line when there is a file.
func (p Problems) Error() string {
	texts := make([]string, 0, len(p))
	for _, problem := range p {
		texts = append(texts, problem.String())
	}
	return strings.Join(texts, " ")
}

// String is the sentence, after the line and the place in a file if there is one.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d, %s: %s", p.Line, place(p.Pointer), p.Text)
}

// place is a pointer as people write it: "/zones/3/key" is "zones[3].key".
func place(pointer string) string {
	var b strings.Builder
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if token != "" && strings.Trim(token, "0123456789") == "" {
			b.WriteString("[" + token + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(strings.NewReplacer("~1", "/", "~0", "~").Replace(token))
	}
	if b.Len() == 0 {
		return "document"
	}
	return b.String()
}

// ProblemsOf is the list of broken rules in err, nil when err is none of ours.
func ProblemsOf(err error) Problems {
	p, _ := errors.AsType[Problems](err)
	return p
}

// err is p as an error, nil when no rule is broken.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// below is p with every pointer moved below a prefix.
func (p Problems) below(prefix string) Problems {
	for i := range p {
		p[i].Pointer = prefix + p[i].Pointer
	}
	return p
}

func (p *Problems) add(pointer, format string, args ...any) {
	*p = append(*p, Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
}

func (p *Problems) key(pointer, key string) {
	switch {
	case key == "":
		p.add(pointer, "The key is missing: give a short one that people say aloud, such as PLC-101.")
	case !ValidKey(key):
		p.add(pointer, "%q is no key: write up to 64 letters, digits, blanks and . _ / -, beginning with a letter or digit.", clip(key))
	}
}

func (p *Problems) taken(kind, key string) {
	p.add("/key", "There is another %s %q in this site: choose a key that no other %s has.", kind, key, kind)
}

func (p *Problems) name(pointer, name string) {
	if name == "" {
		p.add(pointer, "The name is missing: write what people call it.")
	}
	p.short(pointer, name)
}

// short checks a text of one line.
func (p *Problems) short(pointer, s string) { p.limited(pointer, s, longestName, "") }

// text checks a text that may have several lines.
func (p *Problems) text(pointer, s string) { p.limited(pointer, s, longestText, "\n\t") }

func (p *Problems) limited(pointer, s string, longest int, allowed string) {
	if len(s) > longest {
		if n := utf8.RuneCountInString(s); n > longest {
			p.add(pointer, "The text has %d characters: shorten it to at most %d.", n, longest)
			return
		}
	}
	if !utf8.ValidString(s) {
		p.add(pointer, "The text is not valid UTF-8: write it anew.")
		return
	}
	for _, r := range s {
		if unicode.IsControl(r) && !strings.ContainsRune(allowed, r) {
			p.add(pointer, "The text contains the control character %U: remove it.", r)
			return
		}
	}
}

func (p *Problems) lines(pointer string, lines []string, longest int) {
	p.count(pointer, len(lines), mostLines)
	total := 0
	for i, line := range lines {
		total += len(line)
		here := fmt.Sprintf("%s/%d", pointer, i)
		if line == "" {
			p.add(here, "The entry is empty: write something or remove it.")
		}
		p.limited(here, line, longest, "\n\t")
	}
	if total > longestList {
		p.add(pointer, "The entries have %d bytes together: shorten them to at most %d.", total, longestList)
	}
}

func (p *Problems) count(pointer string, n, most int) {
	if n > most {
		p.add(pointer, "The list has %d entries: at most %d are allowed.", n, most)
	}
}

// maturity checks a maturity level, which may be missing.
func (p *Problems) maturity(pointer string, level int) {
	if level < 0 || level > 4 {
		p.add(pointer, "The maturity is %d: write 1 to 4, or leave it out.", level)
	}
}

func (p *Problems) day(pointer string, d Date) {
	if _, err := ParseDate(string(d)); err != nil {
		p.add(pointer, "%q is no date: write it as 2026-11-24.", clip(string(d)))
	}
}

// clip keeps a sentence readable when the quoted value is a whole page.
func clip(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "…"
}

// fold makes keys comparable: Z-02 and z-02 are one key when said aloud.
func fold(key string) string { return strings.ToLower(key) }

// pointerToken escapes a name for use in a JSON pointer (RFC 6901).
func pointerToken(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
