package csms

import (
	"fmt"
	"testing"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestTheOverviewTellsOfTheModel(t *testing.T) {
	f := newTwoZones(t)
	see := func() Overview {
		t.Helper()
		o, err := f.Overview(t.Context(), f.ada, f.site.ID)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	rules := func(o Overview) map[string]int {
		n := map[string]int{}
		for _, found := range o.Findings {
			n[found.Rule]++
		}
		return n
	}
	if n := rules(see())["asset-unzoned"]; n != 0 {
		t.Errorf("%d assets without a zone in an empty site", n)
	}
	doc := risk.Document{Document: plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "BOT"}}}
	for n := range 130 {
		doc.Assets = append(doc.Assets, plant.DocAsset{Key: fmt.Sprintf("PLC-%03d", n), Type: plant.EmbeddedDevice})
	}
	if _, err := f.ApplyDocument(t.Context(), f.ada, ApplyInput{Document: doc, Site: f.site.ID}); err != nil {
		t.Fatal(err)
	}
	o := see()
	if n := rules(o)["asset-unzoned"]; n != shownFindings || o.FindingCount != len(o.Findings)+30 {
		t.Errorf("of 130 assets without a zone %d are shown, and %d of %d findings", n, len(o.Findings), o.FindingCount)
	}

	// A measure that has ended is told of, as in the report, once its day is over.
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Compensated, Compensating: "Locked cabinet", Expires: "2026-03-04"}, "SR 1.1")
	if n := rules(see())["compensation-expired"]; n != 0 {
		t.Errorf("%d measures have ended before their day", n)
	}
	f.clock.pass(72 * time.Hour)
	if n := rules(see())["compensation-expired"]; n != 1 {
		t.Errorf("%d measures have ended, want 1", n)
	}
	kept := f.postures.of(f.site.ID).findings
	see()
	if f.postures.of(f.site.ID).findings != kept {
		t.Error("the whole inventory is looked through again though nothing has changed")
	}
}

// BenchmarkOverview is the page of a site of 10,000 assets that has not changed
// since the last look. Goal: 50 ms.
func BenchmarkOverview(b *testing.B) {
	f, _ := bigSite(b)
	look := func() {
		if _, err := f.Overview(b.Context(), f.ada, f.site.ID); err != nil {
			b.Fatal(err)
		}
	}
	look()
	for b.Loop() {
		look()
	}
}

// BenchmarkFindingsPage is the first page of the findings of a site of 10,000
// assets that has not changed since the last look. Goal: 50 ms.
func BenchmarkFindingsPage(b *testing.B) {
	f, _ := bigSite(b)
	look := func() {
		if _, err := f.Findings(b.Context(), f.ada, f.site.ID, FindingFilter{States: []string{"open"}}, "", "", 100); err != nil {
			b.Fatal(err)
		}
	}
	look()
	for b.Loop() {
		look()
	}
}
