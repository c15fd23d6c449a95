package observe

import (
	"encoding/binary"
	"fmt"
)

// The first four bytes of a pcap file, as a little endian machine writes them.
// They tell the byte order and the resolution of the times.
const (
	magicMicro    = 0xa1b2c3d4
	magicNano     = 0xa1b23c4d
	magicModified = 0xa1b2cd34 // with a longer record header, written by some old systems
)

// pcapFile reads the classic format: a file header, then records to the end.
type pcapFile struct {
	in     *input
	order  binary.ByteOrder
	unit   int64 // nanoseconds per unit of a fraction
	header int   // length of a record header
	link   uint32
}

// pcapMagic finds the byte order of a pcap file from its first four bytes.
func pcapMagic(b []byte) (binary.ByteOrder, bool) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		switch order.Uint32(b) {
		case magicMicro, magicNano, magicModified:
			return order, true
		}
	}
	return nil, false
}

func openPCAP(in *input) (*pcapFile, error) {
	b, err := in.take(24)
	if err != nil {
		return nil, inside(err)
	}
	order, ok := pcapMagic(b)
	if !ok {
		return nil, errNoCapture
	}
	f := &pcapFile{in: in, order: order, unit: 1000, header: 16}
	switch order.Uint32(b) {
	case magicNano:
		f.unit = 1
	case magicModified:
		f.header = 24
	}
	// The upper bits hold the length of the frame check sequence.
	f.link = order.Uint32(b[20:]) & 0x03ffffff
	return f, nil
}

func (f *pcapFile) next(rec *record) error {
	start := f.in.offset
	b, err := f.in.take(f.header)
	if err != nil {
		return err
	}
	seconds, fraction := int64(f.order.Uint32(b)), int64(f.order.Uint32(b[4:]))
	captured, length := f.order.Uint32(b[8:]), f.order.Uint32(b[12:])
	if captured > maxFrame {
		return damage{start, fmt.Sprintf("a packet header claims %d bytes, more than the %d of the longest packet", captured, maxFrame)}
	}
	*rec = record{length: max(int(length), int(captured)), link: f.link, nanos: seconds*1e9 + fraction*f.unit, timed: true}
	rec.data, err = f.in.take(int(captured))
	if err != nil {
		return inside(err)
	}
	return nil
}
