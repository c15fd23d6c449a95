package assess

import (
	"maps"
	"slices"

	"ringwall/internal/catalog"
)

// Fork is an engine of its own that starts from where this one stands: what is
// tried out on it leaves this one as it is.
func (e *Engine) Fork() *Engine {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.board.shared = true
	return &Engine{board: e.board.clone(), snapshot: e.snapshot}
}

// clone copies whatever a change writes to. Verdicts and the lists within a
// posture are replaced and never written to, so the two boards share them.
func (b *board) clone() *board {
	c := *b
	c.zones, c.conduits, c.counts, c.places = maps.Clone(b.zones), maps.Clone(b.conduits), maps.Clone(b.counts), maps.Clone(b.places)
	c.columns = slices.Clone(b.columns)
	c.stirred = make(map[int]map[Subject]bool, len(b.stirred))
	for r, hit := range b.stirred {
		c.stirred[r] = maps.Clone(hit)
	}
	c.answers = make(map[Subject][]*Verdict, len(b.answers))
	for s, row := range b.answers {
		c.answers[s] = slices.Clone(row)
	}
	c.squares = make(map[Subject]*square, len(b.squares))
	for s, sq := range b.squares {
		copied := *sq
		copied.effective = slices.Clone(sq.effective)
		c.squares[s] = &copied
	}
	return &c
}

// Suppose takes requirements as met at a subject wherever they do not hold
// there, and says which those were. A requirement that holds in another way
// keeps its answer.
func (e *Engine) Suppose(s Subject, ids []catalog.RequirementID) []catalog.RequirementID {
	var taken []catalog.RequirementID
	e.change(func(b *board) {
		b.refresh()
		sq := b.squares[s]
		if sq == nil {
			return
		}
		for _, id := range ids {
			r, ok := b.set.Index(id)
			if !ok || sq.effective[r].Holds || slices.Contains(taken, id) {
				continue
			}
			taken = append(taken, id)
			b.put(&Verdict{Subject: s, Set: b.set.ID, Requirement: id, State: Met})
		}
	})
	return taken
}
