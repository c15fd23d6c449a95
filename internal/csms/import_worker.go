package csms

import (
	"context"
	"sync"
	"sync/atomic"

	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// imports is the work on uploaded files in the background: one file at a time,
// since each may take its whole budget.
type imports struct {
	queue  chan job
	missed atomic.Bool // there was no room in the queue for some
	files  arrivals
	ending context.CancelFunc
	done   sync.WaitGroup
}

type job struct {
	org plant.OrgID
	id  string
}

func newImports() *imports { return &imports{queue: make(chan job, 1000)} }

func (w *imports) run(ctx context.Context, s *Service) {
	ctx, w.ending = context.WithCancel(ctx)
	s.takeUp(ctx)
	s.clearAway(ctx)
	w.done.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case j := <-w.queue:
				s.read(ctx, j)
			}
			if len(w.queue) == 0 && w.missed.CompareAndSwap(true, false) {
				s.takeUp(ctx)
			}
		}
	})
}

func (w *imports) wait() {
	if w.ending != nil {
		w.ending()
	}
	w.done.Wait()
}

// takeUp queues the imports that wait for being read, such as those that an
// earlier run left unfinished. The file is in the vault, so it is simply read
// again.
func (s *Service) takeUp(ctx context.Context) {
	for _, i := range s.importsIn(ctx, ImportReading) {
		s.enqueue(job{i.Org, i.ID})
	}
}

// clearAway removes the files of imports that were discarded while something
// still kept the file, or by a run that ended before it came to it.
func (s *Service) clearAway(ctx context.Context) {
	for _, i := range s.importsIn(ctx, ImportDiscarded) {
		if there, err := s.vault.Has(i.Hash); err == nil && there {
			s.dropFile(ctx, i.Hash)
		}
	}
}

func (s *Service) importsIn(ctx context.Context, state string) (list []store.Import) {
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		list, err = o.Unfinished(state)
		return err
	})
	if err != nil {
		s.log.Error("look for imports", "state", state, "error", err)
	}
	return list
}

// enqueue hands an import to the worker; when very many wait, it is found again
// once they are done.
func (s *Service) enqueue(j job) {
	select {
	case s.imports.queue <- j:
	default:
		s.imports.missed.Store(true)
	}
}
