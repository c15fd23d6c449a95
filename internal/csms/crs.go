package csms

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
	"ringwall/internal/store"
)

// SpecificationView is a cybersecurity requirements specification as it stands:
// what it says, whether it is approved, and what stands against that.
type SpecificationView struct {
	CRS      spec.CRS       `json:"crs"`
	Digest   string         `json:"digest" doc:"SHA-256 of what is asked, where and why; an approval binds it"`
	Revision int64          `json:"revision"`
	Standing spec.Standing  `json:"standing"`
	Blockers []spec.Blocker `json:"blockers"`
	// Residual are the risks that an approval would take on.
	Residual []risk.ResidualRisk `json:"residual"`
	// Needed is the authority that has to sign, Office the highest of the caller.
	Needed *risk.Authority `json:"needed,omitempty"`
	Office *risk.Authority `json:"office,omitempty"`
}

// specified is a specification with all that it was made of.
type specified struct {
	SpecificationView
	in      risk.Input
	result  risk.Result
	posture assess.Posture
}

// CRS is a specification of a site: the one that is named or, without an id, the
// one that was begun last. With at it is as it was at a past moment.
func (s *Service) CRS(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, at string) (SpecificationView, error) {
	crs, err := s.specified(ctx, who, site, id, at)
	return crs.SpecificationView, err
}

func (s *Service) specified(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, at string) (specified, error) {
	var out specified
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		if at == "" {
			out, err = s.specificationNow(r, who, site, id)
			return err
		}
		if err := access.Check(who, access.HistoryRead, site); err != nil {
			return err
		}
		out, err = s.specificationAt(r, who, site, id, at)
		return err
	})
	return out, err
}

func (s *Service) specificationNow(r *store.Reader, who access.Principal, site plant.SiteID, id risk.ID) (specified, error) {
	in, res, err := s.riskOf(r, site)
	if err != nil {
		return specified{}, err
	}
	threats, err := s.threats(r)
	if err != nil {
		return specified{}, err
	}
	rev, err := r.Revision(site)
	if err != nil {
		return specified{}, err
	}
	written, err := chosen(in.Register.Specifications, id)
	if err != nil {
		return specified{}, err
	}
	var out specified
	err = s.standing(r, site, func(k *kept) (err error) {
		var there bool
		if out, there = k.crs.of(written.ID, rev, in.Today, threats.Release); there {
			out.office(who)
			return nil
		}
		out, err = s.specify(who, written.ID, rev, spec.Input{
			Input: in, Result: res, Posture: k.engine.Posture(), Answers: k.engine.Answers, Set: s.set, Mitigating: threats.Requirements,
		})
		if err == nil {
			same := out
			k.crs = keptCRS{spec: &same, id: written.ID, rev: rev, day: in.Today, release: threats.Release}
		}
		return err
	})
	return out, err
}

// office fills in the highest authority that the caller holds.
func (out *specified) office(who access.Principal) {
	out.Office = nil
	if c := out.result.Criteria; c != nil {
		if a, ok := risk.HighestOffice(*c, who.Email); ok {
			out.Office = &a
		}
	}
}

func (s *Service) specificationAt(r *store.Reader, who access.Principal, site plant.SiteID, id risk.ID, at string) (specified, error) {
	seq, _, err := s.pastOf(r, at)
	if err != nil {
		return specified{}, err
	}
	then, verdicts, day, err := s.siteAt(r, site, at)
	if err != nil {
		return specified{}, err
	}
	register, err := r.RegisterAt(site, seq)
	if err != nil {
		return specified{}, err
	}
	threats, err := s.threats(r)
	if err != nil {
		return specified{}, err
	}
	levels, err := s.assessedAt(r, then, verdicts, day, at)
	if err != nil {
		return specified{}, err
	}
	engine := assess.NewEngine(levels)
	in := risk.Input{Site: then, Register: register, Today: day, Threats: threats}
	return s.specify(who, id, seq, spec.Input{
		Input: in, Result: risk.Rate(in), Posture: engine.Posture(), Answers: engine.Answers, Set: s.set, Mitigating: threats.Requirements,
	})
}

// specify builds a specification with its standing.
func (s *Service) specify(who access.Principal, id risk.ID, rev int64, in spec.Input) (specified, error) {
	written, err := chosen(in.Register.Specifications, id)
	if err != nil {
		return specified{}, err
	}
	in.Specification = written
	in.Mitigating = askedOnce(in.Mitigating)
	out := specified{in: in.Input, result: in.Result, posture: in.Posture}
	out.CRS, out.Revision = spec.Build(in), rev
	if out.Digest, err = out.CRS.Digest(); err != nil {
		return specified{}, err
	}
	if out.Standing, err = spec.StandingOf(out.CRS, in.Register.Approvals, in.Today); err != nil {
		return specified{}, err
	}
	out.Blockers, out.Residual = spec.Approvable(out.CRS, in.Result), spec.ResidualOf(out.CRS, in.Result)
	if c := in.Result.Criteria; c != nil {
		if a, ok := risk.ApproverNeeded(*c, out.Residual); ok {
			out.Needed = &a
		}
	}
	out.office(who)
	return out, nil
}

// chosen is the specification of an id or, without one, the one begun last; the
// empty one when there is none yet, for the rest of it is computed.
func chosen(all []risk.Specification, id risk.ID) (risk.Specification, error) {
	var last risk.Specification
	for _, x := range all {
		if x.ID == id {
			return x, nil
		}
		if x.ID > last.ID { // ids are given out in order of time
			last = x
		}
	}
	if id != "" {
		return last, notFound("specification")
	}
	return last, nil
}

