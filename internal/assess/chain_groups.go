package assess

import (
	"cmp"
	"slices"

	"ringwall/internal/plant"
)

// group is the components of one zone, or the devices of one conduit.
type group struct {
	assets  []plant.AssetID // of a zone by key, of a conduit as they are named
	claimed int             // those whose product has claims
	tallies []headcount     // by derivation
}

// headcount counts the components that are asked for what derives from one system
// requirement.
type headcount struct {
	applicable int32
	holding    int32 // all that they are asked holds
	native     int32 // the same by the claims of their products alone
}

func zoneGroup(x *installed) (Subject, bool) {
	return Subject{OfZone, string(x.Zone)}, x.Zone != ""
}

// regroup lays all groups out anew.
func (c *Chain) regroup() {
	clear(c.groups)
	for id, x := range c.components {
		if s, ok := zoneGroup(x); ok && c.present(x) {
			g := c.groups[s]
			if g == nil {
				g = &group{}
				c.groups[s] = g
			}
			g.assets = append(g.assets, id)
		}
	}
	for _, g := range c.groups {
		c.sort(g.assets)
	}
	for id, assets := range c.devices {
		if len(assets) > 0 {
			c.groups[Subject{OfConduit, string(id)}] = &group{assets: slices.Clone(assets)}
		}
	}
	for s := range c.groups {
		c.count(s, nil)
	}
}

// present says whether an asset is still in use.
func (c *Chain) present(x *installed) bool {
	return x.Retired == "" || c.today.Before(x.Retired)
}

func (c *Chain) sort(assets []plant.AssetID) {
	slices.SortFunc(assets, func(a, b plant.AssetID) int {
		return cmp.Or(cmp.Compare(c.components[a].Key, c.components[b].Key), cmp.Compare(a, b))
	})
}

// join puts an asset into the group of its zone.
func (c *Chain) join(x *installed) {
	s, ok := zoneGroup(x)
	if !ok || !c.present(x) {
		return
	}
	next := &group{}
	if old := c.groups[s]; old != nil {
		next.assets = slices.Clone(old.assets)
	}
	next.assets = append(next.assets, x.Asset)
	c.sort(next.assets)
	c.groups[s] = next
}

// leave takes an asset out of the group of its zone.
func (c *Chain) leave(x *installed) {
	s, ok := zoneGroup(x)
	old := c.groups[s]
	if !ok || old == nil {
		return
	}
	next := &group{assets: slices.DeleteFunc(slices.Clone(old.assets), func(id plant.AssetID) bool { return id == x.Asset })}
	if len(next.assets) == 0 {
		delete(c.groups, s)
		return
	}
	c.groups[s] = next
}

// groupsOf are the zones that assets stand in and the conduits that they form.
func (c *Chain) groupsOf(assets []plant.AssetID) []Subject {
	var out []Subject
	seen := map[Subject]bool{}
	add := func(s Subject) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	among := make(map[plant.AssetID]bool, len(assets))
	for _, id := range assets {
		among[id] = true
		if x := c.components[id]; x != nil {
			if s, ok := zoneGroup(x); ok {
				add(s)
			}
		}
	}
	for id, devices := range c.devices {
		if slices.ContainsFunc(devices, func(a plant.AssetID) bool { return among[a] }) {
			add(Subject{OfConduit, string(id)})
		}
	}
	return out
}

// recount counts again what a change reaches.
func (c *Chain) recount(e effect) {
	var at []int
	if !e.all {
		at = []int{}
		for _, id := range e.requirements {
			if i, ok := c.serves[id]; ok {
				at = append(at, i)
			}
		}
	}
	for _, s := range e.subjects {
		if c.groups[s] != nil {
			c.count(s, at)
		}
	}
}

// count counts the components of one group, for the derivations at hand; nil
// stands for all.
func (c *Chain) count(s Subject, at []int) {
	old := c.groups[s]
	g := &group{assets: old.assets, claimed: old.claimed, tallies: slices.Clone(old.tallies)}
	if at == nil || len(g.tallies) != len(c.derivations) {
		g.tallies = make([]headcount, len(c.derivations))
		at = nil
	}
	members := make([]*installed, 0, len(g.assets))
	g.claimed = 0
	for _, id := range g.assets {
		if x := c.components[id]; x != nil {
			members = append(members, x)
			if x.claimed {
				g.claimed++
			}
		}
	}
	one := func(d int) {
		var t headcount
		from := c.derivations[d].from
		for _, x := range members {
			if !x.asked.common(from) {
				continue
			}
			t.applicable++
			if !x.holds.lacks(x.asked, from) {
				t.holding++
			}
			if !x.native.lacks(x.asked, from) {
				t.native++
			}
		}
		g.tallies[d] = t
	}
	if at == nil {
		for d := range c.derivations {
			one(d)
		}
	}
	for _, d := range at {
		one(d)
	}
	c.groups[s] = g
}
