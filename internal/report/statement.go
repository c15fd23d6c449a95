package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// StatementInput is what the statement of a site, or of a company that works for
// it, about one set of IEC 62443 is made of.
type StatementInput struct {
	Site    plant.SiteRecord
	Company string // whose statement it is; empty for the site's own
	Set     *catalog.Set
	Answers []SiteAnswer // one for each requirement, in the order of the set
	// Program is the maturity of the set; nil for a set with security levels.
	Program *assess.ProgramPosture
	Today   plant.Date
	Stamp   Stamp
}

// Statement is the statement of applicability for a set of IEC 62443: what
// applies and why, how it stands, where, and what shows it.
func Statement(in StatementInput) Document {
	subject := fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key)
	if in.Company != "" {
		subject = in.Company + ", for " + subject
	}
	sections := append([]Section{in.summary()}, in.parts()...)
	return Document{
		Title: "Statement of applicability, " + in.Set.Standard, Subject: subject, Stamp: in.Stamp,
		Sections: append(sections, in.how()),
		Data:     map[string]any{"site": in.Site, "company": in.Company, "set": in.Set.ID, "today": in.Today, "answers": in.Answers},
	}
}

func (in StatementInput) levelled() bool { return in.Set.Levelled() }
func (in StatementInput) rated() bool    { return len(in.Set.Maturity) > 0 }

func (in StatementInput) summary() Section {
	count := map[catalog.Holding]int{}
	asked := 0
	for i := range in.Answers {
		if a := &in.Answers[i]; a.Asked {
			asked++
			count[a.Holds]++
		}
	}
	points := []string{
		fmt.Sprintf("Requirements: %d. Asked: %d. Of these applicable: %d.", len(in.Answers), asked, asked-count[catalog.OutOfScope]),
		fmt.Sprintf("They hold: %d. Hold partly: %d. Do not hold: %d. Not answered: %d.", count[catalog.HoldsFully], count[catalog.HoldsPartly], count[catalog.HoldsNot], count[catalog.Unanswered]),
	}
	if in.levelled() {
		points = append(points, "A requirement holds for the site when it holds in every zone and conduit whose SL-T asks for it. The weakest counts.")
	}
	blocks := []Block{list(points...)}
	if p := in.Program; p != nil && in.rated() {
		blocks = append(blocks, text(p.Whole.Reason))
		t := Table{Name: "Maturity", Columns: []Column{{Title: "Part", Share: 4}, {Title: "Maturity", Share: 1.2}, {Title: "Target", Share: 1.1}, {Title: "Holds", Share: 1.1}, {Title: "What holds it there", Share: 6}}}
		for _, g := range p.Groups {
			if g.Parent == "" {
				t.Rows = append(t.Rows, []string{name(g.ID, g.Title), level(g.Maturity), level(g.Target), fmt.Sprintf("%d of %d", g.Counts.Holds, g.Counts.Total), g.Reason})
			}
		}
		if len(t.Rows) > 0 {
			blocks = append(blocks, tableOf(t))
		}
	}
	return Section{Heading: "Summary", Blocks: blocks}
}

// level shows a maturity, or a dash for none.
func level(n *int) string {
	if n == nil {
		return "–"
	}
	return assess.MaturityWord(*n)
}

// parts has a section for each heading of the set, with its requirements.
func (in StatementInput) parts() []Section {
	type part struct {
		heading string
		rows    []int
	}
	var parts []part
	at := map[string]int{}
	for i, r := range in.Set.Requirements {
		head := "Requirements"
		switch path := in.Set.GroupPath(r.Group); {
		case len(path) > 0:
			head = name(path[0].ID, path[0].Title)
		case in.levelled():
			f := in.Set.Foundation(r.FR)
			head = name(f.ID, f.Title)
		}
		n, known := at[head]
		if !known {
			n = len(parts)
			at[head] = n
			parts = append(parts, part{heading: head})
		}
		parts[n].rows = append(parts[n].rows, i)
	}
	out := make([]Section, len(parts))
	for i, p := range parts {
		out[i] = Section{Heading: p.heading, Blocks: []Block{tableOf(in.table(p.rows))}}
	}
	return out
}

func (in StatementInput) table(rows []int) Table {
	columns := []Column{{Title: "Requirement", Share: 1.45}, {Title: "Title", Share: 2.7}, {Title: "Applicable", Share: 1.2}, {Title: "Reason", Share: 2.5}, {Title: "Status", Share: 1.25}}
	if in.rated() {
		columns = append(columns, Column{Title: "ML", Share: .7}, Column{Title: "Target", Share: .75})
	}
	if in.levelled() {
		columns = append(columns, Column{Title: "Zones and conduits", Share: 3.4})
	}
	columns = append(columns, Column{Title: "Evidence", Share: 2.4}, Column{Title: "Owner", Share: 1.3}, Column{Title: "Last checked", Share: 1.3})
	t := Table{Name: "Statement", Columns: columns, Wide: true}
	for _, i := range rows {
		t.Rows = append(t.Rows, in.row(i, mostZonesNamed))
		t.Full = append(t.Full, in.row(i, len(in.Answers[i].Parts)))
	}
	return t
}

