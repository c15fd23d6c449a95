package assess

import "math/bits"

// bitset is a set of requirements by their place in the requirement set.
type bitset []uint64

func newBits(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) unset(i int)    { b[i/64] &^= 1 << (i % 64) }
func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// overlaid is the set with the places of another set taken from a third.
func (b bitset) overlaid(places, from bitset) bitset {
	res := make(bitset, len(b))
	for i := range b {
		res[i] = b[i]&^places[i] | from[i]&places[i]
	}
	return res
}

// common says whether two sets share a place.
func (b bitset) common(other bitset) bool {
	for i := range b {
		if b[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

// lacks says whether some place of both asked and from is not in the set.
func (b bitset) lacks(asked, from bitset) bool {
	for i := range b {
		if asked[i]&from[i]&^b[i] != 0 {
			return true
		}
	}
	return false
}

// lacking is the first place of both asked and from that is not in the set; -1
// when there is none.
func (b bitset) lacking(asked, from bitset) int {
	for i := range b {
		if word := asked[i] & from[i] &^ b[i]; word != 0 {
			return i*64 + bits.TrailingZeros64(word)
		}
	}
	return -1
}
