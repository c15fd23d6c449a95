package drawio

import (
	"cmp"
	"strings"

	"ringwall/internal/plant"
)

// conduits are the lines between zones. A line between assets of two zones
// counts as one between the zones, and a second one of the same two joins it.
func (p *proposer) conduits() {
	for _, c := range p.lines {
		p.conduit.reserve(c, c.plain())
	}
	for _, c := range p.lines {
		if c.marks["kind"] == "conduit" {
			p.addConduit(c)
		}
	}
	for _, c := range p.lines {
		if c.marks["kind"] != "conduit" {
			p.addConduit(c)
		}
	}
}

func (p *proposer) addConduit(c *cell) {
	from, ok := p.zoneAt(c, c.source, c.start, "start")
	if !ok {
		return
	}
	to, ok := p.zoneAt(c, c.target, c.finish, "end")
	if !ok {
		return
	}
	if c.marks["key"] == "" && c.style.has("startArrow") && c.style["startArrow"] != "none" && c.style["endArrow"] == "none" {
		from, to = to, from
	}
	if from == to {
		p.refuse(c, "The line stays within zone %s: a conduit joins two zones.", from)
		return
	}
	label := c.plain()
	key, name := split(label)
	i, there := p.conduit.find(c.marks["key"], key, joined(label), name)
	if !there && c.marks["key"] == "" && key == "" {
		i, there = p.between(from, to)
	}
	var r plant.DocConduit
	if there {
		if r = p.conduit.list[i]; c.marks["key"] == "" && r.From == to && r.To == from {
			from, to = to, from // lines without a direction of their own
		}
	} else {
		if first := p.joins[pair(from, to)]; first != "" && c.marks["key"] == "" && key == "" {
			p.refuse(c, "The line joins the same zones as conduit %s and counts as part of it.", first)
			return
		}
		r.Key = cmp.Or(c.marks["key"], key)
		r.Name = cmp.Or(name, from+" – "+to)
		r.Wireless = strings.Contains(strings.ToLower(label), "wireless") || strings.Contains(strings.ToLower(label), "wlan")
		if r.Key == "" {
			r.Key = p.conduit.free("C")
		}
	}
	if there && c.marks["key"] == "" && p.drawnBy["conduit "+strings.ToLower(r.Key)] != nil {
		p.refuse(c, "The line joins the same zones as conduit %s and counts as part of it.", r.Key)
		return
	}
	if !p.claim("conduit", r.Key, c) {
		return
	}
	recall(conduitMarks, &r, c.marks)
	if c.marks["key"] == "" {
		if key != "" && name != "" {
			r.Name = name
		}
	} else if name, new := renamed(c, label, c.marks["key"]); new && name != "" {
		r.Name = name
	}
	r.From, r.To = from, to
	p.joins[pair(from, to)] = r.Key
	p.conduit.put(i, there, r)
}

// zoneAt is the zone at an end of a line.
func (p *proposer) zoneAt(c *cell, id string, loose *plant.Place, which string) (string, bool) {
	x := p.end(id, loose, c.parent)
	switch {
	case x == nil && id == "":
		p.refuse(c, "The line is attached to nothing at its %s: draw it onto a shape.", which)
	case x == nil:
		p.refuse(c, "The line begins or ends at %q, which is no shape: draw it onto a container or a shape in one.", clip(id))
	case x.zone && x.key == "", x.holder != nil && !x.zone && x.holder.key == "":
		p.refuse(c, "The container at its %s was refused.", which)
	case x.zone:
		return x.key, true
	case x.holder != nil:
		return x.holder.key, true
	case x.key != "" && p.zoneOfAsset(x.key) != "": // drawn alone, known to the site
		return p.zoneOfAsset(x.key), true
	case x.label == "" && x.marks["key"] == "":
		p.refuse(c, "The shape at its %s was refused.", which)
	default:
		p.refuse(c, "The shape %q at its %s lies in no zone, so the line leads to none.", clip(joined(x.label)), which)
	}
	return "", false
}

func (p *proposer) zoneOfAsset(key string) string {
	for _, a := range p.asset.list {
		if a.Key == key {
			return a.Zone
		}
	}
	return ""
}

// between is the conduit that the site has between two zones, the first that
// the page does not draw yet.
func (p *proposer) between(from, to string) (int, bool) {
	found := -1
	for i, c := range p.conduit.list[:len(p.original.Conduits)] {
		if pair(c.From, c.To) != pair(from, to) {
			continue
		}
		if p.drawnBy["conduit "+strings.ToLower(c.Key)] == nil {
			return i, true
		}
		found = i
	}
	return max(0, found), found >= 0
}

// pair is two zones in one order.
func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }
