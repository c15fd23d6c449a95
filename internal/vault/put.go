package vault

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"time"
)

// Put streams r into the vault and returns the blob once it is safe on disk.
// More than limit bytes are [ErrTooLarge], and nothing of them is kept; the
// same holds when r fails or ctx ends. Content that is there already is written
// over with itself, which heals a copy that was damaged.
func (v *Vault) Put(ctx context.Context, r io.Reader, limit int64) (Blob, error) {
	tmp := tmpDir + "/" + rand.Text()
	blob, err := v.receive(ctx, tmp, r, limit)
	if err == nil {
		err = v.keep(tmp, blob.Hash)
	}
	if err != nil {
		if gone := v.root.Remove(tmp); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return Blob{}, fmt.Errorf("put a file into the vault: %w", err)
	}
	return blob, nil
}

// receive writes r to a new file and forces it to disk.
func (v *Vault) receive(ctx context.Context, tmp string, r io.Reader, limit int64) (blob Blob, err error) {
	f, err := v.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return Blob{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()

	sum := sha256.New()
	size, err := copyLimited(ctx, io.MultiWriter(f, sum), r, limit)
	if err != nil {
		return Blob{}, err
	}
	if err := f.Sync(); err != nil {
		return Blob{}, err
	}
	return Blob{Hash: hex.EncodeToString(sum.Sum(nil)), Size: size}, nil
}

// copyLimited copies until r ends, and stops at the first byte beyond limit.
func copyLimited(ctx context.Context, w io.Writer, r io.Reader, limit int64) (int64, error) {
	buf := make([]byte, 128<<10)
	var size int64
	for {
		if err := context.Cause(ctx); err != nil {
			return size, err
		}
		n, err := r.Read(buf)
		if size += int64(n); size > limit {
			return size, fmt.Errorf("%w: the limit is %d bytes", ErrTooLarge, limit)
		}
		if _, werr := w.Write(buf[:n]); werr != nil {
			return size, werr
		}
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}

// keep gives a received file its final name. The rename is atomic, so a reader
// sees a whole blob or none; the folder is forced to disk after it, so the name
// survives a power cut too.
func (v *Vault) keep(tmp, hash string) error {
	name, err := nameOf(hash)
	if err != nil {
		return err
	}
	if err := v.mkdir(path.Dir(name)); err != nil {
		return err
	}
	if err := v.root.Rename(tmp, name); err != nil {
		return err
	}
	return v.syncDir(path.Dir(name))
}

// mkdir makes a folder of the vault unless it is there. It forces the parent to
// disk in both cases: the one who made the folder may not have got to it yet.
func (v *Vault) mkdir(name string) error {
	if err := v.root.Mkdir(name, dirMode); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return v.syncDir(".")
}

func (v *Vault) syncDir(name string) error {
	d, err := v.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// sweep removes half received files last written before the given time.
func (v *Vault) sweep(before time.Time) error {
	entries, err := v.list(tmpDir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := v.root.Lstat(tmpDir + "/" + e.Name())
		if errors.Is(err, os.ErrNotExist) {
			continue // another process finished or removed it
		}
		if err != nil {
			return err
		}
		if info.Mode().IsRegular() && info.ModTime().Before(before) {
			if err := v.root.Remove(tmpDir + "/" + e.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}
