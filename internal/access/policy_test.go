package access

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

// expected is the policy once more, written down by hand the other way round:
// what each role may do. Whoever changes a right changes it here too.
var expected = map[Role]string{
	Administrator: "org.read org.edit user.manage token.own site.read site.add site.edit site.delete plant.read plant.edit asset.read asset.edit " +
		"verdict.read verdict.edit import.run history.read history.restore report.read ledger.read finding.write risk.read risk.edit risk.sign " +
		"library.read library.edit evidence.read evidence.edit assessment.sign package.read package.run package.sign",
	SecurityManager: "org.read token.own site.read site.add site.edit site.delete plant.read plant.edit asset.read asset.edit " +
		"verdict.read verdict.edit import.run history.read history.restore report.read ledger.read finding.write risk.read risk.edit risk.sign " +
		"library.read library.edit evidence.read evidence.edit assessment.sign package.read package.run package.sign",
	Engineer: "org.read token.own site.read plant.read plant.edit asset.read asset.edit " +
		"verdict.read import.run history.read history.restore report.read ledger.read risk.read risk.edit " +
		"library.read evidence.read evidence.edit package.read package.run",
	Assessor: "org.read token.own site.read plant.read asset.read verdict.read verdict.edit history.read report.read ledger.read risk.read risk.edit " +
		"library.read library.edit evidence.read evidence.edit assessment.sign package.read",
	Auditor: "org.read token.own site.read plant.read asset.read verdict.read history.read report.read ledger.read finding.write risk.read " +
		"library.read evidence.read package.read",
	Approver: "org.read token.own site.read plant.read asset.read verdict.read history.read report.read ledger.read risk.read risk.sign " +
		"library.read evidence.read assessment.sign package.read package.sign",
	Integrator: "org.read token.own site.read plant.read asset.read asset.edit verdict.read verdict.edit library.read",
	Supplier:   "org.read token.own site.read asset.read asset.edit library.read library.edit",
	Viewer:     "org.read token.own site.read plant.read asset.read verdict.read report.read risk.read library.read evidence.read",
}

const (
	here  plant.SiteID = "site-here"
	there plant.SiteID = "site-there"
)

func with(g ...Grant) Principal { return Principal{User: "u", Org: "o", Grants: g} }

func TestEveryRoleMayDoWhatTheTableSaysAndNoMore(t *testing.T) {
	if len(expected) != len(Roles) {
		t.Fatalf("the table has %d roles, there are %d", len(expected), len(Roles))
	}
	for _, role := range Roles {
		may := strings.Fields(expected[role])
		for _, a := range may {
			if !slices.Contains(Actions, Action(a)) {
				t.Fatalf("the table names %q, which is no action", a)
			}
		}
		everywhere := with(Grant{Role: role})
		onlyHere := with(Grant{Role: role, Site: here})
		for _, do := range Actions {
			allowed := slices.Contains(may, string(do))
			site := here
			if do.OfOrganisation() {
				site = ""
			}
			if got := Check(everywhere, do, site) == nil; got != allowed {
				t.Errorf("%s of the organisation, %s: allowed %v, the table says %v", role, do, got, allowed)
			}
			wantHere := allowed && (!do.OfOrganisation() || do == OrgRead || do == TokenOwn)
			if got := Check(onlyHere, do, site) == nil; got != wantHere {
				t.Errorf("%s of one site, %s: allowed %v, want %v", role, do, got, wantHere)
			}
			if do.OfOrganisation() {
				continue
			}
			if err := Check(onlyHere, do, there); err != ErrHidden {
				t.Errorf("%s of one site, %s on another: %v, want that the site is hidden", role, do, err)
			}
		}
	}
}

func TestThePolicyHasEveryActionOnceAndNoOther(t *testing.T) {
	if len(policy) != len(Actions) {
		t.Errorf("the policy has %d actions, there are %d", len(policy), len(Actions))
	}
	for _, do := range Actions {
		if len(policy[do]) == 0 {
			t.Errorf("nobody may do %s", do)
		}
		if !slices.Contains(policy[do], Administrator) {
			t.Errorf("the administrator may not do %s", do)
		}
	}
}

