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

// EvidenceID identifies a record of the evidence library.
type EvidenceID string

// Claim is the answer to one requirement for a product or a company, wherever
// it is used: what a supplier says of a product (IEC 62443-4-2), of its own
// development (4-1), a service provider of its work (2-4), an asset owner of
// what all its sites share (2-1). It is a verdict that belongs to the organisation.
type Claim struct {
	Verdict
}

// SubjectKind says what a verdict is about.
type SubjectKind string

// The kinds of subject.
const (
	OfZone    SubjectKind = "zone"
	OfConduit SubjectKind = "conduit"
	OfSite    SubjectKind = "site"  // a service of the whole site, to be inherited; its security program
	OfAsset   SubjectKind = "asset" // a component where it is installed
	OfProduct SubjectKind = "product"
	OfCompany SubjectKind = "company"
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
	// Function is the key of the essential function that applying the requirement
	// would harm (IEC 62443-3-3, clause 4.2); mandatory for not applied, with
	// reason, approver and the countermeasure that stands in.
	Function string `json:"function,omitempty"`
	// Maturity is the level shown, 1 to 4, and MaturityTarget the one aimed at,
	// where the set is rated by maturity; 0 is none.
	Maturity       int `json:"maturity,omitempty"`
	MaturityTarget int `json:"maturityTarget,omitempty"`
	// Evidence names the proofs in words, Proofs those of the evidence library.
	Evidence []string     `json:"evidence,omitempty"`
	Proofs   []EvidenceID `json:"proofs,omitempty"`
	// HiddenProofs counts those that are left out of an answer that is shown,
	// because the caller may not know of them. It is never stored.
	HiddenProofs int        `json:"hiddenProofs,omitempty"`
	Assessor     string     `json:"assessor,omitempty"`
	AssessedOn   plant.Date `json:"assessedOn,omitempty"`
	Note         string     `json:"note,omitempty"`
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
	// ByComponents is met as long as every component of the zone to which the
	// requirement applies meets what IEC 62443-4-2 derives from it.
	ByComponents State = "by-components"
	// NotApplied is withheld for the plant's good, with a countermeasure in its
	// stead: essential functions come first (IEC 62443-3-3, clause 4.2).
	NotApplied State = "not-applied"
)
