package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// markup reads the tags and texts of one XML part as a stream. It knows what
// spreadsheets use of XML and no more: namespaces are dropped, document type
// definitions are refused, and each tag and text has a limit. encoding/xml
// does the same at a tenth of the speed.
type markup struct {
	r *bufio.Reader

	name   []byte // of the tag, without namespace
	closes bool   // </name>
	empty  bool   // <name/>
	tag    []byte // all of the tag between < and >
	attrs  []byte // the part of it after the name
	text   []byte // what stood before the tag, unescaped
	limit  int    // of text
}

var (
	errDTD     = errors.New("document type definitions are not allowed")
	errXML     = errors.New("the XML is damaged")
	errLongTag = errors.New("a tag is too long")
	errLong    = errors.New("a text is too long")
)

const longestTag = 64 << 10

func newMarkup(r io.Reader, limit int) *markup {
	return &markup{r: bufio.NewReaderSize(r, 64<<10), limit: limit}
}

// next moves to the next tag; the text before it is in m.text. io.EOF ends it.
func (m *markup) next() error {
	m.text = m.text[:0]
	for {
		if err := m.readText(); err != nil {
			return err
		}
		if err := m.readTag(); err != nil {
			return err
		}
		switch {
		case m.tag[0] == '?':
		case bytes.HasPrefix(m.tag, []byte("!--")):
			if err := m.skipComment(); err != nil {
				return err
			}
		case bytes.HasPrefix(m.tag, []byte("![CDATA[")):
			if err := m.cdata(); err != nil {
				return err
			}
		case m.tag[0] == '!':
			return errDTD
		default:
			return m.split()
		}
	}
}

// readText takes everything up to "<" into m.text, unescaped.
func (m *markup) readText() error {
	from := len(m.text)
	for {
		chunk, err := m.r.ReadSlice('<')
		m.text = append(m.text, chunk...)
		if len(m.text) > m.limit {
			return errLong
		}
		if err == nil {
			m.text = m.text[:len(m.text)-1]
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
	if bytes.IndexByte(m.text[from:], '&') >= 0 {
		m.text = append(m.text[:from], unescape(m.text[from:])...)
	}
	return nil
}

// readTag takes everything up to ">" into m.tag.
func (m *markup) readTag() error {
	m.tag = m.tag[:0]
	for {
		chunk, err := m.r.ReadSlice('>')
		m.tag = append(m.tag, chunk...)
		if len(m.tag) > longestTag {
			return errLongTag
		}
		if err == nil {
			// A ">" may stand within an attribute's quotes.
			if bytes.Count(m.tag, []byte(`"`))%2 == 0 || m.tag[0] == '!' || m.tag[0] == '?' {
				break
			}
			continue
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return io.ErrUnexpectedEOF
		}
	}
	m.tag = m.tag[:len(m.tag)-1]
	if len(m.tag) == 0 {
		return errXML
	}
	return nil
}

// skipComment reads on to "-->"; a comment may be of any length, so only its
// last bytes are kept.
func (m *markup) skipComment() error {
	whole := true // the last piece ended with ">"
	for !whole || len(m.tag) < 5 || !bytes.HasSuffix(m.tag, []byte("--")) {
		if whole {
			m.tag = append(m.tag, '>')
		}
		piece, err := m.r.ReadSlice('>')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return io.ErrUnexpectedEOF
		}
		whole = err == nil
		m.tag = append(m.tag, bytes.TrimSuffix(piece, []byte(">"))...)
		if n := len(m.tag); n > 5 {
			m.tag = append(m.tag[:3], m.tag[n-2:]...)
		}
	}
	return nil
}

func (m *markup) cdata() error {
	part := bytes.Clone(m.tag[len("![CDATA["):])
	for !bytes.HasSuffix(part, []byte("]]")) {
		rest, err := m.r.ReadSlice('>')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return io.ErrUnexpectedEOF
		}
		part = append(append(part, '>'), bytes.TrimSuffix(rest, []byte(">"))...)
		if len(part) > m.limit {
			return errLong
		}
	}
	m.text = append(m.text, part[:len(part)-2]...)
	return nil
}

// split parts the tag into name and attributes.
func (m *markup) split() error {
	tag := m.tag
	m.closes = tag[0] == '/'
	if m.closes {
		tag = tag[1:]
	}
	m.empty = len(tag) > 0 && tag[len(tag)-1] == '/'
	if m.empty {
		tag = tag[:len(tag)-1]
	}
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	m.name, m.attrs = tag[:end], tag[end:]
	if colon := bytes.IndexByte(m.name, ':'); colon >= 0 {
		m.name = m.name[colon+1:]
	}
	if len(m.name) == 0 {
		return errXML
	}
	return nil
}

func (m *markup) is(name string) bool { return string(m.name) == name }

// attr is the value of an attribute, whatever its namespace; "" when missing.
func (m *markup) attr(name string) []byte {
	rest := m.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:eq])
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		value := rest[1 : 1+end]
		rest = rest[end+2:]
		if colon := bytes.IndexByte(key, ':'); colon >= 0 && !bytes.HasPrefix(key, []byte("xmlns")) {
			key = key[colon+1:]
		}
		if string(key) == name {
			if bytes.IndexByte(value, '&') >= 0 {
				return unescape(bytes.Clone(value))
			}
			return value
		}
	}
}

// unescape replaces character references in place; unknown ones stay as they are.
func unescape(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		if b[i] != '&' {
			out = append(out, b[i])
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		if end < 0 {
			out = append(out, '&')
			continue
		}
		if r, ok := reference(string(b[i+1 : i+end])); ok {
			out = utf8.AppendRune(out, r)
			i += end
		} else {
			out = append(out, '&')
		}
	}
	return out
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}
