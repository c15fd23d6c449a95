package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/proof"
	"ringwall/internal/proof/sheet"
	"ringwall/internal/supply"
)

const (
	tagAssessment  = "Assessments"
	assessmentRoot = "/api/v1/assessments"
)

// assessmentOperations are the steps of an assessment, how far it has come, and
// its questionnaire.
func (a *API) assessmentOperations() {
	const item = assessmentRoot + "/{id}"
	op(a, operation{id: "list-my-assessments", method: http.MethodGet, path: assessmentRoot + "/mine", tag: tagAssessment, time: time.Minute,
		summary: "Assessments that wait for the caller: for answers, for their lead, or for a signature"}, a.myAssessments)
	op(a, operation{id: "get-assessment-progress", method: http.MethodGet, path: item + "/progress", tag: tagAssessment, time: time.Minute,
		summary: "How far an assessment has come, and what changed since it was given into review"}, a.assessmentProgress)
	op(a, operation{id: "compare-assessment", method: http.MethodGet, path: item + "/compare", tag: tagAssessment, time: time.Minute,
		summary: "An assessment beside the one before it", about: "What rose, fell, is new, is gone, or is another answer that counts as much; each with why. What is the same is only counted."}, a.compareAssessment)
	op(a, operation{id: "start-assessment", method: http.MethodPost, path: item + "/start", tag: tagAssessment,
		summary: "Open a planned assessment for answers"}, a.startAssessment)
	op(a, operation{id: "submit-assessment", method: http.MethodPost, path: item + "/submit", tag: tagAssessment, time: time.Minute,
		summary: "Give an assessment into review", about: "What is answered by now is frozen with its digest. With answers missing it needs a reason."}, a.submitAssessment)
	op(a, operation{id: "sign-assessment", method: http.MethodPost, path: item + "/sign", tag: tagAssessment,
		summary: "Sign an assessment that is in review", about: "The caller signs with the password. Whoever answered any of it, or gave it into review, may not."}, a.signAssessment)
	op(a, operation{id: "return-assessment", method: http.MethodPost, path: item + "/return", tag: tagAssessment,
		summary: "Give an assessment back to those who answered, with the reason"}, a.returnAssessment)
	op(a, operation{id: "cancel-assessment", method: http.MethodPost, path: item + "/cancel", tag: tagAssessment,
		summary: "Give an assessment up, with the reason"}, a.cancelAssessment)
	raw(a, operation{id: "get-questionnaire", method: http.MethodGet, path: item + "/questionnaire.xlsx", tag: tagAssessment, time: 2 * time.Minute,
		summary: "The questionnaire of an assessment as a workbook, to be answered without the program"}, describeQuestionnaire, a.getQuestionnaire)
	raw(a, operation{id: "read-questionnaire", method: http.MethodPost, path: item + "/questionnaire", tag: tagAssessment, time: 5 * time.Minute, maxBody: sheet.Budget.Bytes + 1,
		summary: "Read a questionnaire that comes back",
		about: "The body is the file. Without `apply=1` nothing changes and the answer is a preview: every row that would change an answer, is refused with its cell, or is in conflict because the answer was changed in the program meanwhile. " +
			"Send the hash of the preview back to apply exactly that, as one act for each site."}, a.describeReading, a.readQuestionnaire)
}

// AssessmentStep are the parameters of one step of an assessment.
type AssessmentStep struct {
	ID      supply.ID `path:"id" maxLength:"64" doc:"Id of the assessment."`
	IfMatch string    `header:"If-Match" maxLength:"40" doc:"Version that was looked at. Without it the answer is 428."`
}

// Because is the reason of a step.
type Because struct {
	Reason string `json:"reason,omitempty" maxLength:"4000"`
}

func (a *API) myAssessments(ctx context.Context, who access.Principal, _ *none) (*answer[page[csms.MyAssessment]], error) {
	mine, err := a.svc.MyAssessments(ctx, who)
	if err != nil {
		return nil, err
	}
	return listOf(mine), nil
}

func (a *API) assessmentProgress(ctx context.Context, who access.Principal, in *Shelved) (*answer[csms.AssessmentProgress], error) {
	return bodyOf(a.svc.AssessmentProgress(ctx, who, supply.ID(in.ID)))
}

func (a *API) compareAssessment(ctx context.Context, who access.Principal, in *struct {
	Shelved
	With supply.ID `query:"with" maxLength:"64" doc:"The other one; that which the assessment names when left out."`
}) (*answer[proof.Comparison], error) {
	return bodyOf(a.svc.CompareAssessment(ctx, who, supply.ID(in.ID), in.With))
}

func (a *API) startAssessment(ctx context.Context, who access.Principal, in *AssessmentStep) (*changed[proof.Assessment], error) {
	return stepped(in.IfMatch, func(version int) (proof.Assessment, int64, error) {
		return a.svc.StartAssessment(ctx, who, in.ID, version)
	})
}

