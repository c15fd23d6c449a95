package spec

import (
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// Line is one requirement at one zone or conduit, with everything that makes
// it complete: where it applies, the SL-T and the risks that it serves, how it is
// verified, and whether work stops until it is.
type Line struct {
	// ID is the identity of the line: the subject's key and the requirement,
	// "Z-02/SR 1.1". It stays when others come and go; Number is its running
	// number as printed, "CRS-001".
	ID     string `json:"id"`
	Number string `json:"number"`

	Subject     assess.Subject `json:"subject"` // empty: the system as a whole
	SubjectKey  string         `json:"subjectKey"`
	SubjectName string         `json:"subjectName"`
	FR          string         `json:"fr,omitempty"` // "FR 5"; empty for a requirement of the owner
	FRName      string         `json:"frName,omitempty"`
	Requirement string         `json:"requirement"` // "SR 5.1 RE 1", or the owner's key
	Title       string         `json:"title"`
	Text        string         `json:"text"`
	Own         bool           `json:"own,omitempty"` // the owner's, beyond IEC 62443-3-3
	// Planned marks a countermeasure that the residual risk counts on.
	Planned bool `json:"planned,omitempty"`
	// Target is the SL-T of the foundational requirement that the line serves,
	// From the level that asks for it first.
	Target sl.Level `json:"target"`
	From   sl.Level `json:"from"`

	Serves   []string `json:"serves"` // keys of scenarios
	Trace    Trace    `json:"trace"`
	TraceWhy string   `json:"traceWhy"`
	// Weak marks a line that serves risks of joined zones only.
	Weak bool `json:"weak,omitempty"`

	State     assess.State `json:"state"`
	StateWord string       `json:"stateWord"`
	StateWhy  string       `json:"stateWhy"`
	Holds     bool         `json:"holds"`

	Verification    risk.Verification `json:"verification"`
	VerificationWhy string            `json:"verificationWhy"`
	HoldPoint       bool              `json:"holdPoint"`
	HoldPointWhy    string            `json:"holdPointWhy"`
	Note            string            `json:"note,omitempty"`
}

// lines are all that the targets ask for, subject by subject in the order of the
// standard, then what the owner adds, and last what is planned against the risks.
func (b *builder) lines(planned []PlannedMeasure) []Line {
	lines := []Line{}
	for _, s := range b.in {
		t := b.target(s)
		if t == nil {
			continue
		}
		answers := b.answersOf(s)
		for _, r := range b.Set.Requirements {
			if r.From <= t.Vector[r.FR] {
				lines = append(lines, b.line(s, t.Vector[r.FR], r, answers))
			}
		}
		for _, own := range b.Specification.Own {
			if appliesAt(own, s) {
				lines = append(lines, b.ownLine(s, own))
			}
		}
	}
	for _, s := range b.in { // the owner may ask where no target does
		for _, own := range b.Specification.Own {
			if b.target(s) == nil && appliesAt(own, s) {
				lines = append(lines, b.ownLine(s, own))
			}
		}
	}
	for _, own := range b.Specification.Own {
		if len(own.Zones)+len(own.Conduits) == 0 {
			lines = append(lines, b.ownLine(assess.Subject{}, own))
		}
	}
	for _, p := range planned {
		lines = append(lines, b.plannedLine(p))
	}
	for i := range lines {
		lines[i].Weak = lines[i].Trace == TraceEnds
		lines[i].Number = fmt.Sprintf("CRS-%03d", i+1)
	}
	return lines
}

// appliesAt says whether a requirement applies to a subject by name.
func appliesAt(o risk.OwnRequirement, s assess.Subject) bool {
	for _, z := range o.Zones {
		if s == (assess.Subject{Kind: assess.OfZone, ID: string(z)}) {
			return true
		}
	}
	for _, c := range o.Conduits {
		if s == (assess.Subject{Kind: assess.OfConduit, ID: string(c)}) {
			return true
		}
	}
	return false
}

func (b *builder) answersOf(s assess.Subject) map[catalog.RequirementID]assess.Answer {
	by := map[catalog.RequirementID]assess.Answer{}
	if b.Answers == nil {
		return by
	}
	answers, _ := b.Answers(s)
	for _, a := range answers {
		by[a.Requirement.ID] = a
	}
	return by
}

func (b *builder) line(s assess.Subject, target sl.Level, r catalog.Requirement, answers map[catalog.RequirementID]assess.Answer) Line {
	l := Line{
		ID: b.keyOf(s) + "/" + string(r.ID), Subject: s, SubjectKey: b.keyOf(s), SubjectName: b.nameOf(s),
		FR: r.FR.ID(), FRName: r.FR.String(), Requirement: string(r.ID), Title: r.Title, Text: r.Summary,
		Target: target, From: r.From,
		State: assess.Unanswered, StateWord: assess.Unanswered.Word(), StateWhy: assess.Unanswered.Word(),
	}
	if a, ok := answers[r.ID]; ok {
		l.State, l.StateWord = a.Effective.State, a.Effective.State.Word()
		l.StateWhy, l.Holds = a.Effective.Why, a.Effective.Holds
	}
	l.Serves, l.Trace, l.TraceWhy = b.trace(s, r)
	l.Verification, l.VerificationWhy = verificationOf(r)
	b.hold(&l)
	b.override(&l)
	return l
}

func (b *builder) ownLine(s assess.Subject, own risk.OwnRequirement) Line {
	l := Line{
		Subject: s, SubjectKey: b.keyOf(s), SubjectName: b.nameOf(s), Requirement: own.Key, Title: titleOf(own.Text), Text: own.Text, Own: true,
		Verification: own.Verification, HoldPoint: own.HoldPoint,
		State: assess.Unanswered, StateWord: "not assessed", StateWhy: "a requirement of the owner; its verification shows whether it is met",
		VerificationWhy: "as the owner wrote it", HoldPointWhy: "as the owner wrote it",
	}
	if s == (assess.Subject{}) {
		l.SubjectKey, l.SubjectName = "all", "the system as a whole"
	}
	l.ID = l.SubjectKey + "/" + own.Key
	if l.Verification == "" {
		l.Verification, l.VerificationWhy = "document-review", "the owner named no method, so the documents are looked at"
	}
	l.Serves, l.Trace, l.TraceWhy = b.traceOwn(own)
	b.override(&l)
	return l
}

// hold makes a test of a safety zone a hold point: what protects people is shown
// to work before anything goes on.
func (b *builder) hold(l *Line) {
	tested := l.Verification == "fat" || l.Verification == "sat" || l.Verification == "commissioning"
	switch {
	case tested && b.safety(l.Subject):
		l.HoldPoint, l.HoldPointWhy = true, "a test at a safety zone: work goes on only when it has passed"
	default:
		l.HoldPointWhy = "no test of a safety zone"
	}
}

// override takes over what people wrote of the line. What is written for the
// subject counts before what is written for all.
func (b *builder) override(l *Line) {
	var general, own *risk.SpecLine
	for _, x := range b.written[l.Requirement] {
		switch {
		case x.Zone == "" && x.Conduit == "":
			general = x
		case l.Subject == assess.Subject{Kind: assess.OfZone, ID: string(x.Zone)}, l.Subject == assess.Subject{Kind: assess.OfConduit, ID: string(x.Conduit)}:
			own = x
		}
	}
	x, where := general, "written for this requirement everywhere"
	if own != nil {
		x, where = own, "written for this requirement here"
	}
	if x == nil {
		return
	}
	if x.Verification != "" {
		l.Verification, l.VerificationWhy = x.Verification, where
	}
	l.HoldPoint, l.HoldPointWhy, l.Note = x.HoldPoint, where, x.Note
}

// titleOf is a title for a text that has none: its first sentence.
func titleOf(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if i := strings.IndexAny(s, ".;:"); i > 0 {
		s = s[:i]
	}
	if r := []rune(s); len(r) > 80 {
		s = string(r[:79]) + "…"
	}
	return s
}

func subjectWord(kind assess.SubjectKind) string {
	if kind == assess.OfConduit {
		return "conduit"
	}
	return "zone"
}
