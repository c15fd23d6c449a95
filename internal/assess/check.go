package assess

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// The bounds of a verdict's words: a page of reasons, a shelf of proofs.
const (
	longestWords = 4_000
	longestName  = 200
	mostEvidence = 100
	longestProof = 1_000
)

// CheckVerdict holds one verdict against the rules of its state and returns
// every broken one, as [plant.Problems]. Whether the subject and the source of
// an inheritance exist is for the caller to see.
func CheckVerdict(v Verdict, set *catalog.Set, today plant.Date) error {
	c := verdictCheck{v: v}
	c.about(set)
	c.state(set, today)
	c.maturity(set)
	c.words(today)
	if len(c.problems) > 0 {
		return c.problems
	}
	return nil
}

// NormaliseVerdict trims the words of a verdict and drops what its state has no
// use for, so that an answer that was changed does not drag the measure, the
// approver or the source of the former one along.
func NormaliseVerdict(v Verdict) Verdict {
	for _, s := range []*string{&v.Reason, &v.Approver, &v.Compensating, &v.Function, &v.Assessor, &v.Note} {
		*s = strings.TrimSpace(*s)
	}
	var evidence []string
	for _, e := range v.Evidence {
		if e = strings.TrimSpace(e); e != "" {
			evidence = append(evidence, e)
		}
	}
	v.Evidence = evidence
	if v.State != Compensated && v.State != NotApplied {
		v.Compensating, v.Expires = "", ""
	}
	if v.State != NotApplicable && v.State != NotApplied {
		v.Approver = ""
	}
	if v.State != NotApplied {
		v.Function = ""
	}
	switch v.State {
	case NotMet, NotApplicable, Inherited:
		v.Maturity = 0
	}
	if v.State != Inherited {
		v.From = nil
	}
	return v
}

type verdictCheck struct {
	v        Verdict
	problems plant.Problems
}

