package csms

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// signInFirst is the answer to whoever is not known: without a session, with
// one that ended, or with an account that is disabled.
func signInFirst() error {
	return &Error{Kind: Denied, Code: "sign-in", Text: "Sign in first."}
}

// PrincipalOfSession finds who holds a session's secret. The rights are those
// of the account now, not of when the session began.
func (s *Service) PrincipalOfSession(ctx context.Context, secret string) (access.Principal, error) {
	if secret == "" {
		return access.Principal{}, signInFirst()
	}
	return s.known("session "+secret, func() (access.Principal, time.Time, error) {
		var session store.Session
		ended := false
		err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
			ended = false
			if session, err = o.Session(digest(secret)); err != nil {
				return err
			}
			now := s.now()
			switch {
			case over(session, now):
				ended = true
				return o.DropSession(session.ID)
			case now.Sub(session.LastSeen) >= touchTime:
				session.LastSeen = now
				return o.Touch(session.ID, now)
			}
			return nil
		})
		switch {
		case errors.Is(err, store.ErrNotFound):
			return access.Principal{}, time.Time{}, signInFirst()
		case err != nil:
			return access.Principal{}, time.Time{}, err
		case ended:
			s.guard.known.forget()
			return access.Principal{}, time.Time{}, signInFirst()
		}
		user, err := s.activeUser(ctx, session.Org, session.User)
		if err != nil {
			return access.Principal{}, time.Time{}, err
		}
		return ofSession(user, session), ends(session), nil
	})
}

// touchTime is how exactly the last use of a session is kept. To write it down
// at each request would make every reader a writer.
const touchTime = time.Minute

// ends is when a session ends if it is not used again.
func ends(session store.Session) time.Time {
	if idle := session.LastSeen.Add(IdleTime); idle.Before(session.Ends) {
		return idle
	}
	return session.Ends
}

func over(session store.Session, now time.Time) bool { return !now.Before(ends(session)) }

// PrincipalOfToken finds who holds an API token.
func (s *Service) PrincipalOfToken(ctx context.Context, secret string) (access.Principal, error) {
	if secret == "" {
		return access.Principal{}, signInFirst()
	}
	return s.known("token "+secret, func() (access.Principal, time.Time, error) {
		var token access.Token
		var org plant.OrgID
		err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
			token, org, err = o.FindToken(digest(secret))
			return err
		})
		switch {
		case errors.Is(err, store.ErrNotFound), err == nil && token.Expires.Before(plant.DateOf(s.now())):
			return access.Principal{}, time.Time{}, signInFirst()
		case err != nil:
			return access.Principal{}, time.Time{}, err
		}
		user, err := s.activeUser(ctx, org, token.User)
		if err != nil {
			return access.Principal{}, time.Time{}, err
		}
		return access.Principal{
			User: user.ID, Name: user.Name, Email: user.Email, Org: org,
			Grants: user.Grants, Session: token.ID, Token: &token,
		}, s.now().Add(rememberTime), nil
	})
}

// activeUser reads an account that may be used.
func (s *Service) activeUser(ctx context.Context, org plant.OrgID, id access.UserID) (user access.User, err error) {
	err = s.db.View(ctx, org, func(r *store.Reader) (err error) {
		user, err = store.Get[access.User](r, string(id))
		return err
	})
	if errors.Is(err, store.ErrNotFound) || err == nil && user.Disabled {
		return access.User{}, signInFirst()
	}
	return user, err
}

func ofSession(user access.User, session store.Session) access.Principal {
	return access.Principal{
		User: user.ID, Name: user.Name, Email: user.Email, Org: session.Org,
		Grants: user.Grants, Session: session.ID,
	}
}

// known answers from what was found out within the last second, else looks.
// A secret is one of a session or of a token, never of both.
func (s *Service) known(secret string, look func() (access.Principal, time.Time, error)) (access.Principal, error) {
	key := sha256.Sum256([]byte(secret))
	if who, found := s.guard.known.find(key); found {
		return who, nil
	}
	asked := s.guard.known.round()
	who, until, err := look()
	if err != nil {
		return access.Principal{}, s.fail(err, "session")
	}
	s.guard.known.keep(key, who, until, asked)
	return who, nil
}

// rememberTime is how long a principal is remembered. A page asks for many
// things at once; and a change of rights on another machine must take effect
// within the second.
const rememberTime = time.Second

// known remembers principals by the digest of their secret. Whatever changes
// an account or ends a session makes it forget all of them.
type known struct {
	now func() time.Time

	mu     sync.Mutex
	who    map[[32]byte]remembered
	rounds uint64
}

type remembered struct {
	who   access.Principal
	from  time.Time
	until time.Time
}

func (k *known) find(key [32]byte) (access.Principal, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, found := k.who[key]
	now := k.now()
	// A clock that was set back makes nothing last longer.
	if !found || now.Before(r.from) || !now.Before(r.until) {
		return access.Principal{}, false
	}
	return r.who, true
}

// round counts how often all was forgotten. A principal that was looked up in
// an earlier round is not kept: it may be what was to be forgotten.
func (k *known) round() uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.rounds
}

func (k *known) keep(key [32]byte, who access.Principal, until time.Time, round uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if round != k.rounds {
		return
	}
	if k.who == nil || len(k.who) > 10_000 {
		k.who = map[[32]byte]remembered{}
	}
	now := k.now()
	if remember := now.Add(rememberTime); remember.Before(until) {
		until = remember
	}
	k.who[key] = remembered{who: who, from: now, until: until}
}

func (k *known) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rounds++
	clear(k.who)
}
