package report

import (
	"cmp"
	"fmt"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// BeyondInput is what the report on risks beyond information is made of.
type BeyondInput struct {
	Site     plant.SiteRecord
	Beyond   risk.BeyondInformation
	Criteria *risk.Criteria // that name the bands; nil when there are none
	Today    plant.Date
	Stamp    Stamp
}

// Beyond tells which risks are no loss of confidentiality, integrity or
// availability of information: what an information security management system
// alone would not see.
func Beyond(in BeyondInput) Document {
	b := in.Beyond
	counts := Table{
		Name: "By category", Columns: []Column{{Title: "Driving category", Share: 3}, {Title: "Risks beyond information", Share: 2, Number: true}},
	}
	causes := Table{
		Name: "By cause", Columns: []Column{{Title: "Kind of cause", Share: 3}, {Title: "Risks", Share: 1, Number: true}, {Title: "Beyond information", Share: 2, Number: true}},
	}
	for _, c := range b.ByCause {
		causes.Rows = append(causes.Rows, []string{cmp.Or(string(c.Cause), "not stated"), fmt.Sprint(c.Total), fmt.Sprint(c.Beyond)})
	}
	risks := Section{Heading: "Risks beyond information"}
	for _, p := range b.ByCategory {
		counts.Rows = append(counts.Rows, []string{string(p.Category), fmt.Sprint(p.Count)})
		if p.Count > 0 {
			risks.Blocks = append(risks.Blocks, heading(fmt.Sprintf("Driven by %s: %s", p.Category, plural(p.Count, "risk"))), tableOf(in.risks("Risks beyond", p.Risks, "")))
		}
	}
	if len(risks.Blocks) == 0 {
		risks.Blocks = []Block{tableOf(in.risks("Risks beyond", nil, "No risk lies beyond information."))}
	}
	return Document{
		Title:   "Risks beyond information",
		Subject: fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key),
		Stamp:   in.Stamp,
		Sections: []Section{
			{Heading: "Answer", Blocks: []Block{text(b.Answer), list(
				fmt.Sprintf("%s in the register.", capital(plural(b.Total, "risk"))),
				fmt.Sprintf("%d beyond information, %d of information, %d not rated.", b.Beyond, b.Information, b.Undecided)), tableOf(counts), text(b.CauseAnswer), tableOf(causes)}},
			risks,
			{Heading: "Risks of information", Blocks: []Block{tableOf(in.risks("Risks of information", b.Inside, "No risk is one of information only."))}},
			{Heading: "Risks that are not rated", Blocks: []Block{tableOf(in.risks("Not rated", b.Unrated, "Every risk is rated."))}},
			{Heading: "How this was computed", Blocks: []Block{list(append(append([]string{}, b.Rule...), fmt.Sprintf("Judged by the day %s.", in.Today))...)}},
		},
		Data: map[string]any{"site": in.Site, "beyond": b},
	}
}

func (in BeyondInput) risks(table string, list []risk.BeyondRisk, empty string) Table {
	t := Table{
		Name: table, Empty: empty,
		Columns: []Column{{Title: "Scenario", Share: 1.2}, {Title: "Name", Share: 4}, {Title: "Of", Share: 1}, {Title: "Consequence", Share: 1.65, Number: true}, {Title: "Unmitigated", Share: 1.5}, {Title: "Residual", Share: 1.5}, {Title: "Why here", Share: 3.6}},
	}
	for _, r := range list {
		t.Rows = append(t.Rows, []string{r.Key, r.Name, r.SubjectKey, count(r.Consequence), bandName(in.Criteria, r.Unmitigated), bandName(in.Criteria, r.Residual), r.Why})
	}
	return t
}
