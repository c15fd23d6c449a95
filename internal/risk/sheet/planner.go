package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// planner holds the rows of a file against the register.
type planner struct {
	in       risk.Input
	kind     Kind
	mapping  Mapping
	names    *names
	criteria *risk.Criteria // in force, else the newest draft, else nil
	plan     Plan

	byKey, byPHA, byText map[string][]*risk.Scenario
	texts                map[string]*NodeText
}

// NodeText is a text of the node column with what it means.
type NodeText struct {
	Text string `json:"text"`
	Rows int    `json:"rows"`
	// Kind is zone or conduit, "" as long as nobody knows.
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Key  string `json:"key"`
}

func newPlanner(in risk.Input, kind Kind, m Mapping) *planner {
	p := &planner{
		in: in, kind: kind, mapping: m, names: namesOf(in), plan: Plan{Rows: []Row{}, Nodes: []NodeText{}, Notes: []string{}},
		byKey: map[string][]*risk.Scenario{}, byPHA: map[string][]*risk.Scenario{}, byText: map[string][]*risk.Scenario{}, texts: map[string]*NodeText{},
	}
	p.criteria = criteriaOf(in)
	for i := range in.Register.Scenarios {
		s := &in.Register.Scenarios[i]
		put(p.byKey, strings.ToLower(s.Key), s)
		put(p.byPHA, folded(s.PHA), s)
		put(p.byText, said(s), s)
	}
	return p
}

func put[T any](in map[string][]T, key string, x T) {
	if key != "" {
		in[key] = append(in[key], x)
	}
}

// criteriaOf are the criteria that ratings are held against.
func criteriaOf(in risk.Input) *risk.Criteria {
	c := risk.Rate(risk.Input{Register: risk.Register{Criteria: in.Register.Criteria}, Today: in.Today}).Criteria
	return c
}

// said is what makes two rows the same without an id: node and words.
func said(s *risk.Scenario) string {
	text := folded(s.Deviation) + "\x00" + folded(s.Cause) + "\x00" + folded(s.Consequence)
	if text == "\x00\x00" {
		return ""
	}
	return string(s.Zone) + "\x00" + string(s.Conduit) + "\x00" + text
}

func (p *planner) levels() []string {
	if p.criteria == nil {
		return nil
	}
	return p.criteria.Consequences
}

func (p *planner) likelihoods() (names []string) {
	if p.criteria == nil {
		return nil
	}
	for _, step := range p.criteria.Likelihoods {
		names = append(names, step.Name)
	}
	return names
}

func (p *planner) scale() string {
	if p.criteria == nil {
		return "the criteria"
	}
	return "criteria " + p.criteria.Key
}

// settle decides what the rows do, once all are read: it names the fields that
// change, asks the rules of the register, and rates what would come out.
func (p *planner) settle() {
	p.nodes()
	p.giveKeys()
	ctx := risk.Context{Site: p.in.Site, Register: p.in.Register, Today: p.in.Today}
	for i := range p.plan.Rows {
		r := &p.plan.Rows[i]
		if r.Scenario.Zone != "" || r.Scenario.Conduit != "" {
			r.Node = p.nodeKey(&r.Scenario)
		}
		r.Name, r.PHA = shown(&r.Scenario), r.Scenario.PHA
		if !r.Puts() {
			continue
		}
		r.Fields = p.changes(r.before, &r.Scenario)
		if r.Outcome == Change && len(r.Fields) == 0 {
			r.skip("Scenario %s says the same already.", r.Key)
			continue
		}
		for _, broken := range risk.CheckScenario(ctx, r.Scenario) {
			r.Break(broken.Pointer, broken.Text)
		}
	}
	p.rate()
}

func (p *planner) nodeKey(s *risk.Scenario) string {
	if s.Conduit != "" {
		return p.names.key(risk.OfConduit, string(s.Conduit))
	}
	return p.names.key(risk.OfZone, string(s.Zone))
}

