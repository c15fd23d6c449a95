package csms

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store"
)

// works is an office with a small plant: a cell and a safety zone within a
// line, joined by a conduit, with four controllers of two vendors.
type works struct {
	*office
	site             plant.SiteID
	line, cell, safe plant.Zone
	conduit          plant.Conduit
	assets           map[string]plant.Asset
}

func newWorks(t *testing.T) *works {
	t.Helper()
	return worksIn(t, newOffice(t))
}

func worksIn(t testing.TB, o *office) *works {
	t.Helper()
	w := &works{office: o, assets: map[string]plant.Asset{}}
	site, _, err := w.AddSite(t.Context(), w.ada, plant.SiteRecord{Key: "BOT", Name: "Bottling"})
	if err != nil {
		t.Fatal(err)
	}
	w.site = site.ID
	w.line = w.zone(t, plant.Zone{Key: "Z-00", Name: "Line 1", Kind: plant.ZoneOperations})
	w.cell = w.zone(t, plant.Zone{Key: "Z-01", Name: "Filler cell", Kind: plant.ZoneControl, Parent: w.line.ID})
	w.safe = w.zone(t, plant.Zone{Key: "Z-02", Name: "Burner safety", Kind: plant.ZoneSafety, Safety: true, Parent: w.line.ID})
	w.conduit, _, err = w.AddConduit(t.Context(), w.ada, w.site, plant.Conduit{
		Key: "C-01", Name: "Trips", From: w.safe.ID, To: w.cell.ID,
		Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.asset(t, plant.Asset{Key: "PLC-101", Name: "Filler", Type: plant.EmbeddedDevice, Role: "plc", Vendor: "Siemens", Zone: w.cell.ID, Criticality: 3})
	w.asset(t, plant.Asset{Key: "PLC-102", Name: "Capper", Type: plant.EmbeddedDevice, Role: "plc", Vendor: "Rockwell", Zone: w.cell.ID, Criticality: 2})
	w.asset(t, plant.Asset{Key: "SIS-201", Name: "Burner", Type: plant.EmbeddedDevice, Role: "safety-controller", Vendor: "HIMA", Zone: w.safe.ID, Criticality: 5})
	w.asset(t, plant.Asset{Key: "LAP-301", Type: plant.HostDevice, Role: "laptop", Vendor: "siemens"})
	return w
}

func (w *works) zone(t testing.TB, z plant.Zone) plant.Zone {
	t.Helper()
	z, _, err := w.AddZone(t.Context(), w.ada, w.site, z)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func (w *works) asset(t testing.TB, a plant.Asset) plant.Asset {
	t.Helper()
	a, _, err := w.AddAsset(t.Context(), w.ada, w.site, a)
	if err != nil {
		t.Fatal(err)
	}
	w.assets[a.Key] = a
	return a
}

// answer stores a verdict on the first requirement of the catalogue.
func (w *works) answer(t *testing.T, subject assess.Subject) {
	t.Helper()
	_, err := w.update(t.Context(), w.ada, intent{do: access.VerdictEdit, site: w.site, verb: "verdict.set", subject: "SR 1.1"}, func(tx *store.Tx) error {
		return store.Put(tx, &assess.Verdict{Site: w.site, Subject: subject, Set: w.set.ID, Requirement: catalog.RequirementID("SR 1.1"), State: assess.Met})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// user is somebody with one role at the works.
func (w *works) user(role access.Role, part access.Grant) access.Principal {
	part.Role, part.Site = role, w.site
	who := w.ada
	who.Grants = []access.Grant{part}
	return who
}

// state is all of the site without versions, which undoing does not turn back.
type state struct {
	Site     plant.Site
	Verdicts []assess.Verdict
}

func (w *works) state(t *testing.T) state {
	t.Helper()
	var s state
	err := w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) (err error) {
		if s.Site, err = r.Site(w.site); err != nil {
			return err
		}
		s.Verdicts, err = r.Verdicts(w.site)
		return err
	})
	if err != nil && KindOf(w.fail(err, "site")) != NotFound {
		t.Fatal(err)
	}
	return s
}

func difference(a, b state) string {
	return cmp.Diff(a, b, cmpopts.IgnoreTypes(plant.Meta{}), cmpopts.EquateEmpty())
}

func TestRenamingAZoneKeepsWhatRefersToIt(t *testing.T) {
	w := newWorks(t)
	z := w.cell
	z.Key = "FILLER"
	z, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
	if err != nil {
		t.Fatal(err)
	}
	if z.ID != w.cell.ID || z.Version != w.cell.Version+1 {
		t.Errorf("id %s version %d", z.ID, z.Version)
	}
	refs, err := w.References(t.Context(), w.ada, w.site, "zone", string(z.ID))
	if err != nil {
		t.Fatal(err)
	}
	if got := keysOf(refs); !slices.Equal(got, []string{"conduit C-01", "asset PLC-101", "asset PLC-102"}) {
		t.Errorf("references %q", got)
	}
}

func keysOf(refs []Reference) []string {
	keys := make([]string, len(refs))
	for i, ref := range refs {
		keys[i] = ref.Kind + " " + ref.Key
	}
	return keys
}

func TestRecordsAreHeldAgainstTheRules(t *testing.T) {
	w := newWorks(t)
	tests := []struct {
		name    string
		try     func() error
		kind    Kind
		code    string
		pointer string
	}{
		{"a zone without a name", func() error {
			_, _, err := w.AddZone(t.Context(), w.ada, w.site, plant.Zone{Key: "Z-09", Kind: plant.ZoneControl})
			return err
		}, Invalid, "", "/name"},
		{"a zone within itself", func() error {
			z := w.line
			z.Parent = w.cell.ID
			_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
			return err
		}, Invalid, "", "/parent"},
		{"a zone with the key of another, in other letters", func() error {
			_, _, err := w.AddZone(t.Context(), w.ada, w.site, plant.Zone{Key: "z-01", Name: "x", Kind: plant.ZoneControl})
			return err
		}, Conflict, "key-taken", ""},
		{"an asset with the key of another", func() error {
			_, _, err := w.AddAsset(t.Context(), w.ada, w.site, plant.Asset{Key: "PLC-101", Type: plant.HostDevice})
			return err
		}, Conflict, "key-taken", ""},
		{"a site with the key of another", func() error {
			_, _, err := w.AddSite(t.Context(), w.ada, plant.SiteRecord{Key: "BOT", Name: "x"})
			return err
		}, Conflict, "key-taken", ""},
		{"a conduit with both ends in one zone", func() error {
			c := w.conduit
			c.To = c.From
			_, _, err := w.ChangeConduit(t.Context(), w.ada, w.site, c)
			return err
		}, Invalid, "", "/to"},
		{"an asset in a zone that is none", func() error {
			a := w.assets["PLC-101"]
			a.Zone = "no-zone"
			_, _, err := w.ChangeAsset(t.Context(), w.ada, w.site, a)
			return err
		}, Invalid, "", "/zone"},
		{"a target above level 4", func() error {
			z := w.cell
			z.Target = &plant.Target{Vector: sl.Vector{5}}
			_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
			return err
		}, Invalid, "", "/target/vector/0"},
		{"a change of a version that is not the stored one", func() error {
			z := w.cell
			z.Name, z.Version = "x", 7
			_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
			return err
		}, Conflict, "stale", ""},
		{"the same again, of a version that is not the stored one", func() error {
			z := w.cell
			z.Version = 7
			_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
			return err
		}, Conflict, "stale", ""},
		{"a change of a zone that does not exist", func() error {
			z := w.cell
			z.ID, z.Key = "no-zone", "Z-77"
			_, _, err := w.ChangeZone(t.Context(), w.ada, w.site, z)
			return err
		}, NotFound, "", ""},
	}
	before := w.state(t)
	for _, tt := range tests {
		t.Run(tt.name+" is refused", func(t *testing.T) {
			err := tt.try()
			if err == nil || KindOf(err) != tt.kind || code(err) != tt.code {
				t.Fatalf("got %v (kind %d, code %q)", err, KindOf(err), code(err))
			}
			if tt.pointer != "" && err.(*Error).Fields[0].Pointer != tt.pointer {
				t.Errorf("fields %+v", err.(*Error).Fields)
			}
			if diff := difference(before, w.state(t)); diff != "" {
				t.Errorf("the refusal changed something:\n%s", diff)
			}
		})
	}
}

func TestSayingTheSameAgainLeavesNoEntry(t *testing.T) {
	w := newWorks(t)
	before, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{}, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	z := w.cell
	z.Name = "  " + z.Name + " "
	if z, _, err = w.ChangeZone(t.Context(), w.ada, w.site, z); err != nil || z.Version != w.cell.Version {
		t.Fatalf("version %d, %v", z.Version, err)
	}
	after, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{}, "", 1)
	if err != nil || after.Items[0].Seq != before.Items[0].Seq {
		t.Errorf("entry %d after %d, %v", after.Items[0].Seq, before.Items[0].Seq, err)
	}
}

func TestDeletingWhatIsInUseNamesTheUsers(t *testing.T) {
	w := newWorks(t)
	w.answer(t, assess.Subject{Kind: assess.OfConduit, ID: string(w.conduit.ID)})
	tests := []struct {
		name string
		try  func(cascade bool) error
		by   []string
	}{
		{"a conduit with an answer", func(cascade bool) error {
			return only(w.DeleteConduit(t.Context(), w.ada, w.site, w.conduit.ID, w.conduit.Version, cascade))
		}, []string{"verdict SR 1.1"}},
		{"a zone with an asset", func(cascade bool) error {
			return only(w.DeleteZone(t.Context(), w.ada, w.site, w.safe.ID, w.safe.Version, cascade))
		}, []string{"asset SIS-201"}},
		{"a zone with inner zones", func(cascade bool) error {
			return only(w.DeleteZone(t.Context(), w.ada, w.site, w.line.ID, w.line.Version, cascade))
		}, []string{"zone Z-01"}},
		{"a site that is not empty", func(cascade bool) error {
			return only(w.DeleteSite(t.Context(), w.ada, w.site, 1, cascade))
		}, []string{"asset PLC-102"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.try(false)
			e, ok := err.(*Error)
			if !ok || e.Code != "in-use" {
				t.Fatalf("got %v", err)
			}
			used, ok := e.err.(*InUse)
			if !ok {
				t.Fatalf("cause %v", e.err)
			}
			for _, want := range tt.by {
				if !slices.Contains(keysOf(used.By), want) {
					t.Errorf("named %q, not %q", keysOf(used.By), want)
				}
			}
			if err := tt.try(true); err != nil {
				t.Errorf("with all that refers to it: %v", err)
			}
		})
	}
}

func TestRemovingAZoneWithAllThatRefersToIt(t *testing.T) {
	w := newWorks(t)
	inner := w.zone(t, plant.Zone{Key: "Z-03", Name: "Inner", Kind: plant.ZoneControl, Parent: w.cell.ID})
	w.answer(t, assess.Subject{Kind: assess.OfZone, ID: string(w.cell.ID)})
	if _, err := w.DeleteZone(t.Context(), w.ada, w.site, w.cell.ID, w.cell.Version, true); err != nil {
		t.Fatal(err)
	}
	s := w.state(t)
	if len(s.Site.Conduits) != 0 || len(s.Verdicts) != 0 {
		t.Errorf("left: %d conduits, %d answers", len(s.Site.Conduits), len(s.Verdicts))
	}
	for _, a := range s.Site.Assets {
		if a.Zone == w.cell.ID {
			t.Errorf("asset %s is still in it", a.Key)
		}
	}
	for _, z := range s.Site.Zones {
		if z.ID == inner.ID && z.Parent != w.line.ID {
			t.Errorf("the inner zone lies in %q", z.Parent)
		}
	}
	if _, err := w.DeleteZone(t.Context(), w.ada, w.site, w.safe.ID, 99, true); code(err) != "stale" {
		t.Errorf("a stale deletion: %v", err)
	}
}

// Each use case answers for a record of another organisation as for none.
func TestAnotherOrganisationIsNotThere(t *testing.T) {
	w := newWorks(t)
	eve := w.otherOrganisation(t)
	own := w.addSite(t, eve, "OWN")
	ctx := t.Context()
	tries := map[string]func(site plant.SiteID) error{
		"site": func(s plant.SiteID) error { _, err := w.Site(ctx, eve, s); return err },
		"change site": func(s plant.SiteID) error {
			_, _, err := w.ChangeSite(ctx, eve, plant.SiteRecord{ID: s, Key: "a", Name: "a", Meta: plant.Meta{Version: 1}})
			return err
		},
		"delete site": func(s plant.SiteID) error { return only(w.DeleteSite(ctx, eve, s, 1, true)) },
		"zones":       func(s plant.SiteID) error { _, err := w.Zones(ctx, eve, s, "", 9); return err },
		"zone":        func(s plant.SiteID) error { _, err := w.Zone(ctx, eve, s, w.cell.ID); return err },
		"add zone": func(s plant.SiteID) error {
			_, _, err := w.AddZone(ctx, eve, s, plant.Zone{Key: "a", Name: "a", Kind: "dmz"})
			return err
		},
		"change zone":    func(s plant.SiteID) error { _, _, err := w.ChangeZone(ctx, eve, s, w.cell); return err },
		"delete zone":    func(s plant.SiteID) error { return only(w.DeleteZone(ctx, eve, s, w.cell.ID, 1, true)) },
		"references":     func(s plant.SiteID) error { _, err := w.References(ctx, eve, s, "zone", string(w.cell.ID)); return err },
		"conduits":       func(s plant.SiteID) error { _, err := w.Conduits(ctx, eve, s, "", 9); return err },
		"conduit":        func(s plant.SiteID) error { _, err := w.Conduit(ctx, eve, s, w.conduit.ID); return err },
		"change conduit": func(s plant.SiteID) error { _, _, err := w.ChangeConduit(ctx, eve, s, w.conduit); return err },
		"delete conduit": func(s plant.SiteID) error { return only(w.DeleteConduit(ctx, eve, s, w.conduit.ID, 1, true)) },
		"assets":         func(s plant.SiteID) error { _, err := w.Assets(ctx, eve, s, AssetFilter{}, "", "", 9); return err },
		"facets":         func(s plant.SiteID) error { _, err := w.AssetFacets(ctx, eve, s); return err },
		"asset":          func(s plant.SiteID) error { _, err := w.Asset(ctx, eve, s, w.assets["PLC-101"].ID); return err },
		"change asset":   func(s plant.SiteID) error { _, _, err := w.ChangeAsset(ctx, eve, s, w.assets["PLC-101"]); return err },
		"delete asset":   func(s plant.SiteID) error { return only(w.DeleteAsset(ctx, eve, s, w.assets["PLC-101"].ID, 1, false)) },
		"bulk": func(s plant.SiteID) error {
			_, err := w.BulkAssets(ctx, eve, s, AssetBulk{IDs: []plant.AssetID{w.assets["PLC-101"].ID}, Delete: true})
			return err
		},
		"history":  func(s plant.SiteID) error { _, err := w.History(ctx, eve, s, HistoryFilter{}, "", 9); return err },
		"entry":    func(s plant.SiteID) error { _, err := w.HistoryEntry(ctx, eve, s, 3, "", 9); return err },
		"undo":     func(s plant.SiteID) error { _, err := w.Undo(ctx, eve, s, 3); return err },
		"versions": func(s plant.SiteID) error { _, err := w.Versions(ctx, eve, s, "zone", string(w.cell.ID)); return err },
		"restore":  func(s plant.SiteID) error { _, err := w.Restore(ctx, eve, s, "zone", string(w.cell.ID), 3); return err },
		"diff":     func(s plant.SiteID) error { _, err := w.Diff(ctx, eve, s, "1", "", "", 9); return err },
		"as of":    func(s plant.SiteID) error { _, _, err := w.SiteAt(ctx, eve, s, "2026-03-02"); return err },
	}
	lists := []string{"zones", "conduits", "assets", "facets", "history", "add zone", "site", "change site", "delete site", "diff", "as of"}
	before := w.state(t)
	for name, try := range tries {
		t.Run(name, func(t *testing.T) {
			foreign, unknown := try(w.site), try("no-site")
			if KindOf(foreign) != NotFound || foreign.Error() != unknown.Error() {
				t.Errorf("on the other's site: %v; on none: %v", foreign, unknown)
			}
			if slices.Contains(lists, name) {
				return
			}
			if err := try(own.ID); KindOf(err) != NotFound {
				t.Errorf("the other's record through one's own site: %v", err)
			}
		})
	}
	if diff := difference(before, w.state(t)); diff != "" {
		t.Errorf("something was changed:\n%s", diff)
	}
}

func TestAnIntegratorHasItsZones(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	ivo := w.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{w.cell.ID}})
	zones, err := w.Zones(ctx, ivo, w.site, "", 9)
	if err != nil || len(zones.Items) != 1 || zones.Total != 1 || zones.Items[0].Key != "Z-01" {
		t.Errorf("zones %+v, %v", zones, err)
	}
	conduits, err := w.Conduits(ctx, ivo, w.site, "", 9)
	if err != nil || len(conduits.Items) != 1 {
		t.Errorf("the conduit into its zone: %+v, %v", conduits, err)
	}
	assets, err := w.Assets(ctx, ivo, w.site, AssetFilter{}, "", "", 9)
	if err != nil || assets.Total != 2 {
		t.Errorf("assets %+v, %v", assets, err)
	}
	if _, err := w.Zone(ctx, ivo, w.site, w.safe.ID); KindOf(err) != NotFound {
		t.Errorf("a zone beyond its part: %v", err)
	}
	if _, err := w.Asset(ctx, ivo, w.site, w.assets["SIS-201"].ID); KindOf(err) != NotFound {
		t.Errorf("an asset beyond its part: %v", err)
	}
	if _, _, err := w.AddZone(ctx, ivo, w.site, plant.Zone{Key: "x", Name: "x", Kind: "dmz"}); KindOf(err) != Denied {
		t.Errorf("adding a zone: %v", err)
	}
	a := w.assets["PLC-101"]
	a.Zone = w.safe.ID
	if _, _, err := w.ChangeAsset(ctx, ivo, w.site, a); KindOf(err) != Denied {
		t.Errorf("moving an asset out: %v", err)
	}
	zone := plant.ZoneID("")
	if _, err := w.BulkAssets(ctx, ivo, w.site, AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Zone: &zone}}); KindOf(err) != Denied {
		t.Errorf("moving all assets out: %v", err)
	}
	owner := "Ivo"
	if out, err := w.BulkAssets(ctx, ivo, w.site, AssetBulk{All: &AssetFilter{}, Set: &AssetSet{Owner: &owner}}); err != nil || out.Changed != 2 {
		t.Errorf("bulk of its own: %+v, %v", out, err)
	}
	if _, _, err := w.AddAsset(ctx, ivo, w.site, plant.Asset{Key: "N-1", Type: plant.HostDevice, Zone: w.safe.ID}); KindOf(err) != Denied {
		t.Errorf("adding beyond its part: %v", err)
	}
	if _, _, err := w.AddAsset(ctx, ivo, w.site, plant.Asset{Key: "N-2", Type: plant.HostDevice, Zone: w.cell.ID}); err != nil {
		t.Errorf("adding to its zone: %v", err)
	}
	if _, err := w.History(ctx, ivo, w.site, HistoryFilter{}, "", 9); KindOf(err) != Denied {
		t.Errorf("history: %v", err)
	}
	refs, err := w.References(ctx, ivo, w.site, "zone", string(w.cell.ID))
	if err != nil || !slices.Contains(keysOf(refs), "asset PLC-101") {
		t.Errorf("references %q, %v", keysOf(refs), err)
	}
}

