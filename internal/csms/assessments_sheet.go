package csms

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/sheet"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// MostSheets is how many subjects one questionnaire may have: spreadsheet
// programs become slow with more.
const MostSheets = 300

// WriteQuestionnaire writes an assessment as a workbook to be answered without
// the program: all parts that the caller may read, or the one that is numbered.
func (s *Service) WriteQuestionnaire(ctx context.Context, who access.Principal, id supply.ID, part *int, w io.Writer) error {
	q, _, err := s.questionnaire(ctx, who, id, part)
	if err != nil {
		return err
	}
	if n := len(q.Subjects); n == 0 || n > MostSheets {
		if n == 0 {
			return conflicts("nothing-asked", "Nothing is asked in this part of the assessment, so there is nothing to fill in.")
		}
		return conflicts("too-many-subjects", fmt.Sprintf("The questionnaire would have %d sheets, at most %d are written: ask for one part after the other, or divide the part.", n, MostSheets))
	}
	return sheet.Write(w, q)
}

// questionnaire is an assessment as it is asked, with the answers by now.
func (s *Service) questionnaire(ctx context.Context, who access.Principal, id supply.ID, part *int) (sheet.Questionnaire, proof.Assessment, error) {
	var out sheet.Questionnaire
	a, err := s.Assessments().One(ctx, who, string(id))
	if err != nil {
		return out, a, err
	}
	if part != nil && (*part < 0 || *part >= len(a.Parts)) {
		return out, a, notFound("part of the assessment")
	}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) error {
		sheets, set, err := s.sheetsOf(r, a)
		if err != nil {
			return err
		}
		out = sheet.Questionnaire{Assessment: string(a.ID), Key: a.Key, Name: a.Name, Set: set, Due: a.Due}
		names := map[plant.SiteID]string{}
		for _, of := range sheets {
			if part != nil && of.Part != *part || !readsPart(who, of.Site) {
				continue
			}
			if _, known := names[of.Site]; !known && of.Site != "" {
				site, err := store.Get[plant.SiteRecord](r, string(of.Site))
				if err != nil {
					return err
				}
				names[of.Site] = site.Name
			}
			subject := sheet.Subject{Site: of.Site, SiteName: names[of.Site], Subject: of.Subject, Key: of.Key, Name: of.Name, Assessor: a.Parts[of.Part].Assessor}
			for _, l := range of.Lines {
				requirement, _ := set.Find(l.Requirement)
				subject.Lines = append(subject.Lines, sheet.Line{Requirement: requirement, Verdict: ownAnswer(of.Subject, of.Site, l.Verdict)})
			}
			out.Subjects = append(out.Subjects, subject)
		}
		return nil
	})
	return out, a, s.fail(err, "assessment")
}

// ownAnswer is an answer as one of the subject: what a product claims becomes an
// answer of the installed asset once somebody changes it there.
func ownAnswer(subject assess.Subject, site plant.SiteID, v *assess.Verdict) *assess.Verdict {
	if v == nil {
		return nil
	}
	own := *v
	own.Site = site
	if own.Subject != subject {
		own.Subject, own.ID, own.Meta, own.Proofs = subject, "", plant.Meta{}, nil
	}
	return &own
}

// QuestionnaireInput is a questionnaire that comes back, and what is to be done
// with it.
type QuestionnaireInput struct {
	Name  string // of the file
	Data  []byte
	Apply bool // else nothing changes
	// Hash is that of the preview. When the answers or the file have changed
	// since, nothing is applied; "" applies whatever comes out.
	Hash string
	// WithoutRefused agrees that refused rows stay out; TakeConflicts that the
	// file counts where an answer was changed in the program meanwhile. Without
	// the latter, rows in conflict stay out as well.
	WithoutRefused bool
	TakeConflicts  bool
	Note           string
}

// QuestionnaireResult is what a questionnaire that came back would change, or
// has changed.
type QuestionnaireResult struct {
	File string `json:"file"`
	sheet.Plan
	Hash    string `json:"hash" doc:"Of this preview; send it back to apply exactly this"`
	Applied int    `json:"applied" doc:"Answers that were put, once applied"`
	// Entries of the history, one for each site that was answered for.
	Entries []int64 `json:"entries"`
	Blocked string  `json:"blocked,omitempty" doc:"Why nothing can be applied now"`
}

