package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/risk"
)

func TestColumnsAreGuessedInThreeLanguages(t *testing.T) {
	for name, c := range map[string]struct {
		kind   Kind
		titles string
		want   string
	}{
		"HAZOP, English":    {HAZOP, "No.|Node|Guide word|Deviation|Causes|Consequences|Existing safeguards|Severity|Likelihood|Risk ranking|Recommendations|Action by", "pha|node|guideWord|deviation|cause|consequence|safeguards|severity|likelihood|risk|recommendation|owner"},
		"HAZOP, German":     {HAZOP, "Nr|Knoten|Leitwort|Abweichung|Ursache|Ursache hackbar|Auswirkungen|Vorhandene Maßnahmen|Schweregrad|Wahrscheinlichkeit|Risiko|Empfehlung|Termin", "pha|node|guideWord|deviation|cause|causeHackable|consequence|safeguards|severity|likelihood|risk|recommendation|due"},
		"HAZOP, Japanese":   {HAZOP, "番号|ノード|ガイドワード|ずれ|原因|影響|安全対策|重大度|発生可能性|リスク|勧告|担当者", "pha|node|guideWord|deviation|cause|consequence|safeguards|severity|likelihood|risk|recommendation|owner"},
		"LOPA, English":     {LOPA, "Scenario no|Impact event|Initiating event|Initiating event frequency|IPL 1|PFD 1|IPL 2|PFD 2|Target frequency|Mitigated event frequency", "pha|deviation|cause|initiating|safeguards|pfd|safeguards|pfd|target|stated"},
		"LOPA, by layer":    {LOPA, "Ref|Scenario|Initiator|IEF|BPCS|Alarm and operator|Relief valve|TMEL|MEL", "pha|deviation|cause|initiating|safeguards|safeguards|safeguards|target|stated"},
		"physical, English": {Physical, "Finding no|Location|Threat|Vulnerability|Consequence|Barriers|Rating", "pha|node|cause|vulnerability|consequence|safeguards|severity"},
		"physical, German":  {Physical, "Nr|Ort|Bedrohung|Schwachstelle|Folgen|Barrieren|Bewertung|Frist", "pha|node|cause|vulnerability|consequence|safeguards|severity|due"},
	} {
		titles := strings.Split(c.titles, "|")
		got := guess(c.kind, titles)
		for i, want := range strings.Split(c.want, "|") {
			if got[i] != want {
				t.Errorf("%s: %q is taken for %q, want %q", name, titles[i], got[i], want)
			}
		}
	}
}

func TestALayerOfProtectionAnalysisIsComparedWithItsProduct(t *testing.T) {
	in := example(t)
	p := read(t, LOPA, "lopa.csv", `Ref,Node,Impact event,Initiating event,Initiating event frequency,BPCS alarm and operator,SIF SIL 2,Relief valve,Target frequency,Mitigated event frequency
B,Z-02,R-101 runaway,Loss of cooling water,0.1,0.1,1E-2,RRF 100,10^-5,1E-5
A,Z-02,Overpressure,Loss of cooling water,once in 10 years,0.1,1,0.01,1E-5,1E-4
`, in)
	if n := p.Counts(); n.Add != 2 {
		t.Fatalf("%+v %+v", n, p.Rows)
	}
	b, a := p.Rows[0], p.Rows[1]
	if len(b.Scenario.Safeguards) != 3 || b.Scenario.Safeguards[2].PFD != 0.01 || b.Scenario.Safeguards[1].Name != "SIF SIL 2" {
		t.Errorf("layers %+v", b.Scenario.Safeguards)
	}
	if diff := cmp.Diff(&risk.LOPA{InitiatingPerYear: 0.1, TargetPerYear: 1e-5, StatedPerYear: 1e-5}, b.Scenario.LOPA); diff != "" {
		t.Error(diff)
	}
	if len(b.Notes) != 1 || !strings.Contains(b.Notes[0], "the product is 1e-06") {
		t.Errorf("a printed frequency ten times the product: %q", b.Notes)
	}
	if len(a.Notes) != 0 || len(a.Scenario.Safeguards) != 2 {
		t.Errorf("a printed frequency that is the product: %q, %+v", a.Notes, a.Scenario.Safeguards)
	}
	// Layers in one cell, or named and graded in columns of their own.
	for name, text := range map[string]string{
		"one cell": "Scenario,Initiating event,Frequency,IPLs,Result\nX,Y,0.1,\"Alarm (PFD 0.1); Valve RRF 100\",1E-4\n",
		"pairs":    "Scenario,Initiating event,Frequency,IPL 1,PFD 1,IPL 2,PFD 2,Result\nX,Y,0.1,Alarm,0.1,Valve,RRF 100,1E-4\n",
		"in order": "Scenario,Initiating event,Frequency,IPLs,PFD,Result\nX,Y,0.1,\"1. Alarm\n2. Valve\",\"0.1\nRRF 100\",5E-4\n",
	} {
		p := read(t, LOPA, "lopa.csv", text, in, fixed(in))
		s := p.Rows[0].Scenario.Safeguards
		if p.Rows[0].Outcome != Add || len(s) != 2 || s[0].Name != "Alarm" || s[0].PFD != 0.1 || s[1].Name != "Valve" || s[1].PFD != 0.01 {
			t.Errorf("%s: %s %q %+v", name, p.Rows[0].Outcome, p.Rows[0].Reason, s)
		}
		if wrong := len(p.Rows[0].Notes) > 0; wrong != (name == "in order") { // without a target as well
			t.Errorf("%s: notes %q", name, p.Rows[0].Notes)
		}
	}
}

