package store

import (
	"sync"
	"testing"
	"time"
)

// TestHeldFailuresAreCountedOneAfterTheOther reads and writes in two steps,
// which only goes well when nobody else gets in between.
func TestHeldFailuresAreCountedOneAfterTheOther(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		const tries, limit = 40, 5
		let := make(chan bool, tries)
		var wg sync.WaitGroup
		for range tries {
			wg.Go(func() {
				err := db.Housekeep(t.Context(), func(o *Ops) error {
					if err := o.HoldFailures("door"); err != nil {
						return err
					}
					seen, _, err := o.Failures("door")
					if err != nil || seen >= limit {
						return err
					}
					let <- true
					return o.AddFailure("door")
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(let) != limit {
			t.Errorf("%d were let through, want %d", len(let), limit)
		}
	})
}

func TestOldFailuresAreDropped(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		count := func(key string) (n int) {
			t.Helper()
			if err := db.Housekeep(t.Context(), func(o *Ops) (err error) {
				n, _, err = o.Failures(key)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		add := func(key string) {
			t.Helper()
			if err := db.Housekeep(t.Context(), func(o *Ops) error { return o.AddFailure(key) }); err != nil {
				t.Fatal(err)
			}
		}
		add("old")
		var last time.Time
		if err := db.Housekeep(t.Context(), func(o *Ops) (err error) {
			_, last, err = o.Failures("old")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		add("new")
		if err := db.Housekeep(t.Context(), func(o *Ops) error { return o.DropFailures(last.Add(time.Microsecond)) }); err != nil {
			t.Fatal(err)
		}
		if o, n := count("old"), count("new"); o != 0 || n != 1 {
			t.Errorf("old %d, new %d; want 0 and 1", o, n)
		}
	})
}
