package observe

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"ringwall/internal/plant"
)

// traffic turns the sums into the result.
func (r *reading) traffic() Traffic {
	r.orient()
	r.meet()
	r.own()

	c := &r.capture
	c.Bytes = r.in.offset
	c.Skipped, c.Partly = r.skipped.skips(), r.partly.skips()
	c.First, c.Last = r.span.times()
	c.MACs, c.IPv4s, c.IPv6s = len(r.macs), len(r.ipv4s), len(r.ipv6s)
	c.Talkers, c.Flows = len(r.talkers), len(r.flows)
	r.warnings()

	t := Traffic{Capture: *c, Talkers: make([]Talker, 0, len(r.talkers)), Flows: make([]Flow, 0, len(r.flows))}
	served := map[address][]Service{}
	for _, f := range sorted(r.flows, compareFlows) {
		t.Flows = append(t.Flows, f.flow())
		if service, ok := f.service(); ok {
			served[f.server] = addService(served[f.server], service)
		}
	}
	for _, who := range sorted(r.talkers, compareTalkers) {
		t.Talkers = append(t.Talkers, who.talker(served[who.address]))
	}
	return t
}

// warnings says what the counts alone would not.
func (r *reading) warnings() {
	if r.jumps > 0 {
		r.warn("out of time order: %s", packets(r.jumps))
	}
	if r.timeless > 0 {
		r.warn("without a usable time: %s", packets(r.timeless))
	}
	if n := r.spareTalker.packets; n > 0 {
		r.warn("there are more than %d talkers; the others, in %s, were not kept", r.budget.Talkers, packets(n))
	}
	if n := r.spareFlow.packets[0] + r.spareFlow.packets[1]; n > 0 {
		r.warn("there are more than %d flows; the others, in %s, were not kept", r.budget.Flows, packets(n))
	}
	if r.full {
		r.warn("there are more addresses than were counted")
	}
	var lost int64
	for _, who := range r.talkers {
		lost += who.attributesLost
	}
	if lost > 0 {
		r.warn("some talkers disclose more than %d attributes: the rest was not kept", r.budget.Attributes)
	}
	r.conflicts()
}

// conflicts warns of IP addresses that several devices announce.
func (r *reading) conflicts() {
	holders := map[claim][][6]byte{}
	for key := range r.claims {
		holders[key.claim] = append(holders[key.claim], key.mac)
	}
	var texts []string
	for c, macs := range holders {
		if len(macs) < 2 {
			continue
		}
		slices.SortFunc(macs, func(a, b [6]byte) int { return bytes.Compare(a[:], b[:]) })
		ip := address{ip: c.ip, version: c.version}.end().IP
		texts = append(texts, ip+" is announced by several devices: "+macText(macs[0])+" and "+macText(macs[1]))
	}
	slices.Sort(texts)
	for _, text := range texts[:min(len(texts), maxWarnings)] {
		r.warn("%s", text)
	}
}

// sorted lists the values of a map in an order that does not depend on the map.
func sorted[K comparable, V any](m map[K]V, compare func(a, b V) int) []V {
	return slices.SortedFunc(maps.Values(m), compare)
}

func compareTalkers(a, b *talker) int {
	return cmp.Or(cmp.Compare(a.firstFrame, b.firstFrame), compareAddresses(a.address, b.address))
}

func compareFlows(a, b *flow) int {
	return cmp.Or(
		cmp.Compare(a.firstFrame, b.firstFrame),
		compareAddresses(a.client, b.client),
		compareAddresses(a.server, b.server),
		cmp.Compare(a.port, b.port),
		cmp.Compare(a.clientPort, b.clientPort),
		cmp.Compare(a.transport, b.transport),
		cmp.Compare(a.vlan, b.vlan),
	)
}

// talker is the result's form of a talker.
func (w *talker) talker(serves []Service) Talker {
	e := w.end()
	t := Talker{
		MAC: e.MAC, IP: e.IP, Group: w.group(), OwnIP: w.ownIP,
		Packets: w.packets, Bytes: w.bytes, Sent: w.sent, FirstFrame: w.firstFrame,
		Serves: serves, Attributes: w.attributes,
	}
	slices.SortStableFunc(t.Attributes, func(a, b Attribute) int { return cmp.Compare(a.Frame, b.Frame) })
	slices.Sort(w.vlans)
	for _, v := range w.vlans {
		t.VLANs = append(t.VLANs, int(v))
	}
	t.First, t.Last = w.times()
	return t
}

// flow is the result's form of a flow.
func (f *flow) flow() Flow {
	r := Flow{
		Client: f.client.end(), Server: f.server.end(), VLAN: int(f.vlan), Ethertype: int(f.ethertype),
		Protocol: f.protocol, Port: int(f.port), ClientPort: int(f.clientPort), Known: f.known, Functions: f.uses,
		PacketsOut: f.packets[0], PacketsIn: f.packets[1], BytesOut: f.bytes[0], BytesIn: f.bytes[1],
		FirstFrame: f.firstFrame,
	}
	slices.SortFunc(r.Functions, func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.FirstFrame, b.FirstFrame), cmp.Compare(a.Function, b.Function))
	})
	if f.client.version != 0 {
		r.Transport = transportName(f.transport)
	}
	r.First, r.Last = f.times()
	return r
}

// service is what the flow proves about its server: that it serves the port,
// if it did so.
func (f *flow) service() (Service, bool) {
	if f.port == 0 || f.known == ByNoReason || !f.accepted || f.server.group() != Single {
		return Service{}, false
	}
	grade := map[Evidence]plant.Confidence{
		BySYN: plant.Confirmed, ByRole: plant.Confirmed, ByService: plant.Likely, ByPort: plant.Likely, ByLowPort: plant.Guess,
	}[f.known]
	return Service{
		Transport: transportName(f.transport), Port: int(f.port), Protocol: f.protocol,
		Frame: f.firstFrame, Known: f.known, Grade: grade,
	}, true
}

// addService keeps one line per port, the one that is known best.
func addService(list []Service, s Service) []Service {
	i := slices.IndexFunc(list, func(o Service) bool { return o.Transport == s.Transport && o.Port == s.Port })
	switch {
	case i < 0:
		return append(list, s)
	case strength[s.Known] > strength[list[i].Known]:
		list[i] = s
	}
	return list
}
