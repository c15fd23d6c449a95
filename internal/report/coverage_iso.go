package report

import (
	"fmt"

	"ringwall/internal/catalog"
)

// DerivedStatement is a statement of applicability for the controls of another
// management system, derived from the answers to IEC 62443: a draft to be
// decided by whoever owns that system, and marked as such.
func DerivedStatement(in CoverageInput) Document {
	var confirmed, suggested, open, none []*CoverageLine
	for i := range in.Lines {
		switch l := &in.Lines[i]; {
		case l.State == catalog.Unreached:
			none = append(none, l)
		case l.State == catalog.NotYetKnown:
			open = append(open, l)
		case l.Confirmed:
			confirmed = append(confirmed, l)
		default:
			suggested = append(suggested, l)
		}
	}
	return in.document("Statement of applicability, "+in.Set.Standard,
		in.isoSummary(),
		in.controls("Controls by confirmed pairs", "A person has confirmed that these requirements speak of the control.", "Confirmed", confirmed),
		in.controls("Controls by suggested pairs only", "These states are suggestions. The pairs were derived over other publications and nobody here has confirmed them, so nothing in this section is a statement yet.", "Suggested", suggested),
		in.controls("Controls without an answer", "Pairs lead to these controls, but what stands behind them is not answered, or does not apply to this site.", "Without an answer", open),
		in.unreached(none),
	)
}

func (in CoverageInput) isoSummary() Section {
	n := in.counts()
	firm := 0
	for i := range in.Lines {
		if l := &in.Lines[i]; l.Confirmed && l.State != catalog.Unreached && l.State != catalog.NotYetKnown {
			firm++
		}
	}
	return Section{Heading: "Summary", Blocks: []Block{
		text(fmt.Sprintf("This statement is derived. It says what the site's answers to IEC 62443 mean for the controls of %s. Whether a control applies is decided in the management system, not here.", in.Set.Standard)),
		list(
			fmt.Sprintf("Controls: %d. As far as IEC 62443 tells, implemented: %d. Partly: %d. Not: %d.", n.Total, n.Full, n.Partly, n.Not),
			fmt.Sprintf("Of these, by confirmed pairs: %d. By suggested pairs only: %d.", firm, n.Suggested),
			fmt.Sprintf("Not answered yet: %d. Controls of which IEC 62443 tells nothing: %d.", n.Open, n.NoPair),
		),
	}}
}

func (in CoverageInput) controls(head, about, table string, lines []*CoverageLine) Section {
	t := Table{
		Name: table, Wide: true, Empty: "There is none.",
		Columns: []Column{{Title: "Control", Share: .9}, {Title: "Title", Share: 2.6}, {Title: "Applicable", Share: 1.1}, {Title: "Reason", Share: 2.6}, {Title: "Status", Share: 1.3}, {Title: "Strength", Share: 1.3}, {Title: "Answers that say so", Share: 4.4}},
	}
	for _, l := range lines {
		applicable, reason := applies(l)
		t.Rows = append(t.Rows, []string{string(l.Requirement), l.Title, applicable, reason, controlWord(l.State), strengthWord(l), naming(l, func(p *CoveragePair) bool { return p.Asked || !l.Asked }, (*CoveragePair).name)})
	}
	return Section{Heading: head, Blocks: []Block{{Paragraph: about, Table: &t}}}
}

// controlWord says how a control stands, in the words of a statement.
func controlWord(s catalog.CoverageState) string {
	switch s {
	case catalog.CoveredFully:
		return "implemented"
	case catalog.CoveredPartly:
		return "partly implemented"
	case catalog.NotCovered:
		return "not implemented"
	case catalog.NotYetKnown:
		return "not answered"
	}
	return "not told"
}

// applies derives whether a control applies: yes where the site is asked for
// something that leads to it, no where all that leads to it does not apply.
func applies(l *CoverageLine) (word, reason string) {
	asked, out, unasked := 0, 0, 0
	for i := range l.Pairs {
		switch p := &l.Pairs[i]; {
		case p.Asked && p.Holds == catalog.OutOfScope:
			out++
		case p.Asked:
			asked++
		default:
			unasked++
		}
	}
	switch {
	case asked > 0:
		return "yes", "The site is asked for " + naming(l, func(p *CoveragePair) bool { return p.Asked && p.Holds != catalog.OutOfScope }, func(p *CoveragePair) string { return string(p.Requirement) }) + "."
	case out > 0:
		return "no", "What leads here does not apply: " + naming(l, func(p *CoveragePair) bool { return p.Holds == catalog.OutOfScope }, (*CoveragePair).name) + "."
	case unasked > 0:
		return "to decide", "No target level of the site asks for what leads here."
	}
	return "to decide", "IEC 62443 tells nothing of it."
}

func (in CoverageInput) unreached(lines []*CoverageLine) Section {
	s := Section{Heading: "Controls of which IEC 62443 tells nothing"}
	if len(lines) == 0 {
		s.Blocks = []Block{text("There is none.")}
		return s
	}
	t := Table{Name: "Not told", Columns: []Column{{Title: "Control", Share: 1}, {Title: "Title", Share: 9}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, []string{string(l.Requirement), l.Title})
	}
	s.Blocks = []Block{text("No pair leads to these controls, so they have to be stated from elsewhere."), tableOf(t)}
	return s
}
