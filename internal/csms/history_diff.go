package csms

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// SiteDiff is what changed at a site between two moments.
type SiteDiff struct {
	From    int64             `json:"from" doc:"The last entry before the changes"`
	To      int64             `json:"to" doc:"The last entry that is included"`
	Changes []RecordChange    `json:"changes"`
	Next    string            `json:"next" doc:"Pass as after to get the changes that follow; empty at the end"`
	Total   int               `json:"total"`
	Names   map[string]string `json:"names" doc:"Keys behind the ids of zones and conduits in the changes"`
}

// Diff compares a site at two moments; what came and went between them does
// not show. to "" is now.
func (s *Service) Diff(ctx context.Context, who access.Principal, site plant.SiteID, from, to, after string, limit int) (SiteDiff, error) {
	var out SiteDiff
	err := s.view(ctx, who, access.HistoryRead, site, func(r *store.Reader) error {
		var err error
		if out.From, _, err = s.pastOf(r, from); err != nil {
			return err
		}
		if to == "" {
			out.To, err = r.Revision(site)
		} else {
			out.To, _, err = s.pastOf(r, to)
		}
		if err != nil {
			return err
		}
		if out.To < out.From {
			return invalid("The later moment lies before the earlier one: exchange from and to.")
		}
		changes, err := diffAt(r, site, out.From, out.To)
		if err != nil {
			return s.fail(err, "site")
		}
		return out.page(r, site, changes, after, limit)
	})
	return out, err
}

func (d *SiteDiff) page(r *store.Reader, site plant.SiteID, changes []RecordChange, after string, limit int) error {
	of := "diff " + string(site) + " " + strconv.FormatInt(d.From, 10) + " " + strconv.FormatInt(d.To, 10)
	part, next, err := slice(of, changes, after, limit)
	if err != nil {
		return err
	}
	d.Total, d.Next, d.Changes = len(changes), next, append([]RecordChange{}, part...)
	d.Names, err = namesIn(r, d.Changes)
	return err
}

func diffAt(r *store.Reader, site plant.SiteID, from, to int64) ([]RecordChange, error) {
	// Before its first entry the site had nothing, so all of it counts as added.
	a, answersA, err := r.SiteAt(site, from)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	b, answersB, err := r.SiteAt(site, to)
	if err != nil {
		return nil, err
	}
	was, err := r.RegisterAt(site, from)
	if err != nil {
		return nil, err
	}
	is, err := r.RegisterAt(site, to)
	if err != nil {
		return nil, err
	}
	return diffSites(pastSite{a, answersA, was}, pastSite{b, answersB, is})
}

// kindOrder is the order in which kinds are shown.
var kindOrder = []string{
	"site", "zone", "conduit", "asset", "verdict",
	risk.OfSystem, risk.OfFunction, risk.OfCriteria, risk.OfAssumption, risk.OfCountermeasure, risk.OfEnvironment, risk.OfWorstCase,
	risk.OfComparison, risk.OfScenario, risk.OfFinding, risk.OfProposal, risk.OfRoadmap, risk.OfSpecification, risk.OfApproval, risk.OfTask,
}

// pastSite is all that was known of a site at one moment.
type pastSite struct {
	plant.Site
	answers  []assess.Verdict
	register risk.Register
}

// diffSites compares two values of a site record by record.
func diffSites(a, b pastSite) ([]RecordChange, error) {
	before, err := recordsOf(a)
	if err != nil {
		return nil, err
	}
	after, err := recordsOf(b)
	if err != nil {
		return nil, err
	}
	changes := []RecordChange{}
	compare := func(id recordID, key string) error {
		c, err := compared(id.kind, id.id, key, before[id].doc, after[id].doc)
		if err == nil && len(c.Fields) > 0 {
			changes = append(changes, c)
		}
		return err
	}
	for id, record := range after {
		if err := compare(id, record.key); err != nil {
			return nil, err
		}
	}
	for id, record := range before {
		if _, still := after[id]; still {
			continue
		}
		if err := compare(id, record.key); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(changes, func(x, y RecordChange) int {
		return cmp.Or(
			slices.Index(kindOrder, x.Kind)-slices.Index(kindOrder, y.Kind),
			cmp.Compare(x.Key, y.Key), cmp.Compare(x.ID, y.ID))
	})
	return changes, nil
}

type recordID struct{ kind, id string }

type recordValue struct {
	key string
	doc []byte
}

// recordsOf takes a site apart into its records.
func recordsOf(s pastSite) (map[recordID]recordValue, error) {
	records := map[recordID]recordValue{}
	var broken error
	put := func(kind, id, key string, record any) {
		doc, err := json.Marshal(record)
		if err != nil {
			broken = err
		}
		records[recordID{kind, id}] = recordValue{key, doc}
	}
	if s.ID != "" {
		put("site", string(s.ID), s.Key, s.SiteRecord)
	}
	keys := map[string]string{string(s.ID): "site"}
	for _, z := range s.Zones {
		keys[string(z.ID)] = z.Key
		put("zone", string(z.ID), z.Key, z)
	}
	for _, c := range s.Conduits {
		keys[string(c.ID)] = c.Key
		put("conduit", string(c.ID), c.Key, c)
	}
	for _, a := range s.Assets {
		put("asset", string(a.ID), a.Key, a)
	}
	for _, v := range s.answers {
		put("verdict", string(v.ID), keys[v.Subject.ID]+" "+string(v.Requirement), v)
	}
	registerRecords(&s.register, put)
	return records, broken
}
