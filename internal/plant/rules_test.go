package plant_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// line is a site with two zones, one within the other, a conduit and an asset.
func line() plant.Site {
	return plant.Site{
		SiteRecord: plant.SiteRecord{ID: "s", Key: "B", Name: "Bottling"},
		Zones: []plant.Zone{
			{ID: "z1", Key: "Z-01", Name: "Line", Kind: plant.ZoneControl},
			{ID: "z2", Key: "Z-02", Name: "Cell", Kind: plant.ZoneControl, Parent: "z1"},
		},
		Conduits: []plant.Conduit{{ID: "c1", Key: "C-01", Name: "Between", From: "z1", To: "z2"}},
		Assets:   []plant.Asset{{ID: "a1", Key: "PLC-101", Type: plant.EmbeddedDevice, Zone: "z1"}},
	}
}

// broken holds the pointers of the rules broken against the wanted one, "" for none.
func broken(t *testing.T, err error, pointer string) {
	t.Helper()
	problems := plant.ProblemsOf(err)
	if pointer == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if len(problems) != 1 || problems[0].Pointer != pointer {
		t.Errorf("broken rules are %+v, want one at %s", problems, pointer)
		return
	}
	if text := problems[0].Text; !strings.HasSuffix(text, ".") || len(text) < 20 {
		t.Errorf("%q is no sentence that helps", text)
	}
}

func TestRulesOfAZone(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*plant.Zone)
		pointer string
	}{
		{"a plain zone is accepted", func(*plant.Zone) {}, ""},
		{"a key may hold blanks, dots, dashes and letters of any script", func(z *plant.Zone) { z.Key = "充填 1.2_a/b-c" }, ""},
		{"a missing key is refused", func(z *plant.Zone) { z.Key = "" }, "/key"},
		{"a key with other signs is refused", func(z *plant.Zone) { z.Key = "Z?" }, "/key"},
		{"a key that begins with a dash is refused", func(z *plant.Zone) { z.Key = "-Z" }, "/key"},
		{"a key of 65 letters is refused", func(z *plant.Zone) { z.Key = strings.Repeat("Z", 65) }, "/key"},
		{"the key of another zone is refused", func(z *plant.Zone) { z.Key = "Z-02" }, "/key"},
		{"the key of another zone in other case is refused", func(z *plant.Zone) { z.Key = "z-02" }, "/key"},
		{"a missing name is refused", func(z *plant.Zone) { z.Name = "" }, "/name"},
		{"a name of 201 letters is refused", func(z *plant.Zone) { z.Name = strings.Repeat("é", 201) }, "/name"},
		{"a name of two lines is refused", func(z *plant.Zone) { z.Name = "a\nb" }, "/name"},
		{"a name that is no UTF-8 is refused", func(z *plant.Zone) { z.Name = "a\xff" }, "/name"},
		{"an unknown kind is refused", func(z *plant.Zone) { z.Kind = "garden" }, "/kind"},
		{"a missing kind is refused", func(z *plant.Zone) { z.Kind = "" }, "/kind"},
		{"Purdue level 3.5 is accepted", func(z *plant.Zone) { z.Purdue = "3.5" }, ""},
		{"Purdue level 6 is refused", func(z *plant.Zone) { z.Purdue = "6" }, "/purdue"},
		{"an unknown parent is refused", func(z *plant.Zone) { z.Parent = "z9" }, "/parent"},
		{"a zone within itself is refused", func(z *plant.Zone) { z.Parent = "z1" }, "/parent"},
		{"a zone within its own part is refused", func(z *plant.Zone) { z.Parent = "z2" }, "/parent"},
		{"an empty assumption is refused", func(z *plant.Zone) { z.Assumptions = []string{"a", ""} }, "/assumptions/1"},
		{"101 assumptions are refused", func(z *plant.Zone) { z.Assumptions = strings.Split(strings.Repeat("a", 101), "") }, "/assumptions"},
		{"more assumptions than a cell can hold are refused", func(z *plant.Zone) { z.Assumptions = []string{long, long, long, long, long, long} }, "/assumptions"},
		{"a target of level 5 is refused", func(z *plant.Zone) { z.Target = &plant.Target{Vector: sl.Vector{0, 0, 0, 5, 0, 0, 0}} }, "/target/vector/3"},
		{"a day of approval without approver is refused", func(z *plant.Zone) { z.Target = &plant.Target{ApprovedOn: "2026-01-01"} }, "/target/approver"},
		{"a day that is none is refused", func(z *plant.Zone) { z.Target = &plant.Target{Approver: "M", ApprovedOn: "2026-02-30"} }, "/target/approvedOn"},
		{"a place without width is refused", func(z *plant.Zone) { z.Place = &plant.Place{H: 9} }, "/place/w"},
		{"a place far off is refused", func(z *plant.Zone) { z.Place = &plant.Place{X: 1e9, W: 9, H: 9} }, "/place/x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z := line().Zones[0]
			tt.change(&z)
			broken(t, plant.CheckZone(line(), z), tt.pointer)
		})
	}
}

