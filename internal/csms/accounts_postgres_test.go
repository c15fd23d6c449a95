package csms

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ringwall/internal/catalog"
	"ringwall/internal/store"
	"ringwall/internal/store/pgtest"
	"ringwall/internal/vault"
)

// replicas are several programs on one PostgreSQL database.
func replicas(t *testing.T, n int) []*office {
	t.Helper()
	clock := &wallClock{at: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}
	dir, url := t.TempDir(), pgtest.Database(t)
	files, err := vault.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]*office, n)
	for i := range all {
		db, err := store.Open(t.Context(), store.Config{URL: url, KeyFile: filepath.Join(dir, "key"), Now: clock.now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		all[i] = &office{clock: clock, Service: New(Parts{
			DB: db, Vault: files, Set: catalog.SystemSet(), Log: slog.New(slog.DiscardHandler), Now: clock.now, Hashing: &quick,
		})}
	}
	return all
}

func TestReplicasKeepOneDoor(t *testing.T) {
	all := replicas(t, 3)
	var mu sync.Mutex
	tally := func(tries int, do func(i int, o *office) error) map[string]int {
		answers := map[string]int{}
		var wg sync.WaitGroup
		for i := range tries {
			wg.Go(func() {
				err := do(i, all[i%len(all)])
				mu.Lock()
				defer mu.Unlock()
				if KindOf(err) == Internal && err != nil {
					t.Error(err)
				}
				answers[code(err)]++
			})
		}
		wg.Wait()
		return answers
	}

	starts := tally(9, func(i int, o *office) error {
		n := firstStart
		n.OrganisationKey, n.Email = fmt.Sprintf("ORG-%d", i), fmt.Sprintf("user%d@example.com", i)
		_, err := o.Start(t.Context(), n, desk)
		return err
	})
	if starts[""] != 1 || starts["started"] != 8 {
		t.Errorf("first starts: %v, want one winner", starts)
	}

	guesses := tally(30, func(i int, o *office) error {
		_, err := o.SignIn(t.Context(), "target@example.com", "wrong password here", Device{Address: fmt.Sprintf("198.51.100.%d", i)})
		return err
	})
	if guesses["credentials"] != freePerUser || guesses["wait"] != 30-freePerUser {
		t.Errorf("guesses over all replicas: %v, want %d answered", guesses, freePerUser)
	}
}

func TestAnEndedSessionIsGoneOnEveryReplicaWithinTheSecond(t *testing.T) {
	all := replicas(t, 2)
	in, err := all[0].Start(t.Context(), firstStart, desk)
	if err != nil {
		t.Fatal(err)
	}
	all[1].wantKnown(t, "on the other replica", in.Secret, true)
	if err := all[0].SignOut(t.Context(), in.Principal); err != nil {
		t.Fatal(err)
	}
	all[0].wantKnown(t, "where it was ended", in.Secret, false)
	all[1].clock.pass(time.Second)
	all[1].wantKnown(t, "on the other replica, a second later", in.Secret, false)
}
