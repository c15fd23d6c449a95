package csms

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"ringwall/internal/store"
)

// guard keeps watch at the door: it slows guessing down, bounds the work of
// checking passwords, and remembers for a moment who was let in.
type guard struct {
	now    func() time.Time
	hasher hasher
	known  known
}

func newGuard(now func() time.Time, work *argon2id.Params) *guard {
	return &guard{now: now, hasher: newHasher(work), known: known{now: now}}
}

// Limits on guessing. Five tries a day are free of delay; from then on each
// wrong one closes the account for a quarter of an hour, which makes at most
// 5 + 95 = 100 guesses a day however many computers take part. Tries in
// between are refused unseen and prolong nothing, so that nobody is kept out
// for longer.
const (
	lockTime      = 15 * time.Minute
	freePerUser   = 5
	freePerSource = 30
)

// Wait is the cause of a refusal that ends by itself.
type Wait struct{ For time.Duration }

func (w *Wait) Error() string { return fmt.Sprintf("wait %s", w.For) }

func waitFor(d time.Duration) error {
	minutes := max(1, int((d+time.Minute-1)/time.Minute))
	unit := "minutes"
	if minutes == 1 {
		unit = "minute"
	}
	return &Error{
		Kind: Denied, Code: "wait", err: &Wait{For: d},
		Text: fmt.Sprintf("There were too many wrong passwords. Try again in %d %s.", minutes, unit),
	}
}

// gate is one count of failures that may be closed for a while.
type gate struct {
	key  string
	wait func(failures int) time.Duration
}

// gatesOf are the gates that a try to sign in must find open.
func gatesOf(email, source string) []gate {
	gates := []gate{{"account:" + email, accountWait}}
	if key := sourceKey(source); key != "" {
		gates = append(gates, gate{"source:" + key, sourceWait})
	}
	return gates
}

func accountWait(failures int) time.Duration {
	if failures < freePerUser {
		return 0
	}
	return lockTime
}

// sourceWait grows slowly: behind one address there may be a whole plant.
func sourceWait(failures int) time.Duration {
	over := failures - freePerSource
	switch {
	case over < 0:
		return 0
	case over >= 10:
		return lockTime
	}
	return min(lockTime, time.Second<<over)
}

// sourceKey joins the addresses that one customer of a network is given.
func sourceKey(source string) string {
	addr, err := netip.ParseAddr(source)
	if err != nil {
		return ""
	}
	if addr.Is4() {
		return addr.String()
	}
	network, err := addr.Prefix(64)
	if err != nil {
		return ""
	}
	return network.String()
}

// open refuses while one of the gates is closed. Failures of the day before
// are forgotten.
func (g *guard) open(o *store.Ops, gates []gate) error {
	now := g.now()
	for _, gate := range gates {
		failures, last, err := o.Failures(gate.key)
		if err != nil {
			return err
		}
		if failures == 0 || !sameDay(last, now) {
			continue
		}
		if left := last.Add(gate.wait(failures)).Sub(now); left > 0 {
			return waitFor(min(left, lockTime))
		}
	}
	return nil
}

// hold keeps other tries from passing the same gates until this one is counted.
func (g *guard) hold(o *store.Ops, gates []gate) error {
	for _, gate := range gates {
		if err := o.HoldFailures(gate.key); err != nil {
			return err
		}
	}
	return nil
}

// failed counts one wrong password at each gate.
func (g *guard) failed(o *store.Ops, gates []gate) error {
	now := g.now()
	for _, gate := range gates {
		_, last, err := o.Failures(gate.key)
		if err != nil {
			return err
		}
		if !sameDay(last, now) {
			if err := o.ClearFailures(gate.key); err != nil {
				return err
			}
		}
		if err := o.AddFailure(gate.key); err != nil {
			return err
		}
	}
	return nil
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}

// guarded checks a password behind the gates. It answers alike, and works
// alike, for an account that does not exist; stored is "" then.
//
// The caller has asked the gates already, to save the work. They are asked
// again before the result is told: of many tries at once only those learn it
// which the gates would have let through one after the other.
func (s *Service) guarded(ctx context.Context, gates []gate, password, stored string, told func(o *store.Ops, right bool) error) error {
	right, err := s.guard.hasher.matches(ctx, password, stored)
	if err != nil {
		return err
	}
	return s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := s.guard.hold(o, gates); err != nil {
			return err
		}
		if err := s.guard.open(o, gates); err != nil {
			return err
		}
		if !right {
			if err := s.guard.failed(o, gates); err != nil {
				return err
			}
		}
		return told(o, right)
	})
}

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
