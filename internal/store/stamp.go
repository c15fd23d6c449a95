package store

import (
	"database/sql/driver"
	"fmt"
	"time"

	"ringwall/internal/ledger"
)

// stamp is a time in a column: text of fixed width in SQLite, which sorts as
// time does, and TIMESTAMPTZ in PostgreSQL. The zero time is NULL.
type stamp struct{ time.Time }

// Value implements [driver.Valuer].
func (s stamp) Value() (driver.Value, error) {
	if s.IsZero() {
		return nil, nil
	}
	return ledger.Instant(s.Time).Format(ledger.TimeFormat), nil
}

// Scan implements [database/sql.Scanner].
func (s *stamp) Scan(src any) (err error) {
	switch v := src.(type) {
	case nil:
		s.Time = time.Time{}
	case time.Time:
		s.Time = v.UTC()
	case string:
		s.Time, err = time.Parse(ledger.TimeFormat, v)
	default:
		err = fmt.Errorf("a time cannot be read from %T", src)
	}
	return err
}

// nullable is a text column where "" is NULL: a foreign key to nothing.
type nullable struct{ text *string }

// Value implements [driver.Valuer].
func (n nullable) Value() (driver.Value, error) {
	if *n.text == "" {
		return nil, nil
	}
	return *n.text, nil
}

// Scan implements [database/sql.Scanner].
func (n nullable) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*n.text = ""
	case string:
		*n.text = v
	default:
		return fmt.Errorf("a text cannot be read from %T", src)
	}
	return nil
}