func fixed(in risk.Input) func(*Mapping) {
	return func(m *Mapping) { m.Fixed = &Node{risk.OfZone, string(in.Site.Zones[0].ID)} }
}

func TestFindingsOnPhysicalSecurityBecomeScenarios(t *testing.T) {
	in := example(t)
	p := read(t, Physical, "walk.csv", "Finding no;Location;Threat;Vulnerability;Consequence;Barriers;Rating;Frist\nP-1;Utilities;Stranger opens a valve;No fence;Ammonia in the yard;Camera\\, light;Major;24.12.2026\n", in)
	s := p.Rows[0].Scenario
	if p.Rows[0].Outcome != Add || s.CauseKind != "physical" || s.Vulnerability != "No fence" || s.Ratings[risk.Safety] != 4 || s.Due != "2026-12-24" || s.PHA != "P-1" || s.Name == "" ||
		len(s.Safeguards) != 1 || s.Safeguards[0].Layer != "physical" {
		t.Errorf("%s %q %+v", p.Rows[0].Outcome, p.Rows[0].Reason, s)
	}
}

func TestRefusalsNameTheCellAndHowToMendIt(t *testing.T) {
	in := example(t)
	const head = "No.,Node,Deviation,Cause,Cause hackable,Severity,Likelihood,Safeguards,Hackable,Due\n"
	for name, c := range map[string]struct{ row, cell, want string }{
		"a node that nobody knows":     {"1,Node 9,More,Pump,,4,3,,,", "B2", "choose one node for the whole file"},
		"no node":                      {"1,,More,Pump,,4,3,,,", "B2", "names no node"},
		"a severity off the scale":     {"1,Z-01,More,Pump,,Severe,3,,,", "F2", "Negligible, Minor"},
		"a likelihood off the scale":   {"1,Z-01,More,Pump,,4,9,,,", "G2", "0 to 5"},
		"a mark that is none":          {"1,Z-01,More,Pump,perhaps,4,3,,,", "E2", "neither yes nor no"},
		"marks for other safeguards":   {"1,Z-01,More,Pump,,4,3,A; B,yes; no; yes,", "I2", "3 marks for 2 safeguards"},
		"a PFD above 1":                {"1,Z-01,More,Pump,,4,3,Valve PFD 3,,", "H2", "correct it"},
		"a day that is none":           {"1,Z-01,More,Pump,,4,3,,,soon", "J2", "2026-11-24"},
		"a day that is not there":      {"1,Z-01,More,Pump,,4,3,,,31.02.2026", "J2", "no date"},
		"a reference that is too long": {strings.Repeat("9", 300) + ",Z-01,More,Pump,,4,3,,,", "A2", "shorten"},
		"a text that is too long":      {"1,Z-01," + strings.Repeat("x", 5000) + ",Pump,,4,3,,,", "C2", "shorten"},
	} {
		r := read(t, HAZOP, "hazop.csv", head+c.row+"\n", in).Rows[0]
		if r.Outcome != Refuse || r.Cell != c.cell || !strings.Contains(r.Reason, c.want) || r.Row != 2 || r.Sheet != "hazop" {
			t.Errorf("%s: %s at %q: %q, want %q at %s", name, r.Outcome, r.Cell, r.Reason, c.want, c.cell)
		}
	}
	twice := read(t, HAZOP, "hazop.csv", head+"1,Z-01,More,Pump,,4,3,,,\n1,Z-01,Less,Pump,,4,3,,,\n,Z-01,Less,Valve,,4,3,,,\n,Z-01,Less,Valve,,4,3,,,\n", in)
	if r := twice.Rows[1]; r.Outcome != Refuse || !strings.Contains(r.Reason, "row 2 already") {
		t.Errorf("the same reference again: %s %q", r.Outcome, r.Reason)
	}
	if r := twice.Rows[3]; r.Outcome != Skip || !strings.Contains(r.Reason, "the same as row 4") {
		t.Errorf("the same words again: %s %q", r.Outcome, r.Reason)
	}
	if r := read(t, HAZOP, "hazop.csv", head+"1,Z-01,More,,,4,3,,,\n", in).Rows[0]; r.Outcome != Add {
		t.Errorf("a row with a deviation alone: %s %q", r.Outcome, r.Reason)
	}
}

