package csms

import (
	"errors"
	"iter"
	"testing"
)

// counting yields 0 to n-1, an error at failAt, and notes when it has ended.
func counting(n, failAt int, ended *bool) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer func() { *ended = true }()
		for i := range n {
			var err error
			if i == failAt {
				err = errors.New("broken")
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

func TestAheadGivesTheSameInTheSameOrder(t *testing.T) {
	for _, n := range []int{0, 1, aheadBatch, 10*aheadBatch + 7} {
		ended, next := false, 0
		for v, err := range ahead(counting(n, 5*aheadBatch+3, &ended)) {
			if v != next || (err != nil) != (v == 5*aheadBatch+3) {
				t.Fatalf("of %d values, number %d is %d with error %v", n, next, v, err)
			}
			next++
		}
		if next != n || !ended {
			t.Errorf("%d of %d values; iteration ended: %v", next, n, ended)
		}
	}
}

func TestAheadEndsTheIterationWithTheLoop(t *testing.T) {
	ended := false
	for v := range ahead(counting(1_000_000, -1, &ended)) {
		if v == 3 {
			break
		}
	}
	if !ended {
		t.Error("the loop was left and the iteration goes on")
	}
}
