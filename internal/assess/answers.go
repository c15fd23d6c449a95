package assess

import "ringwall/internal/catalog"

// Answer is one requirement as it stands for one subject.
type Answer struct {
	Requirement catalog.Requirement `json:"requirement"`
	Verdict     *Verdict            `json:"verdict"` // nil when unanswered
	Effective   Effective           `json:"effective"`
	// Asked says that the subject's target asks for the requirement.
	Asked bool `json:"asked"`
	// Support says how far the components of the subject carry the requirement;
	// nil where none is asked for it, or nobody looked.
	Support *Support `json:"support,omitempty"`
	// Carry says whether the subject is capable of it, as SL-C counts; nil where
	// no SL-C can be stated, or nobody looked.
	Carry *Carry `json:"carry,omitempty"`
}

// Answers lists every requirement of the set with its answer for one subject;
// false when the site has no such subject.
func Answers(in Input, s Subject) ([]Answer, bool) { return newBoard(in).list(s) }

func (b *board) list(s Subject) ([]Answer, bool) {
	b.refresh()
	sq, ok := b.squares[s]
	if !ok {
		return nil, false
	}
	answers := make([]Answer, len(b.set.Requirements))
	for r, q := range b.set.Requirements {
		a := Answer{Requirement: q, Effective: sq.effective[r]}
		if v := b.verdict(s, r); v != nil {
			verdict := *v
			a.Verdict = &verdict
		}
		if target := sq.posture.Target; target != nil {
			a.Asked = q.From <= target[q.FR]
		}
		answers[r] = a
	}
	return answers, true
}
