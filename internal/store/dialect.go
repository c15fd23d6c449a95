package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver, "pgx"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// dialect names what differs between the engines; everything else is one text.
type dialect struct {
	name string
	// open returns the pools for writing and reading.
	open func(address string) (pools, error)
	// ddl turns the words in double braces of a migration into column types.
	ddl   *strings.Replacer
	goose goose.Dialect
	// write and read begin a transaction. A reader sees one state of the data.
	write, read string
	// lock ends the SELECT of the ledger's head that makes the writers of all
	// replicas follow each other; SQLite does so by itself.
	lock string
	// onePen says that housekeeping must write on the writer's connection too.
	onePen bool
	// prepare says that statements are kept prepared here; pgx does so itself.
	prepare bool
	// anyOf is a condition: the column's value is in the JSON list of the argument.
	anyOf   string
	meaning func(error) meaning
}

// pools are the connections of one database.
type pools struct {
	write, read *sql.DB
	reads       int
}

// meaning is what an error of the engine means to us.
type meaning int

const (
	other    meaning = iota
	conflict         // a unique constraint
	dangling         // a foreign key
	full             // no space left
	ioFailed         // the disk failed
	unfit            // a text that the engine cannot hold
)

var sqliteDialect = dialect{
	name: "sqlite",
	open: openSQLite,
	ddl: strings.NewReplacer(
		"{{text}}", "TEXT", "{{int}}", "INTEGER", "{{bool}}", "INTEGER", "{{time}}", "TEXT", "{{blob}}", "BLOB",
		"{{table}}", "STRICT", "{{clustered}}", "STRICT, WITHOUT ROWID", "{{empty}}", "x''"),
	goose:   goose.DialectSQLite3,
	write:   "BEGIN IMMEDIATE",
	read:    "BEGIN",
	onePen:  true,
	prepare: true,
	anyOf:   "%s IN (SELECT value FROM json_each($%d))",
	meaning: sqliteMeaning,
}

var postgresDialect = dialect{
	name: "postgres",
	open: openPostgres,
	ddl: strings.NewReplacer(
		"{{text}}", `TEXT COLLATE "C"`, "{{int}}", "BIGINT", "{{bool}}", "BOOLEAN", "{{time}}", "TIMESTAMPTZ", "{{blob}}", "BYTEA",
		"{{table}}", "", "{{clustered}}", "", "{{empty}}", "''"),
	goose:   goose.DialectPostgres,
	write:   "BEGIN",
	read:    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	lock:    " FOR UPDATE",
	anyOf:   "%s IN (SELECT jsonb_array_elements_text($%d::text::jsonb))",
	meaning: postgresMeaning,
}

// dialectOf reads the address of a database.
func dialectOf(address string) (dialect, string, error) {
	switch scheme, path, _ := strings.Cut(address, ":"); {
	case scheme == "sqlite" && path != "":
		return sqliteDialect, path, nil
	case scheme == "postgres" || scheme == "postgresql":
		return postgresDialect, address, nil
	}
	return dialect{}, "", fmt.Errorf("database address %q: write sqlite:PATH or postgres://", address)
}

// openSQLite opens a data file. Writers share one connection, because SQLite
// has one writer at a time anyway; readers never wait for it (WAL).
// busy_timeout comes first, so that the pragmas after it can wait. The writer
// does not keep temporary data in memory: the journal of a savepoint would
// then be a list that every statement walks to its end, and an act that
// changes 100,000 records would take hours.
func openSQLite(path string) (pools, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // before SQLite makes it readable for all
	if err != nil {
		return pools{}, err
	}
	if err := f.Close(); err != nil {
		return pools{}, err
	}
	const common = "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	file := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + common
	p := pools{reads: 4}
	if p.write, err = sql.Open("sqlite", file+"&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4000)&_txlock=immediate"); err != nil {
		return pools{}, err
	}
	if p.read, err = sql.Open("sqlite", file+"&_pragma=cache_size(-12288)&_pragma=temp_store(MEMORY)&_pragma=query_only(1)"); err != nil {
		return pools{}, errors.Join(err, p.write.Close())
	}
	return p, nil
}

func openPostgres(address string) (pools, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return pools{}, err
	}
	return pools{write: db, read: db, reads: 16}, nil
}

// Result codes of SQLite (sqlite.org/rescode.html); the low byte is the primary code.
const (
	sqliteFull       = 13
	sqliteIOErr      = 10
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

func sqliteMeaning(err error) meaning {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return other
	}
	switch code := e.Code(); {
	case code == sqliteUnique || code == sqlitePrimaryKey:
		return conflict
	case code == sqliteForeignKey:
		return dangling
	case code&0xff == sqliteFull:
		return full
	case code&0xff == sqliteIOErr:
		return ioFailed
	}
	return other
}

func postgresMeaning(err error) meaning {
	if errors.Is(err, syscall.ENOSPC) {
		return full
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return other
	}
	switch e.Code {
	case "23505":
		return conflict
	case "23503":
		return dangling
	case "53100":
		return full
	case "22021": // NUL, or bytes that are not UTF-8
		return unfit
	}
	return other
}
