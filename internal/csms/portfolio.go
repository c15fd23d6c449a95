package csms

import (
	"context"
	"sync"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// PortfolioSite is one site of the portfolio with its numbers.
type PortfolioSite struct {
	Site plant.SiteRecord `json:"site"`
	assess.Summary
}

// Portfolio lists the sites that the caller may know of with their numbers.
// The numbers are of the caller's part, and levels only for who may read them.
func (s *Service) Portfolio(ctx context.Context, who access.Principal, after string, limit int) (Page[PortfolioSite], error) {
	var page Page[PortfolioSite]
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		known, err := knownSites(r, who)
		if err != nil {
			return err
		}
		sites, err := keyed("portfolio", known, func(x plant.SiteRecord) string { return x.Key }, after, limit)
		if err != nil {
			return err
		}
		page = Page[PortfolioSite]{Next: sites.Next, Total: sites.Total}
		for _, site := range sites.Items {
			summary, err := s.summary(r, who, site.ID)
			if err != nil {
				return err
			}
			page.Items = append(page.Items, PortfolioSite{Site: site, Summary: summary})
		}
		return nil
	})
	return page, err
}

// summary is a site in a few numbers, as far as the caller may see it.
func (s *Service) summary(r *store.Reader, who access.Principal, site plant.SiteID) (assess.Summary, error) {
	part := access.PartOf(who, access.VerdictRead, site)
	switch {
	case part.Empty():
		return countsOnly(r, who, site)
	case !part.All:
		p, err := s.visiblePosture(r, who, site)
		return p.Summary, err
	}
	rev, err := r.Revision(site)
	if err != nil {
		return assess.Summary{}, err
	}
	of, err := s.supplied(r)
	if err != nil {
		return assess.Summary{}, err
	}
	at := moment{rev, of.rev, plant.DateOf(s.now())}
	if known, ok := s.numbers.get(site, at); ok {
		return known, nil
	}
	p, err := s.posture(r, site)
	if err == nil {
		s.numbers.put(site, at, p.Summary)
	}
	return p.Summary, err
}

// summaries keeps the numbers of sites: a portfolio shows far more sites than
// engines are kept in memory, and few of them change between two looks.
type summaries struct {
	mu   sync.Mutex
	kept map[plant.SiteID]keptSummary
}

type keptSummary struct {
	at      moment
	summary assess.Summary
}

// moment is what a summary holds for: a revision of the site, one of what is
// known of products, and a day, as compensating measures end by day.
type moment struct {
	rev, supplied int64
	day           plant.Date
}

// mostSummaries is how many sites' numbers are kept; each takes a few hundred bytes.
const mostSummaries = 10_000

func (k *summaries) get(site plant.SiteID, at moment) (assess.Summary, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	known, ok := k.kept[site]
	return known.summary, ok && known.at == at
}

func (k *summaries) put(site plant.SiteID, at moment, summary assess.Summary) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= mostSummaries {
		k.kept = map[plant.SiteID]keptSummary{}
	}
	k.kept[site] = keptSummary{at, summary}
}

// countsOnly is the summary for who may read assets but no levels.
func countsOnly(r *store.Reader, who access.Principal, site plant.SiteID) (assess.Summary, error) {
	q := AssetFilter{}.query(access.PartOf(who, access.AssetRead, site))
	q.Sort, q.Limit = "key", 1
	found, err := r.Assets(site, q)
	return assess.Summary{Assets: found.Total}, err
}
