package webui

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// asset answers with a file of the build, if there is one under that name.
// Larger files are stored compressed only; whoever takes neither form gets
// them unpacked.
func (a app) asset(w http.ResponseWriter, r *http.Request, name string) bool {
	h := w.Header()
	for _, form := range []struct{ suffix, encoding string }{{".br", "br"}, {".gz", "gzip"}} {
		packed, err := fs.ReadFile(a.files, name+form.suffix)
		if err != nil {
			continue
		}
		h.Add("Vary", "Accept-Encoding")
		if !accepts(r.Header.Get("Accept-Encoding"), form.encoding) {
			continue
		}
		h.Set("Content-Encoding", form.encoding)
		a.send(w, r, name, packed)
		return true
	}
	plain, err := a.read(name)
	if err != nil {
		h.Del("Vary")
		return false
	}
	a.send(w, r, name, plain)
	return true
}

func (a app) send(w http.ResponseWriter, r *http.Request, name string, content []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	if strings.HasPrefix(name, "assets/") {
		// The name holds a digest of the content.
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if h.Get("Content-Encoding") != "" {
		// A range of a packed file is of no use to anybody.
		h.Set("Content-Length", strconv.Itoa(len(content)))
		if r.Method != http.MethodHead {
			_, _ = io.Copy(w, bytes.NewReader(content)) // a client that is gone needs no answer
		}
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// accepts says whether a client takes an encoding (RFC 9110, section 12.5.3).
func accepts(header, encoding string) bool {
	any := false
	for part := range strings.SplitSeq(header, ",") {
		name, weight, weighted := strings.Cut(strings.TrimSpace(part), ";")
		name = strings.ToLower(strings.TrimSpace(name))
		taken := true
		if weighted {
			q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			value, err := strconv.ParseFloat(q, 64)
			taken = !found || err != nil || value > 0
		}
		switch name {
		case encoding:
			return taken
		case "*":
			any = taken
		}
	}
	return any
}
