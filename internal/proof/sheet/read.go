package sheet

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
)

// Outcome is what becomes of a row.
type Outcome string

// The outcomes.
const (
	Change   Outcome = "change"
	Same     Outcome = "same"
	Conflict Outcome = "conflict" // the answer was changed in the program meanwhile
	Refuse   Outcome = "refuse"
)

// Row is what reading one row would do.
type Row struct {
	Sheet       string                `json:"sheet"`
	Row         int                   `json:"row"` // from 1
	Outcome     Outcome               `json:"outcome" enum:"change,same,conflict,refuse"`
	Site        plant.SiteID          `json:"site,omitempty"`
	Subject     assess.Subject        `json:"subject"`
	Key         string                `json:"key"` // of the subject
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	// Cell and Reason are those of the first refusal, or of the conflict.
	Cell     string        `json:"cell,omitempty"`
	Reason   string        `json:"reason,omitempty"`
	Refusals []Refusal     `json:"refusals,omitempty"`
	Fields   []FieldChange `json:"fields,omitempty"`

	// Verdict is the answer as it would be put.
	Verdict assess.Verdict `json:"-"`
}

// Refusal says why a row cannot be taken.
type Refusal struct {
	Field  string `json:"field"`
	Cell   string `json:"cell"`
	Reason string `json:"reason"`
}

// FieldChange is one field as it is in the program and as the file says it.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

func (r *Row) refuse(field, cell, format string, args ...any) {
	r.Outcome = Refuse
	r.Refusals = append(r.Refusals, Refusal{field, cell, fmt.Sprintf(format, args...)})
	if len(r.Refusals) == 1 {
		r.Cell, r.Reason = cell, r.Refusals[0].Reason
	}
}

// Plan is what reading a questionnaire back would do.
type Plan struct {
	Rows   []Row    `json:"rows"` // without those that are the same
	Counts Counts   `json:"counts"`
	Notes  []string `json:"notes"` // about the file as a whole
}

// Counts is the number of rows of each outcome.
type Counts struct {
	Change   int `json:"change"`
	Same     int `json:"same"`
	Conflict int `json:"conflict"`
	Refuse   int `json:"refuse"`
}

// Open reads the structure of a file within the budget.
func Open(r io.ReaderAt, size int64, name string) (*book.Book, error) {
	return book.Open(r, size, name, Budget)
}

// Read plans what a questionnaire would change of the answers as they are now.
// What a row may say is checked against the rules of a verdict.
func Read(ctx context.Context, b *book.Book, now Questionnaire, today plant.Date) (Plan, error) {
	p := reader{ctx: ctx, book: b, now: now, today: today, columns: columns(now.Set), seen: map[place]string{}}
	for _, name := range b.Names() {
		if err := p.sheet(name); err != nil {
			return Plan{}, err
		}
	}
	if p.sheets == 0 {
		return Plan{}, refused("%s holds no sheet of the questionnaire %s: send back the file that was made for it.", b.Name(), now.Key)
	}
	if p.plan.Rows == nil {
		p.plan.Rows = []Row{}
	}
	if p.plan.Notes == nil {
		p.plan.Notes = []string{}
	}
	return p.plan, nil
}

func refused(format string, args ...any) error {
	return plant.Problems{{Text: fmt.Sprintf(format, args...)}}
}

// place is where an answer belongs.
type place struct {
	subject     assess.Subject
	requirement catalog.RequirementID
}

// reader reads the sheets of one file.
type reader struct {
	ctx     context.Context
	book    *book.Book
	now     Questionnaire
	today   plant.Date
	columns []column
	seen    map[place]string // where an answer was found in the file

	sheets, rows int
	plan         Plan
}

// sheet reads one sheet; one that is not of this questionnaire is left out with
// a note.
func (p *reader) sheet(name string) error {
	var subject *Subject
	var at []int // place in the row by column, -1 for none
	for l, err := range p.book.Lines(p.ctx, name) {
		if err != nil {
			return err
		}
		switch {
		case subject == nil:
			found, ok := p.about(name, l)
			if !ok {
				return nil
			}
			subject = found
			p.sheets++
		case at == nil:
			at = p.titles(l)
		default:
			if p.rows++; p.rows > MostRows {
				return refused("%s has more than %d rows: split it by sheets.", p.book.Name(), MostRows)
			}
			p.row(name, *subject, at, l)
		}
	}
	if subject != nil && at == nil {
		p.note("Sheet %s has lost its row of titles, so none of its answers can be read.", name)
	}
	return nil
}

