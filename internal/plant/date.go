package plant

import (
	"fmt"
	"time"
)

// Date is a calendar day as "2026-11-24", or "" for none. Text keeps documents
// readable, sorts as time does, and has no time zone to go wrong.
type Date string

// ParseDate reads a day written as 2026-11-24.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is no date: write it as 2026-11-24", s)
	}
	return Date(s), nil
}

// DateOf is the day of a time in UTC.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// Before says whether the day is set and lies before the day of other.
func (d Date) Before(other Date) bool { return d != "" && d < other }
