package observe

import "encoding/binary"

// frame is what the headers of one packet say. The payload points into the
// packet; nothing is copied.
type frame struct {
	lane    lane
	role    role
	syn     bool   // role comes from the opening of a TCP connection
	claim   claim  // an IP address that the source announces as its own
	part    part   // of a fragmented IP packet
	seq     uint32 // of TCP
	payload []byte
	// flaw says why the packet could be read by its lower layers only, and
	// skip why it could not be read at all.
	flaw, skip string
}

// lane is one direction of one conversation, exactly as the headers tell it.
type lane struct {
	src, dst         address
	srcPort, dstPort uint16
	ethertype        uint16
	vlan             int16 // innermost tag, -1 is none
	transport        uint8 // IP protocol number
	// role is that of the source where each packet tells it (ARP, ping), so
	// that two devices which both ask each other have two conversations.
	role role
	// cooked is a link that shows the source's MAC only.
	cooked bool
	// llc is the service access point of an IEEE 802.3 frame without ethertype.
	llc uint8
}

// role is what a packet tells about its source.
type role uint8

const (
	unknownRole role = iota
	clientRole       // it opens the exchange
	serverRole       // it answers
)

// claim is an IP address that a device announces as its own.
type claim struct {
	ip      [16]byte
	version uint8
}

// part identifies the packet that a fragment belongs to.
type part struct {
	src, dst [16]byte
	id       uint32
	proto    uint8
	kind     fragment
}

type fragment uint8

const (
	whole fragment = iota
	firstFragment
	laterFragment
)

// IP protocol numbers.
const (
	protoICMP   = 1
	protoTCP    = 6
	protoUDP    = 17
	protoICMPv6 = 58
	protoSCTP   = 132
)

// Ethertypes.
const (
	typeIPv4 = 0x0800
	typeARP  = 0x0806
	typeIPv6 = 0x86dd
	typeLLDP = 0x88cc
)

// decode reads the headers of a packet. It never fails: what it cannot read is
// told in flaw and skip.
func (f *frame) decode(link uint32, b []byte) {
	*f = frame{lane: lane{vlan: -1}}
	switch link {
	case 1:
		f.ethernet(b)
	case 0, 108:
		f.loopback(b)
	case 12, 14, 101, 228, 229:
		f.raw(b)
	case 113:
		f.cooked(b)
	case 276:
		f.cooked2(b)
	default:
		f.skip = "its link type is not read"
	}
	if f.skip == "" && f.lane.src.none() && f.lane.dst.none() {
		if f.skip = f.flaw; f.skip == "" {
			f.skip = "it has no address"
		}
	}
}

// network reads what the link layer carries.
func (f *frame) network(ethertype uint16, b []byte) {
	f.lane.ethertype, f.payload = ethertype, b
	switch ethertype {
	case typeIPv4:
		f.ipv4(b)
	case typeIPv6:
		f.ipv6(b)
	case typeARP:
		f.arp(b)
	}
}

// arp finds who asks, and the sender's own address. ARP is not IP: its
// addresses make no IP endpoint.
func (f *frame) arp(b []byte) {
	if len(b) < 28 || binary.BigEndian.Uint16(b[2:]) != typeIPv4 || b[4] != 6 || b[5] != 4 {
		f.flaw = "its ARP message is malformed"
		return
	}
	switch binary.BigEndian.Uint16(b[6:]) {
	case 1:
		f.role = clientRole
	case 2:
		f.role = serverRole
	}
	f.lane.role = f.role
	// The message names the device that has the address; a proxy or a tool may
	// send it from another MAC, and then it is not the sender's own.
	if f.lane.src.hasMAC && f.lane.src.mac == [6]byte(b[8:14]) && [4]byte(b[14:18]) != [4]byte{} {
		f.claim.version = 4
		copy(f.claim.ip[:], b[14:18])
	}
}
