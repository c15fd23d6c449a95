package xray

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

func ofAssessment(a *proof.Assessment) Record {
	return Record{proof.OfAssessment, string(a.ID), a.Key}
}

// concerning visits the assessments with a part of this site or of no site.
func (m *look) concerning(visit func(a *proof.Assessment)) {
	for i := range m.Assessments {
		a := &m.Assessments[i]
		if slices.ContainsFunc(a.Parts, func(p proof.Part) bool { return p.Site == "" || p.Site == m.Site.ID }) {
			visit(a)
		}
	}
}

// changedSince they were signed, answers are no longer those that were signed.
// Of several assessments the newest counts: older ones are history.
func changedSince(m *look, found report) {
	type asked struct {
		subject assess.Subject
		set     catalog.SetID
	}
	newest := map[asked]*proof.Assessment{}
	m.concerning(func(a *proof.Assessment) {
		if a.State != proof.Signed || a.Result == nil || a.Review == nil {
			return
		}
		for _, s := range a.Result.Subjects {
			k := asked{s.Subject, a.Set}
			if other := newest[k]; other == nil || other.Review.At.Before(a.Review.At) {
				newest[k] = a
			}
		}
	})
	m.concerning(func(a *proof.Assessment) {
		if a.State != proof.Signed || a.Result == nil || a.Review == nil {
			return
		}
		var words []string
		var with []Record
		for _, s := range a.Result.Subjects {
			if newest[asked{s.Subject, a.Set}] != a || m.names[s.Subject] == "" || s.Site != "" && s.Site != m.Site.ID {
				continue
			}
			n := len(words)
			for _, l := range s.Answers {
				state, maturity := assess.Unanswered, 0
				if v := m.answer(s.Subject, a.Set, l.Requirement); v != nil {
					state, maturity = v.State, v.Maturity
				}
				switch {
				case state != l.State:
					words = append(words, fmt.Sprintf("%s at %s (%s, now %s)", l.Requirement, m.the(s.Subject), l.State.Word(), state.Word()))
				case maturity != l.Maturity:
					words = append(words, fmt.Sprintf("%s at %s (ML %d, now ML %d)", l.Requirement, m.the(s.Subject), l.Maturity, maturity))
				}
			}
			if len(words) > n {
				with = append(with, m.record(s.Subject))
			}
		}
		if len(words) > 0 {
			found(hit{
				on: ofAssessment(a), with: with, set: a.Set,
				text: fmt.Sprintf("Assessment %s was signed on %s, and %s of it changed since: %s.", a.Key, plant.DateOf(a.Review.At), many(len(words), "answer"), list(words)),
				mend: "Assess anew what changed, so that what is signed is what stands.",
			})
		}
	})
}

func overdueAssessments(m *look, found report) {
	m.concerning(func(a *proof.Assessment) {
		if a.State == proof.Signed || a.State == proof.GivenUp || !a.Due.Before(m.Today) {
			return
		}
		found(hit{
			on:   ofAssessment(a),
			text: fmt.Sprintf("Assessment %s was due on %s and is %s.", a.Key, a.Due, a.State.Word()),
			mend: "Finish it, agree on another day, or cancel it with the reason.",
		})
	})
}

// ownReviews were signed by somebody who had a hand in the answers.
func ownReviews(m *look, found report) {
	m.concerning(func(a *proof.Assessment) {
		if a.Review == nil || a.Result == nil {
			return
		}
		mine := func(hand string) bool { return m.same(hand, a.Review.By) || m.same(hand, a.Review.Name) }
		how := ""
		switch {
		case mine(a.Result.By):
			how = "gave it into review"
		case slices.ContainsFunc(a.Result.Answered, mine):
			how = "answered some of it"
		case slices.ContainsFunc(a.Parts, func(p proof.Part) bool { return mine(p.Assessor) }):
			how = "is one of its assessors"
		default:
			return
		}
		found(hit{
			on:   ofAssessment(a),
			text: fmt.Sprintf("Assessment %s was signed by %s, who %s.", a.Key, a.Review.Name, how),
			mend: "Have somebody sign it who had no hand in the answers: begin a new one that is compared to it.",
		})
	})
}

// alteredResults are not what was signed.
func alteredResults(m *look, found report) {
	m.concerning(func(a *proof.Assessment) {
		if a.State != proof.Signed || a.Result == nil || a.Review == nil || a.Review.Digest == a.Result.Sum() {
			return
		}
		found(hit{
			on:   ofAssessment(a),
			text: fmt.Sprintf("The result of assessment %s is not what %s signed on %s: its digest is another one.", a.Key, a.Review.Name, plant.DateOf(a.Review.At)),
			mend: "Find in the history who changed it, restore what was signed, or assess anew.",
		})
	})
}

// strangePredecessors are of another set, so that nothing can be compared.
func strangePredecessors(m *look, found report) {
	by := map[string]*proof.Assessment{}
	for i := range m.Assessments {
		by[string(m.Assessments[i].ID)] = &m.Assessments[i]
	}
	m.concerning(func(a *proof.Assessment) {
		b := by[string(a.Before)]
		if b == nil || b.Set == a.Set && b.State == proof.Signed {
			return
		}
		why := fmt.Sprintf("answers %s, not %s", b.Set, a.Set)
		if b.Set == a.Set {
			why = "is " + b.State.Word() + " and not signed"
		}
		found(hit{
			on: ofAssessment(a), with: []Record{ofAssessment(b)},
			text: fmt.Sprintf("Assessment %s is compared to %s, which %s.", a.Key, b.Key, why),
			mend: "Compare it to the last signed assessment of the same set.",
		})
	})
}