// ReadQuestionnaire reads a questionnaire that comes back against the answers as
// they are: it shows what would change, or applies exactly that, as one act for
// each site.
func (s *Service) ReadQuestionnaire(ctx context.Context, who access.Principal, id supply.ID, in QuestionnaireInput) (QuestionnaireResult, error) {
	out := QuestionnaireResult{File: fileName(in.Name), Entries: []int64{}}
	now, a, err := s.questionnaire(ctx, who, id, nil)
	if err != nil {
		return out, err
	}
	b, err := sheet.Open(bytes.NewReader(in.Data), int64(len(in.Data)), out.File)
	if err != nil {
		return out, s.fail(err, "file")
	}
	if out.Plan, err = sheet.Read(ctx, b, now, plant.DateOf(s.now())); err != nil {
		return out, s.fail(err, "file")
	}
	if a.State != proof.Open {
		out.Blocked = "The assessment is " + a.State.Word() + ": only an open one takes answers."
	}
	if out.Hash, err = digestOf(out.Plan); err != nil || !in.Apply {
		return out, err
	}
	if err := mayApplyAnswers(out, in); err != nil {
		return out, err
	}
	return s.applyAnswers(ctx, who, a, out, in)
}

func mayApplyAnswers(out QuestionnaireResult, in QuestionnaireInput) error {
	switch n := out.Counts.Refuse; {
	case out.Blocked != "":
		return conflicts("assessment-state", out.Blocked)
	case in.Hash != "" && in.Hash != out.Hash:
		return conflicts("stale", "The answers or the file have changed since the preview: look at the preview again.")
	case n > 0 && !in.WithoutRefused:
		return conflicts("refused-rows", fmt.Sprintf("%d rows are refused. Mend them in the file and send it again, or agree to apply the others without them.", n))
	}
	return nil
}

// applyAnswers puts the answers of the file, site by site.
func (s *Service) applyAnswers(ctx context.Context, who access.Principal, a proof.Assessment, out QuestionnaireResult, in QuestionnaireInput) (QuestionnaireResult, error) {
	bySite := map[plant.SiteID][]assess.Verdict{}
	var sites []plant.SiteID
	for _, r := range out.Rows {
		if r.Outcome != sheet.Change && !(r.Outcome == sheet.Conflict && in.TakeConflicts) {
			continue
		}
		if bySite[r.Site] == nil {
			sites = append(sites, r.Site)
		}
		v := r.Verdict
		v.Assessor, v.AssessedOn = who.Name, plant.DateOf(s.now())
		bySite[r.Site] = append(bySite[r.Site], v)
	}
	for _, site := range sites { // before anything is put
		do := access.VerdictEdit
		if site == "" {
			do = access.LibraryEdit
		}
		if err := access.Check(who, do, site); err != nil {
			return out, s.fail(s.hideSite(ctx, who, site, err), "answer")
		}
	}
	for _, site := range sites {
		entry, err := s.putAnswers(ctx, who, a, site, bySite[site], in.Note)
		if err != nil {
			return out, err
		}
		out.Applied += len(bySite[site])
		out.Entries = append(out.Entries, entry)
	}
	return out, nil
}

// putAnswers puts the answers of one site, or claims, in one act.
func (s *Service) putAnswers(ctx context.Context, who access.Principal, a proof.Assessment, site plant.SiteID, all []assess.Verdict, note string) (int64, error) {
	in := intent{do: access.VerdictEdit, site: site, verb: "assessment.answer", subject: a.Key, note: note}
	if site == "" {
		in.do = access.LibraryEdit
	}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		now, err := store.Get[proof.Assessment](tx.Reader(), string(a.ID))
		if err != nil {
			return s.fail(err, "assessment")
		}
		if now.State != proof.Open {
			return conflicts("assessment-state", "The assessment is "+now.State.Word()+": only an open one takes answers.")
		}
		var subjects []assess.Subject
		for i := range all {
			if !slices.Contains(subjects, all[i].Subject) {
				subjects = append(subjects, all[i].Subject)
			}
		}
		if err := s.mayPut(tx.Reader(), who, site, subjects); err != nil {
			return err
		}
		for i := range all {
			if err := putAnswer(tx, &all[i]); err != nil {
				return s.fail(err, "answer")
			}
		}
		return nil
	})
	return entry.Seq, err
}

// mayPut finds every subject in what the caller may answer for.
func (s *Service) mayPut(r *store.Reader, who access.Principal, site plant.SiteID, subjects []assess.Subject) error {
	if site != "" {
		return s.mayAnswer(r, who, site, VerdictInput{Subjects: subjects, Clear: true})
	}
	for _, subject := range subjects {
		if err := s.claimable(r, who, access.LibraryEdit, subject); err != nil {
			return err
		}
	}
	return nil
}

func putAnswer(tx *store.Tx, v *assess.Verdict) error {
	if !belongsToNoSite(v.Subject.Kind) {
		return store.Put(tx, v)
	}
	return store.Put(tx, &assess.Claim{Verdict: *v})
}
