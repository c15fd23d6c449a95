package observe

import "slices"

// heading finds where a packet is counted. The opening of a TCP connection
// outdoes whatever its direction was guessed from before.
func (t *table) heading(f *frame, number int64) *heading {
	if f.part.kind == laterFragment {
		key := f.part
		key.kind = whole
		if h := t.parts[key]; h != nil {
			return h
		}
	}
	h := t.lanes[f.lane]
	if h == nil || f.syn && h.known != BySYN {
		h = t.open(f.lane, f.role, f.syn, number)
	}
	if f.part.kind == firstFragment {
		key := f.part
		key.kind = whole
		if len(t.parts) >= 1024 {
			clear(t.parts)
		}
		t.parts[key] = h
	}
	return h
}

// open decides the direction of a conversation and finds its talkers and flow.
func (t *table) open(l lane, r role, syn bool, number int64) *heading {
	if len(t.lanes) >= maxLanes {
		clear(t.lanes)
	}
	if r != unknownRole && l.srcPort != 0 {
		t.learn(l, r, syn)
	}
	v := decide(l, r, syn, func(e endpoint) bool { return t.services[e] })
	h := &heading{
		outward: v.sourceIsClient, known: v.known,
		src: t.talker(l.src, l, number), dst: t.talker(l.dst, l, number),
		flow: t.flow(l, v, number),
	}
	c := conversation(l)
	for i := range t.decoders {
		if d := &t.decoders[i]; d.Wants(c) {
			h.decoders = append(h.decoders, d)
		}
	}
	t.endpoints(l.src)
	t.endpoints(l.dst)
	t.lanes[l] = h
	return h
}

// learn keeps what an opening or a decoded message proves: which port serves.
// A mere attempt to open a connection proves nothing.
func (t *table) learn(l lane, r role, syn bool) {
	if int64(len(t.services)) < t.budget.Flows {
		switch {
		case r == serverRole:
			t.services[l.source()] = true
		case !syn:
			t.services[l.destination()] = true
		}
	}
	// The other direction was decided by weaker evidence, if at all.
	back := l
	back.src, back.dst, back.srcPort, back.dstPort = l.dst, l.src, l.dstPort, l.srcPort
	if old := t.lanes[back]; old != nil && strength[old.known] < strength[ByRole] {
		delete(t.lanes, back)
	}
}

func conversation(l lane) Conversation {
	c := Conversation{
		VLAN: int(l.vlan), Ethertype: int(l.ethertype),
		SourcePort: int(l.srcPort), DestinationPort: int(l.dstPort), Group: l.dst.group(),
	}
	if l.src.version != 0 {
		c.Transport = transportName(l.transport)
	}
	return c
}

// talker finds or makes a talker. An IP address of zero is none yet.
func (t *table) talker(a address, l lane, number int64) *talker {
	if a.unspecified() && a.hasMAC {
		a = a.withoutIP()
	}
	who := t.talkers[a]
	if who == nil {
		if int64(len(t.talkers)) >= t.budget.Talkers {
			return &t.spareTalker
		}
		who = &talker{address: a, span: span{firstFrame: number}, cooked: l.cooked}
		t.talkers[a] = who
	}
	if l.vlan >= 0 && !slices.Contains(who.vlans, l.vlan) {
		who.vlans = append(who.vlans, l.vlan)
	}
	return who
}

func (t *table) flow(l lane, v verdict, number int64) *flow {
	key := flowKey{
		client: l.src.onLink(l.cooked), server: l.dst.onLink(l.cooked),
		port: v.port, clientPort: v.clientPort,
		ethertype: l.ethertype, vlan: l.vlan, transport: l.transport, llc: l.llc,
	}
	if !v.sourceIsClient {
		key.client, key.server = key.server, key.client
	}
	f := t.flows[key]
	if f == nil {
		if int64(len(t.flows)) >= t.budget.Flows {
			return &t.spareFlow
		}
		f = &flow{flowKey: key, span: span{firstFrame: number}, cooked: l.cooked, protocol: flowProtocol(l, v)}
		t.flows[key] = f
	}
	if strength[v.known] > strength[f.known] {
		f.known = v.known
	}
	return f
}

// flowProtocol names a flow. Where the direction is unknown a port counts only
// if both say the same. What is sent to a group may be an answer to many, as
// those of DHCP are, and then the sender's port has the name.
func flowProtocol(l lane, v verdict) string {
	name := protocolName(l, v.port)
	switch {
	case v.known == ByNoReason && name != protocolName(l, v.clientPort):
		return protocolName(l, 0)
	case v.known == ByGroup && !registered(l.transport, v.port):
		return protocolName(l, l.srcPort)
	}
	return name
}

// endpoints counts distinct addresses.
func (t *table) endpoints(a address) {
	if int64(len(t.macs)) >= t.budget.Talkers || int64(len(t.ipv4s)) >= t.budget.Talkers || int64(len(t.ipv6s)) >= t.budget.Talkers {
		t.full = true
		return
	}
	if a.hasMAC {
		t.macs[a.mac] = true
	}
	switch a.version {
	case 4:
		t.ipv4s[[4]byte(a.ip[:4])] = true
	case 6:
		t.ipv6s[a.ip] = true
	}
}

func (t *table) announce(key claimKey, number int64) {
	if _, ok := t.claims[key]; !ok && int64(len(t.claims)) < t.budget.Talkers {
		t.claims[key] = number
	}
}
