package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"ringwall/internal/plant"
)

// Plain is a sheet to be written that is no part of a site document. It is
// written under the same rules: no text becomes a formula, and equal sheets give
// equal bytes.
type Plain struct {
	Name    string
	Columns []PlainColumn
	Rows    [][]Cell
}

// PlainColumn is a column of such a sheet.
type PlainColumn struct {
	Title string
	Width int // in characters
}

// Cell is what one cell holds. A text that is empty leaves the cell out.
type Cell struct {
	Text   string
	Number bool // Text is a number
}

// WriteBook writes sheets as a workbook, each with a frozen row of titles and a
// filter.
func WriteBook(w io.Writer, sheets []Plain) error {
	list := make([]table, len(sheets))
	for i := range sheets {
		list[i] = sheets[i].table()
	}
	return writeTables(w, list, nil)
}

func (p *Plain) table() table {
	t := table{sheet: p.Name}
	for _, c := range p.Columns {
		t.titles, t.widths = append(t.titles, c.Title), append(t.widths, c.Width)
	}
	t.rows = func(_ *plant.Document, row func([]value) error) error {
		cells := make([]value, len(p.Columns))
		for _, r := range p.Rows {
			for i := range cells {
				cells[i] = value{}
				if i < len(r) {
					cells[i] = r[i].value()
				}
			}
			if err := row(cells); err != nil {
				return err
			}
		}
		return nil
	}
	return t
}

func (c Cell) value() value {
	if c.Number {
		return value{c.Text, 'n'}
	}
	return value{c.Text, 't'}
}

// WritePlainCSV writes one sheet as CSV.
func WritePlainCSV(w io.Writer, p Plain) error {
	// Without the mark, spreadsheet programs take the file for an old code page.
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	titles := make([]string, len(p.Columns))
	for i, c := range p.Columns {
		titles[i] = guard(c.Title)
	}
	if err := out.Write(titles); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	record := make([]string, len(titles))
	for _, r := range p.Rows {
		for i := range record {
			record[i] = ""
			if i < len(r) {
				record[i] = exported(r[i].value())
			}
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	if out.Flush(); out.Error() != nil {
		return fmt.Errorf("write CSV: %w", out.Error())
	}
	return nil
}

// Unguarded is a text as it was before it was made harmless to spreadsheet
// programs.
func Unguarded(s string) string { return unguard(s) }

// CellName is the name of a cell, such as D12; columns count from 0.
func CellName(column, row int) string { return cell(column, row) }

// Squeeze makes words comparable: width and case folded, everything but letters
// and digits gone.
func Squeeze(s string) string { return squeeze(s) }

// Nothing says whether a cell holds a way of saying that a value is not known.
func Nothing(s string) bool { return nothing[strings.ToLower(strings.TrimSpace(s))] }

// Guarded is a text made harmless to spreadsheet programs, which take one that
// begins like a formula for a formula.
func Guarded(s string) string { return guard(s) }

// Day reads a day as people write it in lists, or as a spreadsheet keeps it.
func Day(s string) (plant.Date, error) { return parseDay(s) }