var long = strings.Repeat("x", 4000)

func TestRulesOfAConduit(t *testing.T) {
	flow := func(f plant.FlowRule) func(*plant.Conduit) {
		return func(c *plant.Conduit) { c.Flows = []plant.FlowRule{f} }
	}
	tests := []struct {
		name    string
		change  func(*plant.Conduit)
		pointer string
	}{
		{"a plain conduit is accepted", func(*plant.Conduit) {}, ""},
		{"a new conduit with a key that is taken is refused", func(c *plant.Conduit) { c.ID = "" }, "/key"},
		{"a conduit without an end is refused", func(c *plant.Conduit) { c.To = "" }, "/to"},
		{"a conduit from nowhere is refused", func(c *plant.Conduit) { c.From = "z9" }, "/from"},
		{"a conduit back to its own zone is refused", func(c *plant.Conduit) { c.To = "z1" }, "/to"},
		{"a flow rule with ports is accepted", flow(plant.FlowRule{Direction: plant.Both, Protocol: "modbus", Ports: "502,5000-5010", Function: plant.FunctionRead}), ""},
		{"a flow rule without direction is refused", flow(plant.FlowRule{Protocol: "any"}), "/flows/0/direction"},
		{"a flow rule without protocol is refused", flow(plant.FlowRule{Direction: plant.Both}), "/flows/0/protocol"},
		{"port 0 is refused", flow(plant.FlowRule{Direction: plant.Both, Protocol: "tcp", Ports: "0"}), "/flows/0/ports"},
		{"port 65536 is refused", flow(plant.FlowRule{Direction: plant.Both, Protocol: "tcp", Ports: "65536"}), "/flows/0/ports"},
		{"a range backwards is refused", flow(plant.FlowRule{Direction: plant.Both, Protocol: "tcp", Ports: "90-80"}), "/flows/0/ports"},
		{"an unknown function is refused", flow(plant.FlowRule{Direction: plant.Both, Protocol: "tcp", Function: "erase"}), "/flows/0/function"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := line().Conduits[0]
			tt.change(&c)
			broken(t, plant.CheckConduit(line(), c), tt.pointer)
		})
	}
}

