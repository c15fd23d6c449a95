package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

func TestASiteCanBeReadAsItWas(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		type state struct {
			seq      int64
			at       time.Time
			site     plant.Site
			verdicts []assess.Verdict
		}
		var states []state
		remember := func(e ledger.Entry) {
			s := state{seq: e.Seq, at: e.At}
			db.view(func(r *Reader) (err error) {
				if s.site, err = r.Site(db.site); err != nil {
					return err
				}
				s.verdicts, err = r.Verdicts(db.site)
				return err
			})
			states = append(states, s)
		}
		zones, conduits, assets, verdicts := db.plantSite()
		remember(db.update("zone.rename", func(tx *Tx) error { zones[0].Key = "Z-77"; return Put(tx, &zones[0]) }))
		remember(db.update("asset.delete", func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[3].ID), 1) }))
		remember(db.update("verdict.clear", func(tx *Tx) error {
			for _, v := range verdicts[2:] {
				if v.Subject.Kind == assess.OfSite {
					continue
				}
				if err := Delete[assess.Verdict](tx, string(v.ID), v.Version); err != nil {
					return err
				}
			}
			return Delete[plant.Conduit](tx, string(conduits[0].ID), 1)
		}))
		remember(db.update("site.edit", func(tx *Tx) error {
			s, err := Get[plant.SiteRecord](tx.Reader(), string(db.site))
			s.Name = "Filling hall"
			if err == nil {
				err = Put(tx, &s)
			}
			return err
		}))
		db.view(func(r *Reader) error {
			for _, s := range states {
				site, verdicts, err := r.SiteAt(db.site, s.seq)
				if err != nil {
					return err
				}
				if diff := cmp.Diff(s.site, site); diff != "" {
					t.Errorf("after entry %d: %s", s.seq, diff)
				}
				if diff := cmp.Diff(s.verdicts, verdicts); diff != "" {
					t.Errorf("after entry %d: %s", s.seq, diff)
				}
				if seq, err := r.SeqAt(s.at); err != nil || seq != s.seq {
					t.Errorf("at the time of entry %d the newest was %d: %v", s.seq, seq, err)
				}
				if seq, err := r.SeqAt(s.at.Add(-time.Microsecond)); err != nil || seq != s.seq-1 {
					t.Errorf("just before entry %d the newest was %d: %v", s.seq, seq, err)
				}
			}
			if rev, err := r.Revision(db.site); err != nil || rev != states[len(states)-1].seq {
				t.Errorf("the revision is %d: %v", rev, err)
			}
			_, _, err := r.SiteAt(db.site, 0)
			is(t, err, ErrNotFound)
			if seq, err := r.SeqAt(start); err != nil || seq != 0 {
				t.Errorf("before the first entry there was entry %d: %v", seq, err)
			}
			return nil
		})
	})
}

func TestEveryValueOfARecordIsKept(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		z := db.zone("Z-01")
		first := z
		z.Name = "Filling"
		put(db, z)
		z.Version++
		gone := db.update("zone.delete", func(tx *Tx) error { return Delete[plant.Zone](tx, string(z.ID), 2) })
		db.view(func(r *Reader) error {
			versions, err := r.Versions("zone", string(z.ID))
			if err != nil {
				return err
			}
			if len(versions) != 3 || !versions[0].Deleted || versions[0].Version != 3 || versions[2].Version != 1 || versions[1].Name != "Ada" {
				t.Fatalf("the versions are %+v", versions)
			}
			old, err := Decode[plant.Zone](ledger.Change{Doc: versions[2].Doc, Site: db.site})
			if diff := cmp.Diff(first, old); diff != "" {
				t.Error(diff)
			}
			doc, version, ok, err2 := r.Before("zone", string(z.ID), gone.Seq)
			if err2 != nil || !ok || version != 2 || string(doc) != string(versions[1].Doc) {
				t.Errorf("before its deletion the zone was %s, version %d: %v", doc, version, err2)
			}
			if _, _, ok, err := r.Before("zone", string(z.ID), versions[2].Seq); ok || err != nil {
				t.Errorf("the zone was there before it was added: %v", err)
			}
			return err
		})
		// Undo: the zone comes back under its id, and its versions go on.
		back := first
		back.Version = 0
		e := db.update("history.undo", func(tx *Tx) error { return Put(tx, &back) })
		if back.ID != z.ID || back.Version != 4 || e.Changes != 1 {
			t.Errorf("the zone came back as %+v", back)
		}
		again := first
		again.Version = 0
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &again) }), ErrStale)
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{ID: "unknown", Site: db.site, Key: "Z-09"}) }), ErrNotFound)
		db.update("test.twice", func(tx *Tx) error { // deleted and brought back within one entry
			if err := Delete[plant.Zone](tx, string(back.ID), 4); err != nil {
				return err
			}
			back.Version = 0
			return Put(tx, &back)
		})
		if back.Version != 6 {
			t.Errorf("the version is %d", back.Version)
		}
		db.honest()
	})
}

