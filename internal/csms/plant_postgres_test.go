package csms

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ringwall/internal/catalog"
	"ringwall/internal/store"
	"ringwall/internal/store/pgtest"
	"ringwall/internal/vault"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// The store's own suite runs on both engines; what is tried here is what the
// use cases make of it where the engines differ most: long acts with many
// references, and text order.
func TestThePlantOnPostgreSQL(t *testing.T) {
	w := worksIn(t, postgresOffice(t))
	for _, act := range acts {
		switch act.name {
		case "removing the outer zone", "changing many assets", acts[len(acts)-1].name:
			t.Run(act.name, func(t *testing.T) {
				thereAndBack(t, w, act.do)
				w = w.anew(t)
			})
		}
	}
	t.Run("text that the engine cannot hold is refused", func(t *testing.T) {
		for name, try := range map[string]func() error{
			"an owner": func() error {
				_, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{Owner: "a\x00b"}, "", "", 9)
				return err
			},
			"an id": func() error {
				_, err := w.Zone(t.Context(), w.ada, w.site, "a\x00b")
				return err
			},
		} {
			if err := try(); err != nil && KindOf(err) == Internal {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// anew is another works of the same office, on a site of its own.
func (w *works) anew(t *testing.T) *works {
	t.Helper()
	if _, err := w.DeleteSite(t.Context(), w.ada, w.site, w.state(t).Site.Version, true); err != nil {
		t.Fatal(err)
	}
	return worksIn(t, w.office)
}

func postgresOffice(t *testing.T) *office {
	t.Helper()
	clock := &wallClock{at: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}
	dir := t.TempDir()
	db, err := store.Open(t.Context(), store.Config{URL: pgtest.Database(t), KeyFile: filepath.Join(dir, "key"), Now: clock.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	files, err := vault.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{clock: clock, Service: New(Parts{DB: db, Vault: files, Set: catalog.SystemSet(), Log: slog.New(slog.DiscardHandler), Now: clock.now})}
	if o.first, err = o.Start(t.Context(), firstStart, desk); err != nil {
		t.Fatal(err)
	}
	o.ada = o.first.Principal
	return o
}
