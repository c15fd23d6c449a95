package csms

import (
	"context"
	"errors"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// CopyInput takes the answers of one subject over to others.
type CopyInput struct {
	From assess.Subject
	To   []assess.Subject
	// Requirements are those whose answers are copied, all when it names none.
	Requirements []catalog.RequirementID
	// Overwrite replaces the answers that the others have already.
	Overwrite bool
}

// Copied is what copying did.
type Copied struct {
	Answered
	Skipped   int         `json:"skipped" doc:"Answers that do not hold for the other zone or conduit and were left out"`
	NotCopied []NotCopied `json:"notCopied,omitempty" doc:"The first of them, with the reason"`
}

// NotCopied is an answer that cannot be given for another subject.
type NotCopied struct {
	Subject     assess.Subject        `json:"subject"`
	Requirement catalog.RequirementID `json:"requirement"`
	Reason      string                `json:"reason"`
}

// CopyVerdicts gives the answers of one subject for others, in one act. Whoever
// copies answers for it: their name and the day stand in the copy. An answer
// that breaks a rule there is left out with its reason, such as one that would
// be inherited from itself; the rest is copied all the same.
func (s *Service) CopyVerdicts(ctx context.Context, who access.Principal, site plant.SiteID, in CopyInput) (Copied, error) {
	in, err := s.checkCopy(site, in)
	if err != nil {
		return Copied{}, err
	}
	source, err := s.SubjectPosture(ctx, who, site, in.From)
	if err != nil {
		return Copied{}, err
	}
	c := copying{s: s, who: who, site: site, in: in, today: plant.DateOf(s.now())}
	act := intent{do: access.VerdictEdit, site: site, verb: "verdict.copy", subject: "from " + source.Key}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		c.tx = tx
		if err := s.mayAnswer(tx.Reader(), who, site, VerdictInput{Subjects: in.To}); err != nil {
			return err
		}
		given, err := s.answered(tx.Reader(), site, in.From)
		if err != nil {
			return err
		}
		for _, subject := range in.To {
			if err := c.to(subject, given); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Copied{}, err
	}
	c.out.Entry = entry.Seq
	c.out.Posture, err = s.posturesOf(ctx, who, site, in.To)
	return c.out, err
}

// checkCopy completes what is to be copied, and refuses what names nothing.
func (s *Service) checkCopy(site plant.SiteID, in CopyInput) (CopyInput, error) {
	in.From = s.subject(site, in.From)
	in.To = distinct(in.To)
	for i := range in.To {
		in.To[i] = s.subject(site, in.To[i])
	}
	if slices.Contains(in.To, in.From) {
		return in, invalid("Answers are copied from one zone or conduit to others: leave the one they come from out of those that they go to.")
	}
	in.Requirements = distinct(in.Requirements)
	for _, id := range in.Requirements {
		if _, known := s.set.Find(id); !known {
			return in, invalid("%q is no requirement of %s.", id, s.set.Title)
		}
	}
	if len(in.Requirements) == 0 {
		for _, r := range s.set.Requirements {
			in.Requirements = append(in.Requirements, r.ID)
		}
	}
	if n := len(in.To) * len(in.Requirements); n == 0 || n > maxAnswers {
		return in, invalid("Name at least one zone or conduit to copy to, and at most %d answers at once; this names %d.", maxAnswers, n)
	}
	return in, nil
}

// copying is one act of copying.
type copying struct {
	s     *Service
	tx    *store.Tx
	who   access.Principal
	site  plant.SiteID
	in    CopyInput
	today plant.Date
	out   Copied
}

// to gives the answers for one more subject.
func (c *copying) to(subject assess.Subject, given map[catalog.RequirementID]assess.Verdict) error {
	have, err := c.s.answered(c.tx.Reader(), c.site, subject)
	if err != nil {
		return err
	}
	for _, id := range c.in.Requirements {
		v, answered := given[id]
		old, exists := have[id]
		if !answered || exists && (!c.in.Overwrite || sameAnswer(old, v)) {
			continue
		}
		v.ID, v.Meta, v.Subject = old.ID, old.Meta, subject
		v.Assessor, v.AssessedOn = c.who.Name, c.today
		reason, err := c.refusal(v)
		if err != nil {
			return err
		}
		if reason != "" {
			c.skip(v, reason)
			continue
		}
		if err := store.Put(c.tx, &v); err != nil {
			return err
		}
		c.out.Changed++
	}
	return nil
}

// refusal is the sentence that says why an answer cannot be given, "" when it can.
func (c *copying) refusal(v assess.Verdict) (string, error) {
	err := assess.CheckVerdict(v, c.s.set, c.today)
	if problems, broken := errors.AsType[plant.Problems](err); broken {
		return problems.Error(), nil
	}
	if err != nil || v.From == nil {
		return "", err
	}
	source := VerdictInput{Answer: assess.Verdict{From: v.From}}
	err = c.s.mayAnswer(c.tx.Reader(), c.who, c.site, source)
	if KindOf(err) == NotFound {
		return "It is inherited from what lies beyond your part of the site.", nil
	}
	return "", err
}

func (c *copying) skip(v assess.Verdict, reason string) {
	const most = 50 // a person mends the cause, not each answer
	c.out.Skipped++
	if len(c.out.NotCopied) < most {
		c.out.NotCopied = append(c.out.NotCopied, NotCopied{v.Subject, v.Requirement, reason})
	}
}
