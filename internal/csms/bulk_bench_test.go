package csms

import (
	"fmt"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// BenchmarkBulkAndUndo changes 10,000 assets in one act and takes it back.
// The time per asset must not grow with their number.
func BenchmarkBulkAndUndo(b *testing.B) {
	const many = 10_000
	w := worksIn(b, newOffice(b))
	_, err := w.update(b.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "import.apply"}, func(tx *store.Tx) error {
		for i := range many {
			a := plant.Asset{Site: w.site, Key: fmt.Sprintf("A-%05d", i), Type: plant.HostDevice, Zone: w.cell.ID, Vendor: "Acme"}
			if err := store.Put(tx, &a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	owner := "Line crew"
	for b.Loop() {
		out, err := w.BulkAssets(b.Context(), w.ada, w.site, AssetBulk{All: &AssetFilter{Vendors: []string{"Acme"}}, Set: &AssetSet{Owner: &owner}})
		if err != nil || out.Changed != many {
			b.Fatalf("%+v, %v", out, err)
		}
		if _, err := w.Undo(b.Context(), w.ada, w.site, out.Entry); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/(2*many), "µs/asset")
}
