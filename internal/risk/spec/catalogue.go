package spec

import (
	"ringwall/internal/risk"
)

// RequirementText is what one requirement of IEC 62443-3-3 asks, wherever it is
// asked: each stands once in a specification, however many lines name it.
type RequirementText struct {
	ID              string            `json:"id"` // "SR 5.1 RE 1"
	FR              string            `json:"fr"`
	FRName          string            `json:"frName"`
	Title           string            `json:"title"`
	Text            string            `json:"text"`
	Question        string            `json:"question"`
	Evidence        string            `json:"evidence"` // what counts as evidence
	Verification    risk.Verification `json:"verification"`
	VerificationWhy string            `json:"verificationWhy"`
	Lines           int               `json:"lines"` // that ask for it
}

// catalogue is the text of every requirement that a line asks for, in the order
// of the standard.
func (b *builder) catalogue(lines []Line) []RequirementText {
	asked := map[string]int{}
	for i := range lines {
		if !lines[i].Own {
			asked[lines[i].Requirement]++
		}
	}
	list := []RequirementText{}
	if b.Set == nil {
		return list
	}
	for _, r := range b.Set.Requirements {
		if n := asked[string(r.ID)]; n > 0 {
			x := RequirementText{
				ID: string(r.ID), FR: r.FR.ID(), FRName: r.FR.String(), Title: r.Title, Text: r.Summary, Question: r.Question, Evidence: r.Evidence, Lines: n,
			}
			x.Verification, x.VerificationWhy = verificationOf(r)
			list = append(list, x)
		}
	}
	return list
}
