package assess

import (
	"fmt"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// noStops is what an FR without anything missing shows, so that a reader of
// the JSON always finds a list.
var noStops = []Stop{}

// foundation computes one foundational requirement of a subject: SL-A is the
// highest level at which every requirement gated there or below holds.
func foundation(set *catalog.Set, fr sl.FR, rows []int, effective []Effective, target *sl.Vector) FRPosture {
	f := set.Foundation(fr)
	p := FRPosture{FR: fr, ID: f.ID, Title: f.Title, Achieved: sl.Highest, Stops: noStops, ToTarget: noStops}
	for _, r := range rows {
		if !effective[r].Holds {
			p.Achieved = min(p.Achieved, set.Requirements[r].From-1)
		}
	}
	if p.Achieved < sl.Highest {
		p.Next = p.Achieved + 1
		p.Stops = missing(set, rows, effective, p.Next)
	}
	if target != nil {
		level := target[fr]
		p.Target = &level
		p.Gap = max(0, level-p.Achieved)
		p.ToTarget = missing(set, rows, effective, level)
	}
	p.Reason = p.reason()
	return p
}

// missing lists the requirements gated at the level or below that do not hold.
func missing(set *catalog.Set, rows []int, effective []Effective, level sl.Level) []Stop {
	stopping := func(r int) bool { return set.Requirements[r].From <= level && !effective[r].Holds }
	n := 0
	for _, r := range rows {
		if stopping(r) {
			n++
		}
	}
	if n == 0 {
		return noStops
	}
	stops := make([]Stop, 0, n)
	for _, r := range rows {
		if stopping(r) {
			q, e := &set.Requirements[r], &effective[r]
			stops = append(stops, Stop{Requirement: q.ID, Title: q.Title, From: q.From, State: e.State, Why: e.Why})
		}
	}
	return stops
}

// reason says in one sentence which level is reached and what stops the next.
func (p *FRPosture) reason() string {
	if p.Next == 0 {
		return fmt.Sprintf("%s reaches SL 4, the highest level: every requirement holds.", p.ID)
	}
	return fmt.Sprintf("%s reaches SL %d; SL %d is stopped by %s.", p.ID, p.Achieved, p.Next, stopped(p.Stops))
}

// stopped names the stops with why they do not hold, those of one cause together:
// "SR 1.1 and SR 1.3 (both unanswered); SR 1.4 (not met)".
func stopped(stops []Stop) string {
	var causes []string
	byCause := map[string][]string{}
	for _, s := range stops {
		if byCause[s.Why] == nil {
			causes = append(causes, s.Why)
		}
		byCause[s.Why] = append(byCause[s.Why], string(s.Requirement))
	}
	groups := make([]string, len(causes))
	for i, why := range causes {
		ids := byCause[why]
		switch len(ids) {
		case 1:
			groups[i] = ids[0] + " (" + why + ")"
		case 2:
			groups[i] = and(ids) + " (both " + why + ")"
		default:
			groups[i] = and(ids) + " (all " + why + ")"
		}
	}
	if len(causes) < len(stops) {
		return strings.Join(groups, "; ")
	}
	return and(groups)
}
