package csms

import "iter"

// aheadBatch is how many values ahead hands over at once; handing over each by
// itself would cost more than it gains.
const aheadBatch = 100

// ahead runs an iteration in a goroutine of its own, a few batches ahead of who
// takes the values: reading a file and storing its rows then share two cores.
// The iteration has ended when the loop over it ends, however it ends.
func ahead[T any](seq iter.Seq2[T, error]) iter.Seq2[T, error] {
	type result struct {
		value T
		err   error
	}
	return func(yield func(T, error) bool) {
		batches, stop := make(chan []result, 4), make(chan struct{})
		go func() {
			defer close(batches)
			var batch []result
			send := func() bool {
				select {
				case batches <- batch:
					batch = nil
					return true
				case <-stop:
					return false
				}
			}
			for v, err := range seq {
				batch = append(batch, result{v, err})
				if len(batch) == aheadBatch && !send() {
					return
				}
			}
			if len(batch) > 0 {
				send()
			}
		}()
		defer func() {
			close(stop)
			for range batches { // until the goroutine is done with what it reads
			}
		}()
		for batch := range batches {
			for _, r := range batch {
				if !yield(r.value, r.err) {
					return
				}
			}
		}
	}
}
