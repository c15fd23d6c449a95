package csms

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// ready uploads an asset list and waits for its preview.
func (f *twoZones) ready(t *testing.T, name, content string) Import {
	t.Helper()
	i := f.upload(t, name, content)
	if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, MappingInput{Mapping: *i.Mapping, CreateZones: true}); err != nil {
		t.Fatal(err)
	}
	if i = f.settled(t, i.ID); i.State != ImportReady {
		t.Fatalf("%s is %s: %s", name, i.State, i.Error)
	}
	return i
}

const onePLC = "key,type\nPLC-1,PLC\n"

// begun takes an import over as the worker does.
func (f *twoZones) begun(t *testing.T, id string) *reading {
	t.Helper()
	r := &reading{s: f.Service}
	if err := r.begin(t.Context(), job{f.ada.Org, id}); err != nil {
		t.Fatal(err)
	}
	return r
}

func (f *twoZones) uploaded(t *testing.T, name, content string) Import {
	t.Helper()
	i, err := f.Upload(t.Context(), f.ada, f.site.ID, name, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestAnImportIsAppliedOnce(t *testing.T) {
	f := running(t)
	i := f.ready(t, "list.csv", onePLC)
	results := make(chan Import, 4)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if done, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err == nil {
				results <- done
			} else if KindOf(err) != Conflict {
				t.Errorf("one of several that apply at once: %v", err)
			}
		})
	}
	all.Wait()
	close(results)
	if len(results) != 1 {
		t.Fatalf("%d of 4 applied it", len(results))
	}
	page, err := f.History(t.Context(), f.ada, f.site.ID, HistoryFilter{Verb: "import."}, "", 10)
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%d entries, %v", len(page.Items), err)
	}
	stored, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID)
	if err != nil || stored.State != ImportApplied || stored.Entry != page.Items[0].Seq {
		t.Errorf("the import is %s by entry %d, want applied by %d (%v)", stored.State, stored.Entry, page.Items[0].Seq, err)
	}
	if err := f.DiscardImport(t.Context(), f.ada, f.site.ID, i.ID); code(err) != "state" {
		t.Errorf("discarding what was applied: %v", err)
	}
}

func TestAnActThatFailsLeavesTheImportReady(t *testing.T) {
	f := running(t)
	i := f.ready(t, "list.csv", onePLC)
	// The key is taken by a record that the preview does not know of: as if the
	// act broke half way.
	var was store.Import
	err := f.db.Housekeep(t.Context(), func(o *store.Ops) (err error) {
		was, err = o.Import(f.ada.Org, i.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.update(t.Context(), f.ada, intent{do: "import.run", site: f.site.ID, verb: "import.apply"}, func(tx *store.Tx) error {
		if err := f.applyRows(t.Context(), tx, was, nil); err != nil {
			return err
		}
		now := was
		now.State = ImportApplied
		if err := tx.ReplaceImport(was, now); err != nil {
			return err
		}
		return errors.New("the power fails")
	})
	if err == nil {
		t.Fatal("a failed act succeeded")
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets of an act that failed", n)
	}
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportReady {
		t.Errorf("the import is %s, %v", now.State, err)
	}
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
		t.Error(err)
	}
}

func TestADiscardedImportStaysDiscardedThoughItIsBeingRead(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "list.csv", onePLC)
	r := f.begun(t, i.ID)
	if err := f.DiscardImport(t.Context(), f.ada, f.site.ID, i.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.end(t.Context(), r.file(t.Context())); !errors.Is(err, store.ErrStale) {
		t.Errorf("the reading ends with %v", err)
	}
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportDiscarded {
		t.Errorf("the import is %s, %v", now.State, err)
	}
}

func TestAnImportThatAnotherProcessTookOverIsLeftToIt(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "site.yaml", "format: ringwall-site/1\nsite: {key: BOT, name: BOT}\nassets:\n  - {key: PLC-1, type: embedded-device}\n")
	first := f.begun(t, i.ID)
	second := f.begun(t, i.ID)
	if err := first.end(t.Context(), first.file(t.Context())); !errors.Is(err, store.ErrStale) {
		t.Errorf("the first reading ends with %v", err)
	}
	if rows, err := f.ImportRows(t.Context(), f.ada, f.site.ID, i.ID, "", 0, 10); err != nil || len(rows) != 0 {
		t.Errorf("it left %d rows, %v", len(rows), err)
	}
	if err := second.end(t.Context(), second.file(t.Context())); err != nil {
		t.Fatal(err)
	}
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportReady || now.Counts["add"] != 1 {
		t.Errorf("the import is %s with %v (%s), %v", now.State, now.Counts, now.Error, err)
	}
}

func TestAFileThatEndsTheProgramIsNotReadForEver(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "list.csv", onePLC)
	for range mostTries {
		f.begun(t, i.ID) // and the program is gone
	}
	f.read(t.Context(), job{f.ada.Org, i.ID})
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportFailed || !strings.Contains(now.Error, "3 times") {
		t.Errorf("the import is %s: %q, %v", now.State, now.Error, err)
	}
}

