package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/ledger"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// world is an instance with two organisations of two sites each. Every record
// of an organisation carries its word, which nobody of the other may ever read.
type world struct {
	*API
	db    *store.DB
	svc   *csms.Service
	clock *handClock
	log   *syncBuffer
	orgs  [2]*house
}

// house is one organisation.
type house struct {
	word  string
	id    plant.OrgID
	admin person
	user  access.User  // an account that nobody signs in to
	token access.Token // of that account
	sites [2]*hall
}

// hall is one site with a record of each kind; the ids fill the parameters of paths.
type hall struct {
	id      plant.SiteID
	zones   [2]plant.Zone
	conduit plant.Conduit
	asset   plant.Asset
	capture observe.Capture
	view    store.View
	imp     string
	seq     int64
	risks   map[string]string // ids of the records of the risk register, by kind without dashes
}

// person is an account that signs in.
type person struct {
	email string
	id    access.UserID
}

const goodPassword = "eleven grey pumps rest"

// quick is the work put into passwords here, which are worth nothing.
var quick = argon2id.Params{Memory: 256, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func example() (risk.Document, error) {
	return risk.Document{Document: plant.Document{Format: "ringwall-site/1", Site: plant.DocSite{Key: "EX", Name: "Example"}}}, nil
}

// handClock is a clock that is moved by hand.
type handClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *handClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *handClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// emptyWorld is an instance before its first start.
func emptyWorld(t testing.TB) *world {
	t.Helper()
	w := &world{clock: &handClock{at: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)}, log: &syncBuffer{}}
	dir := t.TempDir()
	var err error
	w.db, err = store.Open(t.Context(), store.Config{URL: "sqlite:" + filepath.Join(dir, "ringwall.db"), Now: w.clock.now})
	must(t, err)
	t.Cleanup(func() { must(t, w.db.Close()) })
	files, err := vault.Open(filepath.Join(dir, "files"))
	must(t, err)
	log := slog.New(slog.NewTextHandler(w.log, nil))
	w.svc = csms.New(csms.Parts{DB: w.db, Vault: files, Set: catalog.SystemSet(), Log: log, Now: w.clock.now, Version: "test", Hashing: &quick, Example: example})
	t.Cleanup(w.svc.Close)
	w.API = New(Parts{Service: w.svc, Log: log})
	return w
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := emptyWorld(t)
	for i, word := range []string{"aquamarine", "bernstein"} {
		w.orgs[i] = w.house(t, word)
	}
	return w
}

func (w *world) house(t testing.TB, word string) *house {
	t.Helper()
	h := &house{word: word}
	admin, org, err := w.svc.CreateAdministrator(t.Context(), csms.NewAdministrator{
		OrganisationKey: strings.ToUpper(word), OrganisationName: word, Name: "Administrator of " + word,
		Email: "admin@" + word + ".example", Password: goodPassword,
	})
	must(t, err)
	h.id, h.admin = org.ID, person{admin.Email, admin.ID}
	h.user = w.account(t, h, "somebody", access.Grant{Role: access.Viewer})
	w.write(t, h, "", "token.add", func(tx *store.Tx) {
		h.token = access.Token{User: h.user.ID, Name: "token of " + word, Scope: access.ScopeRead, Expires: "2026-12-31"}
		must(t, store.Put(tx, &h.token))
	})
	for i, key := range []string{"north", "south"} {
		h.sites[i] = w.hall(t, h, key+" "+word)
	}
	return h
}

