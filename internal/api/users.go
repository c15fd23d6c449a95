package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/csms"
)

// account is a user as the API shows it.
type account = access.User

// newAccount is a user to be added.
type newAccount struct {
	Email    string         `json:"email" maxLength:"254"`
	Name     string         `json:"name" maxLength:"200"`
	Language string         `json:"language,omitempty" maxLength:"35"`
	Grants   []access.Grant `json:"grants"`
	Password string         `json:"password" maxLength:"1000"`
}

// changedAccount is a user to be changed.
type changedAccount struct {
	Email    string         `json:"email" maxLength:"254"`
	Name     string         `json:"name" maxLength:"200"`
	Language string         `json:"language,omitempty" maxLength:"35"`
	Grants   []access.Grant `json:"grants"`
	Disabled bool           `json:"disabled,omitempty"`
}

// UserPath names an account. It is exported because the decoder passes over
// what is embedded and not.
type UserPath struct {
	User string `path:"user"`
}

// shown is a user with lists that are never null.
func shown(u access.User) account {
	if u.Grants == nil {
		u.Grants = []access.Grant{}
	}
	return u
}

func (a *API) listUsers(ctx context.Context, who access.Principal, _ *none) (*answer[page[account]], error) {
	users, err := a.svc.Users(ctx, who)
	for i := range users {
		users[i] = shown(users[i])
	}
	return listOf(users), err
}

func (a *API) addUser(ctx context.Context, who access.Principal, in *struct{ Body newAccount }) (*created[account], error) {
	b := in.Body
	u, err := a.svc.AddUser(ctx, who, access.User{Email: b.Email, Name: b.Name, Language: b.Language, Grants: b.Grants}, b.Password)
	return &created[account]{Location: "/api/v1/users/" + string(u.ID), ETag: etag(u.Version), Body: shown(u)}, err
}

func (a *API) readUser(ctx context.Context, who access.Principal, in *UserPath) (*stored[account], error) {
	u, err := a.svc.User(ctx, who, access.UserID(in.User))
	return &stored[account]{ETag: etag(u.Version), Body: shown(u)}, err
}

type changeUserInput struct {
	UserPath
	IfMatch string `header:"If-Match"`
	Body    changedAccount
}

func (a *API) changeUser(ctx context.Context, who access.Principal, in *changeUserInput) (*stored[account], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	b := in.Body
	u := access.User{ID: access.UserID(in.User), Email: b.Email, Name: b.Name, Language: b.Language, Grants: b.Grants, Disabled: b.Disabled}
	u.Version = version
	u, err = a.svc.ChangeUser(ctx, who, u)
	return &stored[account]{ETag: etag(u.Version), Body: shown(u)}, err
}

type removeUserInput struct {
	UserPath
	IfMatch string `header:"If-Match"`
}

func (a *API) removeUser(ctx context.Context, who access.Principal, in *removeUserInput) (*none, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return nil, a.svc.RemoveUser(ctx, who, access.UserID(in.User), version)
}

type resetInput struct {
	UserPath
	Body struct {
		New string `json:"new" maxLength:"1000"`
	}
}

func (a *API) resetPassword(ctx context.Context, who access.Principal, in *resetInput) (*none, error) {
	return nil, a.svc.ResetPassword(ctx, who, access.UserID(in.User), in.Body.New)
}

func (a *API) listUserSessions(ctx context.Context, who access.Principal, in *UserPath) (*answer[page[csms.Session]], error) {
	sessions, err := a.svc.UserSessions(ctx, who, access.UserID(in.User))
	return listOf(sessions), err
}

func (a *API) endUserSessions(ctx context.Context, who access.Principal, in *UserPath) (*none, error) {
	return nil, a.svc.EndUserSessions(ctx, who, access.UserID(in.User))
}
