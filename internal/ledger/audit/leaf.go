package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// entryLeaf writes an entry as the log must have hashed it, from its columns.
func entryLeaf(e row) []byte {
	members := []string{
		number("seq", e.int("seq")),
		text("at", e.text("at")),
		text("org", e.text("org")),
		text("site", e.text("site")),
		text("actor", e.text("actor")),
		text("name", e.text("name")),
		text("session", e.text("session")),
		text("verb", e.text("verb")),
		text("subject", e.text("subject")),
		text("note", e.text("note")),
		number("undoes", e.int("undoes")),
		number("changes", e.int("changes")),
		text("digest", e.text("digest")),
	}
	if e.yes("clock_back") {
		members = append(members, `"clockBack":true`)
	}
	return object(members)
}

// changeLeaf writes a change as the digest of its entry must have hashed it.
func changeLeaf(h row) []byte {
	members := []string{
		text("kind", h.text("kind")),
		text("site", h.text("site")),
		text("id", h.text("id")),
		text("key", h.text("key")),
		number("version", h.int("version")),
	}
	if doc := h.text("doc"); doc != "" {
		sum := sha256.Sum256([]byte(doc))
		members = append(members, text("doc", hex.EncodeToString(sum[:])))
	}
	return object(members)
}

// object joins members; those that are "" have no value and are left out.
func object(members []string) []byte {
	var present []string
	for _, m := range members {
		if m != "" {
			present = append(present, m)
		}
	}
	return []byte("{" + strings.Join(present, ",") + "}")
}

func number(name string, n int64) string {
	if n == 0 {
		return ""
	}
	return `"` + name + `":` + strconv.FormatInt(n, 10)
}

// text writes a string as RFC 8785, section 3.2.2.2 wants it.
func text(name, s string) string {
	if s == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(`"` + name + `":"`)
	for _, c := range []byte(s) {
		switch c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case 8:
			b.WriteString(`\b`)
		case 9:
			b.WriteString(`\t`)
		case 10:
			b.WriteString(`\n`)
		case 12:
			b.WriteString(`\f`)
		case 13:
			b.WriteString(`\r`)
		default:
			if c < 32 {
				fmt.Fprintf(&b, `\u%04x`, c)
			} else {
				b.WriteByte(c)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
