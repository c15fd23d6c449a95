package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

func TestThePartOfASite(t *testing.T) {
	integrator := Grant{Role: Integrator, Site: here, Zones: []plant.ZoneID{"z1", "z2"}}
	supplier := Grant{Role: Supplier, Vendor: " ACME "}
	for _, c := range []struct {
		name string
		who  Principal
		do   Action
		site plant.SiteID
		want Part
	}{
		{"an engineer's is all of it", with(Grant{Role: Engineer}), AssetEdit, here, Part{All: true}},
		{"a viewer edits no part", with(Grant{Role: Viewer}), AssetEdit, here, Part{}},
		{"an integrator's are the zones of the grant", with(integrator), AssetEdit, here, Part{Zones: []plant.ZoneID{"z1", "z2"}}},
		{"and nothing on another site", with(integrator), AssetEdit, there, Part{}},
		{"a supplier's are the assets of the vendor", with(supplier), AssetEdit, there, Part{Vendors: []string{"acme"}}},
		{"a supplier reads no zones", with(supplier), PlantRead, there, Part{}},
		{"parts add up", with(integrator, supplier), AssetEdit, here, Part{Zones: []plant.ZoneID{"z1", "z2"}, Vendors: []string{"acme"}}},
		{"whoever reads all edits the part only", with(Grant{Role: Viewer}, integrator), AssetEdit, here, Part{Zones: []plant.ZoneID{"z1", "z2"}}},
		{"and still reads all", with(Grant{Role: Viewer}, integrator), AssetRead, here, Part{All: true}},
		{"a supplier without a vendor has nothing", with(Grant{Role: Supplier, Vendor: " "}), AssetEdit, here, Part{}},
		{"an integrator without zones has nothing", with(Grant{Role: Integrator}), AssetEdit, here, Part{}},
	} {
		if diff := cmp.Diff(c.want, PartOf(c.who, c.do, c.site)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestWhatAPartCovers(t *testing.T) {
	p := Part{Zones: []plant.ZoneID{"z1", "z2"}, Vendors: []string{"acme"}}
	for _, c := range []struct {
		name string
		got  bool
		want bool
	}{
		{"a zone of it", p.Zone("z1"), true},
		{"no other zone", p.Zone("z3"), false},
		{"no zone without an id", p.Zone(""), false},
		{"a conduit between its zones", p.Conduit(plant.Conduit{From: "z1", To: "z2"}), true},
		{"no conduit that leads out", p.Conduit(plant.Conduit{From: "z1", To: "z3"}), false},
		{"an asset in its zones", p.Asset(plant.Asset{Zone: "z2", Vendor: "Other"}), true},
		{"an asset of its vendor, in whatever case", p.Asset(plant.Asset{Zone: "z3", Vendor: "Acme"}), true},
		{"no other asset", p.Asset(plant.Asset{Zone: "z3", Vendor: "Acme Two"}), false},
		{"no asset without zone and vendor", p.Asset(plant.Asset{}), false},
		{"nothing, if it is empty", Part{}.Asset(plant.Asset{}) || Part{}.Zone(""), false},
		{"everything, if it is all", Part{All: true}.Asset(plant.Asset{}) && Part{All: true}.Zone("z9"), true},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v", c.name, c.got)
		}
	}
}

func TestASupplierIsBoundToTheVendorOfTheGrant(t *testing.T) {
	supplier := Grant{Role: Supplier, Vendor: " ACME "}
	atSite := Grant{Role: Supplier, Site: here, Vendor: "Bolt"}
	for _, c := range []struct {
		name    string
		who     Principal
		do      Action
		site    plant.SiteID
		all     bool
		vendors []string
	}{
		{"a viewer reads the products of all", with(Grant{Role: Viewer}), LibraryRead, "", true, nil},
		{"a viewer of one site reads them too", with(Grant{Role: Viewer, Site: here}), LibraryRead, "", true, nil},
		{"a supplier reads its own", with(supplier), LibraryRead, "", false, []string{"acme"}},
		{"and edits them", with(supplier), LibraryEdit, "", false, []string{"acme"}},
		{"a supplier of one site reads its own", with(atSite), LibraryRead, "", false, []string{"bolt"}},
		{"but changes nothing that all sites share", with(atSite), LibraryEdit, "", false, nil},
		{"vendors add up", with(supplier, atSite), LibraryRead, "", false, []string{"acme", "bolt"}},
		{"another role lifts the bound", with(supplier, Grant{Role: Assessor}), LibraryEdit, "", true, nil},
		{"a supplier without a vendor has nothing", with(Grant{Role: Supplier}), LibraryRead, "", false, nil},
		{"the machine itself is not bound", Principal{System: true}, LibraryEdit, "", true, nil},
	} {
		all, vendors := VendorsOf(c.who, c.do, c.site)
		if all != c.all || cmp.Diff(c.vendors, vendors) != "" {
			t.Errorf("%s: %v %v, want %v %v", c.name, all, vendors, c.all, c.vendors)
		}
	}
}

func TestWhatAllSitesShareIsReadFromAnyAndChangedByRolesOfAll(t *testing.T) {
	for _, c := range []struct {
		name string
		who  Principal
		do   Action
		site plant.SiteID
		want error
	}{
		{"an engineer of one site reads the evidence of all", with(Grant{Role: Engineer, Site: here}), EvidenceRead, "", nil},
		{"and that of the site", with(Grant{Role: Engineer, Site: here}), EvidenceRead, here, nil},
		{"and none of another site", with(Grant{Role: Engineer, Site: here}), EvidenceRead, there, ErrHidden},
		{"an assessor of one site changes evidence there", with(Grant{Role: Assessor, Site: here}), EvidenceEdit, here, nil},
		{"and none that all share", with(Grant{Role: Assessor, Site: here}), EvidenceEdit, "", ErrDenied},
		{"an assessor of all changes what all share", with(Grant{Role: Assessor}), LibraryEdit, "", nil},
	} {
		if got := Check(c.who, c.do, c.site); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
