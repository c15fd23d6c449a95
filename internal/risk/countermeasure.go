package risk

import (
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Countermeasure is something that stands between a threat and a consequence:
// technical, physical, procedural, of people or of organisation.
type Countermeasure struct {
	Head
	Layer       Layer             `json:"layer"`
	Kind        MeasureKind       `json:"kind"`
	State       MeasureState      `json:"state"`
	Description string            `json:"description,omitempty"`
	Owner       string            `json:"owner,omitempty"`
	WholeSite   bool              `json:"wholeSite,omitempty"`
	Zones       []plant.ZoneID    `json:"zones,omitempty"`    // that it protects
	Conduits    []plant.ConduitID `json:"conduits,omitempty"` // that it protects
	// PlacedIn is the zone whose network it stands in: who owns that network may
	// defeat it if it is hackable.
	PlacedIn plant.ZoneID `json:"placedIn,omitempty"`
	Hackable bool         `json:"hackable,omitempty"`
	// ProtectiveFunction marks a measure that works inside a safety function,
	// where no security control may be.
	ProtectiveFunction bool `json:"protectiveFunction,omitempty"`
	// Dependencies are what it shares with others: two countermeasures with one
	// in common count once.
	Dependencies []Dependency `json:"dependencies,omitempty"`
	// Requirements of IEC 62443-3-3 that it meets, or helps to meet, where it stands.
	Requirements []string `json:"requirements,omitempty"`
	// Cost in the site's currency, effort in person-days.
	Cost          float64    `json:"cost,omitempty"`
	Effort        float64    `json:"effort,omitempty"`
	NeedsShutdown bool       `json:"needsShutdown,omitempty"`
	ShutdownHours float64    `json:"shutdownHours,omitempty"`
	Evidence      string     `json:"evidence,omitempty"`
	TestedOn      plant.Date `json:"testedOn,omitempty"`
	Expires       plant.Date `json:"expires,omitempty"`
	// Conflicts of the measure with safety, and how both sides resolved them.
	Conflicts []SafetyConflict `json:"conflicts,omitempty"`
}

// Layer is where in the defence a countermeasure stands.
type Layer string

// Layers lists the layers from the outside in.
var Layers = []Layer{"policy-people", "physical", "perimeter", "network", "host", "application", "data", "safety-process"}

// MeasureKind is what a countermeasure is made of.
type MeasureKind string

// MeasureKinds lists the kinds in the order of menus.
var MeasureKinds = []MeasureKind{"technical", "physical", "procedural", "people", "organisational"}

// MeasureState is how far a countermeasure has come.
type MeasureState string

// The states of a countermeasure. Only an existing one counts today.
const (
	MeasureProposed MeasureState = "proposed"
	MeasurePlanned  MeasureState = "planned"
	MeasureExisting MeasureState = "existing"
	MeasureRetired  MeasureState = "retired"
)

// Protects lists the zones and conduits of a site that the countermeasure
// protects; one of the whole site also serves what is inherited from the site.
func (m *Countermeasure) Protects(site plant.Site) []assess.Subject {
	var out []assess.Subject
	if m.WholeSite {
		out = append(out, assess.Subject{Kind: assess.OfSite, ID: string(site.ID)})
	}
	for i := range site.Zones {
		if z := &site.Zones[i]; m.WholeSite || slices.Contains(m.Zones, z.ID) {
			out = append(out, assess.Subject{Kind: assess.OfZone, ID: string(z.ID)})
		}
	}
	for i := range site.Conduits {
		if c := &site.Conduits[i]; m.WholeSite || slices.Contains(m.Conduits, c.ID) {
			out = append(out, assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)})
		}
	}
	return out
}

// RequirementIDs are those that the countermeasure names, as the catalogue knows them.
func (m *Countermeasure) RequirementIDs() []catalog.RequirementID {
	ids := make([]catalog.RequirementID, len(m.Requirements))
	for i, id := range m.Requirements {
		ids[i] = catalog.RequirementID(id)
	}
	return ids
}

// Dependency is something that a countermeasure needs to work.
type Dependency struct {
	Kind DependencyKind `json:"kind"`
	Name string         `json:"name"` // compared without case
}

// DependencyKind is the kind of thing that is shared.
type DependencyKind string

// DependencyKinds lists the kinds in the order of menus.
var DependencyKinds = []DependencyKind{"account-store", "vendor", "firewall", "network", "power", "sensor", "logic-solver", "operator", "other"}

// SafetyConflict is a clash between security and safety and how it was settled,
// by somebody for each side.
type SafetyConflict struct {
	Text       string     `json:"text"`
	Resolution string     `json:"resolution,omitempty"`
	SafetyBy   string     `json:"safetyBy,omitempty"`
	SecurityBy string     `json:"securityBy,omitempty"`
	On         plant.Date `json:"on,omitempty"`
}

// Environment is the security environment that a safety zone relies on (IEC TR
// 63069): what is promised to the safety side, by which countermeasures, until when.
type Environment struct {
	Head
	Zone            plant.ZoneID `json:"zone"`
	Statement       string       `json:"statement"`
	Countermeasures []ID         `json:"countermeasures,omitempty"`
	Owner           string       `json:"owner,omitempty"` // on the safety side
	Evidence        string       `json:"evidence,omitempty"`
	ValidUntil      plant.Date   `json:"validUntil,omitempty"`
}
