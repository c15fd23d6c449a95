// Package catalog holds requirement sets as versioned data packs: ids, short
// titles and security levels, which are facts, with summaries, questions and
// evidence examples in our own words. The text of the standard is never in it.
package catalog

import (
	"ringwall/internal/sl"
)

// SetID names a requirement set and its edition, such as "iec-62443-3-3:2013".
type SetID string

// SystemRequirements is the set of system security requirements, IEC 62443-3-3:2013 with COR1:2014.
const SystemRequirements SetID = "iec-62443-3-3:2013"

// RequirementID is the id that the standard prints, such as "SR 1.1 RE 1".
type RequirementID string

// Set is one requirement set of one edition. Editions stand side by side.
type Set struct {
	ID          SetID   `json:"id"`
	Kind        SetKind `json:"kind"`
	Standard    string  `json:"standard"` // "IEC 62443-3-3:2013"
	Title       string  `json:"title"`
	Edition     string  `json:"edition,omitempty"`
	Corrigendum string  `json:"corrigendum,omitempty"`
	Replaces    SetID   `json:"replaces,omitempty"` // the set of the edition before
	Version     string  `json:"version"`            // of the data pack
	// Attribution names the source where its licence asks for that.
	Attribution string `json:"attribution,omitempty"`
	// Maturity are the levels by which the set is rated; none where it knows none.
	Maturity []MaturityLevel `json:"maturity,omitempty"`
	// FRs are the foundational requirements; only sets with security levels have them.
	FRs []Foundation `json:"foundationalRequirements,omitempty"`
	// Groups are the headings above the requirements, each after its parent:
	// categories and elements, functional areas, practices, steps.
	Groups       []Group       `json:"groups,omitempty"`
	Requirements []Requirement `json:"requirements"`

	byID map[RequirementID]int
}

// SetKind says whose duty a set describes and how it is answered.
type SetKind string

// The kinds of set.
const (
	OfSystem      SetKind = "system"      // 3-3: by security level, for zones, conduits and the site
	OfComponent   SetKind = "component"   // 4-2: by security level, for products and assets
	OfDevelopment SetKind = "development" // 4-1: by maturity, for product suppliers
	OfProvider    SetKind = "provider"    // 2-4: by maturity, for integrators and service providers
	OfProgram     SetKind = "program"     // 2-1: by maturity, for asset owners
	OfProcedure   SetKind = "procedure"   // 3-2: for the site
	OfFramework   SetKind = "framework"   // another body's set, reached by crosswalks
)

// Levelled says whether the requirements are asked from a security level on.
func (s *Set) Levelled() bool { return s.Kind == OfSystem || s.Kind == OfComponent }

// MaturityLevel is a step of the maturity scale (IEC 62443-2-4 and 4-1, clause 4).
type MaturityLevel struct {
	Level   int    `json:"level"` // 1 to 4
	Name    string `json:"name"`
	Summary string `json:"summary"` // own words
}

// Group is a heading above requirements.
type Group struct {
	ID      string `json:"id"`
	Parent  string `json:"parent,omitempty"`
	Title   string `json:"title"`
	Clause  string `json:"clause,omitempty"`
	Summary string `json:"summary,omitempty"`
}

// Foundation is a foundational requirement as the set treats it.
type Foundation struct {
	FR      sl.FR  `json:"fr"`
	ID      string `json:"id"`
	Abbrev  string `json:"abbrev"`
	Title   string `json:"title"`
	Clause  string `json:"clause"`
	Summary string `json:"summary"`
}

// Requirement is one requirement of a set, or an enhancement of one.
type Requirement struct {
	ID     RequirementID `json:"id"`
	FR     sl.FR         `json:"fr,omitzero"`      // [sl.None] without security levels
	Group  string        `json:"group,omitempty"`  // the heading that it stands under
	Parent RequirementID `json:"parent,omitempty"` // of an enhancement: what it enhances
	Title  string        `json:"title"`
	// From is the lowest security level that asks for the requirement; each
	// higher level asks for it too (IEC 62443-3-3, Annex B). It is 0 where the
	// set has no levels, and for the common constraints of IEC 62443-4-2, which
	// hold at every level.
	From sl.Level `json:"slFrom,omitempty"`
	// Types are the component types that the requirement is for; empty is all.
	Types []ComponentType `json:"types,omitempty"`
	// Heading is the number under which the requirement stands for its component
	// type: "CR 2.4" of "EDR 2.4". A heading is not asked itself.
	Heading RequirementID `json:"heading,omitempty"`
	// Derives are the system requirements that it serves (4-2 of 3-3).
	Derives  []RequirementID `json:"derives,omitempty"`
	Summary  string          `json:"summary"`  // own words
	Question string          `json:"question"` // what a person is asked
	Evidence string          `json:"evidence"` // an example of good evidence
	// Confidence grades the facts: how well id, title and level are attested.
	Confidence Confidence `json:"confidence,omitempty"`
	// Doubts lists each place where the sources of the fact disagree.
	Doubts []Doubt `json:"doubts,omitempty"`
}

// ComponentType is a type of component of IEC 62443-4-2; the words are those
// of the types of an asset.
type ComponentType string

// The component types (IEC 62443-4-2, clauses 12 to 15).
const (
	SoftwareApplication ComponentType = "software-application"
	EmbeddedDevice      ComponentType = "embedded-device"
	HostDevice          ComponentType = "host-device"
	NetworkDevice       ComponentType = "network-device"
)

// ComponentTypes lists the types in the order of the standard.
var ComponentTypes = []ComponentType{SoftwareApplication, EmbeddedDevice, HostDevice, NetworkDevice}

// Confidence grades how well a fact is attested.
type Confidence string

// The grades of confidence.
const (
	High   Confidence = "high"   // several sources agree
	Medium Confidence = "medium" // one source, or one and a recollection
	Low    Confidence = "low"    // recollection only
)

// Enhancement says whether the requirement enhances another.
func (r Requirement) Enhancement() bool { return r.Parent != "" }

// Doubt is a disagreement between the sources of a fact, and what was decided.
type Doubt struct {
	About  string `json:"about"`  // "slFrom"
	Source string `json:"source"` // who says otherwise
	Says   string `json:"says"`   // the other value
	Note   string `json:"note,omitempty"`
}
