package csms

import (
	"bytes"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// exported is the site as a document.
func (f *twoZones) exported(t *testing.T) risk.Document {
	t.Helper()
	var b bytes.Buffer
	if err := f.Export(t.Context(), f.ada, f.site.ID, "yaml", "", &b); err != nil {
		t.Fatal(err)
	}
	doc, err := risk.ReadDocument(&b, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func (f *twoZones) engineer(t *testing.T) access.Principal {
	t.Helper()
	user := f.hire(t, access.Grant{Role: access.Engineer, Site: f.site.ID})
	return access.Principal{User: user.ID, Name: user.Name, Org: f.ada.Org, Grants: user.Grants}
}

func TestADocumentNeedsTheRightsOnWhatItChanges(t *testing.T) {
	f := newTwoZones(t)
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, upTo(1)...)
	engineer := f.engineer(t)
	for _, tt := range []struct {
		name   string
		change func(*risk.Document)
		prune  bool
		want   bool
	}{
		{"an engineer changes zones", func(d *risk.Document) { d.Zones[0].Name = "Filling hall" }, false, true},
		{"and adds assets", func(d *risk.Document) {
			d.Assets = append(d.Assets, plant.DocAsset{Key: "PLC-1", Type: plant.EmbeddedDevice})
		}, false, true},
		{"but answers nothing", func(d *risk.Document) { d.Answers[0].State = "not-met" }, false, false},
		{"nor takes answers away", func(d *risk.Document) { d.Answers = d.Answers[1:] }, true, false},
		{"nor renames the site", func(d *risk.Document) { d.Site.Name = "Mine" }, false, false},
	} {
		doc := f.exported(t)
		tt.change(&doc)
		before, err := f.db.LedgerSize(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done, err := f.ApplyDocument(t.Context(), engineer, ApplyInput{Document: doc, Site: f.site.ID, Prune: tt.prune})
		after, sizeErr := f.db.LedgerSize(t.Context())
		if sizeErr != nil {
			t.Fatal(sizeErr)
		}
		switch {
		case tt.want && (err != nil || done.Entry == 0):
			t.Errorf("%s: entry %d, %v", tt.name, done.Entry, err)
		case !tt.want && (KindOf(err) != Denied || before != after):
			t.Errorf("%s: %v, and the ledger went from %d to %d", tt.name, err, before.Entries, after.Entries)
		}
	}
}

func TestADocumentAddsNoKeyThatDiffersInCaseOnly(t *testing.T) {
	f := newTwoZones(t)
	doc := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "BOT"}, Zones: []plant.DocZone{
		{Key: "z-01", Name: "Filling", Kind: plant.ZoneControl},
	}}
	if _, err := f.ApplyDocument(t.Context(), f.ada, ApplyInput{Document: risk.Document{Document: doc}, Site: f.site.ID}); code(err) != "key-taken" {
		t.Errorf("a zone z-01 beside Z-01: %v", err)
	}
}

func TestASiteBeforeItsTimeIsNotThere(t *testing.T) {
	f := newTwoZones(t)
	for _, at := range []string{"2020-01-01", "1"} {
		if _, err := f.Posture(t.Context(), f.ada, f.site.ID, at); KindOf(err) != NotFound {
			t.Errorf("at %s: %v", at, err)
		}
		if err := f.Export(t.Context(), f.ada, f.site.ID, "yaml", at, &bytes.Buffer{}); KindOf(err) != NotFound {
			t.Errorf("export at %s: %v", at, err)
		}
	}
	for _, at := range []string{"0", "-1", "99999999999999999999", "2026-13-01", "now"} {
		if _, err := f.Posture(t.Context(), f.ada, f.site.ID, at); KindOf(err) != Invalid {
			t.Errorf("at %s: %v", at, err)
		}
	}
	// What will have ended by then is not known yet: the day is today's.
	p, err := f.Posture(t.Context(), f.ada, f.site.ID, "2999-01-01")
	if err != nil || p.Today != plant.DateOf(f.clock.now()) {
		t.Errorf("in a far future it is judged by %s (%v)", p.Today, err)
	}
}
