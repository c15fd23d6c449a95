package observe

import "cmp"

// verdict says which end of a conversation opened it, and how that is known.
type verdict struct {
	sourceIsClient bool
	known          Evidence
	port           uint16 // the server's
	clientPort     uint16 // only where the direction is unknown
}

// strength orders the kinds of evidence.
var strength = map[Evidence]int{
	ByNoReason: 0, ByLowPort: 1, ByPort: 2, ByService: 3, ByGroup: 4, ByRole: 5, BySYN: 6,
}

// endpoint is a port of a device, as a service may own it.
type endpoint struct {
	of   address
	port portKey
}

func (l lane) source() endpoint {
	return endpoint{l.src.onLink(l.cooked), portKey{l.transport, l.srcPort}}
}

func (l lane) destination() endpoint {
	return endpoint{l.dst.onLink(l.cooked), portKey{l.transport, l.dstPort}}
}

// onLink is the address as a key: without the MAC on links that show it for one
// direction only, or the two directions would not meet.
func (a address) onLink(cooked bool) address {
	if cooked && a.version != 0 {
		a.mac, a.hasMAC = [6]byte{}, false
	}
	return a
}

// decide finds who opened a conversation from one of its packets. Most captures
// begin in the middle of their connections, so the opening is the best of
// several kinds of evidence and not a condition.
func decide(l lane, r role, syn bool, serves func(endpoint) bool) verdict {
	told := ByRole
	if syn {
		told = BySYN
	}
	switch {
	case r == clientRole:
		return verdict{true, told, l.dstPort, 0}
	case r == serverRole:
		return verdict{false, told, l.srcPort, 0}
	case l.dst.group() != Single:
		return verdict{true, ByGroup, l.dstPort, 0}
	case l.transport == protoTCP || l.transport == protoUDP || l.transport == protoSCTP:
		return decideByPort(l, serves)
	}
	return undecided(l)
}

func decideByPort(l lane, serves func(endpoint) bool) verdict {
	evidence := []struct {
		known    Evidence
		src, dst bool
	}{
		{ByService, serves(l.source()), serves(l.destination())},
		{ByPort, registered(l.transport, l.srcPort), registered(l.transport, l.dstPort)},
		{ByLowPort, isLow(l.srcPort), isLow(l.dstPort)},
	}
	for _, e := range evidence {
		switch {
		case e.dst && !e.src:
			return verdict{true, e.known, l.dstPort, 0}
		case e.src && !e.dst:
			return verdict{false, e.known, l.srcPort, 0}
		}
	}
	return undecided(l)
}

// isLow says whether a port is one of the system ports, which clients do not
// get by chance. 0 is no port: a fragment has none.
func isLow(port uint16) bool { return port > 0 && port < 1024 }

// undecided puts the ends in an order that does not depend on who spoke first.
func undecided(l lane) verdict {
	if compareEndpoints(l.source(), l.destination()) <= 0 {
		return verdict{true, ByNoReason, l.dstPort, l.srcPort}
	}
	return verdict{false, ByNoReason, l.srcPort, l.dstPort}
}

func compareEndpoints(a, b endpoint) int {
	return cmp.Or(compareAddresses(a.of, b.of), cmp.Compare(a.port.number, b.port.number))
}
