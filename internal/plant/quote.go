package plant

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	plainStart = regexp.MustCompile(`^[\p{L}\p{N}_(/.+<=]`)
	// notText is what some YAML reader or other takes for a number, a time or
	// a truth value. Days stay plain: YAML 1.2 knows no dates.
	notText = regexp.MustCompile(`(?i)^([-+.]?[0-9][0-9_,]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[-+]?\.(inf|nan)|~|null|true|false|yes|no|on|off|y|n|<<|=)$`)
)

// quote is a text as a YAML scalar on one line: plain where every reader takes
// it for this very text, else in double quotes. Within [] and {} fewer texts
// can be plain.
func quote(s string, flow bool) string {
	if plain(s, flow) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !visible(r) && r <= 0xff:
			fmt.Fprintf(&b, `\x%02x`, r)
		case !visible(r) && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		case !visible(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func plain(s string, flow bool) bool {
	if !plainStart.MatchString(s) || notText.MatchString(s) || strings.HasSuffix(s, " ") || strings.HasSuffix(s, ":") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || !printable(s) {
		return false
	}
	if strings.Count(s, ":") > 1 { // addresses and times, which old readers count by sixties
		return false
	}
	return !flow || !strings.ContainsAny(s, ",[]{}:?")
}

func printable(s string) bool {
	for _, r := range s {
		if !visible(r) {
			return false
		}
	}
	return true
}

// visible says whether a character may stand as it is in YAML and shows.
func visible(r rune) bool {
	return r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != '\ufffd'
}
