// Package whatif tries changes out on a site. A what-if is the site before and
// after some changes, taken in order; none of them is made or kept. A step is
// one of those changes in words, and the stages of a scenario are its risk
// without safeguards, today, and with what is planned.
package whatif

import (
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// Base is the site as it stands, from which a what-if departs. Nothing of it is
// changed.
type Base struct {
	risk.Input
	Result risk.Result
	// Levels is a fork of the site's engine; the what-if uses it up.
	Levels *assess.Engine
	// Findings are those on the site as it stands, as [Findings] finds them; nil
	// is not known, and they are found anew.
	Findings []plant.Finding
}

// Result is a site before and after some changes, none of which was made.
type Result struct {
	Today plant.Date `json:"today"`
	// Criteria that the risks are rated by, "" when there are none.
	Criteria string       `json:"criteria"`
	Changes  []Step       `json:"changes"`
	Before   Numbers      `json:"before"`
	After    Numbers      `json:"after"`
	Bands    []BandChange `json:"bands"`
	// Scenarios that move, the most moved first and at most [shownChanges];
	// ScenariosMoved counts all.
	Scenarios      []ScenarioChange `json:"scenarios"`
	ScenariosMoved int              `json:"scenariosMoved"`
	// Review are scenarios that keep their rating and have to be looked at again.
	Review   []ScenarioRef   `json:"review"`
	Subjects []SubjectChange `json:"subjects"` // zones and conduits that change
	// Findings that come and go, at most [shownChanges] of each.
	Gained      []plant.Finding `json:"gained"`
	GainedCount int             `json:"gainedCount"`
	Lost        []plant.Finding `json:"lost"`
	LostCount   int             `json:"lostCount"`
	Depth       []DepthChange   `json:"depth"` // zones whose defence in depth changes
	// Supposed counts the requirements that were taken as met for it.
	Supposed int      `json:"supposed"`
	Rules    []string `json:"rules"` // by which it was simulated
	Notes    []string `json:"notes"` // what a reader must know of this one
	ToDo     []ToDo   `json:"toDo"`  // what carrying it out takes
}

// Step is a change in words.
type Step struct {
	Kind risk.ChangeKind `json:"kind"`
	Text string          `json:"text"` // "Conduit C-01 is closed."
}

// ToDo is something that carrying out a what-if takes. The program does none of
// it by itself.
type ToDo struct {
	Change int    `json:"change"` // index of the change
	Text   string `json:"text"`
	// Kind and Record lead to what it is about, where that exists.
	Kind   string `json:"kind,omitempty"`
	Record string `json:"record,omitempty"`
}

// Numbers is a site in a few numbers.
type Numbers struct {
	Scenarios int `json:"scenarios"` // without opportunities and removed hazards
	// AboveToday are the scenarios above what is tolerable with the safeguards
	// that exist, AboveResidual with those that are planned as well.
	AboveToday    int `json:"aboveToday"`
	AboveResidual int `json:"aboveResidual"`
	Unrated       int `json:"unrated"`
	Hackable      int `json:"hackable"`
	SubjectsBelow int `json:"subjectsBelow"` // zones and conduits below SL-T
	Steps         int `json:"steps"`         // level steps to go
	Unanswered    int `json:"unanswered"`    // of the asked requirements
	Findings      int `json:"findings"`
	DepthFails    int `json:"depthFails"` // zones that fail in depth
	DepthEmpty    int `json:"depthEmpty"` // empty cells of the depth map
}

// BandChange is how many scenarios a band has before and after.
type BandChange struct {
	Before risk.BandCount `json:"before"`
	After  risk.BandCount `json:"after"`
}

// ScenarioRef names a scenario and why it is named.
type ScenarioRef struct {
	ID   risk.ID `json:"id"`
	Key  string  `json:"key"`
	Name string  `json:"name"`
	Why  string  `json:"why"`
}

// ScenarioChange is a scenario whose likelihood, consequence, band or credit
// moves, or which goes.
type ScenarioChange struct {
	ScenarioRef
	Subject assess.Subject `json:"subject"`
	Before  Stages         `json:"before"`
	// After is nil when the scenario is gone.
	After *Stages `json:"after"`
	// Moves is by how many bands today's risk falls (below zero) or rises.
	Moves int `json:"moves"`
}

// Stages is a scenario at its three stages.
type Stages struct {
	Unmitigated    risk.Rating `json:"unmitigated"`
	Existing       risk.Rating `json:"existing"`
	Residual       risk.Rating `json:"residual"`
	Hackable       bool        `json:"hackable"`
	Tolerable      bool        `json:"tolerable"`
	TolerableToday bool        `json:"tolerableToday"`
}

// SubjectChange is a zone or conduit that changes.
type SubjectChange struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Safety  bool           `json:"safety"`
	// Before is nil for what is new, After for what is gone.
	Before *Levels  `json:"before"`
	After  *Levels  `json:"after"`
	Why    []string `json:"why"` // a sentence for each foundational requirement that moves
}

