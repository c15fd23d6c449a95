package drawio

import (
	"html"
	"regexp"
	"strings"
)

// plain is a label without its markup, one line for each of its lines.
func (c *cell) plain() string {
	text := c.text
	if c.style["html"] == "1" {
		text = withoutMarkup(text)
	}
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// withoutMarkup turns what ends a line in HTML into a line end and leaves all
// other tags out. A label is only ever shown as text, so no more is needed.
func withoutMarkup(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:open])
		s = s[open:]
		end := strings.IndexByte(s, '>')
		if end < 0 {
			b.WriteString(s)
			break
		}
		name := strings.ToLower(strings.Trim(s[1:end], "/ "))
		name, _, _ = strings.Cut(name, " ")
		switch name {
		case "br", "div", "p", "li", "h1", "h2", "h3", "tr":
			b.WriteByte('\n')
		case "td":
			b.WriteByte(' ')
		}
		s = s[end+1:]
	}
	return html.UnescapeString(b.String())
}

// keyLike is a word that people use as a key: PLC-101, Z-02, =A1, SW3.
var keyLike = regexp.MustCompile(`^[\p{Lu}][\p{Lu}\p{N}]{0,11}([._/-]?[\p{Lu}\p{N}]*\p{N}[\p{L}\p{N}]*)+([._/-][\p{L}\p{N}]+)*$`)

// split tells the key at the head of a label from the name that follows.
func split(label string) (key, name string) {
	first, rest, more := strings.Cut(label, "\n")
	word, tail, _ := strings.Cut(first, " ")
	word = strings.TrimRight(word, ":,;–")
	if !keyLike.MatchString(word) || levelWord.MatchString(word) {
		return "", joined(label)
	}
	name = strings.TrimLeft(strings.TrimSpace(tail), "–-:· ")
	if more {
		name = strings.TrimSpace(name + " " + joined(rest))
	}
	return word, name
}

// joined is a label as one line.
func joined(label string) string { return strings.Join(strings.Fields(label), " ") }

// levelWord is a Purdue level, which is no key.
var levelWord = regexp.MustCompile(`^L[0-5]$`)
