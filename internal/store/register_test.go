package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func head(site plant.SiteID, key string) risk.Head {
	return risk.Head{Site: site, Key: key, Name: "Name of " + key}
}

// register stores a record of each kind of the risk register.
func (b *bench) register(zones []plant.Zone, assets []plant.Asset) risk.Register {
	b.t.Helper()
	conduits := b.conduits()
	var reg risk.Register
	reg.Systems = put(b, risk.System{
		Head: head(b.site, "SYS-01"), Zones: []plant.ZoneID{zones[0].ID},
		AccessPoints: []risk.AccessPoint{{Key: "A1", Kind: "network", Zone: zones[1].ID, Conduit: conduits[0].ID}},
	})
	reg.Functions = put(b, risk.Function{Head: head(b.site, "F-01"), Kind: "safety", Zones: []plant.ZoneID{zones[0].ID}, Assets: []plant.AssetID{assets[0].ID, assets[1].ID}})
	reg.Criteria = put(b, risk.Criteria{Head: head(b.site, "CR-01"), Consequences: []string{"low", "high"}, Signed: &risk.Signature{By: "ada@example.org", At: start}})
	reg.Assumptions = put(b, risk.Assumption{Head: head(b.site, "AS-01"), State: risk.AssumptionOpen})
	reg.Countermeasures = put(b, risk.Countermeasure{Head: head(b.site, "CM-01"), PlacedIn: zones[2].ID, Zones: []plant.ZoneID{zones[0].ID, zones[2].ID}})
	reg.Environments = put(b, risk.Environment{Head: head(b.site, "SE-01"), Zone: zones[0].ID, Countermeasures: []risk.ID{reg.Countermeasures[0].ID}})
	reg.WorstCases = put(b, risk.WorstCase{Head: head(b.site, "WC-01"), Function: reg.Functions[0].ID, Assumptions: []risk.ID{reg.Assumptions[0].ID}})
	reg.Comparisons = put(b, risk.Comparison{Head: head(b.site, "ZC-01"), Zone: zones[0].ID, Decision: risk.AssessInDetail})
	reg.Scenarios = put(b,
		risk.Scenario{
			Head: head(b.site, "SC-001"), Zone: zones[0].ID, Functions: []risk.ID{reg.Functions[0].ID}, WorstCase: reg.WorstCases[0].ID,
			Ratings:    risk.Ratings{risk.Safety: 3, risk.Finance: 0},
			Safeguards: []risk.Safeguard{{Countermeasure: reg.Countermeasures[0].ID}, {Name: "Fence", PlacedIn: zones[2].ID}},
			Acceptance: &risk.Acceptance{Band: "high", Until: "2027-01-01", Signed: risk.Signature{By: "ada@example.org", At: start}},
		},
		risk.Scenario{Head: head(b.site, "SC-002"), Conduit: conduits[0].ID},
	)
	reg.Findings = put(b, risk.FindingDecision{Head: head(b.site, "zone-without-target/x"), Owner: "Ada"})
	reg.Proposals = put(b, risk.Proposal{Head: head(b.site, "PR-01"), Changes: []risk.Change{{Kind: risk.CloseConduit, Record: string(conduits[0].ID)}}})
	reg.Roadmaps = put(b, risk.Roadmap{Head: head(b.site, "RM-01"), Asked: []byte(`{"budget":1}`)})
	reg.Specifications = put(b, risk.Specification{
		Head: head(b.site, "CRS-01"), System: reg.Systems[0].ID, Lines: []risk.SpecLine{{Requirement: "SR 1.1", Conduit: conduits[0].ID}},
		Own: []risk.OwnRequirement{{Key: "O-1", Scenarios: []risk.ID{reg.Scenarios[0].ID}}},
	})
	reg.Approvals = put(b, risk.Approval{Head: head(b.site, "AP-01"), Specification: reg.Specifications[0].ID, ReviewBy: "2029-01-01"})
	reg.Tasks = put(b, risk.Task{Head: head(b.site, "T-01"), Kind: "zone", Record: string(zones[0].ID)})
	return reg
}

