package sheet

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

const examples = "../../../testdata/example/"

// example is the example plant with its register.
func example(t testing.TB) risk.Input {
	t.Helper()
	f, err := os.Open(examples + "bottling.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := risk.ReadDocument(f, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	site, register := d.Records()
	return risk.Input{Site: site, Register: register, Today: "2026-11-24"}
}

func open(t testing.TB, name, data string) *book.Book {
	t.Helper()
	b, err := Open(strings.NewReader(data), int64(len(data)), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read reads a file by the mapping that its titles suggest.
func read(t testing.TB, kind Kind, name, data string, in risk.Input, change ...func(*Mapping)) Plan {
	t.Helper()
	b := open(t, name, data)
	look, err := See(t.Context(), b, kind)
	if err != nil {
		t.Fatal(err)
	}
	m := look.Mapping
	for _, c := range change {
		c(&m)
	}
	if wrong := m.Check(look); kind != Worksheet && wrong != "" {
		t.Fatal(wrong)
	}
	p, err := Read(t.Context(), b, kind, m, in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// applied is the register as the plan would leave it.
func applied(in risk.Input, p Plan) risk.Input {
	in.Register.Scenarios = append([]risk.Scenario{}, in.Register.Scenarios...)
rows:
	for i := range p.Rows {
		r := &p.Rows[i]
		if !r.Puts() {
			continue
		}
		for k := range in.Register.Scenarios {
			if r.Scenario.ID != "" && in.Register.Scenarios[k].ID == r.Scenario.ID {
				in.Register.Scenarios[k] = r.Scenario
				continue rows
			}
		}
		s := r.Scenario
		s.ID = risk.ID("new-" + s.Key)
		in.Register.Scenarios = append(in.Register.Scenarios, s)
	}
	return in
}

func exampleHAZOP(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(examples + "hazop.csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A HAZOP gives its safeguards neither credit nor layer, so at first none of
// them keeps an attacker out for good; once somebody has said what stands in the
// process and is worth something, six scenarios are left.
func TestTwentyHAZOPRowsShowSixScenariosThatOnlyCyberSecurityPrevents(t *testing.T) {
	in := example(t)
	p := read(t, HAZOP, "hazop.csv", exampleHAZOP(t), in)
	if n := p.Counts(); n != (Counts{Add: 20}) {
		for _, r := range p.Rows {
			if r.Outcome != Add {
				t.Log(r.Row, r.Outcome, r.Refusals, r.Reason)
			}
		}
		t.Fatalf("%+v", n)
	}
	read := 0
	for _, r := range p.Rows {
		if r.Hackable {
			read++
		}
		if !r.Review {
			t.Errorf("row %d is not to be reviewed", r.Row)
		}
	}
	if read != 12 {
		t.Errorf("%d scenarios are hackable as they are read, want the 12 whose cause is", read)
	}
	after := applied(in, p)
	added := after.Register.Scenarios[len(in.Register.Scenarios):]
	for i := range added {
		for k := range added[i].Safeguards {
			if g := &added[i].Safeguards[k]; !g.Hackable {
				g.Layer, g.LowersLikelihood = "safety-process", 1
			}
		}
	}
	var hackable []string
	for i, x := range risk.Rate(after).Scenarios[len(in.Register.Scenarios):] {
		if x.Hackable {
			hackable = append(hackable, added[i].PHA)
		}
	}
	if diff := cmp.Diff([]string{"3.2", "3.5", "2.2", "7.5", "14.2", "16.1"}, hackable); diff != "" {
		t.Errorf("hackable without a safeguard that is not (-want +got):\n%s", diff)
	}
}

func TestAHAZOPReadInAgainChangesWhatDiffersAndAddsNothing(t *testing.T) {
	in := example(t)
	in = applied(in, read(t, HAZOP, "hazop.csv", exampleHAZOP(t), in))
	if n := read(t, HAZOP, "hazop.csv", exampleHAZOP(t), in).Counts(); n != (Counts{Skip: 20}) {
		t.Fatalf("the same file again: %+v", n)
	}
	// People work on: a credit, a countermeasure of their own, a word in the note.
	for i := range in.Register.Scenarios {
		if s := &in.Register.Scenarios[i]; s.PHA == "3.5" {
			s.Safeguards[0].LowersLikelihood, s.Note = 1, s.Note+"\nSeen on site."
			s.Safeguards = append(s.Safeguards, risk.Safeguard{Name: "Hand valve", Planned: true})
		}
	}
	text := strings.Replace(exampleHAZOP(t), "Setpoint raised from the supervision", "Setpoint raised from a station", 1)
	text = strings.Replace(text, "High alarm on the panel; Operator closes the steam at the panel", "High alarm on the panel (PFD 1E-1)", 1)
	p := read(t, HAZOP, "hazop-2.csv", text, in)
	if n := p.Counts(); n != (Counts{Change: 1, Skip: 19}) {
		t.Fatalf("%+v", n)
	}
	for _, r := range p.Rows {
		if r.Outcome != Change {
			continue
		}
		want := []string{"Cause", "Note", "Safeguards"}
		var got []string
		for _, f := range r.Fields {
			got = append(got, f.Field)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
		g := r.Scenario.Safeguards
		if len(g) != 2 || g[0].LowersLikelihood != 1 || g[0].PFD != 0.1 || !g[1].Planned || !strings.Contains(r.Scenario.Note, "Seen on site.") {
			t.Errorf("what people added is gone: %+v %q", g, r.Scenario.Note)
		}
	}
}

func TestTheWorksheetReadsBackWithoutAChange(t *testing.T) {
	in := example(t)
	in = applied(in, read(t, HAZOP, "hazop.csv", exampleHAZOP(t), in))
	res := risk.Rate(in)
	var x, again, c bytes.Buffer
	for _, err := range []error{WriteXLSX(&x, in, res), WriteXLSX(&again, in, res), WriteCSV(&c, in, res)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(x.Bytes(), again.Bytes()) {
		t.Error("equal input gives different bytes")
	}
	for name, data := range map[string]string{"worksheet.xlsx": x.String(), "worksheet.csv": c.String()} {
		if kind, err := KindOf(t.Context(), open(t, name, data)); kind != Worksheet || err != nil {
			t.Errorf("%s is taken for %s: %v", name, kind, err)
		}
		p := read(t, Worksheet, name, data, in)
		if n := p.Counts(); n != (Counts{Skip: len(in.Register.Scenarios)}) || len(p.Notes) > 0 {
			for _, r := range p.Rows {
				if r.Outcome != Skip {
					t.Log(r.Row, r.Key, r.Outcome, r.Refusals, r.Fields)
				}
			}
			t.Errorf("%s: %+v, notes %q", name, n, p.Notes)
		}
		for _, r := range p.Rows {
			for _, s := range in.Register.Scenarios {
				if s.Key == r.Key && !cmp.Equal(s, r.Scenario) {
					t.Errorf("%s of %s: %s", s.Key, name, cmp.Diff(s, r.Scenario))
				}
			}
		}
	}
}

// edited writes the worksheet with some of its cells changed.
func edited(t testing.TB, in risk.Input, edit func(sheets []book.Plain)) string {
	t.Helper()
	all := sheets(in, risk.Rate(in))
	edit(all)
	var b bytes.Buffer
	if err := book.WriteBook(&b, all); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// set changes the cell of a column of a row, counted from 0.
func set(t testing.TB, p *book.Plain, row int, title, text string) {
	t.Helper()
	for i, c := range p.Columns {
		if c.Title == title {
			p.Rows[row][i] = book.Cell{Text: text}
			return
		}
	}
	t.Fatalf("there is no column %q", title)
}

func TestAChangedCellOfTheWorksheetChangesThatField(t *testing.T) {
	for title, c := range map[string]struct{ text, refusal string }{
		"Name":                {text: "Another name"},
		"Cause":               {text: "=cmd()"},
		"Likelihood":          {text: "Likely"},
		"Safety":              {text: "2"},
		"Environment":         {text: ""},
		"Functions":           {text: "F-05"},
		"Assumptions":         {text: ""},
		"Cause hackable":      {text: "nein"},
		"Initiating per year": {text: "1E-3"},
		"Loss low":            {text: "1000"},
		"Treatment":           {text: "avoid"},
		"Techniques":          {text: "T0855"},
		"Mechanism":           {text: "magic", refusal: "none of the choices"},
		"Health":              {text: "9", refusal: "no level of consequence"},
		"Zone":                {text: "Z-99", refusal: `no zone "Z-99"`},
		"Loss high":           {text: "much", refusal: "no number"},
		"Skill":               {text: "7", refusal: "out of range"},
		"Conduit":             {text: "C-01", refusal: "both a zone and a conduit"},
	} {
		in := example(t)
		data := edited(t, in, func(all []book.Plain) { set(t, &all[0], 3, title, c.text) })
		p := read(t, Worksheet, "worksheet.xlsx", data, in)
		r := p.Rows[3]
		switch {
		case c.refusal != "":
			if r.Outcome != Refuse || !strings.Contains(r.Reason, c.refusal) || !strings.HasSuffix(r.Cell, "5") {
				t.Errorf("%s: %s %q at %q", title, r.Outcome, r.Reason, r.Cell)
			}
		case r.Outcome != Change || len(r.Fields) != 1 || r.Fields[0].Field != title:
			t.Errorf("%s: %s %+v %q", title, r.Outcome, r.Fields, r.Reason)
		}
		if n := p.Counts(); n.Skip != len(in.Register.Scenarios)-1 {
			t.Errorf("%s: %+v", title, n)
		}
	}
}

func TestSafeguardsOfTheWorksheetAreTheWholeListOfTheirScenario(t *testing.T) {
	in := example(t)
	data := edited(t, in, func(all []book.Plain) {
		g := &all[1]
		g.Rows = g.Rows[1:] // the first safeguard of the first scenario goes
		set(t, g, 0, "Evidence", "Seen on 2026-11-20")
		g.Rows = append(g.Rows, []book.Cell{{Text: "SC-002"}, {}, {Text: "Seal on the port"}, {Text: "physical"}})
		g.Rows = append(g.Rows, []book.Cell{{Text: "SC-777"}, {}, {Text: "Nowhere"}})
		g.Rows = append(g.Rows, []book.Cell{{Text: "SC-003"}, {}, {Text: "Bad"}, {Text: "moat"}})
	})
	p := read(t, Worksheet, "worksheet.xlsx", data, in)
	if n := p.Counts(); n.Change != 2 || n.Refuse != 2 {
		t.Fatalf("%+v", n)
	}
	if one := p.Rows[0].Scenario.Safeguards; len(one) != 1 || one[0].Evidence != "Seen on 2026-11-20" || !one[0].Planned {
		t.Errorf("%+v", one)
	}
	if two := p.Rows[1].Scenario.Safeguards; len(two) != 3 || two[2].Name != "Seal on the port" || two[2].Layer != "physical" {
		t.Errorf("%+v", two)
	}
	if r := p.Rows[2]; r.Outcome != Refuse || !strings.HasPrefix(r.Cell, "Safeguards!D") {
		t.Errorf("%s %q %q", r.Outcome, r.Cell, r.Reason)
	}
	if r := p.Rows[len(p.Rows)-1]; !strings.Contains(r.Reason, "SC-777") {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsComputedOrElsewhereIsNotReadAndSaysSo(t *testing.T) {
	in := example(t)
	data := edited(t, in, func(all []book.Plain) {
		set(t, &all[0], 0, "Residual"+computed, "Low")
		set(t, &all[2], 0, "Statement", "All is well")
		set(t, &all[3], 0, "Name", "Mild criteria")
		all[0].Rows = all[0].Rows[:len(all[0].Rows)-1]
		all[1].Rows = all[1].Rows[:1]
	})
	p := read(t, Worksheet, "worksheet.xlsx", data, in)
	notes := strings.Join(p.Notes, "\n")
	for _, want := range []string{"1 computed cells differ", "Sheet Assumptions differs", "Sheet Criteria differs", "The file does not have SC-"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note says %q: %s", want, notes)
		}
	}
}

func TestNoTextOfTheWorksheetIsAFormula(t *testing.T) {
	in := example(t)
	in.Register.Scenarios = append([]risk.Scenario{}, in.Register.Scenarios...)
	s := &in.Register.Scenarios[0]
	s.Cause, s.Note, s.Consequence = "=HYPERLINK(\"x\")", "@SUM(A1)", "'+1"
	var x, c bytes.Buffer
	res := risk.Rate(in)
	if err := WriteXLSX(&x, in, res); err != nil {
		t.Fatal(err)
	}
	if err := WriteCSV(&c, in, res); err != nil {
		t.Fatal(err)
	}
	if text := c.String(); !strings.Contains(text, "'=HYPERLINK") || !strings.Contains(text, "'@SUM") || strings.Contains(text, ",=HYPERLINK") {
		t.Error("a text of the CSV file is a formula")
	}
	for name, data := range map[string]string{"worksheet.xlsx": x.String(), "worksheet.csv": c.String()} {
		if r := read(t, Worksheet, name, data, in).Rows[0]; r.Outcome != Skip {
			t.Errorf("%s: %+v", name, r.Fields)
		}
	}
}

// many is a HAZOP of a number of rows.
func many(rows int) string {
	var b strings.Builder
	b.WriteString("No.,Node,Deviation,Cause,Cause hackable,Consequence,S,E,Likelihood,Safeguards,Hackable\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d.%d,Z-0%d,Deviation %d,Cause %d,x,Consequence %d,%d,1,%d,\"1. Alarm %d (PFD 0.1)\n2. Trip %d SIL 2\",\"yes\nno\"\n", i/10, i, 1+i%7, i, i, i, 1+i%5, 1+i%5, i, i)
	}
	return b.String()
}

func TestFiveHundredRowsComeInAndGoOutUnchanged(t *testing.T) {
	in := example(t)
	before := len(in.Register.Scenarios)
	p := read(t, HAZOP, "hazop.csv", many(500), in)
	if n := p.Counts(); n != (Counts{Add: 500}) {
		t.Fatalf("%+v %+v", n, p.Rows[0])
	}
	in = applied(in, p)
	var x bytes.Buffer
	if err := WriteXLSX(&x, in, risk.Rate(in)); err != nil {
		t.Fatal(err)
	}
	if n := read(t, Worksheet, "worksheet.xlsx", x.String(), in).Counts(); n != (Counts{Skip: before + 500}) {
		t.Errorf("%+v", n)
	}
}

func TestMoreRowsThanOneActTakesAreRefused(t *testing.T) {
	in := example(t)
	b := open(t, "hazop.csv", many(MostRows+1))
	look, err := See(t.Context(), b, HAZOP)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), b, HAZOP, look.Mapping, in); err == nil || !strings.Contains(err.Error(), "split the file") {
		t.Errorf("%v", err)
	}
}

func BenchmarkFiveThousandHAZOPRows(b *testing.B) {
	in, data := example(b), many(5000)
	for b.Loop() {
		if n := read(b, HAZOP, "hazop.csv", data, in).Counts(); n.Add != 5000 {
			b.Fatalf("%+v", n)
		}
	}
}

func BenchmarkFiveThousandWorksheetRows(b *testing.B) {
	in := example(b)
	in.Register.Scenarios = nil
	in = applied(in, read(b, HAZOP, "hazop.csv", many(5000), in))
	for b.Loop() {
		var x bytes.Buffer
		if err := WriteXLSX(&x, in, risk.Rate(in)); err != nil {
			b.Fatal(err)
		}
		if n := read(b, Worksheet, "worksheet.xlsx", x.String(), in).Counts(); n.Skip != 5000 {
			b.Fatalf("%+v", n)
		}
	}
}

func FuzzScenarioSheet(f *testing.F) {
	in := example(f)
	in.Site.Assets, in.Register.Scenarios = nil, in.Register.Scenarios[:2] // small seeds are mutated faster
	var x bytes.Buffer
	if err := WriteXLSX(&x, in, risk.Rate(in)); err != nil {
		f.Fatal(err)
	}
	f.Add(x.Bytes(), byte(3))
	f.Add([]byte(exampleHAZOP(f)), byte(0))
	f.Add([]byte("Impact event,Initiating event,Frequency,BPCS,Relief valve,PFD,TMEL,MEL\nx,y,0.1,0.1,RRF 100,1E-2,10⁻⁵,1e-6\n"), byte(1))
	f.Add([]byte("Location,Threat,Barriers,Rating\nZ-01,Somebody climbs in,① fence ② light,4\n"), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, k byte) {
		kind := Kinds[int(k)%len(Kinds)]
		b, err := Open(bytes.NewReader(data), int64(len(data)), "file")
		if err != nil {
			return
		}
		look, err := See(t.Context(), b, kind)
		if err != nil {
			return
		}
		p, err := Read(t.Context(), b, kind, look.Mapping, in)
		if err != nil {
			return
		}
		for _, r := range p.Rows {
			if r.Outcome == Refuse && (r.Reason == "" || len(r.Refusals) == 0) {
				t.Errorf("row %d is refused without a reason", r.Row)
			}
			if r.Puts() && len(risk.CheckScenario(risk.Context{Site: in.Site, Register: in.Register, Today: in.Today}, r.Scenario)) > 0 {
				t.Errorf("row %d would break a rule", r.Row)
			}
		}
	})
}
