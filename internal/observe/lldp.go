package observe

import (
	"encoding/binary"
	"net/netip"
	"strings"

	"ringwall/internal/plant"
)

// lldp reads the Link Layer Discovery Protocol (IEEE 802.1AB), in which
// switches, controllers and hosts tell their neighbours who they are.
var lldp = Protocol{
	Name:  "lldp",
	Wants: func(c Conversation) bool { return c.Ethertype == typeLLDP },
	New:   func() Decoder { return lldpDecoder{} },
}

type lldpDecoder struct{}

// The kinds of an LLDP element.
const (
	lldpEnd          = 0
	lldpPort         = 2
	lldpSystemName   = 5
	lldpDescription  = 6
	lldpCapabilities = 7
	lldpManagement   = 8
)

// Decode reads the elements of an announcement: a kind and a length in 16 bits,
// then the value.
func (lldpDecoder) Decode(p *Packet, tell *Teller) {
	for b := p.Payload; len(b) >= 2; {
		head := binary.BigEndian.Uint16(b)
		kind, size := head>>9, int(head&0x1ff)
		if kind == lldpEnd || size > len(b)-2 {
			return
		}
		lldpElement(kind, b[2:2+size], tell)
		b = b[2+size:]
	}
}

func lldpElement(kind uint16, value []byte, tell *Teller) {
	switch kind {
	case lldpSystemName:
		tell.Source("name", string(value), plant.Confirmed)
	case lldpDescription:
		tell.Source("description", string(value), plant.Confirmed)
	case lldpPort:
		// Only the kinds of port name that are text: alias, name, local.
		if len(value) > 1 && (value[0] == 1 || value[0] == 5 || value[0] == 7) {
			tell.Source("interface", string(value[1:]), plant.Confirmed)
		}
	case lldpCapabilities:
		if len(value) >= 4 {
			tell.Source("capabilities", lldpEnabled(binary.BigEndian.Uint16(value[2:])), plant.Confirmed)
		}
	case lldpManagement:
		if ip, ok := lldpAddress(value); ok {
			tell.Source("managementAddress", ip.String(), plant.Confirmed)
		}
	}
}

// lldpEnabled names the capabilities that are switched on.
func lldpEnabled(bits uint16) string {
	names := []string{"other", "repeater", "bridge", "access-point", "router", "telephone", "docsis", "station"}
	var on []string
	for i, name := range names {
		if bits&(1<<i) != 0 {
			on = append(on, name)
		}
	}
	return strings.Join(on, ", ")
}

// lldpAddress reads a management address: its length, its family, itself.
func lldpAddress(value []byte) (netip.Addr, bool) {
	if len(value) < 2 || int(value[0]) > len(value)-1 || value[0] < 1 {
		return netip.Addr{}, false
	}
	family, raw := value[1], value[2:1+int(value[0])]
	ip, ok := netip.AddrFromSlice(raw)
	return ip, ok && (family == 1 && ip.Is4() || family == 2 && ip.Is6()) && !ip.IsUnspecified()
}
