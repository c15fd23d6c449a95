package isms

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"ringwall/internal/catalog"
	book "ringwall/internal/plant/sheet"
)

// numbered finds the number of a control, in whatever words it is wrapped.
var numbered = regexp.MustCompile(`(?:^|[^0-9])(\d{1,2})\.(\d{1,2})(\.\d{1,2})?(?:$|[^0-9])`)

// controlOf reads the number of a control of Annex A as people write it: "A.5.1",
// "5.1", "Control 5.01", "a-5.1". old is set for a number of three parts, which
// only the edition of 2013 has.
func controlOf(set *catalog.Set, text string) (id catalog.RequirementID, known, old bool) {
	text = strings.TrimSpace(book.Unguarded(text))
	if _, ok := set.Find(catalog.RequirementID(text)); ok {
		return catalog.RequirementID(text), true, false
	}
	m := numbered.FindStringSubmatch(strings.ReplaceAll(text, "_", " "))
	if m == nil {
		return "", false, false
	}
	if m[3] != "" {
		return "", false, true
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	id = catalog.RequirementID("A." + strconv.Itoa(a) + "." + strconv.Itoa(b))
	_, known = set.Find(id)
	return id, known, false
}

// yesWords and noWords answer whether a control applies.
var (
	yesWords = words("yes", "y", "true", "1", "x", "✓", "✔", "applicable", "included", "selected", "in scope", "applied", "ja", "j", "anwendbar", "ausgewählt", "zutreffend", "適用", "適用する", "該当", "有", "はい", "○", "〇")
	noWords  = words("no", "n", "false", "0", "not applicable", "n/a", "na", "excluded", "exclude", "not selected", "out of scope", "nein", "nicht anwendbar", "nicht zutreffend", "ausgeschlossen", "entfällt", "適用外", "適用除外", "適用しない", "非該当", "無", "いいえ", "×")
)

// statusWords say how far a control is implemented.
var statusWords = map[Status]map[string]bool{
	Implemented:    words("implemented", "fully implemented", "full", "fully", "yes", "y", "done", "complete", "completed", "in place", "operational", "effective", "satisfied", "100%", "umgesetzt", "vollständig umgesetzt", "vollständig", "erledigt", "ja", "実施", "実施済", "実施済み", "導入済", "導入済み", "完了", "済", "○"),
	PartlyDone:     words("partly", "partly implemented", "partially", "partially implemented", "partial", "in part", "largely", "largely implemented", "teilweise", "teilweise umgesetzt", "zum Teil", "一部", "一部実施", "部分的", "部分的に実施", "△"),
	Planned:        words("planned", "plan", "in progress", "in preparation", "ongoing", "started", "to do", "open", "geplant", "in Arbeit", "in Umsetzung", "begonnen", "offen", "計画", "計画中", "予定", "対応中", "実施中"),
	NotImplemented: words("not implemented", "no", "n", "none", "missing", "not in place", "not satisfied", "not-satisfied", "0%", "nicht umgesetzt", "nein", "fehlt", "未実施", "未導入", "未対応", "×"),
}

// words are texts to be compared without regard to case, blanks and signs.
func words(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, w := range list {
		set[folded(w)] = true
	}
	return set
}

func folded(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.TrimRightFunc(strings.TrimSpace(s), func(r rune) bool { return r == '.' || r == '!' || r == '。' }))), " ")
}

// appliesBy reads whether a control applies; known is false for other words.
func appliesBy(text string) (applies, known bool) {
	switch w := folded(text); {
	case yesWords[w]:
		return true, true
	case noWords[w]:
		return false, true
	}
	return false, false
}

// statusBy reads how far a control is implemented.
func statusBy(text string) (Status, bool) {
	w := folded(text)
	for s, known := range statusWords {
		if known[w] {
			return s, true
		}
	}
	return Unknown, false
}

// tidy makes the text of a cell one that can be kept: no control characters but
// line ends and tabs, no blanks around, not longer than a note.
func tidy(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(book.Unguarded(s), ""))
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\ufeff' {
			return -1
		}
		return r
	}, s))
	if r := []rune(s); len(r) > longestText {
		s = strings.TrimSpace(string(r[:longestText])) + "…"
	}
	return s
}

// longestText is how much of a cell is kept.
const longestText = 2_000
