package store

import (
	"errors"
	"strings"
	"testing"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

func TestAnImportIsReplacedByWhoeverReadItLast(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		hash := strings.Repeat("ab", 32)
		was := Import{ID: NewImportID(), Org: db.org, Site: db.site, Kind: "sheet", File: "a.csv", Hash: hash, State: "reading", Created: start}
		house := func(fn func(*Ops) error) error { return db.Housekeep(t.Context(), fn) }
		state := func() (i Import) {
			t.Helper()
			if err := house(func(o *Ops) (err error) { i, err = o.Import(db.org, was.ID); return err }); err != nil {
				t.Fatal(err)
			}
			return i
		}
		if err := house(func(o *Ops) error { return o.PutImport(was) }); err != nil {
			t.Fatal(err)
		}
		ready := was
		ready.State, ready.Doc = "ready", []byte(`{"by":"Ada"}`)
		if err := house(func(o *Ops) error { return o.ReplaceImport(was, ready) }); err != nil {
			t.Fatal(err)
		}
		for name, of := range map[string]func(*Import){
			"an older state":       func(i *Import) { i.State = "reading" },
			"older details":        func(i *Import) { i.Doc = nil },
			"another site":         func(i *Import) { i.Site = "elsewhere" },
			"another organisation": func(i *Import) { i.Org = "another" },
		} {
			old := ready
			of(&old)
			is(t, house(func(o *Ops) error { return o.ReplaceImport(old, was) }), ErrStale)
			if now := state(); now.State != "ready" {
				t.Errorf("%s: the import is %s", name, now.State)
			}
		}

		applied := ready
		applied.State = "applied"
		act := ledger.Act{Org: db.org, Site: db.site, Actor: "u1", Verb: "import.apply"}
		_, err := db.Update(t.Context(), act, func(tx *Tx) error {
			if err := tx.ReplaceImport(ready, applied); err != nil {
				return err
			}
			return errors.New("the act breaks")
		})
		if now := state(); err == nil || now.State != "ready" {
			t.Errorf("after an act that broke (%v) the import is %s", err, now.State)
		}
		entry, err := db.Update(t.Context(), act, func(tx *Tx) error {
			if n := tx.Entry(); n != 0 {
				t.Errorf("an act that has changed nothing has the entry %d", n)
			}
			if err := Put(tx, &plant.Asset{Site: db.site, Key: "PLC-IMPORT", Type: plant.EmbeddedDevice}); err != nil {
				return err
			}
			applied.Done = tx.Entry()
			return tx.ReplaceImport(ready, applied)
		})
		if now := state(); err != nil || now.State != "applied" || now.Done != entry.Seq {
			t.Errorf("the import is %s by entry %d, want %d (%v)", now.State, now.Done, entry.Seq, err)
		}
		_, err = db.Update(t.Context(), act, func(tx *Tx) error { return tx.ReplaceImport(ready, applied) })
		is(t, err, ErrStale)

		used := func() (yes bool) {
			t.Helper()
			if err := house(func(o *Ops) (err error) { yes, err = o.FileInUse(hash); return err }); err != nil {
				t.Fatal(err)
			}
			return yes
		}
		if !used() {
			t.Error("the file of an applied import is not in use")
		}
		gone := applied
		gone.State = "discarded"
		if err := house(func(o *Ops) error { return o.ReplaceImport(applied, gone) }); err != nil {
			t.Fatal(err)
		}
		if used() {
			t.Error("the file of a discarded import is in use")
		}
	})
}
