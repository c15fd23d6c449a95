package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// timings collects how long each operation took.
type timings struct {
	mu   sync.Mutex
	list []time.Duration
}

func (t *timings) add(list []time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = append(t.list, list...)
}

func (t *timings) report(b *testing.B, whole time.Duration) {
	slices.Sort(t.list)
	b.ReportMetric(float64(len(t.list))/whole.Seconds(), "ops/s")
	b.ReportMetric(t.list[len(t.list)*99/100].Seconds()*1000, "p99-ms")
}

// together runs b.N operations on n goroutines.
func together(b *testing.B, n int, op func(worker, i int) error) {
	b.Helper()
	var next atomic.Int64
	var all timings
	var wg sync.WaitGroup
	b.ResetTimer()
	began := time.Now()
	for worker := range n {
		wg.Go(func() {
			var mine []time.Duration
			for i := int(next.Add(1)); i <= b.N; i = int(next.Add(1)) {
				from := time.Now()
				if err := op(worker, i); err != nil {
					b.Error(err)
					return
				}
				mine = append(mine, time.Since(from))
			}
			all.add(mine)
		})
	}
	wg.Wait()
	if !b.Failed() {
		all.report(b, time.Since(began))
	}
}

func engines(b *testing.B, fn func(b *testing.B, db *bench)) {
	b.Run("sqlite", func(b *testing.B) {
		fn(b, openBench(b, Config{URL: "sqlite:" + filepath.Join(b.TempDir(), "ringwall.db"), Now: time.Now}))
	})
	b.Run("postgres", func(b *testing.B) {
		c := postgres(b)
		c.Now = time.Now
		fn(b, openBench(b, c))
	})
}

// BenchmarkAuditedWrite renames zones: each operation is a read, a write, its
// history and its leaf, committed and flushed to the disk before the next.
func BenchmarkAuditedWrite(b *testing.B) {
	engines(b, func(b *testing.B, db *bench) {
		zones := make([]plant.Zone, 16)
		for i := range zones {
			zones[i] = db.zone(fmt.Sprintf("Z-%02d", i))
		}
		together(b, len(zones), func(worker, i int) error {
			_, err := db.Update(context.Background(), db.act("zone.rename", zones[worker].Key), func(tx *Tx) error {
				z, err := Get[plant.Zone](tx.Reader(), string(zones[worker].ID))
				if err != nil {
					return err
				}
				z.Name = fmt.Sprintf("Zone %d", i)
				return Put(tx, &z)
			})
			return err
		})
	})
}

// BenchmarkImport stores 10,000 assets in one update.
func BenchmarkImport(b *testing.B) {
	engines(b, func(b *testing.B, db *bench) {
		zone := db.zone("Z-01")
		n := 0
		for b.Loop() {
			db.update("import.apply", func(tx *Tx) error {
				for range 10_000 {
					n++
					a := db.asset(fmt.Sprintf("PLC-%06d", n), zone.ID)
					if err := Put(tx, &a); err != nil {
						return err
					}
				}
				return nil
			})
		}
	})
}

// BenchmarkLoadSite reads a site of 10,000 assets, 200 zones and 20,000 verdicts.
func BenchmarkLoadSite(b *testing.B) {
	engines(b, func(b *testing.B, db *bench) {
		var zones []plant.Zone
		for i := range 200 {
			zones = append(zones, plant.Zone{Site: db.site, Key: fmt.Sprintf("Z-%03d", i), Kind: plant.ZoneControl})
		}
		zones = put(db, zones...)
		db.update("import.apply", func(tx *Tx) error {
			for i := range 10_000 {
				a := db.asset(fmt.Sprintf("PLC-%06d", i), zones[i%200].ID)
				if err := Put(tx, &a); err != nil {
					return err
				}
			}
			for i := range 20_000 {
				v := db.verdict(assess.Subject{Kind: assess.OfZone, ID: string(zones[i/100].ID)}, fmt.Sprintf("SR %d", i%100), assess.Met)
				if i%4 != 0 {
					v.Evidence = nil
				}
				if err := Put(tx, &v); err != nil {
					return err
				}
			}
			return nil
		})
		for b.Loop() {
			db.view(func(r *Reader) error {
				site, err := r.Site(db.site)
				if err != nil {
					return err
				}
				verdicts, err := r.Verdicts(db.site)
				if len(site.Assets) != 10_000 || len(verdicts) != 20_000 {
					b.Fatalf("%d assets, %d verdicts", len(site.Assets), len(verdicts))
				}
				return err
			})
		}
	})
}

