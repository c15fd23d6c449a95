package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// FindingState is where a finding stands.
type FindingState string

// The states of a finding. A lapsed one was accepted and is open again.
const (
	FindingOpen     FindingState = "open"
	FindingAccept   FindingState = "accepted"
	FindingLapsed   FindingState = "lapsed"
	FindingResolved FindingState = "resolved" // decided about, and found no more
)

// FindingStates lists the states in the order of menus.
var FindingStates = []FindingState{FindingOpen, FindingLapsed, FindingAccept, FindingResolved}

// JudgedFinding is a finding with what was decided about it.
type JudgedFinding struct {
	plant.Finding
	State    FindingState     `json:"state"`
	Why      string           `json:"why,omitempty"` // of the state
	Overdue  bool             `json:"overdue,omitempty"`
	Decision *FindingDecision `json:"decision,omitempty"`
}

// Open says whether something is to be done about the finding.
func (f JudgedFinding) Open() bool { return f.State == FindingOpen || f.State == FindingLapsed }

// Judge tells of each finding where it stands today. Those that were decided
// about and are found no more come last: they are resolved.
func Judge(found []plant.Finding, decisions []FindingDecision, today plant.Date) []JudgedFinding {
	decided := make(map[string]*FindingDecision, len(decisions))
	for i := range decisions {
		decided[decisions[i].Key] = &decisions[i]
	}
	out := make([]JudgedFinding, 0, len(found)+len(decisions))
	for _, f := range found {
		x := JudgedFinding{Finding: f, State: FindingOpen}
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
		x := JudgedFinding{State: FindingResolved, Why: "The finding was decided about and is found no more.", Decision: d}
		if d.Finding != nil {
			x.Finding = *d.Finding
		} else {
			x.Finding = readID(d)
		}
		out = append(out, x)
	}
	return out
}

// OpenFindings are those that something is to be done about.
func OpenFindings(judged []JudgedFinding) []plant.Finding {
	var open []plant.Finding
	for _, f := range judged {
		if f.Open() {
			open = append(open, f.Finding)
		}
	}
	return open
}

// judge holds a finding against the decision about it.
func (f *JudgedFinding) judge(d *FindingDecision, today plant.Date) {
	f.Decision = d
	a := d.Accepted
	switch {
	case a == nil:
	case Expired(a.Until, today):
		f.State, f.Why = FindingLapsed, fmt.Sprintf("%s accepted it until %s; it is open again.", a.By, a.Until)
	default:
		f.State, f.Why = FindingAccept, fmt.Sprintf("%s accepted it until %s: %s", a.By, a.Until, a.Justification)
	}
	f.Overdue = f.Open() && d.Due.Before(today)
}

// readID is what the id of a finding tells, when nothing else is known of it.
func readID(d *FindingDecision) plant.Finding {
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
	for _, rules := range [][]plant.Rule{plant.PartitionRules, FindingRules()} {
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
