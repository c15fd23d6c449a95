package csms

import (
	"context"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// AssessmentProgress is how far an assessment has come and, once it was given
// into review, what changed in the answers since.
type AssessmentProgress struct {
	Assessment supply.ID           `json:"assessment"`
	State      proof.CampaignState `json:"state" enum:"planned,open,in-review,signed,cancelled"`
	Progress   proof.Progress      `json:"progress"`
	Since      *AssessmentSince    `json:"since,omitempty"`
	// MaySign says whether the caller may sign it now, and WhyNot why not.
	MaySign bool   `json:"maySign"`
	WhyNot  string `json:"whyNot,omitempty"`
}

// AssessmentSince is what changed in the answers after they were frozen.
type AssessmentSince struct {
	Changed int                  `json:"changed"`
	Why     string               `json:"why"`
	Lines   []proof.ComparedLine `json:"lines"`
}

// AssessmentProgress looks at one assessment.
func (s *Service) AssessmentProgress(ctx context.Context, who access.Principal, id supply.ID) (AssessmentProgress, error) {
	var out AssessmentProgress
	q := s.Assessments()
	if err := q.somewhere(who, access.EvidenceRead); err != nil {
		return out, err
	}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		a, err := q.find(r, who, string(id)) // with the whole of its result
		if err != nil {
			return err
		}
		out, err = s.progress(r, who, a)
		return err
	})
	return out, s.fail(err, "assessment")
}

func (s *Service) progress(r *store.Reader, who access.Principal, a proof.Assessment) (AssessmentProgress, error) {
	out := AssessmentProgress{Assessment: a.ID, State: a.State}
	sheets, _, err := s.sheetsOf(r, a)
	if err != nil {
		return out, err
	}
	out.Progress = proof.ProgressOf(a, sheets, plant.DateOf(s.now()))
	for i := range out.Progress.Parts {
		if part := &out.Progress.Parts[i]; !readsPart(who, part.Site) {
			part.Subjects = []proof.SubjectProgress{} // its numbers, and no more
		}
	}
	if a.Result != nil {
		since := AssessmentSince{Lines: []proof.ComparedLine{}}
		for _, l := range proof.Since(*a.Result, sheets) {
			since.Changed++
			if readsPart(who, l.Site) {
				since.Lines = append(since.Lines, l)
			}
		}
		since.Why = proof.SinceWord(since.Changed, a.Result.On)
		out.Since = &since
	}
	if a.State == proof.InReview {
		problems := proof.CheckSign(a, who.Email, who.Name)
		switch err := access.Check(who, access.AssessmentSign, a.Site); {
		case err != nil:
			out.WhyNot = s.fail(err, "assessment").Error()
		case !readsAll(who, &a):
			out.WhyNot = "You may not read the answers of every part of it."
		case len(problems) > 0:
			out.WhyNot = problems[0].Text
		default:
			out.MaySign = true
		}
	}
	return out, nil
}

// readsPart says whether somebody may read the answers of a part.
func readsPart(who access.Principal, site plant.SiteID) bool {
	if site == "" {
		return access.Check(who, access.LibraryRead, "") == nil
	}
	return access.Check(who, access.VerdictRead, site) == nil
}

// readsAll says whether somebody may read the answers of every part.
func readsAll(who access.Principal, a *proof.Assessment) bool {
	for _, p := range a.Parts {
		if !readsPart(who, p.Site) {
			return false
		}
	}
	return true
}

// cutAssessment leaves out of a result what somebody may not read. A result
// that is cut does not bear its digest out, which is left out too.
func cutAssessment(who access.Principal, a *proof.Assessment) {
	if a.Result == nil || readsAll(who, a) {
		return
	}
	cut := *a.Result
	cut.Subjects, cut.Digest = []proof.SubjectResult{}, ""
	for _, s := range a.Result.Subjects {
		if readsPart(who, s.Site) {
			cut.Subjects = append(cut.Subjects, s)
		}
	}
	a.Result = &cut
}

