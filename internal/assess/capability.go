package assess

import (
	"fmt"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Carry says whether a zone or conduit is capable of one system requirement:
// by what the products in it claim, without any countermeasure beside them.
type Carry struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Holds       bool                  `json:"holds"`
	// By says what carries it, or fails to: "components" or the subject's own "verdict".
	By  string `json:"by"`
	Why string `json:"why"`
}

// capable computes SL-C of one foundational requirement of a zone or conduit:
// the highest level up to which every system requirement is carried by the
// claims of its components or, where none of them is asked for it, holds by the
// subject's verdict without a countermeasure.
func (b *board) capable(sq *square, p *FRPosture) {
	p.Capable, p.CapableReason = nil, ""
	if why := b.incapable(sq.posture.Subject); why != "" {
		p.CapableReason = fmt.Sprintf("%s has no SL-C: %s.", p.ID, why)
		return
	}
	level := sl.Highest
	for _, r := range b.rows[p.FR] {
		if from := b.set.Requirements[r].From; from <= level && !b.carries(sq, r) {
			level = from - 1
		}
	}
	p.Capable = &level
	if level == sl.Highest {
		p.CapableReason = fmt.Sprintf("%s is capable of SL 4, the highest level: every requirement is carried.", p.ID)
		return
	}
	var stops []Stop
	for _, r := range b.rows[p.FR] {
		if q := &b.set.Requirements[r]; q.From <= level+1 && !b.carries(sq, r) {
			stops = append(stops, Stop{Requirement: q.ID, Why: b.carry(sq, r).Why})
		}
	}
	p.CapableReason = fmt.Sprintf("%s is capable of SL %d; SL %d is stopped by %s.", p.ID, level, level+1, stopped(stops))
}

// incapable says why no capability can be stated; empty when one can.
func (b *board) incapable(s Subject) string {
	g := b.chain.groups[s]
	switch {
	case s.Kind == OfSite:
		return "the site has no components of its own"
	case s.Kind == OfConduit && g == nil:
		return "no device of the conduit is named"
	case g == nil || g.claimed == 0:
		return "no " + nounOf(s.Kind) + " of the " + string(s.Kind) + " has claims"
	}
	return ""
}

// carries says whether a system requirement is carried.
func (b *board) carries(sq *square, r int) bool {
	e := &sq.effective[r]
	if e.CountsAs == NotApplicable && e.Holds {
		return true
	}
	if t, asked := b.headcount(sq, r); asked {
		return t.native == t.applicable
	}
	return e.Holds && e.CountsAs != Compensated
}

// headcount is that of the components that are asked for a requirement; false
// when none is.
func (b *board) headcount(sq *square, r int) (headcount, bool) {
	d := b.derived[r]
	g := b.chain.groups[sq.posture.Subject]
	if d < 0 || g == nil {
		return headcount{}, false
	}
	t := g.tallies[d]
	return t, t.applicable > 0
}

// carry says the same with the reason.
func (b *board) carry(sq *square, r int) Carry {
	c := Carry{Requirement: b.set.Requirements[r].ID, Holds: b.carries(sq, r), By: "verdict"}
	e := &sq.effective[r]
	t, asked := b.headcount(sq, r)
	noun := nounOf(sq.posture.Subject.Kind)
	switch {
	case e.CountsAs == NotApplicable && e.Holds:
		c.Why = e.Why
	case asked && c.Holds:
		c.By, c.Why = "components", "claimed for all "+many(int(t.applicable), noun)+" that it applies to"
		if t.applicable == 1 {
			c.Why = "claimed for the 1 " + noun + " that it applies to"
		}
	case asked:
		c.By, c.Why = "components", notClaimed(int(t.applicable-t.native), int(t.applicable), noun)
	case e.Holds && !c.Holds:
		c.Why = "held by a countermeasure, which is no capability"
	default:
		c.Why = e.Why
	}
	return c
}

// notClaimed says for how many of the components that are asked nothing is claimed.
func notClaimed(lacking, asked int, noun string) string {
	switch {
	case asked == 1:
		return "not claimed for the 1 " + noun + " that it applies to"
	case lacking == asked:
		return "not claimed for any of " + many(asked, noun)
	}
	return fmt.Sprintf("not claimed for %d of %s", lacking, many(asked, noun))
}

// Carries lists for every requirement of the set whether a zone or conduit is
// capable of it; nil, with the reason, when no capability can be stated. The
// last result is false when the site has no such subject.
func (e *Engine) Carries(s Subject) ([]Carry, string, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	b := e.board
	b.refresh()
	sq := b.squares[s]
	if sq == nil {
		return nil, "", false
	}
	if why := b.incapable(s); why != "" {
		return nil, why, true
	}
	out := make([]Carry, len(b.set.Requirements))
	for r := range out {
		out[r] = b.carry(sq, r)
	}
	return out, "", true
}

// Supports lists for every requirement of the set how far the components of a
// zone, or the devices of a conduit, carry it.
func (e *Engine) Supports(s Subject) []Support {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := make([]Support, len(e.board.set.Requirements))
	for r := range out {
		out[r] = e.board.chain.SupportOf(s, e.board.set.Requirements[r].ID)
	}
	return out
}

// Behind are the answers of components that stand behind one system requirement
// of a zone or conduit; see [Chain.Behind].
func (e *Engine) Behind(s Subject, sr catalog.RequirementID) []*Verdict {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.board.chain.Behind(s, sr)
}

// Capability is the posture of a product by its claims.
func (e *Engine) Capability(product string) ComponentPosture {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.board.chain.Capability(product)
}

// Component is the posture of an installed asset.
func (e *Engine) Component(id plant.AssetID) (ComponentPosture, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.board.chain.Asset(id)
}
