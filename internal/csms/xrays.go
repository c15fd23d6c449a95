package csms

import (
	"slices"
	"sync"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// xrays keeps what looking through the whole record of a site showed, as long as
// nothing of the site or of its organisation changes.
type xrays struct {
	mu    sync.Mutex
	sites map[plant.SiteID]keptXRays
}

type keptXRays struct {
	site, org int64 // revisions
	day       plant.Date
	found     []xray.XRay
	closed    map[supply.ID]proof.Evidence // evidence, for who may see it
	seen      keptSeen
}

// mostXRays is for how many sites the X-rays are kept.
const mostXRays = 24

// xraysOf are the X-rays of a site as the reader's transaction sees it, with the
// evidence that they may mention. They are shared and must not be changed. The
// reader must not be that of an update.
func (s *Service) xraysOf(r *store.Reader, site plant.SiteID) (keptXRays, error) {
	now := keptXRays{day: plant.DateOf(s.now())}
	var err error
	if now.site, err = r.Revision(site); err != nil {
		return now, err
	}
	if now.org, err = r.Revision(""); err != nil {
		return now, err
	}
	s.xrays.mu.Lock()
	known := s.xrays.sites[site]
	s.xrays.mu.Unlock()
	if known.closed != nil && known.site == now.site && known.org == now.org && known.day == now.day {
		return known, nil
	}
	in, seen, err := s.xrayInput(r, site, known.seen)
	if err != nil {
		return now, err
	}
	now.found, now.seen, now.closed = xray.Look(in), seen, make(map[supply.ID]proof.Evidence, len(in.Evidence))
	for _, e := range in.Evidence {
		now.closed[e.ID] = e
	}
	s.xrays.mu.Lock()
	defer s.xrays.mu.Unlock()
	if s.xrays.sites == nil || len(s.xrays.sites) >= mostXRays {
		s.xrays.sites = map[plant.SiteID]keptXRays{}
	}
	if before := s.xrays.sites[site]; before.site <= now.site && before.org <= now.org {
		s.xrays.sites[site] = now
	}
	return now, nil
}

// xrayInput is the whole record of a site.
func (s *Service) xrayInput(r *store.Reader, site plant.SiteID, seen keptSeen) (xray.Input, keptSeen, error) {
	var in xray.Input
	known, res, err := s.riskOf(r, site)
	if err != nil {
		return in, seen, err
	}
	in = xray.Input{Today: known.Today, Site: known.Site, Register: known.Register, Risk: res, Findings: map[string]int{}}
	found, err := s.findingsOf(r, site)
	if err != nil {
		return in, seen, err
	}
	for _, f := range found.judged {
		if f.Open() && f.Severity == plant.High {
			in.Findings[f.Record]++
		}
	}
	if err := s.xrayLibrary(r, site, &in); err != nil {
		return in, seen, err
	}
	if seen, err = s.seenOf(r, known, seen); err != nil {
		return in, seen, err
	}
	in.Traffic, in.Confirmed = seen.traffic, seen.last
	err = s.standing(r, site, func(k *kept) error {
		in.Posture = k.engine.Posture()
		in.Capable = make(map[supply.ID]sl.Vector, len(in.Products))
		for _, p := range in.Products {
			in.Capable[p.ID] = k.engine.Capability(string(p.ID)).Capable
		}
		return nil
	})
	return in, seen, err
}

// xrayLibrary loads the answers and what of the library a site may rest on.
func (s *Service) xrayLibrary(r *store.Reader, site plant.SiteID, in *xray.Input) (err error) {
	load := func(step func() error) {
		if err == nil {
			err = step()
		}
	}
	load(func() error { in.Verdicts, err = r.Verdicts(site); return err })
	load(func() error { in.Claims, err = r.Claims(); return err })
	load(func() error { in.Companies, err = store.All[supply.Company](r, ""); return err })
	load(func() error { in.Products, err = store.All[supply.Product](r, ""); return err })
	load(func() error { in.Decisions, err = store.All[catalog.PairDecision](r, ""); return err })
	load(func() error { in.Freshness, err = store.All[catalog.Freshness](r, ""); return err })
	load(func() error { return both(r, site, &in.Certificates) })
	load(func() error { return both(r, site, &in.Packages) })
	load(func() error { return both(r, site, &in.Replies) })
	load(func() error { return both(r, site, &in.Tests) })
	load(func() error { return both(r, site, &in.Assessments) })
	load(func() error { return both(r, site, &in.Evidence) })
	load(func() error { in.Grounds, err = s.groundsByEvidence(r, in.Evidence); return err })
	load(func() error {
		shelf, err := s.shelf(r)
		if err == nil {
			in.Sets = shelf.Sets()
		}
		return err
	})
	load(func() error {
		users, err := store.All[access.User](r, "")
		for _, u := range users {
			in.People = append(in.People, personOf(u))
		}
		return err
	})
	for _, c := range catalog.Crosswalks() {
		in.Crosswalks = append(in.Crosswalks, catalog.Decide(c, in.Decisions))
	}
	return err
}

// both loads the records of a kind of a site and of the whole organisation.
func both[T any](r *store.Reader, site plant.SiteID, into *[]T) error {
	mine, err := store.OfSite[T](r, site)
	if err != nil {
		return err
	}
	shared, err := store.OfSite[T](r, "")
	*into = append(mine, shared...)
	return err
}

// groundsByEvidence are the digests of what each evidence that the program made
// would be made from now.
func (s *Service) groundsByEvidence(r *store.Reader, all []proof.Evidence) (map[supply.ID]string, error) {
	out := map[supply.ID]string{}
	by := map[plant.SiteID]map[proof.MadeRule]string{}
	for _, e := range all {
		if e.Made == nil {
			continue
		}
		if by[e.Site] == nil {
			grounds, err := s.groundsOf(r, e.Site, all)
			if err != nil {
				return nil, err
			}
			by[e.Site] = grounds
		}
		out[e.ID] = by[e.Site][e.Made.Rule]
	}
	return out, nil
}

// personOf is an account as far as X-rays look at it. Whoever has roles of the
// other parties alone is not of the owner's side.
func personOf(u access.User) xray.Person {
	partner := len(u.Grants) > 0 && !slices.ContainsFunc(u.Grants, func(g access.Grant) bool {
		return g.Role != access.Integrator && g.Role != access.Supplier
	})
	return xray.Person{ID: string(u.ID), Name: u.Name, Email: u.Email, Disabled: u.Disabled, Partner: partner}
}

// keptSeen is what the captures of a site show, as long as neither they nor what
// they are held against change.
type keptSeen struct {
	ground  string
	traffic []proof.ZoneTraffic
	last    map[plant.AssetID]plant.Date
}

// seenOf is what captures show of a site; nothing without a capture.
func (s *Service) seenOf(r *store.Reader, known risk.Input, before keptSeen) (keptSeen, error) {
	in := proof.MadeInput{}
	if err := s.groundOf(r, known.Site.ID, &in); err != nil {
		return before, err
	}
	now := keptSeen{ground: proof.Ground(proof.TrafficConforms, in)}
	if now.ground == before.ground {
		return before, nil
	}
	if len(in.Captures) == 0 {
		return now, nil
	}
	if err := captures(r, known.Site.ID, &in); err != nil {
		return before, err
	}
	now.traffic, now.last = proof.TrafficBetween(known.Site, in.Captures), map[plant.AssetID]plant.Date{}
	for _, c := range in.Captures {
		for id, day := range c.Seen {
			now.last[id] = max(now.last[id], day)
		}
	}
	return now, nil
}

// opens says which records somebody may see that others in their role may not:
// evidence by its grade, and what the parties hand to one another by the right
// to read that.
func opens(who access.Principal, site plant.SiteID, evidence map[supply.ID]proof.Evidence) func(kind, id string) bool {
	packages := access.Check(who, access.PackageRead, site) == nil
	proofs := access.Check(who, access.EvidenceRead, site) == nil
	return func(kind, id string) bool {
		switch kind {
		case proof.OfEvidence:
			e, known := evidence[supply.ID(id)]
			return known && proofs && e.SeenBy(viewer(who, e.Site))
		case supply.OfPackage, supply.OfReply, supply.OfTest:
			return packages
		case proof.OfAssessment:
			return proofs
		}
		return true
	}
}

// shownTo are the X-rays of a site as somebody may see them.
func (k keptXRays) shownTo(who access.Principal, site plant.SiteID) []xray.XRay {
	open := opens(who, site, k.closed)
	return xray.Seen(k.found, func(r xray.Record) bool { return open(r.Kind, r.ID) })
}

// remembered is what a decision keeps of X-rays: what everybody may read, for
// decisions stand in the history.
func (k keptXRays) remembered() map[string]plant.Finding {
	anybody := proof.Viewer{}
	out := map[string]plant.Finding{}
	for _, x := range k.found {
		f := x.Finding
		f.Key, f.Text = "", x.Title+"."
		out[x.ID] = f
	}
	open := xray.Seen(k.found, func(r xray.Record) bool {
		e, known := k.closed[supply.ID(r.ID)]
		return r.Kind != proof.OfEvidence || known && e.SeenBy(anybody)
	})
	for _, x := range open {
		out[x.ID] = x.Finding
	}
	return out
}

// findingDecisions are the decisions about findings, without those about X-rays.
func findingDecisions(all []risk.FindingDecision) []risk.FindingDecision {
	return slices.DeleteFunc(slices.Clone(all), func(d risk.FindingDecision) bool { return xray.Decided(d.Key) })
}