// CompareAssessment holds an assessment against the one before it, or against
// another one that is named. What is not frozen yet is compared as it stands.
func (s *Service) CompareAssessment(ctx context.Context, who access.Principal, id, with supply.ID) (proof.Comparison, error) {
	var out proof.Comparison
	q := s.Assessments()
	a, err := q.One(ctx, who, string(id))
	if err != nil {
		return out, err
	}
	if with == "" {
		with = a.Before
	}
	if with == "" {
		return out, conflicts("no-before", "The assessment "+a.Key+" names none that it is compared to: choose one.")
	}
	before, err := q.One(ctx, who, string(with))
	if err != nil {
		return out, err
	}
	if before.Set != a.Set {
		return out, conflicts("other-set", before.Key+" answers another requirement set than "+a.Key+", so the two cannot be compared.")
	}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) error {
		now, err := s.resultOf(r, who, a)
		if err != nil {
			return err
		}
		was, err := s.resultOf(r, who, before)
		if err != nil {
			return err
		}
		out = proof.CompareResults(was, now)
		return nil
	})
	return out, s.fail(err, "assessment")
}

// resultOf is what was frozen of an assessment, or how it stands, as far as the
// caller may read it.
func (s *Service) resultOf(r *store.Reader, who access.Principal, a proof.Assessment) (proof.Result, error) {
	if a.Result == nil {
		sheets, _, err := s.sheetsOf(r, a)
		if err != nil {
			return proof.Result{}, err
		}
		now := proof.Freeze(sheets, "", "", nil, plant.DateOf(s.now()))
		a.Result = &now
	}
	cutAssessment(who, &a)
	return *a.Result, nil
}

// MyAssessment is an assessment that waits for somebody.
type MyAssessment struct {
	Assessment proof.Assessment `json:"assessment"` // without its result
	Waits      string           `json:"waits" enum:"lead,answers,signature"`
	Parts      []int            `json:"parts"` // that the caller answers
	Progress   proof.Progress   `json:"progress"`
}

// mostMine is how many assessments are looked through for somebody.
const mostMine = 200

// MyAssessments are those that wait for the caller: to be answered, to be led to
// their end, or to be signed.
func (s *Service) MyAssessments(ctx context.Context, who access.Principal) ([]MyAssessment, error) {
	out := []MyAssessment{}
	q := s.Assessments()
	if err := q.somewhere(who, access.EvidenceRead); err != nil {
		return nil, err
	}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		all, err := store.All[proof.Assessment](r, "")
		if err != nil {
			return err
		}
		for _, a := range all {
			if ok, err := q.visible(r, who, access.EvidenceRead, &a); err != nil || !ok {
				if err != nil {
					return err
				}
				continue
			}
			mine := waitsFor(who, a)
			if mine == nil {
				continue
			}
			p, err := s.progress(r, who, a)
			if err != nil {
				return err
			}
			mine.Progress = p.Progress
			if mine.Waits != "signature" || p.MaySign {
				mine.Assessment.Result = nil
				out = append(out, *mine)
			}
			if len(out) == mostMine {
				break
			}
		}
		return nil
	})
	return out, s.fail(err, "assessment")
}

// waitsFor says what an assessment waits for from somebody, nil for nothing.
func waitsFor(who access.Principal, a proof.Assessment) *MyAssessment {
	me := func(name string) bool {
		name = strings.TrimSpace(name)
		return name != "" && (strings.EqualFold(name, who.Email) || strings.EqualFold(name, who.Name))
	}
	m := &MyAssessment{Assessment: a, Parts: []int{}}
	for i, p := range a.Parts {
		if me(p.Assessor) {
			m.Parts = append(m.Parts, i)
		}
	}
	switch {
	case a.State == proof.InReview:
		m.Waits = "signature"
	case a.State != proof.Open && a.State != proof.Planned:
		return nil
	case len(m.Parts) > 0:
		m.Waits = "answers"
	case me(a.Lead):
		m.Waits = "lead"
	default:
		return nil
	}
	return m
}
