package csms

import (
	"errors"
	"fmt"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// InUse is the cause of a conflict "in-use": the records that still refer to
// the one that was to be removed.
type InUse struct {
	By []store.Ref
}

func (u *InUse) Error() string { return fmt.Sprintf("in use by %d records", len(u.By)) }

// fail turns an error of the store, the policy or the plant's rules into one
// that is told to the user; what names the record in the user's words, "zone".
// It is the only such place. Whatever it does not know stays internal.
func (s *Service) fail(err error, what string) error {
	if err == nil {
		return nil
	}
	if _, told := errors.AsType[*Error](err); told {
		return err
	}
	if problems, ok := errors.AsType[plant.Problems](err); ok {
		return broken(problems, err)
	}
	if taken, ok := errors.AsType[*store.KeyTaken](err); ok {
		return &Error{
			Kind: Conflict, Code: "key-taken", err: err,
			Text: fmt.Sprintf("There is already %s with the key %q.", withArticle(taken.Kind), taken.Key),
		}
	}
	if used, ok := errors.AsType[*store.InUse](err); ok {
		return &Error{
			Kind: Conflict, Code: "in-use", err: &InUse{By: used.By},
			Text: fmt.Sprintf("The %s %q is still in use.", used.Kind, used.Key),
		}
	}
	if d, ok := errors.AsType[*store.Dangling](err); ok {
		return &Error{
			Kind: Conflict, Code: "dangling", err: err,
			Text: fmt.Sprintf("The %s refers to a %s that is not there any more.", what, d.Kind),
		}
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return notFound(what)
	case errors.Is(err, access.ErrHidden):
		return notFound("site")
	case errors.Is(err, access.ErrByToken):
		return &Error{Kind: Denied, Text: "A token with these rights does not allow this, though your role does: sign in and do it yourself."}
	case errors.Is(err, access.ErrDenied):
		return denied()
	case errors.Is(err, store.ErrStale):
		return &Error{
			Kind: Conflict, Code: "stale", err: err,
			Text: "The " + what + " was changed by somebody else in the meantime.",
		}
	case errors.Is(err, store.ErrReference):
		return &Error{
			Kind: Conflict, Code: "dangling", err: err,
			Text: "The " + what + " refers to a record that is not there any more.",
		}
	case errors.Is(err, store.ErrText):
		return invalid("The %s holds characters that cannot be stored.", what)
	case errors.Is(err, store.ErrCursor):
		return invalid("The value of after is no page mark: use the next of the page before.")
	}
	return fmt.Errorf("%s: %w", what, err)
}

// withArticle puts "a" or "an" before the name of a kind.
func withArticle(kind string) string {
	switch {
	case kind == "evidence": // cannot be counted
		return "a piece of evidence"
	case kind != "" && strings.Contains("aeio", kind[:1]):
		return "an " + kind
	}
	return "a " + kind
}

func denied() error {
	return &Error{Kind: Denied, Text: "Your role does not allow this."}
}

// broken lists every field that breaks a rule; the first gives the sentence.
func broken(problems plant.Problems, err error) error {
	e := &Error{Kind: Invalid, Text: problems.Error(), err: err}
	for _, p := range problems {
		e.Fields = append(e.Fields, Field{Pointer: p.Pointer, Text: p.Text})
	}
	return e
}
