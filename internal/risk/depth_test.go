package risk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// measure is an existing countermeasure of zone Z.
func measure(key, layer, kind string, depends ...risk.Dependency) risk.Countermeasure {
	return risk.Countermeasure{
		Head: risk.Head{ID: risk.ID(key), Key: key, Name: key}, Layer: risk.Layer(layer), Kind: risk.MeasureKind(kind),
		State: risk.MeasureExisting, Zones: []plant.ZoneID{"Z"}, Dependencies: depends,
	}
}

func on(kind, name string) risk.Dependency {
	return risk.Dependency{Kind: risk.DependencyKind(kind), Name: name}
}

// depthOf lays the countermeasures out over zone Z, zone Y beside it, an
// external zone, and conduit C between Z and Y.
func depthOf(measures ...risk.Countermeasure) risk.DepthMap {
	outside := zone("X")
	outside.External = true
	in := site([]plant.Zone{zone("Z"), zone("Y"), outside}, []plant.Conduit{conduit("C", "Z", "Y")})
	in.Register.Countermeasures = measures
	return risk.Depth(in)
}

func zoneDepth(t *testing.T, m risk.DepthMap, key string) risk.ZoneDepth {
	t.Helper()
	for _, z := range m.Zones {
		if z.Key == key {
			return z
		}
	}
	t.Fatalf("no zone %s", key)
	return risk.ZoneDepth{}
}

// stateOf is what a countermeasure is worth in a zone.
func stateOf(z risk.ZoneDepth, key string) (risk.DepthState, string) {
	for _, cell := range z.Cells {
		for _, m := range cell.Measures {
			if m.Key == key {
				return m.State, m.Why
			}
		}
	}
	return "", ""
}

func TestLayersCountOnceAndOnlyWhenIndependent(t *testing.T) {
	wall := on("firewall", "FW-1")
	for _, c := range []struct {
		name     string
		measures []risk.Countermeasure
		score    int
		states   map[string]risk.DepthState
		says     string // in the reason of the first that does not count
	}{
		{"two layers that share nothing count twice",
			[]risk.Countermeasure{measure("A", "perimeter", "technical", wall), measure("B", "physical", "physical")}, 2,
			map[string]risk.DepthState{"A": "counts", "B": "counts"}, ""},
		{"two in the same layer count once",
			[]risk.Countermeasure{measure("A", "host", "technical"), measure("B", "host", "technical")}, 1,
			map[string]risk.DepthState{"A": "counts", "B": "same-layer"}, "same layer as A"},
		{"two layers behind the same firewall count once, however it is written",
			[]risk.Countermeasure{measure("A", "perimeter", "technical", wall), measure("B", "network", "technical", on("firewall", " fw-1 "))}, 1,
			map[string]risk.DepthState{"A": "counts", "B": "shared"}, "B shares the firewall fw-1 with A in the layer perimeter"},
		{"the same name of another kind is another thing",
			[]risk.Countermeasure{measure("A", "perimeter", "technical", wall), measure("B", "network", "technical", on("vendor", "FW-1"))}, 2,
			map[string]risk.DepthState{"A": "counts", "B": "counts"}, ""},
		{"one in the middle gives way to two that are independent",
			[]risk.Countermeasure{measure("A", "perimeter", "technical", on("power", "p"), on("operator", "o")), measure("B", "network", "technical", on("power", "p")), measure("C", "host", "technical", on("operator", "o"))}, 2,
			map[string]risk.DepthState{"A": "shared", "B": "counts", "C": "counts"}, "A shares the power p with B"},
		{"another in the layer that depends on less makes it count",
			[]risk.Countermeasure{measure("A", "perimeter", "technical", wall), measure("B", "network", "technical", wall), measure("C", "network", "technical")}, 2,
			map[string]risk.DepthState{"A": "counts", "B": "same-layer", "C": "counts"}, "same layer as C"},
	} {
		z := zoneDepth(t, depthOf(c.measures...), "Z")
		if z.Score != c.score || len(z.Independent) != c.score {
			t.Errorf("%s: score %d of %v, want %d", c.name, z.Score, z.Independent, c.score)
		}
		for key, want := range c.states {
			state, why := stateOf(z, key)
			if state != want {
				t.Errorf("%s: %s is %q (%s), want %q", c.name, key, state, why, want)
			}
			if state != risk.DepthCounts && !strings.Contains(why, c.says) {
				t.Errorf("%s: %q does not say %q", c.name, why, c.says)
			}
		}
	}
}

