package csms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// VerdictInput answers requirements for subjects, all with the same answer.
type VerdictInput struct {
	Subjects []assess.Subject
	// Set is the requirement set, that of IEC 62443-3-3 when it is empty.
	Set          catalog.SetID
	Requirements []catalog.RequirementID
	// Answer is what each verdict is set to; its subject and requirement are ignored.
	Answer assess.Verdict
	// Clear removes the answers instead.
	Clear bool
}

// Answered is what answering did.
type Answered struct {
	Changed int   `json:"changed"`
	Entry   int64 `json:"entry,omitempty"`
	// Posture is that of the subjects that were answered for, after the change.
	Posture []assess.SubjectPosture `json:"posture"`
}

// maxAnswers is how many verdicts one act may set: 200 zones of 100 requirements.
const maxAnswers = 20000

// SetVerdicts answers requirements of one or more subjects in one act.
func (s *Service) SetVerdicts(ctx context.Context, who access.Principal, site plant.SiteID, in VerdictInput) (Answered, error) {
	var out Answered
	if n := len(in.Subjects) * len(in.Requirements); n == 0 || n > maxAnswers {
		return out, invalid("Name at least one subject and one requirement, and at most %d answers at once; this names %d.", maxAnswers, n)
	}
	in.Requirements = distinct(in.Requirements)
	in.Subjects = distinct(in.Subjects)
	for i := range in.Subjects {
		in.Subjects[i] = s.subject(site, in.Subjects[i])
	}
	if in.Answer.From != nil {
		from := s.subject(site, *in.Answer.From)
		in.Answer.From = &from
	}
	in.Set = cmp.Or(in.Set, s.set.ID)
	name := string(in.Requirements[0])
	if len(in.Requirements) > 1 {
		name = strconv.Itoa(len(in.Requirements)) + " requirements"
	}
	verb := "verdict.set"
	if in.Clear {
		verb = "verdict.clear"
	}
	entry, err := s.update(ctx, who, intent{do: access.VerdictEdit, site: site, verb: verb, subject: name}, func(tx *store.Tx) error {
		r := tx.Reader()
		set, err := s.setOf(r, in.Set)
		if err != nil {
			return err
		}
		if err := s.mayAnswer(r, who, site, in); err != nil {
			return err
		}
		g := s.sight(r, who)
		if err := s.restsOn(g, site, in); err != nil {
			return err
		}
		for _, subject := range in.Subjects {
			changed, err := s.answer(tx, g, site, subject, set, in)
			if err != nil {
				return err
			}
			out.Changed += changed
		}
		return nil
	})
	if err != nil {
		return Answered{}, err
	}
	out.Entry = entry.Seq
	if in.Set != s.set.ID { // the posture is that of the system requirements
		out.Posture = []assess.SubjectPosture{}
		return out, nil
	}
	out.Posture, err = s.posturesOf(ctx, who, site, in.Subjects)
	return out, err
}

// posturesOf are the postures of some subjects, as far as the caller may see them.
func (s *Service) posturesOf(ctx context.Context, who access.Principal, site plant.SiteID, subjects []assess.Subject) ([]assess.SubjectPosture, error) {
	var out []assess.SubjectPosture
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		p, err := s.visiblePosture(r, who, site)
		for _, subject := range subjects {
			if sp, ok := p.Of(subject); ok {
				out = append(out, sp)
			}
		}
		return err
	})
	return out, err
}

// distinct is a list with every value once, in a new list.
func distinct[T comparable](all []T) []T {
	var some []T
	seen := make(map[T]bool, len(all))
	for _, x := range all {
		if !seen[x] {
			seen[x] = true
			some = append(some, x)
		}
	}
	return some
}