func TestAReaderThatPanicsTakesNothingAlong(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "list.csv", onePLC)
	f.vault = nil // which panics when it is used
	f.read(t.Context(), job{f.ada.Org, i.ID})
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportFailed || !strings.Contains(now.Error, "went wrong on the server") {
		t.Errorf("the import is %s: %q, %v", now.State, now.Error, err)
	}
}

func TestAWorkbookIsKnownForOneAfterARestartToo(t *testing.T) {
	f := newTwoZones(t)
	var book bytes.Buffer
	if err := f.Export(t.Context(), f.ada, f.site.ID, "xlsx", "", &book); err != nil {
		t.Fatal(err)
	}
	i := f.uploaded(t, "export.xlsx", book.String())
	r := f.begun(t, i.ID)
	r.i.Kind = ImportDocument // as the first rows of the preview store it
	if err := r.store(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	f.read(t.Context(), job{f.ada.Org, i.ID})
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportReady {
		t.Errorf("the import is %s: %s, %v", now.State, now.Error, err)
	}
}

func (f *twoZones) kept(t *testing.T) int {
	t.Helper()
	n := 0
	for _, err := range f.vault.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func TestFilesThatNothingRefersToLeaveTheVault(t *testing.T) {
	f := running(t)
	refuse := func(i Import) {
		t.Helper()
		if err := f.DiscardImport(t.Context(), f.ada, f.site.ID, i.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Upload(t.Context(), f.ada, f.site.ID, "photo.png", strings.NewReader("\x89PNG\r\n\x1a\n")); KindOf(err) != Invalid {
		t.Errorf("a photo: %v", err)
	}
	broken := iotest.TimeoutReader(strings.NewReader(strings.Repeat("key,type\n", 1000)))
	if _, err := f.Upload(t.Context(), f.ada, f.site.ID, "list.csv", iotest.OneByteReader(broken)); err == nil {
		t.Error("half a file was taken")
	}
	if n := f.kept(t); n != 0 {
		t.Errorf("%d files of uploads that were refused", n)
	}

	failed := f.upload(t, "broken.xlsx", "PK\x03\x04 and then nothing")
	one, two := f.upload(t, "list.csv", onePLC), f.upload(t, "the same.csv", onePLC)
	refuse(failed)
	refuse(one)
	if n := f.kept(t); n != 1 {
		t.Errorf("%d files while one import is left, want its own", n)
	}
	refuse(two)
	if n := f.kept(t); n != 0 {
		t.Errorf("%d files after all was discarded", n)
	}

	// A capture that was applied keeps its file; so does one on its way in.
	traffic := f.upload(t, "line1.pcap", capture())
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, traffic.ID, ApplyImportInput{}); err != nil {
		t.Fatal(err)
	}
	refuse(f.upload(t, "again.pcap", capture()))
	if n := f.kept(t); n != 1 {
		t.Errorf("%d files, want that of the capture", n)
	}
	late := f.upload(t, "list.csv", onePLC)
	f.imports.files.begin() // somebody sends the same again
	refuse(late)
	if n := f.kept(t); n != 2 {
		t.Errorf("%d files while one is on its way in, want 2", n)
	}
	f.arrived(t.Context())
	if n := f.kept(t); n != 1 {
		t.Errorf("%d files after it did not come, want 1", n)
	}
}

func TestAFileForASiteThatIsGoneByThen(t *testing.T) {
	f := running(t)
	empty := f.addSite(t, f.ada, "GONE")
	in := strings.NewReader(onePLC)
	gone := readerFunc(func(b []byte) (int, error) {
		if _, err := f.DeleteSite(t.Context(), f.ada, empty.ID, empty.Version, true); err != nil && KindOf(err) != NotFound {
			t.Error(err)
		}
		return in.Read(b)
	})
	if _, err := f.Upload(t.Context(), f.ada, empty.ID, "list.csv", gone); KindOf(err) != NotFound {
		t.Errorf("upload: %v", err)
	}
	if n := f.kept(t); n != 0 {
		t.Errorf("%d files of a site that is gone", n)
	}
}

type readerFunc func([]byte) (int, error)

func (r readerFunc) Read(b []byte) (int, error) { return r(b) }

func TestRowsAreChosenFromACaptureOnly(t *testing.T) {
	f := running(t)
	list := f.ready(t, "list.csv", onePLC)
	traffic := f.upload(t, "line1.pcap", capture())
	for name, tt := range map[string]struct {
		id   string
		rows []int
	}{"of a list": {list.ID, []int{1}}, "that is not there": {traffic.ID, []int{1, 9}}, "of no number": {traffic.ID, []int{-1}}} {
		if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, tt.id, ApplyImportInput{Rows: tt.rows}); KindOf(err) != Invalid {
			t.Errorf("a row %s: %v", name, err)
		}
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets", n)
	}
	// None chosen keeps what the capture shows and declares nothing.
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, traffic.ID, ApplyImportInput{Rows: []int{}}); err != nil {
		t.Error(err)
	}
	if n := len(f.assets(t)); n != 0 {
		t.Errorf("%d assets", n)
	}
}

func TestAZoneThatAListNamesInTwoWaysIsOne(t *testing.T) {
	f := running(t)
	i := f.ready(t, "list.csv", "key,type,zone\nPLC-1,PLC,Z-09\nPLC-2,PLC,z-09\n")
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
		t.Fatal(err)
	}
	if a := f.assets(t); a["PLC-1"].Zone == "" || a["PLC-1"].Zone != a["PLC-2"].Zone {
		t.Errorf("the assets lie in %q and %q", a["PLC-1"].Zone, a["PLC-2"].Zone)
	}
}