func (b *bench) conduits() (list []plant.Conduit) {
	b.t.Helper()
	b.view(func(r *Reader) (err error) {
		list, err = All[plant.Conduit](r, b.site)
		return err
	})
	return list
}

func TestTheRegisterIsReadBackAsItWasStored(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		want := db.register(zones, assets)
		var seq int64
		db.view(func(r *Reader) (err error) {
			got, err := r.Register(db.site)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if seq, err = r.Revision(db.site); err != nil {
				return err
			}
			keys, err := Keys[risk.Scenario](r, db.site)
			if diff := cmp.Diff([]string{"SC-001", "SC-002"}, keys); diff != "" {
				t.Error(diff)
			}
			return err
		})
		later := want.Scenarios[1]
		later.Name = "Renamed"
		put(db, later)
		db.update("task.delete", func(tx *Tx) error { return Delete[risk.Task](tx, string(want.Tasks[0].ID), 1) })
		db.view(func(r *Reader) error {
			then, err := r.RegisterAt(db.site, seq)
			if diff := cmp.Diff(want, then); diff != "" {
				t.Errorf("as it was: %s", diff)
			}
			if err != nil {
				return err
			}
			now, err := r.RegisterAt(db.site, seq+2)
			if len(now.Tasks) != 0 || now.Scenarios[1].Name != "Renamed" {
				t.Errorf("as it is: %+v", now)
			}
			if err != nil {
				return err
			}
			read, err := r.Register(db.site)
			if diff := cmp.Diff(now, read, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			return err
		})
		db.honest()
	})
}

func TestWhatTheRegisterRefersToStays(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, conduits, assets, _ := db.plantSite()
		reg := db.register(zones, assets)
		inUse := func(name string, err error, want ...string) {
			t.Helper()
			used, ok := errors.AsType[*InUse](err)
			if !ok {
				t.Errorf("%s: %v", name, err)
				return
			}
			var got []string
			for _, by := range used.By {
				if by.Kind != "asset" && by.Kind != "verdict" && by.Kind != "zone" && by.Kind != "conduit" {
					got = append(got, by.Kind+" "+by.Key)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		inUse("a zone is held by all that name it", db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[0].ID), 1) }),
			"comparison ZC-01", "countermeasure CM-01", "environment SE-01", "function F-01", "scenario SC-001", "system SYS-01")
		inUse("so is a zone where a safeguard stands", db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[2].ID), zones[2].Version) }),
			"countermeasure CM-01", "scenario SC-001")
		inUse("and a conduit", db.refused(func(tx *Tx) error { return Delete[plant.Conduit](tx, string(conduits[0].ID), 1) }),
			"scenario SC-002", "specification CRS-01", "system SYS-01")
		inUse("and an asset", db.refused(func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[0].ID), 1) }), "function F-01")
		inUse("and a countermeasure", db.refused(func(tx *Tx) error { return Delete[risk.Countermeasure](tx, string(reg.Countermeasures[0].ID), 1) }),
			"environment SE-01", "scenario SC-001")
		inUse("and an approved specification", db.refused(func(tx *Tx) error { return Delete[risk.Specification](tx, string(reg.Specifications[0].ID), 1) }),
			"approval AP-01")
		inUse("and the site", db.refused(func(tx *Tx) error { return Delete[plant.SiteRecord](tx, string(db.site), 1) }),
			"system SYS-01", "function F-01", "criteria CR-01", "assumption AS-01", "countermeasure CM-01", "environment SE-01", "worst-case WC-01", "comparison ZC-01",
			"scenario SC-001", "scenario SC-002", "finding zone-without-target/x", "proposal PR-01", "roadmap RM-01", "specification CRS-01",
			"approval AP-01", "task T-01")

		// What is no longer named is free; what is named anew is held.
		f := reg.Functions[0]
		f.Assets = []plant.AssetID{assets[2].ID, assets[1].ID, assets[2].ID}
		f = put(db, f)[0]
		db.update("asset.delete", func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[0].ID), 1) })
		inUse("an asset that is named since", db.refused(func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[2].ID), 1) }), "function F-01")

		// A proposal and a task tell of the conduit and hold nothing.
		s := reg.Scenarios[1]
		db.update("scenario.delete", func(tx *Tx) error { return Delete[risk.Scenario](tx, string(s.ID), s.Version) })
		inUse("a conduit after one of three is gone", db.refused(func(tx *Tx) error { return Delete[plant.Conduit](tx, string(conduits[0].ID), 1) }),
			"specification CRS-01", "system SYS-01")
		// A record that comes back holds again.
		s.Version = 0
		s = put(db, s)[0]
		if s.ID != reg.Scenarios[1].ID || s.Version != 3 {
			t.Errorf("it came back as %+v", s.Head)
		}
		inUse("and after it came back", db.refused(func(tx *Tx) error { return Delete[plant.Conduit](tx, string(conduits[0].ID), 1) }),
			"scenario SC-002", "specification CRS-01", "system SYS-01")
		db.honest()
	})
}

