package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

func TestOfTwoWritersOneIsLate(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		for i := range 20 {
			z := db.zone(fmt.Sprintf("Z-%02d", i))
			errs := make([]error, 2)
			var wg sync.WaitGroup
			for w := range errs {
				wg.Go(func() {
					mine := z
					mine.Name = fmt.Sprintf("Writer %d", w)
					_, errs[w] = db.Update(t.Context(), db.act("zone.rename", z.Key), func(tx *Tx) error { return Put(tx, &mine) })
				})
			}
			wg.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("the writers got %v and %v", errs[0], errs[1])
			}
			is(t, errors.Join(errs...), ErrStale)
		}
		db.honest()
	})
}

// TestNoWriteIsLost lets many writers add, fail, give up and panic at once;
// exactly those that were told "stored" must be stored, each with one entry.
func TestNoWriteIsLost(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		const writers, writes = 16, 15
		var mu sync.Mutex
		stored := map[string]int64{}
		var wg sync.WaitGroup
		mine := errors.New("of my own")
		for w := range writers {
			wg.Go(func() {
				for i := range writes {
					key := fmt.Sprintf("Z-%02d-%02d", w, i)
					ctx, cancel := context.WithCancel(t.Context())
					func() {
						defer func() {
							if p := recover(); p != nil && p != key {
								t.Errorf("%s got the panic of %v", key, p)
							}
						}()
						e, err := db.Update(ctx, db.act("zone.add", key), func(tx *Tx) error {
							if err := Put(tx, &plant.Zone{Site: db.site, Key: key}); err != nil {
								return err
							}
							switch (w + i) % 5 {
							case 1:
								return mine
							case 2:
								panic(key)
							case 3:
								cancel()
							case 4:
								return Put(tx, &plant.Zone{Site: db.site, Key: key}) // taken
							}
							return nil
						})
						mu.Lock()
						defer mu.Unlock()
						if err == nil {
							stored[key] = e.Seq
						}
						_, taken := errors.AsType[*KeyTaken](err)
						if (w+i)%5 == 0 && err != nil || (w+i)%5 == 1 && !errors.Is(err, mine) || (w+i)%5 == 3 && !errors.Is(err, context.Canceled) || (w+i)%5 == 4 && !taken {
							t.Errorf("%s got %v", key, err)
						}
					}()
					cancel()
				}
			})
		}
		wg.Wait()
		if len(stored) != writers*writes/5 {
			t.Errorf("%d writes were told stored", len(stored))
		}
		db.view(func(r *Reader) error {
			zones, err := All[plant.Zone](r, db.site)
			if len(zones) != len(stored) {
				t.Errorf("%d zones are stored, %d were told so", len(zones), len(stored))
			}
			for _, z := range zones {
				if _, told := stored[z.Key]; !told {
					t.Errorf("%s is stored and nobody was told", z.Key)
				}
			}
			size, err2 := db.LedgerSize(t.Context())
			if want := int64(len(stored) + 1); size.Entries != want {
				t.Errorf("the ledger has %d entries, want %d", size.Entries, want)
			}
			return errors.Join(err, err2)
		})
		db.honest()
	})
}

