package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Migration says what becomes of the answers to one edition of a part when the
// next edition is asked: requirement by requirement of the new one, and which
// old answers no requirement of it can use.
type Migration struct {
	From SetID `json:"from"`
	To   SetID `json:"to"`
	// Notes say what holds for the migration as a whole.
	Notes []string        `json:"notes,omitempty"`
	Lines []MigrationLine `json:"lines"`          // in the order of the new edition
	Lost  []LostAnswer    `json:"lost,omitempty"` // in the order of the old edition
}

// MigrationLine is one requirement of the new edition.
type MigrationLine struct {
	Requirement RequirementID `json:"requirement"`
	Carry       Carry         `json:"carry"`
	// Keep are the answered old requirements that settle it. Where there are
	// several, the lowest of their answers counts.
	Keep []RequirementID `json:"keep,omitempty"`
	// Confirm are further old answers that bear on it.
	Confirm []StartingPoint `json:"confirm,omitempty"`
	// Suggested says that Keep rests on a pair which nobody has confirmed.
	Suggested bool   `json:"suggested,omitempty"`
	Why       string `json:"why"`
}

// Carry says how far old answers reach.
type Carry string

// How far old answers reach.
const (
	Kept  Carry = "kept"  // they settle the requirement as they are
	Start Carry = "start" // they settle a part of it and wait to be confirmed
	Fresh Carry = "fresh" // there are none
)

// StartingPoint is an old answer that settles a part of a new requirement.
type StartingPoint struct {
	Requirement RequirementID `json:"requirement"`
	Strength    Strength      `json:"strength"`
	Why         string        `json:"why"`
}

// LostAnswer is an old answer that no new requirement can use.
type LostAnswer struct {
	Requirement RequirementID `json:"requirement"`
	Why         string        `json:"why"`
}

// Migrate carries the answered requirements of one edition over to the other,
// as far as the crosswalk between the two leads. Rejected pairs do not lead
// anywhere. It moves nothing itself: it says what can be moved, and why.
func Migrate(from, to *Set, c *Crosswalk, answered []RequirementID) Migration {
	m := Migration{From: from.ID, To: to.ID}
	w := way{from: from, to: to, answered: map[RequirementID]bool{}}
	for _, id := range answered {
		w.answered[id] = true
	}
	if c != nil && c.From == from.ID && c.To == to.ID {
		w.crosswalk = c
	}
	used := map[RequirementID]bool{}
	for _, r := range to.Requirements {
		line := w.line(r.ID)
		for _, id := range line.Keep {
			used[id] = true
		}
		for _, p := range line.Confirm {
			used[p.Requirement] = true
		}
		m.Lines = append(m.Lines, line)
	}
	for _, id := range w.inOrder(answered) {
		if !used[id] {
			m.Lost = append(m.Lost, LostAnswer{Requirement: id, Why: w.lost(id)})
		}
	}
	m.Notes = w.notes(m.Lines)
	return m
}

// Count is the number of lines that old answers reach so far.
func (m Migration) Count(carry Carry) int {
	n := 0
	for _, l := range m.Lines {
		if l.Carry == carry {
			n++
		}
	}
	return n
}

// way leads from the old edition to the new one. The crosswalk is nil where
// none leads from the one to the other.
type way struct {
	from, to  *Set
	crosswalk *Crosswalk
	answered  map[RequirementID]bool
}

// pairs are those that end at the new requirement: with an answer to build on,
// without one, and rejected.
func (w way) pairs(id RequirementID) (live, open, rejected []Pair) {
	if w.crosswalk == nil {
		return nil, nil, nil
	}
	for _, p := range w.crosswalk.Reaching(id) {
		if _, known := w.from.Find(p.From); !known {
			continue
		}
		switch {
		case p.State == Rejected:
			rejected = append(rejected, p)
		case w.answered[p.From]:
			live = append(live, p)
		default:
			open = append(open, p)
		}
	}
	return live, open, rejected
}

func (w way) line(id RequirementID) MigrationLine {
	line := MigrationLine{Requirement: id, Carry: Fresh}
	live, open, rejected := w.pairs(id)
	if len(live) == 0 {
		line.Why = w.fresh(id, open, rejected)
		return line
	}
	keep := settling(live, slices.Concat(open, rejected))
	for _, p := range live {
		if slices.ContainsFunc(keep, func(k Pair) bool { return k.From == p.From }) {
			line.Keep = append(line.Keep, p.From)
			line.Suggested = line.Suggested || p.State == Suggested
		} else {
			line.Confirm = append(line.Confirm, StartingPoint{p.From, p.Strength, w.part(p)})
		}
	}
	if len(keep) > 0 {
		line.Carry, line.Why = Kept, w.kept(keep)
	} else {
		line.Carry, line.Why = Start, w.start(live, open, rejected)
	}
	return line
}

// settling are the pairs whose answers settle the requirement: each that is the
// same or asks for more; failing those, the parts that make up the whole, when
// none of them is missing. A rejected part is missing too.
func settling(live, missing []Pair) []Pair {
	var keep []Pair
	for _, p := range live {
		if p.Strength == Equal || p.Strength == Superset {
			keep = append(keep, p)
		}
	}
	if whole := wholes(live); len(keep) == 0 && len(whole) > 1 && len(wholes(missing)) == 0 {
		return whole
	}
	return keep
}

// inOrder are the answered requirements once each, in the order of the old
// edition; what it does not know comes last.
func (w way) inOrder(answered []RequirementID) []RequirementID {
	ids := slices.Clone(answered)
	place := func(id RequirementID) int {
		if i, ok := w.from.Index(id); ok {
			return i
		}
		return len(w.from.Requirements)
	}
	slices.SortStableFunc(ids, func(a, b RequirementID) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(string(a), string(b))
	})
	return slices.Compact(ids)
}

// rest is why the crosswalk left a requirement of either edition unpaired.
func (w way) rest(set SetID, id RequirementID) (why string, ok bool) {
	if w.crosswalk == nil {
		return "", false
	}
	for _, u := range w.crosswalk.Rest {
		if u.Set == set && u.Requirement == id {
			return u.Why, true
		}
	}
	return "", false
}

func (w way) notes(lines []MigrationLine) []string {
	if w.crosswalk == nil {
		return []string{w.noCrosswalk()}
	}
	var notes []string
	kept, suggested := 0, 0
	for _, l := range lines {
		if l.Carry == Kept {
			kept++
		}
		if l.Suggested {
			suggested++
		}
	}
	if suggested > 0 {
		notes = append(notes, fmt.Sprintf("Of %d requirements whose answer is kept, %d rest on pairs that nobody has confirmed yet.", kept, suggested))
	}
	if len(w.from.Maturity) == 0 && len(w.to.Maturity) > 0 {
		notes = append(notes, fmt.Sprintf("%s knows no maturity levels, so the level of each requirement has to be set.", w.from.Standard))
	}
	return notes
}
