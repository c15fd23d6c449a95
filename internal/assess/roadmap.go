package assess

import (
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Option is one thing that can be done to lift levels: a countermeasure, which
// may meet several requirements at several subjects, or meeting one requirement
// where it is asked or where it is inherited from.
type Option struct {
	// ID is "countermeasure:" and its id, or "meet:", the subject and the requirement.
	ID           string                  `json:"id"`
	Name         string                  `json:"name"`
	Subjects     []Subject               `json:"subjects"`
	Requirements []catalog.RequirementID `json:"requirements"`
	Price
}

// Price is what an option takes: money in the site's currency, effort in
// person-days, and the hours that the plant must stand still for it.
type Price struct {
	Cost     float64 `json:"cost"`
	Effort   float64 `json:"effort"`
	Shutdown bool    `json:"shutdown"`
	Hours    float64 `json:"hours"`
}

// Costs says what meeting a requirement takes where no countermeasure does it:
// by requirement, else by foundational requirement ("FR 5"), else the default.
// A requirement that none of them prices cannot be met by itself in a roadmap.
type Costs struct {
	Default      *Price                          `json:"default,omitempty"`
	FRs          map[string]Price                `json:"frs,omitempty"`
	Requirements map[catalog.RequirementID]Price `json:"requirements,omitempty"`
}

func (c Costs) of(r *catalog.Requirement) (Price, bool) {
	if p, ok := c.Requirements[r.ID]; ok {
		return p, true
	}
	if p, ok := c.FRs[r.FR.ID()]; ok {
		return p, true
	}
	if c.Default != nil {
		return *c.Default, true
	}
	return Price{}, false
}

// Window is an outage that is planned anyway: the plant stands still for so long.
type Window struct {
	Date  plant.Date `json:"date"`
	Hours float64    `json:"hours"`
}

// RoadmapAsk is what a roadmap is asked for.
type RoadmapAsk struct {
	// Subjects to lift to their SL-T; none are all that lie below it.
	Subjects []Subject `json:"subjects"`
	Costs    Costs     `json:"costs"`
	// DayRate is what a person-day, HourRate what an hour of outage weighs in
	// the site's currency when options are compared.
	DayRate  float64 `json:"dayRate"`
	HourRate float64 `json:"hourRate"`
	// Windows and EffortPerWeek (person-days) make the roadmap a calendar from
	// the day Start; without either it is an order only.
	Windows       []Window   `json:"windows"`
	EffortPerWeek float64    `json:"effortPerWeek"`
	Start         plant.Date `json:"start"` // "" is the day of the posture
}

// weight is what an option counts in the comparison.
func (ask *RoadmapAsk) weight(p Price) float64 {
	w := p.Cost + p.Effort*ask.DayRate
	if p.Shutdown {
		w += p.Hours * ask.HourRate
	}
	return w
}

// Roadmap is the cheapest way found to lift subjects to their SL-T, in the
// order in which it is best gone.
type Roadmap struct {
	Set      catalog.SetID    `json:"set"`
	Today    plant.Date       `json:"today"`
	Subjects []RoadmapSubject `json:"subjects"`
	Steps    []RoadmapStep    `json:"steps"`
	Total    RoadmapTotal     `json:"total"`
	Proof    Proof            `json:"proof"`
	// Open is what no option closes.
	Open []OpenShortfall `json:"open"`
	// Shortfalls counts the asked requirements that do not hold; Unanswered
	// those of them that nobody has answered: they may be met already.
	Shortfalls int `json:"shortfalls"`
	Unanswered int `json:"unanswered"`
	// Stairs tell SL-A by date; empty without a calendar.
	Stairs   []Stair     `json:"stairs"`
	Windows  []WindowUse `json:"windows"`
	Unplaced []Unplaced  `json:"unplaced"`
	// Rules say in words how the roadmap was computed, Notes what is peculiar to this one.
	Rules []string `json:"rules"`
	Notes []string `json:"notes"`
}

// RoadmapSubject is a zone or conduit that the roadmap lifts.
type RoadmapSubject struct {
	Subject    Subject   `json:"subject"`
	Key        string    `json:"key"`
	Name       string    `json:"name"`
	Safety     bool      `json:"safety"`
	Target     sl.Vector `json:"target"`
	Before     sl.Vector `json:"before"` // SL-A today
	After      sl.Vector `json:"after"`  // SL-A when every step is done
	Reached    bool      `json:"reached"`
	Shortfalls int       `json:"shortfalls"`
	Unanswered int       `json:"unanswered"`
	Why        string    `json:"why"`
}

// RoadmapStep is one step of a roadmap.
type RoadmapStep struct {
	Number int `json:"number"` // from 1, in the order of the roadmap
	Option
	Closes []Closed       `json:"closes"`
	Levels []SubjectLevel `json:"levels"` // of the subjects where it closes something
	Gain   int            `json:"gain"`   // level steps that it completes
	// Worth is the share of level steps that it brings nearer, safety counted twice.
	Worth float64 `json:"worth"`
	Why   string  `json:"why"`
	// Date is when it is done; Window is the number of its outage window from 1, 0 for none.
	Date   plant.Date `json:"date,omitempty"`
	Window int        `json:"window,omitempty"`
	// Sum is what all steps up to this one take.
	Sum Price `json:"sum"`
}

// Closed is a requirement of a subject that a step closes.
type Closed struct {
	Subject     Subject               `json:"subject"`
	Key         string                `json:"key"`
	Requirement catalog.RequirementID `json:"requirement"`
	State       State                 `json:"state"` // that it shows today
}

// SubjectLevel is SL-A of a subject before and after a step.
type SubjectLevel struct {
	Subject Subject   `json:"subject"`
	Key     string    `json:"key"`
	Before  sl.Vector `json:"before"`
	After   sl.Vector `json:"after"`
}

// RoadmapTotal is a roadmap in a few numbers.
type RoadmapTotal struct {
	Steps  int     `json:"steps"`
	Cost   float64 `json:"cost"`
	Effort float64 `json:"effort"`
	Hours  float64 `json:"hours"` // of outage
	// Weight is what was kept least: cost, with effort and outage at their rates.
	Weight      float64 `json:"weight"`
	Shutdowns   int     `json:"shutdowns"` // steps that need one
	Closed      int     `json:"closed"`
	StepsBefore int     `json:"stepsBefore"` // level steps to go today
	StepsAfter  int     `json:"stepsAfter"`
}

// Proof says how good the choice is.
type Proof struct {
	// Exact says that nothing cheaper exists among the options.
	Exact bool `json:"exact"`
	// Bound is a weight that no choice lies below; Gap how far, in parts of the
	// total weight, the choice may lie above the cheapest.
	Bound float64 `json:"bound"`
	Gap   float64 `json:"gap"`
	Why   string  `json:"why"`
}

// OpenShortfall is a requirement that no option closes.
type OpenShortfall struct {
	Subject     Subject               `json:"subject"`
	Key         string                `json:"key"`
	Requirement catalog.RequirementID `json:"requirement"`
	State       State                 `json:"state"`
	Why         string                `json:"why"`
}

// Stair is a date on which levels rise.
type Stair struct {
	Date     plant.Date     `json:"date"`
	Steps    []int          `json:"steps"`    // numbers of the steps done on it
	Subjects []SubjectLevel `json:"subjects"` // whose SL-A rises
}

// WindowUse is an outage window and what is done in it.
type WindowUse struct {
	Window
	Used  float64 `json:"used"`
	Steps []int   `json:"steps"`
}

// Unplaced is a step that the calendar has no room for.
type Unplaced struct {
	Step int    `json:"step"`
	Why  string `json:"why"`
}

// Roadmap plans from where the site stands now. The options are what could be
// done besides meeting single requirements; a broken rule of the question is
// told as [plant.Problems].
func (e *Engine) Roadmap(ask RoadmapAsk, options []Option) (Roadmap, error) {
	e.mu.Lock()
	g, err := e.board.ground(ask)
	e.mu.Unlock()
	if err != nil {
		return Roadmap{}, err
	}
	return g.plan(options), nil
}

// PlanRoadmap plans from a site as it is.
func PlanRoadmap(in Input, ask RoadmapAsk, options []Option) (Roadmap, error) {
	return NewEngine(in).Roadmap(ask, options)
}
