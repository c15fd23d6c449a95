package csms

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

func TestAnEntryShowsItsFields(t *testing.T) {
	w := newWorks(t)
	a := w.assets["PLC-101"]
	a.Zone, a.Firmware = w.safe.ID, "V2"
	if _, _, err := w.ChangeAsset(t.Context(), w.ada, w.site, a); err != nil {
		t.Fatal(err)
	}
	seq := w.newest(t).Seq
	detail, err := w.HistoryEntry(t.Context(), w.ada, w.site, seq, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	want := []RecordChange{{Kind: "asset", ID: string(a.ID), Key: "PLC-101", Op: "change", Fields: []FieldChange{
		{"/firmware", nil, "V2"}, {"/zone", string(w.cell.ID), string(w.safe.ID)},
	}}}
	if diff := cmp.Diff(want, detail.Changes, cmpopts.IgnoreUnexported(RecordChange{})); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{string(w.cell.ID): "Z-01", string(w.safe.ID): "Z-02"}, detail.Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if e := detail.Entry; e.Verb != "asset.change" || e.Subject != "PLC-101" || e.Name != "Ada" || e.Changes != 1 || !e.Undoable {
		t.Errorf("entry %+v", e)
	}
	if detail.Proof == nil || detail.Proof.Check() != nil {
		t.Errorf("proof %+v", detail.Proof)
	}
}

func TestTheNameOfAZoneOutlivesIt(t *testing.T) {
	w := newWorks(t)
	if _, err := w.DeleteZone(t.Context(), w.ada, w.site, w.cell.ID, w.cell.Version, true); err != nil {
		t.Fatal(err)
	}
	detail, err := w.HistoryEntry(t.Context(), w.ada, w.site, w.newest(t).Seq, "", 10)
	if err != nil || detail.Names[string(w.cell.ID)] != "Z-01" {
		t.Errorf("names %v, %v", detail.Names, err)
	}
	ops := map[string]string{}
	for _, c := range detail.Changes {
		ops[c.Kind+" "+c.Key] = c.Op
	}
	want := map[string]string{"conduit C-01": "remove", "asset PLC-101": "change", "asset PLC-102": "change", "zone Z-01": "remove"}
	if diff := cmp.Diff(want, ops); diff != "" {
		t.Errorf("ops (-want +got):\n%s", diff)
	}
	first, err := w.HistoryEntry(t.Context(), w.ada, w.site, w.newest(t).Seq, "", 3)
	if err != nil || len(first.Changes) != 3 || first.Next == "" {
		t.Fatalf("first page: %d changes, %v", len(first.Changes), err)
	}
	rest, err := w.HistoryEntry(t.Context(), w.ada, w.site, w.newest(t).Seq, first.Next, 3)
	if err != nil || len(rest.Changes) != 1 || rest.Next != "" || rest.Proof != nil {
		t.Errorf("second page: %+v, %v", rest, err)
	}
}

func TestTheHistoryIsFiltered(t *testing.T) {
	w := newWorks(t)
	tests := []struct {
		name   string
		filter HistoryFilter
		want   int
	}{
		{"all of the site", HistoryFilter{}, 9},
		{"by how the verb begins", HistoryFilter{Verb: "zone."}, 3},
		{"by kind", HistoryFilter{Kind: "asset"}, 4},
		{"by actor", HistoryFilter{Actor: string(w.ada.User)}, 9},
		{"by an actor who did nothing", HistoryFilter{Actor: "nobody"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var seqs []int64
			after := ""
			for {
				p, err := w.History(t.Context(), w.ada, w.site, tt.filter, after, 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range p.Items {
					if len(seqs) > 0 && e.Seq >= seqs[len(seqs)-1] {
						t.Errorf("entry %d after %d", e.Seq, seqs[len(seqs)-1])
					}
					seqs = append(seqs, e.Seq)
				}
				if after = p.Next; after == "" {
					break
				}
			}
			if len(seqs) != tt.want {
				t.Errorf("%d entries, want %d", len(seqs), tt.want)
			}
		})
	}
}

func TestRestoringAVersion(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	a := w.assets["PLC-101"]
	added := w.seqOf(t, "asset.add", "PLC-101")
	a.Firmware = "V2"
	a, _, err := w.ChangeAsset(ctx, w.ada, w.site, a)
	if err != nil {
		t.Fatal(err)
	}
	changed := w.newest(t).Seq

	versions, err := w.Versions(ctx, w.ada, w.site, "asset", string(a.ID))
	if err != nil || len(versions) != 2 || versions[0].Seq != changed || versions[1].Seq != added {
		t.Fatalf("versions %+v, %v", versions, err)
	}
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), added); err != nil {
		t.Fatal(err)
	}
	got, err := w.Asset(ctx, w.ada, w.site, a.ID)
	if err != nil || got.Firmware != "" || got.Version != 3 {
		t.Errorf("restored %+v, %v", got, err)
	}
	if out, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), added); err != nil || out.Entry != 0 {
		t.Errorf("restored again: %+v, %v", out, err)
	}

	if _, err := w.DeleteAsset(ctx, w.ada, w.site, a.ID, 3, false); err != nil {
		t.Fatal(err)
	}
	deleted := w.newest(t).Seq
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), deleted); KindOf(err) != Invalid {
		t.Errorf("the value of a deletion: %v", err)
	}
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), 1); KindOf(err) != NotFound {
		t.Errorf("a version of another record: %v", err)
	}
	other := w.asset(t, plant.Asset{Key: "PLC-101", Type: plant.HostDevice})
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), changed); code(err) != "key-taken" {
		t.Errorf("with the key taken: %v", err)
	}
	if _, err := w.DeleteAsset(ctx, w.ada, w.site, other.ID, other.Version, false); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), changed); err != nil {
		t.Errorf("a deleted record: %v", err)
	}
	if got, err = w.Asset(ctx, w.ada, w.site, a.ID); err != nil || got.Firmware != "V2" {
		t.Errorf("came back as %+v, %v", got, err)
	}

	if _, err := w.DeleteZone(ctx, w.ada, w.site, w.cell.ID, w.cell.Version, true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Restore(ctx, w.ada, w.site, "asset", string(a.ID), changed); KindOf(err) != Invalid {
		t.Errorf("into a zone that is gone: %v", err)
	}
	if _, err := w.Restore(ctx, w.user(access.Auditor, access.Grant{}), w.site, "asset", string(a.ID), changed); KindOf(err) != Denied {
		t.Errorf("by an auditor: %v", err)
	}
	if _, err := w.Restore(ctx, w.ada, w.site, "user", string(w.ada.User), 1); KindOf(err) != NotFound {
		t.Errorf("of an account: %v", err)
	}
}

