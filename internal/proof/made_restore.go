package proof

import (
	"fmt"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// restoreMonths is how long a restore test shows anything.
const restoreMonths = 12

// restore looks at the restore tests of the essential functions.
func restore(in MadeInput) (result string, holds bool) {
	n := len(in.Functions)
	if n == 0 {
		return "No essential function is registered, so no restore can have been tested.", false
	}
	tested, inTime, first := 0, 0, ""
	var oldest plant.Date
	for i := range in.Functions {
		f := &in.Functions[i]
		why := untested(f.Recovery, in.Today)
		if why == "" {
			tested++
			if on := f.Recovery.RestoreTested; oldest == "" || on < oldest {
				oldest = on
			}
			why = slow(f.Recovery)
		}
		if why == "" {
			inTime++
		} else if first == "" {
			first = fmt.Sprintf(" %s %s.", f.Key, why)
		}
	}
	result = fmt.Sprintf("Of %d essential functions, the restore of %d was tested in the last %d months and %d were back in their target time.%s", n, tested, restoreMonths, inTime, first)
	if tested > 0 {
		result += fmt.Sprintf(" The oldest of these tests is of %s.", oldest)
	}
	return result, inTime == n
}

// untested says why the restore of a function counts as not tested, "" when it does.
func untested(r *risk.Recovery, today plant.Date) string {
	if r == nil || r.RestoreTested == "" {
		return "was never tested"
	}
	then, err := time.Parse(time.DateOnly, string(r.RestoreTested))
	now, err2 := time.Parse(time.DateOnly, string(today))
	switch {
	case err != nil || err2 != nil || now.Before(then):
		return "has a test dated " + string(r.RestoreTested) + ", which shows nothing"
	case then.AddDate(0, restoreMonths, 0).Before(now):
		return "was last tested on " + string(r.RestoreTested)
	}
	return ""
}

// slow says why a tested restore does not count as one in time, "" when it does.
func slow(r *risk.Recovery) string {
	switch {
	case r.TargetTime == nil:
		return "has no target time"
	case r.MeasuredTime == nil:
		return "was tested, but nobody wrote down how long it took"
	case *r.MeasuredTime > *r.TargetTime:
		return fmt.Sprintf("was back after %g hours, against a target of %g", *r.MeasuredTime, *r.TargetTime)
	}
	return ""
}

// whole says what reading the record again showed.
func whole(l *LedgerLook) (result string, holds bool) {
	switch {
	case l == nil:
		return "The record was not read.", false
	case len(l.Wrong) > 0:
		return fmt.Sprintf("The record was read again up to entry %d and %d things differ from its ledger. The first: %s", l.Entries, len(l.Wrong), l.Wrong[0]), false
	}
	return fmt.Sprintf("All %d entries were read again and nothing differs from the ledger, whose root is %s.", l.Entries, l.Root), true
}
