// Package proof is what stands behind answers: the evidence library with its
// files, periods and freshness, assessments that a second person signs, the
// contradictions in the whole record (package xray below), the trace from a risk
// to the proof that it is held down (package trace below), and the questionnaire
// that is answered without the program (package sheet below).
//
// [Standing] says whether an evidence counts for a requirement today, [Together]
// what the proofs of one answer amount to, [Make] what the program finds in its
// own record, [Freeze] and [CompareResults] what an assessment found.
package proof

import (
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// Evidence is one proof: files, or something that the program itself knows. It
// may serve many verdicts, and a verdict may rest on many.
type Evidence struct {
	supply.Head
	Description string   `json:"description,omitempty"`
	Kind        Kind     `json:"kind"`
	Section     string   `json:"section,omitempty"` // of an auditor's binder: "backup and restore tests"
	Files       []File   `json:"files,omitempty"`   // every revision, the newest last
	Links       []string `json:"links,omitempty"`   // where a document is kept elsewhere
	// Effective is the day from which it speaks; From and Until the period that
	// it covers.
	Effective plant.Date `json:"effective,omitempty"`
	From      plant.Date `json:"from,omitempty"`
	Until     plant.Date `json:"until,omitempty"`
	// What it is about; all empty is the whole site, or organisation.
	Zones    []plant.ZoneID    `json:"zones,omitempty"`
	Conduits []plant.ConduitID `json:"conduits,omitempty"`
	Assets   []plant.AssetID   `json:"assets,omitempty"`
	Products []supply.ID       `json:"products,omitempty"`
	// Sample says which part was looked at, and how it was chosen.
	Sample          string          `json:"sample,omitempty"`
	CollectedBy     string          `json:"collectedBy,omitempty"`
	Source          string          `json:"source,omitempty"`
	Expires         plant.Date      `json:"expires,omitempty"`
	Confidentiality Confidentiality `json:"confidentiality,omitempty"`
	// Made is set when the program makes the evidence itself.
	Made *Made `json:"made,omitempty"`
	// ReplacedBy is the evidence that took its place; empty while it stands.
	ReplacedBy supply.ID `json:"replacedBy,omitempty"`
	// AddedBy is the e-mail of the account that added it. The program sets it.
	AddedBy string `json:"addedBy,omitempty" document:"-"`
}

// Kind says what a proof shows.
type Kind string

// The kinds of proof.
const (
	Implemented Kind = "implemented" // it is there: a setting, a record
	Works       Kind = "effective"   // it works: a test, a drill
)

// File is one revision of a file of an evidence.
type File struct {
	Revision int       `json:"revision"` // of the evidence, from 1
	Name     string    `json:"name"`
	Hash     string    `json:"hash"` // SHA-256, hex; the name in the vault
	Size     int64     `json:"size"`
	Media    string    `json:"media"` // as the content shows, not as the name says
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Note     string    `json:"note,omitempty"`
	// Superseded is the revision that replaced this one; 0 while it stands.
	Superseded int `json:"superseded,omitempty"`
}

// Confidentiality of an evidence, from open to closed.
type Confidentiality string

// Confidentialities lists the grades from open to closed.
var Confidentialities = []Confidentiality{"public", "internal", "confidential", "secret"}

// Made is evidence that the program makes of its own record. It is stale once
// the record that it was made from has changed.
type Made struct {
	Rule   MadeRule  `json:"rule"`
	At     time.Time `json:"at"`
	Result string    `json:"result"` // one sentence: what was found
	Holds  bool      `json:"holds"`  // whether it speaks for the requirement
	// Ground is the digest of what it was made from.
	Ground string `json:"ground"`
}

// MadeRule names a way in which the program makes evidence.
type MadeRule string

// The rules.
const (
	InventoryReconciled MadeRule = "inventory-reconciliation" // declared assets against those seen and walked
	TrafficConforms     MadeRule = "traffic-conformance"      // observed flows against declared conduits
	RestoreTested       MadeRule = "restore-test"             // essential functions restored in time
	Trained             MadeRule = "training-record"
	LedgerVerified      MadeRule = "ledger-verification" // the record itself is whole
)

// Assessment is a campaign: one requirement set answered for some subjects of
// some sites by a day, reviewed and signed by a second person.
type Assessment struct {
	supply.Head
	Set     catalog.SetID `json:"set"`
	Parts   []Part        `json:"parts"`
	Lead    string        `json:"lead,omitempty"` // name or e-mail of who answers for it
	Starts  plant.Date    `json:"starts,omitempty"`
	Due     plant.Date    `json:"due,omitempty"`
	Purpose string        `json:"purpose,omitempty"`
	Method  string        `json:"method,omitempty"`
	State   CampaignState `json:"state"`
	// Before is the assessment that this one is compared to.
	Before supply.ID `json:"before,omitempty"`
	// Result is what stood when it was given into review; a signature binds it.
	Result *Result    `json:"result,omitempty"`
	Review *Signature `json:"review,omitempty"`
	// Returned are the times that the reviewer gave it back, the newest last.
	Returned []Remark `json:"returned,omitempty"`
	// Cancelled says who gave it up, and why.
	Cancelled *Remark `json:"cancelled,omitempty"`
}

// Remark is the word of a person on an assessment.
type Remark struct {
	By     string    `json:"by"` // e-mail of the account
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// Part is one site of an assessment with its subjects; none is all that the
// set is answered for.
type Part struct {
	Site     plant.SiteID     `json:"site,omitempty"`
	Subjects []assess.Subject `json:"subjects,omitempty"`
	Assessor string           `json:"assessor,omitempty"` // name or e-mail
}

// CampaignState of an assessment.
type CampaignState string

// The states of an assessment.
const (
	Planned  CampaignState = "planned"
	Open     CampaignState = "open"
	InReview CampaignState = "in-review"
	Signed   CampaignState = "signed"
	GivenUp  CampaignState = "cancelled"
)

// Result is an assessment as it stood on a day.
type Result struct {
	On plant.Date `json:"on"`
	By string     `json:"by"` // e-mail of the account that gave it into review
	// Unanswered is how many asked requirements had no answer, and Reason why it
	// was given into review all the same.
	Unanswered int    `json:"unanswered,omitempty"`
	Reason     string `json:"reason,omitempty"`
	// Answered are the accounts that answered any of it, and those named as
	// assessors: none of them may sign.
	Answered []string        `json:"answered,omitempty"`
	Subjects []SubjectResult `json:"subjects"`
	Digest   string          `json:"digest" document:"-"` // SHA-256 over the rest, hex
}

// SubjectResult is what was answered for one subject.
type SubjectResult struct {
	Site    plant.SiteID   `json:"site,omitempty"`
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Answers []ResultLine   `json:"answers"`
}

// ResultLine is one answer of a result.
type ResultLine struct {
	Requirement catalog.RequirementID `json:"requirement"`
	State       assess.State          `json:"state"`
	Holds       bool                  `json:"holds"`
	Maturity    int                   `json:"maturity,omitempty"`
	Why         string                `json:"why,omitempty"`
	Proofs      int                   `json:"proofs,omitempty"`
}

// Signature is the word of the second person.
type Signature struct {
	By      string    `json:"by"` // e-mail of the account
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Meaning string    `json:"meaning"`
	Digest  string    `json:"digest" document:"-"`
	// Imported says that a document brought it: the program did not see it given.
	Imported bool `json:"imported,omitempty"`
}
