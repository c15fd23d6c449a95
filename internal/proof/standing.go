package proof

import (
	"fmt"
	"time"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// StandState says whether an evidence counts today.
type StandState string

// The states. Only a valid evidence proves anything.
const (
	Valid      StandState = "valid"
	Stale      StandState = "stale"      // older than the rule allows, or its ground has changed
	Expired    StandState = "expired"    // past its own expiry
	NotYet     StandState = "not-yet"    // effective later
	Empty      StandState = "empty"      // neither file nor link nor anything made
	Superseded StandState = "superseded" // another evidence took its place
	Contrary   StandState = "contrary"   // what the program found speaks against the requirement
)

// StandStates lists the states in the order of menus.
var StandStates = []StandState{Valid, Stale, Expired, NotYet, Contrary, Empty, Superseded}

// Word is the state in words.
func (s StandState) Word() string {
	switch s {
	case NotYet:
		return "not yet effective"
	case Contrary:
		return "speaks against it"
	}
	return string(s)
}

// Stand is what an evidence amounts to for one requirement on one day.
type Stand struct {
	State StandState `json:"state" enum:"valid,stale,expired,not-yet,contrary,empty,superseded"`
	Why   string     `json:"why"` // one sentence
	// Dated is the day that the evidence speaks of; its age counts from there.
	Dated plant.Date `json:"dated,omitempty"`
	// Until is the last day on which it counts, or counted, if nothing changes.
	Until plant.Date `json:"until,omitempty"`
	// Days is how old it may be, and Rule where that is decided.
	Days int    `json:"days"`
	Rule string `json:"rule"`
}

// DefaultDays is how old evidence may be where no freshness rule says otherwise.
const DefaultDays = 365

// FreshnessOf is how old evidence for a requirement may be, and where that is
// decided: by the rule of the requirement, else by that of its set, else by the
// program's own year.
func FreshnessOf(set catalog.SetID, requirement catalog.RequirementID, rules []catalog.Freshness) (days int, rule string) {
	days, rule = DefaultDays, fmt.Sprintf("no freshness rule is set, so %d days count", DefaultDays)
	narrow := false
	for _, r := range rules {
		if r.Set != set || r.Days < 1 || r.Requirement != "" && r.Requirement != requirement {
			continue
		}
		switch {
		case r.Requirement != "":
			days, narrow = r.Days, true
			rule = fmt.Sprintf("the freshness rule of %s allows %d days", r.Requirement, r.Days)
		case !narrow:
			days = r.Days
			rule = fmt.Sprintf("the freshness rule of %s allows %d days", r.Set, r.Days)
		}
	}
	return days, rule
}

// Standing says whether an evidence counts for a requirement today. The ground
// is the digest of what the program would make it of now; "" where that was not
// looked at, or where people collected the evidence.
func Standing(e Evidence, set catalog.SetID, requirement catalog.RequirementID, rules []catalog.Freshness, ground string, today plant.Date) Stand {
	s := Stand{Dated: e.dated()}
	s.Days, s.Rule = FreshnessOf(set, requirement, rules)
	s.Until = later(s.Dated, s.Days)
	if last := later(e.Expires, -1); last != "" && (s.Until == "" || last < s.Until) {
		s.Until = last
	}
	s.State, s.Why = e.stands(s, ground, today)
	return s
}

func (e Evidence) stands(s Stand, ground string, today plant.Date) (StandState, string) {
	last := later(s.Dated, s.Days)
	switch {
	case e.ReplacedBy != "":
		return Superseded, "Another evidence took its place."
	case len(e.StandingFiles()) == 0 && len(e.Links) == 0 && e.Made == nil:
		return Empty, "It holds no file, no link and nothing that the program made: add what it is to show."
	case today.Before(e.Effective):
		return NotYet, fmt.Sprintf("It is effective from %s on.", e.Effective)
	case e.Expires != "" && !today.Before(e.Expires):
		return Expired, fmt.Sprintf("It expired on %s: collect it anew.", e.Expires)
	case e.Made != nil && ground != "" && ground != e.Made.Ground:
		return Stale, fmt.Sprintf("What it was made from has changed since %s: make it again.", plant.DateOf(e.Made.At))
	case last == "":
		return Stale, "It does not say of which day it speaks: give its effective day or the period that it covers."
	case last < today:
		return Stale, fmt.Sprintf("It speaks of %s and counted until %s: %s.", s.Dated, last, s.Rule)
	case e.Made != nil && !e.Made.Holds:
		return Contrary, "What the program found speaks against it. " + e.Made.Result
	case e.Expires != "" && s.Until < last:
		return Valid, fmt.Sprintf("It counts until %s, since it expires on %s.", s.Until, e.Expires)
	}
	return Valid, fmt.Sprintf("It speaks of %s and counts until %s: %s.", s.Dated, s.Until, s.Rule)
}

// dated is the day that the evidence speaks of: the end of the period that it
// covers, else the day from which it is effective, else the day on which the
// program made it or its newest file came.
func (e Evidence) dated() plant.Date {
	switch files := e.StandingFiles(); {
	case e.Until != "":
		return e.Until
	case e.Made != nil:
		return plant.DateOf(e.Made.At)
	case e.Effective != "":
		return e.Effective
	case len(files) > 0:
		return plant.DateOf(files[len(files)-1].At)
	}
	return ""
}

// later is the day some days after another; "" for no day.
func later(d plant.Date, days int) plant.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return plant.DateOf(t.AddDate(0, 0, days))
}

// dayNumber counts days from a fixed one; 0 for no day.
func dayNumber(d plant.Date) int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return int(t.Unix() / 86400)
}

// Soon says whether an evidence counts today and will not any more within some days.
func (s Stand) Soon(today plant.Date, days int) bool {
	return s.State == Valid && s.Until != "" && s.Until < later(today, days)
}
