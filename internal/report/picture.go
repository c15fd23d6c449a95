package report

import (
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// Picture is the drawing of a site as the web app shows it: zones where the
// user has put them or, where nobody has, in lanes by Purdue level, and the
// conduits between them.
type Picture struct {
	title, words string      // words say in short what one would see
	area         plant.Place // what it covers
	zones        []zoneBox   // outer before inner
	conduits     []conduitLine
	targets      bool // tells of SL-T, not of SL-A
}

// PictureOf lays out the drawing of a site, with the levels that are achieved.
func PictureOf(site plant.Site, p assess.Posture) *Picture { return pictureOf(site, p, false) }

// TargetPictureOf lays out the drawing of a site with the levels that are asked
// for, whatever is achieved.
func TargetPictureOf(site plant.Site, p assess.Posture) *Picture { return pictureOf(site, p, true) }

func pictureOf(site plant.Site, p assess.Posture, targets bool) *Picture {
	of := map[assess.Subject]assess.SubjectPosture{}
	for _, sp := range p.Subjects {
		of[sp.Subject] = sp
	}
	at, inside := placesOf(site.Zones), childrenOf(site.Zones)
	routes := routesOf(site.Conduits, at)
	pic := &Picture{title: "Zones and conduits of " + site.Name, targets: targets}
	var add func(parent plant.ZoneID)
	add = func(parent plant.ZoneID) {
		for _, z := range inside[parent] {
			sp := shown(of[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}], targets)
			pic.zones = append(pic.zones, zoneBox{Place: at[z.ID], zone: z, posture: sp, outer: len(inside[z.ID]) > 0, targets: targets})
			add(z.ID)
		}
	}
	add("")
	keys := map[plant.ZoneID]string{}
	for _, z := range site.Zones {
		keys[z.ID] = z.Key
	}
	for _, c := range site.Conduits {
		if way, ok := routes[c.ID]; ok {
			sp := shown(of[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}], targets)
			pic.conduits = append(pic.conduits, conduitLine{route: way, conduit: c, posture: sp, targets: targets, from: keys[c.From], to: keys[c.To]})
		}
	}
	pic.area = pic.covered()
	pic.words = pic.inShort()
	return pic
}

// shown is what a drawing tells of a zone or conduit. One of the targets tells of
// no steps that are missing to them.
func shown(sp assess.SubjectPosture, targets bool) assess.SubjectPosture {
	if targets {
		sp.Steps = 0
	}
	return sp
}

// covered is all that is drawn, with a margin.
func (pic *Picture) covered() plant.Place {
	if len(pic.zones) == 0 {
		return plant.Place{W: 2 * margin, H: 2 * margin}
	}
	first := pic.zones[0].Place
	x0, y0, x1, y1 := first.X, first.Y, first.X+first.W, first.Y+first.H
	take := func(x, y, w, h float64) {
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+w), max(y1, y+h)
	}
	for _, z := range pic.zones {
		take(z.X, z.Y, z.W, z.H)
	}
	for _, c := range pic.conduits {
		for _, q := range c.points {
			take(q.x-1, q.y-1, 2, 2)
		}
		w := c.chipWidth()
		take(c.label.x-w/2, c.label.y-chipH/2, w, chipH)
	}
	return plant.Place{X: x0 - margin, Y: y0 - margin, W: x1 - x0 + 2*margin, H: y1 - y0 + 2*margin}
}

func (pic *Picture) inShort() string {
	var zones, conduits [3]int
	for _, z := range pic.zones {
		zones[standingOf(z.posture)]++
	}
	for _, c := range pic.conduits {
		conduits[standingOf(c.posture)]++
	}
	if pic.targets {
		return fmt.Sprintf("%s and %s. %s and %s have no target.",
			plural(len(pic.zones), "zone"), plural(len(pic.conduits), "conduit"), plural(zones[noTarget], "zone"), plural(conduits[noTarget], "conduit"))
	}
	return fmt.Sprintf("%s and %s. %s and %s lie below their target; %s and %s have none.",
		plural(len(pic.zones), "zone"), plural(len(pic.conduits), "conduit"),
		plural(zones[belowTarget], "zone"), plural(conduits[belowTarget], "conduit"),
		plural(zones[noTarget], "zone"), plural(conduits[noTarget], "conduit"))
}

// draw puts zones that hold others to the back, then conduits, then the other
// zones, and labels in front of all.
func (pic *Picture) draw(p pen) {
	for _, z := range pic.zones {
		if z.outer {
			z.draw(p)
		}
	}
	for _, c := range pic.conduits {
		c.draw(p)
	}
	for _, z := range pic.zones {
		if !z.outer {
			z.draw(p)
		}
	}
	for _, c := range pic.conduits {
		c.drawLabel(p)
	}
}

func standingOf(sp assess.SubjectPosture) standing {
	switch {
	case sp.Target == nil:
		return noTarget
	case sp.Steps > 0:
		return belowTarget
	}
	return atTarget
}

// stands is how a zone or conduit stands to its target in words.
func stands(sp assess.SubjectPosture) string {
	switch standingOf(sp) {
	case noTarget:
		return "no target set"
	case belowTarget:
		return plural(sp.Steps, "level step") + " below target"
	}
	return "at target"
}

// levelWords is SL-A and SL-T.
func levelWords(sp assess.SubjectPosture) string {
	if sp.Target == nil {
		return "SL-A " + sp.Achieved.String()
	}
	return "SL-A " + sp.Achieved.String() + ", SL-T " + sp.Target.String()
}

// levelsShown is the levels that a drawing tells of, and no others.
func levelsShown(sp assess.SubjectPosture, targets bool) string {
	switch {
	case !targets:
		return levelWords(sp)
	case sp.Target == nil:
		return "no target"
	}
	return "SL-T " + sp.Target.String()
}

// standsShown is how it stands to its target, where the drawing tells that.
func standsShown(sp assess.SubjectPosture, targets bool) string {
	if targets {
		return ""
	}
	return stands(sp)
}
