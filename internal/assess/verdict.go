// Package assess turns verdicts and countermeasures into levels: SL-A of each
// zone and conduit over the seven foundational requirements, the gap to SL-T,
// and for every number the requirements that explain it.
package assess

import (
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// VerdictID identifies a stored verdict.
type VerdictID string

// SubjectKind says what a verdict is about.
type SubjectKind string

// The kinds of subject.
const (
	OfZone    SubjectKind = "zone"
	OfConduit SubjectKind = "conduit"
	OfSite    SubjectKind = "site" // a service of the whole site, to be inherited
)

// Subject is what a verdict is about; for the site its ID is the site's id.
type Subject struct {
	Kind SubjectKind `json:"kind"`
	ID   string      `json:"id"`
}

// Verdict is the answer to one requirement for one subject. A requirement
// without a verdict is unanswered: it counts as not met and is shown as
// unanswered.
type Verdict struct {
	ID          VerdictID             `json:"id"`
	Site        plant.SiteID          `json:"-"`
	Subject     Subject               `json:"subject"`
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement"`
	State       State                 `json:"state"`
	// Reason explains the answer; mandatory for partly and not applicable.
	Reason string `json:"reason,omitempty"`
	// Approver is who agreed to "not applicable"; mandatory for it.
	Approver string `json:"approver,omitempty"`
	// Compensating names the countermeasure that stands in (IEC 62443-3-3,
	// clause 4.3); mandatory for compensated.
	Compensating string `json:"compensating,omitempty"`
	// Expires ends a compensated verdict: from that day it counts as not met.
	// Mandatory for compensated.
	Expires plant.Date `json:"expires,omitempty"`
	// From is the conduit, zone or site whose verdict on the same requirement
	// is inherited; mandatory for inherited.
	From *Subject `json:"from,omitempty"`
	// Evidence names the proofs in words or by document id.
	Evidence   []string   `json:"evidence,omitempty"`
	Assessor   string     `json:"assessor,omitempty"`
	AssessedOn plant.Date `json:"assessedOn,omitempty"`
	Note       string     `json:"note,omitempty"`
	plant.Meta
}

// State of a verdict.
type State string

// The states of a verdict. Unanswered is never stored: it is what a
// requirement without a verdict shows.
const (
	Unanswered    State = "unanswered"
	Met           State = "met"
	Partly        State = "partly"
	NotMet        State = "not-met"
	NotApplicable State = "not-applicable"
	Compensated   State = "compensated"
	Inherited     State = "inherited"
)