func (c *verdictCheck) add(pointer, format string, args ...any) {
	c.problems = append(c.problems, plant.Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
}

// about checks what the verdict is about.
func (c *verdictCheck) about(set *catalog.Set) {
	if kinds := SubjectsOf(set.Kind); !slices.Contains(kinds, c.v.Subject.Kind) {
		c.add("/subject/kind", "A verdict on %s is about %s, not about %q.", set.Standard, kindList(kinds), c.v.Subject.Kind)
	}
	if c.v.Subject.ID == "" {
		c.add("/subject/id", "The verdict does not say which %s it is about.", c.v.Subject.Kind)
	}
	if c.v.Set != set.ID {
		c.add("/set", "The requirement set %q is not the one at hand, %q.", c.v.Set, set.ID)
	} else if _, ok := set.Find(c.v.Requirement); !ok {
		c.add("/requirement", "%s has no requirement %q.", set.Standard, c.v.Requirement)
	}
}

// state checks what each state demands, and that nothing belongs to another one.
func (c *verdictCheck) state(set *catalog.Set, today plant.Date) {
	v := c.v
	switch v.State {
	case Met, NotMet:
	case Partly:
		c.demand("/reason", v.Reason, "Say what is missing: %s is only partly met.")
	case NotApplicable:
		c.demand("/reason", v.Reason, "Give the reason why %s is not applicable.")
		c.demand("/approver", v.Approver, "Name who agreed that %s is not applicable.")
	case Compensated:
		c.demand("/compensating", v.Compensating, "Name the countermeasure that stands in for %s.")
		c.expiry(today)
	case Inherited:
		c.source(set)
	case ByComponents:
		c.byComponents(set)
	case NotApplied:
		c.withheld(set, today)
	case Unanswered:
		c.add("/state", "Unanswered is no answer: remove the verdict on %s instead.", v.Requirement)
	default:
		c.add("/state", "%q is no state of a verdict: it is %s.", v.State, stateList())
	}
	if v.State != Compensated && v.State != NotApplied && (v.Compensating != "" || v.Expires != "") {
		c.add("/compensating", "A compensating measure belongs to the states %q and %q only.", Compensated, NotApplied)
	}
	if v.State != NotApplicable && v.State != NotApplied && v.Approver != "" {
		c.add("/approver", "An approver belongs to the states %q and %q only.", NotApplicable, NotApplied)
	}
	if v.State != NotApplied && v.Function != "" {
		c.add("/function", "An essential function that would be harmed belongs to the state %q only.", NotApplied)
	}
	if v.State != Inherited && v.From != nil {
		c.add("/from", "A source belongs to the state %q only.", Inherited)
	}
}

func (c *verdictCheck) demand(pointer, value, format string) {
	if strings.TrimSpace(value) == "" {
		c.add(pointer, format, c.v.Requirement)
	}
}

// expiry refuses a measure that has expired already: entered today, it would
// never have counted.
func (c *verdictCheck) expiry(today plant.Date) {
	day, err := plant.ParseDate(string(c.v.Expires))
	switch {
	case err != nil:
		c.add("/expires", "%v.", err)
	case day == "":
		c.add("/expires", "Say until when the countermeasure stands in for %s.", c.v.Requirement)
	case !today.Before(day):
		c.add("/expires", "The countermeasure for %s expired on %s: give a later day, or answer not met.", c.v.Requirement, day)
	}
}

func (c *verdictCheck) source(set *catalog.Set) {
	from, kinds := c.v.From, sourcesOf(set.Kind)
	switch {
	case len(kinds) == 0:
		c.add("/state", "Nothing inherits %s: %s is answered for each component.", c.v.Requirement, set.Standard)
	case from == nil || from.ID == "":
		c.add("/from", "Say from which %s %s is inherited.", nameList(kinds), c.v.Requirement)
	case !slices.Contains(kinds, from.Kind):
		c.add("/from/kind", "A verdict on %s is inherited from %s, not from %q.", set.Standard, kindList(kinds), from.Kind)
	case *from == c.v.Subject:
		c.add("/from", "The %s cannot inherit %s from itself.", from.Kind, c.v.Requirement)
	}
}

// words checks what is written in free text, and the day of the assessment.
func (c *verdictCheck) words(today plant.Date) {
	c.written("/reason", c.v.Reason, longestWords)
	c.written("/note", c.v.Note, longestWords)
	c.written("/compensating", c.v.Compensating, longestWords)
	c.written("/approver", c.v.Approver, longestName)
	c.written("/function", c.v.Function, longestName)
	c.written("/assessor", c.v.Assessor, longestName)
	if n := len(c.v.Evidence); n > mostEvidence {
		c.add("/evidence", "%d proofs are named, at most %d can be.", n, mostEvidence)
	}
	if n := len(c.v.Proofs); n > mostEvidence {
		c.add("/proofs", "%d proofs of the library are named, at most %d can be.", n, mostEvidence)
	}
	for i, e := range c.v.Evidence {
		pointer := fmt.Sprintf("/evidence/%d", i)
		if strings.TrimSpace(e) == "" {
			c.add(pointer, "The proof number %d is empty.", i+1)
		}
		c.written(pointer, e, longestProof)
	}
	day, err := plant.ParseDate(string(c.v.AssessedOn))
	if err != nil {
		c.add("/assessedOn", "%v.", err)
	} else if today.Before(day) {
		c.add("/assessedOn", "The day of the assessment, %s, lies in the future.", day)
	}
}

func (c *verdictCheck) written(pointer, s string, longest int) {
	field := strings.TrimPrefix(pointer, "/")
	if n := utf8.RuneCountInString(s); n > longest {
		c.add(pointer, "The %s has %d characters, at most %d are kept.", field, n, longest)
	}
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(s) || strings.ContainsFunc(s, control) {
		c.add(pointer, "The %s holds characters that cannot be printed.", field)
	}
}

func stateList() string {
	names := make([]string, len(States))
	for i, s := range States {
		names[i] = string(s)
	}
	return or(names)
}
