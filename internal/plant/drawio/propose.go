package drawio

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Proposal is what a page says of a site.
type Proposal struct {
	Page string // its name
	// Wanted is the site as it would be: all that it has, with what the page
	// says laid over.
	Wanted plant.Document
	// Drawn names the records that the page shows: "zone Z-01".
	Drawn    map[string]bool
	Refusals []Refusal
}

// Refusal is a shape or line that became no record.
type Refusal struct {
	Cell   string `json:"cell"`  // its id in the file, or its row
	Label  string `json:"label"` // what it says
	Reason string `json:"reason"`
}

// Propose reads one page, named by id or name ("" is the first with shapes),
// as changes of a site. Records are known by their key, or by their name.
func (d Drawing) Propose(ctx context.Context, site plant.Document, wanted string) (Proposal, error) {
	page, err := d.page(wanted)
	if err != nil {
		return Proposal{}, err
	}
	s, err := layOut(ctx, page, d.budget)
	if err != nil {
		return Proposal{}, err
	}
	p := newProposer(s, site)
	p.out.Page = page.Name
	p.zones()
	p.assets()
	p.conduits()
	if err := p.check(ctx); err != nil {
		return Proposal{}, err
	}
	return p.out, nil
}

// proposer turns shapes into records, those of the site at hand.
type proposer struct {
	*sheetOf
	out      Proposal
	zone     *known[plant.DocZone]
	asset    *known[plant.DocAsset]
	conduit  *known[plant.DocConduit]
	drawnBy  map[string]*cell     // "zone Z-01"
	joins    map[[2]string]string // the conduit that the page draws between two zones
	original plant.Document
}

func newProposer(s *sheetOf, site plant.Document) *proposer {
	p := &proposer{
		sheetOf: s, original: site, drawnBy: map[string]*cell{}, joins: map[[2]string]string{},
		out:     Proposal{Wanted: site, Drawn: map[string]bool{}, Refusals: []Refusal{}},
		zone:    knownOf(site.Zones, func(z plant.DocZone) (string, string) { return z.Key, z.Name }),
		asset:   knownOf(site.Assets, func(a plant.DocAsset) (string, string) { return a.Key, a.Name }),
		conduit: knownOf(site.Conduits, func(c plant.DocConduit) (string, string) { return c.Key, c.Name }),
	}
	return p
}

func (p *proposer) refuse(c *cell, format string, args ...any) {
	label := c.plain()
	if label == "" {
		label = c.marks["key"]
	}
	p.out.Refusals = append(p.out.Refusals, Refusal{Cell: clip(c.id), Label: clip(joined(label)), Reason: fmt.Sprintf(format, args...)})
}

// known are the records of one kind, by folded key and name, with those that
// the page adds.
type known[T any] struct {
	list   []T
	byKey  map[string]int
	byName map[string]int // -1 where several have it
	taken  map[string]bool
}

func knownOf[T any](list []T, words func(T) (key, name string)) *known[T] {
	k := &known[T]{list: slices.Clone(list), byKey: map[string]int{}, byName: map[string]int{}, taken: map[string]bool{}}
	for i, r := range list {
		key, name := words(r)
		k.byKey[strings.ToLower(key)] = i
		k.taken[strings.ToLower(key)] = true
		name = strings.ToLower(joined(name))
		if _, twice := k.byName[name]; twice || name == "" {
			k.byName[name] = -1
		} else {
			k.byName[name] = i
		}
	}
	return k
}

// find is the place of a record in the list by its key or, failing that, by
// its name.
func (k *known[T]) find(words ...string) (int, bool) {
	for _, w := range words {
		if i, is := k.byKey[strings.ToLower(w)]; is && w != "" {
			return i, true
		}
	}
	for _, w := range words {
		if i, is := k.byName[strings.ToLower(joined(w))]; is && i >= 0 && w != "" {
			return i, true
		}
	}
	return 0, false
}

// free is the next key of a prefix that nobody has.
func (k *known[T]) free(prefix string) string {
	for n := 1; ; n++ {
		if key := fmt.Sprintf("%s-%02d", prefix, n); !k.taken[strings.ToLower(key)] {
			k.taken[strings.ToLower(key)] = true
			return key
		}
	}
}

// reserve keeps the keys that shapes name from being given out.
func (k *known[T]) reserve(c *cell, label string) {
	key, _ := split(label)
	k.taken[strings.ToLower(cmp.Or(c.marks["key"], key))] = true
}

// put lays a record over the one of the site, or adds it.
func (k *known[T]) put(i int, there bool, r T) {
	if there {
		k.list[i] = r
	} else {
		k.list = append(k.list, r)
	}
}

// claim refuses a second shape for one record.
func (p *proposer) claim(kind, key string, c *cell) bool {
	name := kind + " " + strings.ToLower(key)
	if first := p.drawnBy[name]; first != nil {
		p.refuse(c, "Another shape is %s %s too: give each a key of its own, or remove one.", kind, key)
		return false
	}
	p.drawnBy[name] = c
	p.out.Drawn[kind+" "+key] = true
	return true
}

// zones are the containers, outer before inner.
func (p *proposer) zones() {
	for _, x := range p.shapes {
		p.promote(x)
		if x.zone {
			p.zone.reserve(x.cell, x.label)
		}
	}
	done := map[*shape]bool{}
	var add func(x *shape)
	add = func(x *shape) {
		if done[x] {
			return
		}
		done[x] = true
		if x.holder != nil {
			add(x.holder)
		}
		p.addZone(x)
	}
	for _, x := range p.shapes {
		if x.zone {
			add(x)
		}
	}
	for _, x := range p.shapes { // the parents stand once all have their keys
		if x.zone && x.key != "" {
			p.settle(x)
		}
	}
}

