package proof

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Sheet is one subject of an assessment with what is asked of it and what was
// answered by now.
type Sheet struct {
	Part    int // of the assessment
	Site    plant.SiteID
	Subject assess.Subject
	Key     string
	Name    string
	Lines   []SheetLine
}

// SheetLine is one asked requirement.
type SheetLine struct {
	Requirement catalog.RequirementID
	// Verdict is the answer, nil without one. Holds and Why are what it amounts
	// to, also by inheritance and by components.
	Verdict *assess.Verdict
	Holds   bool
	Why     string
	// Behind are the answers that the answer rests on in turn: of the subject that
	// it is inherited from, and of the components that carry it.
	Behind []*assess.Verdict
}

// Progress is how far an assessment has come.
type Progress struct {
	Asked    int  `json:"asked"`
	Answered int  `json:"answered"`
	Done     bool `json:"done"` // everything asked is answered
	// DaysLeft until it is due; below 0 when it is late. Nil without a due day.
	DaysLeft *int           `json:"daysLeft,omitempty"`
	Late     bool           `json:"late"`
	Parts    []PartProgress `json:"parts"`
	Why      string         `json:"why"`
}

// PartProgress is how far one part has come.
type PartProgress struct {
	Part     int               `json:"part"`
	Site     plant.SiteID      `json:"site,omitempty"`
	Assessor string            `json:"assessor,omitempty"`
	Asked    int               `json:"asked"`
	Answered int               `json:"answered"`
	Proven   int               `json:"proofs"` // answers that name proof
	Subjects []SubjectProgress `json:"subjects"`
}

// SubjectProgress is how far one subject has come.
type SubjectProgress struct {
	Subject  assess.Subject `json:"subject"`
	Key      string         `json:"key"`
	Name     string         `json:"name"`
	Asked    int            `json:"asked"`
	Answered int            `json:"answered"`
	// Next are the first requirements that wait for an answer.
	Next []catalog.RequirementID `json:"next,omitempty"`
}

// mostNext is how many waiting requirements are named for each subject.
const mostNext = 5

// ProgressOf counts what was answered of an assessment.
func ProgressOf(a Assessment, sheets []Sheet, today plant.Date) Progress {
	p := Progress{Parts: make([]PartProgress, len(a.Parts))}
	for i, part := range a.Parts {
		p.Parts[i] = PartProgress{Part: i, Site: part.Site, Assessor: part.Assessor, Subjects: []SubjectProgress{}}
	}
	for _, s := range sheets {
		if s.Part < 0 || s.Part >= len(p.Parts) {
			continue
		}
		part := &p.Parts[s.Part]
		sp := SubjectProgress{Subject: s.Subject, Key: s.Key, Name: s.Name, Asked: len(s.Lines)}
		for _, l := range s.Lines {
			switch {
			case l.Verdict != nil:
				sp.Answered++
				if len(l.Verdict.Proofs)+len(l.Verdict.Evidence) > 0 {
					part.Proven++
				}
			case len(sp.Next) < mostNext:
				sp.Next = append(sp.Next, l.Requirement)
			}
		}
		part.Asked, part.Answered = part.Asked+sp.Asked, part.Answered+sp.Answered
		p.Asked, p.Answered = p.Asked+sp.Asked, p.Answered+sp.Answered
		part.Subjects = append(part.Subjects, sp)
	}
	p.Done = p.Asked > 0 && p.Answered == p.Asked
	if left, ok := daysBetween(today, a.Due); ok && (a.State == Planned || a.State == Open) {
		p.DaysLeft, p.Late = &left, left < 0
	}
	p.Why = p.sentence()
	return p
}

