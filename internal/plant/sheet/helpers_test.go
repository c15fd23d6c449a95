package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// workbook makes an XLSX file of rows with excelize, a writer that shares
// nothing with the reader under test. Values keep their Go type.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	first := true
	for name, rows := range sheets {
		if first {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
			first = false
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetRow(name, at, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, name string, content []byte) *sheet.Book {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(content), int64(len(content)), name, sheet.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// imported reads a book by its best mapping into a site.
func imported(t testing.TB, b *sheet.Book, s plant.Site, o sheet.Options) []sheet.Row {
	t.Helper()
	sheets, err := b.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return mapped(t, b, sheet.Best(sheets), s, o)
}

func mapped(t testing.TB, b *sheet.Book, m sheet.Mapping, s plant.Site, o sheet.Options) []sheet.Row {
	t.Helper()
	var out []sheet.Row
	for row, err := range sheet.Assets(t.Context(), b, m, s, o) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

// csvOf writes rows with commas.
func csvOf(rows ...string) []byte { return []byte(strings.Join(rows, "\r\n") + "\r\n") }

// bottling is a small site to import into.
func bottling() plant.Site {
	return plant.Site{
		SiteRecord: plant.SiteRecord{ID: "s", Key: "B", Name: "Bottling"},
		Zones: []plant.Zone{
			{ID: "z1", Key: "Z-01", Name: "Filling line", Kind: plant.ZoneControl},
			{ID: "z2", Key: "Z-02", Name: "Packing", Kind: plant.ZoneControl},
		},
		Assets: []plant.Asset{{
			ID: "a1", Key: "PLC-101", Name: "Filler", Type: plant.EmbeddedDevice, Role: "plc", Zone: "z1",
			Vendor: "Siemens", Serial: "S-1",
			Addresses: []plant.Address{{Interface: "X1", MAC: "00:1b:1b:00:00:01", IP: "10.20.1.1"}},
			Meta:      plant.Meta{Version: 3},
		}},
	}
}
