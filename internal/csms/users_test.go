package csms

import (
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

func TestTheLastAdministratorStays(t *testing.T) {
	o := newOffice(t)
	ada, err := o.User(t.Context(), o.ada, o.ada.User)
	if err != nil {
		t.Fatal(err)
	}
	ben := o.hire(t, access.Grant{Role: access.Engineer})
	refused := func(what string, err error) {
		t.Helper()
		if code(err) != "last-administrator" {
			t.Errorf("%s: %v", what, err)
		}
		if now, err := o.User(t.Context(), o.ada, ada.ID); err != nil || now.Version != ada.Version || !administers(now) {
			t.Errorf("%s: the record changed all the same: %+v, %v", what, now, err)
		}
	}
	disabled, demoted, one := ada, ada, ada
	disabled.Disabled = true
	demoted.Grants = []access.Grant{{Role: access.SecurityManager}}
	site := o.addSite(t, o.ada, "S1")
	one.Grants = []access.Grant{{Role: access.Administrator, Site: site.ID}}
	_, err = o.ChangeUser(t.Context(), o.ada, disabled)
	refused("disabling", err)
	_, err = o.ChangeUser(t.Context(), o.ada, demoted)
	refused("demoting", err)
	_, err = o.ChangeUser(t.Context(), o.ada, one)
	refused("demoting to one site", err)
	refused("removing", o.RemoveUser(t.Context(), o.ada, ada.ID, ada.Version))

	// A disabled administrator is none.
	ben.Grants, ben.Disabled = []access.Grant{{Role: access.Administrator}}, true
	if ben, err = o.ChangeUser(t.Context(), o.ada, ben); err != nil {
		t.Fatal(err)
	}
	_, err = o.ChangeUser(t.Context(), o.ada, disabled)
	refused("disabling while the other one is disabled", err)

	ben.Disabled = false
	if _, err = o.ChangeUser(t.Context(), o.ada, ben); err != nil {
		t.Fatal(err)
	}
	if _, err = o.ChangeUser(t.Context(), o.ada, demoted); err != nil {
		t.Errorf("demoting while there is another administrator: %v", err)
	}
}

func TestGrants(t *testing.T) {
	o := newOffice(t)
	site, other := o.addSite(t, o.ada, "S1"), o.addSite(t, o.ada, "S2")
	zone := plant.Zone{Site: site.ID, Key: "Z-01", Name: "Filling", Kind: plant.ZoneControl}
	if _, err := o.update(t.Context(), o.ada, intent{do: access.PlantEdit, site: site.ID, verb: "zone.add"}, func(tx *store.Tx) error {
		return store.Put(tx, &zone)
	}); err != nil {
		t.Fatal(err)
	}
	eve := o.otherOrganisation(t)
	foreign := o.addSite(t, eve, "S1")
	for _, c := range []struct {
		name    string
		grant   access.Grant
		pointer string // of the broken field, "" if the grant is fine
	}{
		{"a role in the whole organisation", access.Grant{Role: access.Engineer}, ""},
		{"a role on one site", access.Grant{Role: access.Engineer, Site: site.ID}, ""},
		{"no role that does not exist", access.Grant{Role: "superuser"}, "/grants/0/role"},
		{"no site that does not exist", access.Grant{Role: access.Viewer, Site: "nowhere"}, "/grants/0/site"},
		{"no site of another organisation", access.Grant{Role: access.Viewer, Site: foreign.ID}, "/grants/0/site"},
		{"an integrator with zones", access.Grant{Role: access.Integrator, Site: site.ID, Zones: []plant.ZoneID{zone.ID}}, ""},
		{"no integrator without zones", access.Grant{Role: access.Integrator, Site: site.ID}, "/grants/0/zones"},
		{"no zone of another site", access.Grant{Role: access.Integrator, Site: other.ID, Zones: []plant.ZoneID{zone.ID}}, "/grants/0/zones"},
		{"no zone that does not exist", access.Grant{Role: access.Integrator, Zones: []plant.ZoneID{"nowhere"}}, "/grants/0/zones"},
		{"no zones for others", access.Grant{Role: access.Engineer, Zones: []plant.ZoneID{zone.ID}}, "/grants/0/zones"},
		{"a supplier with a vendor", access.Grant{Role: access.Supplier, Vendor: "Acme"}, ""},
		{"no supplier without a vendor", access.Grant{Role: access.Supplier, Vendor: " "}, "/grants/0/vendor"},
		{"no vendor for others", access.Grant{Role: access.Viewer, Vendor: "Acme"}, "/grants/0/vendor"},
	} {
		user, err := o.AddUser(t.Context(), o.ada, access.User{Email: benEmail, Name: "Ben", Grants: []access.Grant{c.grant}}, benPassword)
		if c.pointer == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			} else if err := o.RemoveUser(t.Context(), o.ada, user.ID, user.Version); err != nil {
				t.Errorf("%s: remove: %v", c.name, err)
			}
			continue
		}
		if e, ok := err.(*Error); !ok || e.Kind != Invalid || len(e.Fields) != 1 || e.Fields[0].Pointer != c.pointer {
			t.Errorf("%s: %+v", c.name, err)
		}
	}
}