func TestASupplierHasItsVendor(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	sue := w.user(access.Supplier, access.Grant{Vendor: "Siemens"})
	assets, err := w.Assets(ctx, sue, w.site, AssetFilter{}, "", "", 9)
	if err != nil || assets.Total != 2 || assets.Items[0].Key != "LAP-301" {
		t.Errorf("assets %+v, %v", assets, err)
	}
	if _, err := w.Zones(ctx, sue, w.site, "", 9); KindOf(err) != Denied {
		t.Errorf("zones: %v", err)
	}
	a := w.assets["PLC-101"]
	a.Firmware = "V3.0"
	if a, _, err = w.ChangeAsset(ctx, sue, w.site, a); err != nil {
		t.Errorf("firmware of its own: %v", err)
	}
	for what, change := range map[string]func(*plant.Asset){
		"vendor": func(a *plant.Asset) { a.Vendor = "Rockwell" },
		"zone":   func(a *plant.Asset) { a.Zone = w.safe.ID },
	} {
		b := a
		change(&b)
		if _, _, err := w.ChangeAsset(ctx, sue, w.site, b); KindOf(err) != Denied {
			t.Errorf("changing the %s: %v", what, err)
		}
	}
	other := w.assets["SIS-201"]
	if _, err := w.DeleteAsset(ctx, sue, w.site, other.ID, other.Version, false); KindOf(err) != NotFound {
		t.Errorf("deleting another vendor's: %v", err)
	}
	p, err := w.Portfolio(ctx, sue, "", 9)
	if err != nil || len(p.Items) != 1 || p.Items[0].Assets != 2 || p.Items[0].Zones != 0 {
		t.Errorf("portfolio %+v, %v", p, err)
	}
}

