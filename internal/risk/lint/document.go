package lint

import (
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// Check tells of a whole document which rules it breaks, and, when it breaks
// none, which weaknesses the plant and its register show on the given day, but
// for those that the document accepts.
func Check(d risk.Document, today plant.Date) (plant.Problems, []plant.Finding) {
	if p := risk.CheckDocument(d); len(p) > 0 {
		return p, nil
	}
	site, register := d.Records()
	in := risk.Input{Site: site, Register: register, Today: today}
	found := All(in, risk.Rate(in), d.Answers)
	return nil, StillOpen(Judge(found, register.Findings, today))
}
