package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	hello     = "hello, plant\n"
	unbounded = 1 << 40
)

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func open(t *testing.T) (*Vault, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "vault")
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v, dir
}

func put(t *testing.T, v *Vault, content string) Blob {
	t.Helper()
	blob, err := v.Put(t.Context(), strings.NewReader(content), unbounded)
	if err != nil {
		t.Fatal(err)
	}
	return blob
}

func read(t *testing.T, v *Vault, hash string) string {
	t.Helper()
	f, err := v.Get(hash)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// files lists all files below dir with their modes, folders with a slash.
func files(t *testing.T, dir string) map[string]os.FileMode {
	t.Helper()
	found := map[string]os.FileMode{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if e.IsDir() {
			rel += "/"
		}
		found[rel] = info.Mode().Perm()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatIsPutInComesOutUnderItsHash(t *testing.T) {
	v, dir := open(t)
	for _, content := range []string{hello, "", strings.Repeat("0123456789", 100_000)} {
		blob := put(t, v, content)
		if want := (Blob{Hash: hashOf(content), Size: int64(len(content))}); blob != want {
			t.Errorf("Put = %+v, want %+v", blob, want)
		}
		if got := read(t, v, blob.Hash); got != content {
			t.Errorf("Get returns %d bytes that differ from the %d put in", len(got), len(content))
		}
	}

	// A new vault on the same folder has the same blobs.
	again, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, again, hashOf(hello)); got != hello {
		t.Errorf("after opening again: %q", got)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

func TestOnlyTheOwnerMayLookIntoTheFolder(t *testing.T) {
	v, dir := open(t)
	hash := put(t, v, hello).Hash
	want := map[string]os.FileMode{
		"./": 0o700, "tmp/": 0o700, hash[:2] + "/": 0o700, hash[:2] + "/" + hash: 0o600,
	}
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestABlobCanBeSought(t *testing.T) {
	v, _ := open(t)
	f, err := v.Get(put(t, v, hello).Hash)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(7, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil || string(rest) != "plant\n" {
		t.Errorf("after seek: %q, %v", rest, err)
	}
}

func TestADamagedFileIsRefusedByName(t *testing.T) {
	tests := []struct {
		name   string
		damage func(content []byte) []byte
	}{
		{"one bit flipped", func(b []byte) []byte { b[3] ^= 1; return b }},
		{"cut short", func(b []byte) []byte { return b[:len(b)-1] }},
		{"emptied", func([]byte) []byte { return nil }},
		{"something appended", func(b []byte) []byte { return append(b, 0) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, dir := open(t)
			hash := put(t, v, hello).Hash
			name := filepath.Join(dir, hash[:2], hash)
			if err := os.WriteFile(name, tt.damage([]byte(hello)), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := v.Get(hash)
			if f != nil || !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), hash) {
				t.Errorf("Get = %v, %v, want ErrDamaged naming %s", f, err, hash)
			}
			put(t, v, hello)
			if got := read(t, v, hash); got != hello {
				t.Errorf("putting the content again did not heal it: %q", got)
			}
		})
	}
}

func TestOnlyHashesNameBlobs(t *testing.T) {
	v, dir := open(t)
	outside := filepath.Join(filepath.Dir(dir), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	good := put(t, v, hello).Hash
	for _, name := range []string{
		"", "../secret", "../../secret", outside, "tmp", good[:63], good + "0", strings.ToUpper(good),
		good[:2] + "/" + good, strings.Repeat(".", 64), good[:60] + "/../", good[:63] + "g", good[:63] + "\x00",
	} {
		if f, err := v.Get(name); f != nil || !errors.Is(err, ErrNotFound) {
			t.Errorf("Get(%q) = %v, %v", name, f, err)
		}
		if ok, err := v.Has(name); ok || !errors.Is(err, ErrNotFound) {
			t.Errorf("Has(%q) = %v, %v", name, ok, err)
		}
		if err := v.Remove(name); !errors.Is(err, ErrNotFound) {
			t.Errorf("Remove(%q) = %v", name, err)
		}
	}
}

func TestALinkOutOfTheFolderIsNotFollowed(t *testing.T) {
	v, dir := open(t)
	outside := filepath.Join(filepath.Dir(dir), "secret")
	if err := os.WriteFile(outside, []byte(hello), 0o600); err != nil {
		t.Fatal(err)
	}
	hash := hashOf(hello)
	if err := os.Mkdir(filepath.Join(dir, hash[:2]), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, hash[:2], hash)); err != nil {
		t.Fatal(err)
	}
	if f, err := v.Get(hash); err == nil {
		t.Errorf("Get followed a link out of the vault: %v", f)
	}
}

func TestMoreThanTheLimitIsRefusedAndNotKept(t *testing.T) {
	v, dir := open(t)
	if _, err := v.Put(t.Context(), strings.NewReader(hello), int64(len(hello))); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
	before := files(t, dir)
	if _, err := v.Put(t.Context(), strings.NewReader(hello+"!"), int64(len(hello))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one byte more: %v, want ErrTooLarge", err)
	}
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
}

func TestAFailedOrCancelledPutLeavesNothing(t *testing.T) {
	broken := errors.New("line dropped")
	stopped := errors.New("stopped by the user")
	cancelled, cancel := context.WithCancelCause(t.Context())
	tests := []struct {
		name string
		ctx  context.Context
		r    io.Reader
		want error
	}{
		{"the upload breaks off", t.Context(), io.MultiReader(strings.NewReader(hello), iotest.ErrReader(broken)), broken},
		{"the user stops it half way", cancelled, io.MultiReader(strings.NewReader(hello), readerFunc(func(p []byte) (int, error) {
			cancel(stopped)
			return len(p), nil
		})), stopped},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, dir := open(t)
			before := files(t, dir)
			if _, err := v.Put(tt.ctx, tt.r, unbounded); !errors.Is(err, tt.want) {
				t.Errorf("Put: %v, want %v", err, tt.want)
			}
			if diff := cmp.Diff(before, files(t, dir)); diff != "" {
				t.Errorf("files changed (-before +after):\n%s", diff)
			}
		})
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestTheSameContentPutByManyIsKeptOnce(t *testing.T) {
	v, dir := open(t)
	content := strings.Repeat("the same capture ", 50_000)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			blob, err := v.Put(t.Context(), iotest.HalfReader(strings.NewReader(content)), unbounded)
			if err != nil || blob.Hash != hashOf(content) {
				t.Errorf("Put = %+v, %v", blob, err)
				return
			}
			f, err := v.Get(blob.Hash)
			if err != nil {
				t.Errorf("Get while others put: %v", err)
				return
			}
			got, err := io.ReadAll(f)
			if err := errors.Join(err, f.Close()); err != nil || !bytes.Equal(got, []byte(content)) {
				t.Errorf("read %d bytes, %v", len(got), err)
			}
		})
	}
	wg.Wait()
	if n := len(files(t, dir)); n != 4 { // the vault, tmp, one folder, one file
		t.Errorf("%d files and folders, want 4", n)
	}
}

func TestHasAndRemove(t *testing.T) {
	v, _ := open(t)
	hash := put(t, v, hello).Hash
	if ok, err := v.Has(hash); !ok || err != nil {
		t.Errorf("Has = %v, %v", ok, err)
	}
	if err := v.Remove(hash); err != nil {
		t.Fatal(err)
	}
	if ok, err := v.Has(hash); ok || err != nil {
		t.Errorf("Has after Remove = %v, %v", ok, err)
	}
	if _, err := v.Get(hash); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get after Remove: %v", err)
	}
	if err := v.Remove(hash); !errors.Is(err, ErrNotFound) {
		t.Errorf("Remove twice: %v", err)
	}
}

func TestWalkListsTheBlobsAndNothingElse(t *testing.T) {
	v, dir := open(t)
	want := map[string]int64{}
	for _, content := range []string{"a", "bb", "ccc", hello} {
		blob := put(t, v, content)
		want[blob.Hash] = blob.Size
	}
	foreign := []string{"README", "tmp/" + hashOf("half"), hashOf("a")[:2] + "/notes", hashOf("a")[:2] + "/" + hashOf("hello")}
	for _, name := range foreign {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	got, last := map[string]int64{}, ""
	for blob, err := range v.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if blob.Hash <= last {
			t.Errorf("%s comes after %s", blob.Hash, last)
		}
		got[blob.Hash], last = blob.Size, blob.Hash
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blobs (-want +got):\n%s", diff)
	}

	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for blob, err := range v.Walk(cancelled) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("walk of a cancelled context: %v, %v", blob, err)
		}
	}
}

func TestOpenClearsWhatACrashLeft(t *testing.T) {
	v, dir := open(t)
	old, fresh := filepath.Join(dir, tmpDir, "old"), filepath.Join(dir, tmpDir, "fresh")
	for _, name := range []string{old, fresh} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	twoDaysAgo := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(old, twoDaysAgo, twoDaysAgo); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	found := files(t, dir)
	if _, ok := found["tmp/old"]; ok {
		t.Error("a file half received two days ago is still there")
	}
	if _, ok := found["tmp/fresh"]; !ok {
		t.Error("a file that another process is receiving was removed")
	}
	put(t, v, hello)
}
