package csms
import ("testing";"time";"fmt";"ringwall/internal/plant";"ringwall/internal/store";"ringwall/internal/access")
func TestZZScale(t *testing.T) {
	w := newWorks(t)
	_, err := w.update(t.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "import.apply"}, func(tx *store.Tx) error {
		for i := range 100000 {
			a := plant.Asset{Site: w.site, Key: fmt.Sprintf("A-%06d", i), Type: plant.HostDevice, Zone: w.cell.ID, Vendor: "V"}
			if err := store.Put(tx, &a); err != nil { return err }
		}
		return nil
	})
	if err != nil { t.Fatal(err) }
	lap := func(what string, fn func() error) { s := time.Now(); if err := fn(); err != nil { t.Error(what, err) }; t.Log(what, time.Since(s)) }
	imp := w.newest(t).Seq
	o := "x"
	lap("bulk", func() error { _, err := w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{All: &AssetFilter{Vendors: []string{"V"}}, Set: &AssetSet{Owner: &o}}); return err })
	b := w.newest(t).Seq
	lap("history", func() error { _, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{}, "", 50); return err })
	lap("entry", func() error { _, err := w.HistoryEntry(t.Context(), w.ada, w.site, b, "", 200); return err })
	lap("facets", func() error { _, err := w.AssetFacets(t.Context(), w.ada, w.site); return err })
	lap("list", func() error { _, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{}, "", "", 50); return err })
	lap("undo bulk", func() error { _, err := w.Undo(t.Context(), w.ada, w.site, b); return err })
	_ = imp
}
