package csms

import (
	"sync"

	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
)

// grounds keeps the digests of what the evidence of a site is made from, bound
// to the site's revision: a list must show at once what is stale.
type grounds struct {
	mu    sync.Mutex
	sites map[plant.SiteID]siteGrounds
}

type siteGrounds struct {
	rev int64
	of  map[proof.MadeRule]string
}

// mostGrounds is for how many sites the digests are kept.
const mostGrounds = 1_000

// groundsOf are the digests of what some evidence of a site would be made from
// now, by rule. The reader must not be that of an update.
func (s *Service) groundsOf(r *store.Reader, site plant.SiteID, all []proof.Evidence) (map[proof.MadeRule]string, error) {
	wanted := map[proof.MadeRule]bool{}
	for i := range all {
		if m := all[i].Made; m != nil && all[i].Site == site {
			wanted[m.Rule] = true
		}
	}
	out := map[proof.MadeRule]string{}
	if len(wanted) == 0 {
		return out, nil
	}
	if site == "" {
		for rule := range wanted {
			out[rule] = proof.Ground(rule, proof.MadeInput{Ledger: &proof.LedgerLook{Key: s.db.VerifierKey()}})
		}
		return out, nil
	}
	rev, err := r.Revision(site)
	if err != nil {
		return nil, err
	}
	s.grounds.mu.Lock()
	known, ok := s.grounds.sites[site]
	s.grounds.mu.Unlock()
	if !ok || known.rev != rev {
		var in proof.MadeInput
		if err := s.groundOf(r, site, &in); err != nil {
			return nil, err
		}
		known = siteGrounds{rev: rev, of: map[proof.MadeRule]string{}}
		for _, rule := range proof.MadeRules {
			if rule.OfSite() {
				known.of[rule] = proof.Ground(rule, in)
			}
		}
		s.grounds.keep(site, known)
	}
	for rule := range wanted {
		out[rule] = known.of[rule]
	}
	return out, nil
}

// keep notes the digests of a site, unless somebody has noted newer ones.
func (g *grounds) keep(site plant.SiteID, of siteGrounds) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sites == nil || len(g.sites) >= mostGrounds {
		g.sites = map[plant.SiteID]siteGrounds{}
	}
	if before, ok := g.sites[site]; !ok || before.rev < of.rev {
		g.sites[site] = of
	}
}
