package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// RiskInput is what the report of the detailed risk assessment is made of.
type RiskInput struct {
	risk.Input
	Result risk.Result
	Stamp  Stamp
}

// RiskDocument reports the detailed risk assessment (IEC 62443-3-2, ZCR 5.13):
// by which criteria, from which worst cases, and scenario by scenario how it was
// rated, what is done about it, and who took on what remains.
func RiskDocument(in RiskInput) Document {
	compared := risk.CompareInitial(in.Input, in.Result)
	v := newRiskView(in.Site, in.Register, in.Result)
	scenarios := v.scenarios(func(*risk.Scenario) bool { return true })
	return Document{
		Title:   "Detailed risk assessment",
		Subject: fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key),
		Stamp:   in.Stamp,
		Sections: []Section{
			v.overview(scenarios), v.criteria(), v.matrix(), v.worstCases(), initialRisk(append(slices.Clone(compared.Zones), compared.Site)),
			{Heading: "Scenarios at a glance", Blocks: []Block{v.glance(scenarios)}},
			{Heading: "Scenarios (ZCR 5.13)", Blocks: v.details(scenarios)},
			v.leftOut(), v.assumptions(), v.method(in.Today),
		},
		Data: map[string]any{"site": in.Site.SiteRecord, "result": in.Result, "scenarios": in.Register.Scenarios, "comparison": compared},
	}
}

// riskView is a register with its result and the names that a report needs.
type riskView struct {
	register risk.Register
	result   risk.Result
	keys     map[assess.Subject]string
	names    map[assess.Subject]string
	measures map[risk.ID]string
	results  map[risk.ID]*risk.ScenarioResult
}

func newRiskView(site plant.Site, register risk.Register, result risk.Result) riskView {
	v := riskView{
		register: register, result: result, keys: map[assess.Subject]string{}, names: map[assess.Subject]string{},
		measures: map[risk.ID]string{}, results: map[risk.ID]*risk.ScenarioResult{},
	}
	for _, z := range site.Zones {
		s := assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}
		v.keys[s], v.names[s] = z.Key, "zone "+name(z.Key, z.Name)
	}
	for _, c := range site.Conduits {
		s := assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}
		v.keys[s], v.names[s] = c.Key, "conduit "+name(c.Key, c.Name)
	}
	for _, m := range register.Countermeasures {
		v.measures[m.ID] = m.Key
	}
	for i := range result.Scenarios {
		v.results[result.Scenarios[i].ID] = &result.Scenarios[i]
	}
	return v
}

// scenarios that count and that keep holds for, in the order of the register.
func (v riskView) scenarios(keep func(*risk.Scenario) bool) []*risk.Scenario {
	var list []*risk.Scenario
	for i := range v.register.Scenarios {
		if s := &v.register.Scenarios[i]; s.Counts() && v.results[s.ID] != nil && keep(s) {
			list = append(list, s)
		}
	}
	return list
}

func (v riskView) overview(scenarios []*risk.Scenario) Section {
	var unrated, above, today, accepted, hackable, conditional, flagged int
	for _, s := range scenarios {
		r := v.results[s.ID]
		for _, x := range []struct {
			n  *int
			is bool
		}{
			{&unrated, !r.Residual.Rated()}, {&above, r.Residual.Rated() && !r.Tolerable}, {&today, r.Existing.Rated() && !r.TolerableToday},
			{&accepted, r.Acceptance.State == risk.AcceptedValid}, {&hackable, r.Hackable}, {&conditional, r.Conditional}, {&flagged, len(r.Flags) > 0},
		} {
			if x.is {
				*x.n++
			}
		}
	}
	return Section{Heading: "Overview", Blocks: []Block{text(v.result.Why), list(
		fmt.Sprintf("%s; %d of them not rated.", capital(plural(len(scenarios), "scenario")), unrated),
		fmt.Sprintf("%d are above what is tolerable today, %d even with everything that is planned; %d are accepted.", today, above, accepted),
		fmt.Sprintf("%d can be caused and kept up by an attacker in spite of every safeguard that exists; %d rest on something that is not known.", hackable, conditional),
		fmt.Sprintf("%d have something that somebody has to look at.", flagged)),
		text("A risk is shown at three stages: before any safeguard, with the safeguards that exist today, and with those that are planned as well, which is the residual risk. It is never zero."),
	}}
}

