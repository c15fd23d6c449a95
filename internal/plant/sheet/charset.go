package sheet

import (
	"bytes"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is how the bytes of a text file stand for characters.
type charset struct {
	name    string
	decoder encoding.Encoding // nil for UTF-8
}

func (c charset) decode(r io.Reader) io.Reader {
	if c.decoder == nil {
		return transform.NewReader(r, utf16.BOMOverride(transform.Nop))
	}
	return transform.NewReader(r, c.decoder.NewDecoder())
}

var errBinary = errors.New("not a text")

// detect tells the encodings that spreadsheets are saved in apart: by the mark
// at the beginning, by being valid UTF-8 throughout, by the zero bytes of
// UTF-16, and the old code pages by what their bytes would mean.
func detect(r io.ReaderAt, size int64) (charset, error) {
	head := make([]byte, min(size, 64<<10))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return charset{}, err
	}
	little, big := utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), utf16.UTF16(utf16.BigEndian, utf16.UseBOM)
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return charset{"UTF-16", little}, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return charset{"UTF-16", big}, nil
	case bytes.IndexByte(head, 0) >= 0:
		return withoutMark(head)
	}
	if whole, err := validUTF8(io.NewSectionReader(r, 0, size)); err != nil {
		return charset{}, err
	} else if whole {
		return charset{"UTF-8", nil}, nil
	}
	if shiftJIS(head) {
		return charset{"Shift-JIS", japanese.ShiftJIS}, nil
	}
	return charset{"Windows-1252", charmap.Windows1252}, nil
}

// withoutMark decides on a text with zero bytes and no mark: in UTF-16 of
// mostly Latin text every other byte is zero.
func withoutMark(head []byte) (charset, error) {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1] > half/3 && zeros[0] == 0:
		return charset{"UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)}, nil
	case zeros[0] > half/3 && zeros[1] == 0:
		return charset{"UTF-16", utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)}, nil
	}
	return charset{}, errBinary
}

func validUTF8(r io.Reader) (bool, error) {
	buf, kept := make([]byte, 64<<10), 0
	for {
		n, err := r.Read(buf[kept:])
		part := buf[:kept+n]
		end := len(part)
		if !errors.Is(err, io.EOF) { // the last character may be cut
			for i := 1; i <= min(3, end); i++ {
				if utf8.RuneStart(part[end-i]) {
					if !utf8.FullRune(part[end-i:]) {
						end -= i
					}
					break
				}
			}
		}
		if !utf8.Valid(part[:end]) {
			return false, nil
		}
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		kept = copy(buf, part[end:])
	}
}

// shiftJIS says whether the text makes sense as Japanese: its characters come
// in words. An umlaut of Windows-1252 and the letter after it can look like a
// kanji too, but a lonely one.
func shiftJIS(head []byte) bool {
	text, _, err := transform.Bytes(japanese.ShiftJIS.NewDecoder(), head)
	if err != nil {
		return false
	}
	inWords, lonely, broken, run := 0, 0, 0, 0
	for _, r := range string(text) + "\n" {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xff01 && r < 0xff60:
			run++
			continue
		case r == utf8.RuneError:
			broken++
		}
		if run > 1 {
			inWords += run
		} else {
			lonely += run
		}
		run = 0
	}
	return inWords > 3*lonely && inWords > 10*broken
}
