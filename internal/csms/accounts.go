package csms

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// NewAdministrator is the first account of an organisation.
type NewAdministrator struct {
	OrganisationKey  string
	OrganisationName string
	Name             string
	Email            string
	Password         string
}

// NeedsAdministrator says whether the instance has no account yet.
func (s *Service) NeedsAdministrator(ctx context.Context) (bool, error) {
	users := 0
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		users, err = o.CountUsers()
		return err
	})
	return users == 0, s.fail(err, "user")
}

// Start makes the first organisation with its administrator and signs that
// person in. It can be done once: whoever finds the program first owns it.
func (s *Service) Start(ctx context.Context, n NewAdministrator, from Device) (SignedIn, error) {
	if err := s.claimStart(ctx); err != nil {
		return SignedIn{}, s.fail(err, "user")
	}
	user, org, err := s.CreateAdministrator(ctx, n)
	var in SignedIn
	told := s.db.Housekeep(context.WithoutCancel(ctx), func(o *store.Ops) (e error) {
		if err == nil {
			if in, e = s.begin(o, user, org.ID, from); e != nil {
				return e
			}
		}
		return o.ClearFailures(startClaim)
	})
	if err == nil {
		err = s.fail(told, "session")
	}
	if err == nil && s.demo {
		// The account stands; a broken example must not make the start look failed.
		if _, err := s.LoadExample(ctx, in.Principal); err != nil {
			s.log.ErrorContext(ctx, "example plant not loaded", "error", err)
		}
	}
	return in, err
}

// startClaim is held by the one start that is under way, on whatever replica.
// It lapses, so that a start that was cut off does not bar the next.
const (
	startClaim = "start"
	startTime  = time.Minute
)

func (s *Service) claimStart(ctx context.Context) error {
	return s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := o.HoldFailures(startClaim); err != nil {
			return err
		}
		users, err := o.CountUsers()
		if err != nil {
			return err
		}
		claims, last, err := o.Failures(startClaim)
		if err != nil {
			return err
		}
		if users > 0 || claims > 0 && s.now().Sub(last) < startTime {
			return &Error{Kind: Conflict, Code: "started", Text: "There is an administrator already. Sign in instead."}
		}
		return o.AddFailure(startClaim)
	})
}

// CreateAdministrator adds an administrator to the organisation with the given
// key, and makes the organisation if it is new. It is for the command line on
// the machine itself; whoever has that has the data anyway.
func (s *Service) CreateAdministrator(ctx context.Context, n NewAdministrator) (access.User, plant.Organisation, error) {
	org := plant.Organisation{Key: n.OrganisationKey, Name: n.OrganisationName, Parties: []plant.Party{plant.AssetOwner}}
	user := access.User{
		Email: foldEmail(n.Email), Name: n.Name,
		Grants: []access.Grant{{Role: access.Administrator}},
	}
	hash, err := s.newPassword(ctx, "/password", n.Password, user)
	if err != nil {
		return user, org, err
	}
	if err := checkUser(user); err != nil {
		return user, org, s.fail(err, "user")
	}
	put := func(tx *store.Tx) error {
		if err := store.Put(tx, &user); err != nil {
			return err
		}
		return tx.SetPassword(user.ID, hash)
	}
	act := ledger.Act{Actor: "system", Name: "Ringwall", Verb: "user.add", Subject: user.Email}
	switch existing, err := s.organisation(ctx, n.OrganisationKey); {
	case err == nil:
		org, act.Org = existing, existing.ID
		_, err = s.db.Update(ctx, act, put)
		return user, org, s.fail(err, "user")
	case KindOf(err) != NotFound:
		return user, org, err
	}
	if err := checkOrganisation(org); err != nil {
		return user, org, s.fail(underOrganisation(err), "organisation")
	}
	act.Verb, act.Subject = "organisation.add", org.Key
	_, err = s.db.CreateOrganisation(ctx, act, &org, put)
	return user, org, s.fail(err, "organisation")
}

// SystemPrincipal is the command line on the machine itself, within the
// organisation with the given key, or the only one when key is "".
func (s *Service) SystemPrincipal(ctx context.Context, key string) (access.Principal, error) {
	org, err := s.organisation(ctx, key)
	if err != nil {
		return access.Principal{}, err
	}
	return access.Principal{System: true, Name: "Ringwall", Org: org.ID}, nil
}

// organisation finds an organisation of the instance by its key.
func (s *Service) organisation(ctx context.Context, key string) (plant.Organisation, error) {
	var all []plant.Organisation
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		all, err = o.Organisations()
		return err
	})
	if err != nil {
		return plant.Organisation{}, s.fail(err, "organisation")
	}
	if key == "" {
		switch len(all) {
		case 1:
			return all[0], nil
		case 0:
			return plant.Organisation{}, &Error{Kind: NotFound, Text: "There is no organisation yet; create an administrator first."}
		}
		return plant.Organisation{}, invalid("There are %d organisations: name the one that is meant.", len(all))
	}
	for _, org := range all {
		if org.Key == key {
			return org, nil
		}
	}
	return plant.Organisation{}, notFound("organisation")
}

// newPassword checks a new password and hashes it.
func (s *Service) newPassword(ctx context.Context, pointer, password string, u access.User) (string, error) {
	if err := checkPassword(pointer, password, u); err != nil {
		return "", s.fail(err, "password")
	}
	return s.guard.hasher.hash(ctx, password)
}

// underOrganisation names the fields as the first start does.
func underOrganisation(err error) error {
	var problems plant.Problems
	if !errors.As(err, &problems) {
		return fmt.Errorf("check the organisation: %w", err)
	}
	named := map[string]string{"/key": "/organisationKey", "/name": "/organisationName"}
	renamed := make(plant.Problems, len(problems))
	for i, p := range problems {
		renamed[i] = p
		if name, found := named[p.Pointer]; found {
			renamed[i].Pointer = name
		}
	}
	return renamed
}
