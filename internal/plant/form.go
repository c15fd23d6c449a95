package plant

import (
	"slices"
	"strings"
)

// Form checks the form of a record's fields and gathers what is broken, so that
// the records of every package keep the same keys, lengths and days.
type Form struct{ Problems Problems }

// Add notes a broken rule at a JSON pointer within the record.
func (f *Form) Add(pointer, format string, args ...any) { f.Problems.add(pointer, format, args...) }

// Key checks the key of a record of some kind; taken says that another one of
// the kind has it.
func (f *Form) Key(kind, key string, taken bool) {
	f.Problems.key("/key", key)
	if taken {
		f.Problems.taken(kind, key)
	}
}

// Name checks a name, which must be there.
func (f *Form) Name(pointer, name string) { f.Problems.name(pointer, name) }

// Short checks a text of one line.
func (f *Form) Short(pointer, s string) { f.Problems.short(pointer, s) }

// Text checks a text that may have several lines.
func (f *Form) Text(pointer, s string) { f.Problems.text(pointer, s) }

// Lines checks a list of texts.
func (f *Form) Lines(pointer string, lines []string) { f.Problems.lines(pointer, lines, longestText) }

// Count checks the length of a list.
func (f *Form) Count(pointer string, n, most int) { f.Problems.count(pointer, n, most) }

// Day checks a day, which may be missing.
func (f *Form) Day(pointer string, d Date) { f.Problems.day(pointer, d) }

// OneOf checks a value against those that are allowed; "" is none of them.
func OneOf[T ~string](f *Form, pointer string, value T, allowed []T) {
	if !slices.Contains(allowed, value) {
		oneOf(&f.Problems, pointer, value, allowed)
	}
}

// Clip shortens a text that is quoted in a sentence.
func Clip(s string) string { return clip(s) }

// PointerToken escapes a name for use in a JSON pointer (RFC 6901).
func PointerToken(name string) string { return pointerToken(name) }

// SameKey says whether two keys are one when said aloud.
func SameKey(a, b string) bool { return strings.EqualFold(a, b) }