func (p *reader) note(format string, args ...any) {
	if len(p.plan.Notes) < 100 {
		p.plan.Notes = append(p.plan.Notes, fmt.Sprintf(format, args...))
	}
}

// about finds the subject that a sheet names in its hidden row.
func (p *reader) about(name string, l book.Line) (*Subject, bool) {
	cells := func(i int) string { return text(l.Cells, i) }
	if cells(0) != Format {
		if name != readMe {
			p.note("Sheet %s is not of a questionnaire and was not read.", name)
		}
		return nil, false
	}
	if cells(1) != p.now.Assessment || cells(2) != string(p.now.Set.ID) {
		p.note("Sheet %s belongs to another assessment and was not read.", name)
		return nil, false
	}
	subject := assess.Subject{Kind: assess.SubjectKind(cells(3)), ID: cells(4)}
	for i := range p.now.Subjects {
		if s := &p.now.Subjects[i]; s.Subject == subject && string(s.Site) == cells(5) {
			return s, true
		}
	}
	p.note("Sheet %s is about a subject that is not in the assessment any more, and was not read.", name)
	return nil, false
}

// titles finds the columns by their titles; nil when the row is not that of the titles.
func (p *reader) titles(l book.Line) []int {
	at := make([]int, len(p.columns))
	for i, c := range p.columns {
		at[i] = slices.IndexFunc(l.Cells, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), c.title) })
	}
	if at[0] < 0 || at[1] < 0 || at[p.column("/state")] < 0 {
		return nil
	}
	return at
}

func (p *reader) column(pointer string) int {
	return slices.IndexFunc(p.columns, func(c column) bool { return c.pointer == pointer })
}

// row reads one row against the answer as it is now.
func (p *reader) row(sheet string, s Subject, at []int, l book.Line) {
	r := Row{Sheet: sheet, Row: l.Number, Site: s.Site, Subject: s.Subject, Key: s.Key, Requirement: catalog.RequirementID(text(l.Cells, at[0]))}
	line, known := s.line(r.Requirement)
	if known {
		r.Title = line.Requirement.Title
	}
	said := make([]string, len(p.columns))
	empty := true
	for i, c := range p.columns {
		if said[i] = plain(text(l.Cells, at[i])); c.answer && said[i] != "" {
			empty = false
		}
		if c.answer && at[i] < 0 {
			said[i] = c.of(line) // a column that was taken out says nothing
		}
	}
	if !known {
		if !empty {
			r.refuse("Requirement", book.CellName(max(at[0], 0), l.Number), "%q is not asked of %s: write the answer in the row of its requirement.", r.Requirement, s.Key)
			p.take(r)
		}
		return
	}
	where := place{s.Subject, r.Requirement}
	if first, twice := p.seen[where]; twice {
		r.refuse("Requirement", book.CellName(at[0], l.Number), "%s of %s stands in %s already: leave one of the two.", r.Requirement, s.Key, first)
		p.take(r)
		return
	}
	p.seen[where] = fmt.Sprintf("sheet %s, row %d", sheet, l.Number)
	p.answer(&r, line, said, at)
	p.take(r)
}

func (s Subject) line(id catalog.RequirementID) (Line, bool) {
	i := slices.IndexFunc(s.Lines, func(l Line) bool { return l.Requirement.ID == id })
	if i < 0 {
		return Line{}, false
	}
	return s.Lines[i], true
}

