package sheet

import (
	"io"
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// The sheets of a worksheet.
const (
	scenarioSheet   = "Scenarios"
	safeguardSheet  = "Safeguards"
	assumptionSheet = "Assumptions"
	criteriaSheet   = "Criteria"
)

// WriteXLSX writes the worksheet as a workbook: the scenarios with what is
// computed of them, their safeguards, and the assumptions and criteria that they
// rest on. Equal input gives equal bytes.
func WriteXLSX(w io.Writer, in risk.Input, res risk.Result) error {
	return book.WriteBook(w, sheets(in, res))
}

// WriteCSV writes the scenarios alone: one CSV file is one table.
func WriteCSV(w io.Writer, in risk.Input, res risk.Result) error {
	return book.WritePlainCSV(w, scenarios(namesOf(in), in, res))
}

func sheets(in risk.Input, res risk.Result) []book.Plain {
	n := namesOf(in)
	return []book.Plain{scenarios(n, in, res), safeguards(n, in, res), assumptions(in), criteria(res)}
}

// result is a computed column of a scenario.
type result struct {
	title string
	width int
	get   func(res *risk.Result, s *risk.Scenario, x *risk.ScenarioResult) book.Cell
}

var scenarioResults = []result{
	{"Unmitigated", 14, func(res *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		return band(res, x.Unmitigated)
	}},
	{"Safeguards", 36, func(_ *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		names := make([]string, len(x.Credits))
		for i, c := range x.Credits {
			names[i] = c.Name
		}
		return textCell(strings.Join(names, "\n"))
	}},
	{"Existing", 14, func(res *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		return band(res, x.Existing)
	}},
	{"Residual", 14, func(res *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		return band(res, x.Residual)
	}},
	{"Why", 44, func(_ *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		return textCell(x.Residual.Why)
	}},
	{"Hackable", 11, func(_ *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell { return yesCell(x.Hackable) }},
	{"Mitigated per year", 13, func(_ *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		if x.LOPA == nil {
			return book.Cell{}
		}
		return numberCell(x.LOPA.MitigatedPerYear)
	}},
	{"Accepted", 30, func(_ *risk.Result, s *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		if s.Acceptance == nil {
			return book.Cell{}
		}
		return textCell(x.Acceptance.Why)
	}},
	{"Flags", 44, func(_ *risk.Result, _ *risk.Scenario, x *risk.ScenarioResult) book.Cell {
		lines := make([]string, len(x.Flags))
		for i, f := range x.Flags {
			lines[i] = f.Text
		}
		return textCell(strings.Join(lines, "\n"))
	}},
}

func band(res *risk.Result, r risk.Rating) book.Cell {
	if !r.Rated() || res.Criteria == nil {
		return textCell("not rated")
	}
	return textCell(bandName(res.Criteria, r))
}

func scenarios(n *names, in risk.Input, res risk.Result) book.Plain {
	p := book.Plain{Name: scenarioSheet}
	for _, c := range scenarioColumns {
		p.Columns = append(p.Columns, book.PlainColumn{Title: c.title, Width: c.width})
	}
	for _, c := range scenarioResults {
		p.Columns = append(p.Columns, book.PlainColumn{Title: c.title + computed, Width: c.width})
	}
	for i := range in.Register.Scenarios {
		s := &in.Register.Scenarios[i]
		row := make([]book.Cell, 0, len(p.Columns))
		for _, c := range scenarioColumns {
			row = append(row, c.get(n, s))
		}
		for _, c := range scenarioResults {
			row = append(row, c.get(&res, s, &res.Scenarios[i]))
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// creditTitles are the computed columns of a safeguard.
var creditTitles = []book.PlainColumn{
	{Title: "No." + computed, Width: 6}, {Title: "Credit" + computed, Width: 13},
	{Title: "Levels today" + computed, Width: 13}, {Title: "Levels once planned ones are there" + computed, Width: 13}, {Title: "Why" + computed, Width: 44},
}

const scenarioTitle = "Scenario"

func safeguards(n *names, in risk.Input, res risk.Result) book.Plain {
	p := book.Plain{Name: safeguardSheet, Columns: []book.PlainColumn{{Title: scenarioTitle, Width: 10}}}
	for _, c := range safeguardColumns {
		p.Columns = append(p.Columns, book.PlainColumn{Title: c.title, Width: c.width})
	}
	p.Columns = append(p.Columns, creditTitles...)
	for i := range in.Register.Scenarios {
		s := &in.Register.Scenarios[i]
		for k := range s.Safeguards {
			row := []book.Cell{textCell(s.Key)}
			for _, c := range safeguardColumns {
				row = append(row, c.get(n, &s.Safeguards[k]))
			}
			p.Rows = append(p.Rows, append(row, credit(res.Scenarios[i].Credits, k)...))
		}
	}
	return p
}

// credit is what became of one safeguard.
func credit(all []risk.Credit, k int) []book.Cell {
	row := []book.Cell{intCell(k + 1)}
	for _, c := range all {
		if c.Safeguard == k {
			row = append(row, textCell(string(c.State)), levelsTaken(c.Existing), levelsTaken(c.Residual), textCell(c.Why))
		}
	}
	return row
}

func levelsTaken(l risk.Lowered) book.Cell {
	var parts []string
	if l.Likelihood > 0 {
		parts = append(parts, "likelihood −"+itoa(l.Likelihood))
	}
	if l.Consequence > 0 {
		parts = append(parts, "consequence −"+itoa(l.Consequence))
	}
	return textCell(strings.Join(parts, ", "))
}
