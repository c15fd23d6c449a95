package risk

import "ringwall/internal/plant"

// Check tells of a whole document which rules it breaks, and, when it breaks
// none, which weaknesses the plant and its register show on the given day, but
// for those that the document accepts.
func Check(d Document, today plant.Date) (plant.Problems, []plant.Finding) {
	if p := CheckDocument(d); len(p) > 0 {
		return p, nil
	}
	site, register := d.Records()
	in := Input{Site: site, Register: register, Today: today}
	found := append(plant.Findings(site, d.Answers, today), Findings(in, Rate(in))...)
	return nil, OpenFindings(Judge(found, register.Findings, today))
}