// Levels is a zone or conduit in its levels.
type Levels struct {
	Target     *sl.Vector `json:"target"`
	Achieved   sl.Vector  `json:"achieved"`
	Gap        sl.Vector  `json:"gap"`
	Steps      int        `json:"steps"`
	Unanswered int        `json:"unanswered"`
	Assets     int        `json:"assets"`
	// Risk is the worst band of its scenarios today, "" when none is rated.
	Risk risk.BandID `json:"risk,omitempty"`
}

// DepthChange is a zone whose defence in depth changes.
type DepthChange struct {
	Zone   plant.ZoneID `json:"zone"`
	Key    string       `json:"key"`
	Name   string       `json:"name"`
	Before ZoneStanding `json:"before"`
	After  ZoneStanding `json:"after"`
}

// ZoneStanding is the defence in depth of a zone in short.
type ZoneStanding struct {
	Score int    `json:"score"`
	Empty int    `json:"empty"`
	Fails bool   `json:"fails"`
	Why   string `json:"why"`
}

// shownChanges is how many scenarios and findings a what-if shows: nobody reads
// more of them, and an assumption may carry thousands.
const shownChanges = 300

// ruleTexts are the rules of the simulation that do not depend on the changes.
var ruleTexts = map[risk.ChangeKind]string{
	risk.CloseConduit: "A closed conduit takes its own scenarios with it, and what is inherited from it no longer holds. The scenarios of the zones at its ends keep their rating: whether an attack came by this way only, somebody has to say, so they are listed to be looked at again.",
	risk.OpenConduit:  "A new conduit has no answers and no scenarios: it shows SL-A 0 and no risk until it is assessed.",
	risk.MoveAsset:    "An asset that moves changes the findings and what its zones hold. Ratings and answers belong to zones and do not follow it.",
	risk.AddCountermeasure: "A countermeasure that exists is taken to meet the requirements it names at the zones and conduits it protects. It lowers a risk only in the scenarios that name it as a safeguard, " +
		"by the credit that is given there.",
	risk.SetCountermeasure: "A countermeasure that comes to exist is taken to meet the requirements it names at the zones and conduits it protects, and counts today in the scenarios that name it. One that ceases to exist loses its credit; answers stay as they were given.",
	risk.SetAssumption:     "An assumption moves the scenarios and worst cases that rest on it, by the levels that it states.",
	risk.SetTarget:         "A target changes what is asked, and with it the gap; it moves neither SL-A nor a risk.",
}

// Try shows a site before and after changes that are taken in order. Nothing
// is changed or kept. A change that cannot be made is told as [plant.Problems]
// with the pointer of its field below /changes.
func Try(base Base, changes []risk.Change) (Result, error) {
	before := base.Levels.Posture()
	s := newSupposition(base)
	for i := range changes {
		s.apply(i, &changes[i])
	}
	if len(changes) == 0 {
		s.refuse("", "There is nothing to try out: give at least one change.")
	}
	if len(s.problems) > 0 {
		return Result{}, s.problems
	}
	return s.compare(before), nil
}
