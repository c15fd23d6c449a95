package report

import (
	"fmt"
	"strings"

	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// planned are the countermeasures that are not there yet and that the residual
// risk counts on.
func (in CRSInput) planned() Section {
	t := Table{
		Name: "Planned countermeasures", Empty: "No residual risk counts on a countermeasure that is only planned.", Wide: true,
		Columns: []Column{{Title: "Line", Share: 1}, {Title: "Countermeasure", Share: 2.8}, {Title: "At", Share: 1.2}, {Title: "Scenarios", Share: 1.2}, {Title: "What it is credited with", Share: 4.4}, {Title: "Owner", Share: 1.6}, {Title: "Due", Share: 1.15}, {Title: "Verification", Share: 1.5}, {Title: "Hold", Share: .7}},
	}
	lines := map[string]spec.Line{}
	for _, l := range in.CRS.Lines {
		if l.Planned {
			lines[l.ID] = l
		}
	}
	for _, p := range in.CRS.Planned {
		l := lines[p.Line]
		owner, due := p.Owner, string(p.Due)
		if owner == "" {
			owner = "not named"
		}
		if due == "" {
			due = "not said"
		}
		t.Rows = append(t.Rows, []string{l.Number, name(p.Key, p.Name), dash(strings.Join(p.At, ", ")), strings.Join(p.Scenarios, ", "), strings.Join(p.Credits, "\n"), owner, due, verificationWord(p.Verification), yesNo(l.HoldPoint)})
	}
	return Section{Heading: "Planned countermeasures that the residual risk counts on (ZCR 5.12)", Blocks: []Block{tableOf(t)}}
}

// catalogue is what every requirement asks, once, however many lines name it.
func (in CRSInput) catalogue() Section {
	t := Table{
		Name: "What requirements ask", Empty: "No requirement of IEC 62443-3-3 is asked yet.", Wide: true,
		Columns: []Column{{Title: "Requirement", Share: 1.25}, {Title: "FR", Share: .65}, {Title: "Title", Share: 1.8}, {Title: "What it asks", Share: 4}, {Title: "Question", Share: 3}, {Title: "What counts as evidence", Share: 2.8}, {Title: "Verified by", Share: 2.3}, {Title: "Lines", Share: .7, Number: true}},
	}
	for _, r := range in.CRS.Catalogue {
		t.Rows = append(t.Rows, []string{r.ID, r.FRName, r.Title, r.Text, r.Question, r.Evidence, verificationWord(r.Verification) + ": " + r.VerificationWhy, fmt.Sprint(r.Lines)})
	}
	return Section{Heading: "Annex: what the requirements ask", Blocks: []Block{tableOf(t)}}
}

// risks are the scenarios of the system as the detailed assessment tells them.
func (in CRSInput) risks() Section {
	of := map[risk.ID]bool{}
	for _, r := range in.CRS.Risks {
		of[r.ID] = true
	}
	v := newRiskView(in.Site, in.Register, in.Result)
	scenarios := v.scenarios(func(s *risk.Scenario) bool { return of[s.ID] })
	if len(scenarios) == 0 {
		return Section{Heading: "Annex: risks", Blocks: []Block{text("No scenario of the system is assessed.")}}
	}
	return Section{Heading: "Annex: risks (ZCR 5.13)", Blocks: append([]Block{v.glance(scenarios)}, v.details(scenarios)...)}
}

// traced is the split of the lines by the way that they lead to risks.
func (in CRSInput) traced() Table {
	t := Table{Name: "Traces", Columns: []Column{{Title: "Way to the risks", Share: 2}, {Title: "Meaning", Share: 6}, {Title: "Lines", Share: 1, Number: true}}}
	for _, x := range in.CRS.Counts.Traced {
		words := traceMeanings[x.Trace]
		t.Rows = append(t.Rows, []string{words[0], words[1], fmt.Sprint(x.Lines)})
	}
	return t
}

var traceMeanings = map[spec.Trace][2]string{
	spec.TraceTechnique: {"technique", "It stands against techniques that scenarios name."},
	spec.TraceSubject:   {"zone or conduit", "The SL-T that asks for it was set against the scenarios of its zone or conduit as a whole."},
	spec.TraceEnds:      {"joined zones (weak)", "A conduit without scenarios of its own: only those of the zones that it joins. The trace is weak."},
	spec.TraceOwn:       {"owner or credit", "The owner named the scenarios, or their residual risk counts on it."},
	spec.TraceNone:      {"none", "It serves no risk in the register."},
}

// traceSplit tells in one sentence by which ways the lines lead to risks.
func traceSplit(n spec.Counts) string {
	var parts []string
	for _, x := range n.Traced {
		if x.Lines > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.Lines, traceMeanings[x.Trace][0]))
		}
	}
	if len(parts) == 0 {
		return "No requirement leads to a risk yet."
	}
	return "Ways from requirements to risks: " + strings.Join(parts, ", ") + "."
}