func shown(s *risk.Scenario) string {
	if s.Name != "" {
		return s.Name
	}
	return plant.Clip(s.Deviation)
}

func (p *planner) nodes() {
	for _, text := range p.texts {
		p.plan.Nodes = append(p.plan.Nodes, *text)
	}
	slices.SortFunc(p.plan.Nodes, func(a, b NodeText) int { return plant.CompareKeys(a.Text, b.Text) })
}

// giveKeys gives new scenarios the keys after the highest.
func (p *planner) giveKeys() {
	const prefix = "SC-"
	highest, digits := 0, 3
	note := func(key string) {
		number, found := strings.CutPrefix(strings.ToUpper(key), prefix)
		if n, err := strconv.Atoi(number); found && err == nil && n >= highest {
			highest, digits = n, max(3, len(number))
		}
	}
	for i := range p.in.Register.Scenarios {
		note(p.in.Register.Scenarios[i].Key)
	}
	for i := range p.plan.Rows {
		note(p.plan.Rows[i].Scenario.Key)
	}
	for i := range p.plan.Rows {
		r := &p.plan.Rows[i]
		if r.Outcome == Add && r.Scenario.Key == "" {
			highest++
			r.Scenario.Key = fmt.Sprintf("%s%0*d", prefix, digits, highest)
		}
		if r.Scenario.Key != "" {
			r.Key = r.Scenario.Key
		}
	}
}

// rate rates the register as it would be, and notes on each row what somebody
// should see before agreeing to it.
func (p *planner) rate() {
	in := p.in
	in.Register.Scenarios = slices.Clone(in.Register.Scenarios)
	at := make(map[risk.ID]int, len(in.Register.Scenarios))
	for i := range in.Register.Scenarios {
		at[in.Register.Scenarios[i].ID] = i
	}
	where := make([]int, len(p.plan.Rows))
	for i := range p.plan.Rows {
		r := &p.plan.Rows[i]
		k, known := at[r.Scenario.ID]
		where[i] = -1
		switch {
		case r.Outcome == Refuse || r.Outcome == Skip && (!known || r.Scenario.ID == ""):
		case known && r.Scenario.ID != "":
			in.Register.Scenarios[k], where[i] = r.Scenario, k
		default:
			where[i] = len(in.Register.Scenarios)
			in.Register.Scenarios = append(in.Register.Scenarios, r.Scenario)
		}
	}
	res := risk.Rate(in)
	for i := range p.plan.Rows {
		if where[i] >= 0 {
			p.tell(&p.plan.Rows[i], &res.Scenarios[where[i]], res.Criteria)
		}
	}
}

func (p *planner) tell(r *Row, x *risk.ScenarioResult, c *risk.Criteria) {
	r.Hackable = x.Hackable
	if l := x.LOPA; l != nil {
		stated := r.Scenario.LOPA.StatedPerYear
		switch {
		case l.Discrepancy != "":
			r.note("%s", l.Discrepancy)
		case stated > 0 && l.MitigatedPerYear > 0 && math.Abs(stated/l.MitigatedPerYear-1) > 0.05:
			r.note("The source states %v per year, but the product is %v: correct one of its factors or the statement.", stated, l.MitigatedPerYear)
		}
	}
	if r.printed == "" || c == nil || !x.Unmitigated.Rated() {
		return
	}
	for _, b := range c.Bands {
		if w := book.Squeeze(r.printed); w != book.Squeeze(b.Name) && w != book.Squeeze(string(b.ID)) {
			continue
		}
		if b.ID != x.Unmitigated.Band && b.ID != x.Existing.Band {
			r.note("The source prints the risk %s; by criteria %s it is %s without safeguards and %s with those that exist.", b.Name, c.Key, bandName(c, x.Unmitigated), bandName(c, x.Existing))
		}
		return
	}
}

func bandName(c *risk.Criteria, r risk.Rating) string {
	if b, ok := c.Band(r.Band); ok {
		return b.Name
	}
	return "not rated"
}
