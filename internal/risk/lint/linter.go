package lint

import (
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// linter is a site with its register and the look-ups that the rules need.
type linter struct {
	risk.Input
	res      risk.Result
	zones    map[plant.ZoneID]*plant.Zone
	conduits map[plant.ConduitID]*plant.Conduit
	assets   map[plant.AssetID]*plant.Asset
	members  map[plant.ZoneID][]*plant.Asset // not retired
	touching map[plant.ZoneID][]*plant.Conduit
	measures map[risk.ID]*risk.Countermeasure
	// functions of each zone: those that name it, or an asset in it.
	functions map[plant.ZoneID][]*risk.Function
	worst     map[risk.ID]int // consequence of losing each function, by [risk.Result]
	guards    plant.Guards
	watched   map[plant.ZoneID]plant.Protection // nil until asked for
	depth     *risk.DepthMap                    // nil until asked for
	targets   []risk.TargetProposal             // nil until asked for
}

func linterOf(in risk.Input, res risk.Result) *linter {
	m := &linter{
		Input: in, res: res,
		zones:     make(map[plant.ZoneID]*plant.Zone, len(in.Site.Zones)),
		conduits:  make(map[plant.ConduitID]*plant.Conduit, len(in.Site.Conduits)),
		assets:    make(map[plant.AssetID]*plant.Asset, len(in.Site.Assets)),
		members:   map[plant.ZoneID][]*plant.Asset{},
		touching:  map[plant.ZoneID][]*plant.Conduit{},
		measures:  make(map[risk.ID]*risk.Countermeasure, len(in.Register.Countermeasures)),
		functions: map[plant.ZoneID][]*risk.Function{},
		worst:     make(map[risk.ID]int, len(res.Functions)),
		guards:    plant.GuardsOf(in.Site, in.Today),
	}
	for i := range in.Site.Zones {
		z := &in.Site.Zones[i]
		m.zones[z.ID] = z
	}
	for i := range in.Site.Conduits {
		c := &in.Site.Conduits[i]
		m.conduits[c.ID] = c
		m.touching[c.From] = append(m.touching[c.From], c)
		m.touching[c.To] = append(m.touching[c.To], c)
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		m.assets[a.ID] = a
		if a.Retired == "" || in.Today.Before(a.Retired) {
			m.members[a.Zone] = append(m.members[a.Zone], a)
		}
	}
	for i := range in.Register.Countermeasures {
		c := &in.Register.Countermeasures[i]
		m.measures[c.ID] = c
	}
	for i := range in.Register.Functions {
		f := &in.Register.Functions[i]
		in := map[plant.ZoneID]bool{}
		for _, z := range f.Zones {
			in[z] = true
		}
		for _, id := range f.Assets {
			if a := m.assets[id]; a != nil && a.Zone != "" {
				in[a.Zone] = true
			}
		}
		for z := range in {
			m.functions[z] = append(m.functions[z], f)
		}
	}
	for i := range res.Functions {
		m.worst[res.Functions[i].ID] = res.Functions[i].Consequence
	}
	return m
}

// zoneKey is what people call a zone; one that is gone is told so.
func (m *linter) zoneKey(id plant.ZoneID) string {
	if z := m.zones[id]; z != nil {
		return z.Key
	}
	return "that is gone"
}

// defence is the map of the defence in depth.
func (m *linter) defence() risk.DepthMap {
	if m.depth == nil {
		d := risk.Depth(m.Input)
		m.depth = &d
	}
	return *m.depth
}

// inPlace says whether a countermeasure works today.
func (m *linter) inPlace(c *risk.Countermeasure) bool { return inPlace(c, m.Today) }

func inPlace(c *risk.Countermeasure, today plant.Date) bool {
	return c.State == risk.MeasureExisting && !risk.Expired(c.Expires, today)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
