package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

func TestEveryAnswerHasTheHeadersThatKeepBrowsersStrict(t *testing.T) {
	w := newWorld(t)
	for path, status := range map[string]int{
		"/": 200, "/sites/x": 200, "/assets/none.js": 404, "/healthz": 200, "/readyz": 200, "/openapi.json": 200,
		"/api/v1/start": 200, "/api/v1/users": 401, "/api/v1/nothing": 404, "/api/": 404,
	} {
		r := w.send("GET", path, nil, nil)
		if r.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, status)
		}
		for header, want := range map[string]string{
			"Content-Security-Policy":      "default-src 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy":           "camera=()",
			"X-Request-Id":                 "",
		} {
			if got := r.Header.Get(header); !strings.HasPrefix(got, want) || got == "" {
				t.Errorf("%s: %s is %q", path, header, got)
			}
		}
		if csp := r.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") {
			t.Errorf("%s: %s", path, csp)
		}
		if strings.HasPrefix(path, "/api/") && r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached", path)
		}
		if r.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS over plain HTTP", path)
		}
	}
}

// crossed are requests as another site can send them through a browser, or
// bodies as a form can send them.
var crossed = []struct {
	name   string
	set    func(h http.Header)
	status int
}{
	{"from another site", func(h http.Header) { h.Set("Origin", "https://evil.example") }, http.StatusForbidden},
	{"from an opaque origin", func(h http.Header) { h.Set("Origin", "null") }, http.StatusForbidden},
	{"from another port", func(h http.Header) { h.Set("Origin", "http://example.com:8080") }, http.StatusForbidden},
	{"marked as cross-site", func(h http.Header) { h.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
	{"marked as same-site", func(h http.Header) { h.Set("Sec-Fetch-Site", "same-site") }, http.StatusForbidden},
	{"as text", func(h http.Header) { h.Set("Content-Type", "text/plain") }, http.StatusUnsupportedMediaType},
	{"as a form", func(h http.Header) { h.Set("Content-Type", "application/x-www-form-urlencoded") }, http.StatusUnsupportedMediaType},
	{"as text that claims to be JSON", func(h http.Header) { h.Set("Content-Type", "text/plain; application/json") }, http.StatusUnsupportedMediaType},
	{"as nothing", func(h http.Header) { h.Set("Content-Type", "nonsense") }, http.StatusUnsupportedMediaType},
}

func TestNoWriteIsTakenFromAnotherSiteOrFromAForm(t *testing.T) {
	w := newWorld(t)
	secret := w.secretOf(t, w.orgs[0].admin.email)
	entries := w.entries(t)
	writes := 0
	for _, o := range w.Operations() {
		if o.Method == http.MethodGet {
			continue
		}
		writes++
		for _, c := range crossed {
			r := w.send(o.Method, strings.NewReplacer("{", "", "}", "").Replace(o.Path), `{}`, func(r *http.Request) {
				bySession(secret)(r)
				c.set(r.Header)
			})
			if r.StatusCode != c.status {
				t.Errorf("%s %s: %d, want %d", o.ID, c.name, r.StatusCode, c.status)
			}
		}
	}
	if writes < 14 {
		t.Errorf("only %d writes were tried", writes)
	}
	if now := w.entries(t); now != entries {
		t.Errorf("%d entries were written", now-entries)
	}
	// The same requests from our own pages go through.
	for name, set := range map[string]func(*http.Request){
		"our own page":      func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") },
		"our own origin":    func(r *http.Request) { r.Header.Set("Origin", "http://example.com") },
		"no browser at all": func(*http.Request) {},
	} {
		r := w.send("PUT", "/api/v1/session/profile", `{"name":"Ada","language":"en"}`, func(r *http.Request) { bySession(secret)(r); set(r) })
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", name, r.StatusCode, text(t, r))
		}
	}
}

// entries is the length of the ledger.
func (w *world) entries(t *testing.T) int64 {
	t.Helper()
	size, err := w.db.LedgerSize(t.Context())
	must(t, err)
	return size.Entries
}

func TestBodiesAreReadStrictly(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	const path = "/api/v1/session/profile"
	for _, c := range []struct {
		name, body string
		status     int
		location   string
	}{
		{"as described", `{"name":"Ada","language":"en"}`, 200, ""},
		{"an unknown field", `{"name":"Ada","language":"en","org":"x"}`, 422, "body.org"},
		{"a field in other letters", `{"Name":"Ada","language":"en"}`, 422, "body"},
		{"a missing field", `{"name":"Ada"}`, 422, "body"},
		{"a field of another type", `{"name":["Ada"],"language":"en"}`, 422, "body.name"},
		{"null for a text", `{"name":null,"language":"en"}`, 422, "body.name"},
		{"no object", `"Ada"`, 400, "body"},
		{"half a body", `{"name":"Ada"`, 400, "body"},
		{"something after it", `{"name":"Ada","language":"en"} {}`, 400, "body"},
		{"nothing", ``, 400, ""},
		{"a body nested too deep", `{"name":` + strings.Repeat("[", 80) + strings.Repeat("]", 80) + `}`, 400, "body"},
		{"brackets within a text are no depth", `{"name":"` + strings.Repeat("[", 80) + `","language":"en"}`, 200, ""},
		{"a body of more than one MiB", `{"name":"` + strings.Repeat("x", 1<<20) + `"}`, 413, ""},
		{"a rule of the plant", `{"name":" ","language":"en"}`, 422, "body/name"},
	} {
		r := w.send("PUT", path, c.body, as)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.StatusCode, c.status, text(t, r))
			continue
		}
		if c.status == 200 {
			continue
		}
		p := problemOf(t, r)
		if p.Status != c.status || p.Title == "" || !strings.HasSuffix(p.Detail, ".") {
			t.Errorf("%s: %+v", c.name, p)
		}
		if c.location != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.location) {
			t.Errorf("%s: %+v, want %s", c.name, p.Errors, c.location)
		}
	}
	if r := w.send("GET", "/api/v1/users?searhc=x", nil, as); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("an unknown parameter: %d", r.StatusCode)
	}
}

