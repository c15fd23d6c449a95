package csms

import (
	"reflect"

	"ringwall/internal/plant"
)

// keptMember is a member of a record that only an operation of its own sets: a
// signature, a file, where something came from.
type keptMember struct {
	at    string // JSON pointer
	value any    // pointer to the member
	text  string // says how the member is set instead
}

// protect keeps what only operations of their own set as it was. What is left
// out stays; what is sent must be what is there. before is nil for a new record.
func (q Library[T]) protect(before, x *T) error {
	if q.k.kept == nil {
		return nil
	}
	if before == nil {
		before = new(T)
	}
	var problems plant.Problems
	was := q.k.kept(before)
	for i, m := range q.k.kept(x) {
		now := reflect.ValueOf(m.value).Elem()
		then := reflect.ValueOf(was[i].value).Elem()
		switch {
		case now.IsZero():
			now.Set(then)
		case !alike(now.Interface(), then.Interface()):
			problems = append(problems, plant.Problem{Pointer: m.at, Text: m.text})
		}
	}
	if len(problems) > 0 {
		return q.s.fail(problems, q.k.name)
	}
	return nil
}
