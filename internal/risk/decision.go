package risk

import (
	"encoding/json"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// FindingDecision is what was decided about a finding of the model. Its key is
// the finding's stable id, so it survives every run of the rules.
type FindingDecision struct {
	Head
	Owner    string           `json:"owner,omitempty"`
	Due      plant.Date       `json:"due,omitempty"`
	Note     string           `json:"note,omitempty"`
	Accepted *FindingAccepted `json:"accepted,omitempty"`
	// Finding as it read when the decision was last changed: that is all that can
	// be told of it once it is gone.
	Finding *plant.Finding `json:"finding,omitempty" document:"-"`
}

// FindingAccepted is a finding that somebody decided to live with for a time.
type FindingAccepted struct {
	Justification string     `json:"justification"`
	By            string     `json:"by"`
	On            plant.Date `json:"on"`
	Until         plant.Date `json:"until"`
}

// Change is one step of a what-if. Which fields it uses depends on its kind.
type Change struct {
	Kind ChangeKind `json:"kind"`
	// Record is the id of what changes: a conduit, an asset, an assumption, a
	// countermeasure, a zone.
	Record string `json:"record,omitempty"`
	// Zone is where an asset moves to.
	Zone plant.ZoneID `json:"zone,omitempty"`
	// Value is the new state of an assumption or countermeasure, or the vector
	// of a target.
	Value string `json:"value,omitempty"`
	// Conduit or Countermeasure is what is added.
	Conduit        *plant.Conduit  `json:"conduit,omitempty"`
	Countermeasure *Countermeasure `json:"countermeasure,omitempty"`
	// At are the scenarios in which the added countermeasure would be a
	// safeguard, with the credit that it would be given there.
	At []SafeguardAt `json:"at,omitempty"`
}

// SafeguardAt is the credit of a supposed countermeasure in one scenario.
type SafeguardAt struct {
	Scenario          ID     `json:"scenario"`
	LowersLikelihood  int    `json:"lowersLikelihood,omitempty"`
	LowersConsequence int    `json:"lowersConsequence,omitempty"`
	Reason            string `json:"reason,omitempty"`
}

// ChangeKind is the kind of a step of a what-if.
type ChangeKind string

// The kinds of change.
const (
	CloseConduit      ChangeKind = "close-conduit"
	OpenConduit       ChangeKind = "open-conduit" // adds Conduit
	MoveAsset         ChangeKind = "move-asset"
	AddCountermeasure ChangeKind = "add-countermeasure"
	SetCountermeasure ChangeKind = "set-countermeasure" // to the state Value
	SetAssumption     ChangeKind = "set-assumption"     // to the state Value
	SetTarget         ChangeKind = "set-target"         // of a zone or conduit, to the vector Value
)

// Proposal is a what-if that was kept: nothing of it is done.
type Proposal struct {
	Head
	Note    string   `json:"note,omitempty"`
	Changes []Change `json:"changes"`
	// Result is what the what-if showed when it was kept.
	Result json.RawMessage `json:"result,omitempty" document:"-"`
}

// Roadmap is a plan that was kept: the cheapest way to the targets of some
// subjects, over outage windows.
type Roadmap struct {
	Head
	Note string `json:"note,omitempty"`
	// Asked is what was asked for, Plan what came out when it was kept.
	Asked json.RawMessage `json:"asked,omitempty"`
	Plan  json.RawMessage `json:"plan,omitempty"`
}

// Specification is what people write into the cybersecurity requirements
// specification (IEC 62443-3-2, ZCR 6); the rest of it is computed.
type Specification struct {
	Head
	System            ID       `json:"system,omitempty"`
	Introduction      string   `json:"introduction,omitempty"`
	Environment       string   `json:"environment,omitempty"`       // ZCR 6.5
	ThreatEnvironment string   `json:"threatEnvironment,omitempty"` // ZCR 6.6
	Policies          []string `json:"policies,omitempty"`          // ZCR 6.7
	Regulations       []string `json:"regulations,omitempty"`       // ZCR 6.9
	// Lines say more of single requirements than what is computed.
	Lines []SpecLine `json:"lines,omitempty"`
	// Own are requirements of the owner beyond those of 62443-3-3.
	Own []OwnRequirement `json:"own,omitempty"`
}

// SpecLine is how one requirement at one subject is verified.
type SpecLine struct {
	Requirement  string          `json:"requirement"`
	Zone         plant.ZoneID    `json:"zone,omitempty"` // of the subject; both empty: at every subject
	Conduit      plant.ConduitID `json:"conduit,omitempty"`
	Verification Verification    `json:"verification,omitempty"`
	HoldPoint    bool            `json:"holdPoint,omitempty"`
	Note         string          `json:"note,omitempty"`
}

// OwnRequirement is a requirement that the owner adds.
type OwnRequirement struct {
	Key          string            `json:"key"`
	Text         string            `json:"text"`
	Zones        []plant.ZoneID    `json:"zones,omitempty"`
	Conduits     []plant.ConduitID `json:"conduits,omitempty"`
	Scenarios    []ID              `json:"scenarios,omitempty"` // risks it serves
	Verification Verification      `json:"verification,omitempty"`
	HoldPoint    bool              `json:"holdPoint,omitempty"`
}

// Verification is how it is shown that a requirement is met.
type Verification string

// Verifications lists the methods in the order of menus.
var Verifications = []Verification{"document-review", "design-review", "fat", "sat", "commissioning", "contract"}

// Word is the method in words.
func (v Verification) Word() string {
	switch v {
	case "document-review":
		return "document review"
	case "design-review":
		return "design review"
	case "fat":
		return "factory acceptance test"
	case "sat":
		return "site acceptance test"
	case "commissioning":
		return "commissioning"
	case "contract":
		return "contract"
	}
	return string(v)
}

// Approval is the asset owner's approval of a specification (IEC 62443-3-2, ZCR 7.1).
type Approval struct {
	Head
	Specification ID     `json:"specification,omitempty"`
	Revision      int64  `json:"revision"` // last entry of the history that was approved
	Digest        string `json:"digest"`   // of the specification as approved, SHA-256, hex
	// Release of ATT&CK for ICS that was in use then.
	Release    string   `json:"release,omitempty"`
	Decisions  []string `json:"decisions,omitempty"`
	Conditions []string `json:"conditions,omitempty"`
	// DoesNot says what the approval does not cover.
	DoesNot  string         `json:"doesNot,omitempty"`
	Residual []ResidualRisk `json:"residual,omitempty"`
	ReviewBy plant.Date     `json:"reviewBy"` // at most three years on
	Signed   Signature      `json:"signed"`
	Reopened *Reopened      `json:"reopened,omitempty"`
}

// ResidualRisk is how many scenarios of a band remained, and whose they are.
type ResidualRisk struct {
	Band      BandID `json:"band"`
	Authority string `json:"authority,omitempty"`
	Scenarios int    `json:"scenarios"`
}

// Reopened says why an approval no longer stands.
type Reopened struct {
	Trigger Trigger    `json:"trigger"`
	What    string     `json:"what"` // "conduit C-07 was added"
	On      plant.Date `json:"on"`
}

// Trigger is what calls for looking again at something decided.
type Trigger string

// The triggers.
const (
	AssetChanged      Trigger = "asset-changed"
	PathChanged       Trigger = "path-changed"
	Incident          Trigger = "incident"
	SupplierChanged   Trigger = "supplier-changed"
	NewTechnique      Trigger = "new-technique"
	AssumptionFailed  Trigger = "assumption-false"
	AcceptanceExpired Trigger = "acceptance-expired"
	ReviewDue         Trigger = "review-due" // three years, or earlier if so decided
)

// Task is something that has to be done because something happened.
type Task struct {
	Head               // Name is what to do
	Why     string     `json:"why,omitempty"`
	Trigger Trigger    `json:"trigger,omitempty"`
	Kind    string     `json:"kind,omitempty"`   // of the record it is about
	Record  string     `json:"record,omitempty"` // its id
	Owner   string     `json:"owner,omitempty"`
	Due     plant.Date `json:"due,omitempty"`
	Done    plant.Date `json:"done,omitempty"`
	Outcome string     `json:"outcome,omitempty"`
}

// TargetDecision is an SL-T that is decided for a zone or conduit.
type TargetDecision struct {
	Method    Method    `json:"method"`
	Vector    sl.Vector `json:"vector"`
	Rationale string    `json:"rationale,omitempty"`
}
