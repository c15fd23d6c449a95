package csms

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// NewMade asks for evidence that the program makes itself.
type NewMade struct {
	Rule proof.MadeRule
	Site plant.SiteID // "" only for what is of the whole organisation
	Name string       // "" is that of the rule
}

// MakeEvidence begins an evidence that the program makes, and makes it.
func (s *Service) MakeEvidence(ctx context.Context, who access.Principal, in NewMade) (proof.Evidence, int64, error) {
	var none proof.Evidence
	if !in.Rule.Valid() {
		return none, 0, s.fail(plant.Problems{{Pointer: "/rule", Text: fmt.Sprintf("The program knows no way to make %q: choose one of the rules that it lists.", in.Rule)}}, "evidence")
	}
	if in.Rule.OfSite() != (in.Site != "") {
		text := "This evidence is made of one site: name it."
		if in.Site != "" {
			text = "This evidence is made of the whole organisation: leave the site out."
		}
		return none, 0, s.fail(plant.Problems{{Pointer: "/site", Text: text}}, "evidence")
	}
	if err := access.Check(who, access.EvidenceEdit, in.Site); err != nil {
		return none, 0, s.fail(s.hideSite(ctx, who, in.Site, err), "evidence")
	}
	made, err := s.madeNow(ctx, who, in.Rule, in.Site)
	if err != nil {
		return none, 0, err
	}
	words := in.Rule.Words()
	e := proof.Evidence{
		Head: supply.Head{Site: in.Site, Name: in.Name}, Description: words.About, Section: words.Section, Kind: words.Kind,
		Source: "Ringwall", Made: &made, AddedBy: who.Email,
	}
	if e.Name == "" {
		e.Name = words.Name
	}
	e = e.Normalise()
	q := s.Evidence()
	entry, err := s.updateAs(ctx, who, intent{do: access.EvidenceEdit, site: in.Site, verb: "evidence.make", subject: e.Name}, func(tx *store.Tx) (string, error) {
		if err := s.madeAlready(tx.Reader(), who, in); err != nil {
			return "", err
		}
		key, err := q.next(tx.Reader())
		if err != nil {
			return "", err
		}
		e.Key = key
		return e.Key, q.put(tx, s.shelfContext(tx.Reader(), who), nil, &e)
	})
	return e, entry, err
}

// madeAlready refuses a second evidence of one rule for one site, beside one that
// stands.
func (s *Service) madeAlready(r *store.Reader, who access.Principal, in NewMade) error {
	all, err := store.OfSite[proof.Evidence](r, in.Site)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Made == nil || e.Made.Rule != in.Rule || e.ReplacedBy != "" {
			continue
		}
		text := "The program makes this evidence already, in a record that is closed to you: ask a security manager to refresh it."
		if e.SeenBy(viewer(who, e.Site)) {
			text = fmt.Sprintf("The program makes this evidence already, as %s: refresh that one instead.", e.Key)
		}
		return conflicts("made-already", text)
	}
	return nil
}

// RefreshEvidence makes an evidence again. A version other than 0 must be that
// of the evidence as it is.
func (s *Service) RefreshEvidence(ctx context.Context, who access.Principal, id supply.ID, version int) (proof.Evidence, int64, error) {
	q := s.Evidence()
	known, err := q.open(ctx, who, string(id))
	switch {
	case err != nil:
		return proof.Evidence{}, 0, err
	case known.Made == nil:
		return proof.Evidence{}, 0, invalid("%s was collected by people: upload a new file, or have the program make an evidence of its own.", known.Key)
	}
	made, err := s.madeNow(ctx, who, known.Made.Rule, known.Site)
	if err != nil {
		return proof.Evidence{}, 0, err
	}
	var after proof.Evidence
	entry, err := s.update(ctx, who, intent{do: access.EvidenceEdit, site: known.Site, verb: "evidence.refresh", subject: known.Key}, func(tx *store.Tx) error {
		before, err := q.find(tx.Reader(), who, string(id))
		if err != nil {
			return err
		}
		if version != 0 && version != before.Version {
			return s.fail(store.ErrStale, "evidence")
		}
		after = before
		after.Made = &made
		return q.put(tx, s.shelfContext(tx.Reader(), who), &before, &after)
	})
	return after, entry.Seq, err
}

// madeNow is what a rule finds now.
func (s *Service) madeNow(ctx context.Context, who access.Principal, rule proof.MadeRule, site plant.SiteID) (proof.Made, error) {
	now := s.now().UTC().Truncate(time.Second)
	in := proof.MadeInput{Today: plant.DateOf(now), At: now}
	if rule == proof.LedgerVerified {
		look, err := s.lookAtLedger(ctx)
		if err != nil {
			return proof.Made{}, err
		}
		in.Ledger = &look
		return proof.Make(rule, in), nil
	}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		if err := s.site(r, site); err != nil || site == "" {
			return err
		}
		if err := s.groundOf(r, site, &in); err != nil {
			return err
		}
		if rule != proof.InventoryReconciled && rule != proof.TrafficConforms {
			return nil
		}
		return captures(r, site, &in)
	})
	return proof.Make(rule, in), s.fail(err, "evidence")
}

// groundOf is what evidence of a site is made from, without what captures show.
func (s *Service) groundOf(r *store.Reader, site plant.SiteID, in *proof.MadeInput) error {
	known, err := s.riskInput(r, site)
	if err != nil {
		return err
	}
	in.Site, in.Functions = known.Site, known.Register.Functions
	all, err := store.All[observe.Capture](r, site)
	for _, c := range all {
		in.Captures = append(in.Captures, proof.Capture{Key: c.Key, Hash: c.Hash, Last: plant.DateOf(c.Last)})
	}
	return err
}

