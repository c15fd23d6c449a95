package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// kept says why the answers are kept. A lesser answer to a larger requirement
// says nothing about the smaller one: what is missing may lie outside of it.
func (w way) kept(keep []Pair) string {
	names := w.named(keep)
	switch {
	case keep[0].Whole:
		return names + " together make up the whole of it, so it is met where all of them are, and a lesser answer has to be looked at."
	case len(keep) > 1:
		return names + " each settle it, so their answers are kept and the lowest counts."
	case keep[0].Strength == Superset:
		return sentence(names+" asks for all of it and more, so what is met there is met here, and a lesser answer has to be looked at.", keep[0].Note)
	}
	return sentence(names+" asks the same, so its answer is kept.", keep[0].Note)
}

// start says what the answers are worth that settle a part, and what would
// complete them.
func (w way) start(live, open, rejected []Pair) string {
	why := w.part(live[0])
	if len(live) > 1 {
		why = w.named(live) + " bear on it, yet none of them settles it, so their answers have to be confirmed."
	}
	if missing := wholes(open); len(missing) > 0 && len(wholes(live)) > 0 && len(wholes(rejected)) == 0 {
		why += " To make up the whole, " + w.named(missing) + verb(missing, " lacks its answer.", " lack their answers.")
	}
	return why
}

// part says what one answer is worth that does not settle the requirement.
func (w way) part(p Pair) string {
	name := w.named([]Pair{p})
	switch p.Strength {
	case Intersects:
		return sentence(name+" overlaps with it, so its answer has to be confirmed.", p.Note)
	case Related:
		return sentence(name+" is named beside it and no more is said, so its answer has to be confirmed.", p.Note)
	}
	return sentence(name+" is a part of it, so its answer has to be confirmed.", p.Note)
}

// fresh says why nothing can be carried over to the requirement.
func (w way) fresh(id RequirementID, open, rejected []Pair) string {
	why, left := w.rest(w.to.ID, id)
	switch {
	case w.crosswalk == nil:
		return w.noCrosswalk()
	case len(open) > 0:
		return w.named(open) + verb(open, " speaks of it but has no answer.", " speak of it but have no answers.")
	case len(rejected) > 0:
		return "The pair with " + w.named(rejected) + " was rejected, so its answer does not count here."
	case left:
		return why
	}
	return "The crosswalk names nothing in " + w.from.Standard + " that speaks of it."
}

// lost says why an old answer leads nowhere.
func (w way) lost(id RequirementID) string {
	why, left := w.rest(w.from.ID, id)
	_, known := w.from.Find(id)
	switch {
	case !known:
		return fmt.Sprintf("%s has no requirement %s.", w.from.Standard, id)
	case w.crosswalk == nil:
		return w.noCrosswalk()
	case left:
		return why
	}
	for _, p := range w.crosswalk.Leading(id) {
		if p.State == Rejected {
			return fmt.Sprintf("The pair with %s of %s was rejected, and no other leads on.", p.To, w.to.Standard)
		}
	}
	return "The crosswalk names nothing in " + w.to.Standard + " that speaks of the same matter."
}

func (w way) noCrosswalk() string {
	return fmt.Sprintf("No crosswalk leads from %s to %s.", w.from.Standard, w.to.Standard)
}

// named lists old requirements: "4.2.3.1 and 4.2.3.8 of IEC 62443-2-1:2010".
func (w way) named(pairs []Pair) string {
	var b strings.Builder
	for i, p := range pairs {
		switch {
		case i > 0 && i == len(pairs)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(p.From))
	}
	return b.String() + " of " + w.from.Standard
}

// wholes are the parts that are marked to make up the whole.
func wholes(pairs []Pair) []Pair {
	return slices.DeleteFunc(slices.Clone(pairs), func(p Pair) bool { return !p.Whole })
}

func verb(pairs []Pair, one, many string) string {
	if len(pairs) == 1 {
		return one
	}
	return many
}

// sentence adds the note of a pair, where there is one.
func sentence(s, note string) string {
	if note = strings.TrimSpace(note); note != "" {
		return s + " " + note
	}
	return s
}
