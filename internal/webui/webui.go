// Package webui holds the built web app and serves it: index.html for every
// page, assets under names that change with their content.
package webui

import (
	"compress/gzip"
	"crypto/rand"
	"embed"
	"encoding/base64"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strings"
)

// The build puts its output into dist; .gitkeep lets the program compile before.
//
//go:embed all:dist
var dist embed.FS

// nonceMark is what index.html has where the nonce of the answer goes.
const nonceMark = "__NONCE__"

// Handler serves the web app of this build.
func Handler() http.Handler { return build() }

func build() app {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return app{files}
}

// Built says whether the web app is part of this build.
func Built() bool {
	_, err := build().read("index.html")
	return err == nil
}

// app serves the files of one build.
type app struct{ files fs.FS }

func (a app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This address only answers GET.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name != "" && name != "index.html" && a.asset(w, r, name) {
		return
	}
	// A page of the app has no file of its own; a missing file must not be
	// answered with the app, or a browser would take it for a script.
	if strings.HasPrefix(name, "assets/") {
		http.NotFound(w, r)
		return
	}
	a.index(w)
}

// index answers with the app, or with how to build it.
func (a app) index(w http.ResponseWriter) {
	page, err := a.read("index.html")
	if err != nil {
		page = []byte(notBuilt)
	}
	nonce := newNonce()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", Policy(nonce))
	h.Set("Cache-Control", "no-cache")
	if _, err := io.WriteString(w, strings.ReplaceAll(string(page), nonceMark, nonce)); err != nil {
		slog.Debug("page not delivered", "error", err)
	}
}

// read is the plain content of a file, however the build stored it.
func (a app) read(name string) ([]byte, error) {
	if plain, err := fs.ReadFile(a.files, name); err == nil {
		return plain, nil
	}
	f, err := a.files.Open(name + ".gz")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain)
}

func newNonce() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

func contentType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
