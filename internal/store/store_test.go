package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store/pgtest"
)

func TestMain(m *testing.M) {
	code := pgtest.Main(m)
	if template.dir != "" {
		os.RemoveAll(template.dir) //nolint:errcheck // the tests have ended
	}
	os.Exit(code)
}

// each runs a test on both engines, with a new database each.
func each(t *testing.T, fn func(t *testing.T, db *bench)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		fn(t, openBench(t, Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "ringwall.db")}))
	})
	t.Run("postgres", func(t *testing.T) { fn(t, openBench(t, postgres(t))) })
}

// postgres is a new database with the schema in it, copied from one that was
// migrated once.
func postgres(t testing.TB) Config {
	t.Helper()
	template.Do(func() {
		address := pgtest.Template(t) // ends the test here when there is no server
		dir, err := os.MkdirTemp("", "ringwall-template-")
		if err != nil {
			t.Fatal(err)
		}
		template.dir = dir
		template.config = Config{URL: address, KeyFile: filepath.Join(dir, "ledger.key")}
		db, err := Open(t.Context(), template.config)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	})
	if template.config.URL == "" {
		pgtest.Template(t) // for the same reason as in the first test
		t.Fatal("the migrated database could not be made")
	}
	return Config{URL: pgtest.Copy(t, template.config.URL), KeyFile: template.config.KeyFile}
}

var template struct {
	sync.Once
	config Config
	dir    string
}

// bench is an open database with a clock that goes on one second per look, an
// organisation and a site.
type bench struct {
	*DB
	config Config
	t      testing.TB
	org    plant.OrgID
	site   plant.SiteID
}

// clock goes on by a second whenever it is looked at.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

var start = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

func openBench(t testing.TB, c Config) *bench {
	t.Helper()
	if c.Now == nil {
		c.Now = (&clock{now: start}).Now
	}
	db, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bench{DB: db, config: c, t: t}
	b.org, b.site = b.found("works", "bottling")
	return b
}

// found creates an organisation with one site.
func (b *bench) found(orgKey, siteKey string) (plant.OrgID, plant.SiteID) {
	b.t.Helper()
	org := plant.Organisation{Key: orgKey, Name: "Organisation " + orgKey, Parties: []plant.Party{plant.AssetOwner}}
	site := plant.SiteRecord{Key: siteKey, Name: "Site " + siteKey, Sector: "food"}
	act := ledger.Act{Actor: "system", Name: "Setup", Verb: "organisation.add", Subject: orgKey}
	if _, err := b.CreateOrganisation(b.t.Context(), act, &org, func(tx *Tx) error { return Put(tx, &site) }); err != nil {
		b.t.Fatal(err)
	}
	return org.ID, site.ID
}

func (b *bench) act(verb, subject string) ledger.Act {
	return ledger.Act{Org: b.org, Site: b.site, Actor: "u1", Name: "Ada", Session: "s1", Verb: verb, Subject: subject}
}

