package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// State is where a finding stands.
type State string

// The states of a finding. A lapsed one was accepted and is open again.
const (
	Open     State = "open"
	Accepted State = "accepted"
	Lapsed   State = "lapsed"
	Resolved State = "resolved" // decided about, and found no more
)

// States lists the states in the order of menus.
var States = []State{Open, Lapsed, Accepted, Resolved}

// Judged is a finding with what was decided about it.
type Judged struct {
	plant.Finding
	State    State                 `json:"state"`
	Why      string                `json:"why,omitempty"` // of the state
	Overdue  bool                  `json:"overdue,omitempty"`
	Decision *risk.FindingDecision `json:"decision,omitempty"`
}

// Open says whether something is to be done about the finding.
func (f Judged) Open() bool { return f.State == Open || f.State == Lapsed }

// Judge tells of each finding where it stands today. Those that were decided
// about and are found no more come last: they are resolved.
func Judge(found []plant.Finding, decisions []risk.FindingDecision, today plant.Date) []Judged {
	decided := make(map[string]*risk.FindingDecision, len(decisions))
	for i := range decisions {
		decided[decisions[i].Key] = &decisions[i]
	}
	out := make([]Judged, 0, len(found)+len(decisions))
	for _, f := range found {
		x := Judged{Finding: f, State: Open}
		if d := decided[f.ID]; d != nil {
			x.judge(d, today)
			delete(decided, f.ID)
		}
		out = append(out, x)
	}
	for i := range decisions {
		d := &decisions[i]
		if decided[d.Key] != d {
			continue
		}
		x := Judged{State: Resolved, Why: "The finding was decided about and is found no more.", Decision: d}
		if d.Finding != nil {
			x.Finding = *d.Finding
		} else {
			x.Finding = readID(d)
		}
		out = append(out, x)
	}
	return out
}

// StillOpen are those that something is to be done about.
func StillOpen(judged []Judged) []plant.Finding {
	var open []plant.Finding
	for _, f := range judged {
		if f.Open() {
			open = append(open, f.Finding)
		}
	}
	return open
}

// judge holds a finding against the decision about it.
func (f *Judged) judge(d *risk.FindingDecision, today plant.Date) {
	f.Decision = d
	a := d.Accepted
	switch {
	case a == nil:
	case risk.Expired(a.Until, today):
		f.State, f.Why = Lapsed, fmt.Sprintf("%s accepted it until %s; it is open again.", a.By, a.Until)
	default:
		f.State, f.Why = Accepted, fmt.Sprintf("%s accepted it until %s: %s", a.By, a.Until, a.Justification)
	}
	f.Overdue = f.Open() && d.Due.Before(today)
}

// readID is what the id of a finding tells, when nothing else is known of it.
func readID(d *risk.FindingDecision) plant.Finding {
	f := plant.Finding{ID: d.Key, Title: d.Name, Text: d.Name, Severity: plant.Low}
	f.Rule, f.Record, _ = strings.Cut(d.Key, "/")
	f.Record, _, _ = strings.Cut(f.Record, "/")
	if r, ok := RuleOf(f.Rule); ok {
		f.Severity, f.Clause, f.Kind = r.Severity, r.Clause, r.Kind
		if f.Title == "" {
			f.Title, f.Text = r.Title, r.Title+"."
		}
	}
	return f
}

// RuleOf is the rule of an id, of the plant's or of this package.
func RuleOf(id string) (plant.Rule, bool) {
	for _, rules := range [][]plant.Rule{plant.PartitionRules, Rules()} {
		if i := slices.IndexFunc(rules, func(r plant.Rule) bool { return r.ID == id }); i >= 0 {
			return rules[i], true
		}
	}
	return plant.Rule{}, false
}

// severityRank puts the worst first.
func severityRank(s plant.Severity) int {
	return slices.Index([]plant.Severity{plant.High, plant.Medium, plant.Low}, s)
}

// CompareSeverity orders findings by severity, the worst first.
func CompareSeverity(a, b plant.Severity) int { return cmp.Compare(severityRank(a), severityRank(b)) }
