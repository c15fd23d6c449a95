package observe

import "time"

// Protocol is a line of the list of decoders: a protocol whose messages tell
// who a device is and what is done to it.
type Protocol struct {
	Name string
	// Wants is asked once for each direction of a conversation. Packets of
	// conversations that nobody wants cost nothing.
	Wants func(Conversation) bool
	// New makes a decoder for one capture. What it remembers between packets
	// (a session, half a message) is its own, and it must bound it.
	New func() Decoder
}

// Decoder looks into the packets of one capture, in the order of the file.
type Decoder interface {
	// Decode reads one packet and tells what it finds. It may get anything: cut
	// off, malformed, or of another protocol on the same port. It must not keep
	// the packet nor its payload.
	Decode(p *Packet, tell *Teller)
}

// Conversation is what the headers say of one direction of an exchange.
type Conversation struct {
	VLAN            int    // innermost tag, -1 is none
	Ethertype       int    // 0 for IEEE 802.3
	Transport       string // "tcp", "udp" …; empty below IP
	SourcePort      int
	DestinationPort int
	Group           Group // of the destination
}

// Has says whether one of the ports is n, as tcp or udp.
func (c Conversation) Has(transport string, n int) bool {
	return c.Transport == transport && (c.SourcePort == n || c.DestinationPort == n)
}

// Packet is one packet as a decoder sees it.
type Packet struct {
	Conversation
	Frame    int64
	Time     time.Time // zero where the file has none
	Payload  []byte    // after the last header that was read; valid during the call only
	Cut      bool      // the capture holds less of the packet than was on the wire
	Sequence uint32    // of TCP, where the payload begins
	source   address
	target   address
}

// Source and Destination are the packet's ends.
func (p *Packet) Source() End      { return p.source.end() }
func (p *Packet) Destination() End { return p.target.end() }

// show gives a packet to the decoders that want it. What they say about who
// asks and who answers decides the conversation anew, unless its opening was seen.
func (t *table) show(h *heading, f *frame, rec *record, number int64) {
	p := &t.packet
	*p = Packet{
		Conversation: conversation(f.lane), Frame: number, Payload: f.payload, Sequence: f.seq,
		Cut: len(rec.data) < rec.length, source: f.lane.src, target: f.lane.dst,
	}
	if rec.timed {
		p.Time = time.Unix(0, rec.nanos).UTC()
	}
	told := unknownRole
	for _, d := range h.decoders {
		tell := Teller{protocol: d.Name, frame: number, limit: int(t.budget.Attributes), src: h.src, dst: h.dst, flow: h.flow}
		d.Decode(p, &tell)
		if tell.role != unknownRole {
			told = tell.role
		}
	}
	if told != unknownRole && strength[h.known] < strength[ByRole] {
		t.open(f.lane, told, false, number)
	}
}
