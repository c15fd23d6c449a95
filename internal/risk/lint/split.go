package lint

import (
	"fmt"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// levelByConsequence is the SL that each level of consequence asks for by method A, where no criteria say
// otherwise: up to 2 SL 1, 3 and 4 SL 2, 5 SL 3.
var levelByConsequence = []int{1, 1, 2, 2, 3}

// mostSplit is how many assets may stand out of a zone before it is the zone
// that was rated too low, and not they that lie in the wrong place; of a larger
// zone it is a tenth of the members.
const mostSplit = 3

// consequence is the worst that the loss of an asset does, on the scale of the
// criteria, and where that comes from.
type consequence struct {
	level int
	why   string
}

// splitCandidates are assets that by themselves would ask for a higher security
// level than all others of their zone. A zone has common security requirements,
// so either they move out or the whole zone has to follow them.
func splitCandidates(m *linter, found report) {
	scale, levels := 5, levelByConsequence
	if c := m.res.Criteria; c != nil && len(c.Consequences) > 0 {
		scale = len(c.Consequences)
		if len(c.Targets.ByConsequence) == scale {
			levels = c.Targets.ByConsequence
		} else if scale != len(levels) {
			levels = nil // nothing says what a level of this scale asks for
		}
	}
	own := m.ownConsequences(scale)
	for id, members := range m.members {
		z := m.zones[id]
		if z == nil || levels == nil {
			continue
		}
		top, next := 0, 0
		var out []*plant.Asset
		for _, a := range members {
			switch c := own[a.ID].level; {
			case c > top:
				top, next, out = c, top, []*plant.Asset{a}
			case c == top && c > 0:
				out = append(out, a)
			case c > next:
				next = c
			}
		}
		if next == 0 || levels[top-1] <= levels[next-1] || len(out) > max(mostSplit, len(members)/10) || 2*len(out) >= len(members) {
			continue
		}
		for _, a := range out {
			found(string(a.ID), a.Key, "",
				fmt.Sprintf("The loss of asset %s is of consequence %d by %s, which asks for SL %d; the rest of zone %s is of %d at most and asks for SL %d.",
					a.Key, top, own[a.ID].why, levels[top-1], z.Key, next, levels[next-1]),
				"Split the zone and give the asset one of its own, or hold the whole zone to the higher level.")
		}
	}
}

// ownConsequences are those of each asset: its own criticality, the worst case
// of functions that name it, and the scenarios on these.
func (m *linter) ownConsequences(scale int) map[plant.AssetID]consequence {
	own := map[plant.AssetID]consequence{}
	raise := func(id plant.AssetID, level int, why string) {
		if level = min(level, scale); level > own[id].level {
			own[id] = consequence{level, why}
		}
	}
	for i := range m.Site.Assets {
		if a := &m.Site.Assets[i]; a.Criticality > 0 {
			raise(a.ID, (a.Criticality*scale+4)/5, "its criticality") // rounded up, to the worse
		}
	}
	assetsOf := map[risk.ID][]plant.AssetID{}
	for i := range m.Register.Functions {
		f := &m.Register.Functions[i]
		assetsOf[f.ID] = f.Assets
		for _, id := range f.Assets {
			raise(id, m.worst[f.ID], "the worst case of function "+f.Key)
		}
	}
	ratings := map[risk.ID]risk.Ratings{}
	for i := range m.res.Scenarios {
		ratings[m.res.Scenarios[i].ID] = m.res.Scenarios[i].Ratings
	}
	for i := range m.Register.Scenarios {
		s := &m.Register.Scenarios[i]
		if !s.Counts() || len(s.Functions) == 0 {
			continue
		}
		worst := 0
		for _, level := range ratings[s.ID] {
			worst = max(worst, level)
		}
		for _, f := range s.Functions {
			for _, id := range assetsOf[f] {
				raise(id, worst, "scenario "+s.Key)
			}
		}
	}
	return own
}
