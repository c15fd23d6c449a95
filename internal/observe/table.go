package observe

import (
	"time"

	"ringwall/internal/plant"
)

// table sums up the packets of a capture. Its size depends on the talkers and
// services of the capture, not on its length.
type table struct {
	budget   Budget
	lanes    map[lane]*heading
	talkers  map[address]*talker
	flows    map[flowKey]*flow
	services map[endpoint]bool // ports that accepted a connection
	claims   map[claimKey]int64
	parts    map[part]*heading
	decoders []decoder
	packet   Packet

	macs  map[[6]byte]bool
	ipv4s map[[4]byte]bool
	ipv6s map[[16]byte]bool
	full  bool // an endpoint was not counted

	// What found no room is summed up here.
	spareTalker talker
	spareFlow   flow
}

// heading is where the packets of a lane are counted.
type heading struct {
	flow     *flow
	outward  bool // from client to server
	src, dst *talker
	known    Evidence
	decoders []*decoder // that want it
}

type talker struct {
	address
	span
	packets, bytes, sent int64
	vlans                []int16
	ownIP                bool
	cooked               bool
	attributes           []Attribute
	attributesLost       int64
}

// flowKey is a flow's identity, see [Flow].
type flowKey struct {
	client, server   address
	port, clientPort uint16
	ethertype        uint16
	vlan             int16
	transport, llc   uint8
}

type flow struct {
	flowKey
	span
	protocol string
	known    Evidence
	cooked   bool
	packets  [2]int64 // out, in
	bytes    [2]int64
	accepted bool // the server answered with more than a refusal
	uses     []Use
}

// span is the time and the frames in which something was seen.
type span struct {
	first, last int64 // nanoseconds
	timed       bool
	firstFrame  int64
}

type claimKey struct {
	mac [6]byte
	claim
}

type decoder struct {
	Protocol
	Decoder
}

func newTable(b Budget, protocols []Protocol) *table {
	t := &table{
		budget:   b,
		lanes:    map[lane]*heading{},
		talkers:  map[address]*talker{},
		flows:    map[flowKey]*flow{},
		services: map[endpoint]bool{},
		claims:   map[claimKey]int64{},
		parts:    map[part]*heading{},
		macs:     map[[6]byte]bool{},
		ipv4s:    map[[4]byte]bool{},
		ipv6s:    map[[16]byte]bool{},
	}
	for _, p := range protocols {
		t.decoders = append(t.decoders, decoder{p, p.New()})
	}
	return t
}

// add counts one packet.
func (t *table) add(f *frame, rec *record, number int64) {
	h := t.heading(f, number)
	t.count(h, f, rec, number)
	if f.claim.version != 0 && f.lane.src.hasMAC {
		t.announce(claimKey{f.lane.src.mac, f.claim}, number)
	}
	if len(h.decoders) > 0 && len(f.payload) > 0 {
		t.show(h, f, rec, number)
	}
}

// count adds a packet to its flow and its talkers.
func (t *table) count(h *heading, f *frame, rec *record, number int64) {
	bytes := int64(rec.length)
	way := 0
	if !h.outward {
		way = 1
		// A server that sends data, or takes a connection, does serve; one that
		// only resets connections does not.
		if f.lane.transport != protoTCP || len(f.payload) > 0 || f.syn {
			h.flow.accepted = true
		}
	}
	h.flow.packets[way]++
	h.flow.bytes[way] += bytes
	h.flow.see(rec, number)

	h.src.sent++
	for _, who := range [...]*talker{h.src, h.dst} {
		who.packets++
		who.bytes += bytes
		who.see(rec, number)
		if h.src == h.dst {
			break // a device that talks to itself, on loopback
		}
	}
}

// see widens a span by one packet; times may come in any order.
func (s *span) see(rec *record, number int64) {
	if rec.timed {
		if !s.timed {
			s.first, s.last, s.timed = rec.nanos, rec.nanos, true
		}
		s.first, s.last = min(s.first, rec.nanos), max(s.last, rec.nanos)
	}
	if s.firstFrame == 0 {
		s.firstFrame = number
	}
}

// join widens a span by another.
func (s *span) join(o span) {
	switch {
	case !s.timed:
		s.first, s.last, s.timed = o.first, o.last, o.timed
	case o.timed:
		s.first, s.last = min(s.first, o.first), max(s.last, o.last)
	}
	s.firstFrame = min(s.firstFrame, o.firstFrame)
}

func (s span) times() (first, last time.Time) {
	if !s.timed {
		return time.Time{}, time.Time{}
	}
	return time.Unix(0, s.first).UTC(), time.Unix(0, s.last).UTC()
}

// use counts a packet of a class of function.
func (f *flow) use(class plant.Function, number int64) {
	for i := range f.uses {
		if f.uses[i].Function == class {
			f.uses[i].Packets++
			return
		}
	}
	if len(f.uses) >= maxUses {
		return
	}
	f.uses = append(f.uses, Use{Function: class, Packets: 1, FirstFrame: number})
}