func TestWhoMayLookIsToldNoAndWhoMayNotIsToldNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		who  Principal
		do   Action
		site plant.SiteID
		want error
	}{
		{"a viewer adds no zone where they may look", with(Grant{Role: Viewer, Site: here}), PlantEdit, here, ErrDenied},
		{"a viewer of one site does not learn of another", with(Grant{Role: Viewer, Site: here}), PlantRead, there, ErrHidden},
		{"a supplier reads no zone but knows the site", with(Grant{Role: Supplier, Site: here, Vendor: "Acme"}), PlantRead, here, ErrDenied},
		{"an account without a grant sees nothing of a site", with(), SiteRead, here, ErrHidden},
		{"an account without a grant may not even read the organisation", with(), OrgRead, "", ErrDenied},
		{"an administrator of one site manages no accounts", with(Grant{Role: Administrator, Site: here}), UserManage, "", ErrDenied},
		{"an administrator of one site adds none", with(Grant{Role: Administrator, Site: here}), SiteAdd, "", ErrDenied},
		{"an administrator of one site deletes that one", with(Grant{Role: Administrator, Site: here}), SiteDelete, here, nil},
		{"roles of several grants add up", with(Grant{Role: Viewer}, Grant{Role: Engineer, Site: here}), PlantEdit, here, nil},
		{"but only where they hold", with(Grant{Role: Viewer}, Grant{Role: Engineer, Site: here}), PlantEdit, there, ErrDenied},
		{"an unknown role gives nothing", with(Grant{Role: "superuser"}), SiteRead, here, ErrHidden},
		{"an unknown action is nobody's", with(Grant{Role: Administrator}), "plant.explode", here, ErrDenied},
		{"the machine itself may do all", Principal{System: true}, UserManage, "", nil},
	} {
		if got := Check(c.who, c.do, c.site); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// ownHands are the actions for which no token will do.
var ownHands = map[Action]bool{TokenOwn: true, UserManage: true, RiskSign: true, AssessmentSign: true, PackageSign: true}

func TestATokenCutsTheRightsOfItsOwner(t *testing.T) {
	token := func(scope TokenScope, site plant.SiteID, g ...Grant) Principal {
		who := with(g...)
		who.Token = &Token{ID: "t", User: "u", Scope: scope, Site: site}
		return who
	}
	admin := Grant{Role: Administrator}
	for _, do := range Actions {
		site := here
		if do.OfOrganisation() {
			site = ""
		}
		if got, want := Check(token(ScopeRead, "", admin), do, site) == nil, do.Reads(); got != want {
			t.Errorf("read token of an administrator, %s: allowed %v, want %v", do, got, want)
		}
		if got, want := Check(token(ScopeWrite, "", admin), do, site) == nil, !ownHands[do]; got != want {
			t.Errorf("write token of an administrator, %s: allowed %v, want %v", do, got, want)
		}
		if got, want := Check(token(ScopeWrite, here, admin), do, site) == nil, do == OrgRead || !do.OfOrganisation() && !ownHands[do]; got != want {
			t.Errorf("write token for one site, %s: allowed %v, want %v", do, got, want)
		}
		if !do.OfOrganisation() {
			if err := Check(token(ScopeWrite, here, admin), do, there); err != ErrHidden {
				t.Errorf("write token for one site, %s on another: %v, want that the site is hidden", do, err)
			}
		}
		if err := Check(token("", "", admin), do, site); err == nil && !do.Reads() {
			t.Errorf("token without a scope may %s", do)
		}
	}
	for name, c := range map[string]struct {
		who  Principal
		want error
	}{
		"signing is for the owner in person":          {token(ScopeWrite, "", admin), ErrByToken},
		"what the owner may not do either is no use":  {token(ScopeWrite, "", Grant{Role: Engineer}), ErrDenied},
		"a person without the right is told so alone": {with(Grant{Role: Engineer}), ErrDenied},
	} {
		if err := Check(c.who, RiskSign, here); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if err := Check(token(ScopeRead, there, Grant{Role: Engineer, Site: here}), PlantRead, here); err != ErrHidden {
		t.Errorf("token for another site than its owner's: %v, want that the site is hidden", err)
	}
	if err := Check(token(ScopeRead, there, Grant{Role: Engineer, Site: here}), PlantRead, there); err != ErrHidden {
		t.Errorf("a token reaches where its owner does not: %v", err)
	}
}

func TestSitesAreWhereAnActionIsAllowed(t *testing.T) {
	for _, c := range []struct {
		name  string
		who   Principal
		do    Action
		all   bool
		sites []plant.SiteID
	}{
		{"all for a role of the organisation", with(Grant{Role: Viewer}), PlantRead, true, nil},
		{"all, even if a site is named too", with(Grant{Role: Viewer, Site: here}, Grant{Role: Viewer}), PlantRead, true, nil},
		{"those named, each once", with(Grant{Role: Viewer, Site: here}, Grant{Role: Engineer, Site: here}, Grant{Role: Viewer, Site: there}), PlantRead, false, []plant.SiteID{here, there}},
		{"those where the role suffices", with(Grant{Role: Viewer, Site: here}, Grant{Role: Engineer, Site: there}), PlantEdit, false, []plant.SiteID{there}},
		{"none without a grant", with(), SiteRead, false, nil},
		{"the one of the token", Principal{Grants: []Grant{{Role: Engineer}}, Token: &Token{Scope: ScopeRead, Site: here}}, PlantRead, false, []plant.SiteID{here}},
		{"all for the machine itself", Principal{System: true}, PlantEdit, true, nil},
	} {
		all, sites := Sites(c.who, c.do)
		if all != c.all || !slices.Equal(sites, c.sites) {
			t.Errorf("%s: %v %v, want %v %v", c.name, all, sites, c.all, c.sites)
		}
	}
}

func TestRightsForTheScreenAgreeWithCheck(t *testing.T) {
	who := with(Grant{Role: Viewer}, Grant{Role: Engineer, Site: here})
	want := Rights{
		Org:      []Action{OrgRead, TokenOwn},
		AllSites: []Action{SiteRead, PlantRead, AssetRead, VerdictRead, ReportRead, RiskRead, LibraryRead, EvidenceRead},
		Sites:    map[plant.SiteID][]Action{here: {PlantEdit, AssetEdit, ImportRun, HistoryRead, HistoryRestore, RiskEdit, EvidenceEdit, PackageRead, PackageRun}},
	}
	if diff := cmp.Diff(want, Can(who)); diff != "" {
		t.Error(diff)
	}
	for _, role := range Roles {
		for _, g := range []Grant{{Role: role}, {Role: role, Site: here}} {
			who, can := with(g), Can(with(g))
			for _, do := range Actions {
				if do.OfOrganisation() {
					if slices.Contains(can.Org, do) != (Check(who, do, "") == nil) {
						t.Errorf("%+v: %s is shown and decided differently", g, do)
					}
					continue
				}
				shown := slices.Contains(can.AllSites, do) || slices.Contains(can.Sites[here], do)
				if shown != (Check(who, do, here) == nil) {
					t.Errorf("%+v: %s is shown and decided differently", g, do)
				}
			}
		}
	}
}
