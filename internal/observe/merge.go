package observe

import "slices"

// What one packet cannot tell, the whole capture may: who serves a port, which
// MAC an address belongs to, which addresses are the device's own.

// orient finds the server of flows whose direction no packet told: first the
// end that is known to serve the port, or whose port is used with several
// others, since clients take a new port each time; then the end with a port
// that other devices are known to serve.
func (t *table) orient() {
	uses := map[endpoint]int{}
	for _, f := range t.flows {
		if f.undirected() {
			uses[f.atClient()]++
			uses[f.atServer()]++
		}
	}
	t.turn(func(e, other endpoint) bool {
		return t.services[e] && !t.services[other] ||
			t.services[e] == t.services[other] && uses[e] > 1 && uses[e] > uses[other]
	})
	served := map[portKey]bool{}
	for e := range t.services {
		served[e.port] = true
	}
	t.turn(func(e, other endpoint) bool { return served[e.port] && !served[other.port] })
}

// turn gives undirected flows the direction that serves finds for one of their
// ends, and learns the service.
func (t *table) turn(serves func(e, other endpoint) bool) {
	var learnt []endpoint
	for key, f := range t.flows {
		if !f.undirected() {
			continue
		}
		switch first, second := f.atClient(), f.atServer(); {
		case serves(second, first):
		case serves(first, second):
			f.swap()
		default:
			continue
		}
		learnt = append(learnt, f.atServer())
		f.known, f.clientPort = ByService, 0
		f.protocol = protocolName(lane{src: f.client, transport: f.transport}, f.port)
		delete(t.flows, key)
		t.place(f)
	}
	// Only now, so that the result does not depend on the order of the flows.
	for _, e := range learnt {
		t.services[e] = true
	}
}

// undirected says whether a flow has two ports and nothing told which serves.
func (f *flow) undirected() bool {
	return f.known == ByNoReason && f.port != 0 && f.clientPort != 0 && f.port != f.clientPort
}

func (f *flow) atClient() endpoint {
	return endpoint{f.client, portKey{f.transport, f.clientPort}}
}

func (f *flow) atServer() endpoint {
	return endpoint{f.server, portKey{f.transport, f.port}}
}

// swap makes the client the server. What it accepted as the other end is not
// known; that it sent anything is.
func (f *flow) swap() {
	f.client, f.server = f.server, f.client
	f.port, f.clientPort = f.clientPort, f.port
	f.packets[0], f.packets[1] = f.packets[1], f.packets[0]
	f.bytes[0], f.bytes[1] = f.bytes[1], f.bytes[0]
	f.accepted = f.packets[1] > 0
}

// place puts a flow under its key, into the one that is there already.
func (t *table) place(f *flow) {
	o := t.flows[f.flowKey]
	if o == nil {
		t.flows[f.flowKey] = f
		return
	}
	o.join(f.span)
	for way := range f.packets {
		o.packets[way] += f.packets[way]
		o.bytes[way] += f.bytes[way]
	}
	if strength[f.known] > strength[o.known] {
		o.known = f.known
	}
	o.accepted = o.accepted || f.accepted
	for _, u := range f.uses {
		i := slices.IndexFunc(o.uses, func(have Use) bool { return have.Function == u.Function })
		if i < 0 {
			o.uses = append(o.uses, u)
			continue
		}
		o.uses[i].Packets += u.Packets
		o.uses[i].FirstFrame = min(o.uses[i].FirstFrame, u.FirstFrame)
	}
}

// meet gives ends on cooked links their MACs, which such a link shows in one
// direction only, where exactly one device had the address.
func (t *table) meet() {
	holders := map[claim][]*talker{}
	for _, who := range t.talkers {
		if who.cooked && who.hasMAC && who.version != 0 {
			ip := claim{who.ip, who.version}
			holders[ip] = append(holders[ip], who)
		}
	}
	if len(holders) == 0 {
		return
	}
	holder := func(a address) *talker {
		if with := holders[claim{a.ip, a.version}]; !a.hasMAC && len(with) == 1 {
			return with[0]
		}
		return nil
	}
	for a, who := range t.talkers {
		if with := holder(a); with != nil {
			with.absorb(who)
			delete(t.talkers, a)
		}
	}
	for key, f := range t.flows {
		client, server := holder(f.client), holder(f.server)
		if !f.cooked || client == nil && server == nil {
			continue
		}
		if client != nil {
			f.client = client.address
		}
		if server != nil {
			f.server = server.address
		}
		delete(t.flows, key)
		t.place(f)
	}
}

// own marks the IP addresses that devices announce as their own. What a device
// sends below IP is added to its address where that is the only one announced:
// then both are surely the same device, which a shared MAC alone does not show.
func (t *table) own() {
	announced := map[[6]byte][]address{}
	for key := range t.claims {
		a := address{mac: key.mac, hasMAC: true, ip: key.ip, version: key.version}
		if who := t.talkers[a]; who != nil {
			who.ownIP = true
		}
		if key.version == 4 && a.group() == Single {
			announced[key.mac] = append(announced[key.mac], a)
		}
	}
	for _, own := range announced {
		below := t.talkers[own[0].withoutIP()]
		if len(own) != 1 || below == nil {
			continue
		}
		delete(t.talkers, below.address)
		if who := t.talkers[own[0]]; who != nil {
			who.absorb(below)
			continue
		}
		below.address, below.ownIP = own[0], true
		t.talkers[own[0]] = below
	}
}

// absorb adds another talker that is found to be the same.
func (w *talker) absorb(o *talker) {
	w.join(o.span)
	w.packets += o.packets
	w.bytes += o.bytes
	w.sent += o.sent
	w.ownIP = w.ownIP || o.ownIP
	w.attributes = append(w.attributes, o.attributes...)
	w.attributesLost += o.attributesLost
	for _, v := range o.vlans {
		if !slices.Contains(w.vlans, v) {
			w.vlans = append(w.vlans, v)
		}
	}
}
