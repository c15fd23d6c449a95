package assess

import (
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Input is all that the posture of a site depends on.
type Input struct {
	Site plant.Site
	// Counts is the number of assets per zone, with those of no zone under "".
	// When nil it is counted from the assets of the site.
	Counts   map[plant.ZoneID]int
	Verdicts []Verdict
	Set      *catalog.Set
	// Components are what the zones and conduits are made of; without its set
	// nothing is known of them. The devices of a conduit come from the conduit,
	// the verdicts of assets may stand among those above.
	Components ComponentInput
	// Today decides which compensating measures have expired. Without it every
	// one has: an unknown day must not hold a level up.
	Today plant.Date
}

// Posture is what the verdicts of a site amount to: the level that each zone
// and conduit achieves, and why not more. It is a value that readers share, so
// nothing in it may be changed.
type Posture struct {
	Set   catalog.SetID `json:"set"`
	Today plant.Date    `json:"today"`
	// Site is the site itself as a subject: services that others inherit. It
	// has no target and does not count as a subject in the summary.
	Site     SubjectPosture   `json:"site"`
	Subjects []SubjectPosture `json:"subjects"` // zones by key, then conduits by key
	Summary  Summary          `json:"summary"`
}

// Of is the posture of one subject.
func (p Posture) Of(s Subject) (SubjectPosture, bool) {
	if s == p.Site.Subject {
		return p.Site, true
	}
	for _, sp := range p.Subjects {
		if sp.Subject == s {
			return sp, true
		}
	}
	return SubjectPosture{}, false
}

// SubjectPosture is the posture of one zone or conduit.
type SubjectPosture struct {
	Subject  Subject        `json:"subject"`
	Key      string         `json:"key"`
	Name     string         `json:"name"`
	ZoneKind plant.ZoneKind `json:"zoneKind,omitempty"`
	// Safety marks a safety zone, and a conduit that ends in one.
	Safety bool `json:"safety"`
	Assets int  `json:"assets"`
	// Target is SL-T; nil when none was set. Then nothing is asked and no gap
	// can be stated, which is not the same as no gap.
	Target   *sl.Vector `json:"target"`
	Achieved sl.Vector  `json:"achieved"` // SL-A
	// Capable is SL-C: what its components claim, without countermeasures beside
	// them; nil when none of them has claims.
	Capable *sl.Vector   `json:"capable"`
	Gap     sl.Vector    `json:"gap"`
	Steps   int          `json:"steps"` // level steps from SL-A to SL-T, summed over the seven
	FRs     [7]FRPosture `json:"frs"`
	Counts  Counts       `json:"counts"`
	// Unanswered is how many asked requirements have no verdict.
	Unanswered int      `json:"unanswered"`
	Expiries   []Expiry `json:"expiries"`
	Notes      []string `json:"notes"`
}

// FRPosture is one foundational requirement of a subject.
type FRPosture struct {
	FR       sl.FR     `json:"fr"`
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Target   *sl.Level `json:"target"`
	Achieved sl.Level  `json:"achieved"`
	Gap      sl.Level  `json:"gap"`
	// Next is the level that is being stopped; 0 when SL 4 is reached.
	Next   sl.Level `json:"next"`
	Reason string   `json:"reason"` // one sentence
	// Capable is SL-C; nil when none can be stated, for which CapableReason gives the cause.
	Capable       *sl.Level `json:"capable"`
	CapableReason string    `json:"capableReason"` // one sentence
	// Stops are the requirements that stop the next level.
	Stops []Stop `json:"stops"`
	// ToTarget is everything still missing up to SL-T.
	ToTarget []Stop `json:"toTarget"`
}

// Stop is a requirement that does not hold and so stops a level.
type Stop struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	From        sl.Level              `json:"slFrom"`
	State       State                 `json:"state"`
	Why         string                `json:"why"`
}

// Counts tallies the requirements of a subject.
type Counts struct {
	Asked Tally `json:"asked"` // what SL-T asks for, level by level in each FR
	All   Tally `json:"all"`   // the whole set
}

// Tally counts requirements by the state they show.
type Tally struct {
	Total         int `json:"total"`
	Holds         int `json:"holds"` // count towards the level
	Met           int `json:"met"`
	Partly        int `json:"partly"`
	NotMet        int `json:"notMet"`
	NotApplicable int `json:"notApplicable"`
	Compensated   int `json:"compensated"`
	Expired       int `json:"expired"` // of the compensated and not applied, those whose measure has expired
	Inherited     int `json:"inherited"`
	ByComponents  int `json:"byComponents"`
	NotApplied    int `json:"notApplied"`
	Unanswered    int `json:"unanswered"`
}

// Answered is how many requirements have a verdict.
func (t Tally) Answered() int { return t.Total - t.Unanswered }

// Expiry is the end of a compensating measure.
type Expiry struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Measure     string                `json:"measure"`
	On          plant.Date            `json:"on"`
	Expired     bool                  `json:"expired"`
	Asked       bool                  `json:"asked"` // SL-T asks for the requirement
}

// Assess computes the posture of a site.
func Assess(in Input) Posture { return newBoard(in).posture() }
