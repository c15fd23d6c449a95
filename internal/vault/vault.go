// Package vault keeps files (evidence, captures, imported sheets, issued
// reports) in a folder, each under the SHA-256 of its content.
//
// A blob is one such content: its hash and its size. The hash is the only name
// a blob has: what a person called the file is data that belongs to the record
// that refers to it, and is never part of a path. Putting the same content
// twice keeps it once. A file is hashed again before it is served, so a blob is
// either what was put in or an error that names it.
//
//	DIR/3f/3f2a…   the blobs, in folders of the hash's first byte
//	DIR/tmp/       what is still being received
package vault

import (
	"errors"
	"fmt"
	"os"
	"path"
	"time"
)

// The errors a caller may want to tell apart.
var (
	ErrNotFound = errors.New("not in the vault")
	ErrTooLarge = errors.New("larger than allowed")
	ErrDamaged  = errors.New("damaged in the vault")
)

// Blob is a content in the vault.
type Blob struct {
	Hash string `json:"hash"` // SHA-256, 64 lower case hex digits
	Size int64  `json:"size"` // bytes
}

// Vault is an open folder of blobs. It may be used by many goroutines, and by
// several processes on the same folder.
type Vault struct {
	root *os.Root
}

const (
	dirMode  = 0o700
	fileMode = 0o600
	tmpDir   = "tmp"
	// abandoned is the age at which a half received file has no owner any more.
	// It is long because another process on the same folder may be receiving it.
	abandoned = 24 * time.Hour
)

// Open opens the vault in dir, making the folder when it is missing, and clears
// away what a crash left half received a day ago or longer.
func Open(dir string) (*Vault, error) {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, fmt.Errorf("make the vault folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the vault folder: %w", err)
	}
	v := &Vault{root: root}
	if err := v.mkdir(tmpDir); err != nil {
		return nil, errors.Join(fmt.Errorf("open the vault %s: %w", dir, err), root.Close())
	}
	if err := v.sweep(time.Now().Add(-abandoned)); err != nil {
		return nil, errors.Join(fmt.Errorf("clear the vault %s: %w", dir, err), root.Close())
	}
	return v, nil
}

// Close releases the folder. Files that [Vault.Get] returned stay readable.
func (v *Vault) Close() error { return v.root.Close() }

// Has says whether the vault has a blob of this hash, without reading it.
func (v *Vault) Has(hash string) (bool, error) {
	name, err := nameOf(hash)
	if err != nil {
		return false, err
	}
	switch info, err := v.root.Stat(name); {
	case errors.Is(err, os.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look for blob %s: %w", hash, err)
	default:
		return info.Mode().IsRegular(), nil
	}
}

// Remove drops a blob that no record refers to, such as the file of a
// discarded import. Removing what is not there is [ErrNotFound].
func (v *Vault) Remove(hash string) error {
	name, err := nameOf(hash)
	if err != nil {
		return err
	}
	switch err := v.root.Remove(name); {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("remove blob %s: %w", hash, ErrNotFound)
	case err != nil:
		return fmt.Errorf("remove blob %s: %w", hash, err)
	}
	return v.syncDir(path.Dir(name))
}

// nameOf is the path of a hash inside the vault. It refuses all that is not
// exactly a SHA-256 in lower case hex, so nothing else ever reaches a path.
func nameOf(hash string) (string, error) {
	if !isHash(hash) {
		return "", fmt.Errorf("%q is no SHA-256 in lower case hex: %w", hash, ErrNotFound)
	}
	return hash[:2] + "/" + hash, nil
}

func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
