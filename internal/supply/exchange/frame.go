package exchange

import (
	"bytes"
	"encoding/binary"
)

// entry is one file of the ZIP as its frame names it.
type entry struct {
	path string
	size int64
	crc  uint32
}

// The frame is that of a ZIP without compression, times or extra fields, so that
// it follows from the entries alone.
const (
	zipVersion = 20
	zipMade    = 3<<8 | zipVersion // on Unix, so that the permissions count
	zipUTF8    = 1 << 11
	zipDay     = 1<<5 | 1 // 1980-01-01, the first day that a ZIP knows
	zipMode    = 0o100644 << 16
	localSize  = 30
)

func localHeader(e entry) []byte {
	var b bytes.Buffer
	put(&b, uint32(0x04034b50), uint16(zipVersion), uint16(zipUTF8), uint16(0), uint16(0), uint16(zipDay),
		e.crc, uint32(e.size), uint32(e.size), uint16(len(e.path)), uint16(0))
	b.WriteString(e.path)
	return b.Bytes()
}

// directory is what follows the last file: one record for each, and the end.
func directory(entries []entry) []byte {
	var b bytes.Buffer
	at := int64(0)
	for _, e := range entries {
		put(&b, uint32(0x02014b50), uint16(zipMade), uint16(zipVersion), uint16(zipUTF8), uint16(0), uint16(0), uint16(zipDay),
			e.crc, uint32(e.size), uint32(e.size), uint16(len(e.path)), uint16(0), uint16(0), uint16(0), uint16(0), uint32(zipMode), uint32(at))
		b.WriteString(e.path)
		at += e.span()
	}
	size := b.Len()
	put(&b, uint32(0x06054b50), uint16(0), uint16(0), uint16(len(entries)), uint16(len(entries)), uint32(size), uint32(at), uint16(0))
	return b.Bytes()
}

// span is how many bytes of the file an entry takes, header and content.
func (e entry) span() int64 { return localSize + int64(len(e.path)) + e.size }

func put(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		var field []byte
		switch v := v.(type) {
		case uint16:
			field = binary.LittleEndian.AppendUint16(field, v)
		case uint32:
			field = binary.LittleEndian.AppendUint32(field, v)
		}
		b.Write(field)
	}
}
