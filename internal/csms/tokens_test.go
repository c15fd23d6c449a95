package csms

import (
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
)

func TestATokenStandsForItsOwnerUntilItsLastDay(t *testing.T) {
	o := newOffice(t)
	site := o.addSite(t, o.ada, "S1")
	token, secret, err := o.AddToken(t.Context(), o.ada, access.Token{Name: "Historian", Scope: access.ScopeWrite, Site: site.ID, Expires: "2026-03-03"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(secret, "rw_"+token.ID+"_") || len(secret) < len(token.ID)+46 {
		t.Errorf("secret %q", secret)
	}
	who, err := o.PrincipalOfToken(t.Context(), secret)
	if err != nil || who.User != o.ada.User || who.Token == nil || who.Token.Site != site.ID || who.Session != token.ID {
		t.Fatalf("%+v, %v", who, err)
	}
	for what, wrong := range map[string]string{
		"a secret with one letter changed": secret[:len(secret)-1] + "!",
		"the id alone":                     "rw_" + token.ID,
		"nothing":                          "",
		"the secret of a session":          o.first.Secret,
	} {
		if _, err := o.PrincipalOfToken(t.Context(), wrong); code(err) != "sign-in" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := o.PrincipalOfSession(t.Context(), secret); code(err) != "sign-in" {
		t.Errorf("a token as a session: %v", err)
	}
	o.clock.pass(47*time.Hour + 59*time.Minute)
	if _, err := o.PrincipalOfToken(t.Context(), secret); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	o.clock.pass(time.Minute)
	if _, err := o.PrincipalOfToken(t.Context(), secret); code(err) != "sign-in" {
		t.Errorf("on the day after: %v", err)
	}
}

func TestATokenEndsAtOnce(t *testing.T) {
	o := newOffice(t)
	ben := o.hire(t, access.Grant{Role: access.Administrator})
	who := o.signIn(t, benEmail, benPassword).Principal
	make := func() (access.Token, string) {
		token, secret, err := o.AddToken(t.Context(), who, access.Token{Name: "x", Scope: access.ScopeRead, Expires: "2026-06-01"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.PrincipalOfToken(t.Context(), secret); err != nil {
			t.Fatal(err)
		}
		return token, secret
	}
	token, ended := make()
	if err := o.EndToken(t.Context(), o.ada, token.ID); KindOf(err) != NotFound {
		t.Errorf("ended by somebody else: %v", err)
	}
	if err := o.EndToken(t.Context(), who, token.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.PrincipalOfToken(t.Context(), ended); code(err) != "sign-in" {
		t.Errorf("after it was ended: %v", err)
	}
	_, left := make()
	ben.Disabled = true
	if _, err := o.ChangeUser(t.Context(), o.ada, ben); err != nil {
		t.Fatal(err)
	}
	if _, err := o.PrincipalOfToken(t.Context(), left); code(err) != "sign-in" {
		t.Errorf("after its owner was disabled: %v", err)
	}
}

func TestWhatATokenMustBe(t *testing.T) {
	o := newOffice(t)
	eve := o.otherOrganisation(t)
	foreign := o.addSite(t, eve, "S1")
	good := access.Token{Name: "Historian", Scope: access.ScopeRead, Expires: "2027-03-02"}
	if _, _, err := o.AddToken(t.Context(), o.ada, good); err != nil {
		t.Fatalf("a year is the most: %v", err)
	}
	for _, c := range []struct {
		name   string
		change func(*access.Token)
		kind   Kind
	}{
		{"no more than a year", func(t *access.Token) { t.Expires = "2027-03-03" }, Invalid},
		{"not over already", func(t *access.Token) { t.Expires = "2026-03-01" }, Invalid},
		{"with an end", func(t *access.Token) { t.Expires = "" }, Invalid},
		{"with an end that is a day", func(t *access.Token) { t.Expires = "soon" }, Invalid},
		{"with a scope", func(t *access.Token) { t.Scope = "" }, Invalid},
		{"with a scope that exists", func(t *access.Token) { t.Scope = "all" }, Invalid},
		{"with a name", func(t *access.Token) { t.Name = "" }, Invalid},
		{"for a site that exists", func(t *access.Token) { t.Site = "nowhere" }, NotFound},
		{"for a site of one's own", func(t *access.Token) { t.Site = foreign.ID }, NotFound},
	} {
		token := good
		c.change(&token)
		if _, _, err := o.AddToken(t.Context(), o.ada, token); KindOf(err) != c.kind {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	_, secret, err := o.AddToken(t.Context(), o.ada, access.Token{Name: "x", Scope: access.ScopeWrite, Expires: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	who, err := o.PrincipalOfToken(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.AddToken(t.Context(), who, good); KindOf(err) != Denied {
		t.Errorf("a token makes another: %v", err)
	}
	if _, err := o.AddUser(t.Context(), who, access.User{Email: benEmail, Name: "Ben"}, benPassword); KindOf(err) != Denied {
		t.Errorf("a token makes an account: %v", err)
	}
	if _, err := o.Organisation(t.Context(), who); err != nil {
		t.Errorf("a token reads the organisation: %v", err)
	}
}
