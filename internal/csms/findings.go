package csms

import (
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// shownFindings is how many findings of one rule are shown. A list of 100,000
// assets that was just read in has that many that lie in no zone, and nobody
// mends them one by one.
const shownFindings = 100

// modelFindings are the weaknesses of a site's model: those that are shown, in
// the order of the rules, and how many there are in all.
type modelFindings struct {
	list  []plant.Finding
	total int
}

// findingsOf are the findings on a site as the reader's transaction sees it. To
// find them the whole inventory is loaded, so they are kept as long as nothing
// of the site changes.
func (s *Service) findingsOf(r *store.Reader, site plant.SiteID) (found modelFindings, err error) {
	err = s.standing(r, site, func(k *kept) error {
		if k.findings == nil {
			all, err := r.Site(site)
			if err != nil {
				return err
			}
			verdicts, err := r.Verdicts(site)
			if err != nil {
				return err
			}
			few := fewOfEach(plant.Findings(all, answersOf(s.set.ID, all, verdicts), k.day))
			k.findings = &few
		}
		found = *k.findings
		return nil
	})
	return found, err
}

// fewOfEach keeps the first findings of each rule.
func fewOfEach(all []plant.Finding) modelFindings {
	out := modelFindings{list: []plant.Finding{}, total: len(all)}
	of := map[string]int{}
	for _, f := range all {
		if of[f.Rule]++; of[f.Rule] <= shownFindings {
			out.list = append(out.list, f)
		}
	}
	return out
}
