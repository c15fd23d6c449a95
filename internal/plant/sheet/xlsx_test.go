package sheet_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

func TestWorkbookIsReadAsPeopleSeeIt(t *testing.T) {
	b := open(t, "list.xlsx", workbook(t, map[string][][]any{"Line 1": {
		{"Asset list of line 1"},
		{},
		{"Asset ID", "Device name", "Device type", "Zone", "IP address", "Installation date", "Criticality", "Firmware"},
		{"PLC-7", "Capper & <labeller>", "PLC", "Filling line", "10.20.1.7", time.Date(2019, 3, 4, 0, 0, 0, 0, time.UTC), "high", 4.1},
		{},
		{"HMI-7", "Panel", "HMI", "Z-02", "10.20.1.8; 10.20.2.8", "04.03.2019", 2, "n/a"},
	}}))
	sheets, err := b.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s := sheets[0]; s.Name != "Line 1" || s.Header != 3 || s.Rows != 2 || len(s.Columns) != 8 {
		t.Errorf("sheet is %+v", s)
	}
	rows := imported(t, b, bottling(), sheet.Options{})
	want := []plant.Asset{
		{
			Key: "PLC-7", Name: "Capper & <labeller>", Type: plant.EmbeddedDevice, Role: "plc", Zone: "z1", Firmware: "4.1",
			Addresses: []plant.Address{{IP: "10.20.1.7"}}, Criticality: 4, Installed: "2019-03-04",
		},
		{
			Key: "HMI-7", Name: "Panel", Type: plant.HostDevice, Role: "hmi", Zone: "z2",
			Addresses: []plant.Address{{IP: "10.20.1.8"}, {IP: "10.20.2.8"}}, Criticality: 2, Installed: "2019-03-04",
		},
	}
	for i := range want {
		if i >= len(rows) {
			t.Fatalf("only %d rows came", len(rows))
		}
		got := rows[i].Asset
		if rows[i].Outcome != sheet.Add || len(rows[i].Refusals) > 0 {
			t.Errorf("row %d: %s %+v", rows[i].Row, rows[i].Outcome, rows[i].Refusals)
		}
		if source := got.Sources["zone"]; source.From != plant.Imported || source.Ref != fmt.Sprintf("list.xlsx, sheet Line 1, row %d", rows[i].Row) {
			t.Errorf("zone comes from %+v", source)
		}
		got.Sources = nil
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", rows[i].Row, diff)
		}
	}
}

func TestHostileWorkbooksAreRefused(t *testing.T) {
	rows := func(body string) string {
		return `<worksheet xmlns="x"><sheetData>` + body + `</sheetData></worksheet>`
	}
	tests := []struct {
		name  string
		parts map[string]string
		says  string
	}{
		{"a part twice under twin names", map[string]string{"xl/Workbook.xml": "<workbook/>"}, "twice"},
		{"a path that climbs out", map[string]string{"../evil": "x"}, "unsafe name"},
		{"a Windows path", map[string]string{`xl\evil`: "x"}, "unsafe name"},
		{"a bomb of blanks", map[string]string{"xl/media/a.bin": strings.Repeat(" ", 8<<20)}, "packed more than"},
		{"a document type definition", map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "b">]>` + rows("")}, "document type"},
		{"a text that never ends", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c t="str"><v>` + randomText(400_000) + `</v></c></row>`)}, "too long"},
		{"a tag that never ends", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1" x="` + randomText(100_000) + `"/>`)}, "too long"},
		{"content in the last row", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1048576"><c t="str"><v>x</v></c></row>`)}, "at most 300000 rows"},
		{"content in column XFD", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>`)}, "at most 256 columns"},
		{"rows out of order", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="2"/><row r="1"/>`)}, "out of order"},
		{"a text in endless pieces", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c t="inlineStr"><is>` + strings.Repeat("<t>"+randomText(1000)+"</t>", 200) + `</is></c></row>`)}, "too long"},
		{"a number in endless pieces", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c>` + strings.Repeat("<v>"+randomText(1000)+"</v>", 200) + `</c></row>`)}, "too long"},
		{"a row within a row", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c t="str"><v>x</v></c><row r="2"/></row>`)}, "within another"},
		{"a cell outside the rows", map[string]string{"xl/worksheets/sheet1.xml": rows(`<c t="str"><v>x</v></c>`)}, "outside the rows"},
		{"one part behind two sheets", map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="S" r:id="r1"/><sheet name="T" r:id="r1"/></sheets></workbook>`}, "same cells"},
		{"a shared text that is not there", map[string]string{"xl/worksheets/sheet1.xml": rows(`<row r="1"><c t="s"><v>99</v></c></row>`)}, "not there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content := archive(t, tt.parts)
			start := time.Now()
			err := readAll(t, "bad.xlsx", content)
			if err == nil || !strings.Contains(err.Error(), tt.says) || plant.ProblemsOf(err) == nil {
				t.Errorf("error is %v, want one with %q", err, tt.says)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestMillionBlankRowsCostNothing(t *testing.T) {
	content := archive(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c t="str"><v>Key</v></c><c t="str"><v>Name</v></c></row>` +
		`<row r="2"><c t="str"><v>PLC-1</v></c></row><row r="1048576" hidden="1"/></sheetData></worksheet>`})
	b := open(t, "blank.xlsx", content)
	sheets, err := b.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if sheets[0].Rows != 1 {
		t.Errorf("%d rows have content, want 1", sheets[0].Rows)
	}
}

func TestFilesThatAreNoSheetAreRefused(t *testing.T) {
	for name, tt := range map[string]struct{ content, says string }{
		"empty":          {"", "empty"},
		"old XLS":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old XLS"},
		"PDF":            {"%PDF-1.7", "PDF"},
		"picture":        {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither XLSX nor text"},
		"truncated ZIP":  {"PK\x03\x04 and no more", "damaged"},
		"ZIP of no book": {string(archive(t, map[string]string{"_rels/.rels": "<Relationships/>"})), "no XLSX workbook"},
	} {
		if err := readAll(t, name, []byte(tt.content)); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: error is %v, want one with %q", name, err, tt.says)
		}
	}
}

func TestReadingStopsWhenNobodyWaits(t *testing.T) {
	b := open(t, "list.csv", csvOf("key,name", "PLC-1,one"))
	ctx, cancel := canceled(t)
	cancel()
	if _, err := b.Sheets(ctx); err == nil {
		t.Error("a cancelled reading went on")
	}
}
