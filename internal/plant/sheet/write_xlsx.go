package sheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// WriteXLSX writes all of a site as a workbook that [ReadBook] reads back.
// Equal documents give equal bytes: no time, no author, parts in fixed order.
func WriteXLSX(w io.Writer, d plant.Document) error {
	return writeTables(w, tables, &d)
}

func writeTables(w io.Writer, tables []table, d *plant.Document) error {
	z := zip.NewWriter(w)
	for _, part := range fixedParts(tables) {
		if err := writePart(z, part.name, func(b *bufio.Writer) error {
			_, err := b.WriteString(part.text)
			return err
		}); err != nil {
			return err
		}
	}
	for i, t := range tables {
		if err := writePart(z, sheetPart(i), func(b *bufio.Writer) error { return t.write(b, d) }); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

func writePart(z *zip.Writer, name string, write func(*bufio.Writer) error) error {
	// A header without a time is the same at every writing.
	p, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	b := bufio.NewWriterSize(p, 64<<10)
	if err := write(b); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS   = "http://schemas.openxmlformats.org/package/2006/"
	mime     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

type xmlPart struct{ name, text string }

// fixedParts are all parts but the sheets.
func fixedParts(tables []table) []xmlPart {
	var overrides, sheets, names, related strings.Builder
	for i, t := range tables {
		fmt.Fprintf(&overrides, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, sheetPart(i), mime)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, t.sheet, i+1, i+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!$A$1:$%s$1</definedName>`, i, t.sheet, letter(len(t.titles)-1))
		fmt.Fprintf(&related, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeNS, i+1)
	}
	n := len(tables)
	fmt.Fprintf(&related, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, n+1, officeNS)
	return []xmlPart{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packNS + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + mime + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + mime + `styles+xml"/>` + overrides.String() + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
			`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><sheets>` + sheets.String() +
			`</sheets><definedNames>` + names.String() + `</definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` + related.String() + `</Relationships>`},
		{"xl/styles.xml", xmlHead + styles},
	}
}

// The cell styles of an export.
const (
	styleBody = 1 // wrapped, as text
	styleHead = 2
	styleNum  = 3
)

const styles = `<styleSheet xmlns="` + mainNS + `">` +
	`<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Arial"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FF1F3A4D"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// write writes one sheet: titles in a frozen first row with a filter, then the records.
func (t table) write(b *bufio.Writer, d *plant.Document) error {
	b.WriteString(xmlHead + `<worksheet xmlns="` + mainNS + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, width := range t.widths {
		fmt.Fprintf(b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	b.WriteString(`</cols><sheetData><row r="1">`)
	for i, title := range t.titles {
		writeCell(b, cell(i, 1), styleHead, value{title, 't'})
	}
	b.WriteString(`</row>`)
	last := 1
	err := t.rows(d, func(cells []value) error {
		last++
		b.WriteString(`<row r="` + strconv.Itoa(last) + `">`)
		for i, v := range cells {
			if v.text == "" {
				continue
			}
			style := styleBody
			if v.kind != 't' {
				style = styleNum
			}
			v.text = exported(v)
			writeCell(b, cell(i, last), style, v)
		}
		_, err := b.WriteString(`</row>`)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(b, `</sheetData><autoFilter ref="A1:%s"/></worksheet>`, cell(len(t.titles)-1, last))
	return err
}

// exported is a value's text with nothing left that a program takes for a formula.
func exported(v value) string {
	if v.kind == 't' {
		return guard(v.text)
	}
	return v.text
}

func writeCell(b *bufio.Writer, ref string, style int, v value) {
	b.WriteString(`<c r="` + ref + `" s="` + strconv.Itoa(style) + `"`)
	switch v.kind {
	case 'n':
		b.WriteString(`><v>` + v.text + `</v></c>`)
	case 'b':
		b.WriteString(` t="b"><v>1</v></c>`)
	default:
		b.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
		writeText(b, v.text)
		b.WriteString(`</t></is></c>`)
	}
}

// writeText escapes a text for XML, and the underscore of what looks like the
// _x000D_ by which spreadsheets write control characters.
func writeText(b *bufio.Writer, s string) {
	for i, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '_' && hexForm.MatchString(s[i:min(len(s), i+7)]):
			b.WriteString("_x005F_")
		case r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(b, "_x%04X_", r)
		default:
			b.WriteRune(r)
		}
	}
}
