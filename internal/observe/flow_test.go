package observe

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// between is a frame of TCP or UDP between two devices of the test network.
func between(src, dst string, transport, srcPort, dstPort, flags int, payload ...[]byte) []byte {
	var segment []byte
	if transport == protoTCP {
		segment = tcpHeader(srcPort, dstPort, flags, payload...)
	} else {
		segment = udpHeader(srcPort, dstPort, payload...)
	}
	return eth(macOf(src), macOf(dst), typeIPv4, ip4(src, dst, transport, segment))
}

// macOf gives each address of the test network a MAC of its own.
func macOf(ip string) string {
	if ip == "192.168.1.255" {
		return everybody
	}
	host := ip[len("192.168.1."):]
	if len(host) == 1 {
		host = "0" + host
	}
	return "00:00:5e:00:00:" + host[len(host)-2:]
}

func TestTheDirectionOfAFlowIsFoundByTheBestEvidence(t *testing.T) {
	const a, b, c = "192.168.1.1", "192.168.1.2", "192.168.1.3"
	end := func(ip string) string { return macOf(ip) + " " + ip }
	data := []byte("data")
	tests := []struct {
		name   string
		frames [][]byte
		want   []sight
	}{
		{"the opening of a connection outdoes the ports", [][]byte{
			between(a, b, protoTCP, 502, 7000, synFlag),
			between(b, a, protoTCP, 7000, 502, synFlag|ackFlag),
			between(a, b, protoTCP, 502, 7000, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "tcp", 7000, -1, BySYN, 2, 1}}},
		{"the answer to an opening is as good", [][]byte{
			between(b, a, protoTCP, 7000, 50000, synFlag|ackFlag),
			between(a, b, protoTCP, 50000, 7000, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "tcp", 7000, -1, BySYN, 1, 1}}},
		{"a connection that was opened before the capture and again in it", [][]byte{
			between(b, a, protoTCP, 7000, 50000, ackFlag, data),
			between(a, b, protoTCP, 50001, 7000, synFlag),
			between(b, a, protoTCP, 7000, 50001, synFlag|ackFlag),
			between(a, b, protoTCP, 50002, 7000, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "tcp", 7000, -1, BySYN, 2, 2}}},
		{"a connection from a registered port that is opened within the capture", [][]byte{
			between(a, b, protoTCP, 502, 7000, ackFlag, data),
			between(a, b, protoTCP, 502, 7000, synFlag),
			between(b, a, protoTCP, 7000, 502, synFlag|ackFlag),
			between(a, b, protoTCP, 502, 7000, ackFlag, data),
		}, []sight{
			{end(b), end(a), "tcp", "modbus", 502, -1, ByPort, 0, 1},
			{end(a), end(b), "tcp", "tcp", 7000, -1, BySYN, 2, 1},
		}},
		{"the answer to an opening turns the other direction too", [][]byte{
			between(a, b, protoTCP, 502, 7000, ackFlag, data),
			between(b, a, protoTCP, 7000, 502, synFlag|ackFlag),
			between(a, b, protoTCP, 502, 7000, ackFlag, data),
		}, []sight{
			{end(b), end(a), "tcp", "modbus", 502, -1, ByPort, 0, 1},
			{end(a), end(b), "tcp", "tcp", 7000, -1, BySYN, 1, 1},
		}},
		{"a registered port", [][]byte{
			between(b, a, protoTCP, 44818, 50000, ackFlag, data),
			between(a, b, protoTCP, 50000, 44818, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "enip", 44818, -1, ByPort, 1, 1}}},
		{"two registered ports, one of them low", [][]byte{
			between(b, a, protoTCP, 502, 2404, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "modbus", 502, -1, ByLowPort, 0, 1}}},
		{"a low port without a name", [][]byte{
			between(b, a, protoTCP, 999, 50000, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "tcp", 999, -1, ByLowPort, 0, 1}}},
		{"equal ports tell nothing", [][]byte{
			between(b, a, protoUDP, 47808, 47808, 0, data),
			between(a, b, protoUDP, 47808, 47808, 0, data),
			between(a, b, protoUDP, 47808, 47808, 0, data),
		}, []sight{{end(a), end(b), "udp", "bacnet", 47808, -1, ByNoReason, 2, 1}}},
		{"two unknown ports tell nothing", [][]byte{
			between(b, a, protoTCP, 7000, 8000, ackFlag, data),
			between(a, b, protoTCP, 8000, 7000, ackFlag, data),
			between(a, b, protoTCP, 8000, 7000, ackFlag, data),
		}, []sight{{end(a), end(b), "tcp", "tcp", 7000, -1, ByNoReason, 2, 1}}},
		{"a port that many ports talk to", [][]byte{
			between(a, b, protoTCP, 8000, 7000, ackFlag, data),
			between(b, a, protoTCP, 7000, 8001, ackFlag, data),
			between(c, b, protoTCP, 8002, 7000, ackFlag, data),
		}, []sight{
			{end(a), end(b), "tcp", "tcp", 7000, -1, ByService, 1, 1},
			{end(c), end(b), "tcp", "tcp", 7000, -1, ByService, 1, 0},
		}},
		{"a port that another device is seen to serve", [][]byte{
			between(c, b, protoTCP, 7000, 50000, synFlag|ackFlag),
			between(b, a, protoTCP, 7000, 8000, ackFlag, data),
		}, []sight{
			{end(b), end(c), "tcp", "tcp", 7000, -1, BySYN, 0, 1},
			{end(a), end(b), "tcp", "tcp", 7000, -1, ByService, 0, 1},
		}},
		{"what is sent to all is opened by the sender", [][]byte{
			between(a, "192.168.1.255", protoUDP, 5561, 5560, 0, data),
		}, []sight{{end(a), everybody + " 192.168.1.255", "udp", "melsec", 5560, -1, ByGroup, 1, 0}}},
		{"an answer to all has the name of the sender's port", [][]byte{
			between(a, "192.168.1.255", protoUDP, 67, 68, 0, data),
		}, []sight{{end(a), everybody + " 192.168.1.255", "udp", "dhcp", 68, -1, ByGroup, 1, 0}}},
		{"a ping and its answer", [][]byte{
			eth(macOf(a), macOf(b), typeIPv4, ip4(a, b, protoICMP, []byte{8, 0, 0, 0})),
			eth(macOf(b), macOf(a), typeIPv4, ip4(b, a, protoICMP, []byte{0, 0, 0, 0})),
			eth(macOf(b), macOf(a), typeIPv4, ip4(b, a, protoICMP, []byte{8, 0, 0, 0})),
		}, []sight{
			{end(a), end(b), "icmp", "icmp", 0, -1, ByRole, 1, 1},
			{end(b), end(a), "icmp", "icmp", 0, -1, ByRole, 1, 0},
		}},
		{"who asks by ARP, and who answers", [][]byte{
			arpFrame(2, macOf(b), b, macOf(a), a),
			arpFrame(1, macOf(a), a, macOf(b), b),
		}, []sight{{macOf(a), macOf(b), "", "arp", 0, -1, ByRole, 1, 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sights(mustRead(t, capture(tt.frames...)))); diff != "" {
				t.Errorf("flows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFlowSumsUpAllConnectionsToAService(t *testing.T) {
	file := capture()
	for i := range 100 {
		at := start.Add(time.Duration(i) * time.Minute)
		ask := between("192.168.1.1", "192.168.1.2", protoTCP, 50000+i, 502, ackFlag, fill(12))
		answer := between("192.168.1.2", "192.168.1.1", protoTCP, 502, 50000+i, ackFlag, fill(30))
		file = append(file, pcapRecord(binary.LittleEndian, magicMicro, at, len(ask), ask)...)
		file = append(file, pcapRecord(binary.LittleEndian, magicMicro, at.Add(time.Second), len(answer), answer)...)
	}
	got := mustRead(t, file)
	want := []Flow{{
		Client: End{macOf("192.168.1.1"), "192.168.1.1"}, Server: End{macOf("192.168.1.2"), "192.168.1.2"},
		VLAN: -1, Ethertype: typeIPv4, Transport: "tcp", Protocol: "modbus", Port: 502, Known: ByPort,
		PacketsOut: 100, PacketsIn: 100, BytesOut: 6600, BytesIn: 8400,
		First: start, Last: start.Add(99*time.Minute + time.Second), FirstFrame: 1,
	}}
	if diff := cmp.Diff(want, got.Flows); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
	wantTalkers := []Talker{
		{MAC: macOf("192.168.1.1"), IP: "192.168.1.1", Packets: 200, Bytes: 15000, Sent: 100, First: want[0].First, Last: want[0].Last, FirstFrame: 1},
		{MAC: macOf("192.168.1.2"), IP: "192.168.1.2", Packets: 200, Bytes: 15000, Sent: 100, First: want[0].First, Last: want[0].Last, FirstFrame: 1,
			Serves: []Service{{Transport: "tcp", Port: 502, Protocol: "modbus", Frame: 1, Known: ByPort, Grade: "likely"}}},
	}
	if diff := cmp.Diff(wantTalkers, got.Talkers); diff != "" {
		t.Errorf("talkers (-want +got):\n%s", diff)
	}
}

func TestCellsWithTheSameAddressesStayApart(t *testing.T) {
	twin := func(mac string, vlan int) []byte {
		return eth(hmiMAC, mac, 0x8100, tag(vlan, typeIPv4, ip4(hmiIP, plcIP, protoTCP, tcpHeader(50000, 502, ackFlag))))
	}
	got := mustRead(t, capture(twin(plcMAC, 10), twin(switchMAC, 10), twin(plcMAC, 20), twin(plcMAC, 10)))
	want := []sight{
		{hmiMAC + " " + hmiIP, plcMAC + " " + plcIP, "tcp", "modbus", 502, 10, ByPort, 2, 0},
		{hmiMAC + " " + hmiIP, switchMAC + " " + plcIP, "tcp", "modbus", 502, 10, ByPort, 1, 0},
		{hmiMAC + " " + hmiIP, plcMAC + " " + plcIP, "tcp", "modbus", 502, 20, ByPort, 1, 0},
	}
	if diff := cmp.Diff(want, sights(got)); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
	i := slices.IndexFunc(got.Talkers, func(w Talker) bool { return w.MAC == hmiMAC })
	if vlans := got.Talkers[i].VLANs; !slices.Equal(vlans, []int{10, 20}) {
		t.Errorf("VLANs of the HMI: %v", vlans)
	}
}

func TestAPortThatOnlyRefusesConnectionsServesNothing(t *testing.T) {
	got := mustRead(t, capture(
		fromHMI(502, synFlag), fromPLC(502, rstFlag|ackFlag),
		fromHMI(80, synFlag), fromPLC(80, synFlag|ackFlag), fromHMI(80, ackFlag),
		fromHMI(102, ackFlag), fromPLC(102, ackFlag), // nothing but acknowledgements
	))
	for _, w := range got.Talkers {
		if w.MAC != plcMAC {
			continue
		}
		want := []Service{{Transport: "tcp", Port: 80, Protocol: "http", Frame: 3, Known: BySYN, Grade: "confirmed"}}
		if diff := cmp.Diff(want, w.Serves); diff != "" {
			t.Errorf("services (-want +got):\n%s", diff)
		}
	}
}

func TestOnCookedLinksBothDirectionsMeet(t *testing.T) {
	cooked := func(mac string, packet []byte) []byte {
		return join(u16(0), u16(1), u16(6), macBytes(mac), fill(2), u16(typeIPv4), packet)
	}
	got := mustRead(t, pcapOf(binary.LittleEndian, magicMicro, 113,
		cooked(hmiMAC, ip4(hmiIP, plcIP, protoTCP, tcpHeader(50000, 502, ackFlag))),
		cooked(plcMAC, ip4(plcIP, hmiIP, protoTCP, tcpHeader(502, 50000, ackFlag, fill(9)))),
	))
	want := []sight{{hmiMAC + " " + hmiIP, plcMAC + " " + plcIP, "tcp", "modbus", 502, -1, ByPort, 1, 1}}
	if diff := cmp.Diff(want, sights(got)); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
	if len(got.Talkers) != 2 || got.Talkers[0].Packets != 2 || got.Talkers[1].Packets != 2 || len(got.Talkers[1].Serves) != 1 {
		t.Errorf("talkers: %+v", got.Talkers)
	}
}
