package csms

import (
	"context"
	"slices"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// maxTokens keeps the tokens of one person surveyable.
const maxTokens = 50

// Tokens lists the caller's own API tokens.
func (s *Service) Tokens(ctx context.Context, who access.Principal) (tokens []access.Token, err error) {
	err = s.view(ctx, who, access.TokenOwn, "", func(r *store.Reader) (err error) {
		tokens, err = tokensOf(r, who.User)
		return err
	})
	return tokens, err
}

func tokensOf(r *store.Reader, user access.UserID) ([]access.Token, error) {
	all, err := store.All[access.Token](r, "")
	return slices.DeleteFunc(all, func(t access.Token) bool { return t.User != user }), err
}

// AddToken makes an API token for the caller. The secret is shown this once.
func (s *Service) AddToken(ctx context.Context, who access.Principal, t access.Token) (token access.Token, secret string, err error) {
	if err := person(who); err != nil {
		return token, "", err
	}
	t = access.Token{User: who.User, Name: t.Name, Scope: t.Scope, Site: t.Site, Expires: t.Expires}
	_, err = s.update(ctx, who, intent{do: access.TokenOwn, verb: "token.add", subject: t.Name}, func(tx *store.Tx) error {
		if err := checkToken(t, s.now()); err != nil {
			return err
		}
		if t.Site != "" {
			if err := access.Check(who, access.SiteRead, t.Site); err != nil {
				return err
			}
			if err := s.site(tx.Reader(), t.Site); err != nil {
				return err
			}
		}
		own, err := tokensOf(tx.Reader(), who.User)
		if err != nil {
			return err
		}
		if len(own) >= maxTokens {
			return &Error{Kind: Conflict, Code: "too-many", Text: "There are 50 tokens already; end one first."}
		}
		token = t
		if err := store.Put(tx, &token); err != nil {
			return s.fail(err, "token")
		}
		// The id in front lets a token that turned up somewhere be found and ended.
		secret = "rw_" + token.ID + "_" + newSecret()
		return tx.SetTokenSecret(token.ID, digest(secret))
	})
	if err != nil {
		return access.Token{}, "", err
	}
	return token, secret, nil
}

func checkToken(t access.Token, now time.Time) error {
	p := checkName("/name", "name of the token", t.Name)
	if t.Scope != access.ScopeRead && t.Scope != access.ScopeWrite {
		p = append(p, plant.Problem{Pointer: "/scope", Text: "The scope of a token is read or write."})
	}
	latest := plant.DateOf(now.AddDate(1, 0, 0))
	switch day, err := plant.ParseDate(string(t.Expires)); {
	case err != nil || day == "":
		p = append(p, plant.Problem{Pointer: "/expires", Text: "A token needs a last day, written as 2026-11-24."})
	case day < plant.DateOf(now) || day > latest:
		p = append(p, plant.Problem{Pointer: "/expires", Text: "The last day of a token lies between today and " + string(latest) + "."})
	}
	return orNil(p)
}

// EndToken ends one of the caller's own tokens.
func (s *Service) EndToken(ctx context.Context, who access.Principal, id string) error {
	_, err := s.update(ctx, who, intent{do: access.TokenOwn, verb: "token.end", subject: id}, func(tx *store.Tx) error {
		t, err := store.Get[access.Token](tx.Reader(), id)
		if err != nil {
			return s.fail(err, "token")
		}
		if t.User != who.User {
			return notFound("token")
		}
		return s.fail(store.Delete[access.Token](tx, id, t.Version), "token")
	})
	s.guard.known.forget()
	return err
}

// dropTokens ends all tokens of an account.
func (s *Service) dropTokens(tx *store.Tx, user access.UserID) error {
	tokens, err := tokensOf(tx.Reader(), user)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		if err := store.Delete[access.Token](tx, t.ID, t.Version); err != nil {
			return s.fail(err, "token")
		}
	}
	return nil
}
