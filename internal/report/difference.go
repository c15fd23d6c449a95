package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ringwall/internal/plant"
)

// Difference is what changed at a site between two moments, as a drawing: what
// was added, removed and changed is told by a sign and a border as well as by
// colour, and once more in words below.
type Difference struct {
	title, words string
	area         plant.Place
	zones        []zoneChange // outer before inner
	conduits     []conduitChange
	lines        []changeLine
}

// fate is what became of a record.
type fate int

const (
	kept fate = iota
	addedFate
	removedFate
	changedFate
)

// fates are how a fate looks, and the word and sign for it.
var fates = [...]struct {
	word, sign string
	ink        ink
}{
	kept:        {"unchanged", "", ink{fill: paper, line: edge, width: 1.5}},
	addedFate:   {"added", "+", ink{fill: mix(metSoft, paper, .65), line: metDark, width: 3}},
	removedFate: {"removed", "−", ink{fill: mix("#f9dedc", paper, .65), line: "#b3261e", width: 2.5, dash: []float64{8, 5}}},
	changedFate: {"changed", "~", ink{fill: mix("#fff0c2", paper, .65), line: "#8a5a00", width: 2.5}},
}

type zoneChange struct {
	plant.Place
	zone  plant.Zone
	outer bool
	fate  fate
	what  string
}

type conduitChange struct {
	route
	conduit  plant.Conduit
	from, to string
	fate     fate
}

// changeLine is one change in words.
type changeLine struct {
	fate  fate
	words string
}

// DifferenceOf compares a site at two moments; from and to say in words when.
// Where a zone only stands elsewhere on the drawing, nothing has changed.
func DifferenceOf(before, after plant.Site, from, to string) *Difference {
	d := &Difference{title: fmt.Sprintf("Changes of %s from %s to %s", cmp.Or(after.Name, before.Name), from, to)}
	zones, conduits := union(before.Zones, after.Zones, zoneID), union(before.Conduits, after.Conduits, conduitID)
	c := comparison{
		zonesBefore: byID(before.Zones, zoneID), zonesAfter: byID(after.Zones, zoneID),
		conduitsBefore: byID(before.Conduits, conduitID), conduitsAfter: byID(after.Conduits, conduitID),
		assetsBefore: byID(before.Assets, assetID), assetsAfter: byID(after.Assets, assetID),
		keys: map[string]string{},
	}
	for _, z := range zones {
		c.keys[string(z.ID)] = z.Key
	}
	c.countAssets(union(before.Assets, after.Assets, assetID))
	at, inside := placesOf(zones), childrenOf(zones)
	routes := routesOf(conduits, at)
	var add func(parent plant.ZoneID)
	add = func(parent plant.ZoneID) {
		for _, z := range inside[parent] {
			f, what := c.zone(z.ID)
			d.zones = append(d.zones, zoneChange{Place: at[z.ID], zone: z, outer: len(inside[z.ID]) > 0, fate: f, what: what})
			d.tell(f, "zone", z.Key, z.Name, what)
			add(z.ID)
		}
	}
	add("")
	for _, x := range conduits {
		f, what := c.conduit(x.ID)
		d.tell(f, "conduit", x.Key, c.keys[string(x.From)]+" → "+c.keys[string(x.To)], what)
		if way, ok := routes[x.ID]; ok {
			d.conduits = append(d.conduits, conduitChange{route: way, conduit: x, from: c.keys[string(x.From)], to: c.keys[string(x.To)], fate: f})
		}
	}
	d.lines = append(d.lines, c.assetLines...)
	slices.SortStableFunc(d.lines, func(a, b changeLine) int { return cmp.Compare(a.fate, b.fate) })
	d.area = d.covered()
	d.words = d.inShort()
	return d
}

func zoneID(z plant.Zone) string       { return string(z.ID) }
func conduitID(c plant.Conduit) string { return string(c.ID) }
func assetID(a plant.Asset) string     { return string(a.ID) }

func byID[T any](list []T, id func(T) string) map[string]T {
	out := make(map[string]T, len(list))
	for _, r := range list {
		out[id(r)] = r
	}
	return out
}

// union is the records after, with those of before that are gone.
func union[T any](before, after []T, id func(T) string) []T {
	still := byID(after, id)
	out := slices.Clone(after)
	for _, r := range before {
		if _, is := still[id(r)]; !is {
			out = append(out, r)
		}
	}
	return out
}

