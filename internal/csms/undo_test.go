package csms

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// newest is the newest entry of the site's history.
func (w *works) newest(t *testing.T) HistoryEntry {
	t.Helper()
	p, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{}, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	return p.Items[0]
}

func (w *works) undone(t *testing.T, seq int64) int64 {
	t.Helper()
	u, err := w.Undo(t.Context(), w.ada, w.site, seq)
	if err != nil {
		t.Fatalf("undo entry %d: %v", seq, err)
	}
	return u.Entry
}

// acts are the kinds of act that an undo takes back and a second one brings back.
var acts = []struct {
	name string
	do   func(t *testing.T, w *works) error
}{
	{"adding a zone", func(t *testing.T, w *works) error {
		_, _, err := w.AddZone(t.Context(), w.ada, w.site, plant.Zone{Key: "Z-09", Name: "New", Kind: plant.ZoneDMZ})
		return err
	}},
	{"renaming a zone", func(t *testing.T, w *works) error {
		z := w.cell
		z.Key = "FILLER"
		_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
		return err
	}},
	{"removing a zone with all that refers to it", func(t *testing.T, w *works) error {
		return only(w.DeleteZone(t.Context(), w.ada, w.site, w.cell.ID, w.cell.Version, true))
	}},
	{"removing the outer zone", func(t *testing.T, w *works) error {
		return only(w.DeleteZone(t.Context(), w.ada, w.site, w.line.ID, w.line.Version, true))
	}},
	{"changing a flow rule", func(t *testing.T, w *works) error {
		c := w.conduit
		c.Flows = []plant.FlowRule{{Direction: plant.Both, Protocol: "opc-ua"}}
		_, _, err := w.ChangeConduit(t.Context(), w.ada, w.site, c)
		return err
	}},
	{"removing a conduit with its answers", func(t *testing.T, w *works) error {
		return only(w.DeleteConduit(t.Context(), w.ada, w.site, w.conduit.ID, w.conduit.Version, true))
	}},
	{"adding an asset", func(t *testing.T, w *works) error {
		_, _, err := w.AddAsset(t.Context(), w.ada, w.site, plant.Asset{Key: "SW-1", Type: plant.NetworkDevice})
		return err
	}},
	{"moving an asset", func(t *testing.T, w *works) error {
		a := w.assets["PLC-101"]
		a.Zone = w.safe.ID
		_, _, err := w.ChangeAsset(t.Context(), w.ada, w.site, a)
		return err
	}},
	{"removing an asset", func(t *testing.T, w *works) error {
		a := w.assets["PLC-101"]
		return only(w.DeleteAsset(t.Context(), w.ada, w.site, a.ID, a.Version, false))
	}},
	{"changing many assets", func(t *testing.T, w *works) error {
		owner := "Line crew"
		_, err := w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Owner: &owner, Zone: &w.line.ID, AddTags: []string{"audit"}}})
		return err
	}},
	{"removing many assets", func(t *testing.T, w *works) error {
		_, err := w.BulkAssets(t.Context(), w.ada, w.site, AssetBulk{All: &AssetFilter{}, Delete: true})
		return err
	}},
	{"renaming the site", func(t *testing.T, w *works) error {
		_, _, err := w.ChangeSite(t.Context(), w.ada, plant.SiteRecord{ID: w.site, Key: "BOTTLES", Name: "Bottles", Meta: plant.Meta{Version: 1}})
		return err
	}},
	{"an import that swaps the keys of two assets and builds on a new zone", func(t *testing.T, w *works) error {
		_, err := w.update(t.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "import.apply", subject: "list.xlsx"}, func(tx *store.Tx) error {
			z := plant.Zone{Site: w.site, Key: "Z-10", Name: "Imported", Kind: plant.ZoneDMZ}
			if err := store.Put(tx, &z); err != nil {
				return err
			}
			a, b := w.assets["PLC-101"], w.assets["PLC-102"]
			a.Key, b.Key = "TEMPORARY", "PLC-101"
			a.Zone = z.ID
			for _, rec := range []*plant.Asset{&a, &b} {
				if err := store.Put(tx, rec); err != nil {
					return err
				}
			}
			a.Key = "PLC-102"
			return store.Put(tx, &a)
		})
		return err
	}},
}

func TestUndoTakesBackAndBringsBack(t *testing.T) {
	for _, act := range acts {
		t.Run(act.name, func(t *testing.T) {
			thereAndBack(t, newWorks(t), act.do)
		})
	}
}

