package csms

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"github.com/google/uuid"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// How long a session lives: without use, and at all.
const (
	IdleTime    = 30 * time.Minute
	SessionTime = 12 * time.Hour
)

// forgetTime is how long failed tries are kept; the gates look at one day.
const forgetTime = 48 * time.Hour

// Device is where a person signs in from.
type Device struct {
	Address string
	Agent   string
}

// SignedIn is a session that has just begun. The secret is shown this once.
type SignedIn struct {
	Secret    string
	Ends      time.Time
	Principal access.Principal
}

// SignIn begins a session for who knows the password.
func (s *Service) SignIn(ctx context.Context, email, password string, from Device) (SignedIn, error) {
	email = foldEmail(email)
	gates := gatesOf(email, from.Address)
	var (
		user   access.User
		org    plant.OrgID
		stored string
	)
	err := s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := s.guard.open(o, gates); err != nil {
			return err
		}
		var err error
		user, org, stored, err = o.FindUser(email)
		if errors.Is(err, store.ErrNotFound) {
			user, org, stored = access.User{}, "", ""
			return nil
		}
		return err
	})
	if err != nil {
		return SignedIn{}, s.fail(err, "session")
	}
	var in SignedIn
	var refused error
	err = s.guarded(ctx, gates, password, stored, func(o *store.Ops, right bool) error {
		refused = nil
		if !right || user.Disabled {
			refused = &Error{Kind: Denied, Code: "credentials", Text: "The e-mail address or the password is wrong."}
			return nil
		}
		var err error
		in, err = s.begin(o, user, org, from)
		return err
	})
	if err != nil {
		return SignedIn{}, s.fail(err, "session")
	}
	return in, refused
}

// begin stores a new session under a new secret. A secret is never taken over
// from before: whoever knew that one must not be signed in by somebody else.
func (s *Service) begin(o *store.Ops, user access.User, org plant.OrgID, from Device) (SignedIn, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return SignedIn{}, err
	}
	now := s.now().UTC().Truncate(time.Microsecond)
	secret := newSecret()
	session := store.Session{
		ID: id.String(), Hash: digest(secret), User: user.ID, Org: org,
		Created: now, LastSeen: now, Ends: now.Add(SessionTime),
		Agent: clip(from.Agent, 300), Address: clip(from.Address, 60),
	}
	if err := o.AddSession(session); err != nil {
		return SignedIn{}, err
	}
	// Nothing else removes what nobody comes back to.
	if err := o.DropEnded(now); err != nil {
		return SignedIn{}, err
	}
	if err := o.DropFailures(now.Add(-forgetTime)); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Secret: secret, Ends: session.Ends, Principal: ofSession(user, session)}, nil
}

// SignOut ends the session that the principal came with.
func (s *Service) SignOut(ctx context.Context, who access.Principal) error {
	if who.Token != nil || who.Session == "" {
		return denied()
	}
	err := s.db.Housekeep(ctx, func(o *store.Ops) error { return o.DropSession(who.Session) })
	s.guard.known.forget()
	return s.fail(err, "session")
}

// newSecret is 256 bits from the system's source of random numbers.
func newSecret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// digest is what is stored of a secret. The secret is random, so one fast
// hash is enough, and it can be searched for.
func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n])
}
