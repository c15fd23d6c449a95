package report

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

func TestADifferenceTellsByWordAndSignWhatBecameOfEachRecord(t *testing.T) {
	before := pumpHouse().Site
	after := pumpHouse().Site
	after.Assets = append([]plant.Asset{{ID: "new", Key: "PLC-9", Zone: "z1", Type: plant.EmbeddedDevice}}, before.Assets...)
	after.Zones = append([]plant.Zone(nil), before.Zones...)
	after.Zones[0].Name, after.Zones[0].Place = "Renamed", &plant.Place{X: 5, Y: 5, W: 300, H: 200}
	after.Zones = append(after.Zones, plant.Zone{ID: "z9", Key: "Z-09", Name: "Laboratory", Kind: plant.ZoneOther})
	after.Conduits = nil

	d := DifferenceOf(before, after, "1 November", "today")
	var words []string
	for _, l := range d.lines {
		words = append(words, l.words)
	}
	got := strings.Join(words, "\n")
	for _, want := range []string{"+ zone Z-09 Laboratory: added", "+ asset PLC-9: added, in Z-01", "~ zone Z-01 Renamed: changed, name; assets +1", "− conduit " + before.Conduits[0].Key} {
		if !strings.Contains(got, want) {
			t.Errorf("no line says %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "place") {
		t.Errorf("a zone that only stands elsewhere counts as changed:\n%s", got)
	}
	var b bytes.Buffer
	if err := WriteDifference(&b, d); err != nil {
		t.Fatal(err)
	}
	svg := b.String()
	for _, want := range []string{"+ added", "− removed", "~ changed", `stroke-dasharray="8 5"`, "Changes of"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not show %q", want)
		}
	}
	if same := DifferenceOf(before, before, "a", "b"); len(same.lines) > 0 || same.words != "Nothing has changed." {
		t.Errorf("a site differs from itself: %+v", same.lines)
	}
}

func TestAPictureInPixelsHasTwoForAUnit(t *testing.T) {
	in := pumpHouse()
	pic := PictureOf(in.Site, in.Posture)
	var b bytes.Buffer
	if err := WritePNG(&b, pic); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	w, h := pic.framed().size()
	if got := img.Bounds().Size(); got.X < int(2*w) || got.X > int(2*w)+1 || got.Y < int(2*h) || got.Y > int(2*h)+1 {
		t.Errorf("%v pixels for %v by %v units", got, w, h)
	}
	// The border of a zone is drawn, and its middle is not.
	z := pic.zones[0]
	at := func(x, y float64) string {
		r, g, b, _ := img.At(int(2*(x-pic.area.X)), int(2*(y-pic.area.Y))).RGBA()
		return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	}
	in2 := boxInk[standingOf(z.posture)]
	if got := at(z.X+1, z.Y+z.H/2); len(in2.dash) == 0 && got != string(in2.line) {
		t.Errorf("the border is %s, want %s", got, in2.line)
	}
	if got := at(pic.area.X+1, pic.area.Y+1); got != "#ffffff" {
		t.Errorf("the paper is %s", got)
	}
}

func TestADrawingTooLargeForPixelsGetsFewerAndAtLastIsRefused(t *testing.T) {
	far := func(w float64) *Picture {
		return PictureOf(plant.Site{Zones: []plant.Zone{
			{ID: "a", Key: "A", Place: &plant.Place{W: 200, H: 100}}, {ID: "b", Key: "B", Place: &plant.Place{X: w, Y: w, W: 200, H: 100}},
		}}, assess.Posture{})
	}
	var b bytes.Buffer
	if err := WritePNG(&b, far(8000)); err != nil {
		t.Fatal(err)
	}
	if c, err := png.DecodeConfig(&b); err != nil || c.Width*c.Height > pngPixels+c.Width+c.Height {
		t.Errorf("%d by %d pixels, %v", c.Width, c.Height, err)
	}
	if err := WritePNG(&b, far(900_000)); plant.ProblemsOf(err) == nil {
		t.Errorf("a drawing of 900,000 units: %v, want a sentence", err)
	}
}

// large is a site of 200 zones and 400 conduits that nobody has laid out.
func large() plant.Site {
	var s plant.Site
	for i := range 200 {
		z := plant.Zone{ID: plant.ZoneID(fmt.Sprint("z", i)), Key: fmt.Sprintf("Z-%03d", i), Name: "Zone", Kind: plant.ZoneKinds[i%len(plant.ZoneKinds)]}
		if i%10 > 6 {
			z.Parent = plant.ZoneID(fmt.Sprint("z", i-i%10))
		}
		s.Zones = append(s.Zones, z)
	}
	for i := range 400 {
		s.Conduits = append(s.Conduits, plant.Conduit{ID: plant.ConduitID(fmt.Sprint("c", i)), Key: fmt.Sprintf("C-%03d", i),
			From: s.Zones[i%200].ID, To: s.Zones[(i*7+3)%200].ID})
	}
	return s
}

// drawnWithin is how long the largest drawing may take to be laid out.
const drawnWithin = 2 * time.Second

func BenchmarkDrawingOf200Zones(b *testing.B) {
	site := large()
	for b.Loop() {
		start := time.Now()
		PictureOf(site, assess.Posture{})
		if took := time.Since(start); took > drawnWithin {
			b.Errorf("laying out took %v, want at most %v", took, drawnWithin)
		}
	}
}
