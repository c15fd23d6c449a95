package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

func TestAnswersAreFoundByTheirProofs(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		other, site := db.found("brewery", "brewing")
		db.view(func(r *Reader) error {
			for name, at := range map[string]plant.SiteID{"of the site": db.site, "of every site": ""} {
				all, err := r.Proven(at)
				if err != nil {
					return err
				}
				var got []string
				for _, p := range all {
					got = append(got, strings.Join([]string{p.Kind, string(p.Subject.Kind), string(p.Requirement), string(p.State)}, " "))
				}
				want := []string{"verdict asset CR 1.1 not-met", "verdict asset CR 1.1 not-met", "claim product CR 1.1 met"}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
				if all[0].Site != db.site || all[2].Site != "" || all[2].Evidence != assess.EvidenceID(s.shared.ID) {
					t.Errorf("%s: %+v", name, all)
				}
			}
			verdicts, err := r.VerdictsFor(db.site, catalog.ComponentRequirements, "CR 1.1")
			if err != nil || len(verdicts) != 1 || verdicts[0].ID != s.verdict.ID {
				t.Errorf("%+v %v", verdicts, err)
			}
			if verdicts, err := r.VerdictsFor(db.site, catalog.SystemRequirements, "CR 1.1"); err != nil || len(verdicts) != 0 {
				t.Errorf("of another set: %+v %v", verdicts, err)
			}
			return nil
		})
		db.viewAs(other, func(r *Reader) error {
			for _, at := range []plant.SiteID{db.site, site, ""} {
				if all, err := r.Proven(at); err != nil || len(all) != 0 {
					t.Errorf("another organisation finds %+v %v", all, err)
				}
			}
			verdicts, err := r.VerdictsFor(db.site, catalog.ComponentRequirements, "CR 1.1")
			if err != nil || len(verdicts) != 0 {
				t.Errorf("another organisation reads %+v %v", verdicts, err)
			}
			hands, err := r.Hands("verdict", []string{string(s.verdict.ID)})
			if err != nil || len(hands) != 0 {
				t.Errorf("another organisation learns who answered: %+v %v", hands, err)
			}
			return nil
		})
	})
}

func TestWhoWroteTheNewestValueIsKnownByAccountOrToken(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		v := db.shelf(zones, assets).verdict
		ada := put(db, access.User{Email: "ada@x.example", Name: "Ada Now"})[0]
		token := put(db, access.Token{User: ada.ID, Name: "robot", Scope: access.ScopeWrite, Expires: "2027-01-01"})[0]
		for _, c := range []struct {
			actor, name string
			want        []Hand
		}{
			{string(ada.ID), "Ada Then", []Hand{{"ada@x.example", "Ada Then"}}},
			{token.ID, "Ada (robot)", []Hand{{"ada@x.example", "Ada (robot)"}}},
			{"somebody who is gone", "Bob", []Hand{{"", "Bob"}}},
		} {
			act := db.act("verdict.set", "CR 1.1")
			act.Actor, act.Name = c.actor, c.name
			v.Note = c.name
			if _, err := db.Update(t.Context(), act, func(tx *Tx) error { return Put(tx, &v) }); err != nil {
				t.Fatal(err)
			}
			db.view(func(r *Reader) error {
				got, err := r.Hands("verdict", []string{string(v.ID)})
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("by %s: %s", c.name, diff)
				}
				return err
			})
		}
	})
}

func TestAFileIsInUseAsLongAsAnEvidenceEverHadIt(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		now, gone := strings.Repeat("1a", 32), strings.Repeat("2b", 32)
		e := put(db, proof.Evidence{Head: of(db.site, "EV-001"), Files: []proof.File{{Revision: 1, Name: "a", Hash: gone}}})[0]
		e.Files[0].Hash = now
		put(db, e)
		for hash, want := range map[string]bool{now: true, gone: true, strings.Repeat("3c", 32): false, now[:40]: false} {
			err := db.Housekeep(t.Context(), func(o *Ops) error {
				used, err := o.FileInUse(hash)
				if used != want {
					t.Errorf("%s is in use: %v", hash, used)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestTheOpenDatabaseIsHeldAgainstItsLedger(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		db.shelf(zones, assets)
		report, err := db.Audit(t.Context())
		if err != nil || !report.OK() || report.Entries == 0 || report.Root == "" {
			t.Fatalf("%+v %v", report, err)
		}
		if _, err := db.pools.write.ExecContext(t.Context(), "UPDATE proof_evidence SET name = 'Forged'"); err != nil {
			t.Fatal(err)
		}
		if report, err = db.Audit(t.Context()); err != nil || report.OK() {
			t.Errorf("a forged evidence goes unnoticed: %+v %v", report, err)
		}
	})
}
