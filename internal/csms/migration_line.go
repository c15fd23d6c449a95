package csms

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// line says what the old answers give to one requirement of the new edition.
func (m *migrating) line(l catalog.MigrationLine) MigrationLine {
	q, _ := m.to.Find(l.Requirement)
	out := MigrationLine{
		Requirement: l.Requirement, Title: q.Title, Group: q.Group, Carry: l.Carry, Suggested: l.Suggested, Why: l.Why,
		From: make([]MigrationFrom, 0, len(l.Keep)+len(l.Confirm)), Answered: m.now[l.Requirement].State,
	}
	for _, id := range l.Keep {
		out.From = append(out.From, m.source(id, l.Requirement, true, ""))
	}
	for _, c := range l.Confirm {
		x := m.source(c.Requirement, l.Requirement, false, c.Why)
		x.Strength = c.Strength
		out.From = append(out.From, x)
	}
	switch {
	case out.Answered != "":
		out.Says = "The new edition is answered already, and that answer stays."
	case l.Carry == catalog.Kept:
		m.keep(&out)
	case l.Carry == catalog.Start:
		m.begin(&out)
	default:
		out.Says = "It is asked anew."
	}
	return out
}

func (m *migrating) source(id, to catalog.RequirementID, settles bool, why string) MigrationFrom {
	x := MigrationFrom{Requirement: id, Title: titleIn(m.from, id), Settles: settles, State: m.old[id].State, Maturity: m.old[id].Maturity, Why: why}
	a := m.posture[id]
	x.Holds = a.Effective.Holds
	if x.Why == "" {
		x.Why = a.Why
	}
	for _, p := range m.walk.Pairs {
		if p.From == id && p.To == to && p.State != catalog.Rejected {
			x.Strength = p.Strength
		}
	}
	return x
}

// keep gives the answer that settles a line. An answer to the same requirement
// is kept as it is; one to a larger requirement, or to all parts together, says
// something only when it holds.
func (m *migrating) keep(out *MigrationLine) {
	settling := keepIf(out.From, func(x MigrationFrom) bool { return x.Settles })
	lowest := settling[0]
	for _, x := range settling[1:] {
		if lesser(x, lowest) {
			lowest = x
		}
	}
	switch {
	case lowest.State == assess.Inherited && !m.inherits(m.old[lowest.Requirement], out.Requirement):
		out.Says = fmt.Sprintf("%s is inherited from %s, which has no answer in the new edition yet: carry its answers over first.", lowest.Requirement, m.old[lowest.Requirement].From.Kind.Word())
	case m.posture[lowest.Requirement].Effective.Expired:
		out.Says = fmt.Sprintf("The countermeasure in place of %s has expired, so it is asked anew.", lowest.Requirement)
	case lowest.Strength == catalog.Equal:
		out.keeper, out.Gives, out.Maturity = lowest.Requirement, lowest.State, lowest.Maturity
		out.Says = fmt.Sprintf("The answer to %s is kept: %s.", lowest.Requirement, lowest.State.Word())
	case lowest.Holds:
		out.keeper, out.Gives, out.Maturity = lowest.Requirement, lowest.State, lowest.Maturity
		out.Says = fmt.Sprintf("All of %s holds, so the answer is kept: %s.", listOf(idsOf(settling)), lowest.State.Word())
	default:
		m.begin(out)
	}
}

// begin gives a starting point where something of the old answers holds.
func (m *migrating) begin(out *MigrationLine) {
	held := keepIf(out.From, func(x MigrationFrom) bool {
		return x.Holds && x.State != assess.NotApplicable || x.State == assess.Partly
	})
	if len(held) == 0 {
		out.Says = fmt.Sprintf("Of %s nothing holds, so it stays unanswered.", listOf(idsOf(out.From)))
		return
	}
	out.Gives = assess.Partly
	out.Says = fmt.Sprintf("What holds of %s is a starting point: it becomes partly met until somebody has looked.", listOf(idsOf(held)))
}

