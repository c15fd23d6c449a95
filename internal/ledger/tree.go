package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of RFC 6962: of a leaf or of a subtree.
type Hash = tlog.Hash

// HashLeaf is the leaf hash of RFC 6962.
func HashLeaf(leaf []byte) Hash { return tlog.RecordHash(leaf) }

// Tree is the state of a log between two appends: its size and the hashes of
// the complete subtrees that make it up, largest first. There is one for each
// bit that is set in the size, so a log of a million leaves needs twenty at most.
type Tree struct {
	Size     int64
	Frontier []Hash
}

// Append adds a leaf by its hash and returns the hashes that became complete
// with it, the leaf's first; they are stored from index At on (the order of
// [tlog.StoredHashIndex]).
func (t *Tree) Append(leaf Hash) (done []Hash, at int64) {
	at = tlog.StoredHashCount(t.Size)
	done = []Hash{leaf}
	h := leaf
	for range bits.TrailingZeros64(^uint64(t.Size)) { // one for each subtree that the leaf completes
		last := len(t.Frontier) - 1
		h = tlog.NodeHash(t.Frontier[last], h)
		t.Frontier = t.Frontier[:last]
		done = append(done, h)
	}
	t.Frontier = append(t.Frontier, h)
	t.Size++
	return done, at
}

// Root is the tree hash of RFC 6962.
func (t Tree) Root() Hash {
	if len(t.Frontier) == 0 {
		return sha256.Sum256(nil)
	}
	root := t.Frontier[len(t.Frontier)-1]
	for i := len(t.Frontier) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t.Frontier[i], root)
	}
	return root
}

// MarshalBinary writes the frontier; the size is kept beside it.
func (t Tree) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, len(t.Frontier)*tlog.HashSize)
	for _, h := range t.Frontier {
		b = append(b, h[:]...)
	}
	return b, nil
}

// ReadTree reads what [Tree.MarshalBinary] wrote.
func ReadTree(size int64, frontier []byte) (Tree, error) {
	t := Tree{Size: size}
	if size < 0 || len(frontier) != bits.OnesCount64(uint64(size))*tlog.HashSize {
		return Tree{}, fmt.Errorf("read the head of the ledger: %d bytes cannot be the frontier of %d entries", len(frontier), size)
	}
	for ; len(frontier) > 0; frontier = frontier[tlog.HashSize:] {
		t.Frontier = append(t.Frontier, Hash(frontier[:tlog.HashSize]))
	}
	return t, nil
}

// Digest is the tree hash over the changes of one entry, in hex.
type Digest struct{ tree Tree }

// Add takes the next change and returns its hash.
func (d *Digest) Add(c Change) Hash {
	h := HashLeaf(c.Leaf())
	d.tree.Append(h)
	return h
}

// String is the digest as an [Entry] holds it.
func (d *Digest) String() string {
	root := d.tree.Root()
	return hex.EncodeToString(root[:])
}

// Proof shows that an entry is in the log of a given size.
type Proof struct {
	Index int64  `json:"index"` // of the leaf, from 0
	Size  int64  `json:"size"`
	Leaf  Hash   `json:"leaf"`
	Path  []Hash `json:"path"`
	Root  Hash   `json:"root"`
}

// ErrNotInTree says that a proof was asked for an entry beyond the log's size.
var ErrNotInTree = errors.New("the entry is not in the log of that size")

// Prove makes the proof for a leaf; read returns stored hashes by index.
func Prove(index, size int64, read func([]int64) ([]Hash, error)) (Proof, error) {
	if index < 0 || index >= size {
		return Proof{}, fmt.Errorf("prove entry %d of %d: %w", index+1, size, ErrNotInTree)
	}
	reader := tlog.HashReaderFunc(read)
	leaf, err := read([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return Proof{}, err
	}
	path, err := tlog.ProveRecord(size, index, reader)
	if err != nil {
		return Proof{}, err
	}
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return Proof{}, err
	}
	return Proof{Index: index, Size: size, Leaf: leaf[0], Path: path, Root: root}, nil
}

// Check says whether the proof holds.
func (p Proof) Check() error {
	return tlog.CheckRecord(p.Path, p.Size, p.Root, p.Index, p.Leaf)
}
