package store

import (
	"context"
	"errors"
)

// Size is how far the ledger has grown.
type Size struct {
	Entries int64
	Root    string // tree hash in base64
}

// LedgerSize reads the size of the ledger and its tree hash.
func (db *DB) LedgerSize(ctx context.Context) (Size, error) {
	var size Size
	err := db.reading(ctx, func(s *session) error {
		tree, _, err := readHead(ctx, s, "")
		size = Size{Entries: tree.Size, Root: tree.Root().String()}
		return err
	})
	return size, err
}

// VerifierKey is the public key of the ledger, for whoever checks checkpoints.
func (db *DB) VerifierKey() string { return db.key.Verifier() }

// Checkpoint is the newest signed checkpoint; it is made now if entries were
// added since the last one.
func (db *DB) Checkpoint(ctx context.Context) ([]byte, error) {
	var note string
	err := db.reading(ctx, func(s *session) error {
		return s.row(ctx, []any{&note}, "SELECT note FROM ledger_checkpoint c JOIN ledger_head h ON h.id = 1 AND h.size = c.size")
	})
	if !errors.Is(err, ErrNotFound) {
		return []byte(note), err
	}
	if db.stopped.Load() {
		return nil, ErrStopped
	}
	err = db.writer.do(ctx, func(s *session, g *group) error {
		log, err := g.log(s, db.dialect.lock)
		if err != nil {
			return err
		}
		tree := log.tree
		err = s.row(calm, []any{&note}, "SELECT note FROM ledger_checkpoint WHERE size = $1", tree.Size)
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		signed, err := db.key.Sign(tree.Size, tree.Root())
		if err != nil {
			return err
		}
		note = string(signed)
		_, err = s.exec(calm, "INSERT INTO ledger_checkpoint (size, note) VALUES ($1, $2)", tree.Size, note)
		return err
	})
	return []byte(note), err
}
