package csms

import (
	"context"
	"errors"
	"strconv"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// pastOf turns a point in time, as people and scripts write it, into an entry
// of the history and the day it lies on: a time (RFC 3339), a day, or the
// sequence number of an entry.
func (s *Service) pastOf(r *store.Reader, at string) (seq int64, day plant.Date, err error) {
	if n, err := strconv.ParseInt(at, 10, 64); err == nil {
		if n < 1 {
			return 0, "", invalid("%q is no entry of the history: they count from 1.", at)
		}
		found, err := r.Entries(store.EntryQuery{From: n, To: n, Limit: 1})
		if err == nil && len(found.Entries) == 0 {
			err = store.ErrNotFound
		}
		if err != nil {
			return 0, "", s.fail(err, "entry")
		}
		return n, plant.DateOf(found.Entries[0].At), nil
	}
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		// A day means its end: what was known when it was over.
		if t, err = time.Parse(time.DateOnly, at); err != nil {
			return 0, "", invalid("%q is no time: write 2026-11-24, 2026-11-24T08:00:00Z, or the number of an entry of the history.", at)
		}
		t = t.Add(24*time.Hour - time.Microsecond)
	}
	seq, err = r.SeqAt(t)
	// Of a time to come nothing is known but what is so today.
	return seq, min(plant.DateOf(t), plant.DateOf(s.now())), err
}

// siteAt is a site with its verdicts as it was at a point in time, and the day
// by which they are judged.
func (s *Service) siteAt(r *store.Reader, id plant.SiteID, at string) (plant.Site, []assess.Verdict, plant.Date, error) {
	seq, day, err := s.pastOf(r, at)
	if err != nil {
		return plant.Site{}, nil, "", err
	}
	site, verdicts, err := r.SiteAt(id, seq)
	if errors.Is(err, store.ErrNotFound) {
		err = &Error{Kind: NotFound, Text: "The site was not there at " + at + "."}
	}
	return site, verdicts, day, err
}

// visible cuts a posture down to the part of the site that the caller may see.
// The services of the site itself stay, since every zone may inherit from them.
func visible(p assess.Posture, part access.Part, conduits []plant.Conduit) assess.Posture {
	if part.All {
		return p
	}
	ends := map[string]bool{}
	for _, c := range conduits {
		ends[string(c.ID)] = part.Conduit(c)
	}
	subjects := make([]assess.SubjectPosture, 0, len(part.Zones))
	for _, sp := range p.Subjects {
		if sp.Subject.Kind == assess.OfZone && part.Zone(plant.ZoneID(sp.Subject.ID)) ||
			sp.Subject.Kind == assess.OfConduit && ends[sp.Subject.ID] {
			subjects = append(subjects, sp)
		}
	}
	p.Subjects = subjects
	p.Summary = assess.Summarise(subjects)
	return p
}

// visiblePosture is the posture of the site as far as the caller may see it.
func (s *Service) visiblePosture(r *store.Reader, who access.Principal, site plant.SiteID) (assess.Posture, error) {
	p, err := s.posture(r, site)
	if err != nil {
		return p, err
	}
	part := access.PartOf(who, access.VerdictRead, site)
	if part.All {
		return p, nil
	}
	conduits, err := store.All[plant.Conduit](r, site)
	return visible(p, part, conduits), err
}

// Posture is the posture of a site, now or as it was at a past moment.
func (s *Service) Posture(ctx context.Context, who access.Principal, site plant.SiteID, at string) (assess.Posture, error) {
	var out assess.Posture
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) (err error) {
		if at == "" {
			out, err = s.visiblePosture(r, who, site)
			return err
		}
		if err := access.Check(who, access.HistoryRead, site); err != nil {
			return err
		}
		out, err = s.postureAt(r, site, at)
		return err
	})
	return out, err
}

// postureAt is the posture of a site at a past moment, judged by the day it was.
func (s *Service) postureAt(r *store.Reader, site plant.SiteID, at string) (assess.Posture, error) {
	then, verdicts, day, err := s.siteAt(r, site, at)
	if err != nil {
		return assess.Posture{}, err
	}
	in, err := s.assessedAt(r, then, verdicts, day, at)
	return assess.Assess(in), err
}

// assessedAt is what the posture of a past moment depends on.
func (s *Service) assessedAt(r *store.Reader, then plant.Site, verdicts []assess.Verdict, day plant.Date, at string) (assess.Input, error) {
	in := assess.Input{Site: then, Verdicts: verdicts, Set: s.set, Today: day}
	seq, _, err := s.pastOf(r, at)
	if err == nil {
		in.Components, err = s.componentsAt(r, then, seq)
	}
	return in, err
}

// SubjectPosture is the posture of one zone or conduit, or of the site's own services.
func (s *Service) SubjectPosture(ctx context.Context, who access.Principal, site plant.SiteID, subject assess.Subject) (assess.SubjectPosture, error) {
	var out assess.SubjectPosture
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		p, err := s.visiblePosture(r, who, site)
		if err != nil {
			return err
		}
		var ok bool
		if out, ok = p.Of(s.subject(site, subject)); !ok {
			return notFound(string(subject.Kind))
		}
		return nil
	})
	return out, err
}

// subject completes a subject: the site's own needs no id from the caller.
func (s *Service) subject(site plant.SiteID, subject assess.Subject) assess.Subject {
	if subject.Kind == assess.OfSite {
		subject.ID = string(site)
	}
	return subject
}

// Requirements lists all requirements of the set for one subject, each with
// its answer and what the answer amounts to today.
func (s *Service) Requirements(ctx context.Context, who access.Principal, site plant.SiteID, subject assess.Subject) ([]assess.Answer, assess.SubjectPosture, error) {
	var (
		answers []assess.Answer
		posture assess.SubjectPosture
	)
	subject = s.subject(site, subject)
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		p, err := s.visiblePosture(r, who, site)
		if err != nil {
			return err
		}
		if _, ok := p.Of(subject); !ok {
			return notFound(string(subject.Kind))
		}
		return s.standing(r, site, func(k *kept) error {
			posture, _ = k.engine.Posture().Of(subject)
			answers, _ = k.engine.Answers(subject)
			withSupport(answers, k.engine.Supports(subject))
			carries, _, _ := k.engine.Carries(subject)
			for i := range carries {
				answers[i].Carry = &carries[i]
			}
			g := s.sight(r, who)
			for i := range answers {
				if answers[i].Verdict, err = g.shown(answers[i].Verdict); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return answers, posture, err
}
