package risk

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// DepthMap is the defence in depth of a site: zone by layer, with what counts,
// what does not, and the empty cells.
type DepthMap struct {
	Layers []Layer     `json:"layers"`
	Zones  []ZoneDepth `json:"zones"` // by key; zones outside the owner's control are left out
	Fails  int         `json:"fails"` // zones that fail
	Empty  int         `json:"empty"` // cells without anything
	Rules  []string    `json:"rules"` // in sentences, by which the map was made
	// Flagged are countermeasures that work inside a protective function.
	Flagged []DepthFlag `json:"flagged"`
}

// ZoneDepth is the defence in depth of one zone.
type ZoneDepth struct {
	Zone  plant.ZoneID `json:"zone"`
	Key   string       `json:"key"`
	Name  string       `json:"name"`
	Cells []DepthCell  `json:"cells"` // one per layer, in their order
	// Empty are the layers in which nothing is in place.
	Empty []Layer `json:"empty"`
	// Score is the number of independent layers, Independent which they are.
	Score       int     `json:"score"`
	Independent []Layer `json:"independent"`
	Fails       bool    `json:"fails"`
	Verdict     string  `json:"verdict"` // "technical measures only", "2 independent layers"
	Why         string  `json:"why"`
}

// DepthCell is one layer of one zone.
type DepthCell struct {
	Layer    Layer          `json:"layer"`
	Counts   bool           `json:"counts"` // the layer adds to the score
	Measures []DepthMeasure `json:"measures"`
	Why      string         `json:"why"`
}

// DepthMeasure is a countermeasure in a cell and what it is worth there.
type DepthMeasure struct {
	ID    ID          `json:"id"`
	Key   string      `json:"key"`
	Name  string      `json:"name"`
	Kind  MeasureKind `json:"kind"`
	State DepthState  `json:"state"`
	Via   string      `json:"via,omitempty"` // "the whole site", "conduit C-01"
	Why   string      `json:"why"`
}

// DepthState says in one word what a countermeasure adds to the depth.
type DepthState string

// The states.
const (
	DepthCounts    DepthState = "counts"
	DepthSameLayer DepthState = "same-layer" // another in the layer counts already
	DepthShared    DepthState = "shared"     // shares a dependency with another layer
	DepthExpired   DepthState = "expired"
	DepthProposed  DepthState = "proposed" // or planned: not there yet
	DepthRetired   DepthState = "retired"
	DepthElsewhere DepthState = "elsewhere"           // protects a conduit, in a layer that is not the zone's
	DepthInside    DepthState = "protective-function" // where no security control may be
)

// effective says whether the countermeasure is in place, whatever it adds.
func (s DepthState) effective() bool {
	return s == DepthCounts || s == DepthSameLayer || s == DepthShared
}

// DepthFlag is a countermeasure that stands where none may be.
type DepthFlag struct {
	ID   ID     `json:"id"`
	Key  string `json:"key"`
	Text string `json:"text"`
}

var depthRules = []string{
	"Only a countermeasure that exists and has not expired counts.",
	"Several in the same layer add no depth: a layer counts once.",
	"Layers whose countermeasures share an account store, vendor, firewall, network, power, sensor, logic solver, operator or another dependency count once.",
	"A countermeasure of the whole site counts for each zone; one of a conduit counts for both zones it joins, at the perimeter and in the network only.",
	"A countermeasure inside a protective function counts for nothing.",
	"A zone with technical measures only fails, as does one without any.",
}

// Depth is the defence in depth of a site.
func Depth(in Input) DepthMap {
	m := DepthMap{Layers: Layers, Zones: []ZoneDepth{}, Rules: depthRules, Flagged: []DepthFlag{}}
	measures := slices.Clone(in.Register.Countermeasures)
	slices.SortStableFunc(measures, func(a, b Countermeasure) int { return plant.CompareKeys(a.Key, b.Key) })
	for i := range measures {
		c := &measures[i]
		if c.ProtectiveFunction && c.State != MeasureRetired {
			m.Flagged = append(m.Flagged, DepthFlag{c.ID, c.Key, fmt.Sprintf(
				"Countermeasure %s works inside a protective function, where no security control may be: place it outside, or take the mark away if it does not.", c.Key)})
		}
	}
	conduits := map[plant.ConduitID]plant.Conduit{}
	for _, c := range in.Site.Conduits {
		conduits[c.ID] = c
	}
	zones := slices.Clone(in.Site.Zones)
	slices.SortFunc(zones, func(a, b plant.Zone) int { return plant.CompareKeys(a.Key, b.Key) })
	for _, z := range zones {
		if z.External {
			continue
		}
		d := depthOf(z, measures, conduits, in.Today)
		if d.Fails {
			m.Fails++
		}
		m.Empty += len(d.Empty)
		m.Zones = append(m.Zones, d)
	}
	return m
}

// depthOf places the countermeasures of one zone and counts its layers.
func depthOf(z plant.Zone, measures []Countermeasure, conduits map[plant.ConduitID]plant.Conduit, today plant.Date) ZoneDepth {
	d := ZoneDepth{Zone: z.ID, Key: z.Key, Name: z.Name, Empty: []Layer{}, Independent: []Layer{}}
	working := make([][]*Countermeasure, len(Layers))
	for l, layer := range Layers {
		cell := DepthCell{Layer: layer, Measures: []DepthMeasure{}}
		for i := range measures {
			c := &measures[i]
			if c.Layer != layer {
				continue
			}
			via, ok := protects(c, z.ID, conduits)
			if !ok {
				continue
			}
			state, why := standing(c, via, today)
			cell.Measures = append(cell.Measures, DepthMeasure{ID: c.ID, Key: c.Key, Name: c.Name, Kind: c.Kind, State: state, Via: via, Why: why})
			if state == DepthCounts {
				working[l] = append(working[l], c)
			}
		}
		d.Cells = append(d.Cells, cell)
	}
	chosen := independentLayers(working)
	for l := range d.Cells {
		d.settle(l, working, chosen)
	}
	d.judge()
	return d
}