func (v riskView) criteria() Section {
	s := Section{Heading: "Risk criteria in short (ZCR 4.1)"}
	c := v.result.Criteria
	if c == nil {
		s.Blocks = []Block{text("There are no risk criteria yet.")}
		return s
	}
	signed := fmt.Sprintf("Criteria %s, %s, are a draft.", c.Key, c.Name)
	if c.Signed != nil {
		signed = fmt.Sprintf("Criteria %s, %s, signed by %s (%s) on %s.", c.Key, c.Name, c.Signed.Name, c.Signed.By, clock(c.Signed.At))
	}
	s.Blocks = []Block{text(signed), tableOf(bandTable(*c))}
	for _, o := range c.Overrides {
		s.Blocks = append(s.Blocks, list(fmt.Sprintf("Override %s: at least %s. %s", o.Name, bandName(c, o.Least), o.Reason)))
	}
	return s
}

func (v riskView) matrix() Section {
	s := Section{Heading: "Risk matrix and bands"}
	c := v.result.Criteria
	if c == nil {
		s.Blocks = []Block{text("Without criteria there is no matrix.")}
		return s
	}
	t := Table{Name: "Scenarios in the matrix", Columns: []Column{{Title: "Likelihood", Share: 2}}}
	for i, name := range c.Consequences {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("%d %s", i+1, name), Share: 1.7})
	}
	for l := min(len(c.Likelihoods), len(v.result.Matrix.Cells)) - 1; l >= 0; l-- {
		row := []string{fmt.Sprintf("%d %s", l+1, c.Likelihoods[l].Name)}
		for i := range c.Consequences {
			cell := v.result.Matrix.Cells[l][i]
			words := bandName(c, cell.Band)
			if n := len(cell.Unmitigated) + len(cell.Existing) + len(cell.Residual); n > 0 {
				words += fmt.Sprintf("\n%d / %d / %d", len(cell.Unmitigated), len(cell.Existing), len(cell.Residual))
			}
			row = append(row, words)
		}
		t.Rows = append(t.Rows, row)
	}
	s.Blocks = []Block{
		text("Each cell has its band and, where there are any, its scenarios: before any safeguard / with those that exist today / residual. A scenario that an override raised keeps its cell."),
		tableOf(t), heading("Scenarios by band"), tableOf(bandCounts(c, v.result.Bands)),
	}
	return s
}

// bandCounts shows how many scenarios have each band, from the highest.
func bandCounts(c *risk.Criteria, bands []risk.BandCount) Table {
	t := Table{
		Name: "Scenarios by band", Empty: "No scenario is rated.",
		Columns: []Column{{Title: "Band", Share: 2}, {Title: "Asks for", Share: 4}, {Title: "Authority", Share: 2.4}, {Title: "Unmitigated", Share: 1.3, Number: true}, {Title: "Today", Share: 1.1, Number: true}, {Title: "Residual", Share: 1.2, Number: true}},
	}
	for i := len(bands) - 1; i >= 0; i-- {
		b := bands[i]
		authority := cmp.Or(authorityTitle(c, b.Authority), "–")
		if b.Region == risk.Intolerable {
			authority = "nobody"
		}
		t.Rows = append(t.Rows, []string{b.Name, regionWord(b.Region), authority, fmt.Sprint(b.Unmitigated), fmt.Sprint(b.Existing), fmt.Sprint(b.Residual)})
	}
	return t
}

