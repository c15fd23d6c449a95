package csms

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/proof/isms"
	"ringwall/internal/risk"
	"ringwall/internal/risk/sheet"
)

// ISMSRisk is a risk of the register of an ISMS, beside what the site has.
type ISMSRisk struct {
	isms.Risk
	isms.Concern
	// Taken says that the row was chosen to become a draft of a scenario.
	Taken bool `json:"taken"`
	// Node is where the draft would play; empty where it has to be chosen.
	Node    *sheet.Node `json:"node,omitempty"`
	NodeKey string      `json:"nodeKey,omitempty"`
	// Scenario is the key of the scenario that the risk became before.
	Scenario string `json:"scenario,omitempty"`
}

// reference is that of the PHA under which a risk is known in the register.
func reference(r *isms.Risk) string {
	if r.ID != "" {
		return "ISMS " + r.ID
	}
	return fmt.Sprintf("ISMS row %d", r.Row)
}

// concern finds which risks concern the site, and what the chosen ones become.
func (f *ismsFile) concern(ctx context.Context, in risk.Input) error {
	places, scenarios := knownOf(in)
	found := isms.Concerns(f.register.Risks, places, scenarios)
	before := map[string]string{}
	for _, s := range in.Register.Scenarios {
		before[s.PHA] = s.Key
	}
	f.out.Risks = make([]ISMSRisk, len(found))
	for i := range found {
		x := ISMSRisk{Risk: f.register.Risks[i], Concern: found[i]}
		x.Taken = slices.Contains(f.in.Take, x.Row) && x.Outcome == isms.Read
		x.Scenario = before[reference(&x.Risk)]
		x.Node, x.NodeKey = f.nodeOf(in, x)
		f.out.Risks[i] = x
	}
	for _, row := range f.in.Take {
		if !slices.ContainsFunc(f.out.Risks, func(x ISMSRisk) bool { return x.Row == row && x.Taken }) {
			return plant.Problems{{Pointer: "/take", Text: fmt.Sprintf("Row %d holds no risk that could be taken over: choose rows that were read.", row)}}
		}
	}
	err := f.draft(ctx, in)
	slices.SortStableFunc(f.out.Risks, byConcern)
	return err
}

// knownOf are the places and scenarios that risks may speak of.
func knownOf(in risk.Input) (places, scenarios []isms.Known) {
	for _, z := range in.Site.Zones {
		places = append(places, isms.Known{Kind: risk.OfZone, ID: string(z.ID), Key: z.Key, Name: z.Name})
	}
	for _, c := range in.Site.Conduits {
		places = append(places, isms.Known{Kind: risk.OfConduit, ID: string(c.ID), Key: c.Key, Name: c.Name})
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		places = append(places, isms.Known{Kind: risk.OfAsset, ID: string(a.ID), Key: a.Key, Name: a.Name})
	}
	for i := range in.Register.Scenarios {
		s := &in.Register.Scenarios[i]
		scenarios = append(scenarios, isms.Known{
			Kind: risk.OfScenario, ID: string(s.ID), Key: s.Key, Name: s.Name,
			Text: strings.Join([]string{s.Deviation, s.Cause, s.Vulnerability, s.Consequence}, " "),
		})
	}
	return places, scenarios
}

// nodeOf is where a risk plays: what was chosen, else the first zone or conduit
// that it names, else the zone of the first asset.
func (f *ismsFile) nodeOf(in risk.Input, x ISMSRisk) (*sheet.Node, string) {
	keys := map[sheet.Node]string{}
	for _, z := range in.Site.Zones {
		keys[sheet.Node{Kind: risk.OfZone, ID: string(z.ID)}] = z.Key
	}
	for _, c := range in.Site.Conduits {
		keys[sheet.Node{Kind: risk.OfConduit, ID: string(c.ID)}] = c.Key
	}
	if n, chosen := f.in.Nodes[x.Row]; chosen {
		return &n, keys[n]
	}
	for _, k := range x.Named {
		if n := (sheet.Node{Kind: k.Kind, ID: k.ID}); keys[n] != "" {
			return &n, keys[n]
		}
	}
	for _, k := range x.Named {
		for i := range in.Site.Assets {
			if a := &in.Site.Assets[i]; k.Kind == risk.OfAsset && string(a.ID) == k.ID && a.Zone != "" {
				n := sheet.Node{Kind: risk.OfZone, ID: string(a.Zone)}
				return &n, keys[n]
			}
		}
	}
	return nil, ""
}