func TestADocumentTellsItsLines(t *testing.T) {
	f := running(t)
	i := f.upload(t, "site.yaml", "format: ringwall-site/1\nsite: {key: BOT, name: BOT}\nassets:\n  - key: PLC-1\n    type: embedded-device\n    zone: Z-77\n")
	if i.State != ImportFailed || !strings.Contains(i.Error, "Line 6: ") || !strings.Contains(i.Error, "PLC-1") {
		t.Errorf("the document is %s: %q", i.State, i.Error)
	}
}

func TestADocumentIsAppliedWithinTheRightsOfWhoeverApplies(t *testing.T) {
	f := running(t)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, catalog.RequirementID("SR 1.1"))
	doc := f.exported(t)
	doc.Answers[0].State = "not-met"
	var text bytes.Buffer
	if err := plant.WriteYAML(&text, doc); err != nil {
		t.Fatal(err)
	}
	i := f.upload(t, "site.yaml", text.String())
	engineer := f.engineer(t)
	if _, err := f.ApplyImport(t.Context(), engineer, f.site.ID, i.ID, ApplyImportInput{}); KindOf(err) != Denied {
		t.Errorf("an engineer answers by a document: %v", err)
	}
	if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
		t.Error(err)
	}
}

func TestAListReadInAgainChangesWhatDiffersAndKeepsTheRest(t *testing.T) {
	f := running(t)
	apply := func(name, content string) map[string]int {
		t.Helper()
		i := f.ready(t, name, content)
		if _, err := f.ApplyImport(t.Context(), f.ada, f.site.ID, i.ID, ApplyImportInput{}); err != nil {
			t.Fatal(err)
		}
		return i.Counts
	}
	apply("one.csv", "key,type,vendor,serial,mac,firmware\nPLC-1,PLC,Siemens,S1,00:1b:1b:00:00:01,V1\nPLC-2,PLC,WAGO,S2,00:1b:1b:00:00:02,V1\n")
	if n := apply("two.csv", "key,firmware\nplc-1,V2\nPLC-2,V1\nPLC-3,V1\n"); n["change"] != 1 || n["skip"] != 1 || n["add"] != 1 {
		t.Errorf("by key: %v", n)
	}
	if n := apply("three.csv", "serial number,firmware\nS2,V3\n"); n["change"] != 1 {
		t.Errorf("by serial number: %v", n)
	}
	a := f.assets(t)
	if one, two := a["PLC-1"], a["PLC-2"]; len(a) != 3 || one.Firmware != "V2" || one.Vendor != "Siemens" || one.Serial != "S1" || len(one.Addresses) != 1 ||
		two.Firmware != "V3" || two.Vendor != "WAGO" {
		t.Errorf("the inventory is %+v", a)
	}
}

func TestAFileThatTakesTooLongFails(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "list.csv", onePLC)
	r := f.begun(t, i.ID)
	late, cancel := context.WithTimeout(t.Context(), -1)
	defer cancel()
	if err := r.end(late, r.file(late)); err != nil {
		t.Fatal(err)
	}
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportFailed || !strings.Contains(now.Error, "took longer than") {
		t.Errorf("the import is %s: %q, %v", now.State, now.Error, err)
	}
}

func TestAnImportThatTheProgramsEndBrokeOffWaitsForTheNextStart(t *testing.T) {
	f := newTwoZones(t)
	i := f.uploaded(t, "list.csv", onePLC)
	for range 2 * mostTries { // however often the program is stopped
		r := f.begun(t, i.ID)
		stopped, stop := context.WithCancel(t.Context())
		stop()
		if err := r.end(stopped, r.file(stopped)); err != nil {
			t.Fatal(err)
		}
	}
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportReading {
		t.Errorf("the import is %s: %q, %v", now.State, now.Error, err)
	}
	f.read(t.Context(), job{f.ada.Org, i.ID})
	if now, err := f.Import(t.Context(), f.ada, f.site.ID, i.ID); err != nil || now.State != ImportMapping {
		t.Errorf("the import is %s: %q, %v", now.State, now.Error, err)
	}
}