func (v riskView) worstCases() Section {
	t := Table{
		Name: "Worst cases", Empty: "No worst case is written yet.",
		Columns: []Column{{Title: "Worst case", Share: 1.1}, {Title: "Name and outcome", Share: 3}, {Title: "Function", Share: 1}, {Title: "Level", Share: .8, Number: true}, {Title: "Complete", Share: 1.2}, {Title: "Why", Share: 4}},
	}
	functions := map[risk.ID]string{}
	for _, f := range v.register.Functions {
		functions[f.ID] = f.Key
	}
	outcome := map[risk.ID]string{}
	for _, w := range v.register.WorstCases {
		outcome[w.ID] = w.Outcome
	}
	for _, w := range v.result.WorstCases {
		t.Rows = append(t.Rows, []string{w.Key, strings.TrimSpace(w.Name + "\n" + outcome[w.ID]), functions[w.Function], fmt.Sprint(w.Consequence), yesNo(w.Complete), w.Why})
	}
	s := Section{Heading: "Worst cases (ZCR 2)", Blocks: []Block{text("What losing an essential function does at worst, with every control ignored and without any likelihood."), tableOf(t)}}
	var without []string
	for _, f := range v.result.Functions {
		if len(f.WorstCases) == 0 {
			without = append(without, name(f.Key, f.Name))
		}
	}
	if len(without) > 0 {
		s.Blocks = append(s.Blocks, text("Functions without a worst case: "+strings.Join(without, ", ")+"."))
	}
	return s
}

// initialRisk shows the initial risk of zones beside what is tolerable.
func initialRisk(zones []risk.ZoneComparison) Section {
	t := Table{
		Name: "Initial risk", Empty: "There is no zone.",
		Columns: []Column{{Title: "Zone", Share: .9}, {Title: "Worst cases", Share: 1.2}, {Title: "Level", Share: .7, Number: true}, {Title: "Band", Share: 1.1}, {Title: "Result", Share: 1.5}, {Title: "Why", Share: 4.2}, {Title: "Decision", Share: 2.6}},
	}
	for _, z := range zones {
		t.Rows = append(t.Rows, []string{
			z.Key, cmp.Or(strings.Join(z.WorstCases, ", "), "–"), count(z.Consequence), cmp.Or(z.BandName, "–"), initialWord(z.State), z.Why, z.Says,
		})
	}
	return Section{Heading: "Initial risk beside tolerable risk (ZCR 4.1)", Blocks: []Block{tableOf(t)}}
}

func initialWord(s risk.InitialState) string {
	switch s {
	case risk.InitialWithin:
		return "within: may stop"
	case risk.InitialAbove:
		return "above: assess in detail"
	}
	return "not assessable"
}

// leftOut are the scenarios that no longer count, and the opportunities.
func (v riskView) leftOut() Section {
	t := Table{Name: "Left out", Empty: "No scenario was removed by design, and none is an opportunity.", Columns: []Column{{Title: "Scenario", Share: 1.2}, {Title: "Name", Share: 4}, {Title: "Why it is not rated", Share: 5}}}
	for i := range v.register.Scenarios {
		s := &v.register.Scenarios[i]
		switch {
		case s.Opportunity:
			t.Rows = append(t.Rows, []string{s.Key, s.Name, "An opportunity, which has no band."})
		case !s.Counts():
			t.Rows = append(t.Rows, []string{s.Key, s.Name, "Removed by design: " + s.Removed})
		}
	}
	return Section{Heading: "Scenarios that are not rated", Blocks: []Block{tableOf(t)}}
}

func (v riskView) assumptions() Section {
	t := Table{
		Name: "Assumptions", Empty: "The register has no assumption.",
		Columns: []Column{{Title: "Key", Share: 1.1}, {Title: "Assumption", Share: 4.5}, {Title: "State", Share: 1.5}, {Title: "How it is tested", Share: 3}, {Title: "Owner", Share: 1.6}, {Title: "Due", Share: 1.6}},
	}
	for _, a := range v.register.Assumptions {
		t.Rows = append(t.Rows, []string{a.Key, cmp.Or(a.Statement, a.Name), string(a.State), cmp.Or(a.Test, "–"), cmp.Or(a.Owner, "–"), orNone(a.Due)})
	}
	return Section{Heading: "Assumptions", Blocks: []Block{tableOf(t)}}
}

func (v riskView) method(today plant.Date) Section {
	return Section{Heading: "How this was computed", Blocks: []Block{list(
		"The band of a scenario is that of the matrix at its likelihood and its worst consequence, raised where an override fits.",
		"A safeguard lowers the level by what it is credited with; two that share a dependency count once, one that the attacker has in reach does not count, and a planned one counts for the residual risk only.",
		"No safeguard lowers a life-threatening consequence by itself.",
		"The initial risk has no likelihood, so the highest that the criteria know is taken.",
		fmt.Sprintf("Judged by the day %s.", today))}}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