func TestAnEntryTellsWhatHappened(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		act := db.act("zone.add", "Z-01")
		act.Note = "new cell"
		z := plant.Zone{Site: db.site, Key: "Z-01", Name: "Filling"}
		e, err := db.Update(t.Context(), act, func(tx *Tx) error { return Put(tx, &z) })
		if err != nil {
			t.Fatal(err)
		}
		db.view(func(r *Reader) error {
			got, changes, err := r.Entry(e.Seq)
			if diff := cmp.Diff(e, got); diff != "" {
				t.Error(diff)
			}
			if e.Verb != "zone.add" || e.Note != "new cell" || e.Name != "Ada" || e.Site != db.site || e.Changes != 1 || e.ClockBack {
				t.Errorf("the entry is %+v", e)
			}
			if len(changes) != 1 || changes[0].Kind != "zone" || changes[0].ID != string(z.ID) || changes[0].Key != "Z-01" || changes[0].Version != 1 {
				t.Errorf("the changes are %+v", changes)
			}
			proof, err2 := r.Proof(e.Seq)
			if err2 != nil || proof.Check() != nil || proof.Leaf != ledger.HashLeaf(e.Leaf()) {
				t.Errorf("the proof does not hold: %v", err2)
			}
			return err
		})
		if e, err := db.Update(t.Context(), act, func(*Tx) error { return nil }); err != nil || e != (ledger.Entry{}) {
			t.Errorf("an update without changes left entry %+v: %v", e, err)
		}
	})
}

func (b *bench) entries(q EntryQuery) []ledger.Entry {
	var page EntryPage
	b.view(func(r *Reader) (err error) { page, err = r.Entries(q); return err })
	return page.Entries
}

func TestEntriesAreFilteredAndPaged(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		other := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		for i := range 7 {
			db.update("zone.add", func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: fmt.Sprintf("Z-%d", i)}) })
			db.update("asset.add", func(tx *Tx) error { a := db.asset(fmt.Sprintf("PLC-%d", i), ""); return Put(tx, &a) })
		}
		added := db.update("site.add", func(tx *Tx) error { return Put(tx, &plant.SiteRecord{Key: "mixing"}) })
		undo := db.act("zone.undo", "")
		undo.Undoes, undo.Actor, undo.Site = 5, "u2", other.ID
		if _, err := db.Update(t.Context(), undo, func(tx *Tx) error { return Put(tx, &plant.Zone{Site: other.ID, Key: "Z-1"}) }); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name  string
			query EntryQuery
			want  int
		}{
			{"all", EntryQuery{}, 18},
			{"of a site", EntryQuery{Site: other.ID}, 1},
			{"of an actor", EntryQuery{Actor: "u2"}, 1},
			{"with a verb", EntryQuery{Verb: "zone.add"}, 7},
			{"whose verb begins", EntryQuery{Verb: "zone."}, 8},
			{"whose verb begins otherwise", EntryQuery{Verb: "ZONE."}, 0},
			{"that changed a kind", EntryQuery{Kind: "asset"}, 7},
			{"up to a number", EntryQuery{To: 4}, 4},
			{"from a number", EntryQuery{From: added.Seq}, 2},
		} {
			if got := db.entries(c.query); len(got) != c.want {
				t.Errorf("%s: %d entries, want %d", c.name, len(got), c.want)
			}
		}
		var seqs []int64
		q := EntryQuery{Limit: 4}
		for {
			var page EntryPage
			db.view(func(r *Reader) (err error) { page, err = r.Entries(q); return err })
			for _, e := range page.Entries {
				seqs = append(seqs, e.Seq)
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		if len(seqs) != 18 || seqs[0] != 18 || seqs[17] != 1 {
			t.Errorf("the pages hold the entries %v", seqs)
		}
		db.view(func(r *Reader) error {
			undone, err := r.UndoneBy(1, 18)
			if diff := cmp.Diff(map[int64]int64{5: 18}, undone); diff != "" {
				t.Error(diff)
			}
			_, wrong := r.Entries(EntryQuery{After: "x"})
			is(t, wrong, ErrCursor)
			return err
		})
		if added.Site == "" {
			t.Error("the entry that adds a site does not tell which")
		}
	})
}

func TestAClockThatWasSetBackIsNoted(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		now := db.DB.now()
		db.DB.now = func() time.Time { return now }
		if e := db.update("zone.add", func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-1"}) }); e.ClockBack {
			t.Error("noted too early")
		}
		now = now.Add(-time.Hour)
		e := db.update("zone.add", func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-2"}) })
		if !e.ClockBack || !e.At.Equal(now) {
			t.Errorf("the entry is %+v", e)
		}
		if got := db.entries(EntryQuery{})[0]; !got.ClockBack {
			t.Error("the entry lost the note")
		}
		db.honest()
	})
}