// BenchmarkAssetList reads pages of 50 out of 1,000,000 assets in 1,000 sites on
// 16 connections: from page to page, now and then beginning anew.
func BenchmarkAssetList(b *testing.B) {
	db, sites := million(b)
	for _, list := range []struct {
		name  string
		query AssetQuery
	}{
		{"by key", AssetQuery{}},
		{"by vendor downwards", AssetQuery{Sort: "-vendor"}},
		{"by zone", AssetQuery{Sort: "zone"}},
		{"of a type", AssetQuery{Types: []string{"embedded-device"}}},
		{"search", AssetQuery{Search: "s7-1500 10.0.0"}},
	} {
		b.Run(list.name, func(b *testing.B) {
			next := make([]string, 16)
			together(b, 16, func(worker, i int) error {
				return db.View(context.Background(), db.org, func(r *Reader) error {
					q := list.query
					if q.After = next[worker]; i%20 == 0 {
						q.After = ""
					}
					page, err := r.Assets(sites[(i*7919)%len(sites)], q)
					next[worker] = page.Next
					return err
				})
			})
		})
	}
}

// million makes 1,000 sites with 1,000 assets each, through the table's own
// statement but without history, and builds the indexes afterwards.
func million(b *testing.B) (*bench, []plant.SiteID) {
	b.Helper()
	db := openBench(b, Config{URL: "sqlite:" + filepath.Join(b.TempDir(), "million.db"), Now: time.Now})
	var sites []plant.SiteRecord
	for i := range 1000 {
		sites = append(sites, plant.SiteRecord{Key: fmt.Sprintf("site-%04d", i), Name: "Site"})
	}
	sites = put(db, sites...)
	ids := make([]plant.SiteID, len(sites))
	zones := make([][]plant.Zone, len(sites))
	for i, s := range sites {
		ids[i] = s.ID
		for j := range 8 {
			zones[i] = append(zones[i], plant.Zone{Site: s.ID, Key: fmt.Sprintf("Z-%02d", j), Name: "Zone"})
		}
		zones[i] = put(db, zones[i]...)
	}
	assets := kindFor[plant.Asset]()
	err := db.writer.do(b.Context(), func(s *session, _ *group) error {
		indexes, err := rawQuery(calm, s, 2, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'plant_asset' AND sql IS NOT NULL")
		if err != nil {
			return err
		}
		for _, index := range indexes {
			if _, err := s.conn.ExecContext(calm, "DROP INDEX "+index[0].(string)); err != nil {
				return err
			}
		}
		vendors := []string{"Siemens", "Rockwell Automation", "Schneider Electric", "ABB", "Phoenix Contact", "Beckhoff"}
		for i := range sites {
			for n := range 1000 {
				a := db.asset(fmt.Sprintf("PLC-%04d", n), zones[i][n%8].ID)
				a.ID, a.Site, a.Version = plant.AssetID(newID()), ids[i], 1
				a.Vendor, a.Type = vendors[n*7%len(vendors)], plant.AssetTypes[n%4]
				a.Addresses[0].IP = fmt.Sprintf("10.0.%d.%d", n/250, n%250)
				args, err := assets.args(&a, db.org)
				if err != nil {
					return err
				}
				if _, err := s.exec(calm, assets.insert, args...); err != nil {
					return err
				}
			}
		}
		for _, index := range indexes {
			if _, err := s.conn.ExecContext(calm, index[1].(string)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, ids
}
