package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"ringwall/internal/plant"
)

// places says where zones stand. They count from the top left of the drawing,
// also those of zones that lie in another zone.
type places map[plant.ZoneID]plant.Place

// The measures of the drawing, in its own units. They are those of
// web/src/parts/plant/places.ts, so that both show the same drawing.
const (
	zoneW, zoneH = 232.0, 128.0
	headingH     = 132.0 // room above the zones inside a zone
	margin       = 24.0
)

// PlacesOf says where the drawing shows each zone.
func PlacesOf(zones []plant.Zone) map[plant.ZoneID]plant.Place { return placesOf(zones) }

// placesOf is where each zone goes: where the user put it, below the others
// when it came after the last layout, or in lanes when no zone has a place.
func placesOf(zones []plant.Zone) places {
	at := places{}
	for _, z := range zones {
		if z.Place != nil && z.Place.W > 0 && z.Place.H > 0 {
			at[z.ID] = *z.Place
		}
	}
	inside := childrenOf(zones)
	if len(at) == 0 {
		inLanes(inside, "", point{}, at)
		return at
	}
	addMissing(inside, "", at)
	return at
}

// childrenOf is the zones by the zone they lie in; those whose parent is not
// drawn stand on their own.
func childrenOf(zones []plant.Zone) map[plant.ZoneID][]plant.Zone {
	known := map[plant.ZoneID]bool{}
	for _, z := range zones {
		known[z.ID] = true
	}
	inside := map[plant.ZoneID][]plant.Zone{}
	for _, z := range zones {
		parent := z.Parent
		if !known[parent] {
			parent = ""
		}
		inside[parent] = append(inside[parent], z)
	}
	return inside
}

// addMissing gives zones without a place one below their siblings, and lets
// the zones around them grow, so that nothing that stands is moved.
func addMissing(inside map[plant.ZoneID][]plant.Zone, parent plant.ZoneID, at places) {
	around, within := at[parent]
	for _, z := range inside[parent] {
		if _, ok := at[z.ID]; !ok {
			at[z.ID] = below(inside[parent], around, within, at)
		}
		addMissing(inside, z.ID, at)
	}
	if !within {
		return
	}
	for _, z := range inside[parent] {
		p := at[z.ID]
		around.W = max(around.W, p.X+p.W+margin-around.X)
		around.H = max(around.H, p.Y+p.H+margin-around.Y)
	}
	at[parent] = around
}

// below is a place under all siblings that have one.
func below(siblings []plant.Zone, around plant.Place, within bool, at places) plant.Place {
	left, bottom := math.Inf(1), 0.0
	if within {
		bottom = around.Y + headingH - margin
	}
	for _, z := range siblings {
		if p, ok := at[z.ID]; ok {
			left, bottom = min(left, p.X), max(bottom, p.Y+p.H)
		}
	}
	switch {
	case within:
		left = around.X + margin
	case math.IsInf(left, 1):
		left = 0
	}
	return plant.Place{X: left, Y: bottom + margin, W: zoneW, H: zoneH}
}

// Lanes of a drawing that nobody has laid out, wide enough apart for the
// labels of conduits.
const (
	fewInLane   = 4
	besideZone  = 150.0
	betweenRows = 100.0
)

// inLanes stacks the zones within a zone by Purdue level, the highest on top,
// with those of one level beside each other, and says how much room they take.
func inLanes(inside map[plant.ZoneID][]plant.Zone, parent plant.ZoneID, from point, at places) (w, h float64) {
	zones := slices.Clone(inside[parent])
	slices.SortStableFunc(zones, func(a, b plant.Zone) int { return cmp.Compare(tier(b), tier(a)) })
	type lane struct {
		zones []plant.Zone
		width float64
	}
	var lanes []lane
	y := from.y
	// About as many beside each other as below: paper is hardly higher than wide.
	perLane := max(fewInLane, int(math.Ceil(math.Sqrt(float64(len(zones))))))
	for len(zones) > 0 {
		n := 1
		for n < min(perLane, len(zones)) && tier(zones[n]) == tier(zones[0]) {
			n++
		}
		row := lane{zones: zones[:n]}
		zones = zones[n:]
		high := 0.0
		for i, z := range row.zones {
			if i > 0 {
				row.width += besideZone
			}
			p := plant.Place{X: from.x + row.width, Y: y, W: zoneW, H: zoneH}
			if len(inside[z.ID]) > 0 {
				iw, ih := inLanes(inside, z.ID, point{p.X + margin, p.Y + headingH + 8}, at)
				p.W, p.H = max(p.W, iw+2*margin), headingH+8+ih+margin
			}
			at[z.ID] = p
			row.width += p.W
			high = max(high, p.H)
		}
		lanes = append(lanes, row)
		w = max(w, row.width)
		y += high + betweenRows
	}
	for _, row := range lanes {
		for _, z := range row.zones {
			shift(inside, z.ID, math.Floor((w-row.width)/2), at)
		}
	}
	return w, max(0, y-betweenRows-from.y)
}

// shift moves a zone with all that lies in it to the right.
func shift(inside map[plant.ZoneID][]plant.Zone, id plant.ZoneID, dx float64, at places) {
	p := at[id]
	p.X += dx
	at[id] = p
	for _, z := range inside[id] {
		shift(inside, z.ID, dx, at)
	}
}

// tier is the lane of a zone: its Purdue level, or one that its kind suggests.
// Levels 5 and 4 share a lane, and so do 1 and 0: paper is narrow.
func tier(z plant.Zone) float64 {
	l, err := strconv.ParseFloat(z.Purdue, 64)
	if err != nil {
		l = usualLevel[z.Kind]
	}
	return min(4, max(1, l))
}

var usualLevel = map[plant.ZoneKind]float64{
	plant.ZoneRemote: 5, plant.ZoneEnterprise: 4, plant.ZoneDMZ: 3.5, plant.ZoneOperations: 3,
	plant.ZoneSupervisory: 2, plant.ZoneControl: 1, plant.ZoneSafety: 1, plant.ZoneOther: 2,
}
