package observe

import (
	"encoding/binary"
	"fmt"
)

// linkNames are the link types that are read, by their registered numbers.
var linkNames = map[uint32]string{
	0: "loopback", 1: "Ethernet", 12: "raw IP", 14: "raw IP", 101: "raw IP", 108: "loopback",
	113: "Linux cooked", 228: "IPv4", 229: "IPv6", 276: "Linux cooked v2",
}

func linkName(link uint32) string {
	if name, ok := linkNames[link]; ok {
		return name
	}
	return fmt.Sprintf("link type %d", link)
}

func (f *frame) ethernet(b []byte) {
	if len(b) < 14 {
		f.skip = "shorter than an Ethernet header"
		return
	}
	f.lane.dst.mac, f.lane.dst.hasMAC = [6]byte(b), true
	f.lane.src.mac, f.lane.src.hasMAC = [6]byte(b[6:]), true
	f.typed(binary.BigEndian.Uint16(b[12:]), b[14:])
}

// typed reads what follows a type field: tags, then a payload by ethertype, or
// an IEEE 802.3 frame, where the field is a length.
func (f *frame) typed(ethertype uint16, b []byte) {
	for range maxTags {
		switch ethertype {
		case 0x8100, 0x88a8, 0x9100, 0x9200:
		default:
			if ethertype <= 1500 {
				f.ieee(b[:min(int(ethertype), len(b))])
				return
			}
			f.network(ethertype, b)
			return
		}
		if len(b) < 4 {
			f.flaw = "its VLAN tag is cut off"
			return
		}
		f.lane.vlan = int16(binary.BigEndian.Uint16(b) & 0x0fff)
		ethertype, b = binary.BigEndian.Uint16(b[2:]), b[4:]
	}
	f.flaw = "it has too many VLAN tags"
}

// ieee reads an IEEE 802.3 frame: a service access point, and for SNAP the
// ethertype it wraps.
func (f *frame) ieee(b []byte) {
	const snap = 0xaa
	if len(b) < 3 {
		f.flaw = "its IEEE 802.2 header is cut off"
		return
	}
	f.lane.llc, f.payload = b[0], b[3:]
	if b[0] != snap || len(b) < 8 {
		return
	}
	wrapped := binary.BigEndian.Uint16(b[6:])
	if vendor := [3]byte(b[3:6]); vendor != [3]byte{} {
		// A vendor's own numbers (CDP is 0x2000 of Cisco) are no ethertypes.
		f.lane.ethertype, f.payload = 0, b[8:]
		if vendor == [3]byte{0, 0, 0x0c} && wrapped == 0x2000 {
			f.lane.llc = llcCDP
		}
		return
	}
	f.network(wrapped, b[8:])
}

// llcCDP stands for the Cisco Discovery Protocol, which has no access point of
// its own; the number is a group bit that no sender uses as its own address.
const llcCDP = 0xab

// loopback reads the header of BSD loopback, in the byte order of the machine
// that took the capture or of the network.
func (f *frame) loopback(b []byte) {
	if len(b) < 4 {
		f.skip = "shorter than a loopback header"
		return
	}
	family := binary.LittleEndian.Uint32(b)
	if family > 0xffff {
		family = binary.BigEndian.Uint32(b)
	}
	switch family {
	case 2:
		f.network(typeIPv4, b[4:])
	case 10, 23, 24, 28, 30: // of Linux, Windows, NetBSD, FreeBSD, macOS
		f.network(typeIPv6, b[4:])
	default:
		f.skip = "of another loopback family than IP"
	}
}

// raw reads a packet that begins with its IP header.
func (f *frame) raw(b []byte) {
	switch {
	case len(b) > 0 && b[0]>>4 == 4:
		f.network(typeIPv4, b)
	case len(b) > 0 && b[0]>>4 == 6:
		f.network(typeIPv6, b)
	default:
		f.skip = "neither IPv4 nor IPv6"
	}
}

// cooked reads the header that Linux makes for a capture on all interfaces. It
// has the sender's link address only.
func (f *frame) cooked(b []byte) {
	if len(b) < 16 {
		f.skip = "shorter than a Linux cooked header"
		return
	}
	f.cookedSource(binary.BigEndian.Uint16(b[4:]), b[6:])
	f.cookedPayload(binary.BigEndian.Uint16(b[14:]), b[16:])
}

func (f *frame) cooked2(b []byte) {
	if len(b) < 20 {
		f.skip = "shorter than a Linux cooked header"
		return
	}
	f.cookedSource(uint16(b[11]), b[12:])
	f.cookedPayload(binary.BigEndian.Uint16(b), b[20:])
}

func (f *frame) cookedSource(size uint16, b []byte) {
	f.lane.cooked = true
	// Loopback has the address 0 there, which is none.
	if mac := [6]byte(b); size == 6 && mac != [6]byte{} {
		f.lane.src.mac, f.lane.src.hasMAC = mac, true
	}
}

func (f *frame) cookedPayload(ethertype uint16, b []byte) {
	switch ethertype {
	case 1: // an IEEE 802.3 frame without length
		f.payload = b
	case 4: // an IEEE 802.2 frame
		f.ieee(b)
	default:
		f.typed(ethertype, b)
	}
}
