package csms

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// running is twoZones with the worker that reads uploads.
func running(t testing.TB) *twoZones {
	t.Helper()
	f := newTwoZones(t)
	f.Run(t.Context())
	t.Cleanup(f.Close)
	return f
}

// upload sends a file and waits until it needs somebody.
func (f *twoZones) upload(t testing.TB, name, content string) Import {
	t.Helper()
	i, err := f.Upload(t.Context(), f.ada, f.site.ID, name, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return f.settled(t, i.ID)
}

func (f *twoZones) settled(t testing.TB, id string) Import {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for {
		i, err := f.Import(ctx, f.ada, f.site.ID, id)
		if err != nil {
			t.Fatal(err)
		}
		if i.State != ImportReading {
			return i
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (f *twoZones) assets(t testing.TB) map[string]plant.Asset {
	t.Helper()
	page, err := f.Assets(t.Context(), f.ada, f.site.ID, AssetFilter{}, "", "", 200)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]plant.Asset{}
	for _, a := range page.Items {
		out[a.Key] = a
	}
	return out
}

const assetList = `Tag;Typ;Hersteller;Zone;IP-Adresse;Kritikalität
PLC-1;SPS;Siemens;Z-01;10.0.1.11;hoch
HMI-1;HMI;Siemens;Z-02;10.0.2.11;mittel
PLC-2;SPS;Siemens;Z-99;10.0.1.12;hoch
PLC-3;SPS;Siemens;Z-01;10.0.1.999;hoch
PLC-1;SPS;Siemens;Z-01;10.0.1.13;hoch
`

func TestAnAssetListWithBrokenRows(t *testing.T) {
	f := running(t)
	i := f.upload(t, "liste.csv", assetList)
	if i.State != ImportMapping || i.Mapping == nil || i.Remembered {
		t.Fatalf("a new list is %s (%s), remembered %v; want its columns asked for", i.State, i.Error, i.Remembered)
	}
	for field, column := range map[string]int{"key": 0, "type": 1, "vendor": 2, "zone": 3, "ip": 4, "criticality": 5} {
		if got, ok := i.Mapping.Columns[field]; !ok || got != column {
			t.Errorf("column of %s guessed as %v (%v), want %d", field, got, ok, column)
		}
	}
	if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping, Remember: true}); err != nil {
		t.Fatal(err)
	}
	i = f.settled(t, i.ID)
	if i.State != ImportReady || i.Counts["add"] != 2 || i.Counts["refuse"] != 3 {
		t.Fatalf("the preview is %s (%s) with %v, want 2 to add and 3 refused", i.State, i.Error, i.Counts)
	}
	refused, err := f.ImportRows(t.Context(), f.ada, f.site.ID, i.ID, "refuse", 0, 50)
	if err != nil || len(refused) != 3 {
		t.Fatalf("%d refused rows, %v", len(refused), err)
	}
	for n, want := range []struct{ cell, words string }{{"D4", "Z-99"}, {"E5", "10.0.1.999"}, {"A6", "row 2"}} {
		r := refused[n].Refusals
		if len(r) == 0 || r[0].Cell != want.cell || !strings.Contains(r[0].Reason, want.words) {
			t.Errorf("refused row %d says %+v, want cell %s and %q", n, r, want.cell, want.words)
		}
	}

	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); code(err) != "refused-rows" {
		t.Errorf("applying without agreeing to leave rows out: %v", err)
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets after a refused apply, want none", n)
	}
	i, err = f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{WithoutRefused: true})
	if err != nil || i.State != ImportApplied || i.Entry == 0 {
		t.Fatalf("apply: %s, entry %d, %v", i.State, i.Entry, err)
	}
	a := f.assets(t)["PLC-1"]
	if a.Vendor != "Siemens" || a.Zone != f.control.ID || a.Sources["vendor"].From != plant.Imported {
		t.Errorf("PLC-1 is %+v", a)
	}
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{WithoutRefused: true}); code(err) != "state" {
		t.Errorf("applying twice: %v", err)
	}

	// One act, so one undo.
	if _, err := f.Undo(t.Context(), f.ada, f.site.ID, i.Entry); err != nil {
		t.Fatal(err)
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets after undo, want none", n)
	}

	// The same header is known the next time.
	again := f.upload(t, "liste2.csv", assetList)
	if !again.Remembered {
		t.Error("the columns were not remembered")
	}
}

