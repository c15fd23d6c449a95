package isms

import (
	"fmt"

	"ringwall/internal/catalog"
)

// Holds says how each control stands, as the coverage of other sets asks it.
// What is only planned does not hold, and what the file leaves out is unanswered.
func (s Statement) Holds() func(catalog.RequirementID) (catalog.Holding, string) {
	by := map[catalog.RequirementID]*Control{}
	for i := range s.Controls {
		if c := &s.Controls[i]; c.Outcome == Read {
			by[c.ID] = c
		}
	}
	return func(id catalog.RequirementID) (catalog.Holding, string) {
		c := by[id]
		switch {
		case c == nil:
			return catalog.Unanswered, "not in the statement"
		case !c.Applicable:
			return catalog.OutOfScope, "excluded: " + c.Says
		}
		return c.Status.holds()
	}
}

func (s Status) holds() (catalog.Holding, string) {
	switch s {
	case Implemented:
		return catalog.HoldsFully, "implemented"
	case PartlyDone:
		return catalog.HoldsPartly, "partly implemented"
	case Planned:
		return catalog.HoldsNot, "only planned"
	case NotImplemented:
		return catalog.HoldsNot, "not implemented"
	}
	return catalog.Unanswered, "applicable, but the statement does not say whether it is implemented"
}

// Answer is what a statement of applicability alone lets somebody answer for a
// requirement: met where a confirmed pair settles all of it and its control is
// implemented, partly where the control of such a pair is partly implemented.
// Every other pair leads to a person who has to look.
func Answer(c catalog.Coverage) (by []catalog.CoveringPair, met, can bool) {
	for _, p := range c.Pairs {
		if p.State != catalog.Confirmed || p.Strength != catalog.Equal && p.Strength != catalog.Superset {
			continue
		}
		switch p.Holds {
		case catalog.HoldsFully:
			if !met {
				by = nil // what is implemented in full needs no half
			}
			by, met, can = append(by, p), true, true
		case catalog.HoldsPartly:
			if !met {
				by, can = append(by, p), true
			}
		}
	}
	return by, met, can
}

// Asks says what is still to be asked for a requirement that the statement does
// not settle (the delta for a company that already has an ISMS).
func Asks(c catalog.Coverage) string {
	switch c.State {
	case catalog.CoveredFully:
		return "Covered by its parts: confirm it yourself."
	case catalog.CoveredPartly:
		if !c.Confirmed {
			return "Only suggested pairs lead here: look whether the control reaches the plant, and confirm the pair or answer it."
		}
		return "The controls speak of the same matter: answer what they leave open for the plant."
	case catalog.NotCovered:
		return "The controls that lead here are not implemented: answer it for the plant."
	case catalog.NotYetKnown:
		return "The statement says nothing of the controls that lead here: answer it."
	}
	return "No control leads here, so the ISMS does not help: answer it."
}

// Said words why a requirement is answered: "covered by ISO/IEC 27001:2022
// control A.5.1, statement soa.xlsx of 2026-11-24".
func Said(set *catalog.Set, by []catalog.CoveringPair, met bool, file, day string) string {
	names := ""
	for i, p := range by {
		if i > 0 {
			names += ", "
		}
		names += string(p.From)
	}
	noun := "control"
	if len(by) > 1 {
		noun = "controls"
	}
	text := fmt.Sprintf("covered by %s %s %s, statement %s of %s", set.Standard, noun, names, file, day)
	if !met {
		text = "partly " + text + ", where it is partly implemented"
	}
	return text
}
