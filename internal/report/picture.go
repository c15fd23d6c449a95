package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Picture is the drawing of a site: boxes for zones, lines for conduits, where
// the user has put them or, where nobody has, in lanes by Purdue level. It is
// made of a few shapes, so that SVG and PDF draw the same.
type Picture struct {
	W, H   float64
	Boxes  []Box
	Lines  []Line
	Legend []string
}

// Box is a zone.
type Box struct {
	plant.Place
	Key, Name string
	Detail    string // kind, assets
	Target    string // "SL-T (2 2 2 1 3 2 2)", or that there is none
	Achieved  string // "SL-A (…)"
	Level     sl.Level
	Steps     int
	NoTarget  bool
	Safety    bool
	External  bool
	Wireless  bool
	Inner     bool // lies within another box: drawn after it
	Outer     bool // holds other boxes: its text stays at its top
}

// Line is a conduit.
type Line struct {
	X1, Y1, X2, Y2 float64
	Key            string
	Steps          int
	NoTarget       bool
	Wireless       bool
	AtStart, AtEnd bool // arrow heads
}

// Size of a zone that nobody has placed.
const (
	boxW, boxH = 220.0, 100.0
	gapX, gapY = 70.0, 84.0
	margin     = 24.0
)

// PictureOf lays out the drawing of a site.
func PictureOf(site plant.Site, p assess.Posture) *Picture {
	places := placed(site.Zones)
	of := map[assess.Subject]assess.SubjectPosture{}
	for _, sp := range p.Subjects {
		of[sp.Subject] = sp
	}
	pic := &Picture{}
	for _, z := range site.Zones {
		sp := of[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}]
		pic.Boxes = append(pic.Boxes, box(z, sp, places[z.ID], site.Zones))
	}
	slices.SortStableFunc(pic.Boxes, func(a, b Box) int { return cmp.Compare(rank(a), rank(b)) })
	for _, c := range site.Conduits {
		from, ok := places[c.From]
		to, also := places[c.To]
		if !ok || !also {
			continue
		}
		sp := of[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}]
		l := between(from, to)
		l.Key, l.Steps, l.NoTarget, l.Wireless = c.Key, sp.Steps, sp.Target == nil, c.Wireless
		d := c.Direction()
		l.AtEnd, l.AtStart = d != plant.Backward, d != plant.Forward
		pic.Lines = append(pic.Lines, l)
	}
	spread(pic.Lines)
	for _, b := range pic.Boxes {
		pic.W, pic.H = max(pic.W, b.X+b.W+margin), max(pic.H, b.Y+b.H+margin)
	}
	pic.Legend = []string{
		"Colour of a zone: lowest SL-A of its seven foundational requirements.",
		"Number: steps from SL-A to SL-T, summed over the seven; 0 is reached, – has no target.",
	}
	return pic
}

func rank(b Box) int {
	if b.Inner {
		return 1
	}
	return 0
}

func box(z plant.Zone, sp assess.SubjectPosture, at plant.Place, all []plant.Zone) Box {
	b := Box{
		Place: at, Key: z.Key, Name: z.Name,
		Detail: fmt.Sprintf("%s · %s", z.Kind, plural(sp.Assets, "asset")),
		Level:  sp.Achieved.Min(), Steps: sp.Steps, NoTarget: sp.Target == nil,
		Safety: z.Safety, External: z.External, Wireless: z.Wireless, Inner: z.Parent != "",
		Target: "no SL-T", Achieved: "SL-A " + sp.Achieved.String(),
	}
	if sp.Target != nil {
		b.Target = "SL-T " + sp.Target.String()
	}
	if z.Purdue != "" {
		b.Detail = "level " + z.Purdue + " · " + b.Detail
	}
	for _, other := range all {
		b.Outer = b.Outer || other.Parent == z.ID
	}
	return b
}

// placed is where each zone goes: where the user put it, moved so that all
// begins at the margin, or in lanes when any zone has no place.
func placed(zones []plant.Zone) map[plant.ZoneID]plant.Place {
	at := map[plant.ZoneID]plant.Place{}
	left, top := math.Inf(1), math.Inf(1)
	for _, z := range zones {
		if z.Place == nil {
			return lanes(zones)
		}
		left, top = min(left, z.Place.X), min(top, z.Place.Y)
	}
	for _, z := range zones {
		p := *z.Place
		p.X, p.Y = p.X-left+margin, p.Y-top+margin
		p.W, p.H = max(p.W, boxW), max(p.H, boxH)
		at[z.ID] = p
	}
	return at
}