func TestAPreviewDoesNotOutliveTheSiteItWasMadeOn(t *testing.T) {
	f := running(t)
	i := f.upload(t, "list.csv", "key,type\nPLC-1,PLC\n")
	if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping}); err != nil {
		t.Fatal(err)
	}
	f.settled(t, i.ID)
	if _, _, err := f.AddAsset(t.Context(), f.ada, f.site.ID, plant.Asset{Key: "PLC-7", Type: plant.EmbeddedDevice}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); code(err) != "stale" {
		t.Errorf("apply after the site has changed: %v", err)
	}
	// Made again, it can be applied.
	if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping}); err != nil {
		t.Fatal(err)
	}
	f.settled(t, i.ID)
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
		t.Error(err)
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	f := running(t)
	for _, tt := range []struct{ name, content string }{
		{"empty.csv", ""}, {"photo.png", "\x89PNG\r\n\x1a\n"}, {"program.exe", "MZ\x90\x00"},
	} {
		if _, err := f.Upload(t.Context(), f.ada, f.site.ID, tt.name, strings.NewReader(tt.content)); KindOf(err) != Invalid {
			t.Errorf("%s: %v, want a refusal", tt.name, err)
		}
	}
	for _, tt := range []struct{ name, content, words string }{
		{"broken.xlsx", "PK\x03\x04 and then nothing", "broken.xlsx"},
		{"typo.yaml", "format: ringwall-site/1\nsite:\n  key: S\n  nmae: x\n", "Line 4"},
	} {
		i := f.upload(t, tt.name, tt.content)
		if i.State != ImportFailed || !strings.Contains(i.Error, tt.words) {
			t.Errorf("%s is %s: %q, want failed with %q", tt.name, i.State, i.Error, tt.words)
		}
	}
}

func TestAWorkbookComesBackAsItWent(t *testing.T) {
	f := running(t)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, upTo(1)...)
	var before bytes.Buffer
	if err := f.Export(t.Context(), f.ada, f.site.ID, "xlsx", "", &before); err != nil {
		t.Fatal(err)
	}
	i := f.upload(t, "export.xlsx", before.String())
	if i.State != ImportReady || i.Kind != ImportDocument {
		t.Fatalf("the exported workbook is a %s that is %s (%s)", i.Kind, i.State, i.Error)
	}
	for _, op := range []string{"add", "change", "remove"} {
		if i.Counts[op] != 0 {
			t.Errorf("reading the export back would %s %d records", op, i.Counts[op])
		}
	}
}

// capture is a pcap file of one Modbus exchange.
func capture() string {
	frame := []byte{0x00, 0x1b, 0x1b, 0, 0, 2, 0x00, 0x1b, 0x1b, 0, 0, 1, 8, 0,
		0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6, 0, 0, 10, 0, 1, 5, 10, 0, 1, 9,
		0xc0, 0x01, 0x01, 0xf6, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0}
	var b bytes.Buffer
	b.Write([]byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 1, 0, 0, 0})
	for n := range uint32(2) {
		out := bytes.Clone(frame)
		if n == 1 { // the answer: ends swapped
			copy(out[0:6], frame[6:12])
			copy(out[6:12], frame[0:6])
			copy(out[26:30], frame[30:34])
			copy(out[30:34], frame[26:30])
			copy(out[34:36], frame[36:38])
			copy(out[36:38], frame[34:36])
			out[47] = 0x12
		}
		for _, v := range []uint32{1_700_000_000 + n, 0, uint32(len(out)), uint32(len(out))} {
			_ = binary.Write(&b, binary.LittleEndian, v)
		}
		b.Write(out)
	}
	return b.String()
}

func TestACaptureProposesAndDeclaresNothingByItself(t *testing.T) {
	f := running(t)
	i := f.upload(t, "line1.pcap", capture())
	if i.State != ImportReady || i.Capture == nil || i.Capture.Packets != 2 || i.Capture.Read != 2 {
		t.Fatalf("the capture is %s (%s): %+v", i.State, i.Error, i.Capture)
	}
	if i.Counts["add"] != 2 {
		t.Errorf("%v proposals, want the two devices", i.Counts)
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets before anybody decided", n)
	}
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{Rows: []int{1}}); err != nil {
		t.Fatal(err)
	}
	if n := len(f.assets(t)); n != 1 {
		t.Errorf("%d assets after one proposal was taken", n)
	}
	captures, err := f.Captures(t.Context(), f.ada, f.site.ID)
	if err != nil || len(captures) != 1 {
		t.Fatalf("%d captures, %v", len(captures), err)
	}
	flows, err := f.Flows(t.Context(), f.ada, f.site.ID, captures[0].ID, 0, 10)
	if err != nil || len(flows) != 1 || flows[0].Protocol != "modbus" {
		t.Errorf("flows %+v, %v", flows, err)
	}
	talkers, err := f.Talkers(t.Context(), f.ada, f.site.ID, captures[0].ID)
	if err != nil || len(talkers) != 2 {
		t.Errorf("%d talkers, %v", len(talkers), err)
	}

	again := f.upload(t, "copy of line1.pcap", capture())
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, again.ID, ApplyImportInput{}); KindOf(err) != Conflict {
		t.Errorf("the same capture twice: %v", err)
	}
}