// stepped is the answer to one step of an assessment.
func stepped(match string, take func(version int) (proof.Assessment, int64, error)) (*changed[proof.Assessment], error) {
	version, err := ifMatch(match)
	if err != nil {
		return nil, err
	}
	x, entry, err := take(version)
	return changedTo(x, x.Version, entry, err)
}

func (a *API) submitAssessment(ctx context.Context, who access.Principal, in *struct {
	AssessmentStep
	Body *Because
}) (*changed[proof.Assessment], error) {
	reason := ""
	if in.Body != nil {
		reason = in.Body.Reason
	}
	return stepped(in.IfMatch, func(version int) (proof.Assessment, int64, error) {
		return a.svc.SubmitAssessment(ctx, who, in.ID, version, reason)
	})
}

func (a *API) signAssessment(ctx context.Context, who access.Principal, in *struct {
	AssessmentStep
	Body Password
}) (*changed[proof.Assessment], error) {
	return stepped(in.IfMatch, func(version int) (proof.Assessment, int64, error) {
		return a.svc.SignAssessment(ctx, who, in.ID, version, in.Body.Password)
	})
}

func (a *API) returnAssessment(ctx context.Context, who access.Principal, in *struct {
	AssessmentStep
	Body Because
}) (*changed[proof.Assessment], error) {
	return stepped(in.IfMatch, func(version int) (proof.Assessment, int64, error) {
		return a.svc.ReturnAssessment(ctx, who, in.ID, version, in.Body.Reason)
	})
}

func (a *API) cancelAssessment(ctx context.Context, who access.Principal, in *struct {
	AssessmentStep
	Body Because
}) (*changed[proof.Assessment], error) {
	return stepped(in.IfMatch, func(version int) (proof.Assessment, int64, error) {
		return a.svc.CancelAssessment(ctx, who, in.ID, version, in.Body.Reason)
	})
}

func describeQuestionnaire(o *huma.Operation) {
	o.Parameters = append(o.Parameters, queryParam("part", "Number of the part, from 0; all parts that the caller may read when left out.", false))
	describeFile("xlsx")(o)
}

func (a *API) describeReading(o *huma.Operation) {
	o.Parameters = append(o.Parameters,
		queryParam("name", "Name of the file, for messages.", false),
		queryParam("apply", "1 applies; else nothing changes.", false),
		queryParam("hash", "Hash of the preview that is to be applied.", false),
		queryParam("withoutRefused", "1 agrees that refused rows stay out.", false),
		queryParam("takeConflicts", "1 lets the file count where an answer was changed in the program meanwhile; else those rows stay out.", false),
		queryParam("note", "Reason, for the history.", false))
	o.RequestBody = fileBody()
	o.Responses = map[string]*huma.Response{"200": {Description: "What changes, or has changed.", Content: jsonOf[csms.QuestionnaireResult](a)}}
}

func (a *API) getQuestionnaire(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	id := supply.ID(r.PathValue("id"))
	x, err := a.svc.Assessments().One(r.Context(), who, string(id))
	if err != nil {
		return err
	}
	var part *int
	if q := r.URL.Query(); q.Has("part") {
		n, err := strconv.Atoi(q.Get("part"))
		if err != nil {
			return newProblem(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: "query.part", Message: "write the number of a part, from 0"})
		}
		part = &n
	}
	name := safeName(x.Key) + " questionnaire " + time.Now().UTC().Format(time.DateOnly)
	return download(w, name, "xlsx", func(b io.Writer) error {
		return a.svc.WriteQuestionnaire(r.Context(), who, id, part, b)
	})
}

func (a *API) readQuestionnaire(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	q := r.URL.Query()
	in := csms.QuestionnaireInput{Name: safeName(q.Get("name")), Hash: q.Get("hash"), Note: q.Get("note")}
	if err := checkNote(in.Note); err != nil {
		return err
	}
	if err := flagsIn(q, map[string]*bool{"apply": &in.Apply, "withoutRefused": &in.WithoutRefused, "takeConflicts": &in.TakeConflicts}); err != nil {
		return err
	}
	// Whether the caller may know of the assessment is asked before the file is read.
	if _, err := a.svc.Assessments().One(r.Context(), who, r.PathValue("id")); err != nil {
		return err
	}
	var err error
	if in.Data, err = wholeBody(r); err != nil {
		return err
	}
	out, err := a.svc.ReadQuestionnaire(r.Context(), who, supply.ID(r.PathValue("id")), in)
	if err != nil {
		return err
	}
	entry := int64(0)
	if n := len(out.Entries); n > 0 {
		entry = out.Entries[n-1]
	}
	return writeLeft(w, entry, out)
}