// inherits says whether the source of an inherited answer answers the new
// requirement too.
func (m *migrating) inherits(v assess.Verdict, id catalog.RequirementID) bool {
	return v.From != nil && m.above(*v.From, id)
}

func idsOf(from []MigrationFrom) []string {
	ids := make([]string, len(from))
	for i, x := range from {
		ids[i] = string(x.Requirement)
	}
	return ids
}

// listOf names requirements within a sentence, at most six of them.
func listOf(ids []string) string {
	if len(ids) > 6 {
		ids = append(slices.Clone(ids[:6]), fmt.Sprintf("%d more", len(ids)-6))
	}
	return strings.Join(ids, ", ")
}

// lesser says whether an answer is worth less than another.
func lesser(a, b MigrationFrom) bool {
	if a.Holds != b.Holds {
		return b.Holds
	}
	if !a.Holds && (a.State == assess.Partly) != (b.State == assess.Partly) {
		return b.State == assess.Partly
	}
	return a.Maturity < b.Maturity
}

// put stores the answer of a chosen line.
func (m *migrating) put(tx *store.Tx, who access.Principal, id catalog.RequirementID) error {
	i := slices.IndexFunc(m.out.Lines, func(l MigrationLine) bool { return l.Requirement == id })
	if i < 0 {
		return invalid("%s has no requirement %q.", m.to.Standard, id)
	}
	l := &m.out.Lines[i]
	if l.Gives == "" {
		return &Error{Kind: Conflict, Code: "nothing-to-carry", Text: fmt.Sprintf("Nothing can be carried over to %s. %s", id, l.Says)}
	}
	v := completed(m.answer(l), who, m.today)
	if err := assess.CheckVerdict(v, m.to, m.today); err != nil {
		return err
	}
	if m.at.Site == "" {
		return store.Put(tx, &assess.Claim{Verdict: v})
	}
	return store.Put(tx, &v)
}

// answer is the verdict that a line gives. What is kept keeps its reasons and
// proofs; a starting point says what it starts from.
func (m *migrating) answer(l *MigrationLine) assess.Verdict {
	v := assess.Verdict{Site: m.at.Site, Subject: m.subject, Set: m.to.ID, Requirement: l.Requirement, State: l.Gives, MaturityTarget: m.aim(l)}
	note := "Carried over from " + listOf(idsOf(l.From)) + " of " + m.from.Standard + "."
	if l.keeper != "" {
		old := m.old[l.keeper]
		v = old
		v.ID, v.Meta, v.Site, v.Set, v.Requirement, v.MaturityTarget = "", plant.Meta{}, m.at.Site, m.to.ID, l.Requirement, m.aim(l)
		v.Evidence, v.Proofs = slices.Clone(old.Evidence), slices.Clone(old.Proofs)
		if l.Suggested {
			note += " The pair is a suggestion that was taken over by choosing it."
		}
		v.Note = strings.TrimSpace(old.Note + "\n" + note)
		return v
	}
	var said []string
	for _, x := range l.From {
		said = append(said, fmt.Sprintf("%s is %s", x.Requirement, x.State.Word()))
		old := m.old[x.Requirement]
		for _, e := range old.Evidence {
			if !slices.Contains(v.Evidence, e) {
				v.Evidence = append(v.Evidence, e)
			}
		}
		for _, p := range old.Proofs {
			if !slices.Contains(v.Proofs, p) {
				v.Proofs = append(v.Proofs, p)
			}
		}
	}
	v.Reason = fmt.Sprintf("A starting point from %s: %s. To be confirmed for the new edition.", m.from.Standard, strings.Join(said, ", "))
	v.Note = note
	return v
}

// aim is the highest maturity that any of the old answers aims at.
func (m *migrating) aim(l *MigrationLine) (n int) {
	for _, x := range l.From {
		n = max(n, m.old[x.Requirement].MaturityTarget)
	}
	return n
}
