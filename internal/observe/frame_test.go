package observe

import (
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sight is what the tests compare of a flow.
type sight struct {
	Client, Server, Transport, Protocol string
	Port, VLAN                          int
	Known                               Evidence
	Out, In                             int64
}

func sights(t Traffic) []sight {
	var list []sight
	text := func(e End) string {
		if e.MAC == "" || e.IP == "" {
			return e.MAC + e.IP
		}
		return e.MAC + " " + e.IP
	}
	for _, f := range t.Flows {
		list = append(list, sight{text(f.Client), text(f.Server), f.Transport, f.Protocol, f.Port, f.VLAN, f.Known, f.PacketsOut, f.PacketsIn})
	}
	return list
}

func TestEachLinkTypeShowsItsTalkers(t *testing.T) {
	hmi, plc := hmiMAC+" "+hmiIP, plcMAC+" "+plcIP
	modbus := tcpHeader(50000, 502, synFlag)
	packet := ip4(hmiIP, plcIP, protoTCP, modbus)
	packet6 := ip6("fd00::10", "fd00::40", protoTCP, modbus)
	macless := sight{hmiIP, plcIP, "tcp", "modbus", 502, -1, BySYN, 1, 0}
	macless6 := sight{"fd00::10", "fd00::40", "tcp", "modbus", 502, -1, BySYN, 1, 0}
	cooked := join(u16(0), u16(1), u16(6), macBytes(hmiMAC), fill(2), u16(typeIPv4), packet)
	cooked2 := join(u16(typeIPv4), fill(2), u32(3), u16(1), []byte{0, 6}, macBytes(hmiMAC), fill(2), packet)
	tests := []struct {
		name  string
		link  int
		frame []byte
		want  sight
	}{
		{"Ethernet", 1, eth(hmiMAC, plcMAC, typeIPv4, packet), sight{hmi, plc, "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"Ethernet with padding", 1, eth(hmiMAC, plcMAC, typeIPv4, packet, fill(6)), sight{hmi, plc, "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"a VLAN tag", 1, eth(hmiMAC, plcMAC, 0x8100, tag(0x6000|120, typeIPv4, packet)), sight{hmi, plc, "tcp", "modbus", 502, 120, BySYN, 1, 0}},
		{"a priority tag", 1, eth(hmiMAC, plcMAC, 0x8100, tag(0xc000, typeIPv4, packet)), sight{hmi, plc, "tcp", "modbus", 502, 0, BySYN, 1, 0}},
		{"a VLAN within a provider's", 1, eth(hmiMAC, plcMAC, 0x88a8, tag(7, 0x8100, tag(9, typeIPv4, packet))), sight{hmi, plc, "tcp", "modbus", 502, 9, BySYN, 1, 0}},
		{"IPv6", 1, eth(hmiMAC, plcMAC, typeIPv6, packet6), sight{hmiMAC + " fd00::10", plcMAC + " fd00::40", "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"IPv6 with extension headers", 1, eth(hmiMAC, plcMAC, typeIPv6, ip6("fd00::10", "fd00::40", 0,
			[]byte{60, 0, 0, 0, 0, 0, 0, 0}, []byte{51, 1}, fill(14), []byte{6, 1, 0, 0, 0, 0, 0, 0}, fill(4), modbus)),
			sight{hmiMAC + " fd00::10", plcMAC + " fd00::40", "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"IP in IEEE 802.2 SNAP", 1, eth(hmiMAC, plcMAC, 8+len(packet), []byte{0xaa, 0xaa, 3, 0, 0, 0}, u16(typeIPv4), packet),
			sight{hmi, plc, "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"spanning tree", 1, eth(switchMAC, "01:80:c2:00:00:00", 38, []byte{0x42, 0x42, 3}, fill(43)), sight{switchMAC, "01:80:c2:00:00:00", "", "stp", 0, -1, ByGroup, 1, 0}},
		{"Cisco discovery", 1, eth(switchMAC, "01:00:0c:cc:cc:cc", 20, []byte{0xaa, 0xaa, 3, 0, 0, 0x0c, 0x20, 0}, fill(38)), sight{switchMAC, "01:00:0c:cc:cc:cc", "", "cdp", 0, -1, ByGroup, 1, 0}},
		{"GOOSE, which has no IP", 1, eth(switchMAC, "01:0c:cd:01:00:01", 0x8100, tag(0x8000, 0x88b8, fill(46))), sight{switchMAC, "01:0c:cd:01:00:01", "", "goose", 0, 0, ByGroup, 1, 0}},
		{"PROFINET between two devices", 1, eth(plcMAC, switchMAC, 0x8892, fill(46)), sight{plcMAC, switchMAC, "", "profinet", 0, -1, ByNoReason, 1, 0}},
		{"an ethertype without name", 1, eth(plcMAC, switchMAC, 0x9abc, fill(46)), sight{plcMAC, switchMAC, "", "0x9abc", 0, -1, ByNoReason, 1, 0}},
		{"loopback of Linux or Windows", 0, join([]byte{2, 0, 0, 0}, packet), macless},
		{"loopback of a big endian machine", 0, join([]byte{0, 0, 0, 2}, packet), macless},
		{"loopback with IPv6", 0, join([]byte{30, 0, 0, 0}, packet6), macless6},
		{"OpenBSD loopback", 108, join([]byte{0, 0, 0, 24}, packet6), macless6},
		{"raw IP", 101, packet, macless},
		{"raw IP of BSD", 12, packet6, macless6},
		{"raw IPv4", 228, packet, macless},
		{"raw IPv6", 229, packet6, macless6},
		{"Linux cooked", 113, cooked, sight{hmi, plcIP, "tcp", "modbus", 502, -1, BySYN, 1, 0}},
		{"Linux cooked, version 2", 276, cooked2, sight{hmi, plcIP, "tcp", "modbus", 502, -1, BySYN, 1, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := mustRead(t, pcapOf(binary.LittleEndian, magicMicro, tt.link, tt.frame))
			if diff := cmp.Diff([]sight{tt.want}, sights(got)); diff != "" {
				t.Errorf("flows (-want +got):\n%s", diff)
			}
			if c := got.Capture; len(c.Partly) > 0 {
				t.Errorf("read in part: %v", c.Partly)
			}
			if f := got.Flows[0]; f.BytesOut != int64(len(tt.frame)) || f.FirstFrame != 1 {
				t.Errorf("%d bytes from frame %d, want %d from frame 1", f.BytesOut, f.FirstFrame, len(tt.frame))
			}
		})
	}
}

func TestPacketsThatCannotBeReadSayWhy(t *testing.T) {
	tests := []struct {
		name  string
		link  int
		frame []byte
		want  string
	}{
		{"radio", 195, fill(40), "link type 195 is not read"},
		{"a stub of a frame", 1, fill(13), "shorter than an Ethernet header"},
		{"an empty packet", 1, nil, "shorter than an Ethernet header"},
		{"a stub on loopback", 0, fill(3), "shorter than a loopback header"},
		{"another family on loopback", 0, []byte{7, 0, 0, 0, 1, 2, 3}, "of another loopback family than IP"},
		{"no IP at all", 101, []byte{0x10, 0, 0}, "neither IPv4 nor IPv6"},
		{"an empty raw packet", 101, nil, "neither IPv4 nor IPv6"},
		{"a cut IP header without MAC", 101, []byte{0x45, 0, 0, 40}, "its IPv4 header is malformed"},
		{"a stub of cooked", 113, fill(15), "shorter than a Linux cooked header"},
		{"a stub of cooked 2", 276, fill(19), "shorter than a Linux cooked header"},
		{"cooked without any address", 113, join(fill(14), u16(0x1234)), "it has no address"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := mustRead(t, pcapOf(binary.LittleEndian, magicMicro, tt.link, tt.frame, tt.frame))
			want := []Skip{{tt.want, 2}}
			if c := got.Capture; !cmp.Equal(c.Skipped, want) || c.Packets != 2 || c.Read != 0 || len(got.Flows)+len(got.Talkers) > 0 {
				t.Errorf("skipped %v, want %v; %d talkers", c.Skipped, want, len(got.Talkers))
			}
		})
	}
}

func TestMalformedFramesKeepTheirLowerLayers(t *testing.T) {
	segment := tcpHeader(50000, 502, synFlag)
	short, long := ip4(hmiIP, plcIP, protoTCP, segment), ip4(hmiIP, plcIP, protoTCP, segment)
	short[0] = 0x43 // a header of 12 bytes
	binary.BigEndian.PutUint16(long[2:], 19)
	options := ip4(hmiIP, plcIP, protoTCP)
	options[0] = 0x4f // a header of 60 bytes
	version := ip4(hmiIP, plcIP, protoTCP, segment)
	version[0] = 0x75
	tests := []struct {
		name      string
		ethertype int
		payload   []byte
		want      string
		ips       int
	}{
		{"an IP header shorter than itself", typeIPv4, short, "its IPv4 header is malformed", 0},
		{"a packet shorter than its header", typeIPv4, long, "its IPv4 header is malformed", 0},
		{"IP options that are not there", typeIPv4, options, "its IPv4 header is malformed", 0},
		{"a cut IP header", typeIPv4, options[:19], "its IPv4 header is malformed", 0},
		{"version 7 of IP", typeIPv4, version, "its IPv4 header is malformed", 0},
		{"a cut IPv6 header", typeIPv6, fill(39), "its IPv6 header is malformed", 0},
		{"extension headers that are not there", typeIPv6, ip6("fd00::1", "fd00::2", 0, []byte{6, 9, 0, 0, 0, 0, 0, 0}), "its IPv6 extension headers are cut off", 2},
		{"extension headers without end", typeIPv6, ip6("fd00::1", "fd00::2", 0, fill(8*20)), "it has too many IPv6 extension headers", 2},
		{"a cut TCP header", typeIPv4, ip4(hmiIP, plcIP, protoTCP, segment[:12]), "its transport header is cut off", 2},
		{"a TCP header longer than the packet", typeIPv4, ip4(hmiIP, plcIP, protoTCP, segment[:12], []byte{0xf0, 2}, fill(6)), "its TCP header is malformed", 2},
		{"ports that are not there", typeIPv4, ip4(hmiIP, plcIP, protoUDP, u16(9)), "its transport header is cut off", 2},
		{"a stub of ICMP", typeIPv4, ip4(hmiIP, plcIP, protoICMP, u16(9)), "its ICMP message is cut off", 2},
		{"a stub of ARP", typeARP, fill(27), "its ARP message is malformed", 0},
		{"a cut VLAN tag", 0x8100, fill(3), "its VLAN tag is cut off", 0},
		{"VLAN tags without end", 0x8100, join(tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), tag(1, 0x8100), fill(40)), "it has too many VLAN tags", 0},
		{"a stub of IEEE 802.2", 2, fill(2), "its IEEE 802.2 header is cut off", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := mustRead(t, capture(eth(hmiMAC, plcMAC, tt.ethertype, tt.payload))).Capture
			if want := []Skip{{tt.want, 1}}; !cmp.Equal(c.Partly, want) || c.Read != 1 {
				t.Errorf("%d read, in part %v, want %v", c.Read, c.Partly, want)
			}
			if c.MACs != 2 || c.IPv4s+c.IPv6s != tt.ips {
				t.Errorf("%d MACs and %d IP addresses, want 2 and %d", c.MACs, c.IPv4s+c.IPv6s, tt.ips)
			}
		})
	}

	// What the capture cut off is no fault of the sender.
	whole := eth(hmiMAC, plcMAC, typeIPv4, ip4(hmiIP, plcIP, protoTCP, segment))
	file := append(capture(), pcapRecord(binary.LittleEndian, magicMicro, start, len(whole), whole[:40])...)
	got := mustRead(t, file)
	if want := []Skip{{"its transport header is cut off (the capture holds the beginning of the packet only)", 1}}; !cmp.Equal(got.Capture.Partly, want) {
		t.Errorf("in part %v, want %v", got.Capture.Partly, want)
	}
	if f := got.Flows[0]; f.BytesOut != int64(len(whole)) || f.Port != 502 {
		t.Errorf("%d bytes to port %d, want %d to 502", f.BytesOut, f.Port, len(whole))
	}
}

func TestAPacketThatLeavesItsLengthToTheNetworkCardIsWhole(t *testing.T) {
	v4, v6 := fromHMI(502, ackFlag, fill(9)), eth(hmiMAC, plcMAC, typeIPv6, ip6("fd00::10", "fd00::40", protoTCP, tcpHeader(50000, 502, ackFlag, fill(9))))
	binary.BigEndian.PutUint16(v4[14+2:], 0)
	binary.BigEndian.PutUint16(v6[14+4:], 0)
	for _, packet := range [][]byte{v4, v6} {
		var f frame
		if f.decode(1, packet); f.flaw != "" || f.lane.dstPort != 502 || len(f.payload) != 9 {
			t.Errorf("%q, port %d, %d bytes of payload, want port 502 and 9 bytes", f.flaw, f.lane.dstPort, len(f.payload))
		}
	}
}

func TestFragmentsBelongToTheFlowOfTheFirst(t *testing.T) {
	part := func(id, fragment int, payload ...[]byte) []byte {
		return eth(hmiMAC, plcMAC, typeIPv4, ip4Part(hmiIP, plcIP, protoUDP, id, fragment, payload...))
	}
	got := mustRead(t, capture(
		part(7, 0x2000, udpHeader(50000, 34964, fill(8))),
		part(7, 0x2002, u16(1), u16(2), fill(12)),
		part(7, 0x0004, fill(16)),
		part(8, 0x0004, fill(16)), // its first one is not in the capture
	))
	want := []sight{
		{hmiMAC + " " + hmiIP, plcMAC + " " + plcIP, "udp", "profinet-cm", 34964, -1, ByPort, 3, 0},
		{hmiMAC + " " + hmiIP, plcMAC + " " + plcIP, "udp", "udp", 0, -1, ByNoReason, 1, 0},
	}
	if diff := cmp.Diff(want, sights(got)); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
}