// mostZonesNamed is how many zones a cell on a page names; a workbook names all.
const mostZonesNamed = 6

func (in StatementInput) row(i, most int) []string {
	r, a := in.Set.Requirements[i], &in.Answers[i]
	applicable, reason := in.applicable(a)
	row := []string{string(r.ID), r.Title, applicable, reason, statusWord(a)}
	var first PartAnswer
	if len(a.Parts) > 0 {
		first = a.Parts[0]
	}
	if in.rated() {
		row = append(row, level(first.Maturity), level(first.Target))
	}
	if in.levelled() {
		row = append(row, zonesOf(a, most))
	}
	return append(row, evidenceOf(a, most), ownersOf(a), orNone(checkedOf(a)))
}

func (in StatementInput) applicable(a *SiteAnswer) (word, reason string) {
	switch {
	case !a.Asked:
		return "no", capital(a.Why) + "."
	case a.Holds == catalog.OutOfScope:
		return "no", cmp.Or(commonReason(a), a.Why)
	case in.levelled():
		if len(a.Parts) == 1 {
			return "yes", "The target of " + a.Parts[0].Key + " asks for it."
		}
		return "yes", fmt.Sprintf("The targets of %d zones and conduits ask for it.", len(a.Parts))
	}
	return "yes", cmp.Or(commonReason(a), "Asked by the set.")
}

// commonReason is the reason that is given, where only one is.
func commonReason(a *SiteAnswer) string {
	reason := ""
	for _, p := range a.Parts {
		if p.Reason != "" && reason != "" && p.Reason != reason {
			return ""
		}
		reason = cmp.Or(p.Reason, reason)
	}
	return reason
}

func statusWord(a *SiteAnswer) string {
	if !a.Asked {
		return "–"
	}
	if len(a.Parts) == 1 {
		if p := a.Parts[0]; p.State != assess.Inherited || p.Holds == catalog.HoldsFully {
			return p.State.Word()
		}
	}
	switch a.Holds {
	case catalog.HoldsFully:
		return "met"
	case catalog.HoldsPartly:
		return "partly met"
	case catalog.OutOfScope:
		return "not applicable"
	case catalog.Unanswered:
		return "unanswered"
	}
	return "not met"
}

// zonesOf names those that do not hold first, each with its state.
func zonesOf(a *SiteAnswer, most int) string {
	if len(a.Parts) == 0 {
		return "–"
	}
	parts := slices.Clone(a.Parts)
	slices.SortStableFunc(parts, func(x, y PartAnswer) int { return cmp.Compare(worst(x.Holds), worst(y.Holds)) })
	var words []string
	for i, p := range parts {
		if i == most {
			words = append(words, fmt.Sprintf("%d more", len(parts)-i))
			break
		}
		words = append(words, p.Key+" "+p.State.Word())
	}
	return strings.Join(words, "; ")
}

func worst(h catalog.Holding) int {
	return slices.Index([]catalog.Holding{catalog.HoldsNot, catalog.Unanswered, catalog.HoldsPartly, catalog.OutOfScope, catalog.HoldsFully}, h)
}

func evidenceOf(a *SiteAnswer, most int) string {
	var out []string
	for _, p := range a.Parts {
		for _, e := range p.evidence() {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	if len(out) > max(most, mostZonesNamed) {
		out = append(out[:max(most, mostZonesNamed)], "…")
	}
	return cmp.Or(strings.Join(out, "; "), "–")
}

func ownersOf(a *SiteAnswer) string {
	var out []string
	for _, p := range a.Parts {
		if p.Owner != "" && !slices.Contains(out, p.Owner) {
			out = append(out, p.Owner)
		}
	}
	if len(out) > 3 {
		out = append(out[:3], "…")
	}
	return cmp.Or(strings.Join(out, ", "), "–")
}

// checkedOf is the oldest day: what was looked at longest ago is due first.
func checkedOf(a *SiteAnswer) (day plant.Date) {
	for _, p := range a.Parts {
		if p.Checked != "" && (day == "" || p.Checked < day) {
			day = p.Checked
		}
	}
	return day
}

func (in StatementInput) how() Section {
	points := []string{
		fmt.Sprintf("Requirements: %s, %d of them; data pack %s. Titles and texts are in our own words.", in.Set.Standard, len(in.Set.Requirements), in.Set.Version),
		"A requirement holds when it is met, compensated and not expired, not applicable with reason and approver, or inherited from where it holds. Partly, not met and unanswered do not hold.",
		"Last checked is the day of the oldest answer behind the line.",
	}
	if in.rated() {
		points = append(points, "The maturity of a part is the lowest of its requirements that apply. Unanswered counts as ML 0, and what is met only in part as ML 1 at most.")
	}
	return Section{Heading: "How this was computed", Blocks: []Block{list(append(points, fmt.Sprintf("Judged by the day %s.", in.Today))...)}}
}
