package assess

import (
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Effective is what a verdict amounts to today, after inheritance and expiry.
type Effective struct {
	// State is what the subject's own verdict says; unanswered without one.
	State State `json:"state"`
	// CountsAs is the state at the end of the inheritance, with an expired
	// measure and an inheritance that leads nowhere counted as not met.
	CountsAs State `json:"countsAs"`
	// Holds says whether the requirement counts towards the level.
	Holds bool `json:"holds"`
	// Expired says that a compensating measure, here or where it is inherited
	// from, has expired.
	Expired bool `json:"expired,omitempty"`
	// Why explains the state in a phrase: "inherited from conduit C-01, where it is not met".
	Why string `json:"why"`
	// Via are the subjects that an inherited verdict came through, the origin last.
	Via []Subject `json:"via,omitempty"`
}

func (e Effective) equal(f Effective) bool {
	return e.State == f.State && e.CountsAs == f.CountsAs && e.Holds == f.Holds &&
		e.Expired == f.Expired && e.Why == f.Why && slices.Equal(e.Via, f.Via)
}

// own is what the verdict of a subject amounts to by itself, without following
// an inheritance.
func (b *board) own(s Subject, r int, v *Verdict) Effective {
	if v == nil || v.State != ByComponents {
		return ownAnswer(v, b.today)
	}
	support := b.chain.SupportOf(s, b.set.Requirements[r].ID)
	e := Effective{State: ByComponents, CountsAs: NotMet, Holds: support.Holds, Why: support.Why}
	if e.Holds {
		e.CountsAs = Met
	}
	return e
}

// ownAnswer is what an answer amounts to on a day, as far as it rests on nothing else.
func ownAnswer(v *Verdict, today plant.Date) Effective {
	if v == nil {
		return Effective{State: Unanswered, CountsAs: Unanswered, Why: Unanswered.Word()}
	}
	e := Effective{State: v.State, CountsAs: v.State, Why: v.State.Word()}
	switch v.State {
	case Met:
		e.Holds = true
	case NotApplicable:
		// Without its reason and approver it is an opinion, not a decision.
		if v.Reason == "" || v.Approver == "" {
			e.CountsAs, e.Why = NotMet, "not applicable, but without reason and approver"
			break
		}
		e.Holds, e.Why = true, "not applicable: "+v.Reason
	case Compensated:
		e = compensated(v, today)
	case NotApplied:
		e = withheld(v, today)
	case Partly, NotMet:
	default:
		e.CountsAs = NotMet
	}
	return e
}

func compensated(v *Verdict, today plant.Date) Effective {
	e := Effective{State: Compensated, CountsAs: NotMet}
	switch {
	case v.Compensating == "" || v.Expires == "":
		e.Why = "compensated, but without a measure that has an expiry date"
	case !today.Before(v.Expires):
		e.Expired = true
		e.Why = "compensating measure expired on " + string(v.Expires)
	default:
		e.CountsAs, e.Holds = Compensated, true
		e.Why = "compensated by " + v.Compensating + " until " + string(v.Expires)
	}
	return e
}

// resolve is what requirement r amounts to for a subject. An inherited verdict
// is followed to its origin; one that leads in a circle or to a subject that
// does not exist does not hold, whatever stands on the way.
func (b *board) resolve(s Subject, r int) Effective {
	v := b.verdict(s, r)
	if v == nil || v.State != Inherited {
		return b.own(s, r, v)
	}
	e := Effective{State: Inherited, CountsAs: NotMet}
	for at := s; v != nil && v.State == Inherited; {
		if v.From == nil {
			e.Why = "inherited, but from nowhere"
			return e
		}
		next := *v.From
		if next == s || slices.Contains(e.Via, next) {
			e.Via = append(e.Via, next)
			e.Why = "inherited in a circle: " + b.path(s, e.Via)
			return e
		}
		e.Via = append(e.Via, next)
		if !b.exists(next) {
			e.Why = "inherited from a " + string(next.Kind) + " that does not exist"
			if at != s {
				e.Why += " by way of " + b.called(at)
			}
			return e
		}
		at, v = next, b.verdict(next, r)
	}
	origin := b.own(e.Via[len(e.Via)-1], r, v)
	e.CountsAs, e.Holds, e.Expired = origin.CountsAs, origin.Holds, origin.Expired
	e.Why = b.inheritance(e.Via, origin)
	return e
}

// inheritance words an inheritance that came to an end.
func (b *board) inheritance(via []Subject, origin Effective) string {
	from := b.called(via[len(via)-1])
	if len(via) > 1 {
		ways := make([]string, len(via)-1)
		for i, s := range via[:len(via)-1] {
			ways[i] = b.called(s)
		}
		from += " by way of " + and(ways)
	}
	switch {
	case origin.State == Met:
		return "inherited from " + from
	case origin.Expired:
		return "inherited from " + from + ", whose " + origin.Why
	}
	return "inherited from " + from + ", where it is " + origin.Why
}

// path words a circle: "Z-01, Z-02, Z-01".
func (b *board) path(s Subject, via []Subject) string {
	keys := []string{b.key(s)}
	for _, v := range via {
		keys = append(keys, b.key(v))
	}
	return strings.Join(keys, " from ")
}

// and joins words as a sentence does: "a, b and c".
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
