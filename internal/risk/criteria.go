package risk

// Criteria are a site's risk criteria: how bad, how likely, what is tolerable,
// and who may accept what (IEC 62443-3-2, ZCR 4.1; ISO 31000). They are written
// as drafts and take force by signature; the latest signature is in force.
type Criteria struct {
	Head
	Preset string `json:"preset,omitempty"` // that they were made from
	// Consequences names the levels of consequence, the least first: 3 to 6.
	Consequences []string        `json:"consequences"`
	Categories   []CategoryScale `json:"categories"`
	// Likelihoods are the levels of likelihood, the least first: 3 to 6.
	Likelihoods []LikelihoodStep `json:"likelihoods"`
	// Matrix[l][c] is the band of likelihood level l+1 and consequence level c+1.
	// It is a lookup and need not be symmetric.
	Matrix [][]BandID `json:"matrix"`
	// Bands from the lowest risk to the highest.
	Bands       []Band      `json:"bands"`
	Authorities []Authority `json:"authorities,omitempty"` // from the lowest rank to the highest
	Overrides   []Override  `json:"overrides,omitempty"`
	Targets     TargetRules `json:"targets"`
	Note        string      `json:"note,omitempty"`
	Signed      *Signature  `json:"signed,omitempty"`
}

// Category is one kind of consequence.
type Category string

// The categories of consequence, in the order in which they count.
const (
	Safety        Category = "safety"
	Health        Category = "health"
	Environmental Category = "environment"
	Availability  Category = "availability"
	Finance       Category = "finance"
	Reputation    Category = "reputation"
	Legal         Category = "legal"
)

// Categories lists every category in that order.
var Categories = []Category{Safety, Health, Environmental, Availability, Finance, Reputation, Legal}

// CategoryScale is what each level of consequence means in one category.
type CategoryScale struct {
	Category Category `json:"category"`
	Levels   []string `json:"levels"` // one text per level of consequence
}

// LikelihoodStep is a level of likelihood.
type LikelihoodStep struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning,omitempty"`
	// PerYear is the frequency that the level stands for, events per year; 0 is not stated.
	PerYear float64 `json:"perYear,omitempty"`
}

// BandID names a band within its criteria: "high".
type BandID string

// Band is a class of risk with what it means for those who answer for it.
type Band struct {
	ID     BandID `json:"id"`
	Name   string `json:"name"`
	Region Region `json:"region"`
	// Authority may accept a risk of the band, for at most AcceptMonths. In the
	// intolerable region nobody may.
	Authority    string `json:"authority,omitempty"`
	AcceptMonths int    `json:"acceptMonths,omitempty"`
	// ActDays is the time to begin treatment; 0 is not stated.
	ActDays int `json:"actDays,omitempty"`
}

// Region says what a band asks for.
type Region string

// The regions of risk.
const (
	Acceptable  Region = "acceptable"  // broadly: keep watch
	Alarp       Region = "alarp"       // tolerable if as low as reasonably practicable, by acceptance
	Intolerable Region = "intolerable" // nobody may accept it
)

// Authority is somebody who may accept risks.
type Authority struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`             // "Plant manager"
	Holders []string `json:"holders,omitempty"` // e-mails of accounts
}

// Override raises the band of scenarios that work by a certain mechanism,
// whatever the matrix says.
type Override struct {
	Name string    `json:"name"`
	When Condition `json:"when"`
	// Least is the band that such a scenario has at least.
	Least  BandID `json:"least"`
	Reason string `json:"reason,omitempty"`
}

// Condition is true of a scenario when every part that is stated is.
type Condition struct {
	Mechanisms []Mechanism `json:"mechanisms,omitempty"` // any of them
	Causes     []CauseKind `json:"causes,omitempty"`     // any of them
	Category   Category    `json:"category,omitempty"`   // is rated at least AtLeast
	AtLeast    int         `json:"atLeast,omitempty"`
	Hackable   bool        `json:"hackable,omitempty"` // the scenario is hackable
	SafetyZone bool        `json:"safetyZone,omitempty"`
}

// TargetRules are the numbers behind the methods that derive SL-T.
type TargetRules struct {
	Method Method `json:"method,omitempty"` // default; "" is [MethodConsequence]
	// ByConsequence[c] is the SL of consequence level c+1 (methods A and E).
	ByConsequence []int `json:"byConsequence,omitempty"`
	// ByBand is the range of SL of each band (method B).
	ByBand map[BandID]SLRange `json:"byBand,omitempty"`
	// CRRF is "linear" or "decade" (method C), TolerableRisk the tolerable
	// product of likelihood and consequence for "linear".
	CRRF          string  `json:"crrf,omitempty"`
	TolerableRisk float64 `json:"tolerableRisk,omitempty"`
	// TolerablePerYear[c] is the tolerable frequency of consequence level c+1
	// (methods C by decade, and D).
	TolerablePerYear []float64 `json:"tolerablePerYear,omitempty"`
}

// SLRange is a range of security levels.
type SLRange struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Method is a way to derive SL-T (IEC 62443-3-2 leaves it open).
type Method string

// The methods.
const (
	MethodConsequence Method = "consequence" // A: worst consequence and attacker capability
	MethodBand        Method = "band"        // B: risk band to a range
	MethodCRRF        Method = "crrf"        // C: unmitigated over tolerable risk
	MethodLOPA        Method = "lopa"        // D: decades of reduction still missing
	MethodPHA         Method = "pha"         // E: hackable scenario, by severity
	MethodTechnique   Method = "technique"   // F: attacker's skill over the techniques; a cross-check
	MethodOwner       Method = "owner"       // decided by the owner, with a rationale
)
