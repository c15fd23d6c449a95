package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Holding is how a requirement was answered, as far as coverage asks.
type Holding string

// The holdings.
const (
	HoldsFully  Holding = "holds"
	HoldsPartly Holding = "partly"
	HoldsNot    Holding = "not"
	Unanswered  Holding = "unanswered"
	OutOfScope  Holding = "not-applicable"
)

// AnswerSource is where answers come from: a set that was answered, and the
// crosswalk that leads from it to the set that is reported. A crosswalk that was
// published the other way round is turned with [Crosswalk.Reverse].
type AnswerSource struct {
	Crosswalk *Crosswalk
	Set       *Set // the set From of the crosswalk
	// Holds says how a requirement of the set stands, and why in a few words.
	Holds func(RequirementID) (Holding, string)
}

// Coverage is how far answers given elsewhere settle one requirement.
type Coverage struct {
	Requirement RequirementID `json:"requirement"`
	Title       string        `json:"title"`
	State       CoverageState `json:"state"`
	// Strength is the strongest among the pairs that carry the state.
	Strength Strength `json:"strength,omitempty"`
	// Confirmed is false where only suggested pairs carry the state.
	Confirmed bool           `json:"confirmed"`
	Pairs     []CoveringPair `json:"pairs,omitempty"`
	Why       string         `json:"why"`
}

// CoverageState is how far a requirement is settled.
type CoverageState string

// The states of coverage.
const (
	CoveredFully  CoverageState = "full"
	CoveredPartly CoverageState = "partly"
	NotCovered    CoverageState = "not"
	NotYetKnown   CoverageState = "open"    // there are pairs, but nothing is answered yet
	Unreached     CoverageState = "no-pair" // no pair leads here
)

// CoveringPair is a pair with the answer that stands behind it.
type CoveringPair struct {
	Crosswalk string    `json:"crosswalk"`
	Set       SetID     `json:"set"`
	From      string    `json:"from"`
	Strength  Strength  `json:"strength"`
	State     PairState `json:"state"`
	Whole     bool      `json:"whole,omitempty"`
	Note      string    `json:"note,omitempty"`
	Holds     Holding   `json:"holds"`
	Why       string    `json:"why,omitempty"`
}

// Project reports a set by the answers given for others: answer once, report
// many. These are the rules, for each requirement of the set:
//
//   - Full needs a confirmed pair of the strength equal or superset whose own
//     requirement holds, or at least two confirmed subset pairs marked as the
//     parts of the whole, all of which hold.
//   - Partly is every other case in which something behind a pair holds, fully
//     or partly. A suggested pair, and the strengths related and intersects,
//     never give more.
//   - Not means that pairs lead here and something was answered, but nothing
//     holds. Open means that nothing was answered yet, or does not apply.
//   - Rejected pairs are left out; without any other pair the state is no-pair.
//
// A pair that begins at a group holds when all that applies in the group holds.
// A pair that ends at a group reaches each requirement below: where it settles
// the group it settles each of them; where it is a part of the group nobody
// knows of which one, so it counts as related.
func Project(to *Set, sources ...AnswerSource) []Coverage {
	reaching := make(map[RequirementID][]CoveringPair, len(to.Requirements))
	for _, s := range sources {
		for _, p := range s.Crosswalk.Pairs {
			if p.State == Rejected {
				continue
			}
			targets := to.Resolve(p.To)
			if len(targets) == 0 {
				continue
			}
			holds, why := s.holds(p.From)
			for _, t := range targets {
				q := CoveringPair{
					Crosswalk: s.Crosswalk.ID, Set: s.Set.ID, From: string(p.From), Strength: p.Strength, State: p.State,
					Whole: p.Whole, Note: p.Note, Holds: holds, Why: why,
				}
				if t != p.To {
					q.Strength, q.Whole = p.Strength.within(), false
				}
				reaching[t] = append(reaching[t], q)
			}
		}
	}
	out := make([]Coverage, len(to.Requirements))
	for i, r := range to.Requirements {
		out[i] = cover(reaching[r.ID])
		out[i].Requirement, out[i].Title = r.ID, r.Title
	}
	return out
}

// within is the strength towards each member of a group that a pair ends at.
func (s Strength) within() Strength {
	switch s {
	case Equal, Superset:
		return Superset
	}
	return Related
}

