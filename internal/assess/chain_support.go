package assess

import (
	"fmt"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Support says how far the components of a zone, or the devices of a conduit,
// carry one system requirement: each of them is asked what IEC 62443-4-2
// derives from it for its types.
type Support struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Holds       bool                  `json:"holds"`
	Applicable  int                   `json:"applicable"` // components that are asked for it
	Holding     int                   `json:"holding"`    // of these, those that hold
	// Claimed are those that hold by the claims of their products alone, without
	// a countermeasure.
	Claimed int `json:"claimed"`
	// From are the component requirements that derive from it.
	From    []catalog.RequirementID `json:"from,omitempty"`
	Missing []Lack                  `json:"missing,omitempty"` // the first few
	Why     string                  `json:"why"`
}

// Lack is a component requirement that a component does not meet.
type Lack struct {
	Asset       plant.AssetID         `json:"asset"`
	Key         string                `json:"key"`
	Product     string                `json:"product,omitempty"` // that it is, where one is known
	Requirement catalog.RequirementID `json:"requirement"`
	Why         string                `json:"why"`
}

func (l Lack) String() string { return fmt.Sprintf("%s (%s %s)", l.Key, l.Requirement, l.Why) }

// mostLacks is how many components a support names that lack something.
const mostLacks = 3

// Support is how far the components of a zone carry a system requirement.
func (c *Chain) Support(zone plant.ZoneID, sr catalog.RequirementID) Support {
	return c.SupportOf(Subject{OfZone, string(zone)}, sr)
}

// SupportOf is the same for a zone, or for a conduit and its devices.
func (c *Chain) SupportOf(s Subject, sr catalog.RequirementID) Support {
	out := Support{Requirement: sr}
	noun := nounOf(s.Kind)
	d, served := c.serves[sr]
	g := c.groups[s]
	switch {
	case s.Kind != OfZone && s.Kind != OfConduit:
		out.Why = "not met by components: the site has none of its own, its zones have"
		return out
	case c.set == nil:
		out.Why = "not met by components: nothing is known of them"
		return out
	case !served:
		out.Why = fmt.Sprintf("not met by components: %s derives nothing from %s", c.set.Standard, sr)
		return out
	}
	out.From = c.derivations[d].ids
	if g == nil || len(g.assets) == 0 {
		out.Why = fmt.Sprintf("not met by components: no %s is named", noun)
		if s.Kind == OfZone {
			out.Why = "not met by components: the zone has none"
		}
		return out
	}
	t := g.tallies[d]
	out.Applicable, out.Holding, out.Claimed = int(t.applicable), int(t.holding), int(t.native)
	switch {
	case out.Applicable == 0:
		out.Why = fmt.Sprintf("not met by components: none of %s is of a type that is asked for it", many(len(g.assets), noun))
	case out.Holding == out.Applicable:
		out.Holds = true
		out.Why = "met by all " + many(out.Applicable, noun) + " that it applies to"
		if out.Applicable == 1 {
			out.Why = "met by the 1 " + noun + " that it applies to"
		}
	default:
		out.Missing = c.lacks(g, d)
		out.Why = lackWords(out.Missing, out.Applicable-out.Holding, out.Applicable, noun)
	}
	return out
}

// Behind are the answers by which the components of a zone, or the devices of a
// conduit, carry a system requirement or fail to: their own, and else the claims
// of their products.
func (c *Chain) Behind(s Subject, sr catalog.RequirementID) []*Verdict {
	d, served := c.serves[sr]
	g := c.groups[s]
	if !served || g == nil {
		return nil
	}
	var out []*Verdict
	for _, id := range g.assets {
		x := c.components[id]
		if x == nil {
			continue
		}
		for r := range c.set.Requirements {
			if !x.asked.has(r) || !c.derivations[d].from.has(r) {
				continue
			}
			v, claim := c.answersOf(x, r)
			if v == nil {
				v = claim
			}
			if v != nil {
				out = append(out, copied(v))
			}
		}
	}
	return out
}

func nounOf(k SubjectKind) string {
	if k == OfConduit {
		return "device"
	}
	return "component"
}

// lacks names the first components of a group that do not hold, each with the
// first requirement that it lacks.
func (c *Chain) lacks(g *group, d int) []Lack {
	lacks := make([]Lack, 0, mostLacks)
	from := c.derivations[d].from
	for _, id := range g.assets {
		x := c.components[id]
		if x == nil {
			continue
		}
		r := x.holds.lacking(x.asked, from)
		if r < 0 {
			continue
		}
		lack := Lack{Asset: id, Key: x.Key, Requirement: c.set.Requirements[r].ID, Why: c.effective(x, r).Why}
		if c.products[x.Product] != nil {
			lack.Product = x.Product
		}
		lacks = append(lacks, lack)
		if len(lacks) == mostLacks {
			break
		}
	}
	return lacks
}

// lackWords says who lacks what: "not met by 5 of 12 components: PLC-1 (CR 1.1
// not met), PLC-2 (CR 1.1 unanswered) and 3 more".
func lackWords(lacks []Lack, lacking, of int, noun string) string {
	words := make([]string, len(lacks))
	for i, l := range lacks {
		words[i] = l.String()
	}
	list := and(words)
	if more := lacking - len(lacks); more > 0 {
		list = fmt.Sprintf("%s and %d more", strings.Join(words, ", "), more)
	}
	return fmt.Sprintf("not met by %d of %s: %s", lacking, many(of, noun), list)
}
