package risk

import (
	"cmp"
	"slices"

	"ringwall/internal/plant"
)

// InForce is the criteria that were signed last, nil when none are signed.
func InForce(all []Criteria) *Criteria {
	var last *Criteria
	for i := range all {
		c := &all[i]
		if c.Signed != nil && (last == nil || newer(c, last) > 0) {
			last = c
		}
	}
	return last
}

// newer orders criteria by signature; ids are given out in order of time.
func newer(a, b *Criteria) int {
	if a.Signed != nil && b.Signed != nil {
		if d := a.Signed.At.Compare(b.Signed.At); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(a.ID, b.ID), plant.CompareKeys(a.Key, b.Key))
}

// NewestDraft is the draft that was begun last, nil when there is none.
func NewestDraft(all []Criteria) *Criteria {
	var last *Criteria
	for i := range all {
		if c := &all[i]; c.Signed == nil && (last == nil || newer(c, last) > 0) {
			last = c
		}
	}
	return last
}

// Rank is the index of a band, from the lowest; −1 when there is no such band.
func (c Criteria) Rank(id BandID) int {
	return slices.IndexFunc(c.Bands, func(b Band) bool { return b.ID == id })
}

// Band is the band of an id.
func (c Criteria) Band(id BandID) (Band, bool) {
	if i := c.Rank(id); i >= 0 {
		return c.Bands[i], true
	}
	return Band{}, false
}
