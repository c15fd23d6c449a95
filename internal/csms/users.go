package csms

import (
	"context"
	"errors"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Users lists the accounts of the organisation.
func (s *Service) Users(ctx context.Context, who access.Principal) (users []access.User, err error) {
	err = s.view(ctx, who, access.UserManage, "", func(r *store.Reader) (err error) {
		users, err = store.All[access.User](r, "")
		return err
	})
	return users, err
}

// User is one account.
func (s *Service) User(ctx context.Context, who access.Principal, id access.UserID) (user access.User, err error) {
	err = s.view(ctx, who, access.UserManage, "", func(r *store.Reader) (err error) {
		user, err = store.Get[access.User](r, string(id))
		return s.fail(err, "user")
	})
	return user, err
}

// AddUser makes an account with its first password.
func (s *Service) AddUser(ctx context.Context, who access.Principal, user access.User, password string) (access.User, error) {
	if err := access.Check(who, access.UserManage, ""); err != nil {
		return user, s.fail(err, "user")
	}
	user = access.User{
		Email: foldEmail(user.Email), Name: user.Name, Language: user.Language,
		Grants: user.Grants, Disabled: user.Disabled,
	}
	if err := checkUser(user); err != nil {
		return user, s.fail(err, "user")
	}
	hash, err := s.newPassword(ctx, "/password", password, user)
	if err != nil {
		return user, err
	}
	_, err = s.update(ctx, who, intent{do: access.UserManage, verb: "user.add", subject: user.Email}, func(tx *store.Tx) error {
		if err := s.checkGrants(tx.Reader(), user.Grants); err != nil {
			return err
		}
		if err := store.Put(tx, &user); err != nil {
			return emailTaken(err)
		}
		return tx.SetPassword(user.ID, hash)
	})
	return user, err
}

// ChangeUser changes name, e-mail address, language, grants, and whether the
// account may be used. Other rights begin with a new session.
func (s *Service) ChangeUser(ctx context.Context, who access.Principal, user access.User) (access.User, error) {
	user.Email = foldEmail(user.Email)
	cut := false
	_, err := s.update(ctx, who, intent{do: access.UserManage, verb: "user.edit", subject: user.Email}, func(tx *store.Tx) error {
		before, err := store.Get[access.User](tx.Reader(), string(user.ID))
		if err != nil {
			return s.fail(err, "user")
		}
		if err := checkUser(user); err != nil {
			return err
		}
		if err := s.checkGrants(tx.Reader(), user.Grants); err != nil {
			return err
		}
		if err := store.Put(tx, &user); err != nil {
			return s.fail(emailTaken(err), "user")
		}
		cut = user.Disabled || !sameGrants(before.Grants, user.Grants)
		return keepsAdministrator(tx.Reader())
	})
	if err != nil {
		return user, err
	}
	s.guard.known.forget()
	if cut {
		err = s.endSessions(ctx, user.ID, "")
	}
	return user, err
}

// RemoveUser removes an account. One that has left traces in the history stays
// as a disabled record, so that its name does not vanish from there.
func (s *Service) RemoveUser(ctx context.Context, who access.Principal, id access.UserID, version int) error {
	user, err := s.User(ctx, who, id)
	if err != nil {
		return err
	}
	_, err = s.update(ctx, who, intent{do: access.UserManage, verb: "user.remove", subject: user.Email}, func(tx *store.Tx) error {
		if user, err = store.Get[access.User](tx.Reader(), string(id)); err != nil {
			return s.fail(err, "user")
		}
		if err := s.dropTokens(tx, id); err != nil {
			return err
		}
		traces, err := leftTraces(tx.Reader(), id)
		if err != nil {
			return err
		}
		if !traces {
			err = store.Delete[access.User](tx, string(id), version)
		} else {
			user.Version, user.Disabled, user.Grants = version, true, []access.Grant{}
			err = store.Put(tx, &user)
		}
		if err != nil {
			return s.fail(err, "user")
		}
		return keepsAdministrator(tx.Reader())
	})
	if err != nil {
		return err
	}
	s.guard.known.forget()
	return s.endSessions(ctx, id, "")
}

// leftTraces says whether anything tells of what an account did.
func leftTraces(r *store.Reader, id access.UserID) (bool, error) {
	entries, err := r.Entries(store.EntryQuery{Actor: string(id), Limit: 1})
	if err != nil || len(entries.Entries) > 0 {
		return true, err
	}
	refs, err := store.References(r, "user", string(id))
	return len(refs) > 0, err
}

// ResetPassword gives an account a new password and ends its sessions.
func (s *Service) ResetPassword(ctx context.Context, who access.Principal, id access.UserID, password string) error {
	user, err := s.User(ctx, who, id)
	if err != nil {
		return err
	}
	hash, err := s.newPassword(ctx, "/new", password, user)
	if err != nil {
		return err
	}
	_, err = s.update(ctx, who, intent{do: access.UserManage, verb: "user.password", subject: user.Email}, func(tx *store.Tx) error {
		return s.fail(tx.SetPassword(id, hash), "user")
	})
	if err != nil {
		return err
	}
	return s.endSessions(ctx, id, "")
}

// keepsAdministrator refuses what would leave nobody to manage the accounts.
func keepsAdministrator(r *store.Reader) error {
	users, err := store.All[access.User](r, "")
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(users, administers) {
		return &Error{Kind: Conflict, Code: "last-administrator", Text: "This is the last administrator of the organisation; give the role to somebody else first."}
	}
	return nil
}

func administers(u access.User) bool {
	return !u.Disabled && slices.ContainsFunc(u.Grants, func(g access.Grant) bool {
		return g.Role == access.Administrator && g.Site == ""
	})
}

// sameGrants compares what two lists of grants give.
func sameGrants(a, b []access.Grant) bool {
	return slices.EqualFunc(a, b, func(x, y access.Grant) bool {
		return x.Role == y.Role && x.Site == y.Site && x.Vendor == y.Vendor && slices.Equal(x.Zones, y.Zones)
	})
}

// emailTaken words a taken key of an account.
func emailTaken(err error) error {
	if taken, ok := errors.AsType[*store.KeyTaken](err); ok {
		return &Error{
			Kind: Conflict, Code: "key-taken", err: err,
			Text:   "There is already an account with the e-mail address " + taken.Key + ".",
			Fields: []Field{{Pointer: "/email", Text: "This e-mail address is taken."}},
		}
	}
	return err
}

// checkGrants refuses grants on what the organisation does not have.
func (s *Service) checkGrants(r *store.Reader, grants []access.Grant) error {
	var p plant.Problems
	for i, g := range grants {
		if g.Site != "" {
			if err := s.site(r, g.Site); KindOf(err) == NotFound {
				p = append(p, plant.Problem{Pointer: pointer("/grants", i, "site"), Text: "There is no such site."})
				continue
			} else if err != nil {
				return err
			}
		}
		for _, id := range g.Zones {
			zone, err := store.Get[plant.Zone](r, string(id))
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			if err != nil || g.Site != "" && zone.Site != g.Site {
				p = append(p, plant.Problem{Pointer: pointer("/grants", i, "zones"), Text: "There is no such zone on this site."})
			}
		}
	}
	return orNil(p)
}
