package plant

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// group is the assets that one proposal is about.
type group struct {
	existing ZoneID // "" for a new zone
	class    *class
	network  network // the zero one for a class that keeps together
}

// proposer gathers assets into groups.
type proposer struct {
	*model
	groups map[group]*ZoneProposal
	order  []group
	// leads is the class that most assets of a network have, for those whose
	// role says nothing: the switch of the controllers is one of theirs.
	leads map[network]*class
	bound map[network]ZoneID // by what zones say of their boundary
}

// unplaced are the assets that need a zone, by key: those in none, and, when
// moves are wanted, those in a zone that must not hold them.
func (p *proposer) unplaced(moves bool) []*Asset {
	out := slices.Clone(p.members[""])
	if moves {
		for id, z := range p.zones {
			for _, a := range p.members[id] {
				c := classOf(a)
				switch {
				case c.fits(z) || a.Type == NetworkDevice && c == ofAny:
				case c.alone, z.Safety || z.Kind == ZoneSafety, z.Transient, z.Kind == ZoneEnterprise && slices.Contains(controlRoles, a.Role):
					out = append(out, a)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b *Asset) int { return cmp.Or(CompareKeys(a.Key, b.Key), cmp.Compare(a.ID, b.ID)) })
	return out
}

// followNetworks learns what each network is for.
func (p *proposer) followNetworks() {
	counts := map[network]map[*class]int{}
	for _, members := range p.members {
		for _, a := range members {
			c := classOf(a)
			if c.alone || c == ofAny {
				continue
			}
			for _, net := range p.networks().of(a) {
				if counts[net] == nil {
					counts[net] = map[*class]int{}
				}
				counts[net][c]++
			}
		}
	}
	p.leads = map[network]*class{}
	for net, classes := range counts {
		best := 0
		for _, c := range []*class{ofControl, ofSupervision, ofOperations} {
			if classes[c] > best {
				best, p.leads[net] = classes[c], c
			}
		}
	}
	p.readBoundaries()
}

var vlanForm = regexp.MustCompile(`(?i)\bVLAN ?(\d{1,4})\b`)

// readBoundaries takes networks from the words by which zones describe their
// logical boundary: "VLAN 11", "10.20.11.0/24".
func (p *proposer) readBoundaries() {
	p.bound = map[network]ZoneID{}
	n := p.networks()
	claim := func(net network, id ZoneID) {
		if other, taken := p.bound[net]; taken && other != id {
			id = "" // two zones claim it, so it tells nothing
		}
		p.bound[net] = id
	}
	for _, z := range p.Zones {
		for _, m := range vlanForm.FindAllStringSubmatch(z.LogicalBoundary, -1) {
			vlan, err := strconv.Atoi(m[1])
			if err != nil {
				continue
			}
			if net, ok := n.at(Address{VLAN: vlan}); ok {
				claim(net, z.ID)
			}
		}
		for word := range strings.FieldsFuncSeq(z.LogicalBoundary, func(r rune) bool { return strings.ContainsRune(" ,;()", r) }) {
			if prefix, err := netip.ParsePrefix(word); err == nil && prefix.Addr().Is4() && prefix.Bits() == 24 {
				if net, ok := n.at(Address{IP: prefix.Masked().Addr().String()}); ok {
					claim(net, z.ID)
				}
			}
		}
	}
}

// place puts an asset into its group.
func (p *proposer) place(a *Asset) {
	c := classOf(a)
	net, known := network{}, false
	if legs := p.networks().of(a); len(legs) > 0 {
		net, known = legs[0], true
	}
	if c == ofAny && known && p.leads[net] != nil {
		c = p.leads[net]
	}
	if z := p.destination(c, net, known); z != nil {
		p.join(a, group{existing: z.ID, class: c, network: net}, known)
		return
	}
	if c.alone {
		net, known = network{}, false
	}
	p.join(a, group{class: c, network: net}, known)
}

// destination is the zone that exists for a class: the one whose network it is
// or, for what keeps together across networks, the only one of its sort.
func (p *proposer) destination(c *class, net network, known bool) *Zone {
	if known {
		for _, id := range []ZoneID{p.networks().home[net], p.bound[net]} {
			if z := p.zones[id]; z != nil && c.fits(z) {
				return z
			}
		}
	}
	if !c.alone {
		return nil
	}
	var only *Zone
	for i := range p.Zones {
		if z := &p.Zones[i]; c.fits(z) && (c != ofTransients || z.Transient) {
			if only != nil {
				return nil
			}
			only = z
		}
	}
	return only
}

// join adds an asset to the proposal of its group, which it may begin.
func (p *proposer) join(a *Asset, g group, known bool) {
	if g.existing != "" {
		g.class, g.network = p.standsFor(g), network{}
	}
	proposal := p.groups[g]
	if proposal == nil {
		proposal = p.begin(g, a, known)
		p.groups[g] = proposal
		p.order = append(p.order, g)
	}
	proposal.Assets = append(proposal.Assets, ProposedAsset{ID: a.ID, Key: a.Key, Name: a.Name, Role: a.Role, Zone: a.Zone})
}

// standsFor makes all groups that join one zone for the same sort of reason one.
func (p *proposer) standsFor(g group) *class {
	if g.class.alone {
		return g.class
	}
	return ofAny
}

// begin writes the proposal of a group, which is named by what makes the group:
// the zone, the class and the network.
func (p *proposer) begin(g group, first *Asset, known bool) *ZoneProposal {
	c := g.class
	if g.existing != "" {
		z := p.zone(g.existing)
		reason := fmt.Sprintf("Zone %s is there for them. %s", z.Key, c.reason)
		if !c.alone {
			legs := p.networks().of(first)
			reason = fmt.Sprintf("Their network, such as %s, is that of zone %s.", legs[0], z.Key)
		}
		return &ZoneProposal{
			ID: strings.Join([]string{"zone", string(g.existing), c.slug()}, "/"), Existing: g.existing, Reason: reason, Clause: c.clause,
			Zone: ProposedZone{Key: z.Key, Name: z.Name, Kind: z.Kind, Safety: z.Safety, Wireless: z.Wireless, Transient: z.Transient, LogicalBoundary: z.LogicalBoundary},
		}
	}
	zone := ProposedZone{Name: c.name, Kind: c.kind, Safety: c.safety, Wireless: c.wireless, Transient: c.transient}
	id, reason := "new/"+c.slug(), c.reason
	switch {
	case c.alone:
		reason += " There is no zone for them yet."
	case known:
		zone.Name = fmt.Sprintf("%s, %s", c.name, g.network)
		zone.LogicalBoundary = g.network.String()
		id += "/" + strings.NewReplacer(" ", "-", "/", "-", "(", "", ")", "").Replace(g.network.String())
		reason += fmt.Sprintf(" and share %s, which no zone has yet.", g.network)
		if z := p.zones[p.networks().home[g.network]]; z != nil {
			reason = fmt.Sprintf("%s. Their network %s is that of zone %s, which is of another kind.", c.reason, g.network, z.Key)
		}
	default:
		reason += ", and have no address that would tell their network."
	}
	return &ZoneProposal{ID: id, Zone: zone, Reason: reason, Clause: c.clause}
}

func (c *class) slug() string { return strings.ReplaceAll(strings.ToLower(c.name), " ", "-") }

var countedKey = regexp.MustCompile(`^(.*?)(\d+)$`)

// keysFrom gives out free keys for new zones, counting on from those that exist.
func keysFrom(zones []Zone) func() string {
	prefix, width, last := "Z-", 2, 0
	taken := map[string]bool{}
	uses := map[string]int{}
	for _, z := range zones {
		taken[fold(z.Key)] = true
		if m := countedKey.FindStringSubmatch(z.Key); m != nil {
			uses[m[1]]++
			if uses[m[1]] > uses[prefix] || m[1] == prefix {
				prefix, width = m[1], len(m[2])
			}
		}
	}
	return func() string {
		for {
			last++
			if key := fmt.Sprintf("%s%0*d", prefix, width, last); !taken[fold(key)] {
				taken[fold(key)] = true
				return key
			}
		}
	}
}
