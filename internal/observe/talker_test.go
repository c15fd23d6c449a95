package observe

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// traits is what the tests compare of a talker.
type traits struct {
	MAC, IP string
	Group   Group
	Own     bool
	Sent    int64
	Packets int64
}

func traitsOf(t Traffic) []traits {
	var list []traits
	for _, w := range t.Talkers {
		list = append(list, traits{w.MAC, w.IP, w.Group, w.OwnIP, w.Sent, w.Packets})
	}
	return list
}

func TestTalkers(t *testing.T) {
	data := tcpHeader(50000, 502, ackFlag)
	tests := []struct {
		name   string
		frames [][]byte
		want   []traits
	}{
		{"a device without IP is complete", [][]byte{eth(switchMAC, "01:0c:cd:01:00:01", 0x88b8, fill(46))}, []traits{
			{"01:0c:cd:01:00:01", "", Multicast, false, 0, 1},
			{switchMAC, "", Single, false, 1, 1},
		}},
		{"a device that announces its address is one talker", [][]byte{
			arpFrame(1, plcMAC, plcIP, everybody, hmiIP), fromPLC(502, ackFlag),
		}, []traits{
			{plcMAC, plcIP, Single, true, 2, 2},
			{everybody, "", Broadcast, false, 0, 1},
			{hmiMAC, hmiIP, Single, false, 0, 1},
		}},
		{"an address may be known by its announcement alone", [][]byte{arpFrame(1, plcMAC, plcIP, everybody, hmiIP)}, []traits{
			{plcMAC, plcIP, Single, true, 1, 1},
			{everybody, "", Broadcast, false, 0, 1},
		}},
		{"a probe announces nothing", [][]byte{arpFrame(1, plcMAC, "0.0.0.0", everybody, plcIP)}, []traits{
			{plcMAC, "", Single, false, 1, 1},
			{everybody, "", Broadcast, false, 0, 1},
		}},
		{"two announced addresses leave what is below IP alone", [][]byte{
			arpFrame(1, plcMAC, plcIP, everybody, hmiIP), arpFrame(1, plcMAC, "192.168.1.41", everybody, hmiIP), fromPLC(502, ackFlag),
		}, []traits{
			{plcMAC, "", Single, false, 2, 2},
			{everybody, "", Broadcast, false, 0, 2},
			{hmiMAC, hmiIP, Single, false, 0, 1},
			{plcMAC, plcIP, Single, true, 1, 1},
		}},
		{"an address that another device passes on is not its own", [][]byte{
			arpFrame(1, switchMAC, "192.168.1.254", everybody, hmiIP),
			eth(switchMAC, hmiMAC, typeIPv4, ip4("10.9.8.7", hmiIP, protoTCP, data)),
		}, []traits{
			{switchMAC, "192.168.1.254", Single, true, 1, 1},
			{everybody, "", Broadcast, false, 0, 1},
			{hmiMAC, hmiIP, Single, false, 0, 1},
			{switchMAC, "10.9.8.7", Single, false, 1, 1},
		}},
		{"an ARP message sent for somebody else is no announcement", [][]byte{
			join(macBytes(hmiMAC), macBytes(switchMAC), arpFrame(2, plcMAC, plcIP, hmiMAC, hmiIP)[12:]),
		}, []traits{
			{hmiMAC, "", Single, false, 0, 1},
			{switchMAC, "", Single, false, 1, 1},
		}},
		{"a neighbour advertisement announces IPv6", [][]byte{
			eth(plcMAC, hmiMAC, typeIPv6, ip6("fd00::40", "fd00::10", protoICMPv6, []byte{136, 0, 0, 0, 0, 0, 0, 0}, ip6("fd00::40", "::", 0)[8:24])),
		}, []traits{
			{hmiMAC, "fd00::10", Single, false, 0, 1},
			{plcMAC, "fd00::40", Single, true, 1, 1},
		}},
		{"a device that has no address yet", [][]byte{
			eth(hmiMAC, everybody, typeIPv4, ip4("0.0.0.0", "255.255.255.255", protoUDP, udpHeader(68, 67))),
		}, []traits{
			{hmiMAC, "", Single, false, 1, 1},
			{everybody, "255.255.255.255", Broadcast, false, 0, 1},
		}},
		{"multicast of IPv4 and IPv6", [][]byte{
			eth(hmiMAC, "01:00:5e:00:00:fb", typeIPv4, ip4(hmiIP, "224.0.0.251", protoUDP, udpHeader(5353, 5353))),
			eth(hmiMAC, "33:33:00:00:00:fb", typeIPv6, ip6("fe80::10", "ff02::fb", protoUDP, udpHeader(5353, 5353))),
		}, []traits{
			{"01:00:5e:00:00:fb", "224.0.0.251", Multicast, false, 0, 1},
			{hmiMAC, hmiIP, Single, false, 1, 1},
			{"33:33:00:00:00:fb", "ff02::fb", Multicast, false, 0, 1},
			{hmiMAC, "fe80::10", Single, false, 1, 1},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := traitsOf(mustRead(t, capture(tt.frames...)))
			sortTraits(tt.want)
			sortTraits(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("talkers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnAddressThatTwoDevicesAnnounceIsReported(t *testing.T) {
	got := mustRead(t, capture(
		arpFrame(1, plcMAC, plcIP, everybody, hmiIP),
		arpFrame(1, hmiMAC, plcIP, everybody, hmiIP),
		arpFrame(1, switchMAC, "192.168.1.254", everybody, hmiIP),
	))
	want := []string{plcIP + " is announced by several devices: " + hmiMAC + " and " + plcMAC}
	if diff := cmp.Diff(want, got.Capture.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestEndpointsAreCountedAsAnalysersDo(t *testing.T) {
	// The addresses within ARP and within the packet that an ICMP error quotes
	// are no endpoints; zero and group addresses in headers are.
	quoted := ip4("192.168.1.77", "192.168.1.78", protoTCP, fill(8))
	got := mustRead(t, capture(
		arpFrame(1, plcMAC, plcIP, everybody, "192.168.1.99"),
		eth(hmiMAC, plcMAC, typeIPv4, ip4("0.0.0.0", "192.168.1.255", protoICMP, []byte{3, 1, 0, 0, 0, 0, 0, 0}, quoted)),
		eth(hmiMAC, plcMAC, typeIPv6, ip6("::", "ff02::1", protoUDP, udpHeader(1, 2))),
	))
	if c := got.Capture; c.MACs != 3 || c.IPv4s != 2 || c.IPv6s != 2 {
		t.Errorf("%d MACs, %d IPv4, %d IPv6, want 3, 2, 2", c.MACs, c.IPv4s, c.IPv6s)
	}
}
