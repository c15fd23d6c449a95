package csms

import (
	"context"
	"slices"
	"strings"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// StartAssessment opens a planned assessment for answers. A version other than 0
// must be that of the assessment as it is.
func (s *Service) StartAssessment(ctx context.Context, who access.Principal, id supply.ID, version int) (proof.Assessment, int64, error) {
	return s.moveAssessment(ctx, who, id, version, step{do: access.EvidenceEdit, verb: "assessment.start", to: proof.Open, change: func(_ *store.Tx, a *proof.Assessment) error {
		if a.State != proof.Planned {
			return conflicts("assessment-state", "The assessment "+a.Key+" is "+a.State.Word()+": only a planned one is started.")
		}
		if a.Starts == "" {
			a.Starts = plant.DateOf(s.now())
		}
		return nil
	}})
}

// ReturnAssessment gives an assessment back to those who answered.
func (s *Service) ReturnAssessment(ctx context.Context, who access.Principal, id supply.ID, version int, reason string) (proof.Assessment, int64, error) {
	return s.moveAssessment(ctx, who, id, version, step{do: access.AssessmentSign, verb: "assessment.return", to: proof.Open, remark: s.remark(who, reason), change: func(_ *store.Tx, a *proof.Assessment) error {
		if a.State != proof.InReview {
			return conflicts("assessment-state", "The assessment "+a.Key+" is "+a.State.Word()+": only one in review is returned.")
		}
		return nil
	}})
}

// CancelAssessment gives an assessment up.
func (s *Service) CancelAssessment(ctx context.Context, who access.Principal, id supply.ID, version int, reason string) (proof.Assessment, int64, error) {
	return s.moveAssessment(ctx, who, id, version, step{do: access.EvidenceEdit, verb: "assessment.cancel", to: proof.GivenUp, remark: s.remark(who, reason)})
}

func (s *Service) remark(who access.Principal, reason string) *proof.Remark {
	return &proof.Remark{By: who.Email, Name: who.Name, At: s.now().UTC().Truncate(time.Second), Reason: strings.TrimSpace(reason)}
}

// step is one step of an assessment.
type step struct {
	do     access.Action
	verb   string
	to     proof.CampaignState
	remark *proof.Remark
	// change looks at the assessment before the step, and completes it; nil does nothing.
	change func(tx *store.Tx, a *proof.Assessment) error
}

// moveAssessment takes one step in one act.
func (s *Service) moveAssessment(ctx context.Context, who access.Principal, id supply.ID, version int, st step) (proof.Assessment, int64, error) {
	q := s.Assessments()
	if err := q.somewhere(who, st.do); err != nil {
		return proof.Assessment{}, 0, err
	}
	known, err := q.One(ctx, who, string(id))
	if err != nil {
		return proof.Assessment{}, 0, err
	}
	var after proof.Assessment
	entry, err := s.update(ctx, who, intent{do: st.do, site: known.Site, verb: st.verb, subject: known.Key, note: noteOf(st.remark)}, func(tx *store.Tx) error {
		before, err := q.find(tx.Reader(), who, string(id))
		if err != nil {
			return err
		}
		if version != 0 && version != before.Version {
			return s.fail(store.ErrStale, "assessment")
		}
		after = before
		if st.change != nil {
			if err := st.change(tx, &after); err != nil {
				return s.fail(err, "assessment")
			}
		}
		moved, problems := after.Move(st.to, st.remark)
		if len(problems) > 0 {
			if problems[0].Pointer == "/state" {
				return conflicts("assessment-state", problems[0].Text)
			}
			return s.fail(problems, "assessment")
		}
		after = moved
		return s.fail(store.Put(tx, &after), "assessment")
	})
	return after, entry.Seq, err
}

func noteOf(r *proof.Remark) string {
	if r == nil {
		return ""
	}
	return r.Reason
}

func conflicts(code, text string) error { return &Error{Kind: Conflict, Code: code, Text: text} }

// SubmitAssessment gives an assessment into review: what is answered by now is
// frozen. With answers missing it needs a reason.
func (s *Service) SubmitAssessment(ctx context.Context, who access.Principal, id supply.ID, version int, reason string) (proof.Assessment, int64, error) {
	known, result, err := s.frozen(ctx, who, id, reason)
	if err != nil {
		return proof.Assessment{}, 0, err
	}
	if version == 0 {
		version = known.Version
	}
	return s.moveAssessment(ctx, who, id, version, step{do: access.EvidenceEdit, verb: "assessment.submit", to: proof.InReview, change: func(_ *store.Tx, a *proof.Assessment) error {
		if problems := proof.CheckSubmit(*a, result); len(problems) > 0 {
			if problems[0].Pointer == "/state" {
				return conflicts("assessment-state", problems[0].Text)
			}
			return problems
		}
		a.Result = &result
		return nil
	}})
}

// frozen is the result of an assessment as it stands now.
func (s *Service) frozen(ctx context.Context, who access.Principal, id supply.ID, reason string) (a proof.Assessment, result proof.Result, err error) {
	q := s.Assessments()
	if a, err = q.open(ctx, who, string(id)); err != nil {
		return a, result, err
	}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) error {
		sheets, _, err := s.sheetsOf(r, a)
		if err != nil {
			return err
		}
		hands, err := handsOf(r, sheets)
		if err != nil {
			return err
		}
		result = proof.Freeze(sheets, reason, who.Email, hands, plant.DateOf(s.now()))
		return nil
	})
	return a, result, s.fail(err, "assessment")
}

