package assess

import (
	"maps"
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Component is an asset as IEC 62443-4-2 sees it: of one or more types, and of a
// product whose claims hold for it.
type Component struct {
	Asset plant.AssetID
	Key   string
	Name  string
	Zone  plant.ZoneID
	// Types are those of the asset; those of its product come before them.
	Types []catalog.ComponentType
	// Product is the id of the product that the asset is; empty when none is known.
	Product string
	// Retired is the day from which the asset carries nothing any more.
	Retired plant.Date
}

// Product is what has to be known of a product to make its claims a level.
type Product struct {
	ID    string
	Key   string
	Name  string
	Types []catalog.ComponentType
	// Aim is the level that its supplier works towards; 0 is none.
	Aim sl.Level
}

// ComponentInput is all that the levels of components depend on.
type ComponentInput struct {
	Set        *catalog.Set // IEC 62443-4-2
	Products   []Product
	Components []Component
	// Devices are the assets that form a conduit: firewalls, diodes, gateways.
	Devices  map[plant.ConduitID][]plant.AssetID
	Claims   []Claim   // of products
	Verdicts []Verdict // of assets
	Today    plant.Date
}

// Chain carries what is claimed of products, and seen on installed assets, up
// to the system requirements of the zones and conduits that they form. A change
// computes again only the zones and conduits that it touches. Everything that a
// chain holds is replaced and never written to, so that a copy is cheap.
type Chain struct {
	set         *catalog.Set
	today       plant.Date
	index       map[catalog.RequirementID]int
	rows        [7][]int // levelled requirements of each FR
	constraints []int    // those that hold at every level
	// serves are the system requirements that components serve, by their place in
	// derivations.
	serves      map[catalog.RequirementID]int
	derivations []derivation

	asked      map[string]bitset // by types, see typesKey
	products   map[string]*product
	components map[plant.AssetID]*installed
	devices    map[plant.ConduitID][]plant.AssetID
	sheets     map[Subject]*sheet
	places     map[VerdictID]place
	groups     map[Subject]*group
}

// derivation is one system requirement with the component requirements that
// derive from it.
type derivation struct {
	requirement catalog.RequirementID
	from        bitset
	ids         []catalog.RequirementID // the same by name
}

// product is a product on the chain.
type product struct {
	Product
	asked bitset
}

// installed is an asset on the chain, with what holds for it.
type installed struct {
	Component
	types []catalog.ComponentType // its product's, or its own
	asked bitset
	// holds is what counts, claims and own answers together; native what the
	// product's claims alone hold without a countermeasure.
	holds, native bitset
	claimed       bool // its product has claims
}

// NewChain lays components, products and their answers out.
func NewChain(in ComponentInput) *Chain {
	c := &Chain{
		set: in.Set, today: in.Today,
		index:      map[catalog.RequirementID]int{},
		serves:     map[catalog.RequirementID]int{},
		asked:      map[string]bitset{},
		products:   make(map[string]*product, len(in.Products)),
		components: make(map[plant.AssetID]*installed, len(in.Components)),
		devices:    maps.Clone(in.Devices),
		sheets:     map[Subject]*sheet{},
		places:     make(map[VerdictID]place, len(in.Claims)+len(in.Verdicts)),
		groups:     map[Subject]*group{},
	}
	if c.devices == nil {
		c.devices = map[plant.ConduitID][]plant.AssetID{}
	}
	c.learn()
	c.asks(nil)
	for _, p := range in.Products {
		c.products[p.ID] = &product{p, c.asks(p.Types)}
	}
	for i := range in.Claims {
		v := in.Claims[i].Verdict
		c.enter(&v, true)
	}
	verdicts := slices.Clone(in.Verdicts) // the caller may change its own
	for i := range verdicts {
		c.enter(&verdicts[i], true)
	}
	for _, s := range c.sheets {
		s.settle(c.today)
	}
	for _, x := range in.Components {
		c.components[x.Asset] = c.install(x)
	}
	c.regroup()
	return c
}

// learn takes the set apart: which requirements have levels, and which serve
// which system requirement.
func (c *Chain) learn() {
	if c.set == nil {
		return
	}
	for i := range c.set.Requirements {
		q := &c.set.Requirements[i]
		c.index[q.ID] = i
		if q.FR == sl.None || q.From == 0 {
			c.constraints = append(c.constraints, i)
		} else {
			c.rows[q.FR] = append(c.rows[q.FR], i)
		}
		for _, sr := range q.Derives {
			at, known := c.serves[sr]
			if !known {
				at = len(c.derivations)
				c.serves[sr] = at
				c.derivations = append(c.derivations, derivation{requirement: sr, from: newBits(c.size())})
			}
			c.derivations[at].from.set(i)
			c.derivations[at].ids = append(c.derivations[at].ids, q.ID)
		}
	}
}

// asks is what the set asks of a component of the types.
func (c *Chain) asks(types []catalog.ComponentType) bitset {
	key := typesKey(types)
	if asked, known := c.asked[key]; known {
		return asked
	}
	asked := newBits(c.size())
	if c.set != nil {
		for _, q := range c.set.For(types) {
			asked.set(c.index[q.ID])
		}
	}
	// A chain may be shared with a fork, so a new combination makes a new map.
	c.asked = maps.Clone(c.asked)
	c.asked[key] = asked
	return asked
}

func (c *Chain) size() int {
	if c.set == nil {
		return 0
	}
	return len(c.set.Requirements)
}

func typesKey(types []catalog.ComponentType) string {
	words := make([]string, len(types))
	for i, t := range types {
		words[i] = string(t)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// install makes an asset a part of the chain.
func (c *Chain) install(x Component) *installed {
	types := x.Types
	p := c.products[x.Product]
	if p != nil && len(p.Types) > 0 {
		types = p.Types
	}
	in := &installed{Component: x, types: types, asked: c.asks(types)}
	var claims *sheet
	if p != nil {
		claims = c.sheets[Subject{OfProduct, x.Product}]
	}
	if claims != nil {
		in.holds, in.native, in.claimed = claims.holds, claims.native, claims.count > 0
	} else {
		in.holds = newBits(c.size())
		in.native = in.holds
	}
	if own := c.sheets[Subject{OfAsset, string(x.Asset)}]; own != nil && own.count > 0 {
		in.holds = in.holds.overlaid(own.answered, own.holds)
	}
	return in
}

// clone is a chain of its own that starts from this one.
func (c *Chain) clone() *Chain {
	d := *c
	d.products, d.components, d.devices = maps.Clone(c.products), maps.Clone(c.components), maps.Clone(c.devices)
	d.sheets, d.places, d.groups = maps.Clone(c.sheets), maps.Clone(c.places), maps.Clone(c.groups)
	return &d
}