// draftColumns lead from the fields of a scenario to those of a register; note
// has none there.
var draftColumns = map[string]string{"pha": "id", "node": "asset", "title": "title", "cause": "description", "owner": "owner", "note": ""}

// draft reads the chosen risks by the rules of scenarios from a table. Nothing
// is rated: the scales of an ISMS are not those of the site. The table has its
// cells where the register has them, so that a refusal names the right one.
func (f *ismsFile) draft(ctx context.Context, in risk.Input) error {
	f.drafts, f.out.Scenarios, f.out.Blocked = nil, nil, ""
	chosen := keepIf(f.out.Risks, func(x ISMSRisk) bool { return x.Taken })
	if len(chosen) == 0 {
		return nil
	}
	m := sheet.Mapping{Columns: map[string][]int{}, Nodes: map[string]sheet.Node{}}
	width := 0
	for _, column := range f.out.Mapping.Columns {
		width = max(width, column+1)
	}
	for _, field := range slices.Sorted(maps.Keys(draftColumns)) {
		column, fed := f.out.Mapping.Columns[draftColumns[field]]
		if !fed {
			column = width
			width++
		}
		m.Columns[field] = []int{column}
	}
	last := 0
	by := map[int]*ISMSRisk{}
	for i := range chosen {
		by[chosen[i].Row], last = &chosen[i], max(last, chosen[i].Row)
	}
	rows := make([][]string, last)
	for i := range rows {
		rows[i] = make([]string, width)
		if x := by[i+1]; x != nil {
			f.draftRow(rows[i], x, m)
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	s, err := openScenarioSheet(ctx, ScenarioSheetInput{Name: f.in.Name, Data: b.Bytes(), Kind: sheet.HAZOP})
	if err != nil {
		return err
	}
	m.Sheet = s.out.Sheets[0].Name
	s.out.Mapping = m
	if err := s.plan(ctx, in); err != nil {
		return err
	}
	f.settle(s)
	f.drafts, f.out.Scenarios, f.out.Blocked = s, &s.out, s.out.Blocked
	return nil
}

func (f *ismsFile) draftRow(cells []string, x *ISMSRisk, m sheet.Mapping) {
	place := cmp.Or(x.Asset, fmt.Sprintf("row %d", x.Row))
	if x.Node != nil {
		place = fmt.Sprintf("node of row %d", x.Row)
		m.Nodes[place] = *x.Node
	}
	for field, value := range map[string]string{"pha": reference(&x.Risk), "node": place, "title": x.Title, "cause": x.Description, "owner": x.Owner, "note": f.draftNote(x)} {
		cells[m.Columns[field][0]] = value
	}
}

// settle takes back what the reader of a HAZOP supposes, which a register does
// not say: that the cause lies in the process.
func (f *ismsFile) settle(s *scenarioFile) {
	for i := range s.out.Rows {
		r := &s.out.Rows[i]
		r.Sheet = f.out.Mapping.Sheet
		if r.Outcome == sheet.Add {
			r.Scenario.CauseKind = ""
			r.Fields = slices.DeleteFunc(r.Fields, func(c sheet.FieldChange) bool { return c.Field == "Cause kind" })
		}
	}
}

func (f *ismsFile) draftNote(x *ISMSRisk) string {
	parts := []string{fmt.Sprintf("Draft from the risk register of the ISMS, %s of %s, row %d.", f.in.Name, f.out.Day, x.Row)}
	for _, p := range []struct{ name, value string }{
		{"asset or area", x.Asset}, {"likelihood", x.Likelihood}, {"impact", x.Impact}, {"risk level", x.Rating}, {"treatment", x.Treatment},
	} {
		if p.value != "" {
			parts = append(parts, "There: "+p.name+" "+p.value+".")
		}
	}
	return strings.Join(parts, " ")
}
