package plant_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// sound is a plant in which no rule finds anything.
func sound() plant.Document {
	two := &plant.Target{Vector: sl.Uniform(2), Approver: "M"}
	return plant.Document{
		Format: plant.DocumentFormat,
		Site:   plant.DocSite{Key: "B", Name: "Bottling"},
		Zones: []plant.DocZone{
			{Key: "Z-01", Name: "Line", Owner: "M", Kind: plant.ZoneControl, Target: two},
			{Key: "Z-02", Name: "DMZ", Owner: "M", Kind: plant.ZoneDMZ, Target: two},
			{Key: "Z-03", Name: "Vendors", Owner: "M", Kind: plant.ZoneRemote, External: true},
			{Key: "Z-04", Name: "Safety", Owner: "M", Kind: plant.ZoneSafety, Safety: true, Target: two},
			{Key: "Z-05", Name: "Laptops", Owner: "M", Kind: plant.ZoneOther, Transient: true, Target: two},
			{Key: "Z-06", Name: "Radio", Owner: "M", Kind: plant.ZoneOther, Wireless: true, Target: two},
		},
		Conduits: []plant.DocConduit{
			{Key: "C-01", Name: "a", Owner: "M", From: "Z-01", To: "Z-02", Flows: modbus(), Target: two},
			{Key: "C-02", Name: "b", Owner: "M", From: "Z-03", To: "Z-02", Flows: modbus(), External: true, Controls: []string{"firewall of the DMZ"}},
			{Key: "C-03", Name: "c", Owner: "M", From: "Z-04", To: "Z-01", Flows: modbus()},
			{Key: "C-04", Name: "d", Owner: "M", From: "Z-05", To: "Z-01", Flows: modbus()},
			{Key: "C-05", Name: "e", Owner: "M", From: "Z-06", To: "Z-01", Flows: modbus(), Wireless: true, Target: two, Controls: []string{"WPA3-Enterprise"}},
		},
		Assets: []plant.DocAsset{
			{Key: "PLC-1", Type: plant.EmbeddedDevice, Role: "plc", Zone: "Z-01"},
			{Key: "SRV-1", Type: plant.HostDevice, Role: "jump-host", Zone: "Z-02"},
			{Key: "F-1", Type: plant.EmbeddedDevice, Role: "safety-controller", Zone: "Z-04"},
			{Key: "SW-1", Type: plant.NetworkDevice, Role: "switch", Zone: "Z-04"},
			{Key: "LAP-1", Type: plant.HostDevice, Role: "laptop", Zone: "Z-05"},
			{Key: "AP-1", Type: plant.NetworkDevice, Role: "access-point", Zone: "Z-06"},
		},
	}
}

// raise gives the safety zone a target of its own, with 3 of everything but
// restricted data flow.
func raise(d *plant.Document, rdf sl.Level) {
	target := sl.Uniform(3)
	target[sl.RDF] = rdf
	d.Zones[3].Target = &plant.Target{Vector: target, Approver: "M"}
}

// dualHomed gives the server of the DMZ a leg in the safety zone, which has a
// target of its own and a conduit to the line only.
func dualHomed(d *plant.Document) {
	raise(d, 3)
	d.Conduits[2].Controls = []string{"firewall"}
	d.Assets[2].Addresses = []plant.Address{{IP: "10.0.4.2"}}
	d.Assets[1].Addresses = []plant.Address{{IP: "10.0.2.2"}, {IP: "10.0.4.3"}}
}

func modbus() []plant.FlowRule {
	return []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}}
}

