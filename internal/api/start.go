package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

// startState tells whether the instance waits for its first administrator.
type startState struct {
	NeedsAdministrator bool   `json:"needsAdministrator"`
	Version            string `json:"version"`
}

func (a *API) startState(ctx context.Context, _ access.Principal, _ *none) (*answer[startState], error) {
	needed, err := a.svc.NeedsAdministrator(ctx)
	return &answer[startState]{Body: startState{NeedsAdministrator: needed, Version: a.svc.Version()}}, err
}

// startInput is the first organisation and its administrator.
type startInput struct {
	Body struct {
		OrganisationKey  string `json:"organisationKey" maxLength:"64"`
		OrganisationName string `json:"organisationName" maxLength:"200"`
		Name             string `json:"name" maxLength:"200"`
		Email            string `json:"email" maxLength:"254"`
		Password         string `json:"password" maxLength:"1000"`
	}
}

func (a *API) start(ctx context.Context, _ access.Principal, in *startInput) (*signedIn, error) {
	b := in.Body
	begun, err := a.svc.Start(ctx, csms.NewAdministrator{
		OrganisationKey: b.OrganisationKey, OrganisationName: b.OrganisationName,
		Name: b.Name, Email: b.Email, Password: b.Password,
	}, device(ctx))
	if err != nil {
		return nil, err
	}
	return a.welcome(ctx, begun)
}

// device is where a request comes from.
func device(ctx context.Context) csms.Device {
	r := requestOf(ctx)
	return csms.Device{Address: r.source, Agent: r.agent}
}

// sessionCookie hands the secret of a session to the browser. It ends with the
// browser; when the session ends is the server's to say.
func sessionCookie(secret string) http.Cookie {
	return http.Cookie{
		Name: cookieName, Value: secret, Path: "/",
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// noCookie takes the secret back.
func noCookie() http.Cookie {
	c := sessionCookie("")
	c.MaxAge = -1
	return c
}
