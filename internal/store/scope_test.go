package store

import (
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
)

// TestAnotherOrganisationSeesNothing tries every read and write with ids of an
// organisation that the caller does not belong to.
func TestAnotherOrganisationSeesNothing(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, conduits, assets, verdicts := db.plantSite()
		user := put(db, access.User{Email: "ada@example.org", Name: "Ada"})[0]
		token := put(db, access.Token{User: user.ID, Name: "ci", Scope: access.ScopeRead})[0]
		view := put(db, View{User: user.ID, Name: "Mine", Screen: "assets"})[0]
		mapping := put(db, Mapping{Name: "f00d", Kind: "asset"})[0]
		release := put(db, ThreatRelease{Release: "19.0"})[0]
		capture := put(db, observe.Capture{Site: db.site, Key: "line1.pcap"})[0]
		db.update("capture.add", func(tx *Tx) error {
			return tx.PutTraffic(capture.ID, []observe.Talker{{IP: "10.0.0.1"}}, []observe.Flow{{Protocol: "modbus"}})
		})
		site := db.siteRecord()
		last := db.update("zone.touch", func(tx *Tx) error { z := zones[0]; return Put(tx, &z) })

		ours, sites := db.org, db.site
		db.org, db.site = db.found("strangers", "elsewhere")
		stranger := db.org
		db.viewAs(stranger, func(r *Reader) error {
			unseen[plant.Organisation](t, r, "", string(ours), "works")
			unseen[plant.SiteRecord](t, r, "", string(sites), "bottling")
			unseen[plant.Zone](t, r, sites, string(zones[0].ID), "Z-01")
			unseen[plant.Conduit](t, r, sites, string(conduits[0].ID), "C-01")
			unseen[plant.Asset](t, r, sites, string(assets[0].ID), "PLC-000")
			unseen[assess.Verdict](t, r, sites, string(verdicts[0].ID), "SR 1.1")
			unseen[access.User](t, r, "", string(user.ID), user.Email)
			unseen[access.Token](t, r, "", token.ID, token.Name)
			unseen[View](t, r, "", view.ID, view.Name)
			unseen[Mapping](t, r, "", mapping.ID, mapping.Name)
			unseen[ThreatRelease](t, r, "", release.ID, release.Release)
			unseen[observe.Capture](t, r, sites, capture.ID, capture.Key)
			_, err := r.Site(sites)
			is(t, err, ErrNotFound)
			_, _, err = r.SiteAt(sites, last.Seq)
			is(t, err, ErrNotFound)
			_, err = r.Versions("zone", string(zones[0].ID))
			is(t, err, ErrNotFound)
			_, _, err = r.Entry(last.Seq)
			is(t, err, ErrNotFound)
			_, err = r.Proof(last.Seq)
			is(t, err, ErrNotFound)
			_, err = r.Talkers(capture.ID)
			is(t, err, ErrNotFound)
			_, err = r.Flows(capture.ID, -1, 0)
			is(t, err, ErrNotFound)
			if _, _, ok, err := r.Before("zone", string(zones[0].ID), last.Seq); ok || err != nil {
				t.Errorf("Before tells of a foreign zone: %v", err)
			}
			if page, err := r.Assets(sites, AssetQuery{}); err != nil || page.Total != 0 || len(page.Assets) != 0 {
				t.Errorf("the list shows %d foreign assets: %v", page.Total, err)
			}
			if page, err := r.Assets(sites, AssetQuery{Sort: "zone"}); err != nil || len(page.Assets) != 0 {
				t.Errorf("the list by zone shows foreign assets: %v", err)
			}
			if counts, err := r.AssetCounts(sites); err != nil || len(counts) != 0 {
				t.Errorf("the counts tell of foreign assets: %v, %v", counts, err)
			}
			if facets, err := r.AssetFacets(sites, nil); err != nil || len(facets.Vendors) != 0 {
				t.Errorf("the facets tell of foreign assets: %v", err)
			}
			if v, err := r.Verdicts(sites); err != nil || len(v) != 0 {
				t.Errorf("%d foreign verdicts: %v", len(v), err)
			}
			if v, err := r.VerdictsOf(sites, verdicts[0].Subject); err != nil || len(v) != 0 {
				t.Errorf("%d foreign verdicts: %v", len(v), err)
			}
			if refs, err := References(r, "zone", string(zones[0].ID)); err != nil || len(refs) != 0 {
				t.Errorf("references tell of foreign records: %v, %v", refs, err)
			}
			if seq, err := r.Revision(sites); err != nil || seq != 0 {
				t.Errorf("the revision of a foreign site is %d: %v", seq, err)
			}
			page, err := r.Entries(EntryQuery{})
			for _, e := range page.Entries {
				if e.Org != stranger {
					t.Errorf("entry %d of another organisation is listed", e.Seq)
				}
			}
			if page, err := r.Entries(EntryQuery{Site: sites}); err != nil || len(page.Entries) != 0 {
				t.Errorf("entries of a foreign site are listed: %v", err)
			}
			return err
		})

		for name, write := range map[string]func(*Tx) error{
			"change site":    func(tx *Tx) error { return Put(tx, &site) },
			"change zone":    func(tx *Tx) error { z := zones[1]; return Put(tx, &z) },
			"move zone":      func(tx *Tx) error { z := zones[1]; z.Site = db.site; return Put(tx, &z) },
			"add zone":       func(tx *Tx) error { return Put(tx, &plant.Zone{Site: sites, Key: "Z-77"}) },
			"revive zone":    func(tx *Tx) error { return Put(tx, &plant.Zone{ID: zones[1].ID, Site: db.site, Key: "Z-77"}) },
			"change conduit": func(tx *Tx) error { c := conduits[0]; return Put(tx, &c) },
			"change asset":   func(tx *Tx) error { a := assets[0]; return Put(tx, &a) },
			"change verdict": func(tx *Tx) error { v := verdicts[0]; return Put(tx, &v) },
			"change user":    func(tx *Tx) error { u := user; return Put(tx, &u) },
			"change token":   func(tx *Tx) error { k := token; return Put(tx, &k) },
			"change view":    func(tx *Tx) error { v := view; return Put(tx, &v) },
			"change mapping": func(tx *Tx) error { m := mapping; return Put(tx, &m) },
			"change release": func(tx *Tx) error { x := release; return Put(tx, &x) },
			"change capture": func(tx *Tx) error { c := capture; return Put(tx, &c) },
			"found another":  func(tx *Tx) error { return Put(tx, &plant.Organisation{Key: "more"}) },
			"delete zone":    func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[2].ID), 2) },
			"delete asset":   func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[0].ID), 1) },
			"set password":   func(tx *Tx) error { return tx.SetPassword(user.ID, "hash") },
			"set secret":     func(tx *Tx) error { return tx.SetTokenSecret(token.ID, []byte("hash")) },
			"put traffic":    func(tx *Tx) error { return tx.PutTraffic(capture.ID, nil, nil) },
		} {
			if err := db.refused(write); err != nil {
				t.Run(name, func(t *testing.T) { is(t, err, ErrNotFound) })
			}
		}
		_, err := db.Update(t.Context(), ledger.Act{Org: "nobody", Verb: "zone.add"}, func(*Tx) error { t.Error("fn ran"); return nil })
		is(t, err, ErrNotFound)
		err = db.Housekeep(t.Context(), func(o *Ops) error {
			return o.PutImport(Import{ID: NewImportID(), Org: stranger, Site: sites, Created: start})
		})
		is(t, err, ErrNotFound)
		db.honest()
	})
}

func (b *bench) siteRecord() plant.SiteRecord {
	var site plant.SiteRecord
	b.view(func(r *Reader) (err error) { site, err = Get[plant.SiteRecord](r, string(b.site)); return err })
	return site
}

// unseen checks that a record cannot be reached by id, by key or in a list.
func unseen[T any](t *testing.T, r *Reader, site plant.SiteID, id, key string) {
	t.Helper()
	_, err := Get[T](r, id)
	is(t, err, ErrNotFound)
	_, err = GetKey[T](r, site, key)
	is(t, err, ErrNotFound)
	all, err := All[T](r, site)
	if err != nil {
		t.Error(err)
	}
	for _, rec := range all {
		if b := kindFor[T]().base(&rec); *b.id == id {
			t.Errorf("%s %s is listed", kindFor[T]().name, id)
		}
	}
}
