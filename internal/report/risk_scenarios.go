package report

import (
	"cmp"
	"fmt"
	"strings"

	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// glance is one row a scenario, on a wide page.
func (v riskView) glance(scenarios []*risk.Scenario) Block {
	t := Table{
		Name: "Scenarios", Empty: "No scenario is assessed.", Wide: true,
		Columns: []Column{
			{Title: "Scenario", Share: 1}, {Title: "Name", Share: 3.2}, {Title: "Of", Share: .8}, {Title: "Cause", Share: 1}, {Title: "Unmitigated", Share: 1.25}, {Title: "Today", Share: 1.1},
			{Title: "Residual", Share: 1.1}, {Title: "Treatment", Share: 1.1}, {Title: "Owner", Share: 1.6}, {Title: "Due", Share: 1.15}, {Title: "Accepted by", Share: 1.6}, {Title: "Until", Share: 1.15},
		},
	}
	for _, s := range scenarios {
		r := v.results[s.ID]
		by, until := "–", "–"
		if r.Acceptance.State == risk.AcceptedValid {
			by, until = r.Acceptance.By, orNone(r.Acceptance.Until)
		}
		t.Rows = append(t.Rows, []string{
			s.Key, s.Name, cmp.Or(v.keys[s.At()], "–"), cmp.Or(string(s.CauseKind), "–"), v.band(r.Unmitigated), v.band(r.Existing), v.band(r.Residual),
			cmp.Or(string(s.Treatment), "–"), cmp.Or(s.Owner, "–"), orNone(s.Due), by, until,
		})
	}
	return tableOf(t)
}

func (v riskView) band(r risk.Rating) string {
	if !r.Rated() {
		return "not rated"
	}
	return bandName(v.result.Criteria, r.Band)
}

// details tell of each scenario all that its rating rests on.
func (v riskView) details(scenarios []*risk.Scenario) []Block {
	if len(scenarios) == 0 {
		return []Block{text("No scenario is assessed.")}
	}
	var blocks []Block
	for _, s := range scenarios {
		r := v.results[s.ID]
		blocks = append(blocks, heading(name(s.Key, s.Name)), tableOf(v.facts(s, r)))
		if len(r.Credits) > 0 {
			blocks = append(blocks, tableOf(v.safeguards(s, r)))
		}
		if len(r.Flags) > 0 {
			var flags []string
			for _, f := range r.Flags {
				flags = append(flags, f.Text+" "+f.Mend)
			}
			blocks = append(blocks, list(flags...))
		}
	}
	return blocks
}

func (v riskView) facts(s *risk.Scenario, r *risk.ScenarioResult) Table {
	stage := func(x risk.Rating) string { return v.band(x) + ". " + x.Why }
	treatment := cmp.Or(string(s.Treatment), "none decided") + ", owner " + cmp.Or(s.Owner, "not named") + ", due " + cmp.Or(string(s.Due), "not said")
	accepted := r.Acceptance.Why
	if a := s.Acceptance; a != nil {
		accepted += "\nSigned by " + strings.TrimSpace(a.Signed.Name+" ("+a.Signed.By+")")
		if title := authorityTitle(v.result.Criteria, a.Signed.Authority); title != "" {
			accepted += " as " + title
		}
		if a.Justification != "" {
			accepted += ": " + a.Justification
		}
	}
	lopa := ""
	if r.LOPA != nil {
		lopa = r.LOPA.Why
	}
	return facts("Scenario",
		"Node", cmp.Or(v.names[s.At()], "none"), "Cause", joinedWith(", ", s.Cause, string(s.CauseKind), words(string(s.ThreatSource))),
		"Deviation", s.Deviation, "Mechanism", words(string(s.Mechanism)), "Techniques", strings.Join(s.Techniques, ", "), "Vulnerability", s.Vulnerability,
		"Consequence", joinedWith("\n", s.Consequence, ratingWords(r.Ratings)),
		"Unmitigated", stage(r.Unmitigated), "Today", stage(r.Existing), "Residual", stage(r.Residual),
		"Overrides", strings.Join(r.Overrides, "\n"), "Layers of protection", lopa, "Attack", r.HackableWhy,
		"Treatment", treatment, "Acceptance", accepted, "Rests on", strings.Join(r.Conditions, "\n"), "Assumptions", v.assumed(s),
		"Rationale", s.Rationale, "Hazard analysis", s.PHA, "Note", s.Note)
}

func (v riskView) assumed(s *risk.Scenario) string {
	var lines []string
	for _, id := range s.Assumptions {
		for _, a := range v.register.Assumptions {
			if a.ID == id {
				lines = append(lines, fmt.Sprintf("%s (%s)", name(a.Key, a.Name), a.State))
			}
		}
	}
	return strings.Join(lines, "\n")
}

func (v riskView) safeguards(s *risk.Scenario, r *risk.ScenarioResult) Table {
	t := Table{Name: "Safeguards", Columns: []Column{{Title: "Safeguard", Share: 2.6}, {Title: "State", Share: 1.2}, {Title: "Layer", Share: 1.2}, {Title: "Credit and why", Share: 5}}}
	for _, c := range r.Credits {
		state, reason := "exists", ""
		if c.Planned {
			state = "planned"
		}
		if c.Safeguard < len(s.Safeguards) {
			reason = s.Safeguards[c.Safeguard].Reason
		}
		credit := c.Existing
		if c.Planned {
			credit = c.Residual
		}
		t.Rows = append(t.Rows, []string{name(v.measures[c.Countermeasure], c.Name), state, cmp.Or(words(string(c.Layer)), "–"), creditSentence(c, credit, reason)})
	}
	return t
}

// creditSentence is the sentence of the rating with the reason that was given.
func creditSentence(c risk.Credit, lowered risk.Lowered, reason string) string {
	if c.Why == "" {
		return capital(spec.CreditWords(lowered, reason))
	}
	if reason = strings.TrimSuffix(strings.TrimSpace(reason), "."); reason == "" {
		return c.Why
	}
	return c.Why + " Reason: " + reason + "."
}

// ratingWords tells the level of each category that is rated.
func ratingWords(ratings risk.Ratings) string {
	var parts []string
	for _, c := range risk.Categories {
		if level, ok := ratings[c]; ok {
			parts = append(parts, fmt.Sprintf("%s %d", c, level))
		}
	}
	return strings.Join(parts, ", ")
}

// joinedWith joins those of the texts that are not empty.
func joinedWith(with string, texts ...string) string {
	var some []string
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, with)
}
