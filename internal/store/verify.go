package store

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"ringwall/internal/ledger"
	"ringwall/internal/ledger/audit"
)

// Verify reads the whole database again and reports what does not match the
// ledger, the first thing or all; see [audit]. It writes nothing and may run
// beside a program that does.
func Verify(ctx context.Context, c Config, all bool) (audit.Report, error) {
	report, err := verify(ctx, c, all)
	if err != nil {
		return report, fmt.Errorf("verify %s: %w", withoutPassword(c.URL), err)
	}
	return report, nil
}

func verify(ctx context.Context, c Config, all bool) (audit.Report, error) {
	d, address, err := dialectOf(c.URL)
	if err != nil {
		return audit.Report{}, err
	}
	file := keyFile(c, d, address)
	secret, err := os.ReadFile(file)
	if err != nil {
		return audit.Report{}, err
	}
	key, err := ledger.ReadKey(string(secret))
	if err != nil {
		return audit.Report{}, fmt.Errorf("%s: %w", file, err)
	}
	if d.name == "sqlite" {
		if _, err := os.Stat(address); err != nil {
			return audit.Report{}, err
		}
	}
	pools, err := d.open(address)
	if err != nil {
		return audit.Report{}, err
	}
	db := &DB{dialect: d, pools: pools}
	db.write, db.read = newLane(pools.write, &db.dialect, 1), newLane(pools.read, &db.dialect, pools.reads)
	defer db.Close() //nolint:errcheck // nothing was written
	var report audit.Report
	err = db.reading(ctx, func(s *session) error {
		report, err = audit.Check(rawRows{ctx, s}, audit.Options{Verifier: key.Verifier(), All: all})
		return err
	})
	return report, err
}

// Audit is [Verify] of the open database; it reads within one snapshot.
func (db *DB) Audit(ctx context.Context) (report audit.Report, err error) {
	err = db.reading(ctx, func(s *session) error {
		report, err = audit.Check(rawRows{ctx, s}, audit.Options{Verifier: db.key.Verifier()})
		return err
	})
	return report, err
}

// rawRows hands rows to the audit as they are stored. It only selects.
type rawRows struct {
	ctx context.Context //nolint:containedctx // lives as long as the check
	s   *session
}

// Rows implements [audit.Source].
func (r rawRows) Rows(table string, columns, by []string, after []any, limit int) ([][]any, error) {
	text := "SELECT " + strings.Join(columns, ", ") + " FROM " + table
	if after != nil {
		marks := make([]string, len(by))
		for i := range by {
			marks[i] = "$" + strconv.Itoa(i+1)
		}
		text += " WHERE (" + strings.Join(by, ", ") + ") > (" + strings.Join(marks, ", ") + ")"
	}
	text += " ORDER BY " + strings.Join(by, ", ") + " LIMIT " + strconv.Itoa(limit)
	return rawQuery(r.ctx, r.s, len(columns), text, after...)
}