// handsOf are the accounts that wrote the answers of some sheets, and those that
// they rest on.
func handsOf(r *store.Reader, sheets []proof.Sheet) ([]string, error) {
	ids := map[string][]string{}
	for _, sheet := range sheets {
		kind := "verdict"
		if belongsToNoSite(sheet.Subject.Kind) {
			kind = store.OfClaim
		}
		for _, l := range sheet.Lines {
			for _, v := range append([]*assess.Verdict{l.Verdict}, l.Behind...) {
				if v == nil {
					continue
				}
				of := kind
				if v != l.Verdict {
					of = "verdict"
				}
				if belongsToNoSite(v.Subject.Kind) {
					of = store.OfClaim // an asset that is answered by its product
				}
				ids[of] = append(ids[of], string(v.ID))
			}
		}
	}
	var out []string
	for _, kind := range []string{"verdict", store.OfClaim} {
		if len(ids[kind]) == 0 {
			continue
		}
		hands, err := r.Hands(kind, distinct(ids[kind]))
		if err != nil {
			return nil, err
		}
		for _, h := range hands {
			if h.Email == "" {
				h.Email = h.Name
			}
			if !slices.Contains(out, h.Email) {
				out = append(out, h.Email)
			}
		}
	}
	return out, nil
}

// SignAssessment signs an assessment that is in review, by a person who neither
// answered any of it nor gave it into review.
func (s *Service) SignAssessment(ctx context.Context, who access.Principal, id supply.ID, version int, password string) (proof.Assessment, int64, error) {
	q := s.Assessments()
	if err := q.somewhere(who, access.AssessmentSign); err != nil {
		return proof.Assessment{}, 0, err
	}
	known, err := q.One(ctx, who, string(id))
	if err != nil {
		return proof.Assessment{}, 0, err
	}
	if err := access.Check(who, access.AssessmentSign, known.Site); err != nil {
		return proof.Assessment{}, 0, s.fail(err, "assessment")
	}
	if !readsAll(who, &known) {
		return proof.Assessment{}, 0, &Error{Kind: Denied, Text: "You may not read the answers of every part of this assessment, so you cannot sign it."}
	}
	may := func(a proof.Assessment) error {
		if version != 0 && version != a.Version {
			return s.fail(store.ErrStale, "assessment")
		}
		problems := proof.CheckSign(a, who.Email, who.Name)
		switch {
		case len(problems) == 0:
			return nil
		case problems[0].Pointer == "/state":
			return conflicts("assessment-state", problems[0].Text)
		}
		return conflicts("second-person", problems[0].Text)
	}
	if err := may(known); err != nil {
		return proof.Assessment{}, 0, err
	}
	signature, err := s.sign(ctx, who, password, "", "I have reviewed this assessment and confirm its result.", known.Result)
	if err != nil {
		return proof.Assessment{}, 0, s.fail(err, "assessment")
	}
	version = known.Version
	return s.moveAssessment(ctx, who, id, version, step{do: access.AssessmentSign, verb: "assessment.sign", to: proof.Signed, change: func(_ *store.Tx, a *proof.Assessment) error {
		if err := may(*a); err != nil {
			return err
		}
		a.Review = &proof.Signature{By: signature.By, Name: signature.Name, At: signature.At, Meaning: signature.Meaning, Digest: a.Result.Digest}
		return nil
	}})
}
