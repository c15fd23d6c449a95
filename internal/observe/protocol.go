package observe

import (
	"fmt"

	"ringwall/internal/plant"
)

// A registered port makes a protocol likely and its owner the server. It proves
// neither: what the payload says is for decoders to tell.

// port is a line of the list of registered ports.
type port struct {
	protocol string
	tcp, udp bool
	numbers  []uint16
	// serves is what a device that owns the port may be taken for. It is given
	// only where hardly anything else serves that protocol.
	serves plant.AssetType
	role   plant.AssetRole
}

const (
	embedded = plant.EmbeddedDevice
	host     = plant.HostDevice
	noGuess  = plant.AssetType("")
)

// portList names the protocols by the server's port: those of industry first,
// then those of the offices and servers around it.
var portList = []port{
	{"modbus", true, true, []uint16{502}, embedded, ""},
	{"modbus-tls", true, false, []uint16{802}, embedded, ""},
	{"iso-tsap", true, false, []uint16{102}, embedded, ""}, // S7comm, S7comm-plus, MMS
	{"enip", true, true, []uint16{44818}, embedded, ""},
	{"enip-io", false, true, []uint16{2222}, embedded, ""},
	{"enip-tls", true, true, []uint16{2221}, embedded, ""},
	{"dnp3", true, true, []uint16{20000}, embedded, "rtu"},
	{"dnp3-tls", true, false, []uint16{19999}, embedded, "rtu"},
	{"iec104", true, false, []uint16{2404}, embedded, "rtu"},
	{"iec104-tls", true, false, []uint16{19998}, embedded, "rtu"},
	{"bacnet", false, true, []uint16{47808}, embedded, ""},
	{"profinet-rt", false, true, []uint16{34962}, embedded, ""},
	{"profinet-multicast", false, true, []uint16{34963}, embedded, ""},
	{"profinet-cm", false, true, []uint16{34964}, embedded, ""},
	{"ethercat", true, true, []uint16{34980}, embedded, ""},
	{"melsec", true, true, []uint16{5006, 5007, 5560, 5561, 5562}, embedded, "plc"},
	{"slmp", true, true, []uint16{45237, 45238, 45239}, embedded, "plc"},
	{"cc-link", false, true, []uint16{61450}, embedded, ""},
	{"fins", true, true, []uint16{9600}, embedded, "plc"},
	{"ads", true, true, []uint16{48898, 48899}, embedded, "plc"},
	{"ads-tls", true, false, []uint16{8016}, embedded, "plc"},
	{"codesys", true, true, []uint16{1200, 1217, 1740, 1741, 1742, 1743, 2455, 11740, 11741, 11742, 11743}, embedded, "plc"},
	{"ge-srtp", true, false, []uint16{18245, 18246}, embedded, "plc"},
	{"koyo", false, true, []uint16{28784}, embedded, "plc"},
	{"pcworx", true, false, []uint16{1962}, embedded, "plc"},
	{"proconos", true, true, []uint16{20547}, embedded, "plc"},
	{"red-lion", true, false, []uint16{789}, embedded, ""},
	{"tristation", false, true, []uint16{1502}, embedded, "safety-controller"},
	{"hart-ip", true, true, []uint16{5094}, embedded, ""},
	{"hart-ip-tls", true, false, []uint16{5095}, embedded, ""},
	{"ff-hse", true, true, []uint16{1089, 1090, 1091}, embedded, ""},
	{"synchrophasor", true, true, []uint16{4712, 4713}, embedded, "ied"},
	{"deltav", false, true, []uint16{18507, 18508, 18509, 18510, 18515, 18519}, noGuess, ""},
	{"niagara-fox", true, false, []uint16{1911, 4911}, noGuess, ""},
	{"knxnet", false, true, []uint16{3671}, embedded, ""},
	{"lonworks", true, true, []uint16{1628, 1629}, embedded, ""},
	{"opcua", true, true, []uint16{4840, 4843}, noGuess, ""},
	{"opcda", true, false, []uint16{135}, host, ""}, // the DCE endpoint mapper, which OPC classic needs
	{"mqtt", true, false, []uint16{1883}, noGuess, ""},
	{"mqtt-tls", true, false, []uint16{8883}, noGuess, ""},
	{"ptp", false, true, []uint16{319, 320}, noGuess, ""},
	{"gige-vision", false, true, []uint16{3956}, embedded, "camera"},

	{"ftp", true, false, []uint16{20, 21}, noGuess, ""},
	{"ssh", true, false, []uint16{22}, noGuess, ""},
	{"telnet", true, false, []uint16{23}, noGuess, ""},
	{"smtp", true, false, []uint16{25, 465, 587}, noGuess, ""},
	{"dns", true, true, []uint16{53}, noGuess, ""},
	{"dhcp", false, true, []uint16{67}, noGuess, ""},
	{"dhcpv6", false, true, []uint16{547}, noGuess, ""},
	{"tftp", false, true, []uint16{69}, noGuess, ""},
	{"http", true, false, []uint16{80, 8080}, noGuess, ""},
	{"kerberos", true, true, []uint16{88}, host, ""},
	{"ntp", false, true, []uint16{123}, noGuess, ""},
	{"netbios", true, true, []uint16{137, 138, 139}, host, ""},
	{"imap", true, false, []uint16{143, 993}, noGuess, ""},
	{"snmp", false, true, []uint16{161}, noGuess, ""},
	{"snmp-trap", false, true, []uint16{162}, noGuess, ""},
	{"ldap", true, true, []uint16{389, 636, 3268, 3269}, host, ""},
	{"https", true, true, []uint16{443, 8443}, noGuess, ""},
	{"smb", true, false, []uint16{445}, host, ""},
	{"ipsec", false, true, []uint16{500, 4500}, noGuess, ""},
	{"syslog", true, true, []uint16{514, 6514}, noGuess, ""},
	{"rsync", true, false, []uint16{873}, noGuess, ""},
	{"openvpn", true, true, []uint16{1194}, noGuess, ""},
	{"mssql", true, false, []uint16{1433}, host, "database"},
	{"mssql-browser", false, true, []uint16{1434}, host, "database"},
	{"oracle", true, false, []uint16{1521}, host, "database"},
	{"radius", false, true, []uint16{1812, 1813}, noGuess, ""},
	{"ssdp", false, true, []uint16{1900}, noGuess, ""},
	{"nfs", true, true, []uint16{2049}, host, "file-server"},
	{"mysql", true, false, []uint16{3306}, host, "database"},
	{"rdp", true, true, []uint16{3389}, host, ""},
	{"ws-discovery", false, true, []uint16{3702}, noGuess, ""},
	{"sip", true, true, []uint16{5060, 5061}, noGuess, ""},
	{"mdns", false, true, []uint16{5353}, noGuess, ""},
	{"llmnr", false, true, []uint16{5355}, noGuess, ""},
	{"postgresql", true, false, []uint16{5432}, host, "database"},
	{"pi-server", true, false, []uint16{5450}, host, "historian"},
	{"teamviewer", true, true, []uint16{5938}, noGuess, ""},
	{"vnc", true, false, []uint16{5900, 5901}, noGuess, ""},
	{"winrm", true, false, []uint16{5985, 5986}, host, ""},
	{"anydesk", true, false, []uint16{7070}, noGuess, ""},
	{"rtsp", true, false, []uint16{554}, noGuess, ""},
}