func TestAChangeNeedsTheVersionThatWasRead(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	r := w.send("GET", "/api/v1/organisation", nil, as)
	tag, body := r.Header.Get("ETag"), text(t, r)
	for _, c := range []struct {
		name, tag string
		status    int
	}{
		{"none", "", http.StatusPreconditionRequired},
		{"no version", "abc", http.StatusPreconditionFailed},
		{"anything", "*", http.StatusPreconditionFailed},
		{"an older one", `"v7"`, http.StatusPreconditionFailed},
		{"the one that was read", tag, http.StatusOK},
		{"the same once more", tag, http.StatusPreconditionFailed},
	} {
		changed := strings.Replace(body, `"name":"aquamarine"`, `"name":"aquamarine and sons"`, 1)
		r := w.send("PUT", "/api/v1/organisation", changed, func(r *http.Request) {
			as(r)
			if c.tag != "" {
				r.Header.Set("If-Match", c.tag)
			}
		})
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.StatusCode, c.status, text(t, r))
		}
	}
}

func TestReadingChangesNothing(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	before, err := w.db.LedgerSize(t.Context())
	must(t, err)
	for _, o := range w.Operations() {
		if o.Method == http.MethodGet && !strings.HasSuffix(o.Path, "/events") {
			w.send("GET", w.fill(o.Path, w.orgs[0], w.orgs[0].sites[0], nil), nil, as)
		}
	}
	after, err := w.db.LedgerSize(t.Context())
	must(t, err)
	if before != after {
		t.Errorf("the ledger grew from %+v to %+v", before, after)
	}
}