func TestReplicasShareOneLedger(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		second, err := Open(t.Context(), db.config)
		if err != nil {
			t.Fatal(err)
		}
		defer second.Close()
		var wg sync.WaitGroup
		for w, replica := range []*DB{db.DB, second, db.DB, second} {
			wg.Go(func() {
				for i := range 15 {
					_, err := replica.Update(t.Context(), db.act("zone.add", ""), func(tx *Tx) error {
						return Put(tx, &plant.Zone{Site: db.site, Key: fmt.Sprintf("Z-%d-%d", w, i)})
					})
					if err != nil {
						t.Error(err)
					}
					if err := replica.Housekeep(t.Context(), func(o *Ops) error { return o.AddFailure("somebody") }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if size, err := second.LedgerSize(t.Context()); err != nil || size.Entries != 61 {
			t.Errorf("the ledger has %d entries: %v", size.Entries, err)
		}
		db.honest()
	})
}

func TestAFullDiskIsTold(t *testing.T) {
	db := openBench(t, Config{URL: "sqlite:" + t.TempDir() + "/ringwall.db"})
	db.zone("Z-00")
	limit := func(pages int) {
		t.Helper()
		err := db.writer.do(t.Context(), func(s *session, _ *group) error {
			_, err := s.conn.ExecContext(calm, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // SQLite takes the present size instead
	big := strings.Repeat("a long story ", 10_000)
	is(t, db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-01", Description: big}) }), ErrFull)
	db.view(func(r *Reader) error {
		zones, err := All[plant.Zone](r, db.site)
		if len(zones) != 1 {
			t.Errorf("%d zones are stored", len(zones))
		}
		return err
	})
	limit(1_000_000)
	put(db, plant.Zone{Site: db.site, Key: "Z-01", Description: big})
	db.honest()
}

func TestADiskErrorStopsWriting(t *testing.T) {
	db := openBench(t, Config{URL: "sqlite:" + t.TempDir() + "/ringwall.db"})
	db.stopped.Store(true) // as told does after an error of the disk
	is(t, db.refused(func(tx *Tx) error { return Put(tx, &plant.Zone{Site: db.site, Key: "Z-01"}) }), ErrStopped)
	is(t, db.Housekeep(t.Context(), func(o *Ops) error { return o.AddFailure("x") }), ErrStopped)
	_, err := db.Checkpoint(t.Context())
	is(t, err, ErrStopped)
	db.view(func(r *Reader) error { _, err := r.Site(db.site); return err })
}

func TestWhatWasStoredIsThereAfterOpeningAgain(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		z := db.zone("Z-01")
		if err := db.DB.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := Open(t.Context(), db.config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { again.Close() })
		if err := db.View(t.Context(), db.org, func(*Reader) error { return nil }); err == nil {
			t.Error("a closed database can be read")
		}
		is(t, db.refused(func(*Tx) error { return nil }), sql.ErrConnDone)
		db.DB = again
		db.view(func(r *Reader) error { same(t, r, string(z.ID), z); return nil })
		db.zone("Z-02")
		db.honest()
	})
}

func TestTheLedgerKeyStaysWithTheLedger(t *testing.T) {
	dir := t.TempDir()
	c := Config{URL: "sqlite:" + dir + "/ringwall.db"}
	db, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir + "/ringwall.db.key")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v: %v", info.Mode(), err)
	}
	if info, err := os.Stat(dir + "/ringwall.db"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the data file has mode %v: %v", info.Mode(), err)
	}
	if err := os.Rename(dir+"/ringwall.db.key", dir+"/away"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), c); err == nil || !strings.Contains(err.Error(), "put the file back") {
		t.Errorf("a ledger without its key was opened: %v", err)
	}
	if _, err := os.Stat(dir + "/ringwall.db.key"); err == nil {
		t.Error("a new key was made for an old ledger")
	}
	other, err := Open(t.Context(), Config{URL: "sqlite:" + dir + "/other.db"})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	c.KeyFile = dir + "/other.db.key"
	if _, err := Open(t.Context(), c); err == nil {
		t.Error("a ledger was opened with the key of another")
	}
}

func TestSecretsStayOutOfHistory(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		user := put(db, access.User{Email: "ada@example.org", Name: "Ada"})[0]
		token := put(db, access.Token{User: user.ID, Name: "ci", Scope: access.ScopeRead})[0]
		e := db.update("user.password", func(tx *Tx) error {
			if err := tx.SetPassword(user.ID, "$argon2id$secret"); err != nil {
				return err
			}
			return tx.SetTokenSecret(token.ID, []byte{1, 2, 3})
		})
		db.view(func(r *Reader) error {
			_, changes, err := r.Entry(e.Seq)
			if len(changes) != 2 || changes[0].Kind != "password" || changes[0].Key != user.Email || changes[1].Kind != "secret" {
				t.Errorf("the changes are %+v", changes)
			}
			for _, c := range changes {
				if strings.Contains(string(c.Doc), "argon2id") {
					t.Errorf("history holds %s", c.Doc)
				}
			}
			return err
		})
		if err := db.Housekeep(t.Context(), func(o *Ops) error {
			u, org, hash, err := o.FindUser("ada@example.org")
			if err != nil || org != db.org || hash != "$argon2id$secret" || u.ID != user.ID {
				t.Errorf("found %+v of %s with %q: %v", u, org, hash, err)
			}
			k, org, err := o.FindToken([]byte{1, 2, 3})
			if err != nil || org != db.org || k.ID != token.ID {
				t.Errorf("found %+v of %s: %v", k, org, err)
			}
			_, _, _, err = o.FindUser("nobody@example.org")
			is(t, err, ErrNotFound)
			_, _, err = o.FindToken([]byte{9})
			is(t, err, ErrNotFound)
			n, err := o.CountUsers()
			if n != 1 {
				t.Errorf("%d users", n)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		user.Name = "Ada L." // a change of the user keeps the password
		put(db, user)
		user.Version++
		db.update("user.delete", func(tx *Tx) error {
			if err := Delete[access.Token](tx, token.ID, 1); err != nil {
				return err
			}
			return Delete[access.User](tx, string(user.ID), 2)
		})
		user.Version = 0
		db.update("history.undo", func(tx *Tx) error { return Put(tx, &user) }) // comes back without a password
		db.honest()
	})
}

func TestSessionsAndFailures(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		user := put(db, access.User{Email: "ada@example.org", Name: "Ada"})[0]
		keep := func(fn func(*Ops) error) {
			t.Helper()
			if err := db.Housekeep(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		s := Session{ID: "s1", Hash: []byte{1}, User: user.ID, Org: db.org, Created: start, LastSeen: start, Ends: start.Add(time.Hour), Agent: "Firefox\x00", Address: "10.0.0.1"}
		keep(func(o *Ops) error {
			for i := range 3 {
				s.ID, s.Hash = fmt.Sprintf("s%d", i), []byte{byte(i)}
				if err := o.AddSession(s); err != nil {
					return err
				}
			}
			return nil
		})
		seen := start.Add(time.Minute)
		keep(func(o *Ops) error { return o.Touch("s2", seen) })
		keep(func(o *Ops) error {
			got, err := o.Session([]byte{2})
			if err != nil || got.ID != "s2" || !got.LastSeen.Equal(seen) || !got.Ends.Equal(s.Ends) || got.User != user.ID || got.Org != db.org || got.Agent != "Firefox" {
				t.Errorf("the session is %+v: %v", got, err)
			}
			_, err = o.Session([]byte{7})
			is(t, err, ErrNotFound)
			if err := o.DropSession("s0"); err != nil {
				return err
			}
			list, err := o.Sessions(user.ID) // sees what was just dropped
			if len(list) != 2 {
				t.Errorf("%d sessions", len(list))
			}
			return err
		})
		keep(func(o *Ops) error { return o.DropSessions(user.ID, "s2") })
		keep(func(o *Ops) error {
			list, err := o.Sessions(user.ID)
			if len(list) != 1 || list[0].ID != "s2" {
				t.Errorf("the sessions are %+v", list)
			}
			return err
		})
		wrong := errors.New("changed my mind")
		is(t, db.Housekeep(t.Context(), func(o *Ops) error {
			if err := o.DropSession("s2"); err != nil {
				return err
			}
			return wrong
		}), wrong)
		keep(func(o *Ops) error { _, err := o.Session([]byte{2}); return err })
		keep(func(o *Ops) error { return o.DropEnded(start.Add(2 * time.Hour)) })
		keep(func(o *Ops) error {
			_, err := o.Session([]byte{2})
			is(t, err, ErrNotFound)
			for range 3 {
				if err := o.AddFailure("ada@example.org"); err != nil {
					return err
				}
			}
			return nil
		})
		keep(func(o *Ops) error {
			n, last, err := o.Failures("ada@example.org")
			if n != 3 || last.Before(start) {
				t.Errorf("%d failures, the last at %v", n, last)
			}
			return err
		})
		keep(func(o *Ops) error { return o.ClearFailures("ada@example.org") })
		keep(func(o *Ops) error {
			n, last, err := o.Failures("ada@example.org")
			if n != 0 || !last.IsZero() {
				t.Errorf("%d failures, the last at %v", n, last)
			}
			orgs, err2 := o.Organisations()
			if len(orgs) != 1 || orgs[0].ID != db.org || orgs[0].Parties[0] != plant.AssetOwner {
				t.Errorf("the organisations are %+v", orgs)
			}
			return errors.Join(err, err2)
		})
		if size, err := db.LedgerSize(t.Context()); err != nil || size.Entries != 2 {
			t.Errorf("housekeeping left entries: %d, %v", size.Entries, err)
		}
	})
}