func TestTheRegisterRefersToRecordsOfItsSiteOnly(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		reg := db.register(zones, assets)
		elsewhere := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		far := put(db, plant.Zone{Site: elsewhere.ID, Key: "Z-01", Kind: plant.ZoneControl})[0]
		gone := put(db, plant.Zone{Site: db.site, Key: "Z-99", Kind: plant.ZoneControl})[0]
		db.update("zone.delete", func(tx *Tx) error { return Delete[plant.Zone](tx, string(gone.ID), 1) })
		for name, zone := range map[string]plant.ZoneID{"of another site": far.ID, "that was deleted": gone.ID, "that never was": "z", "that is no text": "\x00", "that is a function": plant.ZoneID(reg.Functions[0].ID)} {
			err := db.refused(func(tx *Tx) error {
				return Put(tx, &risk.Scenario{Head: head(db.site, "SC-003"), Zone: zone})
			})
			is(t, err, ErrReference)
			if d, ok := errors.AsType[*Dangling](err); !ok || d.Kind != "zone" || d.ID != string(zone) {
				t.Errorf("a zone %s: %v", name, err)
			}
			changed := reg.Scenarios[1]
			changed.Zone = zone
			is(t, db.refused(func(tx *Tx) error { return Put(tx, &changed) }), ErrReference)
		}
		// A worst case that leads to itself does not stand in its own way.
		w := reg.WorstCases[0]
		w.Inherits = []risk.ID{w.ID}
		w = put(db, w)[0]
		err := db.refused(func(tx *Tx) error { return Delete[risk.WorstCase](tx, string(w.ID), w.Version) })
		if used, ok := errors.AsType[*InUse](err); !ok || len(used.By) != 1 || used.By[0].Key != "SC-001" {
			t.Errorf("the worst case is held by %v", err)
		}
		db.honest()
	})
}

func TestAnotherOrganisationSeesNothingOfTheRegister(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		reg := db.register(zones, assets)
		org, site := db.found("others", "plant")
		db.viewAs(org, func(r *Reader) error {
			unseen[risk.Scenario](t, r, db.site, string(reg.Scenarios[0].ID), "SC-001")
			unseen[risk.Criteria](t, r, db.site, string(reg.Criteria[0].ID), "CR-01")
			got, err := r.Register(db.site)
			if diff := cmp.Diff(risk.Register{}, got); diff != "" {
				t.Errorf("another organisation reads %s", diff)
			}
			if err != nil {
				return err
			}
			refs, err := References(r, "zone", string(zones[0].ID))
			if len(refs) > 0 {
				t.Errorf("another organisation learns of %v", refs)
			}
			return err
		})
		act := db.act("scenario.add", "")
		act.Org, act.Site = org, site
		_, err := db.Update(t.Context(), act, func(tx *Tx) error {
			return Put(tx, &risk.Scenario{Head: head(site, "SC-001"), Zone: zones[0].ID})
		})
		is(t, err, ErrReference)
	})
}
