package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/testdata/example"
)

// routeCase is a drawing in testdata/routes.json, with which this package and
// the web app (web/src/parts/plant/route.golden.test.ts) must agree.
type routeCase struct {
	Says     string        `json:"says"`
	Zones    []routeZone   `json:"zones"`
	Conduits []routeLine   `json:"conduits"`
	Crowd    int           `json:"crowd,omitempty"` // so many more zones far away, of which nothing is listed
	Places   []routePlace  `json:"places"`
	Routes   []routeResult `json:"routes"`
}

type routeZone struct {
	ID     plant.ZoneID `json:"id"`
	Parent plant.ZoneID `json:"parent,omitempty"`
	Place  *plant.Place `json:"place,omitempty"`
}

type routeLine struct {
	ID   plant.ConduitID `json:"id"`
	From plant.ZoneID    `json:"from"`
	To   plant.ZoneID    `json:"to"`
}

type routePlace struct {
	ID plant.ZoneID `json:"id"`
	plant.Place
}

type routeResult struct {
	ID     plant.ConduitID `json:"id"`
	Points [][2]float64    `json:"points"`
	Label  [2]float64      `json:"label"`
}

func routeCases(t *testing.T) []routeCase {
	at := func(x, y, w, h float64) *plant.Place { return &plant.Place{X: x, Y: y, W: w, H: h} }
	stack := []routeZone{{ID: "a", Place: at(0, 0, 200, 100)}, {ID: "b", Place: at(0, 200, 200, 100)}, {ID: "c", Place: at(0, 400, 200, 100)}}
	past := []routeLine{{"C-1", "a", "c"}, {"C-2", "a", "b"}, {"C-3", "c", "a"}}
	block := []routeZone{}
	mesh := []routeLine{}
	for i := range 12 {
		block = append(block, routeZone{ID: plant.ZoneID(fmt.Sprintf("z%02d", i)), Place: at(float64(i%4)*340+float64(i*7%5)*13.25, float64(i/4)*240+float64(i*11%7)*9.5, 232, 128)})
	}
	for i := range 26 {
		from, to := i*5%12, (i*7+3)%12
		if from != to {
			mesh = append(mesh, routeLine{plant.ConduitID(fmt.Sprintf("c%02d", i)), block[from].ID, block[to].ID})
		}
	}
	return []routeCase{
		exampleCase(t),
		{Says: "a conduit goes around the zone that stands in its way", Zones: stack, Conduits: past},
		{Says: "inner zones, their borders passed, and zones that came after the last layout", Zones: []routeZone{
			{ID: "outer", Place: at(100, 50, 620, 420)}, {ID: "left", Parent: "outer", Place: at(124, 190, 232, 128)}, {ID: "right", Parent: "outer", Place: at(440, 190, 232, 128)},
			{ID: "below", Place: at(300.5, 640.25, 240, 130)}, {ID: "late inner", Parent: "outer"}, {ID: "late"}, {ID: "lost", Parent: "nowhere"}, {ID: "late nest"}, {ID: "nestling", Parent: "late nest"},
		}, Conduits: []routeLine{{"C-1", "left", "right"}, {"C-2", "left", "below"}, {"C-3", "below", "right"}, {"C-4", "outer", "left"}, {"C-5", "below", "outer"}, {"C-6", "late inner", "late"}, {"C-7", "nestling", "right"}, {"C-8", "left", "gone"}}},
		{Says: "many conduits between many zones, off the grid", Zones: block, Conduits: mesh},
		{Says: "between more than forty zones lines run closer", Zones: stack, Conduits: past, Crowd: 40},
		{Says: "among the most zones conduits still go around", Zones: stack, Conduits: past, Crowd: most.zones - 3},
		{Says: "among too many zones conduits go straight through", Zones: stack, Conduits: past, Crowd: most.zones - 2},
	}
}

