package catalog

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds of what an organisation adds to the catalogue.
const (
	MostTextBytes = 20 << 10 // of one licensed text
	mostNote      = 4_000
	mostDays      = 36_500
	mostPackBytes = maxPackBytes
)

// Broken is one broken rule of a record: a JSON pointer, and a sentence that
// says what is wrong and how to mend it.
type Broken struct{ Pointer, Text string }

type recordCheck []Broken

func (c *recordCheck) add(pointer, format string, args ...any) {
	*c = append(*c, Broken{pointer, fmt.Sprintf(format, args...)})
}

func (c *recordCheck) text(pointer, s string, longest int) {
	switch {
	case !utf8.ValidString(s):
		c.add(pointer, "The text is not valid UTF-8: write it anew.")
	case utf8.RuneCountInString(s) > longest:
		c.add(pointer, "The text has %d characters: shorten it to at most %d.", utf8.RuneCountInString(s), longest)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }):
		c.add(pointer, "The text contains a control character: remove it.")
	}
}

// names checks that a record names a set and a requirement of it; an empty
// requirement is one too few unless whole is allowed.
func (c *recordCheck) names(s *Set, set SetID, requirement RequirementID, whole bool) {
	switch {
	case s == nil:
		c.add("/set", "There is no requirement set %q: choose one that the program knows or was given.", set)
	case requirement == "":
		if !whole {
			c.add("/requirement", "Say which requirement of %s is meant.", s.Standard)
		}
	default:
		if _, found := s.Find(requirement); !found {
			c.add("/requirement", "%s has no requirement %q.", s.Standard, requirement)
		}
	}
}

// KeyOf is the key of a record about a set, or about one requirement of it.
func KeyOf(set SetID, requirement RequirementID) string {
	if requirement == "" {
		return string(set)
	}
	return string(set) + " " + string(requirement)
}

// CheckLicensedText holds a licensed text against the rules of its kind; set is
// the one that it names, nil if there is none.
func CheckLicensedText(t LicensedText, set *Set) []Broken {
	var c recordCheck
	c.names(set, t.Set, t.Requirement, false)
	switch {
	case strings.TrimSpace(t.Text) == "":
		c.add("/text", "The text is empty: paste the wording, or delete the record.")
	case len(t.Text) > MostTextBytes:
		c.add("/text", "The text has %d bytes: at most %d are kept.", len(t.Text), MostTextBytes)
	default:
		c.text("/text", t.Text, MostTextBytes)
	}
	return c
}

// CheckFreshness holds a rule on the age of evidence against the rules of its
// kind; set is the one that it names, nil if there is none.
func CheckFreshness(f Freshness, set *Set) []Broken {
	var c recordCheck
	c.names(set, f.Set, f.Requirement, true)
	if f.Days < 1 || f.Days > mostDays {
		c.add("/days", "Evidence cannot be fresh for %d days: write 1 to %d.", f.Days, mostDays)
	}
	c.text("/note", f.Note, mostNote)
	return c
}

// PairKey is the key of a decision about a pair of a crosswalk.
func PairKey(crosswalk string, from, to RequirementID) string {
	return fmt.Sprintf("%s: %s > %s", crosswalk, from, to)
}

// Strengths lists the strengths of a pair, the strongest first.
var Strengths = []Strength{Equal, Superset, Subset, Intersects, Related}

// CheckPairDecision holds a decision against the rules of its kind; walk is the
// crosswalk that it names, and from and to are its sets, nil where there is
// none. A pair that the source does not have may be added.
func CheckPairDecision(d PairDecision, walk *Crosswalk, from, to *Set) []Broken {
	var c recordCheck
	if walk == nil {
		c.add("/crosswalk", "There is no crosswalk %q.", d.Crosswalk)
	} else if !walk.has(d.From, d.To) {
		c.end("/from", d.From, from)
		c.end("/to", d.To, to)
	}
	if d.State != Confirmed && d.State != Rejected {
		c.add("/state", "A pair is confirmed or rejected, not %q.", d.State)
	}
	known := d.Strength == ""
	for _, s := range Strengths {
		known = known || d.Strength == s
	}
	if !known {
		c.add("/strength", "%q is no strength of a pair: it is equal, superset, subset, intersects or related.", d.Strength)
	}
	c.text("/note", d.Note, mostNote)
	c.text("/by", d.By, 200)
	if d.On != "" {
		if _, err := time.Parse(time.DateOnly, d.On); err != nil {
			c.add("/on", "%q is no date: write it as 2026-11-24.", d.On)
		}
	}
	return c
}

// end checks one end of a pair that the source does not have.
func (c *recordCheck) end(pointer string, id RequirementID, set *Set) {
	if set != nil && len(set.Resolve(id)) == 0 {
		c.add(pointer, "%s has no requirement %q.", set.Standard, id)
	}
}

// has says whether a crosswalk holds a pair.
func (w *Crosswalk) has(from, to RequirementID) bool {
	for _, p := range w.Pairs {
		if p.From == from && p.To == to {
			return true
		}
	}
	return false
}
