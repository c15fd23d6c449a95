package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// ComponentBrief is an installed asset in a line of a list.
type ComponentBrief struct {
	Component
	// Asked are the types that it is asked by: those of its product, or its own.
	Asked []catalog.ComponentType
	// Capable is SL-C with the asset's own answers before the claims of its product.
	Capable sl.Vector
	// Conditional says that what holds at every level is not shown.
	Conditional bool
	// Claimed says that its product has claims, Own how many answers the asset has itself.
	Claimed bool
	Own     int
	// Requirements is how many requirements it is asked, Holding how many of them hold.
	Requirements, Holding int
}

// Briefs lists the installed components that are wanted, by key.
func (c *Chain) Briefs(wanted func(Component) bool) []ComponentBrief {
	out := []ComponentBrief{}
	for _, x := range c.components {
		if c.present(x) && wanted(x.Component) {
			out = append(out, c.brief(x))
		}
	}
	slices.SortFunc(out, func(a, b ComponentBrief) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Asset, b.Asset)) })
	return out
}

func (c *Chain) brief(x *installed) ComponentBrief {
	b := ComponentBrief{Component: x.Component, Asked: x.types, Capable: sl.Uniform(sl.Highest), Claimed: x.claimed}
	if c.products[x.Product] == nil {
		b.Product = ""
	}
	if own := c.sheets[Subject{OfAsset, string(x.Asset)}]; own != nil {
		b.Own = own.count
	}
	for _, fr := range sl.FRs {
		for _, r := range c.rows[fr] {
			if !x.asked.has(r) {
				continue
			}
			b.Requirements++
			if x.holds.has(r) {
				b.Holding++
			} else {
				b.Capable[fr] = min(b.Capable[fr], c.set.Requirements[r].From-1)
			}
		}
	}
	for _, r := range c.constraints {
		if !x.asked.has(r) {
			continue
		}
		b.Requirements++
		if x.holds.has(r) {
			b.Holding++
		} else {
			b.Conditional = true
		}
	}
	return b
}

// Components lists the installed components that are wanted, by key.
func (e *Engine) Components(wanted func(Component) bool) []ComponentBrief {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.board.chain.Briefs(wanted)
}

// Reason says in one sentence what the level rests on.
func (b ComponentBrief) Reason() string {
	rest := "."
	if b.Own > 0 {
		rest = ", and " + many(b.Own, "answer") + " of its own."
	}
	held := fmt.Sprintf("%d of %s hold", b.Holding, many(b.Requirements, "requirement"))
	switch {
	case b.Product == "":
		return held + ": no product of the library matches" + rest
	case !b.Claimed:
		return held + ": its product has no claims" + rest
	case b.Conditional:
		return held + " by the claims of its product" + strings.TrimSuffix(rest, ".") + "; the levels are conditional, because what holds at every level is not shown."
	}
	return held + " by the claims of its product" + rest
}
