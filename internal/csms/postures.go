package csms

import (
	"sync"

	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// keptPostures is how many sites keep their engine in memory. One of 10,000
// assets, 200 zones and 20,000 verdicts takes some 20 MB.
const keptPostures = 24

// mostChanges is the number of changes up to which an engine follows the
// history; beyond it, loading the site anew is quicker.
const mostChanges = 2000

// postures keeps an engine per site, bound to the site's revision. An engine
// that fell behind follows the history of the site instead of loading all of
// it, whoever made the change and on whichever replica.
type postures struct {
	mu    sync.Mutex
	sites map[plant.SiteID]*kept
	clock int64
}

// kept is what is kept of a site: its engine and what follows from it, all as
// of one revision of the site, one of what its organisation knows of products,
// and one day.
type kept struct {
	mu       sync.Mutex
	engine   *assess.Engine // nil until loaded
	rev      int64
	supplied *supplied // what was known of products
	day      plant.Date
	findings *modelFindings // nil until asked for
	risk     keptRisk
	crs      keptCRS
	// departure is nil until something is tried out.
	departure *departure
	used      int64
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
func (s *Service) posture(r *store.Reader, site plant.SiteID) (p assess.Posture, err error) {
	err = s.standing(r, site, func(k *kept) error {
		p = k.engine.Posture()
		return nil
	})
	return p, err
}

// standing calls use with a site as the reader's transaction sees it. What is
// handed over must not be used after use returns: it follows the site. The
// reader must not be that of an update, whose revision may never come to be.
func (s *Service) standing(r *store.Reader, site plant.SiteID, use func(k *kept) error) error {
	rev, err := r.Revision(site)
	if err != nil {
		return err
	}
	supplied, err := s.supplied(r)
	if err != nil {
		return err
	}
	today := plant.DateOf(s.now())
	k := s.postures.of(site)
	k.mu.Lock()
	if k.engine != nil && (rev < k.rev || supplied.rev < k.supplied.rev) {
		// The reader began before the newest change. It is shown what it sees,
		// and those who come after it keep what is newer.
		k.mu.Unlock()
		k = &kept{}
		k.mu.Lock()
	}
	defer k.mu.Unlock()
	if err := s.follow(r, site, k, rev, supplied, today); err != nil {
		return err
	}
	return use(k)
}

// follow brings what is kept of a site to a revision, to what is known of
// products, and to a day.
func (s *Service) follow(r *store.Reader, site plant.SiteID, k *kept, rev int64, of *supplied, today plant.Date) error {
	if k.engine != nil && k.rev == rev && k.supplied.rev == of.rev && k.day == today {
		k.supplied = of
		return nil
	}
	if k.engine != nil && k.supplied.rev != of.rev {
		k.departure, k.crs = nil, keptCRS{} // both rest on levels
	}
	// An engine that took in only some of the changes is of no use to anybody.
	engine := k.engine
	k.engine, k.findings = nil, nil
	known := engine != nil && (k.rev == rev || s.catchUp(r, site, engine, k))
	if !known {
		k.risk = keptRisk{}
	}
	if !known || !takeClaims(r, engine, k.supplied, of) {
		in, err := s.assessed(r, site, of, today)
		if err != nil {
			return err
		}
		engine = assess.NewEngine(in)
	}
	engine.SetToday(today)
	k.engine, k.rev, k.supplied, k.day = engine, rev, of, today
	return nil
}

// assessed loads what the posture of a site depends on.
func (s *Service) assessed(r *store.Reader, id plant.SiteID, of *supplied, today plant.Date) (assess.Input, error) {
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
	if in.Components, err = s.components(r, id, of); err != nil {
		return in, err
	}
	in.Verdicts, err = r.Verdicts(id)
	return in, err
}

// catchUp brings an engine up to date from the history, and forgets of the risk
// what changed; false says that it could not and the site must be loaded.
func (s *Service) catchUp(r *store.Reader, site plant.SiteID, e *assess.Engine, k *kept) bool {
	changes, ok, err := r.ChangesSince(site, k.rev, mostChanges)
	if err != nil || !ok {
		return false
	}
	counts := false
	for _, c := range changes {
		k.risk.note(c.Kind)
		if c.Kind == "asset" {
			counts = true
		}
		if !take(e, k.supplied.matcher, c) {
			return false
		}
	}
	return !counts || recount(r, site, e) == nil
}

// recount takes over the numbers of assets, which a change of one does not tell.
func recount(r *store.Reader, site plant.SiteID, e *assess.Engine) error {
	n, err := r.AssetCounts(site)
	if err != nil {
		return err
	}
	for _, sp := range e.Posture().Subjects {
		if zone := plant.ZoneID(sp.Subject.ID); sp.Subject.Kind == assess.OfZone && sp.Assets != n[zone] {
			e.SetAssets(zone, n[zone])
		}
	}
	e.SetAssets("", n[""])
	return nil
}

// take gives one change to an engine; false says that it could not be read.
func take(e *assess.Engine, m *supply.Matcher, c ledger.Change) bool {
	deleted := len(c.Doc) == 0
	var err error
	switch c.Kind {
	case "site":
		if deleted {
			return false
		}
		err = put(c, e.SetSite)
	case "zone":
		if deleted {
			e.DropZone(plant.ZoneID(c.ID))
			return true
		}
		err = put(c, e.PutZone)
	case "conduit":
		if deleted {
			e.DropConduit(plant.ConduitID(c.ID))
			return true
		}
		err = put(c, e.PutConduit)
	case "asset":
		if deleted {
			e.DropAsset(plant.AssetID(c.ID))
			return true
		}
		err = put(c, func(a plant.Asset) { e.PutAsset(componentOf(m, a)) })
	case "verdict":
		if deleted {
			e.DropVerdict(assess.VerdictID(c.ID))
			return true
		}
		err = put(c, e.PutVerdict)
	}
	return err == nil
}

// takeClaims brings an engine from what was known of products to what is known
// now; false says that assets must be matched anew, or that it could not.
func takeClaims(r *store.Reader, e *assess.Engine, was, is *supplied) bool {
	if was.rev == is.rev {
		return true
	}
	if was.matched != is.matched {
		return false
	}
	changes, ok, err := r.ChangesSince("", was.rev, mostChanges)
	if err != nil || !ok {
		return false
	}
	for _, c := range changes {
		if c.Kind != store.OfClaim {
			continue
		}
		if len(c.Doc) == 0 {
			e.DropClaim(assess.VerdictID(c.ID))
		} else if put(c, e.PutClaim) != nil {
			return false
		}
	}
	return true
}

// put hands the new value of a record over.
func put[T any](c ledger.Change, to func(T)) error {
	value, err := store.Decode[T](c)
	if err == nil {
		to(value)
	}
	return err
}
