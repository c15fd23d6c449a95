package store

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"ringwall/internal/ledger"
)

// writer lets all writes of this program follow each other on one connection.
// Those that wait for each other are committed as a group: each runs within a
// savepoint of its own, and all are told when the disk has the group. One flush
// then serves many, which is what bounds the rate of durable writes.
//
// A write runs in the goroutine of whoever asked for it; the baton is what
// passes from one to the next.
type writer struct {
	db      *DB
	lane    *lane
	baton   chan struct{}
	waiting atomic.Int64 // writes that want the baton; each of them will take it
	s       *session     // held by the baton, as is group
	group   *group
}

// group is one transaction of the database.
type group struct {
	began  time.Time
	writes int
	head   *logHead
	before *logHead      // head as the present write found it
	done   chan struct{} // closed when the group was committed, or failed as a whole
	err    error
}

// logHead is the head of the ledger as the group has it so far.
type logHead struct {
	tree  ledger.Tree
	last  time.Time
	grown bool
}

// A group ends when nobody waits, and at the latest here, so that the first in
// it is not kept waiting by those who come after.
const (
	groupWrites = 64
	groupTime   = 20 * time.Millisecond
)

func newWriter(db *DB, l *lane) *writer {
	return &writer{db: db, lane: l, baton: make(chan struct{}, 1)}
}

// do runs one write and returns when it is on the disk, or did not happen.
func (w *writer) do(ctx context.Context, fn func(*session, *group) error) error {
	g, err := w.enter(ctx)
	if err != nil {
		return err
	}
	passed := false
	defer func() {
		if !passed { // fn panicked
			w.pass(g, false)
		}
	}()
	err = ctx.Err()
	if err == nil {
		err = fn(w.s, g)
	}
	if err == nil {
		err = ctx.Err()
	}
	passed = true
	return w.leave(g, err)
}

// enter waits for the baton and begins a write. Nobody holds the baton for
// long, so cancelling does not end the wait: whoever was counted as waiting
// must come, for it may be the one that ends the group.
func (w *writer) enter(ctx context.Context) (g *group, err error) {
	w.waiting.Add(1)
	w.baton <- struct{}{}
	w.waiting.Add(-1)
	if w.group == nil {
		if w.s, err = w.lane.begin(context.WithoutCancel(ctx), w.db.dialect.write); err != nil {
			<-w.baton
			return nil, fmt.Errorf("begin: %w", err)
		}
		w.group = &group{began: time.Now(), done: make(chan struct{})}
	}
	g = w.group
	g.before = g.head
	if _, err := w.s.exec(calm, "SAVEPOINT write"); err != nil {
		g.err = err
		return nil, w.leave(g, err)
	}
	return g, nil
}

// leave ends a write with its outcome and waits for the group's.
func (w *writer) leave(g *group, err error) error {
	w.pass(g, err == nil)
	<-g.done
	if err != nil {
		return err
	}
	return g.err
}

// calm is the context of statements that end a transaction or are within one
// for writing: to cancel them in the middle would leave the outcome open.
var calm = context.Background()

// pass keeps or undoes the write that had the baton, ends the group if it is
// time, and passes the baton on.
func (w *writer) pass(g *group, kept bool) {
	if g.err == nil && !kept {
		g.head = g.before // with the lock on it, if the write was the one that took it
		_, g.err = w.s.exec(calm, "ROLLBACK TO SAVEPOINT write")
	}
	if g.err == nil {
		_, g.err = w.s.exec(calm, "RELEASE SAVEPOINT write")
	}
	g.writes++
	if g.err != nil || w.waiting.Load() == 0 || g.writes >= groupWrites || time.Since(g.began) > groupTime {
		w.end(g)
	}
	<-w.baton
}

// end commits the group. When that fails, none of its writes happened.
func (w *writer) end(g *group) {
	if g.err == nil && g.head != nil && g.head.grown {
		g.err = w.s.storeHead(g.head)
	}
	if g.err == nil {
		if _, err := w.s.exec(calm, "COMMIT"); err != nil {
			g.err = fmt.Errorf("commit: %w", err)
		}
	}
	if g.err != nil {
		g.err = w.db.told(g.err)
		if _, err := w.s.exec(calm, "ROLLBACK"); err != nil {
			w.s.broken = true // SQLite may have rolled back already; a new connection knows for sure
		}
	}
	w.lane.give(w.s)
	w.s, w.group = nil, nil
	close(g.done)
}

// log is the head of the ledger, read when the group first needs it. In
// PostgreSQL that also makes the other replicas wait until the group has ended.
func (g *group) log(s *session, lock string) (*logHead, error) {
	if g.head != nil {
		return g.head, nil
	}
	tree, last, err := readHead(calm, s, lock)
	if err != nil {
		return nil, fmt.Errorf("read the head of the ledger: %w", err)
	}
	g.head = &logHead{tree: tree, last: last}
	return g.head, nil
}

func readHead(ctx context.Context, s *session, lock string) (ledger.Tree, time.Time, error) {
	var size int64
	var frontier []byte
	var last stamp
	if err := s.row(ctx, []any{&size, &frontier, &last}, "SELECT size, frontier, last_at FROM ledger_head WHERE id = 1"+lock); err != nil {
		return ledger.Tree{}, time.Time{}, err
	}
	tree, err := ledger.ReadTree(size, frontier)
	return tree, last.Time, err
}

func (s *session) storeHead(h *logHead) error {
	frontier, err := h.tree.MarshalBinary()
	if err != nil {
		return err
	}
	_, err = s.exec(calm, "UPDATE ledger_head SET size = $1, frontier = $2, last_at = $3 WHERE id = 1", h.tree.Size, frontier, stamp{h.last})
	return err
}
