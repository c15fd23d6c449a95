package cli

import (
	"context"
	"fmt"
	"log/slog"
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

func (s storage) keyFile() string {
	if s.LedgerKey != "" {
		return s.LedgerKey
	}
	return s.Data + ".key"
}

func (s storage) vaultDir() string {
	if s.Vault != "" {
		return s.Vault
	}
	return strings.TrimSuffix(s.Data, ".db") + ".files"
}

// open opens the store and the vault, runs the command, and closes them.
func (s storage) open(ctx context.Context, io streams, run func(*runtime) error) error {
	return s.openWith(ctx, io, csms.Parts{}, run)
}

func (s storage) openWith(ctx context.Context, io streams, parts csms.Parts, run func(*runtime) error) (err error) {
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
	parts.Example = example.Document
	parts.Version = version
	svc := csms.New(parts)
	defer svc.Close()
	return run(&runtime{db: db, svc: svc, log: log, storage: s})
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
