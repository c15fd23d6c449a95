package csms

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// MostFindings is how many findings one act may decide about.
const MostFindings = 1000

// Decision is what is decided about a finding.
type Decision struct {
	Owner    string     `json:"owner,omitempty" maxLength:"200"`
	Due      plant.Date `json:"due,omitempty" maxLength:"10"`
	Note     string     `json:"note,omitempty" maxLength:"4000"`
	Accepted *Accepting `json:"accepted,omitempty" doc:"That somebody lives with the finding for a time; null takes an acceptance back"`
}

// Accepting says why and until when somebody lives with a finding.
type Accepting struct {
	Justification string     `json:"justification" maxLength:"4000"`
	Until         plant.Date `json:"until" maxLength:"10" doc:"A day to come, within three years; on it the finding is open again"`
}

// FindingSet names what many findings get alike; nil leaves one as it is.
type FindingSet struct {
	Owner    *string     `json:"owner,omitempty" maxLength:"200"`
	Due      *plant.Date `json:"due,omitempty" maxLength:"10"`
	Note     *string     `json:"note,omitempty" maxLength:"4000"`
	Accepted *Accepting  `json:"accepted,omitempty"`
	Reopen   bool        `json:"reopen,omitempty" doc:"Take acceptances back"`
}

// Decide decides about one finding. version is that of the decision as it was
// read, 0 when there was none.
func (s *Service) Decide(ctx context.Context, who access.Principal, site plant.SiteID, id string, d Decision, version int) (lint.Judged, int64, error) {
	verb := "finding.decide"
	if d.Accepted != nil {
		verb = "finding.accept"
	}
	entry, err := s.decide(ctx, who, site, []string{id}, verb, func(before *risk.FindingDecision) error {
		if before.Version != version {
			return s.fail(store.ErrStale, "decision")
		}
		before.Owner, before.Due, before.Note = d.Owner, d.Due, d.Note
		return accept(who, before, d.Accepted, plant.DateOf(s.now()))
	})
	if err != nil {
		return lint.Judged{}, 0, err
	}
	f, err := s.Finding(ctx, who, site, id)
	return f, entry, err
}

// DecideMany decides alike about many findings, in one act: about all of them
// or, when one cannot be, about none.
func (s *Service) DecideMany(ctx context.Context, who access.Principal, site plant.SiteID, ids []string, set FindingSet) (BulkResult, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	change, err := s.alike(who, len(ids), set)
	if err != nil {
		return BulkResult{}, err
	}
	entry, err := s.decide(ctx, who, site, ids, "finding.bulk", change)
	return BulkResult{Changed: len(ids), Entry: entry}, err
}

// alike is what a set says of each of n findings.
func (s *Service) alike(who access.Principal, n int, set FindingSet) (func(*risk.FindingDecision) error, error) {
	switch {
	case n == 0 || n > MostFindings:
		return nil, invalid("Name 1 to %d findings.", MostFindings)
	case set.Owner == nil && set.Due == nil && set.Note == nil && set.Accepted == nil && !set.Reopen:
		return nil, invalid("Say what is decided about the findings: owner, due, note, accepted or reopen.")
	case set.Accepted != nil && set.Reopen:
		return nil, invalid("Accept the findings or reopen them: one of the two.")
	}
	return func(d *risk.FindingDecision) error {
		if set.Owner != nil {
			d.Owner = *set.Owner
		}
		if set.Due != nil {
			d.Due = *set.Due
		}
		if set.Note != nil {
			d.Note = *set.Note
		}
		switch {
		case set.Reopen:
			d.Accepted = nil
		case set.Accepted != nil:
			return accept(who, d, set.Accepted, plant.DateOf(s.now()))
		}
		return nil
	}, nil
}

// accept puts an acceptance on a decision; one that says what it said before
// stays that of whoever gave it.
func accept(who access.Principal, d *risk.FindingDecision, in *Accepting, today plant.Date) error {
	if in == nil {
		d.Accepted = nil
		return nil
	}
	a := risk.FindingAccepted{Justification: strings.TrimSpace(in.Justification), Until: in.Until}
	if before := d.Accepted; before != nil && before.Justification == a.Justification && before.Until == a.Until {
		return nil
	}
	if who.Token != nil {
		return &Error{Kind: Denied, Text: "A token accepts nothing: a person has to."}
	}
	if err := a.Accept(today); err != nil {
		return err
	}
	a.By, a.On = who.Name, today
	d.Accepted = &a
	return nil
}

// decide changes the decisions about findings in one act. A decision that says
// nothing any more goes.
func (s *Service) decide(ctx context.Context, who access.Principal, site plant.SiteID, ids []string, verb string, set func(*risk.FindingDecision) error) (int64, error) {
	// What is found is looked up before the act, whose reader sees nothing kept.
	found := map[string]lint.Judged{}
	err := s.view(ctx, who, access.RiskEdit, site, func(r *store.Reader) error {
		all, err := s.findingsOf(r, site)
		for _, f := range all.judged {
			found[f.ID] = f
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	return s.decideAbout(ctx, who, site, ids, verb, "finding", found, set)
}

// decideAbout changes the decisions about what was found, be it findings or
// X-rays.
func (s *Service) decideAbout(ctx context.Context, who access.Principal, site plant.SiteID, ids []string, verb, what string, found map[string]lint.Judged, set func(*risk.FindingDecision) error) (int64, error) {
	for _, id := range ids {
		if _, ok := found[id]; !ok {
			return 0, notFound(what)
		}
	}
	subject := fmt.Sprintf("%d %ss", len(ids), what)
	if len(ids) == 1 {
		f := found[ids[0]]
		subject = strings.TrimSpace(f.Rule + " " + f.Key)
	}
	entry, err := s.update(ctx, who, intent{do: access.RiskEdit, site: site, verb: verb, subject: subject}, func(tx *store.Tx) error {
		decisions, err := store.All[risk.FindingDecision](tx.Reader(), site)
		if err != nil {
			return err
		}
		decided := map[string]risk.FindingDecision{}
		for _, d := range decisions {
			decided[d.Key] = d
		}
		for _, id := range ids {
			if err := s.decideOne(tx, site, found[id], decided[id], set); err != nil {
				return s.fail(err, "decision")
			}
		}
		return nil
	})
	return entry.Seq, err
}

func (s *Service) decideOne(tx *store.Tx, site plant.SiteID, f lint.Judged, before risk.FindingDecision, set func(*risk.FindingDecision) error) error {
	after := before
	if err := set(&after); err != nil {
		return err
	}
	after.Owner, after.Note = strings.TrimSpace(after.Owner), strings.TrimSpace(after.Note)
	if after.Empty() {
		if before.ID == "" {
			return nil
		}
		return store.Delete[risk.FindingDecision](tx, string(before.ID), before.Version)
	}
	after.Site, after.Key, after.Name = site, f.ID, nameOf(f.Finding)
	if f.State != lint.Resolved {
		now := f.Finding
		after.Finding = &now
	}
	if problems := risk.CheckFindingDecision(risk.Context{Today: plant.DateOf(s.now())}, after); len(problems) > 0 {
		return problems
	}
	if unchanged, err := same(before, after); unchanged || err != nil {
		return err
	}
	return store.Put(tx, &after)
}

// nameOf is what people read where a record has its name; the id of a finding
// says nothing to them.
func nameOf(f plant.Finding) string {
	name := []rune(strings.TrimSpace(f.Title + " " + f.Key))
	return string(name[:min(len(name), 200)])
}
