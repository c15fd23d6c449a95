package csms

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/alexedwards/argon2id"
)

// hashing is the work put into a password: about a tenth of a second of two
// cores, and 64 MiB (argon2id, RFC 9106).
var hashing = &argon2id.Params{Memory: 64 << 10, Iterations: 2, Parallelism: 2, SaltLength: 16, KeyLength: 32}

// hasher hashes passwords, few at a time: each takes its 64 MiB.
type hasher struct {
	work  *argon2id.Params
	slots chan struct{}
	// nobody is the hash of no password; it is checked where there is no account.
	nobody func() string
}

func newHasher(work *argon2id.Params) hasher {
	if work == nil {
		work = hashing
	}
	return hasher{
		work:  work,
		slots: make(chan struct{}, max(1, min(4, runtime.NumCPU()))),
		nobody: sync.OnceValue(func() string {
			hash, err := argon2id.CreateHash(newSecret(), work)
			if err != nil {
				panic(err) // only the system's source of random numbers can fail, and it ends the program itself
			}
			return hash
		}),
	}
}

// hash is what is stored of a password.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.take(ctx); err != nil {
		return "", err
	}
	defer h.give()
	hash, err := argon2id.CreateHash(password, h.work)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// matches checks a password against what was stored, with the same work when
// nothing was.
func (h hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	if err := h.take(ctx); err != nil {
		return false, err
	}
	defer h.give()
	against := stored
	if stored == "" {
		against = h.nobody()
	}
	match, err := argon2id.ComparePasswordAndHash(password, against)
	if err != nil {
		return false, fmt.Errorf("check a password: %w", err)
	}
	return match && stored != "", nil
}

func (h hasher) take(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h hasher) give() { <-h.slots }
