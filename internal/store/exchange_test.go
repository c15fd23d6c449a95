package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheExchangeKeyIsMadeOnceAndKept(t *testing.T) {
	dir := t.TempDir()
	open := func() *DB {
		db, err := Open(t.Context(), Config{URL: "sqlite:" + filepath.Join(dir, "ringwall.db")})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	path := filepath.Join(dir, "ringwall.db.exchange.key")
	db := open()
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the key is there before its first use: %v", err)
	}
	if _, err := db.ExchangeKey("a", false); !errors.Is(err, ErrExchangeKey) {
		t.Errorf("a key that should be there is made anew: %v", err)
	}
	key, err := db.ExchangeKey("a", true)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file is %v %v", info.Mode(), err)
	}
	other, err := db.ExchangeKey("b", true)
	if err != nil || other.Public() == key.Public() {
		t.Errorf("two organisations have one key: %v", err)
	}
	again, err := open().ExchangeKey("a", false)
	if err != nil || again.Public() != key.Public() {
		t.Errorf("the key is another one after a restart: %v", err)
	}
	if err := os.WriteFile(path, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open().ExchangeKey("a", true); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged key gives %v", err)
	}
}
