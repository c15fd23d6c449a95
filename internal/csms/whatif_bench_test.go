package csms

import (
	"fmt"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/store"
)

// bigRisk is a site of 10,000 assets, 200 zones, 260 conduits, 20,000 verdicts,
// 2,000 scenarios of 7 categories and 100 countermeasures.
type bigRisk struct {
	*office
	site     plant.SiteID
	zones    []plant.Zone
	conduits []plant.Conduit
	assets   []plant.Asset
	measures []risk.Countermeasure
	assumed  risk.Assumption
}

func newBigRisk(b *testing.B) *bigRisk {
	b.Helper()
	f := &bigRisk{office: newOffice(b)}
	f.site = f.addSite(b, f.ada, "BIG").ID
	f.fill(b, func(tx *store.Tx) error { return f.plant(tx) })
	f.fill(b, func(tx *store.Tx) error { return f.verdicts(tx) })
	f.fill(b, func(tx *store.Tx) error { return f.register(tx) })
	return f
}

func (f *bigRisk) fill(b *testing.B, write func(tx *store.Tx) error) {
	b.Helper()
	if _, err := f.update(b.Context(), f.ada, intent{do: access.ImportRun, site: f.site, verb: "site.import"}, write); err != nil {
		b.Fatal(err)
	}
}

func (f *bigRisk) plant(tx *store.Tx) error {
	kinds := []plant.ZoneKind{plant.ZoneControl, plant.ZoneSupervisory, plant.ZoneOperations, plant.ZoneDMZ}
	for i := range 200 {
		z := plant.Zone{Site: f.site, Key: fmt.Sprintf("Z-%03d", i), Name: "Zone", Kind: kinds[i%4], Owner: "Ada", Target: &plant.Target{Vector: sl.Uniform(sl.Level(1 + i%2)), Method: "consequence", Approver: "Ada"}}
		if err := store.Put(tx, &z); err != nil {
			return err
		}
		f.zones = append(f.zones, z)
	}
	for i := range 260 {
		c := plant.Conduit{Site: f.site, Key: fmt.Sprintf("C-%03d", i), Name: "Conduit", Owner: "Ada", From: f.zones[i%200].ID, To: f.zones[(i*7+1)%200].ID, Target: &plant.Target{Vector: sl.Uniform(2)},
			Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}}}
		if err := store.Put(tx, &c); err != nil {
			return err
		}
		f.conduits = append(f.conduits, c)
	}
	for i := range 10_000 {
		a := plant.Asset{Site: f.site, Key: fmt.Sprintf("A-%05d", i), Name: "Controller", Type: plant.EmbeddedDevice, Role: "plc", Zone: f.zones[i%200].ID, Vendor: "Acme", Model: "X-1",
			Addresses: []plant.Address{{IP: fmt.Sprintf("10.%d.%d.%d", i%200, i/200/250, i/200%250), MAC: fmt.Sprintf("00:00:00:00:%02x:%02x", i/256, i%256)}}, Criticality: 1 + i%5}
		if err := store.Put(tx, &a); err != nil {
			return err
		}
		f.assets = append(f.assets, a)
	}
	return nil
}

func (f *bigRisk) verdicts(tx *store.Tx) error {
	states := []assess.State{assess.Met, assess.Met, assess.Met, assess.NotMet}
	for i := range 20_000 {
		v := assess.Verdict{Site: f.site, Subject: f.subject(i % 460), Set: catalog.SystemRequirements, Requirement: f.set.Requirements[i/460].ID, State: states[i%4]}
		if i%20 == 10 {
			from := f.subject((i + 1) % 460)
			v.State, v.From = assess.Inherited, &from
		}
		if err := store.Put(tx, &v); err != nil {
			return err
		}
	}
	return nil
}

func (f *bigRisk) subject(i int) assess.Subject {
	if i < 200 {
		return assess.Subject{Kind: assess.OfZone, ID: string(f.zones[i].ID)}
	}
	return assess.Subject{Kind: assess.OfConduit, ID: string(f.conduits[i-200].ID)}
}

