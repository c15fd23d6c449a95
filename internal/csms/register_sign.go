package csms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// sign makes a signature by the acting person on what is given: it takes the
// password anew, behind the same guard as at the door, and no token. The digest
// is that of the canonical JSON of what is signed.
func (s *Service) sign(ctx context.Context, who access.Principal, password, authority, meaning string, what any) (risk.Signature, error) {
	if who.Token != nil || who.System || who.User == "" {
		return risk.Signature{}, &Error{Kind: Denied, Text: "A signature is a person's: sign in and sign with your own password."}
	}
	if password == "" {
		return risk.Signature{}, plant.Problems{{Pointer: "/password", Text: "Enter your password to sign."}}
	}
	sum, err := digestOf(what)
	if err != nil {
		return risk.Signature{}, err
	}
	user, err := s.confirm(ctx, who, password)
	if err != nil {
		return risk.Signature{}, s.fail(err, "signature")
	}
	return risk.Signature{
		By: user.Email, Name: user.Name, Authority: authority,
		At: s.now().UTC().Truncate(time.Second), Meaning: meaning, Digest: sum,
	}, nil
}

// confirm makes sure that the acting person is there, by the password.
func (s *Service) confirm(ctx context.Context, who access.Principal, password string) (access.User, error) {
	gates := gatesOf(foldEmail(who.Email), "")
	var user access.User
	var stored string
	err := s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := s.guard.open(o, gates); err != nil {
			return err
		}
		found, org, hash, err := o.FindUser(foldEmail(who.Email))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err == nil && found.ID == who.User && org == who.Org && !found.Disabled {
			user, stored = found, hash
		}
		return nil
	})
	if err != nil {
		return user, err
	}
	right := false
	err = s.guarded(ctx, gates, password, stored, func(_ *store.Ops, match bool) error {
		right = match
		return nil
	})
	if err == nil && !right {
		err = plant.Problems{{Pointer: "/password", Text: "The password is wrong."}}
	}
	return user, err
}

// digestOf is the SHA-256 of the canonical JSON of a value, in hex: members in
// the order of their names, no blanks.
func digestOf(what any) (string, error) {
	doc, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return "", err
	}
	if doc, err = json.Marshal(value); err != nil {
		return "", err
	}
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:]), nil
}

// SignCriteria puts criteria into force by the caller's signature. A version
// other than 0 must be that of the criteria as they are.
func (s *Service) SignCriteria(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, version int, password string) (risk.Criteria, int64, error) {
	var c risk.Criteria
	err := s.view(ctx, who, access.RiskSign, site, func(r *store.Reader) (err error) {
		if c, err = s.Criteria().find(r, site, id); err != nil {
			return err
		}
		switch problems := c.Check(); {
		case c.Signed != nil:
			return signed("The criteria " + c.Key + " are signed already, by " + c.Signed.Name + ".")
		case version != 0 && version != c.Version:
			return s.fail(store.ErrStale, "criteria")
		case len(problems) > 0:
			return problems
		}
		return nil
	})
	if err != nil {
		return risk.Criteria{}, 0, err
	}
	signature, err := s.sign(ctx, who, password, "", "I put these risk criteria into force.", c)
	if err != nil {
		return risk.Criteria{}, 0, s.fail(err, "criteria")
	}
	read := c.Version
	in := intent{do: access.RiskSign, site: site, verb: "criteria.sign", subject: c.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) (err error) {
		if c, err = s.Criteria().find(tx.Reader(), site, id); err != nil {
			return err
		}
		if c.Version != read {
			return s.fail(store.ErrStale, "criteria")
		}
		c.Signed = &signature
		return s.fail(store.Put(tx, &c), "criteria")
	})
	return c, entry.Seq, err
}

// CriteriaPresets are criteria to begin with; which they are is the same everywhere.
func (s *Service) CriteriaPresets(ctx context.Context, who access.Principal, site plant.SiteID) ([]risk.Criteria, error) {
	if err := s.MayReadRisk(ctx, who, site); err != nil {
		return nil, err
	}
	return risk.Presets(), nil
}

// MayReadRisk refuses whoever may not read the risk register of a site.
func (s *Service) MayReadRisk(ctx context.Context, who access.Principal, site plant.SiteID) error {
	return s.view(ctx, who, access.RiskRead, site, func(*store.Reader) error { return nil })
}