// lanes stacks zones by Purdue level, the highest on top, with those of one
// level beside each other.
func lanes(zones []plant.Zone) map[plant.ZoneID]plant.Place {
	levels := map[float64][]plant.Zone{}
	for _, z := range zones {
		levels[height(z)] = append(levels[height(z)], z)
	}
	order := make([]float64, 0, len(levels))
	for l := range levels {
		order = append(order, l)
	}
	slices.SortFunc(order, func(a, b float64) int { return cmp.Compare(b, a) })
	at := map[plant.ZoneID]plant.Place{}
	const perRow = 5
	y := margin
	for _, l := range order {
		for i, z := range levels[l] {
			if i > 0 && i%perRow == 0 {
				y += boxH + gapY
			}
			at[z.ID] = plant.Place{X: margin + float64(i%perRow)*(boxW+gapX), Y: y, W: boxW, H: boxH}
		}
		y += boxH + gapY
	}
	return at
}

// height is the lane of a zone: its Purdue level, or one that its kind suggests.
func height(z plant.Zone) float64 {
	if l, err := strconv.ParseFloat(z.Purdue, 64); err == nil {
		return l
	}
	switch z.Kind {
	case plant.ZoneRemote:
		return 6
	case plant.ZoneEnterprise:
		return 5
	case plant.ZoneDMZ:
		return 3.5
	case plant.ZoneOperations:
		return 3
	case plant.ZoneSupervisory:
		return 2
	default:
		return 1
	}
}

// between is the line between two boxes, from border to border.
func between(a, b plant.Place) Line {
	ax, ay := a.X+a.W/2, a.Y+a.H/2
	bx, by := b.X+b.W/2, b.Y+b.H/2
	x1, y1 := border(a, bx-ax, by-ay)
	x2, y2 := border(b, ax-bx, ay-by)
	return Line{X1: x1, Y1: y1, X2: x2, Y2: y2}
}

// border is where a ray from the middle of a box leaves it.
func border(p plant.Place, dx, dy float64) (x, y float64) {
	x, y = p.X+p.W/2, p.Y+p.H/2
	if dx == 0 && dy == 0 {
		return x, y
	}
	t := math.Inf(1)
	if dx != 0 {
		t = min(t, p.W/2/math.Abs(dx))
	}
	if dy != 0 {
		t = min(t, p.H/2/math.Abs(dy))
	}
	return x + dx*t, y + dy*t
}

// spread moves lines that join the same two boxes apart.
func spread(lines []Line) {
	same := map[[4]int][]int{}
	for i, l := range lines {
		k := [4]int{int(l.X1), int(l.Y1), int(l.X2), int(l.Y2)}
		if k[0] > k[2] || k[0] == k[2] && k[1] > k[3] {
			k = [4]int{k[2], k[3], k[0], k[1]}
		}
		same[k] = append(same[k], i)
	}
	for _, group := range same {
		for n, i := range group {
			if len(group) == 1 {
				continue
			}
			l := &lines[i]
			dx, dy := l.X2-l.X1, l.Y2-l.Y1
			if dx < 0 || dx == 0 && dy < 0 { // one way for both directions
				dx, dy = -dx, -dy
			}
			length := math.Hypot(dx, dy)
			if length == 0 {
				continue
			}
			off := (float64(n) - float64(len(group)-1)/2) * 18
			ox, oy := -dy/length*off, dx/length*off
			l.X1, l.Y1, l.X2, l.Y2 = l.X1+ox, l.Y1+oy, l.X2+ox, l.Y2+oy
		}
	}
}

// levelFill is the colour of each level: light enough for dark text, apart
// also for the colour-blind, and never without the number beside it.
var levelFill = [5][3]int{{0xf6, 0xd5, 0xcf}, {0xfb, 0xe3, 0xb5}, {0xf3, 0xf1, 0xb8}, {0xcf, 0xe8, 0xd5}, {0xbf, 0xdd, 0xf0}}

// gapWords is what stands in the mark of a box or line.
func gapWords(steps int, noTarget bool) string {
	if noTarget {
		return "–"
	}
	return strconv.Itoa(steps)
}
