package csms

import (
	"fmt"
	"strings"
	"testing"

	"ringwall/internal/plant"
)

func TestBulkChangesAreOneAct(t *testing.T) {
	w := newWorks(t)
	before := w.newest(t).Seq
	critical := 4
	out, err := w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{
		All: &AssetFilter{Zones: []string{string(w.cell.ID), NoZone}},
		Set: &AssetSet{Criticality: &critical, AddTags: []string{"line 1", "line 1"}},
	})
	if err != nil || out.Changed != 3 || out.Entry != before+1 {
		t.Fatalf("%+v after entry %d, %v", out, before, err)
	}
	p, err := w.Assets(t.Context(), w.ada, w.site, AssetFilter{Criticality: []int{4}}, "", "", 9)
	if err != nil || p.Total != 3 || len(p.Items[0].Tags) != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	again, err := w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{
		All: &AssetFilter{Criticality: []int{4}}, Set: &AssetSet{Criticality: &critical},
	})
	if err != nil || again.Changed != 0 || again.Entry != 0 {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	out, err = w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{
		IDs: []plant.AssetID{w.assets["PLC-101"].ID, w.assets["PLC-101"].ID}, Set: &AssetSet{RemoveTags: []string{"line 1"}},
	})
	if err != nil || out.Changed != 1 {
		t.Errorf("an asset that is named twice: %+v, %v", out, err)
	}
}

func TestBulkIsAllOrNothing(t *testing.T) {
	w := newWorks(t)
	before := w.state(t)
	noZone, role := plant.ZoneID("no-zone"), plant.AssetRole("kettle")
	many := make([]string, 101)
	for i := range many {
		many[i] = fmt.Sprintf("tag %d", i)
	}
	tests := []struct {
		name string
		bulk AssetBulk
		kind Kind
		text string
	}{
		{"a zone that is none", AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Zone: &noZone}}, Invalid, `4 of 4 assets`},
		{"a role that is none", AssetBulk{IDs: []plant.AssetID{w.assets["PLC-102"].ID}, Set: &AssetSet{Role: &role}}, Invalid, `"PLC-102"`},
		{"too many tags", AssetBulk{All: &AssetFilter{Vendors: []string{"HIMA"}}, Set: &AssetSet{AddTags: many}}, Invalid, `"SIS-201"`},
		{"one id that is none", AssetBulk{IDs: []plant.AssetID{w.assets["PLC-101"].ID, "no-asset"}, Delete: true}, NotFound, "asset"},
		{"neither ids nor a filter", AssetBulk{Delete: true}, Invalid, "one of the two"},
		{"both ids and a filter", AssetBulk{IDs: []plant.AssetID{"a"}, All: &AssetFilter{}, Delete: true}, Invalid, "one of the two"},
		{"nothing to do", AssetBulk{All: &AssetFilter{}}, Invalid, "what happens"},
		{"to set and to delete", AssetBulk{All: &AssetFilter{}, Set: &AssetSet{}, Delete: true}, Invalid, "what happens"},
		{"more assets than an act takes", AssetBulk{IDs: make([]plant.AssetID, MostBulk+1), Delete: true}, Invalid, "too many"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" is refused", func(t *testing.T) {
			_, err := w.BulkAssets(t.Context(), w.ada, w.site, tt.bulk)
			if err == nil || KindOf(err) != tt.kind || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("got %v", err)
			}
			if diff := difference(before, w.state(t)); diff != "" {
				t.Errorf("something was changed:\n%s", diff)
			}
		})
	}
}
