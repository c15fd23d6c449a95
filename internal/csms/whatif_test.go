package csms

import (
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/risk"
	"ringwall/internal/risk/whatif"
)

func TestAWhatIfFollowsTheSiteAndLeavesNothing(t *testing.T) {
	f := newTwoZones(t)
	m, _, err := f.Countermeasures().Add(t.Context(), f.ada, f.site.ID, risk.Countermeasure{
		Head: risk.Head{Name: "Directory"}, Layer: "host", Kind: "technical", State: risk.MeasurePlanned, WholeSite: true, Requirements: []string{"SR 1.1"}, Cost: 500,
	})
	if err != nil {
		t.Fatal(err)
	}
	seq := f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, "SR 1.2").Entry
	try := func() whatif.Result {
		t.Helper()
		out, err := f.WhatIf(t.Context(), f.ada, f.site.ID, []risk.Change{{Kind: risk.SetCountermeasure, Record: string(m.ID), Value: "existing"}})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	// The site, two zones and a conduit.
	if out := try(); out.Supposed != 4 {
		t.Errorf("%d requirements are taken as met, want 4", out.Supposed)
	}
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, "SR 1.1")
	if out := try(); out.Supposed != 3 {
		t.Errorf("after one of them was answered %d are taken as met, want 3", out.Supposed)
	}
	if n := held(mustPosture(t, f), f.zone(f.super)); n != 0 {
		t.Errorf("%d requirements hold in a zone that nobody has answered for", n)
	}
	page, err := f.History(t.Context(), f.ada, f.site.ID, HistoryFilter{}, "", 5)
	if err != nil {
		t.Fatal(err)
	}
	if last := page.Items[0].Seq; last != seq+1 {
		t.Errorf("the last entry is %d, want %d: trying out leaves none", last, seq+1)
	}
}

func mustPosture(t *testing.T, f *twoZones) assess.Posture {
	t.Helper()
	p, err := f.Posture(t.Context(), f.ada, f.site.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestARoadmapChoosesAmongPlannedCountermeasures(t *testing.T) {
	f := newTwoZones(t)
	add := func(name string, state risk.MeasureState, requirements ...string) {
		t.Helper()
		_, _, err := f.Countermeasures().Add(t.Context(), f.ada, f.site.ID, risk.Countermeasure{
			Head: risk.Head{Name: name}, Layer: "host", Kind: "technical", State: state, WholeSite: true, Requirements: requirements, Cost: 150,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("Directory", risk.MeasurePlanned, "SR 1.1", "SR 1.3", "SR 1.4")
	add("Old directory", risk.MeasureRetired, "SR 1.1", "SR 1.5")
	add("Idea", risk.MeasureProposed)
	m, err := f.Roadmap(t.Context(), f.ada, f.site.ID, assess.RoadmapAsk{Costs: assess.Costs{Default: &assess.Price{Cost: 100}}})
	if err != nil {
		t.Fatal(err)
	}
	var chosen []string
	for _, s := range m.Steps {
		if len(s.Closes) > 1 && s.Cost == 150 {
			chosen = append(chosen, s.Name)
		}
	}
	if len(chosen) != 1 || chosen[0] != "CM-01 Directory" || len(m.Notes) != 2 || !strings.HasPrefix(m.Notes[0], "Answer first: ") {
		t.Errorf("chosen %q, notes %q", chosen, m.Notes)
	}
	if len(m.Subjects) != 3 || m.Total.StepsAfter != 0 || !m.Proof.Exact {
		t.Errorf("%d subjects, %+v", len(m.Subjects), m.Total)
	}
}

func TestWhoMayNotReadTheRisksPlansNothing(t *testing.T) {
	f := newTwoZones(t)
	f.hire(t, access.Grant{Role: access.Supplier, Site: f.site.ID, Vendor: "Acme"})
	ben := f.signIn(t, benEmail, benPassword).Principal
	if _, err := f.WhatIf(t.Context(), ben, f.site.ID, []risk.Change{{Kind: risk.CloseConduit, Record: string(f.conduit.ID)}}); KindOf(err) != Denied {
		t.Errorf("a supplier tries out a change: %v", err)
	}
	if _, err := f.Roadmap(t.Context(), ben, f.site.ID, assess.RoadmapAsk{}); KindOf(err) != Denied {
		t.Errorf("a supplier plans a roadmap: %v", err)
	}
}
