package csms

import (
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// quick is the work put into passwords here: there are many, and none of them
// is worth anything.
var quick = argon2id.Params{Memory: 256, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// wallClock is a clock that stands until it is moved.
type wallClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *wallClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *wallClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// office is an instance whose administrator is Ada.
type office struct {
	*Service
	dir   string // of its data
	clock *wallClock
	ada   access.Principal
	first SignedIn
}

const (
	adaEmail    = "ada@example.com"
	adaPassword = "seven red valves hum"
	benEmail    = "ben@example.com"
	benPassword = "nine blue tanks leak"
)

var desk = Device{Address: "192.0.2.7", Agent: "Test"}

// emptyOffice is an instance before its first start.
func emptyOffice(t testing.TB) *office { return emptyOfficeWith(t, &quick) }

func emptyOfficeWith(t testing.TB, work *argon2id.Params) *office {
	t.Helper()
	clock := &wallClock{at: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}
	dir := t.TempDir()
	db, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + filepath.Join(dir, "ringwall.db"), Now: clock.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	files, err := vault.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	return &office{dir: dir, clock: clock, Service: New(Parts{
		DB: db, Vault: files, Set: catalog.SystemSet(), Log: slog.New(slog.DiscardHandler), Now: clock.now, Hashing: work,
	})}
}

var firstStart = NewAdministrator{
	OrganisationKey: "AQ", OrganisationName: "Aqua", Name: "Ada", Email: adaEmail, Password: adaPassword,
}

func newOffice(t testing.TB) *office { return newOfficeWith(t, &quick) }

func newOfficeWith(t testing.TB, work *argon2id.Params) *office {
	t.Helper()
	o := emptyOfficeWith(t, work)
	var err error
	if o.first, err = o.Start(t.Context(), firstStart, desk); err != nil {
		t.Fatal(err)
	}
	o.ada = o.first.Principal
	return o
}

// hire adds Ben with the given grants.
func (o *office) hire(t testing.TB, grants ...access.Grant) access.User {
	t.Helper()
	ben, err := o.AddUser(t.Context(), o.ada, access.User{Email: benEmail, Name: "Ben", Grants: grants}, benPassword)
	if err != nil {
		t.Fatal(err)
	}
	return ben
}

func (o *office) signIn(t testing.TB, email, password string) SignedIn {
	t.Helper()
	in, err := o.SignIn(t.Context(), email, password, desk)
	if err != nil {
		t.Fatalf("sign in as %s: %v", email, err)
	}
	return in
}

// site adds a site to the organisation of a principal.
func (o *office) addSite(t testing.TB, who access.Principal, key string) plant.SiteRecord {
	t.Helper()
	site := plant.SiteRecord{Key: key, Name: key}
	_, err := o.update(t.Context(), who, intent{do: access.SiteAdd, verb: "site.add", subject: key}, func(tx *store.Tx) error {
		return store.Put(tx, &site)
	})
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// otherOrganisation is a second organisation on the same instance.
func (o *office) otherOrganisation(t *testing.T) access.Principal {
	t.Helper()
	_, _, err := o.CreateAdministrator(t.Context(), NewAdministrator{
		OrganisationKey: "BR", OrganisationName: "Brew", Name: "Eve", Email: "eve@example.org", Password: "four green drums roll",
	})
	if err != nil {
		t.Fatal(err)
	}
	return o.signIn(t, "eve@example.org", "four green drums roll").Principal
}

func code(err error) string {
	if e, ok := err.(*Error); ok {
		return e.Code
	}
	return ""
}

func TestTheFirstStart(t *testing.T) {
	t.Run("is needed until it is done, and works once", func(t *testing.T) {
		o := emptyOffice(t)
		if needed, err := o.NeedsAdministrator(t.Context()); err != nil || !needed {
			t.Fatalf("needed %v, %v", needed, err)
		}
		in, err := o.Start(t.Context(), firstStart, desk)
		if err != nil {
			t.Fatal(err)
		}
		if who, err := o.PrincipalOfSession(t.Context(), in.Secret); err != nil || who.Email != adaEmail {
			t.Errorf("signed in as %q, %v", who.Email, err)
		}
		if needed, err := o.NeedsAdministrator(t.Context()); err != nil || needed {
			t.Errorf("still needed %v, %v", needed, err)
		}
		again := firstStart
		again.OrganisationKey, again.Email = "XX", "mallory@example.com"
		if _, err := o.Start(t.Context(), again, desk); KindOf(err) != Conflict {
			t.Errorf("a second start: %v", err)
		}
	})
	t.Run("has one winner of many at once", func(t *testing.T) {
		o := emptyOffice(t)
		var wins, losses int
		var mu sync.Mutex
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				n := firstStart
				n.OrganisationKey, n.Email = string(rune('A'+i)), string(rune('a'+i))+"@example.com"
				_, err := o.Start(t.Context(), n, desk)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					wins++
				case KindOf(err) == Conflict:
					losses++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if wins != 1 || losses != 11 {
			t.Errorf("%d won and %d lost", wins, losses)
		}
	})
	for _, c := range []struct {
		name    string
		change  func(*NewAdministrator)
		pointer string
	}{
		{"refuses a weak password", func(n *NewAdministrator) { n.Password = "password1234" }, "/password"},
		{"refuses what is no e-mail address", func(n *NewAdministrator) { n.Email = "ada" }, "/email"},
		{"refuses an empty name", func(n *NewAdministrator) { n.Name = " " }, "/name"},
		{"refuses an organisation without a key", func(n *NewAdministrator) { n.OrganisationKey = "" }, "/organisationKey"},
		{"refuses an organisation without a name", func(n *NewAdministrator) { n.OrganisationName = "" }, "/organisationName"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := emptyOffice(t)
			n := firstStart
			c.change(&n)
			_, err := o.Start(t.Context(), n, desk)
			e, ok := err.(*Error)
			if !ok || e.Kind != Invalid || len(e.Fields) != 1 || e.Fields[0].Pointer != c.pointer {
				t.Errorf("%+v", err)
			}
			if needed, err := o.NeedsAdministrator(t.Context()); err != nil || !needed {
				t.Errorf("something was made all the same: %v, %v", needed, err)
			}
		})
	}
}

func TestTheCommandLineAddsAnAdministrator(t *testing.T) {
	o := newOffice(t)
	n := firstStart
	n.Email, n.Name = "zoe@example.com", "Zoe"
	user, org, err := o.CreateAdministrator(t.Context(), n)
	if err != nil || org.ID != o.ada.Org || !administers(user) {
		t.Fatalf("%+v in %+v: %v", user, org, err)
	}
	if who := o.signIn(t, "zoe@example.com", adaPassword).Principal; who.Org != o.ada.Org {
		t.Errorf("signed in to %s", who.Org)
	}
	system, err := o.SystemPrincipal(t.Context(), "")
	if err != nil || system.Org != o.ada.Org || !system.System {
		t.Errorf("%+v, %v", system, err)
	}
	o.otherOrganisation(t)
	if _, err := o.SystemPrincipal(t.Context(), ""); KindOf(err) != Invalid {
		t.Errorf("of two organisations one was guessed: %v", err)
	}
	if _, err := o.SystemPrincipal(t.Context(), "ZZ"); KindOf(err) != NotFound {
		t.Errorf("an organisation that does not exist: %v", err)
	}
}