// thereAndBack does an act, undoes it, redoes it, and undoes that.
func thereAndBack(t *testing.T, w *works, do func(*testing.T, *works) error) {
	t.Helper()
	w.answer(t, assess.Subject{Kind: assess.OfConduit, ID: string(w.conduit.ID)})
	w.answer(t, assess.Subject{Kind: assess.OfZone, ID: string(w.cell.ID)})
	before := w.state(t)
	if err := do(t, w); err != nil {
		t.Fatal(err)
	}
	after, done := w.state(t), w.newest(t)
	if difference(before, after) == "" {
		t.Fatal("the act changed nothing")
	}
	if !done.Undoable || done.Undone {
		t.Errorf("the act is %+v", done)
	}

	undo := w.undone(t, done.Seq)
	if diff := difference(before, w.state(t)); diff != "" {
		t.Errorf("undone, the site is not as before (-before +now):\n%s", diff)
	}
	if u := w.newest(t); u.Seq != undo || u.Undoes != done.Seq || u.Subject == "" || !u.Undoable {
		t.Errorf("the undo is %+v", u)
	}

	redo := w.undone(t, undo)
	if diff := difference(after, w.state(t)); diff != "" {
		t.Errorf("redone, the site is not as after (-after +now):\n%s", diff)
	}

	w.undone(t, redo)
	if diff := difference(before, w.state(t)); diff != "" {
		t.Errorf("undone again, the site is not as before (-before +now):\n%s", diff)
	}
}

func TestUndoBringsBackASite(t *testing.T) {
	w := newWorks(t)
	w.answer(t, assess.Subject{Kind: assess.OfZone, ID: string(w.cell.ID)})
	if _, err := w.AddView(t.Context(), w.ada, SavedView{Name: "Mine", Screen: "assets", Site: w.site}); err != nil {
		t.Fatal(err)
	}
	before, last := w.state(t), w.newest(t).Seq
	if _, err := w.DeleteSite(t.Context(), w.ada, w.site, 1, true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Site(t.Context(), w.ada, w.site); KindOf(err) != NotFound {
		t.Errorf("deleted: %v", err)
	}
	deletion := last + 2 // the view was saved in between
	sue := w.user(access.Supplier, access.Grant{Vendor: "Siemens"})
	if _, err := w.Undo(t.Context(), sue, w.site, deletion); KindOf(err) == Internal || err == nil {
		t.Errorf("a supplier: %v", err)
	}
	w.undone(t, deletion)
	if diff := difference(before, w.state(t)); diff != "" {
		t.Errorf("the site is not as before (-before +now):\n%s", diff)
	}
	if views, err := w.Views(t.Context(), w.ada, ""); err != nil || len(views) != 1 {
		t.Errorf("views %+v, %v", views, err)
	}
}

func TestUndoOfACaptureCannotBringItsTrafficBack(t *testing.T) {
	w := newWorks(t)
	before := w.state(t)
	c := observe.Capture{Site: w.site, Key: "line 1", File: "line1.pcap"}
	entry, err := w.update(t.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "import.apply", subject: c.File}, func(tx *store.Tx) error {
		if err := store.Put(tx, &c); err != nil {
			return err
		}
		if err := tx.PutTraffic(c.ID, nil, nil); err != nil {
			return err
		}
		a := plant.Asset{Site: w.site, Key: "SEEN-1", Type: plant.HostDevice}
		return store.Put(tx, &a)
	})
	if err != nil {
		t.Fatal(err)
	}
	after := w.state(t)
	undo := w.undone(t, entry.Seq)
	if diff := difference(before, w.state(t)); diff != "" {
		t.Errorf("undone, the site is not as before:\n%s", diff)
	}
	err = w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) error {
		_, err := store.Get[observe.Capture](r, c.ID)
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the capture: %v", err)
	}
	redo, err := w.Undo(t.Context(), w.ada, w.site, undo)
	if err != nil || !strings.Contains(redo.Note, `"line 1"`) {
		t.Errorf("redone: %+v, %v", redo, err)
	}
	if diff := difference(after, w.state(t)); diff != "" {
		t.Errorf("redone, the site is not as after:\n%s", diff)
	}

	d := observe.Capture{Site: w.site, Key: "line 2"}
	for _, do := range []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return store.Put(tx, &d) },
		func(tx *store.Tx) error { return store.Delete[observe.Capture](tx, d.ID, d.Version) },
	} {
		if entry, err = w.update(t.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "capture.test"}, do); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Undo(t.Context(), w.ada, w.site, entry.Seq); code(err) != "not-undoable" {
		t.Errorf("nothing but a capture: %v", err)
	}
}

