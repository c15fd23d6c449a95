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

// Set is one requirement set of one edition.
type Set struct {
	ID           SetID         `json:"id"`
	Standard     string        `json:"standard"` // "IEC 62443-3-3:2013"
	Title        string        `json:"title"`
	Corrigendum  string        `json:"corrigendum,omitempty"`
	Version      string        `json:"version"` // of the data pack
	FRs          []Foundation  `json:"foundationalRequirements"`
	Requirements []Requirement `json:"requirements"`

	byID map[RequirementID]int
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

// Requirement is a system requirement (SR) or one of its enhancements (RE).
type Requirement struct {
	ID     RequirementID `json:"id"`
	FR     sl.FR         `json:"fr"`
	Parent RequirementID `json:"parent,omitempty"` // of an enhancement: its SR
	Title  string        `json:"title"`
	// From is the lowest security level that asks for the requirement; each
	// higher level asks for it too (IEC 62443-3-3, Annex B).
	From     sl.Level `json:"slFrom"`
	Summary  string   `json:"summary"`  // own words
	Question string   `json:"question"` // what a person is asked
	Evidence string   `json:"evidence"` // an example of good evidence
	// Doubts lists each place where the sources of the fact disagree.
	Doubts []Doubt `json:"doubts,omitempty"`
}

// Enhancement says whether the requirement enhances another.
func (r Requirement) Enhancement() bool { return r.Parent != "" }

// Doubt is a disagreement between the sources of a fact, and what was decided.
type Doubt struct {
	About  string `json:"about"`  // "slFrom"
	Source string `json:"source"` // who says otherwise
	Says   string `json:"says"`   // the other value
	Note   string `json:"note,omitempty"`
}