func TestRulesOfAnAsset(t *testing.T) {
	address := func(x plant.Address) func(*plant.Asset) {
		return func(a *plant.Asset) { a.Addresses = []plant.Address{x} }
	}
	tests := []struct {
		name    string
		change  func(*plant.Asset)
		pointer string
	}{
		{"a plain asset is accepted", func(*plant.Asset) {}, ""},
		{"an asset without zone is accepted", func(a *plant.Asset) { a.Zone = "" }, ""},
		{"a zone of elsewhere is refused", func(a *plant.Asset) { a.Zone = "z9" }, "/zone"},
		{"a missing type is refused", func(a *plant.Asset) { a.Type = "" }, "/type"},
		{"an unknown role is refused", func(a *plant.Asset) { a.Role = "toaster" }, "/role"},
		{"criticality 6 is refused", func(a *plant.Asset) { a.Criticality = 6 }, "/criticality"},
		{"an address of all kinds is accepted", address(plant.Address{Interface: "X1", MAC: "00:1b:1b:0a:0b:0c", IP: "fd00::5", VLAN: 4094, Host: "plc-101.line.local"}), ""},
		{"an empty address is refused", address(plant.Address{}), "/addresses/0"},
		{"a short MAC is refused", address(plant.Address{MAC: "00:1b:1b"}), "/addresses/0/mac"},
		{"a MAC in another form is refused until normalised", address(plant.Address{MAC: "00-1B-1B-0A-0B-0C"}), "/addresses/0/mac"},
		{"an IP with mask is refused", address(plant.Address{IP: "10.0.0.1/24"}), "/addresses/0/ip"},
		{"VLAN 4095 is refused", address(plant.Address{IP: "10.0.0.1", VLAN: 4095}), "/addresses/0/vlan"},
		{"a host name with blanks is refused", address(plant.Address{Host: "my host"}), "/addresses/0/host"},
		{"an empty module is refused", func(a *plant.Asset) { a.Modules = make([]plant.Module, 1) }, "/modules/0"},
		{"a day in another form is refused", func(a *plant.Asset) { a.Installed = "24.11.2026" }, "/installed"},
		{"retired before installed is refused", func(a *plant.Asset) { a.Installed, a.Retired = "2026-02-01", "2026-01-01" }, "/retired"},
		{"an empty safety function is refused", func(a *plant.Asset) { a.Safety = &plant.SafetyFunction{} }, "/safety"},
		{"SIL 5 is refused", func(a *plant.Asset) { a.Safety = &plant.SafetyFunction{SIL: 5} }, "/safety/sil"},
		{"performance level f is refused", func(a *plant.Asset) { a.Safety = &plant.SafetyFunction{PL: "f"} }, "/safety/pl"},
		{"a source of no attribute is refused", func(a *plant.Asset) { a.Sources = map[string]plant.Source{"a/b": {From: plant.Typed}} }, "/sources/a~1b"},
		{"a source from nowhere is refused", func(a *plant.Asset) { a.Sources = map[string]plant.Source{"model": {}} }, "/sources/model/from"},
		{"129 addresses are refused", func(a *plant.Asset) { a.Addresses = slicesOf(129, plant.Address{IP: "10.0.0.1"}) }, "/addresses"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := line().Assets[0]
			tt.change(&a)
			broken(t, plant.CheckAsset(line(), a), tt.pointer)
		})
	}
}

func slicesOf[T any](n int, v T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func TestRulesOfASiteAndAnOrganisation(t *testing.T) {
	broken(t, plant.CheckSiteRecord(plant.SiteRecord{Key: "B", Name: "Bottling"}), "")
	broken(t, plant.CheckSiteRecord(plant.SiteRecord{Name: "Bottling"}), "/key")
	broken(t, plant.CheckSiteRecord(plant.SiteRecord{Key: "B", Name: "Bottling", Description: long + "x"}), "/description")
	broken(t, plant.CheckOrganisation(plant.Organisation{Key: "Q", Name: "Quellbrunn", Parties: []plant.Party{plant.AssetOwner}}), "")
	broken(t, plant.CheckOrganisation(plant.Organisation{Key: "Q", Name: "Quellbrunn", Parties: []plant.Party{"owner"}}), "/parties/0")
}

func TestEveryBrokenRuleIsTold(t *testing.T) {
	err := plant.CheckConduit(line(), plant.Conduit{Key: "?", Flows: []plant.FlowRule{{}}})
	var got []string
	for _, p := range plant.ProblemsOf(err) {
		got = append(got, p.Pointer)
	}
	want := []string{"/key", "/name", "/from", "/to", "/flows/0/direction", "/flows/0/protocol"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pointers (-want +got):\n%s", diff)
	}
}

func TestNormalising(t *testing.T) {
	a := plant.Asset{
		Key: " PLC-1 ", Description: "a\r\nb ", Tags: []string{" x", "x", "", "y"},
		Addresses: []plant.Address{{MAC: "001B.1B0A.0B0C", IP: "::ffff:10.0.0.1"}, {MAC: "no MAC", IP: "FD00::0005"}},
		Modules:   []plant.Module{}, Sources: map[string]plant.Source{},
	}
	want := plant.Asset{
		Key: "PLC-1", Description: "a\nb", Tags: []string{"x", "y"},
		Addresses: []plant.Address{{MAC: "00:1b:1b:0a:0b:0c", IP: "10.0.0.1"}, {MAC: "no MAC", IP: "fd00::5"}},
	}
	if diff := cmp.Diff(want, plant.NormaliseAsset(a)); diff != "" {
		t.Errorf("asset (-want +got):\n%s", diff)
	}
	if a.Addresses[0].MAC != "001B.1B0A.0B0C" || a.Tags[0] != " x" {
		t.Error("normalising changed the caller's asset")
	}
	c := plant.NormaliseConduit(plant.Conduit{Flows: []plant.FlowRule{{Ports: "80, 443"}}})
	if c.Flows[0].Ports != "80,443" {
		t.Errorf("ports are %q", c.Flows[0].Ports)
	}
}