func TestErrorsOfTheFiveKinds(t *testing.T) {
	w := emptyWorld(t)
	var fails error
	op(w.API, operation{id: "fail", method: "GET", path: "/api/v1/fail", tag: "Test", public: true},
		func(context.Context, access.Principal, *none) (*none, error) { return nil, fails })
	op(w.API, operation{id: "panic", method: "GET", path: "/api/v1/panic", tag: "Test", public: true},
		func(context.Context, access.Principal, *none) (*none, error) { panic("the reactor is hot") })
	for _, c := range []struct {
		name   string
		err    error
		status int
		detail string
	}{
		{"invalid", &csms.Error{Kind: csms.Invalid, Text: "Too deep.", Fields: []csms.Field{{Pointer: "/depth", Text: "deep"}}}, 422, "Too deep."},
		{"denied", &csms.Error{Kind: csms.Denied, Text: "No."}, 403, "No."},
		{"not signed in", &csms.Error{Kind: csms.Denied, Code: "sign-in", Text: "Who?"}, 401, "Who?"},
		{"not found", &csms.Error{Kind: csms.NotFound, Text: "Where?"}, 404, "Where?"},
		{"conflict", &csms.Error{Kind: csms.Conflict, Code: "key-taken", Text: "Taken."}, 409, "Taken."},
		{"stale", &csms.Error{Kind: csms.Conflict, Code: "stale", Text: "Old."}, 412, "Old."},
		{"internal", errors.New("secret of the database"), 500, "Something went wrong"},
	} {
		fails = c.err
		r := w.send("GET", "/api/v1/fail", nil, nil)
		p := problemOf(t, r)
		if r.StatusCode != c.status || p.Status != c.status || !strings.HasPrefix(p.Detail, c.detail) || p.Title == "" || p.Type != "about:blank" {
			t.Errorf("%s: %d %+v", c.name, r.StatusCode, p)
		}
		if c.status == 422 && (len(p.Errors) != 1 || p.Errors[0].Location != "body/depth") {
			t.Errorf("%s: %+v", c.name, p.Errors)
		}
		if c.status == 500 && (!strings.Contains(p.Detail, r.Header.Get("X-Request-Id")) || !strings.Contains(w.log.String(), "secret of the database")) {
			t.Errorf("the cause is not in the log under the request that is told: %s", p.Detail)
		}
	}
	r := w.send("GET", "/api/v1/panic", nil, nil)
	if p := problemOf(t, r); r.StatusCode != 500 || strings.Contains(p.Detail, "hot") || !strings.Contains(w.log.String(), "the reactor is hot") {
		t.Errorf("panic: %d %+v", r.StatusCode, p)
	}
}

func TestTheSourceIsTheClientAndNotWhatItClaims(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("::1/128")}
	for _, c := range []struct{ name, peer, forwarded, want string }{
		{"no proxy, no claim", "192.0.2.1:1000", "", "192.0.2.1"},
		{"no proxy, a claim", "192.0.2.1:1000", "203.0.113.9", "192.0.2.1"},
		{"a trusted proxy", "10.0.0.5:1000", "203.0.113.9", "203.0.113.9"},
		{"a trusted proxy that tells nothing", "10.0.0.5:1000", "", "10.0.0.5"},
		{"a client that claims before the proxy adds", "10.0.0.5:1000", "1.1.1.1, 203.0.113.9", "203.0.113.9"},
		{"two trusted proxies", "10.0.0.5:1000", "1.1.1.1, 203.0.113.9, 10.0.0.6", "203.0.113.9"},
		{"rubbish", "10.0.0.5:1000", "unknown", "10.0.0.5"},
		{"a proxy by IPv6", "[::1]:1000", "2001:db8::1", "2001:db8::1"},
		{"IPv4 written as IPv6", "[::ffff:192.0.2.1]:1000", "", "192.0.2.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := source(r, proxies); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheServerEndsWhatIsTooLong(t *testing.T) {
	s := Server(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	if s.ReadHeaderTimeout > 5*time.Second || s.ReadTimeout > 30*time.Second || s.IdleTimeout > 60*time.Second ||
		min(s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout, s.IdleTimeout) <= 0 {
		t.Errorf("a slow client holds a connection: %+v", s)
	}
	server := httptest.NewUnstartedServer(s.Handler)
	server.Config = s
	server.Start()
	defer server.Close()
	for size, want := range map[int]int{16 << 10: http.StatusOK, 64 << 10: http.StatusRequestHeaderFieldsTooLarge} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
		must(t, err)
		r.Header.Set("X-Long", strings.Repeat("x", size))
		res, err := server.Client().Do(r)
		must(t, err)
		must(t, res.Body.Close())
		if res.StatusCode != want {
			t.Errorf("headers of %d bytes: %d, want %d", size, res.StatusCode, want)
		}
	}
}

func FuzzBodyDepth(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":"\"["}]}`))
	f.Add([]byte(strings.Repeat("[", 100)))
	f.Fuzz(func(t *testing.T, body []byte) {
		var v any
		if jsonFormat.Unmarshal(body, &v) != nil {
			return
		}
		if d := depthOf(v); d > maxDepth {
			t.Errorf("a body of depth %d was taken", d)
		}
		if _, object := v.(map[string]any); !object {
			t.Errorf("%T was taken for an object", v)
		}
	})
}

func depthOf(v any) int {
	deepest := 0
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			deepest = max(deepest, depthOf(x))
		}
	case []any:
		for _, x := range v {
			deepest = max(deepest, depthOf(x))
		}
	default:
		return 0
	}
	return deepest + 1
}
