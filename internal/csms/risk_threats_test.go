package csms

import (
	"slices"
	"testing"

	"ringwall/internal/catalog"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
)

// The release belongs to the organisation: no change of a site tells that there
// is another one, and what is kept of the site must not hide it.
func TestTheReleaseInUseDecidesWhichTechniquesAreKnown(t *testing.T) {
	a := newAssessed(t)
	x := a.scenario
	x.Techniques, x.Release = []string{"T0855"}, catalog.Threats().Release
	a.scenario = changedTo(t, a.works, a.Scenarios(), x)
	unknown := func() bool {
		t.Helper()
		page, err := a.Findings(t.Context(), a.ada, a.site, FindingFilter{}, "", "", 1000)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(page.Items, func(f lint.Judged) bool { return f.Rule == "technique-unknown" })
	}
	if unknown() {
		t.Fatal("the built-in release does not have the technique")
	}
	if _, err := a.AddThreatRelease(t.Context(), a.ada, "ics-attack.json", laterRelease("99.0"), false); err != nil {
		t.Fatal(err)
	}
	if !unknown() {
		t.Error("a technique that the release in use gave up is not told of")
	}
	tried, err := a.WhatIf(t.Context(), a.ada, a.site, []risk.Change{{Kind: risk.SetCountermeasure, Record: string(a.measure.ID), Value: string(risk.MeasureRetired)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Concat(tried.Gained, tried.Lost) {
		if f.Rule == "technique-unknown" {
			t.Errorf("a what-if goes by another release: %+v", f)
		}
	}
}
