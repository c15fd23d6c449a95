package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// reverifyAll looks at every site of the organisation after a release came into
// use. What fails is left to the work of the next day: the release is there.
func (s *Service) reverifyAll(ctx context.Context, who access.Principal) {
	var sites []plant.SiteRecord
	err := s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		sites, err = store.All[plant.SiteRecord](r, "")
		return err
	})
	for _, site := range sites {
		if failed := s.reverify(ctx, who, site); failed != nil {
			err = failed
		}
	}
	if err != nil {
		s.log.Error("look at what a release of ATT&CK for ICS calls for", "error", err)
	}
}

// reverify opens a task at a site whose scenarios name techniques that the
// release in use gave up or changed, and reopens the approvals that rest on an
// older one. It does so once for each release.
func (s *Service) reverify(ctx context.Context, who access.Principal, site plant.SiteRecord) error {
	var now *catalog.ThreatSet
	var reopening []risk.Approval
	var task *risk.Task
	look := func(r *store.Reader) error {
		release, before, err := s.lastReleases(r)
		if err != nil {
			return err
		}
		reg, err := r.Register(site.ID)
		if err != nil {
			return err
		}
		now, task, reopening = release, nil, risk.StandingOnOlder(reg.Approvals, release)
		what := risk.Reverifying(reg, before, release)
		if len(what.Techniques) == 0 || slices.ContainsFunc(reg.Tasks, func(t risk.Task) bool { return reverifies(t, release.Release) }) {
			return nil
		}
		task = &risk.Task{
			Head: risk.Head{Site: site.ID, Name: "Look again at the techniques that scenarios name"},
			Why:  sentenceOf(risk.TechniquesChanged(what.Techniques, release).What), Trigger: risk.NewTechnique, Record: release.Release,
		}
		return nil
	}
	err := s.db.View(ctx, who.Org, look)
	if err != nil || task == nil && len(reopening) == 0 {
		return err
	}
	in := intent{do: access.RiskEdit, site: site.ID, verb: "task.reverify", subject: "ATT&CK for ICS " + now.Release}
	_, err = s.update(ctx, who, in, func(tx *store.Tx) error {
		if err := look(tx.Reader()); err != nil {
			return err
		}
		if task != nil {
			if err := s.openTask(tx, *task); err != nil {
				return err
			}
		}
		for _, a := range reopening {
			if err := s.reopen(tx, a, []risk.Cause{risk.ReleaseAdded(a, now)}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// reverifies says that a task, open or done, is about what a release changed.
func reverifies(t risk.Task, release string) bool {
	return t.Trigger == risk.NewTechnique && t.Kind == "" && t.Record == release
}
