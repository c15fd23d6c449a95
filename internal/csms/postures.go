package csms

import (
	"sync"

	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// keptPostures is how many sites keep their engine in memory. One of 10,000
// assets, 200 zones and 20,000 verdicts takes some 20 MB.
const keptPostures = 24

// catchUp is the number of changes up to which an engine follows the history;
// beyond it, loading the site anew is quicker.
const catchUp = 2000

// postures keeps an engine per site, bound to the site's revision. An engine
// that fell behind follows the history of the site instead of loading all of
// it, whoever made the change and on whichever replica.
type postures struct {
	mu    sync.Mutex
	sites map[plant.SiteID]*kept
	clock int64
}

type kept struct {
	mu      sync.Mutex
	engine  *assess.Engine // nil until loaded
	posture assess.Posture
	rev     int64
	day     plant.Date
	used    int64
}

func newPostures() *postures { return &postures{sites: map[plant.SiteID]*kept{}} }

// of is the site's place in memory; the least used one makes room.
func (p *postures) of(site plant.SiteID) *kept {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clock++
	k := p.sites[site]
	if k == nil {
		k = &kept{}
		p.sites[site] = k
		if len(p.sites) > keptPostures {
			oldest := site
			for id, other := range p.sites {
				if other.used < p.sites[oldest].used || oldest == site {
					oldest = id
				}
			}
			delete(p.sites, oldest)
		}
	}
	k.used = p.clock
	return k
}

// posture is the posture of a site as the reader's transaction sees it.
func (s *Service) posture(r *store.Reader, site plant.SiteID) (assess.Posture, error) {
	rev, err := r.Revision(site)
	if err != nil {
		return assess.Posture{}, err
	}
	today := plant.DateOf(s.now())
	k := s.postures.of(site)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.engine != nil && k.rev == rev && k.day == today {
		return k.posture, nil
	}
	if k.engine == nil || rev < k.rev || !s.follow(r, site, k) {
		in, err := s.assessed(r, site, today)
		if err != nil {
			return assess.Posture{}, err
		}
		k.engine = assess.NewEngine(in)
	}
	k.engine.SetToday(today)
	k.rev, k.day, k.posture = rev, today, k.engine.Posture()
	return k.posture, nil
}

// assessed loads what the posture of a site depends on.
func (s *Service) assessed(r *store.Reader, id plant.SiteID, today plant.Date) (assess.Input, error) {
	in := assess.Input{Set: s.set, Today: today}
	var err error
	if in.Site.SiteRecord, err = store.Get[plant.SiteRecord](r, string(id)); err != nil {
		return in, err
	}
	if in.Site.Zones, err = store.All[plant.Zone](r, id); err != nil {
		return in, err
	}
	if in.Site.Conduits, err = store.All[plant.Conduit](r, id); err != nil {
		return in, err
	}
	if in.Counts, err = r.AssetCounts(id); err != nil {
		return in, err
	}
	in.Verdicts, err = r.Verdicts(id)
	return in, err
}

// follow brings an engine up to date from the history; false says that it
// could not and the site must be loaded.
func (s *Service) follow(r *store.Reader, site plant.SiteID, k *kept) bool {
	changes, ok, err := r.ChangesSince(site, k.rev, catchUp)
	if err != nil || !ok {
		return false
	}
	counts := false
	for _, c := range changes {
		switch c.Kind {
		case "asset":
			counts = true
		case "zone", "conduit", "verdict":
			if !s.followOne(k.engine, c) {
				return false
			}
		case "site":
			site, err := store.Decode[plant.SiteRecord](c)
			if err != nil || len(c.Doc) == 0 {
				return false
			}
			k.engine.SetSite(site)
		}
	}
	if counts {
		n, err := r.AssetCounts(site)
		if err != nil {
			return false
		}
		for _, sp := range k.engine.Posture().Subjects {
			if zone := plant.ZoneID(sp.Subject.ID); sp.Subject.Kind == assess.OfZone && sp.Assets != n[zone] {
				k.engine.SetAssets(zone, n[zone])
			}
		}
		k.engine.SetAssets("", n[""])
	}
	return true
}

func (s *Service) followOne(e *assess.Engine, c ledger.Change) bool {
	deleted := len(c.Doc) == 0
	switch c.Kind {
	case "zone":
		if deleted {
			e.DropZone(plant.ZoneID(c.ID))
			return true
		}
		z, err := store.Decode[plant.Zone](c)
		if err == nil {
			e.PutZone(z)
		}
		return err == nil
	case "conduit":
		if deleted {
			e.DropConduit(plant.ConduitID(c.ID))
			return true
		}
		d, err := store.Decode[plant.Conduit](c)
		if err == nil {
			e.PutConduit(d)
		}
		return err == nil
	default:
		if deleted {
			e.DropVerdict(assess.VerdictID(c.ID))
			return true
		}
		v, err := store.Decode[assess.Verdict](c)
		if err == nil {
			e.PutVerdict(v)
		}
		return err == nil
	}
}

// answers lists the requirements with their answers for a subject of a site
// whose posture was just asked for.
func (p *postures) answers(site plant.SiteID, subject assess.Subject) []assess.Answer {
	k := p.of(site)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.engine == nil {
		return nil
	}
	answers, _ := k.engine.Answers(subject)
	return answers
}
