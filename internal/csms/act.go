package csms

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
)

// intent is what a use case sets out to do: the action that must be allowed,
// and the words that the ledger keeps of it.
type intent struct {
	do      access.Action
	site    plant.SiteID // "" for what belongs to the organisation
	verb    string       // "zone.add"
	subject string       // key or name of what it is about
	note    string       // reason given by the user, if any
	undoes  int64        // entry that is reversed, 0 for none
}

// update runs one change and the entry it leaves. The site must exist for the
// caller before anything else is looked at, so that a site of somebody else
// and none at all give the same answer.
func (s *Service) update(ctx context.Context, who access.Principal, in intent, fn func(tx *store.Tx) error) (ledger.Entry, error) {
	if err := access.Check(who, in.do, in.site); err != nil {
		return ledger.Entry{}, s.fail(s.hideSite(ctx, who, in.site, err), "record")
	}
	entry, err := s.db.Update(ctx, act(who, in), func(tx *store.Tx) error {
		if err := s.site(tx.Reader(), in.site); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return s.lookAgain(tx, in.site)
	})
	return entry, s.fail(s.withoutClosed(ctx, who, withoutRisk(who, in.site, err)), "record")
}

// withoutRisk leaves the records of the risk register and of the library out of
// what stands in the way, for those who may not know of them.
func withoutRisk(who access.Principal, site plant.SiteID, err error) error {
	used, ok := errors.AsType[*InUse](err)
	if !ok {
		return err
	}
	used.By = slices.DeleteFunc(used.By, func(r store.Ref) bool {
		return shelfKinds[r.Kind] && access.Check(who, readActions[r.Kind], cmp.Or(r.Site, site)) != nil
	})
	if access.Check(who, access.RiskRead, site) == nil {
		return err
	}
	used.By = slices.DeleteFunc(used.By, func(r store.Ref) bool { return riskKinds[r.Kind] })
	return err
}

// withoutClosed leaves evidence that is closed to the caller out of what stands
// in the way.
func (s *Service) withoutClosed(ctx context.Context, who access.Principal, err error) error {
	used, ok := errors.AsType[*InUse](err)
	if !ok || !slices.ContainsFunc(used.By, func(r store.Ref) bool { return r.Kind == proof.OfEvidence }) {
		return err
	}
	failed := s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		used.By, err = openRefs(r, who, used.By)
		return err
	})
	if failed != nil {
		return failed
	}
	return err
}

// updateAs is update for a change whose subject only shows within it, such as a
// key that is given out.
func (s *Service) updateAs(ctx context.Context, who access.Principal, in intent, fn func(tx *store.Tx) (subject string, err error)) (int64, error) {
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		subject, err := fn(tx)
		tx.Rename(subject)
		return err
	})
	return entry.Seq, err
}

// view reads within one snapshot, after the same checks as update.
func (s *Service) view(ctx context.Context, who access.Principal, do access.Action, site plant.SiteID, fn func(r *store.Reader) error) error {
	if err := access.Check(who, do, site); err != nil {
		return s.fail(s.hideSite(ctx, who, site, err), "record")
	}
	return s.fail(s.db.View(ctx, who.Org, func(r *store.Reader) error {
		if err := s.site(r, site); err != nil {
			return err
		}
		return fn(r)
	}), "record")
}

// site refuses a site that the organisation does not have.
func (s *Service) site(r *store.Reader, id plant.SiteID) error {
	if id == "" {
		return nil
	}
	_, err := store.Get[plant.SiteRecord](r, string(id))
	return s.fail(err, "site")
}

// hideSite makes a refusal on a site that does not exist the answer "no such
// site". Whoever has a role in the whole organisation passes the policy with
// any site id, and "not allowed" would then tell of a site that is not there.
func (s *Service) hideSite(ctx context.Context, who access.Principal, site plant.SiteID, refusal error) error {
	if site == "" {
		return refusal
	}
	if err := s.db.View(ctx, who.Org, func(r *store.Reader) error { return s.site(r, site) }); err != nil {
		return err
	}
	return refusal
}

// act is the intent as the ledger keeps it.
func act(who access.Principal, in intent) ledger.Act {
	a := ledger.Act{
		Org: who.Org, Site: in.site,
		Actor: string(who.User), Name: who.Name, Session: who.Session,
		Verb: in.verb, Subject: in.subject, Note: in.note, Undoes: in.undoes,
	}
	switch {
	case who.System:
		a.Actor = "system"
	case who.Token != nil:
		a.Actor = who.Token.ID
		a.Name = who.Name + " (" + who.Token.Name + ")"
	}
	return a
}
