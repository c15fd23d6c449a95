package observe

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
)

// Block types of pcapng that matter here; all others are passed over.
const (
	blockSection    = 0x0a0d0d0a
	blockInterface  = 1
	blockPacket     = 2 // obsolete, still written by old tools
	blockSimple     = 3
	blockStatistics = 5
	blockEnhanced   = 6

	byteOrderMagic = 0x1a2b3c4d
)

// Options of blocks that matter here.
const (
	optionEnd        = 0
	optionResolution = 9  // of an interface: units of its times
	optionOffset     = 14 // of an interface: seconds to add to its times
	optionDropped    = 5  // of statistics: packets the capturing machine lost
)

// pcapngFile reads the block format: sections, each with its own byte order and
// interfaces, each of those with its own link type and clock.
type pcapngFile struct {
	in         *input
	order      binary.ByteOrder
	interfaces []netInterface
	dropped    uint64 // by the capturing machines, of sections that ended
}

type netInterface struct {
	link    uint32
	snap    uint32 // longest captured length, 0 is unlimited
	units   uint64 // per second; 0 is a clock that cannot be read
	offset  int64  // seconds
	dropped uint64
}

func openPCAPNG(in *input) *pcapngFile {
	return &pcapngFile{in: in, order: binary.LittleEndian}
}

func (f *pcapngFile) next(rec *record) error {
	for {
		start := f.in.offset
		head, err := f.in.take(8)
		if err != nil {
			return err
		}
		// The type of a section header reads the same in both byte orders.
		if binary.LittleEndian.Uint32(head) == blockSection {
			if err := f.section(start, head); err != nil {
				return err
			}
			continue
		}
		kind, size := f.order.Uint32(head), f.order.Uint32(head[4:])
		if size < 12 || size%4 != 0 {
			return damage{start, fmt.Sprintf("a block claims the length %d", size)}
		}
		given, err := f.block(start, kind, size, rec)
		if err != nil || given {
			return err
		}
	}
}

// section reads a section header and forgets the interfaces of the last one.
func (f *pcapngFile) section(start int64, head []byte) error {
	rawSize := [4]byte(head[4:])
	magic, err := f.in.take(4)
	if err != nil {
		return inside(err)
	}
	switch uint32(byteOrderMagic) {
	case binary.LittleEndian.Uint32(magic):
		f.order = binary.LittleEndian
	case binary.BigEndian.Uint32(magic):
		f.order = binary.BigEndian
	default:
		return damage{start, "a section header has no byte order"}
	}
	size := f.order.Uint32(rawSize[:])
	if size < 28 || size%4 != 0 {
		return damage{start, fmt.Sprintf("a section header claims the length %d", size)}
	}
	version, err := f.in.take(4)
	if err != nil {
		return inside(err)
	}
	if major := f.order.Uint16(version); major != 1 {
		return damage{start, fmt.Sprintf("a section is written in version %d of the format", major)}
	}
	f.dropped, f.interfaces = f.drops(), f.interfaces[:0]
	if err := f.in.skip(int64(size) - 20); err != nil {
		return inside(err)
	}
	return f.trailer(start, size)
}

// trailer checks the length that is repeated behind a block. If it differs, the
// blocks after it cannot be found.
func (f *pcapngFile) trailer(start int64, size uint32) error {
	b, err := f.in.take(4)
	if err != nil {
		return inside(err)
	}
	if again := f.order.Uint32(b); again != size {
		return damage{start, fmt.Sprintf("a block claims the length %d in front and %d behind", size, again)}
	}
	return nil
}

// block reads the rest of one block, and says whether it gave out a packet.
func (f *pcapngFile) block(start int64, kind, size uint32, rec *record) (given bool, err error) {
	carries := kind == blockEnhanced || kind == blockSimple || kind == blockPacket
	described := kind == blockInterface || kind == blockStatistics
	if kind == blockInterface && size > maxBlock {
		// Passing over it would number the interfaces after it wrongly.
		return false, damage{start, fmt.Sprintf("the description of an interface claims %d bytes", size)}
	}
	if size > maxBlock || !carries && !described {
		if err := f.in.skip(int64(size) - 12); err != nil {
			return false, inside(err)
		}
		*rec = record{skip: fmt.Sprintf("longer than %d bytes", maxFrame)}
		return carries, f.trailer(start, size)
	}
	b, err := f.in.take(int(size) - 8)
	if err != nil {
		return false, inside(err)
	}
	body, tail := b[:len(b)-4], b[len(b)-4:]
	if again := f.order.Uint32(tail); again != size {
		return false, damage{start, fmt.Sprintf("a block claims the length %d in front and %d behind", size, again)}
	}
	switch kind {
	case blockInterface:
		return false, f.describe(start, body)
	case blockStatistics:
		f.statistics(body)
		return false, nil
	case blockSimple:
		f.simple(body, rec)
	default:
		f.packet(kind, body, rec)
	}
	return true, nil
}

