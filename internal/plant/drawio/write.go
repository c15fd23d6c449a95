package drawio

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// Write writes a site as one uncompressed page: zones as containers, assets as
// shapes in them, conduits as lines. Every shape carries the record in
// attributes, which draw.io shows as its data and [Drawing.Propose] reads back.
// places says where zones stand that nobody has put anywhere.
func Write(w io.Writer, d plant.Document, places map[string]plant.Place) error {
	b := bufio.NewWriter(w)
	out := writer{Writer: b, at: map[string]plant.Place{}}
	for _, z := range d.Zones {
		if p, ok := places[z.Key]; ok {
			out.at[z.Key] = p
		}
		if z.Place != nil {
			out.at[z.Key] = *z.Place
		}
	}
	out.print(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.print(`<mxfile host="Ringwall" compressed="false">` + "\n")
	out.printf(`<diagram id="site" name="%s">`+"\n", escape(cut(d.Site.Key+" "+d.Site.Name)))
	out.print(`<mxGraphModel grid="1" gridSize="4" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="0" math="0"><root>` + "\n")
	out.print(`<mxCell id="0"/><mxCell id="1" parent="0"/>` + "\n")
	inside, held := map[string][]plant.DocZone{}, map[string][]plant.DocAsset{}
	for _, z := range d.Zones {
		inside[z.Parent] = append(inside[z.Parent], z)
	}
	for _, a := range d.Assets {
		held[a.Zone] = append(held[a.Zone], a)
	}
	for _, z := range plant.ParentsFirst(d.Zones) {
		out.zone(z, inside[z.Key], held[z.Key])
	}
	out.unplaced(held[""])
	for _, c := range d.Conduits {
		out.conduit(c)
	}
	out.print("</root></mxGraphModel>\n</diagram>\n</mxfile>\n")
	return b.Flush()
}

type writer struct {
	*bufio.Writer
	at map[string]plant.Place
}

// print leaves errors to the end, where the writer still has them.
func (w writer) print(s string)                 { w.WriteString(s) }
func (w writer) printf(format string, a ...any) { fmt.Fprintf(w, format, a...) }

// heading is the height of a zone's title.
const heading = 26.0

func (w writer) zone(z plant.DocZone, inner []plant.DocZone, assets []plant.DocAsset) {
	p := w.at[z.Key]
	parent, x, y := "1", p.X, p.Y
	if outer, ok := w.at[z.Parent]; ok && z.Parent != "" {
		parent, x, y = "zone:"+z.Parent, p.X-outer.X, p.Y-outer.Y
	}
	w.printf(`<object id="%s" label="%s" %skind="zone"`, escape("zone:"+z.Key), escape(zoneLabel(z.Key, z.Name)), prefix)
	writeMarks(w, zoneMarks, z)
	if z.Place == nil {
		w.printf(` %slaid="%s"`, prefix, said(p))
	}
	style := "swimlane;html=0;startSize=26;rounded=1;arcSize=6;collapsible=0;container=1;fontSize=13;align=left;spacingLeft=8;whiteSpace=wrap;"
	style += zoneInk(z)
	w.printf(`><mxCell style="%s" vertex="1" parent="%s">%s</mxCell></object>`+"\n", style, escape(parent), geometry(plant.Place{X: x, Y: y, W: p.W, H: p.H}))
	room := plant.Place{X: 8, Y: heading + 6, W: p.W - 16, H: p.H - heading - 12}
	for _, in := range inner {
		room.H = min(room.H, w.at[in.Key].Y-p.Y-room.Y-6)
	}
	w.assets("zone:"+z.Key, room, assets)
}

// zoneInk tells zones apart by border as well as by colour.
func zoneInk(z plant.DocZone) string {
	switch {
	case z.Safety || z.Kind == plant.ZoneSafety:
		return "fillColor=#fff2cc;strokeColor=#b34700;strokeWidth=2;"
	case z.External || z.Kind == plant.ZoneRemote:
		return "fillColor=#f5f5f5;strokeColor=#6b7683;dashed=1;"
	case z.Kind == plant.ZoneDMZ:
		return "fillColor=#e1d5e7;strokeColor=#4c5560;"
	case z.Kind == plant.ZoneEnterprise:
		return "fillColor=#e9ebee;strokeColor=#4c5560;"
	}
	return "fillColor=#cfe1f2;strokeColor=#0f3c66;"
}

// assets fill the room of a zone row by row, as large as they fit.
func (w writer) assets(parent string, room plant.Place, assets []plant.DocAsset) {
	if len(assets) == 0 {
		return
	}
	room.W, room.H = max(room.W, 40), max(room.H, 20)
	columns := max(1, int(math.Ceil(math.Sqrt(float64(len(assets))*room.W/room.H/3.2))))
	rows := (len(assets) + columns - 1) / columns
	dx, dy := room.W/float64(columns), min(40, room.H/float64(rows))
	size := int(min(11, max(3, dy*.42)))
	for i, a := range assets {
		at := plant.Place{X: room.X + dx*float64(i%columns), Y: room.Y + dy*float64(i/columns), W: max(4, dx-4), H: max(4, dy-4)}
		w.printf(`<object id="%s" label="%s" %skind="asset"`, escape("asset:"+a.Key), escape(assetLabel(a.Key, a.Name)), prefix)
		writeMarks(w, assetMarks, a)
		w.printf(`><mxCell style="rounded=0;html=0;whiteSpace=wrap;overflow=hidden;fontSize=%d;fillColor=#ffffff;strokeColor=#6b7683;" vertex="1" parent="%s">%s</mxCell></object>`+"\n",
			size, escape(parent), geometry(at))
	}
}

// unplaced are the assets without a zone, below all zones.
func (w writer) unplaced(assets []plant.DocAsset) {
	left, bottom := math.Inf(1), 0.0
	for _, p := range w.at {
		left, bottom = min(left, p.X), max(bottom, p.Y+p.H)
	}
	if math.IsInf(left, 1) {
		left = 0
	}
	rows := float64((len(assets) + 7) / 8)
	w.assets("1", plant.Place{X: left, Y: bottom + 60, W: 960, H: 40 * rows}, assets)
}

func (w writer) conduit(c plant.DocConduit) {
	record := plant.DocConduit(c).Record("", "", nil)
	start, end := "none", "classic"
	switch record.Direction() {
	case plant.Backward:
		start, end = "classic", "none"
	case plant.Both:
		start = "classic"
	}
	style := "edgeStyle=orthogonalEdgeStyle;html=0;rounded=1;endFill=1;startFill=1;fontSize=11;strokeWidth=2;strokeColor=#4c5560;startArrow=" + start + ";endArrow=" + end + ";"
	if c.Wireless {
		style += "dashed=1;dashPattern=8 5;"
	}
	w.printf(`<object id="%s" label="%s" %skind="conduit"`, escape("conduit:"+c.Key), escape(c.Key), prefix)
	writeMarks(w, conduitMarks, c)
	w.printf(`><mxCell style="%s" edge="1" parent="1" source="%s" target="%s"><mxGeometry relative="1" as="geometry"/></mxCell></object>`+"\n",
		style, escape("zone:"+c.From), escape("zone:"+c.To))
}

func writeMarks[T any](w writer, marks []mark[T], r T) {
	for _, m := range marks {
		w.printf(` %s%s="%s"`, prefix, m.name, escape(m.get(&r)))
	}
}

func geometry(p plant.Place) string {
	return fmt.Sprintf(`<mxGeometry x="%s" y="%s" width="%s" height="%s" as="geometry"/>`, number(p.X), number(p.Y), number(p.W), number(p.H))
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// said and placeOf write a place into an attribute and read it.
func said(p plant.Place) string {
	return strings.Join([]string{number(p.X), number(p.Y), number(p.W), number(p.H)}, " ")
}

func placeOf(s string) plant.Place {
	f := strings.Fields(s)
	if len(f) != 4 {
		return plant.Place{}
	}
	return plant.Place{X: measure(f[0]), Y: measure(f[1]), W: measure(f[2]), H: measure(f[3])}
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}

func cut(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80])
	}
	return s
}
