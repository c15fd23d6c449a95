package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"ringwall/internal/plant"
	"ringwall/internal/supply/exchange"
)

// exchangeFile holds the secret by which packages to other parties are signed. It
// lies beside the key of the ledger, and like that one it is readable for its
// owner only and in no backup of the database.
type exchangeFile struct {
	path string
	mu   sync.Mutex
	root *exchange.Root
}

// exchangePath is where the secret lies: beside the key of the ledger.
func exchangePath(ledgerKey string) string {
	return strings.TrimSuffix(ledgerKey, ".key") + ".exchange.key"
}

// ErrExchangeKey is the answer when the secret is gone and may not be made anew.
var ErrExchangeKey = errors.New("the exchange key is missing")

// ExchangeKey is the key with which an organisation signs packages. Without a
// secret one is made, if the caller says that none was used before: a new key
// would make partners refuse what they know under the old one.
func (db *DB) ExchangeKey(org plant.OrgID, first bool) (exchange.Key, error) {
	f := &db.packing
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		root, err := f.open(first)
		if err != nil {
			return exchange.Key{}, err
		}
		f.root = root
	}
	return f.root.For(string(org))
}

func (f *exchangeFile) open(first bool) (*exchange.Root, error) {
	for {
		text, err := os.ReadFile(f.path)
		switch {
		case err == nil:
			root, err := exchange.ReadRoot(string(text))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.path, err)
			}
			return root, nil
		case !errors.Is(err, os.ErrNotExist):
			return nil, err
		case !first:
			return nil, fmt.Errorf("%w: put the file %s back, for partners know this organisation by it", ErrExchangeKey, f.path)
		}
		root, err := exchange.NewRoot()
		if err != nil {
			return nil, err
		}
		// Whoever made the file in the meantime was first: theirs is read.
		if err := writeKey(f.path, root.Secret()); err != nil && !errors.Is(err, os.ErrExist) {
			return nil, err
		}
	}
}
