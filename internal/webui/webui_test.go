package webui

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

const script = "export const hello = 'world'"

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func built(t *testing.T) app {
	return app{fstest.MapFS{
		"index.html":                {Data: []byte(`<meta name="nonce" content="__NONCE__"><style nonce="__NONCE__"></style>`)},
		"assets/app-1a2b.js.gz":     {Data: packed(t, script)},
		"assets/app-1a2b.js.br":     {Data: []byte("not really brotli")},
		"assets/small-3c4d.css":     {Data: []byte("a{}")},
		"favicon.svg":               {Data: []byte("<svg/>")},
		"assets/only-gz-5e6f.js.gz": {Data: packed(t, script)},
	}}
}

func get(t *testing.T, h http.Handler, path, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if encoding != "" {
		r.Header.Set("Accept-Encoding", encoding)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryPageIsTheAppWithANonceOfItsOwn(t *testing.T) {
	nonces := map[string]bool{}
	for _, path := range []string{"/", "/index.html", "/sites/0190/assets", "/sites/x.y/zones", "/../etc/passwd"} {
		r := get(t, built(t), path, "")
		if r.StatusCode != http.StatusOK || r.Header.Get("Cache-Control") != "no-cache" || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %v", path, r.StatusCode, r.Header)
		}
		page := body(t, r)
		m := regexp.MustCompile(`content="([^"]+)"><style nonce="([^"]+)"`).FindStringSubmatch(page)
		if m == nil || m[1] != m[2] || len(m[1]) < 20 {
			t.Fatalf("%s: no nonce in %q", path, page)
		}
		if nonces[m[1]] {
			t.Errorf("%s: nonce %s was used before", path, m[1])
		}
		nonces[m[1]] = true
		if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "style-src 'self' 'nonce-"+m[1]+"'") {
			t.Errorf("%s: the policy does not know the nonce: %s", path, csp)
		}
	}
}

func TestAssetsComeInTheFormThatTheClientTakes(t *testing.T) {
	for _, c := range []struct {
		name, path, accept, encoding string
		plain                        bool
	}{
		{"Brotli if it is taken", "/assets/app-1a2b.js", "gzip, deflate, br", "br", false},
		{"gzip if Brotli is not", "/assets/app-1a2b.js", "gzip, deflate", "gzip", false},
		{"gzip if Brotli is refused", "/assets/app-1a2b.js", "br;q=0, gzip;q=0.5", "gzip", false},
		{"gzip if there is no Brotli", "/assets/only-gz-5e6f.js", "br, gzip", "gzip", false},
		{"anything goes", "/assets/app-1a2b.js", "*", "br", false},
		{"plain without a word", "/assets/app-1a2b.js", "", "", true},
		{"plain if all is refused", "/assets/app-1a2b.js", "identity, *;q=0", "", true},
		{"plain if neither is known", "/assets/app-1a2b.js", "zstd", "", true},
	} {
		r := get(t, built(t), c.path, c.accept)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Encoding") != c.encoding {
			t.Errorf("%s: %d, encoding %q", c.name, r.StatusCode, r.Header.Get("Content-Encoding"))
		}
		if got := body(t, r); c.plain && got != script {
			t.Errorf("%s: %q", c.name, got)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" && !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%s: caches are not told that forms differ", c.name)
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s: type %q", c.name, r.Header.Get("Content-Type"))
		}
	}
}

func TestCaching(t *testing.T) {
	for path, want := range map[string]string{
		"/assets/app-1a2b.js":    "public, max-age=31536000, immutable",
		"/assets/small-3c4d.css": "public, max-age=31536000, immutable",
		"/favicon.svg":           "no-cache",
	} {
		if got := get(t, built(t), path, "gzip").Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	for _, path := range []string{"/assets/gone-9999.js", "/assets/../assets/gone.js", "/assets/app-1a2b.js.map"} {
		if r := get(t, built(t), path, ""); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, a browser would take the page for a script", path, r.StatusCode)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	w := httptest.NewRecorder()
	built(t).ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST / answers %d", w.Code)
	}
}

func TestABuildWithoutTheAppSaysHowToGetIt(t *testing.T) {
	r := get(t, app{fstest.MapFS{".gitkeep": {}}}, "/sites", "")
	page := body(t, r)
	if r.StatusCode != http.StatusOK || !strings.Contains(page, "make web") || strings.Contains(page, nonceMark) {
		t.Errorf("%d %s", r.StatusCode, page)
	}
	if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "'nonce-") {
		t.Errorf("its style is not permitted: %s", csp)
	}
}

func TestThePolicyPermitsNothingInline(t *testing.T) {
	for _, nonce := range []string{"", "abc"} {
		p := Policy(nonce)
		for _, word := range []string{"unsafe-inline", "unsafe-eval", "http:", "https:", " *"} {
			if strings.Contains(p, word) {
				t.Errorf("the policy has %q: %s", word, p)
			}
		}
		for _, rule := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self';", "frame-src blob:;", "require-trusted-types-for 'script'; trusted-types default"} {
			if !strings.Contains(p, rule) {
				t.Errorf("the policy lacks %q: %s", rule, p)
			}
		}
	}
}
