package audit

import (
	"bytes"
	"crypto/sha256"
)

// Hashes of RFC 6962, section 2.1: a leaf is hashed behind the byte 0, two
// subtrees behind the byte 1.

func leafHash(leaf []byte) []byte {
	sum := sha256.Sum256(append([]byte{0}, leaf...))
	return sum[:]
}

func nodeHash(left, right []byte) []byte {
	b := make([]byte, 0, 1+2*sha256.Size)
	b = append(b, 1)
	b = append(b, left...)
	b = append(b, right...)
	sum := sha256.Sum256(b)
	return sum[:]
}

// subtree is a complete subtree of 2^height leaves.
type subtree struct {
	height int
	hash   []byte
}

// tree is a stack of complete subtrees, the largest first.
type tree []subtree

// push adds a leaf; whenever the last two subtrees are of one size they become
// one, and joined may replace its hash by the one that is stored for it.
func (t *tree) push(leaf []byte, joined func(hash []byte) ([]byte, error)) error {
	*t = append(*t, subtree{0, leaf})
	for n := len(*t); n > 1 && (*t)[n-1].height == (*t)[n-2].height; n = len(*t) {
		h := nodeHash((*t)[n-2].hash, (*t)[n-1].hash)
		if joined != nil {
			var err error
			if h, err = joined(h); err != nil {
				return err
			}
		}
		*t = append((*t)[:n-2], subtree{(*t)[n-2].height + 1, h})
	}
	return nil
}

// root is the tree hash: the subtrees joined from the smallest up.
func (t tree) root() []byte {
	if len(t) == 0 {
		sum := sha256.Sum256(nil)
		return sum[:]
	}
	h := t[len(t)-1].hash
	for i := len(t) - 2; i >= 0; i-- {
		h = nodeHash(t[i].hash, h)
	}
	return h
}

// frontier is the hashes of the subtrees in one piece, as the head stores them.
func (t tree) frontier() []byte {
	var b bytes.Buffer
	for _, s := range t {
		b.Write(s.hash)
	}
	return b.Bytes()
}
