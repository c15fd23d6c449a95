package sheet_test

import (
	"bytes"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// tight is small enough that a fuzzer can hit every limit.
var tight = sheet.Budget{
	Bytes: 1 << 20, Entries: 50, Unpacked: 4 << 20, Ratio: 100, Strings: 1 << 20,
	Rows: 500, CSVRows: 500, Columns: 30, Cell: 4096,
}

// within reads a file completely and holds what comes out against the budget.
func within(t *testing.T, name string, content []byte) {
	b, err := sheet.Open(bytes.NewReader(content), int64(len(content)), name, tight)
	if err != nil {
		said(t, err)
		return
	}
	sheets, err := b.Sheets(t.Context())
	if err != nil {
		said(t, err)
		return
	}
	for _, s := range sheets {
		if s.Rows > tight.CSVRows || len(s.Columns) > tight.Columns {
			t.Fatalf("sheet %q has %d rows and %d columns, over the budget", s.Name, s.Rows, len(s.Columns))
		}
	}
	m := sheet.Best(sheets)
	if len(m.Columns) == 0 {
		return
	}
	site := bottling()
	for row, err := range sheet.Assets(t.Context(), b, m, site, sheet.Options{CreateZones: true}) {
		if err != nil {
			said(t, err)
			return
		}
		if row.Outcome != sheet.Refuse && len(plant.RulesOf(site).Asset(row.Asset)) > 0 {
			t.Fatalf("row %d is to be taken over and breaks rules: %v", row.Row, plant.RulesOf(site).Asset(row.Asset))
		}
		if row.Outcome == sheet.Refuse && len(row.Refusals) == 0 {
			t.Fatalf("row %d is refused without a reason", row.Row)
		}
	}
	if sheet.IsExport(b) {
		if _, err := sheet.ReadBook(t.Context(), b); err != nil {
			said(t, err)
		}
	}
}

// said holds that an error tells a person what is wrong with the file.
func said(t *testing.T, err error) {
	if plant.ProblemsOf(err) == nil {
		t.Fatalf("error says nothing to a person: %v", err)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("key;name;ip\nPLC-1;Filler;10.0.0.1\n"))
	f.Add([]byte("\xff\xfek\x00e\x00y\x00,\x00i\x00p\x00\n\x00"))
	f.Add([]byte("sep=|\nkey|type\n\"PLC\n1\"|PLC\n"))
	f.Fuzz(func(t *testing.T, content []byte) { within(t, "fuzz.csv", content) })
}

func FuzzXLSX(f *testing.F) {
	f.Add(workbook(f, map[string][][]any{"S": {{"Key", "Type"}, {"PLC-1", "PLC"}}}))
	f.Add(archive(f, nil))
	f.Add(xlsxOf(f, dangerousSite()))
	f.Fuzz(func(t *testing.T, content []byte) { within(t, "fuzz.xlsx", content) })
}

// FuzzSheetXML fuzzes behind the ZIP, which a fuzzer does not get through.
func FuzzSheetXML(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Key</t></is></c><c t="str"><v>IP</v></c></row><row><c s="1"><v>4</v></c></row></sheetData></worksheet>`)
	f.Add(`<a:worksheet><!-- > --><?x?><a:row><a:c t="s"><a:v>0</a:v></a:c></a:row><![CDATA[<]]></a:worksheet>`)
	f.Fuzz(func(t *testing.T, text string) {
		within(t, "fuzz.xlsx", archive(t, map[string]string{"xl/worksheets/sheet1.xml": text}))
	})
}
