package isms

import (
	"context"
	"fmt"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
)

// rows reads the rows of a table, one after the other.
type rows struct {
	mapping Mapping
	cells   []string
	now     int
}

func (t *rows) text(field string) (text, cell string) {
	column, fed := t.mapping.Columns[field]
	if !fed {
		return "", ""
	}
	cell = book.CellName(column, t.now)
	if column < 0 || column >= len(t.cells) {
		return "", cell
	}
	return tidy(t.cells[column]), cell
}

func (t *rows) of(field string) string {
	s, _ := t.text(field)
	return s
}

func (t *rows) blank() bool {
	for field := range t.mapping.Columns {
		if t.of(field) != "" {
			return false
		}
	}
	return true
}

// each calls do for every row below the titles that says anything.
func (t *rows) each(ctx context.Context, b *book.Book, kind Kind, do func()) error {
	if !slices.Contains(b.Names(), t.mapping.Sheet) {
		return plant.Problems{{Text: fmt.Sprintf("The file has no sheet %q: choose one that it has.", t.mapping.Sheet)}}
	}
	if text := t.mapping.missing(kind); text != "" {
		return plant.Problems{{Pointer: "/mapping", Text: text}}
	}
	n := 0
	for l, err := range b.Lines(ctx, t.mapping.Sheet) {
		if err != nil {
			return err
		}
		t.cells, t.now = l.Cells, l.Number
		if l.Number <= t.mapping.Header || t.blank() {
			continue
		}
		if n++; n > MostRows {
			return plant.Problems{{Text: fmt.Sprintf("Sheet %q has more than %d rows: split the file.", t.mapping.Sheet, MostRows)}}
		}
		do()
	}
	return nil
}

// ReadStatement reads a statement of applicability. The set is that of the
// controls, ISO/IEC 27001:2022 Annex A.
func ReadStatement(ctx context.Context, b *book.Book, m Mapping, set *catalog.Set) (Statement, error) {
	out := Statement{Controls: []Control{}, Notes: []string{}}
	t := rows{mapping: m}
	seen := map[catalog.RequirementID]int{}
	err := t.each(ctx, b, SoA, func() {
		c := t.control(set)
		if c.Outcome == Read {
			if first, twice := seen[c.ID]; twice {
				_, cell := t.text("control")
				c.refuse("Control", cell, "Control %s stands in row %d already: keep one of the two rows.", c.ID, first)
			} else {
				seen[c.ID] = t.now
			}
		}
		out.Counts.add(c.Outcome)
		out.Controls = append(out.Controls, c)
	})
	out.tell(set, len(seen))
	if _, fed := m.Columns["status"]; !fed && err == nil {
		out.Notes = append(out.Notes, "No column says whether a control is implemented, so none counts as implemented.")
	}
	return out, err
}

// tell notes which controls the statement leaves out.
func (s *Statement) tell(set *catalog.Set, named int) {
	if missing := len(set.Requirements) - named; missing > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d of the %d controls of %s are not in the file and count as unanswered.", missing, len(set.Requirements), set.Standard))
	}
}

func (t *rows) control(set *catalog.Set) Control {
	c := Control{Place: Place{Sheet: t.mapping.Sheet, Row: t.now, Outcome: Read}, Applicable: true, Status: Unknown,
		Title: t.of("title"), Says: t.of("says"), Reference: t.of("reference"), Owner: t.of("owner")}
	text, cell := t.text("control")
	c.Cell = cell
	id, known, old := controlOf(set, text)
	c.ID = id
	switch {
	case text == "":
		c.skip("The row names no control.")
		return c
	case old:
		c.refuse("Control", cell, "%q is a number of the edition of 2013: write the number that the control has in %s.", clip(text), set.Standard)
	case id == "":
		c.skip("%q is no number of a control, so the row is taken for a heading.", clip(text))
		return c
	case !known:
		c.refuse("Control", cell, "%s has no control %s: correct the number.", set.Standard, id)
	}
	if r, ok := set.Find(id); ok && c.Title == "" {
		c.Title = r.Title
	}
	said, cell := t.text("applicable")
	if said != "" {
		applies, known := appliesBy(said)
		if !known {
			c.refuse("Applicable", cell, "%q does not say whether the control applies: write yes or no.", clip(said))
		}
		c.Applicable = applies
	}
	said, cell = t.text("status")
	status, known := statusBy(said)
	switch {
	case said == "", !c.Applicable:
	case !known && noWords[folded(said)]:
		c.Applicable = false
	case !known:
		c.refuse("Status", cell, "%q is no status: write implemented, partly, planned or not implemented.", clip(said))
	default:
		c.Status = status
	}
	if c.Outcome == Read && !c.Applicable && c.Says == "" {
		_, cell := t.text("says")
		c.refuse("Justification", cell, "Control %s is excluded without a reason: ISO/IEC 27001 asks for one, so add it to the file.", c.ID)
	}
	return c
}

// ReadRisks reads a risk register.
func ReadRisks(ctx context.Context, b *book.Book, m Mapping) (Register, error) {
	out := Register{Risks: []Risk{}, Notes: []string{}}
	t := rows{mapping: m}
	seen := map[string]int{}
	err := t.each(ctx, b, Risks, func() {
		r := Risk{Place: Place{Sheet: m.Sheet, Row: t.now, Outcome: Read}, ID: t.of("id"), Title: t.of("title"), Description: t.of("description"), Asset: t.of("asset"),
			Likelihood: t.of("likelihood"), Impact: t.of("impact"), Rating: t.of("rating"), Treatment: t.of("treatment"), Owner: t.of("owner")}
		_, cell := t.text("title")
		_, idCell := t.text("id")
		switch {
		case r.Title == "" && r.Description == "":
			r.skip("The row tells of no risk: it has neither a title nor a description.")
		case r.Title == "":
			r.refuse("Title", cell, "The risk has no title: write what may happen.")
		}
		if first, twice := seen[folded(r.ID)]; r.ID != "" && twice {
			r.refuse("Id", idCell, "The id %q stands in row %d already: give each risk its own.", clip(r.ID), first)
		}
		seen[folded(r.ID)] = t.now
		out.Counts.add(r.Outcome)
		out.Risks = append(out.Risks, r)
	})
	if out.Counts.Read > 0 {
		out.Notes = append(out.Notes, "Likelihood and impact are shown in the words of the register. Its scales are not those of the site's criteria, so nothing is rated by them.")
	}
	return out, err
}

func clip(s string) string { return plant.Clip(s) }