// comparison holds both moments by id.
type comparison struct {
	zonesBefore, zonesAfter       map[string]plant.Zone
	conduitsBefore, conduitsAfter map[string]plant.Conduit
	assetsBefore, assetsAfter     map[string]plant.Asset
	keys                          map[string]string // of zones
	assets                        map[plant.ZoneID]*[4]int
	assetLines                    []changeLine
}

// countAssets counts for each zone which of its assets came, went and changed.
func (c *comparison) countAssets(all []plant.Asset) {
	c.assets = map[plant.ZoneID]*[4]int{}
	count := func(zone plant.ZoneID, f fate) {
		if c.assets[zone] == nil {
			c.assets[zone] = &[4]int{}
		}
		c.assets[zone][f]++
	}
	for _, x := range all {
		before, was := c.assetsBefore[assetID(x)]
		after, is := c.assetsAfter[assetID(x)]
		f, what := changedFate, ""
		switch {
		case !was:
			f = addedFate
			count(after.Zone, f)
			what = c.in(after.Zone)
		case !is:
			f = removedFate
			count(before.Zone, f)
			what = c.in(before.Zone)
		case before.Zone != after.Zone:
			count(before.Zone, removedFate)
			count(after.Zone, addedFate)
			what = "moved from " + c.named(before.Zone) + " to " + c.named(after.Zone)
			if fields := fieldsOf(before, after, "zone", "sources"); fields != "" {
				what += "; " + fields
			}
		default:
			if what = fieldsOf(before, after, "sources"); what == "" {
				continue
			}
			count(after.Zone, f)
		}
		c.assetLines = append(c.assetLines, changeLine{f, lineOf(f, "asset", x.Key, x.Name, what)})
	}
}

func (c *comparison) named(id plant.ZoneID) string {
	if id == "" {
		return "no zone"
	}
	return c.keys[string(id)]
}

func (c *comparison) in(id plant.ZoneID) string { return "in " + c.named(id) }

func (c *comparison) zone(id plant.ZoneID) (fate, string) {
	before, was := c.zonesBefore[string(id)]
	after, is := c.zonesAfter[string(id)]
	switch {
	case !was:
		return addedFate, ""
	case !is:
		return removedFate, ""
	}
	var parts []string
	if before.Parent != after.Parent {
		parts = append(parts, "moved from "+c.named(before.Parent)+" into "+c.named(after.Parent))
	}
	if fields := fieldsOf(before, after, "place", "parent"); fields != "" {
		parts = append(parts, fields)
	}
	if n := c.assets[id]; n != nil {
		var some []string
		for _, f := range []fate{addedFate, removedFate, changedFate} {
			if n[f] > 0 {
				some = append(some, fmt.Sprintf("%s%d", fates[f].sign, n[f]))
			}
		}
		parts = append(parts, "assets "+strings.Join(some, " "))
	}
	if len(parts) == 0 {
		return kept, ""
	}
	return changedFate, strings.Join(parts, "; ")
}

func (c *comparison) conduit(id plant.ConduitID) (fate, string) {
	before, was := c.conduitsBefore[string(id)]
	after, is := c.conduitsAfter[string(id)]
	switch {
	case !was:
		return addedFate, ""
	case !is:
		return removedFate, ""
	}
	if fields := fieldsOf(before, after); fields != "" {
		return changedFate, fields
	}
	return kept, ""
}

// fieldsOf names the attributes in which two records differ, but for some.
func fieldsOf(before, after any, but ...string) string {
	var out []string
	for _, f := range plant.FieldsChanged(before, after) {
		name, _, _ := strings.Cut(f.Path, ".")
		name, _, _ = strings.Cut(name, "[")
		if words := spaced(name); !slices.Contains(but, name) && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return strings.Join(out, ", ")
}

// spaced writes the name of an attribute as words: logicalBoundary.
func spaced(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func (d *Difference) tell(f fate, kind, key, name, what string) {
	if f != kept {
		d.lines = append(d.lines, changeLine{f, lineOf(f, kind, key, name, what)})
	}
}

func lineOf(f fate, kind, key, name, what string) string {
	words := fates[f].sign + " " + kind + " " + strings.TrimSpace(key+" "+name) + ": " + fates[f].word
	if what != "" {
		words += ", " + what
	}
	return words
}

func (d *Difference) inShort() string {
	var n [4]int
	for _, l := range d.lines {
		n[l.fate]++
	}
	if len(d.lines) == 0 {
		return "Nothing has changed."
	}
	return fmt.Sprintf("%d added, %d removed, %d changed.", n[addedFate], n[removedFate], n[changedFate])
}
