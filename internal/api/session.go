package api

import (
	"context"
	"net/http"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// me is who is signed in and what they may do.
type me struct {
	User         meUser         `json:"user"`
	Organisation meOrganisation `json:"organisation"`
	Roles        []access.Role  `json:"roles"`
	Can          access.Rights  `json:"can"`
	// Session is missing when an API token was used.
	Session *csms.Session `json:"session,omitempty"`
}

type meUser struct {
	ID       access.UserID `json:"id"`
	Email    string        `json:"email"`
	Name     string        `json:"name"`
	Language string        `json:"language"`
}

type meOrganisation struct {
	ID   plant.OrgID `json:"id"`
	Key  string      `json:"key"`
	Name string      `json:"name"`
}

// signedIn is who has just signed in, with the cookie of the session.
type signedIn struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      me
}

func (a *API) me(ctx context.Context, who access.Principal) (me, error) {
	user, err := a.svc.Me(ctx, who)
	if err != nil {
		return me{}, err
	}
	org, err := a.svc.Organisation(ctx, who)
	if csms.KindOf(err) == csms.Denied {
		org, err = plant.Organisation{ID: who.Org}, nil // an account without any role
	}
	if err != nil {
		return me{}, err
	}
	m := me{
		User:         meUser{ID: user.ID, Email: user.Email, Name: user.Name, Language: user.Language},
		Organisation: meOrganisation{ID: org.ID, Key: org.Key, Name: org.Name},
		Roles:        []access.Role{},
		Can:          access.Can(who),
	}
	for _, g := range user.Grants {
		if !slices.Contains(m.Roles, g.Role) {
			m.Roles = append(m.Roles, g.Role)
		}
	}
	if who.Token != nil {
		return m, nil
	}
	sessions, err := a.svc.Sessions(ctx, who)
	for _, s := range sessions {
		if s.Current {
			m.Session = &s
		}
	}
	return m, err
}

// welcome answers with a session that has just begun.
func (a *API) welcome(ctx context.Context, begun csms.SignedIn) (*signedIn, error) {
	m, err := a.me(ctx, begun.Principal)
	return &signedIn{SetCookie: sessionCookie(begun.Secret), Body: m}, err
}

type signInInput struct {
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"1000"`
	}
}

func (a *API) signIn(ctx context.Context, _ access.Principal, in *signInInput) (*signedIn, error) {
	begun, err := a.svc.SignIn(ctx, in.Body.Email, in.Body.Password, device(ctx))
	if err != nil {
		return nil, err
	}
	return a.welcome(ctx, begun)
}

func (a *API) readMe(ctx context.Context, who access.Principal, _ *none) (*answer[me], error) {
	m, err := a.me(ctx, who)
	return &answer[me]{Body: m}, err
}

// signedOut takes the cookie back.
type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (a *API) signOut(ctx context.Context, who access.Principal, _ *none) (*signedOut, error) {
	return &signedOut{SetCookie: noCookie()}, a.svc.SignOut(ctx, who)
}

func (a *API) listSessions(ctx context.Context, who access.Principal, _ *none) (*answer[page[csms.Session]], error) {
	sessions, err := a.svc.Sessions(ctx, who)
	return listOf(sessions), err
}

type sessionPath struct {
	Session string `path:"session"`
}

func (a *API) endSession(ctx context.Context, who access.Principal, in *sessionPath) (*none, error) {
	return nil, a.svc.EndSession(ctx, who, in.Session)
}

type passwordInput struct {
	Body struct {
		Current string `json:"current" maxLength:"1000"`
		New     string `json:"new" maxLength:"1000"`
	}
}

func (a *API) changePassword(ctx context.Context, who access.Principal, in *passwordInput) (*signedIn, error) {
	begun, err := a.svc.ChangePassword(ctx, who, in.Body.Current, in.Body.New, device(ctx))
	if err != nil {
		return nil, err
	}
	return a.welcome(ctx, begun)
}

type profileInput struct {
	Body struct {
		Name     string `json:"name" maxLength:"200"`
		Language string `json:"language" maxLength:"35"`
	}
}

func (a *API) changeProfile(ctx context.Context, who access.Principal, in *profileInput) (*answer[me], error) {
	if _, err := a.svc.ChangeProfile(ctx, who, in.Body.Name, in.Body.Language); err != nil {
		return nil, err
	}
	return a.readMe(ctx, who, nil)
}
