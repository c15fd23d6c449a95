package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
	"unicode/utf8"
)

// TimeFormat is how the ledger writes a time: UTC, microseconds, fixed width.
const TimeFormat = "2006-01-02T15:04:05.000000Z"

// Leaf is the entry as the log hashes it: one JSON object, no blanks, members
// in the order below, members with an empty value left out, text escaped as
// RFC 8785 says. Anybody can rebuild it from the stored columns.
func (e Entry) Leaf() []byte {
	var o object
	o.number("seq", e.Seq)
	o.text("at", e.At.UTC().Format(TimeFormat))
	o.text("org", string(e.Org))
	o.text("site", string(e.Site))
	o.text("actor", e.Actor)
	o.text("name", e.Name)
	o.text("session", e.Session)
	o.text("verb", e.Verb)
	o.text("subject", e.Subject)
	o.text("note", e.Note)
	o.number("undoes", e.Undoes)
	o.number("changes", int64(e.Changes))
	o.text("digest", e.Digest)
	if e.ClockBack {
		o.name("clockBack")
		o = append(o, "true"...)
	}
	return o.close()
}

// Leaf is the change as its entry's digest hashes it, written like
// [Entry.Leaf]. It holds the SHA-256 of the value and not the value, so that
// the place of a change can be proved without showing what was changed.
func (c Change) Leaf() []byte {
	var o object
	o.text("kind", c.Kind)
	o.text("site", string(c.Site))
	o.text("id", c.ID)
	o.text("key", c.Key)
	o.number("version", int64(c.Version))
	if len(c.Doc) > 0 {
		sum := sha256.Sum256(c.Doc)
		o.text("doc", hex.EncodeToString(sum[:]))
	}
	return o.close()
}

// Instant is a time as the ledger can keep it: UTC, without nanoseconds.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// object is a JSON object under construction.
type object []byte

func (o *object) name(name string) {
	if len(*o) == 0 {
		*o = append(*o, '{')
	} else {
		*o = append(*o, ',')
	}
	*o = append(*o, '"')
	*o = append(*o, name...)
	*o = append(*o, '"', ':')
}

func (o *object) number(name string, n int64) {
	if n == 0 {
		return
	}
	o.name(name)
	*o = strconv.AppendInt(*o, n, 10)
}

func (o *object) text(name, s string) {
	if s == "" {
		return
	}
	o.name(name)
	*o = appendText(*o, s)
}

func (o *object) close() []byte {
	if len(*o) == 0 {
		return []byte("{}")
	}
	return append(*o, '}')
}

// appendText writes a JSON string by RFC 8785, section 3.2.2.2: only what must
// be escaped is escaped, in its shortest form.
func appendText(b []byte, s string) []byte {
	const hexDigits = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\b':
			b = append(b, '\\', 'b')
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\f':
			b = append(b, '\\', 'f')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r < 0x20:
			b = append(b, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
