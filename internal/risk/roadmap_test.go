package risk

import (
	"testing"

	"ringwall/internal/plant"
)

func TestTheOptionsOfARoadmap(t *testing.T) {
	m := Countermeasure{
		Head: Head{ID: "cm", Key: "CM-01", Name: "Firewall"}, Layer: "network", Kind: "technical", State: MeasurePlanned,
		Zones: []plant.ZoneID{"z1"}, Requirements: []string{"SR 5.1", "SR 5.2"}, Cost: 100,
	}
	in := Input{
		Today: "2026-11-24",
		Site: plant.Site{
			SiteRecord: plant.SiteRecord{ID: "s", Key: "S", Name: "Plant"},
			Zones:      []plant.Zone{{ID: "z1", Key: "Z-01"}, {ID: "z2", Key: "Z-02"}},
			Conduits:   []plant.Conduit{{ID: "c1", Key: "C-01", From: "z2", To: "z1"}},
		},
	}
	with := func(change func(*Countermeasure)) Countermeasure {
		c := m
		change(&c)
		return c
	}
	in.Register.Countermeasures = []Countermeasure{
		m,
		with(func(c *Countermeasure) { c.State = MeasureExisting }),
		with(func(c *Countermeasure) { c.Zones, c.WholeSite = nil, true }),
		with(func(c *Countermeasure) { c.Zones = nil }),
		with(func(c *Countermeasure) { c.Requirements = nil }),
		with(func(c *Countermeasure) { c.Expires = "2026-01-01" }),
		with(func(c *Countermeasure) { c.ProtectiveFunction = true }),
	}
	options, notes := RoadmapOptions(in)
	if len(options) != 2 || len(notes) != 4 {
		t.Fatalf("%d options, notes %q", len(options), notes)
	}
	if o := options[0]; o.Name != "CM-01 Firewall" || o.Cost != 100 || len(o.Subjects) != 1 {
		t.Errorf("%+v", o)
	}
	if n := len(options[1].Subjects); n != 4 {
		t.Errorf("one of the whole site protects %d, want the site, two zones and a conduit", n)
	}
}
