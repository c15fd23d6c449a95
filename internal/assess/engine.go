package assess

import (
	"sync"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Engine keeps the posture of a site while the site changes. A change computes
// again only what it touches: the foundational requirement of the subject, and
// of those that inherit from it. Its methods may be called at the same time
// from many places; a [Posture] once handed out does not change any more.
type Engine struct {
	mu       sync.Mutex
	board    *board
	snapshot *Posture // nil when something has changed since
}

// NewEngine starts from a site as it is.
func NewEngine(in Input) *Engine { return &Engine{board: newBoard(in)} }

// Posture is the posture of the site with all changes so far. Readers share it:
// nothing in it may be changed.
func (e *Engine) Posture() Posture {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.snapshot == nil {
		p := e.board.posture()
		e.snapshot = &p
	}
	return *e.snapshot
}

// Answers lists every requirement of the set with its answer for one subject.
func (e *Engine) Answers(s Subject) ([]Answer, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.board.list(s)
}

func (e *Engine) change(fn func(*board)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	fn(e.board)
	e.board.changed = true
	e.snapshot = nil
}

// PutVerdict adds a verdict or replaces the one with its id, or the one on the
// same requirement of the same subject.
func (e *Engine) PutVerdict(v Verdict) {
	e.change(func(b *board) {
		if v.Subject.Kind == OfAsset {
			b.link(func(c *Chain) effect { return c.put(&v) })
			return
		}
		b.put(&v)
	})
}

// DropVerdict removes a verdict: the requirement is unanswered again.
func (e *Engine) DropVerdict(id VerdictID) {
	e.change(func(b *board) {
		if _, component := b.chain.places[id]; component {
			b.link(func(c *Chain) effect { return c.drop(id) })
			return
		}
		b.drop(id)
	})
}

// PutZone adds a zone or replaces it.
func (e *Engine) PutZone(z plant.Zone) { e.change(func(b *board) { b.putZone(z) }) }

// DropZone removes a zone. Its verdicts stay, and count again when it comes back.
func (e *Engine) DropZone(id plant.ZoneID) { e.change(func(b *board) { b.dropZone(id) }) }

// PutConduit adds a conduit or replaces it.
func (e *Engine) PutConduit(c plant.Conduit) { e.change(func(b *board) { b.putConduit(c) }) }

// DropConduit removes a conduit. Its verdicts stay, and count again when it comes back.
func (e *Engine) DropConduit(id plant.ConduitID) { e.change(func(b *board) { b.dropConduit(id) }) }

// SetAssets states how many assets a zone holds; zone "" stands for those in no zone.
func (e *Engine) SetAssets(zone plant.ZoneID, n int) {
	e.change(func(b *board) {
		b.counts[zone] = n
		b.redescribe(Subject{OfZone, string(zone)})
	})
}

// SetSite takes over the site's own key and name; its id does not change.
func (e *Engine) SetSite(site plant.SiteRecord) {
	e.change(func(b *board) {
		site.ID = b.site.ID
		b.site = site
		b.redescribe(b.siteSubject())
		b.heirs(b.siteSubject())
	})
}

// SetToday moves to another day, on which other compensating measures have expired.
func (e *Engine) SetToday(today plant.Date) {
	e.change(func(b *board) {
		if b.today == today {
			return
		}
		b.today = today
		b.ownChain().SetToday(today)
		for r := range b.columns {
			b.columns[r] = true
		}
		for s := range b.squares {
			b.redescribe(s)
		}
	})
}

// Set is the requirement set that the engine measures by.
func (e *Engine) Set() *catalog.Set { return e.board.set }

// PutAsset adds an installed component or replaces it. How many assets a zone
// holds is told by [Engine.SetAssets].
func (e *Engine) PutAsset(x Component) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.putAsset(x) }) })
}

// MoveAsset puts an installed component into another zone; "" is none.
func (e *Engine) MoveAsset(id plant.AssetID, zone plant.ZoneID) {
	e.change(func(b *board) {
		if x := b.chain.components[id]; x != nil {
			moved := x.Component
			moved.Zone = zone
			b.link(func(c *Chain) effect { return c.putAsset(moved) })
		}
	})
}

// DropAsset removes an installed component.
func (e *Engine) DropAsset(id plant.AssetID) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.dropAsset(id) }) })
}

// PutProduct adds a product or replaces it.
func (e *Engine) PutProduct(p Product) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.putProduct(p) }) })
}

// DropProduct removes a product: its assets stand without claims.
func (e *Engine) DropProduct(id string) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.dropProduct(id) }) })
}

// PutClaim adds the claim of a product or replaces it.
func (e *Engine) PutClaim(v Claim) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.put(&v.Verdict) }) })
}

// DropClaim removes the claim of a product: the requirement is unanswered again.
func (e *Engine) DropClaim(id VerdictID) {
	e.change(func(b *board) { b.link(func(c *Chain) effect { return c.drop(id) }) })
}
