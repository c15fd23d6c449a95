package csms

import (
	"context"
	"errors"
	"sync"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// daily is the work that comes with a new day: to find what has come due.
type daily struct {
	ending context.CancelFunc
	done   sync.WaitGroup
}

// lookEvery is how often it is looked whether a new day has begun.
const lookEvery = 10 * time.Minute

func (d *daily) run(ctx context.Context, s *Service) {
	ctx, d.ending = context.WithCancel(ctx)
	d.done.Go(func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		var last plant.Date
		for {
			if today := plant.DateOf(s.now()); today != last {
				last = today
				s.findDue(ctx)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
}

func (d *daily) wait() {
	if d.ending != nil {
		d.ending()
	}
	d.done.Wait()
}

// findDue looks at every site of the instance.
func (s *Service) findDue(ctx context.Context) {
	var orgs []plant.Organisation
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		orgs, err = o.Organisations()
		return err
	})
	for _, org := range orgs {
		who := access.Principal{System: true, Name: "Ringwall", Org: org.ID}
		var sites []plant.SiteRecord
		if err = s.db.View(ctx, org.ID, func(r *store.Reader) (err error) {
			sites, err = store.All[plant.SiteRecord](r, "")
			return err
		}); err != nil {
			break
		}
		if err := s.refreshDue(ctx, who, ""); err != nil && ctx.Err() == nil {
			s.log.Error("make evidence of the organisation again", "error", err)
		}
		for _, site := range sites {
			if err = errors.Join(s.openDue(ctx, who, site), s.reverify(ctx, who, site), s.refreshDue(ctx, who, site.ID)); err != nil && ctx.Err() == nil {
				s.log.Error("look for what is due", "site", site.Key, "error", err)
			}
		}
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("look for what is due", "error", err)
	}
}
