package spec

import (
	"cmp"
	"fmt"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
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
func Approvable(c CRS, res risk.Result) []Blocker {
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
	list = append(list, c.blockedByWorstCases(res)...)
	for _, s := range c.scenarios(res) {
		if b, ok := blockedBy(s, res.Criteria); ok {
			list = append(list, b)
		}
		for _, f := range s.Flags {
			if f.Code == risk.FlagMissingHSE {
				list = append(list, Blocker{BlockedByRating, s.Key, fmt.Sprintf("Scenario %s: %s", s.Key, f.Text)})
			}
		}
	}
	for _, p := range c.Planned {
		if len(p.Missing) > 0 {
			list = append(list, Blocker{BlockedByMissing, "ZCR 5.12", fmt.Sprintf("%s %s is planned, and the residual risk of %s counts on it, but it has no %s: name it there.", p.Key, p.Name, risk.JoinWords(p.Scenarios), risk.Join(p.Missing, "and no"))})
		}
	}
	return list
}

// blockedByWorstCases are the functions of the system of which it is not said
// what losing them does at worst.
func (c CRS) blockedByWorstCases(res risk.Result) []Blocker {
	const clause = "ZCR 2.1"
	var list []Blocker
	for _, f := range res.Functions {
		switch {
		case !c.functions[f.ID]:
			continue
		case len(f.WorstCases) == 0:
			list = append(list, Blocker{BlockedByMissing, clause, fmt.Sprintf("Function %s %s has no worst case: say what losing it does at worst, and rate it.", f.Key, f.Name)})
		}
		for _, id := range f.WorstCases {
			if w, ok := res.WorstCase(id); ok && !w.Complete {
				var lacks []string
				for _, m := range w.Missing {
					lacks = append(lacks, string(m))
				}
				list = append(list, Blocker{BlockedByMissing, clause, fmt.Sprintf("Worst case %s %s of function %s is incomplete: rate %s, with 0 for none.", w.Key, w.Name, f.Key, cmp.Or(risk.JoinWords(lacks), "it"))})
			}
		}
	}
	return list
}

// blockedBy says why the residual risk of a scenario may not be approved yet.
func blockedBy(s risk.ScenarioResult, c *risk.Criteria) (Blocker, bool) {
	if c == nil || s.Residual.Rank < 0 {
		return Blocker{BlockedByRating, s.Key, fmt.Sprintf("Scenario %s has no residual risk: %s", s.Key, cmp.Or(s.Residual.Why, "rate it in the worksheet."))}, true
	}
	band, _ := c.Band(s.Residual.Band)
	switch {
	case band.Region == risk.Intolerable:
		return Blocker{BlockedByIntolerable, s.Key, fmt.Sprintf("The residual risk of scenario %s is %s, which nobody may accept: plan safeguards that lower it.", s.Key, band.Name)}, true
	case band.Region == risk.Alarp && s.Acceptance.State != risk.AcceptedValid:
		text := fmt.Sprintf("The residual risk of scenario %s is %s and not accepted: have it accepted by %s, or lower it.", s.Key, band.Name, theAuthority(*c, band.Authority))
		if s.Acceptance.State != risk.NotAccepted && s.Acceptance.Why != "" {
			text += " " + s.Acceptance.Why
		}
		return Blocker{BlockedByAcceptance, s.Key, text}, true
	}
	return Blocker{}, false
}

// theAuthority names an authority as it stands in a sentence.
func theAuthority(c risk.Criteria, id string) string {
	title := c.AuthorityTitle(id)
	if id == "" {
		return title
	}
	return "the " + title
}

// ResidualOf counts the scenarios of the system by the band of their residual risk, from the
// highest band; bands without one are left out.
func ResidualOf(c CRS, res risk.Result) []risk.ResidualRisk {
	list := []risk.ResidualRisk{}
	bands := BandsOf(c, res)
	for i := len(bands) - 1; i >= 0; i-- {
		if b := bands[i]; b.Residual > 0 {
			list = append(list, risk.ResidualRisk{Band: b.Band, Authority: b.Authority, Scenarios: b.Residual})
		}
	}
	return list
}

// ApprovalInput is what the owner decides on a specification.
type ApprovalInput struct {
	Decisions  []string
	Conditions []string
	DoesNot    string
	ReviewBy   plant.Date
	Signer     string // e-mail of the account
}

// NewApproval is the approval of a specification, without its signature. The
// error is [plant.Problems] and names every rule that stands against it, the
// blockers first.
func NewApproval(c CRS, res risk.Result, in ApprovalInput, today plant.Date) (risk.Approval, error) {
	a := risk.Approval{
		Specification: c.Specification.ID, Decisions: in.Decisions, Conditions: in.Conditions, DoesNot: in.DoesNot,
		ReviewBy: in.ReviewBy, Residual: ResidualOf(c, res),
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
		p = append(p, risk.MayApprove(*res.Criteria, a.Residual, in.Signer)...)
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
	last := risk.LastReview(today)
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
