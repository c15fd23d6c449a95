package csms

import (
	"context"
	"errors"
	"sync"

	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// arrivals keeps apart the files that nobody refers to any more and those that
// nobody refers to yet. As long as a file is on its way in, none is removed: it
// may be the same.
type arrivals struct {
	mu     sync.Mutex
	coming int
	unused map[string]bool // by hash
}

func (a *arrivals) begin() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.coming++
}

// arrived ends the arrival of a file that is referred to by now, if at all.
func (s *Service) arrived(ctx context.Context) {
	a := &s.imports.files
	a.mu.Lock()
	defer a.mu.Unlock()
	a.coming--
	s.removeUnused(ctx)
}

// dropFile removes a file from the vault as soon as none is on its way in,
// unless something refers to it.
func (s *Service) dropFile(ctx context.Context, hash string) {
	a := &s.imports.files
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.unused == nil {
		a.unused = map[string]bool{}
	}
	a.unused[hash] = true
	s.removeUnused(ctx)
}

// removeUnused is called with the lock held. A file that cannot be removed now
// is tried again with the next, or at the next start.
func (s *Service) removeUnused(ctx context.Context) {
	a := &s.imports.files
	if a.coming > 0 {
		return
	}
	ctx = context.WithoutCancel(ctx) // whoever discarded it may be gone
	for hash := range a.unused {
		err := s.db.Housekeep(ctx, func(o *store.Ops) error {
			used, err := o.FileInUse(hash)
			if err != nil || used {
				return err
			}
			return s.vault.Remove(hash)
		})
		if err != nil && !errors.Is(err, vault.ErrNotFound) {
			s.log.Warn("remove a file that nothing refers to", "hash", hash, "error", err)
			continue
		}
		delete(a.unused, hash)
	}
}
