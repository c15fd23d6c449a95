// Package report writes what the program knows as documents to hand on. A
// report is built once as a [Document], of sections with blocks, and written
// as HTML that prints, PDF, DOCX, XLSX or JSON; so all five say the same.
//
// A block is a paragraph, a table, a list or the drawing of a site. Nothing is
// computed here that the domain has not computed.
package report

import (
	"time"

	"ringwall/internal/plant"
)

// Document is a report before it is written in a format.
type Document struct {
	Title    string    `json:"title"`
	Subject  string    `json:"subject"` // what it is about: "Riverside bottling plant (BOT)"
	Stamp    Stamp     `json:"stamp"`
	Cover    *Cover    `json:"cover,omitempty"` // of a document that is signed
	Sections []Section `json:"sections"`
	// Data is the report for programs; it is what the JSON form adds.
	Data any `json:"data"`
}

// Stamp says which state of the record a report shows, so that it can be
// proved later.
type Stamp struct {
	Printed  time.Time `json:"printed"`
	By       string    `json:"by"`
	Revision int64     `json:"revision"` // last entry of the history that touched the site
	// Checkpoint of the ledger: its size and the root hash, base64.
	Size    int64  `json:"ledgerSize"`
	Root    string `json:"ledgerRoot"`
	Version string `json:"programVersion"`
}

// Cover is the title page of a document that somebody signs: what it is about,
// and whether it is approved.
type Cover struct {
	Facts    [][]string `json:"facts"` // name and value
	Approval Standing   `json:"approval"`
}

// Standing is the signature block: whose signature is on the document, or that
// there is none.
type Standing struct {
	Heading string     `json:"heading"`
	Says    string     `json:"says"` // one sentence
	Stands  bool       `json:"stands"`
	Facts   [][]string `json:"facts"` // name and value
}

// Section is a part of a report under a heading.
type Section struct {
	Heading string  `json:"heading"`
	Blocks  []Block `json:"blocks"`
}

// Block is one of its fields; the others are empty.
type Block struct {
	Paragraph string       `json:"paragraph,omitempty"`
	List      []string     `json:"list,omitempty"`
	Table     *Table       `json:"table,omitempty"`
	Picture   *Picture     `json:"-"`
	Heading   string       `json:"heading,omitempty"` // of a part of the section
	Marks     []LevelMarks `json:"-"`                 // vectors as pictures
}

// Table is rows under named columns. Name is that of its sheet in a workbook.
type Table struct {
	Name    string     `json:"name"`
	Columns []Column   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Empty   string     `json:"empty,omitempty"` // what to say when there are no rows
	// Full are the rows as a workbook has them, where they say more than a page
	// has room for.
	Full [][]string `json:"-"`
	// Facts marks names with their values, which need no head on a page.
	Facts bool `json:"-"`
	// Wide marks a table with so many columns that it stands on a wide page.
	Wide bool `json:"-"`
}

// wide says whether the block needs a wide page.
func (b Block) wide() bool { return b.Table != nil && b.Table.Wide && len(b.Table.Rows) > 0 }

// Column of a table. Share is its part of the width, compared with the others.
type Column struct {
	Title  string  `json:"title"`
	Share  float64 `json:"-"`
	Number bool    `json:"-"` // right aligned, a number in a workbook
}

// text, list and table are blocks in short.
func text(s string) Block      { return Block{Paragraph: s} }
func list(s ...string) Block   { return Block{List: s} }
func heading(s string) Block   { return Block{Heading: s} }
func tableOf(t Table) Block    { return Block{Table: &t} }
func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// orNone shows a day, or a dash for none.
func orNone(d plant.Date) string {
	if d == "" {
		return "–"
	}
	return string(d)
}