func (p Progress) sentence() string {
	text := fmt.Sprintf("%d of %d asked requirements are answered", p.Answered, p.Asked)
	switch {
	case p.Asked == 0:
		text = "Nothing is asked: the subjects have no target that asks for a requirement, or there are none"
	case p.DaysLeft == nil:
	case *p.DaysLeft < 0:
		text += fmt.Sprintf("; it was due %s ago", days(-*p.DaysLeft))
	case *p.DaysLeft == 0:
		text += "; it is due today"
	default:
		text += fmt.Sprintf("; %s are left", days(*p.DaysLeft))
		if *p.DaysLeft == 1 {
			text = strings.Replace(text, "1 day are left", "1 day is left", 1)
		}
	}
	return text + "."
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// daysBetween counts the days from one day to another.
func daysBetween(from, to plant.Date) (int, bool) {
	if from == "" || to == "" {
		return 0, false
	}
	a, b := dayNumber(from), dayNumber(to)
	return b - a, a != 0 && b != 0
}

// Freeze is the result of an assessment as it stands today, with its digest.
func Freeze(sheets []Sheet, reason, by string, answered []string, today plant.Date) Result {
	r := Result{On: today, By: by, Reason: strings.TrimSpace(reason), Subjects: make([]SubjectResult, 0, len(sheets))}
	hands := slices.Clone(answered)
	for _, s := range sheets {
		sr := SubjectResult{Site: s.Site, Subject: s.Subject, Key: s.Key, Name: s.Name, Answers: make([]ResultLine, 0, len(s.Lines))}
		for _, l := range s.Lines {
			line := ResultLine{Requirement: l.Requirement, State: assess.Unanswered, Holds: l.Holds, Why: l.Why}
			if v := l.Verdict; v != nil {
				line.State, line.Maturity, line.Proofs = v.State, v.Maturity, len(v.Proofs)+len(v.Evidence)
				hands = append(hands, v.Assessor)
			} else {
				r.Unanswered++
			}
			sr.Answers = append(sr.Answers, line)
		}
		r.Subjects = append(r.Subjects, sr)
	}
	hands = once(hands)
	slices.Sort(hands)
	r.Answered = hands
	r.Digest = r.Sum()
	return r
}

// Sum is the SHA-256 over the result without its digest, in hex.
func (r Result) Sum() string {
	r.Digest = ""
	return digest(r)
}

// CheckSubmit says why an assessment cannot be given into review as it stands.
func CheckSubmit(a Assessment, r Result) plant.Problems {
	asked := 0
	for _, s := range r.Subjects {
		asked += len(s.Answers)
	}
	switch {
	case a.State != Open:
		return plant.Problems{{Pointer: "/state", Text: fmt.Sprintf("The assessment is %s: only an open one is given into review.", a.State.Word())}}
	case asked == 0:
		return plant.Problems{{Text: "Nothing is asked in this assessment, so there is nothing to review: give its subjects targets, or name other subjects."}}
	case r.Unanswered > 0 && r.Reason == "":
		return plant.Problems{{Pointer: "/reason", Text: fmt.Sprintf("%d of %d asked requirements have no answer: answer them, or give the reason why the assessment goes into review all the same.", r.Unanswered, asked)}}
	}
	return nil
}

// CheckSign says why somebody may not sign an assessment: whoever answered any
// of it or gave it into review judges their own work.
func CheckSign(a Assessment, email, name string) plant.Problems {
	if a.State != InReview || a.Result == nil {
		return plant.Problems{{Pointer: "/state", Text: fmt.Sprintf("The assessment is %s: only one in review is signed.", a.State.Word())}}
	}
	if a.Result.Digest != a.Result.Sum() {
		return plant.Problems{{Pointer: "/result", Text: "The result is not what was given into review: have it returned and given into review again."}}
	}
	same := func(hand string) bool {
		return email != "" && strings.EqualFold(hand, email) || name != "" && strings.EqualFold(strings.TrimSpace(hand), strings.TrimSpace(name))
	}
	switch {
	case same(a.Result.By):
		return plant.Problems{{Text: "You gave this assessment into review: a second person has to sign it."}}
	case slices.ContainsFunc(a.Result.Answered, same):
		return plant.Problems{{Text: "You answered some of this assessment: somebody who answered none of it has to sign it."}}
	}
	return nil
}

// Move is the assessment in another state; it says why the step is not open.
func (a Assessment) Move(to CampaignState, r *Remark) (Assessment, plant.Problems) {
	from := map[CampaignState][]CampaignState{
		Open: {Planned, InReview}, InReview: {Open}, Signed: {InReview}, GivenUp: {Planned, Open, InReview},
	}
	if !slices.Contains(from[to], a.State) {
		return a, plant.Problems{{Pointer: "/state", Text: fmt.Sprintf("The assessment is %s, so it cannot become %s.", a.State.Word(), to.Word())}}
	}
	back := a.State == InReview && to == Open
	if (back || to == GivenUp) && (r == nil || strings.TrimSpace(r.Reason) == "") {
		return a, plant.Problems{{Pointer: "/reason", Text: "Give the reason: who answered has to know what to mend."}}
	}
	switch {
	case back:
		a.Returned, a.Result = append(slices.Clone(a.Returned), *r), nil
	case to == GivenUp:
		a.Cancelled = r
	}
	a.State = to
	return a, nil
}

// sheetsByKey sorts the sheets of an assessment as people read them.
func sheetsByKey(a, b Sheet) int {
	return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Subject.Kind, b.Subject.Kind), plant.CompareKeys(a.Key, b.Key))
}

// SortSheets puts sheets in the order of their parts, kinds and keys.
func SortSheets(sheets []Sheet) { slices.SortStableFunc(sheets, sheetsByKey) }
