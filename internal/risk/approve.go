package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringwall/internal/plant"
)

// Blocker is something that stands against approving a specification.
type Blocker struct {
	Kind BlockerKind `json:"kind"`
	// Of is what it is about: a clause, the key of a scenario or of criteria.
	Of   string `json:"of"`
	Text string `json:"text"` // what, and what to do about it
}

// BlockerKind is the kind of a blocker.
type BlockerKind string

// The kinds.
const (
	BlockedByCriteria    BlockerKind = "criteria"    // unsigned, or none
	BlockedByMissing     BlockerKind = "missing"     // a part of the specification is not complete
	BlockedByRating      BlockerKind = "not-rated"   // a scenario without a residual risk
	BlockedByIntolerable BlockerKind = "intolerable" // a residual risk that nobody may accept
	BlockedByAcceptance  BlockerKind = "not-accepted"
)

// Approvable lists what stands against approving a specification today; nothing
// does when the list is empty (IEC 62443-3-2, ZCR 7.1).
func Approvable(c CRS, res Result) []Blocker {
	list := []Blocker{}
	for _, p := range c.Parts {
		kind := BlockedByMissing
		if p.Clause == "ZCR 6.8" {
			kind = BlockedByCriteria
		}
		for _, text := range p.Missing {
			list = append(list, Blocker{kind, p.Clause, text})
		}
	}
	for _, s := range res.Scenarios {
		if b, ok := blockedBy(s, res.Criteria); ok {
			list = append(list, b)
		}
	}
	return list
}

// blockedBy says why the residual risk of a scenario may not be approved yet.
func blockedBy(s ScenarioResult, c *Criteria) (Blocker, bool) {
	if s.Opportunity {
		return Blocker{}, false
	}
	if c == nil || s.Residual.Rank < 0 {
		return Blocker{BlockedByRating, s.Key, fmt.Sprintf("Scenario %s has no residual risk: %s", s.Key, cmp.Or(s.Residual.Why, "rate it in the worksheet."))}, true
	}
	band, _ := c.Band(s.Residual.Band)
	switch {
	case band.Region == Intolerable:
		return Blocker{BlockedByIntolerable, s.Key, fmt.Sprintf("The residual risk of scenario %s is %s, which nobody may accept: plan safeguards that lower it.", s.Key, band.Name)}, true
	case band.Region == Alarp && s.Acceptance.State != AcceptedValid:
		text := fmt.Sprintf("The residual risk of scenario %s is %s and not accepted: have it accepted by %s, or lower it.", s.Key, band.Name, c.authorityTitle(band.Authority))
		if s.Acceptance.State != NotAccepted && s.Acceptance.Why != "" {
			text += " " + s.Acceptance.Why
		}
		return Blocker{BlockedByAcceptance, s.Key, text}, true
	}
	return Blocker{}, false
}

// authorityTitle names an authority, or whom the criteria leave unnamed.
func (c Criteria) authorityTitle(id string) string {
	for _, a := range c.Authorities {
		if a.ID == id {
			return a.Title
		}
	}
	if id != "" {
		return id
	}
	return "whoever the criteria name"
}

// ResidualOf counts the scenarios by the band of their residual risk, from the
// highest band; bands without one are left out.
func ResidualOf(res Result) []ResidualRisk {
	list := []ResidualRisk{}
	for i := len(res.Bands) - 1; i >= 0; i-- {
		if b := res.Bands[i]; b.Residual > 0 {
			list = append(list, ResidualRisk{Band: b.Band, Authority: b.Authority, Scenarios: b.Residual})
		}
	}
	return list
}

// ApproverNeeded is the highest authority that the bands of the residual risks
// ask for; false when none asks for one.
func ApproverNeeded(c Criteria, residual []ResidualRisk) (Authority, bool) {
	highest := -1
	for _, r := range residual {
		band, _ := c.Band(r.Band)
		highest = max(highest, c.authorityRank(cmp.Or(r.Authority, band.Authority)))
	}
	if highest < 0 {
		return Authority{}, false
	}
	return c.Authorities[highest], true
}

func (c Criteria) authorityRank(id string) int {
	return slices.IndexFunc(c.Authorities, func(a Authority) bool { return a.ID == id && id != "" })
}