func TestEachPartitionRule(t *testing.T) {
	tests := []struct {
		rule, key string
		change    func(*plant.Document)
	}{
		{"", "", func(*plant.Document) {}},
		{"", "", func(d *plant.Document) { // a retired asset counts no more
			d.Assets = append(d.Assets, plant.DocAsset{Key: "OLD", Type: plant.HostDevice, Role: "laptop", Retired: "2026-01-01"})
		}},
		{"address-duplicate", "F-1", func(d *plant.Document) {
			d.Assets[2].Addresses = []plant.Address{{IP: "10.0.0.1"}}
			d.Assets[0].Addresses = []plant.Address{{IP: "10.0.0.1"}, {IP: "10.0.0.1", VLAN: 2}}
		}},
		{"asset-unzoned", "SW-1", func(d *plant.Document) { d.Assets[3].Zone = "" }},
		{"zone-empty", "Z-02", func(d *plant.Document) { d.Assets[1].Zone = "Z-01" }},
		{"zone-orphan", "Z-06", func(d *plant.Document) { d.Conduits = d.Conduits[:4] }},
		{"conduit-no-flows", "C-03", func(d *plant.Document) { d.Conduits[2].Flows = nil }},
		{"business-mixed", "Z-01", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "PRN", Type: plant.EmbeddedDevice, Role: "printer", Zone: "Z-01", Tags: []string{"business"}})
		}},
		{"business-mixed", "Z-01", func(d *plant.Document) { d.Zones[0].Kind = plant.ZoneEnterprise }},
		{"safety-mixed", "Z-04", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "HMI", Type: plant.HostDevice, Role: "hmi", Zone: "Z-04"})
		}},
		{"safety-mixed", "Z-01", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "IO", Type: plant.EmbeddedDevice, Zone: "Z-01", Safety: &plant.SafetyFunction{SIL: 2}})
		}},
		{"transient-member", "LAP-1", func(d *plant.Document) { d.Assets[4].Zone = "Z-02" }},
		{"transient-fixed", "PLC-2", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "PLC-2", Type: plant.EmbeddedDevice, Zone: "Z-05"})
		}},
		{"wireless-mixed", "Z-01", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "AP-2", Type: plant.NetworkDevice, Role: "access-point", Zone: "Z-01"})
		}},
		{"wireless-conduit", "C-01", func(d *plant.Document) {
			d.Conduits[0].Wireless = true
			d.Conduits[0].Controls = []string{"WPA3"}
		}},
		{"wireless-mixed", "Z-01", func(d *plant.Document) { d.Assets[0].Addresses = []plant.Address{{Interface: "WLAN1", IP: "10.0.0.1"}} }},
		{"transient-member", "USB-1", func(d *plant.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "USB-1", Type: plant.HostDevice, Zone: "Z-01", Tags: []string{"USB"}})
		}},
		{"safety-unmarked", "F-1", func(d *plant.Document) {
			d.Zones[3].Kind, d.Zones[3].Safety = plant.ZoneControl, false
			d.Assets[2].Safety = &plant.SafetyFunction{SIL: 3}
		}},
		{"wireless-target-lower", "C-05", func(d *plant.Document) { d.Conduits[4].Target = nil }},
		{"zone-no-owner", "Z-02", func(d *plant.Document) { d.Zones[1].Owner = "" }},
		{"conduit-no-owner", "C-02", func(d *plant.Document) { d.Conduits[1].Owner = "" }},
		{"network-bypass", "Z-01", func(d *plant.Document) { // no conduit joins the line and the other cell
			other := &plant.Target{Vector: sl.Uniform(3), Approver: "M"}
			d.Zones = append(d.Zones, plant.DocZone{Key: "Z-07", Name: "Cell", Owner: "M", Kind: plant.ZoneControl, Target: other})
			d.Conduits = append(d.Conduits, plant.DocConduit{Key: "C-06", Name: "f", Owner: "M", From: "Z-07", To: "Z-02", Flows: modbus(), Controls: []string{"firewall"}})
			d.Assets[0].Addresses = []plant.Address{{IP: "10.0.0.1", VLAN: 11}}
			d.Assets = append(d.Assets, plant.DocAsset{Key: "PLC-7", Type: plant.EmbeddedDevice, Role: "plc", Zone: "Z-07", Addresses: []plant.Address{{IP: "10.0.0.2"}}})
		}},
		{"", "", func(d *plant.Document) { // the same numbers in two VLANs are two networks
			other := &plant.Target{Vector: sl.Uniform(3), Approver: "M"}
			d.Zones = append(d.Zones, plant.DocZone{Key: "Z-07", Name: "Cell", Owner: "M", Kind: plant.ZoneControl, Target: other})
			d.Conduits = append(d.Conduits, plant.DocConduit{Key: "C-06", Name: "f", Owner: "M", From: "Z-07", To: "Z-02", Flows: modbus(), Controls: []string{"firewall"}})
			d.Assets[0].Addresses = []plant.Address{{IP: "10.0.0.1", VLAN: 11}}
			d.Assets = append(d.Assets, plant.DocAsset{Key: "PLC-7", Type: plant.EmbeddedDevice, Role: "plc", Zone: "Z-07", Addresses: []plant.Address{{IP: "10.0.0.2", VLAN: 12}}})
		}},
		{"host-bypass", "SRV-1", func(d *plant.Document) { // from the DMZ into safety, past the line between them
			dualHomed(d)
		}},
		{"", "", func(d *plant.Document) { // a firewall in its place keeps them apart
			dualHomed(d)
			d.Assets[1].Role = "firewall"
		}},
		{"", "", func(d *plant.Document) { // and so does a declared conduit
			dualHomed(d)
			d.Conduits = append(d.Conduits, plant.DocConduit{Key: "C-06", Name: "f", Owner: "M", From: "Z-02", To: "Z-04", Flows: modbus(), Controls: []string{"firewall"}})
		}},
		{"external-path", "Z-04", func(d *plant.Document) { // vendors come in encrypted, and from there on nothing stops them
			d.Zones[1].Kind, d.Zones[3].Kind = plant.ZoneOther, plant.ZoneSupervisory
			d.Zones[3].Safety = false
			d.Assets[2].Role = "hmi"
			d.Conduits[1].Controls = []string{"no firewall"}
			d.Conduits[1].Flows = []plant.FlowRule{{Direction: plant.Forward, Protocol: "https", Ports: "443"}}
			d.Conduits[2].Flows[0].Direction = plant.Backward
			d.Conduits = append(d.Conduits, plant.DocConduit{Key: "C-06", Name: "f", Owner: "M", From: "Z-02", To: "Z-04", Flows: modbus()})
		}},
		{"", "", func(d *plant.Document) { // one firewall on the way closes it
			d.Zones[1].Kind, d.Zones[3].Kind = plant.ZoneOther, plant.ZoneSupervisory
			d.Zones[3].Safety = false
			d.Assets[2].Role = "hmi"
			d.Conduits[2].Flows[0].Direction = plant.Backward
			d.Conduits = append(d.Conduits, plant.DocConduit{Key: "C-06", Name: "f", Owner: "M", From: "Z-02", To: "Z-04", Flows: modbus()})
		}},
		{"dmz-bypass", "Z-01", func(d *plant.Document) { d.Zones[5].Kind = plant.ZoneEnterprise }},
		{"", "", func(d *plant.Document) { // the office may read what is pushed to it
			d.Zones[5].Kind = plant.ZoneEnterprise
			d.Conduits[4].Flows[0].Direction = plant.Backward
		}},
		{"untrusted-open", "C-05", func(d *plant.Document) { d.Conduits[4].Controls = []string{"access list", "intrusion detection"} }},
		{"untrusted-open", "C-02", func(d *plant.Document) { d.Conduits[1].Controls = []string{"without VPN"} }},
		{"", "", func(d *plant.Document) { // what encrypts by itself needs no words
			d.Conduits[4].Controls = nil
			d.Conduits[4].Flows = []plant.FlowRule{{Direction: plant.Forward, Protocol: "HTTPS", Ports: "443"}}
		}},
		{"boundary-missing", "C-03", func(d *plant.Document) { raise(d, 2) }},
		{"", "", func(d *plant.Document) { // an access list does up to SL 2 of restricted data flow
			raise(d, 2)
			d.Conduits[2].Controls = []string{"ACL on the switch"}
		}},
		{"boundary-missing", "C-03", func(d *plant.Document) { // and no further
			raise(d, 3)
			d.Conduits[2].Controls = []string{"ACL on the switch", "IDS sensor"}
		}},
		{"", "", func(d *plant.Document) { // a device named in the controls
			raise(d, 3)
			d.Conduits[2].Controls = []string{"rules of BOX-1, reviewed yearly"}
			d.Assets = append(d.Assets, plant.DocAsset{Key: "BOX-1", Type: plant.NetworkDevice, Role: "firewall", Zone: "Z-02"})
		}},
		{"", "", func(d *plant.Document) { // a firewall that stands at an end
			raise(d, 3)
			d.Assets = append(d.Assets, plant.DocAsset{Key: "BOX-1", Type: plant.NetworkDevice, Role: "firewall", Zone: "Z-04"})
		}},
		{"boundary-missing", "C-03", func(d *plant.Document) { // one whose legs lead elsewhere is none
			raise(d, 3)
			d.Assets[1].Addresses = []plant.Address{{IP: "10.0.2.2"}}
			d.Assets[2].Addresses = []plant.Address{{IP: "10.0.4.2"}}
			d.Assets = append(d.Assets, plant.DocAsset{Key: "BOX-1", Type: plant.NetworkDevice, Role: "firewall", Zone: "Z-04", Addresses: []plant.Address{{IP: "10.0.4.1"}, {IP: "10.0.2.1"}}})
		}},
		{"diode-direction", "C-01", func(d *plant.Document) {
			d.Conduits[0].Controls = []string{"data diode"}
			d.Conduits[0].Flows = append(d.Conduits[0].Flows, plant.FlowRule{Direction: plant.Backward, Protocol: "ntp", Ports: "123"})
		}},
		{"diode-direction", "C-03", func(d *plant.Document) { // into the zone that must not be changed
			raise(d, 3)
			d.Conduits[2].Controls = []string{"data diode"}
			d.Conduits[2].Flows[0].Direction = plant.Backward
		}},
		{"", "", func(d *plant.Document) { // inwards where secrets are kept in
			raise(d, 3)
			d.Zones[3].Target.Vector[sl.DC] = 4
			d.Conduits[2].Controls = []string{"data diode"}
			d.Conduits[2].Flows[0].Direction = plant.Backward
		}},
		{"external-direct", "C-02", func(d *plant.Document) { d.Conduits[1].To = "Z-01" }},
		{"external-direct", "C-01", func(d *plant.Document) {
			d.Conduits[0].External = true
			d.Conduits[0].Controls = []string{"firewall"}
		}},
		{"zone-no-target", "Z-02", func(d *plant.Document) { d.Zones[1].Target = nil }},
		{"target-unapproved", "Z-04", func(d *plant.Document) { d.Zones[3].Target = &plant.Target{Vector: sl.Uniform(2)} }},
		{"conduit-target-lower", "C-01", func(d *plant.Document) {
			d.Conduits[0].Target = &plant.Target{Vector: sl.Vector{2, 2, 2, 2, 2, 2, 1}}
			d.Conduits[0].Controls = []string{"firewall"}
			d.Zones[1].Target = &plant.Target{Vector: sl.Uniform(1), Approver: "M"}
		}},
		{"", "", func(d *plant.Document) { // with a reason, less is enough
			d.Conduits[0].Target = &plant.Target{Vector: sl.Uniform(1), Rationale: "only reads"}
			d.Conduits[4].Target = &plant.Target{Vector: sl.Uniform(1), Rationale: "only reads"}
		}},
		{"flow-any", "C-03", func(d *plant.Document) {
			d.Conduits[2].Flows[0] = plant.FlowRule{Direction: plant.Both, Protocol: "Any"}
		}},
		{"flow-any", "C-03", func(d *plant.Document) {
			d.Conduits[2].Flows[0] = plant.FlowRule{Direction: plant.Both, Protocol: "tcp", Ports: "1-65535"}
		}},
		{"compensation-expired", "zone Z-01 SR 1.1", func(d *plant.Document) {
			d.Answers = []plant.Answer{
				{Subject: "zone Z-01", Requirement: "SR 1.1", State: "compensated", Compensating: "guard", Expires: "2026-11-24"},
				{Subject: "zone Z-02", Requirement: "SR 1.1", State: "compensated", Compensating: "guard", Expires: "2026-11-25"},
			}
		}},
		{"compensation-expired", "zone Z-01 SR 1.11", func(d *plant.Document) {
			d.Answers = []plant.Answer{{
				Subject: "zone Z-01", Requirement: "SR 1.11", State: "not-applied", Function: "F-01",
				Reason: "would lock the operator out", Approver: "A. Ito", Compensating: "guard", Expires: "2026-11-24",
			}}
		}},
	}
	seen := map[string]bool{}
	for _, tt := range tests {
		seen[tt.rule] = true
		t.Run(tt.rule, func(t *testing.T) {
			d := sound()
			tt.change(&d)
			problems, findings := plant.Check(d, "2026-11-24")
			if len(problems) > 0 {
				t.Fatalf("breaks rules: %v", problems)
			}
			var got []string
			for _, f := range findings {
				got = append(got, f.Rule+" "+f.Key)
			}
			var want []string
			if tt.rule != "" {
				want = []string{tt.rule + " " + tt.key}
			}
			if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
	for _, rule := range plant.PartitionRules {
		if !seen[rule.ID] {
			t.Errorf("rule %s has no test", rule.ID)
		}
	}
}

func TestDocumentsThatBreakRulesAcrossRecords(t *testing.T) {
	answer := func(a plant.Answer) func(*plant.Document) {
		return func(d *plant.Document) { d.Answers = []plant.Answer{a} }
	}
	tests := []struct {
		name    string
		change  func(*plant.Document)
		pointer string
		says    string
	}{
		{"a zone twice", func(d *plant.Document) { d.Zones = append(d.Zones, d.Zones[0]) }, "/zones/6/key", "first as zones[0]"},
		{"an asset twice", func(d *plant.Document) { d.Assets = append(d.Assets, d.Assets[0]) }, "/assets/6/key", "twice"},
		{"keys that differ in case only", func(d *plant.Document) { d.Assets[1].Key = "plc-1" }, "/assets/0/key", "another asset"},
		{"an unknown zone", func(d *plant.Document) { d.Assets[0].Zone = "Z-99" }, "/assets/0/zone", "not a zone of this site"},
		{"zones within each other", func(d *plant.Document) { d.Zones[0].Parent, d.Zones[1].Parent = "Z-02", "Z-01" }, "/zones/0/parent", "within itself"},
		{"a device that is no asset", func(d *plant.Document) { d.Conduits[0].Devices = []string{d.Assets[0].Key, "FW-99"} }, "/conduits/0/devices/1", "not an asset of this site"},
		{"a device twice", func(d *plant.Document) { d.Conduits[0].Devices = []string{d.Assets[0].Key, d.Assets[0].Key} }, "/conduits/0/devices/1", "named twice"},
		{"an answer of an asset that is not there", answer(plant.Answer{Subject: "asset PLC-99", Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", State: "met"}), "/answers/0/subject", "no asset"},
		{"an answer about a company", answer(plant.Answer{Subject: "company CO-1", Set: "iec-62443-2-1:2024", Requirement: "ORG 1.1", State: "met"}), "/answers/0/subject", "no subject"},
		{"not applied without an essential function", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "not-applied", Reason: "x", Approver: "x", Compensating: "x", Expires: "2027-01-01"}), "/answers/0/function", "essential function"},
		{"a maturity of five", answer(plant.Answer{Subject: "site", Set: "iec-62443-2-1:2024", Requirement: "ORG 1.1", State: "met", Maturity: 5}), "/answers/0/maturity", "1 to 4"},
		{"an answer about nothing", answer(plant.Answer{Subject: "zone Z-99", Requirement: "SR 1.1", State: "met"}), "/answers/0/subject", "no zone"},
		{"an answer about no subject", answer(plant.Answer{Subject: "Z-01", Requirement: "SR 1.1", State: "met"}), "/answers/0/subject", "no subject"},
		{"an answer to no requirement", answer(plant.Answer{Subject: "site", Requirement: "1.1", State: "met"}), "/answers/0/requirement", "no requirement"},
		{"an unknown state", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "fine"}), "/answers/0/state", "choose one of met"},
		{"partly without reason", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "partly"}), "/answers/0/reason", "needs a reason"},
		{"not applicable without approver", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "not-applicable", Reason: "x"}), "/answers/0/approver", "needs an approver"},
		{"compensated without end", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "compensated", Compensating: "x"}), "/answers/0/expires", "a day on which it ends"},
		{"inherited from itself", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "inherited", From: "site"}), "/answers/0/from", "own subject"},
		{"inherited from nowhere", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "inherited", From: "conduit C-9"}), "/answers/0/from", "no conduit"},
		{"met, yet from elsewhere", answer(plant.Answer{Subject: "site", Requirement: "SR 1.1", State: "met", From: "zone Z-01"}), "/answers/0/from", "Only an inherited"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sound()
			tt.change(&d)
			problems, findings := plant.Check(d, "2026-11-24")
			i := slices.IndexFunc(problems, func(p plant.Problem) bool {
				return p.Pointer == tt.pointer && strings.Contains(p.Text, tt.says)
			})
			if i < 0 || findings != nil {
				t.Errorf("problems are %+v, want one at %s with %q", problems, tt.pointer, tt.says)
			}
		})
	}
}

func TestEveryPartitionRuleStandsInTheGuide(t *testing.T) {
	page, err := os.ReadFile("../../docs/site-document.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range plant.PartitionRules {
		if row := fmt.Sprintf("| `%s` | %s | %s |", r.ID, r.Severity, r.Clause); !strings.Contains(string(page), row) {
			t.Errorf("docs/site-document.md lacks the row %s", row)
		}
	}
}
