package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	book "ringwall/internal/plant/sheet"
)

func wordSet(list ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[folded(w)] = true
	}
	return out
}

// folded makes marks comparable. It keeps signs, for × is a "no" beside ○ where
// x is a "yes".
func folded(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), " "))
}

var (
	yesWords = wordSet("x", "yes", "y", "true", "1", "ja", "j", "wahr", "✓", "✔", "☑", "○", "◯", "〇", "●", "はい", "有", "あり", "可", "可能", "該当", "hackable", "hackbar", "h", "cyber")
	noWords  = wordSet("no", "n", "false", "0", "nein", "falsch", "×", "✕", "✗", "✘", "☐", "-", "–", "—", "いいえ", "無", "なし", "不可", "非該当", "not hackable", "non-hackable", "nicht hackbar", "nh", "n/a", "na")
)

// mark reads a mark in a cell: a cross, a tick or a word.
func mark(s string) (yes bool, err error) {
	switch w := folded(s); {
	case w == "" || noWords[w]:
		return false, nil
	case yesWords[w]:
		return true, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no: write x, yes, ja or ○, or leave the cell empty", s)
}

var (
	leadingLevel = regexp.MustCompile(`^\(?(?:[A-Za-z]{1,2}\s?-?)?([0-9])\)?(?:\s*[-–—:.)=/]\s*|\s+|$)(.*)$`)
	trailing     = regexp.MustCompile(`^(.*?)\s*[(\[]\s*[A-Za-z]{0,2}([0-9])\s*[)\]]$`)
	noneWords    = wordSet("none", "no effect", "keine", "kein", "なし", "無し", "影響なし")
)

// level reads a level of a scale: its number, its name, or both. 0 is an explicit
// none; rated says whether the cell says anything.
func level(s string, names []string, what, scale string) (n int, rated bool, err error) {
	s = strings.TrimSpace(norm.NFKC.String(s))
	for i, name := range names {
		if book.Squeeze(name) == book.Squeeze(s) && book.Squeeze(s) != "" {
			return i + 1, true, nil
		}
	}
	if noneWords[folded(s)] {
		return 0, true, nil
	}
	if s == "" || book.Nothing(s) {
		return 0, false, nil
	}
	number, name := "", ""
	if m := leadingLevel.FindStringSubmatch(s); m != nil {
		number, name = m[1], m[2]
	} else if m := trailing.FindStringSubmatch(s); m != nil {
		name, number = m[1], m[2]
	}
	most := len(names)
	if most == 0 {
		most = 6
	}
	if number != "" {
		n, _ = strconv.Atoi(number)
		for i, other := range names { // a number and a name must agree
			if book.Squeeze(other) == book.Squeeze(name) && i+1 != n {
				return 0, false, fmt.Errorf("%q says level %d, but %q is level %d of %s: correct one of the two", s, n, other, i+1, scale)
			}
		}
		if n <= most {
			return n, true, nil
		}
	}
	if len(names) == 0 {
		return 0, false, fmt.Errorf("%q is no level of %s: write its number, for there are no criteria yet that name the levels", s, what)
	}
	return 0, false, fmt.Errorf("%q is no level of %s of %s: write 0 to %d or one of %s", s, what, scale, most, strings.Join(names, ", "))
}

// choice finds the value that a word means among those that are allowed.
func choice[T ~string](s string, allowed []T) (T, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	for _, v := range allowed {
		if book.Squeeze(string(v)) == book.Squeeze(s) {
			return v, nil
		}
	}
	list := make([]string, len(allowed))
	for i, v := range allowed {
		list[i] = string(v)
	}
	return "", fmt.Errorf("%q is none of the choices: write one of %s", s, strings.Join(list, ", "))
}
