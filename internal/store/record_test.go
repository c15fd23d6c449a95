package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
)

func TestWhatIsStoredIsReadBack(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, conduits, assets, verdicts := db.plantSite()
		user := put(db, access.User{Email: "ada@example.org", Name: "Ada", Grants: []access.Grant{{Role: access.Administrator}}})[0]
		token := put(db, access.Token{User: user.ID, Name: "ci", Scope: access.ScopeRead, Site: db.site, Expires: "2027-01-01"})[0]
		view := put(db, View{User: user.ID, Name: "Mine", Screen: "assets", Doc: []byte(`{"sort":"-key"}`)})[0]
		mapping := put(db, Mapping{Name: "f00d", Kind: "asset", Columns: map[string]string{"key": "A", "name": "B"}})[0]
		release := put(db, ThreatRelease{Release: "19.0", File: "ics-attack.json", Hash: "ab", Added: start, By: "Ada"})[0]
		capture := put(db, observe.Capture{Site: db.site, Key: "line1.pcap", File: "line1.pcap", Hash: "ab", Packets: 12, Read: 12, First: start})[0]
		db.view(func(r *Reader) error {
			same(t, r, string(user.ID), user)
			same(t, r, token.ID, token)
			same(t, r, view.ID, view)
			same(t, r, mapping.ID, mapping)
			same(t, r, release.ID, release)
			same(t, r, capture.ID, capture)
			for _, z := range zones {
				same(t, r, string(z.ID), z)
			}
			for _, c := range conduits {
				same(t, r, string(c.ID), c)
			}
			for _, a := range assets {
				same(t, r, string(a.ID), a)
			}
			for _, v := range verdicts {
				same(t, r, string(v.ID), v)
			}
			site, err := r.Site(db.site)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(assets, site.Assets); diff != "" {
				t.Error(diff)
			}
			if site.Org != db.org || site.Key != "bottling" || len(site.Zones) != 3 || len(site.Conduits) != 1 {
				t.Errorf("the site is %+v", site)
			}
			return nil
		})
		db.honest()
	})
}

func same[T any](t *testing.T, r *Reader, id string, want T) {
	t.Helper()
	got, err := Get[T](r, id)
	if err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheVersionGuardsAgainstLostChanges(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		mine := db.zone("Z-01")
		theirs := mine
		theirs.Name = "Renamed by somebody else"
		put(db, theirs)
		mine.Name = "Renamed by me"
		before := mine
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &mine) }), ErrStale)
		if diff := cmp.Diff(before, mine); diff != "" {
			t.Errorf("a refused record was changed: %s", diff)
		}
		is(t, db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(mine.ID), 1) }), ErrStale)
		db.update("zone.delete", func(tx *Tx) error { return Delete[plant.Zone](tx, string(mine.ID), 2) })
		is(t, db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(mine.ID), 3) }), ErrNotFound)
		db.honest()
	})
}

func TestKeysAreUniqueInTheirSite(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		db.zone("Z-01")
		err := db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-01"}) })
		taken, ok := errors.AsType[*KeyTaken](err)
		if !ok || taken.Kind != "zone" || taken.Key != "Z-01" {
			t.Errorf("the error is %v", err)
		}
		other := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		put(db, plant.Zone{Site: other.ID, Key: "Z-01"})
		z := put(db, plant.Zone{Site: db.site, Key: "Z-02"})[0]
		z.Key = "Z-01"
		if _, ok := errors.AsType[*KeyTaken](db.refused(func(tx *Tx) error { return Put(tx, &z) })); !ok {
			t.Error("a rename onto a taken key went through")
		}
	})
}

func TestARenameKeepsReferences(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, conduits, assets, _ := db.plantSite()
		z := zones[0]
		z.Key, z.Name = "Z-99", "Filling"
		put(db, z)
		db.view(func(r *Reader) error {
			same(t, r, string(conduits[0].ID), conduits[0])
			same(t, r, string(assets[0].ID), assets[0])
			got, err := GetKey[plant.Zone](r, db.site, "Z-99")
			if got.ID != z.ID {
				t.Errorf("Z-99 is %v", got)
			}
			return err
		})
	})
}

func TestDeletingWhatIsInUseNamesTheUsers(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, _, _ := db.plantSite()
		err := db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[0].ID), zones[0].Version) })
		used, ok := errors.AsType[*InUse](err)
		if !ok {
			t.Fatal(err)
		}
		var names []string
		for _, ref := range used.By {
			names = append(names, ref.Kind+" "+ref.Key)
		}
		want := []string{"zone Z-03", "conduit C-01", "asset PLC-000", "asset PLC-003", "asset PLC-006", "asset PLC-009", "verdict SR 1.1"}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAReferenceMustExistInTheSite(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		other := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		foreign := put(db, plant.Zone{Site: other.ID, Key: "Z-01"})[0]
		a := db.asset("PLC-1", foreign.ID)
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &a) }), ErrReference)
		a = db.asset("PLC-1", "no such zone")
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &a) }), ErrReference)
		a = db.asset("PLC-1", "")
		a.Site = "no such site"
		is(t, db.refused(func(tx *Tx) error { return Put(tx, &a) }), ErrNotFound)
	})
}

func TestTextThatCannotBeStoredIsRefused(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		for _, name := range []string{"nul \x00 byte", "broken \xff text"} {
			is(t, db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-01", Name: name}) }), ErrText)
		}
		z := put(db, plant.Zone{Site: db.site, Key: "Z-01", Name: "Größe <b>&\u2028 ' \" \\ \t", Description: "tab\tand nul \x00"})[0]
		db.view(func(r *Reader) error { same(t, r, string(z.ID), z); return nil })
		db.update("strange \"verb\"\x00\n\u2028<>", func(tx *Tx) error { z.Name = "Filling"; return Put(tx, &z) })
		db.honest()
	})
}

func TestAFailedWriteEndsTheUpdate(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		db.zone("Z-01")
		err := db.refused(func(tx *Tx) error {
			if err := Put(tx, &plant.Zone{Site: db.site, Key: "Z-02"}); err != nil {
				return err
			}
			_ = Put(tx, &plant.Zone{Site: db.site, Key: "Z-01"}) // the caller forgets the error
			return nil
		})
		if _, ok := errors.AsType[*KeyTaken](err); !ok {
			t.Error(err)
		}
		db.view(func(r *Reader) error {
			zones, err := All[plant.Zone](r, db.site)
			if len(zones) != 1 {
				t.Errorf("%d zones are stored", len(zones))
			}
			return err
		})
		db.honest()
	})
}

func TestSentencesNameTheRecord(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		db.zone("Z-01")
		err := db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-01"}) })
		if !strings.HasPrefix(err.Error(), `store zone "Z-01": `) {
			t.Errorf("the sentence is %q", err)
		}
	})
}
