package observe

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

// input reads a file in pieces that stay where they are: what take returns is
// valid until the next call.
type input struct {
	ctx      context.Context
	r        *bufio.Reader
	offset   int64 // bytes consumed
	max      int64
	size     int64 // 0 is unknown
	reported int64
	progress func(done, total int64)
}

// record is one packet of a file, before anything in it is looked at.
type record struct {
	data   []byte
	length int    // on the wire; data may be shorter
	link   uint32 // link type
	nanos  int64  // since 1970
	timed  bool   // nanos is set
	skip   string // why the packet cannot be read, "" if it can
}

// recorder gives out the packets of one file format. It returns io.EOF at a
// proper end, io.ErrUnexpectedEOF when the file ends in the middle of
// something, and damage when it makes no sense from here on.
type recorder interface {
	next(*record) error
}

// damage says where and why a file stops making sense.
type damage struct {
	offset int64
	text   string
}

func (d damage) Error() string { return fmt.Sprintf("at byte %d, %s", d.offset, d.text) }

func newInput(ctx context.Context, r io.Reader, max int64, opt Options) *input {
	in := &input{ctx: ctx, r: bufio.NewReaderSize(r, maxBlock), max: max, size: opt.Size, progress: opt.Progress}
	if in.progress == nil {
		in.progress = func(int64, int64) {}
	}
	return in
}

// take consumes the next n bytes, n being at most maxBlock.
func (in *input) take(n int) ([]byte, error) {
	b, err := in.r.Peek(n)
	if err != nil {
		return nil, in.short(len(b), err)
	}
	if _, err := in.r.Discard(n); err != nil {
		return nil, err
	}
	return b, in.advance(int64(n))
}

// skip consumes n bytes without looking at them, in steps so that it can be stopped.
func (in *input) skip(n int64) error {
	for n > 0 {
		done, err := in.r.Discard(int(min(n, progressStep)))
		if err != nil {
			return in.short(done, err)
		}
		n -= int64(done)
		if err := in.advance(int64(done)); err != nil {
			return err
		}
	}
	return nil
}

// short turns an end of file after n of the wanted bytes into the right error.
// What is there of an unfinished piece counts as consumed.
func (in *input) short(n int, err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	in.offset += int64(n)
	if n == 0 {
		return io.EOF
	}
	return io.ErrUnexpectedEOF
}

// progressStep is how many bytes pass between two looks at the context.
const progressStep = 1 << 20

func (in *input) advance(n int64) error {
	in.offset += n
	if in.offset > in.max {
		return LimitError{Limit: "bytes", Max: in.max}
	}
	if in.offset-in.reported >= progressStep {
		in.reported = in.offset
		in.progress(in.offset, in.size)
		return context.Cause(in.ctx)
	}
	return nil
}

// inside turns an end of file in the middle of a record into a truncation.
func inside(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
