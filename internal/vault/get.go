package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
)

// Get opens a blob for reading, after hashing all of it: a file that is not
// any more what was put in is [ErrDamaged] and not one byte of it is served.
// The caller closes it.
func (v *Vault) Get(hash string) (io.ReadSeekCloser, error) {
	name, err := nameOf(hash)
	if err != nil {
		return nil, err
	}
	f, err := v.root.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read blob %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", hash, err)
	}
	if err := check(f, hash); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// check hashes an open file and leaves it at its beginning.
func check(f *os.File, hash string) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return fmt.Errorf("read blob %s: %w", hash, err)
	}
	if found := hex.EncodeToString(sum.Sum(nil)); found != hash {
		return fmt.Errorf("blob %s is %w: its content hashes to %s", hash, ErrDamaged, found)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read blob %s: %w", hash, err)
	}
	return nil
}

// Walk lists the blobs by hash, without reading them. Files that are not named
// as blobs are not the vault's and are passed over.
func (v *Vault) Walk(ctx context.Context) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		folders, err := v.list(".")
		if err != nil {
			yield(Blob{}, fmt.Errorf("list the vault: %w", err))
			return
		}
		for _, folder := range folders {
			if !folder.IsDir() || len(folder.Name()) != 2 {
				continue
			}
			if err := context.Cause(ctx); err != nil {
				yield(Blob{}, err)
				return
			}
			if !v.walkFolder(folder.Name(), yield) {
				return
			}
		}
	}
}

// walkFolder yields the blobs of one folder, and says whether to go on.
func (v *Vault) walkFolder(folder string, yield func(Blob, error) bool) bool {
	entries, err := v.list(folder)
	if err != nil {
		return yield(Blob{}, fmt.Errorf("list the vault: %w", err))
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !isHash(e.Name()) || !strings.HasPrefix(e.Name(), folder) {
			continue
		}
		info, err := v.root.Lstat(folder + "/" + e.Name())
		if errors.Is(err, os.ErrNotExist) {
			continue // removed since the folder was listed
		}
		if err != nil {
			return yield(Blob{}, fmt.Errorf("list the vault: %w", err))
		}
		if !yield(Blob{Hash: e.Name(), Size: info.Size()}, nil) {
			return false
		}
	}
	return true
}

// list is what a folder of the vault holds, by name.
func (v *Vault) list(folder string) ([]os.DirEntry, error) {
	d, err := v.root.Open(folder)
	if err != nil {
		return nil, err
	}
	entries, err := d.ReadDir(-1)
	if err := errors.Join(err, d.Close()); err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
