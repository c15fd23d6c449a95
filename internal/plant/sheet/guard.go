package sheet

import (
	"strings"
	"unicode/utf8"
)

// guard makes a text harmless to spreadsheet programs, which take one that
// begins like a formula for a formula: it gets a leading apostrophe. [unguard]
// takes it off again, so nothing is lost.
func guard(s string) string {
	if dangerous(s) || strings.HasPrefix(s, "'") && guarded(s[1:]) {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if strings.HasPrefix(s, "'") && guarded(s[1:]) {
		return s[1:]
	}
	return s
}

// guarded says whether an apostrophe before the text is one of ours and not
// part of it, as in 's-Hertogenbosch.
func guarded(s string) bool { return dangerous(s) || strings.HasPrefix(s, "'") }

// dangerous says whether the text, after blanks, begins like a formula, also
// in the full-width forms that some programs accept.
func dangerous(s string) bool {
	if s == "" {
		return false
	}
	if strings.ContainsRune("\t\r\n\x00", rune(s[0])) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0\u3000\t\r\n"))
	return strings.ContainsRune("=+-@＝＋－＠", first)
}