// portKey is a server's port with its transport.
type portKey struct {
	transport uint8
	number    uint16
}

var byPort = indexPorts()

func indexPorts() map[portKey]*port {
	index := map[portKey]*port{}
	for i := range portList {
		p := &portList[i]
		for _, n := range p.numbers {
			if p.tcp {
				index[portKey{protoTCP, n}] = p
			}
			if p.udp {
				index[portKey{protoUDP, n}] = p
			}
		}
	}
	return index
}

func registered(transport uint8, number uint16) bool {
	_, ok := byPort[portKey{transport, number}]
	return ok
}

// ethertypeNames are the protocols that need no IP.
var ethertypeNames = map[uint16]string{
	typeIPv4: "ipv4", typeIPv6: "ipv6", typeARP: "arp", typeLLDP: "lldp",
	0x8892: "profinet", 0x88b8: "goose", 0x88b9: "gse", 0x88ba: "sampled-values", 0x88a4: "ethercat",
	0x88ab: "powerlink", 0x88cd: "sercos", 0x88e3: "mrp", 0x88fb: "prp", 0x892f: "hsr", 0x88f7: "ptp", 0x890f: "cc-link-ie",
	0x888e: "802.1x", 0x88e5: "macsec", 0x8035: "rarp", 0x8137: "ipx", 0x8809: "slow-protocols", 0x8863: "pppoe", 0x8864: "pppoe",
	0x8847: "mpls", 0x8848: "mpls", 0x9000: "loop", 0x8100: "vlan", 0x88e1: "homeplug", 0x8912: "homeplug",
}

// llcNames are the protocols of IEEE 802.3 frames by their access point.
var llcNames = map[uint8]string{
	0x42: "stp", llcCDP: "cdp", 0xaa: "snap", 0xe0: "ipx", 0xf0: "netbeui", 0xfe: "iso",
}

// transportNames are the protocols on IP.
var transportNames = map[uint8]string{
	protoICMP: "icmp", 2: "igmp", 4: "ipip", protoTCP: "tcp", protoUDP: "udp", 41: "ipv6-in-ip", 47: "gre",
	50: "esp", 51: "ah", protoICMPv6: "icmpv6", 89: "ospf", 103: "pim", 112: "vrrp", protoSCTP: "sctp",
}

func transportName(number uint8) string {
	if name, ok := transportNames[number]; ok {
		return name
	}
	return fmt.Sprintf("ip-%d", number)
}

// protocolName is the best name for what a lane carries, given the server's port.
func protocolName(l lane, server uint16) string {
	if l.src.version != 0 {
		if p, ok := byPort[portKey{l.transport, server}]; ok {
			return p.protocol
		}
		return transportName(l.transport)
	}
	if name, ok := ethertypeNames[l.ethertype]; ok {
		return name
	}
	if name, ok := llcNames[l.llc]; ok {
		return name
	}
	if l.ethertype == 0 {
		return "802.3"
	}
	return fmt.Sprintf("0x%04x", l.ethertype)
}
