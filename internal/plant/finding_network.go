package plant

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// network is a group of addresses that reach each other without passing
// anything: a VLAN, a subnet, or a subnet within a VLAN.
type network struct {
	subnet netip.Prefix // the zero one if only the VLAN is known
	vlan   int          // 0 if only the subnet is known
}

// String names the network: "VLAN 11 (10.20.11.0/24)".
func (n network) String() string {
	switch {
	case n.vlan == 0:
		return n.subnet.String()
	case !n.subnet.IsValid():
		return fmt.Sprintf("VLAN %d", n.vlan)
	}
	return fmt.Sprintf("VLAN %d (%s)", n.vlan, n.subnet)
}

// networks are those that the addresses of a site show, with the zone that
// most of their single-homed assets lie in.
type networks struct {
	vlans   map[netip.Prefix][]int // of each subnet
	subnets map[int][]netip.Prefix // of each VLAN
	home    map[network]ZoneID
	members map[network]map[ZoneID][]*Asset // single-homed, by zone
}

// networks of the site. Nobody declares masks, so 24 bits of an IPv4 address
// and 64 of an IPv6 address are taken for the subnet.
func (m *model) networks() *networks {
	if m.nets != nil {
		return m.nets
	}
	n := &networks{
		vlans: map[netip.Prefix][]int{}, subnets: map[int][]netip.Prefix{},
		home: map[network]ZoneID{}, members: map[network]map[ZoneID][]*Asset{},
	}
	m.nets = n
	for _, members := range m.members {
		for _, a := range members {
			for _, address := range a.Addresses {
				subnet, known := subnetOf(address.IP)
				if known && address.VLAN > 0 {
					if !slices.Contains(n.vlans[subnet], address.VLAN) {
						n.vlans[subnet] = append(n.vlans[subnet], address.VLAN)
					}
					if !slices.Contains(n.subnets[address.VLAN], subnet) {
						n.subnets[address.VLAN] = append(n.subnets[address.VLAN], subnet)
					}
				}
			}
		}
	}
	for zone, members := range m.members {
		for _, a := range members {
			legs := n.of(a)
			if len(legs) != 1 || zone == "" {
				continue
			}
			if n.members[legs[0]] == nil {
				n.members[legs[0]] = map[ZoneID][]*Asset{}
			}
			n.members[legs[0]][zone] = append(n.members[legs[0]][zone], a)
		}
	}
	for net, zones := range n.members {
		var best ZoneID
		for zone, members := range zones {
			if best == "" || len(members) > len(zones[best]) || len(members) == len(zones[best]) && zone < best {
				best = zone
			}
		}
		n.home[net] = best
	}
	return n
}

// of are the networks that an asset has an address in.
func (n *networks) of(a *Asset) []network {
	var legs []network
	for _, address := range a.Addresses {
		if net, ok := n.at(address); ok && !slices.Contains(legs, net) {
			legs = append(legs, net)
		}
	}
	return legs
}

// at is the network of an address. Of a subnet that occurs in several VLANs
// and an address without one nothing can be said: machines are often delivered
// with the same numbers.
func (n *networks) at(address Address) (network, bool) {
	subnet, known := subnetOf(address.IP)
	net := network{subnet, address.VLAN}
	switch {
	case known && net.vlan == 0:
		vlans := n.vlans[subnet]
		if len(vlans) == 1 {
			net.vlan = vlans[0]
		}
		return net, len(vlans) < 2
	case !known && net.vlan > 0:
		if subnets := n.subnets[net.vlan]; len(subnets) == 1 {
			net.subnet = subnets[0]
		}
		return net, true
	}
	return net, known
}

func subnetOf(ip string) (netip.Prefix, bool) {
	address, err := netip.ParseAddr(ip)
	if err != nil || address.IsLoopback() || address.IsLinkLocalUnicast() {
		return netip.Prefix{}, false
	}
	bits := 24
	if address.Is6() {
		bits = 64
	}
	p, err := address.Prefix(bits)
	return p, err == nil
}

// pair names two zones in one order.
type pair [2]ZoneID

func pairOf(a, b ZoneID) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

// joined are the pairs of zones that a conduit joins.
func (m *model) joined() map[pair]bool {
	joined := map[pair]bool{}
	for _, c := range m.Conduits {
		joined[pairOf(c.From, c.To)] = true
	}
	return joined
}

// bypassed says whether two zones of different targets have no conduit between
// them, so that whatever joins them goes around the partition.
func (m *model) bypassed(joined map[pair]bool, a, b ZoneID) bool {
	return a != b && a != "" && b != "" && differ(m.zone(a), m.zone(b)) && !joined[pairOf(a, b)]
}

// What shares a network needs no conduit to talk, so the boundary between its
// zones is one on paper.
func sharedNetworks(m *model, found report) {
	joined := m.joined()
	shared := map[pair][]string{}
	for net, zones := range m.networks().members {
		ids := make([]ZoneID, 0, len(zones))
		for id := range zones {
			ids = append(ids, id)
		}
		for i, a := range ids {
			for _, b := range ids[:i] {
				if m.bypassed(joined, a, b) {
					p := pairOf(a, b)
					shared[p] = append(shared[p], net.String())
				}
			}
		}
	}
	for p, nets := range shared {
		a, b := m.zone(p[0]), m.zone(p[1])
		if CompareKeys(b.Key, a.Key) < 0 {
			a, b = b, a
		}
		slices.SortFunc(nets, CompareKeys)
		// The finding is that of the older zone, which no renaming changes.
		found(m.zone(p[0]).about().at(string(p[1])), fmt.Sprintf("Assets of zone %s at %s and zone %s at %s share a network without a conduit between them: %s.", a.Key, a.Target.Vector, b.Key, b.Target.Vector, strings.Join(nets, ", ")),
			"Separate the network at the boundary and declare the conduit, put the assets into one zone, or record the VLANs if these are separate networks with the same numbers.")
	}
}

// A firewall or data diode with legs in several zones is what keeps them
// apart; whatever else has them joins the zones.
func joiningAssets(m *model, found report) {
	joined := m.joined()
	for zone, members := range m.members {
		for _, a := range members {
			legs := m.networks().of(a)
			if len(legs) < 2 || a.Protection().Has(BoundaryDevice) {
				continue
			}
			touched := []ZoneID{zone}
			for _, leg := range legs {
				if home := m.networks().home[leg]; !slices.Contains(touched, home) {
					touched = append(touched, home)
				}
			}
			for i, x := range touched {
				for _, y := range touched[:i] {
					if !m.bypassed(joined, x, y) {
						continue
					}
					p := pairOf(x, y)
					first, second := m.zone(p[0]), m.zone(p[1])
					if CompareKeys(second.Key, first.Key) < 0 {
						first, second = second, first
					}
					found(a.about().at(string(p[0])+"/"+string(p[1])),
						fmt.Sprintf("%s %s has addresses in zone %s at %s and in zone %s at %s, which no conduit joins.", a.noun(), a.Key, first.Key, first.Target.Vector, second.Key, second.Target.Vector),
						"Take the second connection away, or put a firewall in its place and declare the conduit.")
				}
			}
		}
	}
}

// noun is what to call an asset that joins networks.
func (a Asset) noun() string {
	if a.Type == NetworkDevice {
		return "Network device"
	}
	return "Asset"
}
