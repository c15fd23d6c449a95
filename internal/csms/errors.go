package csms

import (
	"errors"
	"fmt"
)

// Kind sorts errors by what the caller can do about them; there are five.
type Kind int

// The kinds of error.
const (
	Internal Kind = iota // not the caller's fault; the cause is only logged
	Invalid              // the input breaks a rule; the sentence says which
	Denied               // the caller may not do this
	NotFound             // there is no such record for this caller
	Conflict             // the record changed, or its key is taken, or it is in use
)

// Error carries a sentence that the user is shown.
type Error struct {
	Kind Kind
	// Text is one sentence built from the caller's nouns.
	Text string
	// Code is set where a client must tell cases of one kind apart: "stale",
	// "key-taken", "in-use", "sign-in", "second-try".
	Code string
	// Fields names the broken fields by JSON pointer, if any.
	Fields []Field
	err    error
}

// Field is one broken field.
type Field struct {
	Pointer string // "/target/vector/3"
	Text    string
}

func (e *Error) Error() string { return e.Text }
func (e *Error) Unwrap() error { return e.err }

// KindOf is the kind of an error; whatever is not an [Error] is internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

func invalid(format string, args ...any) error {
	return &Error{Kind: Invalid, Text: fmt.Sprintf(format, args...)}
}

// notFound answers alike for a record that does not exist and one of another
// organisation or beyond the caller's part.
func notFound(what string) error {
	return &Error{Kind: NotFound, Text: "There is no such " + what + "."}
}
