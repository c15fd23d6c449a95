package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// TestTheEnginesAgree does the same random things to both engines, which must
// answer alike, errors included. Ids differ, so each is shown by its number.
func TestTheEnginesAgree(t *testing.T) {
	engines := []*bench{openBench(t, Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "ringwall.db")}), openBench(t, postgres(t))}
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		twins := make([]*twin, len(engines))
		for i, db := range engines {
			db.org, db.site = db.found(fmt.Sprintf("works-%d", runs), "bottling")
			twins[i] = &twin{t: t, db: db}
			twins[i].name(string(db.site))
		}
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			s := drawStep(rt)
			if a, b := twins[0].run(s), twins[1].run(s); a != b {
				rt.Fatalf("%+v\nsqlite:   %s\npostgres: %s", s, a, b)
			}
		}
		if a, b := twins[0].all(), twins[1].all(); a != b {
			rt.Fatalf("in the end\nsqlite:   %s\npostgres: %s", a, b)
		}
	})
	for _, db := range engines {
		db.honest()
	}
}

// step is one random operation on the things that exist so far.
type step struct {
	Op      string
	Key     string
	Name    string
	A, B, C int // which thing; what is out of range stands for none
	Stale   bool
}

func drawStep(t *rapid.T) step {
	n := rapid.IntRange(-1, 8)
	return step{
		Op:   rapid.SampledFrom([]string{"zone", "zone", "conduit", "asset", "asset", "verdict", "delete", "list", "site"}).Draw(t, "op"),
		Key:  rapid.SampledFrom([]string{"A", "a", "B", "é", "É", "_", "%", "Z-1", "Z-10", "Z-2"}).Draw(t, "key"),
		Name: rapid.SampledFrom([]string{"", "Filling", "größe", "<&>", "\u2028", "x'y", "\\", "%_"}).Draw(t, "name"),
		A:    n.Draw(t, "a"), B: n.Draw(t, "b"), C: n.Draw(t, "c"),
		Stale: rapid.IntRange(0, 9).Draw(t, "stale") == 0,
	}
}

// twin is one engine with what was made in it, in order.
type twin struct {
	t        *testing.T
	db       *bench
	names    []string // id and how it is shown, for a strings.Replacer
	zones    []plant.Zone
	conduits []plant.Conduit
	assets   []plant.Asset
	verdicts []assess.Verdict
}

func (w *twin) name(id string) { w.names = append(w.names, id, fmt.Sprintf("#%d", len(w.names)/2)) }

func pick[T any](list []T, i int) (rec T) {
	if i >= 0 && i < len(list) {
		rec = list[i]
	}
	return rec
}

// run does a step and tells the outcome in words that both engines share.
func (w *twin) run(s step) string {
	var result any
	var err error
	update := func(fn func(*Tx) error) {
		_, err = w.db.Update(w.t.Context(), w.db.act("test."+s.Op, s.Key), fn)
	}
	switch s.Op {
	case "zone":
		z := pick(w.zones, s.A)
		z.Site, z.Key, z.Name, z.Kind, z.Parent = w.db.site, s.Key, s.Name, plant.ZoneControl, pick(w.zones, s.B).ID
		result, err = change(w, &w.zones, z, s.Stale)
	case "conduit":
		c := pick(w.conduits, s.A)
		c.Site, c.Key, c.Name, c.From, c.To = w.db.site, s.Key, s.Name, pick(w.zones, s.B).ID, pick(w.zones, s.C).ID
		result, err = change(w, &w.conduits, c, s.Stale)
	case "asset":
		a := pick(w.assets, s.A)
		a.Site, a.Key, a.Name, a.Vendor, a.Zone, a.Criticality = w.db.site, s.Key, s.Name, s.Name, pick(w.zones, s.B).ID, max(0, s.C)
		result, err = change(w, &w.assets, a, s.Stale)
	case "verdict":
		v := pick(w.verdicts, s.A)
		v.Site, v.Subject, v.Set = w.db.site, assess.Subject{Kind: assess.OfZone, ID: string(pick(w.zones, s.B).ID)}, catalog.SystemRequirements
		v.Requirement, v.State, v.Note = catalog.RequirementID("SR "+s.Key), assess.Met, s.Name
		result, err = change(w, &w.verdicts, v, s.Stale)
	case "delete":
		version := map[bool]int{true: 7}[s.Stale]
		update(func(tx *Tx) error {
			switch z, c, a := pick(w.zones, s.A), pick(w.conduits, s.B), pick(w.assets, s.C); s.Key {
			case "A", "a":
				return Delete[plant.Zone](tx, string(z.ID), max(z.Version, version))
			case "B", "é":
				return Delete[plant.Conduit](tx, string(c.ID), max(c.Version, version))
			default:
				return Delete[plant.Asset](tx, string(a.ID), max(a.Version, version))
			}
		})
	case "site":
		update(func(tx *Tx) error {
			site, err := Get[plant.SiteRecord](tx.Reader(), string(w.db.site))
			if err != nil {
				return err
			}
			site.Name = s.Name
			return Put(tx, &site)
		})
	case "list":
		sorts := []string{"", "-key", "name", "-vendor", "zone", "-zone", "criticality", "-name", "vendor"}
		err = w.db.View(w.t.Context(), w.db.org, func(r *Reader) error {
			page, err := r.Assets(w.db.site, AssetQuery{Sort: sorts[s.A+1-max(0, s.A-7)], Search: s.Name, Limit: 3})
			result = []any{page.Assets, page.Total, page.Next != ""}
			return err
		})
	}
	return w.tell(result, err)
}

func change[T any](w *twin, list *[]T, rec T, stale bool) (any, error) {
	b := kindFor[T]().base(&rec)
	fresh := *b.version == 0
	if stale && !fresh {
		*b.version += 3
	}
	_, err := w.db.Update(w.t.Context(), w.db.act("test.put", *b.key), func(tx *Tx) error { return Put(tx, &rec) })
	if err != nil {
		return nil, err
	}
	if fresh {
		w.name(*b.id)
		*list = append(*list, rec)
		return rec, nil
	}
	for i := range *list {
		if *kindFor[T]().base(&(*list)[i]).id == *b.id {
			(*list)[i] = rec
		}
	}
	return rec, nil
}

func (w *twin) tell(result any, err error) string {
	doc, bad := json.Marshal(result)
	if bad != nil {
		w.t.Fatal(bad)
	}
	text := string(doc)
	if used, ok := errors.AsType[*InUse](err); ok {
		text += fmt.Sprintf(" in use by %+v", used.By)
	} else if err != nil {
		text += " " + err.Error()
	}
	return strings.NewReplacer(w.names...).Replace(text)
}

// all is everything that is stored, now and in between.
func (w *twin) all() string {
	var told []any
	err := w.db.View(w.t.Context(), w.db.org, func(r *Reader) error {
		site, err := r.Site(w.db.site)
		if err != nil {
			return err
		}
		verdicts, err := r.Verdicts(w.db.site)
		if err != nil {
			return err
		}
		then, before, err := r.SiteAt(w.db.site, 1<<40)
		told = []any{site.Zones, site.Conduits, site.Assets, verdicts, then.Zones, then.Conduits, then.Assets, before}
		return err
	})
	return w.tell(told, err)
}