// mostFlows of one site are looked at: more than a year of captures shows.
const mostFlows = 500_000

// captures adds what the captures of a site show.
func captures(r *store.Reader, site plant.SiteID, in *proof.MadeInput) error {
	all, err := store.All[observe.Capture](r, site)
	if err != nil {
		return err
	}
	in.Captures = in.Captures[:0]
	flows := 0
	for _, c := range all {
		t := observe.Traffic{Capture: c}
		if t.Talkers, err = r.Talkers(c.ID); err != nil {
			return err
		}
		if t.Flows, err = r.Flows(c.ID, -1, mostFlows-flows); err != nil {
			return err
		}
		if flows += len(t.Flows); flows >= mostFlows {
			return invalid("The captures of the site show more than %d flows, which is too much to look at in one go: remove captures that are no longer needed.", mostFlows)
		}
		in.Captures = append(in.Captures, shownBy(in.Site, t))
	}
	return nil
}

// shownBy tells what a capture shows by the inventory of a site.
func shownBy(site plant.Site, t observe.Traffic) proof.Capture {
	out := proof.Capture{Key: t.Capture.Key, Hash: t.Capture.Hash, Last: plant.DateOf(t.Capture.Last), Seen: map[plant.AssetID]plant.Date{}}
	at := map[observe.End]plant.AssetID{}
	for _, sighting := range observe.Seen(site, t) {
		out.Seen[sighting.Asset] = max(out.Seen[sighting.Asset], plant.DateOf(sighting.Last))
		for _, end := range sighting.Ends {
			at[end] = sighting.Asset
		}
	}
	for _, p := range observe.Propose(site, t) {
		name := p.Asset.Key
		if len(p.Ends) > 0 {
			name = p.Ends[0].MAC + " " + p.Ends[0].IP
		}
		out.Unknown = append(out.Unknown, name)
	}
	for _, f := range t.Flows {
		client, server := at[f.Client], at[f.Server]
		if client == "" || server == "" {
			continue // one end is a group address, outside, or not in the inventory, which reconciliation tells
		}
		out.Flows = append(out.Flows, proof.Flow{
			Client: client, Server: server, Protocol: f.Protocol, Transport: f.Transport, Port: f.Port, Known: f.DirectionKnown(),
		})
	}
	return out
}

// lookAtLedger reads the whole record again. What is wrong may be of another
// organisation, so it is told by its number only.
func (s *Service) lookAtLedger(ctx context.Context) (proof.LedgerLook, error) {
	report, err := s.db.Audit(ctx)
	look := proof.LedgerLook{Key: s.db.VerifierKey(), Entries: report.Entries, Root: report.Root}
	if n := len(report.Findings); n > 0 {
		look.Wrong = []string{"run ringwall verify on the server, which names what differs."}
	}
	return look, s.fail(err, "ledger")
}

// refreshAfter is how old what the program made may get before it is made again
// on the same ground: what was seen 90 days ago falls out of it.
const refreshAfter = 7

// refreshDue makes the evidence of a site again, or of the whole organisation,
// where its ground changed or it has grown old; one act holds all of it.
func (s *Service) refreshDue(ctx context.Context, who access.Principal, site plant.SiteID) error {
	var due []proof.Evidence
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		all, err := store.OfSite[proof.Evidence](r, site)
		if err != nil {
			return err
		}
		grounds, err := s.groundsOf(r, site, all)
		if err != nil {
			return err
		}
		old := plant.DateOf(s.now().AddDate(0, 0, -refreshAfter))
		for _, e := range all {
			if e.Made == nil || e.ReplacedBy != "" {
				continue
			}
			if g := grounds[e.Made.Rule]; g != "" && g != e.Made.Ground || plant.DateOf(e.Made.At) <= old {
				due = append(due, e)
			}
		}
		return nil
	})
	if err != nil || len(due) == 0 {
		return err
	}
	made := map[proof.MadeRule]proof.Made{}
	for _, e := range due {
		if _, known := made[e.Made.Rule]; known {
			continue
		}
		m, err := s.madeNow(ctx, who, e.Made.Rule, site)
		if err != nil {
			return err
		}
		made[e.Made.Rule] = m
	}
	subject := due[0].Key
	if len(due) > 1 {
		subject = fmt.Sprintf("%d results", len(due))
	}
	_, err = s.update(ctx, who, intent{do: access.EvidenceEdit, site: site, verb: "evidence.refresh", subject: subject}, func(tx *store.Tx) error {
		for _, e := range due {
			now, err := store.Get[proof.Evidence](tx.Reader(), string(e.ID))
			if err != nil {
				return err
			}
			m := made[e.Made.Rule]
			now.Made = &m
			if err := store.Put(tx, &now); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// MadeRules lists the ways in which the program makes evidence.
func (s *Service) MadeRules() []MadeRule {
	rules := make([]MadeRule, len(proof.MadeRules))
	for i, r := range proof.MadeRules {
		rules[i] = MadeRule{Rule: r, MadeWords: r.Words(), OfSite: r.OfSite()}
	}
	return slices.Clip(rules)
}

// MadeRule is a rule with its words.
type MadeRule struct {
	Rule proof.MadeRule `json:"rule"`
	proof.MadeWords
	OfSite bool `json:"ofSite"`
}
