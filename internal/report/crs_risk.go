package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// tolerable shows the criteria: what is how bad, how likely, and who may take it.
func (in CRSInput) tolerable() Section {
	s := Section{Heading: "Tolerable risk (ZCR 6.8)", Blocks: []Block{text(cmp.Or(in.Result.Why, "There are no risk criteria yet."))}}
	c := in.CRS.Criteria
	if c == nil {
		return s
	}
	if c.Signed != nil {
		s.Blocks = append(s.Blocks, text(fmt.Sprintf("Signed by %s (%s) on %s: %s", c.Signed.Name, c.Signed.By, clock(c.Signed.At), c.Signed.Meaning)))
	}
	blocks := append(s.Blocks, criteriaBlocks(*c)...)
	blocks = append(blocks, heading("Initial risk of the zones (ZCR 4.1)"))
	return Section{Heading: s.Heading, Blocks: append(blocks, initialRisk(in.CRS.Comparisons).Blocks...)}
}

func criteriaBlocks(c risk.Criteria) []Block {
	blocks := []Block{heading("Bands and authorities"), tableOf(bandTable(c)), heading("Risk matrix"), tableOf(matrixTable(c)), heading("Consequence"), tableOf(consequenceTable(c))}
	likelihood := Table{Name: "Likelihood", Columns: []Column{{Title: "Level", Share: .8, Number: true}, {Title: "Name", Share: 2}, {Title: "Meaning", Share: 6}, {Title: "Per year", Share: 1.2}}}
	for i, l := range c.Likelihoods {
		per := "–"
		if l.PerYear > 0 {
			per = fmt.Sprintf("%g", l.PerYear)
		}
		likelihood.Rows = append(likelihood.Rows, []string{fmt.Sprint(i + 1), l.Name, l.Meaning, per})
	}
	blocks = append(blocks, heading("Likelihood"), tableOf(likelihood))
	if len(c.Overrides) > 0 {
		o := Table{Name: "Overrides", Columns: []Column{{Title: "Name", Share: 2.5}, {Title: "At least", Share: 1.3}, {Title: "Reason", Share: 6}}}
		for _, x := range c.Overrides {
			o.Rows = append(o.Rows, []string{x.Name, bandName(&c, x.Least), x.Reason})
		}
		blocks = append(blocks, heading("Overrides"), text("A scenario that an override fits has at least its band, whatever the matrix says."), tableOf(o))
	}
	return blocks
}

func bandTable(c risk.Criteria) Table {
	t := Table{Name: "Bands", Columns: []Column{{Title: "Band", Share: 1.5}, {Title: "Asks for", Share: 3.4}, {Title: "May be accepted by", Share: 2.6}, {Title: "For months", Share: 1.1, Number: true}, {Title: "Treatment begins within days", Share: 1.6, Number: true}}}
	for i := len(c.Bands) - 1; i >= 0; i-- {
		b := c.Bands[i]
		t.Rows = append(t.Rows, []string{b.Name, regionWord(b.Region), dash(authorityWord(c, b)), count(b.AcceptMonths), count(b.ActDays)})
	}
	return t
}

func regionWord(r risk.Region) string {
	switch r {
	case risk.Acceptable:
		return "acceptable: keep watch"
	case risk.Alarp:
		return "tolerable when as low as reasonably practicable, by acceptance"
	case risk.Intolerable:
		return "intolerable: nobody may accept it"
	}
	return string(r)
}

func authorityWord(c risk.Criteria, b risk.Band) string {
	if b.Region == risk.Intolerable {
		return "nobody"
	}
	return authorityTitle(&c, b.Authority)
}

func authorityTitle(c *risk.Criteria, id string) string {
	if c != nil {
		for _, a := range c.Authorities {
			if a.ID == id {
				return a.Title
			}
		}
	}
	return id
}