func TestListsGoOnWhereTheyEnded(t *testing.T) {
	w := newWorks(t)
	for i := range 7 {
		w.zone(t, plant.Zone{Key: fmt.Sprintf("Y-%d", i), Name: "x", Kind: plant.ZoneDMZ})
	}
	var keys []string
	after := ""
	for {
		p, err := w.Zones(t.Context(), w.ada, w.site, after, 3)
		if err != nil {
			t.Fatal(err)
		}
		if p.Total != 10 {
			t.Errorf("total %d", p.Total)
		}
		for _, z := range p.Items {
			keys = append(keys, z.Key)
		}
		if after = p.Next; after == "" {
			break
		}
	}
	if got := strings.Join(keys, " "); got != "Y-0 Y-1 Y-2 Y-3 Y-4 Y-5 Y-6 Z-00 Z-01 Z-02" {
		t.Errorf("keys %s", got)
	}
	p, err := w.Zones(t.Context(), w.ada, w.site, "", 3)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Conduits(t.Context(), w.ada, w.site, p.Next, 3); KindOf(err) != Invalid {
		t.Errorf("the mark of another list: %v", err)
	}
	if _, err := w.Zones(t.Context(), w.ada, w.site, "%%%", 3); KindOf(err) != Invalid {
		t.Errorf("a mark that is none: %v", err)
	}
}

// only is the error of a use case that also answers with the entry it left.
func only(_ int64, err error) error { return err }
