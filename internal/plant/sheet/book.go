// Package sheet reads assets from spreadsheets of people's own making, and
// writes a whole site as a workbook that reads back without loss.
//
// A [Book] is an opened XLSX or CSV file, a [Sheet] describes one of its
// sheets, a [Mapping] says which column feeds which field of an asset, and a
// [Row] is what the import would do with one row.
//
// Spreadsheets come from anywhere. Everything is read as a stream, within a
// [Budget]; formulas are never evaluated, nothing outside the file is followed.
package sheet

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"ringwall/internal/plant"
)

// Budget limits what reading a spreadsheet may cost.
type Budget struct {
	Bytes    int64 // of the file
	Entries  int   // parts of an XLSX file
	Unpacked int64 // bytes of all parts together
	Ratio    int64 // unpacked to packed, for a part over 1 MiB
	Strings  int64 // bytes of all shared strings together
	Rows     int   // highest row with content, XLSX
	CSVRows  int   // the same for CSV
	Columns  int   // highest column with content
	Cell     int   // bytes of one cell
}

// DefaultBudget is enough for any asset list met so far.
var DefaultBudget = Budget{
	Bytes: 64 << 20, Entries: 10_000, Unpacked: 512 << 20, Ratio: 100, Strings: 128 << 20,
	Rows: 300_000, CSVRows: 1_000_000, Columns: 256, Cell: 32_767 * 4,
}

// Book is an opened spreadsheet file; a CSV file is a book of one sheet.
type Book struct {
	name   string
	budget Budget
	sheets []string
	// rows streams the rows of one sheet that have content.
	rows func(ctx context.Context, sheet string) iter.Seq2[line, error]
}

// line is one row with content; its cells are valid until the next one is read.
type line struct {
	number int // from 1
	cells  []string
}

// Open reads the structure of an XLSX or CSV file. What is damaged, hostile
// or neither of the two is refused with a sentence ([plant.Problems]).
func Open(r io.ReaderAt, size int64, name string, b Budget) (*Book, error) {
	if size > b.Bytes {
		return nil, refuse("%s is larger than %d MiB: split it, or save it without pictures.", name, b.Bytes>>20)
	}
	head := make([]byte, min(size, 8))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	switch {
	case size == 0:
		return nil, refuse("%s is empty.", name)
	case strings.HasPrefix(string(head), "PK"):
		return openXLSX(r, size, name, b)
	case strings.HasPrefix(string(head), "\xd0\xcf\x11\xe0"):
		return nil, refuse("%s is in the old XLS format or protected by a password: save it as XLSX without a password.", name)
	case strings.HasPrefix(string(head), "%PDF"):
		return nil, refuse("%s is a PDF: export the list as XLSX or CSV.", name)
	}
	return openCSV(r, size, name, b)
}

// Name is the file's name as it was uploaded.
func (b *Book) Name() string { return b.name }

// Close ends the use of the book. It holds no file of its own, so the reader
// given to [Open] may be closed after it.
func (b *Book) Close() error { return nil }

// refuse makes the error that tells a person why a file cannot be read.
func refuse(format string, args ...any) error {
	return plant.Problems{{Text: fmt.Sprintf(format, args...)}}
}

// stem is a file's name without folder and extension.
func stem(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}

// letter is the letter of a column counted from 0: A, B, … Z, AA.
func letter(column int) string {
	s := ""
	for column++; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}

// cell is the name of a cell, such as D12.
func cell(column, row int) string { return fmt.Sprintf("%s%d", letter(column), row) }