// update runs a change that must succeed.
func (b *bench) update(verb string, fn func(*Tx) error) ledger.Entry {
	b.t.Helper()
	e, err := b.Update(b.t.Context(), b.act(verb, ""), fn)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// refused runs a change that must fail.
func (b *bench) refused(fn func(*Tx) error) error {
	b.t.Helper()
	e, err := b.Update(b.t.Context(), b.act("test.refused", ""), fn)
	if err == nil {
		b.t.Fatalf("the update went through as entry %d", e.Seq)
	}
	return err
}

func (b *bench) view(fn func(*Reader) error) {
	b.t.Helper()
	b.viewAs(b.org, fn)
}

func (b *bench) viewAs(org plant.OrgID, fn func(*Reader) error) {
	b.t.Helper()
	if err := b.View(b.t.Context(), org, fn); err != nil {
		b.t.Fatal(err)
	}
}

// put stores records in one update and hands them back with id and version.
func put[T any](b *bench, recs ...T) []T {
	b.t.Helper()
	b.update("test.put", func(tx *Tx) error {
		for i := range recs {
			if err := Put(tx, &recs[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return recs
}

func (b *bench) zone(key string) plant.Zone {
	b.t.Helper()
	return put(b, plant.Zone{Site: b.site, Key: key, Name: "Zone " + key, Kind: plant.ZoneControl, Purdue: "2"})[0]
}

func (b *bench) asset(key string, zone plant.ZoneID) plant.Asset {
	return plant.Asset{
		Site: b.site, Key: key, Name: "Asset " + key, Type: plant.EmbeddedDevice, Role: "plc", Zone: zone,
		Vendor: "Siemens", Model: "S7-1500", Firmware: "V2.9", Criticality: 3, Owner: "Maintenance",
		Addresses: []plant.Address{{MAC: "00:1b:1b:00:00:01", IP: "10.0.0.1"}}, Tags: []string{"line 1"},
	}
}

func (b *bench) verdict(of assess.Subject, requirement string, state assess.State) assess.Verdict {
	return assess.Verdict{
		Site: b.site, Subject: of, Set: catalog.SystemRequirements, Requirement: catalog.RequirementID(requirement),
		State: state, Assessor: "Ada", AssessedOn: "2026-11-24", Evidence: []string{"DOC-1"},
	}
}

// plantSite fills the site with a little of everything.
func (b *bench) plantSite() (zones []plant.Zone, conduits []plant.Conduit, assets []plant.Asset, verdicts []assess.Verdict) {
	b.t.Helper()
	for _, key := range []string{"Z-01", "Z-02", "Z-03"} {
		z := plant.Zone{Site: b.site, Key: key, Name: "Zone " + key, Kind: plant.ZoneControl, Assumptions: []string{"locked cabinet"}}
		z.Target = &plant.Target{Vector: sl.Uniform(2), Method: "risk", Approver: "Ada", ApprovedOn: "2026-11-01"}
		zones = append(zones, z)
	}
	zones = put(b, zones...)
	zones[2].Parent = zones[0].ID
	zones = append(zones[:2], put(b, zones[2])...)
	conduits = put(b, plant.Conduit{
		Site: b.site, Key: "C-01", Name: "Line to SCADA", From: zones[0].ID, To: zones[1].ID,
		Flows: []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502", Function: plant.FunctionRead}},
	})
	for i := range 12 {
		a := b.asset(fmt.Sprintf("PLC-%03d", i), zones[i%3].ID)
		a.Criticality = i % 5
		a.Sources = map[string]plant.Source{"vendor": {From: plant.Imported, Ref: "assets.xlsx, row 3"}}
		assets = append(assets, a)
	}
	assets = put(b, assets...)
	verdicts = put(b,
		b.verdict(assess.Subject{Kind: assess.OfZone, ID: string(zones[0].ID)}, "SR 1.1", assess.Met),
		b.verdict(assess.Subject{Kind: assess.OfZone, ID: string(zones[1].ID)}, "SR 1.1", assess.NotMet),
		b.verdict(assess.Subject{Kind: assess.OfConduit, ID: string(conduits[0].ID)}, "SR 5.1", assess.Met),
		b.verdict(assess.Subject{Kind: assess.OfSite, ID: string(b.site)}, "SR 2.8", assess.Partly),
	)
	inherited := b.verdict(assess.Subject{Kind: assess.OfZone, ID: string(zones[1].ID)}, "SR 5.1", assess.Inherited)
	inherited.From = &assess.Subject{Kind: assess.OfConduit, ID: string(conduits[0].ID)}
	verdicts = append(verdicts, put(b, inherited)...)
	return zones, conduits, assets, verdicts
}

func is(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
	}
}

// honest checks that the audit finds nothing.
func (b *bench) honest() {
	b.t.Helper()
	report, err := Verify(b.t.Context(), b.config, true)
	if err != nil {
		b.t.Fatal(err)
	}
	if !report.OK() {
		b.t.Errorf("the audit found on clean data:\n%s", report)
	}
}