// holds joins the answers behind one end of a pair.
func (s AnswerSource) holds(id RequirementID) (Holding, string) {
	ids := s.Set.Resolve(id)
	if len(ids) == 1 {
		return s.Holds(ids[0])
	}
	count := map[Holding]int{}
	for _, id := range ids {
		h, _ := s.Holds(id)
		count[h]++
	}
	applicable := len(ids) - count[OutOfScope]
	why := fmt.Sprintf("%d of %d requirements of the group hold", count[HoldsFully], applicable)
	switch {
	case len(ids) == 0:
		return Unanswered, "the set does not have it"
	case applicable == 0:
		return OutOfScope, "nothing of the group applies"
	case count[HoldsFully] == applicable:
		return HoldsFully, why
	case count[HoldsFully]+count[HoldsPartly] > 0:
		return HoldsPartly, why
	case count[Unanswered] == applicable:
		return Unanswered, "nothing of the group is answered"
	}
	return HoldsNot, why
}

// cover applies the rules of [Project] to the pairs that reach one requirement.
func cover(pairs []CoveringPair) Coverage {
	c := Coverage{State: Unreached, Pairs: pairs, Why: "No pair leads here from what was answered."}
	if len(pairs) == 0 {
		return c
	}
	settles := func(p CoveringPair) bool {
		return p.State == Confirmed && p.Holds == HoldsFully && (p.Strength == Equal || p.Strength == Superset)
	}
	part := func(p CoveringPair) bool { return p.State == Confirmed && p.Strength == Subset && p.Whole }
	holding := func(p CoveringPair) bool { return p.Holds == HoldsFully || p.Holds == HoldsPartly }
	parts := only(pairs, part)
	switch {
	case slices.ContainsFunc(pairs, settles):
		by := only(pairs, settles)
		c.carry(CoveredFully, by, fmt.Sprintf("%s asks for all of it and holds.", by[0].name()))
	case len(parts) >= 2 && !slices.ContainsFunc(parts, func(p CoveringPair) bool { return p.Holds != HoldsFully }):
		c.carry(CoveredFully, parts, fmt.Sprintf("%s make up the whole of it, and all hold.", names(parts)))
	case slices.ContainsFunc(pairs, holding):
		by := only(pairs, holding)
		c.carry(CoveredPartly, by, "")
		c.Why = partly(pairs, by, c)
	case slices.ContainsFunc(pairs, func(p CoveringPair) bool { return p.Holds == HoldsNot }):
		by := only(pairs, func(p CoveringPair) bool { return p.Holds == HoldsNot })
		c.carry(NotCovered, by, fmt.Sprintf("Nothing that leads here holds: %s.", names(by)))
	default:
		c.carry(NotYetKnown, pairs, fmt.Sprintf("Nothing that leads here is answered or applies: %s.", names(pairs)))
	}
	return c
}

// carry sets the state and what stands behind it.
func (c *Coverage) carry(state CoverageState, by []CoveringPair, why string) {
	c.State, c.Why = state, why
	for _, s := range Strengths { // the strongest first
		if slices.ContainsFunc(by, func(p CoveringPair) bool { return p.Strength == s }) {
			c.Strength = s
			break
		}
	}
	c.Confirmed = slices.ContainsFunc(by, func(p CoveringPair) bool { return p.State == Confirmed })
}

// partly says what holds and what keeps the rest open.
func partly(pairs, by []CoveringPair, c Coverage) string {
	text := fmt.Sprintf("%d of %d that lead here hold at least partly: %s.", len(by), len(pairs), names(by))
	if len(pairs) == 1 {
		text = fmt.Sprintf("%s leads here and %s.", by[0].name(), by[0].Holds.verb())
	}
	switch settling := only(pairs, func(p CoveringPair) bool { return p.Strength == Equal || p.Strength == Superset }); {
	case !c.Confirmed:
		text += " The pairs are only suggested; confirm or reject them."
	case len(settling) == 0:
		text += " No pair says that it settles all of this, so look at the rest."
	}
	return text
}

func (h Holding) verb() string {
	if h == HoldsPartly {
		return "holds partly"
	}
	return "holds"
}

func only(pairs []CoveringPair, is func(CoveringPair) bool) []CoveringPair {
	var some []CoveringPair
	for _, p := range pairs {
		if is(p) {
			some = append(some, p)
		}
	}
	return some
}

func (p CoveringPair) name() string { return p.From + " (" + string(p.Set) + ")" }

// names lists the pairs of a sentence, at most six of them, with the set after
// the last of its requirements.
func names(pairs []CoveringPair) string {
	var list []string
	for i, p := range pairs {
		last := i+1 == len(pairs) || i == 5
		switch {
		case i == 6:
			return strings.Join(append(list, fmt.Sprintf("%d more", len(pairs)-i)), ", ")
		case !last && pairs[i+1].Set == p.Set:
			list = append(list, p.From)
		default:
			list = append(list, p.name())
		}
	}
	return strings.Join(list, ", ")
}
