package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/ledger"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
)

func TestACheckpointCommitsToTheWholeLedger(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		var last []byte
		for i := range 5 {
			note, err := db.Checkpoint(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			again, err := db.Checkpoint(t.Context())
			if err != nil || string(again) != string(note) {
				t.Errorf("without a new entry the checkpoint is another one: %v", err)
			}
			if string(note) == string(last) {
				t.Error("the checkpoint did not follow the ledger")
			}
			last = note
			cp, err := ledger.OpenCheckpoint(note, db.VerifierKey())
			if err != nil {
				t.Fatal(err)
			}
			size, err := db.LedgerSize(t.Context())
			if err != nil || cp.Size != int64(i+1) || size.Entries != cp.Size || size.Root != cp.Root.String() {
				t.Errorf("the checkpoint is %+v, the ledger %+v: %v", cp, size, err)
			}
			if _, err := ledger.OpenCheckpoint([]byte(strings.Replace(string(note), "\n", "\n1", 1)), db.VerifierKey()); err == nil {
				t.Error("an altered checkpoint was accepted")
			}
			db.update("zone.add", func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: strings.Repeat("Z", i+1)}) })
		}
		db.honest()
	})
}

func TestTrafficGoesWithItsCapture(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		capture := observe.Capture{Site: db.site, Key: "line1.pcap", File: "line1.pcap"}
		talkers := []observe.Talker{{IP: "10.0.0.1", Packets: 3, First: start}, {MAC: "00:1b:1b:00:00:01"}}
		var flows []observe.Flow
		for i := range 25 {
			flows = append(flows, observe.Flow{Protocol: "modbus", Port: 502 + i, VLAN: -1})
		}
		db.update("capture.add", func(tx *Tx) error {
			if err := Put(tx, &capture); err != nil {
				return err
			}
			return tx.PutTraffic(capture.ID, talkers, flows)
		})
		read := func() (got []observe.Talker, all, page []observe.Flow) {
			db.view(func(r *Reader) error {
				var err, err2, err3 error
				got, err = r.Talkers(capture.ID)
				all, err2 = r.Flows(capture.ID, -1, 0)
				page, err3 = r.Flows(capture.ID, 9, 10)
				return errors.Join(err, err2, err3)
			})
			return got, all, page
		}
		got, all, page := read()
		if diff := cmp.Diff(talkers, got) + cmp.Diff(flows, all) + cmp.Diff(flows[10:20], page); diff != "" {
			t.Error(diff)
		}
		db.honest()
		db.update("capture.read", func(tx *Tx) error { return tx.PutTraffic(capture.ID, talkers[:1], nil) })
		if got, all, _ = read(); len(got) != 1 || len(all) != 0 {
			t.Errorf("reading a capture anew leaves %d talkers and %d flows", len(got), len(all))
		}
		db.honest()
		db.update("capture.delete", func(tx *Tx) error { return Delete[observe.Capture](tx, capture.ID, 1) })
		db.honest()
		capture.Version = 0
		db.update("history.undo", func(tx *Tx) error { return Put(tx, &capture) })
		if got, _, _ = read(); len(got) != 0 {
			t.Errorf("a capture that came back has %d talkers", len(got))
		}
		db.honest()
	})
}

func TestImportsKeepTheirRows(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		i := Import{ID: NewImportID(), Org: db.org, Site: db.site, User: "u1", Kind: "sheet", File: "assets.xlsx", Size: 9, State: "reading", Created: start, Doc: []byte(`{"sheet":1}`)}
		var rows []ImportRow
		for n := range 30 {
			rows = append(rows, ImportRow{N: n, Sheet: "Line 1", Row: n + 2, Outcome: []string{"add", "refuse", "skip"}[n%3], Key: "PLC", Reason: "nul \x00 in it", Cell: "B3", Doc: []byte("{}")})
		}
		if err := db.Housekeep(t.Context(), func(o *Ops) error {
			if err := o.PutImport(i); err != nil {
				return err
			}
			i.State, i.Done, i.Total = "ready", 30, 30
			if err := o.PutImport(i); err != nil {
				return err
			}
			return o.PutImportRows(i.ID, rows)
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Housekeep(t.Context(), func(o *Ops) error {
			got, err := o.Import(db.org, i.ID)
			if diff := cmp.Diff(i, got); diff != "" {
				t.Error(diff)
			}
			refused, err2 := o.ImportRows(i.ID, "refuse", 10, 4)
			if len(refused) != 4 || refused[0].N != 13 || refused[3].N != 22 || refused[0].Reason != "nul  in it" {
				t.Errorf("the refused rows are %+v", refused)
			}
			counts, err3 := o.CountImportRows(i.ID)
			if diff := cmp.Diff(map[string]int{"add": 10, "refuse": 10, "skip": 10}, counts); diff != "" {
				t.Error(diff)
			}
			list, err4 := o.Imports(db.org, db.site, 9)
			open, err5 := o.Unfinished("ready", "applying")
			if len(list) != 1 || len(open) != 1 {
				t.Errorf("%d imports, %d unfinished", len(list), len(open))
			}
			_, err6 := o.Import("another", i.ID)
			is(t, err6, ErrNotFound)
			is(t, o.DropImport("another", i.ID), ErrNotFound)
			return errors.Join(err, err2, err3, err4, err5)
		}); err != nil {
			t.Error(err)
		}
		if err := db.Housekeep(t.Context(), func(o *Ops) error { return o.DropImport(db.org, i.ID) }); err != nil {
			t.Error(err)
		}
	})
}

// released are the migrations that went out with a release, by the SHA-256 of
// their files. A database that has run one would not notice a change in it.
var released = map[string]string{}

func TestReleasedMigrationsStayAsTheyAre(t *testing.T) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range files {
		text, err := migrations.ReadFile(path.Join("migrations", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		want, out := released[f.Name()]
		if out {
			seen++
		}
		if out && hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s was changed after its release; write a new migration instead", f.Name())
		}
		for _, d := range []*dialect{&sqliteDialect, &postgresDialect} {
			if left := d.ddl.Replace(string(text)); strings.Contains(left, "{{") {
				t.Errorf("%s has a word that %s does not know", f.Name(), d.name)
			}
		}
	}
	if seen != len(released) {
		t.Error("a released migration is missing")
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		err := db.writer.do(t.Context(), func(s *session, _ *group) error {
			_, err := s.exec(calm, "INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, $2)", 99999, true)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), db.config)
		is(t, err, ErrNewer)
	})
}