func (w *world) hall(t testing.TB, h *house, key string) *hall {
	t.Helper()
	s := &hall{}
	site := plant.SiteRecord{Key: key, Name: key}
	w.write(t, h, "", "site.add", func(tx *store.Tx) { must(t, store.Put(tx, &site)) })
	s.id = site.ID
	entry := w.write(t, h, s.id, "zone.add", func(tx *store.Tx) {
		for i, k := range []string{"Z-01 ", "Z-02 "} {
			s.zones[i] = plant.Zone{Site: s.id, Key: k + h.word, Name: h.word, Kind: plant.ZoneControl}
			must(t, store.Put(tx, &s.zones[i]))
		}
		s.conduit = plant.Conduit{Site: s.id, Key: "C-01 " + h.word, Name: h.word, From: s.zones[0].ID, To: s.zones[1].ID}
		must(t, store.Put(tx, &s.conduit))
		s.asset = plant.Asset{Site: s.id, Key: "PLC-101 " + h.word, Type: plant.EmbeddedDevice, Zone: s.zones[0].ID, Vendor: "Acme"}
		must(t, store.Put(tx, &s.asset))
	})
	s.seq = entry.Seq
	w.write(t, h, s.id, "capture.add", func(tx *store.Tx) {
		s.capture = observe.Capture{Site: s.id, Key: "line 1 " + h.word, File: h.word + ".pcap"}
		must(t, store.Put(tx, &s.capture))
		must(t, tx.PutTraffic(s.capture.ID, nil, nil))
		s.view = store.View{User: h.user.ID, Site: s.id, Name: "view " + key, Screen: "assets", Doc: json.RawMessage(`{}`)}
		must(t, store.Put(tx, &s.view))
		v := assess.Verdict{
			Site: s.id, Subject: assess.Subject{Kind: assess.OfZone, ID: string(s.zones[0].ID)},
			Set: catalog.SystemRequirements, Requirement: "SR 1.1", State: assess.Met, Note: h.word,
		}
		must(t, store.Put(tx, &v))
	})
	s.risks = w.register(t, h, s)
	w.shelf(t, h, s)
	s.imp = "import of " + key
	must(t, w.db.Housekeep(t.Context(), func(o *store.Ops) error {
		return o.PutImport(store.Import{
			ID: s.imp, Org: h.id, Site: s.id, User: h.admin.id, Kind: "sheet", File: h.word + ".xlsx", State: "failed",
			Created: w.clock.now(), Doc: []byte(`{}`),
		})
	}))
	return s
}

func (w *world) write(t testing.TB, h *house, site plant.SiteID, verb string, fn func(tx *store.Tx)) ledger.Entry {
	t.Helper()
	entry, err := w.db.Update(t.Context(), ledger.Act{Org: h.id, Site: site, Actor: "system", Name: "Test", Verb: verb}, func(tx *store.Tx) error {
		fn(tx)
		return nil
	})
	must(t, err)
	return entry
}

func (w *world) account(t testing.TB, h *house, name string, grants ...access.Grant) access.User {
	t.Helper()
	who, err := w.svc.SystemPrincipal(t.Context(), strings.ToUpper(h.word))
	must(t, err)
	user, err := w.svc.AddUser(t.Context(), who, access.User{
		Email: name + "@" + h.word + ".example", Name: name + " of " + h.word, Grants: grants,
	}, goodPassword)
	must(t, err)
	return user
}

// signIn is the session secret of an account.
func (w *world) secretOf(t testing.TB, email string) string {
	t.Helper()
	in, err := w.svc.SignIn(t.Context(), email, goodPassword, csms.Device{Address: "192.0.2.1", Agent: "Test"})
	must(t, err)
	return in.Secret
}

// send makes one request; as signs it in.
func (w *world) send(method, path string, body any, as func(*http.Request)) *http.Response {
	var r *http.Request
	switch b := body.(type) {
	case nil:
		r = httptest.NewRequest(method, path, nil)
	case string:
		r = httptest.NewRequest(method, path, strings.NewReader(b))
	case []byte:
		r = httptest.NewRequest(method, path, bytes.NewReader(b))
	default:
		data, err := json.Marshal(b)
		if err != nil {
			panic(err)
		}
		r = httptest.NewRequest(method, path, bytes.NewReader(data))
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if as != nil {
		as(r)
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	return rec.Result()
}

func bySession(secret string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: cookieName, Value: secret}) }
}

func byToken(secret string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	must(t, err)
	return string(b)
}

func problemOf(t *testing.T, r *http.Response) Problem {
	t.Helper()
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("an error of type %q", got)
	}
	var p Problem
	must(t, json.NewDecoder(r.Body).Decode(&p))
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
