package report

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// zoneBox is a zone on the drawing.
type zoneBox struct {
	plant.Place
	zone    plant.Zone
	posture assess.SubjectPosture
	outer   bool // holds other zones, which lie under its heading
	targets bool // shows SL-T, not SL-A
}

// Measures of a zone's box and of what stands in it.
const (
	padX, padY         = 13.0, 9.0 // border and padding
	topH               = 18.0      // key, signs, steps
	keySize, signSize  = 13.0, 15.0
	nameSize, nameLine = 12.5, 15.6
	levelW, levelH     = 19.5, 21.0
	levelGap           = 2.0
	levelSize          = 13.0
	footSize, footH    = 11.5, 14.4
	between            = 3.0
	fewest             = 90.0 // width in which seven numbers can be read
)

func (z zoneBox) draw(p pen) {
	s := standingOf(z.posture)
	p.group(z.spoken())
	in := boxInk[s]
	if z.outer {
		in.fill = paper
	}
	p.rect(plant.Place{X: z.X + 1, Y: z.Y + 1, W: max(0, z.W-2), H: max(0, z.H-2)}, 7, in)
	x, y, room := z.X+padX, z.Y+padY, z.W-2*padX
	z.drawTop(p, x, y, room)
	y += topH + between

	// What there is no height for is left out, the foot first.
	rest := z.H - padY - topH - between - 8
	names := min(2, int((rest-levelH-between-2-footH-between)/nameLine))
	hasFoot := rest >= nameLine+2+levelH+between+footH
	for _, line := range wrapped(z.zone.Name, room, nameSize, bold, max(1, names)) {
		p.write(caption{x: x, y: y + 12, size: nameSize, face: bold, fill: inkText, words: line})
		y += nameLine
	}
	y += 2
	if rest >= nameLine+2+levelH && room >= fewest {
		z.drawLevels(p, x, y, room)
		y += levelH + between
	}
	if hasFoot {
		if !z.outer {
			y = z.Y + z.H - 8 - footH
		}
		z.drawFoot(p, x, y+11, room)
	}
	p.end()
}

func (z zoneBox) signs() []sign {
	var all []sign
	for _, s := range []struct {
		on   bool
		sign sign
	}{{z.zone.Safety, safetySign}, {z.zone.Wireless, wirelessSign}, {z.zone.External, externalSign}, {z.zone.Transient, transientSign}} {
		if s.on {
			all = append(all, s.sign)
		}
	}
	return all
}

func (z zoneBox) spoken() string {
	words := []string{z.zone.Key + " " + z.zone.Name, kindWords[z.zone.Kind]}
	for _, s := range z.signs() {
		words = append(words, strings.ToLower(s.name))
	}
	words = slices.DeleteFunc(append(words, plural(z.posture.Assets, "asset"), levelsShown(z.posture, z.targets), standsShown(z.posture, z.targets)), func(s string) bool { return s == "" })
	return strings.Join(words, ", ")
}

// drawTop is the key, the signs and the steps that are missing.
func (z zoneBox) drawTop(p pen, x, y, room float64) {
	right := x + room
	if z.posture.Steps > 0 {
		right -= badge(p, right, y, topH, 12, z.posture.Steps) + between
	}
	signs := z.signs()
	key := shorten(z.zone.Key, right-x-float64(len(signs))*(signSize+4), keySize, mono)
	p.write(caption{x: x, y: y + 13.6, size: keySize, face: mono, fill: inkText, words: key})
	x += measure(key, keySize, mono) + 6
	for _, s := range signs {
		s.draw(p, x, y+(topH-signSize)/2, signSize, faint)
		x += signSize + 4
	}
}

// badge is the number of steps that are missing, ending at the right; it says
// how wide it is.
func badge(p pen, right, y, h, size float64, steps int) float64 {
	words := fmt.Sprintf("−%d", steps)
	w := badgeWidth(words, size)
	p.rect(plant.Place{X: right - w, Y: y, W: w, H: h}, h/2, ink{fill: gapDark})
	p.write(caption{x: right - w/2, y: y + h/2 + size*.36, size: size, face: bold, anchor: middle, fill: paper, words: words})
	return w
}

func badgeWidth(words string, size float64) float64 { return measure(words, size, bold) + size }

// drawLevels is SL-A for each of the seven foundational requirements; what lies
// below the target is underlined.
func (z zoneBox) drawLevels(p pen, x, y, room float64) {
	w := min(levelW, (room-6*levelGap)/7)
	vector := z.posture.Achieved
	if z.targets {
		if z.posture.Target == nil {
			p.write(caption{x: x, y: y + 14.6, size: nameSize, fill: faint, words: "no target"})
			return
		}
		vector = *z.posture.Target
	}
	for i, level := range vector {
		in := levelInk[min(max(level, 0), 4)]
		at := plant.Place{X: x + float64(i)*(w+levelGap) + .5, Y: y + .5, W: w - 1, H: levelH - 1}
		p.rect(at, 2.5, ink{fill: in.ground, line: mix(edge, in.ground, .45), width: 1})
		if !z.targets && z.posture.Target != nil && z.posture.Gap[i] > 0 {
			p.rect(plant.Place{X: at.X + .5, Y: at.Y + at.H - 3.5, W: at.W - 1, H: 3}, 0, ink{fill: gapDark})
		}
		p.write(caption{x: at.X + at.W/2, y: y + 14.6, size: levelSize, face: bold, anchor: middle, fill: in.number, words: fmt.Sprint(int(level))})
	}
}

// drawFoot is the kind of zone and how many assets are in it.
func (z zoneBox) drawFoot(p pen, x, y, room float64) {
	assets := plural(z.posture.Assets, "asset")
	p.write(caption{x: x + room, y: y, size: footSize, anchor: finish, fill: faint, words: assets})
	kind := shorten(kindWords[z.zone.Kind], room-measure(assets, footSize, regular)-8, footSize, regular)
	p.write(caption{x: x, y: y, size: footSize, fill: faint, words: kind})
}

// kindWords names the kinds of zone as the web app does.
var kindWords = map[plant.ZoneKind]string{
	plant.ZoneControl: "Control", plant.ZoneSafety: "Safety", plant.ZoneSupervisory: "Supervisory", plant.ZoneOperations: "Site operations",
	plant.ZoneDMZ: "DMZ", plant.ZoneEnterprise: "Enterprise", plant.ZoneRemote: "Remote access", plant.ZoneOther: "Other",
}