// mayAnswer finds every subject in the site and in the caller's part.
func (s *Service) mayAnswer(r *store.Reader, who access.Principal, site plant.SiteID, in VerdictInput) error {
	part := access.PartOf(who, access.VerdictEdit, site)
	subjects := in.Subjects
	if in.Answer.From != nil && !in.Clear {
		subjects = append(slices.Clone(subjects), *in.Answer.From)
	}
	for i, subject := range subjects {
		source := i >= len(in.Subjects) // the subject that is inherited from
		switch subject.Kind {
		case assess.OfSite:
			if !part.All && !source {
				return denied()
			}
		case assess.OfZone:
			z, err := zoneOf(r, site, plant.ZoneID(subject.ID))
			if err != nil || !part.Zone(z.ID) {
				return s.missing(err, "zone")
			}
		case assess.OfConduit:
			c, err := conduitOf(r, site, plant.ConduitID(subject.ID))
			if err != nil || !part.Conduit(c) && !(source && touches(part, c)) {
				return s.missing(err, "conduit")
			}
		case assess.OfAsset:
			a, err := assetOf(r, site, plant.AssetID(subject.ID))
			if err != nil || !part.Asset(a) {
				return s.missing(err, "asset")
			}
		case assess.OfCompany:
			if !source {
				return invalid("What is said of a company is a claim of the whole organisation, no verdict at a site.")
			}
			if ok, err := r.Exists(string(subject.Kind), subject.ID, site); err != nil || !ok {
				return s.missing(err, "company")
			}
		default:
			return invalid("%q is no subject of a verdict: it is a zone, a conduit, the site or an asset.", subject.Kind)
		}
	}
	return nil
}

// missing is the answer for a record that is not there for the caller.
func (s *Service) missing(err error, what string) error {
	if err == nil {
		err = store.ErrNotFound
	}
	return s.fail(err, what)
}

// restsOn finds the proofs of an answer, and the essential function that applying
// a requirement would harm.
func (s *Service) restsOn(g *sight, site plant.SiteID, in VerdictInput) error {
	if in.Clear {
		return nil
	}
	problems, err := g.missing(site, in.Answer.Proofs)
	if err != nil {
		return err
	}
	if key := strings.TrimSpace(in.Answer.Function); key != "" && in.Answer.State == assess.NotApplied {
		if _, err := store.GetKey[risk.Function](g.r, site, key); errors.Is(err, store.ErrNotFound) {
			problems = append(problems, plant.Problem{Pointer: "/function", Text: fmt.Sprintf("There is no essential function %q at this site.", key)})
		} else if err != nil {
			return err
		}
	}
	return orNil(problems)
}

// answered are the verdicts of a subject on the system requirements.
func (s *Service) answered(r *store.Reader, site plant.SiteID, subject assess.Subject) (map[catalog.RequirementID]assess.Verdict, error) {
	return answeredIn(r, site, subject, s.set.ID)
}

// answeredIn are the verdicts of a subject on one set, by requirement.
func answeredIn(r *store.Reader, site plant.SiteID, subject assess.Subject, set catalog.SetID) (map[catalog.RequirementID]assess.Verdict, error) {
	all, err := r.VerdictsOf(site, subject)
	of := make(map[catalog.RequirementID]assess.Verdict, len(all))
	for _, v := range all {
		if v.Set == set {
			of[v.Requirement] = v
		}
	}
	return of, err
}

// answer sets or clears the verdicts of one subject.
func (s *Service) answer(tx *store.Tx, g *sight, site plant.SiteID, subject assess.Subject, set *catalog.Set, in VerdictInput) (changed int, err error) {
	of, err := answeredIn(tx.Reader(), site, subject, set.ID)
	if err != nil {
		return 0, err
	}
	today := plant.DateOf(s.now())
	for _, req := range in.Requirements {
		old, exists := of[req]
		if in.Clear {
			if exists {
				if err := store.Delete[assess.Verdict](tx, string(old.ID), old.Version); err != nil {
					return changed, err
				}
				changed++
			}
			continue
		}
		v := in.Answer
		v.ID, v.Meta, v.Site, v.Subject, v.Set, v.Requirement = old.ID, old.Meta, site, subject, set.ID, req
		if v.Proofs, err = g.restOn(old.Proofs, in.Answer.Proofs); err != nil {
			return changed, err
		}
		v = completed(v, g.who, today)
		if err := assess.CheckVerdict(v, set, today); err != nil {
			return changed, err
		}
		if exists && sayingAgain(in.Answer, old, v) {
			continue
		}
		if err := store.Put(tx, &v); err != nil {
			return changed, err
		}
		changed++
	}
	return changed, nil
}

// sameAnswer says that nothing but the day and the hand would change.
func sameAnswer(a, b assess.Verdict) bool {
	from := a.From == nil && b.From == nil || a.From != nil && b.From != nil && *a.From == *b.From
	return from && a.State == b.State && a.Reason == b.Reason && a.Approver == b.Approver &&
		a.Compensating == b.Compensating && a.Expires == b.Expires && a.Note == b.Note && slices.Equal(a.Evidence, b.Evidence) &&
		a.Function == b.Function && a.Maturity == b.Maturity && a.MaturityTarget == b.MaturityTarget && slices.Equal(a.Proofs, b.Proofs)
}
