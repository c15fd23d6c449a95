package report

import (
	"strings"
	"unicode/utf8"
)

// measure is about how wide a line of words is. Fonts differ from reader to
// reader, so it takes a wide one.
func measure(words string, size float64, f face) float64 {
	em := 0.0
	for _, r := range words {
		switch {
		case r >= 0x2e80:
			em++
		case f == mono:
			em += .602
		case strings.ContainsRune(" .,:;'|!()[]-/ijlI", r):
			em += .36
		case strings.ContainsRune("ftr", r):
			em += .44
		case strings.ContainsRune("mwMW@%", r):
			em += .95
		case r >= 'A' && r <= 'Z':
			em += .68
		default:
			em += .6
		}
	}
	if f == bold {
		em *= 1.12
	}
	return em * size
}

// wrapped breaks words into at most so many lines of a width; what is left over
// ends in dots. A word that is wider than a line is broken too.
func wrapped(words string, width, size float64, f face, most int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(words) {
		if try := strings.TrimSpace(line + " " + word); measure(try, size, f) <= width {
			line = try
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for word != "" && measure(word, size, f) > width {
			head := fitting(word, width, size, f)
			out, word = append(out, head), word[len(head):]
		}
		line = word
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) > most {
		out = out[:most]
		out[most-1] = fitting(out[most-1], width-measure("…", size, f), size, f) + "…"
	}
	return out
}

// shorten is one line of words.
func shorten(words string, width, size float64, f face) string {
	return strings.Join(wrapped(words, width, size, f, 1), "")
}

// fitting is as much of the beginning of words as a width holds, at least a letter.
func fitting(words string, width, size float64, f face) string {
	for measure(words, size, f) > width {
		_, last := utf8.DecodeLastRuneInString(words)
		if last == len(words) {
			break
		}
		words = words[:len(words)-last]
	}
	return words
}