func TestOnlyWhatIsInPlaceCounts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*risk.Countermeasure)
		want   risk.DepthState
	}{
		{"an existing one counts", func(*risk.Countermeasure) {}, risk.DepthCounts},
		{"a proposed one does not", func(c *risk.Countermeasure) { c.State = risk.MeasureProposed }, risk.DepthProposed},
		{"a planned one does not", func(c *risk.Countermeasure) { c.State = risk.MeasurePlanned }, risk.DepthProposed},
		{"a retired one does not", func(c *risk.Countermeasure) { c.State = risk.MeasureRetired }, risk.DepthRetired},
		{"one that expires tomorrow does", func(c *risk.Countermeasure) { c.Expires = "2026-11-25" }, risk.DepthCounts},
		{"one that expired today does not", func(c *risk.Countermeasure) { c.Expires = "2026-11-24" }, risk.DepthExpired},
		{"one inside a protective function does not", func(c *risk.Countermeasure) { c.ProtectiveFunction = true }, risk.DepthInside},
		{"one of the whole site does", func(c *risk.Countermeasure) { c.Zones, c.WholeSite = nil, true }, risk.DepthCounts},
		{"one of a conduit does at the perimeter", func(c *risk.Countermeasure) {
			c.Zones, c.Conduits, c.Layer = nil, []plant.ConduitID{"C"}, "perimeter"
		}, risk.DepthCounts},
		{"one of a conduit does nothing for the hosts of a zone", func(c *risk.Countermeasure) { c.Zones, c.Conduits = nil, []plant.ConduitID{"C"} }, risk.DepthElsewhere},
		{"one of another zone is not there at all", func(c *risk.Countermeasure) { c.Zones = []plant.ZoneID{"Y"} }, ""},
	} {
		m := measure("A", "host", "technical")
		c.change(&m)
		z := zoneDepth(t, depthOf(m), "Z")
		if state, why := stateOf(z, "A"); state != c.want || state != "" && !strings.HasPrefix(why, "A ") {
			t.Errorf("%s: %q (%s)", c.name, state, why)
		}
		if counts := c.want == risk.DepthCounts; (z.Score == 1) != counts || len(z.Empty) == len(risk.Layers) == counts {
			t.Errorf("%s: score %d, empty %v", c.name, z.Score, z.Empty)
		}
	}
}

func TestConduitProtectsBothEnds(t *testing.T) {
	m := measure("A", "network", "technical")
	m.Zones, m.Conduits = nil, []plant.ConduitID{"C"}
	got := depthOf(m)
	for _, key := range []string{"Z", "Y"} {
		if state, _ := stateOf(zoneDepth(t, got, key), "A"); state != risk.DepthCounts {
			t.Errorf("zone %s: %q", key, state)
		}
	}
	if len(got.Zones) != 2 {
		t.Errorf("%d zones: one outside the owner's control belongs to nobody's defence", len(got.Zones))
	}
}

