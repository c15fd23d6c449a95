package observe

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"net/netip"
)

// address is what a frame says about one of its ends. It is small and
// comparable, so that it can be a key.
type address struct {
	ip      [16]byte // IPv4 in the first four bytes
	mac     [6]byte
	hasMAC  bool
	version uint8 // of IP; 0 is none
}

func (a address) none() bool { return !a.hasMAC && a.version == 0 }

// end is the address as text.
func (a address) end() End {
	var e End
	if a.hasMAC {
		e.MAC = macText(a.mac)
	}
	if ip := a.addr(); ip.IsValid() {
		e.IP = ip.String()
	}
	return e
}

func (a address) addr() netip.Addr {
	switch a.version {
	case 4:
		return netip.AddrFrom4([4]byte(a.ip[:4]))
	case 6:
		return netip.AddrFrom16(a.ip)
	}
	return netip.Addr{}
}

// withoutIP is the address of the same device below IP.
func (a address) withoutIP() address { return address{mac: a.mac, hasMAC: a.hasMAC} }

// group says whether the address stands for many receivers. The broadcast
// address of a subnet is known by the MAC it is sent to.
func (a address) group() Group {
	if a.hasMAC && a.mac == [6]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff} {
		return Broadcast
	}
	if a.version == 4 && [4]byte(a.ip[:4]) == [4]byte{255, 255, 255, 255} {
		return Broadcast
	}
	if a.hasMAC && a.mac[0]&1 != 0 || a.version == 4 && a.ip[0]>>4 == 0xe || a.version == 6 && a.ip[0] == 0xff {
		return Multicast
	}
	return Single
}

// unspecified says that the IP address is all zero: a device that has none yet.
func (a address) unspecified() bool { return a.version != 0 && a.ip == [16]byte{} }

func macText(m [6]byte) string {
	text := make([]byte, 0, 17)
	for i := range m {
		if i > 0 {
			text = append(text, ':')
		}
		text = hex.AppendEncode(text, m[i:i+1])
	}
	return string(text)
}

func compareAddresses(a, b address) int {
	return cmp.Or(
		cmp.Compare(a.version, b.version),
		bytes.Compare(a.ip[:], b.ip[:]),
		bytes.Compare(a.mac[:], b.mac[:]),
	)
}
