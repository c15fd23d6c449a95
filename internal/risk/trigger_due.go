package risk

import (
	"cmp"
	"slices"

	"ringwall/internal/plant"
)

// Due is something decided whose day has come.
type Due struct {
	Cause
	Kind   string // of the record
	Record ID
	Key    string
	On     plant.Date // the day
}

// Overdue lists what time alone has made come due: acceptances that ended,
// approvals whose review is due, assumptions whose test is.
func Overdue(reg Register, today plant.Date) []Due {
	var due []Due
	add := func(trigger Trigger, kind string, h *Head, on plant.Date, what string) {
		if on.Before(today) {
			due = append(due, Due{Cause{trigger, what}, kind, h.ID, h.Key, on})
		}
	}
	for i := range reg.Scenarios {
		if s := &reg.Scenarios[i]; s.Acceptance != nil {
			add(AcceptanceExpired, OfScenario, &s.Head, s.Acceptance.Until, "the acceptance of scenario "+s.Key+" ended on "+string(s.Acceptance.Until))
		}
	}
	for _, a := range StandingApprovals(reg.Approvals) {
		add(ReviewDue, OfApproval, &a.Head, a.ReviewBy, "the review of approval "+a.Key+" was due on "+string(a.ReviewBy))
	}
	for i := range reg.Assumptions {
		switch a := &reg.Assumptions[i]; a.State {
		case AssumptionOpen:
			add(AssumptionOverdue, OfAssumption, &a.Head, a.Due, "the test of assumption "+a.Key+" was due on "+string(a.Due))
		case AssumptionConfirmed:
			add(AssumptionOverdue, OfAssumption, &a.Head, a.Expires, "assumption "+a.Key+" was to be tested again by "+string(a.Expires))
		}
	}
	return due
}

// StandingApprovals are the approvals that stand: of each specification the newest, if
// nothing has reopened it.
func StandingApprovals(all []Approval) []Approval {
	newest := map[ID]Approval{}
	for _, a := range all {
		if other, known := newest[a.Specification]; !known || other.Signed.At.Before(a.Signed.At) || other.Signed.At.Equal(a.Signed.At) && other.ID < a.ID {
			newest[a.Specification] = a
		}
	}
	var standing []Approval
	for _, a := range newest {
		if a.Reopened == nil {
			standing = append(standing, a)
		}
	}
	slices.SortFunc(standing, func(a, b Approval) int { return cmp.Compare(a.Key, b.Key) })
	return standing
}
