// Package risk is the risk procedure of IEC 62443-3-2 over a declared plant:
// the system under consideration, criteria, worst cases, the detailed scenarios
// with their safeguards, target levels, defence in depth, threats and triggers.
//
// The packages below build on it: lint finds its weaknesses, whatif tries changes
// out, spec writes the cybersecurity requirements specification and says what
// stands against its approval, sheet reads and writes its scenarios as tables.
//
// What people decide is kept as records, gathered in a [Register]; whatever
// follows from them is computed. Health, safety and environment come first, and
// a residual risk is never zero.
package risk

import (
	"time"

	"ringwall/internal/plant"
)

// ID identifies a record of the register; the store gives it out.
type ID string

// Head is what every record of the register has.
type Head struct {
	ID   ID           `json:"id,omitempty" document:"-"`
	Site plant.SiteID `json:"-"`
	// Key is what people say aloud: "SC-014". It is unique within its kind and site.
	Key     string `json:"key"`
	Name    string `json:"name"`
	Version int    `json:"version,omitempty" document:"-"`
}

// Register holds every record of a site's risk procedure, each kind by key.
type Register struct {
	Systems         []System          `json:"systems,omitempty"`
	Functions       []Function        `json:"functions,omitempty"`
	Criteria        []Criteria        `json:"criteria,omitempty"`
	Assumptions     []Assumption      `json:"assumptions,omitempty"`
	Countermeasures []Countermeasure  `json:"countermeasures,omitempty"`
	Environments    []Environment     `json:"environments,omitempty"`
	WorstCases      []WorstCase       `json:"worstCases,omitempty"`
	Comparisons     []Comparison      `json:"comparisons,omitempty"`
	Scenarios       []Scenario        `json:"scenarios,omitempty"`
	Findings        []FindingDecision `json:"findings,omitempty"`
	Proposals       []Proposal        `json:"proposals,omitempty"`
	Roadmaps        []Roadmap         `json:"roadmaps,omitempty" document:"-"`
	Specifications  []Specification   `json:"specifications,omitempty"`
	Approvals       []Approval        `json:"approvals,omitempty"`
	Tasks           []Task            `json:"tasks,omitempty"`
}

// Signature is a decision that a person put their name to after signing in
// again. It binds what was signed by its digest.
type Signature struct {
	By        string    `json:"by"`   // e-mail of the account
	Name      string    `json:"name"` // as it was when signed
	Authority string    `json:"authority,omitempty"`
	At        time.Time `json:"at"`
	Meaning   string    `json:"meaning"`          // "I accept these criteria"
	Digest    string    `json:"digest,omitempty"` // SHA-256 of what was signed, hex
	// Imported marks a signature that came in with a document: nobody signed in
	// for it here.
	Imported bool `json:"imported,omitempty"`
}