// exampleCase is the example plant, its keys taken as ids.
func exampleCase(t *testing.T) routeCase {
	t.Helper()
	doc, err := example.Document()
	if err != nil {
		t.Fatal(err)
	}
	c := routeCase{Says: "the example plant"}
	for _, z := range doc.Zones {
		c.Zones = append(c.Zones, routeZone{ID: plant.ZoneID(z.Key), Place: z.Place})
	}
	for _, w := range doc.Conduits {
		c.Conduits = append(c.Conduits, routeLine{plant.ConduitID(w.Key), plant.ZoneID(w.From), plant.ZoneID(w.To)})
	}
	return c
}

// solved is the case with what this package makes of it.
func (c routeCase) solved() routeCase {
	var zones []plant.Zone
	for _, z := range c.Zones {
		zones = append(zones, plant.Zone{ID: z.ID, Parent: z.Parent, Place: z.Place})
	}
	for i := range c.Crowd {
		zones = append(zones, plant.Zone{ID: plant.ZoneID(fmt.Sprintf("crowd %d", i)), Place: &plant.Place{X: 5000, Y: float64(i) * 200, W: 232, H: 128}})
	}
	var conduits []plant.Conduit
	for _, l := range c.Conduits {
		conduits = append(conduits, plant.Conduit{ID: l.ID, From: l.From, To: l.To})
	}
	at := placesOf(zones)
	ways := routesOf(conduits, at)
	for _, z := range c.Zones {
		c.Places = append(c.Places, routePlace{z.ID, at[z.ID]})
	}
	for _, id := range slices.Sorted(maps.Keys(ways)) {
		r := routeResult{ID: id, Label: [2]float64{ways[id].label.x, ways[id].label.y}}
		for _, p := range ways[id].points {
			r.Points = append(r.Points, [2]float64{p.x, p.y})
		}
		c.Routes = append(c.Routes, r)
	}
	return c
}

func TestConduitsGoAsInTheWebApp(t *testing.T) {
	var got []routeCase
	for _, c := range routeCases(t) {
		got = append(got, c.solved())
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "routes.json")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []routeCase
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestConduitsKeepOffZonesThatTheyDoNotJoin(t *testing.T) {
	for _, c := range routeCases(t)[:2] {
		c = c.solved()
		for i, r := range c.Routes {
			for _, p := range c.Places {
				for n := 1; n < len(r.Points); n++ {
					a, b := r.Points[n-1], r.Points[n]
					if max(a[0], b[0]) > p.X && min(a[0], b[0]) < p.X+p.W && max(a[1], b[1]) > p.Y && min(a[1], b[1]) < p.Y+p.H {
						t.Errorf("%s: %s runs through zone %s", c.Says, c.Routes[i].ID, p.ID)
					}
				}
			}
		}
	}
}

func TestZonesThatTouchAreJoinedWithoutALine(t *testing.T) {
	zones := places{"a": {W: 200, H: 100}, "b": {Y: 100, W: 200, H: 100}}
	if r := routesOf([]plant.Conduit{{ID: "c", From: "a", To: "b"}}, zones)["c"]; len(r.points) == 0 {
		t.Error("the conduit has no point at all")
	}
}

func BenchmarkPicture(b *testing.B) {
	for _, n := range []struct{ zones, conduits int }{{most.zones, most.conduits}, {200, 400}} {
		site := plant.Site{}
		for i := range n.zones {
			site.Zones = append(site.Zones, plant.Zone{ID: plant.ZoneID(fmt.Sprint(i)), Place: &plant.Place{X: float64(i%10)*382 + float64(i*7%5), Y: float64(i/10)*228 + float64(i*3%7), W: 232, H: 128}})
		}
		for i := range n.conduits {
			site.Conduits = append(site.Conduits, plant.Conduit{ID: plant.ConduitID(fmt.Sprint(i)), From: site.Zones[i*13%n.zones].ID, To: site.Zones[(i*29+1)%n.zones].ID})
		}
		b.Run(fmt.Sprintf("%d zones and %d conduits", n.zones, n.conduits), func(b *testing.B) {
			for b.Loop() {
				svg(PictureOf(site, pumpHouse().Posture), true)
			}
		})
	}
}
