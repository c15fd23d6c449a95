package risk

import "ringwall/internal/plant"

// Ratings are levels of consequence per category. 0 is an explicit "none"; a
// category that is missing was not rated.
type Ratings map[Category]int

// WorstCase is the worst credible consequence of losing an essential function
// to an attack, with every control ignored (IEC 62443-3-2, ZCR 2.1). There is
// no likelihood in it.
type WorstCase struct {
	Head
	Function ID      `json:"function"`
	Outcome  string  `json:"outcome,omitempty"` // what happens, in words
	Ratings  Ratings `json:"ratings,omitempty"`
	// Inherits are other worst cases that this one leads to: an access path is
	// as bad as the worst that it reaches.
	Inherits    []ID   `json:"inherits,omitempty"`
	Rationale   string `json:"rationale,omitempty"`
	Owner       string `json:"owner,omitempty"`
	Assumptions []ID   `json:"assumptions,omitempty"`
	PHA         string `json:"pha,omitempty"` // reference into the process hazard analysis
}

// Scenario is one row of the detailed risk assessment (IEC 62443-3-2, ZCR 5),
// whether its cause is cyber, physical, of people or of the process.
type Scenario struct {
	Head
	// Zone or Conduit is the node; one of the two is set.
	Zone      plant.ZoneID    `json:"zone,omitempty"`
	Conduit   plant.ConduitID `json:"conduit,omitempty"`
	Functions []ID            `json:"functions,omitempty"`
	WorstCase ID              `json:"worstCase,omitempty"`
	Objective string          `json:"objective,omitempty"` // that is threatened (ISO Guide 73)
	// Opportunity marks an effect of uncertainty that is wanted; it has no band.
	Opportunity bool `json:"opportunity,omitempty"`

	Deviation     string       `json:"deviation,omitempty"` // or goal of the attack
	Cause         string       `json:"cause,omitempty"`
	CauseKind     CauseKind    `json:"causeKind,omitempty"`
	CauseHackable bool         `json:"causeHackable,omitempty"`
	Mechanism     Mechanism    `json:"mechanism,omitempty"`
	ThreatSource  ThreatSource `json:"threatSource,omitempty"`
	// Skill of the attacker as SL 1 to 4 grade it; 0 is not stated.
	Skill         int      `json:"skill,omitempty"`
	Techniques    []string `json:"techniques,omitempty"` // ATT&CK for ICS ids: "T0855"
	Release       string   `json:"release,omitempty"`    // of ATT&CK for ICS that they are from
	Vulnerability string   `json:"vulnerability,omitempty"`

	Consequence string  `json:"consequence,omitempty"`
	Ratings     Ratings `json:"ratings,omitempty"`
	// Likelihood level without any safeguard, 1 and up; 0 is not rated.
	Likelihood int         `json:"likelihood,omitempty"`
	Safeguards []Safeguard `json:"safeguards,omitempty"`
	Confidence Confidence  `json:"confidence,omitempty"`
	Rationale  string      `json:"rationale,omitempty"`

	Assumptions []ID       `json:"assumptions,omitempty"`
	PHA         string     `json:"pha,omitempty"` // reference into the process hazard analysis
	LOPA        *LOPA      `json:"lopa,omitempty"`
	Loss        *LossRange `json:"loss,omitempty"`

	Treatment  Treatment   `json:"treatment,omitempty"`
	Owner      string      `json:"owner,omitempty"`
	Due        plant.Date  `json:"due,omitempty"`
	Note       string      `json:"note,omitempty"`
	Acceptance *Acceptance `json:"acceptance,omitempty"`
	// Removed says with which evidence the hazard was removed by design; only
	// then may the scenario leave the register.
	Removed string `json:"removed,omitempty"`
}

// CauseKind is what begins a scenario.
type CauseKind string

// CauseKinds lists the kinds in the order of menus.
var CauseKinds = []CauseKind{"cyber", "physical", "process", "human", "natural"}

// ThreatSource is who or what is behind a scenario.
type ThreatSource string

// ThreatSources lists the sources in the order of menus.
var ThreatSources = []ThreatSource{"nation-state", "organised-crime", "activist", "insider", "contractor", "supplier", "opportunist", "malware", "error", "failure", "nature"}

// Mechanism is how a scenario hurts the plant.
type Mechanism string

// Mechanisms lists the mechanisms in the order of menus.
var Mechanisms = []Mechanism{
	"loss-of-protection", "manipulation-of-control", "loss-of-control", "manipulation-of-view", "loss-of-view",
	"loss-of-availability", "damage-to-property", "release", "theft-of-information", "other",
}

// Confidence in a rating.
type Confidence string

// Confidences lists the grades, the least first.
var Confidences = []Confidence{"low", "medium", "high"}

// Treatment is what is decided about a scenario.
type Treatment string

// Treatments lists the decisions in the order of menus.
var Treatments = []Treatment{"mitigate", "accept", "transfer", "avoid"}

// Safeguard is what stands in the way of one scenario, with the credit it is
// given: levels of likelihood or of consequence, not both without a reason.
type Safeguard struct {
	// Countermeasure that this is, if it is in the register: its name, layer,
	// hackability, place and dependencies then count.
	Countermeasure ID           `json:"countermeasure,omitempty"`
	Name           string       `json:"name,omitempty"`
	Layer          Layer        `json:"layer,omitempty"`
	Hackable       bool         `json:"hackable,omitempty"`
	PlacedIn       plant.ZoneID `json:"placedIn,omitempty"`
	Dependencies   []Dependency `json:"dependencies,omitempty"`
	// Planned marks a treatment that is not there yet: it counts for the
	// residual risk only.
	Planned           bool    `json:"planned,omitempty"`
	LowersLikelihood  int     `json:"lowersLikelihood,omitempty"`
	LowersConsequence int     `json:"lowersConsequence,omitempty"`
	Reason            string  `json:"reason,omitempty"`
	PFD               float64 `json:"pfd,omitempty"` // probability of failure on demand, for LOPA; 0 is none stated
	Evidence          string  `json:"evidence,omitempty"`
}

// LOPA is the layer of protection analysis behind a scenario; its layers are
// the safeguards with a PFD.
type LOPA struct {
	InitiatingPerYear float64 `json:"initiatingPerYear"`
	TargetPerYear     float64 `json:"targetPerYear"`
	// Stated is the mitigated frequency that the source prints; it is compared
	// with the product and never used.
	StatedPerYear float64 `json:"statedPerYear,omitempty"`
}

// LossRange is a calibrated estimate for the annual loss: events per year, and
// the 90 % range of the loss of one event in the site's currency.
type LossRange struct {
	EventsPerYear float64 `json:"eventsPerYear"`
	Low           float64 `json:"low"`
	High          float64 `json:"high"`
}

// Acceptance is a residual risk that somebody with the authority took on.
type Acceptance struct {
	Band          BandID     `json:"band"`     // that was accepted
	Criteria      string     `json:"criteria"` // key of the criteria in force
	Until         plant.Date `json:"until"`
	Justification string     `json:"justification"`
	Signed        Signature  `json:"signed"`
}
