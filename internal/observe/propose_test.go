package observe

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

// draft is what the tests compare of a proposal.
type draft struct {
	Key    string
	Type   plant.AssetType
	Role   plant.AssetRole
	Reason string
}

func drafts(list []Proposal) []draft {
	var out []draft
	for _, p := range list {
		out = append(out, draft{p.Asset.Key, p.Asset.Type, p.Asset.Role, p.Reason})
	}
	return out
}

const assumed = " Nothing it sends shows its type: host device is a mere assumption."

func TestProposals(t *testing.T) {
	opened := [][]byte{fromHMI(502, synFlag), fromPLC(502, synFlag|ackFlag)}
	hmi := draft{hmiIP, plant.HostDevice, "", hmiIP + " (" + hmiMAC + ") is in no asset's addresses and was seen in 2 packets." + assumed}
	plc := draft{plcIP, plant.EmbeddedDevice, "", plcIP + " (" + plcMAC + ") is in no asset's addresses and was seen in 2 packets." +
		" It serves modbus (tcp port 502), which points to an embedded device."}
	behind := func(ip string) []byte {
		return eth(switchMAC, plcMAC, typeIPv4, ip4(ip, plcIP, protoUDP, udpHeader(50000, 40000)))
	}
	passes := " Its packets pass the device with the MAC " + switchMAC + ", so its own MAC is not known."
	tests := []struct {
		name      string
		inventory []plant.Asset
		frames    [][]byte
		want      []draft
	}{
		{"two devices that nobody declared", nil, opened, []draft{hmi, plc}},
		{"what is declared by its MAC is not proposed", []plant.Asset{
			{ID: "1", Key: "PLC-1", Addresses: []plant.Address{{MAC: "00-1B-1B-00-00-01"}}},
		}, opened, []draft{hmi}},
		{"what is declared by its IP address is not proposed", []plant.Asset{
			{ID: "1", Key: "HMI-1", Addresses: []plant.Address{{Interface: "X1", IP: hmiIP}}},
		}, opened, []draft{plc}},
		{"a key that is in use gets a number", []plant.Asset{{ID: "1", Key: hmiIP}, {ID: "2", Key: hmiIP + "-2"}}, opened,
			[]draft{{hmiIP + "-3", hmi.Type, hmi.Role, hmi.Reason}, plc}},
		{"what was addressed and never answered does not exist", nil, [][]byte{fromHMI(502, synFlag)},
			[]draft{{hmiIP, plant.HostDevice, "", hmiIP + " (" + hmiMAC + ") is in no asset's addresses and was seen in 1 packet." + assumed}}},
		{"a publisher of GOOSE is a protection device", nil, [][]byte{eth(switchMAC, "01:0c:cd:01:00:01", 0x88b8, fill(46))},
			[]draft{{"00-a0-f4-00-00-03", plant.EmbeddedDevice, "ied", switchMAC + " is in no asset's addresses and was seen in 1 packet. It sends goose."}}},
		{"what calls itself a bridge is a switch", nil, [][]byte{lldpFrame(lldpTLV(7, u16(4), u16(4)))},
			[]draft{{"00-a0-f4-00-00-03", plant.NetworkDevice, "switch", switchMAC + " is in no asset's addresses and was seen in 1 packet. It calls itself a bridge in lldp."}}},
		{"a station with two ports is no switch", nil, [][]byte{lldpFrame(lldpTLV(7, u16(0x84), u16(0x84)))},
			[]draft{{"00-a0-f4-00-00-03", plant.HostDevice, "", switchMAC + " is in no asset's addresses and was seen in 1 packet." + assumed}}},
		{"two addresses on one MAC are behind it", []plant.Asset{{ID: "1", Key: "PLC-1", Addresses: []plant.Address{{IP: plcIP}}}},
			[][]byte{behind("10.1.1.1"), behind("10.1.1.2")}, []draft{
				{"00-a0-f4-00-00-03", plant.HostDevice, "", switchMAC + " is in no asset's addresses and was seen in 2 packets. It passes on the packets of 2 IP addresses that are not its own." + assumed},
				{"10.1.1.1", plant.HostDevice, "", "10.1.1.1 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
				{"10.1.1.2", plant.HostDevice, "", "10.1.1.2 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
			}},
		{"a MAC with many addresses is a router; the one it announces is its own", []plant.Asset{
			{ID: "1", Key: "PLC-1", Addresses: []plant.Address{{IP: plcIP}}}, {ID: "2", Key: "HMI-1", Addresses: []plant.Address{{IP: "10.1.1.2"}}},
		}, [][]byte{arpFrame(1, switchMAC, "192.168.1.254", everybody, plcIP), behind("10.1.1.1"), behind("10.1.1.2"), behind("8.8.8.8")}, []draft{
			{"192.168.1.254", plant.NetworkDevice, "router", "192.168.1.254 (" + switchMAC + ") is in no asset's addresses and was seen in 1 packet." +
				" It passes on the packets of 3 IP addresses that are not its own. That is how a router looks on the wire."},
			{"10.1.1.1", plant.HostDevice, "", "10.1.1.1 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
			{"8.8.8.8", plant.HostDevice, "", "8.8.8.8 is in no asset's addresses and was seen in 1 packet." + passes + " The address is a public one and may lie outside the plant." + assumed},
		}},
		{"a host may have addresses of both kinds", nil, [][]byte{
			eth(hmiMAC, everybody, typeIPv4, ip4(hmiIP, "192.168.1.255", protoUDP, udpHeader(1, 40000))),
			eth(hmiMAC, "33:33:00:00:00:01", typeIPv6, ip6("fe80::10", "ff02::1", protoUDP, udpHeader(1, 40000))),
			eth(hmiMAC, "33:33:00:00:00:01", typeIPv6, ip6("fd00::10", "ff02::1", protoUDP, udpHeader(1, 40000))),
		}, []draft{
			{hmiIP, plant.HostDevice, "", hmiIP + ", fe80::10, fd00::10 (" + hmiMAC + ") is in no asset's addresses and was seen in 3 packets." + assumed},
		}},
		{"a device with IPv6 only is named by its MAC", nil, [][]byte{
			eth(hmiMAC, "33:33:00:00:00:01", typeIPv6, ip6("fe80::10", "ff02::1", protoUDP, udpHeader(1, 40000))),
		}, []draft{
			{"00-0c-29-00-00-02", plant.HostDevice, "", "fe80::10 (" + hmiMAC + ") is in no asset's addresses and was seen in 1 packet." + assumed},
		}},
		{"a declared router is not proposed, what is behind it is", []plant.Asset{
			{ID: "1", Key: "PLC-1", Addresses: []plant.Address{{IP: plcIP}}}, {ID: "2", Key: "R-1", Addresses: []plant.Address{{MAC: switchMAC}}},
		}, [][]byte{behind("10.1.1.1"), behind("10.1.1.2"), behind("10.1.1.3")}, []draft{
			{"10.1.1.1", plant.HostDevice, "", "10.1.1.1 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
			{"10.1.1.2", plant.HostDevice, "", "10.1.1.2 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
			{"10.1.1.3", plant.HostDevice, "", "10.1.1.3 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
		}},
		{"a device seen on both sides of a router is proposed once", []plant.Asset{{ID: "1", Key: "PLC-1", Addresses: []plant.Address{{IP: plcIP}}}},
			[][]byte{eth(hmiMAC, switchMAC, typeIPv4, ip4("10.1.1.1", plcIP, protoUDP, udpHeader(50000, 40000))), behind("10.1.1.1"), behind("10.1.1.2")}, []draft{
				{"10.1.1.1", plant.HostDevice, "", "10.1.1.1 (" + hmiMAC + ") is in no asset's addresses and was seen in 2 packets." + assumed},
				{"00-a0-f4-00-00-03", plant.NetworkDevice, "router", switchMAC + " is in no asset's addresses and was seen in 3 packets." +
					" It passes on the packets of 3 IP addresses that are not its own. That is how a router looks on the wire."},
				{"10.1.1.2", plant.HostDevice, "", "10.1.1.2 is in no asset's addresses and was seen in 1 packet." + passes + assumed},
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Propose(plant.Site{Assets: tt.inventory}, mustRead(t, capture(tt.frames...)))
			if diff := cmp.Diff(tt.want, drafts(got)); diff != "" {
				t.Errorf("proposals (-want +got):\n%s", diff)
			}
			checkProposals(t, got)
		})
	}
}

// checkProposals holds proposals against the rules for assets: whoever accepts
// one as it is must not be refused.
func checkProposals(t *testing.T, list []Proposal) {
	t.Helper()
	var site plant.Site
	for _, p := range list {
		if err := plant.CheckAsset(site, p.Asset); err != nil {
			t.Errorf("proposal %s breaks the rules: %v", p.Asset.Key, err)
		}
		p.Asset.ID = plant.AssetID(p.Asset.Key)
		site.Assets = append(site.Assets, p.Asset)
	}
}

func TestEveryValueOfAProposalNamesItsSource(t *testing.T) {
	frames := [][]byte{
		eth(switchMAC, "01:80:c2:00:00:0e", 0x8100, tag(40, typeLLDP, lldpTLV(5, []byte("SW-01")), lldpTLV(6, []byte("Switch")), lldpTLV(7, u16(4), u16(4)))),
		arpFrame(1, switchMAC, "192.168.1.254", everybody, plcIP),
	}
	got := Propose(plant.Site{}, mustRead(t, capture(frames...)))
	want := []Proposal{{
		Asset: plant.Asset{
			Key: "192.168.1.254", Name: "SW-01", Description: "Switch", Type: plant.NetworkDevice, Role: "switch",
			Addresses: []plant.Address{{MAC: switchMAC, IP: "192.168.1.254", VLAN: 40}},
			Sources: map[string]plant.Source{
				"addresses":   {From: plant.Observed, Ref: "line1.pcap, frame 1", Confidence: plant.Confirmed},
				"type":        {From: plant.Observed, Ref: "line1.pcap, frame 1", Confidence: plant.Likely},
				"role":        {From: plant.Observed, Ref: "line1.pcap, frame 1", Confidence: plant.Likely},
				"name":        {From: plant.Observed, Ref: "line1.pcap, frame 1", Confidence: plant.Confirmed},
				"description": {From: plant.Observed, Ref: "line1.pcap, frame 1", Confidence: plant.Confirmed},
			},
		},
		Reason:     "192.168.1.254 (" + switchMAC + ") is in no asset's addresses and was seen in 2 packets. It calls itself a bridge in lldp.",
		Ends:       []End{{MAC: switchMAC, IP: "192.168.1.254"}},
		Occurrence: Occurrence{Packets: 2, First: start, Last: start.Add(1e9), FirstFrame: 1},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
	checkProposals(t, got)
}

func TestModulesAndLongNamesFromDecodersFitTheInventory(t *testing.T) {
	long := make([]byte, maxValue)
	for i := range long {
		long[i] = 'x'
	}
	traffic := mustRead(t, capture(fromPLC(502, ackFlag)))
	for i := range traffic.Talkers {
		traffic.Talkers[i].Attributes = []Attribute{
			{Name: "vendor", Value: string(long), Frame: 1, Confidence: plant.Confirmed},
			{Name: "vendor", Value: "another", Frame: 2, Confidence: plant.Confirmed},
			{Name: "model", Value: "L61", Module: "0", Frame: 3, Confidence: plant.Confirmed},
			{Name: "serial", Value: "51823f", Module: "0", Frame: 3, Confidence: plant.Confirmed},
			{Name: "model", Value: "MVI56", Module: "4", Frame: 4, Confidence: plant.Confirmed},
			{Name: "capabilities", Value: "other", Frame: 5, Confidence: plant.Confirmed},
		}
	}
	got := Propose(plant.Site{}, traffic)
	checkProposals(t, got)
	want := []plant.Module{{Slot: "0", Model: "L61", Serial: "51823f"}, {Slot: "4", Model: "MVI56"}}
	if diff := cmp.Diff(want, got[0].Asset.Modules); diff != "" || got[0].Asset.Vendor != string(long[:maxShort]) {
		t.Errorf("vendor %q, modules (-want +got):\n%s", got[0].Asset.Vendor, diff)
	}
}

func TestAssetsThatACaptureShows(t *testing.T) {
	asset := func(id, key string, addresses ...plant.Address) plant.Asset {
		return plant.Asset{ID: plant.AssetID(id), Key: key, Addresses: addresses}
	}
	plcAt := func(mac, ip string) plant.Asset { return asset("1", "PLC-1", plant.Address{MAC: mac, IP: ip}) }
	tests := []struct {
		name      string
		inventory []plant.Asset
		want      []Sighting
	}{
		{"by MAC and as declared", []plant.Asset{plcAt(plcMAC, plcIP)}, []Sighting{{Asset: "1", Key: "PLC-1", By: ByMAC}}},
		{"by MAC with another address", []plant.Asset{plcAt(plcMAC, "10.0.0.1")}, []Sighting{
			{Asset: "1", Key: "PLC-1", By: ByMAC, Notes: []string{"It uses 192.168.1.40, which is not declared."}},
		}},
		{"by MAC with the address of another asset", []plant.Asset{plcAt(plcMAC, ""), asset("2", "PLC-2", plant.Address{IP: plcIP})}, []Sighting{
			{Asset: "1", Key: "PLC-1", By: ByMAC, Notes: []string{"It uses 192.168.1.40, which is declared for PLC-2."}},
		}},
		{"by IP address", []plant.Asset{plcAt("", plcIP)}, []Sighting{{Asset: "1", Key: "PLC-1", By: ByIP}}},
		{"by IP address with another MAC", []plant.Asset{plcAt(switchMAC, plcIP)}, []Sighting{
			{Asset: "1", Key: "PLC-1", By: ByIP, Notes: []string{"192.168.1.40 is declared with the MAC " + switchMAC + " and was seen with " + plcMAC + ": it may be another device."}},
		}},
		{"by an IP address that two assets have", []plant.Asset{plcAt("", plcIP), asset("2", "PLC-2", plant.Address{IP: plcIP})}, []Sighting{
			{Asset: "1", Key: "PLC-1", By: ByIP, Notes: []string{"2 assets are declared with this address: which of them spoke cannot be told."}},
			{Asset: "2", Key: "PLC-2", By: ByIP, Notes: []string{"2 assets are declared with this address: which of them spoke cannot be told."}},
		}},
		{"not what never sent a packet", []plant.Asset{asset("3", "HMI-1", plant.Address{MAC: hmiMAC})}, nil},
	}
	traffic := mustRead(t, capture(fromPLC(502, ackFlag)))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.want {
				tt.want[i].Ends = []End{{plcMAC, plcIP}}
				tt.want[i].Occurrence = Occurrence{Packets: 1, First: start, Last: start, FirstFrame: 1}
			}
			if diff := cmp.Diff(tt.want, Seen(plant.Site{Assets: tt.inventory}, traffic)); diff != "" {
				t.Errorf("sightings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheLoopbackInterfaceIsNoAsset(t *testing.T) {
	packet := join([]byte{2, 0, 0, 0}, ip4("127.0.0.1", "127.0.0.1", protoTCP, tcpHeader(50000, 502, synFlag)))
	got := mustRead(t, pcapOf(binary.LittleEndian, magicMicro, 0, packet))
	if list := Propose(plant.Site{}, got); len(got.Talkers) != 1 || len(list) > 0 {
		t.Errorf("%d talkers, proposals %v", len(got.Talkers), drafts(list))
	}
}

func TestProposalsFromRealCapturesCanBeAccepted(t *testing.T) {
	dir := sharedCaptures(t)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".csv" {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			traffic, err := readFile(t, filepath.Join(dir, e.Name()), Options{})
			if err != nil {
				t.Fatal(err)
			}
			list := Propose(plant.Site{}, traffic)
			checkProposals(t, list)

			// Once they are accepted, nothing is left to propose and all are seen.
			var site plant.Site
			for _, p := range list {
				p.Asset.ID = plant.AssetID(p.Asset.Key)
				site.Assets = append(site.Assets, p.Asset)
			}
			if again := Propose(site, traffic); len(list) == 0 || len(again) > 0 {
				t.Errorf("%d proposals, then %v", len(list), drafts(again))
			}
			seen := map[plant.AssetID]bool{}
			for _, s := range Seen(site, traffic) {
				seen[s.Asset] = true
			}
			if len(seen) != len(list) {
				t.Errorf("%d of %d assets are seen", len(seen), len(list))
			}
		})
	}
}