// promote makes a zone of a shape that holds nothing, where its words or its
// look say that it is one.
func (p *proposer) promote(x *shape) {
	if x.zone || x.marks["kind"] != "" || x.holder != nil {
		return
	}
	key, name := split(x.label)
	if _, asset := p.asset.find(key, x.label); asset {
		return
	}
	_, there := p.zone.find(key, x.label, name)
	x.zone = there && x.label != "" || x.style.cloud() && x.label != "" || zoneNamed.MatchString(x.label)
}

func (p *proposer) addZone(x *shape) {
	if x.label == "" && x.marks["key"] == "" {
		p.refuse(x.cell, "The container has no text: write its key or name on it.")
		return
	}
	key, name := split(x.label)
	i, there := p.zone.find(x.marks["key"], key, joined(x.label), name)
	var z plant.DocZone
	if there {
		z = p.zone.list[i]
	} else {
		z = plant.DocZone{Kind: kindOf(x.label), Purdue: purdueOf(x.label), Name: cmp.Or(name, key)}
		z.Safety = z.Kind == plant.ZoneSafety
		z.External = x.style.cloud()
		if z.External && z.Kind == plant.ZoneOther {
			z.Kind = plant.ZoneRemote
		}
		z.Key = cmp.Or(x.marks["key"], key)
		if z.Key == "" {
			z.Key = p.zone.free("Z")
		}
	}
	if !p.claim("zone", z.Key, x.cell) {
		return
	}
	x.key = z.Key
	recall(zoneMarks, &z, x.marks)
	if x.marks["key"] == "" {
		if name != "" && key != "" {
			z.Name = name
		}
	} else if name, new := renamed(x.cell, x.label, zoneLabel(x.marks["key"], x.marks["name"])); new && name != "" {
		z.Name = name
	}
	p.zone.put(i, there, z)
}

// settle gives a zone its parent and its place.
func (p *proposer) settle(x *shape) {
	i := slices.IndexFunc(p.zone.list, func(z plant.DocZone) bool { return z.Key == x.key })
	z := &p.zone.list[i]
	switch {
	case x.holder != nil:
		z.Parent = x.holder.key
	case p.out.Drawn["zone "+z.Parent]:
		z.Parent = ""
	}
	if p.table || x.at.W <= 0 || x.at.H <= 0 {
		return
	}
	if was, laid := x.marks["laid"]; laid && near(placeOf(was), x.at) {
		return // nobody has put it there
	}
	if z.Place == nil || !near(*z.Place, x.at) {
		at := plant.Place{X: fine(x.at.X), Y: fine(x.at.Y), W: fine(x.at.W), H: fine(x.at.H)}
		z.Place = &at
	}
}

// near leaves out what adding up the corners of containers rounds off.
func near(a, b plant.Place) bool {
	const off = .01
	return math.Abs(a.X-b.X) < off && math.Abs(a.Y-b.Y) < off && math.Abs(a.W-b.W) < off && math.Abs(a.H-b.H) < off
}

// fine rounds a measure to a hundredth.
func fine(v float64) float64 { return math.Round(v*100) / 100 }

// assets are the shapes that are no containers.
func (p *proposer) assets() {
	for _, x := range p.shapes {
		if !x.zone {
			p.addAsset(x)
		}
	}
}

func (p *proposer) addAsset(x *shape) {
	if x.label == "" && x.marks["key"] == "" {
		p.refuse(x.cell, "The shape has no text: write the key of the asset on it.")
		return
	}
	key, name := split(x.label)
	first, rest, _ := strings.Cut(x.label, "\n")
	i, there := p.asset.find(x.marks["key"], key, first, joined(x.label), name)
	var a plant.DocAsset
	if there {
		a = p.asset.list[i]
	} else if x.style.has(named) {
		p.refuse(x.cell, "Lines name it, but it has no row of its own and is no zone or asset of the site.")
		return
	} else {
		a.Role = roleOf(x.label, x.style.look())
		a.Type = typeOf(a.Role)
		if a.Key = cmp.Or(x.marks["key"], key); a.Key == "" {
			a.Key, name = first, joined(rest)
		}
		a.Name = name
		if x.holder == nil && !p.table && x.marks["kind"] != "asset" && key == "" && a.Role == "" {
			p.refuse(x.cell, "The shape lies in no container, so it may be a zone or an asset: draw a container around it, or write a key such as PLC-101 on it.")
			return
		}
	}
	if !p.claim("asset", a.Key, x.cell) {
		return
	}
	recall(assetMarks, &a, x.marks)
	if x.marks["key"] == "" {
		if key != "" && name != "" {
			a.Name = name
		}
	} else if name, new := renamed(x.cell, x.label, assetLabel(x.marks["key"], x.marks["name"])); new {
		a.Name = name
	}
	switch {
	case x.holder != nil && x.holder.key == "":
		p.unclaim("asset", a.Key)
		p.refuse(x.cell, "The container that it lies in was refused.")
		return
	case x.holder != nil:
		a.Zone = x.holder.key
	case p.out.Drawn["zone "+a.Zone] && !p.table:
		a.Zone = ""
	}
	x.key = a.Key
	p.asset.put(i, there, a)
}

func (p *proposer) unclaim(kind, key string) {
	delete(p.drawnBy, kind+" "+strings.ToLower(key))
	delete(p.out.Drawn, kind+" "+key)
}