// count shows a number, or a dash where none is stated.
func count(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

// matrixTable has the likelihood downwards, the highest first, as matrices are drawn.
func matrixTable(c risk.Criteria) Table {
	t := Table{Name: "Risk matrix", Columns: []Column{{Title: "Likelihood", Share: 2}}}
	for i, name := range c.Consequences {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("%d %s", i+1, name), Share: 1.5})
	}
	for l := min(len(c.Likelihoods), len(c.Matrix)) - 1; l >= 0; l-- {
		row := []string{fmt.Sprintf("%d %s", l+1, c.Likelihoods[l].Name)}
		for i := range c.Consequences {
			cell := ""
			if i < len(c.Matrix[l]) {
				cell = bandName(&c, c.Matrix[l][i])
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func consequenceTable(c risk.Criteria) Table {
	t := Table{Name: "Consequence", Columns: []Column{{Title: "Category", Share: 1.5}}}
	for i, name := range c.Consequences {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("%d %s", i+1, name), Share: 2})
	}
	for _, s := range c.Categories {
		row := make([]string, len(t.Columns))
		row[0] = string(s.Category)
		for i := range c.Consequences {
			if i < len(s.Levels) {
				row[i+1] = s.Levels[i]
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func bandName(c *risk.Criteria, id risk.BandID) string {
	if c != nil {
		if b, ok := c.Band(id); ok {
			return b.Name
		}
	}
	return string(id)
}

// requirements lists what is asked, zone by zone and conduit by conduit.
func (in CRSInput) requirements() Section {
	s := Section{Heading: "Requirements (ZCR 6.1)", Blocks: []Block{
		text("Each requirement with the risks that it serves, how it is verified, and whether work stops until it is (hold point). FAT is the acceptance test at the factory, SAT the one on site. Where a requirement serves all risks of its zone or conduit, they stand above the table. A number is that of this print; the key of the zone or conduit with the requirement names the line for good. What a requirement asks and what counts as evidence stands in the annex on requirements, the risks in the annex on risks. A line that serves only risks of the zones that its conduit joins is marked as weak."),
	}}
	empty := Table{
		Name: "Requirements", Empty: "No requirement is asked yet.",
		Columns: []Column{{Title: "Number", Share: 1.4}, {Title: "Requirement", Share: 1.8}, {Title: "Title", Share: 3.7}, {Title: "FR", Share: .9}, {Title: "SL-T", Share: .8}, {Title: "Serves", Share: 1.4}, {Title: "By", Share: 1.35}, {Title: "Verification", Share: 1.9}, {Title: "Hold", Share: .75}, {Title: "Today", Share: 1.7}},
	}
	t := empty
	key := ""
	var whole []string // served by the subject's requirements as a whole
	flush := func() {
		if len(whole) > 0 {
			s.Blocks = append(s.Blocks, text("All risks: "+strings.Join(whole, ", ")+"."))
		}
		if len(t.Rows) > 0 {
			s.Blocks = append(s.Blocks, tableOf(t))
		}
		t, whole = empty, nil
	}
	for _, l := range in.CRS.Lines {
		if l.SubjectKey != key {
			flush()
			key = l.SubjectKey
			s.Blocks = append(s.Blocks, heading(in.subjectTitle(l)))
		}
		fr, level := "own", "–"
		if !l.Own {
			fr, level = l.FRName, fmt.Sprint(l.Target)
		}
		title := l.Title
		if l.Own {
			title = l.Text
		}
		if l.Note != "" {
			title += "\n" + l.Note
		}
		serves := strings.Join(l.Serves, ", ")
		row := []string{l.Number, l.Requirement, title, fr, level, dash(serves), traceWord(l), verificationWord(l.Verification), yesNo(l.HoldPoint), l.StateWord}
		t.Full = append(t.Full, row)
		if l.Trace == spec.TraceSubject || l.Trace == spec.TraceEnds {
			whole = l.Serves
			row = slices.Clone(row)
			row[5] = "all"
		}
		t.Rows = append(t.Rows, row)
	}
	flush()
	if len(in.CRS.Lines) == 0 {
		s.Blocks = append(s.Blocks, tableOf(empty))
	}
	return s
}

func (in CRSInput) subjectTitle(l spec.Line) string {
	if l.Subject == (assess.Subject{}) {
		return "The system as a whole"
	}
	title := fmt.Sprintf("%s %s, %s", capital(string(l.Subject.Kind)), l.SubjectKey, l.SubjectName)
	for _, x := range in.CRS.Subjects {
		if x.Subject == l.Subject && x.Target != nil {
			title += ": SL-T " + x.Target.Vector.String()
		}
	}
	return title
}

// verificationWord is the method as tables have room for it.
func verificationWord(v risk.Verification) string {
	if v == "fat" || v == "sat" {
		return strings.ToUpper(string(v))
	}
	return v.Word()
}

func traceWord(l spec.Line) string {
	switch l.Trace {
	case spec.TraceTechnique:
		return "technique"
	case spec.TraceSubject:
		return string(l.Subject.Kind)
	case spec.TraceEnds:
		return "joined zones (weak)"
	case spec.TraceOwn:
		if l.Planned {
			return "credit"
		}
		return "owner"
	}
	return "none"
}

func (in CRSInput) tracing() Section {
	risks := Table{
		Name: "Risks", Empty: "The register has no scenario.",
		Columns: []Column{{Title: "Scenario", Share: 1.2}, {Title: "Name", Share: 4.5}, {Title: "Of", Share: 1}, {Title: "Cause", Share: 1.2}, {Title: "Unmitigated", Share: 1.4}, {Title: "Residual", Share: 1.4}, {Title: "Served by", Share: 1, Number: true}, {Title: "By technique", Share: 1.1, Number: true}},
	}
	for _, r := range in.CRS.Risks {
		risks.Rows = append(risks.Rows, []string{r.Key, r.Name, dash(r.SubjectKey), dash(string(r.Cause)), r.Unmitigated, r.Residual, fmt.Sprint(r.Lines), fmt.Sprint(r.ByTechnique)})
	}
	unserved := Table{Name: "Unserved risks", Empty: "Every risk is served by at least one requirement.", Columns: []Column{{Title: "Scenario", Share: 1.2}, {Title: "Name", Share: 3.4}, {Title: "Why", Share: 3.6}, {Title: "What to do", Share: 3.2}}}
	for _, u := range in.CRS.Unserved {
		unserved.Rows = append(unserved.Rows, []string{u.Scenario, u.Name, u.Why, u.Mend})
	}
	untraced := Table{Name: "Untraced requirements", Empty: "Every requirement traces to a risk.", Columns: []Column{{Title: "Of", Share: 1.2}, {Title: "Why", Share: 4}, {Title: "Requirements", Share: 5}}}
	untraced.Rows = joined(in.CRS.Untraced)
	return Section{Heading: "Traceability", Blocks: []Block{
		text(traceSplit(in.CRS.Counts) + fmt.Sprintf(" They are of %d different requirements of IEC 62443-3-3.", in.CRS.Counts.Requirements)), tableOf(in.traced()),
		heading("Risks and what serves them"), tableOf(risks),
		heading("Risks that no requirement serves"), tableOf(unserved),
		heading("Requirements that serve no risk"), tableOf(untraced),
	}}
}

// joined puts untraced requirements of one subject with one reason into one row.
func joined(list []spec.Untraced) [][]string {
	var rows [][]string
	at := map[string]int{}
	for _, u := range list {
		key, requirement, _ := strings.Cut(u.Line, "/")
		if i, ok := at[key+u.Why]; ok {
			rows[i][2] += ", " + requirement
			continue
		}
		at[key+u.Why] = len(rows)
		rows = append(rows, []string{key, u.Why, requirement})
	}
	return rows
}

func (in CRSInput) residual() Section {
	t := bandCounts(in.CRS.Criteria, spec.BandsOf(in.CRS, in.Result))
	t.Name = "Residual risk"
	s := Section{Heading: "Residual risk and approval (ZCR 7.1)", Blocks: []Block{text("Scenarios by band: without any safeguard, with those that exist today, and with those that are planned as well. A residual risk is never zero."), tableOf(t)}}
	if a := in.Standing.Approval; a != nil {
		s.Blocks = append(s.Blocks, heading("Approval"), text(in.Standing.Why))
		s.Blocks = append(s.Blocks, named("Decisions that it ratifies:", a.Decisions)...)
		s.Blocks = append(s.Blocks, named("Conditions:", a.Conditions)...)
		s.Blocks = append(s.Blocks, text("What it does not do: "+a.DoesNot))
		r := Table{Name: "Residual as approved", Empty: "No scenario was rated.", Columns: []Column{{Title: "Band", Share: 2}, {Title: "Authority", Share: 3}, {Title: "Scenarios", Share: 1, Number: true}}}
		for _, x := range a.Residual {
			r.Rows = append(r.Rows, []string{bandName(in.CRS.Criteria, x.Band), dash(authorityTitle(in.CRS.Criteria, x.Authority)), fmt.Sprint(x.Scenarios)})
		}
		s.Blocks = append(s.Blocks, tableOf(r))
	}
	if !in.Standing.Stands {
		var stands []string
		for _, b := range in.Blockers {
			stands = append(stands, b.Text)
		}
		s.Blocks = append(s.Blocks, heading("What stands against an approval"))
		if len(stands) == 0 {
			s.Blocks = append(s.Blocks, text("Nothing: it can be signed."))
		} else {
			s.Blocks = append(s.Blocks, list(stands...))
		}
	}
	s.Blocks = append(s.Blocks, heading("What reopens an approval"), list(
		"an asset or a path that is added, changed or removed", "an incident here or at a sister site", "a change of supplier",
		"a new technique of attackers", "an assumption that turns out false", "an acceptance that expires", "three years, or the earlier day of review"))
	return s
}

func named(lead string, items []string) []Block {
	if len(items) == 0 {
		return nil
	}
	return []Block{text(lead), list(items...)}
}