func TestAnUnfinishedImportIsTakenUpAtTheNextStart(t *testing.T) {
	f := newTwoZones(t) // nobody reads
	i, err := f.Upload(t.Context(), f.ada, f.site.ID, "list.csv", strings.NewReader("key,type\nPLC-1,PLC\n"))
	if err != nil {
		t.Fatal(err)
	}
	f.imports = newImports() // as after a restart
	f.Run(t.Context())
	t.Cleanup(f.Close)
	if i = f.settled(t, i.ID); i.State != ImportMapping {
		t.Errorf("the import is %s (%s)", i.State, i.Error)
	}
}

func TestADiscardedImportIsGone(t *testing.T) {
	f := running(t)
	i := f.upload(t, "list.csv", "key,type\nPLC-1,PLC\n")
	if err := f.DiscardImport(t.Context(), f.ada, f.site.ID, i.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping}); code(err) != "state" {
		t.Errorf("naming the columns of a discarded import: %v", err)
	}
	stranger := f.otherOrganisation(t)
	_, foreign := f.Import(t.Context(), stranger, f.site.ID, i.ID)
	if KindOf(foreign) != NotFound {
		t.Errorf("another organisation sees the import: %v", foreign)
	}
}

// BenchmarkImport brings in 100,000 assets from XLSX, from the upload to the
// applied act. Goals: 20 s and 256 MiB.
func BenchmarkImport(b *testing.B) {
	file := workbook(b, 100_000)
	for b.Loop() {
		b.StopTimer()
		f := benchRunning(b)
		peak := watchHeap(b)
		b.StartTimer()
		i := f.upload(b, "assets.xlsx", file)
		if _, err := f.MapColumns(b.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping}); err != nil {
			b.Fatal(err)
		}
		preview := f.settled(b, i.ID)
		if preview.Counts["add"] != 100_000 {
			b.Fatalf("%s %s %v", preview.State, preview.Error, preview.Counts)
		}
		if _, err := f.ApplyImport(b.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(peak())/(1<<20), "MiB-peak")
		b.StartTimer()
	}
}

func benchRunning(b *testing.B) *twoZones {
	b.Helper()
	o := newOffice(b)
	f := &twoZones{office: o}
	var err error
	if f.site, _, err = o.AddSite(b.Context(), o.ada, plant.SiteRecord{Key: "BIG", Name: "Big"}); err != nil {
		b.Fatal(err)
	}
	f.Run(b.Context())
	b.Cleanup(f.Close)
	return f
}

// watchHeap samples the memory that Go has from the system.
func watchHeap(b *testing.B) func() uint64 {
	b.Helper()
	runtime.GC()
	var base runtime.MemStats
	runtime.ReadMemStats(&base)
	stop, result := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse+m.StackInuse)
			select {
			case <-stop:
				result <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-result }
}

func workbook(b *testing.B, rows int) string {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	if err := sw.SetRow("A1", []any{"Tag", "Name", "Type", "Vendor", "Model", "Firmware", "Serial", "IP", "MAC", "Owner", "Location", "Criticality"}); err != nil {
		b.Fatal(err)
	}
	for n := range rows {
		row := []any{fmt.Sprintf("PLC-%06d", n), fmt.Sprintf("Filler %d", n), "PLC", "Siemens", "S7-1500", "V2.9.4", fmt.Sprintf("S C-%08d", n),
			fmt.Sprintf("10.%d.%d.%d", n>>16, n>>8&255, n&255), fmt.Sprintf("00:1b:1b:%02x:%02x:%02x", n>>16, n>>8&255, n&255), "Maintenance", "Hall 2", "high"}
		if err := sw.SetRow(fmt.Sprintf("A%d", n+2), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := sw.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.String()
}