func TestZoneFailsWithTechnicalMeasuresOnly(t *testing.T) {
	for _, c := range []struct {
		name     string
		measures []risk.Countermeasure
		fails    bool
		verdict  string
	}{
		{"nothing at all", nil, true, "no countermeasure"},
		{"only a proposal", []risk.Countermeasure{func() risk.Countermeasure {
			m := measure("A", "policy-people", "people")
			m.State = risk.MeasureProposed
			return m
		}()}, true, "no countermeasure"},
		{"technical ones in four layers", []risk.Countermeasure{measure("A", "perimeter", "technical"), measure("B", "network", "technical"), measure("C", "host", "technical"), measure("D", "data", "technical")}, true, "technical measures only"},
		{"a procedure makes the difference", []risk.Countermeasure{measure("A", "perimeter", "technical"), measure("B", "policy-people", "procedural")}, false, "2 independent layers"},
		{"one layer is thin and holds", []risk.Countermeasure{measure("A", "physical", "physical")}, false, "1 independent layer"},
	} {
		z := zoneDepth(t, depthOf(c.measures...), "Z")
		if z.Fails != c.fails || z.Verdict != c.verdict || z.Why == "" {
			t.Errorf("%s: fails %v, %q, %q", c.name, z.Fails, z.Verdict, z.Why)
		}
	}
}

func TestEmptyCellsAreListed(t *testing.T) {
	m := depthOf(measure("A", "perimeter", "technical"), measure("B", "physical", "physical"))
	want := []risk.Layer{"policy-people", "network", "host", "application", "data", "safety-process"}
	if diff := cmp.Diff(want, zoneDepth(t, m, "Z").Empty); diff != "" {
		t.Error(diff)
	}
	if m.Empty != 6+8 || m.Fails != 1 {
		t.Errorf("%d empty cells and %d zones that fail, want 14 and 1", m.Empty, m.Fails)
	}
	for _, z := range m.Zones {
		if len(z.Cells) != len(risk.Layers) {
			t.Errorf("zone %s has %d cells", z.Key, len(z.Cells))
		}
	}
}

func TestControlInsideAProtectiveFunctionIsFlagged(t *testing.T) {
	m := measure("CM-7", "safety-process", "technical")
	m.ProtectiveFunction = true
	got := depthOf(m)
	if len(got.Flagged) != 1 || !strings.Contains(got.Flagged[0].Text, "CM-7 works inside a protective function") {
		t.Errorf("%+v", got.Flagged)
	}
}

// The independent layers are found exactly: checked against trying everything.
func TestIndependentLayersAreAsManyAsThereCanBe(t *testing.T) {
	seed := uint32(7)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for round := range 60 {
		var measures []risk.Countermeasure
		for i := range 4 + next(8) {
			m := measure(fmt.Sprintf("CM-%02d", i), string(risk.Layers[next(len(risk.Layers))]), "technical")
			for range next(3) {
				m.Dependencies = append(m.Dependencies, on("power", fmt.Sprint(next(5))))
			}
			measures = append(measures, m)
		}
		best := 0
		for set := range 1 << len(measures) {
			layers, used, ok, n := map[risk.Layer]bool{}, map[string]bool{}, true, 0
			for i := range measures {
				if set&(1<<i) == 0 {
					continue
				}
				m := &measures[i]
				ok = ok && !layers[m.Layer]
				layers[m.Layer] = true
				mine := map[string]bool{}
				for _, d := range m.Dependencies {
					mine[d.Name] = true
				}
				for name := range mine {
					ok = ok && !used[name]
					used[name] = true
				}
				n++
			}
			if ok {
				best = max(best, n)
			}
		}
		if got := zoneDepth(t, depthOf(measures...), "Z").Score; got != best {
			t.Fatalf("round %d: %d layers, there can be %d", round, got, best)
		}
	}
}

func TestDepthOfManyEntangledMeasuresEnds(t *testing.T) {
	var measures []risk.Countermeasure
	for i := range 400 {
		measures = append(measures, measure(fmt.Sprintf("CM-%03d", i), string(risk.Layers[i%8]), "technical",
			on("power", fmt.Sprint(i%7)), on("vendor", fmt.Sprint(i%11)), on("operator", fmt.Sprint(i%13))))
	}
	began := time.Now()
	z := zoneDepth(t, depthOf(measures...), "Z")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s", took)
	}
	if z.Score < 2 || !slices.IsSorted([]int{z.Score, 8}) {
		t.Errorf("score %d", z.Score)
	}
}