func (w *works) seqOf(t *testing.T, verb, subject string) int64 {
	t.Helper()
	p, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{Verb: verb}, "", 200)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range p.Items {
		if e.Subject == subject {
			return e.Seq
		}
	}
	t.Fatalf("no entry %s %s", verb, subject)
	return 0
}

func TestASiteAtAPastTimeAndTheDifferenceSince(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	start := w.clock.now()
	from := w.newest(t).Seq
	w.clock.pass(48 * time.Hour)
	z := w.cell
	z.Name = "Filler"
	if _, _, err := w.ChangeZone(ctx, w.ada, w.site, z); err != nil {
		t.Fatal(err)
	}
	a := w.assets["PLC-101"]
	if _, err := w.DeleteAsset(ctx, w.ada, w.site, a.ID, a.Version, false); err != nil {
		t.Fatal(err)
	}
	w.asset(t, plant.Asset{Key: "NEW-1", Type: plant.HostDevice})

	for _, at := range []string{start.Add(time.Hour).Format(time.RFC3339), "2026-03-02", strconv.FormatInt(from, 10)} {
		site, _, err := w.SiteAt(ctx, w.ada, w.site, at)
		if err != nil || len(site.Assets) != 4 || site.Zones[1].Name != "Filler cell" {
			t.Errorf("at %s: %+v, %v", at, site, err)
		}
	}
	if _, _, err := w.SiteAt(ctx, w.ada, w.site, "2025-01-01"); KindOf(err) != NotFound {
		t.Errorf("before there was a site: %v", err)
	}
	if _, _, err := w.SiteAt(ctx, w.ada, w.site, "last march"); KindOf(err) != Invalid {
		t.Errorf("a time that is none: %v", err)
	}

	diff, err := w.Diff(ctx, w.ada, w.site, "2026-03-02", "", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range diff.Changes {
		got = append(got, c.Op+" "+c.Kind+" "+c.Key)
	}
	if d := cmp.Diff([]string{"change zone Z-01", "add asset NEW-1", "remove asset PLC-101"}, got); d != "" {
		t.Errorf("difference (-want +got):\n%s", d)
	}
	if diff.Total != 3 || diff.From != from || diff.To != from+3 {
		t.Errorf("from %d to %d, %d changes", diff.From, diff.To, diff.Total)
	}
	if _, err := w.Diff(ctx, w.ada, w.site, strconv.FormatInt(diff.To, 10), strconv.FormatInt(from, 10), "", 10); KindOf(err) != Invalid {
		t.Errorf("the wrong way round: %v", err)
	}
	page, err := w.Diff(ctx, w.ada, w.site, "2026-03-02", "", "", 2)
	if err != nil || len(page.Changes) != 2 || page.Next == "" {
		t.Fatalf("first page %+v, %v", page, err)
	}
	if page, err = w.Diff(ctx, w.ada, w.site, "2026-03-02", "", page.Next, 2); err != nil || len(page.Changes) != 1 || page.Next != "" {
		t.Errorf("second page %+v, %v", page, err)
	}
}
