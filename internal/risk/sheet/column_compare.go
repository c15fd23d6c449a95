package sheet

import (
	"strings"

	"ringwall/internal/risk"
)

// changes are the fields that differ, in the words of the worksheet's columns;
// before is nil for a new scenario.
func (p *planner) changes(before, after *risk.Scenario) []FieldChange {
	none := risk.Scenario{}
	if before == nil {
		before = &none
	}
	var out []FieldChange
	for _, c := range scenarioColumns {
		a, b := c.get(p.names, before).Text, c.get(p.names, after).Text
		if a != b {
			out = append(out, FieldChange{c.title, a, b})
		}
	}
	if a, b := p.guards(before), p.guards(after); a != b {
		out = append(out, FieldChange{"Safeguards", a, b})
	}
	return out
}

// guards are all safeguards of a scenario in words, one on each line.
func (p *planner) guards(s *risk.Scenario) string {
	lines := make([]string, len(s.Safeguards))
	for i := range s.Safeguards {
		g := &s.Safeguards[i]
		var parts []string
		for _, c := range safeguardColumns {
			switch text := c.get(p.names, g).Text; {
			case text == "":
			case c.title == "Countermeasure" || c.title == "Safeguard":
				parts = append(parts, text)
			case text == "yes":
				parts = append(parts, strings.ToLower(c.title))
			default:
				parts = append(parts, strings.ToLower(c.title[:1])+c.title[1:]+" "+text)
			}
		}
		lines[i] = strings.Join(parts, ", ")
	}
	return strings.Join(lines, "\n")
}
