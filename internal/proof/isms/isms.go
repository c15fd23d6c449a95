// Package isms reads what an information security management system after
// ISO/IEC 27001 hands over: its statement of applicability and its risk register,
// from a spreadsheet of people's own making, the statement also from OSCAL.
//
// A [Statement] has a [Control] for each row, a [Register] a [Risk]. A row that
// cannot be taken is refused with its cell and how to mend it. Reading changes
// nothing: what a statement covers of another set, and which risks concern the
// plant, is worked out beside it.
package isms

import (
	"context"
	"fmt"
	"io"

	"ringwall/internal/catalog"
	book "ringwall/internal/plant/sheet"
)

// Kind is what a file holds.
type Kind string

// The kinds of file.
const (
	SoA   Kind = "statement" // of applicability
	Risks Kind = "risks"     // the risk register
)

// Kinds lists the kinds in the order of menus.
var Kinds = []Kind{SoA, Risks}

// Budget limits what reading a file may cost. Both lists are filled in by hand.
var Budget = book.Budget{
	Bytes: 16 << 20, Entries: 2_000, Unpacked: 64 << 20, Ratio: 100, Strings: 16 << 20,
	Rows: 20_000, CSVRows: 20_000, Columns: 128, Cell: 32_767 * 4,
}

// MostRows is how many rows of one file are read.
const MostRows = 5_000

// Outcome is what becomes of a row.
type Outcome string

// The outcomes.
const (
	Read   Outcome = "read"
	Skip   Outcome = "skip"
	Refuse Outcome = "refuse"
)

// Place says where a row stands and what became of it.
type Place struct {
	Sheet   string  `json:"sheet"`
	Row     int     `json:"row"` // from 1
	Cell    string  `json:"cell,omitempty"`
	Outcome Outcome `json:"outcome" enum:"read,skip,refuse"`
	// Reason and Cell are those of the first refusal, or say why it is skipped.
	Reason   string    `json:"reason,omitempty"`
	Refusals []Refusal `json:"refusals,omitempty"`
}

// Refusal says why a row cannot be taken.
type Refusal struct {
	Field  string `json:"field"`
	Cell   string `json:"cell"`
	Reason string `json:"reason"`
}

func (p *Place) refuse(field, cell, format string, args ...any) {
	p.Outcome = Refuse
	p.Refusals = append(p.Refusals, Refusal{field, cell, fmt.Sprintf(format, args...)})
	if len(p.Refusals) == 1 {
		p.Reason, p.Cell = p.Refusals[0].Reason, cell
	}
}

func (p *Place) skip(format string, args ...any) {
	p.Outcome, p.Reason = Skip, fmt.Sprintf(format, args...)
}

// Counts is the number of rows of each outcome.
type Counts struct {
	Read   int `json:"read"`
	Skip   int `json:"skip"`
	Refuse int `json:"refuse"`
}

func (n *Counts) add(o Outcome) {
	switch o {
	case Read:
		n.Read++
	case Skip:
		n.Skip++
	default:
		n.Refuse++
	}
}

// Control is what a statement of applicability says of one control.
type Control struct {
	Place
	ID         catalog.RequirementID `json:"id"` // as the set writes it: "A.5.1"
	Title      string                `json:"title"`
	Applicable bool                  `json:"applicable"`
	Status     Status                `json:"status" enum:"implemented,partly,planned,not-implemented,unknown"`
	// Says is the justification, and Reference where it is laid down.
	Says      string `json:"says,omitempty"`
	Reference string `json:"reference,omitempty"`
	Owner     string `json:"owner,omitempty"`
}

// Status of a control.
type Status string

// The statuses.
const (
	Implemented    Status = "implemented"
	PartlyDone     Status = "partly"
	Planned        Status = "planned"
	NotImplemented Status = "not-implemented"
	Unknown        Status = "unknown" // the file does not say
)

// Statement is a statement of applicability as it was read.
type Statement struct {
	Title string `json:"title,omitempty"`
	// Date is the day that the file itself gives, empty where it gives none.
	Date     string    `json:"date,omitempty"`
	Controls []Control `json:"controls"`
	Counts   Counts    `json:"counts"`
	Notes    []string  `json:"notes"`
}

// Risk is one row of a risk register, in the words of the file.
type Risk struct {
	Place
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Asset       string `json:"asset,omitempty"`
	Likelihood  string `json:"likelihood,omitempty"`
	Impact      string `json:"impact,omitempty"`
	Rating      string `json:"rating,omitempty"`
	Treatment   string `json:"treatment,omitempty"`
	Owner       string `json:"owner,omitempty"`
}

// Register is a risk register as it was read.
type Register struct {
	Risks  []Risk   `json:"risks"`
	Counts Counts   `json:"counts"`
	Notes  []string `json:"notes"`
}

// Mapping says which column of which sheet feeds which field.
type Mapping struct {
	Sheet   string         `json:"sheet"`
	Header  int            `json:"header"`  // row of the titles, from 1
	Columns map[string]int `json:"columns"` // by field; columns count from 0
}

// Look is what a file holds: its sheets, the fields that columns may feed, and
// the mapping to offer first.
type Look struct {
	Sheets  []book.Sheet
	Fields  []Field
	Mapping Mapping
}

// Open reads the structure of a spreadsheet within the budget.
func Open(r io.ReaderAt, size int64, name string) (*book.Book, error) {
	return book.Open(r, size, name, Budget)
}

// See looks at the sheets of a file and guesses what its columns are.
func See(ctx context.Context, b *book.Book, kind Kind) (Look, error) {
	sheets, err := b.SheetsBy(ctx, func(titles []string) map[int]string { return guess(kind, titles) })
	best := book.Best(sheets)
	m := Mapping{Sheet: best.Sheet, Header: best.Header, Columns: best.Columns}
	if m.Sheet == "" && len(sheets) > 0 {
		m.Sheet, m.Header = sheets[0].Name, sheets[0].Header
	}
	return Look{Sheets: sheets, Fields: Fields(kind), Mapping: m}, err
}

// KindOf tells a statement from a risk register by the titles of its columns;
// in doubt it is a statement.
func KindOf(ctx context.Context, b *book.Book) (Kind, error) {
	most := map[Kind]int{}
	for _, kind := range Kinds {
		look, err := See(ctx, b, kind)
		if err != nil {
			return "", err
		}
		most[kind] = len(look.Mapping.Columns)
		if _, known := look.Mapping.Columns[decisive[kind]]; known {
			most[kind] += 2
		}
	}
	if most[Risks] > most[SoA] {
		return Risks, nil
	}
	return SoA, nil
}
