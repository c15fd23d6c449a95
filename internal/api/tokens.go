package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

func (a *API) listTokens(ctx context.Context, who access.Principal, _ *none) (*answer[page[access.Token]], error) {
	tokens, err := a.svc.Tokens(ctx, who)
	return listOf(tokens), err
}

// newToken is an API token to be made.
type newToken struct {
	Name    string            `json:"name" maxLength:"200"`
	Scope   access.TokenScope `json:"scope" enum:"read,write"`
	Site    plant.SiteID      `json:"site,omitempty" doc:"Limits the token to one site."`
	Expires plant.Date        `json:"expires" doc:"Last day of the token, at most a year from now."`
}

// madeToken is a new API token with its secret, which is shown this once.
type madeToken struct {
	Token  access.Token `json:"token"`
	Secret string       `json:"secret"`
}

func (a *API) addToken(ctx context.Context, who access.Principal, in *struct{ Body newToken }) (*created[madeToken], error) {
	b := in.Body
	token, secret, err := a.svc.AddToken(ctx, who, access.Token{Name: b.Name, Scope: b.Scope, Site: b.Site, Expires: b.Expires})
	return &created[madeToken]{
		Location: "/api/v1/tokens/" + token.ID, ETag: etag(token.Version),
		Body: madeToken{Token: token, Secret: secret},
	}, err
}

type tokenPath struct {
	Token string `path:"token"`
}

func (a *API) endToken(ctx context.Context, who access.Principal, in *tokenPath) (*none, error) {
	return nil, a.svc.EndToken(ctx, who, in.Token)
}
