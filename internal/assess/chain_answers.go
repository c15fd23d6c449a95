package assess

import (
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// sheet is what is answered for one product or one asset.
type sheet struct {
	answers  []*Verdict // by requirement
	count    int
	answered bitset
	// holds is what counts; native what holds without a countermeasure.
	holds, native bitset
}

// settle works out what counts on a day.
func (s *sheet) settle(today plant.Date) {
	s.count = 0
	for r, v := range s.answers {
		s.answered.unset(r)
		s.holds.unset(r)
		s.native.unset(r)
		if v == nil {
			continue
		}
		s.count++
		s.answered.set(r)
		if e := ownAnswer(v, today); e.Holds {
			s.holds.set(r)
			if e.CountsAs != Compensated {
				s.native.set(r)
			}
		}
	}
}

func newSheet(size int) *sheet {
	return &sheet{make([]*Verdict, size), 0, newBits(size), newBits(size), newBits(size)}
}

func (s *sheet) copied() *sheet {
	return &sheet{
		slices.Clone(s.answers), s.count,
		slices.Clone(s.answered), slices.Clone(s.holds), slices.Clone(s.native),
	}
}

// enter writes an answer down; false says that the set does not have the
// requirement, or that the answer is not about a component. While the chain is
// laid out nobody shares a sheet, and it is written to in place.
func (c *Chain) enter(v *Verdict, laying bool) (place, bool) {
	r, known := c.index[v.Requirement]
	if !known || v.Set != c.set.ID || v.Subject.Kind != OfProduct && v.Subject.Kind != OfAsset {
		return place{}, false
	}
	s := c.sheets[v.Subject]
	switch {
	case s == nil:
		s = newSheet(c.size())
	case !laying:
		s = s.copied()
	}
	c.sheets[v.Subject] = s
	if old := s.answers[r]; old != nil && old.ID != "" {
		delete(c.places, old.ID)
	}
	s.answers[r] = v
	at := place{v.Subject, r}
	if v.ID != "" {
		c.places[v.ID] = at
	}
	return at, true
}

// effect is what a change of the chain reaches: zones and conduits, and in them
// the system requirements; none stands for all.
type effect struct {
	subjects     []Subject
	requirements []catalog.RequirementID
	all          bool
}

// PutClaim adds the claim of a product or replaces it.
func (c *Chain) PutClaim(v Claim) { c.put(&v.Verdict) }

// DropClaim removes a claim: the requirement is unanswered again.
func (c *Chain) DropClaim(id VerdictID) { c.drop(id) }

// PutVerdict adds the verdict of an installed asset or replaces it.
func (c *Chain) PutVerdict(v Verdict) { c.put(&v) }

// DropVerdict removes the verdict of an asset: its product's claim counts again.
func (c *Chain) DropVerdict(id VerdictID) { c.drop(id) }

// put and drop change one answer and bring up to date what rests on it.
func (c *Chain) put(v *Verdict) effect {
	out := effect{}
	if old, known := c.places[v.ID]; known && !(old.subject == v.Subject && c.set.Requirements[old.requirement].ID == v.Requirement) {
		out = c.drop(v.ID) // it was about something else before
	}
	at, ok := c.enter(v, false)
	if !ok {
		return out.and(c.drop(v.ID))
	}
	return out.and(c.changed(at))
}

func (c *Chain) drop(id VerdictID) effect {
	at, known := c.places[id]
	if !known || id == "" {
		return effect{}
	}
	delete(c.places, id)
	s := c.sheets[at.subject].copied()
	s.answers[at.requirement] = nil
	c.sheets[at.subject] = s
	return c.changed(at)
}

// changed brings up to date what rests on one answer.
func (c *Chain) changed(at place) effect {
	s := c.sheets[at.subject]
	first := s.count == 0
	s.settle(c.today)
	out := effect{requirements: c.set.Requirements[at.requirement].Derives}
	if first != (s.count == 0) && at.subject.Kind == OfProduct {
		out = effect{all: true} // a product with its first claim is known of all at once
	}
	var touched []plant.AssetID
	if at.subject.Kind == OfAsset {
		touched = append(touched, plant.AssetID(at.subject.ID))
	} else {
		for id, in := range c.components {
			if in.Product == at.subject.ID {
				touched = append(touched, id)
			}
		}
	}
	for _, id := range touched {
		if in := c.components[id]; in != nil {
			c.components[id] = c.install(in.Component)
		}
	}
	out.subjects = c.groupsOf(touched)
	c.recount(out)
	return out
}

func (e effect) and(other effect) effect {
	e.all = e.all || other.all
	for _, s := range other.subjects {
		if !slices.Contains(e.subjects, s) {
			e.subjects = append(e.subjects, s)
		}
	}
	e.requirements = append(slices.Clip(e.requirements), other.requirements...)
	return e
}

// PutAsset adds an asset or replaces it.
func (c *Chain) PutAsset(x Component) { c.putAsset(x) }

// DropAsset removes an asset. Its verdicts stay, and count again when it comes back.
func (c *Chain) DropAsset(id plant.AssetID) { c.dropAsset(id) }

func (c *Chain) putAsset(x Component) effect {
	old := c.components[x.Asset]
	c.components[x.Asset] = c.install(x)
	if old == nil || old.Zone != x.Zone || old.Key != x.Key || old.Retired != x.Retired {
		if old != nil {
			c.leave(old)
		}
		c.join(c.components[x.Asset])
	}
	out := effect{subjects: c.groupsOf([]plant.AssetID{x.Asset}), all: true}
	if old != nil && old.Zone != x.Zone && old.Zone != "" {
		out = out.and(effect{subjects: []Subject{{OfZone, string(old.Zone)}}})
	}
	c.recount(out)
	return out
}

func (c *Chain) dropAsset(id plant.AssetID) effect {
	old := c.components[id]
	if old == nil {
		return effect{}
	}
	out := effect{subjects: c.groupsOf([]plant.AssetID{id}), all: true}
	c.leave(old)
	delete(c.components, id)
	c.recount(out)
	return out
}

// PutProduct adds a product or replaces it.
func (c *Chain) PutProduct(p Product) { c.putProduct(p) }

// DropProduct removes a product: its assets stand without claims.
func (c *Chain) DropProduct(id string) { c.dropProduct(id) }

func (c *Chain) putProduct(p Product) effect {
	c.products[p.ID] = &product{p, c.asks(p.Types)}
	return c.reinstall(p.ID)
}

func (c *Chain) dropProduct(id string) effect {
	if c.products[id] == nil {
		return effect{}
	}
	delete(c.products, id)
	return c.reinstall(id)
}

func (c *Chain) reinstall(product string) effect {
	var touched []plant.AssetID
	for id, in := range c.components {
		if in.Product == product {
			touched = append(touched, id)
			c.components[id] = c.install(in.Component)
		}
	}
	out := effect{subjects: c.groupsOf(touched), all: true}
	c.recount(out)
	return out
}

// PutDevices names the assets that form a conduit; none takes them away.
func (c *Chain) PutDevices(id plant.ConduitID, assets []plant.AssetID) { c.putDevices(id, assets) }

func (c *Chain) putDevices(id plant.ConduitID, assets []plant.AssetID) effect {
	if slices.Equal(c.devices[id], assets) {
		return effect{}
	}
	s := Subject{OfConduit, string(id)}
	if len(assets) == 0 {
		delete(c.devices, id)
		delete(c.groups, s)
		return effect{subjects: []Subject{s}, all: true}
	}
	c.devices[id] = slices.Clone(assets)
	c.groups[s] = &group{assets: c.devices[id]}
	out := effect{subjects: []Subject{s}, all: true}
	c.recount(out)
	return out
}

// SetToday moves to another day, on which other countermeasures have expired
// and other assets are retired.
func (c *Chain) SetToday(today plant.Date) {
	if c.today == today {
		return
	}
	c.today = today
	for s, old := range c.sheets {
		sheet := old.copied()
		sheet.settle(today)
		c.sheets[s] = sheet
	}
	for id, in := range c.components {
		c.components[id] = c.install(in.Component)
	}
	c.regroup()
}