// protects says whether a countermeasure is there for the zone, and by which way.
func protects(c *Countermeasure, zone plant.ZoneID, conduits map[plant.ConduitID]plant.Conduit) (via string, ok bool) {
	if slices.Contains(c.Zones, zone) {
		return "", true
	}
	if c.WholeSite {
		return "the whole site", true
	}
	for _, id := range c.Conduits {
		if conduit, ok := conduits[id]; ok && (conduit.From == zone || conduit.To == zone) {
			return "conduit " + conduit.Key, true
		}
	}
	return "", false
}

// standing is what a countermeasure is worth by itself, before others are looked at.
func standing(c *Countermeasure, via string, today plant.Date) (DepthState, string) {
	switch {
	case c.State == MeasureRetired:
		return DepthRetired, c.Key + " is retired."
	case c.State == MeasureProposed || c.State == MeasurePlanned:
		return DepthProposed, fmt.Sprintf("%s is %s and not there yet.", c.Key, c.State)
	case c.State != MeasureExisting:
		return DepthProposed, c.Key + " is not known to exist."
	case c.ProtectiveFunction:
		return DepthInside, c.Key + " works inside a protective function, where no security control may be."
	case Expired(c.Expires, today):
		return DepthExpired, fmt.Sprintf("%s expired on %s.", c.Key, c.Expires)
	case strings.HasPrefix(via, "conduit ") && c.Layer != "perimeter" && c.Layer != "network":
		return DepthElsewhere, fmt.Sprintf("%s protects %s; in the layer %s that does nothing for the zone.", c.Key, via, c.Layer)
	}
	return DepthCounts, c.Key + " is in place."
}

// settle words what the countermeasures of one layer add, once it is known
// which layers are independent.
func (d *ZoneDepth) settle(l int, working [][]*Countermeasure, chosen []*Countermeasure) {
	cell := &d.Cells[l]
	best := chosen[l]
	switch {
	case len(cell.Measures) == 0:
		cell.Why = "Nothing stands in this layer."
	case len(working[l]) == 0:
		cell.Why = "Nothing in this layer is in place."
	case best != nil:
		cell.Counts = true
		cell.Why = fmt.Sprintf("The layer counts by %s.", best.Key)
		d.Score++
		d.Independent = append(d.Independent, cell.Layer)
	default:
		cell.Why = "The layer adds nothing: each of its countermeasures depends on what another layer depends on."
	}
	if len(working[l]) == 0 {
		d.Empty = append(d.Empty, cell.Layer)
	}
	for i := range cell.Measures {
		m := &cell.Measures[i]
		at := slices.IndexFunc(working[l], func(c *Countermeasure) bool { return c.ID == m.ID && c.Key == m.Key })
		switch {
		case m.State != DepthCounts:
		case best != nil && at >= 0 && working[l][at] == best:
			m.Why = fmt.Sprintf("%s makes the layer count.", m.Key)
		case best != nil:
			m.State, m.Why = DepthSameLayer, fmt.Sprintf("%s stands in the same layer as %s and adds no depth.", m.Key, best.Key)
		default:
			m.State, m.Why = DepthShared, sharedWith(working[l][at], chosen)
		}
	}
}

// sharedWith names the countermeasure of another layer that one depends on the
// same thing with.
func sharedWith(c *Countermeasure, chosen []*Countermeasure) string {
	for l, other := range chosen {
		if other == nil {
			continue
		}
		if dep, ok := sharedDependency(c, other); ok {
			return fmt.Sprintf("%s shares the %s %s with %s in the layer %s; the two count once.", c.Key, strings.ReplaceAll(string(dep.Kind), "-", " "), strings.TrimSpace(dep.Name), other.Key, Layers[l])
		}
	}
	return c.Key + " is not independent of the layers that count."
}

// judge gives the verdict over the zone.
func (d *ZoneDepth) judge() {
	var inPlace, technical int
	for _, cell := range d.Cells {
		for _, m := range cell.Measures {
			if m.State.effective() {
				inPlace++
				if m.Kind == "technical" {
					technical++
				}
			}
		}
	}
	layers := fmt.Sprintf("%d independent layers", d.Score)
	if d.Score == 1 {
		layers = "1 independent layer"
	}
	switch {
	case inPlace == 0:
		d.Fails, d.Verdict = true, "no countermeasure"
		d.Why = "Nothing that stands between a threat and the zone is in place."
	case inPlace == technical:
		d.Fails, d.Verdict = true, "technical measures only"
		d.Why = fmt.Sprintf("All %d countermeasures in place are technical: add people, procedures, organisation or physical protection.", inPlace)
		if inPlace == 1 {
			d.Why = "The one countermeasure in place is technical: add people, procedures, organisation or physical protection."
		}
	case d.Score == 1:
		d.Verdict = layers
		d.Why = "Only one layer counts: if it falls, nothing is left. Add a countermeasure that depends on nothing of it."
	default:
		d.Verdict = layers
		d.Why = fmt.Sprintf("%s count: %s.", layers, JoinWords(d.Independent))
	}
	if len(d.Empty) > 0 {
		d.Why += fmt.Sprintf(" Empty: %s.", JoinWords(d.Empty))
	}
}