// askedOnce asks once for each technique: many scenarios name the same.
func askedOnce(mitigating func(string) []catalog.RequirementID) func(string) []catalog.RequirementID {
	known := map[string][]catalog.RequirementID{}
	return func(technique string) []catalog.RequirementID {
		list, ok := known[technique]
		if !ok {
			list = mitigating(technique)
			known[technique] = list
		}
		return list
	}
}

// WriteCRS writes a specification as "docx", "pdf", "xlsx", "json" or "html".
func (s *Service) WriteCRS(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, at, format string, w io.Writer) error {
	return s.print(ctx, format, w, func() (report.Document, error) {
		crs, err := s.specified(ctx, who, site, id, at)
		if err != nil {
			return report.Document{}, err
		}
		return report.CRSDocument(report.CRSInput{
			CRS: crs.CRS, Standing: crs.Standing, Blockers: crs.Blockers, Result: crs.result, Register: crs.in.Register, Site: crs.in.Site, Posture: crs.posture,
			Stamp: s.stampOf(who, crs.Revision),
		}), nil
	})
}

// NewApproval is what the owner says who approves a specification.
type NewApproval struct {
	Specification risk.ID    `json:"specification,omitempty" maxLength:"64" doc:"The one begun last, when left out"`
	Decisions     []string   `json:"decisions" maxItems:"100" doc:"That the approval ratifies"`
	Conditions    []string   `json:"conditions,omitempty" maxItems:"100"`
	DoesNot       string     `json:"doesNot" maxLength:"4000" doc:"What the approval does not cover"`
	ReviewBy      plant.Date `json:"reviewBy" format:"date" doc:"At most three years on"`
	Digest        string     `json:"digest,omitempty" maxLength:"64" doc:"Of the specification as the caller saw it; another one is refused"`
	Password      string     `json:"password" maxLength:"200" writeOnly:"true" doc:"Of the caller: an approval is signed"`
}

// ApproveCRS approves a specification as it is now, by the caller's signature.
// It is refused with everything that stands against it, and to whoever holds
// less than the authority that the residual risks ask for.
func (s *Service) ApproveCRS(ctx context.Context, who access.Principal, site plant.SiteID, in NewApproval) (risk.Approval, int64, error) {
	var crs specified
	var threats *catalog.ThreatSet
	err := s.view(ctx, who, access.RiskSign, site, func(r *store.Reader) (err error) {
		if threats, err = s.threats(r); err == nil {
			crs, err = s.specificationNow(r, who, site, in.Specification)
		}
		return err
	})
	if err != nil {
		return risk.Approval{}, 0, err
	}
	a, office, err := s.approvable(crs, in, who.Email)
	if err != nil {
		return risk.Approval{}, 0, s.fail(err, "approval")
	}
	a.Release = threats.Release
	const meaning = "I approve this cybersecurity requirements specification with the residual risks that it names."
	if a.Signed, err = s.sign(ctx, who, in.Password, office, meaning, a); err != nil {
		return risk.Approval{}, 0, s.fail(err, "approval")
	}
	act := intent{do: access.RiskSign, site: site, verb: "specification.approve", subject: crs.CRS.Specification.Key}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		rev, err := tx.Reader().Revision(site)
		if err != nil {
			return err
		}
		if rev != crs.Revision { // what was signed is not what is there any more
			return s.fail(store.ErrStale, "specification")
		}
		a.Site, a.Key, a.Name = site, s.Approvals().next(risk.Context{Register: crs.in.Register}), crs.CRS.Specification.Name
		return s.fail(store.Put(tx, &a), "approval")
	})
	if err != nil {
		return risk.Approval{}, 0, err
	}
	return a, entry.Seq, nil
}

// approvable refuses what may not be approved, each case with its own kind.
func (s *Service) approvable(crs specified, in NewApproval, email string) (a risk.Approval, office string, err error) {
	if in.Digest != "" && in.Digest != crs.Digest {
		return a, "", &Error{Kind: Conflict, Code: "changed", Text: "The specification is another one by now: read it again before you approve it."}
	}
	if n := len(crs.Blockers); n > 0 {
		e := &Error{Kind: Conflict, Code: "blocked", Text: fmt.Sprintf("%d things stand against approving the specification. %s", n, crs.Blockers[0].Text)}
		if n == 1 {
			e.Text = "One thing stands against approving the specification. " + crs.Blockers[0].Text
		}
		for _, b := range crs.Blockers {
			e.Fields = append(e.Fields, Field{Text: b.Text})
		}
		return a, "", e
	}
	if problems := risk.MayApprove(*crs.result.Criteria, crs.Residual, email); len(problems) > 0 {
		return a, "", &Error{Kind: Denied, Code: "over-authority", Text: problems.Error(), err: problems}
	}
	if crs.Office != nil {
		office = crs.Office.ID
	}
	a, err = spec.NewApproval(crs.CRS, crs.result, spec.ApprovalInput{
		Decisions: trimmed(in.Decisions), Conditions: trimmed(in.Conditions), DoesNot: strings.TrimSpace(in.DoesNot), ReviewBy: in.ReviewBy, Signer: email,
	}, crs.in.Today)
	a.Revision = crs.Revision
	return a, office, err
}

// trimmed cuts the blanks that come with typing.
func trimmed(lines []string) []string {
	out := slices.Clone(lines)
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}
