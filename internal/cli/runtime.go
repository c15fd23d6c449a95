package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/vault"
	"ringwall/testdata/example"
)

// runtime is the opened program: the parts that a command works with.
type runtime struct {
	db      *store.DB
	svc     *csms.Service
	log     *slog.Logger
	storage storage
}

func dirOf(name string) string { return filepath.Dir(name) }

// url is the store's address.
func (s storage) url() string {
	if s.Database != "" {
		return s.Database
	}
	return "sqlite:" + s.Data
}

// config is the store's configuration.
func (s storage) config() store.Config {
	return store.Config{URL: s.url(), KeyFile: s.keyFile(), Now: time.Now}
}

// shown is the store's address without what is secret in it.
func (s storage) shown() string {
	u, err := url.Parse(s.Database)
	switch {
	case s.Database == "":
		return s.url()
	case err != nil:
		return "PostgreSQL"
	}
	return u.Scheme + "://" + u.Host + u.Path
}

// keyFile is "" where it has to be named: all replicas on one database need the
// same key.
func (s storage) keyFile() string {
	if s.LedgerKey == "" && s.Database == "" {
		return s.Data + ".key"
	}
	return s.LedgerKey
}

// check refuses what cannot work before anything is opened or made.
func (s storage) check() error {
	if s.Database != "" && s.LedgerKey == "" {
		return bad("--database needs --ledger-key: all who use the database sign the ledger with the same key")
	}
	return nil
}

// exists refuses a data file that is not there: a mistyped name must not make
// an empty store.
func (s storage) exists() error {
	if s.Database != "" {
		return nil
	}
	if _, err := os.Stat(s.Data); err != nil {
		return bad("there is no data file %s: name it with --data, or make one with ringwall serve or ringwall admin create", s.Data)
	}
	return nil
}

func (s storage) vaultDir() string {
	if s.Vault != "" {
		return s.Vault
	}
	return strings.TrimSuffix(s.Data, ".db") + ".files"
}

// open opens the store and the vault that are there, runs the command, and
// closes them.
func (s storage) open(ctx context.Context, io streams, run func(*runtime) error) error {
	if err := s.exists(); err != nil {
		return err
	}
	return s.openNew(ctx, io, csms.Parts{}, run)
}

// openNew is open for a command that may begin with nothing.
func (s storage) openNew(ctx context.Context, io streams, parts csms.Parts, run func(*runtime) error) (err error) {
	if err := s.check(); err != nil {
		return err
	}
	if s.Database == "" {
		if err := os.MkdirAll(dirOf(s.Data), 0o700); err != nil {
			return badInput{err}
		}
	}
	db, err := store.Open(ctx, s.config())
	if err != nil {
		return fmt.Errorf("open the store: %w", err)
	}
	defer func() {
		if closed := db.Close(); err == nil {
			err = closed
		}
	}()
	files, err := vault.Open(s.vaultDir())
	if err != nil {
		return fmt.Errorf("open the vault: %w", err)
	}
	defer func() {
		if closed := files.Close(); err == nil {
			err = closed
		}
	}()
	log := slog.New(slog.NewTextHandler(io.err, &slog.HandlerOptions{Level: slog.LevelInfo}))
	parts.DB, parts.Vault, parts.Set, parts.Log, parts.Now = db, files, catalog.SystemSet(), log, time.Now
	parts.Example, parts.ExampleLibrary = example.Document, exampleLibrary
	parts.Version = version
	svc := csms.New(parts)
	defer svc.Close()
	return run(&runtime{db: db, svc: svc, log: log, storage: s})
}

// exampleLibrary is the library of the example plant, with its files.
func exampleLibrary() (csms.ExampleLibrary, error) {
	doc, err := example.Library()
	if err != nil {
		return csms.ExampleLibrary{}, err
	}
	files, err := example.Files()
	out := csms.ExampleLibrary{Document: doc, Remade: example.Remade}
	for _, f := range files {
		out.Files = append(out.Files, csms.ExampleFile(f))
	}
	return out, err
}

// system is the principal of the command line on the machine itself, within
// the organisation that --org names or the only one there is.
func (rt *runtime) system(ctx context.Context) (access.Principal, error) {
	return rt.svc.SystemPrincipal(ctx, rt.storage.Org)
}

// site finds a site by its key.
func (rt *runtime) site(ctx context.Context, key string) (access.Principal, plant.SiteRecord, error) {
	who, err := rt.system(ctx)
	if err != nil {
		return who, plant.SiteRecord{}, err
	}
	site, err := rt.svc.SiteByKey(ctx, who, key)
	return who, site, err
}
