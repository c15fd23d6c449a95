package observe

import "encoding/binary"

func (f *frame) ipv4(b []byte) {
	if len(b) < 20 || b[0]>>4 != 4 {
		f.flaw = "its IPv4 header is malformed"
		return
	}
	header, total := int(b[0]&0x0f)*4, int(binary.BigEndian.Uint16(b[2:]))
	if total == 0 {
		total = len(b) // left to the network card, which cuts the packet later
	}
	if header < 20 || header > len(b) || total < header {
		f.flaw = "its IPv4 header is malformed"
		return
	}
	f.lane.src.version, f.lane.dst.version = 4, 4
	copy(f.lane.src.ip[:], b[12:16])
	copy(f.lane.dst.ip[:], b[16:20])
	f.lane.transport = b[9]

	if flags := binary.BigEndian.Uint16(b[6:]); flags&0x3fff != 0 {
		id := uint32(binary.BigEndian.Uint16(b[4:]))
		f.fragmented(id, flags&0x1fff != 0)
	}
	f.carried(b[header:min(total, len(b))])
}

func (f *frame) ipv6(b []byte) {
	if len(b) < 40 || b[0]>>4 != 6 {
		f.flaw = "its IPv6 header is malformed"
		return
	}
	f.lane.src.version, f.lane.dst.version = 6, 6
	f.lane.src.ip, f.lane.dst.ip = [16]byte(b[8:]), [16]byte(b[24:])
	next, size := b[6], int(binary.BigEndian.Uint16(b[4:]))
	if b = b[40:]; size > 0 { // 0 is a jumbogram, or left to the network card
		b = b[:min(size, len(b))]
	}
	for range maxTags {
		f.lane.transport = next
		var length int
		switch next {
		case 0, 43, 60, 135: // hop-by-hop, routing, destination, mobility
			if len(b) >= 8 {
				length = int(b[1])*8 + 8
			}
		case 44: // fragment
			if length = 8; len(b) >= 8 {
				f.fragmented(binary.BigEndian.Uint32(b[4:]), binary.BigEndian.Uint16(b[2:])&0xfff8 != 0)
			}
		case 51: // authentication
			if len(b) >= 8 {
				length = int(b[1])*4 + 8
			}
		default:
			f.carried(b)
			return
		}
		if length == 0 || length > len(b) {
			f.flaw = "its IPv6 extension headers are cut off"
			return
		}
		next, b = b[0], b[length:]
	}
	f.flaw = "it has too many IPv6 extension headers"
}

// fragmented notes which IP packet a fragment is a part of, since only the
// first one carries ports.
func (f *frame) fragmented(id uint32, later bool) {
	f.part = part{src: f.lane.src.ip, dst: f.lane.dst.ip, id: id, proto: f.lane.transport, kind: firstFragment}
	if later {
		f.part.kind = laterFragment
	}
}

// carried reads the transport header.
func (f *frame) carried(b []byte) {
	f.payload = b
	f.part.proto = f.lane.transport
	if f.part.kind == laterFragment {
		return
	}
	switch f.lane.transport {
	case protoTCP:
		f.tcp(b)
	case protoUDP:
		f.ports(b, 8)
	case protoSCTP:
		f.ports(b, 12)
	case protoICMP:
		f.ping(b, 8, 0)
	case protoICMPv6:
		f.ping(b, 128, 129)
		f.neighbour(b)
	}
}

func (f *frame) ports(b []byte, header int) {
	if len(b) < header {
		f.flaw = "its transport header is cut off"
	}
	if len(b) < 4 {
		f.payload = nil
		return
	}
	f.lane.srcPort, f.lane.dstPort = binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:])
	f.payload = b[min(header, len(b)):]
}

func (f *frame) tcp(b []byte) {
	f.ports(b, 20)
	if len(b) < 20 {
		return
	}
	header := int(b[12]>>4) * 4
	if header < 20 || header > len(b) {
		f.flaw, f.payload = "its TCP header is malformed", nil
		return
	}
	f.seq, f.payload = binary.BigEndian.Uint32(b[4:]), b[header:]
	const syn, ack, reset = 0x02, 0x10, 0x04
	switch b[13] & (syn | ack | reset) {
	case syn:
		f.role, f.syn = clientRole, true
	case syn | ack:
		f.role, f.syn = serverRole, true
	}
}

// ping tells who asks and who answers. Other messages of ICMP have no roles.
func (f *frame) ping(b []byte, request, reply byte) {
	if len(b) < 4 {
		f.flaw = "its ICMP message is cut off"
		return
	}
	switch b[0] {
	case request:
		f.role = clientRole
	case reply:
		f.role = serverRole
	}
	f.lane.role = f.role
}

// neighbour finds IPv6 addresses that the sender announces as its own: those
// of neighbour advertisements, and link-local ones, which no router passes on.
func (f *frame) neighbour(b []byte) {
	const advertisement = 136
	if len(b) >= 24 && b[0] == advertisement {
		f.claim = claim{[16]byte(b[8:]), 6}
	} else if ip := f.lane.src.ip; ip[0] == 0xfe && ip[1]&0xc0 == 0x80 {
		f.claim = claim{ip, 6}
	}
}
