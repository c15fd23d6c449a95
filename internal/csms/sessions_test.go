package csms

import (
	"testing"
	"time"

	"ringwall/internal/access"
)

// known asks who a secret belongs to and wants that it is somebody, or nobody.
func (o *office) wantKnown(t *testing.T, when, secret string, want bool) {
	t.Helper()
	_, err := o.PrincipalOfSession(t.Context(), secret)
	if want && err != nil {
		t.Errorf("%s: %v", when, err)
	}
	if !want && code(err) != "sign-in" {
		t.Errorf("%s: the session still holds (%v)", when, err)
	}
}

func TestASessionIsNewAtEachSignIn(t *testing.T) {
	o := newOffice(t)
	a, b := o.signIn(t, adaEmail, adaPassword), o.signIn(t, adaEmail, adaPassword)
	if a.Secret == b.Secret || len(a.Secret) < 43 {
		t.Errorf("secrets %q and %q", a.Secret, b.Secret)
	}
	o.wantKnown(t, "first of two", a.Secret, true)
	o.wantKnown(t, "second of two", b.Secret, true)
	o.wantKnown(t, "a secret that the browser brought along", "c2VjcmV0LW9mLW1hbGxvcnk", false)
	o.wantKnown(t, "no secret", "", false)
}

func TestASessionEndsWithoutUse(t *testing.T) {
	o := newOffice(t)
	o.clock.pass(IdleTime - time.Second)
	o.wantKnown(t, "just in time", o.first.Secret, true)
	o.clock.pass(IdleTime - time.Second)
	o.wantKnown(t, "once more just in time", o.first.Secret, true)
	o.clock.pass(IdleTime)
	o.wantKnown(t, "half an hour later", o.first.Secret, false)
	o.clock.pass(-IdleTime)
	o.wantKnown(t, "after the clock was set back", o.first.Secret, false)
}

func TestASessionEndsHoweverMuchItIsUsed(t *testing.T) {
	o := newOffice(t)
	for range 12*4 - 1 {
		o.clock.pass(15 * time.Minute)
		o.wantKnown(t, o.clock.now().String(), o.first.Secret, true)
	}
	o.clock.pass(15 * time.Minute)
	o.wantKnown(t, "after twelve hours", o.first.Secret, false)
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	o := newOffice(t)
	other := o.signIn(t, adaEmail, adaPassword)
	list, err := o.Sessions(t.Context(), o.ada)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, s := range list {
		if s.Current != (s.ID == o.ada.Session) || s.Address != desk.Address || s.Agent != desk.Agent {
			t.Errorf("%+v", s)
		}
	}
	o.wantKnown(t, "before it is ended", other.Secret, true)
	if err := o.EndSession(t.Context(), o.ada, other.Principal.Session); err != nil {
		t.Fatal(err)
	}
	o.wantKnown(t, "after it was ended from elsewhere", other.Secret, false)
	o.wantKnown(t, "the one that ended it", o.first.Secret, true)

	eve := o.otherOrganisation(t)
	if err := o.EndSession(t.Context(), eve, o.ada.Session); KindOf(err) != NotFound {
		t.Errorf("ending a session of somebody else: %v", err)
	}
	o.wantKnown(t, "after somebody else tried", o.first.Secret, true)

	if err := o.SignOut(t.Context(), o.ada); err != nil {
		t.Fatal(err)
	}
	o.wantKnown(t, "after signing out", o.first.Secret, false)
}

func TestWhatEndsTheSessionsOfAnAccountAtOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(t *testing.T, o *office, ben access.User) error
		ends bool
	}{
		{"it is disabled", func(t *testing.T, o *office, ben access.User) error {
			ben.Disabled = true
			_, err := o.ChangeUser(t.Context(), o.ada, ben)
			return err
		}, true},
		{"its rights change", func(t *testing.T, o *office, ben access.User) error {
			ben.Grants = []access.Grant{{Role: access.Engineer}}
			_, err := o.ChangeUser(t.Context(), o.ada, ben)
			return err
		}, true},
		{"its name changes", func(t *testing.T, o *office, ben access.User) error {
			ben.Name = "Benjamin"
			_, err := o.ChangeUser(t.Context(), o.ada, ben)
			return err
		}, false},
		{"it gets a new password", func(t *testing.T, o *office, ben access.User) error {
			return o.ResetPassword(t.Context(), o.ada, ben.ID, "ten white pipes sing")
		}, true},
		{"an administrator ends them", func(t *testing.T, o *office, ben access.User) error {
			return o.EndUserSessions(t.Context(), o.ada, ben.ID)
		}, true},
		{"it is removed", func(t *testing.T, o *office, ben access.User) error {
			return o.RemoveUser(t.Context(), o.ada, ben.ID, ben.Version)
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			ben := o.hire(t, access.Grant{Role: access.Viewer})
			in := o.signIn(t, benEmail, benPassword)
			o.wantKnown(t, "before", in.Secret, true) // and so it is remembered
			ben, err := o.User(t.Context(), o.ada, ben.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.do(t, o, ben); err != nil {
				t.Fatal(err)
			}
			o.wantKnown(t, "after", in.Secret, !c.ends)
			o.wantKnown(t, "the administrator's", o.first.Secret, true)
		})
	}
}

func TestANewPasswordGoesOnUnderANewSecret(t *testing.T) {
	o := newOffice(t)
	other := o.signIn(t, adaEmail, adaPassword)
	const changed = "ten white pipes sing"
	if _, err := o.ChangePassword(t.Context(), o.ada, adaPassword, "short", desk); KindOf(err) != Invalid {
		t.Errorf("a weak password: %v", err)
	}
	in, err := o.ChangePassword(t.Context(), o.ada, adaPassword, changed, desk)
	if err != nil {
		t.Fatal(err)
	}
	o.wantKnown(t, "the old secret", o.first.Secret, false)
	o.wantKnown(t, "the session elsewhere", other.Secret, false)
	o.wantKnown(t, "the new secret", in.Secret, true)
	if _, err := o.SignIn(t.Context(), adaEmail, adaPassword, desk); code(err) != "credentials" {
		t.Errorf("the old password: %v", err)
	}
	o.signIn(t, adaEmail, changed)
}
