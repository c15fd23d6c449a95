package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// archive zips the smallest workbook, with some parts replaced or added.
func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData/></worksheet>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readAll opens a file and reads all of it.
func readAll(t testing.TB, name string, content []byte) error {
	b, err := sheet.Open(bytes.NewReader(content), int64(len(content)), name, sheet.DefaultBudget)
	if err != nil {
		return err
	}
	if _, err := b.Sheets(t.Context()); err != nil {
		return err
	}
	if sheet.IsExport(b) {
		_, err = sheet.ReadBook(t.Context(), b)
	}
	return err
}

func canceled(t *testing.T) (context.Context, func()) { return context.WithCancel(t.Context()) }

// randomText does not compress, so that only the limit under test is met.
func randomText(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range n {
		b.WriteByte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[r.IntN(62)])
	}
	return b.String()
}

func TestOverlappingPartsAreRefused(t *testing.T) {
	content := archive(t, nil)
	// Point the second entry of the directory at the first one's bytes.
	first := bytes.Index(content, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(content[first+4:], []byte("PK\x01\x02"))
	copy(content[second+42:second+46], content[first+42:first+46])
	if err := readAll(t, "overlap.xlsx", content); err == nil || plant.ProblemsOf(err) == nil {
		t.Errorf("error is %v", err)
	}
}

func TestLyingSizesAreRefused(t *testing.T) {
	content := archive(t, map[string]string{"xl/worksheets/sheet1.xml": strings.Repeat("<worksheet/>", 1000)})
	at := 0
	for { // every entry claims to unpack to 16 bytes
		next := bytes.Index(content[at:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += next + 4
		binary.LittleEndian.PutUint32(content[at+20:], 16)
	}
	if err := readAll(t, "liar.xlsx", content); err == nil || plant.ProblemsOf(err) == nil {
		t.Errorf("error is %v", err)
	}
}

func TestTooManyPartsAreRefused(t *testing.T) {
	budget := sheet.DefaultBudget
	budget.Entries = 3
	content := archive(t, nil)
	if _, err := sheet.Open(bytes.NewReader(content), int64(len(content)), "many.xlsx", budget); err == nil || !strings.Contains(err.Error(), "parts") {
		t.Errorf("error is %v", err)
	}
}
