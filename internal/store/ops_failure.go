package store

import "time"

// HoldFailures keeps everybody else from counting under a key until the end of
// the housekeeping, so that what is read of it next still holds when something
// is written. Whoever holds several keys takes them in the same order.
func (o *Ops) HoldFailures(key string) error {
	_, err := o.exec(`INSERT INTO access_failure (key, times, last_at) VALUES ($1, 0, $2)
		ON CONFLICT (key) DO UPDATE SET times = access_failure.times`, storable(key), stamp{o.db.now()})
	return err
}

// DropFailures forgets the failed attempts of which the last was before a time.
func (o *Ops) DropFailures(before time.Time) error {
	_, err := o.exec("DELETE FROM access_failure WHERE last_at < $1", stamp{before})
	return err
}