// describe reads the description of an interface.
func (f *pcapngFile) describe(start int64, body []byte) error {
	if len(body) < 8 {
		return damage{start, "the description of an interface is too short"}
	}
	if len(f.interfaces) == maxInterfaces {
		return damage{start, fmt.Sprintf("a section describes more than %d interfaces", maxInterfaces)}
	}
	i := netInterface{link: uint32(f.order.Uint16(body)), snap: f.order.Uint32(body[4:]), units: 1e6}
	f.options(body[8:], func(code uint16, value []byte) {
		switch {
		case code == optionResolution && len(value) >= 1:
			i.units = unitsPerSecond(value[0])
		case code == optionOffset && len(value) >= 8:
			i.offset = int64(f.order.Uint64(value))
		}
	})
	f.interfaces = append(f.interfaces, i)
	return nil
}

// unitsPerSecond is the resolution of a clock: a negative power of ten, or of
// two when the highest bit is set. 0 is one too fine for 64 bits.
func unitsPerSecond(resolution byte) uint64 {
	if power := resolution & 0x7f; resolution&0x80 != 0 {
		if power > 63 {
			return 0
		}
		return 1 << power
	}
	if resolution > 19 {
		return 0
	}
	units := uint64(1)
	for range resolution {
		units *= 10
	}
	return units
}

// statistics reads how many packets the capturing machine lost. The counter is
// cumulative, so the last block of an interface is the one that counts.
func (f *pcapngFile) statistics(body []byte) {
	if len(body) < 12 {
		return
	}
	n := f.order.Uint32(body)
	if uint64(n) >= uint64(len(f.interfaces)) {
		return
	}
	f.options(body[12:], func(code uint16, value []byte) {
		if code == optionDropped && len(value) >= 8 {
			f.interfaces[n].dropped = f.order.Uint64(value)
		}
	})
}

// drops is the number of packets that the capturing machines lost so far.
func (f *pcapngFile) drops() uint64 {
	sum := f.dropped
	for _, i := range f.interfaces {
		sum, _ = bits.Add64(sum, i.dropped, 0)
	}
	return sum
}

// options calls each for every option of a block, up to the first that does not fit.
func (f *pcapngFile) options(b []byte, each func(code uint16, value []byte)) {
	for len(b) >= 4 {
		code, size := f.order.Uint16(b), int(f.order.Uint16(b[2:]))
		if b = b[4:]; code == optionEnd || size > len(b) {
			return
		}
		each(code, b[:size])
		b = b[min((size+3)&^3, len(b)):]
	}
}

// packet reads an enhanced packet block, or the obsolete packet block, which
// differs only in the width of the interface number.
func (f *pcapngFile) packet(kind uint32, body []byte, rec *record) {
	if len(body) < 20 {
		*rec = record{skip: "its packet block is malformed"}
		return
	}
	number := f.order.Uint32(body)
	if kind == blockPacket {
		number = uint32(f.order.Uint16(body))
	}
	captured, length := f.order.Uint32(body[12:]), f.order.Uint32(body[16:])
	stamp := uint64(f.order.Uint32(body[4:]))<<32 | uint64(f.order.Uint32(body[8:]))
	f.fill(rec, number, body[20:], captured, length)
	if rec.skip == "" {
		i := f.interfaces[number]
		rec.nanos, rec.timed = nanoseconds(stamp, i.units, i.offset)
	}
}

// simple reads a simple packet block: of the first interface, without a time.
func (f *pcapngFile) simple(body []byte, rec *record) {
	if len(body) < 4 {
		*rec = record{skip: "its packet block is malformed"}
		return
	}
	length := f.order.Uint32(body)
	captured := min(length, uint32(len(body)-4))
	if len(f.interfaces) > 0 && f.interfaces[0].snap > 0 {
		captured = min(captured, f.interfaces[0].snap)
	}
	f.fill(rec, 0, body[4:], captured, length)
}

func (f *pcapngFile) fill(rec *record, number uint32, data []byte, captured, length uint32) {
	switch {
	case uint64(number) >= uint64(len(f.interfaces)):
		*rec = record{skip: "of an interface that the file does not describe"}
	case uint64(captured) > uint64(len(data)):
		*rec = record{skip: "its packet block is malformed"}
	case captured > maxFrame:
		*rec = record{skip: fmt.Sprintf("longer than %d bytes", maxFrame)}
	default:
		*rec = record{data: data[:captured], length: max(int(length), int(captured)), link: f.interfaces[number].link}
	}
}

// nanoseconds turns a clock's reading into nanoseconds since 1970. It fails for
// times that no nanosecond counter of 64 bits holds (before 1970, after 2262).
func nanoseconds(stamp, units uint64, offset int64) (int64, bool) {
	if units == 0 {
		return 0, false
	}
	seconds, rest := stamp/units, stamp%units
	if seconds > math.MaxInt64/2 || offset > math.MaxInt64/2 || offset < math.MinInt64/2 {
		return 0, false
	}
	total := int64(seconds) + offset
	if total < 0 || total >= math.MaxInt64/1_000_000_000 {
		return 0, false
	}
	hi, lo := bits.Mul64(rest, 1e9)
	fraction, _ := bits.Div64(hi, lo, units) // rest < units, so the quotient is below 1e9
	return total*1e9 + int64(fraction), true
}
