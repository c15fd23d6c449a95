package csms

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sniffBytes is how much of a file tells what it is.
const sniffBytes = 4096

// Media types that a file is told by. A file of any other content is
// [mediaUnknown], and so is one whose content is not what a page may show.
const (
	mediaPDF     = "application/pdf"
	mediaPNG     = "image/png"
	mediaJPEG    = "image/jpeg"
	mediaGIF     = "image/gif"
	mediaWebP    = "image/webp"
	mediaText    = "text/plain"
	mediaUnknown = "application/octet-stream"
)

// marks are the beginnings by which files are told apart.
var marks = []struct{ begins, media string }{
	{"%PDF-", mediaPDF},
	{"\x89PNG\r\n\x1a\n", mediaPNG},
	{"\xff\xd8\xff", mediaJPEG},
	{"GIF87a", mediaGIF},
	{"GIF89a", mediaGIF},
	{"PK\x03\x04", "application/zip"},
	{"PK\x05\x06", "application/zip"},
	{"\x1f\x8b", "application/gzip"},
	{"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
	{"\xa1\xb2\xc3\xd4", "application/vnd.tcpdump.pcap"},
	{"\xd4\xc3\xb2\xa1", "application/vnd.tcpdump.pcap"},
	{"\x0a\x0d\x0d\x0a", "application/vnd.tcpdump.pcap"},
	{"{\\rtf", "application/rtf"},
}

// mediaOf tells what a file is by its first bytes. Neither the name nor what a
// client says of it is believed.
func mediaOf(head []byte) string {
	for _, m := range marks {
		if strings.HasPrefix(string(head), m.begins) {
			return m.media
		}
	}
	if len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP" {
		return mediaWebP
	}
	text, ok := textOf(head)
	switch {
	case !ok:
		return mediaUnknown
	case markup(text):
		return "text/html"
	}
	return mediaText
}

// textOf is the beginning of a file as text; false when it is none. The last
// character may be cut where the file goes on.
func textOf(head []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return wide(head[2:], binary.LittleEndian)
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return wide(head[2:], binary.BigEndian)
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if len(head) >= sniffBytes-3 { // less the mark of its order
		for n := 1; n < utf8.UTFMax && !utf8.Valid(head); n++ {
			head = head[:len(head)-1]
		}
	}
	return printed(string(head))
}

func wide(head []byte, order binary.ByteOrder) (string, bool) {
	units := make([]uint16, len(head)/2)
	for i := range units {
		units[i] = order.Uint16(head[2*i:])
	}
	return printed(string(utf16.Decode(units)))
}

func printed(s string) (string, bool) {
	control := func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f\x1b", r) || r == 0x7f }
	return s, utf8.ValidString(s) && !strings.ContainsFunc(s, control)
}

// markup says whether a text is a page or a drawing, or could be taken for one:
// a tag anywhere in its beginning is enough.
func markup(text string) bool {
	text = strings.ToLower(text)
	for i := strings.IndexByte(text, '<'); i >= 0; {
		rest := text[i+1:]
		if rest != "" && (rest[0] == '!' || rest[0] == '?' || rest[0] == '/' || rest[0] >= 'a' && rest[0] <= 'z') {
			return true
		}
		next := strings.IndexByte(rest, '<')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// shown are the media types that a page may show; all others are saved only.
var shown = map[string]bool{mediaPDF: true, mediaPNG: true, mediaJPEG: true, mediaGIF: true, mediaWebP: true, mediaText: true}
