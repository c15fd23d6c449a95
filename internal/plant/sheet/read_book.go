package sheet

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// IsExport says whether the book has the sheets that [WriteXLSX] writes.
func IsExport(b *Book) bool {
	return slices.Contains(b.sheets, siteTable.sheet) && slices.Contains(b.sheets, zoneTable.sheet) &&
		slices.Contains(b.sheets, assetTable.sheet) && slices.Contains(b.sheets, answerTable.sheet)
}

// ReadBook reads a workbook written by [WriteXLSX], also after people edited
// it: columns are found by title and may be missing or in another order. Every
// cell that cannot be read is reported ([plant.Problems]).
func ReadBook(ctx context.Context, b *Book) (plant.Document, error) {
	var d plant.Document
	var faults plant.Problems
	for _, t := range tables {
		if !slices.Contains(b.sheets, t.sheet) {
			if t.sheet == siteTable.sheet {
				return d, refuse("%s has no sheet %q: it is not an export of a site.", b.name, t.sheet)
			}
			continue
		}
		found, err := t.readSheet(ctx, b, &d)
		if err != nil {
			return plant.Document{}, err
		}
		if faults = append(faults, found...); len(faults) >= mostFaults {
			break
		}
	}
	if len(faults) > 0 {
		return plant.Document{}, faults
	}
	if d.Format != plant.DocumentFormat {
		return plant.Document{}, refuse("%s, sheet Site: the format is %q, and this version reads %q.", b.name, short(d.Format), plant.DocumentFormat)
	}
	return d, nil
}

// mostFaults ends the reading of a hopeless file.
const mostFaults = 50

func (t table) readSheet(ctx context.Context, b *Book, d *plant.Document) (plant.Problems, error) {
	var faults plant.Problems
	var columns []int // of the sheet, by column of the table; -1 for a missing one
	read := t.read(d)
	cells := make([]string, len(t.titles))
	for l, err := range b.rows(ctx, t.sheet) {
		if err != nil {
			return nil, err
		}
		if columns == nil {
			columns = t.find(l.cells)
			if columns == nil {
				return nil, refuse("%s, sheet %q: the first row must hold the titles, beginning with %q.", b.name, t.sheet, t.titles[0])
			}
			continue
		}
		for i, column := range columns {
			cells[i] = ""
			if column >= 0 && column < len(l.cells) {
				cells[i] = unguard(l.cells[column])
			}
		}
		if len(cells) == blanks(cells) {
			continue
		}
		if err := read(cells); err != nil {
			faults = append(faults, t.fault(b, l.number, columns, err))
			if len(faults) == mostFaults {
				return faults, nil
			}
		}
	}
	return faults, nil
}

// find tells where the columns of the table stand in a sheet, nil when its
// first column is not there.
func (t table) find(titles []string) []int {
	out := make([]int, len(t.titles))
	for i, title := range t.titles {
		out[i] = slices.IndexFunc(titles, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), title) })
	}
	if out[0] < 0 {
		return nil
	}
	return out
}

func (t table) fault(b *Book, row int, columns []int, err error) plant.Problem {
	at := 0
	if c, ok := errors.AsType[columnError](err); ok {
		at = c.column
	}
	where := cell(max(0, columns[at]), row)
	return refuse("%s, sheet %q, cell %s (%s): %v.", b.name, t.sheet, where, t.titles[at], err).(plant.Problems)[0]
}
