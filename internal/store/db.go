package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// Config says where the data is.
type Config struct {
	// URL is "sqlite:PATH" for a data file, or a postgres:// address.
	URL string
	// KeyFile holds the key that signs the ledger's checkpoints. It is made when
	// the database is first opened, readable for its owner only. The default is
	// PATH.key beside a data file; PostgreSQL has none, for all replicas need the
	// same key.
	KeyFile string
	// Now is the clock; nil is the clock of the machine.
	Now func() time.Time
}

// DB is an open database.
type DB struct {
	dialect dialect
	pools   pools
	write   *lane
	read    *lane
	writer  *writer
	key     *ledger.Key
	packing exchangeFile
	now     func() time.Time
	stopped atomic.Bool // a commit failed on the disk

	organisations sync.Map // ids known to exist
}

// Open opens the database, brings its schema up to date and reads the ledger's
// key. A database that a newer program wrote is refused and left untouched.
func Open(ctx context.Context, c Config) (*DB, error) {
	db, err := open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", withoutPassword(c.URL), err)
	}
	return db, nil
}

func open(ctx context.Context, c Config) (*DB, error) {
	d, address, err := dialectOf(c.URL)
	if err != nil {
		return nil, err
	}
	file := keyFile(c, d, address)
	if file == "" {
		return nil, errors.New("name the file of the ledger key; all replicas need the same one")
	}
	pools, err := d.open(address)
	if err != nil {
		return nil, err
	}
	db := &DB{dialect: d, pools: pools, now: c.Now, packing: exchangeFile{path: exchangePath(file)}}
	if db.now == nil {
		db.now = time.Now
	}
	db.write = newLane(pools.write, &db.dialect, 1)
	db.read = newLane(pools.read, &db.dialect, pools.reads)
	db.writer = newWriter(db, db.write)
	if err := migrate(ctx, &db.dialect, pools.write); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := db.openKey(ctx, file); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Close waits for running transactions and closes the database.
func (db *DB) Close() error {
	err := errors.Join(db.write.close(), db.read.close(), db.pools.write.Close())
	if db.pools.read != db.pools.write {
		err = errors.Join(err, db.pools.read.Close())
	}
	return err
}

// Dialect is the engine: "sqlite" or "postgres".
func (db *DB) Dialect() string { return db.dialect.name }

// View reads within one organisation; everything that fn reads is of the same moment.
func (db *DB) View(ctx context.Context, org plant.OrgID, fn func(*Reader) error) error {
	err := db.reading(ctx, func(s *session) error {
		return fn(&Reader{db: db, ctx: ctx, s: s, org: org})
	})
	if db.dialect.meaning(err) == unfit {
		return fmt.Errorf("%w: %w", ErrText, err)
	}
	return err
}

// reading runs fn in a transaction that sees one state of the data.
func (db *DB) reading(ctx context.Context, fn func(*session) error) error {
	s, err := db.read.begin(ctx, db.dialect.read)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer db.read.give(s)
	defer func() { // also when fn panics
		if _, err := s.exec(calm, "ROLLBACK"); err != nil {
			s.broken = true
		}
	}()
	return fn(s)
}

// told gives an engine's error the name that callers know. After an error of
// the disk nobody can tell what the file holds (a failed fsync may have
// dropped what was written), so no further write is accepted.
func (db *DB) told(err error) error {
	if err == nil {
		return nil
	}
	switch db.dialect.meaning(err) {
	case full:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case ioFailed:
		db.stopped.Store(true)
		return fmt.Errorf("%w: %w", ErrStopped, err)
	case unfit:
		return fmt.Errorf("%w: %w", ErrText, err)
	}
	return err
}

// withoutPassword is an address as it may be shown.
func withoutPassword(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		rest = rest[i+1:]
	}
	rest, _, _ = strings.Cut(rest, "?")
	return scheme + "://" + rest
}

// openKey reads the key file, or makes it with a new log. A log that has an
// origin and lost its key is refused: a new key would make every checkpoint
// that was handed out worthless without anybody noticing.
func (db *DB) openKey(ctx context.Context, file string) error {
	var origin string
	err := db.writer.do(ctx, func(s *session, _ *group) error {
		if err := s.row(ctx, []any{&origin}, "SELECT origin FROM ledger_head WHERE id = 1"+db.dialect.lock); err != nil {
			return err
		}
		text, err := os.ReadFile(file)
		switch {
		case err == nil:
			if db.key, err = ledger.ReadKey(string(text)); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		case !errors.Is(err, os.ErrNotExist):
			return err
		case origin != "":
			return fmt.Errorf("the ledger key %s is missing, and the ledger was signed with it: put the file back", file)
		default:
			if db.key, err = ledger.NewKey(); err != nil {
				return err
			}
			if err := writeKey(file, db.key.Secret()); err != nil {
				return err
			}
		}
		if origin == "" {
			_, err := s.exec(ctx, "UPDATE ledger_head SET origin = $1 WHERE id = 1", db.key.Origin())
			return err
		}
		if origin != db.key.Origin() {
			return fmt.Errorf("the key %s is of the ledger %s, the database has the ledger %s", file, db.key.Origin(), origin)
		}
		return nil
	})
	return err
}

func keyFile(c Config, d dialect, address string) string {
	if c.KeyFile == "" && d.name == "sqlite" {
		return address + ".key"
	}
	return c.KeyFile
}

func writeKey(file, secret string) (err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.WriteString(secret + "\n"); err != nil {
		return err
	}
	return f.Sync()
}