func (f *bigRisk) register(tx *store.Tx) error {
	criteria := risk.Presets()[0]
	criteria.Site, criteria.Key = f.site, "CR-01"
	if err := store.Put(tx, &criteria); err != nil {
		return err
	}
	f.assumed = risk.Assumption{Head: risk.Head{Site: f.site, Key: "AS-01", Name: "No remote access"}, State: risk.AssumptionOpen, LikelihoodIfFalse: 1}
	if err := store.Put(tx, &f.assumed); err != nil {
		return err
	}
	states := []risk.MeasureState{risk.MeasureExisting, risk.MeasurePlanned, risk.MeasureProposed}
	for i := range 100 {
		m := risk.Countermeasure{Head: risk.Head{Site: f.site, Key: fmt.Sprintf("CM-%03d", i), Name: "Firewall"}, Layer: risk.Layers[i%len(risk.Layers)], Kind: "technical", State: states[i%3],
			Zones: []plant.ZoneID{f.zones[i].ID, f.zones[(i*3+1)%200].ID}, Requirements: []string{"SR 5.1", "SR 5.2", "SR 1.1"}, Cost: float64(200 + i), NeedsShutdown: i%2 == 0, ShutdownHours: 4}
		if err := store.Put(tx, &m); err != nil {
			return err
		}
		f.measures = append(f.measures, m)
	}
	for i := range 2000 {
		s := risk.Scenario{Head: risk.Head{Site: f.site, Key: fmt.Sprintf("SC-%04d", i), Name: "Loss of control"}, Zone: f.zones[i%200].ID, CauseKind: "cyber", Mechanism: "loss-of-control",
			Likelihood: 1 + i%len(criteria.Likelihoods), Ratings: risk.Ratings{}, Safeguards: []risk.Safeguard{
				{Countermeasure: f.measures[i%100].ID, LowersLikelihood: 1}, {Countermeasure: f.measures[(i+7)%100].ID, LowersLikelihood: 1, Planned: true},
			}}
		if i%10 == 0 {
			s.Zone, s.Conduit = "", f.conduits[i%260].ID
		}
		if i%20 == 1 {
			s.Assumptions = []risk.ID{f.assumed.ID}
		}
		for n, c := range risk.Categories {
			s.Ratings[c] = (i + n) % (len(criteria.Consequences) + 1)
		}
		if err := store.Put(tx, &s); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkWhatIf tries changes out on a site of 10,000 assets. The goal is an
// answer on the page within 300 ms, of which the program may take most.
func BenchmarkWhatIf(b *testing.B) {
	f := newBigRisk(b)
	for _, c := range []struct {
		name    string
		changes []risk.Change
	}{
		{"CloseConduit", []risk.Change{{Kind: risk.CloseConduit, Record: string(f.conduits[0].ID)}}},
		{"OpenConduit", []risk.Change{{Kind: risk.OpenConduit, Conduit: &plant.Conduit{Key: "C-N", Name: "New", From: f.zones[3].ID, To: f.zones[9].ID}}}},
		{"MoveAsset", []risk.Change{{Kind: risk.MoveAsset, Record: string(f.assets[77].ID), Zone: f.zones[5].ID}}},
		{"Countermeasure", []risk.Change{{Kind: risk.SetCountermeasure, Record: string(f.measures[1].ID), Value: "existing"}}},
		{"WholeSite", []risk.Change{{Kind: risk.AddCountermeasure, Countermeasure: &risk.Countermeasure{Head: risk.Head{Key: "CM-N", Name: "Directory"}, Layer: "host", Kind: "technical", State: risk.MeasureExisting, WholeSite: true, Requirements: []string{"SR 1.1", "SR 1.3", "SR 2.1"}}}}},
		{"Assumption", []risk.Change{{Kind: risk.SetAssumption, Record: string(f.assumed.ID), Value: "false"}}},
		{"Target", []risk.Change{{Kind: risk.SetTarget, Record: string(f.zones[0].ID), Value: "4"}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := f.WhatIf(b.Context(), f.ada, f.site, c.changes); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("RoadmapOfAll", func(b *testing.B) {
		ask := assess.RoadmapAsk{Costs: assess.Costs{Default: &assess.Price{Cost: 100, Effort: 1}}, EffortPerWeek: 50, Windows: []assess.Window{{Date: "2030-01-01", Hours: 100}}}
		for b.Loop() {
			if _, err := f.Roadmap(b.Context(), f.ada, f.site, ask); err != nil {
				b.Fatal(err)
			}
		}
	})
}
