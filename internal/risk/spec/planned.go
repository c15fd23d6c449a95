package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// PlannedMeasure is a countermeasure that is not there yet and that the residual
// risk of some scenarios counts on (IEC 62443-3-2, ZCR 5.12).
type PlannedMeasure struct {
	Countermeasure risk.ID  `json:"countermeasure,omitempty"` // empty: named by the scenario alone
	Key            string   `json:"key"`                      // "CM-03", or "SC-014/2" for a safeguard of a scenario
	Name           string   `json:"name"`
	Line           string   `json:"line"`      // identity of the line that asks for it
	At             []string `json:"at"`        // keys of the zones and conduits of the system that it protects
	Scenarios      []string `json:"scenarios"` // keys
	// Credits say scenario by scenario what it is credited with, and why.
	Credits []string `json:"credits"`
	// Owner and Due are its own or those of the treatment that it is part of, the
	// earliest day first.
	Owner           string            `json:"owner,omitempty"`
	Due             plant.Date        `json:"due,omitempty"`
	Verification    risk.Verification `json:"verification"`
	VerificationWhy string            `json:"verificationWhy"`
	Missing         []string          `json:"missing"` // "owner", "due date"
	safety          bool              // a scenario of a safety zone counts on it
}

// planned gathers what the residual risk of the system counts on and is not
// there yet, the countermeasures of the register by key and then the rest.
func (b *builder) planned() []PlannedMeasure {
	measures := map[risk.ID]*risk.Countermeasure{}
	for i := range b.Register.Countermeasures {
		m := &b.Register.Countermeasures[i]
		measures[m.ID] = m
	}
	list, at := []PlannedMeasure{}, map[string]int{}
	for i := range b.Register.Scenarios {
		s := &b.Register.Scenarios[i]
		r, known := b.Result.Scenario(s.ID)
		if !known || !s.Counts() || !b.covers(s.At()) {
			continue
		}
		for _, c := range r.Credits {
			if c.State != risk.CreditPlanned || c.Residual == (risk.Lowered{}) || c.Safeguard >= len(s.Safeguards) {
				continue
			}
			key := fmt.Sprintf("%s/%d", s.Key, c.Safeguard+1)
			m := measures[c.Countermeasure]
			if m != nil {
				key = m.Key
			}
			k, seen := at[key]
			if !seen {
				k, at[key] = len(list), len(list)
				list = append(list, b.plannedMeasure(key, c, m))
			}
			list[k].add(s, c, b.safety(s.At()))
		}
	}
	for i := range list {
		p := &list[i]
		if p.Owner == "" {
			p.Missing = append(p.Missing, "owner")
		}
		if p.Due == "" {
			p.Missing = append(p.Missing, "due date")
		}
	}
	slices.SortStableFunc(list, func(x, y PlannedMeasure) int {
		if (x.Countermeasure == "") != (y.Countermeasure == "") {
			return cmp.Compare(y.Countermeasure, x.Countermeasure)
		}
		return plant.CompareKeys(x.Key, y.Key)
	})
	return list
}

func (b *builder) plannedMeasure(key string, c risk.Credit, m *risk.Countermeasure) PlannedMeasure {
	p := PlannedMeasure{Key: key, Name: cmp.Or(c.Name, "a safeguard without a name"), Line: "all/" + key, At: []string{}, Missing: []string{}}
	words := c.Layer == "policy-people"
	if m != nil {
		p.Countermeasure, p.Owner = m.ID, m.Owner
		words = m.Kind == "procedural" || m.Kind == "people" || m.Kind == "organisational"
		for _, s := range m.Protects(b.Site) {
			if b.inside[s] && !m.WholeSite {
				p.At = append(p.At, b.keyOf(s))
			}
		}
	}
	p.Verification, p.VerificationWhy = "sat", "a planned countermeasure is shown on site, where it stands"
	if words {
		p.Verification, p.VerificationWhy = "document-review", "what people do is shown by the procedure and its records"
	}
	return p
}

// add notes what a scenario credits the measure with.
func (p *PlannedMeasure) add(s *risk.Scenario, c risk.Credit, safety bool) {
	if !slices.Contains(p.Scenarios, s.Key) {
		p.Scenarios = append(p.Scenarios, s.Key)
	}
	p.Credits = append(p.Credits, s.Key+": "+CreditWords(c.Residual, s.Safeguards[c.Safeguard].Reason))
	p.Owner = cmp.Or(p.Owner, s.Owner)
	if s.Due != "" && (p.Due == "" || s.Due.Before(p.Due)) {
		p.Due = s.Due
	}
	p.safety = p.safety || safety
}

// CreditWords says in words by how many levels a safeguard lowers a risk.
func CreditWords(c risk.Lowered, reason string) string {
	var parts []string
	for _, x := range []struct {
		n    int
		what string
	}{{c.Likelihood, "likelihood"}, {c.Consequence, "consequence"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%s lower by %s", x.what, some(x.n, "level")))
		}
	}
	if len(parts) == 0 {
		return "no credit"
	}
	words := strings.Join(parts, ", ")
	if reason = strings.TrimSuffix(strings.TrimSpace(reason), "."); reason != "" {
		words += ", because " + reason
	}
	return words
}

// plannedLine asks for a planned measure, so that a contract does.
func (b *builder) plannedLine(p PlannedMeasure) Line {
	where := ""
	if len(p.At) > 0 {
		where = " at " + strings.Join(p.At, ", ")
	}
	l := Line{
		ID: p.Line, SubjectKey: "all", SubjectName: "the system as a whole", Requirement: p.Key, Title: p.Name, Own: true, Planned: true,
		Text:  fmt.Sprintf("%s is in place%s, with what the residual risk counts on.", p.Name, where),
		State: assess.Unanswered, StateWord: "planned", StateWhy: "the countermeasure is planned and not there yet",
		Verification: p.Verification, VerificationWhy: p.VerificationWhy, HoldPointWhy: "no residual risk of a safety zone counts on a test of it",
		Serves: slices.Clone(p.Scenarios), Trace: TraceOwn, TraceWhy: "The residual risk of these scenarios counts on it.",
	}
	if p.safety && p.Verification == "sat" {
		l.HoldPoint, l.HoldPointWhy = true, "the residual risk of a safety zone counts on it: work goes on only when it has been shown"
	}
	return l
}
