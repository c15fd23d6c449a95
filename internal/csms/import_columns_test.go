package csms

import (
	"testing"

	"ringwall/internal/store"
)

func TestColumnsAreRememberedOnceAndAgainOnlyWhenTheyDiffer(t *testing.T) {
	f := running(t)
	entries := func() int64 {
		var seq int64
		err := f.db.View(t.Context(), f.ada.Org, func(r *store.Reader) (err error) {
			seq, err = r.SeqAt(f.clock.now())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	i := f.upload(t, "liste.csv", assetList)
	in := MappingInput{Mapping: *i.Mapping, Remember: true}
	remember := func() int64 {
		before := entries()
		if _, err := f.MapColumns(t.Context(), f.ada, f.site.ID, i.ID, in); err != nil {
			t.Fatal(err)
		}
		f.settled(t, i.ID)
		return entries() - before
	}
	if n := remember(); n != 1 {
		t.Errorf("to remember columns left %d entries, want one", n)
	}
	if n := remember(); n != 0 {
		t.Errorf("to remember the same again left %d entries, want none", n)
	}
	in.Columns["name"] = 2
	if n := remember(); n != 1 {
		t.Errorf("to remember others left %d entries, want one", n)
	}
}
