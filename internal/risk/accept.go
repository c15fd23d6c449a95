package risk

import (
	"fmt"
	"slices"
	"time"

	"ringwall/internal/plant"
)

// MayAccept says why an account may not accept a risk of a band until a day,
// nil when it may. The error is [plant.Problems].
//
// Only signed criteria give anybody the right. A higher authority may do what a
// lower one may; an intolerable risk is nobody's to accept.
func MayAccept(c Criteria, band BandID, email string, until, today plant.Date) error {
	var p plant.Problems
	add := func(pointer, format string, args ...any) {
		p = append(p, plant.Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
	}
	b, known := c.Band(band)
	switch {
	case c.Signed == nil:
		add("", "Criteria %s are not signed, so nobody may accept a risk by them: sign them first.", c.Key)
	case !known:
		add("/band", "Criteria %s have no band %q: rate the risk first.", c.Key, band)
	case b.Region == Intolerable:
		add("/band", "A risk of band %s is intolerable and nobody may accept it: treat it.", b.Name)
	default:
		if why := c.lacksAuthority(b, email); why != "" {
			add("", "%s", why)
		}
		until, err := plant.ParseDate(string(until))
		switch latest := c.AcceptUntil(b, today); {
		case err != nil:
			add("/until", "%v.", err)
		case until == "":
			add("/until", "Say until when the risk is accepted.")
		case !today.Before(until):
			add("/until", "The acceptance would end on %s, which has come already: choose a later day.", until)
		case latest.Before(until):
			add("/until", "A risk of band %s may be accepted for %d months, until %s: choose a day up to then.", b.Name, b.AcceptMonths, latest)
		}
	}
	if len(p) == 0 {
		return nil
	}
	return p
}

// AcceptUntil is the last day until which a risk of a band may be accepted, ""
// when the criteria set no limit.
func (c Criteria) AcceptUntil(b Band, today plant.Date) plant.Date {
	day, err := time.Parse(time.DateOnly, string(today))
	if err != nil || b.AcceptMonths <= 0 {
		return ""
	}
	first := time.Date(day.Year(), day.Month()+time.Month(b.AcceptMonths), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day() // a month has at most so many days
	return plant.DateOf(first.AddDate(0, 0, min(day.Day(), last)-1))
}

// MayBeAcceptedBy lists the authorities that may accept a risk of a band, from
// the lowest to the highest; an intolerable one is nobody's.
func (c Criteria) MayBeAcceptedBy(b Band) []Authority {
	need := c.authorityRank(b.Authority)
	if b.Region == Intolerable || need < 0 {
		return []Authority{}
	}
	return slices.Clone(c.Authorities[need:])
}

// lacksAuthority says why an account may not accept a band, "" when it may.
func (c Criteria) lacksAuthority(b Band, email string) string {
	need := c.authorityRank(b.Authority)
	if need < 0 {
		if b.Region == Acceptable && b.Authority == "" {
			return ""
		}
		return fmt.Sprintf("Criteria %s name nobody who may accept a risk of band %s: give the band an authority.", c.Key, b.Name)
	}
	mine, holds := HighestOffice(c, email)
	if holds && c.authorityRank(mine.ID) >= need {
		return ""
	}
	title := c.Authorities[need].Title
	if !holds {
		return fmt.Sprintf("A risk of band %s is accepted by the %s or above, and %s is no authority of criteria %s: ask one who is.", b.Name, title, email, c.Key)
	}
	return fmt.Sprintf("A risk of band %s is accepted by the %s or above, and %s is the %s: ask the %s.", b.Name, title, email, mine.Title, title)
}

// acceptance judges the acceptance of a scenario whose residual rating is known.
func (r *rater) acceptance(s *Scenario, residual Rating) AcceptanceState {
	a := s.Acceptance
	if a == nil {
		return AcceptanceState{State: NotAccepted, Why: "Nobody has accepted the risk."}
	}
	x := AcceptanceState{Band: a.Band, By: a.Signed.By, Until: a.Until}
	if a.Signed.Name != "" {
		x.By = a.Signed.Name
	}
	switch {
	case Expired(a.Until, r.in.Today) || a.Until == "":
		x.State, x.Why = AcceptedExpired, fmt.Sprintf("%s accepted the risk until %s; it is open again.", x.By, a.Until)
	case r.criteria == nil || !residual.Rated():
		x.State, x.Why = AcceptedExceeded, fmt.Sprintf("%s accepted a risk of band %s, but it can no longer be rated.", x.By, a.Band)
	case r.criteria.Rank(a.Band) < residual.Rank:
		x.State = AcceptedExceeded
		x.Why = fmt.Sprintf("%s accepted a risk of band %s, and it is %s now.", x.By, r.bandName(a.Band), r.bandName(residual.Band))
	default:
		r.standing(&x, a)
	}
	return x
}

// standing says whether who accepted had the authority: what the signature
// names, for whoever signed may hold another office by now.
func (r *rater) standing(x *AcceptanceState, a *Acceptance) {
	band, _ := r.criteria.Band(a.Band)
	why := r.criteria.lacksAuthority(band, a.Signed.By)
	if rank := r.criteria.authorityRank(a.Signed.Authority); rank >= 0 && rank >= r.criteria.authorityRank(band.Authority) {
		why = ""
	}
	if why != "" {
		x.State, x.Why = AcceptedOverOffice, why
		return
	}
	x.State, x.Why = AcceptedValid, fmt.Sprintf("%s accepted the risk as %s until %s.", x.By, band.Name, a.Until)
}

// bandName is the name of a band, its id when the criteria have no such band.
func (r *rater) bandName(id BandID) string {
	if b, ok := r.criteria.Band(id); ok {
		return b.Name
	}
	return string(id)
}
