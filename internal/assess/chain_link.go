package assess

import (
	"maps"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// lay lays out the chain of a site.
func (b *board) lay(in Input) {
	parts := in.Components
	parts.Today = in.Today
	parts.Devices = maps.Clone(parts.Devices)
	if parts.Devices == nil {
		parts.Devices = map[plant.ConduitID][]plant.AssetID{}
	}
	for _, c := range in.Site.Conduits {
		if len(c.Devices) > 0 {
			parts.Devices[c.ID] = c.Devices
		}
	}
	if parts.Set != nil {
		for _, v := range in.Verdicts {
			if v.Subject.Kind == OfAsset {
				parts.Verdicts = append(parts.Verdicts, v)
			}
		}
	}
	b.chain = NewChain(parts)
}

// ownChain is the chain to be changed, which no fork reads.
func (b *board) ownChain() *Chain {
	if b.shared {
		b.chain, b.shared = b.chain.clone(), false
	}
	return b.chain
}

// link changes the chain and marks what rests on it: the capability of the
// zones and conduits that the change reaches, and the requirements that they
// answer by their components, with all that is inherited from there.
func (b *board) link(change func(*Chain) effect) {
	e := change(b.ownChain())
	for _, s := range e.subjects {
		sq := b.squares[s]
		if e.all {
			for r := range b.set.Requirements {
				b.rest(s, sq, r)
			}
			continue
		}
		for _, id := range e.requirements {
			if r, ok := b.set.Index(id); ok {
				b.rest(s, sq, r)
			}
		}
	}
}

// rest marks one requirement of a subject, whose components have changed.
func (b *board) rest(s Subject, sq *square, r int) {
	if sq != nil {
		sq.frs[b.set.Requirements[r].FR] = true
	}
	if v := b.verdict(s, r); v != nil && v.State == ByComponents {
		if b.stirred[r] == nil {
			b.stirred[r] = map[Subject]bool{}
		}
		b.stirred[r][s] = true
	}
}

// still resolves again what components have stirred up, there and with those
// that inherit it, as far as it was not resolved with its whole column.
func (b *board) still() {
	for r, hit := range b.stirred {
		if b.columns[r] {
			continue
		}
		for more := true; more; {
			more = false
			for heir, row := range b.answers {
				if v := row[r]; v != nil && v.State == Inherited && v.From != nil && hit[*v.From] && !hit[heir] {
					hit[heir], more = true, true
				}
			}
		}
		for s := range hit {
			if sq := b.squares[s]; sq != nil {
				b.settle(s, sq, r)
			}
		}
	}
	clear(b.stirred)
}

// capability is the vector over the levels of all seven; nil when some have none.
func capability(p *SubjectPosture) *sl.Vector {
	var v sl.Vector
	for _, fr := range sl.FRs {
		if p.FRs[fr].Capable == nil {
			return nil
		}
		v[fr] = *p.FRs[fr].Capable
	}
	return &v
}
