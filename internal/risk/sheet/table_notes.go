package sheet

import (
	"strings"

	"ringwall/internal/risk"
)

// split divides a cell that holds one thing for each of several.
func split(s, dividers string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(dividers, r) }) {
		if part = strings.TrimSpace(part); numbered.MatchString(part + " ") {
			part = numberHead.ReplaceAllString(part, "")
		}
		if part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Lines of a note that reading a file writes.
const (
	recommends = "Recommendation: "
	toReview   = "To review: "
)

// notes keeps what the source recommends, and what somebody has to look at, as
// lines of the note. What people wrote into it stays.
func (t *tableReader) notes(s *risk.Scenario, fresh bool) {
	note, noteCell := t.content("note")
	text, cell := t.content("recommendation")
	t.feeds("/note", labelOf("note"), noteCell)
	if noteCell == "" {
		t.feeds("/note", labelOf("recommendation"), cell)
	}
	if note != "" && !strings.Contains("\n"+s.Note+"\n", "\n"+note+"\n") {
		s.Note = withLine(s.Note, "", note)
	}
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		s.Note = withLine(s.Note, recommends, text)
	}
	if line := t.review(s, fresh); line != "" {
		t.r.Review = true
		s.Note = withLine(s.Note, toReview, line)
	}
}

// review says what somebody has to look at: marks of hackability that came from
// a file, or that it does not have.
func (t *tableReader) review(s *risk.Scenario, fresh bool) string {
	_, cause := t.content("causeHackable")
	_, guards := t.content("hackable")
	if !fresh && (t.r.before == nil || sameMarks(t.r.before, s)) {
		return ""
	}
	switch {
	case cause != "" && (guards != "" || len(s.Safeguards) == 0):
		return "the hackable marks are those of " + t.file + "."
	case cause != "":
		return "the hackable mark of the cause is that of " + t.file + "; it has none for safeguards."
	case guards != "":
		return "the hackable marks of the safeguards are those of " + t.file + "; it has none for the cause."
	}
	return t.file + " does not say whether cause and safeguards are hackable."
}

// sameMarks says whether two versions of a scenario agree on what is hackable.
func sameMarks(a, b *risk.Scenario) bool {
	if a.CauseHackable != b.CauseHackable || len(a.Safeguards) != len(b.Safeguards) {
		return false
	}
	for i := range a.Safeguards {
		if a.Safeguards[i].Hackable != b.Safeguards[i].Hackable {
			return false
		}
	}
	return true
}

// withLine puts a line into a note in place of the one that begins alike.
func withLine(note, head, text string) string {
	var lines []string
	done := false
	for line := range strings.SplitSeq(note, "\n") {
		if head != "" && strings.HasPrefix(line, head) {
			if done {
				continue
			}
			line, done = head+text, true
		}
		if line != "" || len(lines) > 0 {
			lines = append(lines, line)
		}
	}
	if !done {
		lines = append(lines, head+text)
	}
	return strings.Join(lines, "\n")
}
