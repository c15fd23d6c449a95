package csms

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// ClaimInput answers requirements for products or companies, all with the same
// answer.
type ClaimInput struct {
	Subjects     []assess.Subject
	Set          catalog.SetID
	Requirements []catalog.RequirementID
	// Answer is what each claim is set to; its subject and requirement are ignored.
	Answer assess.Verdict
	// Clear removes the answers instead.
	Clear bool
}

// Claimed is what claiming did.
type Claimed struct {
	Changed int   `json:"changed"`
	Entry   int64 `json:"entry,omitempty"`
}

// Claims are the answers of one set about one product or company; set "" is all
// of them.
func (s *Service) Claims(ctx context.Context, who access.Principal, subject assess.Subject, set catalog.SetID) ([]assess.Claim, error) {
	claims := []assess.Claim{}
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		if err := s.claimable(r, who, access.LibraryRead, subject); err != nil {
			return err
		}
		all, err := r.ClaimsOf(subject)
		g := s.sight(r, who)
		for _, c := range all {
			if err != nil || set != "" && c.Set != set {
				continue
			}
			var v *assess.Verdict
			if v, err = g.shown(&c.Verdict); err == nil {
				claims = append(claims, assess.Claim{Verdict: *v})
			}
		}
		return err
	})
	return claims, err
}

// claimable finds what a claim is about in the caller's part.
func (s *Service) claimable(r *store.Reader, who access.Principal, do access.Action, subject assess.Subject) error {
	var names []string
	switch subject.Kind {
	case assess.OfProduct:
		p, err := store.Get[supply.Product](r, subject.ID)
		if err != nil {
			return s.fail(err, "product")
		}
		names = []string{p.Vendor}
	case assess.OfCompany:
		c, err := store.Get[supply.Company](r, subject.ID)
		if err != nil {
			return s.fail(err, "company")
		}
		names = append([]string{c.Name}, c.Aliases...)
	default:
		return invalid("%q is no subject of a claim: it is a product or a company.", subject.Kind)
	}
	if all, vendors := access.VendorsOf(who, do, ""); !all && !within(vendors, names) {
		return notFound(string(subject.Kind))
	}
	return nil
}

// SetClaims answers requirements for one or more products or companies in one act.
func (s *Service) SetClaims(ctx context.Context, who access.Principal, in ClaimInput) (Claimed, error) {
	var out Claimed
	in.Requirements, in.Subjects = distinct(in.Requirements), distinct(in.Subjects)
	if n := len(in.Subjects) * len(in.Requirements); n == 0 || n > maxAnswers {
		return out, invalid("Name at least one product or company and one requirement, and at most %d answers at once; this names %d.", maxAnswers, n)
	}
	name := string(in.Requirements[0])
	if len(in.Requirements) > 1 {
		name = strconv.Itoa(len(in.Requirements)) + " requirements"
	}
	verb := "claim.set"
	if in.Clear {
		verb = "claim.clear"
	}
	entry, err := s.updateAs(ctx, who, intent{do: access.LibraryEdit, verb: verb, subject: name}, func(tx *store.Tx) (string, error) {
		c := claiming{s: s, tx: tx, who: who, sight: s.sight(tx.Reader(), who), in: in, today: plant.DateOf(s.now())}
		subject, err := c.all()
		out.Changed = c.changed
		return name + subject, err
	})
	if err != nil {
		return Claimed{}, err
	}
	out.Entry = entry
	return out, nil
}

// claiming is one act of claiming.
type claiming struct {
	s       *Service
	tx      *store.Tx
	who     access.Principal
	sight   *sight
	in      ClaimInput
	today   plant.Date
	changed int
}

// all answers for every subject, and says for which in the words of the history.
func (c *claiming) all() (string, error) {
	r := c.tx.Reader()
	set, err := c.s.setOf(r, c.in.Set)
	if err != nil {
		return "", err
	}
	for _, subject := range c.in.Subjects {
		if err := c.s.claimable(r, c.who, access.LibraryEdit, subject); err != nil {
			return "", err
		}
	}
	if !c.in.Clear {
		if problems, err := c.rests(r); err != nil || len(problems) > 0 {
			if err == nil {
				err = problems
			}
			return "", err
		}
	}
	for _, subject := range c.in.Subjects {
		if err := c.one(subject, set); err != nil {
			return "", err
		}
	}
	return c.of(r), nil
}