func TestUndoIsRefused(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	z := w.cell
	z.Name = "Filler"
	z, _, err := w.ChangeZone(ctx, w.ada, w.site, z)
	if err != nil {
		t.Fatal(err)
	}
	first := w.newest(t)
	z.Name = "Filler 2"
	if z, _, err = w.ChangeZone(ctx, w.ada, w.site, z); err != nil {
		t.Fatal(err)
	}
	second := w.newest(t)

	t.Run("when a later entry touched a record, and names it", func(t *testing.T) {
		_, err := w.Undo(ctx, w.ada, w.site, first.Seq)
		if code(err) != "changed-later" {
			t.Fatalf("got %v", err)
		}
		if by := err.(*Error).err.(*InUse).By; !slices.Equal(keysOf(by), []string{"zone Z-01"}) {
			t.Errorf("named %q", keysOf(by))
		}
		if p, err := w.History(ctx, w.ada, w.site, HistoryFilter{}, "", 2); err != nil || p.Items[1].Undoable || !p.Items[0].Undoable {
			t.Errorf("history %+v, %v", p.Items, err)
		}
	})
	t.Run("when it is undone already, and names the undo", func(t *testing.T) {
		undo := w.undone(t, second.Seq)
		if _, err := w.Undo(ctx, w.ada, w.site, second.Seq); code(err) != "undone" {
			t.Errorf("got %v", err)
		}
		p, err := w.History(ctx, w.ada, w.site, HistoryFilter{}, "", 2)
		if err != nil || !p.Items[1].Undone || p.Items[1].UndoneBy != undo || p.Items[1].Undoable {
			t.Errorf("history %+v, %v", p.Items, err)
		}
		w.undone(t, undo)
		if p, err = w.History(ctx, w.ada, w.site, HistoryFilter{}, "", 3); err != nil || p.Items[2].Undone {
			t.Errorf("after the redo: %+v, %v", p.Items, err)
		}
	})
	t.Run("when a new record refers to what would go", func(t *testing.T) {
		added := w.zone(t, plant.Zone{Key: "Z-20", Name: "x", Kind: plant.ZoneDMZ})
		seq := w.newest(t).Seq
		w.asset(t, plant.Asset{Key: "N-20", Type: plant.HostDevice, Zone: added.ID})
		if _, err := w.Undo(ctx, w.ada, w.site, seq); KindOf(err) != Conflict || code(err) != "in-use" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("when the key has another owner by now", func(t *testing.T) {
		a := w.assets["LAP-301"]
		a.Key = "LAP-302"
		if _, _, err := w.ChangeAsset(ctx, w.ada, w.site, a); err != nil {
			t.Fatal(err)
		}
		seq := w.newest(t).Seq
		w.asset(t, plant.Asset{Key: "LAP-301", Type: plant.HostDevice})
		if _, err := w.Undo(ctx, w.ada, w.site, seq); code(err) != "key-taken" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("when it would put a zone within itself", func(t *testing.T) {
		outer := w.zone(t, plant.Zone{Key: "O", Name: "x", Kind: plant.ZoneDMZ})
		inner := w.zone(t, plant.Zone{Key: "I", Name: "x", Kind: plant.ZoneDMZ, Parent: outer.ID})
		inner.Parent = ""
		inner, _, err := w.ChangeZone(ctx, w.ada, w.site, inner)
		if err != nil {
			t.Fatal(err)
		}
		seq := w.newest(t).Seq
		outer.Parent = inner.ID
		if _, _, err := w.ChangeZone(ctx, w.ada, w.site, outer); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Undo(ctx, w.ada, w.site, seq); KindOf(err) != Conflict {
			t.Errorf("got %v", err)
		}
	})
	t.Run("to who may not", func(t *testing.T) {
		seq := w.newest(t).Seq
		for _, role := range []access.Role{access.Assessor, access.Auditor, access.Viewer} {
			if _, err := w.Undo(ctx, w.user(role, access.Grant{}), w.site, seq); KindOf(err) != Denied {
				t.Errorf("%s: %v", role, err)
			}
		}
	})
	t.Run("to an engineer who would change answers", func(t *testing.T) {
		w.answer(t, assess.Subject{Kind: assess.OfZone, ID: string(w.safe.ID)})
		ed := w.user(access.Engineer, access.Grant{})
		if _, err := w.Undo(ctx, ed, w.site, w.newest(t).Seq); KindOf(err) != Denied {
			t.Errorf("got %v", err)
		}
		if _, err := w.DeleteZone(ctx, ed, w.site, w.safe.ID, w.safe.Version, true); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Undo(ctx, ed, w.site, w.newest(t).Seq); err != nil {
			t.Errorf("answers that went with their zone: %v", err)
		}
	})
	t.Run("of an entry that is of another site", func(t *testing.T) {
		other := w.addSite(t, w.ada, "OTHER")
		if _, err := w.Undo(ctx, w.ada, other.ID, first.Seq); KindOf(err) != NotFound {
			t.Errorf("got %v", err)
		}
	})
}

func TestEarlierChangeWithinAnEntry(t *testing.T) {
	w := newWorks(t)
	if err := acts[len(acts)-1].do(t, w); err != nil {
		t.Fatal(err)
	}
	var got []int
	err := w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) error {
		_, changes, err := r.Entry(w.newest(t).Seq)
		got = earlierChange(changes)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// a zone, an asset, another, and the first asset again
	if diff := cmp.Diff([]int{-1, -1, -1, 1}, got); diff != "" {
		t.Error(diff)
	}
}