func TestOnlyAnAdministratorManagesAccounts(t *testing.T) {
	o := newOffice(t)
	ben := o.hire(t, access.Grant{Role: access.SecurityManager})
	eve := o.otherOrganisation(t)
	who := o.signIn(t, benEmail, benPassword).Principal
	if _, err := o.Users(t.Context(), who); KindOf(err) != Denied {
		t.Errorf("a security manager lists accounts: %v", err)
	}
	raised := ben
	raised.Grants = []access.Grant{{Role: access.Administrator}}
	if _, err := o.ChangeUser(t.Context(), who, raised); KindOf(err) != Denied {
		t.Errorf("a security manager makes themselves administrator: %v", err)
	}
	for name, err := range map[string]error{
		"read":     second(o.User(t.Context(), eve, ben.ID)),
		"change":   second(o.ChangeUser(t.Context(), eve, raised)),
		"remove":   o.RemoveUser(t.Context(), eve, ben.ID, ben.Version),
		"password": o.ResetPassword(t.Context(), eve, ben.ID, "ten white pipes sing"),
		"sessions": o.EndUserSessions(t.Context(), eve, ben.ID),
	} {
		if KindOf(err) != NotFound {
			t.Errorf("%s by the administrator of another organisation: %v", name, err)
		}
	}
	if _, err := o.AddUser(t.Context(), eve, access.User{Email: benEmail, Name: "Ben"}, benPassword); code(err) != "key-taken" {
		t.Errorf("the same e-mail address again: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestARemovedAccountWithAHistoryStaysDisabled(t *testing.T) {
	o := newOffice(t)
	ben := o.hire(t, access.Grant{Role: access.Administrator})
	who := o.signIn(t, benEmail, benPassword).Principal
	o.addSite(t, who, "S1")
	if _, _, err := o.AddToken(t.Context(), who, access.Token{Name: "x", Scope: access.ScopeRead, Expires: "2026-06-01"}); err != nil {
		t.Fatal(err)
	}
	if err := o.RemoveUser(t.Context(), o.ada, ben.ID, ben.Version); err != nil {
		t.Fatal(err)
	}
	left, err := o.User(t.Context(), o.ada, ben.ID)
	if err != nil || !left.Disabled || len(left.Grants) != 0 {
		t.Errorf("%+v, %v", left, err)
	}
	if _, err := o.SignIn(t.Context(), benEmail, benPassword, desk); code(err) != "credentials" {
		t.Errorf("signing in to it: %v", err)
	}
}

func TestTheLedgerTellsWhoChangedAnAccountAndNoSecret(t *testing.T) {
	o := newOffice(t)
	ben := o.hire(t, access.Grant{Role: access.Viewer})
	if err := o.ResetPassword(t.Context(), o.ada, ben.ID, "ten white pipes sing"); err != nil {
		t.Fatal(err)
	}
	err := o.view(t.Context(), o.ada, access.LedgerRead, "", func(r *store.Reader) error {
		entries, err := r.Entries(store.EntryQuery{Limit: 10})
		if err != nil {
			return err
		}
		var verbs []string
		for _, e := range entries.Entries {
			verbs = append(verbs, e.Verb)
		}
		if len(verbs) != 3 || verbs[0] != "user.password" || verbs[1] != "user.add" || verbs[2] != "organisation.add" {
			t.Errorf("entries %q", verbs)
		}
		if e := entries.Entries[0]; e.Actor != string(o.ada.User) || e.Name != "Ada" || e.Session != o.ada.Session || e.Subject != benEmail {
			t.Errorf("%+v", e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
