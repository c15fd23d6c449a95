package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer says that the database was written by a newer program.
var ErrNewer = errors.New("the database was written by a newer version of Ringwall")

// migrate brings the schema up to date, each step in a transaction of its own.
// There is no way back: a step that was released stays as it is.
func migrate(ctx context.Context, d *dialect, db *sql.DB) error {
	steps, err := steps(d)
	if err != nil {
		return err
	}
	options := []goose.ProviderOption{goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true)}
	if d.goose == goose.DialectPostgres { // replicas may start at the same moment
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(d.goose, db, nil, options...)
	if err != nil {
		return err
	}
	have, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > newest {
		return fmt.Errorf("schema %d: %w", have, ErrNewer)
	}
	if have == newest {
		return nil
	}
	_, err = provider.Up(ctx)
	return err
}

func steps(d *dialect) ([]*goose.Migration, error) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var list []*goose.Migration
	for _, f := range files {
		text, err := migrations.ReadFile(path.Join("migrations", f.Name()))
		if err != nil {
			return nil, err
		}
		number, _, _ := strings.Cut(f.Name(), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number", f.Name())
		}
		sql := d.ddl.Replace(string(text))
		list = append(list, goose.NewGoMigration(version, &goose.GoFunc{RunTx: run(sql)}, nil))
	}
	return list, nil
}

func run(text string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, text)
		return err
	}
}