func TestWordsOfTheNodeColumnMeanWhatSomebodySays(t *testing.T) {
	in := example(t)
	const text = "Node,Deviation,Cause\nNode 1: Filler,More,Pump\n,Less,Valve\nC-10 Palletiser's modem,As well as,Modem\nsafety  SYSTEMS,No,Trip\n"
	p := read(t, HAZOP, "hazop.csv", text, in)
	if n := p.Counts(); n != (Counts{Add: 2, Refuse: 2}) {
		t.Fatalf("%+v", n)
	}
	if len(p.Nodes) != 3 || p.Nodes[1].Text != "Node 1: Filler" || p.Nodes[1].Rows != 2 || p.Nodes[1].Kind != "" || p.Nodes[0].Key != "C-10" || p.Nodes[2].Key != "Z-03" {
		t.Errorf("%+v", p.Nodes)
	}
	conduit := Node{risk.OfConduit, string(in.Site.Conduits[0].ID)}
	p = read(t, HAZOP, "hazop.csv", text, in, func(m *Mapping) { m.Nodes = map[string]Node{"Node 1: Filler": conduit} })
	if n := p.Counts(); n != (Counts{Add: 4}) || string(p.Rows[0].Scenario.Conduit) != conduit.ID || p.Rows[1].Node != p.Rows[0].Node {
		t.Errorf("%+v %+v", n, p.Rows[0])
	}
	p = read(t, HAZOP, "hazop.csv", text, in, fixed(in))
	for _, r := range p.Rows {
		if r.Scenario.Zone != in.Site.Zones[0].ID {
			t.Errorf("row %d plays in %q", r.Row, r.Node)
		}
	}
}

func TestTheRiskThatASourcePrintsIsHeldAgainstTheCriteria(t *testing.T) {
	p := read(t, HAZOP, "hazop.csv", "Node,Deviation,Cause,S,Likelihood,Risk\nZ-01,More,Pump,4,Possible,Low\nZ-01,Less,Pump,4,Possible,High\n", example(t))
	if n := p.Rows[0].Notes; len(n) != 1 || !strings.Contains(n[0], "prints the risk Low; by criteria CR-01 it is High") {
		t.Errorf("%q", n)
	}
	if n := p.Rows[1].Notes; len(n) != 0 {
		t.Errorf("%q", n)
	}
}

func TestWithoutCriteriaLevelsAreNumbers(t *testing.T) {
	in := example(t)
	in.Register.Criteria = nil
	p := read(t, HAZOP, "hazop.csv", "Node,Deviation,S,Likelihood\nZ-01,More,4,3\nZ-01,Less,Major,3\n", in)
	if p.Rows[0].Outcome != Add || p.Rows[1].Outcome != Refuse || !strings.Contains(p.Rows[1].Reason, "no criteria yet") {
		t.Errorf("%+v", p.Rows)
	}
}

func TestAMappingThatDoesNotFitIsRefused(t *testing.T) {
	b := open(t, "hazop.csv", exampleHAZOP(t))
	look, err := See(t.Context(), b, HAZOP)
	if err != nil {
		t.Fatal(err)
	}
	if look.Mapping.Header != 2 || look.Mapping.Check(look) != "" {
		t.Errorf("the guess %+v", look.Mapping)
	}
	for want, m := range map[string]Mapping{
		`no sheet "Attic"`:    {Sheet: "Attic"},
		`"pet" is no field`:   {Sheet: "hazop", Columns: map[string][]int{"pet": {0}}},
		"column 100 for Node": {Sheet: "hazop", Columns: map[string][]int{"node": {99}}},
		"takes one":           {Sheet: "hazop", Columns: map[string][]int{"node": {0, 1}}},
		"is no category":      {Sheet: "hazop", Category: "luck"},
		"counts from 1":       {Sheet: "hazop", Header: -1},
	} {
		if got := m.Check(look); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
