package xray

import (
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
)

// Judged is an X-ray with what was decided about it.
type Judged struct {
	XRay
	State    lint.State            `json:"state" enum:"open,lapsed,accepted,resolved"`
	Why      string                `json:"why,omitempty"` // of the state
	Overdue  bool                  `json:"overdue,omitempty"`
	Decision *risk.FindingDecision `json:"decision,omitempty"`
}

// Open says whether something is to be done about the X-ray.
func (x Judged) Open() bool { return x.State == lint.Open || x.State == lint.Lapsed }

// Judge tells of each X-ray where it stands today, as findings are judged. Those
// that were decided about and are found no more come last. Decisions about
// findings are left out.
func Judge(found []XRay, decisions []risk.FindingDecision, today plant.Date) []Judged {
	var mine []risk.FindingDecision
	for _, d := range decisions {
		if Decided(d.Key) {
			mine = append(mine, d)
		}
	}
	findings := make([]plant.Finding, len(found))
	for i := range found {
		findings[i] = found[i].Finding
	}
	judged := lint.Judge(findings, mine, today)
	out := make([]Judged, len(judged))
	for i, j := range judged {
		x := XRay{Finding: j.Finding}
		if i < len(found) {
			x = found[i]
		} else {
			x.remember()
		}
		out[i] = Judged{XRay: x, State: j.State, Why: j.Why, Overdue: j.Overdue, Decision: j.Decision}
	}
	return out
}

// remember completes an X-ray that is found no more by what is known of its rule.
func (x *XRay) remember() {
	x.Records = []Record{{x.Kind, x.Record, x.Key}}
	r, ok := RuleOf(x.Rule)
	if !ok && len(x.Rule) > len(Prefix) {
		r, ok = RuleOf(x.Rule[len(Prefix):])
	}
	if !ok {
		return
	}
	x.Rule, x.Area, x.Screen, x.Matters = r.ID, r.Area, r.Screen, r.Matters
	if x.Severity = r.Severity; x.Title == "" {
		x.Title = r.Title
	}
}
