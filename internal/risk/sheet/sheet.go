// Package sheet writes the worksheet of a site's scenarios as a workbook that
// reads back without loss, and reads scenarios from tables of other people's
// making: a HAZOP, a layer of protection analysis, findings on physical security.
//
// A [Kind] says what a file is, a [Mapping] which columns feed which [Field], and
// a [Plan] what reading the file would do: a [Row] adds a scenario, changes one,
// is skipped, or is refused with the cell and how to mend it. A plan changes
// nothing by itself.
package sheet

import (
	"context"
	"fmt"
	"io"
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// Kind is what a file holds.
type Kind string

// The kinds of file.
const (
	HAZOP     Kind = "hazop"
	LOPA      Kind = "lopa"
	Physical  Kind = "physical"  // findings on physical security
	Worksheet Kind = "worksheet" // as [WriteXLSX] writes it
)

// Kinds lists the kinds in the order of menus.
var Kinds = []Kind{HAZOP, LOPA, Physical, Worksheet}

// Budget limits what reading a file may cost. A worksheet is filled in by hand,
// so it is far smaller than a list of assets.
var Budget = book.Budget{
	Bytes: 32 << 20, Entries: 2_000, Unpacked: 128 << 20, Ratio: 100, Strings: 32 << 20,
	Rows: 50_000, CSVRows: 50_000, Columns: 256, Cell: 32_767 * 4,
}

const (
	// MostRows is how many rows of one file are read.
	MostRows = 5_000
	// mostNodes is how many texts of the node column are told.
	mostNodes = 500
)

// Outcome is what becomes of a row.
type Outcome string

// The outcomes.
const (
	Add    Outcome = "add"
	Change Outcome = "change"
	Skip   Outcome = "skip"
	Refuse Outcome = "refuse"
)

// Row is what reading one row of the file would do.
type Row struct {
	Sheet   string  `json:"sheet"`
	Row     int     `json:"row"` // from 1
	Outcome Outcome `json:"outcome" enum:"add,change,skip,refuse"`
	Key     string  `json:"key"` // of the scenario, also of one to be added
	Name    string  `json:"name"`
	Node    string  `json:"node"` // key of the zone or conduit
	PHA     string  `json:"pha"`
	// Reason and Cell are those of the first refusal, or say why it is skipped.
	Reason   string    `json:"reason"`
	Cell     string    `json:"cell"`
	Refusals []Refusal `json:"refusals"`
	// Fields that change, or that a new scenario will hold, in the words of the
	// worksheet's columns.
	Fields []FieldChange `json:"fields"`
	Notes  []string      `json:"notes"`
	// Hackable says that nothing but cyber security would stand in between.
	Hackable bool `json:"hackable,omitempty"`
	// Review says that its hackable marks come from the file and wait for a look.
	Review bool `json:"review,omitempty"`

	// Scenario that is to be put; its id is empty for a new one.
	Scenario risk.Scenario `json:"-"`

	before  *risk.Scenario
	cells   []cellOf
	printed string // risk that the source prints
}

// Refusal says why a row cannot be taken.
type Refusal struct {
	Field  string `json:"field"`
	Cell   string `json:"cell"`
	Reason string `json:"reason"`
}

// FieldChange is one field before and after, as the worksheet shows it.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// cellOf tells which cell feeds a field of the record.
type cellOf struct{ pointer, field, cell string }

// refuse notes what is wrong with a cell.
func (r *Row) refuse(field, cell, format string, args ...any) {
	r.Outcome = Refuse
	r.Refusals = append(r.Refusals, Refusal{field, cell, fmt.Sprintf(format, args...)})
	if len(r.Refusals) == 1 {
		r.Reason, r.Cell = r.Refusals[0].Reason, cell
	}
}

// Break refuses the row because its scenario breaks a rule at a JSON pointer; the
// refusal names the cell that fed the field.
func (r *Row) Break(pointer, reason string) {
	field, cell, longest := "", "", -1
	for _, c := range r.cells {
		if len(c.pointer) > longest && (pointer == c.pointer || strings.HasPrefix(pointer, c.pointer+"/")) {
			field, cell, longest = c.field, c.cell, len(c.pointer)
		}
	}
	r.refuse(field, cell, "%s", reason)
}

func (r *Row) skip(format string, args ...any) {
	r.Outcome, r.Reason = Skip, fmt.Sprintf(format, args...)
}

func (r *Row) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// Puts says whether the row adds or changes a scenario.
func (r *Row) Puts() bool { return r.Outcome == Add || r.Outcome == Change }

// Plan is what reading a file would do.
type Plan struct {
	Rows  []Row
	Nodes []NodeText
	Notes []string // about the file as a whole
}

// Counts is the number of rows of each outcome.
type Counts struct {
	Add    int `json:"add"`
	Change int `json:"change"`
	Skip   int `json:"skip"`
	Refuse int `json:"refuse"`
}

// Counts counts the rows.
func (p Plan) Counts() (n Counts) {
	for i := range p.Rows {
		switch p.Rows[i].Outcome {
		case Add:
			n.Add++
		case Change:
			n.Change++
		case Skip:
			n.Skip++
		default:
			n.Refuse++
		}
	}
	return n
}

// Look is what a file holds: its sheets, the fields that columns may feed, and
// the mapping to offer first.
type Look struct {
	Kind    Kind
	Sheets  []book.Sheet
	Fields  []Field
	Mapping Mapping
}

// Open reads the structure of a file within the budget.
func Open(r io.ReaderAt, size int64, name string) (*book.Book, error) {
	return book.Open(r, size, name, Budget)
}

// KindOf tells the worksheet's own export from every other file, which is taken
// for a HAZOP.
func KindOf(ctx context.Context, b *book.Book) (Kind, error) {
	for l, err := range b.Lines(ctx, mainSheet(b)) {
		if err != nil {
			return "", err
		}
		if t := titlesIn(l.Cells); t.key >= 0 && t.computed > 0 {
			return Worksheet, nil
		}
		break
	}
	return HAZOP, nil
}

// See looks at the sheets of a file and guesses what its columns are.
func See(ctx context.Context, b *book.Book, kind Kind) (Look, error) {
	out := Look{Kind: kind, Fields: Fields(kind), Mapping: Mapping{Columns: map[string][]int{}}}
	var err error
	out.Sheets, err = b.SheetsBy(ctx, func(titles []string) map[int]string { return guess(kind, titles) })
	if err == nil && kind != Worksheet {
		out.Mapping = best(kind, out.Sheets)
	}
	return out, err
}

// Read plans what a file would do to the register. The mapping counts for every
// kind but [Worksheet].
func Read(ctx context.Context, b *book.Book, kind Kind, m Mapping, in risk.Input) (Plan, error) {
	p := newPlanner(in, kind, m)
	var err error
	if kind == Worksheet {
		err = p.readWorksheet(ctx, b)
	} else {
		err = p.readTable(ctx, b)
	}
	if err != nil {
		return Plan{}, err
	}
	p.settle()
	return p.plan, nil
}
