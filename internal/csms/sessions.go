package csms

import (
	"context"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
	"ringwall/internal/store"
)

// Session is a live session as its owner sees it.
type Session struct {
	ID       string    `json:"id"`
	Created  time.Time `json:"created"`
	LastSeen time.Time `json:"lastSeen"`
	// Ends is the latest end, IdleEnds the end if the session is not used.
	Ends     time.Time `json:"ends"`
	IdleEnds time.Time `json:"idleEnds"`
	Agent    string    `json:"agent"`
	Address  string    `json:"address"`
	Current  bool      `json:"current"`
}

// Sessions lists the caller's own live sessions.
func (s *Service) Sessions(ctx context.Context, who access.Principal) ([]Session, error) {
	if err := person(who); err != nil {
		return nil, err
	}
	return s.sessions(ctx, who, who.User)
}

// UserSessions lists the live sessions of an account.
func (s *Service) UserSessions(ctx context.Context, who access.Principal, id access.UserID) ([]Session, error) {
	if _, err := s.User(ctx, who, id); err != nil {
		return nil, err
	}
	return s.sessions(ctx, who, id)
}

func (s *Service) sessions(ctx context.Context, who access.Principal, id access.UserID) ([]Session, error) {
	live := []Session{}
	err := s.db.Housekeep(ctx, func(o *store.Ops) error {
		live = live[:0]
		stored, err := o.Sessions(id)
		if err != nil {
			return err
		}
		for _, x := range stored {
			if over(x, s.now()) {
				continue
			}
			live = append(live, Session{
				ID: x.ID, Created: x.Created, LastSeen: x.LastSeen, Ends: x.Ends, IdleEnds: ends(x),
				Agent: x.Agent, Address: x.Address, Current: x.ID == who.Session,
			})
		}
		return nil
	})
	return live, s.fail(err, "session")
}

// EndSession ends one of the caller's own sessions.
func (s *Service) EndSession(ctx context.Context, who access.Principal, id string) error {
	own, err := s.Sessions(ctx, who)
	if err != nil {
		return err
	}
	for _, x := range own {
		if x.ID == id {
			err := s.db.Housekeep(ctx, func(o *store.Ops) error { return o.DropSession(id) })
			s.guard.known.forget()
			return s.fail(err, "session")
		}
	}
	return notFound("session")
}

// EndUserSessions ends all sessions of an account.
func (s *Service) EndUserSessions(ctx context.Context, who access.Principal, id access.UserID) error {
	if _, err := s.User(ctx, who, id); err != nil {
		return err
	}
	return s.endSessions(ctx, id, "")
}

// endSessions ends the sessions of an account but for one.
func (s *Service) endSessions(ctx context.Context, id access.UserID, except string) error {
	err := s.db.Housekeep(ctx, func(o *store.Ops) error { return o.DropSessions(id, except) })
	s.guard.known.forget()
	return s.fail(err, "session")
}

// ChangePassword changes the caller's own password. All sessions end; the one
// that asked goes on under a new secret.
func (s *Service) ChangePassword(ctx context.Context, who access.Principal, current, password string, from Device) (SignedIn, error) {
	if err := person(who); err != nil {
		return SignedIn{}, err
	}
	gates := gatesOf(who.Email, from.Address)
	var user access.User
	var stored string
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		if err := s.guard.open(o, gates); err != nil {
			return err
		}
		user, _, stored, err = o.FindUser(who.Email)
		return err
	})
	if err != nil {
		return SignedIn{}, s.fail(err, "user")
	}
	if err := checkPassword("/new", password, user); err != nil {
		return SignedIn{}, s.fail(err, "password")
	}
	right := false
	err = s.guarded(ctx, gates, current, stored, func(_ *store.Ops, match bool) error {
		right = match
		return nil
	})
	if err != nil {
		return SignedIn{}, s.fail(err, "session")
	}
	if !right {
		const text = "The current password is wrong."
		return SignedIn{}, &Error{Kind: Invalid, Text: text, Fields: []Field{{Pointer: "/current", Text: text}}}
	}
	hash, err := s.guard.hasher.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.own(ctx, who, "user.password", who.Email, func(tx *store.Tx) error {
		return tx.SetPassword(who.User, hash)
	}); err != nil {
		return SignedIn{}, err
	}
	if err := s.endSessions(ctx, who.User, ""); err != nil {
		return SignedIn{}, err
	}
	var in SignedIn
	err = s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		in, err = s.begin(o, user, who.Org, from)
		return err
	})
	return in, s.fail(err, "session")
}

// Me is the caller's own account.
func (s *Service) Me(ctx context.Context, who access.Principal) (user access.User, err error) {
	if who.System {
		return user, denied()
	}
	user, err = s.activeUser(ctx, who.Org, who.User)
	return user, s.fail(err, "user")
}

// ChangeProfile changes the caller's own name and language.
func (s *Service) ChangeProfile(ctx context.Context, who access.Principal, name, language string) (user access.User, err error) {
	if err := person(who); err != nil {
		return user, err
	}
	err = s.own(ctx, who, "user.profile", who.Email, func(tx *store.Tx) (err error) {
		if user, err = store.Get[access.User](tx.Reader(), string(who.User)); err != nil {
			return s.fail(err, "user")
		}
		user.Name, user.Language = name, language
		if err := checkUser(user); err != nil {
			return err
		}
		return store.Put(tx, &user)
	})
	s.guard.known.forget()
	return user, err
}

// own is a change that everybody may make to what is theirs alone.
func (s *Service) own(ctx context.Context, who access.Principal, verb, subject string, fn func(tx *store.Tx) error) error {
	_, err := s.db.Update(ctx, ledger.Act{
		Org: who.Org, Actor: string(who.User), Name: who.Name, Session: who.Session, Verb: verb, Subject: subject,
	}, fn)
	return s.fail(err, "user")
}

// person refuses whoever is not there in person: an API token or the command line.
func person(who access.Principal) error {
	if who.Token != nil || who.System {
		return denied()
	}
	return nil
}
