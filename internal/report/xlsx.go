package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes the tables of the document as sheets of a workbook, after
// one with everything that is not a table. Texts are written as texts, so that
// none of them can be taken for a formula.
func WriteXLSX(w io.Writer, d Document) error {
	f := excelize.NewFile()
	defer f.Close()
	book := &workbook{f: f}
	if err := book.styles(); err != nil {
		return err
	}
	if err := book.front(d); err != nil {
		return err
	}
	for _, t := range tables(d) {
		if err := book.sheet(t); err != nil {
			return fmt.Errorf("sheet %q: %w", t.Name, err)
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: d.Title, Subject: d.Subject, Creator: "Ringwall", Created: d.Stamp.Printed.UTC().Format("2006-01-02T15:04:05Z"), Modified: d.Stamp.Printed.UTC().Format("2006-01-02T15:04:05Z")}); err != nil {
		return err
	}
	return f.Write(w)
}

// tables joins tables of the same name, which a page shows apart under
// headings, into one with the heading as its first column.
func tables(d Document) []Table {
	var out []Table
	at := map[string]int{}
	for _, s := range d.Sections {
		under := ""
		for _, b := range s.Blocks {
			if b.Heading != "" {
				under = b.Heading
			}
			if b.Table == nil {
				continue
			}
			t := *b.Table
			if t.Full != nil {
				t.Rows = t.Full
			}
			if under != "" {
				t.Columns = append([]Column{{Title: "Of", Share: 3}}, t.Columns...)
				rows := make([][]string, len(t.Rows))
				for i, r := range t.Rows {
					rows[i] = append([]string{under}, r...)
				}
				t.Rows = rows
			}
			if i, ok := at[t.Name]; ok {
				out[i].Rows = append(out[i].Rows, t.Rows...)
				continue
			}
			at[t.Name] = len(out)
			out = append(out, t)
		}
	}
	return out
}

type workbook struct {
	f                *excelize.File
	head, wrap, bold int
}

func (b *workbook) styles() (err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	if b.head, err = b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E4EAEF"}}, Alignment: top}); err != nil {
		return err
	}
	if b.wrap, err = b.f.NewStyle(&excelize.Style{Alignment: top}); err != nil {
		return err
	}
	b.bold, err = b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	return err
}

func (b *workbook) front(d Document) error {
	const name = "Summary"
	if err := b.f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if err := b.f.SetColWidth(name, "A", "A", 110); err != nil {
		return err
	}
	row := 0
	line := func(s string, style int) error {
		row++
		cell := "A" + strconv.Itoa(row)
		if err := b.f.SetCellStr(name, cell, s); err != nil {
			return err
		}
		return b.f.SetCellStyle(name, cell, cell, style)
	}
	lines := []struct {
		text  string
		style int
	}{{d.Title, b.bold}, {d.Subject, b.wrap}, {d.Stamp.line(), b.wrap}}
	if c := d.Cover; c != nil {
		for _, f := range append(append(slices.Clone(c.Facts), []string{c.Approval.Heading, c.Approval.Says}), c.Approval.Facts...) {
			lines = append(lines, struct {
				text  string
				style int
			}{f[0] + ": " + f[1], b.wrap})
		}
	}
	for _, s := range d.Sections {
		before := len(lines)
		for _, block := range s.Blocks {
			if block.Paragraph != "" && block.Table == nil {
				lines = append(lines, struct {
					text  string
					style int
				}{block.Paragraph, b.wrap})
			}
			for _, item := range block.List {
				lines = append(lines, struct {
					text  string
					style int
				}{"• " + item, b.wrap})
			}
		}
		if len(lines) > before {
			lines = append(lines[:before], append([]struct {
				text  string
				style int
			}{{"", b.wrap}, {s.Heading, b.head}}, lines[before:]...)...)
		}
	}
	for _, l := range lines {
		if err := line(l.text, l.style); err != nil {
			return err
		}
	}
	return nil
}

func (b *workbook) sheet(t Table) error {
	if _, err := b.f.NewSheet(t.Name); err != nil {
		return err
	}
	sw, err := b.f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := sw.SetColWidth(i+1, i+1, max(8, min(80, c.Share*11))); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = excelize.Cell{StyleID: b.head, Value: c.Title}
	}
	if err := sw.SetRow("A1", head); err != nil {
		return err
	}
	for i, r := range t.Rows {
		cells := make([]any, len(r))
		for j, s := range r {
			cells[j] = excelize.Cell{StyleID: b.wrap, Value: s}
			if n, err := strconv.Atoi(s); err == nil && t.Columns[j].Number {
				cells[j] = excelize.Cell{StyleID: b.wrap, Value: n}
			}
		}
		if err := sw.SetRow("A"+strconv.Itoa(i+2), cells); err != nil {
			return err
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	if len(t.Rows) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return b.f.AutoFilter(t.Name, "A1:"+last, nil)
}

// WriteJSON writes the document with its data for programs.
func WriteJSON(w io.Writer, d Document) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(d)
}
