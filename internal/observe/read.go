package observe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Options are what a caller of [Read] may set.
type Options struct {
	Budget Budget
	// Size is the length of the file where it is known; it only serves Progress.
	Size int64
	// Progress is called every mebibyte with the bytes done and the total.
	Progress func(done, total int64)
	// Decoders are used instead of [Decoders], where set.
	Decoders []Protocol
}

// Decoders are the protocols whose messages are looked into.
var Decoders = []Protocol{lldp}

// Read reads a capture to its end. The name is the file's own and is used for
// nothing but references in the result.
//
// A file that is cut off or damaged gives what stands before that place, and
// says so in the result. Read fails for what is no capture at all, when a
// limit of the budget is exceeded ([LimitError]), when ctx ends, and when r does.
func Read(ctx context.Context, r io.Reader, name string, opt Options) (Traffic, error) {
	t, err := read(ctx, r, name, opt)
	if err != nil {
		return Traffic{}, fmt.Errorf("read capture %q: %w", name, err)
	}
	return t, nil
}

func read(ctx context.Context, r io.Reader, name string, opt Options) (Traffic, error) {
	if err := context.Cause(ctx); err != nil {
		return Traffic{}, err
	}
	b := opt.Budget.orDefault()
	protocols := opt.Decoders
	if protocols == nil {
		protocols = Decoders
	}
	in := newInput(ctx, r, b.Bytes, opt)
	file, format, err := openFile(in)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends within its header")
	}
	if err != nil {
		return Traffic{}, err
	}
	s := &reading{
		table: newTable(b, protocols), in: in, skipped: counts{}, partly: counts{},
		capture: Capture{Key: name, File: name, Format: format},
	}
	if err := s.all(file); err != nil {
		return Traffic{}, err
	}
	if ng, ok := file.(*pcapngFile); ok && ng.drops() > 0 {
		s.warn("lost by the machine that took the capture: %s", packets(ng.drops()))
	}
	in.progress(in.offset, cmp.Or(in.size, in.offset))
	return s.traffic(), nil
}

// reading is one file being read.
type reading struct {
	*table
	in       *input
	capture  Capture
	skipped  counts
	partly   counts
	span     span
	lastLink uint32
	latest   int64 // time of the packet before
	jumps    int64 // packets that are earlier than the one before
	timeless int64 // packets without a usable time
}

// all reads the packets until the file ends, one way or another.
func (r *reading) all(file recorder) error {
	var rec record
	var f frame
	for {
		err := file.next(&rec)
		if err != nil {
			return r.ended(err)
		}
		if r.capture.Packets == r.budget.Packets {
			return LimitError{Limit: "packets", Max: r.budget.Packets}
		}
		r.capture.Packets++
		r.packet(&rec, &f)
	}
}

// ended sorts the ways in which a file may end. Only those that say nothing
// about the file are errors.
func (r *reading) ended(err error) error {
	var d damage
	switch {
	case errors.Is(err, io.EOF):
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.capture.Truncated = true
		r.warn("the file is cut off after %s", packets(r.capture.Packets))
	case errors.As(err, &d):
		r.capture.Damaged = true
		r.warn("the file is damaged after packet %d: %s; the rest was not read", r.capture.Packets, d.Error())
	default:
		return err
	}
	return nil
}

// packet counts one packet as read or as skipped.
func (r *reading) packet(rec *record, f *frame) {
	if rec.skip != "" {
		r.skipped[rec.skip]++
		return
	}
	r.clock(rec)
	r.link(rec.link)
	f.decode(rec.link, rec.data)
	switch {
	case f.skip != "":
		if _, known := linkNames[rec.link]; !known {
			f.skip = fmt.Sprintf("link type %d is not read", rec.link)
		}
		r.skipped[f.skip]++
		return
	case f.flaw != "" && len(rec.data) < rec.length:
		r.partly[f.flaw+" (the capture holds the beginning of the packet only)"]++
	case f.flaw != "":
		r.partly[f.flaw]++
	}
	r.capture.Read++
	r.add(f, rec, r.capture.Packets)
}

// clock notes the times; a capture may be stitched together out of order.
func (r *reading) clock(rec *record) {
	if !rec.timed {
		r.timeless++
		return
	}
	if r.span.timed && rec.nanos < r.latest {
		r.jumps++
	}
	r.latest = rec.nanos
	r.span.see(rec, r.capture.Packets)
}

func (r *reading) link(link uint32) {
	if link == r.lastLink && len(r.capture.Link) > 0 {
		return
	}
	r.lastLink = link
	if name := linkName(link); !slices.Contains(r.capture.Link, name) && len(r.capture.Link) < maxWarnings {
		r.capture.Link = append(r.capture.Link, name)
	}
}

func (r *reading) warn(format string, args ...any) {
	r.capture.Warnings = append(r.capture.Warnings, fmt.Sprintf(format, args...))
}

// packets is a number of packets in words.
func packets[N int64 | uint64](n N) string {
	if n == 1 {
		return "1 packet"
	}
	return fmt.Sprintf("%d packets", n)
}

// counts are numbers of packets by reason.
type counts map[string]int64

// skips lists the reasons, the most frequent first.
func (c counts) skips() []Skip {
	var list []Skip
	for reason, n := range c {
		list = append(list, Skip{Reason: reason, Count: n})
	}
	slices.SortFunc(list, func(a, b Skip) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
	return list
}