// answer decides what becomes of a row whose requirement is known.
func (p *reader) answer(r *Row, line Line, said []string, at []int) {
	sent := said[1] // the mark of the answer as it was sent out
	if state, ok := stateOf(said[p.column("/state")]); ok {
		said[p.column("/state")] = state.Word()
	}
	if p.markOf(said) == sent {
		r.Outcome = Same // nobody touched it
		return
	}
	r.Outcome = Change
	r.Verdict = assess.Verdict{Site: r.Site, Subject: r.Subject, Set: p.now.Set.ID, Requirement: r.Requirement}
	if line.Verdict != nil {
		r.Verdict = *line.Verdict
		r.Verdict.Evidence = slices.Clone(r.Verdict.Evidence)
	}
	for i, c := range p.columns {
		if before := c.of(line); c.answer && said[i] != before {
			r.Fields = append(r.Fields, FieldChange{c.title, before, said[i]})
			p.set(r, c, said[i], cellAt(at[i], r.Row))
		}
	}
	if len(r.Fields) == 0 {
		r.Outcome = Same // the program holds what the file says
		return
	}
	if r.Outcome == Refuse {
		return
	}
	r.Verdict = assess.NormaliseVerdict(r.Verdict)
	p.check(r, at)
	if r.Outcome == Change && sent != markOf(line.Verdict) {
		r.Outcome, r.Cell = Conflict, cellAt(at[p.column("/state")], r.Row)
		r.Reason = fmt.Sprintf("%s of %s was changed in the program after the file was made: compare the two, then keep one.", r.Requirement, r.Key)
	}
}

func (p *reader) markOf(said []string) string {
	get := func(pointer string) string {
		if i := p.column(pointer); i >= 0 {
			return said[i]
		}
		return ""
	}
	return mark(get("/state"), get("/reason"), get("/approver"), get("/maturity"), get("/evidence"), get("/note"))
}

// set puts what a cell says into the answer.
func (p *reader) set(r *Row, c column, said, cell string) {
	v := &r.Verdict
	switch c.pointer {
	case "/state":
		state, ok := stateOf(said)
		switch {
		case said == "":
			r.refuse(c.title, cell, "The state is empty: choose one from the list, or clear the answer in the program.")
		case !ok:
			r.refuse(c.title, cell, "%q is no state: choose one from the list.", plant.Clip(said))
		}
		v.State = state
	case "/reason":
		v.Reason = said
	case "/approver":
		v.Approver = said
	case "/maturity":
		n, err := strconv.Atoi(strings.TrimSuffix(said, ".0"))
		if said != "" && (err != nil || n < 1 || n > 4) {
			r.refuse(c.title, cell, "%q is no maturity level: write 1, 2, 3 or 4.", plant.Clip(said))
			return
		}
		v.Maturity = n
	case "/evidence":
		v.Evidence = nil
		if said != "" {
			v.Evidence = strings.Split(said, "\n")
		}
	case "/note":
		v.Note = said
	}
}

// check holds the answer against the rules of its state, and tells what is
// broken by the cell that feeds it.
func (p *reader) check(r *Row, at []int) {
	if r.Verdict.State == "" {
		i := p.column("/state")
		r.refuse("State", cellAt(at[i], r.Row), "Choose the state: the other columns of the row are filled in.")
		return
	}
	for _, broken := range plant.ProblemsOf(assess.CheckVerdict(r.Verdict, p.now.Set, p.today)) {
		i := slices.IndexFunc(p.columns, func(c column) bool {
			return c.pointer != "" && (broken.Pointer == c.pointer || strings.HasPrefix(broken.Pointer, c.pointer+"/"))
		})
		text := broken.Text
		if i < 0 {
			i = p.column("/state")
			text += " Answer this one in the program."
		}
		r.refuse(p.columns[i].title, cellAt(at[i], r.Row), "%s", text)
	}
}

func cellAt(column, row int) string {
	if column < 0 {
		return ""
	}
	return book.CellName(column, row)
}

// take notes a row; those that stay as they are are only counted.
func (p *reader) take(r Row) {
	switch r.Outcome {
	case Same:
		p.plan.Counts.Same++
		return
	case Change:
		p.plan.Counts.Change++
	case Conflict:
		p.plan.Counts.Conflict++
	default:
		p.plan.Counts.Refuse++
	}
	p.plan.Rows = append(p.plan.Rows, r)
}

// text is a cell as the program wrote it, or as a person did.
func text(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(book.Unguarded(cells[i]))
}
