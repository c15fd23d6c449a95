package supply

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/risk"
)

// TestPlan is what becomes of the acceptance tests when they are drawn from the
// lines again. Results that people wrote are kept.
type TestPlan struct {
	Add    []Test `json:"add"`
	Change []Test `json:"change"` // with their ids; the results stay
	Keep   int    `json:"keep"`
	// Gone are tests of lines that are no longer asked, or of another way of
	// verification. Those without a result may go; the others stay.
	Gone []Test `json:"gone"`
	// Again says of which tests the result is of an earlier wording.
	Again []string `json:"again"`
}

// TestsFrom draws the acceptance tests from the lines that are asked: one for
// each, in the phase that its verification names. A test is known again by the
// identity of its line.
func TestsFrom(a Asked, pkg ID, now []Test) TestPlan {
	plan := TestPlan{Add: []Test{}, Change: []Test{}, Gone: []Test{}, Again: []string{}}
	before := make(map[string]Test, len(now))
	for _, t := range now {
		if _, twice := before[t.Line]; !twice {
			before[t.Line] = t
		}
	}
	texts, details := textsOf(a), map[string]AskedText{}
	for _, r := range a.Requirements {
		details[r.ID] = r
	}
	asked := map[string]bool{}
	for _, l := range a.Lines {
		asked[l.ID] = true
		drawn := testOf(l, texts.of(l), details[l.Requirement])
		drawn.Package = pkg
		old, known := before[l.ID]
		if !known {
			plan.Add = append(plan.Add, drawn)
			continue
		}
		next := old
		next.Package, next.Phase, next.Subject, next.Name = drawn.Package, drawn.Phase, drawn.Subject, drawn.Name
		next.Asks, next.Expected, next.HoldPoint = drawn.Asks, drawn.Expected, drawn.HoldPoint
		next.Steps = cmp.Or(old.Steps, drawn.Steps) // people write their own
		switch {
		case sameTest(old, next):
			plan.Keep++
		default:
			plan.Change = append(plan.Change, next)
			if old.Result == "passed" && (old.Asks != next.Asks || old.Expected != next.Expected) {
				plan.Again = append(plan.Again, fmt.Sprintf("Test %s passed before line %s was worded anew: do it again, or say why not.", old.Key, l.ID))
			}
		}
	}
	for _, t := range now {
		if !asked[t.Line] {
			plan.Gone = append(plan.Gone, t)
		}
	}
	return plan
}

func sameTest(a, b Test) bool {
	return a.Package == b.Package && a.Phase == b.Phase && a.Subject == b.Subject && a.Name == b.Name &&
		a.Asks == b.Asks && a.Steps == b.Steps && a.Expected == b.Expected && a.HoldPoint == b.HoldPoint
}

func testOf(l AskedLine, asks string, r AskedText) Test {
	return Test{
		Head: Head{Name: clip(joined(" ", l.Requirement, l.Title))}, Phase: PhaseOf(l.Verification), Line: l.ID, Subject: l.Subject,
		Asks: asks, Steps: cmp.Or(l.Note, stepsOf(l.Verification, r)), Expected: r.Evidence, HoldPoint: l.HoldPoint, Result: "open",
	}
}

// PhaseOf is the phase in which a way of verification is carried out. What a
// contract has to say is looked at with the other documents.
func PhaseOf(v risk.Verification) Phase {
	if slices.Contains(Phases, Phase(v)) {
		return Phase(v)
	}
	return "document-review"
}

// stepsOf is how a requirement is shown where nobody wrote the steps.
func stepsOf(v risk.Verification, r AskedText) string {
	how := map[risk.Verification]string{
		"document-review": "Look at the documents.", "design-review": "Look at the design.", "contract": "Look at the contract.",
		"fat": "Show it on the system before it leaves the maker.", "sat": "Show it on site.", "commissioning": "Show it on the plant before it produces.",
	}[v]
	return joined(" ", how, r.Question)
}

// TestTally is how far the tests have come, by phase.
type TestTally struct {
	Phase   Phase `json:"phase"`
	Tests   int   `json:"tests"`
	Open    int   `json:"open"`
	Passed  int   `json:"passed"`
	Failed  int   `json:"failed"`
	Waived  int   `json:"waived"`
	Holding int   `json:"holding"` // hold points that are not passed or waived
}

// TallyOf counts tests by phase, in the order of a project.
func TallyOf(tests []Test) []TestTally {
	list := make([]TestTally, len(Phases))
	for i, p := range Phases {
		list[i].Phase = p
	}
	for _, t := range tests {
		i := slices.Index(Phases, t.Phase)
		if i < 0 {
			continue
		}
		n := &list[i]
		n.Tests++
		switch t.Result {
		case "passed":
			n.Passed++
		case "failed":
			n.Failed++
		case "waived":
			n.Waived++
		default:
			n.Open++
		}
		if t.HoldPoint && t.Result != "passed" && t.Result != "waived" {
			n.Holding++
		}
	}
	return list
}
