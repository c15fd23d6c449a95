package assess_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

func TestSummaryOfASite(t *testing.T) {
	one, two := sl.Vector{sl.TRE: 1}, sl.Vector{sl.RDF: 1, sl.TRE: 2}
	below, reached, open := zone("Z-01", two), zone("Z-02", one), zone("Z-03")
	site := plant.Site{Zones: []plant.Zone{below, reached, open}, Conduits: []plant.Conduit{conduit("C-01", below, reached, one)}}
	in := input(site, append(metUpTo(ofZone("Z-02"), one),
		answer(ofZone("Z-01"), "SR 5.1", assess.Met), answer(ofZone("Z-01"), "SR 6.1", assess.NotMet),
		compensate(ofConduit("C-01"), "SR 6.1", "read-out", "2026-01-01"))...)
	in.Counts = map[plant.ZoneID]int{"id-Z-01": 5, "id-Z-03": 2, "": 3}
	want := assess.Summary{
		Zones: 3, Conduits: 1, Assets: 10, Unzoned: 3,
		Gap: assess.Gap{
			Subjects: 4, SubjectsBelow: 2, WithoutTarget: 1, Steps: 4,
			Worst: &assess.Worst{Subject: ofZone("Z-01"), Key: "Z-01", Name: "Name of Z-01", FR: sl.TRE, Gap: 2},
		},
		Asked: 8, Answered: 4, Expired: 1,
		AchievedMin: &assess.Overall{Level: 0, Rule: "lowest SL-A of any foundational requirement of any zone or conduit with a target"},
		TargetMax:   &assess.Overall{Level: 2, Rule: "highest SL-T of any foundational requirement of any zone or conduit"},
	}
	if diff := cmp.Diff(want, assess.Assess(in).Summary); diff != "" {
		t.Error(diff)
	}
}

func TestASiteWithoutTargetsHasNoOverallLevels(t *testing.T) {
	s := assess.Assess(input(zones(zone("Z-01")))).Summary
	if s.AchievedMin != nil || s.TargetMax != nil || s.Gap.Worst != nil || s.Gap.WithoutTarget != 1 {
		t.Errorf("%+v", s)
	}
}

func TestTheWorstOfEqualGapsIsTheSafetyZone(t *testing.T) {
	plain, safe := zone("Z-01", sl.Uniform(3)), zone("Z-02", sl.Vector{sl.SI: 3})
	safe.Safety = true
	worst := assess.Assess(input(zones(plain, safe))).Summary.Gap.Worst
	if worst == nil || worst.Key != "Z-02" || worst.FR != sl.SI || worst.Gap != 3 {
		t.Errorf("%+v", worst)
	}
	safe.Target.Vector = sl.Vector{sl.SI: 2}
	if worst := assess.Assess(input(zones(plain, safe))).Summary.Gap.Worst; worst.Key != "Z-01" || worst.FR != sl.IAC {
		t.Errorf("a smaller gap of a safety zone came before a larger one: %+v", worst)
	}
}
