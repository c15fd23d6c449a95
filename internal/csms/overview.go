package csms

import (
	"context"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Overview is a site on one page: where it stands and what to do next.
type Overview struct {
	Site    plant.SiteRecord `json:"site"`
	Summary assess.Summary   `json:"summary"`
	Next    []assess.Step    `json:"next"`
	// Findings are weaknesses of the model itself, such as an asset in no zone:
	// the first 100 of each rule.
	Findings []plant.Finding `json:"findings"`
	// FindingCount is how many there are in all.
	FindingCount int         `json:"findingCount"`
	LastChange   *LastChange `json:"lastChange"`
}

// LastChange is the newest entry of the site's history.
type LastChange struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Name    string    `json:"name"`
	Verb    string    `json:"verb"`
	Subject string    `json:"subject"`
}

// Overview is where a site stands and what to do next, as far as the caller
// may see it.
func (s *Service) Overview(ctx context.Context, who access.Principal, id plant.SiteID) (Overview, error) {
	out := Overview{Next: []assess.Step{}, Findings: []plant.Finding{}}
	err := s.view(ctx, who, access.VerdictRead, id, func(r *store.Reader) error {
		p, err := s.visiblePosture(r, who, id)
		if err != nil {
			return err
		}
		out.Summary = p.Summary
		if out.Site, err = store.Get[plant.SiteRecord](r, string(id)); err != nil {
			return err
		}
		out.Next = assess.Next(p)
		if !access.PartOf(who, access.VerdictRead, id).All {
			return nil
		}
		found, err := s.findingsOf(r, id)
		if err != nil {
			return err
		}
		out.Findings, out.FindingCount = found.list, found.total
		if access.Check(who, access.HistoryRead, id) != nil {
			return nil
		}
		page, err := r.Entries(store.EntryQuery{Site: id, Limit: 1})
		if err == nil && len(page.Entries) > 0 {
			e := page.Entries[0]
			out.LastChange = &LastChange{Seq: e.Seq, At: e.At, Name: e.Name, Verb: e.Verb, Subject: e.Subject}
		}
		return err
	})
	return out, err
}
