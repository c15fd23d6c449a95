package store

import (
	"cmp"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// Site reads a site with all that is declared in it, each kind in the order of keys.
func (r *Reader) Site(id plant.SiteID) (plant.Site, error) {
	var site plant.Site
	var err error
	if site.SiteRecord, err = Get[plant.SiteRecord](r, string(id)); err != nil {
		return plant.Site{}, err
	}
	if site.Zones, err = All[plant.Zone](r, id); err != nil {
		return plant.Site{}, err
	}
	if site.Conduits, err = All[plant.Conduit](r, id); err != nil {
		return plant.Site{}, err
	}
	if site.Assets, err = All[plant.Asset](r, id); err != nil {
		return plant.Site{}, err
	}
	return site, nil
}

// Verdicts reads all verdicts of a site.
func (r *Reader) Verdicts(site plant.SiteID) ([]assess.Verdict, error) {
	return All[assess.Verdict](r, site)
}

// VerdictsOf reads the verdicts on one zone, one conduit or the site itself.
func (r *Reader) VerdictsOf(site plant.SiteID, subject assess.Subject) ([]assess.Verdict, error) {
	return load[assess.Verdict](r, "org = $1 AND site = $2 AND subject_id = $3 AND subject_kind = $4 ORDER BY subject_id, requirement_set, requirement",
		string(r.org), string(site), subject.ID, string(subject.Kind))
}

// sortSite puts records in the order in which the tables are read.
func sortSite(s *plant.Site, verdicts []assess.Verdict) {
	slices.SortFunc(s.Zones, func(a, b plant.Zone) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(s.Conduits, func(a, b plant.Conduit) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(s.Assets, func(a, b plant.Asset) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(verdicts, func(a, b assess.Verdict) int {
		return cmp.Or(cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.Set, b.Set), cmp.Compare(a.Requirement, b.Requirement))
	})
}
