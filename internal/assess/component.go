package assess

import (
	"fmt"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// ComponentPosture is what a product, or an asset where it is installed, is
// capable of: SL-C per foundational requirement, with the reason for each level
// and what the next one lacks.
type ComponentPosture struct {
	Subject Subject                 `json:"subject"`
	Key     string                  `json:"key"`
	Name    string                  `json:"name"`
	Set     catalog.SetID           `json:"set"`
	Product string                  `json:"product,omitempty"` // of an asset: the product that it is
	Types   []catalog.ComponentType `json:"types"`
	Capable sl.Vector               `json:"capable"` // SL-C
	// Target is the level that its supplier works towards, for all seven.
	Target *sl.Vector   `json:"target"`
	FRs    [7]FRPosture `json:"frs"` // SL-C stands in both achieved and capable
	// Constraints are the requirements without a level, which hold at every one.
	Constraints []ComponentAnswer `json:"constraints"`
	// Conditional says why the levels are conditional; empty when nothing is
	// missing from the constraints.
	Conditional string `json:"conditional,omitempty"`
	// Note says why nothing is answered; empty otherwise.
	Note   string `json:"note,omitempty"`
	Counts Tally  `json:"counts"` // of what its types are asked, constraints included
	// Answers are the levelled requirements that its types are asked.
	Answers []ComponentAnswer `json:"answers"`
}

// ComponentAnswer is one requirement as it stands for a component.
type ComponentAnswer struct {
	Answer
	// Own says that the installed asset has an answer of its own, which stands
	// before the claim of its product.
	Own bool `json:"own,omitempty"`
	// Claim is what its product claims, where the asset answers for itself.
	Claim *Verdict `json:"claim,omitempty"`
}

// Whys of a component whose requirement nobody has answered.
const (
	whyNoProduct = "unanswered: no product of the library matches"
	whyNoClaims  = "unanswered: its product has no claims"
)

// Capability is the posture of a product by its claims. Of a product that is
// not known it is that of a component of no type, without an answer.
func (c *Chain) Capability(id string) ComponentPosture {
	p := ComponentPosture{Subject: Subject{OfProduct, id}}
	asked := c.asked[""]
	aim := sl.Level(0)
	if known := c.products[id]; known != nil {
		p.Key, p.Name, p.Types, asked, aim = known.Key, known.Name, known.Types, known.asked, known.Aim
	}
	claims := c.sheets[p.Subject]
	if claims == nil || claims.count == 0 {
		p.Note = "Nothing is claimed of this product yet."
	}
	c.assemble(&p, asked, aim, func(r int) ComponentAnswer {
		var v *Verdict
		if claims != nil {
			v = claims.answers[r]
		}
		return ComponentAnswer{Answer: Answer{Verdict: copied(v), Effective: ownAnswer(v, c.today)}}
	})
	return p
}

// Asset is the posture of an asset where it is installed: the claims of its
// product, with its own answers before them. It is false for an asset that the
// chain does not have.
func (c *Chain) Asset(id plant.AssetID) (ComponentPosture, bool) {
	x := c.components[id]
	if x == nil {
		return ComponentPosture{}, false
	}
	p := ComponentPosture{
		Subject: Subject{OfAsset, string(id)}, Key: x.Key, Name: x.Name, Product: x.Product, Types: x.types,
	}
	aim := sl.Level(0)
	if known := c.products[x.Product]; known != nil {
		aim = known.Aim
	}
	switch {
	case c.products[x.Product] == nil:
		p.Note = "No product of the library matches this asset, so no claim speaks for it."
	case !x.claimed:
		p.Note = "Its product has no claims, so only its own answers count."
	}
	c.assemble(&p, x.asked, aim, func(r int) ComponentAnswer {
		own, claim := c.answersOf(x, r)
		a := ComponentAnswer{Answer: Answer{Effective: c.effective(x, r)}, Own: own != nil}
		if own != nil {
			a.Verdict, a.Claim = copied(own), copied(claim)
		} else {
			a.Verdict = copied(claim)
		}
		return a
	})
	return p, true
}

// answersOf are what an asset answers for itself and what its product claims.
func (c *Chain) answersOf(x *installed, r int) (own, claim *Verdict) {
	if s := c.sheets[Subject{OfAsset, string(x.Asset)}]; s != nil {
		own = s.answers[r]
	}
	if s := c.sheets[Subject{OfProduct, x.Product}]; s != nil && c.products[x.Product] != nil {
		claim = s.answers[r]
	}
	return own, claim
}

// effective is what a requirement amounts to for an installed asset.
func (c *Chain) effective(x *installed, r int) Effective {
	own, claim := c.answersOf(x, r)
	if own != nil {
		return ownAnswer(own, c.today)
	}
	e := ownAnswer(claim, c.today)
	switch {
	case claim != nil:
	case c.products[x.Product] == nil:
		e.Why = whyNoProduct
	case !x.claimed:
		e.Why = whyNoClaims
	}
	return e
}

// assemble computes the posture out of the answers.
func (c *Chain) assemble(p *ComponentPosture, asked bitset, aim sl.Level, answer func(r int) ComponentAnswer) {
	p.Answers, p.Constraints = []ComponentAnswer{}, []ComponentAnswer{}
	if p.Types == nil {
		p.Types = []catalog.ComponentType{}
	}
	if c.set == nil {
		return
	}
	p.Set = c.set.ID
	if aim > 0 {
		target := sl.Uniform(aim)
		p.Target = &target
	}
	effective := make([]Effective, c.size())
	var open []Stop
	for r := range c.set.Requirements {
		if asked == nil || !asked.has(r) {
			continue
		}
		q := &c.set.Requirements[r]
		a := answer(r)
		a.Requirement, effective[r] = *q, a.Effective
		p.Counts.add(&a.Effective)
		if q.From > 0 {
			a.Asked = q.From <= aim
			p.Answers = append(p.Answers, a)
			continue
		}
		a.Asked = true
		p.Constraints = append(p.Constraints, a)
		if !a.Effective.Holds {
			open = append(open, Stop{Requirement: q.ID, Title: q.Title, State: a.Effective.State, Why: a.Effective.Why})
		}
	}
	for _, fr := range sl.FRs {
		p.FRs[fr] = c.foundation(fr, asked, effective, p.Target)
		p.Capable[fr] = p.FRs[fr].Achieved
	}
	if len(open) > 0 {
		p.Conditional = "The levels are conditional, because what holds at every level is not shown: " + stopped(open) + "."
	}
}

// foundation is one foundational requirement of a component. One that asks
// nothing of the component's types stops no level.
func (c *Chain) foundation(fr sl.FR, asked bitset, effective []Effective, target *sl.Vector) FRPosture {
	var rows []int
	for _, r := range c.rows[fr] {
		if asked != nil && asked.has(r) {
			rows = append(rows, r)
		}
	}
	f := foundation(c.set, fr, rows, effective, target)
	if len(rows) == 0 {
		f.Reason = fmt.Sprintf("%s asks nothing of a component of these types, so it stops no level.", f.ID)
	}
	level := f.Achieved
	f.Capable, f.CapableReason = &level, f.Reason
	return f
}

func copied(v *Verdict) *Verdict {
	if v == nil {
		return nil
	}
	c := *v
	return &c
}