// HighestOffice is the highest authority that an account holds; false when it
// holds none.
func HighestOffice(c Criteria, email string) (Authority, bool) {
	for i := len(c.Authorities) - 1; i >= 0; i-- {
		if slices.ContainsFunc(c.Authorities[i].Holders, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(email)) }) {
			return c.Authorities[i], true
		}
	}
	return Authority{}, false
}

// ApprovalInput is what the owner decides on a specification.
type ApprovalInput struct {
	Decisions  []string
	Conditions []string
	DoesNot    string
	ReviewBy   plant.Date
	Signer     string // e-mail of the account
}

// longestApproval is the time after which a specification is looked at again
// though nothing has happened.
const longestApproval = 3

// NewApproval is the approval of a specification, without its signature. The
// error is [plant.Problems] and names every rule that stands against it, the
// blockers first.
func NewApproval(c CRS, res Result, in ApprovalInput, today plant.Date) (Approval, error) {
	a := Approval{
		Specification: c.Specification.ID, Decisions: in.Decisions, Conditions: in.Conditions, DoesNot: in.DoesNot,
		ReviewBy: in.ReviewBy, Residual: ResidualOf(res),
	}
	var p plant.Problems
	for _, b := range Approvable(c, res) {
		p = append(p, plant.Problem{Text: b.Text})
	}
	if len(in.Decisions) == 0 {
		p = append(p, plant.Problem{Pointer: "/decisions", Text: "Nothing is decided: write at least one decision that the approval ratifies."})
	}
	for i, d := range in.Decisions {
		if strings.TrimSpace(d) == "" {
			p = append(p, plant.Problem{Pointer: fmt.Sprintf("/decisions/%d", i), Text: "The decision is empty: write something or remove it."})
		}
	}
	if strings.TrimSpace(in.DoesNot) == "" {
		p = append(p, plant.Problem{Pointer: "/doesNot", Text: "It is not said what the approval does not cover: write it, if only that it covers nothing beyond the system."})
	}
	p = append(p, reviewDay(in.ReviewBy, today)...)
	if res.Criteria != nil {
		p = append(p, MayApprove(*res.Criteria, a.Residual, in.Signer)...)
	}
	var err error
	if a.Digest, err = c.Digest(); err != nil {
		return a, err
	}
	if len(p) > 0 {
		return a, p
	}
	return a, nil
}

func reviewDay(day, today plant.Date) plant.Problems {
	const at = "/reviewBy"
	if _, err := plant.ParseDate(string(day)); err != nil {
		return plant.Problems{{Pointer: at, Text: fmt.Sprintf("%q is no date: write it as 2026-11-24.", string(day))}}
	}
	last := LastReview(today)
	switch {
	case day == "":
		return plant.Problems{{Pointer: at, Text: fmt.Sprintf("It is not said when the specification is reviewed: name a day until %s.", last)}}
	case day <= today:
		return plant.Problems{{Pointer: at, Text: fmt.Sprintf("The review on %s is not ahead: name a day from tomorrow until %s.", day, last)}}
	case day > last:
		return plant.Problems{{Pointer: at, Text: fmt.Sprintf("The review on %s is more than three years ahead: name a day until %s.", day, last)}}
	}
	return nil
}

// LastReview is the last day that a review may wait for.
func LastReview(today plant.Date) plant.Date {
	t, err := time.Parse(time.DateOnly, string(today))
	if err != nil {
		return today
	}
	return plant.DateOf(t.AddDate(longestApproval, 0, 0))
}

// MayApprove says why an account may not approve with these residual risks: it
// must hold the highest authority that one of their bands asks for.
func MayApprove(c Criteria, residual []ResidualRisk, signer string) plant.Problems {
	needed, ok := ApproverNeeded(c, residual)
	if !ok {
		return nil
	}
	has, ok := HighestOffice(c, signer)
	switch {
	case !ok:
		return plant.Problems{{Text: fmt.Sprintf("%s holds no authority of criteria %s: the residual risks ask for %s.", signer, c.Key, needed.Title)}}
	case c.authorityRank(has.ID) < c.authorityRank(needed.ID):
		return plant.Problems{{Text: fmt.Sprintf("%s signs as %s, but the residual risks ask for %s: have it signed there.", signer, has.Title, needed.Title)}}
	}
	return nil
}