// of names what was answered for: " of PD-001".
func (c *claiming) of(r *store.Reader) string {
	if len(c.in.Subjects) > 1 {
		return " of " + strconv.Itoa(len(c.in.Subjects)) + " records"
	}
	subject := c.in.Subjects[0]
	if subject.Kind == assess.OfProduct {
		p, _ := store.Get[supply.Product](r, subject.ID) //nolint:errcheck // it was read a moment ago
		return " of " + p.Key
	}
	company, _ := store.Get[supply.Company](r, subject.ID) //nolint:errcheck // it was read a moment ago
	return " of " + company.Key
}

// rests finds what the answer rests on: proofs, and a company that it is
// inherited from.
func (c *claiming) rests(r *store.Reader) (problems plant.Problems, err error) {
	if problems, err = c.sight.missing("", c.in.Answer.Proofs); err != nil {
		return nil, err
	}
	from := c.in.Answer.From
	if from == nil {
		return problems, nil
	}
	if from.Kind != assess.OfCompany && from.Kind != assess.OfProduct {
		return append(problems, plant.Problem{Pointer: "/from/kind", Text: "A claim belongs to the whole organisation: it is inherited from a company or a product."}), nil
	}
	if err := c.s.claimable(r, c.who, access.LibraryRead, *from); err != nil {
		if KindOf(err) != NotFound {
			return nil, err
		}
		problems = append(problems, plant.Problem{Pointer: "/from/id", Text: "There is no such " + string(from.Kind) + "."})
	}
	return problems, nil
}

// one sets or clears the claims about one subject.
func (c *claiming) one(subject assess.Subject, set *catalog.Set) error {
	all, err := c.tx.Reader().ClaimsOf(subject)
	if err != nil {
		return err
	}
	of := make(map[catalog.RequirementID]assess.Claim, len(all))
	for _, old := range all {
		if old.Set == set.ID {
			of[old.Requirement] = old
		}
	}
	for _, req := range c.in.Requirements {
		old, exists := of[req]
		if c.in.Clear {
			if exists {
				if err := store.Delete[assess.Claim](c.tx, string(old.ID), old.Version); err != nil {
					return err
				}
				c.changed++
			}
			continue
		}
		v := c.in.Answer
		v.ID, v.Meta, v.Site, v.Subject, v.Set, v.Requirement = old.ID, old.Meta, "", subject, set.ID, req
		if v.Proofs, err = c.sight.restOn(old.Proofs, c.in.Answer.Proofs); err != nil {
			return err
		}
		v = completed(v, c.who, c.today)
		if err := assess.CheckVerdict(v, set, c.today); err != nil {
			return err
		}
		if exists && sayingAgain(c.in.Answer, old.Verdict, v) {
			continue
		}
		if err := store.Put(c.tx, &assess.Claim{Verdict: v}); err != nil {
			return err
		}
		c.changed++
	}
	return nil
}

// completed is an answer with who gives it and when, unless that was said.
func completed(v assess.Verdict, who access.Principal, today plant.Date) assess.Verdict {
	if strings.TrimSpace(v.Assessor) == "" {
		v.Assessor = who.Name
	}
	if v.AssessedOn == "" {
		v.AssessedOn = today
	}
	v.Proofs = distinct(slices.DeleteFunc(slices.Clone(v.Proofs), func(id assess.EvidenceID) bool { return id == "" }))
	return assess.NormaliseVerdict(v)
}

// sayingAgain says that an answer is the one that stands. To answer the same on
// another day, or by another hand, is news only when the day or the hand is given.
func sayingAgain(given, old, v assess.Verdict) bool {
	again := given.Assessor == "" && given.AssessedOn == "" || old.Assessor == v.Assessor && old.AssessedOn == v.AssessedOn
	return again && sameAnswer(old, v)
}
