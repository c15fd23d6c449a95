package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringwall/internal/csms"
)

func TestFromTheFirstStartToSigningOut(t *testing.T) {
	w := emptyWorld(t)
	if got := text(t, w.send("GET", "/api/v1/start", nil, nil)); !strings.Contains(got, `"needsAdministrator":true`) {
		t.Errorf("before: %s", got)
	}
	start := map[string]string{"organisationKey": "AQ", "organisationName": "Aqua", "name": "Ada", "email": "Ada@Example.com", "password": goodPassword}
	r := w.send("POST", "/api/v1/start", start, nil)
	if r.StatusCode != http.StatusCreated {
		t.Fatalf("start: %d %s", r.StatusCode, text(t, r))
	}
	first := cookieOf(t, r)
	var m me
	must(t, json.NewDecoder(r.Body).Decode(&m))
	if m.User.Email != "ada@example.com" || m.Organisation.Key != "AQ" || len(m.Roles) != 1 || m.Session == nil || !m.Session.Current {
		t.Errorf("%+v", m)
	}
	if got := text(t, w.send("GET", "/api/v1/start", nil, nil)); !strings.Contains(got, `"needsAdministrator":false`) {
		t.Errorf("after: %s", got)
	}
	if r := w.send("POST", "/api/v1/start", start, nil); r.StatusCode != http.StatusConflict || problemOf(t, r).Code != "started" {
		t.Errorf("a second start: %d", r.StatusCode)
	}

	r = w.send("POST", "/api/v1/session", map[string]string{"email": "ada@example.com", "password": goodPassword}, bySession(first))
	if r.StatusCode != http.StatusOK {
		t.Fatalf("sign in: %d %s", r.StatusCode, text(t, r))
	}
	second := cookieOf(t, r)
	if second == first {
		t.Error("signing in took over the secret that the browser brought along")
	}
	r = w.send("DELETE", "/api/v1/session", nil, bySession(second))
	if c := r.Cookies(); r.StatusCode != http.StatusNoContent || len(c) != 1 || c[0].MaxAge >= 0 || c[0].Value != "" {
		t.Errorf("sign out: %d %v", r.StatusCode, c)
	}
	for secret, want := range map[string]int{first: http.StatusOK, second: http.StatusUnauthorized, "": http.StatusUnauthorized, "x": http.StatusUnauthorized} {
		if r := w.send("GET", "/api/v1/session", nil, bySession(secret)); r.StatusCode != want {
			t.Errorf("with the secret %q: %d, want %d", secret, r.StatusCode, want)
		}
	}
}

// cookieOf is the secret in an answer's cookie, which must be well guarded.
func cookieOf(t *testing.T, r *http.Response) string {
	t.Helper()
	cookies := r.Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	c := cookies[0]
	if c.Name != "__Host-ringwall" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %s", c.Raw)
	}
	if len(c.Value) < 43 {
		t.Errorf("the secret %q has fewer than 256 bits", c.Value)
	}
	return c.Value
}

func TestSessionsEndByThemselves(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	status := func() int { return w.send("GET", "/api/v1/session", nil, as).StatusCode }
	w.clock.pass(csms.IdleTime - time.Second)
	if got := status(); got != http.StatusOK {
		t.Errorf("just before the idle end: %d", got)
	}
	w.clock.pass(csms.IdleTime)
	if got := status(); got != http.StatusUnauthorized {
		t.Errorf("after the idle end: %d", got)
	}
}

func TestTooManyGuessesAreToldHowLongToWait(t *testing.T) {
	w := newWorld(t)
	try := func(forwarded string) *http.Response {
		return w.send("POST", "/api/v1/session", map[string]string{"email": w.orgs[0].admin.email, "password": "wrong password here"}, func(r *http.Request) {
			r.Header.Set("X-Forwarded-For", forwarded)
		})
	}
	for i := range 5 {
		if r := try(fmt.Sprintf("198.51.100.%d", i)); r.StatusCode != http.StatusUnauthorized || problemOf(t, r).Code != "credentials" {
			t.Fatalf("guess %d: %d", i, r.StatusCode)
		}
	}
	r := try("198.51.100.99")
	if p := problemOf(t, r); r.StatusCode != http.StatusTooManyRequests || p.Code != "wait" || r.Header.Get("Retry-After") != "900" {
		t.Errorf("%d %+v, wait %q s", r.StatusCode, p, r.Header.Get("Retry-After"))
	}
}

func TestTheLogHoldsNoSecret(t *testing.T) {
	w := newWorld(t)
	secret := w.secretOf(t, w.orgs[0].admin.email)
	w.send("POST", "/api/v1/session", map[string]string{"email": w.orgs[0].admin.email, "password": goodPassword}, nil)
	w.send("POST", "/api/v1/session", map[string]string{"email": w.orgs[0].admin.email, "password": "guessed-by-mallory", "extra": "x"}, nil)
	r := w.send("POST", "/api/v1/tokens", map[string]string{"name": "x", "scope": "read", "expires": "2026-05-01"}, bySession(secret))
	var made madeToken
	must(t, json.NewDecoder(r.Body).Decode(&made))
	w.send("GET", "/api/v1/organisation?search=plant-secret", nil, byToken(made.Secret))
	log := w.log.String()
	for _, s := range []string{secret, goodPassword, "guessed-by-mallory", made.Secret, "plant-secret"} {
		if s == "" || strings.Contains(log, s) {
			t.Errorf("the log holds %q", s)
		}
	}
	for _, s := range []string{"path=/api/v1/session", "user=" + string(w.orgs[0].admin.id), "source=192.0.2.1", "request="} {
		if !strings.Contains(log, s) {
			t.Errorf("the log does not tell %q", s)
		}
	}
}

func TestAnAnswerDoesNotSendASecretBack(t *testing.T) {
	w := newWorld(t)
	for _, body := range []string{
		`{"email":"a@b","password":"guessed-by-mallory","extra":"x"}`,
		`{"email":1,"password":"guessed-by-mallory"}`,
		`{"email":"a@b","password":"guessed-by-mallory"`,
		`["guessed-by-mallory"]`,
	} {
		if got := text(t, w.send("POST", "/api/v1/session", body, nil)); strings.Contains(got, "mallory") {
			t.Errorf("%s is answered with %s", body, got)
		}
	}
}
