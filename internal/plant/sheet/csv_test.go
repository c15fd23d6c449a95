package sheet_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

func TestEncodingsOfRealLists(t *testing.T) {
	german := "Kennzeichen;Gerätename;Hersteller;Standort\r\nSPS-1;Füllersteuerung;Müller & Söhne;Gebäude Süd\r\n"
	japaneseList := "機器番号,名称,メーカー,設置場所\r\nPLC-1,充填機コントローラー,三菱電機,第一工場\r\n"
	tests := []struct {
		name     string
		text     string
		encoding encoding.Encoding
		want     plant.Asset
	}{
		{"German in UTF-8", german, unicode.UTF8, plant.Asset{Key: "SPS-1", Name: "Füllersteuerung", Vendor: "Müller & Söhne", Location: "Gebäude Süd"}},
		{"German in UTF-8 with mark", "\ufeff" + german, unicode.UTF8, plant.Asset{Key: "SPS-1", Name: "Füllersteuerung", Vendor: "Müller & Söhne", Location: "Gebäude Süd"}},
		{"German in Windows-1252", german, charmap.Windows1252, plant.Asset{Key: "SPS-1", Name: "Füllersteuerung", Vendor: "Müller & Söhne", Location: "Gebäude Süd"}},
		{"German in UTF-16", german, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plant.Asset{Key: "SPS-1", Name: "Füllersteuerung", Vendor: "Müller & Söhne", Location: "Gebäude Süd"}},
		{"German in UTF-16 without mark", german, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), plant.Asset{Key: "SPS-1", Name: "Füllersteuerung", Vendor: "Müller & Söhne", Location: "Gebäude Süd"}},
		{"Japanese in UTF-8", japaneseList, unicode.UTF8, plant.Asset{Key: "PLC-1", Name: "充填機コントローラー", Vendor: "三菱電機", Location: "第一工場"}},
		{"Japanese in Shift-JIS", japaneseList, japanese.ShiftJIS, plant.Asset{Key: "PLC-1", Name: "充填機コントローラー", Vendor: "三菱電機", Location: "第一工場"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content, err := tt.encoding.NewEncoder().String(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			rows := imported(t, open(t, "list.csv", []byte(content)), plant.Site{}, sheet.Options{})
			if len(rows) != 1 {
				t.Fatalf("%d rows, want 1", len(rows))
			}
			got := rows[0].Asset
			if got.Key != tt.want.Key || got.Name != tt.want.Name || got.Vendor != tt.want.Vendor || got.Location != tt.want.Location {
				t.Errorf("read %+v", got)
			}
		})
	}
}

func TestDelimitersAreFound(t *testing.T) {
	for name, text := range map[string]string{
		"comma":      "key,name,location\nPLC-1,Filler,\"Hall 1; row 2\"\n",
		"semicolon":  "key;name;location\nPLC-1;Filler;\"Hall 1; row 2\"\n",
		"tab":        "key\tname\tlocation\nPLC-1\tFiller\tHall 1; row 2\n",
		"first line": "sep=;\nkey;name;location\nPLC-1;Filler;\"Hall 1; row 2\"\n",
	} {
		rows := imported(t, open(t, "list.csv", []byte(text)), plant.Site{}, sheet.Options{})
		if len(rows) != 1 || rows[0].Asset.Location != "Hall 1; row 2" || rows[0].Asset.Name != "Filler" {
			t.Errorf("%s: read %+v", name, rows)
		}
	}
}

func TestRowsCountAsASpreadsheetCounts(t *testing.T) {
	b := open(t, "list.csv", []byte("key,description\r\nPLC-1,\"two\nlines\"\r\n\r\nPLC-2,after a blank line\r\nPLC 3?,bad\r\n"))
	rows := imported(t, b, plant.Site{}, sheet.Options{})
	var got []int
	for _, r := range rows {
		got = append(got, r.Row)
	}
	if len(got) != 3 || got[0] != 2 || got[1] != 4 || got[2] != 5 {
		t.Errorf("rows are %v, want 2, 4 and 5", got)
	}
	if r := rows[2].Refusals; len(r) != 1 || r[0].Cell != "A5" || r[0].Column != "key" {
		t.Errorf("refused %+v", r)
	}
}

func TestQuoteThatNeverClosesIsRefused(t *testing.T) {
	text := "key,name\nPLC-1,\"" + strings.Repeat("no end\n", 1<<20)
	if err := readAll(t, "endless.csv", []byte(text)); err == nil || plant.ProblemsOf(err) == nil {
		t.Errorf("error is %v", err)
	}
}
