package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/plant/planttest"
	"ringwall/internal/plant/sheet"
)

func xlsxOf(t rapid.TB, d plant.Document) []byte {
	var b bytes.Buffer
	if err := sheet.WriteXLSX(&b, d); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

func TestWorkbookOfASiteComesBackByteEqual(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		d := planttest.Document().Draw(t, "document")
		first := xlsxOf(t, d)
		b, err := sheet.Open(bytes.NewReader(first), int64(len(first)), "site.xlsx", sheet.DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if !sheet.IsExport(b) {
			t.Fatal("the export is not known for one")
		}
		got, err := sheet.ReadBook(ctx, b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatalf("the document came back changed (-want +got):\n%s", diff)
		}
		if !bytes.Equal(first, xlsxOf(t, got)) {
			t.Fatal("two exports differ")
		}
	})
}

// excelize shares no code with the writer: what it reads is what a program shows.
func TestAnotherReaderSeesTheSameCells(t *testing.T) {
	d := dangerousSite()
	f, err := excelize.OpenReader(bytes.NewReader(xlsxOf(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Site", "Zones", "Conduits", "Flow rules", "Assets", "Addresses", "Modules", "Sources", "Answers"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	for i, asset := range d.Assets {
		at, err := excelize.CoordinatesToCellName(2, i+2)
		if err != nil {
			t.Fatal(err)
		}
		if formula, err := f.GetCellFormula("Assets", at); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q (%v)", at, formula, err)
		}
		got, err := f.GetCellValue("Assets", at)
		if err != nil {
			t.Fatal(err)
		}
		if got != asset.Name && got != "'"+asset.Name {
			t.Errorf("%s shows %q, want %q", at, got, asset.Name)
		}
	}
	panes, err := f.GetPanes("Assets")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the titles are not frozen: %+v, %v", panes, err)
	}
}

func dangerousSite() plant.Document {
	d := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "B", Name: "Bottling"}}
	for i, name := range []string{"=1+1", "+1", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠x", "'=1", "plain & <b>", "_x0041_"} {
		d.Assets = append(d.Assets, plant.DocAsset{
			Key: "A-" + string(rune('a'+i)), Name: name, Type: plant.HostDevice, Role: "hmi",
			Addresses: []plant.Address{{IP: "10.0.0." + string(rune('1'+i%9)), Interface: "X1"}, {MAC: "00:11:22:33:44:0" + string(rune('0'+i%9))}},
		})
	}
	return d
}

func TestCSVOfTheAssetsChangesNothingWhenImportedAgain(t *testing.T) {
	d := dangerousSite()
	d.Zones = []plant.DocZone{{Key: "Z-01", Name: "Line", Kind: plant.ZoneControl}}
	d.Assets[0].Zone = "Z-01"
	d.Assets[1].Safety = &plant.SafetyFunction{SIL: 2, Function: "stop"}
	d.Assets[2].Tags = []string{"one", "two"}
	d.Assets[3].Installed, d.Assets[3].Criticality = "2020-02-29", 4
	var b bytes.Buffer
	if err := sheet.WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	for row := range strings.SplitSeq(b.String(), "\r\n") {
		for field := range strings.SplitSeq(row, ",") {
			if field != "" && strings.ContainsAny(field[:1], "=+-@") {
				t.Errorf("field %q begins like a formula", field)
			}
		}
	}
	rows := imported(t, open(t, "assets.csv", b.Bytes()), plant.SiteOf(d), sheet.Options{})
	if len(rows) != len(d.Assets) {
		t.Fatalf("%d rows came, want %d", len(rows), len(d.Assets))
	}
	for i, r := range rows {
		if r.Outcome != sheet.Skip {
			t.Errorf("asset %q: %s %+v %+v", d.Assets[i].Name, r.Outcome, r.Refusals, r.Fields)
		}
	}
}

func TestEditedWorkbookSaysWhichCellIsWrong(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(xlsxOf(t, dangerousSite())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, v := range map[string]any{"K2": "very", "S3": "high"} {
		if err := f.SetCellValue("Assets", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellValue("Addresses", "A2", "nobody"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, err = sheet.ReadBook(t.Context(), open(t, "site.xlsx", b.Bytes()))
	for _, want := range []string{`sheet "Assets", cell K2 (Criticality): "very"`, `sheet "Addresses", cell A2 (Asset): there is no asset "nobody"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one with %s", err, want)
		}
	}
}

func TestExportSavedByAnotherProgramReadsTheSame(t *testing.T) {
	d := dangerousSite()
	f, err := excelize.OpenReader(bytes.NewReader(xlsxOf(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	// Touching cells makes excelize rewrite the sheet with shared strings.
	for _, name := range f.GetSheetList() {
		if err := f.SetCellValue(name, "AZ1", "touched"); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := sheet.ReadBook(t.Context(), open(t, "site.xlsx", b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
}
