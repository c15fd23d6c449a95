package risk

import (
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Input is all that the risk of a site depends on.
type Input struct {
	Site     plant.Site
	Register Register
	// Today decides what has expired. Without it everything that can has: an
	// unknown day must not hold a risk down.
	Today plant.Date
	// Threats is the release of ATT&CK for ICS in use; nil is the built-in one.
	Threats *catalog.ThreatSet
}

// ThreatSet is the release of ATT&CK for ICS in use.
func (in Input) ThreatSet() *catalog.ThreatSet {
	if in.Threats == nil {
		return catalog.Threats()
	}
	return in.Threats
}

// Result is what the register of a site amounts to. It is a value that readers
// share, so nothing in it may be changed.
type Result struct {
	Today plant.Date `json:"today"`
	// Criteria are those in force, else the newest draft, else nil: then
	// nothing is rated. Why says which they are.
	Criteria   *Criteria         `json:"criteria"`
	InForce    bool              `json:"inForce"`
	Why        string            `json:"why"`
	WorstCases []WorstCaseResult `json:"worstCases"` // in the order of the register
	Functions  []FunctionResult  `json:"functions"`  // in the order of the register
	Scenarios  []ScenarioResult  `json:"scenarios"`  // in the order of the register
	Subjects   []SubjectRisk     `json:"subjects"`   // zones by key, then conduits by key
	Bands      []BandCount       `json:"bands"`      // from the lowest to the highest
	Unrated    int               `json:"unrated"`    // scenarios without a residual rating, opportunities aside
	Matrix     Matrix            `json:"matrix"`
}

// Scenario is the result of one scenario.
func (r Result) Scenario(id ID) (ScenarioResult, bool) {
	return find(r.Scenarios, func(s *ScenarioResult) bool { return s.ID == id })
}

// WorstCase is the result of one worst case.
func (r Result) WorstCase(id ID) (WorstCaseResult, bool) {
	return find(r.WorstCases, func(w *WorstCaseResult) bool { return w.ID == id })
}

// Function is the result of one essential function.
func (r Result) Function(id ID) (FunctionResult, bool) {
	return find(r.Functions, func(f *FunctionResult) bool { return f.ID == id })
}

// Of is the risk of one zone or conduit.
func (r Result) Of(s assess.Subject) (SubjectRisk, bool) {
	return find(r.Subjects, func(x *SubjectRisk) bool { return x.Subject == s })
}

func find[T any](list []T, is func(*T) bool) (T, bool) {
	for i := range list {
		if is(&list[i]) {
			return list[i], true
		}
	}
	var none T
	return none, false
}

// Rating is a risk at one stage, with how it came about.
type Rating struct {
	Likelihood  int      `json:"likelihood"`  // level, from 1; 0 is not rated
	Consequence int      `json:"consequence"` // level, from 1; 0 is not rated
	Driving     Category `json:"driving,omitempty"`
	Band        BandID   `json:"band,omitempty"`
	// Rank is the index of the band, from the lowest; −1 is not ratable.
	Rank int    `json:"rank"`
	Why  string `json:"why"`
}

// Rated says whether the rating has a band.
func (r Rating) Rated() bool { return r.Rank >= 0 }

// ScenarioResult is one scenario before any safeguard, with those that exist,
// and with those that are planned as well.
type ScenarioResult struct {
	ID      ID             `json:"id"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Subject assess.Subject `json:"subject"`
	// Ratings that count, by category; those of the worst case when the
	// scenario has none of its own.
	Ratings     Ratings  `json:"ratings"`
	Unmitigated Rating   `json:"unmitigated"`
	Existing    Rating   `json:"existing"`
	Residual    Rating   `json:"residual"`
	Credits     []Credit `json:"credits"` // one per safeguard, in their order
	// Hackable says that an attacker can cause the scenario and defeat every
	// safeguard that exists; HackableResidual, every planned one as well.
	Hackable         bool   `json:"hackable"`
	HackableResidual bool   `json:"hackableResidual"`
	HackableWhy      string `json:"hackableWhy"`
	// LifeSafety marks a scenario whose safety or health consequence threatens life.
	LifeSafety bool `json:"lifeSafety"`
	// Conditional marks a rating that rests on something not known; Conditions says on what.
	Conditional bool            `json:"conditional"`
	Conditions  []string        `json:"conditions"`
	Overrides   []string        `json:"overrides"` // sentences
	Flags       []Flag          `json:"flags"`
	Acceptance  AcceptanceState `json:"acceptance"`
	// Tolerable says that the residual risk is within what the criteria
	// tolerate: in the acceptable region, or validly accepted. TolerableToday
	// says the same of the risk with the existing safeguards only.
	Tolerable      bool `json:"tolerable"`
	TolerableToday bool `json:"tolerableToday"`
	Opportunity    bool `json:"opportunity,omitempty"`
	// Removed says with which evidence the hazard was removed by design; like an
	// opportunity the scenario then has no band and counts nowhere.
	Removed string      `json:"removed,omitempty"`
	LOPA    *LOPAResult `json:"lopa,omitempty"`
}

// Credit is what one safeguard is worth, and why.
type Credit struct {
	Safeguard      int         `json:"safeguard"` // index in the scenario
	Countermeasure ID          `json:"countermeasure,omitempty"`
	Name           string      `json:"name"`
	Layer          Layer       `json:"layer,omitempty"`
	Hackable       bool        `json:"hackable"`
	Planned        bool        `json:"planned"` // or not there yet
	State          CreditState `json:"state"`
	// Existing and Residual are the levels taken at each stage.
	Existing Lowered `json:"existing"`
	Residual Lowered `json:"residual"`
	Why      string  `json:"why"`
}

// Lowered is by how many levels a safeguard lowers a risk.
type Lowered struct {
	Likelihood  int `json:"likelihood"`
	Consequence int `json:"consequence"`
}

// CreditState says in one word what became of a credit.
type CreditState string

// The states of a credit.
const (
	CreditCounts   CreditState = "counts"
	CreditPlanned  CreditState = "planned"     // counts for the residual risk only
	CreditNone     CreditState = "none"        // no credit is claimed
	CreditAttacked CreditState = "attacked"    // hackable, in the attacked network
	CreditShared   CreditState = "shared"      // shares a dependency with a better one
	CreditExpired  CreditState = "expired"     // of the countermeasure
	CreditAbsent   CreditState = "absent"      // retired, or not in the register
	CreditRefused  CreditState = "refused"     // planned inside a protective function
	CreditLife     CreditState = "life-safety" // lowers a life-threatening consequence
)

// Flag is something about a scenario that somebody has to look at.
type Flag struct {
	Code     FlagCode       `json:"code"`
	Severity plant.Severity `json:"severity"`
	Text     string         `json:"text"`
	Mend     string         `json:"mend"`
}

// FlagCode names a kind of flag; it is stable.
type FlagCode string

// The codes.
const (
	FlagNoRating            FlagCode = "no-rating"
	FlagMissingHSE          FlagCode = "missing-safety-environment"
	FlagTreatmentMovesNone  FlagCode = "treatment-moves-nothing"
	FlagBothCredited        FlagCode = "both-credited"
	FlagProtectiveFunction  FlagCode = "control-in-protective-function"
	FlagUntreated           FlagCode = "above-tolerable-untreated"
	FlagAcceptanceExpired   FlagCode = "acceptance-expired"
	FlagAcceptanceGrown     FlagCode = "acceptance-band-grown"
	FlagOverAuthority       FlagCode = "over-authority"
	FlagAcceptedIntolerable FlagCode = "accepted-but-intolerable"
	FlagAssumption          FlagCode = "unverified-assumption"
	FlagHackable            FlagCode = "hackable-without-nonhackable-safeguard"
	FlagStatedFrequency     FlagCode = "stated-frequency-wrong"
)

// AcceptanceState is what an acceptance is worth today.
type AcceptanceState struct {
	State AcceptanceStanding `json:"state"`
	Band  BandID             `json:"band,omitempty"`
	By    string             `json:"by,omitempty"`
	Until plant.Date         `json:"until,omitempty"`
	Why   string             `json:"why"`
}

// AcceptanceStanding is the state of an acceptance in one word.
type AcceptanceStanding string

// The standings.
const (
	NotAccepted        AcceptanceStanding = "none"
	AcceptedValid      AcceptanceStanding = "valid"
	AcceptedExpired    AcceptanceStanding = "expired"
	AcceptedExceeded   AcceptanceStanding = "exceeded"       // the risk is above what was accepted
	AcceptedOverOffice AcceptanceStanding = "over-authority" // nobody with the authority accepted it
)

// WorstCaseResult is a worst case with what it inherits.
type WorstCaseResult struct {
	ID       ID     `json:"id"`
	Key      string `json:"key"`
	Name     string `json:"name"`
	Function ID     `json:"function"`
	// Own is the highest level of its own ratings, Consequence the highest with
	// those it inherits; 0 is not rated or none.
	Own         int        `json:"own"`
	Consequence int        `json:"consequence"`
	Driving     Category   `json:"driving,omitempty"`
	Ratings     Ratings    `json:"ratings"` // with what is inherited, by category
	Complete    bool       `json:"complete"`
	Missing     []Category `json:"missing"` // of safety and environment
	// Path leads from this worst case to the one that the consequence comes
	// from, by keys; it has one step when the consequence is its own.
	Path        []string `json:"path"`
	Cycle       bool     `json:"cycle"` // it leads back to itself
	Conditional bool     `json:"conditional"`
	Conditions  []string `json:"conditions"`
	Why         string   `json:"why"`
}

// FunctionResult is the worst that losing an essential function can do.
type FunctionResult struct {
	ID          ID       `json:"id"`
	Key         string   `json:"key"`
	Name        string   `json:"name"`
	WorstCases  []ID     `json:"worstCases"`
	WorstCase   ID       `json:"worstCase,omitempty"` // the worst of them
	Consequence int      `json:"consequence"`
	Driving     Category `json:"driving,omitempty"`
	Complete    bool     `json:"complete"`
	Why         string   `json:"why"`
}

// SubjectRisk is the risk of one zone or conduit.
type SubjectRisk struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Safety  bool           `json:"safety"` // a safety zone, or a conduit that ends in one
	// Functions in the zone, or at either end of the conduit, and the worst that
	// losing one of them can do; 0 is not rated.
	Functions   []ID     `json:"functions"`
	Consequence int      `json:"consequence"`
	Driving     Category `json:"driving,omitempty"`
	WorstCase   string   `json:"worstCaseWhy"`
	Scenarios   []ID     `json:"scenarios"` // opportunities aside
	Unrated     int      `json:"unrated"`
	// Scenarios per band at each stage, from the lowest band, and the rank of
	// the worst; −1 when none is rated.
	Unmitigated StageCount `json:"unmitigated"`
	Existing    StageCount `json:"existing"`
	Residual    StageCount `json:"residual"`
	// State and Today compare the residual and today's risk with what is tolerable.
	State Tolerance `json:"state"`
	Today Tolerance `json:"today"`
	Why   string    `json:"why"`
}

// StageCount is how many scenarios have each band at one stage.
type StageCount struct {
	Counts []int  `json:"counts"` // by rank
	Worst  int    `json:"worst"`  // rank; −1 when none is rated
	Band   BandID `json:"band,omitempty"`
	// By is the first scenario that is as bad as that.
	By ID `json:"by,omitempty"`
}

// Tolerance says whether a subject's risk is tolerable.
type Tolerance string

// The tolerances. It is computed, never typed.
const (
	WithinTolerable Tolerance = "within"
	AboveTolerable  Tolerance = "above"
	NotAssessed     Tolerance = "not-assessed" // no scenario, or one that is not rated
)

// BandCount is how many scenarios have a band at each stage.
type BandCount struct {
	Band        BandID `json:"band"`
	Name        string `json:"name"`
	Region      Region `json:"region"`
	Authority   string `json:"authority,omitempty"`
	Unmitigated int    `json:"unmitigated"`
	Existing    int    `json:"existing"`
	Residual    int    `json:"residual"`
}

// Matrix is the risk matrix with the scenarios in its cells: Cells[l][c] is
// likelihood level l+1 and consequence level c+1.
type Matrix struct {
	Cells [][]Cell `json:"cells"`
}

// Cell is one cell of the matrix with the keys of its scenarios at each stage.
// A scenario that an override raised keeps its cell; its band is above the cell's.
type Cell struct {
	Band        BandID   `json:"band"`
	Unmitigated []string `json:"unmitigated"`
	Existing    []string `json:"existing"`
	Residual    []string `json:"residual"`
}
