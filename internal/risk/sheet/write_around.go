package sheet

import (
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// assumptions is the sheet of what the scenarios take for granted. It is for
// reading: assumptions are changed on their page.
func assumptions(in risk.Input) book.Plain {
	p := book.Plain{Name: assumptionSheet, Columns: []book.PlainColumn{
		{Title: "Key", Width: 10}, {Title: "Assumption", Width: 30}, {Title: "Statement", Width: 44}, {Title: "State", Width: 11}, {Title: "Owner", Width: 24},
		{Title: "Test", Width: 36}, {Title: "Due", Width: 12}, {Title: "Checked on", Width: 12}, {Title: "Checked by", Width: 24}, {Title: "Expires", Width: 12},
		{Title: "Likelihood if false", Width: 11}, {Title: "Consequence if false", Width: 11}, {Title: "Scenarios", Width: 24},
	}}
	of := map[risk.ID][]string{}
	for i := range in.Register.Scenarios {
		for _, id := range in.Register.Scenarios[i].Assumptions {
			of[id] = append(of[id], in.Register.Scenarios[i].Key)
		}
	}
	for i := range in.Register.Assumptions {
		a := &in.Register.Assumptions[i]
		row := make([]book.Cell, 0, len(p.Columns))
		for _, s := range []string{a.Key, a.Name, a.Statement, string(a.State), a.Owner, a.Test, string(a.Due), string(a.CheckedOn), a.CheckedBy, string(a.Expires)} {
			row = append(row, textCell(s))
		}
		p.Rows = append(p.Rows, append(row, intCell(a.LikelihoodIfFalse), intCell(a.ConsequenceIfFalse), textCell(strings.Join(of[a.ID], ", "))))
	}
	return p
}

// criteria is the sheet of the criteria by which the scenarios are rated: the
// levels with their words, the bands and the matrix. It is for reading.
func criteria(res risk.Result) book.Plain {
	p := book.Plain{Name: criteriaSheet, Columns: []book.PlainColumn{
		{Title: "Part", Width: 13}, {Title: "Level", Width: 8}, {Title: "Name", Width: 24}, {Title: "Meaning", Width: 44}, {Title: "Per year", Width: 10},
	}}
	const own = 5
	for _, c := range risk.Categories {
		p.Columns = append(p.Columns, book.PlainColumn{Title: strings.ToUpper(string(c)[:1]) + string(c)[1:], Width: 24})
	}
	for c := range 6 {
		p.Columns = append(p.Columns, book.PlainColumn{Title: "Consequence " + itoa(c+1), Width: 14})
	}
	row := func(part string, level int, name, meaning string) []book.Cell {
		cells := make([]book.Cell, len(p.Columns))
		cells[0], cells[1], cells[2], cells[3] = textCell(part), intCell(level), textCell(name), textCell(meaning)
		p.Rows = append(p.Rows, cells)
		return cells
	}
	if res.Criteria == nil {
		row("criteria", 0, "", res.Why)
		return p
	}
	c := res.Criteria
	row("criteria", 0, c.Key+" "+c.Name, res.Why)
	for i, name := range c.Consequences {
		cells := row("consequence", i+1, name, "")
		for k, category := range risk.Categories {
			for _, scale := range c.Categories {
				if scale.Category == category && i < len(scale.Levels) {
					cells[own+k] = textCell(scale.Levels[i])
				}
			}
		}
	}
	for i, step := range c.Likelihoods {
		cells := row("likelihood", i+1, step.Name, step.Meaning)
		if step.PerYear > 0 {
			cells[4] = numberCell(step.PerYear)
		}
	}
	for i, b := range c.Bands {
		row("band", i+1, b.Name, string(b.Region))
	}
	for l := len(c.Matrix) - 1; l >= 0; l-- { // the highest likelihood on top, as matrices are drawn
		name := ""
		if l < len(c.Likelihoods) {
			name = c.Likelihoods[l].Name
		}
		cells := row("matrix", l+1, name, "")
		for k, id := range c.Matrix[l] {
			if at := own + len(risk.Categories) + k; at < len(cells) {
				cells[at] = textCell(string(id))
				if b, ok := c.Band(id); ok {
					cells[at] = textCell(b.Name)
				}
			}
		}
	}
	for _, o := range c.Overrides {
		row("override", 0, o.Name, o.Reason)
	}
	return p
}
