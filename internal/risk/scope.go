package risk

import (
	"strings"

	"ringwall/internal/plant"
)

// System is a system under consideration with its perimeter and access points
// (IEC 62443-3-2, ZCR 1.1).
type System struct {
	Head
	Description string `json:"description,omitempty"`
	Perimeter   string `json:"perimeter,omitempty"` // logical and physical boundary, in words
	Excluded    string `json:"excluded,omitempty"`  // what is outside, and why
	Owner       string `json:"owner,omitempty"`
	// Zones belong to the system; empty is every zone of the site that is not external.
	Zones        []plant.ZoneID `json:"zones,omitempty"`
	AccessPoints []AccessPoint  `json:"accessPoints,omitempty"`
}

// AccessPoint is a way into or out of the system.
type AccessPoint struct {
	Key          string          `json:"key"`
	Name         string          `json:"name"`
	Kind         AccessKind      `json:"kind"`
	Direction    AccessDirection `json:"direction,omitempty"`
	Counterparty string          `json:"counterparty,omitempty"` // who is on the other side
	Owner        string          `json:"owner,omitempty"`
	// Zone is where the way ends, Conduit the conduit it takes, if it is one.
	Zone     plant.ZoneID    `json:"zone,omitempty"`
	Conduit  plant.ConduitID `json:"conduit,omitempty"`
	Controls []string        `json:"controls,omitempty"`
	Note     string          `json:"note,omitempty"`
}

// Lacks names what nobody said of the access point, though it has to be known.
func (p AccessPoint) Lacks() []string {
	var lacks []string
	if p.Direction == "" {
		lacks = append(lacks, "direction")
	}
	if strings.TrimSpace(p.Counterparty) == "" {
		lacks = append(lacks, "counterparty")
	}
	if strings.TrimSpace(p.Owner) == "" {
		lacks = append(lacks, "owner")
	}
	return lacks
}

// AccessKind is the kind of way an access point is.
type AccessKind string

// AccessKinds lists the kinds in the order of menus.
var AccessKinds = []AccessKind{"network", "radio", "removable-media", "vendor", "gps", "door", "other"}

// Word is the kind in words.
func (k AccessKind) Word() string {
	if k == "gps" {
		return "time and position signal (GPS)"
	}
	return strings.ReplaceAll(string(k), "-", " ")
}

// AccessDirection is seen from the system.
type AccessDirection string

// The directions of an access point.
const (
	Inward   AccessDirection = "inward"
	Outward  AccessDirection = "outward"
	BothWays AccessDirection = "both"
)

// Function is an essential function of the plant: one that health, safety,
// environment or availability depend on (IEC 62443-1-1).
type Function struct {
	Head
	Kind        FunctionKind    `json:"kind"`
	Description string          `json:"description,omitempty"`
	Owner       string          `json:"owner,omitempty"`
	Zones       []plant.ZoneID  `json:"zones,omitempty"`
	Assets      []plant.AssetID `json:"assets,omitempty"`
	Recovery    *Recovery       `json:"recovery,omitempty"`
}

// FunctionKind says what a function is for.
type FunctionKind string

// FunctionKinds lists the kinds in the order of menus: what protects people
// comes before what makes the product.
var FunctionKinds = []FunctionKind{"safety", "environment", "control", "view", "production", "utility", "information", "other"}

// Recovery is what availability is asked of a function and what was shown.
// Times are in hours; nil is not stated or never measured.
type Recovery struct {
	TargetTime    *float64 `json:"targetTime,omitempty"`  // recovery time objective
	TargetPoint   *float64 `json:"targetPoint,omitempty"` // recovery point objective
	MeasuredTime  *float64 `json:"measuredTime,omitempty"`
	MeasuredPoint *float64 `json:"measuredPoint,omitempty"`
	// Redundancy is "none", "cold", "warm" or "hot"; "" is not stated.
	Redundancy string `json:"redundancy,omitempty"`
	// ManualFallback says how the plant runs without the function; FallbackTime
	// is how long it can.
	ManualFallback string     `json:"manualFallback,omitempty"`
	FallbackTime   *float64   `json:"fallbackTime,omitempty"`
	RestoreTested  plant.Date `json:"restoreTested,omitempty"`
	// Spares is "none", "ordered", "off-site" or "on-site"; "" is not stated.
	Spares string `json:"spares,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Assumption is something the assessment takes for granted until it is tested.
type Assumption struct {
	Head             // Name is the assumption in a few words
	Statement string `json:"statement,omitempty"`
	Owner     string `json:"owner,omitempty"`
	Test      string `json:"test,omitempty"` // how it is found out
	// Due is when the test is due, Expires when a confirmed assumption must be
	// tested again.
	Due       plant.Date      `json:"due,omitempty"`
	Expires   plant.Date      `json:"expires,omitempty"`
	State     AssumptionState `json:"state"`
	CheckedOn plant.Date      `json:"checkedOn,omitempty"`
	CheckedBy string          `json:"checkedBy,omitempty"`
	// IfFalse is what happens to the scenarios that rest on it: likelihood and
	// consequence levels added (capped by the scale).
	LikelihoodIfFalse  int `json:"likelihoodIfFalse,omitempty"`
	ConsequenceIfFalse int `json:"consequenceIfFalse,omitempty"`
}

// AssumptionState is what is known of an assumption.
type AssumptionState string

// The states of an assumption. An open or expired one still holds in the
// numbers, which are then shown as conditional.
const (
	AssumptionOpen      AssumptionState = "open"
	AssumptionConfirmed AssumptionState = "confirmed"
	AssumptionFalse     AssumptionState = "false"
)
