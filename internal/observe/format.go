package observe

import (
	"encoding/binary"
	"errors"
	"io"
)

var errNoCapture = errors.New("it is neither a pcap nor a pcapng file")

// Recognises says whether a file that begins so is a capture that [Read] reads.
func Recognises(head []byte) bool {
	return formatOf(head) != ""
}

// formatOf finds the format of a file by its first four bytes, "" if it is none.
func formatOf(head []byte) Format {
	if len(head) < 4 {
		return ""
	}
	if _, ok := pcapMagic(head); ok {
		return PCAP
	}
	if binary.LittleEndian.Uint32(head) == blockSection {
		return PCAPNG
	}
	return ""
}

// openFile opens whichever format the file has.
func openFile(in *input) (recorder, Format, error) {
	head, err := in.r.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	switch format := formatOf(head); format {
	case PCAP:
		f, err := openPCAP(in)
		return f, format, err
	case PCAPNG:
		return openPCAPNG(in), format, nil
	}
	return nil, "", errNoCapture
}
