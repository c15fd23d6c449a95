package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant/sheet"
)

func TestColumnsAreGuessedFromTheirTitles(t *testing.T) {
	tests := []struct {
		name   string
		titles string
		want   map[string]int
	}{
		{
			"English list",
			"Asset ID|Device Name|Device Type|Manufacturer|Model No.|Part Number|Serial No.|Firmware Version|IP Address|MAC Address|VLAN ID|Zone|Location|Owner|Criticality|Install Date|End of Support|Remarks",
			map[string]int{"key": 0, "name": 1, "type": 2, "vendor": 3, "model": 4, "orderNumber": 5, "serial": 6, "firmware": 7, "ip": 8, "mac": 9, "vlan": 10, "zone": 11, "location": 12, "owner": 13, "criticality": 14, "installed": 15, "supportEnds": 16, "description": 17},
		},
		{
			"German list",
			"BMK|Bezeichnung|Gerätetyp|Hersteller|Modell|Bestell-Nr.|Serien-Nr.|Firmware-Stand|IP-Adresse|MAC-Adresse|Netzsegment|Einbauort|Verantwortlicher|Kritikalität|Inbetriebnahme|Supportende|Bemerkung",
			map[string]int{"key": 0, "name": 1, "type": 2, "vendor": 3, "model": 4, "orderNumber": 5, "serial": 6, "firmware": 7, "ip": 8, "mac": 9, "zone": 10, "location": 11, "owner": 12, "criticality": 13, "installed": 14, "supportEnds": 15, "description": 16},
		},
		{
			"Japanese list",
			"機器番号|名称|種別|メーカー|型式|注文番号|シリアル番号|ファームウェアバージョン|IPアドレス|MACアドレス|ゾーン|設置場所|担当者|重要度|導入日|サポート終了日|備考",
			map[string]int{"key": 0, "name": 1, "type": 2, "vendor": 3, "model": 4, "orderNumber": 5, "serial": 6, "firmware": 7, "ip": 8, "mac": 9, "zone": 10, "location": 11, "owner": 12, "criticality": 13, "installed": 14, "supportEnds": 15, "description": 16},
		},
		{
			"full-width and odd spelling",
			"ＩＰアドレス|  asset_tag |HERSTELLER:|IP-Adresse (Produktion)",
			map[string]int{"ip": 0, "key": 1, "vendor": 2},
		},
		{
			"words that mean nothing here",
			"Colour|Price in EUR|Zonenplan beachten!|shipping",
			map[string]int{},
		},
		{
			"particular before general",
			"Type|Type designation (Typbezeichnung)|Role|Software version|Host name|Name",
			map[string]int{"type": 0, "model": 1, "role": 2, "firmware": 3, "host": 4, "name": 5},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sheet.Guess(strings.Split(tt.titles, "|")).Columns); diff != "" {
				t.Errorf("guess (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryFieldCanBeGuessedByItsOwnLabel(t *testing.T) {
	for _, f := range sheet.Fields {
		if _, ok := sheet.Guess([]string{f.Label}).Columns[f.Name]; !ok {
			t.Errorf("column %q does not feed %s", f.Label, f.Name)
		}
	}
}

func TestBestSheetIsTheOneMostUnderstood(t *testing.T) {
	b := open(t, "book.xlsx", workbook(t, map[string][][]any{
		"Cover":  {{"Asset list"}, {"Revision", "3"}},
		"Assets": {{"Key", "Name", "IP"}, {"PLC-1", "Filler", "10.0.0.1"}},
		"Prices": {{"Name", "Price"}, {"Filler", 3}},
	}))
	sheets, err := b.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := sheet.Mapping{Sheet: "Assets", Header: 1, Columns: map[string]int{"key": 0, "name": 1, "ip": 2}}
	if diff := cmp.Diff(want, sheet.Best(sheets)); diff != "" {
		t.Errorf("best (-want +got):\n%s", diff)
	}
}
