package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"ringwall/internal/plant"
)

func TestZonesGoWhereTheUserPutThem(t *testing.T) {
	zones := pumpHouse().Site.Zones
	zones[0].Place = &plant.Place{X: 500, Y: 40, W: 300, H: 100}
	zones[1].Place = &plant.Place{X: 100, Y: 240, W: 240, H: 100}
	at := placesOf(zones)
	if at["z1"] != *zones[0].Place || at["z2"] != *zones[1].Place {
		t.Errorf("placed zones were moved: %+v", at)
	}
	if got, want := at["z3"], (plant.Place{X: 100, Y: 364, W: zoneW, H: zoneH}); got != want {
		t.Errorf("the zone that came later is at %+v, want below the others at %+v", got, want)
	}
}

func TestZonesThatNobodyPlacedStandInLanes(t *testing.T) {
	zones := append(pumpHouse().Site.Zones, plant.Zone{ID: "z4", Key: "Z-04", Parent: "z1", Kind: plant.ZoneControl})
	at := placesOf(zones)
	if at["z3"].Y >= at["z1"].Y || at["z1"].Y != at["z2"].Y || at["z1"].X == at["z2"].X {
		t.Errorf("lanes %+v: want the remote zone above, the level 1 zones beside each other", at)
	}
	if !contains(at["z1"], at["z4"]) || at["z4"].Y < at["z1"].Y+headingH {
		t.Errorf("Z-04 at %+v is not below the heading of Z-01 at %+v, in which it lies", at["z4"], at["z1"])
	}
}

func TestAnInnerZoneMakesTheOuterGrow(t *testing.T) {
	outer := plant.Place{X: 0, Y: 0, W: 200, H: 100}
	at := placesOf([]plant.Zone{{ID: "outer", Place: &outer}, {ID: "inner", Parent: "outer"}})
	if !contains(at["outer"], at["inner"]) || outer.H != 100 {
		t.Errorf("outer %+v, inner %+v; the record has %+v", at["outer"], at["inner"], outer)
	}
}

func TestWordsAreBrokenIntoTheirRoom(t *testing.T) {
	for _, c := range []struct {
		says, words string
		most        int
		want        []string
	}{
		{"a short name stays", "Pumps", 2, []string{"Pumps"}},
		{"a long one takes two lines", "Pumps and valves", 2, []string{"Pumps and", "valves"}},
		{"what is left over ends in dots", "Pumps and valves of the north", 2, []string{"Pumps and", "valves of…"}},
		{"a word wider than the line is broken", "Pumpenhausvorsteher", 3, []string{"Pumpenhau", "svorsteher"}},
		{"nothing stays nothing", " ", 2, nil},
	} {
		got := wrapped(c.words, 70, 12, regular, c.most)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q", c.says, got)
		}
	}
}

func TestAZoneMayBeTooSmallForWhatStandsInIt(t *testing.T) {
	in := pumpHouse()
	for i := range in.Site.Zones {
		in.Site.Zones[i].Place = &plant.Place{X: float64(i) * 100, W: float64(1 + 30*i), H: float64(1 + 40*i)}
	}
	var b bytes.Buffer
	if err := WriteSVG(&b, PictureOf(in.Site, in.Posture)); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), `width="-`) || strings.Contains(b.String(), `height="-`) {
		t.Error("a shape has a size below nothing")
	}
}

func TestThePictureHasItsStylesAsAttributesAndItsTextEscaped(t *testing.T) {
	in := pumpHouse()
	in.Site.Zones[0].Name = `</text><script>alert("1")</script>`
	in.Site.Conduits[0].Name = `"><style>`
	var b bytes.Buffer
	if err := WriteSVG(&b, PictureOf(in.Site, in.Posture)); err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"<script", "<style", "style=", "class="} {
		if strings.Contains(b.String(), never) {
			t.Errorf("the picture has %s", never)
		}
	}
	d := xml.NewDecoder(&b)
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestThePictureSaysInWordsWhatItShowsInColour(t *testing.T) {
	in := pumpHouse()
	in.Site.Zones[1].Wireless = true
	var b bytes.Buffer
	if err := WriteSVG(&b, PictureOf(in.Site, in.Posture)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>Z-01 Pump control, Control, 4 assets, SL-A (1 1 1 1 1 1 1), SL-T (1 1 1 1 1 1 1), at target</title>",
		"<title>Z-02 Chlorine safety, Safety, safety, wireless, 1 asset, SL-A (1 1 1 1 1 1 1), SL-T (2 2 2 2 2 2 2), 7 level steps below target</title>",
		"<title>Z-03 =Vendor &amp; friends, Remote access, external, 0 assets, SL-A (0 0 0 0 0 0 0), no target set</title>",
		"<title>C-01 Trip signals, Z-01 → Z-02,",
		"3 zones and 1 conduit. 1 zone and 0 conduits lie below their target; 1 zone and 0 conduits have none.",
		">−7</text>",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
}

func TestADrawingLiesOnAWidePageWhereThatMakesItLarger(t *testing.T) {
	in := pumpHouse()
	narrow := PictureOf(in.Site, in.Posture)
	for i := range in.Site.Zones {
		in.Site.Zones[i].Place = &plant.Place{X: float64(i) * 500, W: 300, H: 130}
	}
	wide := PictureOf(in.Site, in.Posture)
	for _, c := range []struct {
		says  string
		pic   *Picture
		pages string
	}{
		{"a high one stays upright", narrow, "upright"},
		{"a wide one is turned", wide, "wide"},
	} {
		d := Document{Sections: []Section{{Heading: "Drawing", Blocks: []Block{{Picture: c.pic}}}, {Heading: "Rest", Blocks: []Block{text("Words.")}}}}
		var b bytes.Buffer
		if err := WritePDF(&b, d); err != nil {
			t.Fatal(err)
		}
		turned := strings.Count(b.String(), "/MediaBox [0 0 841.89 595.28]")
		if (turned == 1) != (c.pages == "wide") {
			t.Errorf("%s: %d wide pages", c.says, turned)
		}
	}
}
